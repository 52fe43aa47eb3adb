package linkage

// Width is how well a thing lies in its group.
type Width struct {
	// Value is the silhouette width (Rousseeuw, Silhouettes: a graphical aid to the
	// interpretation and validation of cluster analysis, Journal of Computational and
	// Applied Mathematics 20, 1987, 53-65): (b - a) / max(a, b), where a is the mean
	// distance to the others of the group and b that to the group that is next. It goes
	// from -1 to 1; below 0 the thing is nearer to the next group than to its own. One
	// that is alone in its group has 0.
	Value float64
	// Next is the other group that is nearest on average, of equals the lowest; -1
	// where there is only one.
	Next int
}

// Silhouettes returns how well each thing lies in the group that it is in. Distances
// are 0 or more, and asked of two different things.
func Silhouettes(groups []int, distance func(i, j int) float64) []Width {
	s := newSums(groups, distance)
	out := make([]Width, len(groups))
	for i := range groups {
		out[i] = s.width(i)
	}
	return out
}

// Fit is how well things lie in so many groups.
type Fit struct {
	K    int
	Mean float64 // of the silhouette widths of all
}

// Fits returns, for each number of groups that merges of n things can be cut into from
// least to most, at least 2 and at most n, how well they lie in them.
func Fits(n int, merges []Merge, distance func(i, j int) float64, least, most int) []Fit {
	least, most = max(least, 2), min(most, n)
	if most < least {
		return nil
	}
	s := newSums(Cut(n, merges, most), distance)
	out := make([]Fit, most-least+1)
	sorted := strongest(merges)
	for k := most; ; k-- {
		out[k-least] = Fit{k, s.mean()}
		if k == least {
			return out
		}
		m := sorted[n-k]
		s.merge(s.groups[m.A], s.groups[m.B])
	}
}

// Best returns the fit with the greatest mean, of equals the one of fewest groups. It
// reports false when there is none.
func Best(fits []Fit) (Fit, bool) {
	var best Fit
	for i, f := range fits {
		if i == 0 || f.Mean > best.Mean {
			best = f
		}
	}
	return best, len(fits) > 0
}

// sums holds how far each thing is from all of each group.
type sums struct {
	groups []int
	sizes  []int
	far    [][]float64 // by thing and group
}

func newSums(groups []int, distance func(i, j int) float64) *sums {
	s := &sums{groups: groups, far: make([][]float64, len(groups))}
	for _, g := range groups {
		for g >= len(s.sizes) {
			s.sizes = append(s.sizes, 0)
		}
		s.sizes[g]++
	}
	for i := range groups {
		s.far[i] = make([]float64, len(s.sizes))
		for j, g := range groups {
			if i != j {
				s.far[i][g] += distance(i, j)
			}
		}
	}
	return s
}

// merge makes two groups one, under the number of the first.
func (s *sums) merge(a, b int) {
	for i := range s.groups {
		s.far[i][a] += s.far[i][b]
		if s.groups[i] == b {
			s.groups[i] = a
		}
	}
	s.sizes[a], s.sizes[b] = s.sizes[a]+s.sizes[b], 0
}

func (s *sums) mean() float64 {
	sum := 0.
	for i := range s.groups {
		sum += s.width(i).Value
	}
	return sum / float64(len(s.groups))
}

func (s *sums) width(i int) Width {
	own := s.groups[i]
	w := Width{Next: -1}
	b := 0.
	for g, size := range s.sizes {
		if size == 0 || g == own {
			continue
		}
		if mean := s.far[i][g] / float64(size); w.Next < 0 || mean < b {
			w.Next, b = g, mean
		}
	}
	if s.sizes[own] < 2 || w.Next < 0 {
		return w
	}
	a := s.far[i][own] / float64(s.sizes[own]-1)
	if most := max(a, b); most > 0 {
		w.Value = (b - a) / most
	}
	return w
}
