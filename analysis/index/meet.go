package index

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"grounded/analysis/index/query"
	"grounded/transcript"
)

// page is a transcript in which a plan is looked for.
type page struct {
	*matcher
	t        *transcript.Transcript
	passages map[*fieldNode][]transcript.Span
	starts   []int // where the words of the transcript begin, once they are counted
	counted  bool
}

// occurrence is where a leaf stands in the words of a unit.
type occurrence struct{ leaf, at int }

// answer is on account of what a unit meets a plan.
type answer struct {
	said  []occurrence
	spans []transcript.Span // of fields
}

func (a *answer) take(b answer) {
	a.said = append(a.said, b.said...)
	a.spans = append(a.spans, b.spans...)
}

// meets looks for n within some merged spans of the unit whose words were read last.
func (p *page) meets(n node, scope []transcript.Span) (answer, bool) {
	if ofFields(n) {
		spans := p.spoken(within(p.region(n), scope))
		return answer{spans: spans}, len(spans) > 0
	}
	switch n := n.(type) {
	case leafNode:
		found := p.occurrences(n, scope)
		return answer{said: found}, len(found) > 0
	case *allNode:
		return p.meetsAll(n.parts, scope)
	case *anyNode:
		var out answer
		met := false
		for _, part := range n.parts {
			if a, ok := p.meets(part, scope); ok {
				out.take(a)
				met = true
			}
		}
		return out, met
	case *notNode:
		_, met := p.meets(n.part, scope)
		return answer{}, !met
	case *besideNode:
		return p.meetsBeside(n, scope)
	}
	return answer{}, false
}

// meetsAll narrows the scope to what the fields mean, and looks for all else in it.
func (p *page) meetsAll(parts []node, scope []transcript.Span) (answer, bool) {
	var out answer
	narrowed := false
	for _, part := range parts {
		if not, ok := part.(*notNode); ok && ofFields(not.part) {
			scope = without(scope, merge(p.region(not.part)))
		} else if ofFields(part) {
			scope = within(scope, merge(p.region(part)))
			narrowed = true
		}
	}
	if narrowed {
		scope = merge(p.spoken(scope))
	}
	if len(scope) == 0 {
		return out, false
	}
	for _, part := range parts {
		if not, ok := part.(*notNode); ofFields(part) || ok && ofFields(not.part) {
			continue
		}
		a, ok := p.meets(part, scope)
		if !ok {
			return answer{}, false
		}
		out.take(a)
	}
	if len(out.said) == 0 && narrowed {
		out.spans = append(out.spans, scope...)
	}
	return out, true
}

// meetsBeside looks for two things of which one at least is said in the unit.
func (p *page) meetsBeside(n *besideNode, scope []transcript.Span) (answer, bool) {
	sides := [2][]occurrence{}
	spans := [2][]transcript.Span{}
	for i, side := range []node{n.left, n.right} {
		if ofFields(side) {
			spans[i] = p.region(side)
			continue
		}
		a, _ := p.meets(side, scope)
		sides[i] = a.said
		for _, o := range a.said {
			spans[i] = append(spans[i], p.span(o))
		}
	}
	met := [2]map[int]bool{{}, {}}
	for i, a := range spans[0] {
		for j, b := range spans[1] {
			if sides[0] != nil && sides[1] != nil && a == b {
				continue // a word is not beside itself
			}
			if p.stands(n, a, b) {
				met[0][i], met[1][j] = true, true
			}
		}
	}
	var out answer
	for i, said := range sides {
		for j, o := range said {
			if met[i][j] {
				out.said = append(out.said, o)
			}
		}
	}
	return out, len(out.said) > 0
}

// stands reports whether a stands to b as n says.
func (p *page) stands(n *besideNode, a, b transcript.Span) bool {
	if n.how == query.In {
		return b.Holds(a)
	}
	apart := 0
	switch {
	case a.End <= b.Start:
		apart = p.between(a.End, b.Start)
	case n.how == query.Before:
		return false
	case b.End <= a.Start:
		apart = p.between(b.End, a.Start)
	}
	return n.within < 0 || apart <= n.within
}

// between returns how many words of the transcript begin in [from, to).
func (p *page) between(from, to int) int {
	if !p.counted {
		p.counted = true
		for _, paragraph := range p.t.Paragraphs {
			for w := range transcript.Words(p.t.Text(paragraph.Text)) {
				p.starts = append(p.starts, paragraph.Text.Start+w.Start)
			}
		}
	}
	first, _ := slices.BinarySearch(p.starts, from)
	end, _ := slices.BinarySearch(p.starts, to)
	return end - first
}

// region returns the passages that a part of fields alone means, in order.
func (p *page) region(n node) []transcript.Span {
	switch n := n.(type) {
	case *fieldNode:
		spans, known := p.passages[n]
		if !known {
			spans = n.passages(p.t)
			if p.passages == nil {
				p.passages = map[*fieldNode][]transcript.Span{}
			}
			p.passages[n] = spans
		}
		return spans
	case *anyNode:
		var out []transcript.Span
		for _, part := range n.parts {
			out = append(out, p.region(part)...)
		}
		slices.SortFunc(out, byPlace)
		return slices.Compact(out)
	case *allNode:
		var out []transcript.Span
		first := true
		for _, part := range n.parts {
			if _, ok := part.(*notNode); ok {
				continue
			}
			if first {
				out, first = p.region(part), false
				continue
			}
			out = within(out, merge(p.region(part)))
		}
		for _, part := range n.parts {
			if not, ok := part.(*notNode); ok {
				out = without(out, merge(p.region(not.part)))
			}
		}
		return p.spoken(out)
	case *notNode:
		return p.spoken(without([]transcript.Span{{End: len(p.t.Body)}}, merge(p.region(n.part))))
	case *besideNode:
		return p.regionBeside(n)
	}
	return nil
}

// regionBeside returns the passages that stand to each other as n says: of IN those
// that lie within others, else both.
func (p *page) regionBeside(n *besideNode) []transcript.Span {
	left, right := p.region(n.left), p.region(n.right)
	keep := [2][]bool{make([]bool, len(left)), make([]bool, len(right))}
	for i, a := range left {
		for j, b := range right {
			if p.stands(n, a, b) {
				keep[0][i], keep[1][j] = true, n.how != query.In
			}
		}
	}
	var out []transcript.Span
	for side, spans := range [][]transcript.Span{left, right} {
		for i, s := range spans {
			if keep[side][i] {
				out = append(out, s)
			}
		}
	}
	slices.SortFunc(out, byPlace)
	return slices.Compact(out)
}

// spoken returns spans without the white space at their ends, without the marks that a
// cut left at their beginnings, and without those in which nothing is said.
func (p *page) spoken(spans []transcript.Span) []transcript.Span {
	var out []transcript.Span
	for _, s := range spans {
		before, _ := utf8.DecodeLastRuneInString(p.t.Body[:s.Start])
		cut := s.Start > 0 && !unicode.IsSpace(before)
		for s.Start < s.End {
			r, n := utf8.DecodeRuneInString(p.t.Body[s.Start:s.End])
			if !unicode.IsSpace(r) && !(cut && unicode.IsPunct(r)) {
				break
			}
			s.Start += n
		}
		for s.Start < s.End {
			r, n := utf8.DecodeLastRuneInString(p.t.Body[s.Start:s.End])
			if !unicode.IsSpace(r) {
				break
			}
			s.End -= n
		}
		if p.t.CountWords(s) > 0 {
			out = append(out, s)
		}
	}
	return out
}
