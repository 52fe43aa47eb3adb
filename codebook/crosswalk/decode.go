package crosswalk

import (
	"fmt"
	"slices"
	"strings"

	"grounded/codebook"
	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
)

// entry is a pair as TOML says it.
type entry struct {
	ID           string        `toml:"id"`
	Left         []codebook.ID `toml:"left"`
	Right        []codebook.ID `toml:"right"`
	Relation     Relation      `toml:"relation"`
	Status       Status        `toml:"status"`
	Note         string        `toml:"note"`
	EvidenceFrom []string      `toml:"evidence_from"`
}

// Decode reads a crosswalk. It reports all problems of the file and returns the
// crosswalk as far as it was understood, never nil; [problem.Fatal] tells
// whether it can be worked with. Beside those of [tomledit.Decode] the problems
// are, fatal: pair-without-id, pair-twice, pair-empty-side, bad-relation,
// bad-status, and pair-overlap: a code that two accepted pairs call the same as
// something, so that it would count twice; and a note, pair-repeats-code.
func Decode(name string, src []byte) (*Crosswalk, []problem.Problem) {
	var f struct {
		Pairs []entry `toml:"pair"`
	}
	c := &Crosswalk{}
	c.file, c.problems = tomledit.Decode(name, src, &f)
	misread := problem.Fatal(c.problems) != nil
	lines := pairLines(c.file, len(f.Pairs))
	for i, e := range f.Pairs {
		p := Pair{
			ID: e.ID, Left: e.Left, Right: e.Right, Relation: e.Relation, Status: e.Status,
			Note: e.Note, EvidenceFrom: e.EvidenceFrom, Line: lines[i],
		}
		if p.Relation == "" {
			p.Relation = Same
		}
		if p.Status == "" {
			p.Status = Proposed
		}
		c.Pairs = append(c.Pairs, p)
	}
	c.check(misread)
	problem.Sort(c.problems)
	return c, slices.Clone(c.problems)
}

// pairLines returns the line of the header of each [[pair]].
func pairLines(f *tomledit.File, n int) []int {
	lines := make([]int, n)
	i := 0
	for _, t := range f.Tables {
		if i < n && t.Address == tomledit.Nth("pair", i) {
			lines[i] = t.Line
			i++
		}
	}
	return lines
}

// check finds what is wrong with pairs. In a file that was misread, what seems
// to be missing may only be misspelt.
func (c *Crosswalk) check(misread bool) {
	first := map[string]int{}
	for i, p := range c.Pairs {
		switch at, twice := first[p.ID]; {
		case p.ID == "" && !misread:
			c.report(i, "id", "pair-without-id", true, "this pair has no id", fmt.Sprintf("write id = %q", c.NewID(p.Left, p.Right)))
		case p.ID == "":
		case twice:
			c.report(i, "id", "pair-twice", true, fmt.Sprintf("pair %q is there twice; first at line %d", p.ID, c.Pairs[at].Line), "give one of them another id")
		default:
			first[p.ID] = i
		}
		c.checkSide(i, "left", p.Left, misread)
		c.checkSide(i, "right", p.Right, misread)
		if !slices.Contains(relations(), p.Relation) {
			c.report(i, "relation", "bad-relation", true, fmt.Sprintf("%q is no relation of codes", p.Relation), "write same, broader, narrower or overlaps")
		}
		if !slices.Contains(statuses(), p.Status) {
			c.report(i, "status", "bad-status", true, fmt.Sprintf("%q is no status of a pair", p.Status), "write proposed, accepted or rejected")
		}
	}
	for _, o := range overlaps(c.Pairs) {
		c.report(o.second, o.side, "pair-overlap", true, o.sentence(c.Pairs), o.remedy(c.Pairs))
	}
	for _, o := range contradictions(c.Pairs) {
		c.report(o.second, "relation", "pair-contradiction", false, o.contradiction(c.Pairs), "change or reject one of the two with: grounded crosswalk set")
	}
}

func relations() []Relation { return []Relation{Same, Broader, Narrower, Overlaps} }
func statuses() []Status    { return []Status{Proposed, Accepted, Rejected} }

func (c *Crosswalk) checkSide(i int, side string, codes []codebook.ID, misread bool) {
	if len(codes) == 0 && !misread {
		c.report(i, side, "pair-empty-side", true, fmt.Sprintf("pair %q has no code on the %s", c.Pairs[i].ID, side), fmt.Sprintf(`write %s = ["…"]`, side))
	}
	if len(set(codes)) < len(codes) {
		c.report(i, side, "pair-repeats-code", false, fmt.Sprintf("pair %q names a code twice on the %s", c.Pairs[i].ID, side), "it counts once")
	}
}

// report adds a problem of a key of pair i.
func (c *Crosswalk) report(i int, key, name string, fatal bool, message, remedy string) {
	line, column := c.file.Place(tomledit.Nth("pair", i), key)
	c.problems = append(c.problems, problem.Problem{
		Name: name, File: c.file.Name, Line: line, Column: column, Message: message, Remedy: remedy, Fatal: fatal,
	})
}

// overlap is a code that two accepted pairs, by their indexes, call the same as
// something.
type overlap struct {
	first, second int
	side          string
	code          codebook.ID
}

