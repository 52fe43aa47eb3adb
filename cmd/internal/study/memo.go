package study

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/codebook/tomledit"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Memo is a dated note of one analyst: TOML front matter, then Markdown.
type Memo struct {
	ID      string // the file's name without its ending
	Analyst coding.Analyst
	Title   string
	Kind    string   // analytic, reflexive, method or field
	About   []string // "code:rent", "transcript:interview-03", "coding:k3v9qx7p2m", "theme:…", "case:…"
	Date    string
	Private bool // never leaves the study
	Text    string
}

// MemoKinds are the kinds of memo.
var MemoKinds = []string{"analytic", "reflexive", "method", "field"}

// MemoSubjects are what a memo may be about, before the colon.
var MemoSubjects = []string{"code", "coding", "transcript", "theme", "case", "analyst"}

type memoFront struct {
	Title   string   `toml:"title"`
	Kind    string   `toml:"kind"`
	About   []string `toml:"about"`
	Date    any      `toml:"date"`
	Private bool     `toml:"private"`
}

func memoFile(a coding.Analyst, id string) string { return memosOf(a) + "/" + id + ".md" }

func decodeMemo(a coding.Analyst, id string, src []byte) (Memo, []problem.Problem) {
	file := memoFile(a, id)
	if conflict := problem.Conflict(file, src); len(conflict) > 0 {
		return Memo{}, conflict
	}
	front, body, _, err := transcript.Parts(string(src))
	if err != nil {
		// A note that somebody wrote without front matter is a memo all the same.
		return Memo{ID: id, Analyst: a, Title: id, Kind: MemoKinds[0], Text: string(src)}, nil
	}
	var f memoFront
	_, problems := tomledit.Decode(file, []byte(front), &f)
	for i := range problems {
		if problems[i].Line > 0 {
			problems[i].Line++
		}
	}
	if f.Kind == "" {
		f.Kind = MemoKinds[0]
	}
	if !slices.Contains(MemoKinds, f.Kind) {
		problems = append(problems, problem.Problem{Name: "memo-kind", File: file, Line: 1,
			Message: fmt.Sprintf("kind %q is none of %s", f.Kind, strings.Join(MemoKinds, ", ")), Remedy: "choose one of them"})
	}
	m := Memo{ID: id, Analyst: a, Title: f.Title, Kind: f.Kind, About: f.About, Date: transcript.DateText(f.Date), Private: f.Private, Text: strings.TrimSpace(body)}
	if m.Title == "" {
		m.Title = id
	}
	return m, problems
}

func encodeMemo(m Memo) ([]byte, error) {
	doc, _ := tomledit.Parse("front matter", nil)
	edits := []tomledit.Edit{
		tomledit.Set(tomledit.Root, "title", m.Title),
		tomledit.Set(tomledit.Root, "kind", m.Kind),
		tomledit.Set(tomledit.Root, "about", m.About),
		tomledit.Set(tomledit.Root, "date", tomledit.Date(m.Date)),
	}
	if m.Private {
		edits = append(edits, tomledit.Set(tomledit.Root, "private", true))
	}
	doc, err := doc.Edit(edits...)
	if err != nil {
		return nil, err
	}
	return transcript.Join(doc.Source, strings.TrimSpace(m.Text)+"\n"), nil
}

// ReadMemo reads a memo that is no file of the study, from a file of that name.
func ReadMemo(name string, src []byte) (Memo, error) {
	m, problems := decodeMemo("", strings.TrimSuffix(path.Base(name), ".md"), src)
	return m, problem.Fatal(problems)
}

// Memos reads the memos of the analysts that the selection means and the one
// who looks may see, by analyst and name.
func (s *Study) Memos(sel coding.Selection) ([]Memo, error) {
	var out []Memo
	for _, a := range s.Config.Analysts {
		if !sel.Sees(a.ID) || !sel.Named(a.ID, a.Role) {
			continue
		}
		names, err := s.names(memosOf(a.ID), ".md")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			src, err := s.read(memoFile(a.ID, name))
			if err != nil {
				return nil, err
			}
			m, problems := decodeMemo(a.ID, name, src)
			if err := s.heed(problems); err != nil {
				return nil, err
			}
			out = append(out, m)
		}
	}
	return out, nil
}

