package crosswalk

import (
	"fmt"
	"slices"
	"strings"

	"grounded/codebook"
	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/codebook/tomledit"
)

// Add returns the file with further pairs at its end. It refuses an id that is
// taken or is none, a side without codes, an unknown relation or status, and an
// accepted pair whose code another accepted pair has.
func (c *Crosswalk) Add(pairs ...Pair) ([]byte, error) {
	all := slices.Clone(c.Pairs)
	var edits []tomledit.Edit
	for _, p := range pairs {
		if slices.ContainsFunc(all, func(q Pair) bool { return q.ID == p.ID }) {
			return nil, fmt.Errorf("there is a pair %q already; give the new one another id", p.ID)
		}
		if err := slug.Check(p.ID); err != nil {
			return nil, fmt.Errorf("the id of a pair: %w", err)
		}
		p.Line = 0
		all = append(all, p)
		edits = append(edits, tomledit.Append("pair", c.inFile(p).keys()...))
	}
	return c.edit(edits, all, func(i int) bool { return i >= len(c.Pairs) })
}

// Renew returns the file in which what is proposed are some pairs, and these
// pairs with the ids that they have there. A pair of the same codes that nobody
// accepted keeps its id and its note. Other proposals go, save those on which
// people wrote a note.
func (c *Crosswalk) Renew(pairs ...Pair) ([]byte, []Pair, error) {
	if err := c.broken(); err != nil {
		return nil, nil, err
	}
	renewed := slices.Clone(pairs)
	for i := range renewed {
		renewed[i].ID = ""
	}
	var edits []tomledit.Edit
	var all []Pair
	taken := map[string]bool{}
	for i, old := range c.Pairs {
		at := slices.IndexFunc(renewed, func(p Pair) bool { return old.Status != Accepted && p.ID == "" && p.SameCodes(old) })
		switch {
		case at >= 0:
			p := &renewed[at]
			p.ID, p.Note, p.Line, p.Left, p.Right = old.ID, old.Note, old.Line, old.Left, old.Right
			edits = append(edits, c.setting(i, *p)...)
			all = append(all, *p)
		case old.Status == Proposed && old.Note == "":
			edits = append(edits, tomledit.Remove(tomledit.Nth("pair", i)))
			continue
		default:
			all = append(all, old)
		}
		taken[old.ID] = true
	}
	for i := range renewed {
		p := &renewed[i]
		if p.ID != "" {
			continue
		}
		p.ID = slug.Unique(c.idOf(p.Left, p.Right), func(id string) bool { return taken[id] })
		taken[p.ID] = true
		all = append(all, *p)
		edits = append(edits, tomledit.Append("pair", c.inFile(*p).keys()...))
	}
	if len(edits) == 0 {
		return c.file.Source, renewed, nil
	}
	src, err := c.edit(edits, all, func(i int) bool { return all[i].Status == Proposed })
	return src, renewed, err
}

// inFile returns a pair as the file has its sides.
func (c *Crosswalk) inFile(p Pair) Pair {
	if c.swapped {
		return p.Swap()
	}
	return p
}

// setting returns the edits that make pair i of the file p.
func (c *Crosswalk) setting(i int, p Pair) []tomledit.Edit {
	table := tomledit.Nth("pair", i)
	var edits []tomledit.Edit
	keys := c.inFile(p).keys()
	for _, pair := range keys {
		edits = append(edits, tomledit.Set(table, pair.Key, pair.Value))
	}
	for _, key := range []string{"note", "evidence_from"} {
		if !slices.ContainsFunc(keys, func(pair tomledit.Pair) bool { return pair.Key == key }) {
			edits = append(edits, tomledit.Unset(table, key))
		}
	}
	return edits
}

// Set returns the file in which the pair of p's id is p. Keys that already say
// what p does keep their bytes. It refuses what Add does.
func (c *Crosswalk) Set(p Pair) ([]byte, error) {
	at := c.index(p.ID)
	if at < 0 {
		return nil, c.unknown(p.ID)
	}
	all := slices.Clone(c.Pairs)
	p.Line = all[at].Line
	all[at] = p
	return c.edit(c.setting(at, p), all, func(i int) bool { return i == at })
}

// RenameEvidence returns the file in which a transcript that evidence is from has
// another name.
func (c *Crosswalk) RenameEvidence(from, to string) ([]byte, error) {
	var edits []tomledit.Edit
	for i, p := range c.Pairs {
		if at := slices.Index(p.EvidenceFrom, from); at >= 0 {
			renamed := slices.Clone(p.EvidenceFrom)
			renamed[at] = to
			edits = append(edits, tomledit.Set(tomledit.Nth("pair", i), "evidence_from", renamed))
		}
	}
	if len(edits) == 0 {
		return c.file.Source, nil
	}
	return c.edit(edits, c.Pairs, func(int) bool { return false })
}

