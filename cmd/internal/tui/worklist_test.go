package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

func TestUnconfirmedAreGoneThrough(t *testing.T) {
	t.Parallel()
	m := talk(t)
	m.sheet.Codings[0].By, m.sheet.Codings[2].By = coding.ByQuery, coding.ByQuery
	s := open(t, m, 80, 20, false)
	press(s, "end", "w", "y")
	if marked(s) != "The rent came first, then food." || !strings.Contains(seen(s), "to confirm") {
		t.Fatalf("at %q: %s", marked(s), s.message)
	}
	press(s, "y")
	if s.sheet.Codings[0].By != "" || marked(s) != "My sister helped" {
		t.Errorf("confirmed %q, then at %q", s.sheet.Codings[0].By, marked(s))
	}
	press(s, "d")
	if len(s.sheet.Codings) != 2 || s.list != everything || !strings.HasSuffix(s.message, "that was the last that waited to be confirmed") {
		t.Errorf("%d codings, %q", len(s.sheet.Codings), s.message)
	}
	press(s, "w")
	if s.message != "no worklist here: nothing to confirm, nothing adrift, no code that came later" {
		t.Errorf("says %q", s.message)
	}
}

func TestAdriftIsPutBack(t *testing.T) {
	t.Parallel()
	m := talk(t)
	m.sheet.Codings[2] = coding.Placed{Coding: coding.Coding{ID: "c3", Code: "kin", Quote: "my sister helped a lot"}, Fate: coding.Adrift}
	s := open(t, m, 80, 20, false)
	press(s, "home", "w", "a")
	golden(t, "adrift-80", seen(s))
	press(s, "enter")
	if marked(s) != "My sister helped" {
		t.Errorf("it is looked for at %q", marked(s))
	}
	press(s, "shift+right", "e")
	if got := codings(s); len(got) != 3 || !strings.Contains(strings.Join(got, "\n"), "kin: My sister helped, when") {
		t.Errorf("%v %s", got, s.message)
	}
}

func TestCodesThatCameLater(t *testing.T) {
	t.Parallel()
	m := talk(t)
	m.sheet.Later = []codebook.ID{"means"}
	s := open(t, m, 80, 20, false)
	press(s, "home", "w", "l", "s", "1")
	if got := codings(s); got[0] != "means: The rent came first, then food." && got[1] != "means: The rent came first, then food." {
		t.Errorf("%v", got)
	}
	press(s, "a", "home")
	if !strings.Contains(seen(s), "Came later: 1 code ") || !strings.Contains(seen(s), "\n1 Means") || !strings.Contains(seen(s), "later codes") {
		t.Error(seen(s))
	}
	m.sheet.Later = nil
	for _, c := range m.sheet.Book.Codes {
		m.sheet.Later = append(m.sheet.Later, c.ID, c.ID, c.ID, c.ID)
	}
	m.changed = true
	s.Update(lookMsg{})
	golden(t, "later-80", seen(s))
	s.Update(tea.WindowSizeMsg{Width: 120, Height: 30})
	press(s, "0")
	golden(t, "later-120", seen(s))
	press(s, "w", "r")
	if len(s.sheet.Later) != 0 || s.list != everything || s.message != "read again; nothing else waits" {
		t.Errorf("%v %q", s.sheet.Later, s.message)
	}
}

func TestComparison(t *testing.T) {
	t.Parallel()
	m := talk(t)
	s := open(t, m, 80, 20, false)
	press(s, "home", "tab", "=")
	golden(t, "comparison-80", seen(s))
	press(s, "m", ":both of need", "enter")
	if s.message != "noted c1 and c2: both of need" || s.over == nil {
		t.Errorf("%q", s.message)
	}
	press(s, "esc", "tab", "tab", "=")
	if s.message != "Kin who help is on no other passage yet" || s.over != nil {
		t.Errorf("%q", s.message)
	}
}

