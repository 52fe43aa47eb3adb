package agreement

import (
	"fmt"
	"slices"
)

// SetRow is units on which each coder put the same set of codes: the numbers of
// the codes, sorted, each once; none when they put none.
type SetRow struct {
	Sets  [][]int // of each coder who judged the unit; of fewer than two it says nothing
	Group int
	N     int
}

// SetDistance is how far two sets of codes are apart, from 0 to 1.
type SetDistance func(a, b []int) float64

// Jaccard is 1 less the share of the codes of either set that both hold (Jaccard,
// The distribution of the flora in the alpine zone, New Phytologist 11, 1912,
// 37-50). Two empty sets are 0 apart.
func Jaccard(a, b []int) float64 {
	both, either := shared(a, b)
	if either == 0 {
		return 0
	}
	return float64(either-both) / float64(either)
}

// MASI weighs the likeness of Jaccard by how the sets stand to one another: 1 when
// they are equal, 2/3 when one holds the other, 1/3 when they share something, and
// 0 otherwise (Passonneau, Measuring agreement on set-valued items for semantic and
// pragmatic annotation, LREC 2006).
func MASI(a, b []int) float64 {
	both, either := shared(a, b)
	if either == 0 {
		return 0
	}
	thirds := 0
	switch {
	case both == either:
		thirds = 3
	case both == 0:
	case both == len(a) || both == len(b):
		thirds = 2
	default:
		thirds = 1
	}
	return float64(3*either-thirds*both) / float64(3*either)
}

// shared returns how many codes two sorted sets share, and how many they have
// together.
func shared(a, b []int) (both, either int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			both++
			i++
			j++
		}
	}
	return both, len(a) + len(b) - both
}

// Sets is what coders said of units when each may put several codes on one.
type Sets struct {
	coders int
	known  [][]int // the different sets
	units  [][]setUnits
}

// setUnits is units of one group with the same sets.
type setUnits struct {
	sets []int // numbers of sets, of those who judged the unit
	n    int
}

// NewSets returns the sets that rows of as many coders hold.
func NewSets(coders int, rows []SetRow) *Sets {
	s := &Sets{coders: coders}
	number := map[string]int{}
	for _, row := range rows {
		if len(row.Sets) < 2 {
			row.Sets = nil // its group stays
		}
		u := setUnits{n: row.N}
		for _, set := range row.Sets {
			key := make([]byte, 0, 4*len(set))
			for _, c := range set {
				key = append(key, byte(c), byte(c>>8), byte(c>>16), byte(c>>24))
			}
			at, there := number[string(key)]
			if !there {
				at = len(s.known)
				number[string(key)] = at
				s.known = append(s.known, slices.Clone(set))
			}
			u.sets = append(u.sets, at)
		}
		for len(s.units) <= row.Group {
			s.units = append(s.units, nil)
		}
		s.units[row.Group] = append(s.units[row.Group], u)
	}
	return s
}

// Each set is compared with each, which is bounded: up to fewSets of them distances are
// kept, and beyond mostPairs of comparisons there is no figure.
const (
	fewSets   = 2_000
	mostPairs = 400_000_000
)

// Alpha returns Krippendorff's alpha of sets (see [Coefficients]), for a distance
// of sets. It is undefined where there are more different sets than can be compared.
func (s *Sets) Alpha(d SetDistance) Statistic {
	between := func(a, b int) float64 { return d(s.known[a], s.known[b]) }
	if len(s.known) <= fewSets {
		kept := make([][]float64, len(s.known))
		for i := range kept {
			kept[i] = make([]float64, i+1)
			for j := range i {
				kept[i][j] = between(i, j)
			}
		}
		between = func(a, b int) float64 { return kept[max(a, b)][min(a, b)] }
	}
	values, observed := make([]float64, len(s.units)), make([]float64, len(s.units)) // by group
	counts := make([][]share, len(s.units))                                          // of sets, by group
	for g, units := range s.units {
		byKind := map[int]int{}
		for _, u := range units {
			values[g] += float64(u.n * len(u.sets))
			// Each unit counts by the values it has (Krippendorff 2004, missing data);
			// where none is missing that is once.
			weight := 2 * float64(u.n*(s.coders-1)) / float64(max(len(u.sets)-1, 1))
			for i, a := range u.sets {
				byKind[a] += u.n
				for _, b := range u.sets[:i] {
					observed[g] += weight * between(a, b)
				}
			}
		}
		for at, n := range byKind {
			counts[g] = append(counts[g], share{at, n})
		}
		slices.SortFunc(counts[g], func(a, b share) int { return a.what - b.what })
	}
	pairs, expected := len(s.known), bySets
	if len(s.units) < len(s.known) {
		pairs, expected = 0, byGroups
		for _, sets := range counts {
			pairs += len(sets)
		}
	}
	if pairs*pairs > mostPairs {
		err := fmt.Errorf("there are %d different sets of codes, too many to compare each with each; choose codes with --code, or transcripts", len(s.known))
		return func(Weights) (float64, error) { return 0, err }
	}
	chance := expected(len(s.known), counts, between)
	return func(w Weights) (float64, error) {
		if s.coders < 2 {
			return 0, ErrOneCoder
		}
		n, sum := 0., 0.
		for g := range values {
			times := float64(w.of(g))
			n += times * values[g]
			sum += times * observed[g]
		}
		return corrected(fraction{sum, n * float64(s.coders-1)}, fraction{chance(w), n * (n - 1)})
	}
}

// bySets sums the distances of all values to all others over the different sets.
func bySets(sets int, counts [][]share, between func(a, b int) float64) func(Weights) float64 {
	n := make([]float64, sets)
	return func(w Weights) float64 {
		clear(n)
		for g, sets := range counts {
			times := w.of(g)
			for _, c := range sets {
				n[c.what] += float64(times * c.n)
			}
		}
		sum := 0.
		for i, a := range n {
			if a == 0 {
				continue
			}
			for j, b := range n[:i] {
				if b == 0 {
					continue
				}
				sum += 2 * a * b * between(i, j)
			}
		}
		return sum
	}
}

// byGroups does the same over groups, for which the distances between their values
// were summed before: there are fewer of them than of sets.
func byGroups(_ int, counts [][]share, between func(a, b int) float64) func(Weights) float64 {
	sums := make([][]float64, len(counts))
	for g := range counts {
		sums[g] = make([]float64, g+1)
		for h := range g + 1 {
			for _, a := range counts[g] {
				for _, b := range counts[h] {
					sums[g][h] += float64(a.n*b.n) * between(a.what, b.what)
				}
			}
		}
	}
	return func(w Weights) float64 {
		sum := 0.
		for g := range sums {
			times := float64(w.of(g))
			if times == 0 {
				continue
			}
			for h, s := range sums[g][:g] {
				sum += 2 * times * float64(w.of(h)) * s
			}
			sum += times * times * sums[g][g]
		}
		return sum
	}
}
