package study

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// checker gathers every problem of a study that the one who looks may see.
type checker struct {
	*Study
	sel      coding.Selection
	problems []problem.Problem

	ids         []transcript.ID                      // of all transcripts, sorted
	transcripts map[transcript.ID]text               // those that can be read
	books       map[string]*codebook.Book            // nil for one that cannot be read
	codings     map[coding.Analyst]map[string]string // the file that each coding id is in
	themes      map[string]bool                      // of any model; nil where one cannot be read
	people      map[string]bool                      // cases of cases.toml and of transcripts; nil where some cannot be read
	stale       map[stale][]coding.Analyst           // whose codings were written on another text
}

// textChanged names the problem that codings were written on another text than
// that of today. It asks for no decision.
const textChanged = "text-changed"

// Check looks at every file of the study and returns all that is wrong, sorted
// by place, but behind all else what asks for no decision. In a blind study what others keep is not looked at.
func (s *Study) Check(ctx context.Context, sel coding.Selection) ([]problem.Problem, error) {
	var c *checker
	err := s.store.Reading(ctx, func() error {
		c = &checker{Study: s, sel: sel, transcripts: map[transcript.ID]text{}, books: map[string]*codebook.Book{},
			codings: map[coding.Analyst]map[string]string{}, themes: map[string]bool{},
			stale: map[stale][]coding.Analyst{}}
		return errors.Join(c.settings(), c.files(ctx), c.folders(), c.drafts(), c.texts(ctx), c.work(ctx), c.together(), c.cases(), c.crosswalks(), c.models(ctx), c.frameworks(), c.memos())
	})
	if err != nil {
		return nil, err
	}
	problem.Sort(c.problems)
	slices.SortStableFunc(c.problems, func(a, b problem.Problem) int {
		switch {
		case a.Name == b.Name:
			return 0
		case a.Name == textChanged:
			return 1
		case b.Name == textChanged:
			return -1
		}
		return 0
	})
	return c.problems, nil
}

// add takes up problems, save that lines end in CR LF: files says so of every
// file alike.
func (c *checker) add(ps ...problem.Problem) {
	for _, p := range ps {
		if p.Name == crlf {
			continue
		}
		p.Remedy = cmp.Or(p.Remedy, otherwise[p.Name])
		c.problems = append(c.problems, p)
	}
}

// otherwise is the way out of problems for which nothing better is known, such
// as a name that may have been meant.
var otherwise = map[string]string{
	"became-missing":      "add the code, or take it out here",
	"bad-case-id":         "write it so",
	"code-unknown":        "add the code to that codebook, or take it out here",
	"parent-missing":      "add it, or take it out here",
	"quote-theme-unknown": "add the theme, or take the quote out",
	"toml-syntax":         "correct the line",
	"splitting-missing":   "add the code, or take it out here",
	"rests-missing":       "add the code, or take it out here",
	"sensitive-unknown":   "add the attribute, or take its name out here",
	"unknown-key":         "take it out, or correct its name",
}

func (c *checker) settings() error {
	src, err := c.read(configFile)
	if err != nil {
		return err
	}
	_, problems := decodeConfig(configFile, src)
	c.add(problems...)
	if c.Local == "" {
		return nil
	}
	if _, err := c.Analyst(coding.Analyst(c.Local)); err != nil {
		c.add(problem.Problem{Name: "local-analyst", File: localFile, Line: c.lineOf(localFile, c.Local), Message: err.Error(),
			Remedy: "say who sits here with: grounded analyst use NAME"})
	}
	return nil
}

// seen are the analysts whose work the one who looks may see.
func (c *checker) seen() []Analyst {
	return slices.DeleteFunc(slices.Clone(c.Config.Analysts), func(a Analyst) bool { return !c.sel.Sees(a.ID) })
}

// lineOf returns the first line of a file that holds a quoted text, 0 when none
// does.
func (c *checker) lineOf(file, quoted string) int {
	src, err := c.read(file)
	if err != nil {
		return 0
	}
	at := bytes.Index(src, []byte(`"`+quoted+`"`))
	if at < 0 {
		return 0
	}
	return bytes.Count(src[:at], []byte("\n")) + 1
}

// shorten cuts a quotation for a message, at a space.
func shorten(quote string) string {
	const most = 60
	if len(quote) <= most {
		return quote
	}
	if cut := strings.LastIndexByte(quote[:most], ' '); cut > 0 {
		return quote[:cut] + " …"
	}
	return quote
}
