package theme

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/table"
	"grounded/transcript/coding"
)

// Spread proposes quotations for the theme, at most one a participant and n in all
// unless n is 0: of each participant who is not quoted for it yet the best of the
// [Evidence.Candidates] in which nobody else speaks; who is quoted least in the whole
// model comes first, and among these whose passage is the better. Quotes are those of
// the model.
func (e Evidence) Spread(quotes []Anchored, n int) table.Report {
	r := passageReport("Passages to quote for “" + e.Theme.Name + "”, one a participant")
	r.Table.Columns = append(r.Table.Columns, table.Column{Name: "quoted", Heading: "Quoted so far", Type: table.Integer})
	r.View = table.Cards{Head: []string{"ref", "speaker"}, Body: "said", Foot: []string{"quoted", "words", "codings", "caution"}}
	model := e.model.count(quotes, e.picked, nil)
	own := e.model.count(quotes, e.picked, []ID{e.Theme.ID})
	best := map[coding.Voice]Candidate{}
	var order []coding.Voice
	for _, c := range e.Candidates() {
		if len(c.voices) != 1 || model.of[c.voices[0]] == nil || own.of[c.voices[0]].n > 0 {
			continue
		}
		if _, there := best[c.voices[0]]; !there {
			best[c.voices[0]] = c
			order = append(order, c.voices[0])
		}
	}
	slices.SortStableFunc(order, func(a, b coding.Voice) int { return cmp.Compare(model.of[a].n, model.of[b].n) })
	shown := order
	if n > 0 {
		shown = order[:min(n, len(order))]
	}
	for _, v := range shown {
		r.Table.Rows = append(r.Table.Rows, append(e.passageRow(best[v]), model.of[v].n))
	}
	if rest := len(order) - len(shown); rest > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%s more.", counted(rest, "participant")))
	}
	r.Notes = append(r.Notes, e.spreadNotes(own, best)...)
	r.Notes = append(r.Notes, e.leftOut()...)
	return r
}

// spreadNotes says who is not among those proposed, and how one of these is chosen.
func (e Evidence) spreadNotes(own counts, best map[coding.Voice]Candidate) []string {
	var already, without []string
	for _, s := range speakersOf(e.picked) {
		if s.asks() {
			continue
		}
		_, proposed := best[s.voice]
		switch {
		case own.of[s.voice].n > 0:
			already = append(already, s.name())
		case !proposed:
			without = append(without, s.name())
		}
	}
	var notes []string
	if len(already) > 0 {
		notes = append(notes, fmt.Sprintf("Quoted for it already: %s.", strings.Join(already, ", ")))
	}
	if len(without) > 0 {
		notes = append(notes, fmt.Sprintf("Without a passage of their own that %s and may be quoted: %s.", e.bears(), strings.Join(without, ", ")))
	}
	if len(best) > 0 {
		how := "--coding CODING"
		switch {
		case len(e.hits) == 0:
		case len(e.rows) == 0:
			how = "--add PLACE"
		default:
			how += "; where there is none with --add PLACE"
		}
		notes = append(notes, fmt.Sprintf("Choose one with: grounded theme quotes %s%s %s", e.Theme.ID, e.model.Flag, how))
	}
	return notes
}
