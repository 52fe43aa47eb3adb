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
	// Finds reports whether a query finds anything, and why one means nothing that cannot
	// be asked; of one that is not to be judged it says that it does.
	Finds func(query string) (found bool, wrong string, err error)
}

// Grounding returns the themes that rest on nothing: on no code that is there and on a
// passage, no query that finds anything, no quotation, and no theme below them that does;
// and of the others those whose query finds nothing. An error is one of Finds.
func (m *Model) Grounding(g Grounds) ([]problem.Problem, error) {
	rests := map[ID]bool{}
	bare := map[ID][]string{} // codes that are there and on no passage
	mute := map[ID]string{}   // what is said of queries that find nothing
	for _, t := range m.Themes {
		rests[t.ID] = rests[t.ID] || slices.ContainsFunc(m.Quotes, func(q Quote) bool { return q.Theme == t.ID })
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
		if t.Query == "" {
			continue
		}
		switch found, wrong, err := g.Finds(t.Query); {
		case err != nil:
			return nil, err
		case found:
			rests[t.ID] = true
		case wrong != "":
			mute[t.ID] = "query means nothing (" + wrong + ")"
		default:
			mute[t.ID] = "query finds nothing"
		}
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
		p := problem.Problem{File: m.Name(), Line: t.Line}
		switch {
		case !rests[t.ID]:
			why, remedy := m.ungrounded(t, bare[t.ID], mute[t.ID])
			p.Name, p.Message, p.Remedy = "ungrounded-theme", fmt.Sprintf("theme %q rests on nothing: %s", t.ID, why), remedy
		case mute[t.ID] != "":
			p.Name, p.Message = "theme-query", fmt.Sprintf("theme %q rests on something else, and its %s", t.ID, mute[t.ID])
			p.Remedy = fmt.Sprintf("ask for other words with: grounded theme edit %s%s --query QUERY; or for none with --query \"\"", t.ID, m.Flag)
		default:
			continue
		}
		out = append(out, p)
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

// ungrounded says why a theme rests on nothing, given those of its codes that are there and
// what is said of its query, and what to do.
func (m *Model) ungrounded(t Theme, codes []string, query string) (why, remedy string) {
	var reasons []string
	switch len(codes) {
	case 0:
	case 1:
		reasons = append(reasons, fmt.Sprintf("its code %s is on no passage", codes[0]))
	default:
		reasons = append(reasons, fmt.Sprintf("its codes %s are on no passage", strings.Join(codes, ", ")))
	}
	if query != "" {
		reasons = append(reasons, "its "+query)
	}
	other := fmt.Sprintf("grounded theme edit %s%s --code ANALYST:CODE, or take it out", t.ID, m.Flag)
	switch {
	case len(codes) > 0:
		remedy = "put a code on passages with: grounded apply CODE PLACE; rest the theme on another with: " + other
	case query != "":
		remedy = fmt.Sprintf("ask for other words with: grounded theme edit %s%s --query QUERY; rest the theme on a code with: %s", t.ID, m.Flag, other)
	default:
		return "no code, no query, no quotation", "say what speaks for it with: " + other
	}
	return strings.Join(reasons, ", and "), remedy
}
