package linkage

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// matrix is how far, or how alike, two things are.
type matrix [][]float64

func (m matrix) at(i, j int) float64 { return m[i][j] }

func (m matrix) negative(i, j int) float64 { return -m[i][j] }

// triangle makes a matrix of what stands below its diagonal.
func triangle(rows ...[]float64) matrix {
	m := make(matrix, len(rows)+1)
	for i := range m {
		m[i] = make([]float64, len(m))
	}
	for i, row := range rows {
		for j, v := range row {
			m[i+1][j], m[j][i+1] = v, v
		}
	}
	return m
}

// Five sequences of ribosomal RNA, whose distances (Erdmann and Wolters 1986) are the
// usual example: a and b are joined at 17, e comes to them at 22, c and d are joined at
// 28, and all at (21 + 31 + 30 + 34 + 39 + 43) / 6 = 33.
func TestAverageOfFiveSequences(t *testing.T) {
	far := triangle([]float64{17}, []float64{21, 30}, []float64{31, 34, 28}, []float64{23, 21, 39, 43})
	got := Average(5, far.negative)
	slices.SortStableFunc(got, func(a, b Merge) int { return int(b.Alike - a.Alike) })
	want := []Merge{{0, 1, -17}, {0, 4, -22}, {2, 3, -28}, {0, 2, -33}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff([]int{0, 0, 1, 2, 0}, Cut(5, got, 3)); diff != "" {
		t.Errorf("three groups: -want +got\n%s", diff)
	}
}

// dissimilar is how unlike students of politics thought twelve countries to be
// (Kaufman and Rousseeuw, Finding groups in data, 1990, chapter 2, table 5).
func dissimilar() (names []string, far matrix) {
	return []string{"BEL", "BRA", "CHI", "CUB", "EGY", "FRA", "IND", "ISR", "USA", "USS", "YUG", "ZAI"}, triangle(
		[]float64{5.58},
		[]float64{7.00, 6.50},
		[]float64{7.08, 7.00, 3.83},
		[]float64{4.83, 5.08, 8.17, 5.83},
		[]float64{2.17, 5.75, 6.67, 6.92, 4.92},
		[]float64{6.42, 5.00, 5.58, 6.00, 4.67, 6.42},
		[]float64{3.42, 5.50, 6.42, 6.42, 5.00, 3.92, 6.17},
		[]float64{2.50, 4.92, 6.25, 7.33, 4.50, 2.25, 6.33, 2.75},
		[]float64{6.08, 6.67, 4.25, 2.67, 6.00, 6.17, 6.17, 6.92, 6.17},
		[]float64{5.25, 6.83, 4.50, 3.75, 5.75, 5.42, 6.08, 5.83, 6.67, 3.67},
		[]float64{4.75, 3.00, 6.08, 6.67, 5.00, 5.58, 4.83, 6.17, 5.67, 6.50, 6.92},
	)
}

// Rousseeuw (1987) prints the silhouettes of two and of three groups of countries,
// with means of .28 and .33.
func TestSilhouettesOfCountries(t *testing.T) {
	_, far := dissimilar()
	mean := func(widths []Width) float64 {
		sum := 0.
		for _, w := range widths {
			sum += w.Value
		}
		return round(sum / float64(len(widths)))
	}
	two := Silhouettes([]int{0, 0, 1, 1, 0, 0, 1, 0, 0, 1, 1, 0}, far.at)
	if got := mean(two); got != .28 {
		t.Errorf("the mean of two groups is %v", got)
	}
	if india := two[6]; round(india.Value) != -.04 || india.Next != 0 {
		t.Errorf("India has %+v in two groups", india)
	}
	three := Silhouettes([]int{0, 1, 2, 2, 0, 0, 1, 0, 0, 2, 2, 1}, far.at)
	if got := mean(three); got != .33 {
		t.Errorf("the mean of three groups is %v", got)
	}
	want := []float64{.42, .25, .31, .48, .02, .44, .17, .37, .47, .44, .31, .28}
	for i, w := range three {
		if round(w.Value) != want[i] {
			t.Errorf("of three groups country %d has %v, and %v is printed", i, w.Value, want[i])
		}
	}
}

func round(x float64) float64 { return math.Round(x*100) / 100 }

// One alone has no width, and things that are all in one place have none either.
func TestSilhouettesThatAreUndefined(t *testing.T) {
	far := triangle([]float64{0}, []float64{3, 3})
	got := Silhouettes([]int{0, 0, 1}, far.at)
	if diff := cmp.Diff([]Width{{1, 1}, {1, 1}, {0, 0}}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	got = Silhouettes([]int{0, 0, 0}, far.at)
	if diff := cmp.Diff([]Width{{0, -1}, {0, -1}, {0, -1}}, got); diff != "" {
		t.Errorf("one group: -want +got\n%s", diff)
	}
	nowhere := triangle([]float64{0}, []float64{0, 0})
	got = Silhouettes([]int{0, 0, 1}, nowhere.at)
	if diff := cmp.Diff([]Width{{0, 1}, {0, 1}, {0, 0}}, got); diff != "" {
		t.Errorf("all in one place: -want +got\n%s", diff)
	}
}

// drawn is n things, as alike as chance has it; with few values much is equally alike.
func drawn(t *rapid.T, n int, few bool) matrix {
	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 4))
	m := make(matrix, n)
	for i := range m {
		m[i] = make([]float64, n)
		for j := range i {
			v := random.Float64()
			if few {
				v = []float64{0, 0, .1, 1. / 3, .7}[random.IntN(5)]
			}
			m[i][j], m[j][i] = v, v
		}
	}
	return m
}

