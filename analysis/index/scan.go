package index

import (
	"context"
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"grounded/transcript"
)

// scan finds what a plan asks for by reading every turn.
func scan(ctx context.Context, c corpus, p plan) ([]Hit, error) {
	tallies := make([]tally, len(c.sources))
	err := inParallel(ctx, len(c.sources), func() func(int) error {
		ms := matchers{}
		return func(i int) error {
			t, language, err := c.load(i)
			if err != nil {
				return err
			}
			tallies[i] = count(ms.of(p, language), t, i, c.unit)
			return nil
		}
	})
	if err != nil {
		return nil, err
	}
	var matches []match
	holding := make([]int, len(p.leaves))
	turns := 0
	for _, y := range tallies {
		turns += y.turns
		for l, n := range y.holding {
			holding[l] += n
		}
		matches = append(matches, y.matches...)
	}
	return hits(c, matches, holding, turns), nil
}

// tally is what scan found in a source.
type tally struct {
	matches []match
	holding []int // turns that hold each leaf
	turns   int
}

func count(m *matcher, t *transcript.Transcript, source int, unit Unit) tally {
	y := tally{holding: make([]int, len(m.times)), turns: len(t.Turns)}
	p := page{matcher: m, t: t}
	if unit == Passage {
		y.matches = p.all(source)
		return y
	}
	for turn := range t.Turns {
		for _, found := range p.turn(turn, unit) {
			found.source = source
			y.matches = append(y.matches, found)
		}
		for l, n := range m.times {
			y.holding[l] += min(n, 1)
		}
	}
	return y
}

// all returns the passages that a plan of fields alone means.
func (p *page) all(source int) []match {
	var out []match
	for _, s := range p.spoken(p.region(p.plan.root)) {
		out = append(out, match{source: source, turn: p.t.Paragraphs[p.t.ParagraphsOf(s).First].Turn, span: s, marks: p.inParagraphs(s)})
	}
	return out
}

// hits scores matches, given how many turns there are and how many of them
// hold each leaf.
func hits(c corpus, matches []match, holding []int, turns int) []Hit {
	out := make([]Hit, len(matches))
	for i, m := range matches {
		out[i] = Hit{
			Transcript: c.sources[m.source].ID,
			Turn:       m.turn,
			Span:       m.span,
			Score:      score(m.counts, holding, turns),
			Marks:      m.marks,
		}
	}
	inOrder(out)
	return out
}

// matchers keeps a matcher for each language.
type matchers map[string]*matcher

func (ms matchers) of(p plan, language string) *matcher {
	m := ms[language]
	if m == nil {
		m = newMatcher(p, language)
		ms[language] = m
	}
	return m
}

// inParallel does 0 to n-1, with as many workers as there are processors, until
// one fails or the context is cancelled. Each worker does one at a time.
func inParallel(ctx context.Context, n int, worker func() func(i int) error) error {
	var next atomic.Int64
	g, ctx := errgroup.WithContext(ctx)
	for range min(n, runtime.GOMAXPROCS(0)) {
		g.Go(func() error {
			do := worker()
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return nil
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := do(i); err != nil {
					return err
				}
			}
		})
	}
	return g.Wait()
}
