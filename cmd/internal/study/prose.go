package study

import (
	"path"
	"strings"

	"grounded/analysis/privacy"
	"grounded/analysis/theme"
	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Prose returns what people wrote in the study besides transcripts, by file, as
// far as the one who looks may see it, and how many files that leaves out: memos,
// codebooks, models, memos of codings, notes in crosswalks, the study's settings.
// The words that codings and quotations stand on are not repeated.
func (s *Study) Prose(sel coding.Selection) (prose []privacy.Prose, hidden int, err error) {
	files, err := s.kept()
	if err != nil {
		return nil, 0, err
	}
	c := checker{Study: s, sel: sel}
	for _, file := range files {
		top, _, _ := strings.Cut(file, "/")
		switch top {
		case transcriptsFolder, sourcesFolder, historyFolder, roundsFolder, casesFile:
			continue
		}
		if c.hides(file) {
			hidden++
			continue
		}
		src, err := s.read(file)
		if err != nil {
			return nil, 0, err
		}
		texts, err := written(file, src)
		if err != nil {
			return nil, 0, err
		}
		if len(texts) > 0 {
			prose = append(prose, privacy.Prose{Name: file, Text: strings.Join(texts, "\n")})
		}
	}
	return prose, hidden, nil
}

// written returns what people wrote in a file.
func written(file string, src []byte) ([]string, error) {
	top, _, _ := strings.Cut(file, "/")
	switch ext := path.Ext(file); {
	case ext == ".md":
		front, body, _, err := transcript.Parts(string(src))
		if err != nil {
			return []string{string(src)}, nil
		}
		texts, err := stringsOf(file, front)
		return append(texts, body), err
	case ext == ".jsonl":
		codings, problems := coding.Decode(file, src)
		var memos []string
		for _, c := range codings {
			if c.Memo != "" {
				memos = append(memos, c.Memo)
			}
		}
		return memos, problem.Fatal(problems)
	case ext == ".toml" && top == modelsFolder:
		m, problems := theme.Decode(file, src)
		texts := []string{m.Title}
		for _, t := range m.Themes {
			texts = append(texts, t.Name, t.Statement)
		}
		for _, r := range m.Revisions {
			texts = append(texts, r.Said, r.Because, r.Did)
		}
		return texts, problem.Fatal(problems)
	case ext == ".toml":
		return stringsOf(file, string(src))
	}
	return nil, nil
}

// stringsOf returns the texts of TOML that are no ids.
func stringsOf(file, src string) ([]string, error) {
	doc, problems := tomledit.Parse(file, []byte(src))
	if err := problem.Fatal(problems); err != nil {
		return nil, err
	}
	var texts []string
	_, err := doc.Rewrite(func(text string) string {
		if strings.Contains(text, " ") {
			texts = append(texts, text)
		}
		return text
	})
	return texts, err
}
