package coding

import (
	"slices"
	"strings"
	"testing"

	"grounded/transcript"
)

// TestRevisionAfterRevision places codings of a first text in a third by way of
// the second, as where a transcript was changed by hand and then with a command:
// no place is wrong, and hardly one is lost that nothing touched.
func TestRevisionAfterRevision(t *testing.T) {
	var n tally
	for seed := range uint64(150) {
		w := newWriter(seed)
		first := w.interview(40)
		cs := w.codings(first, 40)
		w.inOrder = true
		m := w.edit(w.edit(newManuscript(first.Body)))
		second := read(m.String())
		m = w.edit(w.edit(m))
		third, o := read(m.String()), m.done(first.Body)
		placed := Revision{Was: second, Now: third}.Place(Anchor(first, second, cs))
		for i, p := range placed {
			tr := o.truth(first.Body, cs[i].Span)
			if bad := n.verdict(p, cs[i], tr); bad != "" && !o.excused(first, cs[i].Span, third, p.Now) {
				t.Errorf("seed %d: %s: %q at %v is %v %q at %v; true %+v", seed, bad, cs[i].Quote, cs[i].Span, p.Fate, third.Text(p.Now), p.Now, tr)
			}
			if kept := Relocate(p, third); p.Fate != Adrift && !stands(third.Body, p.Now, &kept) {
				t.Errorf("seed %d: relocated, %q does not stand at %v", seed, kept.Quote, p.Now)
			}
		}
	}
	t.Logf("%d untouched, %d of them adrift", n.whole, n.adrift)
	if n.whole < 3000 || n.adrift > n.whole/50 {
		t.Errorf("too few passages were kept: %+v", n)
	}
}

// TestKnownReplacementsLoseNothing replaces words that are known, whole passages
// among them: nothing is adrift, and every passage is where it belongs.
func TestKnownReplacementsLoseNothing(t *testing.T) {
	for seed := range uint64(150) {
		w := newWriter(seed)
		was := w.interview(40)
		cs := w.codings(was, 40)
		var words []transcript.Replacement
		for _, p := range was.Paragraphs {
			for s := range transcript.Words(was.Text(p.Text)) {
				if at := (transcript.Span{Start: p.Text.Start + s.Start, End: p.Text.Start + s.End}); w.IntN(3) == 0 {
					words = append(words, transcript.Replacement{Span: at, New: "Elsewhere 🙂"})
				}
			}
		}
		now, err := transcript.Replace(was, words)
		if err != nil {
			t.Fatal(err)
		}
		placed := make([]Placed, len(cs))
		for i, c := range cs {
			placed[i] = Placed{Coding: c, Now: c.Span}
		}
		for i, p := range (Revision{Was: was, Now: now.Transcript, Follow: now.Follow}).Place(placed) {
			want := was.Text(cs[i].Span)
			for _, r := range slices.Backward(words) {
				if cs[i].Span.Holds(r.Span) {
					want = want[:r.Start-cs[i].Span.Start] + r.New + want[r.End-cs[i].Span.Start:]
				}
			}
			if got := now.Text(p.Now); got != strings.TrimSpace(want) || (p.Fate == Followed) != (want != cs[i].Quote) {
				t.Errorf("seed %d: %q is %v %q, want %q", seed, cs[i].Quote, p.Fate, got, want)
			}
		}
	}
}

// TestAnOutsideEditNeverLosesAPassage edits anywhere outside of a passage whose
// words stand nowhere else, and outside of its paragraph's own twins: the
// passage is kept, always, as the very words it was.
func TestAnOutsideEditNeverLosesAPassage(t *testing.T) {
	tried := 0
	for seed := range uint64(400) {
		w := newWriter(seed)
		was := w.interview(40)
		cs := slices.DeleteFunc(w.codings(was, 30), func(c Coding) bool { return strings.Count(was.Body, c.Quote) > 1 })
		m := w.edit(newManuscript(was.Body))
		now, o := read(m.String()), m.done(was.Body)
		for i, p := range Anchor(was, now, cs) {
			tr := o.truth(was.Body, cs[i].Span)
			if !tr.whole || strings.Count(now.Body, cs[i].Quote) > 1 {
				continue
			}
			tried++
			if p.Now != tr.hull || p.Fate != Exact && p.Fate != Moved {
				t.Errorf("seed %d: %q is %v at %v, not at %v", seed, cs[i].Quote, p.Fate, p.Now, tr.hull)
			}
		}
	}
	if tried < 4000 {
		t.Errorf("only %d passages were tried", tried)
	}
}

// TestPartsStayWithTheirWords edits a text around the paragraph that a part
// begins with.
func TestPartsStayWithTheirWords(t *testing.T) {
	kept := 0
	for seed := range uint64(300) {
		w := newWriter(seed)
		was := w.interview(40)
		from := 2 + w.IntN(len(was.Paragraphs)-2)
		was.Parts = []transcript.Part{{From: from, Asks: "P07"}}
		w.inOrder = true
		m := w.edit(w.edit(newManuscript(was.Body)))
		now, o := read(m.String()), m.done(was.Body)
		p := was.Paragraphs[from-1].Text
		parts := Revision{Was: was, Now: now}.Parts()
		tr := o.truth(was.Body, p)
		if !tr.whole || twin(was, p) || strings.Contains(o.changed(was.Body), was.Text(p)) {
			continue
		}
		kept++
		if want := now.ParagraphAt(tr.hull.Start) + 1; len(parts) != 1 || parts[0] != (transcript.Part{From: want, Asks: "P07"}) {
			t.Errorf("seed %d: the part from %d is %v, want it from %d", seed, from, parts, want)
		}
	}
	if kept < 150 {
		t.Errorf("only %d parts were tried", kept)
	}
}

func TestPartsThatAreGone(t *testing.T) {
	was := read("P07: one here\n\nP07: two there\n\nP07: three where\n\nP07: four nowhere\n")
	was.Parts = []transcript.Part{{From: 2, Asks: "P07"}, {From: 3, Asks: "Interviewer"}}
	for _, tt := range []struct {
		now  string
		want []transcript.Part
	}{
		{"P07: one here\n\nP07: three where\n\nP07: four nowhere\n", []transcript.Part{{From: 2, Asks: "Interviewer"}}},
		{"P07: one here\n\nP07: four nowhere\n", []transcript.Part{{From: 2, Asks: "Interviewer"}}},
		{"P07: one here\n", nil},
		{"P07: zero\n\n" + was.Body, []transcript.Part{{From: 3, Asks: "P07"}, {From: 4, Asks: "Interviewer"}}},
		{"", nil},
	} {
		if got := (Revision{Was: was, Now: read(tt.now)}).Parts(); !slices.Equal(got, tt.want) {
			t.Errorf("%q: %v, want %v", tt.now, got, tt.want)
		}
	}
}
