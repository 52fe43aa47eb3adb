package terms

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/transcript"
)

func anybody(*transcript.Transcript, int) bool { return true }

func lower(*transcript.Transcript) func(string) string { return strings.ToLower }

func talk() *transcript.Transcript {
	meta := transcript.Meta{Speakers: []transcript.Speaker{{Label: "A"}, {Label: "B"}}}
	return transcript.New("one", meta, "A: The Rent, the rent.\n\nB: Rent is rent\n\nand soup.\n\nA: Soup!")
}

func TestRead(t *testing.T) {
	in := talk()
	r := Read([]*transcript.Transcript{in}, anybody, lower)
	if with, all := r.Turns("rent"); with != 2 || all != 3 {
		t.Errorf("rent is said in %d turns of %d", with, all)
	}
	if with, _ := r.Turns("coal"); with != 0 {
		t.Error("nobody says coal")
	}
	if got := r.Word("rent") + " " + r.Word("soup") + " " + r.Word("coal"); got != "rent soup coal" {
		t.Errorf("%q: the form said most often, of equals the lower case, and what nobody says as it is", got)
	}
	at := strings.Index(in.Body, "Rent is")
	passage := transcript.Span{Start: at, End: strings.Index(in.Body, " soup.")}
	v := r.Weigh(r.Said(in, passage))
	var got []string
	for _, term := range v {
		got = append(got, term.Stem)
	}
	if diff := cmp.Diff([]string{"and", "is", "rent"}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if want := (1 + math.Ln2) * math.Log(1.5); math.Abs(v[2].Weight-want) > 1e-12 {
		t.Errorf("rent weighs %v, and not %v", v[2].Weight, want)
	}
}

// Words of turns that are not meant are not read, and those of another language by a stem
// of their own.
func TestReadWhatIsMeant(t *testing.T) {
	one, two := talk(), talk()
	two.ID, two.Language = "two", "xx"
	r := Read([]*transcript.Transcript{one, two}, func(t *transcript.Transcript, turn int) bool { return t.Speaker(turn).Label == "A" },
		func(t *transcript.Transcript) func(string) string {
			if t.Language == "xx" {
				return func(word string) string { return "x" + word }
			}
			return strings.ToLower
		})
	whole := transcript.Span{Start: 0, End: len(one.Body)}
	if n := len(r.Said(one, whole)); n != 5 {
		t.Errorf("%d words are meant", n)
	}
	if with, all := r.Turns("xSoup"); with != 1 || all != 4 {
		t.Errorf("%d of %d", with, all)
	}
}

func TestTellers(t *testing.T) {
	in := talk()
	r := Read([]*transcript.Transcript{in}, anybody, lower)
	tellers := r.Tell(Vector{{"rent", 1}, {"coal", 1}}, 100)
	whole := r.Said(in, transcript.Span{Start: 0, End: len(in.Body)})
	tellers.Say(0, whole, false)
	tellers.Say(99, whole, false)
	tellers.Say(99, whole, false)
	if tellers.Open("rent") || tellers.Open("soup") {
		t.Error("a stem is said where words may be quoted, though nobody says it so")
	}
	tellers.Say(99, whole, true)
	if !tellers.Open("rent") || tellers.Open("coal") {
		t.Error("rent alone is said where words may be quoted")
	}
	if tellers.By("rent") != 2 || tellers.By("soup") != 0 || tellers.By("coal") != 0 {
		t.Errorf("%d say rent, soup was not asked about and coal nobody says", tellers.By("rent"))
	}
}

// A scale says what the cosine of vectors does.
func TestScaleIsTheCosine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 7))
		words := strings.Fields("bowl coal debt rent soup warm cold aunt")
		var body strings.Builder
		for range 1 + random.IntN(6) {
			body.WriteString("A: ")
			for range 1 + random.IntN(8) {
				body.WriteString(words[random.IntN(len(words))] + " ")
			}
			body.WriteString("\n\nB: bowl\n\n")
		}
		in := transcript.New("one", transcript.Meta{Speakers: []transcript.Speaker{{Label: "A"}, {Label: "B"}}}, body.String())
		r := Read([]*transcript.Transcript{in}, anybody, lower)
		some := func() Words {
			a, b := random.IntN(len(in.Body)), random.IntN(len(in.Body))
			return r.Said(in, transcript.Span{Start: min(a, b), End: max(a, b)})
		}
		to := r.Weigh(some(), some())
		scale := r.Scale(to)
		for range 3 {
			passage := some()
			if got, want := scale.Alike(passage), r.Weigh(passage).Cosine(to); math.Abs(got-want) > 1e-9 || got < 0 || got > 1 {
				t.Fatalf("%v, and the cosine is %v", got, want)
			}
		}
		if slices.Max(append(r.count, 0)) != 0 {
			t.Fatal("counts are left over")
		}
	})
}

func TestUnit(t *testing.T) {
	v := Vector{{"rent", 3}, {"soup", 4}}
	if got := v.Unit(); math.Abs(got.Square()-1) > 1e-12 || v[0].Weight != 3 || len(Vector(nil).Unit()) != 0 {
		t.Errorf("%v", got)
	}
}
