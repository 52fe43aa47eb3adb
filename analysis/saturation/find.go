package saturation

import (
	"maps"
	"math/rand/v2"
	"slices"

	"grounded/codebook"
	"grounded/transcript/coding"
)

// Find counts new codes in the codings that were picked. The selection is to name no codes
// and no kinds, which are asked of the codes that codings count for: see Options.Means. The
// units of a coder are those that the selection means and that they have finished.
func Find(p coding.Picked, o Options) Finding {
	f := Finding{Options: o}
	var counts []*count
	rows := p.Rows
	for _, coder := range p.Coders {
		if !o.Joined || len(counts) == 0 {
			counts = append(counts, newCount(o, p))
		}
		end := slices.IndexFunc(rows, func(r coding.Row) bool { return r.Coder != coder })
		if end < 0 {
			end = len(rows)
		}
		f.Unconfirmed += counts[len(counts)-1].take(coder, rows[:end])
		rows = rows[end:]
	}
	if !o.AnyKind {
		f.Descriptive = bothKinds(counts)
	}
	for _, c := range counts {
		f.Bodies = append(f.Bodies, c.body(f.Descriptive))
	}
	return f
}

// count is a body in the making.
type count struct {
	Options
	picked   coding.Picked
	coders   []*coding.Coder
	readings []*reading
	units    map[string]*unitAt
	codes    map[codebook.ID]*codeAt
}

// codeAt is a code that is counted, with how many of its codings are of some sort.
type codeAt struct {
	kind                    codebook.Kind
	later, renamed, nobodys int
}

func newCount(o Options, p coding.Picked) *count {
	return &count{Options: o, picked: p, units: map[string]*unitAt{}, codes: map[codebook.ID]*codeAt{}}
}

// take counts the codings of one coder, and returns how many nobody confirmed.
func (c *count) take(coder *coding.Coder, rows []coding.Row) (unconfirmed int) {
	r := read(coder, rows)
	c.coders, c.readings = append(c.coders, coder), append(c.readings, r)
	of := c.countsFor(coder)
	for _, row := range rows {
		switch {
		case row.By == coding.ByQuery:
			unconfirmed++
			continue
		case !c.counts(r.work[row.Transcript.ID]):
			continue
		}
		units := c.unitsOf(row)
		for _, id := range of(row) {
			code := c.codes[id]
			if len(units) == 0 {
				code.nobodys++
				continue
			}
			if id != row.Code {
				code.renamed++
			}
			later := r.later(row)
			if later {
				code.later++
			}
			for _, u := range units {
				u.put(id, later)
			}
		}
	}
	return unconfirmed
}

// counts reports whether a transcript in some state is one of the units.
func (c *count) counts(s *stage) bool { return s != nil && (s.finished || c.Unfinished) }

// countsFor returns which codes that are asked about a coding counts for.
func (c *count) countsFor(coder *coding.Coder) func(coding.Row) []codebook.ID {
	asked := map[codebook.ID]bool{}
	means := func(id codebook.ID) bool {
		is, known := asked[id]
		if !known {
			entry, there := coder.Book.Code(id)
			if !there {
				entry = codebook.Code{ID: id}
			}
			is = c.Means == nil || c.Means(coder, entry)
			asked[id] = is
		}
		return is
	}
	add := func(codes []codebook.ID, row coding.Row) []codebook.ID {
		codes = slices.DeleteFunc(codes, func(id codebook.ID) bool { return !means(id) && !means(row.Code) })
		for _, id := range codes {
			if c.codes[id] == nil {
				entry, _ := coder.Book.Code(id)
				c.codes[id] = &codeAt{kind: entry.Kind}
			}
		}
		return codes
	}
	if c.Codes == AsThen {
		return func(row coding.Row) []codebook.ID { return add(row.CodesAt(row.At), row) }
	}
	now := map[codebook.ID][]codebook.ID{}
	return func(row coding.Row) []codebook.ID {
		codes, known := now[row.Code]
		if !known {
			id, there := coder.Book.Resolve(row.Code)
			if !there {
				id = row.Code
			}
			codes = add([]codebook.ID{id}, row)
			now[row.Code] = codes
		}
		return codes
	}
}

func bothKinds(counts []*count) bool {
	var descriptive, analytical bool
	for _, c := range counts {
		for _, code := range c.codes {
			descriptive = descriptive || code.kind == codebook.Descriptive
			analytical = analytical || code.kind == codebook.Analytical
		}
	}
	return descriptive && analytical
}

// body adds up what was counted.
func (c *count) body(descriptive bool) Body {
	b := Body{Coders: c.coders}
	order := c.order(&b)
	for _, r := range c.readings {
		b.Untold = b.Untold || r.untold
	}
	if descriptive {
		maps.DeleteFunc(c.codes, func(_ codebook.ID, code *codeAt) bool { return code.kind == codebook.Analytical })
	}
	ids := slices.Sorted(maps.Keys(c.codes))
	number := make(map[codebook.ID]int, len(ids))
	for i, id := range ids {
		number[id] = i
		code := c.codes[id]
		b.Later, b.Renamed, b.Nobodys = b.Later+code.later, b.Renamed+code.renamed, b.Nobodys+code.nobodys
	}
	numbers := func(codes map[codebook.ID]bool) set {
		s := newSet(len(ids))
		for id := range codes {
			if n, counted := number[id]; counted {
				s.add(n)
			}
		}
		return s
	}
	var first, later []set
	for _, u := range order {
		b.Units = append(b.Units, Unit{ID: u.id, Begun: u.begun})
		first, later = append(first, numbers(u.first)), append(later, numbers(u.later))
	}
	b.fill(first, later, ids)
	for i, step := range grow(first, len(ids), c.Draws, rand.New(rand.NewPCG(c.Seed, 0))) {
		b.Units[i].Step = step
	}
	fresh := make([]int, len(b.Units))
	for i, u := range b.Units {
		fresh[i] = len(u.New)
	}
	b.Information = assess(fresh, c.Base, c.Run)
	return b
}

// fill says of each unit which codes of its first and its later readings are new.
func (b *Body) fill(first, later []set, ids []codebook.ID) {
	ever, soFar, unread := newSet(len(ids)), newSet(len(ids)), newSet(len(ids))
	for _, s := range first {
		ever.take(s)
	}
	for i := range b.Units {
		u := &b.Units[i]
		for c, id := range ids {
			switch {
			case first[i].has(c):
				if !soFar.has(c) {
					u.New = append(u.New, id)
				}
			case later[i].has(c):
				u.Later = append(u.Later, id)
				if !ever.has(c) && !unread.has(c) {
					u.Unread = append(u.Unread, id)
					unread.add(c)
				}
			}
		}
		soFar.take(first[i])
		u.Codes, u.All = first[i].size(), soFar.size()
	}
}
