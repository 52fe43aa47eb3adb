package framework

import (
	"cmp"
	"slices"
	"strings"

	"grounded/analysis/terms"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Proposal is a code that may belong to a construct, for people to decide on.
type Proposal struct {
	Construct ID
	Code      int      // in Layout.Codes
	Score     float64  // from 0 to 1, the higher the more speaks for it
	Terms     []Term   // of the construct, that are said in passages of the code
	Shared    []string // words that what is meant by either is put in, those that weigh most
	Passage   *Passage // that says most of it; nil where none may be shown
}

// Term is a term of a construct and how many passages of a code say it.
type Term struct {
	Text     string
	Passages int
}

// Passage is one that speaks for a construct.
type Passage struct {
	In   *transcript.Transcript
	Span transcript.Span
}

const (
	// leastScore is that of a proposal that is worth a look.
	leastScore = .05
	// perCode is for how many constructs a code is proposed at most.
	perCode = 2
	// shownShared is how many words are named that two texts share.
	shownShared = 4
)

// studied is a construct as it is looked for.
type studied struct {
	id      ID
	meaning terms.Vector // of name, definition and terms, among constructs and codes
	said    terms.Vector // of the same, among what is said
}

// phrase is a term of a construct as it is said.
type phrase struct {
	construct int // in the order of the tree
	text      string
	words     terms.Words
}

// propose finds the constructs that may hold the codes of which nobody has said anything.
// A score is the mean of two: how alike what is meant by the two is put, and in which share
// of the code's passages the construct's terms are said.
func (l *Layout) propose() {
	constructs, meanings := l.study()
	for i, c := range l.Codes {
		if len(c.Said) > 0 {
			continue
		}
		said := l.tell(c.uses, len(constructs))
		var of []Proposal
		for n, s := range constructs {
			p := Proposal{Construct: s.id, Code: i, Terms: said[n].terms, Shared: l.shared(meanings[i], s.meaning), Score: meanings[i].Cosine(s.meaning) / 2}
			if len(c.uses) > 0 {
				p.Score += float64(said[n].passages) / float64(len(c.uses)) / 2
			}
			if p.Score >= leastScore && len(p.Terms)+len(p.Shared) > 0 {
				of = append(of, p)
			}
		}
		slices.SortStableFunc(of, func(a, b Proposal) int { return cmp.Compare(b.Score, a.Score) })
		l.Proposals = append(l.Proposals, of[:min(perCode, len(of))]...)
	}
	order, scales := map[ID]int{}, make([]*terms.Scale, len(constructs))
	for i, s := range constructs {
		order[s.id] = i
	}
	slices.SortStableFunc(l.Proposals, func(a, b Proposal) int {
		return cmp.Or(cmp.Compare(order[a.Construct], order[b.Construct]), cmp.Compare(b.Score, a.Score))
	})
	for i, p := range l.Proposals {
		n := order[p.Construct]
		if scales[n] == nil {
			scales[n] = l.reading.Scale(constructs[n].said)
		}
		l.Proposals[i].Passage = l.passage(l.Codes[p.Code].uses, n, scales[n])
	}
}

// study makes constructs and codes ready to be compared.
func (l *Layout) study() ([]studied, []terms.Vector) {
	var rare terms.Rarity
	bags := make([]terms.Bag, len(l.Codes))
	for i, c := range l.Codes {
		bags[i] = l.bag(c.Name, c.Definition, c.Include)
		rare.Count(bags[i])
	}
	var constructs []studied
	var texts []terms.Bag
	l.phrases, l.forms = map[int32][]phrase{}, map[string]string{}
	for c := range l.Walk() {
		text := append([]string{c.Name, c.Definition}, c.Terms...)
		bag := l.bag(text...)
		rare.Count(bag)
		texts = append(texts, bag)
		l.learn(text)
		for _, term := range c.Terms {
			if words, said := l.reading.Phrase(l.stems(term)); said {
				l.phrases[words[0]] = append(l.phrases[words[0]], phrase{len(constructs), term, words})
			}
		}
		constructs = append(constructs, studied{id: c.ID, said: l.reading.WeighText(bag)})
	}
	for i := range constructs {
		constructs[i].meaning = rare.Weigh(texts[i], 0)
	}
	meanings := make([]terms.Vector, len(bags))
	for i, b := range bags {
		meanings[i] = rare.Weigh(b, 0)
	}
	return constructs, meanings
}

// bag returns the stems of texts, without those of words that say little, and of those
// that are said so often that they mean nothing in particular.
func (l *Layout) bag(texts ...string) terms.Bag {
	out := terms.Bag{}
	for _, text := range texts {
		for w := range transcript.Words(text) {
			word := text[w.Start:w.End]
			if stem := l.o.Word(word); !l.reading.Usual(stem) && (l.o.Leave == nil || !l.o.Leave(word)) {
				out[stem]++
			}
		}
	}
	return out
}

// learn keeps the form in which each stem first stands in the texts of constructs.
func (l *Layout) learn(texts []string) {
	for _, text := range texts {
		for w := range transcript.Words(text) {
			word := text[w.Start:w.End]
			if stem := l.o.Word(word); l.forms[stem] == "" {
				l.forms[stem] = strings.ToLower(word)
			}
		}
	}
}

func (l *Layout) stems(text string) []string {
	var out []string
	for w := range transcript.Words(text) {
		out = append(out, l.o.Word(text[w.Start:w.End]))
	}
	return out
}

// told is what passages say of a construct.
type told struct {
	passages int // that say any term of it
	terms    []Term
}

// tell returns what passages say of each of so many constructs, the terms that most
// passages say first.
func (l *Layout) tell(uses []use, constructs int) []told {
	out := make([]told, constructs)
	for _, u := range uses {
		seen := map[int]bool{}
		for _, p := range l.saying(u.said) {
			of := &out[p.construct]
			if !seen[p.construct] {
				seen[p.construct] = true
				of.passages++
			}
			at := slices.IndexFunc(of.terms, func(t Term) bool { return t.Text == p.text })
			if at < 0 {
				at = len(of.terms)
				of.terms = append(of.terms, Term{Text: p.text})
			}
			of.terms[at].Passages++
		}
	}
	for i := range out {
		slices.SortFunc(out[i].terms, func(a, b Term) int {
			return cmp.Or(cmp.Compare(b.Passages, a.Passages), cmp.Compare(a.Text, b.Text))
		})
	}
	return out
}

// saying returns the terms of constructs that stand in words, each once.
func (l *Layout) saying(words terms.Words) []phrase {
	var out []phrase
	for i, id := range words {
		for _, p := range l.phrases[id] {
			rest := words[i:]
			if len(rest) >= len(p.words) && slices.Equal(rest[:len(p.words)], p.words) &&
				!slices.ContainsFunc(out, func(o phrase) bool { return o.construct == p.construct && o.text == p.text }) {
				out = append(out, p)
			}
		}
	}
	return out
}

// shared returns the words that weigh most in both of two texts.
func (l *Layout) shared(a, b terms.Vector) []string {
	of := map[string]float64{}
	for _, t := range a {
		of[t.Stem] = t.Weight
	}
	var both terms.Vector
	for _, t := range b {
		if w := of[t.Stem]; w > 0 {
			both = append(both, terms.Term{Stem: t.Stem, Weight: w * t.Weight})
		}
	}
	var out []string
	for _, t := range both.ByWeight() {
		if len(out) < shownShared {
			out = append(out, l.forms[t.Stem])
		}
	}
	return out
}

// passage returns the passage that says most of a construct: that with most of its terms,
// and of these the one whose words are most like it. It is of one participant, and may be
// quoted.
func (l *Layout) passage(uses []use, construct int, scale *terms.Scale) *Passage {
	var best *Passage
	most, alike := 0, 0.
	for _, u := range uses {
		said := 0
		for _, p := range l.saying(u.said) {
			if p.construct == construct {
				said++
			}
		}
		like := scale.Alike(u.said)
		if cmp.Or(cmp.Compare(said, most), cmp.Compare(like, alike)) <= 0 {
			continue
		}
		if !l.people.In(u.transcript, u.span, func(int) {}) || l.o.Quoting.MayQuote(u.transcript, u.span) == coding.QuoteNo {
			continue
		}
		best, most, alike = &Passage{u.transcript, u.span}, said, like
	}
	return best
}
