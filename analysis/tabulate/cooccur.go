package tabulate

import (
	"fmt"
	"strings"

	"grounded/analysis/cooccurrence"
	"grounded/analysis/table"
	"grounded/codebook"
	"grounded/transcript/coding"
)

// PairOrder says in which order pairs of codes stand.
type PairOrder string

// By how often they meet, by a measure, by name, or so that codes that go together
// stand next to one another. The pairs that are shown are those that meet most often,
// or of the highest measure.
const (
	PairsByCount   PairOrder = "count"
	PairsByC       PairOrder = "c"
	PairsByJaccard PairOrder = "jaccard"
	PairsByName    PairOrder = "name"
	PairsTogether  PairOrder = "together"
)

// PairOrders are all of them.
var PairOrders = []PairOrder{PairsByCount, PairsByC, PairsByJaccard, PairsByName, PairsTogether}

// PairMeasure is what a cell of codes by codes shows.
type PairMeasure string

// How often the two meet, the c-coefficient, the Jaccard, or which share of the codings
// of the row's code meet one of the column's.
const (
	PairCount   PairMeasure = "count"
	PairC       PairMeasure = "c"
	PairJaccard PairMeasure = "jaccard"
	PairGiven   PairMeasure = "given"
)

// PairMeasures are all of them.
var PairMeasures = []PairMeasure{PairCount, PairC, PairJaccard, PairGiven}

// CooccurOptions say which pairs are shown, and how.
type CooccurOptions struct {
	N      int // pairs of each analyst; 0 means all
	Order  PairOrder
	Zero   bool // shows pairs that never meet as well
	Matrix bool // shows people the codes of these pairs by one another
	Of     PairMeasure
	Data   bool // one long table of the pairs of all analysts
	// About says which codes are asked about: one of a pair at least. Nil means all.
	About func(*coding.Coder, codebook.ID) bool
}

// Cooccur returns which codes go together: for scripts one report, a row a pair, for
// people a report for each analyst, or for all where their codings are joined.
func Cooccur(f cooccurrence.Finding, p coding.Picked, o CooccurOptions) []table.Report {
	var out []table.Report
	for _, b := range f.Bodies {
		l := list{Body: b, by: f.By, o: o}
		l.choose()
		r := table.Report{Title: l.title(f)}
		if o.Matrix && !o.Data {
			r.Table, r.View = l.square()
		} else {
			r.Table, r.View = l.long(), l.view()
		}
		r.Notes = l.notes()
		out = append(out, r)
	}
	if len(out) == 0 {
		out = append(out, table.Report{Title: "Codes that go together", Table: list{by: f.By, o: o}.long()})
	}
	if o.Data {
		for _, r := range out[1:] {
			out[0].Table.Rows = append(out[0].Table.Rows, r.Table.Rows...)
			out[0].Notes = append(out[0].Notes, r.Notes...)
		}
		out = out[:1]
	}
	end := &out[len(out)-1]
	end.Notes = append(end.Notes, pairReadings(f, o)...)
	if f.Unconfirmed > 0 {
		end.Notes = append(end.Notes, unconfirmedLeft(f.Unconfirmed))
	}
	end.Notes = append(append(end.Notes, unlisted(p.Rows)...), leftOut(p)...)
	return out
}

func (l list) title(f cooccurrence.Finding) string {
	where := map[cooccurrence.By]string{
		cooccurrence.Overlap:   "that overlap",
		cooccurrence.Sentence:  "in one sentence",
		cooccurrence.Paragraph: "in one paragraph",
		cooccurrence.Turn:      "in one turn",
		cooccurrence.Distance:  fmt.Sprintf("at most %s apart", counted(f.Within, "word")),
	}[f.By]
	title := fmt.Sprintf("Codes of %s %s", analysts(l.Coders), where)
	if f.Joined && len(l.Coders) > 1 {
		title = fmt.Sprintf("Codes of %s, joined, %s", analysts(l.Coders), where)
	}
	if l.o.Matrix && !l.o.Data {
		title += ": " + map[PairMeasure]string{
			PairCount: "how often they meet", PairC: "c-coefficient", PairJaccard: "Jaccard", PairGiven: "share of the row's codings that meet the column's",
		}[l.o.Of]
	}
	if len(l.pairs) == l.all || len(l.pairs) == 0 {
		return title
	}
	most := "that meet most often"
	switch l.o.Order {
	case PairsByC:
		most = "with the highest c"
	case PairsByJaccard:
		most = "with the highest Jaccard"
	}
	if len(l.pairs) == 1 {
		return fmt.Sprintf("%s, the pair %s", title, strings.Replace(most, "meet ", "meets ", 1))
	}
	return fmt.Sprintf("%s, the %d pairs %s", title, len(l.pairs), most)
}

// notes say what a table of pairs leaves out.
func (l list) notes() []string {
	var notes []string
	if more := l.all - len(l.pairs); more > 0 {
		notes = append(notes, fmt.Sprintf("%s: %s more (all: -n 0).", analysts(l.Coders), counted(more, "pair")))
	}
	undefined := 0
	for _, p := range l.pairs {
		if _, ok := l.C(p.Pair); !ok {
			undefined++
		}
	}
	if undefined > 0 {
		notes = append(notes, fmt.Sprintf("%s: c is undefined for %s, where passages of one meet several of the other and it would be more than 1.", analysts(l.Coders), counted(undefined, "pair")))
	}
	return notes
}

// pairReadings say how the figures are to be read.
func pairReadings(f cooccurrence.Finding, o CooccurOptions) []string {
	if o.Data {
		return nil
	}
	meet := map[cooccurrence.By]string{
		cooccurrence.Overlap:   "overlap",
		cooccurrence.Sentence:  "reach the same sentence",
		cooccurrence.Paragraph: "reach the same paragraph",
		cooccurrence.Turn:      "reach the same turn",
		cooccurrence.Distance:  fmt.Sprintf("have at most %s between them", counted(f.Within, "word")),
	}[f.By]
	units := string(f.By) + "s"
	if f.By == cooccurrence.Overlap {
		units = "characters"
	}
	times := fmt.Sprintf("Times: pairs of passages, one of each code, that %s.", meet)
	c := "c: times / (codings of both − times)."
	jaccard := fmt.Sprintf("Jaccard: of the %s that either code is put on, the share with both.", units)
	if f.By != cooccurrence.Overlap {
		jaccard = fmt.Sprintf("Units: %s with both. Jaccard: their share of those with either.", units)
	}
	given := "P(B|A): of the codings of A, the share that meet one of B."
	switch {
	case !o.Matrix && f.By == cooccurrence.Distance:
		return []string{times + " " + c, given}
	case !o.Matrix:
		return []string{times + " " + c, jaccard + " " + given}
	}
	switch o.Of {
	case PairC:
		return []string{times + " " + c}
	case PairJaccard:
		return []string{jaccard}
	case PairGiven:
		return []string{fmt.Sprintf("Passages meet that %s.", meet)}
	}
	return []string{times + " On the diagonal: codings of the code."}
}
