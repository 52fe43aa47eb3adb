package coding

import (
	"fmt"
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
	Opened []string // in a blind study, transcripts on which the work of those named is seen all the same

	Analysts    []string // when none is named: all but the reconciled
	Codes       []string // ids or names; "analyst-1:rent" means that analyst's
	Kinds       []string
	Transcripts []string
	Types       []string
	Speakers    []string // labels or cases whose words a passage holds
	Roles       []string
	Cases       []string
	Rounds      []int
	Where       []string // "wave=1", "age>=60" over attributes of transcripts and of cases
	Since       time.Time
	Until       time.Time // exclusive
	Surveys     bool      // takes surveys in with other transcripts, as naming any Types does
	NotOwn      bool      // leaves out what analysts put on their own words
	AnyCode     bool      // Codes, which must be there, leave out no coding: see MeansCode

	// Bare asks for where codings lie and whose they are, without the words that they
	// keep, which of a large study are most of what is read.
	Bare bool
}

// Picked is what a selection holds and what it left out.
type Picked struct {
	Rows        []Row // by coder in the study's order, transcript, place
	Coders      []*Coder
	Transcripts []*transcript.Transcript

	Uncounted
	Aside Aside

	meaning meaning
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
	return p.meaning.speaker(t, t.Speaker(turn))
}

// Beside says what the selection does for no reason that was asked for: the codes that
// it means with others, see Became, and what it leaves aside: people of whom a condition
// cannot be answered, and surveys.
func (p Picked) Beside() []string {
	out := append(p.Became(), p.meaning.unlike...)
	if surveys := p.Aside.String(); surveys != "" {
		out = append(out, surveys)
	}
	return out
}

// Sees reports whether the one who looks may see the work of an analyst.
func (p Picked) Sees(a Analyst) bool { return p.meaning.Sees(a) }

// Voices returns the speakers whose words a coding holds and whom the selection
// means, in order of appearance. Text of nobody is no voice.
func (p Picked) Voices(r Row) []Voice {
	return p.voices(r, func(transcript.Speaker) bool { return true })
}

// Participants returns those of Voices who were studied: a speaker who is a case,
// or whose role is participant.
func (p Picked) Participants(r Row) []Voice {
	return p.voices(r, func(v transcript.Speaker) bool { return v.Case != "" || v.Role == transcript.Participant })
}

func (p Picked) voices(r Row, among func(transcript.Speaker) bool) []Voice {
	var out []Voice
	paragraphs := r.Transcript.ParagraphsOf(r.Now)
	turn := -1
	for _, para := range r.Transcript.Paragraphs[paragraphs.First:paragraphs.End] {
		if para.Turn == turn {
			continue
		}
		turn = para.Turn
		speaker := r.Transcript.Speaker(turn)
		if speaker.Label == "" || speaker.Role == transcript.Gone || !among(speaker) || !p.meaning.speaker(r.Transcript, speaker) {
			continue
		}
		if v := VoiceOf(r.Transcript, speaker); !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// Sees reports whether the one who looks may see the work of an analyst.
func (s Selection) Sees(a Analyst) bool {
	who, _, _ := a.Kept()
	return !s.Blind || s.Looker == who
}

// SeesSome reports whether the one who looks may see anything of the work of an analyst.
func (s Selection) SeesSome(a Analyst) bool { return s.Sees(a) || len(s.Opened) > 0 }

// Named reports whether the selection means an analyst of that role. What is kept of
// earlier work is meant where it is named.
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
	if err := s.Check(); err != nil {
		return Picked{}, err
	}
	m, among, aside, err := s.read(c)
	if err != nil {
		return Picked{}, err
	}
	picked := Picked{meaning: m, Transcripts: among}
	for i := range c.Coders {
		if coder := &c.Coders[i]; s.SeesSome(coder.Analyst) && s.Named(coder.Analyst, coder.Role) {
			picked.Coders = append(picked.Coders, coder)
		}
	}
	picked.take(among)
	if len(aside) > 0 {
		surveys := Picked{meaning: m, Coders: picked.Coders}
		surveys.take(aside)
		picked.Aside = Aside{Transcripts: len(aside), Codings: len(surveys.Rows)}
	}
	return picked, nil
}

// take adds the codings on some transcripts.
func (p *Picked) take(among []*transcript.Transcript) {
	meant := byID(among)
	p.Rows = make([]Row, 0, p.atMost(meant))
	for _, coder := range p.Coders {
		entries := p.meaning.entries(coder)
		for i := range coder.Work {
			if t := meant[coder.Work[i].Transcript]; t != nil {
				p.add(coder, t, &coder.Work[i], entries)
			}
		}
	}
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
			j = judged{&entry, s.meansEntry(coder, entry)}
			known[id] = j
		}
		return j.entry, j.meant
	}
}

