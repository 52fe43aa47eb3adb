package theme

import (
	"fmt"
	"slices"

	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/transcript/coding"
)

// Grounding returns the themes that rest on nothing: on no code that is there, no query,
// no quotation, and no theme below them that does. A book that is nil is there and not
// known, so that its codes count as there.
func (m *Model) Grounding(books map[coding.Analyst]*codebook.Book) []problem.Problem {
	rests := map[ID]bool{}
	for _, t := range m.Themes {
		rests[t.ID] = t.Query != "" ||
			slices.ContainsFunc(m.Quotes, func(q Quote) bool { return q.Theme == t.ID }) ||
			slices.ContainsFunc(t.Codes, func(ref CodeRef) bool {
				book, known := books[ref.Analyst]
				if !known || book == nil {
					return known
				}
				_, there := book.Code(ref.Code)
				return there
			})
	}
	for range m.Themes { // as deep as the themes can be
		for _, t := range m.Themes {
			for _, parent := range t.Parents {
				rests[parent] = rests[parent] || rests[t.ID]
			}
		}
	}
	var out []problem.Problem
	for _, t := range m.Themes {
		if !rests[t.ID] {
			out = append(out, problem.Problem{Name: "ungrounded-theme", File: m.Name(), Line: t.Line, Message: fmt.Sprintf("theme %q rests on nothing: no code, no query, no quotation", t.ID),
				Remedy: fmt.Sprintf("say what speaks for it with: grounded theme edit %s --code ANALYST:CODE, or take it out", t.ID)})
		}
	}
	return out
}
