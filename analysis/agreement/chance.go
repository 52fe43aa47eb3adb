package agreement

// observed returns the pairwise disagreement of coders on units that two of them
// at least judged: of each unit the mean distance of any two values, over units
// the mean of these. Where no value is missing that is Fleiss's P-bar (Measuring
// nominal scale agreement among many raters, Psychological Bulletin 76, 1971,
// 378-382); where some are it follows Gwet (Handbook of Inter-Rater Reliability,
// fourth edition, 2014, chapter 5).
func (t tally) observed(d distance) fraction {
	sums, units := make([]float64, t.Coders+1), make([]int, t.Coders+1) // by the number of values
	for i, n := range t.n {
		if p := &t.patterns[i]; n > 0 && p.rated >= 2 {
			sums[p.rated] += float64(n) * t.disagreeing(p, d)
			units[p.rated] += n
		}
	}
	return joined(sums, units, func(rated int) int { return rated * (rated - 1) })
}

// joined makes a mean over units of sums over units with equal numbers of values,
// each over its own divisor. Where all units have one number it stays a fraction
// of whole numbers.
func joined(sums []float64, units []int, divisor func(int) int) fraction {
	var out fraction
	kinds := 0
	for rated, n := range units {
		if n > 0 {
			kinds++
			out = fraction{sums[rated], float64(n * divisor(rated))}
		}
	}
	if kinds <= 1 {
		return out
	}
	out = fraction{}
	for rated, n := range units {
		if n > 0 {
			out.n += sums[rated] / float64(divisor(rated))
			out.of += float64(n)
		}
	}
	return out
}

// margins returns how often categories were given by all coders together, a unit
// with missing values counting as much as a full one; and the sum of that.
func (t tally) margins() ([]float64, float64) {
	lowest, highest := 0, 0
	for i, n := range t.n {
		if p := t.patterns[i]; n > 0 && p.rated > 0 {
			if lowest == 0 || p.rated < lowest {
				lowest = p.rated
			}
			highest = max(highest, p.rated)
		}
	}
	out, total := make([]float64, t.Categories), 0.
	for i, n := range t.n {
		p := &t.patterns[i]
		if n == 0 || p.rated == 0 {
			continue
		}
		weight := float64(n)
		if lowest < highest {
			weight /= float64(p.rated)
		}
		for _, c := range p.counts {
			out[c.what] += weight * float64(c.n)
			total += weight * float64(c.n)
		}
	}
	return out, total
}

// own returns how often each of two coders gave each category, on units that both
// judged, and how many these are.
func (t tally) own(a, b int) (left, right []float64, units float64) {
	left, right = make([]float64, t.Categories), make([]float64, t.Categories)
	for i, n := range t.n {
		v := t.patterns[i].values
		if n == 0 || v[a] == Missing || v[b] == Missing {
			continue
		}
		left[v[a]] += float64(n)
		right[v[b]] += float64(n)
		units += float64(n)
	}
	return left, right, units
}

// between returns the disagreement of two coders, and what Cohen's kappa expects
// of them: that of coders who are independent but keep to their own margins.
func (t tally) between(a, b int, d distance) (observed, expected fraction) {
	left, right, units := t.own(a, b)
	sum := 0.
	for i, n := range t.n {
		v := t.patterns[i].values
		if n == 0 || v[a] == Missing || v[b] == Missing || v[a] == v[b] {
			continue
		}
		if d == nil {
			sum += float64(n)
		} else {
			sum += float64(n) * d(t, v[a], v[b])
		}
	}
	return fraction{sum, units}, fraction{t.apart(left, right, d), units * units}
}

// pooled is what coefficients expect that take the values of all coders for draws
// from one distribution.
func (t tally) pooled(d distance) fraction {
	p, total := t.margins()
	return fraction{t.apart(p, p, d), total * total}
}

// uniform is what is expected when every category is as likely as any other.
func (t tally) uniform(d distance) fraction {
	return fraction{t.spread(d), float64(t.Categories * t.Categories)}
}

// trivial is what Gwet's coefficients expect: that agreement by chance comes of
// values given at random, which is likelier the more the categories vary.
func (t tally) trivial(d distance) fraction {
	p, total := t.margins()
	q := float64(t.Categories)
	varies := 0.
	for _, n := range p {
		varies += n * (total - n)
	}
	alike := q // the sum of the weights of agreement
	if d != nil {
		alike = q*q - t.spread(d)
	}
	of := q * (q - 1) * total * total
	return fraction{of - alike*varies, of}
}
