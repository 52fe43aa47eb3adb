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
// code applies". Turns and paragraphs of three words or fewer on which nobody
// put a code are left out: "mm-hm" is not agreement. Which units there are hangs
// on all that the coders coded, and not on which of it was picked, so that a
// code has the same figures alone as among others. A kind that is not one of
// this package has no units.
func Cut(in Input, kind Kind, overlap Overlap) Table {
	c := cutter{in: in, rows: rowsOf(in.Picked.Rows), table: Table{Kind: kind, Overlap: overlap}}
	for _, category := range in.Categories {
		c.table.Categories = append(c.table.Categories, category.Name)
	}
	for _, coder := range in.Picked.Coders {
		c.table.Coders = append(c.table.Coders, coder.Analyst)
		c.table.marks = append(c.table.marks, make([]runs, len(in.Categories)))
		c.table.Outside = append(c.table.Outside, Outside{Analyst: coder.Analyst})
		c.work = append(c.work, worksOf(coder))
		c.categories = append(c.categories, in.categoriesOf(coder))
	}
	for _, t := range in.Picked.Transcripts {
		if unfinished := c.unfinished(t.ID); len(unfinished) > 0 {
			c.table.LeftOut = append(c.table.LeftOut, LeftOut{t.ID, unfinished})
			continue
		}
		c.table.Transcripts = append(c.table.Transcripts, t)
		c.cut(t)
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
func (c *cutter) cut(t *transcript.Transcript) {
	p := newPage(t, c.table.Kind, c.in.Means)
	coded := make([]bool, len(p.units))
	for _, work := range c.work {
		for unit := range p.covered(confirmed(work[t.ID].Codings)) {
			coded[unit] = true
		}
	}
	number := make([]int, len(p.units)) // of each unit in the table
	for i := range p.units {
		if !coded[i] {
			if c.table.Kind != Transcript && p.short(i) {
				c.table.Short++
				continue
			}
			c.table.Uncoded++
		}
		number[i] = len(c.table.units)
		c.table.units = append(c.table.units, Unit{t, p.units[i].span(t)})
	}
	for i, coder := range c.in.Picked.Coders {
		passages := c.sort(i, c.rows[source{coder, t.ID}])
		for category, spans := range passages {
			covered := p.covered(spans)
			for _, unit := range slices.Sorted(maps.Keys(covered)) {
				if c.table.Overlap.met(covered[unit], p.words(unit)) {
					c.table.marks[i][category].add(number[unit])
				}
			}
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

// sort returns the passages that a coder put each category on, in order, and
// notes what counts for none.
func (c *cutter) sort(coder int, rows []coding.Row) map[int][]transcript.Span {
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
	return out
}
