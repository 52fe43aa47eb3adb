package theme

import (
	"cmp"
	"fmt"
	"slices"

	"grounded/analysis/table"
	"grounded/transcript/coding"
)

// Spread proposes quotations for the theme, at most one a participant and n in all
// unless n is 0: of each participant who is not quoted for it yet the best of the
// [Evidence.Candidates] in which nobody else speaks; who is quoted least in the whole
// model comes first, and among these whose passage is the better. Quotes are those of
// the model.
func (e Evidence) Spread(quotes []Anchored, n int) table.Report {
	own := []table.Column{{Name: "quoted", Heading: "Quoted so far", Type: table.Integer}}
	l := e.listPassages("Passages to quote for “"+e.Theme.Name+"”, one a participant", 0, own, "quoted", "words", "codings")
	model := e.model.count(quotes, e.picked, nil)
	here := e.model.count(quotes, e.picked, []ID{e.Theme.ID})
	best := map[coding.Voice]Candidate{}
	var order []coding.Voice
	for _, c := range e.Candidates() {
		if len(c.voices) != 1 || model.of[c.voices[0]] == nil || here.of[c.voices[0]].n > 0 {
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
		l.add(e.Theme.ID, best[v], model.of[v].n)
	}
	var notes []string
	if rest := len(order) - len(shown); rest > 0 {
		notes = append(notes, fmt.Sprintf("%s more.", counted(rest, "participant")))
	}
	return l.done(e, append(notes, e.spreadNotes(here, best)...)...)
}

// spreadNotes says who is not among those proposed, and how one of these is chosen.
func (e Evidence) spreadNotes(own counts, best map[coding.Voice]Candidate) []string {
	var already, without []string
	for _, s := range speakersOf(e.picked, e.quoting) {
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
		notes = append(notes, fmt.Sprintf("Quoted for it already: %s.", listed(already)))
	}
	if len(without) > 0 {
		notes = append(notes, fmt.Sprintf("Without a passage of their own that %s and may be quoted: %s.", e.bears(), listed(without)))
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
