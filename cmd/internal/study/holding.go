package study

import (
	"context"
	"path"
	"strings"
	"unicode/utf8"

	"grounded/cmd/internal/study/txn"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Held is a file in which words stand.
type Held struct {
	File       string
	Transcript transcript.ID // that the file is, or ""
	Times      int
}

// Holding returns the files of the study, save sources, in which any of some words
// stand, of those that the one who looks may see. Quotations of codings are not among
// them: they say what the transcripts say.
func (s *Study) Holding(ctx context.Context, sel coding.Selection, words []string) ([]Held, error) {
	files, err := s.kept()
	if err != nil {
		return nil, err
	}
	var out []Held
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		top, _, _ := strings.Cut(file, "/")
		if top == sourcesFolder || path.Ext(file) == ".jsonl" && top != historyFolder || !s.shows(sel, file) {
			continue
		}
		src, err := s.read(file)
		if err != nil {
			return nil, err
		}
		if top == historyFolder {
			src = []byte(strings.Join(txn.Words(src), "\n"))
		}
		if !utf8.Valid(src) {
			continue
		}
		h := Held{File: file}
		if top == transcriptsFolder {
			h.Transcript = transcript.ID(strings.TrimSuffix(path.Base(file), ".txt"))
		}
		finder := transcript.NewTextFinder(string(src))
		for _, w := range words {
			h.Times += len(finder.Find(w))
		}
		if h.Times > 0 {
			out = append(out, h)
		}
	}
	return out, nil
}

// shows reports whether the one who looks may see a file.
func (s *Study) shows(sel coding.Selection, file string) bool {
	return !(&checker{Study: s, sel: sel}).hides(file)
}

// hideFile is hide for an error about a file, whoever it is of.
func (e *Edit) hideFile(file string, err error) error {
	sel := coding.Selection{Blind: e.study.Config.Blind, Looker: e.Analyst.ID}
	if err == nil || e.study.shows(sel, file) {
		return err
	}
	return e.hide("", err)
}
