package txn

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkChange puts one coding on a transcript of a hundred, as apply does:
// two files, the history and the undo data.
func BenchmarkChange(b *testing.B) {
	var lines strings.Builder
	for n := range 100 {
		lines.WriteString(coding(fmt.Sprintf("bbbbbbb%03d", n), n*100, "x"))
	}
	s := newStore(b, map[string]string{"codings/ana/a.jsonl": lines.String(), "codings/ana/progress.toml": ""})
	n := 0
	for b.Loop() {
		n++
		change(b, s, map[string]string{
			"codings/ana/a.jsonl":       lines.String() + coding(fmt.Sprintf("%010d", n), 100_000, "x"),
			"codings/ana/progress.toml": fmt.Sprint(n),
		})
	}
}

// BenchmarkReading is what a read costs over what it reads.
func BenchmarkReading(b *testing.B) {
	s := newStore(b, nil)
	change(b, s, map[string]string{"a.txt": "new"})
	for b.Loop() {
		if err := s.Reading(b.Context(), func() error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkUndo undoes and redoes a change after a long history.
func BenchmarkUndo(b *testing.B) {
	s := newStore(b, map[string]string{"history/ana.jsonl": strings.Repeat(recordLine+"\n", 10_000)})
	change(b, s, map[string]string{"a.txt": "new"})
	for b.Loop() {
		if _, err := s.Undo(b.Context(), "ana"); err != nil {
			b.Fatal(err)
		}
		if _, err := s.Redo(b.Context(), "ana"); err != nil {
			b.Fatal(err)
		}
	}
}
