package unit

import (
	"cmp"
	"slices"
	"strings"

	"grounded/analysis/agreement"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Cluster says what units are taken together when intervals are drawn: units of one
// are more alike than units of several.
type Cluster string

// Units come from a transcript; or from a participant, whose transcripts are one:
// those with the same participants.
const (
	ByTranscript  Cluster = "transcript"
	ByParticipant Cluster = "participant"
)

// ParseCluster returns the cluster that text names.
func ParseCluster(text string) (Cluster, error) {
	return parse("cluster", text, []Cluster{ByTranscript, ByParticipant})
}

// FewestGroups is how many transcripts or participants can stand for those they
// were taken from; with fewer, units are drawn.
const FewestGroups = 5

// Groups says which units are drawn together.
type Groups struct {
	N    int
	What string // what a group is: "transcript", "participant", "turn", …

	first []int // the first unit of each stretch of units in one group
	group []int // its group
}

// Groups returns what is drawn: transcripts or participants that hold a unit, or when
// there are fewer than five of these the units themselves. Characters and words are no
// sample of anything, so of these it is the turns that they stand in; and
// participants as units are drawn one by one.
func (t Table) Groups(by Cluster) Groups {
	if t.Kind == Participant {
		return t.each()
	}
	g := Groups{What: string(by)}
	of, n := t.clusters(by)
	g.N = n
	for i, p := range t.parts {
		if p.held {
			g.first, g.group = append(g.first, p.first), append(g.group, of[i])
		}
	}
	if g.N >= FewestGroups {
		return g
	}
	if !t.Kind.small() {
		return t.each()
	}
	g = Groups{What: string(Turn)}
	for _, p := range t.parts {
		for _, at := range p.turns {
			if n := len(g.first); n > 0 && g.first[n-1] == at {
				continue // a turn of which nothing is left in
			}
			if at < t.n {
				g.first, g.group = append(g.first, at), append(g.group, g.N)
				g.N++
			}
		}
	}
	return g
}

// clusters returns the cluster of each transcript that was compared, -1 of one that
// holds no unit, and how many clusters there are.
func (t Table) clusters(by Cluster) ([]int, int) {
	known := map[string]int{}
	var out []int
	for i, tr := range t.Transcripts {
		if !t.parts[i].held {
			out = append(out, -1)
			continue
		}
		key := string(tr.ID)
		if by == ByParticipant {
			key = participants(tr)
		}
		at, there := known[key]
		if !there {
			at = len(known)
			known[key] = at
		}
		out = append(out, at)
	}
	return out, len(known)
}

// each makes every unit a group.
func (t Table) each() Groups {
	g := Groups{N: t.n, What: string(t.Kind)}
	for i := range t.n {
		g.first, g.group = append(g.first, i), append(g.group, i)
	}
	return g
}

// participants names who was studied in a transcript.
func participants(t *transcript.Transcript) string {
	var names []string
	for _, s := range t.Speakers {
		if s.Case != "" || s.Role == transcript.Participant {
			v := coding.VoiceOf(t, s)
			names = append(names, v.Case+"\x00"+string(v.Transcript)+"\x00"+v.Label)
		}
	}
	if len(names) == 0 {
		return "\x00" + string(t.ID)
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), "\x01")
}

// Marks returns on how many units of each group which coders put a category.
func (t Table) Marks(category int, g Groups) []agreement.Mark {
	put := make([]runs, len(t.Coders))
	for coder := range put {
		put[coder] = t.marks[coder][category]
	}
	return t.sweep(put, g)
}

// AnyMarks returns on how many units of each group which coders put any code, in a
// category or not.
func (t Table) AnyMarks(g Groups) []agreement.Mark { return t.sweep(t.any, g) }

// sweep goes over the units from change to change.
func (t Table) sweep(put []runs, g Groups) []agreement.Mark {
	sums := make([]map[uint64]int, g.N)
	next := make([]int, len(put))
	stretch := 0
	for at := 0; at < t.n; {
		for stretch+1 < len(g.first) && g.first[stretch+1] <= at {
			stretch++
		}
		end := t.n
		if stretch+1 < len(g.first) {
			end = g.first[stretch+1]
		}
		mask := uint64(0)
		for coder, r := range put {
			for next[coder] < len(r) && r[next[coder]].End <= at {
				next[coder]++
			}
			if next[coder] == len(r) {
				continue
			}
			if one := r[next[coder]]; one.First <= at {
				mask |= 1 << coder
				end = min(end, one.End)
			} else {
				end = min(end, one.First)
			}
		}
		group := g.group[stretch]
		if sums[group] == nil {
			sums[group] = map[uint64]int{}
		}
		sums[group][mask] += end - at
		at = end
	}
	var out []agreement.Mark
	for group, byMask := range sums {
		for mask, n := range byMask {
			out = append(out, agreement.Mark{Group: group, Mask: mask, N: n})
		}
	}
	slices.SortFunc(out, func(a, b agreement.Mark) int { return cmp.Or(a.Group-b.Group, cmp.Compare(a.Mask, b.Mask)) })
	return out
}

