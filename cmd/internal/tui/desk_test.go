package tui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"grounded/codebook"
	"grounded/codebook/slug"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// memory is a desk without a disk.
type memory struct {
	sheet   Sheet
	undone  []Sheet
	before  []Sheet
	changed bool
	fails   error
	made    int

	memos      []Memo
	old        int           // how many of the changes were made before this session
	elsewhere  *Sheet        // another transcript
	unreadable transcript.ID // whose sheet cannot be read
}

func (m *memory) Sheet() (Sheet, error) {
	if m.sheet.Text.ID == m.unreadable {
		return Sheet{}, fmt.Errorf("%s cannot be read", m.unreadable)
	}
	m.changed = false
	s := m.sheet
	s.Codings = slices.Clone(s.Codings)
	return s, nil
}

func (m *memory) Changed() bool { return m.changed }

func (m *memory) Turn(to transcript.ID) error {
	if m.elsewhere == nil || m.elsewhere.Text.ID != to {
		return fmt.Errorf("no transcript %q", to)
	}
	m.sheet, *m.elsewhere = *m.elsewhere, m.sheet
	return nil
}

func (m *memory) Waiting(Work) (transcript.ID, bool, error) {
	if m.elsewhere == nil {
		return "", false, nil
	}
	return m.elsewhere.Text.ID, true, nil
}

func (m *memory) do(said string, change func(*Sheet)) (string, error) {
	if m.fails != nil {
		return "", m.fails
	}
	was := m.sheet
	was.Codings = slices.Clone(was.Codings)
	m.before, m.undone = append(m.before, was), nil
	m.sheet.Codings = slices.Clone(m.sheet.Codings)
	change(&m.sheet)
	slices.SortStableFunc(m.sheet.Codings, func(a, b coding.Placed) int { return coding.Compare(a.Coding, b.Coding) })
	return said, nil
}

func (m *memory) Put(code codebook.ID, passage transcript.Span) (string, error) {
	return m.do("put "+string(code), func(s *Sheet) {
		m.made++
		s.Codings = append(s.Codings, coding.Placed{Coding: coding.Coding{ID: fmt.Sprintf("n%d", m.made), Code: code, Span: passage, Quote: s.Text.Text(passage)}, Now: passage})
		s.Recent = slices.Insert(slices.DeleteFunc(slices.Clone(s.Recent), func(c codebook.ID) bool { return c == code }), 0, code)
	})
}

func (m *memory) Make(name string, kind codebook.Kind, definition string, inVivo bool, passage transcript.Span) (string, error) {
	code := codebook.Code{ID: codebook.ID(slug.Make(name)), Name: name, Kind: kind, Definition: definition, InVivo: inVivo}
	src, err := m.sheet.Book.Add(code)
	if err != nil {
		return "", err
	}
	m.sheet.Book, _ = codebook.Decode("b.toml", src)
	return m.Put(code.ID, passage)
}

func (m *memory) each(id, said string, change func(*coding.Placed)) (string, error) {
	return m.do(said, func(s *Sheet) {
		for i := range s.Codings {
			if s.Codings[i].ID == id {
				change(&s.Codings[i])
			}
		}
	})
}

func (m *memory) Recode(id string, to codebook.ID) (string, error) {
	return m.each(id, "recoded to "+string(to), func(c *coding.Placed) { c.Code = to })
}

func (m *memory) MakeInstead(name string, kind codebook.Kind, definition, id string) (string, error) {
	if m.fails != nil {
		return "", m.fails
	}
	code := codebook.Code{ID: codebook.ID(slug.Make(name)), Name: name, Kind: kind, Definition: definition}
	src, err := m.sheet.Book.Add(code)
	if err != nil {
		return "", err
	}
	m.sheet.Book, _ = codebook.Decode("b.toml", src)
	return m.Recode(id, code.ID)
}

func (m *memory) book(said string, src []byte, err error) (string, error) {
	if err != nil {
		return "", err
	}
	return m.do(said, func(s *Sheet) { s.Book, _ = codebook.Decode("b.toml", src) })
}

func (m *memory) EditCode(code codebook.ID, field CodeField, text string) (string, error) {
	var change codebook.Change
	switch field {
	case CodeName:
		change.Name = &text
	case CodeDefinition:
		change.Definition = &text
	case CodeInclude:
		change.Include = &text
	case CodeExclude:
		change.Exclude = &text
	case CodeParent:
		src, err := m.sheet.Book.Move(code, codebook.ID(text))
		return m.book("moved "+string(code), src, err)
	}
	src, err := m.sheet.Book.Set(code, change)
	return m.book("changed the "+string(field)+" of "+string(code), src, err)
}

