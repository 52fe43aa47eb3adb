package coding

import (
	"slices"
	"strings"
	"time"

	"grounded/codebook"
	"grounded/transcript"
)

// Reconciled is the Role of an analyst that stands for what several agreed on.
const Reconciled = "reconciled"

// Selection says which codings are meant. Within a field any match will do,
// between fields all must match, an empty field leaves nobody out. Names may be
// globs over ids ("interview-0*").
type Selection struct {
	Looker Analyst // who looks; in a blind study only their own work is seen
	Blind  bool

	Analysts    []string // when none is named: all but the reconciled
	Codes       []string // ids or names; "analyst-1:rent" means that analyst's
	Kinds       []string
	Transcripts []string
	Types       []string
	Speakers    []string // labels or cases whose words a passage holds
	Roles       []string
	Cases       []string
	Rounds      []int
	Where       []string // "wave=1", "age>=60" over attributes of transcripts
	Since       time.Time
	Until       time.Time // exclusive
	NotOwn      bool      // leaves out what analysts put on their own words
}

// Picked is what a selection holds and what it left out.
type Picked struct {
	Rows        []Row // by coder in the study's order, transcript, place
	Coders      []*Coder
	Transcripts []*transcript.Transcript

	// What was meant otherwise, and is in no Row.
	Adrift int // codings that have lost their place
	Others int // codings on words of nobody whom Speakers, Roles and Cases mean
	Own    int // codings that NotOwn leaves out

	selection Selection
}

// Voice is a speaker across transcripts: a case, or else a label within one
// transcript.
type Voice struct {
	Case       string
	Transcript transcript.ID // "" when Case says who it is
	Label      string        // "" when Case says who it is
}

// VoiceOf returns who a speaker of t is.
func VoiceOf(t *transcript.Transcript, s transcript.Speaker) Voice {
	if s.Case != "" {
		return Voice{Case: s.Case}
	}
	return Voice{Transcript: t.ID, Label: s.Label}
}

// MeansTurn reports whether the selection means the words of a turn.
func (p Picked) MeansTurn(t *transcript.Transcript, turn int) bool {
	return p.selection.meansSpeaker(t.Speaker(turn))
}

// Sees reports whether the one who looks may see the work of an analyst.
func (p Picked) Sees(a Analyst) bool { return p.selection.Sees(a) }