func (p *Picked) add(coder *Coder, t *transcript.Transcript, w *Work, entries func(codebook.ID) (*codebook.Code, bool)) {
	for i := range w.Codings {
		placed := &w.Codings[i]
		entry, ok := entries(placed.Code)
		if !ok || !p.meaning.meansCoding(placed) || p.meaning.misses(coder, t, placed, &p.Uncounted) {
			continue
		}
		p.Rows = append(p.Rows, Row{Placed: placed, Coder: coder, Transcript: t, Entry: entry})
	}
}

func (s Selection) meansEntry(coder *Coder, entry codebook.Code) bool {
	if s.AnyCode {
		s.Codes = nil
	}
	return s.MeansCode(coder, entry)
}

// MeansCode reports whether the selection means a code of a coder's book: one that Codes
// names, or that took the place of one that is named when it was merged or split, or takes
// it while that one is being split.
func (s Selection) MeansCode(coder *Coder, entry codebook.Code) bool {
	if len(s.Kinds) > 0 && !matchAny(s.Kinds, string(entry.Kind)) {
		return false
	}
	return len(s.Codes) == 0 || s.NamesCode(coder, entry) ||
		slices.ContainsFunc(s.replaced(coder), func(c codebook.Code) bool { return slices.Contains(coder.Book.Heirs(c.ID), entry.ID) })
}

// NamesCode reports whether Codes names a code of a coder's book, by its id or its name.
func (s Selection) NamesCode(coder *Coder, entry codebook.Code) bool {
	return slices.ContainsFunc(s.Codes, func(pattern string) bool {
		pattern, ok := ofCoder(pattern, coder)
		return ok && (match(pattern, string(entry.ID)) || entry.Name != "" && strings.EqualFold(pattern, entry.Name))
	})
}

// ofCoder takes from a pattern whose code it means, and reports whether that is the
// coder's.
func ofCoder(pattern string, coder *Coder) (string, bool) {
	whose, code, said := strings.Cut(pattern, ":")
	if !said {
		return pattern, true
	}
	return code, whose == string(coder.Analyst)
}

// replaced returns the codes out of use, or being split, that Codes names one by one, and
// not as some of many.
func (s Selection) replaced(coder *Coder) []codebook.Code {
	var out []codebook.Code
	for _, pattern := range s.Codes {
		pattern, ok := ofCoder(pattern, coder)
		if !ok || isGlob(pattern) || coder.Book == nil {
			continue
		}
		if c, err := coder.Book.Find(pattern); err == nil && (!c.InUse() || len(c.Splitting) > 0) {
			out = append(out, c)
		}
	}
	return out
}

// Became says which of the codes that Codes names became others, or are being split into
// others, that are meant with them: a sentence each.
func (p Picked) Became() []string {
	var out []string
	for _, coder := range p.Coders {
		if !p.Sees(coder.Analyst) {
			continue
		}
		for _, c := range p.meaning.replaced(coder) {
			heirs := coder.Book.Heirs(c.ID)
			if len(heirs) == 0 {
				continue
			}
			names := make([]string, len(heirs))
			for i, id := range heirs {
				names[i] = string(id)
			}
			how := "became"
			if c.InUse() {
				how = "is being split into"
			}
			if said := fmt.Sprintf("Code %s of %s %s %s, which is meant with it.", c.ID, coder.Analyst, how, strings.Join(names, ", ")); !slices.Contains(out, said) {
				out = append(out, said)
			}
		}
	}
	return out
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

// OfOwnWords reports whether a coding stands on words of a case, that of the one who
// put it there. One that is adrift stands on none.
func OfOwnWords(of string, t *transcript.Transcript, p Placed) bool {
	if of == "" || p.Fate == Adrift {
		return false
	}
	r := t.ParagraphsOf(p.Now)
	return slices.ContainsFunc(t.Paragraphs[r.First:r.End], func(p transcript.Paragraph) bool { return t.Speaker(p.Turn).Case == of })
}