func (m *memory) Retire(code codebook.ID) (string, error) {
	src, err := m.sheet.Book.Retire(code, "2021-03-04")
	return m.book("retired "+string(code), src, err)
}

func (m *memory) Memos() ([]Memo, error) { return slices.Clone(m.memos), nil }

func (m *memory) EditMemo(id, was, text string) (string, error) {
	for i := range m.memos {
		if m.memos[i].ID == id && m.memos[i].Text == was {
			return m.do("changed memo "+id, func(*Sheet) { m.memos[i].Text = text })
		}
	}
	return "", errors.New("that memo is another one now")
}

func (m *memory) write(code codebook.ID, text string, about ...string) {
	m.memos = append(m.memos, Memo{ID: fmt.Sprintf("memo-%d", len(m.memos)+1), Date: "2021-03-04", Text: text, Code: code, Codings: about})
}

func (m *memory) Parts(_ codebook.ID, names []string) ([]codebook.Code, error) {
	if len(names) < 2 {
		return nil, errors.New("two or more")
	}
	var out []codebook.Code
	for _, name := range names {
		name = strings.TrimSpace(name)
		out = append(out, codebook.Code{ID: codebook.ID(slug.Make(name)), Name: name, Kind: codebook.Descriptive})
	}
	return out, nil
}

func (m *memory) Split(id string, code codebook.ID, parts []codebook.Code, to codebook.ID) (string, error) {
	for _, p := range parts {
		if _, there := m.sheet.Book.Code(p.ID); !there {
			src, err := m.sheet.Book.Add(p)
			if err != nil {
				return "", err
			}
			m.sheet.Book, _ = codebook.Decode("b.toml", src)
		}
	}
	return m.each(id, "split "+string(code)+" to "+string(to), func(c *coding.Placed) { c.Code = to })
}

func (m *memory) Move(id string, to transcript.Span) (string, error) {
	return m.each(id, "moved", func(c *coding.Placed) { c.Span, c.Now = to, to })
}

func (m *memory) Remove(id string) (string, error) {
	return m.do("removed "+id, func(s *Sheet) {
		s.Codings = slices.DeleteFunc(s.Codings, func(c coding.Placed) bool { return c.ID == id })
	})
}

func (m *memory) Confirm(id string) (string, error) {
	return m.each(id, "confirmed", func(c *coding.Placed) { c.By = "" })
}

func (m *memory) Note(id, memo string) (string, error) {
	return m.each(id, "noted", func(c *coding.Placed) { c.Memo = memo })
}

func (m *memory) NoteCode(code codebook.ID, memo string) (string, error) {
	return m.do("noted "+string(code)+": "+memo, func(*Sheet) { m.write(code, memo) })
}

func (m *memory) Finish(finished bool) (string, error) {
	return m.do("finished", func(s *Sheet) { s.Finished = finished })
}

func (m *memory) NoteBoth(a, b string, code codebook.ID, memo string) (string, error) {
	return m.do("noted "+a+" and "+b+": "+memo, func(*Sheet) { m.write(code, memo, a, b) })
}

func (m *memory) Revisited() (string, error) {
	return m.do("read again", func(s *Sheet) { s.Later = nil })
}

func (m *memory) back(from, to *[]Sheet, said string, older bool) (Undone, error) {
	if m.fails != nil {
		return Undone{}, m.fails
	}
	if len(*from) == 0 {
		return Undone{}, fmt.Errorf("nothing to %s", said)
	}
	if said == "undo" && len(*from) <= m.old && !older {
		return Undone{}, &OlderError{"noted rent"}
	}
	now := m.sheet
	if last := (*from)[len(*from)-1]; last.Text.ID != now.Text.ID { // it was done on the other transcript
		now, m.elsewhere = *m.elsewhere, &last
		*to, *from = append(*to, now), (*from)[:len(*from)-1]
		return Undone{Said: said, In: last.Text.ID}, nil
	}
	*to = append(*to, now)
	m.sheet, *from = (*from)[len(*from)-1], (*from)[:len(*from)-1]
	return Undone{Said: said, In: m.sheet.Text.ID}, nil
}

func (m *memory) Undo(older bool) (Undone, error) {
	return m.back(&m.before, &m.undone, "undo", older)
}

func (m *memory) Redo(older bool) (Undone, error) {
	return m.back(&m.undone, &m.before, "redo", older)
}

func (m *memory) Passages(code codebook.ID) ([]Passage, error) {
	var out []Passage
	sheets := []*Sheet{&m.sheet}
	if m.elsewhere != nil {
		sheets = append(sheets, m.elsewhere)
	}
	slices.SortFunc(sheets, func(a, b *Sheet) int { return strings.Compare(string(a.Text.ID), string(b.Text.ID)) })
	for _, s := range sheets {
		for _, c := range s.Codings {
			if c.Code == code && c.Fate != coding.Adrift {
				out = append(out, Passage{Coding: c.ID, In: s.Text.ID, Place: string(s.Text.ID), Words: s.Text.Text(c.Now)})
			}
		}
	}
	return out, nil
}

