package study

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"grounded/analysis/privacy"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Anonymized says what was replaced in a study.
type Anonymized struct {
	Files   []Replaced // in which something was, by their new paths, or their old ones when it was tried; in a blind study those of others by folder
	Names   int        // files that have another path now
	Codings int        // codings whose words or places changed
	Merged  []Replaced // transcripts in which speakers became one, and how many speakers fewer they have
	Sources int        // that were moved out of the study
	Forgot  bool       // nothing was replaced, but what undo and the cache kept had to go
}

// Replaced is how many words were replaced in a file, its name included.
type Replaced struct {
	Path string
	N    int
}

// Replacements returns how many words were replaced in all.
func (a Anonymized) Replacements() int {
	n := 0
	for _, f := range a.Files {
		n += f.N
	}
	return n
}

// Nothing reports whether nothing is replaced, renamed or moved.
func (a Anonymized) Nothing() bool { return len(a.Files)+a.Names+a.Sources == 0 }

// errNothing ends a change that would change nothing.
var errNothing = errors.New("nothing to change")

// Anonymize replaces the words of a key in everything the study keeps, the names
// of its files and its histories included, for all analysts whether or not the
// one who acts may see their work. Codings and quotations stand on the same
// passages as before. What undo and the cache hold goes. The sources are moved
// into a folder when one is given, and else keep their words. With try nothing is
// changed. When there is nothing to change the result is zero.
func (s *Study) Anonymize(ctx context.Context, a Analyst, key *privacy.Key, sources string, try bool) (Anonymized, error) {
	quiet := *s
	quiet.options.Warn = nil // by names that are to go
	var m *masking
	how := ForGood
	if try {
		how = Rehearsed
	}
	as := a
	as.ID = coding.Analyst(masked(key, string(a.ID)))
	_, err := quiet.ChangeAs(ctx, how, as, "anonymize apply", func(e *Edit) error {
		eyes := checker{Study: &quiet, sel: coding.Selection{Blind: s.Config.Blind, Looker: a.ID}}
		e.tells = key.Stands
		m = &masking{Edit: e, eyes: eyes, key: key, try: try, texts: map[transcript.ID]maskedText{}, out: map[string]output{}}
		if err := m.all(ctx, sources); err != nil {
			return err
		}
		switch {
		case try:
			return nil
		case m.did.Nothing():
			if m.did.Forgot = s.remembers(key); !m.did.Forgot {
				return errNothing
			}
		case sources != "":
			if err := m.carry(sources); err != nil {
				return err
			}
		}
		e.Did("replaced %d words and names in %d files", m.did.Replacements(), len(m.did.Files))
		return m.write()
	})
	if errors.Is(err, errNothing) {
		return Anonymized{}, nil
	}
	if err != nil {
		return Anonymized{}, err
	}
	s.sayDrafts(m.Edit)
	return m.did, nil
}

func masked(key *privacy.Key, id string) string {
	now, _ := key.ID(id)
	return now
}

// masking is a study on its way to other names.
type masking struct {
	*Edit
	eyes  checker // of the one who acts
	key   *privacy.Key
	try   bool
	texts map[transcript.ID]maskedText // by their ids as they are
	out   map[string]output            // by path as it is
	did   Anonymized
}

// maskedText is a transcript before and after.
type maskedText struct {
	was  text
	now  transcript.Rewritten
	hash string // of its text as it will be
	n    int    // words and headers of its text that change
}

// output is what becomes of a file.
type output struct {
	path string // as it will be; "" when it leaves the study
	src  []byte // nil when only the path changes
}

func (m *masking) all(ctx context.Context, sources string) error {
	if err := m.readTexts(ctx); err != nil {
		return err
	}
	if err := m.apart(); err != nil {
		return err
	}
	files, err := m.study.kept()
	if err != nil {
		return err
	}
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := m.file(file, sources != ""); err != nil {
			if m.eyes.hides(file) {
				err = m.hide("", err)
			}
			return err
		}
	}
	taken := map[string]string{}
	for _, file := range files {
		to := m.out[file].path
		if to == "" {
			continue
		}
		if other, twice := taken[strings.ToLower(to)]; twice {
			return fmt.Errorf("%s and %s would both be called %s; give one of the names in them another replacement", other, file, to)
		}
		taken[strings.ToLower(to)] = file
	}
	m.did.Files = gathered(m.did.Files)
	return nil
}

// called returns an id as it is told: when it is tried, as it is.
func (m *masking) called(id string) string {
	if m.try {
		return id
	}
	return masked(m.key, id)
}

// gathered returns what was replaced by path, a path once.
func gathered(files []Replaced) []Replaced {
	n := map[string]int{}
	for _, f := range files {
		n[f.Path] += f.N
	}
	out := make([]Replaced, 0, len(n))
	for _, path := range slices.Sorted(maps.Keys(n)) {
		out = append(out, Replaced{path, n[path]})
	}
	return out
}

// kept returns the paths of all files that the study keeps, sources included,
// sorted.
func (s *Study) kept() ([]string, error) {
	var out []string
	err := s.walk(func(name string, entry fs.DirEntry) error {
		source := name == sourcesFolder || strings.HasPrefix(name, sourcesFolder+"/")
		switch {
		case entry.IsDir() && !source && !ours(name):
			return fs.SkipDir
		case entry.Type().IsRegular() && (source || ours(name)):
			out = append(out, name)
		}
		return nil
	})
	return out, err
}

// readTexts reads every transcript and makes it what it will be.
func (m *masking) readTexts(ctx context.Context) error {
	texts, err := m.study.texts(ctx, nil, true)
	if err != nil {
		return err
	}
	for _, t := range texts {
		words, labels := m.key.Transcript(t.Transcript)
		now, err := transcript.Rewrite(t.Transcript, words, labels)
		if err != nil {
			return err
		}
		n := len(words)
		for i := range t.Turns {
			if _, ok := labels[t.Speaker(i).Label]; ok {
				n++
			}
		}
		m.texts[t.ID] = maskedText{t, now, transcript.TextHash(now.Body), n}
		m.Edit.texts[m.texts[t.ID].hash] = now.Body
		if merged := len(t.Speakers) - len(now.Speakers); merged > 0 {
			m.did.Merged = append(m.did.Merged, Replaced{m.called(string(t.ID)), merged})
		}
	}
	return nil
}
