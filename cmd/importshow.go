package cmd

import (
	"grounded/analysis/table"
	"grounded/transcript"
)

// rehearsalParts are the tables that import --dry-run prints.
var rehearsalParts = []string{"transcripts", "speakers", "beginnings"}

// rehearsal shows what an import would bring in: the transcripts, who speaks in
// them, and how each begins.
func rehearsal(ts []*transcript.Transcript) []part {
	return []part{
		{rehearsalParts[0], transcriptReport(ts, "")},
		{rehearsalParts[1], speakerReport(ts)},
		{rehearsalParts[2], beginningReport(ts)},
	}
}

func speakerReport(ts []*transcript.Transcript) table.Report {
	r := table.Report{Title: "Speakers", Table: table.Table{Columns: []table.Column{
		{Name: "transcript", Heading: "Transcript"},
		{Name: "speaker", Heading: "Speaker", Words: true},
		{Name: "role", Heading: "Role"},
		{Name: "role_guess", Heading: "Guess"},
		{Name: "turns", Heading: "Turns", Type: table.Integer},
		{Name: "words", Heading: "Words", Type: table.Integer},
	}}}
	for _, t := range ts {
		turns, words := make([]int, len(t.Speakers)+1), make([]int, len(t.Speakers)+1)
		for i, turn := range t.Turns {
			turns[turn.Speaker+1]++
			words[turn.Speaker+1] += t.CountWords(t.Said(t.TurnSpan(i))...)
		}
		if turns[0] > 0 {
			r.Table.Rows = append(r.Table.Rows, []any{string(t.ID), "(nobody)", "", "", turns[0], words[0]})
		}
		for i, s := range t.Speakers {
			r.Table.Rows = append(r.Table.Rows, []any{string(t.ID), s.Label, string(s.Role), string(s.RoleGuess), turns[i+1], words[i+1]})
		}
	}
	r.Notes = append(r.Notes, "A guessed role changes no figure until it is stated with --role.")
	return r
}

// beginningReport shows the first turns of each transcript.
func beginningReport(ts []*transcript.Transcript) table.Report {
	const most = 3
	r := table.Report{Title: "How each begins", Table: table.Table{Columns: []table.Column{
		{Name: "transcript", Heading: "Transcript"},
		{Name: "turn", Heading: "Turn", Type: table.Integer},
		{Name: "time", Heading: "Time"},
		{Name: "speaker", Heading: "Speaker"},
		{Name: "text", Heading: "Text", Words: true},
	}}}
	for _, t := range ts {
		for i := range t.Turns[:min(most, len(t.Turns))] {
			text := short(t.Spoken(t.TurnSpan(i)))
			r.Table.Rows = append(r.Table.Rows, []any{string(t.ID), i + 1, t.Turns[i].Time.String(), t.Speaker(i).Label, text})
		}
	}
	return r
}
