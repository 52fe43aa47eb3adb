package coding

import (
	"fmt"
	"slices"
	"strings"

	"grounded/transcript"
)

// meaning is a selection made ready to be asked of one passage after another.
type meaning struct {
	Selection
	anybody bool // every speaker is meant

	// people says, of the transcripts in which conditions are answered by cases,
	// for whose words they hold: by case, "" for who is none.
	people map[transcript.ID]map[string]bool
	unlike []string // what conditions leave out as it does not compare, a sentence each

	theirs map[string]bool // cases whose words are left out
}

// Aside is what a selection leaves out because it lies on surveys: what people
// write into a form does not mix with what they say, unless that is asked for.
type Aside struct {
	Transcripts int
	Codings     int // that were meant otherwise
}

// String says what was left out and how to have it, and is "" when nothing was.
func (a Aside) String() string {
	surveys := counted(a.Transcripts, "survey transcript")
	switch {
	case a.Transcripts == 0:
		return ""
	case a.Codings == 0:
		return surveys + " left out (ask for them with: --type '*')."
	}
	return fmt.Sprintf("%s left out: on %s (ask for them with: --type '*').", counted(a.Codings, "coding"), surveys)
}

// Survey is the type of transcripts that are set aside.
const Survey = "survey"

// read makes s ready to be asked of c, and returns the transcripts that it means
// and the surveys among those that are left aside.
func (s Selection) read(c *Corpus) (m meaning, among, aside []*transcript.Transcript, err error) {
	m = meaning{Selection: s, anybody: len(s.Speakers)+len(s.Roles)+len(s.Cases) == 0, people: map[transcript.ID]map[string]bool{}}
	if err := s.checkNames(c); err != nil {
		return m, nil, nil, err
	}
	where, err := parseConditions(s.Where)
	if err != nil {
		return m, nil, nil, err
	}
	facts := gather(where, c)
	if err := facts.check(where); err != nil {
		return m, nil, nil, err
	}
	m.unlike = facts.unlike(where)
	for _, t := range c.Transcripts {
		if len(s.Transcripts) > 0 && !matchAny(s.Transcripts, string(t.ID)) || len(s.Types) > 0 && !matchAny(s.Types, t.Type) {
			continue
		}
		people, meant := facts.speakers(where, t)
		if !meant {
			continue
		}
		if people != nil {
			m.people[t.ID] = people
			m.anybody = false
		}
		among = append(among, t)
	}
	among, aside = s.setAside(among)
	return m, among, aside, nil
}

// setAside parts surveys from transcripts of other types, where there are both
// and nobody asked for the survey by its type or its id.
func (s Selection) setAside(ts []*transcript.Transcript) (among, aside []*transcript.Transcript) {
	if s.Surveys || len(s.Types) > 0 {
		return ts, nil
	}
	for _, t := range ts {
		named := slices.ContainsFunc(s.Transcripts, func(name string) bool { return strings.EqualFold(name, string(t.ID)) })
		if t.Type == Survey && !named {
			aside = append(aside, t)
		} else {
			among = append(among, t)
		}
	}
	if !slices.ContainsFunc(among, func(t *transcript.Transcript) bool { return t.Type != Survey }) {
		return ts, nil
	}
	return among, aside
}

// passage reports whether one of the speakers in a passage is meant.
func (m meaning) passage(t *transcript.Transcript, passage transcript.Span) bool {
	if m.anybody {
		return true
	}
	r := t.ParagraphsOf(passage)
	return slices.ContainsFunc(t.Paragraphs[r.First:r.End], func(p transcript.Paragraph) bool {
		return m.speaker(t, t.Speaker(p.Turn))
	})
}

// speaker reports whether the words of a speaker of t are meant.
func (m meaning) speaker(t *transcript.Transcript, v transcript.Speaker) bool {
	if m.anybody {
		return true
	}
	if people := m.people[t.ID]; people != nil && !people[v.Case] || m.theirs[v.Case] {
		return false
	}
	return (len(m.Speakers) == 0 || matchAny(m.Speakers, v.Label) || matchAny(m.Speakers, v.Case)) &&
		(len(m.Roles) == 0 || matchAny(m.Roles, string(v.Role))) &&
		(len(m.Cases) == 0 || matchAny(m.Cases, v.Case))
}

// Turns tells which turns of some transcripts a selection means.
type Turns struct {
	meaning      meaning
	among, aside map[transcript.ID]*transcript.Transcript
}

// Means reports whether a turn is meant, by its index.
func (s Turns) Means(id transcript.ID, turn int) bool { return s.means(s.among[id], turn) }

// SetAside reports whether a turn is left out for no reason but that it is on a
// survey.
func (s Turns) SetAside(id transcript.ID, turn int) bool { return s.means(s.aside[id], turn) }

// Unlike says what conditions leave out as it does not compare, a sentence each.
func (s Turns) Unlike() []string { return s.meaning.unlike }

func (s Turns) means(t *transcript.Transcript, turn int) bool {
	return t != nil && s.meaning.speaker(t, t.Speaker(turn))
}

// SelectTurns returns the turns of the transcripts of c that a selection means.
// Codes and analysts do not count.
func SelectTurns(c *Corpus, s Selection) (Turns, error) {
	s.Analysts, s.Codes, s.Kinds = nil, nil, nil
	m, among, aside, err := s.read(&Corpus{Transcripts: c.Transcripts, Cases: c.Cases})
	if err != nil {
		return Turns{}, err
	}
	return Turns{meaning: m, among: byID(among), aside: byID(aside)}, nil
}

func byID(ts []*transcript.Transcript) map[transcript.ID]*transcript.Transcript {
	out := make(map[transcript.ID]*transcript.Transcript, len(ts))
	for _, t := range ts {
		out[t.ID] = t
	}
	return out
}

// counted writes a number with its noun: "1 coding", "3 codings".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
