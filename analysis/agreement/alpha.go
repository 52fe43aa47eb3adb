package agreement

// alpha returns Krippendorff's alpha for some distance of values (Content
// Analysis, second edition, 2004, chapter 11; Computing Krippendorff's
// alpha-reliability, 2011): over units that two coders at least judged, with
// r values each and n in all,
//
//	D_o = 1/n Σ_units 1/(r-1) Σ_pairs d(a,b)
//	D_e = 1/(n(n-1)) Σ_pairs-of-all d(a,b)
//	α = 1 - D_o/D_e
func alpha(metric func(tally, []float64) distance) func(tally) (float64, error) {
	return func(t tally) (float64, error) {
		values := make([]float64, t.Categories)
		n := 0.
		for i, many := range t.n {
			if p := &t.patterns[i]; p.rated >= 2 {
				for _, c := range p.counts {
					values[c.what] += float64(many * c.n)
				}
				n += float64(many * p.rated)
			}
		}
		d := metric(t, values)
		sums, units := make([]float64, t.Coders+1), make([]int, t.Coders+1)
		for i, many := range t.n {
			if p := &t.patterns[i]; many > 0 && p.rated >= 2 {
				sums[p.rated] += float64(many) * t.disagreeing(p, d)
				units[p.rated] += many
			}
		}
		observed := fraction{of: n}
		if split := joined(sums, units, func(rated int) int { return rated - 1 }); split.of > 0 {
			// The mean over units becomes one over values.
			full := 0
			for _, u := range units {
				full += u
			}
			observed = fraction{split.n * float64(full), split.of * n}
		}
		return corrected(observed, fraction{t.apart(values, values, d), n * (n - 1)})
	}
}

// nominal, ordinal, interval and ratio are the distances of Krippendorff's
// metrics, given how often each value occurs.
func nominal(tally, []float64) distance { return nil }

func ordinal(t tally, values []float64) distance {
	upTo := make([]float64, len(values)+1) // how many values lie below each
	for k, n := range values {
		upTo[k+1] = upTo[k] + n
	}
	return func(_ tally, k, l int) float64 {
		if k > l {
			k, l = l, k
		}
		d := upTo[l+1] - upTo[k] - (values[k]+values[l])/2
		return d * d
	}
}

func interval(tally, []float64) distance {
	return func(t tally, k, l int) float64 {
		d := t.number(k) - t.number(l)
		return d * d
	}
}

func ratio(tally, []float64) distance {
	return func(t tally, k, l int) float64 {
		a, b := t.number(k), t.number(l)
		if a+b == 0 {
			return 0
		}
		d := (a - b) / (a + b)
		return d * d
	}
}
