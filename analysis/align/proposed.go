package align

import (
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/table"
	"grounded/codebook"
	"grounded/codebook/crosswalk"
)

// sign is how people read a relation between two names.
func sign(r crosswalk.Relation) string {
	switch r {
	case crosswalk.Broader:
		return ">"
	case crosswalk.Narrower:
		return "<"
	case crosswalk.Overlaps:
		return "~"
	}
	return "="
}

// Report lists the proposals, best first, under the ids that their pairs have.
// People are not shown a kind of evidence that there is none of.
func (p Proposals) Report(ids []string) table.Report {
	e := p.evidence
	likeness := func(name, heading string) table.Column {
		return table.Column{Name: name, Heading: heading, Type: table.Number, Digits: 2}
	}
	r := table.Report{
		Title: fmt.Sprintf("Pairs proposed of the codes of %s and %s", e.LeftAnalyst, e.RightAnalyst),
		Table: table.Table{Columns: []table.Column{
			{Name: "id", Heading: "Pair"},
			{Name: "left", Heading: "Ids of left", Type: table.List},
			{Name: "right", Heading: "Ids of right", Type: table.List},
			{Name: "relation", Heading: "Relation"},
			{Name: "left_names", Heading: string(e.LeftAnalyst), Words: true, People: true},
			{Name: "right_names", Heading: string(e.RightAnalyst), Words: true, People: true},
			likeness("score", "Score"),
			likeness("jaccard", "Text"),
			likeness("contained_left", "Of left"),
			likeness("contained_right", "Of right"),
			{Name: "characters", Heading: "Characters", Type: table.Integer},
			{Name: "turns", Heading: "Turns", Type: table.Integer},
			likeness("jaccard_turns", "Of turns"),
			likeness("contained_left_turns", "Of left turns"),
			likeness("contained_right_turns", "Of right turns"),
			likeness("names", "Name"),
			likeness("definitions", "Def."),
			likeness("words", "Word"),
			likeness("place", "Tree"),
		}},
	}
	known := map[string]bool{}
	for i, q := range p.Pairs {
		figure := func(name string, l Likeness) any {
			if !l.Known {
				return nil
			}
			known[name] = true
			return l.Value
		}
		known["turns"] = known["turns"] || q.Turns > 0
		r.Table.Rows = append(r.Table.Rows, []any{
			ids[i], texts(q.Left), texts(q.Right), string(q.Relation),
			names(p.left, q.Left), sign(q.Relation) + " " + names(p.right, q.Right), q.Score,
			q.Jaccard, q.ContainedLeft, q.ContainedRight, q.Characters, q.Turns,
			q.JaccardTurns, q.ContainedLeftTurns, q.ContainedRightTurns,
			figure("names", q.Names), figure("definitions", q.Definitions), figure("words", q.Words), figure("place", q.Place),
		})
	}
	shown := []string{"left_names", "right_names", "score"}
	if known["turns"] {
		shown = append(shown, "jaccard", "turns")
	}
	for _, name := range []string{"names", "definitions", "words", "place"} {
		if known[name] {
			shown = append(shown, name)
		}
	}
	r.View = table.Columns{Names: shown}
	r.Notes = append(p.legend(known), e.within("%s speak by their words only: in transcripts that the other has not worked on yet.")...)
	return r
}

// legend says what stands in the columns.
func (p Proposals) legend(known map[string]bool) []string {
	if len(p.Pairs) == 0 {
		return nil
	}
	notes := []string{
		"= the same, > broader than, < narrower than, ~ overlapping with: a guess, which people accept, change or reject.",
	}
	if known["turns"] {
		notes = append(notes, "Text: of the characters that either marks, the share that both do (Jaccard); the share of each by itself is in csv and json, and told by: grounded crosswalk review. Turns: those that both touch.")
	}
	return append(notes, "Name, def(inition), word (those typical of the passages) and tree (what stands above and below): how alike, from 0 to 1. The score puts all together; text that both mark counts most where there is much of it.")
}

// Lone lists the codes without a partner, with how much text each covers.
func (p Proposals) Lone() table.Report {
	r := lone(fmt.Sprintf("Codes of %s and %s without a partner", p.evidence.LeftAnalyst, p.evidence.RightAnalyst), p.Alone, p.left, p.right)
	if len(p.Alone) > 0 {
		r.Notes = append(r.Notes, "Nearest: the code of the other analyst that shares most of its text, by Jaccard.")
	}
	return r
}

// names joins the names of codes as people read them: "Rent + Bills".
func names(uses []Use, ids []codebook.ID) string {
	var out []string
	for _, id := range ids {
		out = append(out, name(uses, id))
	}
	return strings.Join(out, " + ")
}

func texts(ids []codebook.ID) []string {
	out := slices.Repeat([]string{""}, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}

// Pair returns a proposal as a pair of a crosswalk, without an id.
func (p Proposal) Pair(evidence []string) crosswalk.Pair {
	return crosswalk.Pair{Left: p.Left, Right: p.Right, Relation: p.Relation, Status: crosswalk.Proposed, EvidenceFrom: evidence}
}
