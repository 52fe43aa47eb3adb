package tui

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

var update = flag.Bool("update", false, "write the golden screens")

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got+"\n"); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// seen is the screen without colour, colored with what the terminal is sent, its
// escapes as ␛.
func seen(s *Screen) string    { return ansi.Strip(s.View().Content) }
func colored(s *Screen) string { return strings.ReplaceAll(s.View().Content, "\x1b", "␛") }

func TestScreens(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name          string
		width, height int
		keys          []string
		color         bool
	}{
		{"reading-60", 60, 16, nil, false},
		{"reading-80", 80, 20, []string{"home"}, false},
		{"reading-120", 120, 20, []string{"home", "t", "o"}, false},
		{"colour-60", 60, 16, nil, true},
		{"colour-80", 80, 20, []string{"home", "t", "."}, true},
		{"colour-120", 120, 20, []string{"home", "/", ":first", "enter"}, true},
		{"palette-80", 80, 20, []string{"home", "s", "enter", ":kn"}, false},
		{"making-80", 80, 20, []string{"home", "s", "enter", ":Coins", "down", "enter"}, false},
		{"help-80", 80, 30, []string{"?"}, false},
		{"memo-80", 80, 20, []string{"home", "tab", "m", ":says it twice", "enter"}, false},
		{"ends-80", 80, 20, []string{"home", "tab", "e", ",", ","}, false},
		{"moving-60", 60, 16, []string{"home", "tab", "e", "tab", "right", "w"}, false},
		{"which-80", 80, 20, []string{"home", "tab", "2", "s", "S", "d"}, false},
		{"note-80", 80, 20, []string{"home", "tab", "m", ":first line", "ctrl+j", "ctrl+j", ":third"}, false},
		{"palette-120", 120, 20, []string{"home", "s", "enter"}, false},
		{"help-120", 120, 40, []string{"?"}, false},
		{"help-ends-80", 80, 30, []string{"home", "tab", "e", "?"}, false},
		{"edit-80", 80, 20, []string{"home", "tab", "E"}, false},
		{"walk-80", 80, 20, []string{"home", "tab", "=", "w"}, false},
		{"splitting-80", 80, 20, []string{"home", "tab", "=", "w", "w", "s", ":Arrears, Heating", "enter", "1"}, false},
		{"small", 20, 8, nil, false},
	} {
		s := open(t, talk(t), tt.width, tt.height, false)
		press(s, tt.keys...)
		show := seen
		if tt.color {
			show = colored
		}
		golden(t, tt.name, show(s))
	}
}

func TestMarking(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		keys string
		want string
	}{
		{"home", "What came first in those days, when you had moved to the new flat?"},
		{"home right", "The"},
		{"home t", "The rent came first, then food. I counted coins at the till. It was the first winter that I did not dread, because we had paid the heating in advance.\n\nMy sister helped, when she could; 妹妹帮了我 she said, and שלום to everybody on the stairs."},
		{"home s", "The rent came first, then food."},
		{"home s .", "The rent came first, then food. I counted coins at the till."},
		{"home s . ,", "The rent came first, then food."},
		{"home s s S", "The rent came first, then food."},
		{"home s s <", "The rent came first, then food. I counted coins at the till."},
		{"home s s < >", "I counted coins at the till."},
		{"home s right", "I"},
		{"home s right right shift+right shift+right", "counted coins at"},
		{"home s right x", "I counted coins at the till."},
		{"home s X", "The"},
		{"home s x", "The rent came first, then food. I counted coins at the till. It was the first winter that I did not dread, because we had paid the heating in advance."},
		{"home s X right v right right", "rent came first"},
		{"home s X right right v left left", "The rent came"},
		{"home s X right right v left left v right", "first"},
		{"home tab", "The rent came first, then food."},
		{"home tab tab", "paid the heating in advance"},
		{"home tab tab tab tab", "My sister helped"},
		{"end shift+tab shift+tab", "paid the heating in advance"},
		{"home a", "Then nothing."},
		{"g :3 enter", "My sister helped, when she could; 妹妹帮了我 she said, and שלום to everybody on the stairs."},
		{"home / :first enter", "first"},
		{"home / :FIRST enter n n", "first"},
		{"home / :nowhere enter", "What came first in those days, when you had moved to the new flat?"},
		{"home / :rent esc", "What came first in those days, when you had moved to the new flat?"},
		{"end", "Café, naïve, a̐éö̲ — all of it."},
		{"home down", "The rent came first, then food."},
		{"home down down", "I counted coins at the till."},
		{"home down down up", "What came first in those days, when you had moved to the new flat?"},
	} {
		s := open(t, talk(t), 80, 20, false)
		press(s, strings.Fields(tt.keys)...)
		if got := marked(s); got != tt.want {
			t.Errorf("%s: marked %q, want %q (%s)", tt.keys, got, tt.want, s.message)
		}
	}
}

