package agreement

// Kappa returns Cohen's kappa of two coders who gave each unit one of any
// number of nominal categories (A coefficient of agreement for nominal scales,
// Educational and Psychological Measurement 20, 1960, 37-46, formula 1):
//
//	κ = (A_o - A_e) / (1 - A_e)
//
// where A_o is the share of units with the same category and A_e, the share to
// expect from coders who are independent but keep to their own margins, the sum
// over categories of p_k. p_.k. Units come in the same order in a and b. Kappa
// is 0 when one coder alone gave a single category, and undefined without units
// (ErrNoUnits) and when both gave all units the same one (ErrNoVariation).
func Kappa[C comparable](a, b []C) (float64, error) {
	if err := paired(len(a), len(b)); err != nil {
		return 0, err
	}
	same, chance := 0, 0
	byA, byB := map[C]int{}, map[C]int{}
	for i := range a {
		byA[a[i]]++
		byB[b[i]]++
		if a[i] == b[i] {
			same++
		}
	}
	for c, n := range byA {
		chance += n * byB[c]
	}
	return kappa(len(a), same, chance)
}

// kappa takes A_o as same/n and A_e as chance/n². Whole numbers are divided
// once, at the end, so that perfect agreement is 1 and that of a coder who
// never varies 0, exactly.
func kappa(n, same, chance int) (float64, error) {
	switch {
	case n == 0:
		return 0, ErrNoUnits
	case chance == n*n:
		return 0, ErrNoVariation
	}
	return float64(n*same-chance) / float64(n*n-chance), nil
}