// Voices returns the speakers whose words a coding holds and whom the selection
// means, in order of appearance. Text of nobody is no voice.
func (p Picked) Voices(r Row) []Voice {
	var out []Voice
	paragraphs := r.Transcript.ParagraphsOf(r.Now)
	turn := -1
	for _, para := range r.Transcript.Paragraphs[paragraphs.First:paragraphs.End] {
		if para.Turn == turn {
			continue
		}
		turn = para.Turn
		speaker := r.Transcript.Speaker(turn)
		if speaker.Label == "" || !p.selection.meansSpeaker(speaker) {
			continue
		}
		if v := VoiceOf(r.Transcript, speaker); !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// Sees reports whether the one who looks may see the work of an analyst.
func (s Selection) Sees(a Analyst) bool { return !s.Blind || s.Looker == a }

// Named reports whether the selection means an analyst of that role.
func (s Selection) Named(a Analyst, role string) bool {
	if len(s.Analysts) == 0 {
		return role != Reconciled
	}
	return matchAny(s.Analysts, string(a))
}

// Check returns an error for what is wrong with s whatever it is asked of: a
// kind of code that does not exist, a condition that compares nothing.
func (s Selection) Check() error {
	if err := knownNames("kind of code", s.Kinds, []string{string(codebook.Descriptive), string(codebook.Analytical)}); err != nil {
		return err
	}
	_, err := parseConditions(s.Where)
	return err
}

// Select returns the codings of c that s means. A name that nothing in c bears
// is an error that offers the nearest.
func Select(c *Corpus, s Selection) (Picked, error) {
	picked := Picked{selection: s}
	if err := s.Check(); err != nil {
		return Picked{}, err
	}
	for i := range c.Coders {
		if coder := &c.Coders[i]; s.Sees(coder.Analyst) && s.Named(coder.Analyst, coder.Role) {
			picked.Coders = append(picked.Coders, coder)
		}
	}
	if err := s.checkNames(c); err != nil {
		return Picked{}, err
	}
	where, err := parseConditions(s.Where)
	if err != nil {
		return Picked{}, err
	}
	if err := checkAttributes(where, c.Transcripts); err != nil {
		return Picked{}, err
	}
	byID := make(map[transcript.ID]*transcript.Transcript, len(c.Transcripts))
	for _, t := range c.Transcripts {
		if s.meansTranscript(t, where) {
			byID[t.ID] = t
			picked.Transcripts = append(picked.Transcripts, t)
		}
	}
	picked.Rows = make([]Row, 0, picked.atMost(byID))
	for _, coder := range picked.Coders {
		entries := s.entries(coder)
		for i := range coder.Work {
			t := byID[coder.Work[i].Transcript]
			if t == nil {
				continue
			}
			picked.add(s, coder, t, &coder.Work[i], entries)
		}
	}
	return picked, nil
}

// atMost returns how many codings the coders have in some transcripts.
func (p Picked) atMost(among map[transcript.ID]*transcript.Transcript) int {
	n := 0
	for _, coder := range p.Coders {
		for _, w := range coder.Work {
			if among[w.Transcript] != nil {
				n += len(w.Codings)
			}
		}
	}
	return n
}

// entries returns the codebook's entry of every code of a coder that s means,
// retired ones included.
func (s Selection) entries(coder *Coder) func(codebook.ID) (*codebook.Code, bool) {
	type judged struct {
		entry *codebook.Code
		meant bool
	}
	known := map[codebook.ID]judged{}
	return func(id codebook.ID) (*codebook.Code, bool) {
		j, seen := known[id]
		if !seen {
			entry, ok := coder.Book.Code(id)
			if !ok {
				entry = codebook.Code{ID: id}
			}
			j = judged{&entry, s.MeansCode(coder, entry)}
			known[id] = j
		}
		return j.entry, j.meant
	}
}

func (p *Picked) add(s Selection, coder *Coder, t *transcript.Transcript, w *Work, entries func(codebook.ID) (*codebook.Code, bool)) {
	for i := range w.Codings {
		placed := &w.Codings[i]
		entry, ok := entries(placed.Code)
		if !ok || !s.meansCoding(placed) {
			continue
		}
		switch {
		case placed.Fate == Adrift:
			p.Adrift++
			continue
		case s.NotOwn && holdsOwn(coder, t, placed.Now):
			p.Own++
			continue
		case !s.meansVoices(t, placed.Now):
			p.Others++
			continue
		}
		p.Rows = append(p.Rows, Row{Placed: placed, Coder: coder, Transcript: t, Entry: entry})
	}
}

func (s Selection) meansTranscript(t *transcript.Transcript, where []condition) bool {
	if len(s.Transcripts) > 0 && !matchAny(s.Transcripts, string(t.ID)) ||
		len(s.Types) > 0 && !matchAny(s.Types, t.Type) {
		return false
	}
	for _, c := range where {
		if !c.holds(t.Attributes) {
			return false
		}
	}
	return true
}

// MeansCode reports whether the selection means a code of a coder's book.
func (s Selection) MeansCode(coder *Coder, entry codebook.Code) bool {
	if len(s.Kinds) > 0 && !matchAny(s.Kinds, string(entry.Kind)) {
		return false
	}
	if len(s.Codes) == 0 {
		return true
	}
	for _, pattern := range s.Codes {
		if whose, code, ok := strings.Cut(pattern, ":"); ok {
			if whose != string(coder.Analyst) {
				continue
			}
			pattern = code
		}
		if match(pattern, string(entry.ID)) || entry.Name != "" && strings.EqualFold(pattern, entry.Name) {
			return true
		}
	}
	return false
}

func (s Selection) meansCoding(c *Placed) bool {
	if len(s.Rounds) > 0 && !slices.Contains(s.Rounds, max(c.Round, 1)) {
		return false
	}
	if !s.Since.IsZero() && c.At.Before(s.Since) {
		return false
	}
	return s.Until.IsZero() || c.At.Before(s.Until)
}

// meansVoices reports whether one of the speakers in a passage is meant.
func (s Selection) meansVoices(t *transcript.Transcript, passage transcript.Span) bool {
	if len(s.Speakers)+len(s.Roles)+len(s.Cases) == 0 {
		return true
	}
	r := t.ParagraphsOf(passage)
	return slices.ContainsFunc(t.Paragraphs[r.First:r.End], func(p transcript.Paragraph) bool {
		return s.meansSpeaker(t.Speaker(p.Turn))
	})
}

// holdsOwn reports whether a passage holds words of the one who coded it.
func holdsOwn(coder *Coder, t *transcript.Transcript, passage transcript.Span) bool {
	r := t.ParagraphsOf(passage)
	return coder.Case != "" && slices.ContainsFunc(t.Paragraphs[r.First:r.End], func(p transcript.Paragraph) bool {
		return t.Speaker(p.Turn).Case == coder.Case
	})
}

func (s Selection) meansSpeaker(v transcript.Speaker) bool {
	return (len(s.Speakers) == 0 || matchAny(s.Speakers, v.Label) || matchAny(s.Speakers, v.Case)) &&
		(len(s.Roles) == 0 || matchAny(s.Roles, string(v.Role))) &&
		(len(s.Cases) == 0 || matchAny(s.Cases, v.Case))
}

// SelectTurns returns what tells which turns of some transcripts a selection
// means, by transcript and index of the turn. Codes and analysts do not count.
func SelectTurns(ts []*transcript.Transcript, s Selection) (func(transcript.ID, int) bool, error) {
	s.Analysts, s.Codes, s.Kinds = nil, nil, nil
	if err := s.checkNames(&Corpus{Transcripts: ts}); err != nil {
		return nil, err
	}
	where, err := parseConditions(s.Where)
	if err != nil {
		return nil, err
	}
	if err := checkAttributes(where, ts); err != nil {
		return nil, err
	}
	meant := map[transcript.ID]*transcript.Transcript{}
	for _, t := range ts {
		if s.meansTranscript(t, where) {
			meant[t.ID] = t
		}
	}
	return func(id transcript.ID, turn int) bool {
		t := meant[id]
		return t != nil && s.meansSpeaker(t.Speaker(turn))
	}, nil
}
