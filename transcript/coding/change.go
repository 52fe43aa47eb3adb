package coding

// changes returns the gaps that are left between aligned tokens, in order.
// What lies outside of the aligned tokens of a text with open ends is none.
func (al *alignment) changes() []gap {
	var out []gap
	g := gap{}
	began := !al.openA
	for i, j := range al.to {
		if j < 0 {
			continue
		}
		g.a1, g.b1 = i, j
		if began && (g.a0 < g.a1 || g.b0 < g.b1) {
			out = append(out, g)
		}
		began = true
		g = gap{a0: i + 1, b0: j + 1}
	}
	g.a1, g.b1 = len(al.a), len(al.b)
	if began && !al.openB && (g.a0 < g.a1 || g.b0 < g.b1) {
		out = append(out, g)
	}
	return out
}

// finish goes over what fill has aligned: away with chance, doubt where there
// is any, corrections word for word.
func (al *alignment) finish() {
	al.dropIslands()
	for _, g := range al.changes() {
		if !al.settled[g] {
			al.doubtBeside(g)
		}
		if g.a1-g.a0 == g.b1-g.b0 {
			for i := g.a0; i < g.a1; i++ {
				if j := g.b0 + i - g.a0; al.a[i].word && al.b[j].word {
					al.like[i] = j
				}
			}
		}
	}
	near := -1
	for i := range al.to {
		if al.sure(i) {
			near = i
		}
		al.before[i] = near
	}
	near = len(al.to)
	for i := len(al.to) - 1; i >= 0; i-- {
		if al.sure(i) {
			near = i
		}
		al.after[i] = near
	}
}

func (al *alignment) sure(i int) bool { return al.to[i] >= 0 && !al.doubt[i] }

// dropIslands undoes short runs of aligned words where, between two long runs,
// less is the same than was rewritten: a paragraph in the place of another
// still shares an "and" with it.
func (al *alignment) dropIslands() {
	const long, few = 6, 4 // words of a run that stands by itself; words rewritten that leave no doubt
	changes := al.changes()
	if len(changes) == 0 {
		return
	}
	from, same, rewritten := changes[0].a0, 0, 0
	drop := func(to int) {
		if rewritten > few && same < rewritten {
			for i := from; i < to; i++ {
				al.to[i] = -1
			}
		}
	}
	for k, g := range changes {
		rewritten += g.rewritten()
		end := len(al.a)
		if k+1 < len(changes) {
			end = changes[k+1].a0
		}
		words := 0
		for _, t := range al.a[g.a1:end] {
			if t.word {
				words++
			}
		}
		if words < long && k+1 < len(changes) {
			same += words
			continue
		}
		drop(g.a1)
		from, same, rewritten = end, 0, 0
	}
}

// rewritten is how many tokens stand on the shorter side of a gap: none when
// something was only put in, or only taken out.
func (g gap) rewritten() int { return min(g.a1-g.a0, g.b1-g.b0) }

// doubtBeside marks the tokens beside a change that stand again in it, or in
// it and the punctuation behind it, which the search for what stands unbroken
// may have given to either side.
func (al *alignment) doubtBeside(g gap) {
	left, right := 0, 0
	for left < furthest && left < min(g.a0, g.b0) && al.to[g.a0-1-left] == g.b0-1-left {
		left++
	}
	for right < furthest && g.a1+right < len(al.a) && al.to[g.a1+right] == g.b1+right {
		right++
	}
	dotsLeft, dotsRight := 0, 0
	for dotsLeft < left && !al.a[g.a0-1-dotsLeft].word {
		dotsLeft++
	}
	for dotsRight < right && !al.a[g.a1+dotsRight].word {
		dotsRight++
	}
	wasWide, isWide := g.a1-g.a0, g.b1-g.b0
	left = max(echoBefore(al.a, g.a0, left, wasWide+dotsRight), echoBefore(al.b, g.b0, left, isWide+dotsRight))
	right = max(echoBehind(al.a, g.a1, right, wasWide+dotsLeft), echoBehind(al.b, g.b1, right, isWide+dotsLeft))
	for k := range left {
		al.doubt[g.a0-1-k] = true
	}
	for k := range right {
		al.doubt[g.a1+k] = true
	}
}

// furthest is how many tokens beside a change are looked at for doubt. A
// passage that repeats for longer than that is as good as unique.
const furthest = 256

// echoBefore returns how many of the tokens just before i, at most most, stand
// again unbroken in the width tokens from i on, or so that they end there.
func echoBefore(text []token, i, most, width int) int {
	best := 0
	for d := 1; d <= width && best < most; d++ {
		n := 0
		for n < most && text[i-1-n].name == text[i-1-n+d].name {
			n++
		}
		best = max(best, n)
	}
	return best
}

// echoBehind is echoBefore for the tokens from i on and the width before them.
func echoBehind(text []token, i, most, width int) int {
	best := 0
	for d := 1; d <= width && best < most; d++ {
		n := 0
		for n < most && text[i+n].name == text[i+n-d].name {
			n++
		}
		best = max(best, n)
	}
	return best
}
