package agreement

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Segment is a stretch of a continuum that one coder put a code on, half-open:
// [Start, End).
type Segment struct {
	Coder      int
	Category   int
	Start, End int
}

// Continuum is what coders were given to mark, such as the characters of a
// transcript. It is what is drawn in the bootstrap.
type Continuum struct {
	Length   int
	Segments []Segment
}

// Spans is where coders marked what on continua.
type Spans struct {
	coders     int
	categories int
	groups     []measured
	segments   [][]Segment // by group, as given, sorted, each once
	overlap    error       // where one coder's segments of different codes overlap
}

// NewSpans returns spans, or an error for the first segment that is empty, lies
// outside its continuum, or is of a coder or category that is not there. Segments
// of one coder and code that overlap are one for the coefficients of length; those
// that only touch are two, which makes another figure than one would.
func NewSpans(coders, categories int, groups []Continuum) (*Spans, error) {
	s := &Spans{coders: coders, categories: categories}
	for i, g := range groups {
		for _, seg := range g.Segments {
			switch {
			case seg.Coder < 0 || seg.Coder >= coders || seg.Category < 0 || seg.Category >= categories:
				return nil, fmt.Errorf("text %d: the passage from %d to %d is of coder %d and code %d, and there are %d and %d", i+1, seg.Start, seg.End, seg.Coder+1, seg.Category+1, coders, categories)
			case seg.Start >= seg.End:
				return nil, fmt.Errorf("text %d: the passage from %d to %d holds nothing", i+1, seg.Start, seg.End)
			case seg.Start < 0 || seg.End > g.Length:
				return nil, fmt.Errorf("text %d: the passage from %d to %d lies outside the text, which is %d long", i+1, seg.Start, seg.End, g.Length)
			}
		}
		sorted := slices.Clone(g.Segments)
		slices.SortFunc(sorted, func(a, b Segment) int {
			return cmp.Or(a.Coder-b.Coder, a.Category-b.Category, a.Start-b.Start, a.End-b.End)
		})
		sorted = slices.Compact(sorted)
		s.segments = append(s.segments, sorted)
		merged := merge(sorted)
		if s.overlap == nil {
			s.overlap = overlapping(i, merged)
		}
	}
	for i, g := range groups {
		merged := merge(s.segments[i])
		if s.overlap != nil {
			for j := range merged {
				merged[j].Category = 0
			}
			slices.SortFunc(merged, func(a, b Segment) int { return cmp.Or(a.Coder-b.Coder, a.Start-b.Start, a.End-b.End) })
			merged = merge(merged)
		}
		s.groups = append(s.groups, s.measure(g.Length, merged))
	}
	return s, nil
}

// ErrOverlap reports that a coefficient which takes each stretch for one code
// cannot be had.
var ErrOverlap = errors.New("codes of one coder overlap")

// Overlap is an ErrOverlap with the first place where it is so.
type Overlap struct {
	Coder int // from 0
	Text  int // the continuum, from 0
	At    int // where the second of two segments begins
}

// Error says which passages of which coder overlap.
func (o *Overlap) Error() string {
	return fmt.Sprintf("%v: two of coder %d at %d of text %d, and this coefficient takes a stretch for one code", ErrOverlap, o.Coder+1, o.At, o.Text+1)
}

// Unwrap returns [ErrOverlap], which all of them are.
func (o *Overlap) Unwrap() error { return ErrOverlap }

// overlapping returns where segments of one coder first overlap, merged ones.
func overlapping(text int, merged []Segment) error {
	byPlace := slices.SortedFunc(slices.Values(merged), func(a, b Segment) int { return cmp.Or(a.Coder-b.Coder, a.Start-b.Start) })
	for i := 1; i < len(byPlace); i++ {
		if a, b := byPlace[i-1], byPlace[i]; a.Coder == b.Coder && b.Start < a.End {
			return &Overlap{Coder: a.Coder, Text: text, At: b.Start}
		}
	}
	return nil
}

