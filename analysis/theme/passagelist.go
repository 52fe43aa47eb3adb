package theme

import (
	"fmt"
	"slices"

	"grounded/analysis/table"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// passageList is a report of passages to be read or quoted, in the making.
type passageList struct {
	table.Report
	may      *coding.Quoting
	most     int // passages that are shown; 0 means all
	more     int // that are not, as there are so many
	withheld int
}

// listPassages begins a list of at most so many passages, with columns of its own beside
// those that every list has, and what stands below each passage.
func (e Evidence) listPassages(title string, most int, own []table.Column, below ...string) *passageList {
	return &passageList{may: e.quoting, most: most, Report: table.Report{
		Title: title,
		Table: table.Table{Columns: slices.Concat([]table.Column{
			{Name: "theme", Heading: "Theme"},
			{Name: "ref", Heading: "Place"},
			{Name: "transcript", Heading: "Transcript"},
			{Name: "speaker", Heading: "Speaker"},
			{Name: "start", Heading: "Start", Type: table.Integer},
			{Name: "end", Heading: "End", Type: table.Integer},
			{Name: "words", Heading: "Words", Type: table.Integer},
		}, own, []table.Column{
			{Name: "codes", Heading: "Codes", Type: table.List},
			{Name: "codings", Heading: "Codings", Type: table.List},
			{Name: "quote", Heading: "Words said", Words: true},
			{Name: "may_quote", Heading: "May be quoted"},
			{Name: "said", Heading: "Passage", Words: true, People: true},
			{Name: "caution", Heading: "Caution", People: true},
		})},
		View: table.Cards{Head: []string{"ref", "speaker"}, Body: "said", Foot: append(below, "caution")},
	}}
}

// takes reports whether a passage, the next, is shown, and counts it where it is not.
func (l *passageList) takes(t *transcript.Transcript, s transcript.Span) bool {
	switch {
	case l.may.Withholds(t, s):
		l.withheld++
		return false
	case l.most > 0 && len(l.Table.Rows) == l.most:
		l.more++
		return false
	}
	return true
}

// add shows a passage of a theme, with the cells of the list's own columns.
func (l *passageList) add(theme ID, c Candidate, own ...any) {
	t, s := c.In, c.Span
	l.Table.Rows = append(l.Table.Rows, slices.Concat(
		[]any{string(theme), placeIn(t, s), string(t.ID), l.may.Speaker(t, s), s.Start, s.End, c.Words}, own,
		[]any{refTexts(c.Codes), c.Codings, t.Text(s), orNil(string(l.may.MayQuote(t, s))), spokenIn(l.may, t, s), orNil(l.may.Caution(t, s))},
	))
}

// done returns the list with notes, behind them what of it is not shown and what else no
// figure of the theme holds.
func (l *passageList) done(e Evidence, notes ...string) table.Report {
	l.Notes = notes
	if l.more > 0 {
		l.Notes = append(l.Notes, fmt.Sprintf("%s (all: -n 0).", counted(l.more, "more passage")))
	}
	l.Notes = append(l.Notes, coding.Withheld(l.withheld, "passage")...)
	l.Notes = append(l.Notes, e.leftOut()...)
	return l.Report
}
