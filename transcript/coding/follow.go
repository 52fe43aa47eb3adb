package coding

import (
	"sort"
	"strings"

	"grounded/transcript"
)

// follow returns where a passage of text old stands in text now, given their
// alignment, and whether its words are the same. It reports false when nothing
// sound can be said, or too little of the passage is left.
//
// The same words around one that is surely aligned are the passage. Else each
// end is followed: an end at an aligned token to that token; an end where a
// change begins or ends to where it does now; an end within a change to the
// token that corrects its own, or else inwards to the first token that is
// surely aligned. At least half of the passage's words must be left, more when
// an end was moved inwards, a corrected word counting as left when it is alike.
func (al *alignment) follow(old, now string, s transcript.Span) (to transcript.Span, same, ok bool) {
	first, end := al.touched(s)
	last := end - 1
	if first == end || al.doubted(s) {
		return transcript.Span{}, false, false
	}
	if to, ok := al.sameWords(now, old[s.Start:s.End], s, first, last); ok {
		return to, true, true
	}
	f := follower{alignment: al, old: old, now: now, first: first, last: last}
	var ok1, ok2 bool
	to.Start, ok1 = f.start(s.Start)
	to.End, ok2 = f.end(s.End)
	if !ok1 || !ok2 || to.Empty() {
		return transcript.Span{}, false, false
	}
	return to, false, f.enoughLeft(s, to)
}

// sameWords looks for the quotation around the surely aligned tokens of its
// passage, which must agree on where it begins.
func (al *alignment) sameWords(now, quote string, s transcript.Span, first, last int) (transcript.Span, bool) {
	i, k := al.after[first], al.before[last]
	if i > last || k < first {
		return transcript.Span{}, false
	}
	start := al.b[al.to[i]].Start + s.Start - al.a[i].Start
	if start != al.b[al.to[k]].Start+s.Start-al.a[k].Start {
		return transcript.Span{}, false
	}
	if start < 0 || !strings.HasPrefix(now[min(start, len(now)):], quote) {
		return transcript.Span{}, false
	}
	to := transcript.Span{Start: start, End: start + len(quote)}
	// Behind "till" in "tills" the word goes on: it was corrected.
	whole := (cuts(al.a, s.Start) || !cuts(al.b, to.Start)) && (cuts(al.a, s.End) || !cuts(al.b, to.End))
	return to, whole
}

// cuts reports whether an offset falls within a token.
func cuts(tokens []token, at int) bool {
	i := sort.Search(len(tokens), func(i int) bool { return tokens[i].End > at })
	return i < len(tokens) && tokens[i].Start < at
}

// follower follows the ends of the passage that touches the tokens of a from
// first to last.
type follower struct {
	*alignment
	old, now    string
	first, last int
	shrunk      bool // an end was moved inwards
}

// start returns where a passage that began at an offset begins now.
func (f *follower) start(at int) (int, bool) {
	i := f.first
	if f.sure(i) {
		return f.b[f.to[i]].Start + max(0, at-f.a[i].Start), true
	}
	before, after := f.before[i], f.after[i]
	switch {
	case f.bounded(before, after) && before == i-1 && f.filled(before, after):
		return f.b[f.changeStart(before)].Start, true
	case f.corrected(i):
		return f.b[f.like[i]].Start, true
	case after <= f.last:
		f.shrunk = true
		return f.b[f.to[after]].Start, true
	}
	return 0, false
}

// end returns where a passage that ended at an offset ends now.
func (f *follower) end(at int) (int, bool) {
	i := f.last
	if f.sure(i) {
		return f.b[f.to[i]].End - max(0, f.a[i].End-at), true
	}
	before, after := f.before[i], f.after[i]
	switch {
	case f.bounded(before, after) && after == i+1 && f.filled(before, after):
		return f.b[f.changeEnd(after)-1].End, true
	case f.corrected(i):
		return f.b[f.like[i]].End, true
	case before >= f.first:
		f.shrunk = true
		return f.b[f.to[before]].End, true
	}
	return 0, false
}

// bounded reports whether both sides of a change are known: a sure token, or
// the end of a text that begins and ends with what is compared.
func (f *follower) bounded(before, after int) bool {
	return (before >= 0 || !f.openA) && (after < len(f.a) || !f.openB)
}

// filled reports whether anything stands where a change was.
func (f *follower) filled(before, after int) bool {
	return f.changeStart(before) < f.changeEnd(after)
}

// changeStart and changeEnd return the tokens of b between which a change lies.
func (f *follower) changeStart(before int) int {
	if before < 0 {
		return 0
	}
	return f.to[before] + 1
}

func (f *follower) changeEnd(after int) int {
	if after == len(f.a) {
		return len(f.b)
	}
	return f.to[after]
}

// corrected reports whether a token has one that is alike in its place.
func (f *follower) corrected(i int) bool {
	j := f.like[i]
	return j >= 0 && alike(f.old[f.a[i].Start:f.a[i].End], f.now[f.b[j].Start:f.b[j].End])
}

// enoughLeft reports whether what became of s is still the passage: see follow.
func (f *follower) enoughLeft(s, to transcript.Span) bool {
	words, left := 0, 0
	for i := f.first; i <= f.last; i++ {
		if !f.a[i].word {
			continue
		}
		words++
		j := f.to[i]
		if j < 0 && f.corrected(i) {
			j = f.like[i]
		}
		if j >= 0 && to.Holds(f.b[j].Span) {
			left++
		}
	}
	if 2*left > words || 2*left == words && words > 0 && !f.shrunk {
		return true
	}
	return !f.shrunk && alike(f.old[s.Start:s.End], f.now[to.Start:to.End])
}

// doubted reports whether nobody can say which of several like it a passage is:
// none of its tokens is surely aligned, and one is in doubt.
func (al *alignment) doubted(s transcript.Span) bool {
	doubt := false
	first, end := al.touched(s)
	for i := first; i < end; i++ {
		if al.sure(i) {
			return false
		}
		doubt = doubt || al.doubt[i]
	}
	return doubt
}

// taken returns which tokens of a and of b are aligned.
func (al *alignment) taken() (a, b []bool) {
	a, b = make([]bool, len(al.a)), make([]bool, len(al.b))
	for i, j := range al.to {
		if j >= 0 {
			a[i], b[j] = true, true
		}
	}
	return a, b
}

// longestFree returns the length of the longest run of tokens not taken.
func longestFree(taken []bool) int {
	longest, n := 0, 0
	for _, t := range taken {
		n++
		if t {
			n = 0
		}
		longest = max(longest, n)
	}
	return longest
}

// touched returns the first token of a that a passage touches, and the one
// behind the last.
func (al *alignment) touched(s transcript.Span) (first, end int) {
	first = sort.Search(len(al.a), func(i int) bool { return al.a[i].End > s.Start })
	end = sort.Search(len(al.a), func(i int) bool { return al.a[i].Start >= s.End })
	return first, max(first, end)
}