// sentence names both pairs.
func (o overlap) sentence(pairs []Pair) string {
	second, first := pairs[o.second], pairs[o.first]
	where := ""
	if first.Line > 0 {
		where = fmt.Sprintf(" at line %d", first.Line)
	}
	return fmt.Sprintf("code %q on the %s of pair %q is in pair %q%s too, and both are accepted as the same", o.code, o.side, second.ID, first.ID, where)
}

// remedy says how to make one pair of two, of which one may not be in the file yet.
func (o overlap) remedy(pairs []Pair) string {
	stays, other := pairs[o.first], pairs[o.second]
	switch {
	case stays.SameCodes(other):
		return "reject one of them"
	case other.Line > 0 && stays.Line > 0:
		return fmt.Sprintf("reject one of them, or join the two with: grounded crosswalk join %s %s", other.ID, stays.ID)
	case stays.Line == 0:
		stays, other = other, stays
	}
	var flags []string
	for _, side := range []struct {
		name     string
		was, add []codebook.ID
	}{{"left", stays.Left, other.Left}, {"right", stays.Right, other.Right}} {
		if joined := set(slices.Concat(side.was, side.add)); len(joined) > len(set(side.was)) {
			flags = append(flags, fmt.Sprintf(" --%s %s", side.name, strings.Join(texts(joined), ",")))
		}
	}
	return fmt.Sprintf("add the codes to that pair with: grounded crosswalk set %s%s", stays.ID, strings.Join(flags, ""))
}

// contradictions returns the accepted pairs that call codes broader, narrower or
// overlapping of which another accepted pair says that they are the same.
func contradictions(pairs []Pair) []overlap {
	var out []overlap
	meet := func(a, b []codebook.ID) int {
		return slices.IndexFunc(a, func(id codebook.ID) bool { return slices.Contains(b, id) })
	}
	for i, p := range pairs {
		for k, q := range pairs {
			if !p.counts() || q.counts() || q.Status != Accepted {
				continue
			}
			if at := meet(p.Left, q.Left); at >= 0 && meet(p.Right, q.Right) >= 0 {
				out = append(out, overlap{min(i, k), max(i, k), "left", p.Left[at]})
			}
		}
	}
	return out
}

// contradiction names both pairs, and how each has it.
func (o overlap) contradiction(pairs []Pair) string {
	second, first := pairs[o.second], pairs[o.first]
	return fmt.Sprintf("pair %q says that code %q is %s, and pair %q that it is %s, to the same codes", second.ID, o.code, second.Relation, first.ID, first.Relation)
}

// overlaps returns each code that stands in two accepted pairs, in the order of
// the pairs.
func overlaps(pairs []Pair) []overlap {
	var out []overlap
	left, right := map[codebook.ID]int{}, map[codebook.ID]int{}
	for i, p := range pairs {
		if !p.counts() {
			continue
		}
		for _, side := range []struct {
			name  string
			codes []codebook.ID
			seen  map[codebook.ID]int
		}{{"left", p.Left, left}, {"right", p.Right, right}} {
			for _, code := range set(side.codes) {
				if first, there := side.seen[code]; there {
					out = append(out, overlap{first, i, side.name, code})
					continue
				}
				side.seen[code] = i
			}
		}
	}
	return out
}

// Check notes, as code-unknown, the codes of pairs that the book of their side
// does not hold. A book that is nil is not looked into.
func (c *Crosswalk) Check(left, right *codebook.Book) []problem.Problem {
	var problems []problem.Problem
	for i := range c.Pairs {
		problems = append(problems, c.checkCodes(i, left, right)...)
	}
	problem.Sort(problems)
	return problems
}

// Unknown returns, by the id of the pair, what Check notes.
func (c *Crosswalk) Unknown(left, right *codebook.Book) map[string][]problem.Problem {
	of := map[string][]problem.Problem{}
	for i, p := range c.Pairs {
		if problems := c.checkCodes(i, left, right); len(problems) > 0 {
			of[p.ID] = append(of[p.ID], problems...)
		}
	}
	return of
}

func (c *Crosswalk) checkCodes(i int, left, right *codebook.Book) []problem.Problem {
	var problems []problem.Problem
	p := c.Pairs[i]
	for _, side := range []struct {
		name        string
		codes       []codebook.ID
		book, other *codebook.Book
	}{{"left", p.Left, left, right}, {"right", p.Right, right, left}} {
		for _, code := range set(side.codes) {
			if side.book == nil {
				break
			}
			if _, ok := side.book.Code(code); ok {
				continue
			}
			line, column := c.file.Place(tomledit.Nth("pair", i), c.key(side.name))
			problems = append(problems, problem.Problem{
				Name: "code-unknown", File: c.file.Name, Line: line, Column: column,
				Message: fmt.Sprintf("code %q of pair %q is not in %s", code, p.ID, side.book.Name()),
				Remedy:  meant(code, side.book, side.other),
			})
		}
	}
	return problems
}

// meant says what may have been meant by a code that book does not hold.
func meant(code codebook.ID, book, other *codebook.Book) string {
	if other != nil {
		if _, ok := other.Code(code); ok {
			return fmt.Sprintf("it is in %s; left and right may have been swapped", other.Name())
		}
	}
	var ids []string
	for _, c := range book.Codes {
		ids = append(ids, string(c.ID))
	}
	return nearest.Meant(string(code), ids)
}

// key returns the key under which the file has a side.
func (c *Crosswalk) key(side string) string {
	switch {
	case !c.swapped:
		return side
	case side == "left":
		return "right"
	}
	return "left"
}
