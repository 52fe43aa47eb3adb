package align

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// plot is two codebooks of the same interviews, of which it is known which codes
// are one: some renamed, some parted in two on one side, some joined.
type plot struct {
	coders      [2]coding.Coder
	transcripts []*transcript.Transcript
	truth       map[[2]codebook.ID]bool
}

// plan says how a study is made up.
type plan struct {
	codes, split, joined int
	missing              float64 // of codings that an analyst does not make
	text                 float64 // of codes that are used by both at all
	alike                float64 // of names and definitions that say the same
	seed                 uint64
}

func word(random *rand.Rand) string {
	var b strings.Builder
	for range 2 + random.IntN(2) {
		b.WriteString([]string{"ba", "ke", "lo", "mi", "nu", "ra", "se", "ti", "vo", "zu", "pe", "gra"}[random.IntN(12)])
	}
	return b.String()
}

func (p plan) plant(t testing.TB) plot {
	t.Helper()
	random := rand.New(rand.NewPCG(p.seed, 0))
	words := func(n int) []string {
		var out []string
		for range n {
			out = append(out, word(random))
		}
		return out
	}
	type meaning struct {
		left, right []codebook.ID
		typical     []string
		used        bool
	}
	common := words(300)
	var meanings []meaning
	var books [2]strings.Builder
	truth := map[[2]codebook.ID]bool{}
	code := func(side int, id codebook.ID, name, definition string) {
		fmt.Fprintf(&books[side], "[[code]]\nid = %q\nname = %q\ndefinition = %q\n", id, name, definition)
	}
	for i := range p.codes {
		m := meaning{typical: words(6), used: random.Float64() < p.text}
		name, definition := strings.Join(words(2), " "), strings.Join(append(words(4), m.typical[:2]...), " ")
		name2, definition2 := strings.Join(words(2), " "), strings.Join(words(6), " ")
		if random.Float64() < p.alike {
			name2 = strings.Fields(name)[0] + " " + word(random)
			definition2 = strings.Join(append(strings.Fields(definition)[2:], words(3)...), " ")
		}
		m.left, m.right = []codebook.ID{codebook.ID(fmt.Sprintf("l%02d", i))}, []codebook.ID{codebook.ID(fmt.Sprintf("r%02d", i))}
		switch {
		case i < p.split:
			m.right = append(m.right, codebook.ID(fmt.Sprintf("r%02db", i)))
		case i < p.split+p.joined:
			m.left = append(m.left, codebook.ID(fmt.Sprintf("l%02db", i)))
		}
		for n, id := range m.left {
			code(0, id, name+strings.Repeat(" "+word(random), n), definition)
		}
		for n, id := range m.right {
			code(1, id, name2+strings.Repeat(" "+word(random), n), definition2)
		}
		for _, l := range m.left {
			for _, r := range m.right {
				truth[[2]codebook.ID{l, r}] = true
			}
		}
		meanings = append(meanings, m)
	}
	out := plot{truth: truth}
	for s := range out.coders {
		book, problems := codebook.Decode("b.toml", []byte(books[s].String()))
		if problems != nil {
			t.Fatal(problems)
		}
		out.coders[s] = coding.Coder{Analyst: coding.Analyst([]string{"ana", "ben"}[s]), Book: book}
	}
	for n := range 12 {
		var body strings.Builder
		type place struct {
			meaning int
			span    transcript.Span
			part    int
		}
		var places []place
		for range 120 {
			body.WriteString("P: ")
			m, from := random.IntN(len(meanings)), body.Len()
			for w := range 30 {
				if w > 0 {
					body.WriteByte(' ')
				}
				if random.IntN(5) == 0 {
					body.WriteString(meanings[m].typical[random.IntN(6)])
				} else {
					body.WriteString(common[random.IntN(len(common))])
				}
			}
			places = append(places, place{m, transcript.Span{Start: from, End: body.Len()}, random.IntN(2)})
			body.WriteString(".\n\n")
		}
		tr := transcript.New(transcript.ID(fmt.Sprintf("i%02d", n)), transcript.Meta{Speakers: []transcript.Speaker{{Label: "P"}}}, body.String())
		out.transcripts = append(out.transcripts, tr)
		for s := range out.coders {
			w := coding.Work{Transcript: tr.ID, Finished: time.Unix(1, 0)}
			for _, at := range places {
				m := meanings[at.meaning]
				ids := [][]codebook.ID{m.left, m.right}[s]
				if random.Float64() < p.missing || !m.used && (s == 0) == (at.meaning%2 == 0) {
					continue
				}
				length := at.span.End - at.span.Start
				span := transcript.Span{Start: at.span.Start + random.IntN(length/4), End: at.span.End - random.IntN(length/4)}
				w.Codings = append(w.Codings, coding.Placed{Coding: coding.Coding{ID: fmt.Sprint(s, n, at.span.Start), Code: ids[at.part%len(ids)]}, Now: span})
			}
			out.coders[s].Work = append(out.coders[s].Work, w)
		}
	}
	return out
}

func none(bool, codebook.ID) bool { return false }

func plainly(word string) string { return word }

