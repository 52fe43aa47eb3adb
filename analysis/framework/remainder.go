package framework

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/table"
)

// RemainderReport returns the codes that the framework does not hold: those that people
// place nowhere, and those of which nobody has said anything yet, the most used first.
func (l Layout) RemainderReport() table.Report {
	r := table.Report{
		Title: "What the framework does not hold",
		Table: table.Table{Columns: []table.Column{
			{Name: "code", Heading: "Id"},
			{Name: "name", Heading: "Code", Words: true},
			{Name: "kind", Heading: "Kind"},
			{Name: "status", Heading: "Said"},
			{Name: "codings", Heading: "Codings", Type: table.Integer},
			{Name: "transcripts", Heading: "Transcripts", Type: table.Integer},
			{Name: "participants", Heading: "Participants", Type: table.Integer},
			{Name: "because", Heading: "Because", Words: true},
			{Name: "title", Heading: "Code", People: true, Words: true},
		}},
		View: table.Columns{Names: []string{"title", "status", "codings", "participants", "because"}},
	}
	var left []Code
	all, rest, outside, lost := 0, 0, 0, 0
	var differ []string
	for _, c := range l.Codes {
		all += c.Codings
		switch {
		case c.Held() && c.Outside():
			differ = append(differ, c.title())
		case !c.Held():
			left = append(left, c)
			rest += c.Codings
			switch c.status() {
			case nowhere:
				outside++
			case gone:
				lost++
			}
		}
	}
	slices.SortStableFunc(left, func(a, b Code) int {
		return cmp.Or(cmp.Compare(a.status(), b.status()), cmp.Compare(b.Codings, a.Codings))
	})
	for _, c := range left {
		because := any(nil)
		switch c.status() {
		case nowhere:
			because = l.reasons(c, func(Said) bool { return true })
			if c.Of != "" {
				because = "with " + nameIn(c.book, c.Of)
			}
		case gone:
			because = "was placed on " + strings.Join(c.lostOn(), ", ")
			if c.Far != "" {
				because = because.(string) + " with " + nameIn(c.book, c.Far)
			}
		}
		r.Table.Rows = append(r.Table.Rows, []any{c.Ref.String(), c.name(), string(c.Kind), c.status().String(), c.Codings, c.Transcripts, c.Participants, because, c.title()})
	}
	share := ""
	if all > 0 {
		share = fmt.Sprintf(", with %d of %s (%.0f %%)", rest, counted(all, "coding"), 100*float64(rest)/float64(all))
	}
	r.Notes = append(r.Notes, fmt.Sprintf("%d of %s%s. Nowhere: people say that the framework does not hold it (%d). Open: nobody has said anything (%d).", len(left), counted(len(l.Codes), "code"), share, outside, len(left)-outside-lost))
	if lost > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("Gone: what people placed it on is not there any more, so it is to be placed again (%d).", lost))
	}
	if len(differ) > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("People differ on %s, which one places and another does not.", strings.Join(differ, "; ")))
	}
	r.Notes = append(r.Notes, l.unheld()...)
	return r
}

// status is how it stands with a code that no construct holds.
type status int

const (
	nowhere status = iota
	gone
	open
)

// String returns the word for it in tables.
func (s status) String() string { return [...]string{"nowhere", "gone", "open"}[s] }

func (c Code) status() status {
	switch {
	case c.Outside():
		return nowhere
	case len(c.Lost) > 0:
		return gone
	}
	return open
}

// lostOn are the constructs that are not there any more on which people placed a code.
func (c Code) lostOn() []string {
	var out []string
	for _, s := range c.Lost {
		if !slices.Contains(out, string(s.Construct)) {
			out = append(out, string(s.Construct))
		}
	}
	return out
}

// ProposalReport returns what speaks for codes on constructs, of which nobody has said
// anything yet: of each construct at most n codes, all where n is 0.
func (l Layout) ProposalReport(n int) table.Report {
	r := table.Report{
		Title: "Where codes may belong",
		Table: table.Table{Columns: []table.Column{
			{Name: "construct", Heading: "Construct"},
			{Name: "code", Heading: "Code"},
			{Name: "name", Heading: "Name", Words: true},
			{Name: "score", Heading: "Score", Type: table.Number, Digits: 2},
			{Name: "terms", Heading: "Terms", Type: table.List, Words: true},
			{Name: "shared", Heading: "Means alike", Type: table.List, Words: true},
			{Name: "ref", Heading: "Place"},
			{Name: "speaker", Heading: "Speaker"},
			{Name: "quote", Heading: "Passage", Words: true},
			{Name: "caution", Heading: "Caution", People: true},
			{Name: "head", People: true, Words: true},
			{Name: "said", People: true, Words: true},
			{Name: "speaks", Heading: "Speaks for it", People: true, Words: true},
		}},
		View: table.Cards{Head: []string{"head"}, Body: "said", Foot: []string{"speaks", "caution"}},
	}
	shown, more := map[ID]int{}, 0
	for _, p := range l.Proposals {
		if shown[p.Construct]++; n > 0 && shown[p.Construct] > n {
			more++
			continue
		}
		r.Table.Rows = append(r.Table.Rows, l.proposed(p))
	}
	if more > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%s (all: -n 0).", counted(more, "more proposal")))
	}
	if len(l.Proposals) > 0 {
		r.Notes = append(r.Notes, "Terms of the construct with how many passages of the code say them, and words in which both are defined. You decide, with: grounded theme place CODE CONSTRUCT --because TEXT, or --nowhere")
	}
	return r
}

func (l Layout) proposed(p Proposal) []any {
	c := l.Codes[p.Code]
	construct, _ := l.Construct(p.Construct)
	var said, speaks []string
	for _, t := range p.Terms {
		said = append(said, fmt.Sprintf("%s (%d)", t.Text, t.Passages))
	}
	if len(said) > 0 {
		speaks = append(speaks, "its passages say "+strings.Join(said, ", "))
	}
	if len(p.Shared) > 0 {
		speaks = append(speaks, "both are defined by "+strings.Join(p.Shared, ", "))
	}
	row := []any{string(p.Construct), c.Ref.String(), c.name(), p.Score, said, p.Shared, nil, nil, nil, nil,
		fmt.Sprintf("%s → %s", c.title(), construct.Name), nil, strings.Join(speaks, "; ")}
	if p.Passage == nil {
		return row
	}
	t, s := p.Passage.In, p.Passage.Span
	label := l.o.Quoting.Speaker(t, s)
	row[6], row[7], row[8] = t.Ref(s).String(), orNil(label), t.Text(s)
	row[11] = fmt.Sprintf("“%s” — %s", table.Beginning(l.o.Quoting.Spoken(t, s), wordsOfPassage), strings.Replace(t.Ref(s).String(), ":", " ¶", 1))
	if label != "" {
		row[11] = row[11].(string) + ", " + label
	}
	row[9] = orNil(l.o.Quoting.Caution(t, s))
	return row
}

// wordsOfPassage is how much of a passage is shown that speaks for a proposal.
const wordsOfPassage = 45
