// Package cooccurrence finds which codes go together: whose passages share words,
// lie in one sentence, paragraph or turn, or are near each other. It counts within
// one analyst's codings, or over those of several where that is asked for. How the
// counts are shown is the work of package tabulate.
package cooccurrence

import (
	"cmp"
	"maps"
	"slices"
	"sync"

	"grounded/analysis/unit"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// By says when two passages meet.
type By string

// Two passages meet when they share a character of what was said; when they reach
// the same sentence, paragraph or turn; or when few enough words stand between them.
const (
	Overlap   By = "overlap"
	Sentence  By = "sentence"
	Paragraph By = "paragraph"
	Turn      By = "turn"
	Distance  By = "distance"
)

// Bys are all of them.
func Bys() []By { return []By{Overlap, Sentence, Paragraph, Turn, Distance} }

// Options say what is counted.
type Options struct {
	By     By
	Within int // of Distance: so many words may stand between

	// Joined counts over the codings of all coders at once. Otherwise no code of one
	// analyst meets one of another.
	Joined bool
	Same   []unit.Category     // of Joined: codes that are one
	Label  func(string) string // what people call a category of Same
}

// Code is a code as it was counted.
type Code struct {
	ID      string // "rent"; "ana:rent" where codebooks are joined; the name of a category
	Name    string
	Codings int // the same code on the same passage twice is one
	Units   int // that it is put on: characters by Overlap, none by Distance
	Means   []Meaning
}

// Meaning is a code of one coder's book.
type Meaning struct {
	Coder *coding.Coder
	Code  codebook.ID
}

// Pair is how the codings of two codes meet. A and B are their places in Body.Codes,
// A the lower.
type Pair struct {
	A, B  int
	Count int // pairs of passages that meet, one of each code
	AMet  int // codings of A that meet one of B
	BMet  int // codings of B that meet one of A
	Units int // that both are put on
}

// Body is codings that were counted together.
type Body struct {
	Coders []*coding.Coder
	Codes  []Code // by id
	Pairs  []Pair // that meet, by A and B
}

// Finding is what was found.
type Finding struct {
	Options
	Bodies      []Body // one a coder; one of all when they are joined
	Unconfirmed int    // codings that a search made and nobody confirmed, which do not count
}

// Find counts how codes go together in the codings that were picked. Words of
// speakers whom the selection does not mean are no place to meet, and do not count
// as words between. The work is that of sorting the codings and, for each, of the
// codes open where it begins.
func Find(p coding.Picked, o Options) Finding {
	f := Finding{Options: o}
	rows := slices.DeleteFunc(slices.Clone(p.Rows), func(r coding.Row) bool { return r.By == coding.ByQuery })
	f.Unconfirmed = len(p.Rows) - len(rows)
	if o.Joined {
		slices.SortStableFunc(rows, func(a, b coding.Row) int { return cmp.Compare(a.Transcript.ID, b.Transcript.ID) })
		f.Bodies = append(f.Bodies, o.body(p, p.Coders, rows))
		return f
	}
	f.Bodies = make([]Body, len(p.Coders))
	var counting sync.WaitGroup
	for i, coder := range p.Coders {
		theirs := func(r coding.Row) bool { return r.Coder == coder }
		first := max(slices.IndexFunc(rows, theirs), 0)
		end := first
		for end < len(rows) && theirs(rows[end]) {
			end++
		}
		counting.Go(func() { f.Bodies[i] = o.body(p, []*coding.Coder{coder}, rows[first:end]) })
	}
	counting.Wait()
	return f
}

// use is a code on a passage.
type use struct {
	span transcript.Span
	code int
}

// body counts rows, which come by transcript.
func (o Options) body(p coding.Picked, coders []*coding.Coder, rows []coding.Row) Body {
	b := Body{Coders: coders}
	of := b.list(o, rows)
	t := newTally(len(b.Codes))
	for first := 0; first < len(rows); {
		end := first + 1
		for end < len(rows) && rows[end].Transcript == rows[first].Transcript {
			end++
		}
		uses := make([]use, 0, end-first)
		for i := first; i < end; i++ {
			uses = append(uses, use{rows[i].Now, of[i]})
		}
		slices.SortFunc(uses, func(a, b use) int {
			return cmp.Or(cmp.Compare(a.span.Start, b.span.Start), cmp.Compare(a.span.End, b.span.End), cmp.Compare(a.code, b.code))
		})
		uses = slices.Compact(uses)
		for _, u := range uses {
			b.Codes[u.code].Codings++
		}
		s := scale{t: rows[first].Transcript, by: o.By, means: p.MeansTurn}
		t.sweep(s.marks(uses, o.Within))
		first = end
	}
	b.Pairs = t.inOrder()
	for i := range b.Codes {
		b.Codes[i].Units = t.units[i]
	}
	if o.By == Distance { // its stretches are longer than the passages
		for i := range b.Codes {
			b.Codes[i].Units = 0
		}
		for i := range b.Pairs {
			b.Pairs[i].Units = 0
		}
	}
	return b
}

// list finds the codes of some rows, and returns which of them each row has.
func (b *Body) list(o Options, rows []coding.Row) []int {
	names := o.namer(b.Coders)
	type known struct {
		coder *coding.Coder
		entry *codebook.Code
	}
	seen := map[known]int{} // in met
	var met []string        // ids, as codes come
	codes := map[string]*Code{}
	out := make([]int, len(rows))
	for i, r := range rows {
		k := known{r.Coder, r.Entry}
		at, is := seen[k]
		if !is {
			id, name := names(r.Coder, *r.Entry)
			at = len(met)
			seen[k] = at
			met = append(met, id)
			if codes[id] == nil {
				codes[id] = &Code{ID: id, Name: name}
			}
			codes[id].Means = append(codes[id].Means, Meaning{r.Coder, r.Entry.ID})
		}
		out[i] = at
	}
	place := make(map[string]int, len(codes))
	for i, id := range slices.Sorted(maps.Keys(codes)) {
		b.Codes = append(b.Codes, *codes[id])
		place[id] = i
	}
	places := make([]int, len(met))
	for i, id := range met {
		places[i] = place[id]
	}
	for i, at := range out {
		out[i] = places[at]
	}
	return out
}

// namer returns what tells the codes of a body apart, and what people call them.
func (o Options) namer(coders []*coding.Coder) func(*coding.Coder, codebook.Code) (id, name string) {
	same := map[coding.Analyst]map[codebook.ID]string{}
	if o.Joined {
		for _, c := range coders {
			same[c.Analyst] = map[codebook.ID]string{}
			for _, category := range o.Same {
				for _, code := range category.Codes[c.Analyst] {
					same[c.Analyst][current(c, code)] = category.Name
				}
			}
		}
	}
	owners := coding.Owners(coders)
	return func(c *coding.Coder, code codebook.Code) (string, string) {
		if category, ok := same[c.Analyst][current(c, code.ID)]; ok {
			return category, o.Label(category)
		}
		id, name := string(code.ID), cmp.Or(code.Name, string(code.ID))
		if owner := owners[c]; owner != "" {
			return owner + ":" + id, owner + ": " + name
		}
		return id, name
	}
}

// current returns the code that stands for one now; one that is in no book stands
// for itself.
func current(c *coding.Coder, code codebook.ID) codebook.ID {
	if now, ok := c.Book.Resolve(code); ok {
		return now
	}
	return code
}
