package align

import (
	"slices"

	"grounded/analysis/terms"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Likeness is how alike codes are in some respect, from 0 to 1; not known when
// one of them has nothing to be compared.
type Likeness struct {
	Value float64
	Known bool
}

func alike(value float64) Likeness { return Likeness{value, true} }

// Meaning is what speaks for a pair beside the text that both mark.
type Meaning struct {
	Names       Likeness // cosine of the stems of the names by tf-idf
	Definitions Likeness // of name, definition and what to include
	Words       Likeness // of the stems that are typical of the passages
	Place       Likeness // what stands above and below in the trees
}

// value puts together the respects that are known: half is their mean, half the
// best of names, definitions and words, since one respect in which codes are
// alike says more than another in which they are not. The place in the tree
// counts half in the mean: trees differ for reasons that have little to do with a
// code.
func (m Meaning) value() float64 {
	sum, weight, best := 0., 0., 0.
	for _, part := range []Likeness{m.Names, m.Definitions, m.Words} {
		if part.Known {
			sum, weight, best = sum+part.Value, weight+1, max(best, part.Value)
		}
	}
	if m.Place.Known {
		sum, weight = sum+m.Place.Value/2, weight+.5
	}
	if weight == 0 {
		return 0
	}
	return (sum/weight + best) / 2
}

// portrait is what is known of a code, or of several together, beside the text
// that they mark.
type portrait struct {
	name       terms.Bag
	definition terms.Bag // of name, definition and include; empty when there is no more than a name
	words      terms.Bag // of the passages
}

func (p portrait) with(other portrait) portrait {
	out := portrait{terms.Bag{}, terms.Bag{}, terms.Bag{}}
	for _, from := range []portrait{p, other} {
		out.name.Add(from.name)
		out.definition.Add(from.definition)
		out.words.Add(from.words)
	}
	return out
}

// typical is how many stems of a code's passages are compared: those that set
// them most apart from other passages.
const typical = 50

// studio makes portraits and says how alike they are.
type studio struct {
	stem func(string) string

	names, definitions, passages terms.Rarity
}

func (s *studio) bag(texts ...string) terms.Bag { return terms.BagOf(s.stem, texts...) }

// of returns the portrait of a code without its passages.
func (s *studio) of(c codebook.Code) portrait {
	p := portrait{s.bag(c.Name), terms.Bag{}, terms.Bag{}}
	if len(p.name) == 0 {
		p.name = terms.Bag{c.Name: 1} // a sign is like itself
	}
	if c.Definition+c.Include != "" {
		p.definition = s.bag(c.Name, c.Definition, c.Include)
	}
	s.names.Count(p.name)
	s.definitions.Count(p.definition)
	return p
}

// read adds a side's passages to the portraits of its codes, each passage of a
// code once. seen holds the passages of either side that were counted.
func (s *studio) read(side Side, portraits map[codebook.ID]portrait, seen map[passage]bool) {
	last := passage{}
	var held terms.Bag
	of := map[codebook.ID]map[passage]bool{}
	for i := range side.Rows {
		r := &side.Rows[i]
		at := passage{r.Transcript.ID, r.Now}
		p, wanted := portraits[r.Entry.ID]
		if !wanted || r.By != "" || of[r.Entry.ID][at] {
			continue
		}
		if of[r.Entry.ID] == nil {
			of[r.Entry.ID] = map[passage]bool{}
		}
		of[r.Entry.ID][at] = true
		if at != last || held == nil {
			held, last = s.said(r), at
		}
		p.words.Add(held)
		if !seen[at] {
			seen[at] = true
			s.passages.Count(held)
		}
	}
}

// said is the words of a passage.
func (s *studio) said(r *coding.Row) terms.Bag {
	out := terms.Bag{}
	for _, said := range r.Transcript.Said(r.Now) {
		out.Add(s.bag(r.Transcript.Text(said)))
	}
	return out
}

// passage is a stretch of a transcript.
type passage struct {
	transcript transcript.ID
	span       transcript.Span
}

func (s *studio) nameOf(p portrait) terms.Vector       { return s.names.Weigh(p.name, 1) }
func (s *studio) definitionOf(p portrait) terms.Vector { return s.definitions.Weigh(p.definition, 1) }
func (s *studio) wordsOf(p portrait) terms.Vector {
	return s.passages.Weigh(p.words, 0).Heaviest(typical)
}

// compare says how alike two portraits are, but for their place.
func (s *studio) compare(left, right portrait) Meaning {
	by := func(of func(portrait) terms.Vector) Likeness {
		a, b := of(left), of(right)
		return Likeness{a.Cosine(b), len(a) > 0 && len(b) > 0}
	}
	return Meaning{Names: by(s.nameOf), Definitions: by(s.definitionOf), Words: by(s.wordsOf)}
}

// gallery is the portraits of a side as vectors.
type gallery struct{ names, definitions, words []terms.Vector }

func (s *studio) gallery(portraits []portrait) gallery {
	var g gallery
	for _, p := range portraits {
		g.names = append(g.names, s.nameOf(p))
		g.definitions = append(g.definitions, s.definitionOf(p))
		g.words = append(g.words, s.wordsOf(p))
	}
	return g
}

// meanings says how alike each of the left is to each of the right.
func (s *studio) meanings(left, right gallery) [][]Meaning {
	names, definitions, words := terms.Cosines(left.names, right.names), terms.Cosines(left.definitions, right.definitions), terms.Cosines(left.words, right.words)
	out := make([][]Meaning, len(left.names))
	for i := range out {
		out[i] = slices.Repeat([]Meaning{{}}, len(right.names))
		for j := range out[i] {
			out[i][j] = Meaning{
				Names:       Likeness{names[i][j], len(left.names[i]) > 0 && len(right.names[j]) > 0},
				Definitions: Likeness{definitions[i][j], len(left.definitions[i]) > 0 && len(right.definitions[j]) > 0},
				Words:       Likeness{words[i][j], len(left.words[i]) > 0 && len(right.words[j]) > 0},
			}
		}
	}
	return out
}
