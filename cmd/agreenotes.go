package cmd

import (
	"fmt"
	"strings"

	"grounded/analysis/reliability"
	"grounded/analysis/tabulate"
	"grounded/analysis/unit"
	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// agreementNotes say what was compared, how, and what was left out.
func agreementNotes(in reliability.Input, p pairedCodes, picked coding.Picked, figures []reliability.Figure) []string {
	t := in.Tables[0]
	first := "whatever the code"
	if p.some {
		first = "with any of the codes that are meant"
	}
	notes := append(p.notes, fmt.Sprintf("1: did they mark the same text, %s? 2: on units that all of them marked, did they put the same codes, of those that are compared (alpha of sets, Jaccard)? 3: did they put the same codes on the same text (means over codes)?", first))
	if len(t.Coders) == 2 {
		notes = append(notes, fmt.Sprintf("2×2: units that both marked and only %s; only %s and neither.", t.Coders[0], t.Coders[1]))
	}
	for _, t := range in.Tables {
		notes = append(notes, unitsNote(in, t, figures))
	}
	overlap := map[unit.Overlap]string{unit.Any: "any", unit.Half: "half", unit.Full: "all"}[t.Overlap]
	where := count(len(t.Transcripts), "transcript") + " that all have finished"
	if held := t.Held(); held < len(t.Transcripts) {
		where = fmt.Sprintf("%d of %s that all have finished, for the others hold nothing of what is compared", held, count(len(t.Transcripts), "transcript"))
	}
	notes = append(notes, fmt.Sprintf("A code counts for a unit when %s of its words bear it. Compared in %s; seed %d.", overlap, where, in.Seed))
	notes = append(notes, tabulate.LeftOut(t.LeftOut)...)
	notes = append(notes, tabulate.Uncounted(picked.UncountedOn(t.Transcripts, p.means))...)
	for _, o := range t.Outside {
		if o.Codings > 0 && len(t.Categories) > 0 {
			notes = append(notes, fmt.Sprintf("In no pair: %s of %s (%s).", count(o.Codings, "coding"), o.Analyst, count(len(o.Codes), "code")))
		}
	}
	if t.Unconfirmed > 0 {
		notes = append(notes, fmt.Sprintf("Left out: %s that a search made and nobody confirmed.", count(t.Unconfirmed, "coding")))
	}
	if len(t.Coders) > 2 {
		notes = append(notes, "Marked: units that each of them did. Kappa is that of Fleiss; positive agreement the share of one analyst's marks that another made too, over any two.")
	}
	if in.All {
		notes = append(notes, "|u-alpha takes passages of one analyst that touch or overlap for one, whatever the code.")
	}
	if len(t.Categories) > 0 && p.exploratory(t) {
		notes = append(notes, "Exploratory: the pairs were chosen in view of these same codings, which makes the figures kinder than they would be on others"+p.heldOut(t)+".")
	}
	for _, t := range in.Tables {
		if t.Kind == unit.Participant && t.Len() == 0 {
			notes = append(notes, "No participant speaks in what is compared: say who is one with: grounded transcript set '*' --role LABEL=participant")
		}
	}
	return notes
}

// unitsNote says how many units there are, how many of them each question is about, and
// what intervals are drawn from.
func unitsNote(in reliability.Input, t unit.Table, figures []reliability.Figure) string {
	text := count(t.Len(), string(t.Kind))
	if t.Uncoded > 0 && t.OnlyCoded {
		text += fmt.Sprintf("; left out: %d without a code of anybody", t.Uncoded)
	} else if t.Uncoded > 0 {
		text += fmt.Sprintf(", %d of them without a code of anybody", t.Uncoded)
	}
	if t.Short > 0 {
		text += fmt.Sprintf("; left out: %d of three words or fewer without one", t.Short)
	}
	for _, f := range figures {
		if f.Question == reliability.Named && f.Unit == string(t.Kind) {
			text += fmt.Sprintf("; marked by all: %d", f.Units)
			if f.Blank > 0 {
				text += fmt.Sprintf(", on %d of which nobody put a code that is compared", f.Blank)
			}
			break
		}
	}
	groups := t.Groups(in.Cluster)
	switch {
	case groups.N == 0:
	case groups.N == 1:
		text += fmt.Sprintf("; no intervals, there being 1 %s", groups.What)
	case groups.What != string(in.Cluster) && t.Kind != unit.Participant:
		text += fmt.Sprintf("; intervals from %d draws of %ss, there being fewer than five %ss, which makes them narrower than they should be", in.Draws, groups.What, in.Cluster)
	default:
		text += fmt.Sprintf("; intervals from %d draws of %d %ss", in.Draws, groups.N, groups.What)
	}
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// noteRounds adds whether analysts who are one person at two times coded apart.
func noteRounds(st *study.Study, analysts []study.Analyst, notes []string) ([]string, error) {
	for i, a := range analysts {
		for _, b := range analysts[:i] {
			note, err := st.Independent(b.ID, a.ID)
			if err != nil {
				return notes, err
			}
			if note != "" {
				notes = append(notes, note)
			}
		}
	}
	return notes, nil
}

// placedAnew says which transcripts read otherwise than when one of the analysts coded
// them; nil when none does.
func placedAnew(p coding.Picked) []string {
	now := map[transcript.ID]string{}
	for _, t := range p.Transcripts {
		now[t.ID] = transcript.TextHash(t.Body)
	}
	var notes []string
	for _, coder := range p.Coders {
		var ids []transcript.ID
		for _, w := range coder.Work {
			if hash, meant := now[w.Transcript]; meant && w.Text != "" && w.Text != hash && len(w.Codings) > 0 {
				ids = append(ids, w.Transcript)
			}
		}
		if len(ids) > 0 {
			notes = append(notes, fmt.Sprintf("%s changed since %s coded; the codings were placed anew in the text as it is.", and(texts(ids)), coder.Analyst))
		}
	}
	return notes
}
