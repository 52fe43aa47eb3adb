package life

import (
	"cmp"
	"fmt"

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
	case codebook.EventRedefined:
		return "redefined: " + list(e.With)
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

// report makes a report of entries, of some codes or of all.
func (l *codes) report(entries []entry, only []codebook.ID, hidden bool) table.Report {
	r := table.Report{
		Title: "The lives of the codes of " + l.Name,
		Table: table.Table{Columns: []table.Column{
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
			{Name: "why", Heading: "Why", Words: true},
			{Name: "by_hand", Heading: "By hand", Type: table.Boolean},
			{Name: "undone", Heading: "Taken back", Type: table.Boolean},
			{Name: "command", Heading: "Command"},
			{Name: "change", Heading: "Change"},
			{Name: "shown", Heading: "Code", Words: true, People: true},
			{Name: "day", Heading: "When", People: true},
			{Name: "says", Heading: "What", Words: true, People: true},
		}},
	}
	if len(only) == 1 {
		r.Title = "The life of “" + l.nameOf(string(only[0])) + "”"
	}
	shown := []string{"shown", "day", "says", "analyst"}
	if len(only) == 1 {
		shown = shown[1:]
	}
	why, last, byHand := false, "-", false
	for _, e := range entries {
		name := l.nameOf(e.id)
		label := cmp.Or(name, "The codebook")
		if last == e.id {
			label = ""
		}
		last = e.id
		if e.change.Hand && e.event != Edited {
			e.says += ", by hand"
		}
		if e.undone {
			e.says += " (taken back)"
		}
		why, byHand = why || e.why != "", byHand || e.change.Hand
		var n any
		if e.codings > 0 {
			n = e.codings
		}
		r.Table.Rows = append(r.Table.Rows, []any{
			l.Name, orNil(e.id), orNil(name), e.at, orNil(e.analyst), e.event, orNil(e.from), orNil(e.to), append([]string{}, e.with...),
			n, orNil(e.why), e.change.Hand, e.undone, orNil(e.change.Command), orNil(e.change.ID), label, day(e.at), e.says,
		})
	}
	if why {
		shown = append(shown, "why")
	}
	r.View = table.Columns{Names: shown}
	if byHand {
		r.Notes = append(r.Notes, handNote)
	}
	if n := vague(entries); n > 0 {
		r.Notes = append(r.Notes, counted(n, "change")+" told by no more than a sentence: made before histories told of codes, or by hand where the former text is not remembered.")
	}
	if hidden {
		r.Notes = append(r.Notes, "Changes that were taken back are left out; --undone tells of them too.")
	}
	return r
}

// vague counts the changes of which no more is known than that they were made.
func vague(entries []entry) int {
	n := 0
	for _, e := range entries {
		if e.event == Changed || e.event == Edited {
			n++
		}
	}
	return n
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " is"
	}
	return fmt.Sprintf("%d %ss are", n, noun)
}
