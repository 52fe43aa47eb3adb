package disagreement

import (
	"cmp"
	"maps"
	"slices"

	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// side is the left coder or the right one.
type side int

const (
	left side = iota
	right
)

// matcher knows which codes are one, and how others stand to one another.
type matcher struct {
	category [2]map[codebook.ID]string
	related  map[[2]codebook.ID]crosswalk.Relation
}

func newMatcher(in Input, l, r *coding.Coder) *matcher {
	m := &matcher{related: map[[2]codebook.ID]crosswalk.Relation{}}
	for s, coder := range []*coding.Coder{l, r} {
		m.category[s] = map[codebook.ID]string{}
		for _, c := range in.Categories {
			for _, code := range c.Codes[coder.Analyst] {
				m.category[s][now(coder, code)] = c.Name
			}
		}
	}
	for _, p := range in.Related {
		for _, a := range p.Left {
			for _, b := range p.Right {
				m.related[[2]codebook.ID{now(l, a), now(r, b)}] = p.Relation
			}
		}
	}
	return m
}

// now returns the code that stands for one now.
func now(coder *coding.Coder, code codebook.ID) codebook.ID {
	if coder.Book != nil {
		if current, ok := coder.Book.Resolve(code); ok {
			return current
		}
	}
	return code
}

func (m *matcher) categoryOf(s side, r coding.Row) string {
	return m.category[s][now(r.Coder, r.Entry.ID)]
}

// partners returns how many sides of an item have a code that the other side has too.
func (m *matcher) partners(item Item) int {
	n := 0
	for s, rows := range [][]coding.Row{item.Left, item.Right} {
		if len(rows) > 0 && m.categoryOf(side(s), rows[0]) != "" {
			n++
		}
	}
	return n
}

// mark is a coding on its way into an item.
type mark struct {
	coding.Row
	side side
}

// transcript compares two coders on one transcript.
func (m *matcher) transcript(t *transcript.Transcript, l, r []coding.Row) (items, agreed []Item) {
	byCategory := map[string][]mark{}
	var names []string
	var open [2][]coding.Row // codings that meet none of the same category
	for s, rows := range [][]coding.Row{l, r} {
		for _, row := range rows {
			name := m.categoryOf(side(s), row)
			if name == "" {
				open[s] = append(open[s], row)
				continue
			}
			if byCategory[name] == nil {
				names = append(names, name)
			}
			byCategory[name] = append(byCategory[name], mark{row, side(s)})
		}
	}
	slices.Sort(names)
	for _, name := range names {
		for _, together := range touching(byCategory[name]) {
			item := itemOf(t, together)
			item.Category = name
			switch {
			case len(item.Left) == 0 || len(item.Right) == 0:
				for _, one := range together {
					open[one.side] = append(open[one.side], one.Row)
				}
				continue
			case sameText(t, item.Left, item.Right):
				agreed = append(agreed, item)
				continue
			case len(item.Left) == 1 && len(item.Right) > 1 || len(item.Left) > 1 && len(item.Right) == 1:
				item.Kind = Split
			default:
				item.Kind = Boundary
			}
			item.Words = differing(t, item.Left, item.Right)
			items = append(items, item)
		}
	}
	items = append(items, m.apart(t, open, [2][]coding.Row{l, r})...)
	byPlace := func(a, b Item) int { return cmp.Or(a.Span.Start-b.Span.Start, a.Span.End-b.Span.End) }
	slices.SortStableFunc(items, byPlace)
	slices.SortStableFunc(agreed, byPlace)
	return items, agreed
}

// touching parts marks into those that overlap, directly or through others.
func touching(marks []mark) [][]mark {
	slices.SortStableFunc(marks, func(a, b mark) int { return a.Now.Start - b.Now.Start })
	var out [][]mark
	end := 0
	for _, one := range marks {
		if len(out) == 0 || one.Now.Start >= end {
			out = append(out, nil)
			end = 0
		}
		end = max(end, one.Now.End)
		out[len(out)-1] = append(out[len(out)-1], one)
	}
	return out
}

func itemOf(t *transcript.Transcript, marks []mark) Item {
	item := Item{Transcript: t, Span: marks[0].Now}
	for _, one := range marks {
		item.Span.Start, item.Span.End = min(item.Span.Start, one.Now.Start), max(item.Span.End, one.Now.End)
		if one.side == left {
			item.Left = append(item.Left, one.Row)
		} else {
			item.Right = append(item.Right, one.Row)
		}
	}
	return item
}

// sameText reports whether two coders marked the same words.
func sameText(t *transcript.Transcript, l, r []coding.Row) bool {
	return slices.Equal(wordsOf(t, l), wordsOf(t, r)) && len(l) == len(r)
}

// wordsOf returns where the words begin that codings touch, in order, each once.
func wordsOf(t *transcript.Transcript, rows []coding.Row) []int {
	var out []int
	for _, r := range rows {
		for _, p := range t.Said(r.Now) {
			paragraph := t.Paragraphs[t.ParagraphAt(p.Start)].Text
			for w := range transcript.Words(t.Text(paragraph)) {
				if start, end := paragraph.Start+w.Start, paragraph.Start+w.End; start < p.End && p.Start < end {
					out = append(out, start)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// differing returns on how many words only one side lies.
func differing(t *transcript.Transcript, l, r []coding.Row) int {
	a, b := wordsOf(t, l), wordsOf(t, r)
	return len(a) + len(b) - 2*shared(a, b)
}

func shared(a, b []int) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n++
			i++
			j++
		}
	}
	return n
}

// apart pairs codings of different codes that lie on the same words, those that share
// most before others. Of the rest, codings that lie on words of a code that theirs is
// related to belong to that item; others are one coder's alone, beside what the other
// put on the same words.
func (m *matcher) apart(t *transcript.Transcript, open, all [2][]coding.Row) []Item {
	type meeting struct{ a, b, words int }
	var meetings []meeting
	spoken := [2][][]int{}
	for s, rows := range open {
		for _, row := range rows {
			spoken[s] = append(spoken[s], wordsOf(t, []coding.Row{row}))
		}
	}
	for a, x := range open[left] {
		for b, y := range open[right] {
			if x.Now.Overlaps(y.Now) {
				if n := shared(spoken[left][a], spoken[right][b]); n > 0 {
					meetings = append(meetings, meeting{a, b, n})
				}
			}
		}
	}
	slices.SortStableFunc(meetings, func(x, y meeting) int { return y.words - x.words })
	var used [2][]bool
	for s := range open {
		used[s] = make([]bool, len(open[s]))
	}
	var out []Item
	for _, met := range meetings {
		if used[left][met.a] || used[right][met.b] {
			continue
		}
		used[left][met.a], used[right][met.b] = true, true
		x, y := open[left][met.a], open[right][met.b]
		item := itemOf(t, []mark{{x, left}, {y, right}})
		item.Kind, item.Words = Different, met.words
		if relation, ok := m.related[[2]codebook.ID{now(x.Coder, x.Entry.ID), now(y.Coder, y.Entry.ID)}]; ok {
			item.Kind, item.Relation = Related, relation
		}
		out = append(out, item)
	}
	for s, rows := range open {
		for i, row := range rows {
			if used[s][i] {
				continue
			}
			if m.adds(t, out, side(s), row) {
				continue
			}
			item := itemOf(t, []mark{{row, side(s)}})
			item.Kind, item.Words = Lone, len(spoken[s][i])
			if m.categoryOf(side(s), row) != "" {
				item.Kind = One
			}
			for _, other := range all[1-s] {
				if other.Now.Overlaps(row.Now) {
					item.Beside = append(item.Beside, other)
				}
			}
			out = append(out, item)
		}
	}
	return out
}

// adds puts a coding to the item of a code that its own is related to and that lies on
// its words, and reports false when there is none.
func (m *matcher) adds(t *transcript.Transcript, items []Item, s side, row coding.Row) bool {
	for i := range items {
		item := &items[i]
		own, others := &item.Left, item.Right
		if s == right {
			own, others = &item.Right, item.Left
		}
		if item.Kind != Related || now((*own)[0].Coder, (*own)[0].Entry.ID) != now(row.Coder, row.Entry.ID) ||
			!slices.ContainsFunc(others, func(o coding.Row) bool { return o.Now.Overlaps(row.Now) }) {
			continue
		}
		*own = append(*own, row)
		slices.SortStableFunc(*own, func(a, b coding.Row) int { return a.Now.Start - b.Now.Start })
		item.Span = transcript.Span{Start: min(item.Span.Start, row.Now.Start), End: max(item.Span.End, row.Now.End)}
		item.Words = shared(wordsOf(t, item.Left), wordsOf(t, item.Right))
		return true
	}
	return false
}

// meet counts turn by turn which codes stand for one another.
func (m *matcher) meet(t *transcript.Transcript, l, r []coding.Row, into map[[2]codebook.ID]int) {
	byTurn := map[int][2]map[codebook.ID]string{}
	for s, rows := range [][]coding.Row{l, r} {
		for _, row := range rows {
			of := t.ParagraphsOf(row.Now)
			for p := of.First; p < of.End; p++ {
				turn := t.Paragraphs[p].Turn
				codes, known := byTurn[turn]
				if !known {
					codes = [2]map[codebook.ID]string{{}, {}}
					byTurn[turn] = codes
				}
				codes[s][now(row.Coder, row.Entry.ID)] = m.categoryOf(side(s), row)
			}
		}
	}
	for _, codes := range byTurn {
		var rest [2][]codebook.ID
		for s := range codes {
			other := codes[1-s]
			for code, category := range codes[s] {
				met := false
				for partner, theirs := range other {
					if category != "" && category == theirs {
						met = true
						if s == 0 {
							into[[2]codebook.ID{code, partner}]++
						}
					}
				}
				if !met {
					rest[s] = append(rest[s], code)
				}
			}
		}
		for _, a := range rest[0] {
			for _, b := range rest[1] {
				into[[2]codebook.ID{a, b}]++
			}
			if len(rest[1]) == 0 {
				into[[2]codebook.ID{a, m.relative(left, a, codes[right])}]++
			}
		}
		if len(rest[0]) == 0 {
			for _, b := range rest[1] {
				into[[2]codebook.ID{m.relative(right, b, codes[left]), b}]++
			}
		}
	}
}

// relative returns the code among some of the other coder's that one is related to, the
// first by id, or "".
func (m *matcher) relative(s side, code codebook.ID, others map[codebook.ID]string) codebook.ID {
	for _, other := range slices.Sorted(maps.Keys(others)) {
		pair := [2]codebook.ID{code, other}
		if s == right {
			pair = [2]codebook.ID{other, code}
		}
		if _, ok := m.related[pair]; ok {
			return other
		}
	}
	return ""
}