func TestVimKeys(t *testing.T) {
	t.Parallel()
	s := open(t, talk(t), 80, 20, true)
	for _, step := range []struct{ keys, want string }{
		{"home )", "The rent came first, then food."},
		{"l", "I"}, {"w", "counted"}, {"b", "I"}, {"L L", "I counted coins"}, {"H", "I counted"}, {"}", "My sister helped, when she could; 妹妹帮了我 she said, and שלום to everybody on the stairs."},
		{"]", "And then?"}, {"[ k", "What came first in those days, when you had moved to the new flat?"},
	} {
		press(s, strings.Fields(step.keys)...)
		if got := marked(s); got != step.want {
			t.Errorf("%s: marked %q, want %q", step.keys, got, step.want)
		}
	}
}

// codings is what is coded, as code: words.
func codings(s *Screen) []string {
	var out []string
	for _, c := range s.sheet.Codings {
		line := string(c.Code) + ": " + s.sheet.Text.Text(c.Now)
		if c.Memo != "" {
			line += " [" + c.Memo + "]"
		}
		out = append(out, line)
	}
	return out
}

func TestCoding(t *testing.T) {
	t.Parallel()
	const rent, heating, sister = "rent: The rent came first, then food.", "rent: paid the heating in advance", "kin: My sister helped"
	for _, tt := range []struct {
		name, keys string
		want       []string
		message    string
	}{
		{"the code under the bar", "home s s enter enter", []string{rent, "rent: I counted coins at the till.", heating, sister}, "put rent"},
		{"some letters of a name", "home s s enter :kwh enter", []string{rent, "kin: I counted coins at the till.", heating, sister}, "put kin"},
		{"a number", "home s s 2", []string{rent, "kin: I counted coins at the till.", heating, sister}, "put kin"},
		{"several on one passage", "home s s enter tab down enter", []string{rent, "kin: I counted coins at the till.", "rent: I counted coins at the till.", heating, sister}, "put kin"},
		{"a number that no code has", "home 7", []string{rent, heating, sister}, "there are not that many codes yet"},
		{"a new one", "home s s enter :Coins enter d :Small space :money enter", []string{rent, "coins: I counted coins at the till.", heating, sister}, "put coins"},
		{"a new one, left", "home s s enter :Coins enter esc", []string{rent, heating, sister}, ""},
		{"in vivo", "home s s right right shift+right i enter", []string{rent, "was-the: was the", heating, sister}, "put was-the"},
		{"removed", "home tab d", []string{heating, sister}, "removed c1"},
		{"removed and back", "home tab d u", []string{rent, heating, sister}, "undo"},
		{"and away again", "home tab d u U", []string{heating, sister}, "redo"},
		{"nothing to undo", "u", []string{rent, heating, sister}, "nothing to undo"},
		{"recoded", "home tab r :Means enter", []string{"means: The rent came first, then food.", heating, sister}, "recoded to means"},
		{"its ends moved", "home tab e , , , e", []string{"rent: The rent came first", heating, sister}, "moved"},
		{"its ends left", "home tab e , esc", []string{rent, heating, sister}, "the ends are left as they were"},
		{"a memo", "home tab m :twice enter", []string{rent + " [twice]", heating, sister}, "noted"},
		{"a memo on the code", "home tab M :why enter", []string{rent, heating, sister}, "noted rent: why"},
		{"no coding there", "home d", []string{rent, heating, sister}, "no code is on these words"},
		{"an unknown key", "home K", []string{rent, heating, sister}, "no key K here"},
		{"finished", "D", []string{rent, heating, sister}, "finished"},
	} {
		s := open(t, talk(t), 80, 20, false)
		press(s, strings.Fields(tt.keys)...)
		if diff := cmp.Diff(tt.want, codings(s)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if !strings.HasPrefix(s.message, tt.message) || tt.message == "" && s.message != "" {
			t.Errorf("%s: says %q, want %q", tt.name, s.message, tt.message)
		}
	}
}

func TestNewCodeIsAsItWasAnswered(t *testing.T) {
	t.Parallel()
	s := open(t, talk(t), 80, 20, false)
	press(s, "home", "s", "enter", ":Dread", "down", "enter", "a", ":fear of winter", "enter")
	if c, ok := s.sheet.Book.Code("dread"); !ok || c.Kind != codebook.Analytical || c.Definition != "fear of winter" {
		t.Errorf("%+v %s", c, s.message)
	}
}

func TestWhatFailsIsSaidAndChangesNothing(t *testing.T) {
	t.Parallel()
	m := talk(t)
	m.fails = errors.New("this study cannot be written")
	s := open(t, m, 80, 20, false)
	press(s, "home", "tab", "d")
	if len(s.sheet.Codings) != 3 || s.message != "this study cannot be written" {
		t.Errorf("%v, %q", codings(s), s.message)
	}
}

func TestChangedElsewhere(t *testing.T) {
	t.Parallel()
	m := talk(t)
	s := open(t, m, 80, 20, false)
	press(s, "home", "s", "v", "right")
	body := strings.Replace(talkBody, "The rent came first", "So the rent came first", 1)
	m.sheet.Text = transcript.New("talk", m.sheet.Text.Meta, body)
	m.sheet.Codings = m.sheet.Codings[:0]
	m.sheet.Codings = append(m.sheet.Codings, coding.Placed{Coding: coding.Coding{ID: "c9", Code: "rent"}, Fate: coding.Adrift})
	m.sheet.Notes = []string{"1 coding adrift"}
	m.changed = true
	s.Update(lookMsg{})
	if s.message != "the files changed on disk; the words that you had marked are other ones now, so nothing is marked; 1 coding adrift" || !strings.Contains(seen(s), "So the rent") || !strings.Contains(seen(s), "· 1 adrift ·") {
		t.Errorf("%q\n%s", s.message, seen(s))
	}
	if _, ok := s.focus.passage(); !ok {
		t.Error("nothing is marked any more")
	}
}

// A key that comes before the change of somebody else was noticed acts on what is there
// now, and on nothing when the words are other ones.
func TestChangedElsewhereBeforeAKey(t *testing.T) {
	t.Parallel()
	m := talk(t)
	s := open(t, m, 80, 20, false)
	press(s, "home", "s", "s")
	m.sheet.Codings, m.changed = m.sheet.Codings[:2], true
	press(s, "2")
	want := []string{"rent: The rent came first, then food.", "kin: I counted coins at the till.", "rent: paid the heating in advance"}
	if diff := cmp.Diff(want, codings(s)); diff != "" || s.message != "put kin; the files changed on disk" {
		t.Errorf("says %q (-want +got):\n%s", s.message, diff)
	}
	m.sheet.Text = transcript.New("talk", m.sheet.Text.Meta, strings.Replace(talkBody, "The rent", "So the rent", 1))
	m.changed = true
	press(s, "1")
	if len(m.sheet.Codings) != 3 || !strings.Contains(seen(s), "nothing was done") {
		t.Errorf("%d codings; %s", len(m.sheet.Codings), s.message)
	}
}

func TestNoKeyDoesTwoThings(t *testing.T) {
	t.Parallel()
	for _, vim := range []bool{false, true} {
		known := map[string]string{}
		for _, keys := range [][]binding{bindings(vim), endBindings(vim)} {
			clear(known)
			for _, b := range keys {
				for _, k := range b.keys {
					if was, there := known[k]; there {
						t.Errorf("vim %v: %s does %q and %q", vim, k, was, b.what)
					}
					known[k] = b.what
				}
			}
		}
	}
}

func TestLeaving(t *testing.T) {
	t.Parallel()
	for _, keys := range [][]string{{"q"}, {"ctrl+c"}, {"enter", "ctrl+c"}, {"?", "ctrl+c"}, {"m", "ctrl+c"}} {
		s := open(t, talk(t), 80, 20, false)
		if cmd := press(s, keys...); cmd == nil {
			t.Errorf("%v does not leave", keys)
		} else if _, ok := cmd().(tea.QuitMsg); !ok {
			t.Errorf("%v does not leave", keys)
		}
	}
}

func TestMouse(t *testing.T) {
	t.Parallel()
	s := open(t, talk(t), 80, 20, false)
	press(s, "home")
	row := strings.Split(seen(s), "\n")
	y := 0
	for i, line := range row {
		if strings.Contains(line, "The rent came first") {
			y = i
		}
	}
	s.Update(tea.MouseClickMsg{X: gutter + 4, Y: y, Button: tea.MouseLeft})
	if marked(s) != "rent" {
		t.Errorf("a click marks %q", marked(s))
	}
	s.Update(tea.MouseMotionMsg{X: gutter + 14, Y: y, Button: tea.MouseLeft})
	if marked(s) != "rent came first" {
		t.Errorf("a drag marks %q", marked(s))
	}
	s.Update(tea.MouseClickMsg{X: 0, Y: 0, Button: tea.MouseLeft})
	s.Update(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	s.Update(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
}

// Whatever is pressed, whatever the size: nothing panics, every line fits, words are
// marked from whole characters to whole characters, and no text is lost from the page.
func TestAnyKeys(t *testing.T) {
	t.Parallel()
	names := []string{"enter", "esc", "tab", "shift+tab", "up", "down", "left", "right", "shift+left", "shift+right", "pgdown", "pgup", "home", "end", "space", "delete", "backspace", "ctrl+r", "ctrl+e", "ctrl+g", "ctrl+j", "alt+enter"}
	for _, r := range "aAbBcdDeEgiklmMnNoOpPqrsStTuUvwWxXy./,<>+-=?01234é" {
		names = append(names, string(r))
	}
	words := []string{"rent", "came first", "food. ", "My sister", "paid", "naïve", "The", "coins at the till", "And then?"}
	rapid.Check(t, func(t *rapid.T) {
		m := talk(&testing.T{})
		andOther(m)
		m.sheet.Later = []codebook.ID{"means", "kin"}
		m.sheet.Codings[2].By = coding.ByQuery
		s, err := New(m, rapid.Bool().Draw(t, "vim"))
		if err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			switch rapid.IntRange(0, 12).Draw(t, "what") {
			case 0:
				s.Update(tea.WindowSizeMsg{Width: rapid.IntRange(1, 160).Draw(t, "width"), Height: rapid.IntRange(1, 50).Draw(t, "height")})
			case 1: // somebody corrects the text
				correct(m, rapid.SampledFrom(words).Draw(t, "was"), rapid.SampledFrom([]string{"", "other", "more words than before"}).Draw(t, "now"))
				if rapid.Bool().Draw(t, "noticed") {
					s.Update(lookMsg{})
				}
			case 2: // or takes codings away
				m.sheet.Codings, m.changed = m.sheet.Codings[:rapid.IntRange(0, len(m.sheet.Codings)).Draw(t, "left")], true
				if rapid.Bool().Draw(t, "noticed") {
					s.Update(lookMsg{})
				}
			default:
				press(s, rapid.SampledFrom(names).Draw(t, "key"))
			}
			lines := strings.Split(seen(s), "\n")
			if s.height > 0 && len(lines) > s.height {
				t.Fatalf("%d lines on a screen of %d", len(lines), s.height)
			}
			for _, line := range lines {
				if s.page != nil && ansi.StringWidth(line) > s.width {
					t.Fatalf("a line of %d cells on a screen of %d: %q", ansi.StringWidth(line), s.width, line)
				}
			}
			passage, ok := s.focus.passage()
			if !ok || passage != s.focus.span {
				t.Fatalf("marked %v, which is no passage (%v)", s.focus.span, passage)
			}
			if _, err := s.sheet.Text.Passage(s.focus.span); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestLayOutKeepsEveryByte(t *testing.T) {
	t.Parallel()
	words := rapid.SampledFrom([]string{"a", "the", "counting", "妹妹帮了我", "é", "a̐", "👩‍👩‍👧", "\t", "  ", "averyveryverylongwordindeed", "שלום", "\u200b", "-", "\x1b[31m"})
	rapid.Check(t, func(t *rapid.T) {
		body := "P: " + strings.TrimSpace(strings.Join(rapid.SliceOfN(words, 1, 40).Draw(t, "words"), " "))
		text := transcript.New("x", transcript.Meta{Speakers: []transcript.Speaker{{Label: "P"}}}, body)
		width := rapid.IntRange(8, 60).Draw(t, "width")
		p := layOut(text, width)
		for i, para := range text.Paragraphs {
			at := para.Text.Start
			for _, l := range p.lines {
				if l.paragraph != i || l.head || l.span.Empty() {
					continue
				}
				if l.span.Start != at {
					t.Fatalf("a line begins at %d, and %d is next", l.span.Start, at)
				}
				at = l.span.End
				trimmed := strings.TrimRight(text.Text(l.span), " \t")
				if p.columnOf(p.lineOf(l.span.Start), l.span.Start+len(trimmed)) > width {
					t.Fatalf("%q is wider than %d", trimmed, width)
				}
			}
			if at != para.Text.End {
				t.Fatalf("the lines end at %d and the paragraph at %d", at, para.Text.End)
			}
		}
	})
}

// No escape of a transcript reaches the terminal.
func TestControlCharactersAreShown(t *testing.T) {
	t.Parallel()
	m := talk(t)
	m.sheet.Text = transcript.New("talk", m.sheet.Text.Meta, "P: before \x1b[31mred\x07 \u009b2J after")
	m.sheet.Codings = nil
	s := open(t, m, 80, 20, false)
	if view := s.View().Content; strings.Contains(view, "\x1b[31mred") || strings.ContainsAny(view, "\x07\u009b") {
		t.Errorf("%q", view)
	}
}

// long is an interview of three hours: 40,000 words and 2,000 codings.
func long(t testing.TB) *memory {
	m := talk(t)
	var b strings.Builder
	for i := range 1600 {
		who := "P"
		if i%4 == 0 {
			who = "I"
		}
		b.WriteString(who + ": The rent came first and then the food, and after that there was so little left that I counted coins at the till.\n\n")
	}
	body := strings.TrimRight(b.String(), "\n")
	m.sheet.Text = transcript.New("long", m.sheet.Text.Meta, body)
	m.sheet.Codings = nil
	for i := range 2000 {
		p := m.sheet.Text.Paragraphs[i*len(m.sheet.Text.Paragraphs)/2000]
		span := transcript.Span{Start: p.Text.Start + i%7*4, End: p.Text.End - i%5*3}
		span, _ = m.sheet.Text.Clip(span)
		m.sheet.Codings = append(m.sheet.Codings, coding.Placed{Coding: coding.Coding{ID: "x", Code: []codebook.ID{"rent", "kin", "means"}[i%3], Span: span}, Now: span})
	}
	return m
}

func BenchmarkOpen(b *testing.B) {
	m := long(b)
	for b.Loop() {
		s := open(b, m, 120, 40, false)
		_ = s.View()
	}
}

// A key and the screen after it, over a session of reading, marking and coding.
func BenchmarkKey(b *testing.B) {
	s := open(b, long(b), 120, 40, false)
	session := []string{"s", "s", ".", "down", "down", "tab", "right", "shift+right", "x", "X", "t", "a", "pgdown", "/", ":coins", "enter", "n", "esc", "enter", ":re", "esc", "o"}
	i := 0
	for b.Loop() {
		press(s, session[i%len(session)])
		_ = s.View()
		i++
	}
}

// A key in a comparison with hundreds of passages, and the screen after it.
func BenchmarkComparison(b *testing.B) {
	s := open(b, long(b), 120, 40, false)
	press(s, "home", "tab", "=")
	i := 0
	for b.Loop() {
		press(s, []string{"down", "down", "up"}[i%3])
		_ = s.View()
		i++
	}
}