// merge joins segments of one coder and category that overlap, which are sorted by
// coder, category and place.
func merge(segments []Segment) []Segment {
	var out []Segment
	for _, s := range segments {
		if n := len(out); n > 0 && out[n-1].Coder == s.Coder && out[n-1].Category == s.Category && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// measured is what the u-alpha family takes from one continuum, all of it sums
// that add up over continua. Lengths that coders are paired on are multiplied by
// the number of others a coder is paired with, which keeps them whole.
type measured struct {
	length  float64 // l..: of all coders together
	gaps    float64 // l_0.
	squares float64 // Q: squared lengths of segments, and plain lengths of gaps
	differ  float64 // l.. - Σ l_cc, times m-1
	touch   float64 // Σ l_0k: that one left and the other marked, times m-1
	codes   []measuredCode
}

// measuredCode is a code's part of it.
type measuredCode struct {
	category int
	length   float64 // l_c.
	paired   float64 // l*_c.: of it what others marked too, times m-1
	same     float64 // l*_cc: of that what they marked with the code, times m-1
	squares  float64 // Q*_c: squared lengths of segments that others marked too, times (m-1)²
}

// measure sweeps over one continuum, on which no two segments of a coder overlap.
func (s *Spans) measure(length int, segments []Segment) measured {
	m := measured{length: float64(length * s.coders)}
	codes := map[int]*measuredCode{}
	at := func(category int) *measuredCode {
		if codes[category] == nil {
			codes[category] = &measuredCode{category: category}
		}
		return codes[category]
	}
	var cuts []int
	segment := make([][]int, s.coders) // of each coder, by place
	for i, seg := range segments {
		l := float64(seg.End - seg.Start)
		at(seg.Category).length += l
		m.squares += l * l
		cuts = append(cuts, seg.Start, seg.End)
		segment[seg.Coder] = append(segment[seg.Coder], i)
	}
	for _, own := range segment {
		slices.SortFunc(own, func(a, b int) int { return segments[a].Start - segments[b].Start })
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	pairable := make([]float64, len(segments))
	next := make([]int, s.coders)
	here := make([]int, s.coders) // the segment each coder is in, -1 in a gap
	for i := 0; i+1 < len(cuts); i++ {
		start, l := cuts[i], float64(cuts[i+1]-cuts[i])
		marked := 0
		for c, own := range segment {
			for next[c] < len(own) && segments[own[next[c]]].End <= start {
				next[c]++
			}
			here[c] = -1
			if next[c] < len(own) && segments[own[next[c]]].Start <= start {
				here[c] = own[next[c]]
				marked++
			}
		}
		m.touch += l * float64(marked*(s.coders-marked))
		m.differ += 2 * l * float64(marked*(s.coders-marked))
		for c, a := range here {
			if a < 0 {
				continue
			}
			pairable[a] += l * float64(marked-1)
			code := at(segments[a].Category)
			code.paired += l * float64(marked-1)
			for d, b := range here {
				switch {
				case b < 0 || c == d:
				case segments[b].Category == segments[a].Category:
					code.same += l
				default:
					m.differ += l
				}
			}
		}
	}
	m.gaps = m.length
	for i, seg := range segments {
		m.gaps -= float64(seg.End - seg.Start)
		at(seg.Category).squares += pairable[i] * pairable[i]
	}
	m.squares += m.gaps
	for _, c := range codes {
		m.codes = append(m.codes, *c)
	}
	slices.SortFunc(m.codes, func(a, b measuredCode) int { return a.category - b.category })
	return m
}

// sum adds up the continua as often as weights say.
func (s *Spans) sum(w Weights) (measured, []measuredCode) {
	var all measured
	codes := make([]measuredCode, s.categories)
	for g, m := range s.groups {
		times := float64(w.of(g))
		if times == 0 {
			continue
		}
		all.length += times * m.length
		all.gaps += times * m.gaps
		all.squares += times * m.squares
		all.differ += times * m.differ
		all.touch += times * m.touch
		for _, c := range m.codes {
			sum := &codes[c.category]
			sum.length += times * c.length
			sum.paired += times * c.paired
			sum.same += times * c.same
			sum.squares += times * c.squares
		}
	}
	return all, codes
}
