package codebook

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
)

// Retire takes a code out of use on a date, YYYY-MM-DD, and says which codes
// took its place, if any did. It refuses a code that is retired already, one that is being
// split into others than those, and successors that are missing, retired, or the code itself.
func (b *Book) Retire(id ID, date string, became ...ID) ([]byte, error) {
	edits, err := b.retire(id, date, became)
	if err != nil {
		return nil, err
	}
	return b.edit(edits...)
}

func (b *Book) retire(id ID, date string, became []ID) ([]tomledit.Edit, error) {
	if !isDate(date) {
		return nil, fmt.Errorf("%q is not a date; one looks like 2021-03-04", date)
	}
	c, err := b.inUse(id)
	if err != nil {
		return nil, err
	}
	for _, part := range c.Splitting {
		if stands := append(b.Heirs(part), part); !slices.ContainsFunc(stands, func(id ID) bool { return slices.Contains(became, id) }) {
			return nil, fmt.Errorf("code %q is being split into %s, and what has moved would count with it no more; finish that with: grounded codebook split %[1]s; or end it by merging them back into %[1]s", id, list(c.Splitting))
		}
	}
	for _, next := range became {
		if next == id {
			return nil, fmt.Errorf("code %q cannot become itself", id)
		}
		if _, err := b.inUse(next); err != nil {
			return nil, err
		}
	}
	at := table(b.byID[id])
	edits := []tomledit.Edit{tomledit.Set(at, "retired", tomledit.Date(date))}
	if len(became) > 0 {
		edits = append(edits, tomledit.Set(at, "became", texts(union(nil, became))))
	}
	return append(edits, tomledit.Unset(at, "splitting")), nil
}

// Merge retires codes into another of their kind, which they became: their
// children move below it; whatever rested on them rests on it; and it rests on
// whatever they rested on. When it lies below one of them it takes the place of
// the topmost. What is merged back into a code that is being split is none of its parts any
// more. The codes that are merged keep what they say, and so do codings: see [Book.Resolve].
func (b *Book) Merge(into ID, date string, from ...ID) ([]byte, error) {
	target, err := b.inUse(into)
	if err != nil {
		return nil, err
	}
	if len(from) == 0 {
		return nil, fmt.Errorf("no code is named to be merged into %q", into)
	}
	if len(union(nil, from)) < len(from) {
		return nil, fmt.Errorf("a code is named twice: %s", list(from))
	}
	var edits []tomledit.Edit
	rests := target.GroundedIn
	for _, id := range from {
		if id == into {
			return nil, fmt.Errorf("code %q cannot be merged into itself", id)
		}
		e, err := b.retire(id, date, []ID{into})
		if err != nil {
			return nil, err
		}
		c, _ := b.Code(id)
		if c.Kind != target.Kind {
			return nil, fmt.Errorf("code %q is %s and %q is %s; only codes of one kind can be merged", id, c.Kind, into, target.Kind)
		}
		edits = append(edits, e...)
		rests = union(rests, c.GroundedIn)
	}
	if len(rests) > len(target.GroundedIn) {
		edits = append(edits, setCodes(b.byID[into], "grounded_in", rests))
	}
	back := func(part ID) bool {
		now, _ := b.Resolve(part)
		return now == into || slices.Contains(from, now)
	}
	if slices.ContainsFunc(target.Splitting, back) {
		edits = append(edits, setCodes(b.byID[into], "splitting", slices.DeleteFunc(slices.Clone(target.Splitting), back)))
	}
	return b.edit(slices.Concat(edits, b.rearrange(into, from), b.restOn(into, from))...)
}

// rearrange moves the children of from below into, and into out from below
// them.
func (b *Book) rearrange(into ID, from []ID) []tomledit.Edit {
	var edits []tomledit.Edit
	for i, c := range b.Codes {
		if slices.Contains(from, c.Parent) && c.ID != into && !slices.Contains(from, c.ID) {
			edits = append(edits, tomledit.Set(table(i), "parent", string(into)))
		}
	}
	path := b.Path(into)
	for n, id := range path {
		switch {
		case !slices.Contains(from, id):
		case n == 0:
			return append(edits, tomledit.Unset(table(b.byID[into]), "parent"))
		default:
			return append(edits, tomledit.Set(table(b.byID[into]), "parent", string(path[n-1])))
		}
	}
	return edits
}

// restOn lets what rested on codes of from rest on into.
func (b *Book) restOn(into ID, from []ID) []tomledit.Edit {
	var edits []tomledit.Edit
	for i, c := range b.Codes {
		on := slices.Clone(c.GroundedIn)
		for j, id := range on {
			if slices.Contains(from, id) {
				on[j] = into
			}
		}
		if !slices.Equal(on, c.GroundedIn) {
			edits = append(edits, setCodes(i, "grounded_in", union(nil, on)))
		}
	}
	return edits
}

