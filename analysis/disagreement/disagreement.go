// Package disagreement finds the passages on which two coders differ, and says how:
// what people who coded apart work through together. How much they differ is the
// work of package reliability.
package disagreement

import (
	"cmp"
	"slices"

	"grounded/analysis/unit"
	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Kind says how two coders differ on a passage.
type Kind string

// Different: both marked it, with codes that are not the same. One: only one of them
// put the code, which has a partner among the other's. Related: the codes are said to
// be broader, narrower or overlapping. Split: the same code, on many small passages of
// one and a large one of the other. Boundary: the same code, with other ends. Lone:
// only one of them put the code, and the other has none like it.
const (
	Different Kind = "different"
	One       Kind = "one"
	Related   Kind = "related"
	Split     Kind = "split"
	Boundary  Kind = "boundary"
	Lone      Kind = "lone"
)

// Kinds returns all kinds, those that say most first. The order is a convention of
// this program: another meaning of the same words comes before one that the other did
// not see, and that before where a passage ends; codes that the other book has not
// come last, since they are a matter of the codebooks.
func Kinds() []Kind { return []Kind{Different, One, Related, Split, Boundary, Lone} }

// Item is one disagreement: the codings that it is about, of which one side may be
// empty.
type Item struct {
	Kind        Kind
	Transcript  *transcript.Transcript
	Span        transcript.Span // from the first word of any coding to the last
	Left, Right []coding.Row    // by place
	Category    string          // that both codes belong to, of Split and Boundary
	Relation    crosswalk.Relation
	Words       int // on which they differ

	// Beside is what the other coder put on the same words, of an item of one coder
	// alone: codings that stand in other items.
	Beside []coding.Row
}

// Input is what is compared.
type Input struct {
	Picked     coding.Picked // of two coders, left and right
	Categories []unit.Category
	Related    []crosswalk.Pair // accepted pairs that are not the same, as seen from the left
}

// Finding is all that came of a comparison.
type Finding struct {
	Left, Right *coding.Coder
	Items       []Item // those that say most first
	Agreed      []Item // the same code on the same words, by transcript and place
	Transcripts []*transcript.Transcript
	LeftOut     []unit.LeftOut // transcripts that one has not finished
	Unconfirmed int            // codings that a search made and nobody confirmed, which are in no item
	meetings    map[[2]codebook.ID]int
}

// Find compares two coders on the transcripts that both have finished. Every coding
// is in one item, or in one agreement. Items are in the order of kinds; those of codes
// that both have before others; of the number of words they are about, the most first;
// and of transcript and place.
func Find(in Input) Finding {
	f := Finding{Left: in.Picked.Coders[0], Right: in.Picked.Coders[1], meetings: map[[2]codebook.ID]int{}}
	m := newMatcher(in, f.Left, f.Right)
	for _, t := range in.Picked.Transcripts {
		if who := unfinished(t.ID, f.Left, f.Right); who != nil {
			f.LeftOut = append(f.LeftOut, unit.LeftOut{Transcript: t.ID, Unfinished: who})
			continue
		}
		f.Transcripts = append(f.Transcripts, t)
		left, right := f.rows(in.Picked.Rows, f.Left, t), f.rows(in.Picked.Rows, f.Right, t)
		items, agreed := m.transcript(t, left, right)
		f.Items = append(f.Items, items...)
		f.Agreed = append(f.Agreed, agreed...)
		m.meet(t, left, right, f.meetings)
	}
	kinds := Kinds()
	slices.SortStableFunc(f.Items, func(a, b Item) int {
		return cmp.Or(slices.Index(kinds, a.Kind)-slices.Index(kinds, b.Kind), m.partners(b)-m.partners(a), b.Words-a.Words)
	})
	return f
}

func unfinished(id transcript.ID, coders ...*coding.Coder) []coding.Analyst {
	var out []coding.Analyst
	for _, c := range coders {
		if !slices.ContainsFunc(c.Work, func(w coding.Work) bool { return w.Transcript == id && !w.Finished.IsZero() }) {
			out = append(out, c.Analyst)
		}
	}
	return out
}

// rows returns a coder's codings on a transcript by place, the same code on the same
// passage once.
func (f *Finding) rows(all []coding.Row, coder *coding.Coder, t *transcript.Transcript) []coding.Row {
	type use struct {
		code codebook.ID
		span transcript.Span
	}
	seen := map[use]bool{}
	var out []coding.Row
	for _, r := range all {
		if r.Coder != coder || r.Transcript != t {
			continue
		}
		if r.By == coding.ByQuery {
			f.Unconfirmed++
			continue
		}
		u := use{r.Entry.ID, r.Now}
		if !seen[u] && !r.Now.Empty() {
			seen[u] = true
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b coding.Row) int {
		return cmp.Or(a.Now.Start-b.Now.Start, a.Now.End-b.Now.End, cmp.Compare(a.Entry.ID, b.Entry.ID))
	})
	return out
}

// About returns what is about codes of some kind, on one side or the other.
func (f Finding) About(means func(*coding.Coder, codebook.ID) bool) Finding {
	not := func(item Item) bool {
		return !slices.ContainsFunc(slices.Concat(item.Left, item.Right), func(r coding.Row) bool { return means(r.Coder, r.Entry.ID) })
	}
	out := f
	out.Items, out.Agreed = slices.DeleteFunc(slices.Clone(f.Items), not), slices.DeleteFunc(slices.Clone(f.Agreed), not)
	out.meetings = map[[2]codebook.ID]int{}
	for pair, turns := range f.meetings {
		if pair[0] != "" && means(f.Left, pair[0]) || pair[1] != "" && means(f.Right, pair[1]) {
			out.meetings[pair] = turns
		}
	}
	return out
}

// Meeting is on how many turns two codes stand for what the coders saw differently,
// or alike.
type Meeting struct {
	Left, Right codebook.ID // "" when that coder put nothing there
	Turns       int
}

// Confusion returns which codes met on how many turns, the most first. On each turn
// codes of one category meet one another; what is left of one coder's meets all that
// is left of the other's, or nothing.
func (f Finding) Confusion() []Meeting {
	var out []Meeting
	for pair, turns := range f.meetings {
		out = append(out, Meeting{pair[0], pair[1], turns})
	}
	slices.SortFunc(out, func(a, b Meeting) int {
		return cmp.Or(b.Turns-a.Turns, cmp.Compare(a.Left, b.Left), cmp.Compare(a.Right, b.Right))
	})
	return out
}
