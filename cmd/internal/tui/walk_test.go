package tui

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// walkingRent opens a screen on two transcripts with three passages of rent: other, then
// talk.
func walkingRent(t *testing.T) (*memory, *Screen) {
	t.Helper()
	m := talk(t)
	andOther(m)
	return m, open(t, m, 80, 20, false)
}

func TestWalkGoesThroughAllTranscripts(t *testing.T) {
	t.Parallel()
	_, s := walkingRent(t)
	press(s, "home", "tab", "=", "w")
	for i, want := range []string{"First of all the rent", "The rent came first, then food.", "paid the heating in advance"} {
		if status := []string{" 1 of 3 · Rent · other ¶1 of 1", " 2 of 3 · Rent · talk ¶2 of 5", " 3 of 3 · Rent · talk ¶2 of 5"}[i]; marked(s) != want || !strings.Contains(seen(s), status) {
			t.Errorf("marked %q, want %q:\n%s", marked(s), want, seen(s))
		}
		if !strings.Contains(seen(s), want[:16]) {
			t.Errorf("%q is not in view", want)
		}
		press(s, "tab")
	}
	if s.message != "that was the last of 3 passages; 3 with Rent still" || marked(s) != "paid the heating in advance" {
		t.Errorf("%q at %q", s.message, marked(s))
	}
	press(s, "shift+tab", "shift+tab", "shift+tab")
	if s.message != "this is the first of 3 passages" || s.sheet.Text.ID != "other" {
		t.Errorf("%q in %s", s.message, s.sheet.Text.ID)
	}
	press(s, "backspace")
	if s.sheet.Text.ID != "talk" || marked(s) != "The rent came first, then food." {
		t.Errorf("back in %s at %q", s.sheet.Text.ID, marked(s))
	}
	press(s, "esc", "home", "tab", "tab", "tab")
	if marked(s) != "My sister helped" {
		t.Errorf("after the walk tab goes to %q", marked(s))
	}
}

func TestWalkRecodesOnTheWay(t *testing.T) {
	t.Parallel()
	m, s := walkingRent(t)
	if err := s.Walk("rent", "", nil); err != nil {
		t.Fatal(err)
	}
	press(s, "r", ":Kin", "enter")
	if m.elsewhere.Codings[0].Code != "kin" || s.message != "recoded to kin" || marked(s) != "The rent came first, then food." {
		t.Errorf("%s, %q, at %q", m.elsewhere.Codings[0].Code, s.message, marked(s))
	}
	press(s, "enter", ":Means", "enter")
	if marked(s) != "The rent came first, then food." {
		t.Errorf("a code that is added goes on to %q", marked(s))
	}
	press(s, "d")
	want := []string{"means: The rent came first, then food.", "rent: paid the heating in advance", "kin: My sister helped"}
	if diff := cmp.Diff(want, codings(s)); diff != "" || marked(s) != "paid the heating in advance" {
		t.Errorf("at %q (-want +got):\n%s", marked(s), diff)
	}
	press(s, "r", ":Kin", "enter")
	if s.message != "recoded to kin; that was the last of 3 passages" {
		t.Errorf("says %q", s.message)
	}
	press(s, "shift+tab")
	if marked(s) != "First of all the rent" {
		t.Errorf("what was taken away is gone to: %q", marked(s))
	}
}

func TestWalkSplits(t *testing.T) {
	t.Parallel()
	m, s := walkingRent(t)
	parts, err := m.Parts("rent", []string{"Arrears", "Heating"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Walk("rent", "talk", parts); err != nil {
		t.Fatal(err)
	}
	press(s, "3")
	if !strings.HasPrefix(s.message, "there are not that many codes") || !strings.Contains(seen(s), "Rent into:  1 Arrears  2 Heating") {
		t.Errorf("%q\n%s", s.message, seen(s))
	}
	press(s, "1", "2")
	want := []string{"arrears: The rent came first, then food.", "heating: paid the heating in advance", "kin: My sister helped"}
	if diff := cmp.Diff(want, codings(s)); diff != "" || s.message != "split rent to heating; that was the last of 3 passages; 1 with Rent still" {
		t.Errorf("%q (-want +got):\n%s", s.message, diff)
	}
	press(s, "shift+tab", "2")
	if got := codings(s)[0]; got != "heating: The rent came first, then food." {
		t.Errorf("decided another way: %s", got)
	}
	press(s, "g", ":3", "enter", "1")
	if got := codings(s)[2]; got != want[2] || s.message != "this is Kin who help, and Rent is split; tab goes on with it" {
		t.Errorf("%s, %q", got, s.message)
	}
}

func TestWalkIsSplitInto(t *testing.T) {
	t.Parallel()
	m, s := walkingRent(t)
	press(s, "home", "tab", "=", "w", "w", "s", ":Arrears", "enter")
	if s.message != "two or more" || s.splitting() {
		t.Errorf("%q", s.message)
	}
	press(s, "w", "s", ":Arrears, Heating", "enter", "2")
	if m.elsewhere.Codings[0].Code != "heating" || s.message != "split rent to heating" {
		t.Errorf("%s, %q", m.elsewhere.Codings[0].Code, s.message)
	}
}

func TestWalkNeedsAPassage(t *testing.T) {
	t.Parallel()
	m, s := walkingRent(t)
	for _, tt := range []struct{ code, from, want string }{
		{"means", "", "Means is on no passage"},
		{"kin", "other", "Kin who help is on no passage of other; the first is talk"},
	} {
		if err := s.Walk(codebook.ID(tt.code), transcript.ID(tt.from), nil); err == nil || err.Error() != tt.want || s.list == walking {
			t.Errorf("%s from %q: %v, want %s", tt.code, tt.from, err, tt.want)
		}
	}
	m.sheet.Codings[0].Fate = coding.Adrift
	m.unreadable = "other"
	if err := s.Walk("rent", "", nil); err != nil || marked(s) != "paid the heating in advance" || s.message != "other cannot be read" {
		t.Errorf("%v: at %q, %q", err, marked(s), s.message)
	}
}
