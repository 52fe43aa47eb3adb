package align

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/codebook/problem"
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
	for i := range s.coders {
		s.coders[i] = coding.Coder{Analyst: coding.Analyst(fmt.Sprintf("coder-%d", i)), Book: drawBook(t)}
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

// drawBook is some of the codes a to e, with few words to tell them apart.
func drawBook(t *rapid.T) *codebook.Book {
	var b strings.Builder
	words := rapid.StringMatching(`((rent|care|cold|hope)( |$)){0,3}`)
	for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c", "d", "e"}), 0, 5, rapid.ID).Draw(t, "codes") {
		fmt.Fprintf(&b, "[[code]]\nid = %q\nname = %q\ndefinition = %q\nparent = %q\nkind = %q\n", id,
			words.Draw(t, "name"), words.Draw(t, "definition"), rapid.SampledFrom([]string{"a", "b", "f"}).Draw(t, "parent"),
			rapid.SampledFrom([]string{"descriptive", "analytical"}).Draw(t, "kind"))
	}
	book, problems := codebook.Decode("book.toml", []byte(b.String()))
	if problem.Fatal(problems) != nil {
		t.Fatal(problems)
	}
	return book
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
				o := Overlap{l, r, Shares{Characters: both(left, right), Turns: both(leftTurns, rightTurns)}}
				if o.Turns == 0 {
					continue
				}
				o.Jaccard = float64(o.Characters) / float64(len(left)+len(right)-o.Characters)
				o.ContainedLeft = float64(o.Characters) / float64(len(left))
				o.ContainedRight = float64(o.Characters) / float64(len(right))
				o.JaccardTurns = float64(o.Turns) / float64(len(leftTurns)+len(rightTurns)-o.Turns)
				o.ContainedLeftTurns = float64(o.Turns) / float64(len(leftTurns))
				o.ContainedRightTurns = float64(o.Turns) / float64(len(rightTurns))
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
	pairs := 0
	rapid.Check(t, func(t *rapid.T) {
		s := drawStudy(t)
		side := s.side(t, 0)
		got := Gather(side, side).Match(side, side, plain).Propose(nil)
		for _, p := range got.Pairs {
			if !slices.Equal(p.Left, p.Right) || len(p.Left) != 1 || p.Score != 1 || p.Relation != crosswalk.Same {
				t.Fatalf("%v is %s %v, with a score of %v", p.Left, p.Relation, p.Right, p.Score)
			}
		}
		if len(got.Pairs) != side.Coder.Book.Len() || len(got.Alone) > 0 {
			t.Fatalf("%d pairs and %d alone of %d codes", len(got.Pairs), len(got.Alone), side.Coder.Book.Len())
		}
		pairs += len(got.Pairs)
	})
	if pairs == 0 {
		t.Error("no draw had a code")
	}
}

func TestSwappingTransposes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawStudy(t)
		e, swapped := Gather(s.side(t, 0), s.side(t, 1)), Gather(s.side(t, 1), s.side(t, 0))
		for i, p := range swapped.Overlaps {
			if relation := p.Relation(); p.Shares.swap().Relation() != relation.Swap() {
				t.Fatalf("%s one way and %s the other", relation, p.Shares.swap().Relation())
			}
			swapped.Overlaps[i] = Overlap{p.Right, p.Left, p.Shares.swap()}
		}
		slices.SortFunc(swapped.Overlaps, bestFirst)
		if diff := cmp.Diff(e.Overlaps, swapped.Overlaps); diff != "" {
			t.Fatalf("(-as it is +transposed):\n%s", diff)
		}
		if diff := cmp.Diff(e.Left, swapped.Right); diff != "" {
			t.Fatalf("uses (-as they are +transposed):\n%s", diff)
		}
	})
}

