package tui

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// While ends are moved every key moves an end, or is refused: the coding is never put
// elsewhere, and nothing else is changed.
func TestEndsMoveOneAtATime(t *testing.T) {
	t.Parallel()
	const first = "The rent came first, then food."
	for _, tt := range []struct{ keys, want, marked string }{
		{"left left e", "The rent came first, then", "The rent came first, then"},
		{"right e", first + " I", first + " I"},
		{"s e", first + " I counted coins at the till.", ""},
		{"s S e", first, ""},
		{"tab right e", "rent came first, then food.", ""},
		{"v right left e", first, ""},
		{"tab right right tab left e", "came first, then food", ""},
		{"x > e", first, ""},
		{"< > e", first, ""},
		{"> , e", "rent came first, then food", ""},
		{"x . e", first + " I counted coins at the till.", ""},
		{"down e", first + " I counted coins at the till. It was the first winter", ""},
		{"p left left esc", first, first},
		{"/ g 4 n tab d u m 1 9 q r = E enter", first, ""},
		{"left / esc", first, first},
	} {
		m := talk(t)
		s := open(t, m, 80, 20, false)
		press(s, append(strings.Fields("home tab e"), strings.Fields(tt.keys)...)...)
		if s.moving != nil || s.over != nil {
			t.Errorf("%s: still moving", tt.keys)
		}
		want := []string{"rent: " + tt.want, "rent: paid the heating in advance", "kin: My sister helped"}
		if diff := cmp.Diff(want, codings(s)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.keys, diff)
		}
		if tt.marked != "" && marked(s) != tt.marked {
			t.Errorf("%s: marked %q", tt.keys, marked(s))
		}
	}
}

func TestEndsSayWhyAKeyIsRefused(t *testing.T) {
	t.Parallel()
	s := open(t, talk(t), 80, 20, false)
	press(s, "home", "tab", "e", "d")
	if !strings.HasPrefix(s.message, "not while ends are moved") || len(s.sheet.Codings) != 3 {
		t.Errorf("%q", s.message)
	}
	press(s, "tab", "left")
	if marked(s) != "flat? The rent came first, then food." && !strings.Contains(s.message, "words of I") {
		t.Errorf("%q at %q", s.message, marked(s))
	}
	press(s, "?")
	if all := seen(s); !strings.Contains(all, "take the other end in hand") || strings.Contains(all, "finished with") {
		t.Error(all)
	}
	press(s, "x", "esc")
	if s.moving != nil || marked(s) != "The rent came first, then food." {
		t.Errorf("marked %q", marked(s))
	}
}

// The ends are let go when their coding goes, or when its words change.
func TestEndsAreLetGoWithTheirCoding(t *testing.T) {
	t.Parallel()
	m := talk(t)
	s := open(t, m, 80, 20, false)
	press(s, "home", "tab", "e", "left")
	m.sheet.Codings, m.changed = m.sheet.Codings[1:], true
	s.Update(lookMsg{})
	if s.moving != nil || !strings.Contains(s.message, "the coding that you were moving is not there any more") {
		t.Errorf("%q", s.message)
	}
	press(s, "home", "tab", "e", "left")
	correct(m, "paid the heating in", "paid for heating in")
	s.Update(lookMsg{})
	if s.moving != nil || !s.dropped || !strings.Contains(s.message, "the ends are left as they were") {
		t.Errorf("%q, moving %v", s.message, s.moving)
	}
}

// What a key is about is chosen where several codings are, unless one was gone to.
func TestSeveralCodingsAreChosenFrom(t *testing.T) {
	t.Parallel()
	m := talk(t)
	s := open(t, m, 80, 20, false)
	press(s, "home", "tab", "2", "s", "S")
	if !strings.Contains(seen(s), "2 here: Kin who help · Rent") {
		t.Error(seen(s))
	}
	press(s, "d", "7")
	if s.over == nil || s.message == "" || len(s.sheet.Codings) != 4 {
		t.Errorf("%q", s.message)
	}
	press(s, "2")
	if got := codings(s); len(got) != 3 || got[0] != "kin: The rent came first, then food." {
		t.Errorf("%v", got)
	}
	// One that was just put is meant.
	press(s, "u", "s", "S", "1", "s", "3")
	press(s, "home", "s", "enter", ":Means", "enter", "m", ":why", "enter")
	if got := strings.Join(codings(s), "\n"); !strings.Contains(got, "means: The rent came first, then food. [why]") {
		t.Error(got)
	}
}
