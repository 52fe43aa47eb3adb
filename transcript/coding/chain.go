package coding

import (
	"math"
	"slices"

	"grounded/transcript"
)

// passage is what some codings stand on, and where it may stand now.
type passage struct {
	was     transcript.Span
	codings []int
	places  []candidate // one when decided, in order
}

// bySearch places codings by their words, their context and their order.
func (a *anchorer) bySearch(lost []int) {
	if len(lost) == 0 {
		return
	}
	passages := a.passages(lost)
	var s *seeker
	for i := range passages {
		p := &passages[i]
		c := &a.cs[p.codings[0]]
		if stands(a.now.Body, c.Span, c) {
			p.places = []candidate{{now: c.Span, same: true, complete: true}}
			continue
		}
		if s == nil {
			s = newSeeker(a.now, a.words(), a.lexicon, a.count)
		}
		p.places = s.seek(c)
	}
	partRivals(passages)
	decide(passages)
	a.placeAll(passages)
}

// byInsertion places codings whose words were taken out of the text, if they
// stand, unchanged and once, in what was put in: in a paragraph that was moved.
// What stands there must come from where the passage was as well, when it is
// looked for in turn among what was taken out.
func (a *anchorer) byInsertion(gone []int, al *alignment) {
	if len(gone) == 0 {
		return
	}
	before := newSeeker(a.old, al.a, a.lexicon, a.count)
	after := newSeeker(a.now, a.words(), a.lexicon, a.count)
	before.taken, after.taken = al.taken()
	passages := a.passages(gone)
	for i := range passages {
		p := &passages[i]
		places := after.seek(&a.cs[p.codings[0]])
		if len(places) != 1 || !places[0].same {
			continue
		}
		var found Coding
		found.stand(a.now, places[0].now)
		if from := before.seek(&found); len(from) == 1 && from[0].now == p.was {
			p.places = places
		}
	}
	partRivals(passages)
	a.placeAll(passages)
}

func (a *anchorer) placeAll(passages []passage) {
	for _, p := range passages {
		if len(p.places) != 1 {
			continue
		}
		for _, i := range p.codings {
			a.place(i, p.places[0].now, p.places[0].same)
		}
	}
}

// passages gathers the codings that stand on the same words at the same place,
// so that they share one fate, in the order of their places.
func (a *anchorer) passages(lost []int) []passage {
	type key struct {
		span                  transcript.Span
		quote, prefix, suffix string
	}
	at := map[key]int{}
	var out []passage
	for _, i := range lost {
		c := &a.cs[i]
		k := key{c.Span, c.Quote, c.Prefix, c.Suffix}
		n, seen := at[k]
		if !seen {
			n = len(out)
			at[k] = n
			out = append(out, passage{was: c.Span})
		}
		out[n].codings = append(out[n].codings, i)
	}
	slices.SortStableFunc(out, func(p, q passage) int { return byPlace(p.was, q.was) })
	return out
}

// partRivals takes a place from the passages that have it as their only one if
// they stood at several places: from all but the one whose context stands
// unchanged, and from all when that is none or more than one.
func partRivals(passages []passage) {
	claims := map[transcript.Span][]int{}
	for i, p := range passages {
		if len(p.places) == 1 {
			claims[p.places[0].now] = append(claims[p.places[0].now], i)
		}
	}
	for _, claimants := range claims {
		complete := 0
		for _, i := range claimants {
			if passages[i].places[0].complete {
				complete++
			}
		}
		for _, i := range claimants {
			if len(claimants) > 1 && (complete != 1 || !passages[i].places[0].complete) {
				passages[i].places = nil
			}
		}
	}
}

// decide leaves each passage one place or none. Passages in order whose words
// stand at one place each are a chain; a longest one whose places are in order
// as well is believed. A passage out of that order keeps its place only if all
// its context stands there, and a corrected one only between its neighbours in
// the chain. Of several places of a passage those between its neighbours count.
func decide(passages []passage) {
	var decided, starts []int
	for i, p := range passages {
		if len(p.places) == 1 && p.places[0].same {
			decided = append(decided, i)
			// Passages in the same order that now start together are in order, so
			// ties are made to increase.
			starts = append(starts, p.places[0].now.Start*(len(passages)+1)+len(decided))
		}
	}
	chained := make([]bool, len(passages))
	for _, n := range longestChain(starts) {
		chained[decided[n]] = true
	}
	for _, i := range decided {
		if !chained[i] && !passages[i].places[0].complete {
			passages[i].places = nil
		}
	}
	low := 0
	for i := 0; i < len(passages); {
		if chained[i] {
			low = passages[i].places[0].now.Start
			i++
			continue
		}
		end := i
		for end < len(passages) && !chained[end] {
			end++
		}
		high := math.MaxInt
		if end < len(passages) {
			high = passages[end].places[0].now.Start
		}
		settle(passages[i:end], low, high)
		i = end
	}
}

// settle decides the passages between two members of the chain. Those of equal
// words and context are decided together, in order, when they have as many
// places there as there are of them.
func settle(between []passage, low, high int) {
	outside := func(c candidate) bool { return c.now.Start < low || c.now.Start > high }
	for i := range between {
		all := between[i].places
		if len(all) == 1 && !all[0].same && outside(all[0]) {
			between[i].places = nil
		}
		if len(all) < 2 {
			continue
		}
		var twins []*passage
		for k := i; k < len(between); k++ {
			if slices.EqualFunc(between[k].places, all, func(a, b candidate) bool { return a.now == b.now }) {
				twins = append(twins, &between[k])
			}
		}
		within := slices.DeleteFunc(slices.Clone(all), outside)
		for n, t := range twins {
			t.places = nil
			if len(within) == len(twins) {
				t.places = within[n : n+1]
			}
		}
	}
}
