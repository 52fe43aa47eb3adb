package grouping

import (
	"math"
	"slices"

	"grounded/analysis/cooccurrence"
	"grounded/analysis/terms"
	"grounded/codebook"
)

// Weights say how much each kind of likeness counts; 0 leaves it out.
type Weights struct{ Text, Words, Tree float64 }

// Likeness is how alike two codes are, each from 0 to 1.
type Likeness struct {
	Text  float64 // of the turns that their passages reach, or other units: the cosine of the two sets
	Words float64 // cosine of the stems that are typical of their passages, by tf-idf
	Tree  float64 // how far up in the codebook they come together
	Known bool    // they are of one codebook, so that there is a Tree
}

// scale puts what counts of each kind of likeness in the place of the weights: these to
// the standard deviation that it has among pairs of codes, so that of a kind in which all
// codes differ little as much comes of it as of one in which they differ much. A kind in
// which no codes differ from others tells nothing apart and counts nothing.
func (d *draft) scale() {
	var of [3]spread
	n := len(d.Codes)
	for i := range n {
		for j := range i {
			l := d.alike[i*n+j]
			of[0].add(l.Text)
			of[1].add(l.Words)
			if l.Known {
				of[2].add(l.Tree)
			}
		}
	}
	d.counts = Weights{of[0].scale(d.Weights.Text), of[1].scale(d.Weights.Words), of[2].scale(d.Weights.Tree)}
}

// spread is what a standard deviation is made of.
type spread struct{ n, sum, squares float64 }

func (s *spread) add(value float64) {
	s.n++
	s.sum += value
	s.squares += value * value
}

func (s spread) scale(weight float64) float64 {
	mean := s.sum / max(s.n, 1)
	variance := s.squares/max(s.n, 1) - mean*mean
	if variance < 1e-12 {
		return 0
	}
	return weight / math.Sqrt(variance)
}

// value is the mean of what is known by weight (Gower, A general coefficient of
// similarity and some of its properties, Biometrics 27, 1971, 857-871).
func (l Likeness) value(w Weights) float64 {
	sum, weight := w.Text*l.Text+w.Words*l.Words, w.Text+w.Words
	if l.Known {
		sum, weight = sum+w.Tree*l.Tree, weight+w.Tree
	}
	if weight == 0 {
		return 0
	}
	return sum / weight
}

// typical is how many stems of a code's passages are compared: those that weigh most.
const typical = 50

// compare says how alike codes are.
func (d *draft) compare() {
	n := len(d.Codes)
	d.words = make([]terms.Vector, n)
	for i, uses := range d.uses {
		said := make([]terms.Words, len(uses))
		for j, u := range uses {
			said[j] = u.said
		}
		d.words[i] = d.telling(d.reading.Weigh(said...)).Heaviest(typical)
	}
	words := terms.Cosines(d.words, d.words)
	d.alike = make([]Likeness, n*n)
	for i := range n {
		for j := range n {
			l := &d.alike[i*n+j]
			l.Words = words[min(i, j)][max(i, j)]
			if i <= j {
				l.Tree, l.Known = d.tree(i, j)
			} else {
				l.Tree, l.Known = d.alike[j*n+i].Tree, d.alike[j*n+i].Known
			}
		}
	}
	d.meet(func(i, j int, p cooccurrence.Pair) {
		value, _ := d.body.Cosine(p)
		d.alike[i*n+j].Text, d.alike[j*n+i].Text = value, value
	})
	d.scale()
}

// telling returns a vector without words that say little of what a text is about.
func (d *draft) telling(v terms.Vector) terms.Vector {
	if d.Leave == nil {
		return v
	}
	return slices.DeleteFunc(v, func(t terms.Term) bool { return d.Leave(d.reading.Word(t.Stem)) })
}

// meet visits the pairs of codes whose passages meet.
func (d *draft) meet(visit func(i, j int, p cooccurrence.Pair)) {
	place := make([]int, len(d.body.Codes)) // in Codes; -1 for those apart
	at := 0
	for i, c := range d.body.Codes {
		place[i] = -1
		if at < len(d.Codes) && d.Codes[at].ID == c.ID {
			place[i] = at
			at++
		}
	}
	for _, p := range d.body.Pairs {
		if i, j := place[p.A], place[p.B]; i >= 0 && j >= 0 {
			visit(i, j, p)
		}
	}
}

// tree returns how far up two codes come together in a codebook: of those that they
// mean, the two that come together lowest. It reports false when no two are of one book.
func (d *draft) tree(i, j int) (float64, bool) {
	best, known := 0., false
	for _, a := range d.Codes[i].Means {
		for _, b := range d.Codes[j].Means {
			if a.Coder.Book.Name() == b.Coder.Book.Name() {
				best, known = max(best, together(a.Coder.Book, a.Code, b.Code)), true
			}
		}
	}
	return best, known
}

// together returns how far up two codes come together in their book: twice the depth of
// the lowest code that is above both, or is one of them, to the sum of their depths (Wu
// and Palmer, Verb semantics and lexical selection, Proceedings of the 32nd Annual
// Meeting of the Association for Computational Linguistics, 1994, 133-138). Topmost
// codes have depth 1, what they hang from has 0; so have codes of no book.
func together(book *codebook.Book, a, b codebook.ID) float64 {
	if a == b {
		return 1
	}
	up, other := book.Path(a), book.Path(b)
	shared := 0
	for shared < min(len(up), len(other)) && up[shared] == other[shared] {
		shared++
	}
	if shared == 0 {
		return 0
	}
	return 2 * float64(shared) / float64(len(up)+len(other))
}
