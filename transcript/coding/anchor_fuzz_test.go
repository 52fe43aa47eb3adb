package coding

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"grounded/transcript"
)

// FuzzAnchor puts one coding on any text and asks of its place in any other:
// it lies in the body, cuts no character, is out of headers, and holds the
// words that its fate promises.
func FuzzAnchor(f *testing.F) {
	f.Add(till, strings.Replace(till, "coins", "notes", 1), uint(102), uint(136), true)
	f.Add(till, strings.Replace(till, "coins", "notes", 1), uint(102), uint(136), false)
	f.Add("P07: ha ha ha ha\n", "P07: ha ha ha\n", uint(8), uint(10), true)
	f.Add("P07: ha ha ha ha\n", "P07: ha ha ha\n", uint(8), uint(10), false)
	f.Add("a b", "", uint(0), uint(1), true)
	f.Add("e\u0301👩‍👩‍👧.", "👩‍👩‍👧\u0301e", uint(0), uint(30), true)
	f.Add("\n\n \u00a0x", "x\u00a0", uint(0), uint(9), false)
	f.Fuzz(func(t *testing.T, before, after string, start, end uint, lost bool) {
		if !utf8.ValidString(before) || !utf8.ValidString(after) || len(before)+len(after) > 1<<14 {
			return
		}
		old, now := read(before), read(after)
		s := transcript.Span{Start: int(start % uint(len(before)+1)), End: int(end % uint(len(before)+1))}
		for ; s.Start < len(before) && !utf8.RuneStart(before[s.Start]); s.Start++ {
		}
		for ; s.End < len(before) && !utf8.RuneStart(before[s.End]); s.End++ {
		}
		former := old
		if lost {
			former = nil
		}
		c := Make(old, s, "a", "bbbbbbbbbb", time.Time{})
		p := Anchor(former, now, []Coding{c})[0]
		if p.Fate == Adrift {
			if p.Now != (transcript.Span{}) {
				t.Fatalf("adrift at %v", p.Now)
			}
			return
		}
		clipped, ok := now.Clip(p.Now)
		if !ok || clipped != p.Now || !utf8.ValidString(now.Text(p.Now)) {
			t.Fatalf("%v at %v, which is %v without headers", p.Fate, p.Now, clipped)
		}
		if p.Fate != Followed && !strings.Contains(c.Quote, now.Text(p.Now)) {
			t.Fatalf("%v, but %q is %q now", p.Fate, c.Quote, now.Text(p.Now))
		}
		if p.Fate == Exact && !stands(now.Body, c.Span, &c) {
			t.Fatalf("exact, but %q does not stand in %q", c.Prefix+c.Quote+c.Suffix, now.Body)
		}
		if again := Anchor(now, now, []Coding{Relocate(p, now)})[0]; p.Fate != Exact && (again.Fate != Exact || again.Now != p.Now) {
			t.Fatalf("relocated to %v, it is %v at %v", p.Now, again.Fate, again.Now)
		}
	})
}
