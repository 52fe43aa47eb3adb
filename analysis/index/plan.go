package index

import (
	"math"

	"grounded/analysis/index/query"
	"grounded/transcript"
)

// plan is a query with its words and phrases numbered.
type plan struct {
	root   query.Node
	leaves []leaf
	number map[query.Node]int // of words and phrases, into leaves
}

// leaf is a word or a phrase of a query.
type leaf struct {
	text  []string // its words as they were typed
	exact bool     // whether they are compared as they are written
	asked bool     // whether it stands somewhere outside of every negation
}

func newPlan(q query.Query) plan {
	p := plan{root: q.Root, number: map[query.Node]int{}}
	p.add(q.Root, true)
	return p
}

func (p *plan) add(n query.Node, asked bool) {
	var text string
	var exact bool
	switch n := n.(type) {
	case query.And:
		for _, part := range n.Parts {
			p.add(part, asked)
		}
		return
	case query.Or:
		for _, part := range n.Parts {
			p.add(part, asked)
		}
		return
	case query.Not:
		p.add(n.Part, false)
		return
	case query.Word:
		text = n.Text
	case query.Phrase:
		text, exact = n.Text, true
	}
	i, known := p.number[n]
	if !known {
		i = len(p.leaves)
		p.number[n] = i
		l := leaf{exact: exact}
		for w := range transcript.Words(text) {
			l.text = append(l.text, text[w.Start:w.End])
		}
		p.leaves = append(p.leaves, l)
	}
	p.leaves[i].asked = p.leaves[i].asked || asked
}

// terms returns the words of a leaf as they are compared in a language.
func (l leaf) terms(lex *lexicon) []string {
	out := make([]string, len(l.text))
	for i, w := range l.text {
		f := lex.form(w)
		out[i] = f.stem
		if l.exact {
			out[i] = f.plain
		}
	}
	return out
}

// meets reports whether a turn meets n, where times says how often each leaf
// occurs in it.
func (p plan) meets(n query.Node, times []int) bool {
	switch n := n.(type) {
	case query.And:
		for _, part := range n.Parts {
			if !p.meets(part, times) {
				return false
			}
		}
		return true
	case query.Or:
		for _, part := range n.Parts {
			if p.meets(part, times) {
				return true
			}
		}
		return false
	case query.Not:
		return !p.meets(n.Part, times)
	}
	return times[p.number[n]] > 0
}

// grounds sets in counts how often the turn says each leaf on account of which
// it meets n. It must meet n.
func (p plan) grounds(n query.Node, times, counts []int) {
	switch n := n.(type) {
	case query.And:
		for _, part := range n.Parts {
			p.grounds(part, times, counts)
		}
	case query.Or:
		for _, part := range n.Parts {
			if p.meets(part, times) {
				p.grounds(part, times, counts)
			}
		}
	case query.Word, query.Phrase:
		i := p.number[n]
		counts[i] = times[i]
	}
}

// score weighs how often a turn says each leaf by how few of the turns do:
// the sum over leaves of (1 + ln count) · ln(1 + turns/holding), the logarithmic
// form of tf-idf (Manning, Raghavan and Schütze, Introduction to Information
// Retrieval, 2008, section 6.4.1), with 1 + so that a word of every turn weighs
// something.
func score(counts, holding []int, turns int) float64 {
	var sum float64
	for i, n := range counts {
		if n > 0 {
			sum += (1 + math.Log(float64(n))) * math.Log(1+float64(turns)/float64(holding[i]))
		}
	}
	return sum
}
