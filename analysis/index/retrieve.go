package index

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"

	"github.com/blevesearch/bleve/v2"
	blevequery "github.com/blevesearch/bleve/v2/search/query"

	"grounded/analysis/index/query"
	"grounded/transcript"
)

// search finds what a plan asks for with a generation that holds the corpus.
func search(ctx context.Context, g generation, c corpus, p plan) (found []Hit, err error) {
	// bleve follows offsets that it finds in its files; a fault in it must not
	// become one of the search.
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
	r := retrieval{idx: idx, plan: p, languages: g.seal.languages()}
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
	languages []string // of the stems
}

// candidates returns the turns of each source that bleve finds, in order.
func (r retrieval) candidates(ctx context.Context, c corpus) ([][]int, error) {
	all, err := r.idx.DocCount()
	if err != nil {
		return nil, err
	}
	res, err := r.ask(ctx, r.query(r.plan.root), int(all))
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
func (r retrieval) holding(ctx context.Context) ([]int, error) {
	out := make([]int, len(r.plan.leaves))
	for i, l := range r.plan.leaves {
		if !l.asked {
			continue
		}
		res, err := r.ask(ctx, r.leaf(l), 0)
		if err != nil {
			return nil, err
		}
		out[i] = int(res.Total)
	}
	return out, nil
}

func (r retrieval) ask(ctx context.Context, q blevequery.Query, size int) (*bleve.SearchResult, error) {
	req := bleve.NewSearchRequestOptions(q, size, 0, false)
	req.Score = "none" // ours are worked out from the text
	return r.idx.SearchInContext(ctx, req)
}

func (r retrieval) query(n query.Node) blevequery.Query {
	switch n := n.(type) {
	case query.And:
		return r.all(n.Parts)
	case query.Or:
		parts := make([]blevequery.Query, len(n.Parts))
		for i, part := range n.Parts {
			parts[i] = r.query(part)
		}
		return bleve.NewDisjunctionQuery(parts...)
	case query.Not:
		return r.all([]query.Node{n})
	}
	return r.leaf(r.plan.leaves[r.plan.number[n]])
}

// all asks for every part; what is negated is taken from the rest, or from all
// turns when nothing else is asked for.
func (r retrieval) all(parts []query.Node) blevequery.Query {
	q := bleve.NewBooleanQuery()
	seeks := false
	for _, part := range parts {
		if not, ok := part.(query.Not); ok {
			q.AddMustNot(r.query(not.Part))
		} else {
			q.AddMust(r.query(part))
			seeks = true
		}
	}
	if !seeks {
		q.AddMust(bleve.NewMatchAllQuery())
	}
	return q
}

// leaf asks for the words of a leaf one after the other: as they are written,
// or stemmed in each of the languages.
func (r retrieval) leaf(l leaf) blevequery.Query {
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
			m := ms.of(p, language)
			var found []match
			for _, turn := range candidates[source] {
				if turn >= len(t.Turns) {
					return fmt.Errorf("the index is not of %s as it is now", t.ID)
				}
				if f, ok := m.turn(t, turn); ok {
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
