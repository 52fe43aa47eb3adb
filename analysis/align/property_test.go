package align

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// study is random transcripts and what two coders did on all of them.
type study struct {
	transcripts []*transcript.Transcript
	coders      [2]coding.Coder
}

func drawStudy(t *rapid.T) study {
	var s study
	book, _ := codebook.Decode("book.toml", nil)
	for i := range s.coders {
		s.coders[i] = coding.Coder{Analyst: coding.Analyst(fmt.Sprintf("coder-%d", i)), Book: book}
	}
	for n := range rapid.IntRange(1, 3).Draw(t, "transcripts") {
		var b strings.Builder
		for range rapid.IntRange(0, 4).Draw(t, "paragraphs") {
			b.WriteString(rapid.SampledFrom([]string{"", "P07: ", "Interviewer: "}).Draw(t, "header"))
			b.WriteString(rapid.StringMatching(`[a-cäß日 ]{0,20}`).Draw(t, "text") + "\n\n")
		}
		tr := transcriptOf(transcript.ID(fmt.Sprintf("i%d", n)), b.String())
		s.transcripts = append(s.transcripts, tr)
		for i := range s.coders {
			s.coders[i].Work = append(s.coders[i].Work, drawWork(t, tr))
		}
	}
	return s
}

func drawWork(t *rapid.T, tr *transcript.Transcript) coding.Work {
	w := coding.Work{Transcript: tr.ID, Finished: time.Unix(1, 0)}
	var ends []int // of characters
	for i := range tr.Body {
		ends = append(ends, i)
	}
	ends = append(ends, len(tr.Body))
	for range rapid.IntRange(0, 8).Draw(t, "codings") {
		start := rapid.IntRange(0, len(ends)-1).Draw(t, "start")
		end := rapid.IntRange(start, len(ends)-1).Draw(t, "end")
		s := transcript.Span{Start: ends[start], End: ends[end]}
		w.Codings = append(w.Codings, coding.Placed{
			Coding: coding.Coding{Code: rapid.SampledFrom([]codebook.ID{"a", "b", "c"}).Draw(t, "code"), Span: s}, Now: s,
		})
	}
	return w
}

func (s study) side(t *rapid.T, i int) Side {
	picked, err := coding.Select(&coding.Corpus{Transcripts: s.transcripts, Coders: s.coders[i : i+1]}, coding.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	return SideOf(picked, picked.Coders[0])
}

// marked is every character that was said and that a coder put a code on.
func (s study) marked(coder int, code codebook.ID) (characters, turns map[string]bool) {
	characters, turns = map[string]bool{}, map[string]bool{}
	for i, tr := range s.transcripts {
		for _, c := range s.coders[coder].Work[i].Codings {
			for _, p := range tr.Paragraphs {
				for at := p.Text.Start; at < p.Text.End; at++ {
					if c.Code == code && utf8.RuneStart(tr.Body[at]) && c.Now.Start <= at && at < c.Now.End {
						characters[fmt.Sprint(i, " ", at)] = true
						turns[fmt.Sprint(i, " ", p.Turn)] = true
					}
				}
			}
		}
	}
	return characters, turns
}

func both(a, b map[string]bool) int {
	n := 0
	for key := range a {
		if b[key] {
			n++
		}
	}
	return n
}

func TestSweepAgainstEveryCharacter(t *testing.T) {
	t.Parallel()
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		s := drawStudy(t)
		got := Gather(s.side(t, 0), s.side(t, 1))
		var want []Overlap
		for _, l := range []codebook.ID{"a", "b", "c"} {
			for _, r := range []codebook.ID{"a", "b", "c"} {
				left, leftTurns := s.marked(0, l)
				right, rightTurns := s.marked(1, r)
				o := Overlap{Left: l, Right: r, Characters: both(left, right), Turns: both(leftTurns, rightTurns)}
				if o.Turns == 0 {
					continue
				}
				o.Jaccard = float64(o.Characters) / float64(len(left)+len(right)-o.Characters)
				o.ContainedLeft = float64(o.Characters) / float64(len(left))
				o.ContainedRight = float64(o.Characters) / float64(len(right))
				want = append(want, o)
			}
		}
		slices.SortFunc(want, bestFirst)
		if diff := cmp.Diff(want, append([]Overlap(nil), got.Overlaps...)); diff != "" {
			t.Fatalf("(-every character +sweep):\n%s", diff)
		}
		for i, uses := range [][]Use{got.Left, got.Right} {
			for _, u := range uses {
				characters, turns := s.marked(i, u.Code.ID)
				if u.Characters != len(characters) || u.Turns != len(turns) {
					t.Fatalf("%s of coder %d marks %d characters in %d turns, and not %d in %d", u.Code.ID, i, len(characters), len(turns), u.Characters, u.Turns)
				}
			}
		}
		for i := 1; i < len(got.Overlaps); i++ {
			if got.Overlaps[i-1].Jaccard < got.Overlaps[i].Jaccard {
				t.Fatalf("a worse pair stands before a better one: %v", got.Overlaps)
			}
		}
		found += len(got.Overlaps)
	})
	if found == 0 {
		t.Error("no draw had an overlap")
	}
}

