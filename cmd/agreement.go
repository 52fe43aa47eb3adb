package cmd

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"grounded/analysis/agreement"
	"grounded/analysis/table"
	"grounded/analysis/unit"
	"grounded/codebook/crosswalk"
	"grounded/codebook/problem"
)

// agreementInput is what agreement on a crosswalk's accepted pairs is computed
// from.
type agreementInput struct {
	units   unit.Table
	walk    *crosswalk.Crosswalk
	unknown map[string][]problem.Problem // by pair, its codes that are in no codebook
	file    string
	draws   int
	seed    uint64
}

// statistics are in the order of telling most: percent agreement, which rare
// codes always have plenty of, is last.
var statistics = []struct {
	name, heading string
	of            func(agreement.Fourfold) (float64, error)
	shown         func(figure) string
}{
	{"positive agreement", "Positive agreement", agreement.Fourfold.Positive, figure.shown},
	{"Cohen's kappa", "Cohen's kappa", agreement.Fourfold.Kappa, figure.shown},
	{"percent agreement", "Percent agreement", agreement.Fourfold.Observed, figure.percent},
}

func agreementReport(in agreementInput) table.Report {
	r := table.Report{
		Title: fmt.Sprintf("Agreement of %s and %s on accepted pairs, by turn", in.units.Coders[0], in.units.Coders[1]),
		Table: table.Table{Columns: []table.Column{
			{Name: "statistic", Heading: "Statistic"},
			{Name: "code", Heading: "Pair id"},
			{Name: "unit", Heading: "Unit"},
			{Name: "value", Heading: "Value", Type: table.Number, Digits: 2},
			{Name: "low", Heading: "Low", Type: table.Number, Digits: 2},
			{Name: "high", Heading: "High", Type: table.Number, Digits: 2},
			{Name: "units", Heading: "Units", Type: table.Integer},
			{Name: "coders", Heading: "Coders", Type: table.Integer},
			{Name: "transcripts", Heading: "Transcripts", Type: table.Integer},
			{Name: "crosswalk", Heading: "Crosswalk"},
			{Name: "note", Heading: "Note", Words: true},
			{Name: "both", Heading: "Both", Type: table.Integer},
			{Name: "only_first", Heading: "Only " + string(in.units.Coders[0]), Type: table.Integer},
			{Name: "only_second", Heading: "Only " + string(in.units.Coders[1]), Type: table.Integer},
			{Name: "neither", Heading: "Neither", Type: table.Integer},
			{Name: "pair", Heading: "Pair", People: true, Words: true},
			{Name: "turns", Heading: "Turns of both", People: true, Words: true},
			{Name: "heading", People: true},
			{Name: "shown", Heading: "Agreement", People: true},
		}},
		View: table.Pivot{Rows: []string{"pair", "turns"}, Across: "heading", Values: []string{"shown"}},
	}
	for c, category := range in.units.Categories {
		tables, err := agreement.CountBy(in.units.Clusters(), in.units.Ratings(0, c), in.units.Ratings(1, c))
		if err != nil {
			r.Notes = append(r.Notes, fmt.Sprintf("%s: %v.", category, err))
			continue
		}
		var all agreement.Fourfold
		for _, t := range tables {
			all = all.Plus(t)
		}
		resample := agreement.Draw(tables, in.draws, rand.New(rand.NewPCG(in.seed, 0)))
		for _, s := range statistics {
			row := statisticRow(all, len(tables), resample, s.of)
			r.Table.Rows = append(r.Table.Rows, []any{s.name, category, string(in.units.Kind), row.value, row.low, row.high,
				all.Units(), len(in.units.Coders), len(in.units.Transcripts), in.file, row.note,
				all.Both, all.OnlyA, all.OnlyB, all.Neither,
				in.pair(category), fmt.Sprintf("%d of %d", all.Both, all.Both+all.OnlyA+all.OnlyB), s.heading, s.shown(row)})
		}
	}
	r.Notes = append(r.Notes, in.notes()...)
	return r
}

// pair is the codes of a pair as people read them: "rent + bills = money".
func (in agreementInput) pair(id string) string {
	i := slices.IndexFunc(in.walk.Pairs, func(p crosswalk.Pair) bool { return p.ID == id })
	if i < 0 {
		return id
	}
	p := in.walk.Pairs[i]
	return strings.Join(texts(p.Left), " + ") + " = " + strings.Join(texts(p.Right), " + ")
}

// figure is one statistic with its interval; nil where it has none, and a note
// that says why.
type figure struct {
	value, low, high any
	note             string
}

