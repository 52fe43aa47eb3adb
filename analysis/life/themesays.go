package life

import (
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/table"
	"grounded/analysis/theme"
)

// Tells tells people what became of a theme, or of the model.
func Tells(e Event) string {
	switch theme.Event(e.What) {
	case theme.EventAdded:
		if len(e.With) > 0 {
			return "added; it rests on " + list(e.With)
		}
	case theme.EventRenamed, theme.EventTitled:
		what := "renamed"
		if e.What == string(theme.EventTitled) {
			what = "titled"
		}
		if e.From == "" || e.To == "" {
			return fmt.Sprintf("%s “%s”", what, e.To)
		}
		return fmt.Sprintf("%s from “%s” to “%s”", what, e.From, e.To)
	case theme.EventReworded:
		switch {
		case e.From == "":
			return fmt.Sprintf("claims: “%s”", e.To)
		case e.To == "":
			return fmt.Sprintf("claims nothing any more; claimed: “%s”", e.From)
		}
		return fmt.Sprintf("claims now: “%s”; claimed: “%s”", e.To, e.From)
	case theme.EventMoved:
		if e.To == "" {
			return "stands below no theme any more"
		}
		return "stands below " + e.To
	case theme.EventPlaced:
		if e.To == "" {
			return "in no part any more"
		}
		return fmt.Sprintf("in the part “%s”", e.To)
	case theme.EventRests:
		return "rests on " + list(e.With)
	case theme.EventLeaves:
		return "rests no more on " + list(e.With)
	case theme.EventQuery:
		if e.To == "" {
			return "its search is gone"
		}
		return "searches: " + e.To
	case theme.EventQuoted:
		return quotations(len(e.With)) + " chosen, from " + transcripts(e.With)
	case theme.EventUnquoted:
		return quotations(len(e.With)) + " taken out, from " + transcripts(e.With)
	case theme.EventStance:
		return fmt.Sprintf("%s, from %s: %s → %s", quotations(len(e.With)), transcripts(e.With), e.From, e.To)
	case theme.EventForm:
		how := "printed " + e.From + " → printed " + e.To
		if e.From == e.To {
			how = "edited otherwise for print"
		}
		return fmt.Sprintf("%s, from %s: %s", quotations(len(e.With)), transcripts(e.With), how)
	case theme.EventProof:
		return fmt.Sprintf("%s, from %s: %s", quotations(len(e.With)), transcripts(e.With), proof(e.From, e.To))
	case requoted:
		return quotations(len(e.With)) + " with another stance, form or proof, from " + transcripts(e.With)
	case theme.EventShaped:
		return "became a " + e.To + "; was a " + e.From
	case theme.EventPartAdded:
		return "part “" + list(e.With) + "”" + as(e.To) + " added"
	case theme.EventPartRemoved:
		return "part “" + list(e.With) + "” taken out"
	case theme.EventPartPlaced:
		return "part “" + list(e.With) + "” placed" + as(e.To)
	}
	return e.What
}

// requoted is what older histories say of a quotation with another stance, form or proof.
const requoted = "requoted"

// proof says what became of a verification.
func proof(from, to string) string {
	switch {
	case to == "lapsed":
		return "verified no more, as its words are others"
	case to == "":
		return "verified no more (was: " + from + ")"
	case from == to:
		return "verified anew: " + to
	case from == "" || from == "lapsed":
		return "verified: " + to
	}
	return "verified: " + to + " (was: " + from + ")"
}

func as(place string) string {
	if place == "" {
		return ""
	}
	return " as " + place
}

func quotations(n int) string {
	if n == 1 {
		return "1 quotation"
	}
	return fmt.Sprintf("%d quotations", n)
}

// transcripts are where places are, each once.
func transcripts(places []string) string {
	var out []string
	for _, p := range places {
		id, _, _ := strings.Cut(p, ":")
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return list(out)
}

// shown makes a report of what became of some themes, or of all and of the model.
func (l *themes) shown(only []string, hidden bool) table.Report {
	r := l.report(only, l.nameOf, []table.Column{
		{Name: "theme", Heading: "Id"},
		{Name: "name", Heading: "Name", Words: true},
		{Name: "at", Heading: "At"},
		{Name: "analyst", Heading: "By"},
		{Name: "event", Heading: "Event"},
		{Name: "from", Heading: "From", Words: true},
		{Name: "to", Heading: "To", Words: true},
		{Name: "with", Heading: "With", Type: table.List},
	}, func(e entry) []any {
		return []any{orNil(e.id), orNil(l.nameOf(e.id)), e.at, orNil(e.analyst), e.event, orNil(e.from), orNil(e.to), append([]string{}, e.with...)}
	}, hidden)
	head := []string{"day", "analyst"}
	if len(only) != 1 {
		r.Title = "The lives of the themes of " + l.Name
		head = append([]string{"shown"}, head...)
	}
	r.View = table.Cards{Head: head, Body: "says", Foot: []string{"why"}}
	return r
}
