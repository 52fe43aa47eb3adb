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
	rows := slices.DeleteFunc(slices.Clone(p.Rows), func(r coding.Row) bool { return r.By == coding.ByQuery })
	f.Unconfirmed = len(p.Rows) - len(rows)
	var counts []*count
	for _, coder := range p.Coders {
		if !o.Joined || len(counts) == 0 {
			counts = append(counts, newCount(o, p))
		}
		first := max(slices.IndexFunc(rows, func(r coding.Row) bool { return r.Coder == coder }), 0)
		end := first
		for end < len(rows) && rows[end].Coder == coder {
			end++
		}
		counts[len(counts)-1].take(coder, rows[first:end])
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
	puts     []put
	kinds    map[codebook.ID]codebook.Kind // of the codes that are counted

	units map[string]*unitAt
	left  Body // what is left out
}

// put is a code on a unit.
type put struct {
	unit    string // nobodys for words of no participant
	code    codebook.ID
	later   bool
	renamed bool
}

func newCount(o Options, p coding.Picked) *count {
	return &count{Options: o, picked: p, kinds: map[codebook.ID]codebook.Kind{}, units: map[string]*unitAt{}}
}

// take counts the codings of one coder.
func (c *count) take(coder *coding.Coder, rows []coding.Row) {
	r := read(coder, rows)
	c.coders, c.readings = append(c.coders, coder), append(c.readings, r)
	of := c.codes(coder)
	for _, row := range rows {
		if !c.counts(r.work[row.Transcript.ID]) {
			continue
		}
		units, codes := c.unitsOf(row), of(row)
		if len(codes) == 0 {
			continue
		}
		later := r.later(row)
		for _, unit := range units {
			for _, code := range codes {
				c.puts = append(c.puts, put{unit: unit, code: code, later: later, renamed: code != row.Code})
			}
		}
	}
}

// counts reports whether a transcript in some state is one of the units.
func (c *count) counts(s *stage) bool { return s != nil && (s.finished || c.Unfinished) }

// codes returns which codes that are asked about a coding counts for.
func (c *count) codes(coder *coding.Coder) func(coding.Row) []codebook.ID {
	asked := map[codebook.ID]bool{}
	means := func(id codebook.ID) bool {
		is, known := asked[id]
		if !known {
			entry, there := coder.Book.Code(id)
			if !there {
				entry = codebook.Code{ID: id}
			}
			is = c.Means == nil || c.Means(coder, entry)
			asked[id], c.kinds[id] = is, entry.Kind
		}
		return is
	}
	current := map[codebook.ID]codebook.ID{}
	return func(row coding.Row) []codebook.ID {
		var codes []codebook.ID
		if c.Codes == AsThen {
			codes = row.CodesAt(row.At)
		} else {
			now, known := current[row.Code]
			if !known {
				if now, known = coder.Book.Resolve(row.Code); !known {
					now = row.Code
				}
				current[row.Code] = now
			}
			codes = []codebook.ID{now}
		}
		return slices.DeleteFunc(codes, func(id codebook.ID) bool { return !means(id) && !means(row.Code) })
	}
}

func bothKinds(counts []*count) bool {
	var descriptive, analytical bool
	for _, c := range counts {
		for _, p := range c.puts {
			descriptive = descriptive || c.kinds[p.code] == codebook.Descriptive
			analytical = analytical || c.kinds[p.code] == codebook.Analytical
		}
	}
	return descriptive && analytical
}

// body adds up what was counted.
func (c *count) body(descriptive bool) Body {
	b := c.left
	b.Coders = c.coders
	order := c.order(&b)
	for _, r := range c.readings {
		b.Untold = b.Untold || r.untold
	}
	c.puts = slices.DeleteFunc(c.puts, func(p put) bool {
		left := descriptive && c.kinds[p.code] == codebook.Analytical
		if p.unit == nobodys && !left {
			b.Nobodys++
		}
		return left || p.unit == nobodys
	})
	used := map[codebook.ID]bool{}
	for _, p := range c.puts {
		used[p.code] = true
	}
	ids := slices.Sorted(maps.Keys(used))
	number := make(map[codebook.ID]int, len(ids))
	for i, id := range ids {
		number[id] = i
	}
	place := make(map[string]int, len(order))
	first, later := make([]set, len(order)), make([]set, len(order))
	for i, u := range order {
		place[u.id], first[i], later[i] = i, newSet(len(ids)), newSet(len(ids))
		b.Units = append(b.Units, Unit{ID: u.id, Begun: u.begun})
	}
	for _, p := range c.puts {
		if p.renamed {
			b.Renamed++
		}
		if p.later {
			b.Later++
			later[place[p.unit]].add(number[p.code])
		} else {
			first[place[p.unit]].add(number[p.code])
		}
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
