// Package framework holds a theory that is brought to the data: its constructs, on which
// of them people place which codes and why, what in the data speaks for it, and what the
// theory does not hold. It reads and edits the files of both; what belongs where, people
// say.
package framework

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/codebook/tomledit"
)

// ID names a construct within a framework; see package slug for its form.
type ID string

// Construct is one concept of a theory.
type Construct struct {
	ID         ID
	Name       string // the id when the file does not say
	Definition string
	Terms      []string // words and phrases in which it is spoken of
	Reference  string
	Parent     ID  // "" at the top
	Line       int // where its table begins in the file, from 1
}

// Framework is a file of constructs as it was read. Nothing changes it.
type Framework struct {
	Title      string
	Reference  string
	Constructs []Construct // in the order of the file

	file     *tomledit.File
	problems []problem.Problem
	byID     map[ID]int // the first construct of each id
	above    []int      // the parent of each, -1 at the top
	below    [][]int    // those below each, in the order of the file
}

// constructEntry is a construct as TOML says it.
type constructEntry struct {
	ID         ID       `toml:"id"`
	Name       string   `toml:"name"`
	Definition string   `toml:"definition"`
	Terms      []string `toml:"terms"`
	Reference  string   `toml:"reference"`
	Parent     ID       `toml:"parent"`
}

// Decode reads a framework. It reports all problems of the file and returns the framework
// as far as it was understood, never nil; [problem.Fatal] tells whether it can be worked
// with. Beside those of [tomledit.Decode] the problems are, fatal: framework-empty,
// construct-without-id, construct-twice and bad-construct-name; and notes:
// bad-construct-id, parent-missing and construct-cycle.
func Decode(name string, src []byte) (*Framework, []problem.Problem) {
	var in struct {
		Title      string           `toml:"title"`
		Reference  string           `toml:"reference"`
		Constructs []constructEntry `toml:"construct"`
	}
	f := &Framework{byID: map[ID]int{}}
	f.file, f.problems = tomledit.Decode(name, src, &in)
	misread := problem.Fatal(f.problems) != nil
	f.Title, f.Reference = in.Title, in.Reference
	for i, e := range in.Constructs {
		table, _ := f.file.Table(tomledit.Nth("construct", i))
		c := Construct{ID: e.ID, Name: e.Name, Definition: e.Definition, Reference: e.Reference, Parent: e.Parent, Line: table.Line}
		if c.Name == "" {
			c.Name = string(c.ID)
		}
		for _, term := range e.Terms {
			if term = strings.TrimSpace(term); term != "" && !slices.Contains(c.Terms, term) {
				c.Terms = append(c.Terms, term)
			}
		}
		f.Constructs = append(f.Constructs, c)
		if _, there := f.byID[e.ID]; !there && e.ID != "" {
			f.byID[e.ID] = i
		}
	}
	f.check(misread)
	f.grow()
	problem.Sort(f.problems)
	return f, slices.Clone(f.problems)
}

// check finds what is wrong with constructs. In a file that was misread, what seems to be
// missing may only be misspelt.
func (f *Framework) check(misread bool) {
	if len(f.Constructs) == 0 && !misread {
		f.problems = append(f.problems, problem.Problem{Name: "framework-empty", File: f.file.Name, Message: "this framework has no construct", Remedy: "write each as a [[construct]] with id, name and definition", Fatal: true})
	}
	first := map[string]int{}
	for i, c := range f.Constructs {
		folded := nearest.Fold(string(c.ID))
		at, twice := first[folded]
		switch {
		case c.ID == "" && !misread:
			remedy := `write id = "…"`
			if id := slug.Make(c.Name); id != "" {
				remedy = fmt.Sprintf("write id = %q", id)
			}
			f.report(i, "id", "construct-without-id", true, "this construct has no id", remedy)
		case c.ID == "":
		case twice:
			f.report(i, "id", "construct-twice", true, fmt.Sprintf("construct %q is there twice; first at line %d", c.ID, f.Constructs[at].Line), "give one of them another id")
		default:
			first[folded] = i
			if err := slug.Check(string(c.ID)); err != nil {
				f.report(i, "id", "bad-construct-id", false, err.Error(), "keep in name what people read, and in id what can be typed and referred to")
			}
		}
		if err := slug.CheckName(c.Name); err != nil {
			f.report(i, "name", "bad-construct-name", true, err.Error(), "")
		}
		if _, there := f.byID[c.Parent]; c.Parent != "" && !there {
			f.report(i, "parent", "parent-missing", false, fmt.Sprintf("the parent %q is not in this framework", c.Parent), nearest.Meant(string(c.Parent), f.ids()))
		}
	}
}

