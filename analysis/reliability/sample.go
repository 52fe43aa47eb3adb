package reliability

import (
	"cmp"
	"fmt"
	"slices"

	"grounded/analysis/agreement"
	"grounded/analysis/unit"
)

// sample is what the interval of a figure is drawn from.
type sample struct {
	draws  agreement.Draws
	what   string // what is drawn: "transcript", "turn", …
	n      int    // how many of these there are
	within int    // of how many transcripts or participants what the figure is of stands in, where these are too few to be drawn
	among  int    // of how many

	clusters string // of what
	open     error  // why nothing is drawn
}

// estimate fills in a figure.
func (s sample) estimate(f Figure, series agreement.Series) Figure {
	f.Estimate = series.Estimate()
	if s.open != nil && f.Undefined == nil {
		f.Estimate = agreement.Estimate{Value: f.Value, Open: s.open}
	}
	f.Drawn, f.Groups, f.Within, f.Among, f.Clusters = s.what, s.n, s.within, s.among, s.clusters
	return f
}

// cut is units that were cut, and what is drawn of them where nothing says otherwise.
type cut struct {
	Input
	table  unit.Table
	groups unit.Groups
	whole  sample
	wanted []agreement.Coefficient
	base   Figure

	rows   []agreement.SetRow // sets of all units, where they are asked for
	marked []agreement.SetRow // of those that every coder marked
}

func (in Input) cut(t unit.Table) cut {
	groups := t.Groups(in.Cluster)
	c := cut{
		Input: in, table: t, groups: groups, wanted: in.coefficients(len(t.Coders)),
		whole: sample{draws: in.draws(groups.N), what: groups.What, n: groups.N},
		base:  Figure{Unit: string(t.Kind), Units: t.Len(), Transcripts: t.Held()},
	}
	switch {
	case len(t.Categories) == 0:
	case in.All:
		var all []bool
		c.rows, all = t.SetRows(groups)
		for i, row := range c.rows {
			if all[i] {
				c.marked = append(c.marked, row)
			}
		}
	default:
		c.marked = t.MarkedSetRows(groups)
	}
	return c
}

// together reports whether transcripts or participants are drawn, with the units that
// they hold.
func (c cut) together() bool {
	switch c.table.Kind {
	case unit.Participant:
		return false
	case unit.Transcript:
		return c.groups.What != string(unit.ByTranscript)
	}
	return c.groups.What == string(c.Cluster)
}

// apart returns what to draw where the clusters that hold any of what a figure is of are
// too few to stand for those they were taken from: the units one by one, of which those
// that are alike are counted together. Characters and words are no sample of anything.
func (c cut) apart(within int, sizes []int, rest int) sample {
	s := sample{what: string(c.table.Kind), n: rest, within: within, among: c.groups.N, clusters: c.groups.What}
	for _, n := range sizes {
		s.n += n
	}
	if k := c.table.Kind; k == unit.Character || k == unit.Word {
		s.open = fmt.Errorf("it stands in %d of %d %ss, an interval takes %d, and %ss are not drawn", within, s.among, c.groups.What, unit.FewestGroups, k)
		s.draws = c.whole.draws
		return s
	}
	s.draws = agreement.ResampleUnits(sizes, rest, c.Draws, c.random())
	return s
}

// few reports whether clusters are drawn, and those that hold something are too few.
func (c cut) few(within int) bool {
	return c.together() && within > 0 && within < unit.FewestGroups
}

// holding returns the groups that hold a unit that somebody marked.
func holding(marks []agreement.Mark) map[int]bool {
	out := map[int]bool{}
	for _, m := range marks {
		if m.Mask != 0 {
			out[m.Group] = true
		}
	}
	return out
}

// ofMarks returns what to draw for figures of a code, and the marks to take of the draws.
func (c cut) ofMarks(marks []agreement.Mark) (sample, []agreement.Mark) {
	within := len(holding(marks))
	if !c.few(within) {
		return c.whole, marks
	}
	counts, rest := map[uint64]int{}, 0
	for _, m := range marks {
		if m.Mask == 0 {
			rest += m.N
		} else {
			counts[m.Mask] += m.N
		}
	}
	var alike []agreement.Mark
	var sizes []int
	for mask, n := range counts {
		alike = append(alike, agreement.Mark{Mask: mask, N: n})
	}
	slices.SortFunc(alike, func(a, b agreement.Mark) int { return cmp.Compare(a.Mask, b.Mask) })
	for i := range alike {
		sizes = append(sizes, alike[i].N)
		alike[i].Group, alike[i].N = i, 1
	}
	s := c.apart(within, sizes, rest)
	if s.open != nil {
		return s, marks
	}
	if rest > 0 {
		alike = append(alike, agreement.Mark{Group: len(alike), N: 1})
	}
	return s, alike
}

// ofSets returns what to draw for figures of the sets on some units, and the rows to
// take of the draws. Only groups are drawn that hold one of these units.
func (c cut) ofSets(rows []agreement.SetRow) (sample, []agreement.SetRow) {
	held, within := map[int]bool{}, map[int]bool{}
	for _, row := range rows {
		held[row.Group] = true
		if !blank(row) {
			within[row.Group] = true
		}
	}
	if c.few(len(within)) {
		alike, sizes, rest := countAlike(rows)
		s := c.apart(len(within), sizes, rest)
		if s.open != nil {
			return s, rows
		}
		return s, alike
	}
	if len(held) == c.groups.N {
		return c.whole, rows
	}
	number, out := map[int]int{}, slices.Clone(rows)
	for i, row := range out {
		if _, known := number[row.Group]; !known {
			number[row.Group] = len(number)
		}
		out[i].Group = number[row.Group]
	}
	return sample{draws: c.Input.draws(len(held)), what: c.groups.What, n: len(held)}, out
}

// countAlike makes one row of all rows with the same sets, in an order that does not
// hang on where they stand; how many units each was, and how many are blank, which make
// the last.
func countAlike(rows []agreement.SetRow) (alike []agreement.SetRow, sizes []int, rest int) {
	sorted := slices.DeleteFunc(slices.Clone(rows), func(row agreement.SetRow) bool {
		if blank(row) {
			rest += row.N
			return true
		}
		return false
	})
	order := func(a, b agreement.SetRow) int {
		for coder := len(a.Sets) - 1; coder >= 0; coder-- {
			if by := slices.Compare(a.Sets[coder], b.Sets[coder]); by != 0 {
				return by
			}
		}
		return 0
	}
	slices.SortStableFunc(sorted, order)
	for i, row := range sorted {
		if i > 0 && order(sorted[i-1], row) == 0 {
			sizes[len(sizes)-1] += row.N
			continue
		}
		sizes = append(sizes, row.N)
		alike = append(alike, agreement.SetRow{Sets: row.Sets, Group: len(alike), N: 1})
	}
	if rest > 0 {
		alike = append(alike, agreement.SetRow{Sets: make([][]int, len(rows[0].Sets)), Group: len(alike), N: 1})
	}
	return alike, sizes, rest
}

// blank reports whether nobody put anything on the units of a row.
func blank(row agreement.SetRow) bool {
	return !slices.ContainsFunc(row.Sets, func(set []int) bool { return len(set) > 0 })
}

// marksOf returns which coders put one category on the units of rows.
func marksOf(rows []agreement.SetRow, category int) []agreement.Mark {
	var out []agreement.Mark
	for _, row := range rows {
		m := agreement.Mark{Group: row.Group, N: row.N}
		for coder, set := range row.Sets {
			if slices.Contains(set, category) {
				m.Mask |= 1 << coder
			}
		}
		out = append(out, m)
	}
	return out
}
