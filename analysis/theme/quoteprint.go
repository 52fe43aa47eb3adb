package theme

import (
	"fmt"
	"strings"

	"grounded/analysis/table"
	"grounded/transcript/coding"
)

// ForPrint returns the quotations that Listed does as they are to stand in a paper:
// those that are in the text and are not withheld, with who says them as may be shown,
// whether that is not for the theme, a heading where a theme begins, and what is left out
// in notes.
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
	adrift, withheld := 0, 0
	among := m.among(quotes, p, themes)
	for _, q := range among {
		switch {
		case q.Fate == coding.Adrift:
			adrift++
			continue
		case m.Quoting.Withholds(q.In, q.Now):
			withheld++
			continue
		}
		t, _ := m.Theme(q.Theme)
		var heading any
		if q.Theme != begun {
			begun, heading = q.Theme, orElse(t.Name, string(q.Theme))
		}
		whose := strings.TrimPrefix(m.Quoting.Speaker(q.In, q.Now)+", "+placeIn(q.In, q.Now), ", ")
		if q.Stance != Supports {
			whose += fmt.Sprintf(" (%s)", q.Stance)
		}
		r.Table.Rows = append(r.Table.Rows, []any{heading, q.printed(m.Quoting) + "\n— " + whose, orNil(m.Quoting.Caution(q.In, q.Now))})
	}
	r.Notes = append(m.unfit(among), coding.Withheld(withheld, "quotation")...)
	if adrift > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%s left out: adrift, the words are not in the text as it is now (see: grounded check).", counted(adrift, "quotation")))
	}
	return r
}
