package terms

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/transcript"
)

func plain(*transcript.Transcript) func(string) string { return strings.ToLower }

func everyTurn(*transcript.Transcript, int) bool { return true }

func spoken(body string) *transcript.Transcript {
	return transcript.New("one", transcript.Meta{Speakers: []transcript.Speaker{{Label: "A"}, {Label: "B"}}}, body)
}

// Of five turns two say rent, which weighs ln 2.5 where it stands once; the other words
// stand in one each, and weigh ln 5.
func TestContrast(t *testing.T) {
	in := spoken("A: rent cold\n\nB: rent\n\nA: tea\n\nB: soap\n\nA: rope")
	r := Read([]*transcript.Transcript{in}, everyTurn, plain)
	said := func(turn int) Words { return r.Said(in, in.TurnSpan(turn)) }
	c := r.Contrast([]Words{said(0), said(1)}, []Words{said(2), said(3), said(4)})
	rent, once := math.Log(2.5), math.Log(5)
	meet := rent / math.Hypot(rent, once) // the cosine of "rent cold" and "rent"
	for _, tt := range []struct {
		name      string
		got, want float64
	}{
		{"rent cold, but for itself", c.These(said(0), said(0)), meet},
		{"rent cold, with itself", c.These(said(0)), (1 + meet) / 2},
		{"rent cold, with nothing left", c.These(said(0), said(0), said(1)), 0},
		{"tea, but for itself", c.Others(said(2), said(2)), 0},
		{"tea, with itself", c.Others(said(2)), -1. / 3},
		{"no words", c.Others(nil), 0},
	} {
		if math.Abs(tt.got-tt.want) > 1e-12 {
			t.Errorf("%s: %v, want %v", tt.name, tt.got, tt.want)
		}
	}
	// Rent stands in both of these; cold in one, in which it weighs more.
	if got := c.Typical(); len(got) != 1 || got[0].Stem != "rent" {
		t.Errorf("%v is typical", got)
	}
	if diff := cmp.Diff([]string{"cold"}, r.Forms(c.Telling(slices.Concat(said(0), said(2)), 1))); diff != "" {
		t.Errorf("what tells (-want +got):\n%s", diff)
	}
	c.Leave = func(word string) bool { return word == "cold" }
	if diff := cmp.Diff([]string{"rent"}, r.Forms(c.Telling(slices.Concat(said(0), said(2)), 1))); diff != "" {
		t.Errorf("what tells without cold (-want +got):\n%s", diff)
	}
	if got := c.Telling(said(2), 3); len(got) > 0 {
		t.Errorf("of the others %v tells", got)
	}
}

// Whatever is said, a contrast is the difference of two mean cosines of tf-idf vectors,
// from which what is compared was left out.
func TestContrastIsOfCosines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var body strings.Builder
		n := rapid.IntRange(2, 8).Draw(t, "turns")
		for i := range n {
			words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d", "e"}), 1, 6).Draw(t, "words")
			fmt.Fprintf(&body, "%s: %s\n\n", []string{"A", "B"}[i%2], strings.Join(words, " "))
		}
		in := spoken(strings.TrimSpace(body.String()))
		r := Read([]*transcript.Transcript{in}, everyTurn, plain)
		var rare Rarity
		bags, said := make([]Bag, n), make([]Words, n)
		for i := range n {
			bags[i], said[i] = bagOf(in.Text(in.TurnSpan(i))), r.Said(in, in.TurnSpan(i))
			rare.Count(bags[i])
		}
		cut := rapid.IntRange(1, n-1).Draw(t, "cut")
		c := r.Contrast(said[:cut], said[cut:])
		mean := func(i, from, to int) float64 {
			sum, texts := 0., 0
			for j := from; j < to; j++ {
				if v := rare.Weigh(bags[j], 0); j != i && len(v) > 0 {
					sum += rare.Weigh(bags[i], 0).Cosine(v)
					texts++
				}
			}
			if texts == 0 {
				return 0
			}
			return sum / float64(texts)
		}
		for i := range n {
			got, want := 0., mean(i, 0, cut)-mean(i, cut, n)
			if i < cut {
				got = c.These(said[i], said[i])
			} else {
				got = c.Others(said[i], said[i])
			}
			if math.Abs(got-want) > 1e-9 {
				t.Fatalf("turn %d of %q: %v, want %v", i+1, in.Body, got, want)
			}
		}
	})
}

// bagOf is the bag of one text.
func bagOf(text string) Bag {
	b := Bag{}
	for w := range transcript.Words(text) {
		b[strings.ToLower(text[w.Start:w.End])]++
	}
	return b
}
