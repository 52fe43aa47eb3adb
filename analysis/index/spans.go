package index

import (
	"cmp"
	"slices"

	"grounded/transcript"
)

// byPlace orders spans by where they begin, the shorter first.
func byPlace(a, b transcript.Span) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

// merge sorts spans and joins those that overlap or touch.
func merge(spans []transcript.Span) []transcript.Span {
	spans = slices.SortedFunc(slices.Values(spans), byPlace)
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

// within returns the pieces of spans that lie in others, which are merged: each span by
// itself, in order, each piece once.
func within(spans, others []transcript.Span) []transcript.Span {
	var out []transcript.Span
	for _, s := range spans {
		for _, o := range others[from(others, s):] {
			if o.Start >= s.End {
				break
			}
			if piece := s.Intersect(o); !piece.Empty() {
				out = append(out, piece)
			}
		}
	}
	slices.SortFunc(out, byPlace)
	return slices.Compact(out)
}

// Without returns the pieces of spans that lie in none of some passages, by place.
func Without(spans, passages []transcript.Span) []transcript.Span {
	return without(spans, merge(passages))
}

// Within returns the pieces of spans that lie in some passages.
func Within(spans, passages []transcript.Span) []transcript.Span {
	return within(spans, merge(passages))
}

// without returns the pieces of spans that lie in none of others, which are merged.
func without(spans, others []transcript.Span) []transcript.Span {
	var out []transcript.Span
	for _, s := range spans {
		at := s.Start
		for _, o := range others[from(others, s):] {
			if o.Start >= s.End {
				break
			}
			if at < o.Start {
				out = append(out, transcript.Span{Start: at, End: o.Start})
			}
			at = max(at, o.End)
		}
		if at < s.End {
			out = append(out, transcript.Span{Start: at, End: s.End})
		}
	}
	slices.SortFunc(out, byPlace)
	return slices.Compact(out)
}

// from returns the first of merged spans that ends behind the beginning of s.
func from(merged []transcript.Span, s transcript.Span) int {
	i, _ := slices.BinarySearchFunc(merged, s.Start, func(o transcript.Span, at int) int {
		if o.End > at {
			return 1
		}
		return -1
	})
	return i
}

// holds reports whether a span lies in one of merged spans.
func holds(merged []transcript.Span, s transcript.Span) bool {
	i := from(merged, s)
	return i < len(merged) && merged[i].Holds(s)
}
