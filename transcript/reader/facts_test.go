package reader

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"grounded/transcript"
)

// fact is what stands in a line of testdata/facts.tsv about a real file. The
// figures, but those of PDF, were counted by other programs than these readers,
// from the bytes.
// Speakers have the number of their turns, "nobody" the turn before the first
// header; of the words the last three are there; problems are the names of the
// warnings, or part of the error of a file that is refused, which has nothing
// else in its line.
type fact struct {
	path, format, transcripts, turns, speakers, words, last, problems string
}

const factHeads = "path\tformat\ttranscripts\tturns\tspeakers\twords\tlast\tproblems"

func (f fact) String() string {
	return strings.Join([]string{f.path, f.format, f.transcripts, f.turns, f.speakers, f.words, f.last, f.problems}, "\t")
}

// facts reads the table. The paths are those below the folder that holds
// samples and corpus.
func facts(t *testing.T) map[string]fact {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(string(load(t, "testdata/facts.tsv")), "\n"), "\n")
	if lines[0] != factHeads || len(lines) < 100 {
		t.Fatalf("facts.tsv: %d lines under %q", len(lines)-1, lines[0])
	}
	out := map[string]fact{}
	for i, line := range lines[1:] {
		c := strings.Split(line, "\t")
		if len(c) != 8 || out[c[0]].path != "" || i > 0 && line < lines[i] {
			t.Fatalf("facts.tsv:%d: not a line of its own, in order", i+2)
		}
		out[c[0]] = fact{c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]}
	}
	return out
}

// factOf says of a file what the table says.
func factOf(file string, src []byte) fact {
	r, err := Read(context.Background(), path.Base(file), src, Options{PDF: engine})
	if err != nil {
		return fact{path: file, problems: err.Error()}
	}
	turns := 0
	var order, words []string
	of := map[string]int{}
	for _, tr := range r.Transcripts {
		turns += len(tr.Turns)
		for i := range tr.Turns {
			label := first(tr.Speaker(i).Label, "nobody")
			if of[label] == 0 {
				order = append(order, label)
			}
			of[label]++
		}
		for _, part := range tr.Said(transcript.Span{End: len(tr.Body)}) {
			words = append(words, wordsOf(tr.Text(part))...)
		}
	}
	for i, label := range order {
		order[i] = fmt.Sprintf("%s %d", label, of[label])
	}
	var problems []string
	for _, w := range r.Warnings {
		problems = append(problems, w.Name)
	}
	return fact{
		file, r.Format, fmt.Sprint(len(r.Transcripts)), fmt.Sprint(turns), strings.Join(order, "; "),
		fmt.Sprint(len(words)), strings.Join(words[max(0, len(words)-3):], " "), strings.Join(problems, " "),
	}
}

// realFiles returns the paths of the real files, as the table has them, and the
// folder they are below.
func realFiles(t *testing.T) (root string, files []string) {
	t.Helper()
	root = realPath(t, "..")
	for _, folder := range []string{"samples", "corpus"} {
		if _, err := os.Stat(filepath.Join(root, folder)); err != nil {
			t.Logf("there is no folder %s", folder)
			continue
		}
		err := filepath.WalkDir(filepath.Join(root, folder), func(file string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || e.Name() == "MANIFEST.md" {
				return err
			}
			below, err := filepath.Rel(root, file)
			files = append(files, filepath.ToSlash(below))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(files) == 0 {
		t.Fatalf("no real files in %s", root)
	}
	return root, files
}

// Every real file is as the table says, and every line is about a file.
func TestRealFilesAreAsTheTableSays(t *testing.T) {
	root, files := realFiles(t)
	table := facts(t)
	for _, file := range files {
		want, ok := table[file]
		delete(table, file)
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			got := factOf(file, load(t, filepath.Join(root, filepath.FromSlash(file))))
			if want.format == "" && got.format == "" && want.problems != "" && strings.Contains(got.problems, want.problems) {
				return
			}
			switch {
			case !ok:
				t.Errorf("facts.tsv has no line about this file; it was read as\n%s", got)
			case got != want:
				t.Errorf("-want +got\n-%s\n+%s", want, got)
			}
		})
	}
	for file := range table {
		if folder, _, _ := strings.Cut(file, "/"); slices.ContainsFunc(files, func(f string) bool { return strings.HasPrefix(f, folder+"/") }) {
			t.Errorf("facts.tsv has a line about %s, which is not there", file)
		}
	}
}
