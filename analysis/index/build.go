package index

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"grounded/transcript"
)

// batchTurns is how many documents bleve is handed at a time. Each batch is a
// segment on disk, so few are better; each is held in memory, so not too few.
const batchTurns = 2000

// boltTimeout bounds the wait for the lock on bleve's own file.
const boltTimeout = "1s"

// build makes a generation in an empty folder from nothing.
func build(ctx context.Context, folder string, c corpus) error {
	idx, err := bleve.NewUsing(filepath.Join(folder, bleveFolder), bleve.NewIndexMapping(), scorch.Name, scorch.Name,
		map[string]any{"bolt_timeout": boltTimeout})
	if err != nil {
		return fmt.Errorf("making an index: %w", err)
	}
	all := make([]int, len(c.sources))
	for i := range all {
		all[i] = i
	}
	entries := make([]entry, len(c.sources))
	err = add(ctx, idx, c, all, entries)
	// A failure to close leaves files that a later check would call damaged.
	if err := cmp.Or(err, idx.Close()); err != nil {
		return fmt.Errorf("making an index: %w", err)
	}
	return writeSeal(folder, c.language, entries)
}

// bring changes a copy of an older generation to hold what c does.
func bring(ctx context.Context, folder string, old seal, c corpus) error {
	idx, err := bleve.OpenUsing(filepath.Join(folder, bleveFolder), map[string]any{"bolt_timeout": boltTimeout})
	if err != nil {
		return fmt.Errorf("opening the former index: %w", err)
	}
	d := compare(old.Transcripts, c)
	gone := idx.NewBatch()
	for _, e := range append(d.gone, d.changed...) {
		for turn := range e.Turns {
			gone.Delete(documentID(e.ID, turn))
		}
	}
	err = write(idx, gone)
	if err == nil {
		err = add(ctx, idx, c, d.add, d.entries)
	}
	if err := cmp.Or(err, idx.Close()); err != nil {
		return fmt.Errorf("refreshing the index: %w", err)
	}
	return writeSeal(folder, c.language, d.entries)
}

// add puts the turns of the given sources into idx and sets their entries.
func add(ctx context.Context, idx bleve.Index, c corpus, which []int, entries []entry) error {
	var mu sync.Mutex
	var rests []*bleve.Batch
	done := len(c.sources) - len(which)
	err := inParallel(ctx, len(which), func() func(int) error {
		w := &writer{idx: idx, batch: idx.NewBatch(), lexicons: map[string]*lexicon{}}
		mu.Lock()
		rests = append(rests, w.batch)
		mu.Unlock()
		return func(i int) error {
			e, err := w.source(ctx, c, which[i])
			if err != nil {
				return err
			}
			entries[which[i]] = e
			mu.Lock()
			defer mu.Unlock()
			done++
			if c.progress != nil {
				c.progress(done, len(c.sources))
			}
			return nil
		}
	})
	if err != nil {
		return err
	}
	return inParallel(ctx, len(rests), func() func(int) error {
		return func(i int) error { return write(idx, rests[i]) }
	})
}

// write puts a batch into the index. bleve panics where another process takes its files
// away meanwhile; a fault in it must not become one of the search, which can do without.
func write(idx bleve.Index, batch *bleve.Batch) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the index cannot be written: %v", r)
		}
	}()
	return idx.Batch(batch)
}

// writer fills batches. It is not safe for use by several goroutines; several
// may write to one index.
type writer struct {
	idx      bleve.Index
	batch    *bleve.Batch
	lexicons map[string]*lexicon
}

func (w *writer) source(ctx context.Context, c corpus, i int) (entry, error) {
	t, language, err := c.load(i)
	if err != nil {
		return entry{}, err
	}
	id := c.sources[i].ID
	for turn := range t.Turns {
		if err := w.turn(id, t, turn, language); err != nil {
			return entry{}, err
		}
		if err := ctx.Err(); err != nil {
			return entry{}, err
		}
	}
	return entry{ID: id, Key: c.sources[i].Key, Turns: len(t.Turns), Language: language}, nil
}

func (w *writer) turn(id transcript.ID, t *transcript.Transcript, turn int, language string) error {
	lex := w.lexicons[language]
	if lex == nil {
		lex = newLexicon(language)
		w.lexicons[language] = lex
	}
	if err := w.batch.IndexAdvanced(newDocument(id, t, turn, language, lex)); err != nil {
		return err
	}
	if w.batch.Size() < batchTurns {
		return nil
	}
	defer w.batch.Reset()
	return write(w.idx, w.batch)
}
