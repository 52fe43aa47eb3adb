package index

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/blevesearch/bleve/v2"
	blevequery "github.com/blevesearch/bleve/v2/search/query"

	"grounded/transcript"
)

// search finds what a plan asks for with a generation that holds the corpus.
func search(ctx context.Context, g generation, c corpus, p plan) (found []Hit, err error) {
	// bleve follows offsets that it finds in its files, which it maps; a fault in
	// it, or a file that somebody cuts short meanwhile, must not end the search.
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the index cannot be read: %v", r)
		}
	}()
	idx, err := bleve.OpenUsing(filepath.Join(g.folder, bleveFolder), map[string]any{"read_only": true, "bolt_timeout": boltTimeout})
	if err != nil {
		return nil, fmt.Errorf("the index cannot be opened: %w", err)
	}
	defer idx.Close()
	r := &retrieval{idx: idx, plan: p, languages: g.seal.languages(), alike: map[leafNode]blevequery.Query{}}
	candidates, err := r.candidates(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("the index cannot be read: %w", err)
	}
	holding, err := r.holding(ctx)
	if err != nil {
		return nil, fmt.Errorf("the index cannot be read: %w", err)
	}
	matches, err := verify(ctx, c, p, candidates)
	if err != nil {
		return nil, err
	}
	return hits(c, matches, holding, g.seal.turns()), nil
}

// retrieval asks bleve. All of its queries are of terms as they stand in the
// index, so no analyzer of bleve's has a say in them.
type retrieval struct {
	idx       bleve.Index
	plan      plan
	languages []string                      // of the stems
	err       error                         // the first fault in reading the words of the index
	alike     map[leafNode]blevequery.Query // of leaves that may be written otherwise, once they were asked for
}

// candidates returns the turns of each source that bleve finds, in order.
func (r *retrieval) candidates(ctx context.Context, c corpus) ([][]int, error) {
	all, err := r.idx.DocCount()
	if err != nil {
		return nil, err
	}
	res, err := r.ask(ctx, r.query(r.plan.root, c.unit == Turn && !r.plan.loose), int(all))
	if err != nil {
		return nil, err
	}
	number := make(map[transcript.ID]int, len(c.sources))
	for i, s := range c.sources {
		number[s.ID] = i
	}
	out := make([][]int, len(c.sources))
	for _, h := range res.Hits {
		id, turn, ok := readDocumentID(h.ID)
		i, is := number[id]
		if !ok || !is {
			return nil, fmt.Errorf("it holds %q, which is no turn", h.ID)
		}
		out[i] = append(out[i], turn)
	}
	for _, turns := range out {
		slices.Sort(turns)
	}
	return out, nil
}

// holding returns how many turns hold each leaf that can score.
func (r *retrieval) holding(ctx context.Context) ([]int, error) {
	out := make([]int, len(r.plan.leaves))
	for i, l := range r.plan.leaves {
		if !l.asked {
			continue
		}
		res, err := r.ask(ctx, r.leaf(leafNode(i)), 0)
		if err != nil {
			return nil, err
		}
		out[i] = int(res.Total)
	}
	return out, nil
}

func (r *retrieval) ask(ctx context.Context, q blevequery.Query, size int) (*bleve.SearchResult, error) {
	if r.err != nil {
		return nil, r.err
	}
	req := bleve.NewSearchRequestOptions(q, size, 0, false)
	req.Score = "none" // ours are worked out from the text
	return r.idx.SearchInContext(ctx, req)
}

// query asks for turns that may hold what n asks for, and for all that do. What is left
// out is left out here only where that is exact: where units are turns and all that is
// asked for is said in them.
func (r *retrieval) query(n node, exact bool) blevequery.Query {
	switch n := n.(type) {
	case *allNode:
		return r.all(n.parts, exact)
	case *anyNode:
		parts := make([]blevequery.Query, len(n.parts))
		for i, part := range n.parts {
			parts[i] = r.query(part, exact)
		}
		return bleve.NewDisjunctionQuery(parts...)
	case *notNode:
		return r.all([]node{n}, exact)
	case *besideNode:
		return r.all([]node{n.left, n.right}, exact)
	case leafNode:
		return r.leaf(n)
	}
	return bleve.NewMatchAllQuery()
}

// all asks for every part; what is negated is taken from the rest, or from all
// turns when nothing else is asked for.
func (r *retrieval) all(parts []node, exact bool) blevequery.Query {
	q := bleve.NewBooleanQuery()
	seeks := false
	for _, part := range parts {
		if not, ok := part.(*notNode); !ok {
			q.AddMust(r.query(part, exact))
			seeks = true
		} else if exact {
			q.AddMustNot(r.query(not.part, exact))
		}
	}
	if !seeks {
		q.AddMust(bleve.NewMatchAllQuery())
	}
	return q
}

// leaf asks for the words of a leaf one after the other: as they are written,
// or stemmed in each of the languages. Of a leaf that may be written otherwise it asks
// for every word of the index that is like it.
func (r *retrieval) leaf(n leafNode) blevequery.Query {
	l := r.plan.leaves[n]
	if l.like != nil {
		if r.alike[n] == nil {
			r.alike[n] = r.like(l)
		}
		return r.alike[n]
	}
	if l.exact {
		return sequence(fieldPlain, l.terms(newLexicon("")))
	}
	either := make([]blevequery.Query, len(r.languages))
	for i, language := range r.languages {
		either[i] = sequence(stemField(language), l.terms(newLexicon(language)))
	}
	if len(either) == 1 {
		return either[0]
	}
	return bleve.NewDisjunctionQuery(either...)
}

// like goes through the words of the index rather than have bleve judge them, so that
// what is like a word is decided in one place.
func (r *retrieval) like(l leaf) blevequery.Query {
	var either []blevequery.Query
	dict, err := r.idx.FieldDict(fieldPlain)
	if err != nil {
		r.err = cmp.Or(r.err, err)
		return bleve.NewMatchNoneQuery()
	}
	defer dict.Close()
	for {
		entry, err := dict.Next()
		if err != nil {
			r.err = cmp.Or(r.err, err)
		}
		if err != nil || entry == nil {
			break
		}
		if l.like(entry.Term) {
			either = append(either, sequence(fieldPlain, []string{entry.Term}))
		}
	}
	if len(either) == 0 {
		return bleve.NewMatchNoneQuery()
	}
	return bleve.NewDisjunctionQuery(either...)
}

func sequence(field string, terms []string) blevequery.Query {
	if len(terms) == 1 {
		q := bleve.NewTermQuery(terms[0])
		q.SetField(field)
		return q
	}
	return bleve.NewPhraseQuery(terms, field)
}

// verify looks for the plan in the candidates of each source.
func verify(ctx context.Context, c corpus, p plan, candidates [][]int) ([]match, error) {
	var sources []int
	for i, turns := range candidates {
		if len(turns) > 0 {
			sources = append(sources, i)
		}
	}
	var mu sync.Mutex
	var out []match
	err := inParallel(ctx, len(sources), func() func(int) error {
		ms := matchers{}
		return func(i int) error {
			source := sources[i]
			t, language, err := c.load(source)
			if err != nil {
				return err
			}
			page := page{matcher: ms.of(p, language), t: t}
			var found []match
			for _, turn := range candidates[source] {
				if turn >= len(t.Turns) {
					return fmt.Errorf("the index is not of %s as it is now", t.ID)
				}
				for _, f := range page.turn(turn, c.unit) {
					f.source = source
					found = append(found, f)
				}
			}
			mu.Lock()
			defer mu.Unlock()
			out = append(out, found...)
			return nil
		}
	})
	return out, err
}
