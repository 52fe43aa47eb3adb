package tabulate

import (
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/disagreement"
	"grounded/analysis/table"
	"grounded/analysis/unit"
	"grounded/codebook/crosswalk"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// differ is what people are told of a kind of disagreement.
var differ = map[disagreement.Kind]string{
	disagreement.Different: "different codes",
	disagreement.One:       "one marked it",
	disagreement.Related:   "codes that are related",
	disagreement.Split:     "many small against one large",
	disagreement.Boundary:  "other ends",
	disagreement.Lone:      "a code without partner",
}

// Disagreements shows n passages on which two coders differ, or all of them when n
// is 0, of some kinds or of all, each with words around it, as they may be shown.
func Disagreements(f disagreement.Finding, may *coding.Quoting, kinds []disagreement.Kind, n, context int) table.Report {
	report, more := disagreements(f, may, kinds, n, context)
	if more > 0 {
		report.Notes = slices.Insert(report.Notes, 0, fmt.Sprintf("%d more; all of them with -n 0.", more))
	}
	return report
}

// disagreements are those passages, and how many more there are.
func disagreements(f disagreement.Finding, may *coding.Quoting, kinds []disagreement.Kind, n, context int) (report table.Report, more int) {
	leftName, rightName := string(f.Left.Analyst), string(f.Right.Analyst)
	report = table.Report{
		Title: fmt.Sprintf("Where %s and %s differ", leftName, rightName),
		Table: table.Table{Columns: []table.Column{
			{Name: "kind", Heading: "Kind"},
			{Name: "transcript", Heading: "Transcript"},
			{Name: "paragraph", Heading: "¶", Type: table.Integer},
			{Name: "ref", Heading: "Place"},
			{Name: "speaker", Heading: "Speaker"},
			{Name: "start", Heading: "Start", Type: table.Integer},
			{Name: "end", Heading: "End", Type: table.Integer},
			{Name: "quote", Heading: "Passage", Words: true},
			{Name: "before", Heading: "Before", Words: true},
			{Name: "after", Heading: "After", Words: true},
			{Name: "words", Heading: "Words", Type: table.Integer},
			{Name: "left", Heading: leftName, Type: table.List},
			{Name: "right", Heading: rightName, Type: table.List},
			{Name: "left_definition", Heading: "Definition", Words: true},
			{Name: "right_definition", Heading: "Definition", Words: true},
			{Name: "left_quote", Heading: "Words", Words: true},
			{Name: "right_quote", Heading: "Words", Words: true},
			{Name: "left_ids", Heading: "Codings", Type: table.List},
			{Name: "right_ids", Heading: "Codings", Type: table.List},
			{Name: "relation", Heading: "Relation"},
			{Name: "may_quote", Heading: "May be quoted"},
			{Name: "how", Heading: "How", People: true},
			{Name: "place", Heading: "Place", People: true},
			{Name: "passage", Heading: "Passage", Words: true, People: true},
			{Name: "left_shown", Heading: leftName, Words: true, People: true},
			{Name: "right_shown", Heading: rightName, Words: true, People: true},
			{Name: "brief", Heading: "Passage", Words: true, People: true},
			{Name: "left_brief", Heading: leftName, Words: true, People: true},
			{Name: "right_brief", Heading: rightName, Words: true, People: true},
			{Name: "caution", Heading: "Caution", People: true},
		}},
		View: table.Cards{Head: []string{"how", "place", "speaker"}, Body: "passage", Foot: []string{"left_shown", "right_shown", "caution"}},
	}
	withheld := 0
	for _, item := range f.Items {
		if len(kinds) > 0 && !slices.Contains(kinds, item.Kind) {
			continue
		}
		if may.Withholds(item.Transcript, bared(item, context)) {
			withheld++
			continue
		}
		if n > 0 && len(report.Table.Rows) == n {
			more++
			continue
		}
		report.Table.Rows = append(report.Table.Rows, disagreementRow(item, may, context))
	}
	report.Notes = append(coding.Withheld(withheld, "passage"), howMany(f))
	report.Notes = append(report.Notes, leftOutOf(f)...)
	return report, more
}

// bared is all of the text that a disagreement shows, with so many words around it.
func bared(item disagreement.Item, context int) transcript.Span {
	_, _, all := Around(item.Transcript, item.Span, context)
	for _, r := range slices.Concat(item.Left, item.Right) {
		all = transcript.Span{Start: min(all.Start, r.Now.Start), End: max(all.End, r.Now.End)}
	}
	return all
}

// DisagreementsInBrief shows people the n passages that tell most of how two coders
// differ, long ones without their middle and codes without what they mean, so that
// they fit on a page with other things. Data is that of [Disagreements].
func DisagreementsInBrief(f disagreement.Finding, may *coding.Quoting, n, context int) table.Report {
	report, more := disagreements(f, may, nil, n, context)
	if more > 0 {
		report.Notes = slices.Insert(report.Notes, 0, fmt.Sprintf("%d more, with what the codes mean: grounded disagree.", more))
	}
	report.View = table.Cards{Head: []string{"how", "place", "speaker"}, Body: "brief", Foot: []string{"left_brief", "right_brief", "caution"}}
	return report
}

func disagreementRow(item disagreement.Item, may *coding.Quoting, context int) []any {
	t, all := item.Transcript, bared(item, context)
	paragraph := t.ParagraphsOf(item.Span).First
	before, after, _ := Around(t, item.Span, context)
	how := differ[item.Kind]
	if item.Kind == disagreement.Related {
		how = relationWords(item)
	}
	return []any{
		string(item.Kind), string(t.ID), paragraph + 1, t.Ref(item.Span).String(), may.Speaker(t, item.Span),
		item.Span.Start, item.Span.End, t.Text(item.Span), before, after, item.Words,
		codesOf(item.Left), codesOf(item.Right), definitionOf(item.Left), definitionOf(item.Right),
		wordsOf(may, item.Left), wordsOf(may, item.Right), idsOf(item.Left), idsOf(item.Right), string(item.Relation), string(may.MayQuote(t, all)),
		how, place(t, item.Span), inContext(may, t, item.Span, before, after), withDefinition(item, may, item.Left), withDefinition(item, may, item.Right),
		shortened(may.Spoken(t, item.Span), 30), sideShown(item, may, item.Left), sideShown(item, may, item.Right), may.Caution(t, all),
	}
}

func relationWords(item disagreement.Item) string {
	l, r := nameOf(*item.Left[0].Entry), nameOf(*item.Right[0].Entry)
	switch item.Relation {
	case crosswalk.Broader:
		return l + " is broader than " + r
	case crosswalk.Narrower:
		return l + " is narrower than " + r
	}
	return l + " overlaps with " + r
}

// sideShown is what one coder did, as people read it: the code, and the words where
// they are not all that is shown.
func sideShown(item disagreement.Item, may *coding.Quoting, rows []coding.Row) string {
	if len(rows) == 0 && len(item.Beside) == 0 {
		return "nothing here"
	}
	if len(rows) == 0 {
		var names []string
		for _, r := range item.Beside {
			if name := nameOf(*r.Entry); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		return "nothing like it, beside " + strings.Join(names, ", ")
	}
	text := nameOf(*rows[0].Entry)
	if len(rows) > 1 || rows[0].Now != item.Span {
		text += " on “" + shortened(wordsOf(may, rows), 12) + "”"
	}
	return text
}

func withDefinition(item disagreement.Item, may *coding.Quoting, rows []coding.Row) string {
	text := sideShown(item, may, rows)
	if definition := definitionOf(rows); definition != "" {
		text += " (" + definition + ")"
	}
	return text
}

// shortened leaves so many words of a text, half of them from its beginning and half
// from its end, where it has twice as many and more.
func shortened(text string, leave int) string {
	words := slices.Collect(transcript.Words(text))
	if len(words) <= 2*leave {
		return text
	}
	return text[:words[leave/2-1].End] + " … " + text[words[len(words)-leave/2].Start:]
}

func codesOf(rows []coding.Row) []string {
	var out []string
	for _, r := range rows {
		if !slices.Contains(out, string(r.Entry.ID)) {
			out = append(out, string(r.Entry.ID))
		}
	}
	return out
}

func idsOf(rows []coding.Row) []string {
	var out []string
	for _, r := range rows {
		out = append(out, r.ID)
	}
	return out
}

func wordsOf(may *coding.Quoting, rows []coding.Row) string {
	var parts []string
	for _, r := range rows {
		parts = append(parts, may.Spoken(r.Transcript, r.Now))
	}
	return strings.Join(parts, "” and “")
}

func definitionOf(rows []coding.Row) string {
	if len(rows) == 0 {
		return ""
	}
	return rows[0].Entry.Definition
}

// howMany says how many disagreements there are of each kind, and agreements.
func howMany(f disagreement.Finding) string {
	n := map[disagreement.Kind]int{}
	for _, item := range f.Items {
		n[item.Kind]++
	}
	var parts []string
	for _, kind := range disagreement.Kinds() {
		if n[kind] > 0 {
			parts = append(parts, fmt.Sprintf("%s: %d", differ[kind], n[kind]))
		}
	}
	if len(parts) == 0 {
		return fmt.Sprintf("They differ nowhere, and put the same code on the same words %s.", times(len(f.Agreed)))
	}
	return fmt.Sprintf("In all: %s; the same code on the same words: %d.", strings.Join(parts, ", "), len(f.Agreed))
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// leftOutOf says what was not compared.
func leftOutOf(f disagreement.Finding) []string {
	notes := LeftOut(f.LeftOut)
	if f.Unconfirmed > 0 {
		notes = append(notes, fmt.Sprintf("Left out: %s that a search made and nobody confirmed.", counted(f.Unconfirmed, "coding")))
	}
	return notes
}

// LeftOut says which transcripts are not compared since somebody has not finished them,
// a note for each of those whom it is about.
func LeftOut(left []unit.LeftOut) []string {
	var who []string
	by := map[string][]string{}
	for _, l := range left {
		var names []string
		for _, a := range l.Unfinished {
			names = append(names, string(a))
		}
		key := strings.Join(names, " and ")
		if by[key] == nil {
			who = append(who, key)
		}
		by[key] = append(by[key], string(l.Transcript))
	}
	var notes []string
	for _, names := range who {
		notes = append(notes, fmt.Sprintf("Left out: %s, which %s did not finish.", strings.Join(by[names], ", "), names))
	}
	return notes
}
