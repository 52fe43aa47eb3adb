package agreement

// distance is how far two categories are apart; 0 from one to itself, and the
// same both ways. A nil distance is that of nominal categories: 1 between any
// two.
type distance func(t tally, k, l int) float64

// linear and quadratic are the disagreement weights of ordered categories, by
// their places in the order of all that could be chosen (Cohen, Weighted kappa,
// Psychological Bulletin 70, 1968, 213-220; Cicchetti and Allison, A new
// procedure for assessing reliability of scoring EEG sleep recordings, American
// Journal of EEG Technology 11, 1971, 101-109).
func linear(t tally, k, l int) float64 {
	return float64(max(k-l, l-k)) / float64(t.Categories-1)
}

func quadratic(t tally, k, l int) float64 {
	d := linear(t, k, l)
	return d * d
}

// disagreeing returns over ordered pairs of values of a pattern the sum of their
// distances.
func (t tally) disagreeing(p *pattern, d distance) float64 {
	if d == nil {
		same := 0
		for _, c := range p.counts {
			same += c.n * c.n
		}
		return float64(p.rated*p.rated - same)
	}
	sum := 0.
	for i, a := range p.counts {
		for _, b := range p.counts[:i] {
			sum += 2 * float64(a.n*b.n) * d(t, a.what, b.what)
		}
	}
	return sum
}

// apart returns the sum of the distances of each value of one margin to each of
// another.
func (t tally) apart(a, b []float64, d distance) float64 {
	sum := 0.
	if d == nil {
		left, right, same := 0., 0., 0.
		for k := range a {
			left, right, same = left+a[k], right+b[k], same+a[k]*b[k]
		}
		return left*right - same
	}
	for k := range a {
		if a[k] == 0 {
			continue
		}
		for l := range b {
			if k != l && b[l] != 0 {
				sum += a[k] * b[l] * d(t, k, l)
			}
		}
	}
	return sum
}

// spread returns the sum of the distances between any two categories.
func (t tally) spread(d distance) float64 {
	q := t.Categories
	if d == nil {
		return float64(q * (q - 1))
	}
	sum := 0.
	for k := range q {
		for l := range k {
			sum += 2 * d(t, k, l)
		}
	}
	return sum
}