// WriteMemo adds a memo of the acting analyst, under a name made of its date
// and title, and returns it as it was written.
func (e *Edit) WriteMemo(m Memo) (Memo, error) {
	m.Analyst = e.Analyst.ID
	if m.Date == "" {
		m.Date = e.Now.Format("2006-01-02")
	}
	id := slug.Make(m.Date + " " + m.Title)
	var failed error
	m.ID = slug.Unique(id, func(id string) bool {
		is, err := e.exists(memoFile(m.Analyst, id))
		failed = errors.Join(failed, err)
		return is && err == nil
	})
	if failed != nil {
		return Memo{}, failed
	}
	src, err := encodeMemo(m)
	if err != nil {
		return Memo{}, err
	}
	e.Write(memoFile(m.Analyst, m.ID), src)
	return m, nil
}

// MemoSource returns the file of a memo as it stands.
func (s *Study) MemoSource(a coding.Analyst, id string) ([]byte, error) {
	return s.read(memoFile(a, id))
}

// ChangeMemo changes a memo of the acting analyst. What is not changed keeps its bytes.
func (e *Edit) ChangeMemo(id string, change func(Memo) Memo) error {
	file := memoFile(e.Analyst.ID, id)
	src, err := e.Read(file)
	if err != nil {
		return err
	}
	old, problems := decodeMemo(e.Analyst.ID, id, src)
	if err := problem.Fatal(problems); err != nil {
		return err
	}
	before := old
	before.About = slices.Clone(old.About)
	m := change(before)
	front, body, _, err := transcript.Parts(string(src))
	if err != nil { // a note without front matter
		if src, err = encodeMemo(m); err == nil {
			e.Write(file, src)
		}
		return err
	}
	doc, _ := tomledit.Parse(file, []byte(front))
	var edits []tomledit.Edit
	if m.Title != old.Title {
		edits = append(edits, tomledit.Set(tomledit.Root, "title", m.Title))
	}
	if m.Kind != old.Kind {
		edits = append(edits, tomledit.Set(tomledit.Root, "kind", m.Kind))
	}
	if !slices.Equal(m.About, old.About) {
		edits = append(edits, tomledit.Set(tomledit.Root, "about", m.About))
	}
	if m.Private != old.Private {
		edits = append(edits, tomledit.Set(tomledit.Root, "private", m.Private))
	}
	if doc, err = doc.Edit(edits...); err != nil {
		return err
	}
	if m.Text != old.Text {
		body = strings.TrimSpace(m.Text) + "\n"
	}
	e.Write(file, transcript.Join(doc.Source, body))
	return nil
}

// RewriteMemo puts a text in place of the file of a memo, which must still be as it was
// when the text was begun.
func (e *Edit) RewriteMemo(id string, was, now []byte) error {
	file := memoFile(e.Analyst.ID, id)
	src, err := e.Read(file)
	if err != nil {
		return err
	}
	if string(src) != string(was) {
		return fmt.Errorf("%s changed while it was open; it is left as it is now", file)
	}
	m, problems := decodeMemo(e.Analyst.ID, id, now)
	if len(problems) > 0 {
		return problem.Error(problems)
	}
	if m.Text == "" {
		return errors.New("the memo would be empty, so it was left as it is")
	}
	e.Write(file, now)
	return nil
}

// File returns where a memo lies within the study.
func (m Memo) File() string { return memoFile(m.Analyst, m.ID) }

// readOptional returns what a file holds, nothing where there is no file.
func readOptional(read reader, name string) ([]byte, error) {
	src, err := read(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return src, err
}
