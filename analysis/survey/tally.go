package survey

import (
	"cmp"
	"slices"

	"grounded/analysis/summary"
)

// Tally is what answers come to, each figure for every group and then for all. The Group
// of all is "".
type Tally struct {
	Groups  []string // in order, without all; nil when nothing groups respondents
	Ranks   [][]Rank // of each question, by group and then by mean rank
	Scales  []Scale  // by item and then by group
	Changes []Shift  // by pair and then by group
	Hidden  int      // figures of a group that are left out, as too few people gave them or belong to it
}

// Rank is how one item of a question was ranked.
type Rank struct {
	Item, Group string
	N, Missing  int
	Mean        float64 // of those who ranked it; 0 when nobody did
	First       int     // who ranked it first
	Answered    int     // who ranked any item of the question
}

// Scale is how respondents stand on a scale. Its numbers are 0 when N is.
type Scale struct {
	Item, Group string
	N, Missing  int
	Mean        float64
	summary.Quartiles
	Least, Most float64
}

// Shift is how those who answered both times changed. Its numbers are 0 when N is.
type Shift struct {
	Before, After, Group        string
	N                           int // who answered both times
	LackBefore, LackAfter, Lack int // who lacks the one, the other, and both
	MeanBefore, MeanAfter       float64
	MeanChange, MedianChange    float64 // after less before
	Rose, Fell, Same            int
}

// Tally sums answers up. Left out are the figures of a group to which fewer than few
// respondents belong, whether they answered or not, and those that at least one and fewer
// than few of its respondents gave. These respondents are in no figure of all either, which
// would give it away; 0 leaves nothing out.
func (a Answers) Tally(few int) Tally {
	c := counting{Answers: a, few: few}
	for _, g := range a.Groups {
		if !slices.Contains(c.out.Groups, g) {
			c.out.Groups = append(c.out.Groups, g)
		}
	}
	slices.SortFunc(c.out.Groups, byName)
	for _, items := range a.Ranks {
		c.out.Ranks = append(c.out.Ranks, c.ranks(items))
	}
	for _, item := range a.Scales {
		c.each([]func(int) bool{item.gave}, func(group string, who []int) { c.out.Scales = append(c.out.Scales, item.scale(group, who)) })
	}
	for _, change := range a.Changes {
		both := func(i int) bool { return change.Before.gave(i) && change.After.gave(i) }
		c.each([]func(int) bool{both}, func(group string, who []int) { c.out.Changes = append(c.out.Changes, change.shift(group, who)) })
	}
	return c.out
}

// byName orders groups: numbers by size, then by name, and last those of whom none is said.
func byName(a, b string) int {
	if (a == NotKnown) != (b == NotKnown) {
		if a == NotKnown {
			return 1
		}
		return -1
	}
	x, xIs := number(a)
	y, yIs := number(b)
	if xIs && yIs {
		return cmp.Or(cmp.Compare(x, y), cmp.Compare(a, b))
	}
	if xIs != yIs {
		if xIs {
			return -1
		}
		return 1
	}
	return cmp.Compare(a, b)
}

type counting struct {
	Answers
	few int
	out Tally
}

// each calls do for every group, and then for all, with who is in it. Whether respondents
// gave the figures decides which groups are left out: those to which too few belong, and
// those in which one of the figures was given by some and by too few.
func (c *counting) each(gave []func(int) bool, do func(group string, who []int)) {
	hidden := map[string]bool{}
	for _, group := range c.out.Groups {
		who := c.of(group)
		if len(who) < c.few || slices.ContainsFunc(gave, func(gave func(int) bool) bool {
			n := 0
			for _, i := range who {
				if gave(i) {
					n++
				}
			}
			return n > 0 && n < c.few
		}) {
			hidden[group] = true
			c.out.Hidden++
			continue
		}
		do(group, who)
	}
	var all []int
	for i := range c.Respondents {
		if c.Groups == nil || !hidden[c.Groups[i]] {
			all = append(all, i)
		}
	}
	do("", all)
}

func (c *counting) of(group string) []int {
	var who []int
	for i, g := range c.Groups {
		if g == group {
			who = append(who, i)
		}
	}
	return who
}

// ranks sums a question up, whose groups are left out by who answered it at all and by who
// ranked each of its items.
func (c *counting) ranks(items []Item) []Rank {
	answered := func(i int) bool { return slices.ContainsFunc(items, func(it Item) bool { return it.gave(i) }) }
	var out []Rank
	gave := []func(int) bool{answered}
	for _, it := range items {
		gave = append(gave, it.gave)
	}
	c.each(gave, func(group string, who []int) {
		asked := 0
		for _, i := range who {
			if answered(i) {
				asked++
			}
		}
		var rows []Rank
		for _, it := range items {
			given := it.given(who)
			r := Rank{Item: it.Name, Group: group, N: len(given), Missing: len(who) - len(given), Answered: asked}
			r.Mean, _ = summary.Mean(given)
			for _, v := range given {
				if v == 1 {
					r.First++
				}
			}
			rows = append(rows, r)
		}
		slices.SortStableFunc(rows, func(a, b Rank) int {
			if (a.N == 0) != (b.N == 0) {
				return cmp.Compare(b.N, a.N)
			}
			return cmp.Or(cmp.Compare(a.Mean, b.Mean), cmp.Compare(b.First, a.First))
		})
		out = append(out, rows...)
	})
	return out
}

func (it Item) gave(i int) bool { return it.Answers[i].Given }

// given returns the answers of some respondents that are not missing.
func (it Item) given(who []int) []float64 {
	var out []float64
	for _, i := range who {
		if it.gave(i) {
			out = append(out, it.Answers[i].Value)
		}
	}
	return out
}

func (it Item) scale(group string, who []int) Scale {
	given := it.given(who)
	s := Scale{Item: it.Name, Group: group, N: len(given), Missing: len(who) - len(given)}
	if len(given) == 0 {
		return s
	}
	s.Mean, _ = summary.Mean(given)
	s.Quartiles, _ = summary.QuartilesOf(given)
	s.Least, s.Most = slices.Min(given), slices.Max(given)
	return s
}

func (c Change) shift(group string, who []int) Shift {
	s := Shift{Before: c.Before.Name, After: c.After.Name, Group: group}
	var before, after, change []float64
	for _, i := range who {
		switch was, is := c.Before.Answers[i], c.After.Answers[i]; {
		case was.Given && is.Given:
			before, after, change = append(before, was.Value), append(after, is.Value), append(change, is.Value-was.Value)
			switch {
			case is.Value > was.Value:
				s.Rose++
			case is.Value < was.Value:
				s.Fell++
			default:
				s.Same++
			}
		case was.Given:
			s.LackAfter++
		case is.Given:
			s.LackBefore++
		default:
			s.Lack++
		}
	}
	s.N = len(change)
	s.MeanBefore, _ = summary.Mean(before)
	s.MeanAfter, _ = summary.Mean(after)
	s.MeanChange, _ = summary.Mean(change)
	quartiles, _ := summary.QuartilesOf(change)
	s.MedianChange = quartiles.Median
	return s
}
