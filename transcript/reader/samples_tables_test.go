package reader

import (
	"encoding/csv"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Oral histories as their students coded them.
func TestRealTablesKeepEveryCell(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(realPath(t, "../corpus/coded-csv-mit"), "*_*.csv"))
	if err != nil || len(files) == 0 {
		t.Skip("no coded tables")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src := load(t, file)
			keepsEveryCell(t, string(src), read(t, filepath.Base(file), src, Options{}))
		})
	}
}

// keepsEveryCell checks that what was said and the tags are the cells of the
// file, as encoding/csv reads them.
func keepsEveryCell(t *testing.T, src string, r Result) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(src, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, head := range rows[0] {
		column[head] = i
	}
	var said, tags []string
	for _, cells := range rows[1:] {
		words, speaker := cells[column["words"]], cells[column["speaker"]]
		if slips := strings.TrimSpace(words) == "" && len(strings.Fields(speaker)) > 6 || len(speaker) > maxLabel; slips {
			said = append(said, wordsOf(speaker)...)
		}
		said = append(said, wordsOf(words)...)
		for tag := range strings.SplitSeq(cells[column["tags"]], ";") {
			if tag = strings.TrimSpace(tag); tag != "" {
				tags = append(tags, tag)
			}
		}
	}
	tr := r.Transcripts[0]
	var got []string
	for _, p := range tr.Paragraphs {
		got = append(got, wordsOf(tr.Text(p.Text))...)
	}
	if diff := cmp.Diff(said, got); diff != "" || len(said) < 400 || len(tags) != len(r.Marks) {
		t.Errorf("%d words, %d tags of %d: -want +got\n%.2000s", len(said), len(r.Marks), len(tags), diff)
	}
	for i, m := range r.Marks {
		if i >= len(tags) || m.Text != tags[i] {
			t.Fatalf("tag %d is %q, in the file %q", i, m.Text, tags[min(i, len(tags)-1)])
		}
	}
}
