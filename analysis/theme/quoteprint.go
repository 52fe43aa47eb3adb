package theme

import (
	"fmt"
	"strings"

	"grounded/analysis/table"
	"grounded/transcript/coding"
)

// ForPrint returns the quotations that Listed does as they are to stand in a paper:
// those that are in the text and may be quoted, with who says them where that may be
// said, a heading where a theme begins, and what is left out in notes.
func (m *Model) ForPrint(quotes []Anchored, p coding.Picked, themes ...ID) table.Report {
	r := table.Report{
		Title: m.Title,
		Table: table.Table{Columns: []table.Column{
			{Name: "heading", Heading: "Theme", People: true, Words: true},
			{Name: "does", Heading: "Stance", People: true},
			{Name: "said", Heading: "Quotation", People: true, Words: true},
			{Name: "caution", Heading: "Caution", People: true},
		}},
		View: table.Cards{Head: []string{"heading", "does"}, Body: "said", Foot: []string{"caution"}},
	}
	begun := ID("")
	adrift, forbidden := 0, 0
	for _, q := range m.among(quotes, p, themes) {
		switch {
		case q.Fate == coding.Adrift:
			adrift++
			continue
		case m.Quoting != nil && m.Quoting.MayQuote(q.In, q.Now) == coding.QuoteNo:
			forbidden++
			continue
		}
		t, _ := m.Theme(q.Theme)
		var heading, does any
		if q.Theme != begun {
			begun, heading = q.Theme, orElse(t.Name, string(q.Theme))
		}
		if q.Stance != Supports {
			does = string(q.Stance)
		}
		r.Table.Rows = append(r.Table.Rows, []any{heading, does, q.Printed() + "\n— " + m.whose(q), orNil(caution(m.Quoting, q.In, q.Now))})
	}
	if forbidden > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%s left out: the words must not be quoted outside the study.", counted(forbidden, "quotation")))
	}
	if adrift > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%s left out: adrift, the words are not in the text as it is now (see: grounded check).", counted(adrift, "quotation")))
	}
	return r
}

// whose says who says a quotation, and where: the label in the transcript, unless the
// speaker is not to be named at all.
func (m *Model) whose(q Anchored) string {
	who := speakerIn(q.In, q.Now)
	if m.Quoting != nil && !m.Quoting.MayName(q.In, q.Now) {
		who = "a participant"
	}
	return strings.TrimPrefix(who+", "+placeIn(q.In, q.Now), ", ")
}
