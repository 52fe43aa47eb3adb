package index

import (
	"cmp"
	"slices"

	"grounded/transcript"
)

// matcher looks for the leaves of a plan in turns of one language. It is not
// safe for use by several goroutines.
type matcher struct {
	plan   plan
	lex    *lexicon
	terms  map[form]int      // a number, from 1, for each term of the plan; the other half of the form is empty
	sought [][]int           // the terms of each leaf, by number
	known  map[string]wanted // words met so far

	// Of the turn that was looked at last:
	words []said
	at    [][]int // where in words each leaf occurs
	times []int   // how often each leaf occurs
}

// wanted says which terms of the plan a word is; 0 for none.
type wanted struct{ plain, stem int }

// said is a word of a turn.
type said struct {
	wanted
	paragraph int
	span      transcript.Span // of the body
}

func newMatcher(p plan, language string) *matcher {
	m := &matcher{
		plan:   p,
		lex:    newLexicon(language),
		terms:  map[form]int{},
		sought: make([][]int, len(p.leaves)),
		known:  map[string]wanted{},
		times:  make([]int, len(p.leaves)),
		at:     make([][]int, len(p.leaves)),
	}
	for i, l := range p.leaves {
		for _, term := range l.terms(m.lex) {
			key := form{stem: term}
			if l.exact {
				key = form{plain: term}
			}
			if m.terms[key] == 0 {
				m.terms[key] = len(m.terms) + 1
			}
			m.sought[i] = append(m.sought[i], m.terms[key])
		}
	}
	return m
}

// match is a turn that meets the plan.
type match struct {
	source, turn int
	counts       []int // how often each leaf occurs, 0 when it is not a ground
	marks        []transcript.Span
}

// turn looks for the leaves in a turn. Afterwards m.times says how often each
// occurs, whether or not the turn meets the plan.
func (m *matcher) turn(t *transcript.Transcript, turn int) (match, bool) {
	m.read(t, turn)
	for i, terms := range m.sought {
		m.at[i] = m.find(m.at[i][:0], terms, m.plan.leaves[i].exact)
		m.times[i] = len(m.at[i])
	}
	if !m.plan.meets(m.plan.root, m.times) {
		return match{}, false
	}
	found := match{turn: turn, counts: make([]int, len(m.sought))}
	m.plan.grounds(m.plan.root, m.times, found.counts)
	for i, n := range found.counts {
		for _, at := range m.at[i][:n] {
			found.marks = m.mark(found.marks, m.words[at:at+len(m.sought[i])])
		}
	}
	found.marks = merge(found.marks)
	return found, true
}

// read sets m.words to what was said in a turn.
func (m *matcher) read(t *transcript.Transcript, turn int) {
	m.words = m.words[:0]
	r := t.Turns[turn].Paragraphs
	for i := r.First; i < r.End; i++ {
		base := t.Paragraphs[i].Text.Start
		text := t.Text(t.Paragraphs[i].Text)
		for w := range transcript.Words(text) {
			m.words = append(m.words, said{
				wanted:    m.want(text[w.Start:w.End]),
				paragraph: i,
				span:      transcript.Span{Start: base + w.Start, End: base + w.End},
			})
		}
	}
}

func (m *matcher) want(word string) wanted {
	w, ok := m.known[word]
	if !ok {
		f := m.lex.form(word)
		w = wanted{plain: m.terms[form{plain: f.plain}], stem: m.terms[form{stem: f.stem}]}
		m.known[word] = w
	}
	return w
}

// find appends to at where terms follow each other in m.words; occurrences may
// overlap.
func (m *matcher) find(at, terms []int, exact bool) []int {
	for i := 0; i+len(terms) <= len(m.words); i++ {
		j := 0
		for j < len(terms) {
			term := m.words[i+j].stem
			if exact {
				term = m.words[i+j].plain
			}
			if term != terms[j] {
				break
			}
			j++
		}
		if j == len(terms) {
			at = append(at, i)
		}
	}
	return at
}

// mark appends to marks the passage that words make, in each paragraph that
// they touch.
func (m *matcher) mark(marks []transcript.Span, words []said) []transcript.Span {
	for i := 0; i < len(words); {
		j := i
		for j < len(words) && words[j].paragraph == words[i].paragraph {
			j++
		}
		marks = append(marks, transcript.Span{Start: words[i].span.Start, End: words[j-1].span.End})
		i = j
	}
	return marks
}

// merge sorts spans and joins those that overlap or touch.
func merge(spans []transcript.Span) []transcript.Span {
	slices.SortFunc(spans, func(a, b transcript.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	var out []transcript.Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
		} else {
			out = append(out, s)
		}
	}
	return out
}
