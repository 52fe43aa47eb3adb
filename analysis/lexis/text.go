package lexis

import (
	"cmp"
	"slices"

	"grounded/transcript"
	"grounded/transcript/coding"
)

// nobody is the voice of words that nobody is known to have said.
const nobody = -1

// stretch is a paragraph of which words are counted, and who said them.
type stretch struct {
	text       string
	base       int     // where it begins in the body
	pieces     []piece // a word is of the first that it touches
	overlay    bool    // counts for its groups alone, and not among all
	turn       int
	voice      int
	role       transcript.Role
	quotable   bool
	restricted []transcript.Span // of its text: never quotable
}

// piece is a part of a stretch's text that counts in a group, -1 being none.
type piece struct {
	transcript.Span
	group int
}

// texts is a corpus ready to be read, one transcript after another.
type texts struct {
	Corpus
	list       []*transcript.Transcript
	among      []map[transcript.ID]bool // of each side, the transcripts that it means
	coded      []map[transcript.ID][]transcript.Span
	voices     []coding.Voice
	people     []bool  // of each voice: not one that asks
	voiceOf    [][]int // of each transcript, by speaker
	restricted [][]transcript.Span
}

func newTexts(c Corpus) *texts {
	x := &texts{Corpus: c}
	seen := map[transcript.ID]bool{}
	for _, side := range c.Sides {
		among := map[transcript.ID]bool{}
		for _, t := range side.Picked.Transcripts {
			among[t.ID] = true
			if !seen[t.ID] {
				seen[t.ID] = true
				x.list = append(x.list, t)
			}
		}
		x.among = append(x.among, among)
		x.coded = append(x.coded, side.passages())
	}
	slices.SortFunc(x.list, func(a, b *transcript.Transcript) int { return cmp.Compare(a.ID, b.ID) })
	known := map[coding.Voice]int{}
	for _, t := range x.list {
		voices := make([]int, len(t.Speakers))
		for i, s := range t.Speakers {
			voices[i] = x.voice(known, t, s)
		}
		x.voiceOf = append(x.voiceOf, voices)
		var spans []transcript.Span
		for _, p := range coding.Restricted(t) {
			if p.Fate != coding.Adrift {
				spans = append(spans, p.Now)
			}
		}
		x.restricted = append(x.restricted, transcript.Union(spans))
	}
	return x
}

// passages are what a side's codings are put on, by transcript; nil where that does not
// matter.
func (s Side) passages() map[transcript.ID][]transcript.Span {
	if !s.Coded {
		return nil
	}
	out := map[transcript.ID][]transcript.Span{}
	for _, r := range s.Picked.Rows {
		if r.By != coding.ByQuery {
			out[r.Transcript.ID] = append(out[r.Transcript.ID], r.Now)
		}
	}
	for id, spans := range out {
		out[id] = transcript.Union(spans)
	}
	return out
}

func (x *texts) voice(known map[coding.Voice]int, t *transcript.Transcript, s transcript.Speaker) int {
	if s.Label == "" || s.Role == transcript.Gone {
		return nobody
	}
	v := coding.VoiceOf(t, s)
	at, ok := known[v]
	if !ok {
		at = len(x.voices)
		known[v] = at
		x.voices = append(x.voices, v)
		x.people = append(x.people, false)
	}
	if s.Case != "" || s.Role != transcript.Interviewer {
		x.people[at] = true
	}
	return at
}

// language returns what a transcript is in.
func (x *texts) language(t *transcript.Transcript) string { return cmp.Or(t.Language, x.Language) }

