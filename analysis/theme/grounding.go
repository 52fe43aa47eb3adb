package theme

import (
	"fmt"
	"slices"
	"strings"

	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/transcript/coding"
)

// Grounds are what themes can rest on.
type Grounds struct {
	// Books are the codebooks. One that is nil is there and not known, so that its codes
	// count as there, and as put on passages.
	Books map[coding.Analyst]*codebook.Book
	// Placed reports whether a code of a known book is on a passage, and whether a search
	// put it on one that waits for somebody to confirm it, which counts for nothing yet.
	Placed func(CodeRef) (placed, waits bool)
	// Finds reports whether a query finds anything.
	Finds func(query string) (bool, error)
}

// Grounding returns the themes that rest on nothing: on no code that is there and on a
// passage, no query that finds anything, no quotation, and no theme below them that does.
// Of queries only those are asked on which it depends. An error is one of Finds.
func (m *Model) Grounding(g Grounds) ([]problem.Problem, error) {
	rests := map[ID]bool{}
	bare := map[ID][]string{} // codes that are there and on no passage
	for _, t := range m.Themes {
		rests[t.ID] = slices.ContainsFunc(m.Quotes, func(q Quote) bool { return q.Theme == t.ID })
		for _, ref := range t.Codes {
			switch placed, waits, there := g.of(ref); {
			case placed:
				rests[t.ID] = true
			case waits:
				bare[t.ID] = append(bare[t.ID], ref.String()+" (which waits to be confirmed where a search put it)")
			case there:
				bare[t.ID] = append(bare[t.ID], ref.String())
			}
		}
	}
	for _, t := range m.Themes {
		if t.Query == "" || rests[t.ID] {
			continue
		}
		found, err := g.Finds(t.Query)
		if err != nil {
			return nil, err
		}
		rests[t.ID] = found
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
			why, remedy := ungrounded(t, m.Flag, bare[t.ID])
			out = append(out, problem.Problem{Name: "ungrounded-theme", File: m.Name(), Line: t.Line, Message: fmt.Sprintf("theme %q rests on nothing: %s", t.ID, why), Remedy: remedy})
		}
	}
	return out, nil
}

// of reports whether a code, or one that counts for it, is on a passage or waits to be,
// and whether it is in its codebook.
func (g Grounds) of(ref CodeRef) (placed, waits, there bool) {
	book, known := g.Books[ref.Analyst]
	if !known || book == nil {
		return known, false, known
	}
	_, there = book.Code(ref.Code)
	for _, id := range book.Meant(ref.Code) {
		is, will := g.Placed(CodeRef{ref.Analyst, id})
		placed, waits = placed || is, waits || will
	}
	return placed, waits, there
}

// ungrounded says why a theme rests on nothing, given those of its codes that are there,
// and what to do.
func ungrounded(t Theme, flag string, codes []string) (why, remedy string) {
	var reasons []string
	switch len(codes) {
	case 0:
	case 1:
		reasons = append(reasons, fmt.Sprintf("its code %s is on no passage", codes[0]))
	default:
		reasons = append(reasons, fmt.Sprintf("its codes %s are on no passage", strings.Join(codes, ", ")))
	}
	if t.Query != "" {
		reasons = append(reasons, "its query finds nothing")
	}
	other := fmt.Sprintf("grounded theme edit %s%s --code ANALYST:CODE, or take it out", t.ID, flag)
	switch {
	case len(codes) > 0:
		remedy = "put a code on passages with: grounded apply CODE PLACE; rest the theme on another with: " + other
	case t.Query != "":
		remedy = fmt.Sprintf("ask for other words with: grounded theme edit %s%s --query QUERY; rest the theme on a code with: %s", t.ID, flag, other)
	default:
		return "no code, no query, no quotation", "say what speaks for it with: " + other
	}
	return strings.Join(reasons, ", and "), remedy
}
