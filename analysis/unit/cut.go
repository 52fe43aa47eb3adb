package unit

import (
	"maps"
	"slices"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Cut compares coders on units of a kind. Only transcripts count that every
// coder has finished, since elsewhere "not coded yet" cannot be told from "no
// code applies". Turns, paragraphs and sentences of three words or fewer on which
// nobody put a code are left out: "mm-hm" is not agreement. Which units there are
// hangs on all that the coders coded, and not on which of it was picked, so that a
// code has the same figures alone as among others. A participant is a unit with
// all that they said; what interviewers said belongs to none. For characters and
// words overlap means nothing.
func Cut(in Input, kind Kind, overlap Overlap) Table {
	if kind.small() {
		overlap = Any
	}
	c := cutter{in: in, rows: rowsOf(in.Picked.Rows), people: map[coding.Voice]int{}, table: Table{Kind: kind, Overlap: overlap, OnlyCoded: in.OnlyCoded}}
	for _, category := range in.Categories {
		c.table.Categories = append(c.table.Categories, category.Name)
	}
	for _, coder := range in.Picked.Coders {
		c.table.Coders = append(c.table.Coders, coder.Analyst)
		c.table.marks = append(c.table.marks, make([]runs, len(in.Categories)))
		c.table.any = append(c.table.any, nil)
		c.table.Outside = append(c.table.Outside, Outside{Analyst: coder.Analyst})
		c.work = append(c.work, worksOf(coder))
		c.categories = append(c.categories, in.categoriesOf(coder))
	}
	c.reach = make([]reach, len(in.Picked.Coders))
	for _, t := range in.Picked.Transcripts {
		if unfinished := c.unfinished(t.ID); len(unfinished) > 0 {
			c.table.LeftOut = append(c.table.LeftOut, LeftOut{t.ID, unfinished})
			continue
		}
		c.table.Transcripts = append(c.table.Transcripts, t)
		c.table.parts = append(c.table.parts, part{first: c.table.n})
		p := newPage(t, kind, in.Means, c.voice)
		held := &c.table.parts[len(c.table.parts)-1].held
		switch before := c.table.n; {
		case kind == Participant:
			c.gather(p)
			*held = len(p.pieces) > 0
		case kind.small():
			c.cutSmall(p)
			*held = c.table.n > before
		default:
			c.cut(p)
			*held = c.table.n > before
		}
	}
	if kind == Participant {
		c.cutPeople()
	}
	for i := range c.table.Outside {
		codes := c.table.Outside[i].Codes
		slices.Sort(codes)
		c.table.Outside[i].Codes = slices.Compact(codes)
	}
	return c.table
}

// cutter holds what Cut looks up, coder by coder.
type cutter struct {
	in         Input
	rows       map[source][]coding.Row
	work       []map[transcript.ID]coding.Work
	categories []map[codebook.ID][]int
	table      Table

	people map[coding.Voice]int // participants, numbered as they come
	spoken map[int]int          // their words
	coded  map[int]bool         // who has a code of any coder
	reach  []reach              // by coder
}

// reach is how many words of participants a coder put something on.
type reach struct {
	any  map[int]int
	each map[int]map[int]int // by category
}

// source is one coder's work on one transcript.
type source struct {
	coder      *coding.Coder
	transcript transcript.ID
}

// rowsOf parts rows, which come by coder and transcript.
func rowsOf(rows []coding.Row) map[source][]coding.Row {
	out := map[source][]coding.Row{}
	for len(rows) > 0 {
		s := source{rows[0].Coder, rows[0].Transcript.ID}
		n := 1
		for n < len(rows) && rows[n].Coder == s.coder && rows[n].Transcript.ID == s.transcript {
			n++
		}
		out[s], rows = rows[:n], rows[n:]
	}
	return out
}

func worksOf(coder *coding.Coder) map[transcript.ID]coding.Work {
	out := make(map[transcript.ID]coding.Work, len(coder.Work))
	for _, w := range coder.Work {
		out[w.Transcript] = w
	}
	return out
}

// categoriesOf returns the categories of each code of a coder, under the id
// that it has now.
func (in Input) categoriesOf(coder *coding.Coder) map[codebook.ID][]int {
	out := map[codebook.ID][]int{}
	for i, category := range in.Categories {
		for _, code := range category.Codes[coder.Analyst] {
			code = current(coder, code)
			if !slices.Contains(out[code], i) {
				out[code] = append(out[code], i)
			}
		}
	}
	return out
}

// current returns the code that stands for one now; one that is in no book
// stands for itself.
func current(coder *coding.Coder, code codebook.ID) codebook.ID {
	if coder.Book != nil {
		if now, ok := coder.Book.Resolve(code); ok {
			return now
		}
	}
	return code
}

func (c *cutter) unfinished(id transcript.ID) []coding.Analyst {
	var out []coding.Analyst
	for i, coder := range c.in.Picked.Coders {
		if c.work[i][id].Finished.IsZero() {
			out = append(out, coder.Analyst)
		}
	}
	return out
}

// cut adds the units of one transcript.
func (c *cutter) cut(p *page) {
	coded := make([]bool, len(p.spans))
	for _, work := range c.work {
		for unit := range p.covered(confirmed(work[p.t.ID].Codings)) {
			coded[unit] = true
		}
	}
	short := make([]bool, len(p.spans))
	if c.table.Kind != Transcript {
		short = p.short()
	}
	number := make([]int, len(p.spans)) // of each unit in the table
	for i := range p.spans {
		switch {
		case coded[i]:
		case short[i]:
			c.table.Short++
			continue
		default:
			c.table.Uncoded++
			if c.in.OnlyCoded {
				continue
			}
		}
		number[i] = c.table.n
		c.table.n++
		c.table.units = append(c.table.units, Unit{Transcript: p.t, Span: p.spans[i]})
	}
	for coder := range c.in.Picked.Coders {
		passages, all := c.sort(coder, p.t.ID)
		covered := p.covered(all)
		words := map[int]int{}
		if c.table.Overlap != Any {
			words = p.words(covered)
		}
		add := func(into *runs, covered map[int]int) {
			for _, unit := range slices.Sorted(maps.Keys(covered)) {
				if c.table.Overlap.met(covered[unit], words[unit]) {
					into.addRange(number[unit], number[unit]+1)
				}
			}
		}
		add(&c.table.any[coder], covered)
		for category, spans := range passages {
			add(&c.table.marks[coder][category], p.covered(spans))
		}
	}
}

// cutSmall adds the characters or words of one transcript.
func (c *cutter) cutSmall(p *page) {
	n := p.number(c.table.Kind)
	var places []transcript.Span
	for _, work := range c.work {
		places = append(places, confirmed(work[p.t.ID].Codings)...)
	}
	coded := p.ranges(c.table.Kind, places)
	c.table.Uncoded += n - coded.size()
	first := c.table.n
	number := func(at int) int { return first + at }
	if c.in.OnlyCoded {
		number = func(at int) int { return first + coded.below(at) }
	}
	turn := -1
	for _, piece := range p.pieces {
		if piece.turn != turn {
			turn = piece.turn
			last := &c.table.parts[len(c.table.parts)-1]
			last.turns = append(last.turns, number(piece.first))
		}
	}
	for coder := range c.in.Picked.Coders {
		passages, all := c.sort(coder, p.t.ID)
		add := func(into *runs, spans []transcript.Span) {
			for _, r := range p.ranges(c.table.Kind, spans) {
				// What is coded is left in, so a range stays one.
				into.addApart(number(r.First), number(r.First)+r.End-r.First, first)
			}
		}
		add(&c.table.any[coder], all)
		for category, spans := range passages {
			add(&c.table.marks[coder][category], spans)
		}
	}
	c.table.n = number(n)
}

// addApart is addRange that joins nothing to a range of a text before.
func (r *runs) addApart(first, end, text int) {
	if n := len(*r); n > 0 && (*r)[n-1].End <= text {
		*r = append(*r, transcript.Range{First: first, End: end})
		return
	}
	r.addRange(first, end)
}

// below returns how many units of runs have a lower number.
func (r runs) below(at int) int {
	n := 0
	for _, one := range r {
		if one.First >= at {
			break
		}
		n += min(one.End, at) - one.First
	}
	return n
}

// voice numbers a participant.
func (c *cutter) voice(v coding.Voice) int {
	n, known := c.people[v]
	if !known {
		n = len(c.people)
		c.people[v] = n
	}
	return n
}

// gather notes what coders put on the words of participants in one transcript.
func (c *cutter) gather(p *page) {
	if c.spoken == nil {
		c.spoken, c.coded = map[int]int{}, map[int]bool{}
	}
	for i := range p.pieces {
		c.spoken[p.pieces[i].unit] += len(p.spell(i))
	}
	for _, work := range c.work {
		for unit := range p.covered(confirmed(work[p.t.ID].Codings)) {
			c.coded[unit] = true
		}
	}
	for coder := range c.in.Picked.Coders {
		r := &c.reach[coder]
		if r.any == nil {
			r.any, r.each = map[int]int{}, map[int]map[int]int{}
		}
		passages, all := c.sort(coder, p.t.ID)
		addTo(r.any, p.covered(all))
		for category, spans := range passages {
			if r.each[category] == nil {
				r.each[category] = map[int]int{}
			}
			addTo(r.each[category], p.covered(spans))
		}
	}
}

func addTo(sums, more map[int]int) {
	for unit, n := range more {
		sums[unit] += n
	}
}

// cutPeople adds the participants.
func (c *cutter) cutPeople() {
	voices := make([]coding.Voice, len(c.people))
	for v, n := range c.people {
		voices[n] = v
	}
	number := make([]int, len(voices))
	for i, v := range voices {
		number[i] = -1
		if !c.coded[i] {
			c.table.Uncoded++
			if c.in.OnlyCoded {
				continue
			}
		}
		number[i] = c.table.n
		c.table.n++
		c.table.units = append(c.table.units, Unit{Voice: v})
	}
	for coder, r := range c.reach {
		add := func(into *runs, covered map[int]int) {
			for _, unit := range slices.Sorted(maps.Keys(covered)) {
				if c.table.Overlap.met(covered[unit], c.spoken[unit]) {
					into.addRange(number[unit], number[unit]+1)
				}
			}
		}
		add(&c.table.any[coder], r.any)
		for category, covered := range r.each {
			add(&c.table.marks[coder][category], covered)
		}
	}
}

// confirmed returns the places of codings that an analyst made or confirmed.
func confirmed(placed []coding.Placed) []transcript.Span {
	var out []transcript.Span
	for _, p := range placed {
		if p.Fate != coding.Adrift && p.By != coding.ByQuery {
			out = append(out, p.Now)
		}
	}
	return out
}

// sort returns the passages of a transcript that a coder put each category on, in
// order, and all that were coded at all; and notes what counts for none.
func (c *cutter) sort(coder int, id transcript.ID) (byCategory map[int][]transcript.Span, all []transcript.Span) {
	rows := c.rows[source{c.in.Picked.Coders[coder], id}]
	type use struct {
		code codebook.ID
		span transcript.Span
	}
	out := map[int][]transcript.Span{}
	seen := map[use]bool{}
	for i := range rows {
		r := &rows[i]
		if r.By == coding.ByQuery {
			c.table.Unconfirmed++
			continue
		}
		code := current(r.Coder, r.Entry.ID)
		if seen[use{code, r.Now}] {
			continue
		}
		seen[use{code, r.Now}] = true
		all = append(all, r.Now)
		categories := c.categories[coder][code]
		for _, category := range categories {
			out[category] = append(out[category], r.Now)
		}
		if len(categories) == 0 {
			outside := &c.table.Outside[coder]
			outside.Codings++
			outside.Codes = append(outside.Codes, code)
		}
	}
	return out, all
}
