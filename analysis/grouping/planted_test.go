package grouping

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// plant is interviews coded with six groups of eight codes of which it is known which
// belongs to which. A code is put on passages about its group, which hold words of that
// and more others; a share of its codings is put elsewhere, and a share of the codes
// stands in another branch of the codebook than its group.
type plant struct {
	picked coding.Picked
	group  map[string]int // of each code, by id
}

const (
	plantedGroups = 6
	plantedCodes  = 8 // of each
)

func newPlant(seed uint64, noise float64) plant {
	random := rand.New(rand.NewPCG(seed, 6))
	word := func() string {
		var b strings.Builder
		for range 2 + random.IntN(2) {
			b.WriteByte("bcdfglmnprstvz"[random.IntN(14)])
			b.WriteByte("aeiou"[random.IntN(5)])
		}
		return b.String()
	}
	some := func(n int) []string {
		out := make([]string, n)
		for i := range out {
			out[i] = word()
		}
		return out
	}
	others := some(1500)
	var topics [plantedGroups][]string
	for g := range topics {
		topics[g] = some(40)
	}
	p := plant{group: map[string]int{}}
	var ids [plantedGroups][]codebook.ID
	var book strings.Builder
	for g := range plantedGroups {
		fmt.Fprintf(&book, "[[code]]\nid = \"branch-%d\"\n", g)
	}
	for n := range plantedGroups * plantedCodes {
		g := n % plantedGroups // so that the order of ids says nothing
		id := codebook.ID(fmt.Sprintf("code-%02d", n))
		branch := g
		if random.Float64() < noise {
			branch = random.IntN(plantedGroups)
		}
		fmt.Fprintf(&book, "[[code]]\nid = %q\nparent = \"branch-%d\"\n", id, branch)
		ids[g] = append(ids[g], id)
		p.group[string(id)] = g
	}
	b, problems := codebook.Decode("book.toml", []byte(book.String()))
	if err := problem.Fatal(problems); err != nil {
		panic(err)
	}
	coder := coding.Coder{Analyst: "ana", Book: b}
	corpus := &coding.Corpus{}
	for n := range 12 {
		var body strings.Builder
		var marks []coding.Placed
		for turn := range 60 {
			g := turn % plantedGroups
			body.WriteString(fmt.Sprintf("P%02d: ", n))
			from := body.Len()
			for range 40 {
				from := others
				if random.IntN(4) == 0 {
					from = topics[g]
				}
				body.WriteString(from[random.IntN(len(from))] + " ")
			}
			to := body.Len()
			body.WriteString("\n\nInterviewer: mm\n\n")
			for range 2 {
				of := g
				if random.Float64() < noise {
					of = random.IntN(plantedGroups)
				}
				s := transcript.Span{Start: from + random.IntN(60), End: to - random.IntN(60)}
				marks = append(marks, coding.Placed{Coding: coding.Coding{Code: ids[of][random.IntN(plantedCodes)], Span: s}, Now: s})
			}
		}
		id := transcript.ID(fmt.Sprintf("i%02d", n))
		t := transcript.New(id, transcript.Meta{Speakers: []transcript.Speaker{
			{Label: fmt.Sprintf("P%02d", n), Role: transcript.Participant}, {Label: "Interviewer", Role: transcript.Interviewer},
		}}, body.String())
		corpus.Transcripts = append(corpus.Transcripts, t)
		coder.Work = append(coder.Work, coding.Work{Transcript: id, Codings: marks})
	}
	corpus.Coders = []coding.Coder{coder}
	picked, err := coding.Select(corpus, coding.Selection{})
	if err != nil {
		panic(err)
	}
	p.picked = picked
	return p
}

// found is how far groups are those that were planted: the adjusted Rand index.
func (p plant) found(s Suggestion) float64 {
	var planted, got []int
	for _, c := range s.Codes {
		planted, got = append(planted, p.group[c.ID]), append(got, c.Group)
	}
	return adjustedRand(planted, got)
}

// adjustedRand is the index of Hubert and Arabie (Comparing partitions, Journal of
// Classification 2, 1985, 193-218, eq. 5): 1 for equal partitions, 0 by chance.
func adjustedRand(a, b []int) float64 {
	pairs := func(n int) float64 { return float64(n*(n-1)) / 2 }
	both, ofA, ofB := map[[2]int]int{}, map[int]int{}, map[int]int{}
	for i := range a {
		both[[2]int{a[i], b[i]}]++
		ofA[a[i]]++
		ofB[b[i]]++
	}
	var index, sumA, sumB float64
	for _, n := range both {
		index += pairs(n)
	}
	for _, n := range ofA {
		sumA += pairs(n)
	}
	for _, n := range ofB {
		sumB += pairs(n)
	}
	expected := sumA * sumB / pairs(len(a))
	return (index - expected) / ((sumA+sumB)/2 - expected)
}

// Hubert and Arabie's index of the two partitions of ten objects in table 2 of Yeung and
// Ruzzo (Details of the adjusted Rand index, Bioinformatics 17, 2001) is 0.313.
func TestAdjustedRand(t *testing.T) {
	a := []int{0, 0, 1, 1, 1, 1, 2, 2, 2, 2}
	b := []int{0, 1, 0, 1, 1, 2, 2, 2, 2, 2}
	if got := adjustedRand(a, b); fmt.Sprintf("%.3f", got) != "0.313" {
		t.Errorf("%v", got)
	}
	if got := adjustedRand(a, a); got != 1 {
		t.Errorf("a partition and itself have %v", got)
	}
}

func plain(*transcript.Transcript) func(string) string { return strings.ToLower }

func TestPlantedGroupsAreFound(t *testing.T) {
	for _, c := range []struct {
		name    string
		weights Weights
		noise   float64
	}{
		{"by all", Weights{1, 1, .5}, .5},
		{"by text", Weights{1, 0, 0}, .2},
		{"by words", Weights{0, 1, 0}, .4},
		{"by text and words", Weights{1, 1, 0}, .4},
	} {
		for seed := range uint64(5) {
			p := newPlant(seed, c.noise)
			for _, k := range []int{0, plantedGroups} {
				s := suggested(t, p, c.weights, k)
				if len(s.Codes) != plantedGroups*plantedCodes {
					t.Fatalf("%d codes", len(s.Codes))
				}
				if rand := p.found(s); rand < .8 {
					t.Errorf("%s, seed %d, k %d: %.3f in %d groups", c.name, seed, k, rand, len(s.Groups))
				}
			}
		}
	}
}

// Of codes that are put anywhere, no groups come that have to do with those planted.
func TestNothingIsFoundOfNothing(t *testing.T) {
	for seed := range uint64(5) {
		p := newPlant(seed, 1)
		if rand := p.found(suggested(t, p, Weights{1, 1, .5}, plantedGroups)); rand > .2 {
			t.Errorf("seed %d: %.3f", seed, rand)
		}
	}
}

func suggested(t *testing.T, p plant, w Weights, k int) Suggestion {
	t.Helper()
	got, err := Suggest(p.picked, Options{By: "turn", Weights: w, K: k, Least: 2, Stem: plain, Passages: 3})
	if err != nil {
		t.Fatal(err)
	}
	return got[0]
}
