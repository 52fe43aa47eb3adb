package study

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"grounded/analysis/framework"
	"grounded/analysis/privacy"
	"grounded/analysis/theme"
	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
	"grounded/transcript"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

// file makes of one file what it will be.
func (m *masking) file(file string, moving bool) error {
	top, _, _ := strings.Cut(file, "/")
	to, n := m.key.Path(file)
	if top == sourcesFolder {
		if moving {
			to = ""
			m.did.Sources++
		}
		m.note(file, to, nil, 0) // its words stay as they came
		return nil
	}
	src, err := m.Read(file)
	if err != nil {
		return err
	}
	if !utf8.Valid(src) {
		m.note(file, to, nil, n)
		return nil
	}
	src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	r := rewriting{masking: m, key: m.key.In(src), file: file, moving: moving}
	now, err := r.rewrite(src)
	if err != nil {
		return err
	}
	if bytes.Equal(now, src) {
		now = nil
	} else if err := fatal(file, now); err != nil && fatal(file, src) == nil {
		return fmt.Errorf("with these replacements a file could not be read any more, so nothing was changed: %w", err)
	}
	m.note(file, to, now, n+r.n)
	return nil
}

func (m *masking) note(file, to string, src []byte, n int) {
	m.out[file] = output{to, src}
	if to != "" && to != file {
		m.did.Names++
	}
	if n == 0 {
		return
	}
	if m.try {
		to = file
	}
	if m.eyes.hides(file) {
		to, _, _ = strings.Cut(file, "/")
		to += "/…"
	}
	m.did.Files = append(m.did.Files, Replaced{to, n})
}

// fatal returns why a file of the study cannot be read.
func fatal(file string, src []byte) error {
	top, _, below := strings.Cut(file, "/")
	var problems []problem.Problem
	switch ext := path.Ext(file); {
	case top == transcriptsFolder:
		_, problems = transcript.Decode("", file, src)
	case top == codebooksFolder:
		_, problems = codebook.Decode(file, src)
	case top == modelsFolder && ext == ".toml":
		_, problems = theme.Decode(file, src)
	case isFramework(file):
		_, problems = framework.Decode(file, src)
	case top == frameworksFolder && ext == ".toml":
		_, problems = framework.DecodePlacements(file, src)
	case top == crosswalksFolder:
		_, problems = crosswalk.Decode(file, src)
	case (top == codingsFolder || top == roundsFolder) && ext == ".jsonl":
		_, problems = coding.Decode(file, src)
	case path.Base(file) == progressName:
		_, problems = decodeProgress(file, src)
	case !below && file == configFile:
		_, problems = decodeConfig(file, src)
	case !below && file == casesFile:
		_, problems = cases.Decode(file, src)
	}
	return problem.Fatal(problems)
}

// rewriting is one file on its way.
type rewriting struct {
	*masking
	key    *privacy.Key // that looks for what the file may hold
	file   string
	moving bool // the sources leave the study
	n      int  // words replaced
}

func (r *rewriting) rewrite(src []byte) ([]byte, error) {
	top, _, _ := strings.Cut(r.file, "/")
	switch ext := path.Ext(r.file); {
	case top == transcriptsFolder && ext == ".txt":
		return r.transcript(src)
	case ext == ".toml":
		return r.toml(src)
	case ext == ".jsonl":
		return r.lines(src)
	}
	front, body, _, err := transcript.Parts(string(src))
	if err != nil {
		return []byte(r.text(string(src))), nil
	}
	doc, err := r.front(front)
	if err != nil {
		return nil, err
	}
	return transcript.Join(doc.Source, r.text(body)), nil
}

func (r *rewriting) text(text string) string {
	now, n := r.key.Text(text)
	r.n += n
	return now
}

// front rewrites TOML, every text of it.
func (r *rewriting) front(src string) (*tomledit.File, error) {
	doc, problems := tomledit.Parse(r.file, []byte(src))
	if err := problem.Fatal(problems); err != nil {
		return nil, err
	}
	if r.key.Len() == 0 {
		return doc, nil
	}
	n := 0
	doc, err := doc.Rewrite(func(text string) string {
		now, replaced := r.key.Value(text)
		n += replaced
		return now
	})
	if err != nil {
		return nil, err
	}
	r.n += n
	return doc, nil
}

func (r *rewriting) transcript(src []byte) ([]byte, error) {
	t, known := r.texts[transcript.ID(strings.TrimSuffix(path.Base(r.file), ".txt"))]
	front, body, _, err := transcript.Parts(string(src))
	if err != nil {
		return nil, err
	}
	if !known { // a copy that a synchronised folder left
		doc, err := r.front(front)
		if err != nil {
			return nil, err
		}
		return transcript.Join(doc.Source, r.text(body)), nil
	}
	doc, err := r.front(front)
	if err != nil {
		return nil, err
	}
	var edits []tomledit.Edit
	seen := map[string]bool{}
	for i, s := range t.was.Speakers {
		label, _ := r.masking.key.Value(s.Label)
		if seen[label] {
			edits = append(edits, tomledit.Remove(tomledit.Nth("speaker", i)))
		}
		seen[label] = true
	}
	if r.moving && strings.HasPrefix(t.was.Source, sourcesFolder+"/") {
		edits = append(edits, tomledit.Unset(tomledit.Root, "source"))
	}
	if len(edits) > 0 {
		if doc, err = doc.Edit(edits...); err != nil {
			return nil, err
		}
	}
	r.n += t.n
	return transcript.Join(doc.Source, t.now.Body), nil
}
