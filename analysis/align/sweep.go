package align

import (
	"cmp"
	"maps"
	"slices"
	"unicode/utf8"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// pair is a left and a right code, by their places among the codes used.
type pair struct{ left, right int }

// tally is what a pair shares.
type tally struct{ characters, turns int }

// stretch is text of one paragraph that a code marks. Its ends count characters
// from the byte that the paragraph's text begins at, so that those of different
// paragraphs never meet.
type stretch struct{ start, end, code int }

// touch is a code in a turn.
type touch struct{ turn, code int }

// page is what one coder marked in one transcript: stretches in order, those of
// one code apart from each other, and touches in order, each once.
type page struct {
	stretches []stretch
	touches   []touch
}

// reading is what one coder did in the transcripts compared.
type reading struct {
	uses  []Use // by the id of the code
	pages map[transcript.ID]page
}

// read takes in the codings of a side that lie in transcripts which the other
// side has worked on, and notes what it leaves out.
func (e *Evidence) read(side, other Side) reading {
	worked := map[transcript.ID]bool{}
	for _, w := range other.Coder.Work {
		worked[w.Transcript] = !w.Finished.IsZero() ||
			slices.ContainsFunc(w.Codings, func(c coding.Placed) bool { return c.By != coding.ByQuery })
	}
	var rows []*coding.Row
	codes := map[codebook.ID]codebook.Code{}
	for i := range side.Rows {
		switch r := &side.Rows[i]; {
		case r.By == coding.ByQuery:
			e.Unconfirmed++
		case !worked[r.Transcript.ID]:
			e.Elsewhere++
		default:
			rows = append(rows, r)
			codes[r.Entry.ID] = *r.Entry
		}
	}
	out := reading{pages: map[transcript.ID]page{}}
	place := make(map[codebook.ID]int, len(codes))
	for i, id := range slices.Sorted(maps.Keys(codes)) {
		place[id] = i
		out.uses = append(out.uses, Use{Code: codes[id]})
	}
	for len(rows) > 0 {
		t, n := rows[0].Transcript, 1
		for n < len(rows) && rows[n].Transcript == t {
			n++
		}
		out.pages[t.ID] = out.open(t, rows[:n], place)
		rows = rows[n:]
	}
	return out
}

// open reads one transcript and adds it to the uses of codes.
func (out *reading) open(t *transcript.Transcript, rows []*coding.Row, place map[codebook.ID]int) page {
	var p page
	type passage struct {
		code int
		span transcript.Span
	}
	seen := make(map[passage]bool, len(rows))
	for _, r := range rows {
		code := place[r.Entry.ID]
		if seen[passage{code, r.Now}] {
			continue
		}
		seen[passage{code, r.Now}] = true
		out.uses[code].Codings++
		paragraphs := t.ParagraphsOf(r.Now)
		for i := paragraphs.First; i < paragraphs.End; i++ {
			said := t.Paragraphs[i].Text.Intersect(r.Now)
			if said.Empty() {
				continue
			}
			from := t.Paragraphs[i].Text.Start
			start := from + utf8.RuneCountInString(t.Body[from:said.Start])
			p.stretches = append(p.stretches, stretch{start, start + utf8.RuneCountInString(t.Text(said)), code})
			p.touches = append(p.touches, touch{t.Paragraphs[i].Turn, code})
		}
	}
	p.stretches = joined(p.stretches)
	slices.SortFunc(p.touches, func(a, b touch) int { return cmp.Or(cmp.Compare(a.turn, b.turn), cmp.Compare(a.code, b.code)) })
	p.touches = slices.Compact(p.touches)
	for _, s := range p.stretches {
		out.uses[s.code].Characters += s.end - s.start
	}
	for _, t := range p.touches {
		out.uses[t.code].Turns++
	}
	return p
}

// joined returns stretches in order of place, those of one code that overlap or
// touch made one.
func joined(all []stretch) []stretch {
	slices.SortFunc(all, func(a, b stretch) int { return cmp.Or(cmp.Compare(a.code, b.code), cmp.Compare(a.start, b.start)) })
	out := all[:0]
	for _, s := range all {
		if n := len(out); n > 0 && out[n-1].code == s.code && s.start <= out[n-1].end {
			out[n-1].end = max(out[n-1].end, s.end)
			continue
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b stretch) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.code, b.code)) })
	return out
}

// meet adds what two pages of one transcript share. It goes through the
// stretches of both once, in order of where they start; one that starts meets
// those of the other side that are still open. So the work is that of sorting
// and of the overlaps there are, whatever the number of codes.
func (p page) meet(q page, shared map[pair]tally) {
	add := func(l, r, characters, turns int) {
		both := shared[pair{l, r}]
		shared[pair{l, r}] = tally{both.characters + characters, both.turns + turns}
	}
	var openLeft, openRight []stretch
	left, right := p.stretches, q.stretches
	for len(left) > 0 || len(right) > 0 {
		if len(right) == 0 || len(left) > 0 && left[0].start <= right[0].start {
			s := left[0]
			left = left[1:]
			openRight = stillOpen(openRight, s.start)
			for _, o := range openRight {
				add(s.code, o.code, min(s.end, o.end)-s.start, 0)
			}
			openLeft = append(openLeft, s)
			continue
		}
		s := right[0]
		right = right[1:]
		openLeft = stillOpen(openLeft, s.start)
		for _, o := range openLeft {
			add(o.code, s.code, min(s.end, o.end)-s.start, 0)
		}
		openRight = append(openRight, s)
	}
	from := 0
	for _, t := range p.touches {
		for from < len(q.touches) && q.touches[from].turn < t.turn {
			from++
		}
		for i := from; i < len(q.touches) && q.touches[i].turn == t.turn; i++ {
			add(t.code, q.touches[i].code, 0, 1)
		}
	}
}

// stillOpen drops the stretches that end at a place or before it.
func stillOpen(open []stretch, at int) []stretch {
	return slices.DeleteFunc(open, func(s stretch) bool { return s.end <= at })
}
