package coding

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/transcript"
)

func TestNewID(t *testing.T) {
	none := func(string) bool { return false }
	id, err := NewID(bytes.NewReader([]byte{0, 31, 62, 30, 248, 255, 1, 10, 11, 12, 13, 14, 15, 0, 0, 0, 0, 0, 0, 0}), none)
	if err != nil || id != "000z1bcdfg" {
		t.Errorf("%q, %v", id, err)
	}
	var seed [32]byte
	random := rand.NewChaCha8(seed)
	count := map[rune]int{}
	used := map[string]bool{}
	for range 4000 {
		id, err := NewID(random, func(id string) bool { return used[id] })
		if err != nil || CheckID(id) != nil || used[id] {
			t.Fatalf("%q, %v", id, err)
		}
		used[id] = true
		for _, r := range id {
			count[r]++
		}
	}
	for _, r := range idLetters {
		if n := count[r]; n < 1100 || n > 1500 { // 40,000 / 31 is 1,290
			t.Errorf("%c stands %d times in 40,000", r, n)
		}
	}
	refused := 0
	if id, err = NewID(random, func(string) bool { refused++; return refused < 3 }); err != nil || refused != 3 {
		t.Errorf("%q after %d were taken, %v", id, refused-1, err)
	}
	for _, r := range []io.Reader{strings.NewReader("short"), iotest.ErrReader(errors.New("no entropy"))} {
		if _, err := NewID(r, none); err == nil || !strings.Contains(err.Error(), "making an id") {
			t.Errorf("got %v", err)
		}
	}
}

func TestCheckID(t *testing.T) {
	for id, good := range map[string]bool{
		"k3v9qx7p2m": true, "0123456789": true, "": false, "k3v9qx7p2": false, "k3v9qx7p2mm": false,
		"K3v9qx7p2m": false, "k3v9qx7p2a": false, "k3v9qx7p-m": false, "k3v9qx7pé": false,
	} {
		if err := CheckID(id); (err == nil) != good {
			t.Errorf("%q: %v", id, err)
		}
	}
}

func TestMake(t *testing.T) {
	text := read(till)
	got := on(t, text, "stopped counting coins at the till", 0)
	at := time.Date(2021, 3, 4, 11, 12, 40, 5e8, time.FixedZone("", 3600))
	got = Make(text, got.Span, "financial-security", "k3v9qx7p2m", at)
	want := Coding{
		ID: "k3v9qx7p2m", Code: "financial-security", Span: transcript.Span{Start: 102, End: 136},
		Quote: "stopped counting coins at the till", Prefix: "riving?\n\n[00:00:09] P07: When I ", Suffix: ".\n\nIt was the first winter that ",
		At: time.Date(2021, 3, 4, 10, 12, 40, 0, time.UTC),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestMakeCutsAtCharacters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		runes := rapid.SliceOf(rapid.SampledFrom([]rune("aé\u0301👩字 \n"))).Draw(t, "text")
		text := read(string(runes))
		first := rapid.IntRange(0, len(runes)).Draw(t, "first")
		end := rapid.IntRange(first, len(runes)).Draw(t, "end")
		s := transcript.Span{Start: len(string(runes[:first])), End: len(string(runes[:end]))}
		c := Make(text, s, "a", "", time.Time{})
		if first == end {
			return
		}
		before, after := utf8.RuneCountInString(c.Prefix), utf8.RuneCountInString(c.Suffix)
		if !stands(text.Body, s, &c) || before != min(32, first) || after != min(32, len(runes)-end) || !utf8.ValidString(c.Prefix+c.Suffix) {
			t.Fatalf("%+v of %q", c, text.Body)
		}
	})
	if c := Make(read("abc"), transcript.Span{Start: -3, End: 99}, "a", "", time.Time{}); c.Quote != "abc" || c.Span.Len() != 3 {
		t.Errorf("outside of the body: %+v", c)
	}
}

func TestMatch(t *testing.T) {
	day := time.Date(2021, 3, 4, 0, 0, 0, 0, time.UTC)
	cs := []Coding{
		{ID: "k3v9qx7p2m", At: day}, {ID: "k3v9bbbbbb", At: day.Add(time.Hour)}, {ID: "zzzz000000", At: day.Add(time.Hour)}, {ID: "0123456789"},
	}
	for prefix, want := range map[string]int{"k3v9q": 0, "k3v9b": 1, "k3v9qx7p2m": 0, "0123": 3, "last": 2} {
		if got, err := Match(prefix, cs); got != want || err != nil {
			t.Errorf("%q is coding %d, %v; want %d", prefix, got, err, want)
		}
	}
	many := make([]Coding, 7)
	for i := range many {
		many[i].ID = "bbbb00000" + string(rune('7'-i))
	}
	for _, tt := range []struct {
		prefix string
		cs     []Coding
		want   string
	}{
		{"k3v", cs, `"k3v" is too short to name a coding; type at least 4 characters of its id, or last`},
		{"", cs, `"" is too short to name a coding; type at least 4 characters of its id, or last`},
		{"kkkk", cs, `no coding has an id that begins with "kkkk"`},
		{"k3v9", cs, `2 codings have ids that begin with "k3v9": k3v9bbbbbb, k3v9qx7p2m; type more of the one you mean`},
		{"bbbb", many, `7 codings have ids that begin with "bbbb": bbbb000001, bbbb000002, bbbb000003, bbbb000004, bbbb000005, …; type more of the one you mean`},
		{"last", nil, `there is no coding yet, so there is no last one`},
	} {
		if _, err := Match(tt.prefix, tt.cs); err == nil || err.Error() != tt.want {
			t.Errorf("%q: got %v, want %s", tt.prefix, err, tt.want)
		}
	}
}
