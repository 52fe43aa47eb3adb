package terms

import (
	"math"
	"math/bits"
	"sort"
	"strings"

	"grounded/transcript"
)

// Reading is the words of some transcripts as stems, and in how many turns each stem is
// said: what the index of turns holds, read from the texts, of which passages are parts.
// It is not safe for use by several goroutines.
type Reading struct {
	stems []stem
	ids   map[string]int32 // by stem
	turns int
	texts map[*transcript.Transcript]text
	count []int // by stem, for the time of one sum; all 0
}

// stem is what is known of one.
type stem struct {
	text  string
	turns int            // that say it
	last  int            // the turn that was counted last, from 1
	forms map[string]int // how often each form of it is said
}

// text is the words of a transcript that are meant, in order.
type text struct {
	starts []int32
	stems  []int32
}

// Words are the stems of words that follow one another in a Reading, by the numbers that
// it gives them.
type Words []int32

// Read reads the turns that are meant, each word by the stem that it has in the language
// of its transcript.
func Read(ts []*transcript.Transcript, means func(t *transcript.Transcript, turn int) bool, stem func(t *transcript.Transcript) func(word string) string) *Reading {
	r := &Reading{ids: map[string]int32{}, texts: make(map[*transcript.Transcript]text, len(ts))}
	lexicons := map[string]map[string]known{} // by language
	for _, t := range ts {
		if lexicons[t.Language] == nil {
			lexicons[t.Language] = map[string]known{}
		}
		r.read(t, means, stem(t), lexicons[t.Language])
	}
	for _, lexicon := range lexicons {
		for word, k := range lexicon {
			r.stems[k.stem].forms[word] += *k.times
		}
	}
	r.count = make([]int, len(r.stems))
	return r
}

// known is a word that was read.
type known struct {
	stem  int32
	times *int
}

func (r *Reading) read(t *transcript.Transcript, means func(*transcript.Transcript, int) bool, stemOf func(string) string, lexicon map[string]known) {
	var w text
	for turn := range t.Turns {
		if !means(t, turn) {
			continue
		}
		r.turns++
		of := t.Turns[turn].Paragraphs
		for _, p := range t.Paragraphs[of.First:of.End] {
			said := t.Text(p.Text)
			for at := range transcript.Words(said) {
				word := said[at.Start:at.End]
				k, there := lexicon[word]
				if !there {
					k = known{r.id(stemOf(word)), new(int)}
					lexicon[strings.Clone(word)] = k
				}
				*k.times++
				if s := &r.stems[k.stem]; s.last != r.turns {
					s.last, s.turns = r.turns, s.turns+1
				}
				w.starts, w.stems = append(w.starts, int32(p.Text.Start+at.Start)), append(w.stems, k.stem)
			}
		}
	}
	r.texts[t] = w
}

func (r *Reading) id(text string) int32 {
	id, there := r.ids[text]
	if !there {
		id = int32(len(r.stems))
		text = strings.Clone(text)
		r.ids[text] = id
		r.stems = append(r.stems, stem{text: text, forms: map[string]int{}})
	}
	return id
}

// Said returns the words of a transcript that begin in a passage and are meant.
func (r *Reading) Said(t *transcript.Transcript, s transcript.Span) Words {
	w := r.texts[t]
	from := sort.Search(len(w.starts), func(i int) bool { return int(w.starts[i]) >= s.Start })
	to := from + sort.Search(len(w.starts)-from, func(i int) bool { return int(w.starts[from+i]) >= s.End })
	return w.stems[from:to]
}

// tally calls visit with each stem of some words, in order of appearance, and how often
// it stands in them.
func (r *Reading) tally(words []Words, visit func(id int32, n int)) {
	for _, w := range words {
		for _, id := range w {
			r.count[id]++
		}
	}
	for _, w := range words {
		for _, id := range w {
			if n := r.count[id]; n > 0 {
				r.count[id] = 0
				visit(id, n)
			}
		}
	}
}

// Weigh returns the stems of all some words together by tf-idf, as [Rarity.Weigh] does
// with the turns for texts.
func (r *Reading) Weigh(words ...Words) Vector {
	var out Vector
	r.tally(words, func(id int32, n int) {
		if weight := r.weight(id, n); weight > 0 {
			out = append(out, Term{r.stems[id].text, weight})
		}
	})
	return out.Sorted()
}