// mean is how alike two groups are, from the definition.
func (m matrix) mean(a, b []int) float64 {
	sum := 0.
	for _, i := range a {
		for _, j := range b {
			sum += m[i][j]
		}
	}
	return sum / float64(len(a)*len(b))
}

// slowly joins the two groups that are most alike, again and again, and returns the
// groups that there are when k are left.
func (m matrix) slowly(k int) [][]int {
	var groups [][]int
	for i := range m {
		groups = append(groups, []int{i})
	}
	for len(groups) > k {
		a, b, most := 0, 0, -1.
		for i := range groups {
			for j := range i {
				if alike := m.mean(groups[i], groups[j]); alike > most {
					a, b, most = j, i, alike
				}
			}
		}
		groups[a] = slices.Concat(groups[a], groups[b])
		groups = slices.Delete(groups, b, b+1)
	}
	for _, g := range groups {
		slices.Sort(g)
	}
	slices.SortFunc(groups, func(a, b []int) int { return a[0] - b[0] })
	return groups
}

func membersOf(groups []int) [][]int {
	out := make([][]int, slices.Max(groups)+1)
	for i, g := range groups {
		out[g] = append(out[g], i)
	}
	return out
}

func TestCutIsWhatJoiningSlowlyMakes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawn(t, rapid.IntRange(1, 14).Draw(t, "n"), false)
		k := rapid.IntRange(1, len(m)).Draw(t, "k")
		got := membersOf(Cut(len(m), Average(len(m), m.at), k))
		if diff := cmp.Diff(m.slowly(k), got); diff != "" {
			t.Fatalf("-want +got\n%s", diff)
		}
	})
}

