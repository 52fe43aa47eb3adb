package lexis

import (
	"context"
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"grounded/transcript"
)

// Count counts the words of a corpus, several transcripts at a time.
func Count(ctx context.Context, c Corpus, o Options) (Counts, error) {
	o.N = max(o.N, 1)
	x := newTexts(c)
	ids := newVocabulary()
	pages := make([]page, len(x.list))
	var counters []*counter
	err := inParallel(ctx, len(x.list), func() func(int) {
		counter := newCounter(x, o, ids)
		counters = append(counters, counter)
		return func(i int) { pages[i] = counter.read(i) }
	})
	if err != nil {
		return Counts{}, err
	}
	return (&merger{texts: x, Options: o, ids: ids, counters: counters, pages: pages}).merge(), nil
}

// inParallel does 0 to n-1 with as many workers as there are processors, each of which
// is made before any begins, until the context is cancelled.
func inParallel(ctx context.Context, n int, worker func() func(i int)) error {
	var next atomic.Int64
	tasks, ctx := errgroup.WithContext(ctx)
	var workers []func(int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers = append(workers, worker())
	}
	for _, do := range workers {
		tasks.Go(func() error {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return nil
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				do(i)
			}
		})
	}
	return tasks.Wait()
}

// page is what was counted in one transcript.
type page struct {
	counter *counter
	bags    []bag
}

// bag is words of one voice that count alike.
type bag struct {
	kind
	words int // all of them, stop words included
	items []item
}

type kind struct {
	voice, group int
	overlay      bool
	quotable     bool
}

// item is how often a word, or a sequence, of the counter is in a bag.
type item struct{ id, times int32 }

// gram is a sequence of words by their ids; -1 stands behind the last.
type gram [Longest]int32

// counter counts one transcript after another. It is not safe for use by several
// goroutines.
type counter struct {
	*texts
	Options
	lexicons map[string]*lexicon
	ids      *vocabulary
	grams    map[gram]int32
	order    []gram // the sequences in the order of their numbers
	roles    map[transcript.Role]int
	left     int
	met      uint64 // phrases that were found

	// of the transcript at hand
	bags  []bag
	at    map[kind]int
	found [][]int32 // of each bag, what is in it, in order of place
	run   run

	times []int32 // by id; 0 between two bags
}

func newCounter(x *texts, o Options, ids *vocabulary) *counter {
	return &counter{
		texts: x, Options: o, ids: ids, lexicons: map[string]*lexicon{}, grams: map[gram]int32{},
		roles: map[transcript.Role]int{}, at: map[kind]int{},
	}
}

func (c *counter) lexicon(language string) *lexicon {
	l := c.lexicons[language]
	if l == nil {
		l = newLexicon(language, c.Options, c.ids)
		c.lexicons[language] = l
	}
	return l
}

// read counts the words of one transcript.
func (c *counter) read(i int) page {
	lex := c.lexicon(c.language(c.list[i]))
	c.bags = nil
	clear(c.at)
	for k := range c.found {
		c.found[k] = c.found[k][:0]
	}
	c.texts.read(i, func(s *stretch) { c.count(s, lex) })
	for k := range c.bags {
		c.bags[k].items = c.tally(c.found[k])
	}
	return page{c, c.bags}
}

// count puts the words of a stretch into bags.
func (c *counter) count(s *stretch, lex *lexicon) {
	c.run.end()
	group, whole := s.whole()
	quotable, last := s.quotable, -1
	sentences := c.sentences(s.text)
	words := 0
	for w := range transcript.Words(s.text) {
		if !whole {
			g, ok := s.group(w)
			if !ok {
				c.run.end()
				continue
			}
			if g != group {
				group, last = g, -1
				c.run.end()
			}
		}
		if len(s.restricted) > 0 {
			if may := s.mayQuote(w); may != quotable {
				quotable, last = may, -1
			}
		}
		if last < 0 {
			last = c.bag(kind{s.voice, group, s.overlay, quotable})
		}
		words++
		c.bags[last].words++
		e := lex.of(s.text[w.Start:w.End])
		if c.Stem && !s.overlay {
			e.times++
		}
		if c.N == 1 {
			c.one(e, last, s.overlay)
			continue
		}
		if sentences.begins(w) {
			c.run.end()
		}
		c.run.add(e, quotable)
		c.sequence(kind{s.voice, group, s.overlay, quotable}, lex)
	}
	if !s.overlay {
		c.roles[s.role] += words
	}
}

// one counts a word by itself.
func (c *counter) one(e *entry, bag int, overlay bool) {
	if c.Only == nil && e.stop {
		if !overlay {
			c.left++
		}
		return
	}
	if c.Only != nil {
		if e.fits == 0 {
			return
		}
		c.met |= e.fits // phrases of one word have the bits of their words
	}
	c.found[bag] = append(c.found[bag], e.id)
}

// sequence counts the sequence that the last word ends, if it is whole.
func (c *counter) sequence(of kind, lex *lexicon) {
	g, quotable, ok := c.run.last(c.N)
	if !ok {
		return
	}
	if c.Only == nil && c.run.bounded(c.N) {
		if !of.overlay {
			c.left++
		}
		return
	}
	if c.Only != nil {
		phrases := c.run.which(lex.sought, c.N)
		if phrases == 0 {
			return
		}
		c.met |= phrases
	}
	id, known := c.grams[g]
	if !known {
		id = int32(len(c.order))
		c.grams[g] = id
		c.order = append(c.order, g)
	}
	of.quotable = quotable
	bag := c.bag(of)
	c.found[bag] = append(c.found[bag], id)
}

// bag returns the number of the bag of a kind.
func (c *counter) bag(k kind) int {
	at, known := c.at[k]
	if !known {
		at = len(c.bags)
		c.at[k] = at
		c.bags = append(c.bags, bag{kind: k})
		if len(c.found) == at {
			c.found = append(c.found, nil)
		}
	}
	return at
}

// tally counts equal ids.
func (c *counter) tally(ids []int32) []item {
	distinct := 0
	for _, id := range ids {
		for int(id) >= len(c.times) {
			c.times = append(c.times, make([]int32, max(1024, len(c.times)))...)
		}
		if c.times[id]++; c.times[id] == 1 {
			distinct++
		}
	}
	items := make([]item, 0, distinct)
	for _, id := range ids {
		if n := c.times[id]; n > 0 {
			items = append(items, item{id, n})
			c.times[id] = 0
		}
	}
	return items
}