// SetRows returns which categories each coder put on units, those with the same
// sets next to one another together; and for each row whether every coder marked its
// units with any code, in a category or not.
func (t Table) SetRows(g Groups) (rows []agreement.SetRow, marked []bool) {
	t.setRows(g, func(row agreement.SetRow, all bool) {
		row.Sets = slices.Clone(row.Sets)
		rows, marked = append(rows, row), append(marked, all)
	})
	return rows, marked
}

// MarkedSetRows is SetRows of the units that every coder marked: who put none of the
// categories there has the empty set.
func (t Table) MarkedSetRows(g Groups) []agreement.SetRow {
	var out []agreement.SetRow
	t.setRows(g, func(row agreement.SetRow, all bool) {
		if all {
			row.Sets = slices.Clone(row.Sets)
			out = append(out, row)
		}
	})
	return out
}

// anyCode stands for all codes, among numbers of categories.
const anyCode = -1

// setRows visits the rows, whose sets are those of the visit alone, with whether every
// coder put any code on them.
func (t Table) setRows(g Groups, visit func(row agreement.SetRow, all bool)) {
	type change struct{ at, coder, category, by int }
	var changes []change
	add := func(coder, category int, put runs) {
		for _, r := range put {
			changes = append(changes, change{r.First, coder, category, 1}, change{r.End, coder, category, -1})
		}
	}
	for coder, categories := range t.marks {
		add(coder, anyCode, t.any[coder])
		for category, put := range categories {
			add(coder, category, put)
		}
	}
	slices.SortFunc(changes, func(a, b change) int { return cmp.Or(a.at-b.at, a.by-b.by) }) // what ends, before what begins
	now := make([][]int, len(t.Coders))
	marked, next, stretch := 0, 0, 0
	for at := 0; at < t.n; {
		for ; next < len(changes) && changes[next].at <= at; next++ {
			switch c := changes[next]; {
			case c.category == anyCode:
				marked += c.by
			case c.by > 0:
				i, _ := slices.BinarySearch(now[c.coder], c.category)
				now[c.coder] = slices.Insert(slices.Clone(now[c.coder]), i, c.category)
			default:
				now[c.coder] = slices.DeleteFunc(slices.Clone(now[c.coder]), func(k int) bool { return k == c.category })
			}
		}
		for stretch+1 < len(g.first) && g.first[stretch+1] <= at {
			stretch++
		}
		end := t.n
		if stretch+1 < len(g.first) {
			end = g.first[stretch+1]
		}
		if next < len(changes) {
			end = min(end, changes[next].at)
		}
		visit(agreement.SetRow{Sets: now, Group: g.group[stretch], N: end - at}, marked == len(t.Coders))
		at = end
	}
}

// Continua returns where coders put which category, each transcript a continuum of
// the characters of what was said; those of one participant follow one another. The
// table must be one of characters. Passages of one coder and category that touch or
// overlap are one.
func (t Table) Continua(by Cluster) []agreement.Continuum {
	return t.continua(by, func(coder int) []runs { return t.marks[coder] })
}

// AnyContinua is Continua of all codes as one, in a category or not.
func (t Table) AnyContinua(by Cluster) []agreement.Continuum {
	return t.continua(by, func(coder int) []runs { return t.any[coder : coder+1] })
}

// At returns the transcript that a place of a continuum stands in.
func (t Table) At(by Cluster, continuum, at int) *transcript.Transcript {
	group, _ := t.clusters(by)
	last := 0
	for i, p := range t.parts {
		if group[i] != continuum {
			continue
		}
		last = i
		end := t.n
		if i+1 < len(t.parts) {
			end = t.parts[i+1].first
		}
		if at -= end - p.first; at < 0 {
			break
		}
	}
	return t.Transcripts[last]
}

func (t Table) continua(by Cluster, of func(coder int) []runs) []agreement.Continuum {
	group, n := t.clusters(by)
	out := make([]agreement.Continuum, n)
	shift, ends := make([]int, len(t.parts)), make([]int, len(t.parts))
	for i, p := range t.parts {
		at := group[i]
		if at < 0 {
			ends[i] = p.first
			continue
		}
		ends[i] = t.n
		if i+1 < len(t.parts) {
			ends[i] = t.parts[i+1].first
		}
		shift[i] = out[at].Length - p.first
		out[at].Length += ends[i] - p.first
	}
	for coder := range t.Coders {
		for category, put := range of(coder) {
			part := 0
			for _, r := range put {
				for r.First >= ends[part] {
					part++
				}
				c := &out[group[part]]
				c.Segments = append(c.Segments, agreement.Segment{Coder: coder, Category: category, Start: r.First + shift[part], End: r.End + shift[part]})
			}
		}
	}
	return out
}
