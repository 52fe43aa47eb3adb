package codebook

import (
	"fmt"
	"slices"

	"grounded/codebook/problem"
)

// Grounding returns what in the book does not hang together: analytical codes in use
// that rest on no code, neither themselves nor through one below them, and descriptive
// codes in use that lead to nothing: that no analytical code rests on, nor on a code
// above them, and that leads does not mean either.
func (b *Book) Grounding(leads func(ID) bool) []problem.Problem {
	carried := map[ID]bool{}
	for _, c := range b.Codes {
		if !c.InUse() {
			continue
		}
		for _, on := range c.GroundedIn {
			for _, meant := range b.Meant(on) {
				carried[meant] = true
			}
		}
	}
	var out []problem.Problem
	for i, c := range b.Codes {
		if !c.InUse() {
			continue
		}
		switch {
		case c.Kind == Analytical && !b.rests(c.ID):
			out = append(out, b.ungrounded(i, "ungrounded-code", fmt.Sprintf("analytical code %q rests on nothing", c.ID),
				fmt.Sprintf("say what it rests on with: grounded codebook rests %s CODE", c.ID)))
		case c.Kind == Descriptive && !carried[c.ID] && !leads(c.ID) && !slices.ContainsFunc(b.Descendants(c.ID), func(below ID) bool { return below != c.ID && (carried[below] || leads(below)) }):
			out = append(out, b.ungrounded(i, "code-leads-nowhere", fmt.Sprintf("no analytical code and no theme rests on %q", c.ID),
				"have one rest on it, or leave it: what leads nowhere may be what was not looked for"))
		}
	}
	return out
}

// rests reports whether a code, or one below it, rests on a code that is there.
func (b *Book) rests(id ID) bool {
	return slices.ContainsFunc(b.Descendants(id), func(below ID) bool {
		c, ok := b.Code(below)
		return ok && c.InUse() && slices.ContainsFunc(c.GroundedIn, func(on ID) bool { _, there := b.Resolve(on); return there })
	})
}

func (b *Book) ungrounded(i int, name, message, remedy string) problem.Problem {
	return problem.Problem{Name: name, File: b.name, Line: b.Codes[i].Line, Message: message, Remedy: remedy}
}
