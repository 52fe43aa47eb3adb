package theme

import (
	"fmt"
	"slices"
	"strings"

	"grounded/codebook"
	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/codebook/tomledit"
	"grounded/transcript/coding"
)

// check finds what is wrong with the model as the file says it. In a file that
// was misread, what seems to be missing may only be misspelt.
func (m *Model) check(f file, rings [][]int, misread bool) {
	if !slices.Contains(shapes(), m.Shape) {
		m.fatal(tomledit.Root, "shape", "bad-shape", fmt.Sprintf("%q is no shape of a model", m.Shape), "write "+choice(shapes()))
	}
	m.checkParts(misread)
	ids := map[string]int{}
	for i := range m.Themes {
		m.checkID(i, ids, misread)
		m.checkTheme(i, f.Themes[i].Codes)
	}
	for _, ring := range rings {
		m.checkRing(ring)
	}
	for i := range m.Quotes {
		m.checkQuote(i, misread)
	}
	for i, r := range m.Revisions {
		at := tomledit.Nth("revision", i)
		if !slices.Contains(responses(), r.Response) {
			m.fatal(at, "response", "bad-response", fmt.Sprintf("%q is no response", r.Response), "write "+choice(responses()))
		}
		for _, d := range []struct{ key, date string }{{"date", r.Date}, {"answered", r.Answered}} {
			if d.date != "" && !tomledit.Date(d.date).Valid() {
				m.note(at, d.key, "bad-date", fmt.Sprintf("%q is not a date", d.date), "write "+d.key+" = 2021-03-04")
			}
		}
	}
}

func (m *Model) checkParts(misread bool) {
	first := map[string]int{}
	for i, p := range m.Parts {
		at := tomledit.Nth("part", i)
		switch line, twice := first[p.Name]; {
		case p.Name == "" && !misread:
			m.fatal(at, "name", "part-without-name", "this part has no name", `write name = "…"`)
		case p.Name == "":
		case twice:
			m.fatal(at, "name", "part-twice", fmt.Sprintf("part %q is there twice; first at line %d", p.Name, line), "give one of them another name")
		default:
			first[p.Name] = p.Line
		}
		if p.Place != "" && !slices.Contains(places(), p.Place) {
			m.fatal(at, "place", "bad-place", fmt.Sprintf("%q is no place in a tree", p.Place), "write "+choice(places()))
		}
	}
}

func (m *Model) checkID(i int, seen map[string]int, misread bool) {
	t, at := m.Themes[i], tomledit.Nth("theme", i)
	if t.ID == "" {
		if !misread {
			remedy := "write id = \"…\""
			if id := slug.Make(t.Name); id != "" {
				remedy = fmt.Sprintf("write id = %q", id)
			}
			m.fatal(at, "id", "theme-without-id", "this theme has no id", remedy)
		}
		return
	}
	if err := slug.Check(string(t.ID)); err != nil {
		m.note(at, "id", "bad-theme-id", err.Error(), "keep in name what people read, and in id what can be typed and referred to")
	}
	folded := nearest.Fold(string(t.ID))
	first, twice := seen[folded]
	if !twice {
		seen[folded] = i
		return
	}
	message := fmt.Sprintf("theme %q is there twice; first at line %d", t.ID, m.Themes[first].Line)
	if other := m.Themes[first].ID; other != t.ID {
		message = fmt.Sprintf("theme %q differs from %q at line %d in case only", t.ID, other, m.Themes[first].Line)
	}
	m.fatal(at, "id", "theme-twice", message, "give one of them another id, or make one theme of the two")
}

func (m *Model) checkTheme(i int, codes []string) {
	t, at := m.Themes[i], tomledit.Nth("theme", i)
	for _, parent := range t.Parents {
		if _, ok := m.byID[parent]; !ok {
			m.note(at, "parents", "parent-missing", fmt.Sprintf("the parent %q is not in this model", parent), m.meant(parent))
		}
	}
	if t.Part != "" && m.part(t.Part) < 0 {
		m.note(at, "part", "part-unknown", fmt.Sprintf("the part %q is not in this model", t.Part), m.partMeant(t.Part))
	}
	for _, text := range codes {
		if _, err := ParseCodeRef(text); err != nil {
			m.fatal(at, "codes", "bad-code-reference", err.Error(), "")
		}
	}
}

func (m *Model) checkRing(ring []int) {
	names := make([]string, 0, len(ring)+1)
	for _, i := range append(ring, ring[0]) {
		names = append(names, string(m.Themes[i].ID))
	}
	m.note(tomledit.Nth("theme", ring[0]), "parents", "parent-cycle",
		fmt.Sprintf("theme %q is its own ancestor: %s", names[0], strings.Join(names, " → ")),
		fmt.Sprintf("take %q out of its parents; until then it is not counted there", names[1]))
}

// ShownNotSaid is the problem of a quotation that is to be printed otherwise than as its
// words with omissions marked and additions in brackets.
const ShownNotSaid = "shown-not-said"