func TestACoderAlignedWithThemselves(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawStudy(t)
		e := Gather(s.side(t, 0), s.side(t, 0))
		own := map[codebook.ID]bool{}
		for _, p := range e.Proposals(1) {
			if p.Left == p.Right && p.Jaccard == 1 && p.Mutual && p.Relation() == crosswalk.Same {
				own[p.Left] = true
			}
		}
		for _, u := range e.Left {
			if u.Characters > 0 && !own[u.Code.ID] {
				t.Fatalf("%s is not proposed as itself", u.Code.ID)
			}
		}
		for _, l := range e.Alone(1) {
			if l.Characters > 0 {
				t.Fatalf("%s is alone", l.Code.ID)
			}
		}
	})
}

func TestSwappingTransposes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawStudy(t)
		e, swapped := Gather(s.side(t, 0), s.side(t, 1)), Gather(s.side(t, 1), s.side(t, 0))
		for i, p := range swapped.Overlaps {
			relation := p.Relation()
			p.Left, p.Right, p.ContainedLeft, p.ContainedRight = p.Right, p.Left, p.ContainedRight, p.ContainedLeft
			if p.Relation() != relation.Swap() {
				t.Fatalf("%s one way and %s the other", relation, p.Relation())
			}
			swapped.Overlaps[i] = p
		}
		slices.SortFunc(swapped.Overlaps, bestFirst)
		if diff := cmp.Diff(e.Overlaps, swapped.Overlaps); diff != "" {
			t.Fatalf("(-as it is +transposed):\n%s", diff)
		}
		if diff := cmp.Diff(e.Proposals(.5), swapped.Proposals(.5)); diff != "" {
			t.Fatalf("proposals (-as they are +transposed):\n%s", diff)
		}
		if diff := cmp.Diff(e.Left, swapped.Right); diff != "" {
			t.Fatalf("uses (-as they are +transposed):\n%s", diff)
		}
	})
}

func TestTheOrderOfFilesAndLinesDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawStudy(t)
		want := Gather(s.side(t, 0), s.side(t, 1))
		shuffled := s
		order := rapid.Permutation([]int{0, 1, 2}[:len(s.transcripts)]).Draw(t, "files")
		shuffled.transcripts = nil
		for i := range shuffled.coders {
			shuffled.coders[i].Work = nil
		}
		for _, at := range order {
			shuffled.transcripts = append(shuffled.transcripts, s.transcripts[at])
			for i := range shuffled.coders {
				w := s.coders[i].Work[at]
				if len(w.Codings) > 0 {
					w.Codings = rapid.Permutation(w.Codings).Draw(t, "lines")
				}
				shuffled.coders[i].Work = append(shuffled.coders[i].Work, w)
			}
		}
		if diff := cmp.Diff(want, Gather(shuffled.side(t, 0), shuffled.side(t, 1))); diff != "" {
			t.Fatalf("(-as it is +shuffled):\n%s", diff)
		}
	})
}

// benchmarkGather has 39 interviews of 60,000 characters and two coders with as
// many codes and codings each.
func benchmarkGather(b *testing.B, codes, codings int) {
	random := rand.New(rand.NewPCG(1, 2))
	body := strings.Repeat("Interviewer: And then?\n\nP07: "+strings.Repeat("word ", 50)+"\n\n", 220)
	var sides [2]Side
	for i := range sides {
		coder := &coding.Coder{Analyst: coding.Analyst(fmt.Sprint(i))}
		sides[i].Coder = coder
		for n := range 39 {
			tr := transcriptOf(transcript.ID(fmt.Sprintf("i%02d", n)), body)
			w := coding.Work{Transcript: tr.ID, Finished: time.Unix(1, 0)}
			for range codings / 39 {
				start := random.IntN(len(body) - 400)
				w.Codings = append(w.Codings, coding.Placed{Now: transcript.Span{Start: start, End: start + 20 + random.IntN(380)}})
			}
			slices.SortFunc(w.Codings, func(a, b coding.Placed) int { return a.Now.Start - b.Now.Start })
			for j := range w.Codings {
				sides[i].Rows = append(sides[i].Rows, coding.Row{
					Placed: &w.Codings[j], Coder: coder, Transcript: tr,
					Entry: &codebook.Code{ID: codebook.ID(fmt.Sprintf("code-%d", random.IntN(codes)))},
				})
			}
			coder.Work = append(coder.Work, w)
		}
	}
	for b.Loop() {
		if e := Gather(sides[0], sides[1]); len(e.Overlaps) == 0 {
			b.Fatal("no overlaps")
		}
	}
}

func BenchmarkGather(b *testing.B) {
	b.Run("40 codes, 4,000 codings", func(b *testing.B) { benchmarkGather(b, 40, 2000) })
	b.Run("1,000 codes, 60,000 codings", func(b *testing.B) { benchmarkGather(b, 1000, 30000) })
}
