package theme

import (
	"fmt"
	"strings"

	"grounded/analysis/table"
	"grounded/transcript/coding"
)

// ForPrint returns the quotations that Listed does as they are to stand in a paper:
// those that are in the text and may be quoted, with who says them where that may be
// said, whether that is not for the theme, a heading where a theme begins, and what is
// left out in notes.
func (m *Model) ForPrint(quotes []Anchored, p coding.Picked, themes ...ID) table.Report {
	r := table.Report{
		Title: m.Title,
		Table: table.Table{Columns: []table.Column{
			{Name: "heading", Heading: "Theme", People: true, Words: true},
			{Name: "said", Heading: "Quotation", People: true, Words: true},
			{Name: "caution", Heading: "Caution", People: true},
		}},
		View: table.Cards{Head: []string{"heading"}, Body: "said", Foot: []string{"caution"}},
	}
	begun := ID("")
	adrift, forbidden := 0, 0
	listed := m.among(quotes, p, themes)
	for _, q := range listed {
		switch {
		case q.Fate == coding.Adrift:
			adrift++
			continue
		case m.Quoting.MayQuote(q.In, q.Now) == coding.QuoteNo:
			forbidden++
			continue
		}
		t, _ := m.Theme(q.Theme)
		var heading any
		if q.Theme != begun {
			begun, heading = q.Theme, orElse(t.Name, string(q.Theme))
		}
		printed, whose := m.whose(q)
		if q.Stance != Supports {
			whose += fmt.Sprintf(" (%s)", q.Stance)
		}
		r.Table.Rows = append(r.Table.Rows, []any{heading, printed + "\n— " + whose, orNil(m.Quoting.Caution(q.In, q.Now))})
	}
	r.Notes = m.unfit(listed)
	if forbidden > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%s left out: the words must not be quoted outside the study.", counted(forbidden, "quotation")))
	}
	if adrift > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%s left out: adrift, the words are not in the text as it is now (see: grounded check).", counted(adrift, "quotation")))
	}
	return r
}

// whose returns a quotation as it is printed, and who says it and where: by the label in
// the transcript, unless somebody who speaks in it is not to be named at all.
func (m *Model) whose(q Anchored) (printed, whose string) {
	printed, who := q.Printed(), speakerIn(q.In, q.Now)
	if m.Quoting != nil && !m.Quoting.MayName(q.In, q.Now) {
		who = "a participant"
		if printed == spokenIn(q.In, q.Now) {
			printed = saidIn(q.In, q.Now) // without the labels of those who go on
		}
	}
	return printed, strings.TrimPrefix(who+", "+placeIn(q.In, q.Now), ", ")
}
