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
	times []int   // how often each leaf occurs in the turn
}

// wanted says which terms of the plan a word is, 0 for none, and which leaves it is like.
type wanted struct {
	plain, stem int
	like        []int
}

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
		if l.like != nil {
			m.sought[i] = []int{0} // one word, whichever
			continue
		}
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

// match is a stretch of a turn that meets the plan.
type match struct {
	source, turn int
	span         transcript.Span
	counts       []int // how often each leaf occurs, 0 when it is not a ground
	marks        []transcript.Span
}

// turn looks for the plan in the units of a turn. Afterwards p.times says how often each
// leaf occurs in the turn, whether or not it meets the plan.
func (p *page) turn(turn int, unit Unit) []match {
	p.read(p.t, turn)
	p.look()
	for i := range p.times {
		p.times[i] = len(p.at[i])
	}
	whole := p.t.TurnSpan(turn)
	if unit == Turn {
		return p.unit(nil, turn, whole)
	}
	var out []match
	words := p.words
	for _, span := range unitsOf(p.t, turn, unit) {
		first, _ := slices.BinarySearchFunc(words, span.Start, func(w said, at int) int { return cmp.Compare(w.span.Start, at) })
		end, _ := slices.BinarySearchFunc(words, span.End, func(w said, at int) int { return cmp.Compare(w.span.Start, at) })
		p.words = words[first:end]
		p.look()
		out = p.unit(out, turn, span)
	}
	p.words = words
	return out
}

// unit adds what the words that were read last meet of the plan.
func (p *page) unit(out []match, turn int, span transcript.Span) []match {
	a, ok := p.meets(p.plan.root, []transcript.Span{span})
	if !ok {
		return out
	}
	found := match{turn: turn, span: span, counts: make([]int, len(p.sought))}
	slices.SortFunc(a.said, func(a, b occurrence) int { return cmp.Or(a.leaf-b.leaf, a.at-b.at) })
	for _, o := range slices.Compact(a.said) {
		found.counts[o.leaf]++
		found.marks = p.mark(found.marks, p.words[o.at:o.at+len(p.sought[o.leaf])])
	}
	for _, s := range a.spans {
		found.marks = append(found.marks, p.inParagraphs(s)...)
	}
	found.marks = merge(found.marks)
	return append(out, found)
}

// inParagraphs parts a span at the headers of paragraphs.
func (p *page) inParagraphs(s transcript.Span) []transcript.Span {
	var out []transcript.Span
	of := p.t.ParagraphsOf(s)
	for _, paragraph := range p.t.Paragraphs[of.First:of.End] {
		if part := paragraph.Text.Intersect(s); !part.Empty() {
			out = append(out, part)
		}
	}
	return out
}

// unitsOf returns the paragraphs or sentences of a turn.
func unitsOf(t *transcript.Transcript, turn int, unit Unit) []transcript.Span {
	var out []transcript.Span
	r := t.Turns[turn].Paragraphs
	for _, paragraph := range t.Paragraphs[r.First:r.End] {
		if unit == Paragraph {
			out = append(out, paragraph.Text)
			continue
		}
		for s := range transcript.Sentences(t.Text(paragraph.Text)) {
			out = append(out, transcript.Span{Start: paragraph.Text.Start + s.Start, End: paragraph.Text.Start + s.End})
		}
	}
	return out
}

// look finds the leaves in the words that were read last.
func (m *matcher) look() {
	for i, terms := range m.sought {
		if m.plan.leaves[i].like != nil {
			m.at[i] = m.findLike(m.at[i][:0], i)
		} else {
			m.at[i] = m.find(m.at[i][:0], terms, m.plan.leaves[i].exact)
		}
	}
}

// occurrences returns where a leaf stands within merged spans.
func (m *matcher) occurrences(leaf leafNode, scope []transcript.Span) []occurrence {
	var out []occurrence
	for _, at := range m.at[leaf] {
		o := occurrence{int(leaf), at}
		if holds(scope, m.span(o)) {
			out = append(out, o)
		}
	}
	return out
}

// span is from the first word of an occurrence to its last.
func (m *matcher) span(o occurrence) transcript.Span {
	return transcript.Span{Start: m.words[o.at].span.Start, End: m.words[o.at+len(m.sought[o.leaf])-1].span.End}
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
		for i, l := range m.plan.leaves {
			if l.like != nil && l.like(f.plain) {
				w.like = append(w.like, i)
			}
		}
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

// findLike appends to at which of m.words are like a leaf.
func (m *matcher) findLike(at []int, leaf int) []int {
	for i, w := range m.words {
		if slices.Contains(w.like, leaf) {
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