const talkBody = `[00:00:03] I: What came first in those days, when you had moved to the new flat?

[00:00:09] P: The rent came first, then food. I counted coins at the till. It was the first winter that I did not dread, because we had paid the heating in advance.

My sister helped, when she could; 妹妹帮了我 she said, and שלום to everybody on the stairs.

[00:01:20] I: And then?

[00:01:22] P: Then nothing. Café, naïve, a̐éö̲ — all of it.`

const talkBook = `title = "Ana"

[[code]]
id = "rent"
name = "Rent"
definition = "What the flat costs, and being behind with it."
include = "arrears"
exclude = "mortgages"

[[code]]
id = "kin"
name = "Kin who help"

[[code]]
id = "means"
name = "Means"
kind = "analytical"
`

// talk is a desk with a short interview on it, and two codings.
func talk(t testing.TB) *memory {
	t.Helper()
	text := transcript.New("talk", transcript.Meta{Speakers: []transcript.Speaker{{Label: "I", Role: transcript.Interviewer}, {Label: "P", Role: transcript.Participant}}}, talkBody)
	book, problems := codebook.Decode("ana.toml", []byte(talkBook))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	m := &memory{sheet: Sheet{Analyst: "ana", Text: text, Book: book, Recent: []codebook.ID{"rent", "kin"}}}
	for i, c := range []struct{ code, words string }{{"rent", "The rent came first, then food."}, {"rent", "paid the heating in advance"}, {"kin", "My sister helped"}} {
		start := strings.Index(talkBody, c.words)
		span := transcript.Span{Start: start, End: start + len(c.words)}
		m.sheet.Codings = append(m.sheet.Codings, coding.Placed{Coding: coding.Coding{ID: fmt.Sprintf("c%d", i+1), Code: codebook.ID(c.code), Span: span, Quote: c.words}, Now: span})
	}
	other := transcript.Span{Start: strings.Index(talkBody, "rent"), End: strings.Index(talkBody, ", then food")}
	m.sheet.Others = []Other{{Analyst: "ben", Book: book, Codings: []coding.Placed{{Coding: coding.Coding{ID: "o1", Code: "means", Span: other}, Now: other}}}}
	return m
}

// andOther adds another transcript to a desk, with a passage of rent.
func andOther(m *memory) {
	other := m.sheet
	other.Text = transcript.New("other", m.sheet.Text.Meta, "P: First of all the rent, and again the rent.")
	span := transcript.Span{Start: 3, End: 24}
	other.Codings = []coding.Placed{{Coding: coding.Coding{ID: "e1", Code: "rent", Span: span}, Now: span}}
	m.elsewhere = &other
}

// open opens a screen of a size on a desk.
func open(t testing.TB, d Desk, width, height int, vim bool) *Screen {
	t.Helper()
	s, err := New(d, vim)
	if err != nil {
		t.Fatal(err)
	}
	s.Update(tea.WindowSizeMsg{Width: width, Height: height})
	return s
}

var special = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
	"shift+left": {Code: tea.KeyLeft, Mod: tea.ModShift}, "shift+right": {Code: tea.KeyRight, Mod: tea.ModShift},
	"pgdown": {Code: tea.KeyPgDown}, "pgup": {Code: tea.KeyPgUp}, "home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd},
	"space": {Code: tea.KeySpace, Text: " "}, "delete": {Code: tea.KeyDelete}, "backspace": {Code: tea.KeyBackspace},
	"alt+enter": {Code: tea.KeyEnter, Mod: tea.ModAlt}, "ctrl+j": {Code: 'j', Mod: tea.ModCtrl}, "ctrl+e": {Code: 'e', Mod: tea.ModCtrl}, "ctrl+g": {Code: 'g', Mod: tea.ModCtrl},
	"ctrl+r": {Code: 'r', Mod: tea.ModCtrl}, "ctrl+c": {Code: 'c', Mod: tea.ModCtrl},
}

// press sends keys, by name or letter by letter behind a colon, as in ":Rent".
func press(s *Screen, keys ...string) tea.Cmd {
	var cmd tea.Cmd
	for _, k := range keys {
		if msg, ok := special[k]; ok {
			_, cmd = s.Update(msg)
			continue
		}
		letters := k
		if len(k) > 1 {
			letters = strings.TrimPrefix(k, ":")
		}
		for _, r := range letters {
			_, cmd = s.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
	return cmd
}

func marked(s *Screen) string { return s.sheet.Text.Text(s.focus.span) }
