package tui

import (
	"slices"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// here returns the codings at the focus, the shortest first; one that was gone to
// before all.
func (s *Screen) here() []*coding.Placed {
	var out []*coding.Placed
	for i := range s.sheet.Codings {
		c := &s.sheet.Codings[i]
		if c.Fate != coding.Adrift && c.Now.Overlaps(s.focus.span) {
			out = append(out, c)
		}
	}
	first := s.meant()
	slices.SortStableFunc(out, func(a, b *coding.Placed) int {
		if (a.ID == first) != (b.ID == first) {
			if a.ID == first {
				return -1
			}
			return 1
		}
		return (a.Now.End - a.Now.Start) - (b.Now.End - b.Now.Start)
	})
	return out
}

const noneFollows = "no coding follows"

// nextCoding goes to the next coding in order of place, or the one before; of a worklist
// to its next.
func (s *Screen) nextCoding(step int) {
	if s.list == walking {
		s.walkOn(step)
		return
	}
	var placed []*coding.Placed
	for i := range s.sheet.Codings {
		if s.sheet.Codings[i].Fate != coding.Adrift && s.list.holds(&s.sheet.Codings[i]) {
			placed = append(placed, &s.sheet.Codings[i])
		}
	}
	if len(placed) == 0 {
		s.message = "nothing is coded here yet"
		if s.list == unconfirmed {
			s.list, s.message = everything, "no coding here waits to be confirmed any more"
		}
		return
	}
	now := slices.IndexFunc(placed, func(c *coding.Placed) bool { return c.ID == s.picked && c.Now.Overlaps(s.focus.span) })
	if now < 0 {
		// From within a coding the first step is to that coding.
		if here := s.here(); len(here) > 0 && here[0].Now != s.focus.span && s.list.holds(here[0]) {
			s.goToCoding(here[0])
			return
		}
		now = slices.IndexFunc(placed, func(c *coding.Placed) bool { return c.Now.Start >= s.focus.span.Start })
		switch {
		case now < 0 && step > 0:
			s.message = noneFollows
			return
		case now < 0:
			now = len(placed)
		}
		if step > 0 {
			now--
		}
	}
	if now += step; now < 0 || now >= len(placed) {
		s.message = map[bool]string{true: noneFollows, false: "no coding is before this"}[step > 0]
		return
	}
	s.goToCoding(placed[now])
}

// goToCoding marks a coding; what is marked next is by sentences.
func (s *Screen) goToCoding(c *coding.Placed) {
	s.picked, s.dropped = c.ID, false
	s.focus.free, s.focus.measure, s.focus.span = false, bySentence, c.Now
}

// goToPlace goes to a place by sentences, or by the larger unit in use: words marked one
// by one before are no reason to mark one here.
func (s *Screen) goToPlace(offset int) {
	s.focus.free, s.focus.measure = false, max(s.focus.measure, bySentence)
	s.focus.place(offset)
}

// uncoded goes to the next turn on which there is no coding.
func (s *Screen) uncoded() {
	text := s.sheet.Text
	turn := text.Paragraphs[text.ParagraphAt(s.focus.span.Start)].Turn
	for next := turn + 1; next < len(text.Turns); next++ {
		span := text.TurnSpan(next)
		if _, ok := text.Clip(span); !ok || text.Speaker(next).Role == transcript.Interviewer {
			continue
		}
		if !slices.ContainsFunc(s.sheet.Codings, func(c coding.Placed) bool { return c.Fate != coding.Adrift && c.Now.Overlaps(span) }) {
			s.goToPlace(span.Start)
			return
		}
	}
	s.message = "every turn from here on is coded, or an interviewer's"
}

// put puts a code on what is marked.
func (s *Screen) put(code codebook.ID) bool {
	passage, ok := s.passage()
	if !ok || !s.change(func() (string, error) { return s.desk.Put(code, passage) }) {
		return false
	}
	s.focus.free = false
	s.pickAt(passage)
	return true
}

// pickAt chooses the coding that was just put on a passage, so that a memo on it, or its
// ends, need no choice. On a walk the passage that it came to stays chosen.
func (s *Screen) pickAt(passage transcript.Span) {
	if s.list == walking || s.list == unconfirmed {
		return
	}
	newest := -1
	for i := range s.sheet.Codings {
		c := &s.sheet.Codings[i]
		if c.Fate != coding.Adrift && c.Now == passage && (newest < 0 || c.At.After(s.sheet.Codings[newest].At) || len(s.sheet.Recent) > 0 && c.Code == s.sheet.Recent[0]) {
			newest = i
		}
	}
	if newest >= 0 {
		s.picked = s.sheet.Codings[newest].ID
	}
}

// numbered are the codes that the keys 1 to 9 put.
func (s *Screen) numbered() []codebook.ID {
	var out []codebook.ID
	switch {
	case s.splitting():
		for _, c := range s.walk.parts {
			out = append(out, c.ID)
		}
		return out
	case s.list == later:
		return s.laterShown()
	}
	return s.sheet.Recent
}

func (s *Screen) putNumbered(n int) {
	codes := s.numbered()
	switch {
	case n >= len(codes):
		s.message = "there are not that many codes yet; enter chooses one or makes one"
	case s.splitting():
		s.putPart(codes[n])
	default:
		s.put(codes[n])
	}
}

// leave ends what was begun: first the marking, then what is searched, then the worklist.
func (s *Screen) leave() {
	switch {
	case s.placing != "":
		s.message = "it is left adrift"
	case s.focus.free || len(s.hits) > 0 || s.query != "":
	case s.list != everything:
		s.message = map[list]string{unconfirmed: "the list is left", later: "the codes that came later are left", walking: "the walk is left"}[s.list]
		s.list, s.work = everything, ""
	}
	s.drop()
}

// drop ends the marking, the moving and the search that were begun.
func (s *Screen) drop() {
	s.moving, s.placing, s.focus.free = nil, "", false
	s.hits, s.query = nil, ""
}
