package saturation

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"grounded/transcript"
	"grounded/transcript/coding"
)

// unitAt is a unit with what says where it stands.
type unitAt struct {
	id    string
	begun time.Time // when it was first coded, or opened; zero when that is not on record
	date  string    // of the earliest transcript that has one
	from  int       // the place of its first transcript, in the order of transcripts
}

// name tells a voice from all others.
func name(v coding.Voice) string {
	if v.Case != "" {
		return v.Case
	}
	return string(v.Transcript) + ":" + v.Label
}

// nobodys is the unit of words that no participant said.
const nobodys = ""

// unitsOf returns the units that a coding is put on.
func (c *count) unitsOf(row coding.Row) []string {
	if c.By == ByTranscript {
		return []string{string(row.Transcript.ID)}
	}
	var out []string
	for _, v := range c.picked.Participants(row) {
		id := name(v)
		out = append(out, id)
		if u := c.unit(id); !row.At.IsZero() && (u.begun.IsZero() || row.At.Before(u.begun)) {
			u.begun = row.At
		}
	}
	if len(out) == 0 {
		out = append(out, nobodys)
	}
	return out
}

func (c *count) unit(id string) *unitAt {
	if c.units[id] == nil {
		c.units[id] = &unitAt{id: id, from: -1}
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
			texts = append(texts, &unitAt{id: string(t.ID), begun: s.begun, date: t.Date})
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