// read yields the stretches of a transcript in order; those that are overlaid come
// behind the one that they lie on. A stretch is good until the next one.
func (x *texts) read(i int, yield func(*stretch)) {
	t := x.list[i]
	var over []overlay
	for g, passages := range x.Passages {
		if spans := passages[t.ID]; len(spans) > 0 {
			over = append(over, overlay{g, spans})
		}
	}
	turn, s := -1, stretch{}
	sides := make([]int, len(x.Sides)) // the group of each side's words; left out when -2
	for _, p := range t.Paragraphs {
		if p.Turn != turn {
			turn = p.Turn
			x.open(i, turn, &s, sides)
		}
		s.text, s.base = t.Text(p.Text), p.Text.Start
		s.restricted = within(s.restricted[:0], x.restricted[i], p.Text)
		s.overlay, s.pieces = false, s.pieces[:0]
		for k, group := range sides {
			switch {
			case group == leftOut:
			case x.coded[k] == nil:
				s.pieces = append(s.pieces, piece{transcript.Span{End: len(s.text)}, group})
			default:
				s.lay(group, x.coded[k][t.ID], p.Text)
			}
		}
		if len(s.pieces) == 0 {
			continue
		}
		yield(&s)
		s.overlay = true
		for _, o := range over {
			if s.pieces = s.pieces[:0]; s.lay(o.group, o.spans, p.Text) {
				yield(&s)
			}
		}
	}
}

// leftOut stands for the group of words that count nowhere.
const leftOut = -2

// overlay is the passages of a group in one transcript.
type overlay struct {
	group int
	spans []transcript.Span
}

// open makes known who speaks in a turn, and in which group of each side its words are.
func (x *texts) open(i, turn int, s *stretch, sides []int) {
	t := x.list[i]
	speaker := t.Speaker(turn)
	s.turn, s.role, s.voice = turn, speaker.Role, nobody
	if at := t.Turns[turn].Speaker; at >= 0 {
		s.voice = x.voiceOf[i][at]
	}
	s.quotable = x.Quoting == nil || x.Quoting.Allows(speaker) != coding.QuoteNo
	for k, side := range x.Sides {
		switch {
		case speaker.Role == transcript.Gone, !x.among[k][t.ID], !side.Picked.MeansTurn(t, turn):
			sides[k] = leftOut
		case x.Passages != nil:
			sides[k] = -1
		case x.Turns == nil:
			sides[k] = k
		case x.Turns[t.ID][turn] < 0:
			sides[k] = leftOut
		default:
			sides[k] = x.Turns[t.ID][turn]
		}
	}
}

// lay adds the parts of sorted spans of the body that lie in a paragraph as pieces, and
// reports whether there is any.
func (s *stretch) lay(group int, spans []transcript.Span, paragraph transcript.Span) bool {
	before := len(s.pieces)
	for _, part := range within(nil, spans, paragraph) {
		s.pieces = append(s.pieces, piece{part, group})
	}
	return len(s.pieces) > before
}

// whole returns the group of all words, when all are of one.
func (s *stretch) whole() (group int, ok bool) {
	first := s.pieces[0]
	return first.group, first.Span == transcript.Span{End: len(s.text)}
}

// group returns the group of a word, and false when it counts nowhere.
func (s *stretch) group(word transcript.Span) (int, bool) {
	for _, p := range s.pieces {
		if p.Overlaps(word) {
			return p.group, true
		}
	}
	return 0, false
}

// mayQuote reports whether a word may be quoted outside the study.
func (s *stretch) mayQuote(word transcript.Span) bool {
	return s.quotable && !slices.ContainsFunc(s.restricted, word.Overlaps)
}

// within adds the parts of sorted spans that lie in a stretch, counted from its start.
func within(out, spans []transcript.Span, stretch transcript.Span) []transcript.Span {
	first, _ := slices.BinarySearchFunc(spans, stretch.Start, func(s transcript.Span, at int) int { return cmp.Compare(s.End, at) })
	for _, s := range spans[first:] {
		if s.Start >= stretch.End {
			break
		}
		if part := s.Intersect(stretch); !part.Empty() {
			out = append(out, transcript.Span{Start: part.Start - stretch.Start, End: part.End - stretch.Start})
		}
	}
	return out
}
