package align

import (
	"fmt"

	"grounded/analysis/table"
)

// Report lists the pairs of codes whose Jaccard is least or more, best first.
func Report(e Evidence, least float64) table.Report {
	report := table.Report{
		Title: fmt.Sprintf("Codes of %s and %s that share text", e.LeftAnalyst, e.RightAnalyst),
		Table: table.Table{Columns: []table.Column{
			{Name: "left", Heading: "Id"},
			{Name: "left_name", Heading: "Code of " + string(e.LeftAnalyst), Words: true},
			{Name: "right", Heading: "Id"},
			{Name: "right_name", Heading: "Code of " + string(e.RightAnalyst), Words: true},
			{Name: "jaccard", Heading: "Jaccard", Type: table.Number, Digits: 2},
			{Name: "contained_left", Heading: "Of left", Type: table.Number, Digits: 2},
			{Name: "contained_right", Heading: "Of right", Type: table.Number, Digits: 2},
			{Name: "characters", Heading: "Characters", Type: table.Integer},
			{Name: "turns", Heading: "Turns", Type: table.Integer},
			{Name: "relation", Heading: "Relation"},
		}},
		View: table.Columns{Names: []string{"left_name", "right_name", "relation", "jaccard", "contained_left", "contained_right", "turns"}},
	}
	for i, o := range e.Overlaps {
		if o.Jaccard < least {
			report.Notes = append(report.Notes, fmt.Sprintf("%s more with a Jaccard below %.4g.", counted(len(e.Overlaps)-i, "pair"), least))
			break
		}
		report.Table.Rows = append(report.Table.Rows, []any{
			string(o.Left), name(e.Left, o.Left), string(o.Right), name(e.Right, o.Right),
			o.Jaccard, o.ContainedLeft, o.ContainedRight, o.Characters, o.Turns, string(o.Relation()),
		})
	}
	report.Notes = append(report.Notes,
		"Jaccard: of the characters that either code marks, the share that both do. Of left, of right: of those that the one code marks, the share that the other does too. Turns: those that both touch.",
		"The relation is a guess from these shares and those of turns; whether codes mean the same is for people to decide.")
	report.Notes = append(report.Notes, e.compared()...)
	return report
}

// Alone lists the codes of either side that share less than threshold, by
// Jaccard, with every code of the other.
func Alone(e Evidence, threshold float64) table.Report {
	r := lone(fmt.Sprintf("Codes of %s and %s that stand alone", e.LeftAnalyst, e.RightAnalyst), e.Alone(threshold), e.Left, e.Right)
	r.View = table.Columns{Names: []string{"analyst", "name", "codings", "nearest_name", "jaccard"}}
	r.Notes = append(r.Notes, fmt.Sprintf("Alone: no code of the other analyst has a Jaccard of %.4g or more with it, of the characters that either marks.", threshold))
	r.Notes = append(r.Notes, e.compared()...)
	return r
}

// lone lists codes without a partner, given the codes of both sides.
func lone(title string, codes []Lone, left, right []Use) table.Report {
	r := table.Report{
		Title: title,
		Table: table.Table{Columns: []table.Column{
			{Name: "analyst", Heading: "Analyst"},
			{Name: "code", Heading: "Id"},
			{Name: "name", Heading: "Code", Words: true},
			{Name: "codings", Heading: "Codings", Type: table.Integer},
			{Name: "characters", Heading: "Characters", Type: table.Integer},
			{Name: "turns", Heading: "Turns", Type: table.Integer},
			{Name: "nearest", Heading: "Id of nearest"},
			{Name: "nearest_name", Heading: "Nearest", Words: true},
			{Name: "jaccard", Heading: "Jaccard", Type: table.Number, Digits: 2},
		}},
		View: table.Columns{Names: []string{"analyst", "name", "codings", "characters", "nearest_name", "jaccard"}},
	}
	for _, l := range codes {
		own, others := left, right
		if l.Right {
			own, others = right, left
		}
		var nearest, nearestName any
		if l.Nearest != "" {
			nearest, nearestName = string(l.Nearest), name(others, l.Nearest)
		}
		r.Table.Rows = append(r.Table.Rows, []any{
			string(l.Analyst), string(l.Code.ID), name(own, l.Code.ID), l.Codings, l.Characters, l.Turns,
			nearest, nearestName, l.Jaccard,
		})
	}
	return r
}

// compared says what the figures rest on and what they leave out.
func (e Evidence) compared() []string {
	return e.within("%s left out: in transcripts that the other has not worked on yet.")
}

// within is compared, given what to say of the codings that lie elsewhere.
func (e Evidence) within(elsewhere string) []string {
	notes := []string{fmt.Sprintf("Compared in %s that both have worked on.", counted(len(e.Transcripts), "transcript"))}
	if len(e.Transcripts) == 0 {
		notes = []string{fmt.Sprintf("%s and %s have worked on no transcript in common, so no text speaks for a pair.", e.LeftAnalyst, e.RightAnalyst)}
	}
	if e.Elsewhere > 0 {
		notes = append(notes, fmt.Sprintf(elsewhere, counted(e.Elsewhere, "coding")))
	}
	if e.Unconfirmed > 0 {
		notes = append(notes, fmt.Sprintf("%s left out: made by a search and confirmed by nobody.", counted(e.Unconfirmed, "coding")))
	}
	return notes
}

// counted writes a number with its noun: "1 coding", "3 codings".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
