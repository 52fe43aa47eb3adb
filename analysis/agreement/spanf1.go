package agreement

// Matching says when segments of two coders are one.
type Matching int

// Exact: the same ends and the same code. Overlapping: the same code, and half of
// the text that either holds in both at least. Unlabelled: as Overlapping, whatever
// the code.
const (
	Exact Matching = iota
	Overlapping
	Unlabelled
)

func (m Matching) meet(a, b Segment) bool {
	if m != Unlabelled && a.Category != b.Category {
		return false
	}
	if m == Exact {
		return a.Start == b.Start && a.End == b.End
	}
	both := min(a.End, b.End) - max(a.Start, b.Start)
	either := max(a.End, b.End) - min(a.Start, b.Start)
	return both > 0 && 2*both >= either
}

// F1 is the share of the segments of any two coders that are matched, one to one
// and as many as can be: 2M / (n_1 + n_2), of two coders the F1 score of either
// against the other, which kappa comes to when what nobody marked knows no bound
// (Hripcsak and Rothschild, Agreement, the F-measure, and reliability in
// information retrieval, JAMIA 12, 2005, 296-298). Of more coders it is the mean
// over pairs that marked anything.
func (s *Spans) F1(m Matching) Statistic {
	type counts struct{ matched, made float64 }
	pairs := make([][]counts, 0) // by pair and group
	for a := range s.coders {
		for b := range a {
			pair := make([]counts, len(s.segments))
			for g, segments := range s.segments {
				left, right := of(segments, b, m), of(segments, a, m)
				pair[g] = counts{float64(matched(left, right, m)), float64(len(left) + len(right))}
			}
			pairs = append(pairs, pair)
		}
	}
	return func(w Weights) (float64, error) {
		if s.coders < 2 {
			return 0, ErrOneCoder
		}
		sum, n := 0., 0.
		for _, pair := range pairs {
			matched, made := 0., 0.
			for g, c := range pair {
				times := float64(w.of(g))
				matched += times * c.matched
				made += times * c.made
			}
			if made > 0 {
				sum += 2 * matched / made
				n++
			}
		}
		if n == 0 {
			return 0, errNothingMarked
		}
		return sum / n, nil
	}
}

// of returns the segments of a coder; without labels, a stretch with several codes
// is one.
func of(segments []Segment, coder int, m Matching) []Segment {
	var out []Segment
	seen := map[Segment]bool{}
	for _, s := range segments {
		if s.Coder != coder {
			continue
		}
		if m == Unlabelled {
			s.Category = 0
		}
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// matched returns how many segments can be matched one to one at most: a maximum
// matching by augmenting paths.
func matched(left, right []Segment, m Matching) int {
	meets := make([][]int, len(left))
	for i, a := range left {
		for j, b := range right {
			if m.meet(a, b) {
				meets[i] = append(meets[i], j)
			}
		}
	}
	partner := make([]int, len(right))
	for j := range partner {
		partner[j] = -1
	}
	n := 0
	var tried []bool
	var augment func(int) bool
	augment = func(i int) bool {
		for _, j := range meets[i] {
			if tried[j] {
				continue
			}
			tried[j] = true
			if partner[j] < 0 || augment(partner[j]) {
				partner[j] = i
				return true
			}
		}
		return false
	}
	for i := range left {
		tried = make([]bool, len(right))
		if augment(i) {
			n++
		}
	}
	return n
}
