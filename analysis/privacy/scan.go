package privacy

import (
	"cmp"
	"slices"
	"strings"

	"grounded/transcript"
	"grounded/transcript/cases"
)

// Kind says what a candidate seems to be.
type Kind string

// Candidates that are nobody's name are listed in this order.
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
	Replace     string // a proposal: the same for all names of one person, and of nobody else
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
	Others      []Prose         // memos, definitions and the like
	Language    string          // of transcripts that do not say another
	Only        []transcript.ID // what stands in these alone is told; nil for all. Who is called what is the same
}

// Found is what a scan found, and what it says of how it looked.
type Found struct {
	Candidates []Candidate // people first and together, those with a label before others
	Nouns      []string    // transcripts of those looked through whose language begins every noun with a capital
}

// Scan proposes what to replace. Evidence of a name is that it is the label of a
// speaker or a case, that it sounds like one, or that it begins with a capital
// where no sentence does and stands nowhere in the study in small letters. In a
// language that begins every noun so, that is no evidence, and a title before the
// name is.
func Scan(in Input) Found {
	s := scan{in: in, ordinary: map[string]bool{}, nouns: map[string]noun{}, capital: map[string]place{}, spotted: map[string]*spotted{}, known: map[string]*name{}}
	s.read()
	s.learn()
	s.labelled()
	s.capitals()
	s.heard()
	places := s.spoken()
	s.parts()
	s.settle()
	s.tell(places)
	s.contacts()
	return s.found
}

// scan is a scan under way.
type scan struct {
	in       Input
	labels   []label
	passages []passage
	index    map[string][]int    // by a word in small letters, the passages that hold it; see holds
	loose    []int               // passages in a writing without spaces
	ordinary map[string]bool     // words that stand in small letters somewhere
	nouns    map[string]noun     // words of small letters that begin with a capital where all nouns do
	capital  map[string]place    // words that begin with a capital somewhere, and where first
	spotted  map[string]*spotted // by their words, what begins with a capital in the middle of a sentence
	names    []*name             // labels first, each kind in order of appearance
	known    map[string]*name    // by folded words
	said     *voices             // the words of labels
	found    Found
}

// label is that of a speaker of a transcript.
type label struct {
	passage
	turns int
}

// passage is a paragraph, a line, or what stands at the head of a file.
type passage struct {
	where, text string
	lower       string // the text in small letters and composed
	head        bool   // of which the capitals tell nothing
	nouns       bool   // its language begins every noun with a capital
}

// read takes in all that is looked through.
func (s *scan) read() {
	for _, t := range s.in.Transcripts {
		p := passage{where: string(t.ID), nouns: s.german(t)}
		if p.nouns && s.tells(p.where) {
			s.found.Nouns = append(s.found.Nouns, p.where)
		}
		heads := []string{string(t.ID), t.Title, t.Original, strings.TrimPrefix(t.Source, "sources/")}
		for _, name := range sortedKeys(t.Attributes) {
			if text, ok := t.Attributes[name].(string); ok {
				heads = append(heads, text)
			}
		}
		s.heads(p.where, heads)
		for _, paragraph := range t.Paragraphs {
			p.text = t.Text(paragraph.Text)
			s.passages = append(s.passages, p)
		}
		first := len(s.labels)
		for _, v := range t.Speakers {
			s.labels = append(s.labels, label{passage: passage{where: p.where, text: v.Label}})
		}
		for _, turn := range t.Turns {
			if turn.Speaker >= 0 {
				s.labels[first+turn.Speaker].turns++
			}
		}
	}
	for _, c := range s.in.Cases {
		heads := append([]string{c.ID}, c.Labels...)
		for _, name := range sortedKeys(c.Attributes) {
			if text, ok := c.Attributes[name].(string); ok {
				heads = append(heads, text)
			}
		}
		s.heads(cases.File, heads)
	}
	for _, o := range s.in.Others {
		nouns := isGerman(s.in.Language) || readsGerman(o.Text)
		for line := range strings.Lines(o.Text) {
			s.passages = append(s.passages, passage{where: o.Name, text: strings.TrimSpace(line), nouns: nouns})
		}
	}
	s.indexWords()
}

// heads adds what stands at the head of a file; what a title says twice with the
// id or the name of its file counts once.
func (s *scan) heads(where string, texts []string) {
	said := map[string]bool{}
	for _, text := range texts {
		if folded := fold(text); folded != "" && !said[folded] {
			said[folded] = true
			s.passages = append(s.passages, passage{where: where, text: text, head: true})
		}
	}
}

// fold returns words without what an id and its name differ in.
func fold(words string) string { return strings.ToLower(apart(words)) }

// tell lists what was found: people in the order of their pseudonyms, then the
// places.
func (s *scan) tell(places []*name) {
	for _, who := range s.people() {
		var rows []Candidate
		for _, n := range who.names {
			if c := s.measure(n); c.Count > 0 {
				c.Replace = who.pseudonym
				rows = append(rows, c)
			}
		}
		s.found.Candidates = append(s.found.Candidates, sorted(rows)...)
	}
	var rows []Candidate
	for _, n := range places {
		if c := s.measure(n); c.Count > 0 {
			c.Replace = "[place]"
			rows = append(rows, c)
		}
	}
	s.found.Candidates = append(s.found.Candidates, sorted(rows)...)
}

func sorted(rows []Candidate) []Candidate {
	slices.SortStableFunc(rows, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)), cmp.Compare(b.Count, a.Count), strings.Compare(a.Find, b.Find))
	})
	return rows
}