// Whatever is equally alike: each merge is of two groups that are there, and as alike
// as its members are on average; parts are no less alike than the whole; and cuts are
// of the numbers of groups that were asked for.
func TestAverageOfEquals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawn(t, rapid.IntRange(1, 25).Draw(t, "n"), true)
		merges := Average(len(m), m.at)
		if len(merges) != len(m)-1 {
			t.Fatalf("%d merges of %d things", len(merges), len(m))
		}
		groups := map[int][]int{}
		made := map[int]float64{}
		for i := range m {
			groups[i], made[i] = []int{i}, math.Inf(1)
		}
		for _, one := range merges {
			a, b := groups[one.A], groups[one.B]
			if a == nil || b == nil || one.A >= one.B {
				t.Fatalf("%+v joins what is not there", one)
			}
			if mean := m.mean(a, b); math.Abs(mean-one.Alike) > 1e-9 {
				t.Fatalf("%v and %v are %v alike, and not %v", a, b, mean, one.Alike)
			}
			if one.Alike > min(made[one.A], made[one.B]) {
				t.Fatalf("%+v is more alike than its parts", one)
			}
			groups[one.A], groups[one.B], made[one.A] = slices.Concat(a, b), nil, one.Alike
		}
		for k := 1; k <= len(m); k++ {
			if got := Cut(len(m), merges, k); slices.Max(got) != k-1 {
				t.Fatalf("%d groups were asked for: %v", k, got)
			}
		}
	})
}

// The mean of each number of groups is that of the widths of all, whose definition is
// short.
func TestFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawn(t, rapid.IntRange(2, 16).Draw(t, "n"), rapid.Bool().Draw(t, "few"))
		n := len(m)
		distance := func(i, j int) float64 { return 1 - m[i][j] }
		merges := Average(n, m.at)
		fits := Fits(n, merges, distance, 1, n+3)
		if len(fits) != n-1 {
			t.Fatalf("%d fits of %d things", len(fits), n)
		}
		best := fits[0]
		for i, fit := range fits {
			groups := Cut(n, merges, i+2)
			sum := 0.
			for thing := range groups {
				want := m.width(thing, groups)
				got := Silhouettes(groups, distance)[thing]
				if math.Abs(got.Value-want) > 1e-9 || got.Value < -1 || got.Value > 1 || got.Next == groups[thing] {
					t.Fatalf("%d of %v has %+v, and not %v", thing, groups, got, want)
				}
				sum += want
			}
			if fit.K != i+2 || math.Abs(fit.Mean-sum/float64(n)) > 1e-9 {
				t.Fatalf("%+v, and the mean of %v is %v", fit, groups, sum/float64(n))
			}
			if fit.Mean > best.Mean {
				best = fit
			}
		}
		if got, ok := Best(fits); !ok || got != best {
			t.Fatalf("the best of %v is %v", fits, got)
		}
	})
}

// width is a silhouette width by its definition, of likeness m.
func (m matrix) width(i int, groups []int) float64 {
	mean := func(group int) (far float64, others int) {
		for j, g := range groups {
			if j != i && g == group {
				far += 1 - m[i][j]
				others++
			}
		}
		return far / float64(max(others, 1)), others
	}
	a, others := mean(groups[i])
	if others == 0 {
		return 0
	}
	b := math.Inf(1)
	for g := range slices.Max(groups) + 1 {
		if far, _ := mean(g); g != groups[i] {
			b = min(b, far)
		}
	}
	if max(a, b) == 0 {
		return 0
	}
	return (b - a) / max(a, b)
}

func TestFitsOfLittle(t *testing.T) {
	if fits := Fits(1, nil, nil, 2, 5); fits != nil {
		t.Errorf("one thing has fits %v", fits)
	}
	if _, ok := Best(nil); ok {
		t.Error("there is a best of nothing")
	}
}

func BenchmarkFits(b *testing.B) {
	const n = 1_000
	random := rand.New(rand.NewPCG(1, 1))
	m := make(matrix, n)
	for i := range m {
		m[i] = make([]float64, n)
	}
	for i := range m {
		for j := range i {
			v := max(0, random.Float64()-.9)
			m[i][j], m[j][i] = v, v
		}
	}
	for b.Loop() {
		Fits(n, Average(n, m.at), func(i, j int) float64 { return 1 - m[i][j] }, 2, n/2)
	}
}
