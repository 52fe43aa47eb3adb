package tui

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// correct puts other words in the text of a desk; the codings are placed anew.
func correct(m *memory, was, now string) {
	old := m.sheet.Text
	m.sheet.Text = transcript.New(old.ID, old.Meta, strings.Replace(old.Body, was, now, 1))
	var cs []coding.Coding
	for _, c := range m.sheet.Codings {
		cs = append(cs, coding.Relocate(coding.Placed{Coding: c.Coding, Now: c.Now, Fate: coding.Moved}, old))
	}
	m.sheet.Codings = coding.Anchor(old, m.sheet.Text, cs)
	m.changed = true
}

// A memo keeps its lines, and one that is only looked at is not written.
func TestMemosKeepTheirLines(t *testing.T) {
	t.Parallel()
	m := talk(t)
	m.sheet.Codings[0].Memo = "line one\nline two\n\nline four"
	s := open(t, m, 80, 20, false)
	press(s, "home", "tab", "m", "enter")
	if s.message != "nothing was changed" || len(m.before) != 0 || s.sheet.Codings[0].Memo != "line one\nline two\n\nline four" {
		t.Errorf("%q, memo %q", s.message, s.sheet.Codings[0].Memo)
	}
	press(s, "m", "ctrl+j", ":five", "alt+enter", ":six", "enter")
	if got := s.sheet.Codings[0].Memo; got != "line one\nline two\n\nline four\nfive\nsix" {
		t.Errorf("%q", got)
	}
	press(s, "m")
	s.Update(tea.PasteMsg{Content: "\npasted\nlines"})
	press(s, "enter")
	if got := s.sheet.Codings[0].Memo; !strings.HasSuffix(got, "six\npasted\nlines") {
		t.Errorf("%q", got)
	}
}

// What was typed survives a failure and an escape, and ctrl+c keeps a memo.
func TestNothingTypedIsLost(t *testing.T) {
	t.Parallel()
	m := talk(t)
	s := open(t, m, 80, 20, false)
	m.fails = errors.New("this study cannot be written")
	press(s, "home", "tab", "m", ":why she", "enter")
	if s.over == nil || !strings.Contains(seen(s), "this study cannot be written") || !strings.Contains(seen(s), "why she") {
		t.Fatal(seen(s))
	}
	press(s, "esc")
	if s.message != draftKept {
		t.Errorf("%q", s.message)
	}
	press(s, "m")
	if s.message != draftFound || !strings.Contains(seen(s), "why she") {
		t.Error(seen(s))
	}
	if cmd := press(s, "ctrl+c"); cmd != nil || !strings.Contains(seen(s), "ctrl+c again leaves without it") {
		t.Error(seen(s))
	}
	if cmd := press(s, "ctrl+c"); cmd == nil {
		t.Error("ctrl+c twice does not leave")
	}
	m.fails = nil
	press(s, "x")
	if cmd := press(s, "ctrl+c"); cmd == nil || s.sheet.Codings[0].Memo != "why shex" {
		t.Errorf("left with memo %q", s.sheet.Codings[0].Memo)
	}
	m.fails = errors.New("no")
	press(s, "s", "enter", ":Coins", "enter", "d", ":small money", "enter")
	if !strings.Contains(seen(s), "small money") || s.message != "no" {
		t.Error(seen(s))
	}
	m.fails = nil
	press(s, "enter")
	if c, ok := s.sheet.Book.Code("coins"); !ok || c.Definition != "small money" {
		t.Errorf("%+v %s", c, s.message)
	}
}