// edit makes the edits when the pairs that result, of which touched ones are
// new or changed, make sense.
func (c *Crosswalk) edit(edits []tomledit.Edit, pairs []Pair, touched func(int) bool) ([]byte, error) {
	if err := c.broken(); err != nil {
		return nil, err
	}
	for i, p := range pairs {
		if touched(i) {
			if err := p.check(); err != nil {
				return nil, err
			}
		}
	}
	for _, o := range overlaps(pairs) {
		if touched(o.first) || touched(o.second) {
			return nil, fmt.Errorf("%s; %s", o.sentence(pairs), o.remedy(pairs))
		}
	}
	for _, o := range contradictions(pairs) {
		if touched(o.first) || touched(o.second) {
			return nil, fmt.Errorf("%s; change or reject one of the two first", o.contradiction(pairs))
		}
	}
	f, err := c.file.Edit(edits...)
	if err != nil {
		return nil, err
	}
	return f.Source, nil
}

// Join returns the file in which the codes of a pair belong to another too, which is
// accepted as the same and has the notes of both, and the pair itself is gone; and the
// pair that it makes.
func (c *Crosswalk) Join(id, into string) ([]byte, Pair, error) {
	gone, at := c.index(id), c.index(into)
	switch {
	case gone < 0:
		return nil, Pair{}, c.unknown(id)
	case at < 0:
		return nil, Pair{}, c.unknown(into)
	case gone == at:
		return nil, Pair{}, fmt.Errorf("pair %q cannot be joined with itself", id)
	}
	joined := c.Pairs[at]
	joined.Left, joined.Right = set(slices.Concat(joined.Left, c.Pairs[gone].Left)), set(slices.Concat(joined.Right, c.Pairs[gone].Right))
	joined.Relation, joined.Status = Same, Accepted
	if note := c.Pairs[gone].Note; note != "" && note != joined.Note {
		joined.Note = strings.TrimPrefix(joined.Note+"; "+note, "; ")
	}
	joined.EvidenceFrom = slices.Compact(slices.Sorted(slices.Values(slices.Concat(joined.EvidenceFrom, c.Pairs[gone].EvidenceFrom))))
	all := slices.Clone(c.Pairs)
	all[at] = joined
	all = slices.Delete(all, gone, gone+1)
	src, err := c.edit(append(c.setting(at, joined), tomledit.Remove(tomledit.Nth("pair", gone))), all, func(i int) bool { return all[i].ID == into })
	return src, joined, err
}

// InTheWay returns the accepted pair that keeps one from being accepted as the same.
func (c *Crosswalk) InTheWay(id string) (Pair, bool) {
	i := c.index(id)
	if i < 0 {
		return Pair{}, false
	}
	all := slices.Clone(c.Pairs)
	all[i].Relation, all[i].Status = Same, Accepted
	for _, o := range overlaps(all) {
		switch i {
		case o.second:
			return c.Pairs[o.first], true
		case o.first:
			return c.Pairs[o.second], true
		}
	}
	return Pair{}, false
}

// broken returns what keeps the file from being edited. That accepted pairs
// overlap does not, since an edit can mend it.
func (c *Crosswalk) broken() error {
	return problem.Fatal(slices.DeleteFunc(slices.Clone(c.problems), func(p problem.Problem) bool { return p.Name == "pair-overlap" }))
}

// Find returns the pair of an id; an id that none has is an error that offers the
// nearest.
func (c *Crosswalk) Find(id string) (Pair, error) {
	if p, ok := c.Pair(id); ok {
		return p, nil
	}
	return Pair{}, c.unknown(id)
}

func (c *Crosswalk) unknown(id string) error {
	var ids []string
	for _, p := range c.Pairs {
		ids = append(ids, p.ID)
	}
	if near := nearest.Meant(id, ids); near != "" {
		return fmt.Errorf("no pair %q in %s; %s", id, c.file.Name, near)
	}
	return fmt.Errorf("no pair %q in %s", id, c.file.Name)
}

// check returns what is wrong with a pair in itself.
func (p Pair) check() error {
	switch {
	case len(p.Left) == 0:
		return fmt.Errorf("pair %q has no code on the left", p.ID)
	case len(p.Right) == 0:
		return fmt.Errorf("pair %q has no code on the right", p.ID)
	case !slices.Contains(relations(), p.Relation):
		return fmt.Errorf("%q is no relation of codes; it is same, broader, narrower or overlaps", p.Relation)
	case !slices.Contains(statuses(), p.Status):
		return fmt.Errorf("%q is no status of a pair; it is proposed, accepted or rejected", p.Status)
	}
	return nil
}

// keys returns a pair as the file has it.
func (p Pair) keys() []tomledit.Pair {
	keys := []tomledit.Pair{
		{Key: "id", Value: p.ID},
		{Key: "left", Value: texts(p.Left)},
		{Key: "right", Value: texts(p.Right)},
		{Key: "relation", Value: string(p.Relation)},
		{Key: "status", Value: string(p.Status)},
	}
	if p.Note != "" {
		keys = append(keys, tomledit.Pair{Key: "note", Value: p.Note})
	}
	if len(p.EvidenceFrom) > 0 {
		keys = append(keys, tomledit.Pair{Key: "evidence_from", Value: p.EvidenceFrom})
	}
	return keys
}

func texts(ids []codebook.ID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}
