package tui

import (
	"slices"

	"grounded/codebook"
	"grounded/transcript/coding"
)

// stripe is a coding as the margin shows it: a lane of its own from one line to
// another.
type stripe struct {
	coding      *coding.Placed
	first, last int // lines
	lane        int
	label       int  // the line that its name stands beside
	color       int  // which of the colours of codes
	other       bool // it is another analyst's
	name        string
}

// stripes gives every coding that has a place a lane beside the lines it stands on, so
// that no two in a lane touch; those that begin first, and of these the longest, are
// nearest to the text.
func stripes(p *page, book *codebook.Book, codings []coding.Placed, others []Other) []stripe {
	colors := map[codebook.ID]int{}
	for i, c := range book.Codes {
		colors[c.ID] = i
	}
	var out []stripe
	add := func(c *coding.Placed, name string, color int, other bool) {
		if c.Fate != coding.Adrift && !c.Now.Empty() {
			out = append(out, stripe{coding: c, first: p.lineOf(c.Now.Start), last: p.lineOf(c.Now.End - 1), color: color, other: other, name: name})
		}
	}
	for i := range codings {
		add(&codings[i], nameOf(book, codings[i].Code), colors[codings[i].Code], false)
	}
	for _, o := range others {
		for i := range o.Codings {
			c := &o.Codings[i]
			name := nameOf(o.Book, c.Code)
			if len(others) > 1 {
				name += " (" + string(o.Analyst) + ")"
			}
			add(c, "◦"+name, len(o.Codings), true)
		}
	}
	slices.SortStableFunc(out, func(a, b stripe) int {
		if a.first != b.first {
			return a.first - b.first
		}
		return b.last - a.last
	})
	var free []int // the line from which on each lane is free
	for i := range out {
		lane := slices.IndexFunc(free, func(from int) bool { return from <= out[i].first })
		if lane < 0 {
			lane = len(free)
			free = append(free, 0)
		}
		free[lane], out[i].lane = out[i].last+1, lane
	}
	// Names that would stand in one line stand below each other where there is room.
	named := map[int]bool{}
	for i := range out {
		s := &out[i]
		s.label = s.first
		for at := s.first; at <= s.last; at++ {
			if !named[at] {
				s.label = at
				break
			}
		}
		named[s.label] = true
	}
	return out
}

func nameOf(book *codebook.Book, id codebook.ID) string {
	if book != nil {
		if c, ok := book.Code(id); ok && c.Name != "" {
			return c.Name
		}
	}
	return string(id)
}

// sign is what a stripe draws in a line. Where its name stands beside another line than its
// first the sign tells whose the name is.
func (s stripe) sign(line int) string {
	switch {
	case s.first == s.last:
		return "╺"
	case line == s.label && line != s.first && line == s.last:
		return "┻"
	case line == s.label && line != s.first:
		return "┣"
	case line == s.first:
		return "┏"
	case line == s.last:
		return "┗"
	}
	return "┃"
}
