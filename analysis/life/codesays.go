package life

import (
	"fmt"
	"slices"

	"grounded/analysis/table"
	"grounded/codebook"
)

// says tells people what became of a code.
func says(e Event) string {
	switch codebook.Event(e.What) {
	case codebook.EventRenamed:
		if e.From == "" && e.To == "" {
			return "renamed"
		}
		return fmt.Sprintf("renamed from “%s” to “%s”", e.From, e.To)
	case codebook.EventRedefined, Reworded:
		return e.What + ": " + list(e.With) + fromTo(e)
	case codebook.EventMoved:
		switch {
		case e.To == "":
			return "moved from below " + e.From + " to the top"
		case e.From == "":
			return "moved below " + e.To
		}
		return "moved from below " + e.From + " to below " + e.To
	case codebook.EventMerged:
		return "merged into " + list(e.With)
	case codebook.EventSplit:
		return "split into " + list(e.With)
	case codebook.EventSplitting:
		return "began to be split into " + list(e.With)
	case codebook.EventRevived:
		return "in use again"
	case codebook.EventRested:
		if len(e.With) == 0 {
			return "rests on nothing any more"
		}
		return "rests on " + list(e.With)
	case codebook.EventDescribed:
		return "changed: " + list(e.With)
	case codebook.EventGone:
		return "removed from the codebook"
	}
	if len(e.With) > 0 {
		return e.What + ": " + list(e.With)
	}
	return e.What
}

// fromTo says what stood there and what stands there now, both shortened where they are
// long; "" where it is not known.
func fromTo(e Event) string {
	switch {
	case e.From == "" && e.To == "":
		return ""
	case e.From == "":
		return fmt.Sprintf(", to “%s”", table.Beginning(e.To, wordsOfDefinition))
	case e.To == "":
		return fmt.Sprintf(", taken out: “%s”", table.Beginning(e.From, wordsOfDefinition))
	}
	return fmt.Sprintf(", from “%s” to “%s”", table.Beginning(e.From, wordsOfDefinition), table.Beginning(e.To, wordsOfDefinition))
}

// shown makes a report of what became of some codes, or of all. A life among others says
// its name once.
func (l *codes) shown(only []string, hidden bool) table.Report {
	r := l.report(only, l.nameOf, []table.Column{
		{Name: "codebook", Heading: "Codebook"},
		{Name: "code", Heading: "Id"},
		{Name: "name", Heading: "Name", Words: true},
		{Name: "at", Heading: "At"},
		{Name: "analyst", Heading: "By"},
		{Name: "event", Heading: "Event"},
		{Name: "from", Heading: "From", Words: true},
		{Name: "to", Heading: "To", Words: true},
		{Name: "with", Heading: "With", Type: table.List},
		{Name: "codings", Heading: "Passages", Type: table.Integer},
	}, func(e entry) []any {
		var n any
		if e.codings > 0 {
			n = e.codings
		}
		return []any{l.Name, orNil(e.id), orNil(l.nameOf(e.id)), e.at, orNil(e.analyst), e.event, orNil(e.from), orNil(e.to), append([]string{}, e.with...), n}
	}, hidden)
	shown := []string{"day", "says", "analyst"}
	if len(only) != 1 {
		r.Title = "The lives of the codes of " + l.Name
		shown = append([]string{"shown"}, shown...)
	}
	why, label, id := r.Table.Index("why"), r.Table.Index("shown"), r.Table.Index("code")
	if slices.ContainsFunc(r.Table.Rows, func(row []any) bool { return row[why] != nil }) {
		shown = append(shown, "why")
	}
	for i := len(r.Table.Rows) - 1; i > 0; i-- {
		if r.Table.Rows[i][id] == r.Table.Rows[i-1][id] {
			r.Table.Rows[i][label] = ""
		}
	}
	r.View = table.Columns{Names: shown}
	return r
}

// wordsOfDefinition is how much of a definition is told, as people read it in passing.
const wordsOfDefinition = 16
