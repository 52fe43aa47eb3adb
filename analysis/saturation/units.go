package saturation

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// unitAt is a unit with what says where it stands.
type unitAt struct {
	id    string
	begun time.Time // when it was first coded, or opened; zero when that is not on record
	date  string    // of the earliest transcript that has one
	from  int       // of a participant: the place of their first transcript among these; -1 before it is known

	first, later map[codebook.ID]bool // codes of its first and of later readings
}

// put puts a code on a unit.
func (u *unitAt) put(code codebook.ID, later bool) {
	if later {
		u.later[code] = true
	} else {
		u.first[code] = true
	}
}

// name tells a voice from all others.
func name(v coding.Voice) string {
	if v.Case != "" {
		return v.Case
	}
	return string(v.Transcript) + ":" + v.Label
}

// unitsOf returns the units that a coding is put on: none, by participant, where it is on
// words of nobody who is one.
func (c *count) unitsOf(row coding.Row) []*unitAt {
	if c.By == ByTranscript {
		return []*unitAt{c.unit(string(row.Transcript.ID))}
	}
	var out []*unitAt
	for _, v := range c.picked.Participants(row) {
		u := c.unit(name(v))
		if !row.At.IsZero() && (u.begun.IsZero() || row.At.Before(u.begun)) {
			u.begun = row.At
		}
		out = append(out, u)
	}
	return out
}

func (c *count) unit(id string) *unitAt {
	if c.units[id] == nil {
		c.units[id] = &unitAt{id: id, from: -1, first: map[codebook.ID]bool{}, later: map[codebook.ID]bool{}}
	}
	return c.units[id]
}

// order returns the units in order, and says in b what is left out of them.
func (c *count) order(b *Body) []*unitAt {
	var texts []*unitAt
	heard := map[string][]string{} // participants of transcripts that count
	partly := map[string]bool{}
	for _, t := range c.picked.Transcripts {
		speak, meant := c.speakers(t)
		if !meant {
			continue
		}
		s := c.stage(t.ID)
		switch {
		case s == nil:
			b.NotBegun++
		case !c.counts(s):
			b.Unfinished = append(b.Unfinished, t.ID)
		default:
			one := &unitAt{id: string(t.ID)} // a participant may be called the same
			if c.By == ByTranscript {
				one = c.unit(one.id)
			}
			one.begun, one.date = s.begun, t.Date
			texts = append(texts, one)
			heard[string(t.ID)] = speak
			if c.half(t.ID) {
				b.Half = append(b.Half, t.ID)
			}
			if c.Order == ByDate && t.Date == "" {
				b.Undated++
			}
			continue
		}
		for _, id := range speak {
			partly[id] = true
		}
	}
	slices.SortFunc(texts, c.compare)
	b.Tied = c.tied(nil, texts)
	if c.By == ByParticipant {
		people := c.participants(texts, heard)
		b.Silent = len(texts) > 0 && len(people) == 0
		texts, b.Tied = people, c.tied(b.Tied, people)
		for _, u := range texts {
			if partly[u.id] {
				b.Partly = append(b.Partly, u.id)
			}
		}
	}
	return texts
}

// stage returns how far the coders have come with a transcript: the earliest beginning,
// and whether one of them finished it. It is nil when none began.
func (c *count) stage(id transcript.ID) *stage {
	var out *stage
	for _, r := range c.readings {
		s := r.work[id]
		if s == nil {
			continue
		}
		if out == nil {
			out = &stage{begun: s.begun, finished: s.finished}
			continue
		}
		if !s.begun.IsZero() && (out.begun.IsZero() || s.begun.Before(out.begun)) {
			out.begun = s.begun
		}
		out.finished = out.finished || s.finished
	}
	return out
}

// half reports whether one coder has finished a transcript that another has begun.
func (c *count) half(id transcript.ID) bool {
	return slices.ContainsFunc(c.readings, func(r *reading) bool { return r.work[id] != nil && !c.counts(r.work[id]) })
}

// speakers returns the participants who speak in a transcript, in order of appearance, of
// those whom the selection means, and whether it means anybody's words there at all.
func (c *count) speakers(t *transcript.Transcript) (participants []string, meant bool) {
	for turn := range t.Turns {
		if !c.picked.MeansTurn(t, turn) {
			continue
		}
		meant = true
		if c.By == ByTranscript {
			return nil, true
		}
		s := t.Speaker(turn)
		if s.Label == "" || s.Role == transcript.Gone || s.Case == "" && s.Role != transcript.Participant {
			continue
		}
		if id := name(coding.VoiceOf(t, s)); !slices.Contains(participants, id) {
			participants = append(participants, id)
		}
	}
	return participants, meant
}

// participants returns those who speak in transcripts, which stand in order: by the first
// of these, and within one by when their words were first coded.
func (c *count) participants(texts []*unitAt, heard map[string][]string) []*unitAt {
	var out []*unitAt
	for i, t := range texts {
		for _, id := range heard[t.id] {
			u := c.unit(id)
			if u.from < 0 {
				u.from = i
				out = append(out, u)
			}
			if u.date == "" || t.date != "" && t.date < u.date {
				u.date = t.date
			}
		}
	}
	slices.SortFunc(out, func(a, b *unitAt) int {
		if c.Order == ByName {
			return strings.Compare(a.id, b.id)
		}
		return cmp.Or(cmp.Compare(a.from, b.from), whenever(a.begun, b.begun), strings.Compare(a.id, b.id))
	})
	return out
}

func (c *count) compare(a, b *unitAt) int {
	return cmp.Or(c.rank(a, b), strings.Compare(a.id, b.id))
}

// tied adds to ids those of units whose place beside the one before them only their name
// says.
func (c *count) tied(ids []string, units []*unitAt) []string {
	for i := 1; i < len(units) && c.Order != ByName; i++ {
		if units[i-1].from == units[i].from && c.rank(units[i-1], units[i]) == 0 {
			ids = append(ids, units[i].id)
		}
	}
	return ids
}

// rank orders units without their names.
func (c *count) rank(a, b *unitAt) int {
	switch {
	case c.Order == ByName:
		return 0
	case c.Order == ByDate && a.date != b.date:
		switch "" {
		case a.date:
			return 1
		case b.date:
			return -1
		}
		return strings.Compare(a.date, b.date)
	}
	return whenever(a.begun, b.begun)
}

// whenever orders times, with those last that are not known.
func whenever(a, b time.Time) int {
	if a.IsZero() != b.IsZero() {
		return map[bool]int{true: 1, false: -1}[a.IsZero()]
	}
	return a.Compare(b)
}