// grow makes the tree of the parents that make sense: one that is missing counts as none,
// and of a ring of parents the construct that stands first is put at the top.
func (f *Framework) grow() {
	f.above = make([]int, len(f.Constructs))
	for i, c := range f.Constructs {
		f.above[i] = -1
		if at, there := f.byID[c.Parent]; there {
			f.above[i] = at
		}
	}
	for i := range f.Constructs {
		at := f.above[i]
		for n := 0; at >= 0 && at != i && n < len(f.Constructs); n++ {
			at = f.above[at]
		}
		if at == i {
			f.report(i, "parent", "construct-cycle", false, fmt.Sprintf("construct %q is its own ancestor", f.Constructs[i].ID), "take it out of its parents; until then it stands at the top")
			f.above[i] = -1
		}
	}
	f.below = make([][]int, len(f.Constructs))
	for i, above := range f.above {
		if above >= 0 {
			f.below[above] = append(f.below[above], i)
		}
	}
}

func (f *Framework) report(i int, key, name string, fatal bool, message, remedy string) {
	line, column := f.file.Place(tomledit.Nth("construct", i), key)
	f.problems = append(f.problems, problem.Problem{Name: name, File: f.file.Name, Line: line, Column: column, Message: message, Remedy: remedy, Fatal: fatal})
}

func (f *Framework) ids() []string {
	var ids []string
	for _, c := range f.Constructs {
		ids = append(ids, string(c.ID))
	}
	return ids
}

// Construct returns the construct of an id.
func (f *Framework) Construct(id ID) (Construct, bool) {
	i, there := f.byID[id]
	if !there {
		return Construct{}, false
	}
	return f.Constructs[i], true
}

// Find returns the construct that somebody means by its id, or else by its name, of which
// case does not count. The error offers the nearest.
func (f *Framework) Find(text string) (Construct, error) {
	if c, there := f.Construct(ID(text)); there {
		return c, nil
	}
	var found []Construct
	spellings := map[string]string{}
	var all []string
	for _, c := range f.Constructs {
		for _, s := range []string{string(c.ID), c.Name} {
			if spellings[s] == "" {
				spellings[s] = string(c.ID)
				all = append(all, s)
			}
		}
		if nearest.Fold(c.Name) == nearest.Fold(text) || nearest.Fold(string(c.ID)) == nearest.Fold(text) {
			found = append(found, c)
		}
	}
	switch len(found) {
	case 0:
	case 1:
		return found[0], nil
	default:
		return Construct{}, fmt.Errorf("%q is the name of several constructs; say which by its id: %s, %s", text, found[0].ID, found[1].ID)
	}
	var near []string
	for _, s := range nearest.Nearest(text, all, 6) {
		if id := spellings[s]; !slices.Contains(near, id) && len(near) < 3 {
			near = append(near, id)
		}
	}
	if len(near) > 0 {
		return Construct{}, fmt.Errorf("no construct %q in %s; did you mean %s?", text, f.file.Name, strings.Join(near, ", "))
	}
	return Construct{}, fmt.Errorf("no construct %q in %s; it has %s", text, f.file.Name, strings.Join(f.ids(), ", "))
}

// Walk yields all constructs with their depth, each before those below it, in the order of
// the file.
func (f *Framework) Walk() iter.Seq2[Construct, int] {
	return func(yield func(Construct, int) bool) {
		var descend func(i, depth int) bool
		descend = func(i, depth int) bool {
			if !yield(f.Constructs[i], depth) {
				return false
			}
			for _, j := range f.below[i] {
				if !descend(j, depth+1) {
					return false
				}
			}
			return true
		}
		for i, above := range f.above {
			if above < 0 && !descend(i, 0) {
				return
			}
		}
	}
}

// Below returns a construct and all below it, in the order of [Framework.Walk].
func (f *Framework) Below(id ID) []ID {
	var out []ID
	depth := -1
	for c, at := range f.Walk() {
		switch {
		case c.ID == id:
			depth = at
		case depth < 0 || at <= depth:
			depth = -1
			continue
		}
		out = append(out, c.ID)
	}
	return out
}
