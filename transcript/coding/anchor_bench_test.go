package coding

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"grounded/codebook"
	"grounded/transcript"
)

// corrected is an interview of 20,000 words with 1,000 codings, and what it is
// after 300 scattered words were corrected: a letter of each replaced, taken
// out or put in.
func corrected() (old *transcript.Transcript, cs []Coding, m manuscript) {
	w := newWriter(3)
	w.vocabulary = nil
	for i := range 5000 {
		w.vocabulary = append(w.vocabulary, fmt.Sprintf("%s%c%c", []string{"count", "till", "rent", "winter", "a", "fam", "th"}[i%7], 'a'+i%26, 'a'+i/7%26))
	}
	var said []transcript.Said
	for n, words := 0, 0; words < 20000; n++ {
		k := 5 + w.IntN(60)
		words += k
		said = append(said, transcript.Said{Speaker: speakers[n%2].Label, Time: transcript.Moment(n * 7000), Paragraphs: []string{w.sentence(k) + "."}})
	}
	old, err := transcript.Compose("interview-01", transcript.Meta{Speakers: speakers}, said)
	if err != nil {
		panic(err)
	}
	var words []transcript.Span
	for _, p := range old.Paragraphs {
		for s := range transcript.Words(old.Text(p.Text)) {
			words = append(words, transcript.Span{Start: p.Text.Start + s.Start, End: p.Text.Start + s.End})
		}
	}
	for i := range 1000 {
		first := w.IntN(len(words) - 60)
		s := transcript.Span{Start: words[first].Start, End: words[first+1+w.IntN(30)].End}
		cs = append(cs, Make(old, s, codebook.ID("means"), fmt.Sprintf("%010d", i), time.Unix(0, 0)))
	}
	slices.SortFunc(cs, Compare)
	m = newManuscript(old.Body)
	picks := w.Perm(len(words))[:300]
	slices.Sort(picks)
	slices.Reverse(picks)
	index := map[int]int{}
	for i, l := range m {
		index[l.was] = i
	}
	for _, p := range picks {
		at := index[words[p].Start] + w.IntN(words[p].Len())
		switch w.IntN(3) {
		case 0:
			m = slices.Concat(m[:at], put("x"), m[at+1:])
		case 1:
			m = slices.Concat(m[:at], put("x"), m[at:])
		default:
			if words[p].Len() > 1 {
				m = slices.Concat(m[:at], m[at+1:])
			}
		}
	}
	return old, cs, m
}

// TestAnchorFollowsCorrections asks that at least 99 in 100 codings are
// followed rightly, 97 when the former text is lost, and none wrongly. Where a word at the edge of a passage was
// corrected, its place is right when it begins and ends with that word.
func TestAnchorFollowsCorrections(t *testing.T) {
	old, cs, m := corrected()
	now, o := read(m.String()), m.done(old.Body)
	for lost, enough := range map[bool]int{false: 990, true: 970} {
		former := old
		if lost {
			former = nil
		}
		right, moved, followed := 0, 0, 0
		for i, p := range Anchor(former, now, cs) {
			tr := o.truth(old.Body, cs[i].Span)
			switch {
			case p.Fate == Adrift:
			case p.Now == tr.hull && now.Text(p.Now) == cs[i].Quote && p.Fate != Followed:
				moved++
				right++
			case !tr.whole && p.Now.Holds(tr.hull) && p.Now.Len() <= tr.hull.Len()+2 && p.Fate == Followed:
				followed++
				right++
			default:
				t.Errorf("lost=%v: %q at %v is %q at %v, %v; true %+v", lost, cs[i].Quote, cs[i].Span, now.Text(p.Now), p.Now, p.Fate, tr)
			}
		}
		t.Logf("old text lost=%v: %d of %d right: %d moved, %d followed", lost, right, len(cs), moved, followed)
		if followed < 100 || right < enough {
			t.Errorf("lost=%v: %d of %d codings are placed rightly, %d of them followed", lost, right, len(cs), followed)
		}
	}
}

func BenchmarkAnchor(b *testing.B) {
	old, cs, m := corrected()
	now := read(m.String())
	for _, bm := range []struct {
		name string
		old  *transcript.Transcript
	}{{"former text", old}, {"former text lost", nil}} {
		b.Run(bm.name, func(b *testing.B) {
			for b.Loop() {
				Anchor(bm.old, now, cs)
			}
		})
	}
}

// BenchmarkAnchorMovedHalf moves half of the paragraphs of 20,000 and of
// 160,000 words: eight times the words may take eight times as long, not 64.
func BenchmarkAnchorMovedHalf(b *testing.B) {
	one, cs, _ := corrected()
	for _, times := range []int{1, 8} {
		b.Run(fmt.Sprintf("%d words", times*20000), func(b *testing.B) {
			w := newWriter(4)
			var lines []string
			for n := range times * len(one.Paragraphs) {
				lines = append(lines, fmt.Sprintf("P07: %s %d.", w.sentence(33), n))
			}
			half := len(lines) / 2
			old, now := read(strings.Join(lines, "\n\n")), read(strings.Join(slices.Concat(lines[half:], lines[:half]), "\n\n"))
			for i := range cs {
				p := old.Paragraphs[i*7%len(lines)]
				cs[i] = Make(old, p.Text, "means", cs[i].ID, time.Time{})
			}
			for b.Loop() {
				if p := Anchor(old, now, cs); p[0].Fate != Moved {
					b.Fatal(p[0].Fate)
				}
			}
		})
	}
}
