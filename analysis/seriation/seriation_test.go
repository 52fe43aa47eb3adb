package seriation

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestOrder(t *testing.T) {
	for _, c := range []struct {
		name  string
		alike [][]float64
		want  []int
	}{
		{"nothing", nil, nil},
		{"one", [][]float64{{1}}, []int{0}},
		{"two", [][]float64{{1, .5}, {.5, 1}}, []int{0, 1}},
		{"two pairs, whose likest ends meet", [][]float64{
			{1, 0, .9, .1},
			{0, 1, .3, .8},
			{.9, .3, 1, 0},
			{.1, .8, 0, 1},
		}, []int{0, 2, 1, 3}},
		{"nothing like anything stays as it came", [][]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, []int{0, 1, 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Order(len(c.alike), func(i, j int) float64 { return c.alike[i][j] })
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// Things on a line, in whatever order they come, stand as on the line when they are
// the more alike the nearer they are.
func TestOrderFindsALine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 30).Draw(t, "n")
		places := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)).Perm(n)
		got := Order(n, func(i, j int) float64 { return math.Pow(2, -math.Abs(float64(places[i]-places[j]))) })
		for at := 1; at < n; at++ {
			if step := places[got[at]] - places[got[at-1]]; step != 1 && step != -1 {
				t.Fatalf("%v of %v stand at %v", got, places, at)
			}
		}
		if got[0] > got[n-1] {
			t.Fatalf("%v begins with the greater end", got)
		}
	})
}

// The groups are those of average linkage done the slow way: each stands together.
func TestOrderKeepsGroupsTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 14).Draw(t, "n")
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 2))
		alike := make([]float64, n*n)
		for i := range n {
			for j := range i {
				s := random.Float64()
				alike[i*n+j], alike[j*n+i] = s, s
			}
		}
		got := Order(n, func(i, j int) float64 {
			if i >= j {
				t.Fatalf("asked of %d and %d", i, j)
			}
			return alike[i*n+j]
		})
		if sorted := slices.Sorted(slices.Values(got)); len(sorted) != n || sorted[0] != 0 || sorted[n-1] != n-1 || len(slices.Compact(sorted)) != n {
			t.Fatalf("%v is not %d things, each once", got, n)
		}
		for _, group := range slowly(n, alike) {
			var places []int
			for _, member := range group {
				places = append(places, slices.Index(got, member))
			}
			if slices.Max(places)-slices.Min(places) != len(group)-1 {
				t.Fatalf("%v are a group, and stand apart in %v", group, got)
			}
		}
	})
}

// Where much is equally alike, as codes are that never meet, it ends all the same.
func TestOrderOfEquals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "n")
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 3))
		among := []float64{0, 0, 0.1, 1.0 / 3, 0.7}
		got := Order(n, func(int, int) float64 { return among[random.IntN(len(among))] })
		if slices.Sort(got); len(got) != n || len(slices.Compact(got)) != n {
			t.Fatalf("%v is not %d things", got, n)
		}
	})
}

// slowly returns all groups that average linkage makes, from its definition.
func slowly(n int, alike []float64) [][]int {
	var groups, all [][]int
	for i := range n {
		groups = append(groups, []int{i})
	}
	for len(groups) > 1 {
		a, b, most := 0, 0, -1.0
		for i := range groups {
			for j := range i {
				sum := 0.0
				for _, x := range groups[i] {
					for _, y := range groups[j] {
						sum += alike[x*n+y]
					}
				}
				if mean := sum / float64(len(groups[i])*len(groups[j])); mean > most {
					a, b, most = i, j, mean
				}
			}
		}
		joined := slices.Concat(groups[a], groups[b])
		all = append(all, joined)
		groups = append(slices.Delete(groups, a, a+1), nil)
		groups[b], groups = joined, groups[:len(groups)-1]
	}
	return all
}

func BenchmarkOrder(b *testing.B) {
	const n = 1_000
	random := rand.New(rand.NewPCG(1, 1))
	alike := make([]float64, n*n)
	for i := range alike {
		alike[i] = max(0, random.Float64()-.9)
	}
	for b.Loop() {
		Order(n, func(i, j int) float64 { return alike[i*n+j] })
	}
}