// WeighText returns words of another text as [Reading.Weigh] does; those that nobody says
// are left out.
func (r *Reading) WeighText(b Bag) Vector {
	var out Vector
	for text, n := range b {
		if id, there := r.ids[text]; there {
			if weight := r.weight(id, n); weight > 0 {
				out = append(out, Term{text, weight})
			}
		}
	}
	return out.Sorted()
}

// Phrase returns a phrase, given its stems, as it would stand in words of the Reading; it
// reports false where one of them is never said.
func (r *Reading) Phrase(stems []string) (Words, bool) {
	var out Words
	for _, text := range stems {
		id, there := r.ids[text]
		if !there {
			return nil, false
		}
		out = append(out, id)
	}
	return out, len(out) > 0
}

func (r *Reading) weight(id int32, n int) float64 {
	return (1 + math.Log(float64(n))) * math.Log(float64(r.turns)/float64(r.stems[id].turns))
}

// Forms returns each stem of a vector as Word does, in its order.
func (r *Reading) Forms(of Vector) []string {
	var out []string
	for _, t := range of {
		out = append(out, r.Word(t.Stem))
	}
	return out
}

// Word returns the form in which a stem is said most often, of equals the last in order,
// which of one word in two cases is the lower; the stem itself where nobody says it.
func (r *Reading) Word(text string) string {
	id, there := r.ids[text]
	if !there {
		return text
	}
	best, most := text, 0
	for form, n := range r.stems[id].forms {
		if n > most || n == most && form > best {
			best, most = form, n
		}
	}
	return best
}

// Turns returns in how many turns a stem is said, and how many there are.
func (r *Reading) Turns(text string) (with, all int) {
	if id, there := r.ids[text]; there {
		with = r.stems[id].turns
	}
	return with, r.turns
}

// Usual reports whether a stem is said in more than a tenth of all turns, and in more than
// a few, as the words are that any sentence needs.
func (r *Reading) Usual(text string) bool {
	const few = 3
	with, all := r.Turns(text)
	return with > max(few, all/10)
}

// Scale says how alike words are to one vector.
type Scale struct {
	reading *Reading
	weights []float64 // of the vector, by stem
	rare    []float64 // by stem
	length  float64
}

// Scale returns a scale for a vector.
func (r *Reading) Scale(v Vector) *Scale {
	s := &Scale{reading: r, weights: make([]float64, len(r.stems)), rare: make([]float64, len(r.stems)), length: math.Sqrt(v.Square())}
	for _, term := range v {
		if id, there := r.ids[term.Stem]; there {
			s.weights[id] = term.Weight
		}
	}
	for id := range r.stems {
		s.rare[id] = r.weight(int32(id), 1)
	}
	return s
}

// Alike returns the cosine of words, weighed by tf-idf, and the vector; 0 when one of
// them is empty.
func (s *Scale) Alike(words Words) float64 {
	dot, square := 0., 0.
	s.reading.tally([]Words{words}, func(id int32, n int) {
		weight := s.rare[id]
		if n > 1 {
			weight *= 1 + math.Log(float64(n))
		}
		dot += weight * s.weights[id]
		square += weight * weight
	})
	if dot == 0 {
		return 0
	}
	return min(1, dot/(math.Sqrt(square)*s.length))
}

// Tellers are those who say each of some stems, of so many people with numbers.
type Tellers struct {
	reading *Reading
	by      [][]uint64 // by stem, a bit for each of them; nil for stems that are not asked about
	open    []bool     // by stem, whether it is said where words may be quoted
}

// Tell returns who says the stems of a vector: nobody yet.
func (r *Reading) Tell(of Vector, people int) *Tellers {
	t := &Tellers{reading: r, by: make([][]uint64, len(r.stems)), open: make([]bool, len(r.stems))}
	for _, term := range of {
		if id, there := r.ids[term.Stem]; there {
			t.by[id] = make([]uint64, (people+63)/64)
		}
	}
	return t
}

// Say has somebody say words, which may be quoted or not.
func (t *Tellers) Say(who int, words Words, quotable bool) {
	for _, id := range words {
		if by := t.by[id]; by != nil {
			by[who/64] |= 1 << (who % 64)
			t.open[id] = t.open[id] || quotable
		}
	}
}

// Open reports whether anybody says a stem where words may be quoted.
func (t *Tellers) Open(text string) bool {
	id, there := t.reading.ids[text]
	return there && t.open[id]
}

// By returns how many say a stem.
func (t *Tellers) By(text string) int {
	n := 0
	if id, there := t.reading.ids[text]; there {
		for _, some := range t.by[id] {
			n += bits.OnesCount64(some)
		}
	}
	return n
}
