package codebook

import (
	"fmt"
	"slices"
	"strings"

	"grounded/codebook/problem"
)

// Grounding returns what in the book does not hang together: analytical codes in use
// that rest on no code, neither themselves nor through one below them, or on none that is
// on a passage; and descriptive codes in use that lead to nothing: that no analytical code
// rests on, nor on a code above them, and that leads does not mean either. Placed reports
// whether a code is on a passage, and whether a search put it on one that waits for
// somebody to confirm it, which counts for nothing yet.
func (b *Book) Grounding(leads func(ID) bool, placed func(ID) (placed, waits bool)) []problem.Problem {
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
		switch on := b.rests(c.ID); {
		case c.Kind == Analytical && len(on) == 0:
			out = append(out, b.ungrounded(i, "ungrounded-code", fmt.Sprintf("analytical code %q rests on nothing", c.ID),
				fmt.Sprintf("say what it rests on with: grounded codebook rests %s CODE", c.ID)))
		case c.Kind == Analytical:
			if bare := b.bare(on, placed); bare != nil {
				out = append(out, b.ungrounded(i, "ungrounded-code", fmt.Sprintf("analytical code %q rests on nothing: no passage bears %s", c.ID, strings.Join(bare, " or ")),
					fmt.Sprintf("put %s on passages with: grounded apply %[1]s PLACE; or say what else it rests on with: grounded codebook rests %s CODE", on[0], c.ID)))
			}
		case c.Kind == Descriptive && !carried[c.ID] && !leads(c.ID) && !slices.ContainsFunc(b.Descendants(c.ID), func(below ID) bool { return below != c.ID && (carried[below] || leads(below)) }):
			out = append(out, b.ungrounded(i, "code-leads-nowhere", fmt.Sprintf("no analytical code and no theme rests on %q", c.ID),
				"have one rest on it, or leave it: what leads nowhere may be what was not looked for"))
		}
	}
	return out
}

// rests returns the codes that are there on which a code, or one below it, rests.
func (b *Book) rests(id ID) []ID {
	var out []ID
	for _, below := range b.Descendants(id) {
		c, _ := b.Code(below)
		if !c.InUse() {
			continue
		}
		for _, on := range c.GroundedIn {
			if now, there := b.Resolve(on); there {
				out = append(out, now)
			}
		}
	}
	return union(nil, out)
}

// bare names codes of which none is on a passage, nor any that counts for it; nil when one
// is.
func (b *Book) bare(codes []ID, placed func(ID) (placed, waits bool)) []string {
	var out []string
	for _, id := range codes {
		waiting := false
		for _, meant := range b.Meant(id) {
			is, waits := placed(meant)
			if is {
				return nil
			}
			waiting = waiting || waits
		}
		name := string(id)
		if waiting {
			name += " (which waits to be confirmed where a search put it)"
		}
		out = append(out, name)
	}
	return out
}

func (b *Book) ungrounded(i int, name, message, remedy string) problem.Problem {
	return problem.Problem{Name: name, File: b.name, Line: b.Codes[i].Line, Message: message, Remedy: remedy}
}