func (m *Model) checkQuote(i int, misread bool) {
	q, at := m.Quotes[i], tomledit.Nth("quote", i)
	if !slices.Contains(stances(), q.Stance) {
		m.fatal(at, "stance", "bad-stance", fmt.Sprintf("%q is no stance of a quote", q.Stance), "write "+choice(stances()))
	}
	if _, ok := m.byID[q.Theme]; !ok {
		message, remedy := "this quote says no theme", `write theme = "…"`
		if q.Theme != "" {
			message, remedy = fmt.Sprintf("the theme %q of this quote is not in this model", q.Theme), m.meant(q.Theme)
		}
		m.note(at, "theme", "quote-theme-unknown", message, remedy)
	}
	if (q.Transcript == "" || q.Quote == "") && !misread {
		m.note(at, "quote", "quote-without-place", "this quote lacks its transcript or its words, so that its place cannot be found", "write transcript and quote")
	}
	if q.Span.Start < 0 || q.Span.End < q.Span.Start {
		m.note(at, "start", "bad-passage", fmt.Sprintf("no passage begins at %d and ends at %d", q.Span.Start, q.Span.End),
			"delete start and end; the place is found by the words")
	}
	if q.Shown != "" && q.Quote != "" && !Shows(q.Shown, q.Quote) {
		m.note(at, "shown", ShownNotSaid, "what is to be printed does not follow from the words of the quote", "mark what is left out by … and what is added by [ ]")
	}
}

// Check notes, as analyst-unknown and code-unknown, what the codes of themes
// refer to that is not in books, which hold each analyst's codebook, with the
// nearest names. Without any book nothing is known, and nothing is noted.
func (m *Model) Check(books map[coding.Analyst]*codebook.Book) []problem.Problem {
	problems := m.unknownCodes(books, m.IDs())
	problem.Sort(problems)
	return problems
}

// unknownCodes is Check of some themes, in the order of the file.
func (m *Model) unknownCodes(books map[coding.Analyst]*codebook.Book, of []ID) []problem.Problem {
	if len(books) == 0 {
		return nil
	}
	checked := &Model{file: m.file}
	for i, t := range m.Themes {
		if !slices.Contains(of, t.ID) {
			continue
		}
		at := tomledit.Nth("theme", i)
		for _, ref := range t.Codes {
			book, known := books[ref.Analyst]
			if known && book == nil {
				continue
			}
			out := fmt.Sprintf("take it out with: grounded theme edit %s%s --drop-code %s", t.ID, m.Flag, ref)
			if !known {
				checked.note(at, "codes", "analyst-unknown", fmt.Sprintf("theme %q rests on %s, and no analyst %q has a codebook", t.ID, ref, ref.Analyst),
					joined(nearest.Meant(string(ref.Analyst), analysts(books)), "add the analyst, or "+out))
			} else if _, there := book.Code(ref.Code); !there {
				meant := codeMeant(ref, books)
				if meant == "" { // what check says of its codings
					out = fmt.Sprintf("add it with: grounded codebook add %s -a %s; or %s", ref.Code, ref.Analyst, out)
				}
				checked.note(at, "codes", "code-unknown", fmt.Sprintf("theme %q rests on %s, and there is no code %q in %s", t.ID, ref, ref.Code, book.Name()),
					joined(meant, out))
			}
		}
	}
	return checked.problems
}

// joined puts a question before what else can be done.
func joined(question, otherwise string) string {
	if question == "" {
		return otherwise
	}
	return question + " Or " + otherwise
}

func analysts(books map[coding.Analyst]*codebook.Book) []string {
	var names []string
	for a := range books {
		names = append(names, string(a))
	}
	slices.Sort(names)
	return names
}

// codeMeant says what may have been meant by a code that the analyst's book
// does not hold: that of another analyst, or one spelled almost like it.
func codeMeant(ref CodeRef, books map[coding.Analyst]*codebook.Book) string {
	for _, a := range analysts(books) {
		if book := books[coding.Analyst(a)]; book != nil {
			if _, ok := book.Code(ref.Code); ok {
				return fmt.Sprintf("did you mean %s?", CodeRef{coding.Analyst(a), ref.Code})
			}
		}
	}
	var ids []string
	for _, c := range books[ref.Analyst].Codes {
		ids = append(ids, string(c.ID))
	}
	return nearest.Meant(string(ref.Code), ids)
}

func (m *Model) meant(id ID) string {
	var ids []string
	for _, t := range m.Themes {
		ids = append(ids, string(t.ID))
	}
	return nearest.Meant(string(id), ids)
}

func (m *Model) partMeant(name string) string {
	if len(m.Parts) == 0 {
		return "add it as a [[part]]"
	}
	var names []string
	for _, p := range m.Parts {
		names = append(names, p.Name)
	}
	return orElse(nearest.Meant(name, names), "there is "+strings.Join(names, ", "))
}

// report adds a problem of a key of a table, at its header when the key is not
// there.
func (m *Model) report(at tomledit.Address, key, name string, fatal bool, message, remedy string) {
	line, column := m.file.Place(at, key)
	m.problems = append(m.problems, problem.Problem{
		Name: name, File: m.file.Name, Line: line, Column: column, Message: message, Remedy: remedy, Fatal: fatal,
	})
}

func (m *Model) fatal(at tomledit.Address, key, name, message, remedy string) {
	m.report(at, key, name, true, message, remedy)
}

func (m *Model) note(at tomledit.Address, key, name, message, remedy string) {
	m.report(at, key, name, false, message, remedy)
}
