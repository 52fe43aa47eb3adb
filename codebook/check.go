package codebook

import (
	"fmt"
	"slices"
	"strings"

	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/codebook/slug"
)

// check finds what is wrong with codes, of which entries say what the file has
// where a Code has a default.
func (b *Book) check(entries []entry, cycles [][]int) {
	faulty := b.faultyCodes()
	ids, names := map[string]int{}, map[string]int{}
	for i, c := range b.Codes {
		if c.ID == "" {
			if !faulty[i] {
				b.report(i, "id", "code-without-id", true, "this code has no id", idOf(entries[i].Name))
			}
		} else {
			b.checkID(i, ids)
		}
		b.checkKind(i)
		b.checkName(i, entries[i].Name, names)
		b.checkParent(i)
		b.checkRests(i)
		b.checkEnd(i)
	}
	for _, cycle := range cycles {
		b.checkCycle(cycle)
	}
}

// faultyCodes returns the codes in whose lines the file has faults of syntax or
// type, so that what seems to be missing may only be misspelt.
func (b *Book) faultyCodes() map[int]bool {
	faulty := map[int]bool{}
	for _, p := range b.problems {
		if p.Fatal {
			i, _ := slices.BinarySearchFunc(b.Codes, p.Line+1, func(c Code, line int) int { return c.Line - line })
			faulty[i-1] = true
		}
	}
	return faulty
}

func (b *Book) checkID(i int, seen map[string]int) {
	c := b.Codes[i]
	if err := slug.Check(string(c.ID)); err != nil {
		b.note(i, "id", "bad-code-id", err.Error(), "keep in name what people read, and in id what a file can be named")
	}
	folded := nearest.Fold(string(c.ID))
	first, twice := seen[folded]
	if !twice {
		seen[folded] = i
		return
	}
	message := fmt.Sprintf("code %q is defined twice; first at line %d", c.ID, b.Codes[first].Line)
	remedy := fmt.Sprintf("join them with: grounded codebook merge %s %[1]s", c.ID)
	if other := b.Codes[first].ID; other != c.ID {
		remedy = "give one of them another id, here and in the codings"
		message = fmt.Sprintf("code %q differs from %q at line %d in case only", c.ID, other, b.Codes[first].Line)
	}
	b.report(i, "", "code-twice", true, message, remedy)
}

func (b *Book) checkKind(i int) {
	c := b.Codes[i]
	if c.Kind != Descriptive && c.Kind != Analytical {
		b.report(i, "kind", "bad-kind", true, fmt.Sprintf("%q is no kind of code", c.Kind),
			fmt.Sprintf("write kind = %q or kind = %q", Descriptive, Analytical))
	}
	if !knownOrigin(c.Origin) {
		b.note(i, "origin", "bad-origin", fmt.Sprintf("%q is no origin of a code", c.Origin), `write origin = "theory" or origin = "data"`)
	}
}

func knownOrigin(origin string) bool { return origin == "" || origin == "theory" || origin == "data" }

// checkName compares the names of codes in use: a code that took another's
// place may well have its name.
func (b *Book) checkName(i int, name string, seen map[string]int) {
	if name == "" || !b.Codes[i].InUse() {
		return
	}
	folded := nearest.Fold(name)
	first, twice := seen[folded]
	if !twice {
		seen[folded] = i
		return
	}
	if b.Codes[first].ID == b.Codes[i].ID {
		return // said already
	}
	b.note(i, "name", "name-twice", fmt.Sprintf("the name %q is that of code %q at line %d too", name, b.Codes[first].ID, b.Codes[first].Line),
		"give one another name with: grounded codebook rename")
}

func (b *Book) checkParent(i int) {
	c := b.Codes[i]
	if c.Parent == "" {
		return
	}
	p, ok := b.byID[c.Parent]
	switch {
	case !ok:
		b.note(i, "parent", "parent-missing", fmt.Sprintf("the parent %q is not in this codebook", c.Parent), b.meant(c.Parent))
	case b.otherKind(i, p):
		b.note(i, "parent", "parent-other-kind",
			fmt.Sprintf("the parent %q is %s and %q is %s", c.Parent, b.Codes[p].Kind, c.ID, c.Kind),
			"a parent arranges codes of one kind; an analytical code rests on descriptive ones with grounded_in")
	}
}

// otherKind reports whether two codes are of different kinds, both known.
func (b *Book) otherKind(i, j int) bool {
	k, l := b.Codes[i].Kind, b.Codes[j].Kind
	return k == Descriptive && l == Analytical || k == Analytical && l == Descriptive
}

func (b *Book) checkCycle(cycle []int) {
	names := make([]string, 0, len(cycle)+1)
	for _, i := range append(cycle, cycle[0]) {
		names = append(names, string(b.Codes[i].ID))
	}
	b.note(cycle[0], "parent", "parent-cycle",
		fmt.Sprintf("code %q is its own ancestor: %s", names[0], strings.Join(names, " → ")), "take the parent away from one of them")
}

func (b *Book) checkRests(i int) {
	c := b.Codes[i]
	for _, on := range c.GroundedIn {
		j, ok := b.byID[on]
		switch {
		case !ok:
			b.note(i, "grounded_in", "rests-missing", fmt.Sprintf("code %q rests on %q, which is not in this codebook", c.ID, on), b.meant(on))
		case b.Codes[j].Kind == c.Kind:
			b.note(i, "grounded_in", "rests-same-kind", fmt.Sprintf("code %q rests on %q, and both are %s", c.ID, on, c.Kind),
				"analytical codes rest on descriptive ones; parent arranges codes of one kind")
		case c.Kind == Descriptive && b.otherKind(i, j):
			b.note(i, "grounded_in", "rests-backwards", fmt.Sprintf("the descriptive code %q rests on the analytical %q", c.ID, on),
				fmt.Sprintf("say it of %q", on))
		}
	}
}

// checkEnd looks at how a code was retired.
func (b *Book) checkEnd(i int) {
	c := b.Codes[i]
	if !c.InUse() && !isDate(c.Retired) {
		b.note(i, "retired", "retired-not-date", fmt.Sprintf("%q is not a date", c.Retired), "write retired = 2021-03-04")
	}
	if c.InUse() && len(c.Became) > 0 {
		b.note(i, "became", "became-in-use", fmt.Sprintf("code %q became another and is not retired", c.ID), "add the date: retired = 2021-03-04")
	}
	if !c.InUse() && len(c.Splitting) > 0 {
		b.note(i, "splitting", "splitting-retired", fmt.Sprintf("code %q is retired, and no longer being split", c.ID), "take splitting out; what it became stands in became")
	}
	for _, id := range c.Became {
		if _, ok := b.byID[id]; !ok {
			b.note(i, "became", "became-missing", fmt.Sprintf("code %q became %q, which is not in this codebook", c.ID, id), b.meant(id))
		}
	}
	for _, id := range c.Splitting {
		if _, ok := b.byID[id]; !ok {
			b.note(i, "splitting", "splitting-missing", fmt.Sprintf("code %q is being split into %q, which is not in this codebook", c.ID, id), b.meant(id))
		}
	}
}

// meant offers the ids nearest to one that is not there.
func (b *Book) meant(id ID) string {
	return nearest.Meant(string(id), b.ids())
}

func (b *Book) ids() []string {
	ids := make([]string, 0, len(b.Codes))
	for _, c := range b.Codes {
		if c.ID != "" {
			ids = append(ids, string(c.ID))
		}
	}
	return ids
}

// ready returns an error when the book has fatal problems, which an edit might
// make worse.
func (b *Book) ready() error { return problem.Fatal(b.problems) }
