package study

import (
	"slices"

	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// keep copies an analyst's work into a folder, on all transcripts or on some, and
// returns how many codings that are. What the folder holds of a transcript already
// stays as it was first.
func (e *Edit) keep(a Analyst, into string, only []transcript.ID) (int, error) {
	progress, _, err := progressOf(a.ID, e.Read)
	if err != nil {
		return 0, err
	}
	kept, err := readOptional(e.Read, into+"/"+progressName)
	if err != nil {
		return 0, err
	}
	known, problems := decodeProgress(into+"/"+progressName, kept)
	if err := problem.Fatal(problems); err != nil {
		return 0, err
	}
	n := 0
	for _, p := range progress {
		there := slices.ContainsFunc(known, func(k Progress) bool { return k.ID == p.ID })
		if there || only != nil && !slices.Contains(only, p.ID) {
			continue
		}
		if kept, err = setProgress(into+"/"+progressName, kept, p.ID, p); err != nil {
			return 0, err
		}
		src, err := readOptional(e.Read, codingsFile(a.ID, p.ID))
		if err != nil {
			return 0, err
		}
		if src == nil {
			continue
		}
		codings, problems := coding.Decode(codingsFile(a.ID, p.ID), src)
		if err := problem.Fatal(problems); err != nil {
			return 0, err
		}
		n += len(codings)
		if err := e.Write(into+"/"+string(p.ID)+".jsonl", src); err != nil {
			return 0, err
		}
	}
	if kept != nil {
		if err := e.Write(into+"/"+progressName, kept); err != nil {
			return 0, err
		}
	}
	book, err := readOptional(e.Read, a.CodebookFile())
	if err != nil || book == nil {
		return n, err
	}
	return n, e.Write(into+"/"+keptBook, book)
}