// candidates aligns two coders who coded the same transcripts.
func candidatesOf(t testing.TB, ts []*transcript.Transcript, a, b coding.Coder) []Candidate {
	t.Helper()
	picked, err := coding.Select(&coding.Corpus{Transcripts: ts, Coders: []coding.Coder{a, b}}, coding.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	left, right := SideOf(picked, picked.Coders[0]), SideOf(picked, picked.Coders[1])
	return Candidates(left, right, Gather(left, right), plainly, none)
}

// scored returns the precision and recall of the links between codes.
func (p plot) scored(cs []Candidate) (precision, recall float64) {
	found, right := 0, 0
	for _, c := range cs {
		for _, l := range c.Left {
			for _, r := range c.Right {
				found++
				if p.truth[[2]codebook.ID{l, r}] {
					right++
				}
			}
		}
	}
	return float64(right) / float64(max(found, 1)), float64(right) / float64(len(p.truth))
}

// Forty codes, of which five were parted and five joined, ends that differ, and three
// codings of ten that either analyst did not make; names say nothing.
func TestPlantedCodebooksAreFound(t *testing.T) {
	t.Parallel()
	for seed := range uint64(5) {
		p := plan{codes: 40, split: 5, joined: 5, missing: .3, text: 1, seed: seed}.plant(t)
		precision, recall := p.scored(candidatesOf(t, p.transcripts, p.coders[0], p.coders[1]))
		t.Logf("seed %d: precision %.2f, recall %.2f", seed, precision, recall)
		if precision < .9 || recall < .9 {
			t.Errorf("seed %d: precision %.2f, recall %.2f", seed, precision, recall)
		}
	}
}

// With half the codes used by one analyst alone, or all, names and definitions are all
// there is to go by for these: three in four say something alike.
func TestPlantedCodebooksWithoutTheirText(t *testing.T) {
	t.Parallel()
	for _, text := range []float64{.5, 0} {
		p := plan{codes: 40, split: 5, joined: 5, missing: .3, text: text, alike: .75, seed: 1}.plant(t)
		precision, recall := p.scored(candidatesOf(t, p.transcripts, p.coders[0], p.coders[1]))
		t.Logf("text of %.0f %%: precision %.2f, recall %.2f", 100*text, precision, recall)
		if precision < .7 || recall < .5 {
			t.Errorf("text of %.0f %%: precision %.2f, recall %.2f", 100*text, precision, recall)
		}
	}
}

// A book with itself is each code with itself, and swapped books give the same the
// other way round.
func TestCandidatesOfOneselfAndSwapped(t *testing.T) {
	t.Parallel()
	p := plan{codes: 20, split: 3, joined: 3, missing: .3, text: 1, seed: 7}.plant(t)
	again := p.coders[0]
	again.Analyst = "ana-again"
	for _, c := range candidatesOf(t, p.transcripts, p.coders[0], again) {
		if len(c.Left) != 1 || !slices.Equal(c.Left, c.Right) || c.Score != 1 || c.Relation != crosswalk.Same || c.Jaccard != 1 {
			t.Errorf("with oneself: %+v", c)
		}
	}
	forth, back := candidatesOf(t, p.transcripts, p.coders[0], p.coders[1]), candidatesOf(t, p.transcripts, p.coders[1], p.coders[0])
	for i := range back {
		b := &back[i]
		b.Left, b.Right, b.Relation = b.Right, b.Left, b.Relation.Swap()
		b.ContainedLeft, b.ContainedRight = b.ContainedRight, b.ContainedLeft
	}
	links := func(cs []Candidate) []string {
		var out []string
		for _, c := range cs {
			slices.Sort(c.Left)
			slices.Sort(c.Right)
			out = append(out, fmt.Sprintf("%v %s %v %.6f %.4f %.4f", c.Left, c.Relation, c.Right, c.Score, c.ContainedLeft, c.ContainedRight))
		}
		slices.Sort(out)
		return out
	}
	if diff := cmp.Diff(links(forth), links(back)); diff != "" {
		t.Errorf("swapped (-forth +back):\n%s", diff)
	}
}

// The sum of scores is as great as trying every way makes it.
func TestAssignByTryingAll(t *testing.T) {
	t.Parallel()
	var best func(score [][]float64, used []bool) float64
	best = func(score [][]float64, used []bool) float64 {
		if len(score) == 0 {
			return 0
		}
		most := best(score[1:], used)
		for j, s := range score[0] {
			if !used[j] && s > 0 {
				used[j] = true
				most = max(most, s+best(score[1:], used))
				used[j] = false
			}
		}
		return most
	}
	rapid.Check(t, func(t *rapid.T) {
		rows, columns := rapid.IntRange(1, 5).Draw(t, "rows"), rapid.IntRange(1, 6).Draw(t, "columns")
		score := rapid.SliceOfN(rapid.SliceOfN(rapid.SampledFrom([]float64{0, .1, .2, .5, .7, 1}), columns, columns), rows, rows).Draw(t, "scores")
		sum, seen := 0., map[int]bool{}
		for i, j := range assign(score) {
			if j < 0 {
				continue
			}
			if seen[j] {
				t.Fatalf("column %d is taken twice", j)
			}
			seen[j] = true
			sum += score[i][j]
		}
		if want := best(score, make([]bool, columns)); sum < want-1e-9 || sum > want+1e-9 {
			t.Fatalf("the sum is %v, and can be %v", sum, want)
		}
	})
}