// What several codes mark together is counted as the sweep counts one of each side.
func TestMarksAgreeWithTheSweep(t *testing.T) {
	t.Parallel()
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		s := drawStudy(t)
		e := Gather(s.side(t, 0), s.side(t, 1))
		marked := func(r reading, codes ...codebook.ID) marks {
			var some []marks
			for i, m := range r.marks(e) {
				if slices.Contains(codes, r.uses[i].Code.ID) {
					some = append(some, m)
				}
			}
			return together(some...)
		}
		for _, o := range e.Overlaps {
			if diff := cmp.Diff(o.Shares, marked(e.left, o.Left).shares(marked(e.right, o.Right))); diff != "" {
				t.Fatalf("%s and %s (-sweep +marks):\n%s", o.Left, o.Right, diff)
			}
		}
		characters, turns := s.marked(0, "a")
		more, moreTurns := s.marked(0, "b")
		maps.Copy(characters, more)
		maps.Copy(turns, moreTurns)
		other, otherTurns := s.marked(1, "c")
		got := marked(e.left, "a", "b").shares(marked(e.right, "c"))
		if got.Characters != both(characters, other) || got.Turns != both(turns, otherTurns) {
			t.Fatalf("a and b share %d characters and %d turns with c, and not %d and %d", both(characters, other), both(turns, otherTurns), got.Characters, got.Turns)
		}
		found += got.Characters
	})
	if found == 0 {
		t.Error("no draw had an overlap")
	}
}

func (s Shares) swap() Shares {
	s.ContainedLeft, s.ContainedRight = s.ContainedRight, s.ContainedLeft
	s.ContainedLeftTurns, s.ContainedRightTurns = s.ContainedRightTurns, s.ContainedLeftTurns
	return s
}

func transpose(proposals []Proposal) []Proposal {
	var out []Proposal
	for _, p := range proposals {
		p.Left, p.Right, p.Relation, p.Shares = p.Right, p.Left, p.Relation.Swap(), p.Shares.swap()
		out = append(out, p)
	}
	slices.SortFunc(out, bestPair)
	return out
}

// What stands on the left has no say in what is proposed, also where people have
// decided on some pairs.
func TestSwappingTransposesProposals(t *testing.T) {
	t.Parallel()
	pairs := 0
	rapid.Check(t, func(t *rapid.T) {
		s := drawStudy(t)
		left, right := s.side(t, 0), s.side(t, 1)
		var decided, swapped []crosswalk.Pair
		ids := rapid.SliceOfNDistinct(rapid.SampledFrom([]codebook.ID{"a", "b", "c", "d"}), 1, 2, rapid.ID[codebook.ID])
		for range rapid.IntRange(0, 2).Draw(t, "decided") {
			p := crosswalk.Pair{
				Left: ids.Draw(t, "left"), Right: ids.Draw(t, "right"),
				Relation: rapid.SampledFrom([]crosswalk.Relation{crosswalk.Same, crosswalk.Broader}).Draw(t, "relation"),
				Status:   rapid.SampledFrom([]crosswalk.Status{crosswalk.Accepted, crosswalk.Rejected}).Draw(t, "status"),
			}
			decided, swapped = append(decided, p), append(swapped, p.Swap())
		}
		want := Gather(left, right).Match(left, right, plain).Propose(decided)
		got := Gather(right, left).Match(right, left, plain).Propose(swapped)
		if diff := cmp.Diff(want.Pairs, transpose(got.Pairs)); diff != "" {
			t.Fatalf("(-as it is +transposed):\n%s", diff)
		}
		for _, p := range want.Pairs {
			if slices.ContainsFunc(decided, (crosswalk.Pair{Left: p.Left, Right: p.Right}).SameCodes) {
				t.Fatalf("%v and %v are proposed again", p.Left, p.Right)
			}
			pairs++
		}
	})
	if pairs == 0 {
		t.Error("no draw had a pair")
	}
}

func TestTheOrderOfFilesAndLinesDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawStudy(t)
		left, right := s.side(t, 0), s.side(t, 1)
		want := Gather(left, right)
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
		otherLeft, otherRight := shuffled.side(t, 0), shuffled.side(t, 1)
		got := Gather(otherLeft, otherRight)
		if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Evidence{}, codebook.Book{})); diff != "" {
			t.Fatalf("(-as it is +shuffled):\n%s", diff)
		}
		if diff := cmp.Diff(want.Match(left, right, plain).Propose(nil).Pairs, got.Match(otherLeft, otherRight, plain).Propose(nil).Pairs); diff != "" {
			t.Fatalf("proposals (-as they are +shuffled):\n%s", diff)
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
