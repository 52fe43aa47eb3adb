package theme

import (
	"slices"

	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
	"grounded/transcript"
)

// file is a model as TOML says it.
type file struct {
	Title     string          `toml:"title"`
	Shape     Shape           `toml:"shape"`
	Parts     []partEntry     `toml:"part"`
	Themes    []themeEntry    `toml:"theme"`
	Quotes    []quoteEntry    `toml:"quote"`
	Revisions []revisionEntry `toml:"revision"`
}

type partEntry struct {
	Name  string `toml:"name"`
	Place Place  `toml:"place"`
}

type themeEntry struct {
	ID        ID       `toml:"id"`
	Name      string   `toml:"name"`
	Statement string   `toml:"statement"`
	Parents   []ID     `toml:"parents"`
	Part      string   `toml:"part"`
	Codes     []string `toml:"codes"`
	Query     string   `toml:"query"`
}

type quoteEntry struct {
	Theme      ID            `toml:"theme"`
	Transcript transcript.ID `toml:"transcript"`
	Start      int           `toml:"start"`
	End        int           `toml:"end"`
	Quote      string        `toml:"quote"`
	Prefix     string        `toml:"prefix"`
	Suffix     string        `toml:"suffix"`
	Stance     Stance        `toml:"stance"`
	Shown      string        `toml:"shown"`
	Verified   any           `toml:"verified"`
}

type revisionEntry struct {
	Date     tomledit.Date `toml:"date"`
	Said     string        `toml:"said"`
	Group    string        `toml:"group"`
	Response Response      `toml:"response"`
	Because  string        `toml:"because"`
	Did      string        `toml:"did"`
	Answered tomledit.Date `toml:"answered"`
	Themes   []ID          `toml:"themes"`
	Before   string        `toml:"before"`
	After    string        `toml:"after"`
}

// Decode reads a model. It reports all problems of the file and returns the
// model as far as it was understood, never nil; [problem.Fatal] tells whether it
// can be worked with. Beside those of [tomledit.Decode] the problems are, fatal:
// theme-without-id, theme-twice, part-without-name, part-twice, bad-shape,
// bad-place, bad-stance, bad-verified, bad-response and bad-code-reference; and notes:
// bad-theme-id, parent-missing, parent-cycle, part-unknown, quote-theme-unknown,
// quote-without-place, bad-passage, shown-not-said and bad-date.
func Decode(name string, src []byte) (*Model, []problem.Problem) {
	var f file
	m := &Model{byID: map[ID]int{}}
	m.file, m.problems = tomledit.Decode(name, src, &f)
	m.Title, m.Shape = f.Title, orElse(f.Shape, f.shape())
	for i, e := range f.Parts {
		m.Parts = append(m.Parts, Part{Name: e.Name, Place: e.Place, Line: m.line("part", i)})
	}
	for i, e := range f.Themes {
		m.Themes = append(m.Themes, Theme{
			ID: e.ID, Name: orElse(e.Name, string(e.ID)), Statement: e.Statement, Parents: e.Parents,
			Part: e.Part, Codes: codeRefs(e.Codes), Query: e.Query, Line: m.line("theme", i),
		})
		if _, there := m.byID[e.ID]; !there && e.ID != "" {
			m.byID[e.ID] = i
		}
	}
	for i, e := range f.Quotes {
		m.Quotes = append(m.Quotes, Quote{
			Theme: e.Theme, Transcript: e.Transcript, Span: transcript.Span{Start: e.Start, End: e.End},
			Quote: e.Quote, Prefix: e.Prefix, Suffix: e.Suffix, Stance: orElse(e.Stance, Supports),
			Shown: e.Shown, Verified: m.verification(i, e.Verified), Line: m.line("quote", i),
		})
	}
	for i, e := range f.Revisions {
		m.Revisions = append(m.Revisions, Revision{
			Date: string(e.Date), Said: e.Said, Group: e.Group, Response: orElse(e.Response, Open),
			Because: e.Because, Did: e.Did, Answered: string(e.Answered), Themes: e.Themes, Before: e.Before, After: e.After, Line: m.line("revision", i),
		})
	}
	misread := problem.Fatal(m.problems) != nil
	m.check(f, m.grow(), misread)
	problem.Sort(m.problems)
	return m, slices.Clone(m.problems)
}

// shape is the one that a file which says none seems to mean.
func (f file) shape() Shape {
	switch {
	case slices.ContainsFunc(f.Parts, func(p partEntry) bool { return p.Place != "" }):
		return Tree
	case slices.ContainsFunc(f.Themes, func(t themeEntry) bool { return len(t.Parents) > 0 }):
		return Hierarchy
	}
	return List
}

func orElse[S ~string](given, otherwise S) S {
	if given == "" {
		return otherwise
	}
	return given
}

// line returns the line of the header of element i of an array of tables.
func (m *Model) line(array tomledit.Address, i int) int {
	t, _ := m.file.Table(tomledit.Nth(array, i))
	return t.Line
}

// codeRefs reads references, without those that are none.
func codeRefs(texts []string) []CodeRef {
	var refs []CodeRef
	for _, s := range texts {
		if r, err := ParseCodeRef(s); err == nil {
			refs = append(refs, r)
		}
	}
	return refs
}