// The palette puts a code on no other words than those that were marked.
func TestPaletteRefusesOtherWords(t *testing.T) {
	t.Parallel()
	for _, look := range []bool{true, false} {
		m := talk(t)
		s := open(t, m, 80, 20, false)
		press(s, "home", "s", "s", "enter", ":ki")
		correct(m, "I counted coins at the till. ", "")
		if look {
			s.Update(lookMsg{})
		}
		press(s, "enter", "enter")
		if len(s.sheet.Codings) != 3 || s.over == nil || !s.dropped || !strings.Contains(seen(s), "mark them again") || !strings.Contains(seen(s), "put ki") {
			t.Errorf("looked %v: %v\n%s", look, codings(s), seen(s))
		}
		press(s, "esc", "1", "d", "i")
		if len(s.sheet.Codings) != 3 || s.over != nil {
			t.Errorf("%v %q", codings(s), s.message)
		}
		press(s, "S", "1")
		if len(s.sheet.Codings) != 4 {
			t.Errorf("%v %q", codings(s), s.message)
		}
	}
}

// A mark follows its words.
func TestMarkFollowsItsWords(t *testing.T) {
	t.Parallel()
	m := talk(t)
	s := open(t, m, 80, 20, false)
	press(s, "home", "s", "s", "enter", ":ki")
	correct(m, "What came first in those days", "Well, what was the very first thing")
	s.Update(lookMsg{})
	if press(s, "enter"); !strings.Contains(strings.Join(codings(s), "\n"), "kin: I counted coins at the till.") {
		t.Errorf("%v %q", codings(s), s.message)
	}
	// Marking freely goes on from where it began.
	press(s, "home", "s", "X", "right", "v", "right")
	correct(m, "Well, what was", "What was")
	s.Update(lookMsg{})
	if press(s, "right"); marked(s) != "rent came first" {
		t.Errorf("marked %q", marked(s))
	}
}

// Keys that are typed while a change waits in vain do not wipe away what is said of it.
func TestKeysTypedWhileWaitingAreNotHeard(t *testing.T) {
	t.Parallel()
	s := open(t, talk(t), 80, 20, false)
	s.slow = true
	press(s, "home")
	s.message = "another command holds the study"
	press(s, "d", "1", "x")
	if s.message != "another command holds the study" || len(s.sheet.Codings) != 3 {
		t.Errorf("%q", s.message)
	}
	s.Update(hearMsg{})
	if press(s, "home", "1"); len(s.sheet.Codings) != 4 {
		t.Errorf("%q", s.message)
	}
}

// Memos on a code and on two passages are read where they belong, and changed.
func TestMemosAreRead(t *testing.T) {
	t.Parallel()
	m := talk(t)
	s := open(t, m, 80, 24, false)
	press(s, "home", "tab", "M", ":what rent is about", "enter", "=", "m", ":both of need", "enter")
	if all := seen(s); !strings.Contains(all, "on both, 2021-03-04: both of need") || !strings.Contains(all, "on the code, 2021-03-04: what rent is") {
		t.Error(all)
	}
	press(s, "esc", "M")
	golden(t, "memos-80", seen(s))
	press(s, "up", "enter", ":, I think", "enter")
	if m.memos[0].Text != "what rent is about, I think" {
		t.Errorf("%v", m.memos)
	}
	press(s, "n", ":another", "enter", "esc")
	if len(m.memos) != 3 || s.over != nil {
		t.Errorf("%v", m.memos)
	}
}

// A code is renamed, defined, placed and retired without leaving the palette.
func TestCodesAreChangedInThePalette(t *testing.T) {
	t.Parallel()
	m := talk(t)
	s := open(t, m, 80, 20, false)
	press(s, "home", "s", "s", "enter", ":kin", "ctrl+e", "n", ":!", "enter")
	if c, _ := s.sheet.Book.Code("kin"); c.Name != "Kin who help!" || !strings.Contains(seen(s), "Kin who help!") || s.over == nil {
		t.Fatalf("%+v %s\n%s", c, s.message, seen(s))
	}
	press(s, "ctrl+e", "d", ":Family and others", "enter", "ctrl+e", "p", ":rent", "enter")
	if c, _ := s.sheet.Book.Code("kin"); c.Definition != "Family and others" || c.Parent != "rent" || !strings.Contains(seen(s), "under Rent") {
		t.Errorf("%+v %s\n%s", c, s.message, seen(s))
	}
	press(s, "ctrl+e", "d", "enter")
	if s.message != "nothing was changed" {
		t.Errorf("%q", s.message)
	}
	press(s, "ctrl+e", "r", "x", "y")
	if c, _ := s.sheet.Book.Code("kin"); c.InUse() || strings.Contains(strings.Split(seen(s), "── put")[1], "Kin who help!") {
		t.Errorf("%+v %s\n%s", c, s.message, seen(s))
	}
	press(s, "esc", "home", "tab", "E", "n", "backspace", ":tal", "enter")
	if c, _ := s.sheet.Book.Code("rent"); c.Name != "Rental" || s.over != nil {
		t.Errorf("%+v %s", c, s.message)
	}
}