func TestWorkGoesOnWithTheNextTranscript(t *testing.T) {
	t.Parallel()
	m := talk(t)
	m.sheet.Later = []codebook.ID{"means"}
	other := *m
	other.sheet.Text = transcript.New("other", m.sheet.Text.Meta, "P: First of all the rent.")
	other.sheet.Codings, other.sheet.Later = nil, []codebook.ID{"kin"}
	m.elsewhere = &other.sheet
	s := open(t, m, 80, 20, false)
	s.Begin(Revisit)
	press(s, "w", "r")
	if s.message != "read again; w and n go on with other" {
		t.Fatalf("says %q", s.message)
	}
	press(s, "w", "n", "1")
	if s.sheet.Text.ID != "other" || len(s.sheet.Codings) != 1 || s.sheet.Codings[0].Code != "kin" {
		t.Errorf("in %s: %v %q", s.sheet.Text.ID, codings(s), s.message)
	}
}

// From a passage one goes to others of its code, in other transcripts too, recodes them
// there, and comes back.
func TestPassagesOfACodeAreWalked(t *testing.T) {
	t.Parallel()
	m := talk(t)
	andOther(m)
	s := open(t, m, 80, 20, false)
	press(s, "home", "tab", "=", "enter")
	if s.sheet.Text.ID != "other" || marked(s) != "First of all the rent" || !strings.Contains(seen(s), "First of all") {
		t.Fatalf("in %s at %q: %s", s.sheet.Text.ID, marked(s), s.message)
	}
	press(s, "r", ":Kin", "enter")
	if s.sheet.Codings[0].Code != "kin" {
		t.Errorf("%v, %s", codings(s), s.message)
	}
	press(s, "backspace")
	if s.sheet.Text.ID != "talk" || marked(s) != "The rent came first, then food." {
		t.Errorf("back in %s at %q", s.sheet.Text.ID, marked(s))
	}
	press(s, "=", "down", "down", "enter", "backspace", "backspace")
	if s.message != "this is where you began; = and enter lead to other passages of a code" {
		t.Errorf("%q", s.message)
	}
}

// A transcript that cannot be read is not gone to, and the desk stays at this one.
func TestUnreadableTranscriptIsNotGoneTo(t *testing.T) {
	t.Parallel()
	m := talk(t)
	andOther(m)
	m.unreadable = "other"
	s := open(t, m, 80, 20, false)
	press(s, "home", "tab", "=", "enter")
	if s.sheet.Text.ID != "talk" || s.message != "other cannot be read" {
		t.Errorf("in %s: %q", s.sheet.Text.ID, s.message)
	}
	press(s, "home", "1")
	if m.sheet.Text.ID != "talk" || len(m.sheet.Codings) != 4 {
		t.Errorf("%d codings in %s", len(m.sheet.Codings), m.sheet.Text.ID)
	}
}

func TestHelpIsReadToItsEnd(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{60, 10}, {80, 24}, {160, 40}} {
		s := open(t, talk(t), size[0], size[1], false)
		press(s, "?")
		all := seen(s)
		for range 20 {
			press(s, "down")
			all += seen(s)
		}
		for _, b := range s.keys {
			if !strings.Contains(all, b.what) {
				t.Errorf("%v: no word of %q", size, b.what)
			}
		}
		if press(s, "x"); s.over != nil {
			t.Error("help stays")
		}
	}
}

func TestStripesNeverTouchInALane(t *testing.T) {
	t.Parallel()
	m := long(t)
	p := layOut(m.sheet.Text, 50)
	free := map[int]int{}
	all := stripes(p, m.sheet.Book, m.sheet.Codings, nil)
	for _, s := range all {
		if s.first < free[s.lane] {
			t.Fatalf("a stripe begins at %d in lane %d, which is taken up to %d", s.first, s.lane, free[s.lane])
		}
		free[s.lane] = s.last + 1
	}
	if len(all) != 2000 {
		t.Errorf("%d stripes", len(all))
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	s := open(t, talk(t), 80, 20, false)
	var got []string
	for _, h := range s.find("then") {
		got = append(got, s.sheet.Text.Text(h)+" "+s.sheet.Text.Ref(h).String())
	}
	if diff := cmp.Diff([]string{"then talk:2", "then talk:4", "Then talk:5"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if s.find("00:00") != nil || s.find(" ") != nil {
		t.Error("a header or white space is found")
	}
	s.sheet.Text = transcript.New("x", transcript.Meta{}, "İstanbul and Istanbul")
	if len(s.find("and")) != 1 {
		t.Error("letters whose lower case is longer hide words")
	}
}
