package terms

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Three texts of which two say rent and all say the.
func TestWeigh(t *testing.T) {
	var rare Rarity
	texts := []Bag{BagOf(strings.ToLower, "The rent, the RENT"), BagOf(strings.ToLower, "the rent."), BagOf(strings.ToLower, "The soup", "soup")}
	for _, b := range texts {
		rare.Count(b)
	}
	if diff := cmp.Diff(Bag{"the": 1, "soup": 2}, texts[2]); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	got := rare.Weigh(texts[0], 0)
	if len(got) != 1 || got[0].Stem != "rent" || math.Abs(got[0].Weight-(1+math.Ln2)*math.Log(1.5)) > 1e-12 {
		t.Errorf("what all say weighs nothing, and rent ln 3/2 each: %v", got)
	}
	further := rare.Weigh(texts[2], 1)
	if len(further) != 2 || math.Abs(further[1].Weight-math.Ln2) > 1e-12 {
		t.Errorf("with further texts what all say weighs ln 2: %v", further)
	}
	if unsaid := rare.Weigh(Bag{"coal": 3}, 0); len(unsaid) != 0 {
		t.Errorf("what nobody says weighs %v", unsaid)
	}
	if heavy := further.Heaviest(1); len(heavy) != 1 || heavy[0].Stem != "soup" {
		t.Errorf("the heaviest of %v is %v", further, heavy)
	}
}

func TestCosine(t *testing.T) {
	a, b := Vector{{"coal", 3}, {"rent", 4}}, Vector{{"rent", 2}, {"soup", 1}}
	if got, want := a.Cosine(b), 8/(5*math.Sqrt(5)); math.Abs(got-want) > 1e-12 {
		t.Errorf("%v, and not %v", got, want)
	}
	if a.Cosine(a) != 1 || a.Cosine(nil) != 0 || a.Cosine(Vector{{"soup", 1}}) != 0 {
		t.Error("the same is 1 alike, and what shares nothing is 0")
	}
}

// All at once is each by itself.
func TestCosines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 5))
		some := func() []Vector {
			out := make([]Vector, random.IntN(5))
			for i := range out {
				for _, stem := range strings.Fields("bowl coal debt rent soup") {
					if random.IntN(2) == 0 {
						out[i] = append(out[i], Term{stem, random.Float64()})
					}
				}
			}
			return out
		}
		left, right := some(), some()
		for i, row := range Cosines(left, right) {
			for j, got := range row {
				if want := left[i].Cosine(right[j]); math.Abs(got-want) > 1e-12 || got < 0 || got > 1 {
					t.Fatalf("%v and %v are %v alike, and not %v", left[i], right[j], got, want)
				}
			}
		}
	})
}
