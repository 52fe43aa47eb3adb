package grouping

import (
	"cmp"
	"slices"

	"grounded/analysis/cooccurrence"
	"grounded/analysis/terms"
	"grounded/analysis/theme"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// shownTerms is how many terms of a group are named: those that set it apart most, of the
// words that are not usual, and each said by two people, where two speak in the group. Of
// these only what three say, and somewhere where words may be quoted, is printed.
const shownTerms = 8

// describe says why the codes of each group are together, and what is said in them.
func (d *draft) describe() {
	meet := map[[2]int]int{}
	d.meet(func(i, j int, p cooccurrence.Pair) { meet[[2]int{i, j}] = p.Units })
	profiles := make([]terms.Vector, len(d.Codes)) // of length 1
	for i, v := range d.words {
		profiles[i] = v.Unit()
	}
	for g := range d.Groups {
		group := &d.Groups[g]
		group.Within, group.Without = d.averages(g)
		slices.SortStableFunc(group.Codes, func(a, b int) int { return cmp.Compare(d.Codes[b].Width.Value, d.Codes[a].Width.Value) })
		group.Closest = d.closest(group.Codes)
		group.Meet = meet[[2]int{min(group.Closest[0], group.Closest[1]), max(group.Closest[0], group.Closest[1])}]
		d.say(g, profiles)
	}
}

// averages returns how alike the codes of a group are to one another and to all others.
func (d *draft) averages(g int) (within, without Likeness) {
	n := len(d.Codes)
	var in, out mean
	for _, i := range d.Groups[g].Codes {
		var own mean
		for j := range d.Codes {
			switch {
			case i == j:
			case d.Codes[j].Group == g:
				in.add(d.alike[i*n+j])
				own.add(d.alike[i*n+j])
			default:
				out.add(d.alike[i*n+j])
			}
		}
		d.Codes[i].own = own.of()
	}
	return in.of(), out.of()
}

// mean is the mean of likenesses in the making.
type mean struct {
	sum      Likeness
	n, known int
}

func (m *mean) add(l Likeness) {
	m.n++
	m.sum.Text += l.Text
	m.sum.Words += l.Words
	if l.Known {
		m.known++
		m.sum.Tree += l.Tree
	}
}

func (m mean) of() Likeness {
	out := m.sum
	out.Text /= float64(max(m.n, 1))
	out.Words /= float64(max(m.n, 1))
	out.Tree /= float64(max(m.known, 1))
	out.Known = m.known > 0
	return out
}

// closest returns the two codes most alike, of equals those that come first.
func (d *draft) closest(codes []int) [2]int {
	best, most := [2]int{codes[0], codes[0]}, -1.
	sorted := slices.Sorted(slices.Values(codes))
	for at, i := range sorted {
		for _, j := range sorted[at+1:] {
			if value := d.alike[i*len(d.Codes)+j].value(d.counts); value > most {
				best, most = [2]int{i, j}, value
			}
		}
	}
	return best
}

// contrast returns how much more each stem weighs in the codes of a group than in those
// of the other groups, on average; those that weigh more alone.
func (d *draft) contrast(g int, profiles []terms.Vector) terms.Vector {
	weight := map[string]float64{}
	own := float64(len(d.Groups[g].Codes))
	others := float64(len(d.Codes)) - own
	for i, v := range profiles {
		for _, t := range v {
			if d.Codes[i].Group == g {
				weight[t.Stem] += t.Weight / own
			} else {
				weight[t.Stem] -= t.Weight / others
			}
		}
	}
	var out terms.Vector
	for stem, w := range weight {
		if w > 0 {
			out = append(out, terms.Term{Stem: stem, Weight: w})
		}
	}
	return out.ByWeight()
}

// centre returns what the codes of a group say taken together.
func (d *draft) centre(g int, profiles []terms.Vector) terms.Vector {
	sum := map[string]float64{}
	for _, i := range d.Groups[g].Codes {
		for _, t := range profiles[i] {
			sum[t.Stem] += t.Weight
		}
	}
	var out terms.Vector
	for stem, w := range sum {
		out = append(out, terms.Term{Stem: stem, Weight: w})
	}
	return out.Sorted()
}

// Passage is one that is like what is said in a group.
type Passage struct {
	In    *transcript.Transcript
	Span  transcript.Span
	Codes []int   // of the group, that are put on it
	Alike float64 // to what is said in the group, from 0 to 1

	quotable bool // as long as a quotation is
}

// say finds who speaks in the passages of a group, the terms that set it apart, and the
// passages that are most like all that is said in it, each of another participant.
func (d *draft) say(g int, profiles []terms.Vector) {
	group := &d.Groups[g]
	contrast := d.contrast(g, profiles)
	tellers := d.reading.Tell(contrast, d.people.N)
	scale := d.reading.Scale(d.centre(g, profiles))
	heard := make([]bool, d.people.N)
	best := make([]Passage, d.people.N) // of each participant
	for _, i := range group.Codes {
		for _, u := range d.uses[i] {
			last := 0
			alone := d.people.In(u.transcript, u.span, func(who int) {
				heard[who], last = true, who
				tellers.Say(who, u.said, !d.Quoting.Withholds(u.transcript, u.span))
			})
			if alone && d.Passages > 0 {
				d.better(&best[last], u, scale.Alike(u.said))
			}
		}
	}
	group.Participants = trues(heard)
	for _, t := range contrast {
		by := tellers.By(t.Stem)
		switch {
		case len(group.Terms)+group.TermsUnsaid == shownTerms || d.reading.Usual(t.Stem) || by < min(2, group.Participants):
		case d.Quoting.Prints() && (by < coding.FewestPeople || !tellers.Open(t.Stem)):
			group.TermsUnsaid++
		default:
			group.Terms = append(group.Terms, d.reading.Word(t.Stem))
		}
	}
	best = slices.DeleteFunc(best, func(p Passage) bool { return p.In == nil })
	slices.SortFunc(best, Passage.compare)
	group.Passages = best[:min(d.Passages, len(best))]
	for at, p := range group.Passages {
		for _, i := range group.Codes {
			if _, bears := slices.BinarySearchFunc(d.uses[i], use{transcript: p.In, span: p.Span}, use.compare); bears {
				group.Passages[at].Codes = append(group.Passages[at].Codes, i)
			}
		}
	}
}

// better puts a passage in the place of another that is less like the group, where it
// may be quoted.
func (d *draft) better(than *Passage, u use, alike float64) {
	p := Passage{In: u.transcript, Span: u.span, Alike: alike, quotable: theme.Quotable(len(u.said))}
	if than.In != nil && p.compare(*than) >= 0 || d.Quoting.MayQuote(p.In, p.Span) == coding.QuoteNo {
		return
	}
	*than = p
}

// compare puts passages that are as long as a quotation before others, then the one that is
// more like its group; of equals the one that comes first in the study.
func (p Passage) compare(o Passage) int {
	if p.quotable != o.quotable {
		if p.quotable {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(o.Alike, p.Alike), cmp.Compare(p.In.ID, o.In.ID), cmp.Compare(p.Span.Start, o.Span.Start), cmp.Compare(p.Span.End, o.Span.End))
}