func TestPaletteFindsWordsInAnyOrder(t *testing.T) {
	t.Parallel()
	m := talk(t)
	src, err := m.sheet.Book.Add(codebook.Code{ID: "zoe", Name: "Zoë and money", Kind: codebook.Descriptive})
	if err != nil {
		t.Fatal(err)
	}
	m.sheet.Book, _ = codebook.Decode("b.toml", src)
	s := open(t, m, 80, 20, false)
	press(s, "home", "s", "s", "enter", ":money zoe", "enter")
	if got := codings(s); got[1] != "zoe: I counted coins at the till." {
		t.Errorf("%v", got)
	}
	// What can be made is in view, and the bar comes to it from above.
	press(s, "enter", ":n", "up")
	if p := s.over.(*palette); p.at != len(p.shown) || !strings.Contains(seen(s), "make “n”") {
		t.Error(seen(s))
	}
	press(s, "down", "end", "enter", "d", "enter")
	if _, ok := s.sheet.Book.Code("n"); !ok {
		t.Errorf("%q", s.message)
	}
	// It notices a code that was changed elsewhere.
	press(s, "enter")
	src, _ = m.sheet.Book.Rename("rent", "Lodging")
	m.sheet.Book, _ = codebook.Decode("b.toml", src)
	m.changed = true
	s.Update(lookMsg{})
	if all := seen(s); !strings.Contains(all, "Lodging") || !strings.Contains(all, "the files changed on disk") {
		t.Error(all)
	}
}

func TestRecodingMakesACode(t *testing.T) {
	t.Parallel()
	s := open(t, talk(t), 80, 20, false)
	press(s, "home", "tab", "r", ":Falling behind", "enter", "d", ":late", "enter")
	if got := codings(s)[0]; got != "falling-behind: The rent came first, then food." {
		t.Errorf("%s %s", got, s.message)
	}
}

// Undo goes to what it changed, in a walk too, and asks before it reaches behind the
// session.
func TestUndoGoesToTheChange(t *testing.T) {
	t.Parallel()
	m := talk(t)
	s := open(t, m, 80, 20, false)
	press(s, "home", "tab", "d", "end", "u")
	if marked(s) != "The rent came first, then food." || s.picked != "c1" {
		t.Errorf("at %q", marked(s))
	}
	press(s, "end", "U")
	if marked(s) != "The rent came first, then food." || len(s.sheet.Codings) != 2 {
		t.Errorf("at %q", marked(s))
	}
	press(s, "1")
	m.old = len(m.before)
	press(s, "u")
	if len(m.before) != m.old || s.over == nil || !strings.Contains(seen(s), "that was done before this session: noted rent. y takes it back") {
		t.Error(seen(s))
	}
	press(s, "esc")
	if len(m.before) != m.old {
		t.Error("undone all the same")
	}
	press(s, "u", "y")
	if len(m.before) != m.old-1 || s.over != nil {
		t.Errorf("%d changes left: %q", len(m.before), s.message)
	}
}

func TestUndoOnAWalkGoesBackToThePassage(t *testing.T) {
	t.Parallel()
	m, s := walkingRent(t)
	parts, err := m.Parts("rent", []string{"Arrears", "Heating"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Walk("rent", "talk", parts); err != nil {
		t.Fatal(err)
	}
	press(s, "1", "u", "2")
	if got := codings(s); got[0] != "heating: The rent came first, then food." || got[1] != "rent: paid the heating in advance" {
		t.Errorf("%v", got)
	}
}