func statisticRow(all agreement.Fourfold, transcripts int, resample agreement.Resample, of func(agreement.Fourfold) (float64, error)) figure {
	value, err := of(all)
	if err != nil {
		return figure{note: "undefined: " + err.Error()}
	}
	f := figure{value: value}
	if transcripts < 2 {
		f.note = "no interval: it is drawn from transcripts, and there is one"
		return f
	}
	interval, err := resample.Interval(of)
	if err != nil {
		f.note = "no interval: " + err.Error()
		return f
	}
	f.low, f.high = interval.Low, interval.High
	if interval.Undefined > 0 {
		f.note = fmt.Sprintf("undefined on %d of %d draws", interval.Undefined, interval.Undefined+interval.Draws)
	}
	return f
}

// noBreak is a space at which no line ends.
const noBreak = "\u00a0"

// percent is the figure as people read it, of a hundred: "52 % [41, 63]".
func (f figure) percent() string {
	if f.value == nil {
		return "undefined"
	}
	hundred := func(share any) float64 { return 100 * share.(float64) }
	if f.low == nil {
		return fmt.Sprintf("%.0f"+noBreak+"%%", hundred(f.value))
	}
	return fmt.Sprintf("%.0f"+noBreak+"%% [%.0f,"+noBreak+"%.0f]", hundred(f.value), hundred(f.low), hundred(f.high))
}

// shown is the figure as people read it: "0.52 [0.41, 0.63]".
func (f figure) shown() string {
	if f.value == nil {
		return "undefined"
	}
	if f.low == nil {
		return fmt.Sprintf("%.2f", f.value)
	}
	return fmt.Sprintf("%.2f [%.2f,"+noBreak+"%.2f]", f.value, f.low, f.high)
}

func (in agreementInput) notes() []string {
	var notes []string
	t := in.units
	lost := in.leftOut()
	if len(t.Categories) == 0 {
		if len(lost) > 0 {
			return append(lost, "No other pair is accepted as the same, so there is nothing to agree on.")
		}
		return []string{"No pair is accepted as the same yet, so there is nothing to agree on; see: grounded crosswalk accept --help."}
	}
	short := ""
	if t.Short > 0 {
		short = fmt.Sprintf("; %d more of three words or fewer that nobody coded are left out", t.Short)
	}
	notes = append(notes,
		"Turns of both: those on which both put the pair's codes, of those on which either did.",
		fmt.Sprintf("A code counts for a turn when any of the turn's words bear it. %s of %s that both have finished; nobody put any code on %d of them%s.",
			count(t.Len(), "turn"), count(len(t.Transcripts), "transcript"), t.Uncoded, short))
	switch len(t.Transcripts) {
	case 0:
	case 1:
		notes = append(notes, "No intervals: they are drawn from transcripts, and there is one.")
	default:
		notes = append(notes, fmt.Sprintf("Intervals hold 95 %% of %d bootstrap draws of transcripts (seed %d).", in.draws, in.seed))
	}
	for _, l := range t.LeftOut {
		who := make([]string, len(l.Unfinished))
		for i, a := range l.Unfinished {
			who[i] = string(a)
		}
		notes = append(notes, fmt.Sprintf("Left out: %s, which %s did not finish.", l.Transcript, strings.Join(who, " and ")))
	}
	notes = append(notes, lost...)
	for _, o := range t.Outside {
		if o.Codings > 0 {
			notes = append(notes, fmt.Sprintf("In no pair: %s of %s (%s).", count(o.Codings, "coding"), o.Analyst, count(len(o.Codes), "code")))
		}
	}
	if t.Unconfirmed > 0 {
		notes = append(notes, fmt.Sprintf("Left out: %s that a search made and nobody confirmed.", count(t.Unconfirmed, "coding")))
	}
	if in.exploratory() {
		notes = append(notes, "Exploratory: the pairs were chosen in view of these same codings, which makes the figures kinder than they would be on others.")
	}
	return notes
}

// leftOut names the accepted pairs that no figure holds, since a code of theirs
// is in no codebook.
func (in agreementInput) leftOut() []string {
	var notes []string
	for _, p := range in.walk.Pairs {
		if p.Status != crosswalk.Accepted || p.Relation != crosswalk.Same {
			continue
		}
		for _, wrong := range in.unknown[p.ID] {
			notes = append(notes, fmt.Sprintf("Left out: pair %s; %s", p.ID, sentence(wrong)))
		}
	}
	return notes
}

// exploratory reports whether a pair was chosen in view of a transcript that it
// is now tested on.
func (in agreementInput) exploratory() bool {
	for _, p := range in.walk.Pairs {
		if p.Status != crosswalk.Accepted || p.Relation != crosswalk.Same || in.unknown[p.ID] != nil {
			continue
		}
		for _, t := range in.units.Transcripts {
			if slices.Contains(p.EvidenceFrom, string(t.ID)) {
				return true
			}
		}
	}
	return false
}
