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
	slices.SortStableFunc(out, func(a, b *coding.Placed) int {
		if (a.ID == s.picked) != (b.ID == s.picked) {
			if a.ID == s.picked {
				return -1
			}
			return 1
		}
		return (a.Now.End - a.Now.Start) - (b.Now.End - b.Now.Start)
	})
	return out
}

// coding returns the coding that a key is about, and says so when there is none.
func (s *Screen) coding() *coding.Placed {
	if here := s.here(); len(here) > 0 {
		return here[0]
	}
	s.message = "no code is on these words; tab goes to the next that are coded"
	return nil
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
	s.picked = placed[now].ID
	s.focus.free = false
	s.focus.span = placed[now].Now
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
			s.focus.free = false
			s.focus.place(span.Start)
			return
		}
	}
	s.message = "every turn from here on is coded, or an interviewer's"
}

// put puts a code on what is marked.
func (s *Screen) put(code codebook.ID) {
	passage, ok := s.focus.passage()
	if !ok {
		s.message = "no words are marked"
		return
	}
	s.change(func() (string, error) { return s.desk.Put(code, passage) })
	s.focus.free = false
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
		return s.sheet.Later
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

// ends begins to move the ends of a coding, or keeps them as they are marked now.
func (s *Screen) ends() {
	if s.moving != "" {
		passage, ok := s.focus.passage()
		if !ok {
			s.message = "no words are marked"
			return
		}
		id := s.moving
		if s.change(func() (string, error) { return s.desk.Move(id, passage) }) {
			s.moving = ""
		}
		return
	}
	if c := s.coding(); c != nil {
		s.moving, s.picked = c.ID, c.ID
		s.focus.free, s.focus.measure, s.focus.span = false, byWord, c.Now
		s.message = "moving the ends of " + nameOf(s.sheet.Book, c.Code) + ": . , the last word, < > the first; e keeps them, esc leaves them"
	}
}

// leave ends what was begun.
func (s *Screen) leave() {
	if s.moving == "" && !s.focus.free && len(s.hits) == 0 {
		s.list = everything
	}
	s.drop()
}

// drop ends the marking, the moving of ends and the search that were begun.
func (s *Screen) drop() {
	s.moving, s.focus.free = "", false
	s.hits, s.query = nil, ""
}
