package index

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"grounded/transcript"
)

// reference has the size of the study that the design measures by.
func reference(b *testing.B) []*transcript.Transcript {
	b.Helper()
	return study(b, 39, 12000)
}

func BenchmarkBuild(b *testing.B) {
	sources := sourcesOf(reference(b)...)
	for b.Loop() {
		if err := Rebuild(b.Context(), b.TempDir(), sources, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBareBleve puts the same documents and fields into an index with
// nothing around: one goroutine, batches of the same size, no seal.
func BenchmarkBareBleve(b *testing.B) {
	ts := reference(b)
	for b.Loop() {
		idx, err := bleve.NewUsing(filepath.Join(b.TempDir(), "bare"), bleve.NewIndexMapping(), scorch.Name, scorch.Name, nil)
		if err != nil {
			b.Fatal(err)
		}
		batch, lex := idx.NewBatch(), newLexicon("en")
		flush := func() {
			if err := idx.Batch(batch); err != nil {
				b.Fatal(err)
			}
			batch.Reset()
		}
		for _, t := range ts {
			for turn := range t.Turns {
				if err := batch.IndexAdvanced(newDocument(t.ID, t, turn, "en", lex)); err != nil {
					b.Fatal(err)
				}
				if batch.Size() == batchTurns {
					flush()
				}
			}
		}
		flush()
		if err := idx.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRefresh(b *testing.B) {
	sources := sourcesOf(reference(b)...)
	changed := sources[3]
	dir := b.TempDir()
	if err := Rebuild(b.Context(), dir, sources, Options{}); err != nil {
		b.Fatal(err)
	}
	q := parse(b, "marenti")
	for b.Loop() {
		b.StopTimer()
		sources[3] = changed
		if err := Rebuild(b.Context(), dir, sources, Options{}); err != nil {
			b.Fatal(err)
		}
		sources[3].Key = "changed"
		b.StartTimer()
		res, err := Search(b.Context(), dir, sources, q, Options{})
		if err != nil || res.Road != Refreshed {
			b.Fatal(err, res.Road, res.Reason)
		}
	}
}

// queries from the rare to the most common.
var benchmarkQueries = map[string]string{
	"rare":     "marenti",
	"several":  `ma NOT (er OR ti) OR "ed er"`,
	"phrase":   `"ma ed"`,
	"everyone": "ma OR ed OR er OR ing OR al",
}

func BenchmarkSearch(b *testing.B) {
	ts := reference(b)
	dir := b.TempDir()
	if err := Rebuild(b.Context(), dir, sourcesOf(ts...), Options{}); err != nil {
		b.Fatal(err)
	}
	for name, src := range benchmarkQueries {
		q := parse(b, src)
		b.Run(name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				res, err := Search(b.Context(), dir, sourcesOf(ts...), q, Options{})
				if err != nil || res.Road != Indexed {
					b.Fatal(err, res.Road, res.Reason)
				}
				n = len(res.Hits)
			}
			b.ReportMetric(float64(n), "hits")
		})
	}
}

func BenchmarkScan(b *testing.B) {
	sources := sourcesOf(reference(b)...)
	for name, src := range benchmarkQueries {
		q := parse(b, src)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := Scan(context.Background(), sources, q, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
