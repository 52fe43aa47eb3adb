package coding

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"grounded/transcript"
)

// TestAnchorUnderRandomEdits changes interviews in known ways and holds every
// coding that got a place against the true one. What was relocated must then
// stand exactly.
func TestAnchorUnderRandomEdits(t *testing.T) {
	texts := 700
	if testing.Short() {
		texts = 70
	}
	for _, tt := range []struct {
		name       string
		lost       bool
		mostAdrift float64 // in 100 passages that no edit touched
	}{{"former text", false, 2}, {"former text lost", true, 8}} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var n tally
			for seed := range texts {
				n.judge(t, uint64(seed), tt.lost)
			}
			adrift := 100 * float64(n.adrift) / float64(n.whole)
			t.Logf("%d edits: %d passages untouched, %d of them adrift (%.2f%%); %d touched, %d of them followed; %d excused",
				n.edits, n.whole, n.adrift, adrift, n.touched, n.followed, n.excused)
			t.Logf("%d changed inside, %d at an end, %d taken out, %d overtaken; %d with emoji, %d with combining marks",
				n.inside, n.edge, n.gone, n.moved, n.emoji, n.marks)
			if n.whole < 30*texts || n.followed < texts || adrift > tt.mostAdrift {
				t.Errorf("too few passages were kept: %+v", n)
			}
			// All that can happen to a passage did happen to many.
			if n.edits < 10*texts || min(n.inside, n.edge, n.gone, n.moved) < texts || min(n.emoji, n.marks) < texts {
				t.Errorf("too little was tried: %+v", n)
			}
		})
	}
}

// TestAnchorOnInterviews does the same with what people said.
func TestAnchorOnInterviews(t *testing.T) {
	samples := os.Getenv("GROUNDED_SAMPLES")
	if samples == "" {
		t.Skip("GROUNDED_SAMPLES names no folder of interviews")
	}
	files, err := filepath.Glob(filepath.Join(samples, "..", "corpus", "reference-39", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Skipf("no interviews beside %s: %v", samples, err)
	}
	for _, lost := range []bool{false, true} {
		var n tally
		for seed, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			body := strings.ToValidUTF8(strings.ReplaceAll(string(src[:min(len(src), 60000)]), "\r\n", "\n"), "")
			w := newWriter(uint64(seed))
			w.vocabulary = strings.FieldsFunc(body, func(r rune) bool { return !unicode.IsLetter(r) })
			n.judgeText(t, w, read(body), uint64(seed), lost)
		}
		t.Logf("lost=%v: %d edits: %d passages untouched, %d of them adrift; %d touched, %d of them followed; %d excused",
			lost, n.edits, n.whole, n.adrift, n.touched, n.followed, n.excused)
		if most := map[bool]int{false: n.whole / 100, true: n.whole / 20}[lost]; n.whole == 0 || n.adrift > most {
			t.Errorf("%d of %d untouched passages are adrift", n.adrift, n.whole)
		}
	}
}

type tally struct {
	edits, whole, adrift, touched, followed, excused int

	inside, edge, gone int // passages changed between their ends, at or across an end, taken out
	moved              int // untouched ones behind what had stood behind them
	emoji, marks       int // passages with them
}

// meet counts what happened to a passage.
func (n *tally) meet(o outcome, old *transcript.Transcript, s transcript.Span, tr truth) {
	_, last := utf8.DecodeLastRuneInString(old.Text(s))
	first, end := o.at[s.Start] >= 0, o.at[s.End-last] >= 0
	switch {
	case tr.gone:
		n.gone++
	case !tr.whole && first && end:
		n.inside++
	case !tr.whole:
		n.edge++
	default:
		for i := s.End; i < len(o.at); i++ {
			if o.at[i] >= 0 && o.at[i] < tr.hull.Start {
				n.moved++
				break
			}
		}
	}
	if strings.ContainsAny(old.Text(s), "👩🙂") {
		n.emoji++
	}
	if strings.Contains(old.Text(s), "\u0301") {
		n.marks++
	}
}

// judge edits an interview that was made up.
func (n *tally) judge(t *testing.T, seed uint64, lost bool) {
	w := newWriter(seed)
	n.judgeText(t, w, w.interview(30+w.IntN(60)), seed, lost)
}