// Join makes one code of all that are defined under one id, where the first of
// them stands, and removes the others; it is what cures code-twice. The first
// has the say; what it leaves open the others fill, and texts that differ
// are put below one another. It refuses codes of different kinds.
func (b *Book) Join(id ID) ([]byte, error) {
	for _, p := range b.problems {
		if p.Fatal && p.Name != "code-twice" {
			return nil, problem.Fatal(b.problems)
		}
	}
	first, err := b.find(id)
	if err != nil {
		return nil, err
	}
	joined := b.Codes[first]
	var edits []tomledit.Edit
	for i, c := range b.Codes {
		if i == first || c.ID != id {
			continue
		}
		if c.Kind != joined.Kind {
			return nil, fmt.Errorf("code %q is %s at line %d and %s at line %d; make it one of the two first", id, joined.Kind, joined.Line, c.Kind, c.Line)
		}
		joined = absorb(joined, c)
		edits = append(edits, tomledit.Remove(table(i)))
	}
	if len(edits) == 0 {
		return nil, fmt.Errorf("code %q is defined once", id)
	}
	for _, p := range pairs(joined) {
		byDefault := p.Key == "kind" || p.Key == "name" && p.Value == string(id)
		if p.Key != "id" && !byDefault {
			edits = append(edits, tomledit.Set(table(first), p.Key, p.Value))
		}
	}
	if joined.InUse() {
		edits = append(edits, tomledit.Unset(table(first), "retired"), tomledit.Unset(table(first), "became"))
	}
	f, err := b.file.Edit(edits...)
	if err != nil {
		return nil, err
	}
	return f.Source, nil
}

// absorb returns a with what c says beside it. It is in use if one of them is.
func absorb(a, c Code) Code {
	if a.Name == string(a.ID) {
		a.Name = c.Name
	}
	if a.Parent == "" {
		a.Parent = c.Parent
	}
	a.Definition = both(a.Definition, c.Definition)
	a.Include = both(a.Include, c.Include)
	a.Exclude = both(a.Exclude, c.Exclude)
	a.Reference = both(a.Reference, c.Reference)
	if a.Origin == "" {
		a.Origin = c.Origin
	}
	a.InVivo = a.InVivo || c.InVivo
	a.GroundedIn = union(a.GroundedIn, c.GroundedIn)
	a.Splitting = union(a.Splitting, c.Splitting)
	a.Created = earlier(a.Created, c.Created)
	if c.InUse() {
		a.Retired, a.Became = "", nil
	}
	return a
}

func both(a, b string) string {
	switch {
	case a == "":
		return b
	case b == "" || a == b:
		return a
	}
	return a + "\n" + b
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func list(ids []ID) string { return strings.Join(texts(ids), ", ") }

// Splitting says that a code is being split into others: two or more of its kind, in use.
// It refuses what [Book.Split] does.
func (b *Book) Splitting(id ID, into ...ID) ([]byte, error) {
	c, err := b.maySplit(id, into)
	if err != nil {
		return nil, err
	}
	return b.edit(tomledit.Set(table(b.byID[id]), "splitting", texts(b.parts(c, into))))
}

// parts returns into what a code is split: those that it is being split into already, or
// what took their places, and others.
func (b *Book) parts(c Code, others []ID) []ID {
	var begun []ID
	for _, part := range c.Splitting {
		now, _ := b.Resolve(part)
		if _, err := b.inUse(now); err == nil && now != c.ID {
			begun = append(begun, now)
		}
	}
	return union(union(nil, begun), others)
}

// maySplit refuses to split a code that is not in use, or into codes that cannot take its
// place, or with codes in use below it, which nobody but a person can say the place of.
func (b *Book) maySplit(id ID, into []ID) (Code, error) {
	c, err := b.inUse(id)
	if err != nil {
		return c, err
	}
	if len(union(nil, into)) < 2 {
		return c, fmt.Errorf("code %q is split into two codes or more", id)
	}
	for _, other := range into {
		next, err := b.inUse(other)
		if err != nil {
			return c, err
		}
		if next.Kind != c.Kind {
			return c, fmt.Errorf("code %q is %s and %q is %s; a code is split into codes of its kind", id, c.Kind, other, next.Kind)
		}
	}
	for _, below := range b.Codes {
		if below.Parent == id && below.InUse() && !slices.Contains(b.parts(c, into), below.ID) {
			return c, fmt.Errorf("code %q stands below %q; say where it belongs first with: grounded codebook move %[1]s", below.ID, id)
		}
	}
	return c, nil
}

// Split retires a code that others took the place of: two or more of its kind, in use, and
// those that it was being split into before. Whatever rested on it rests on them. It
// refuses a code with codes in use below it.
func (b *Book) Split(id ID, date string, into ...ID) ([]byte, error) {
	c, err := b.maySplit(id, into)
	if err != nil {
		return nil, err
	}
	into = b.parts(c, into)
	edits, err := b.retire(id, date, into)
	if err != nil {
		return nil, err
	}
	for i, other := range b.Codes {
		if slices.Contains(into, other.ID) && other.Parent == id {
			edits = append(edits, b.moveEdit(i, c.Parent))
		}
		if at := slices.Index(other.GroundedIn, id); at >= 0 {
			edits = append(edits, setCodes(i, "grounded_in", union(slices.Clone(other.GroundedIn[:at]), slices.Concat(into, other.GroundedIn[at+1:]))))
		}
	}
	return b.edit(edits...)
}

func (b *Book) moveEdit(i int, parent ID) tomledit.Edit {
	if parent == "" {
		return tomledit.Unset(table(i), "parent")
	}
	return tomledit.Set(table(i), "parent", string(parent))
}
