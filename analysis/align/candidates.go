package align

import (
	"fmt"

	"grounded/analysis/table"
	"grounded/codebook"
)

// CandidatesReport shows candidates under the ids that they have as pairs, with each
// kind of evidence in a column of its own.
func CandidatesReport(e Evidence, cs []Candidate, ids []string) table.Report {
	left, right := string(e.LeftAnalyst), string(e.RightAnalyst)
	report := table.Report{
		Title: fmt.Sprintf("Codes of %s and %s that may be one", left, right),
		Table: table.Table{Columns: []table.Column{
			{Name: "id", Heading: "Pair"},
			{Name: "left", Heading: left, Type: table.List, Words: true},
			{Name: "right", Heading: right, Type: table.List, Words: true},
			{Name: "relation", Heading: "Is"},
			{Name: "score", Heading: "Score", Type: table.Number, Digits: 2},
			{Name: "characters", Heading: "Characters", Type: table.Integer},
			{Name: "turns", Heading: "Turns", Type: table.Integer},
			{Name: "jaccard", Heading: "Jaccard", Type: table.Number, Digits: 2},
			{Name: "contained_left", Heading: "Of left", Type: table.Number, Digits: 2},
			{Name: "contained_right", Heading: "Of right", Type: table.Number, Digits: 2},
			{Name: "names", Heading: "Names", Type: table.Number, Digits: 2},
			{Name: "definitions", Heading: "Defs", Type: table.Number, Digits: 2},
			{Name: "place", Heading: "Place", Type: table.Number, Digits: 2},
			{Name: "words", Heading: "Words", Type: table.Number, Digits: 2},
		}},
		View: table.Columns{Names: []string{"left", "relation", "right", "score", "contained_left", "contained_right", "turns", "names", "definitions", "words"}},
	}
	for i, c := range cs {
		var characters, turns, jaccard, containedLeft, containedRight any
		if c.Text.Known {
			characters, turns, jaccard, containedLeft, containedRight = c.Characters, c.Turns, c.Jaccard, c.ContainedLeft, c.ContainedRight
		}
		report.Table.Rows = append(report.Table.Rows, []any{
			ids[i], texts(c.Left), texts(c.Right), string(c.Relation), c.Score,
			characters, turns, jaccard, containedLeft, containedRight,
			c.Names.cell(), c.Definitions.cell(), c.Place.cell(), c.Words.cell(),
		})
	}
	report.Notes = append(report.Notes,
		"Of left, of right: of the characters that the one marks, the share that the other does too; turns: those that both touch; names, definitions, words: how alike the names are, the definitions, and the words of the passages. Empty: there is nothing to tell by.",
		"The relation is a guess; whether codes mean the same is for people to say.")
	report.Notes = append(report.Notes, e.compared()...)
	return report
}

func (l Likeness) cell() any {
	if !l.Known {
		return nil
	}
	return l.Value
}

func texts(ids []codebook.ID) []string {
	var out []string
	for _, id := range ids {
		out = append(out, string(id))
	}
	return out
}

// PartnerlessReport lists the codes that are in no candidate, with how much text they
// cover.
func PartnerlessReport(e Evidence, lone []Lone) table.Report {
	report := table.Report{
		Title: fmt.Sprintf("Codes of %s and %s without a partner", e.LeftAnalyst, e.RightAnalyst),
		Table: table.Table{Columns: []table.Column{
			{Name: "analyst", Heading: "Analyst"},
			{Name: "code", Heading: "Id"},
			{Name: "name", Heading: "Code", Words: true},
			{Name: "codings", Heading: "Codings", Type: table.Integer},
			{Name: "characters", Heading: "Characters", Type: table.Integer},
			{Name: "turns", Heading: "Turns", Type: table.Integer},
		}},
		View: table.Columns{Names: []string{"analyst", "name", "codings", "characters", "turns"}},
	}
	for _, l := range lone {
		uses := e.Left
		if l.Right {
			uses = e.Right
		}
		report.Table.Rows = append(report.Table.Rows, []any{string(l.Analyst), string(l.Code.ID), name(uses, l.Code.ID), l.Codings, l.Characters, l.Turns})
	}
	return report
}