func (n *tally) judgeText(t *testing.T, w writer, old *transcript.Transcript, seed uint64, lost bool) {
	cs := w.codings(old, 60)
	m := newManuscript(old.Body)
	for range 1 + w.IntN(30) {
		m = w.edit(m)
		n.edits++
	}
	now, o := read(m.String()), m.done(old.Body)
	former := old
	if lost {
		former = nil
	}
	placed := Anchor(former, now, cs)
	if len(placed) != len(cs) || len(cs) < 60 {
		t.Fatalf("seed %d: %d codings became %d", seed, len(cs), len(placed))
	}
	for i, p := range placed {
		tr := o.truth(old.Body, cs[i].Span)
		n.meet(o, old, cs[i].Span, tr)
		if bad := n.verdict(p, cs[i], tr); bad != "" {
			twice := lost && strings.Count(old.Body, cs[i].Prefix+cs[i].Quote+cs[i].Suffix) > 1
			if twice || o.excused(old, cs[i].Span, now, p.Now) {
				n.excused++
				continue
			}
			t.Errorf("seed %d: %s: %q (%s at %v) is %v %q at %v; true %+v",
				seed, bad, cs[i].Quote, cs[i].Prefix+"|"+cs[i].Suffix, cs[i].Span, p.Fate, now.Text(p.Now), p.Now, tr)
		}
	}
	relocated := make([]Coding, len(placed))
	for i, p := range placed {
		relocated[i] = Relocate(p, now)
	}
	for i, again := range Anchor(now, now, relocated) {
		if p := placed[i]; p.Fate != Adrift && (again.Fate != Exact || again.Now != p.Now) {
			t.Errorf("seed %d: relocated from %v to %v, it is %v at %v", seed, cs[i].Span, p.Now, again.Fate, again.Now)
		}
	}
}

// verdict says what is wrong with a place, "" when nothing is.
func (n *tally) verdict(p Placed, c Coding, tr truth) string {
	if !p.Coding.Equal(c) {
		return "another coding"
	}
	if tr.whole {
		n.whole++
	} else if !tr.gone {
		n.touched++
	}
	switch {
	case p.Fate == Adrift && !p.Now.Empty():
		return "adrift with a place"
	case p.Fate == Adrift:
		if tr.whole {
			n.adrift++
		}
	case tr.whole && p.Now != tr.hull:
		return "misplaced"
	case tr.whole && p.Fate == Followed:
		return "untouched, but followed"
	case tr.whole:
	case tr.gone && p.Fate != Followed:
		return "gone, but placed"
	case tr.gone:
	case !p.Now.Overlaps(tr.hull):
		return "followed elsewhere"
	default:
		n.followed++
	}
	return ""
}

// TestAnchorKeepsWhatIsOutside makes one edit at a time: every passage that it
// does not touch keeps its words and its place, unless it is one of twins or
// the edit put in or took out the very words. A paragraph that was moved is not
// looked for here when the former text is lost: then order is evidence.
func TestAnchorKeepsWhatIsOutside(t *testing.T) {
	texts := 300
	if testing.Short() {
		texts = 30
	}
	for _, lost := range []bool{false, true} {
		t.Run(fmt.Sprintf("lost=%v", lost), func(t *testing.T) {
			t.Parallel()
			kept := 0
			for seed := range texts {
				w := newWriter(uint64(seed))
				old := w.interview(40)
				cs := w.codings(old, 40)
				w.inOrder = lost
				m := w.edit(newManuscript(old.Body))
				now, o := read(m.String()), m.done(old.Body)
				former := old
				if lost {
					former = nil
				}
				for i, p := range Anchor(former, now, cs) {
					tr := o.truth(old.Body, cs[i].Span)
					context := cs[i].Prefix + cs[i].Quote + cs[i].Suffix
					switch {
					case !tr.whole:
					case p.Now == tr.hull:
						kept++
					case strings.Contains(o.changed(old.Body), cs[i].Quote), twin(old, cs[i].Span),
						lost && strings.Count(old.Body, context) > 1:
					default:
						t.Errorf("seed %d: %q (%s) at %v is %v at %v, not at %v", seed, cs[i].Quote, context, cs[i].Span, p.Fate, p.Now, tr.hull)
					}
				}
			}
			if kept < 30*texts {
				t.Errorf("only %d passages were looked at", kept)
			}
		})
	}
}
