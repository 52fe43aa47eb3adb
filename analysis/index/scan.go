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
			tallies[i] = count(ms.of(p, language), t, i)
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

func count(m *matcher, t *transcript.Transcript, source int) tally {
	y := tally{holding: make([]int, len(m.times)), turns: len(t.Turns)}
	for turn := range t.Turns {
		found, ok := m.turn(t, turn)
		for l, n := range m.times {
			y.holding[l] += min(n, 1)
		}
		if ok {
			found.source = source
			y.matches = append(y.matches, found)
		}
	}
	return y
}

// hits scores matches, given how many turns there are and how many of them
// hold each leaf.
func hits(c corpus, matches []match, holding []int, turns int) []Hit {
	out := make([]Hit, len(matches))
	for i, m := range matches {
		out[i] = Hit{
			Transcript: c.sources[m.source].ID,
			Turn:       m.turn,
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
