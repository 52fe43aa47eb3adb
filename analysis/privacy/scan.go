package privacy

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"grounded/transcript"
	"grounded/transcript/cases"
)

// Kind says what a candidate seems to be.
type Kind string

// Candidates are listed in this order.
const (
	Speaker    Kind = "speaker"
	SoundsLike Kind = "sounds-like"
	Name       Kind = "name"
	Place      Kind = "place"
	Email      Kind = "email"
	Phone      Kind = "phone"
	Handle     Kind = "handle"
	Number     Kind = "number"
)

var kinds = []Kind{Speaker, SoundsLike, Name, Place, Email, Phone, Handle, Number}

// Candidate is what could give somebody away.
type Candidate struct {
	Kind        Kind
	Find        string   // as it stands in the text, or as its label
	Count       int      // of times it stands there, labels of turns included
	Transcripts []string // in which it stands, and files beside them; sorted
	Contexts    []string // at most three, from different transcripts where it can be
	Reason      string
	Replace     string // a proposal: the same for all names of one person
}

// Prose is a text of a study that is no transcript.
type Prose struct {
	Name string // as people know it
	Text string
}

// Input is what is looked through.
type Input struct {
	Transcripts []*transcript.Transcript
	Cases       []cases.Case
	Others      []Prose // memos, definitions and the like
	Language    string  // of transcripts that do not say another
}

// Found is what a scan found, and what it says of how it looked.
type Found struct {
	Candidates []Candidate // by kind, those that stand more often first
	Nouns      []string    // transcripts whose language begins every noun with a capital
}

// Scan proposes what to replace. Evidence of a name is that it is the label of a
// speaker or a case, that it sounds like one, or that it begins with a capital
// where no sentence does and stands nowhere in the study in small letters. In a
// language that begins every noun so, that is no evidence, and a title before the
// name is.
func Scan(in Input) Found {
	s := scan{in: in, people: persons(in), ordinary: map[string]bool{}, names: map[string]*spotted{}}
	for _, t := range in.Transcripts {
		text := passage{where: string(t.ID), nouns: capitalises(t, in.Language)}
		if text.nouns {
			s.found.Nouns = append(s.found.Nouns, text.where)
		}
		for _, p := range t.Paragraphs {
			text.text = t.Text(p.Text)
			s.passages = append(s.passages, text)
		}
		first := len(s.labels)
		for _, v := range t.Speakers {
			s.labels = append(s.labels, label{passage: passage{where: text.where, text: v.Label, lower: strings.ToLower(v.Label)}})
		}
		for _, turn := range t.Turns {
			if turn.Speaker >= 0 {
				s.labels[first+turn.Speaker].turns++
			}
		}
	}
	for _, o := range in.Others {
		for line := range strings.Lines(o.Text) {
			s.passages = append(s.passages, passage{where: o.Name, text: strings.TrimSpace(line), nouns: isGerman(in.Language)})
		}
	}
	for i := range s.passages {
		s.passages[i].lower = strings.ToLower(s.passages[i].text)
	}
	s.learn()
	s.speakers()
	s.capitals()
	s.contacts()
	slices.SortStableFunc(s.found.Candidates, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)), cmp.Compare(b.Count, a.Count), strings.Compare(a.Find, b.Find))
	})
	return s.found
}

// scan is a scan under way.
type scan struct {
	in       Input
	labels   []label
	people   []person
	passages []passage
	ordinary map[string]bool     // words that stand in small letters somewhere
	names    map[string]*spotted // by their words, what begins with a capital
	numbered int                 // names that were given a number
	found    Found
}

// label is that of a speaker of a transcript.
type label struct {
	passage
	turns int
}

// passage is a paragraph or a line.
type passage struct {
	where, text string
	lower       string // the text in small letters
	nouns       bool   // its language begins every noun with a capital
}

// add puts a candidate among the others, with where it stands, unless it is
// there already.
func (s *scan) add(kind Kind, find, reason, replace string) {
	if find == "" || slices.ContainsFunc(s.found.Candidates, func(c Candidate) bool { return apart(strings.ToLower(c.Find)) == apart(strings.ToLower(find)) }) {
		return
	}
	c := Candidate{Kind: kind, Find: find, Reason: reason, Replace: replace}
	key, _ := NewKey("", []Row{{Find: find, Replace: "…", Decision: string(Replace)}})
	if key.Len() == 0 {
		return
	}
	where := map[string]bool{}
	var later []string // contexts of a transcript that has given one
	for _, p := range s.passages {
		if !key.entries[0].anchored(p.lower) {
			continue
		}
		hits := key.hits(p.text)
		if len(hits) == 0 {
			continue
		}
		c.Count += len(hits)
		context := around(p.text, hits[0].Span)
		if !where[p.where] {
			c.Contexts = append(c.Contexts, context)
		} else if !slices.Contains(c.Contexts, context) {
			later = append(later, context)
		}
		where[p.where] = true
	}
	for _, l := range s.labels {
		if key.entries[0].anchored(l.lower) && key.Stands(l.text) {
			c.Count += l.turns
			where[l.where] = true
		}
	}
	c.Contexts = append(c.Contexts, later...)
	c.Contexts = c.Contexts[:min(len(c.Contexts), 3)]
	c.Transcripts = slices.Sorted(maps.Keys(where))
	s.found.Candidates = append(s.found.Candidates, c)
}

// around returns a place with some words on both sides.
func around(text string, s transcript.Span) string {
	const most = 6 // words on each side
	var before, after []transcript.Span
	for w := range transcript.Words(text) {
		if w.End <= s.Start {
			before = append(before, w)
		} else if w.Start >= s.End && len(after) < most {
			after = append(after, w)
		}
	}
	start, end := 0, len(text)
	if n := len(before); n > most {
		start = before[n-most].Start
	}
	if n := len(after); n == most {
		end = after[n-1].End
	}
	out := text[start:end]
	if start > 0 {
		out = "… " + out
	}
	if end < len(text) && strings.TrimSpace(text[end:]) != "" {
		out += " …"
	}
	return out
}
