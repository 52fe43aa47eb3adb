package study

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Progress is what an analyst's progress.toml says of one transcript.
type Progress struct {
	ID        transcript.ID `toml:"id"`
	Round     int           `toml:"round"`
	Started   time.Time     `toml:"started"`
	Finished  time.Time     `toml:"finished"`
	Revisited time.Time     `toml:"revisited"` // when it was last read again for codes that came later
	Text      string        `toml:"text"`      // transcript.TextHash of the body the codings refer to
}

func decodeProgress(file string, src []byte) ([]Progress, []problem.Problem) {
	var f struct {
		Transcripts []Progress `toml:"transcript"`
	}
	doc, problems := tomledit.Decode(file, src, &f)
	if problem.Fatal(problems) != nil {
		return nil, problems
	}
	seen := map[transcript.ID]bool{}
	for i, p := range f.Transcripts {
		if seen[p.ID] {
			problems = append(problems, problem.Problem{Name: "progress-twice", File: file, Line: line(doc, "transcript", i),
				Message: fmt.Sprintf("transcript %q is there twice", p.ID), Remedy: "take one of them out", Fatal: true})
		}
		seen[p.ID] = true
	}
	return f.Transcripts, problems
}

// setProgress returns the bytes of a progress file in which p stands in place
// of what it said of the transcript under its former id.
func setProgress(file string, src []byte, former transcript.ID, p Progress) ([]byte, error) {
	known, problems := decodeProgress(file, src)
	if err := problem.Fatal(problems); err != nil {
		return nil, err
	}
	doc, _ := tomledit.Parse(file, src)
	pairs := []tomledit.Pair{{Key: "id", Value: string(p.ID)}, {Key: "round", Value: p.Round}}
	if !p.Started.IsZero() {
		pairs = append(pairs, tomledit.Pair{Key: "started", Value: p.Started})
	}
	if !p.Finished.IsZero() {
		pairs = append(pairs, tomledit.Pair{Key: "finished", Value: p.Finished})
	}
	if !p.Revisited.IsZero() {
		pairs = append(pairs, tomledit.Pair{Key: "revisited", Value: p.Revisited})
	}
	pairs = append(pairs, tomledit.Pair{Key: "text", Value: p.Text})
	edits := []tomledit.Edit{tomledit.Append("transcript", pairs...)}
	if i := slices.IndexFunc(known, func(k Progress) bool { return k.ID == former }); i >= 0 {
		edits = nil
		table := tomledit.Nth("transcript", i)
		for _, pair := range pairs {
			edits = append(edits, tomledit.Set(table, pair.Key, pair.Value))
		}
		if p.Finished.IsZero() {
			edits = append(edits, tomledit.Unset(table, "finished"))
		}
		if p.Revisited.IsZero() {
			edits = append(edits, tomledit.Unset(table, "revisited"))
		}
	}
	doc, err := doc.Edit(edits...)
	if err != nil {
		return nil, err
	}
	return doc.Source, nil
}

// progressOf reads an analyst's progress file through read, which is the disk's
// or a transaction's.
func progressOf(a coding.Analyst, read func(string) ([]byte, error)) ([]Progress, []byte, error) {
	file := progressFile(a)
	src, err := read(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	known, problems := decodeProgress(file, src)
	return known, src, problem.Fatal(problems)
}

// line returns where an element of an array of tables begins.
func line(doc *tomledit.File, array tomledit.Address, i int) int {
	at, _ := doc.Place(tomledit.Nth(array, i), "")
	return at
}
