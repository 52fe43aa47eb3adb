package agreement

import (
	"errors"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawText makes up what coders marked in a text, a code a stretch.
func drawText(t *rapid.T, coders, categories int) Continuum {
	c := Continuum{Length: rapid.IntRange(20, 60).Draw(t, "length")}
	for coder := range coders {
		at := 0
		for at < c.Length {
			at += rapid.IntRange(0, 9).Draw(t, "gap")
			end := at + rapid.IntRange(1, 9).Draw(t, "length of segment")
			if end > c.Length {
				break
			}
			c.Segments = append(c.Segments, Segment{coder, rapid.IntRange(0, categories-1).Draw(t, "code"), at, end})
			at = end
		}
	}
	return c
}

// byCharacter computes the family from what stands on each character.
func byCharacter(coders, categories int, texts []Continuum) map[string]float64 {
	length := 0.
	l := make([][]float64, categories+1) // l_ck, a gap being 0
	starred := make([][]float64, categories+1)
	for k := range l {
		l[k], starred[k] = make([]float64, categories+1), make([]float64, categories+1)
	}
	q, qStarred := make([]float64, categories+1), make([]float64, categories+1)
	others := float64(coders - 1)
	for _, c := range texts {
		value := make([][]int, coders)
		for i := range value {
			value[i] = make([]int, c.Length)
		}
		for _, s := range c.Segments {
			for at := s.Start; at < s.End; at++ {
				value[s.Coder][at] = s.Category + 1
			}
		}
		length += float64(coders * c.Length)
		for at := range c.Length {
			for i := range coders {
				if value[i][at] == 0 {
					q[0]++
				}
				for j := range coders {
					if i == j {
						continue
					}
					l[value[i][at]][value[j][at]] += 1 / others
					if value[i][at] > 0 && value[j][at] > 0 {
						starred[value[i][at]][value[j][at]] += 1 / others
					}
				}
			}
		}
		for _, s := range c.Segments {
			q[s.Category+1] += float64((s.End - s.Start) * (s.End - s.Start))
			pairable := 0.
			for at := s.Start; at < s.End; at++ {
				for j := range coders {
					if j != s.Coder && value[j][at] > 0 {
						pairable += 1 / others
					}
				}
			}
			qStarred[s.Category+1] += pairable * pairable
		}
	}
	family := func(l [][]float64, q []float64) (off, expected, all float64) {
		sums, squares := make([]float64, len(l)), 0.
		for c := range l {
			for k := range l[c] {
				sums[c] += l[c][k]
				all += l[c][k]
			}
			squares += q[c]
		}
		for c := range l {
			for k := range l[c] {
				if c != k {
					off += l[c][k]
					expected += sums[c] * sums[k] / (all - squares/all)
				}
			}
		}
		return off, expected, all
	}
	out := map[string]float64{}
	off, expected, _ := family(l, q)
	out["u"] = 1 - off/expected
	gaps := 0.
	touch := 0.
	squares := 0.
	for k := range l {
		gaps += l[0][k]
		if k > 0 {
			touch += l[0][k]
		}
		squares += q[k]
	}
	out["bar"] = 1 - touch/(gaps*(length-gaps)/(length-squares/length))
	off, expected, all := family(starred, qStarred)
	out["cu"], out["coverage"] = 1-off/expected, all/length
	return out
}

func TestUAlphaByCharacter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		coders, categories := rapid.IntRange(2, 4).Draw(t, "coders"), rapid.IntRange(1, 3).Draw(t, "codes")
		var texts []Continuum
		for range rapid.IntRange(1, 3).Draw(t, "texts") {
			texts = append(texts, drawText(t, coders, categories))
		}
		s, err := NewSpans(coders, categories, texts)
		if err != nil {
			t.Fatal(err)
		}
		want := byCharacter(coders, categories, texts)
		for name, of := range map[string]Statistic{"u": s.U, "bar": s.BarU, "cu": s.CU, "coverage": s.CUCoverage} {
			got, err := of(nil)
			if err != nil {
				if w := want[name]; !math.IsNaN(w) && !math.IsInf(w, 0) {
					t.Fatalf("%s: %v, and by characters it is %v", name, err, w)
				}
				continue
			}
			if math.Abs(got-want[name]) > 1e-9 {
				t.Fatalf("%s is %v, and %v by characters", name, got, want[name])
			}
			weights := make(Weights, len(texts))
			for i := range weights {
				weights[i] = 2
			}
			doubled, err := NewSpans(coders, categories, append(texts, texts...))
			if err != nil {
				t.Fatal(err)
			}
			twice := map[string]Statistic{"u": doubled.U, "bar": doubled.BarU, "cu": doubled.CU, "coverage": doubled.CUCoverage}[name]
			a, aErr := of(weights)
			b, bErr := twice(nil)
			if !alike(a, aErr, b, bErr) {
				t.Fatalf("%s is %v with all weights 2, and %v of all texts twice", name, a, b)
			}
		}
	})
}

// F1 finds as many pairs as trying all ways of pairing does.
func TestF1ByTryingAll(t *testing.T) {
	t.Parallel()
	var most func(left, right []Segment, m Matching) int
	most = func(left, right []Segment, m Matching) int {
		if len(left) == 0 {
			return 0
		}
		best := most(left[1:], right, m)
		for j, b := range right {
			if m.meet(left[0], b) {
				rest := append(append([]Segment{}, right[:j]...), right[j+1:]...)
				best = max(best, 1+most(left[1:], rest, m))
			}
		}
		return best
	}
	segment := rapid.Custom(func(t *rapid.T) Segment {
		start := rapid.IntRange(0, 8).Draw(t, "start")
		return Segment{0, rapid.IntRange(0, 1).Draw(t, "code"), start, start + rapid.IntRange(1, 6).Draw(t, "length")}
	})
	rapid.Check(t, func(t *rapid.T) {
		left := rapid.SliceOfN(segment, 0, 6).Draw(t, "left")
		right := rapid.SliceOfN(segment, 0, 6).Draw(t, "right")
		for _, m := range []Matching{Exact, Overlapping, Unlabelled} {
			if got, want := matched(left, right, m), most(left, right, m); got != want {
				t.Fatalf("%d pairs, and %d can be made", got, want)
			}
		}
	})
}

func TestF1OfSeveral(t *testing.T) {
	t.Parallel()
	s, err := NewSpans(3, 2, []Continuum{{30, []Segment{
		{0, 0, 0, 10}, {0, 1, 0, 10}, {1, 0, 0, 6}, {1, 1, 20, 30}, {2, 1, 2, 12},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	// Of coders 1 and 2 one pair of four segments overlaps; of 1 and 3 one of three;
	// of 2 and 3 none of three.
	got, err := s.F1(Overlapping)(nil)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "f1-overlap", got, (2./4+2./3+0)/3, 1e-12)
	// Without labels coder 1 marked one stretch.
	if got, err = s.F1(Unlabelled)(nil); err != nil {
		t.Fatal(err)
	}
	near(t, "f1-unlabelled", got, (2./3+2./2+0)/3, 1e-12)
	if got, err = s.F1(Exact)(nil); got != 0 || err != nil {
		t.Errorf("f1-exact is %v, %v", got, err)
	}
}

func TestOverlappingCodes(t *testing.T) {
	t.Parallel()
	s, err := NewSpans(2, 2, []Continuum{{30, nil}, {30, []Segment{{0, 0, 0, 10}, {0, 1, 5, 15}, {1, 0, 0, 15}}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range []Statistic{s.U, s.CU, s.CUCoverage, s.KU(0), s.KUCoverage(0)} {
		if v, err := of(nil); !errors.Is(err, ErrOverlap) || !strings.Contains(err.Error(), "two of coder 1 at 5 of text 2") {
			t.Errorf("got %v, %v", v, err)
		}
	}
	if v, err := s.BarU(nil); v != 1 || err != nil {
		t.Errorf("|u-alpha is %v, %v", v, err)
	}
}

func TestSpansRefuse(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		segment Segment
		want    string
	}{
		{Segment{0, 0, 4, 4}, "text 1: the passage from 4 to 4 holds nothing"},
		{Segment{0, 0, -1, 4}, "text 1: the passage from -1 to 4 lies outside the text, which is 30 long"},
		{Segment{0, 0, 20, 31}, "text 1: the passage from 20 to 31 lies outside the text, which is 30 long"},
		{Segment{2, 0, 20, 30}, "text 1: the passage from 20 to 30 is of coder 3 and code 1, and there are 2 and 1"},
	} {
		if _, err := NewSpans(2, 1, []Continuum{{30, []Segment{tt.segment}}}); err == nil || err.Error() != tt.want {
			t.Errorf("got %v, want %s", err, tt.want)
		}
	}
	alone, err := NewSpans(1, 1, []Continuum{{30, []Segment{{0, 0, 1, 2}}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range []Statistic{alone.U, alone.BarU, alone.CU, alone.F1(Exact)} {
		if v, err := of(nil); !errors.Is(err, ErrOneCoder) {
			t.Errorf("got %v, %v", v, err)
		}
	}
}

// The two ways to the expected disagreement of sets are one.
func TestAlphaOfSetsEitherWay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		set := rapid.Custom(func(t *rapid.T) []int {
			var out []int
			for c := range 3 {
				if rapid.Bool().Draw(t, "there") {
					out = append(out, c)
				}
			}
			return out
		})
		var rows []SetRow
		for i := range rapid.IntRange(1, 20).Draw(t, "units") {
			rows = append(rows, SetRow{Sets: [][]int{set.Draw(t, "a"), set.Draw(t, "b"), set.Draw(t, "c")}, Group: i % 3, N: 1 + i%2})
		}
		few, many := NewSets(3, rows), NewSets(3, rows)
		many.units = append(many.units, make([][]setUnits, 20)...) // empty groups, so that sets are fewer
		for _, w := range []Weights{nil, {2, 0, 1}} {
			a, aErr := few.Alpha(MASI)(w)
			full := w
			if w != nil {
				full = append(append(Weights{}, w...), make(Weights, 20)...)
			}
			b, bErr := many.Alpha(MASI)(full)
			if !alike(a, aErr, b, bErr) {
				t.Fatalf("%v (%v) and %v (%v)", a, aErr, b, bErr)
			}
		}
	})
}

// The reference study: 39 interviews, four analysts, 100 codes, 8,000 codings.
func BenchmarkSpans(b *testing.B) {
	random := seeded()
	texts := make([]Continuum, 39)
	for i := range texts {
		texts[i].Length = 60_000
		for coder := range 4 {
			for at := range 50 {
				start := at*1200 + random.IntN(600)
				texts[i].Segments = append(texts[i].Segments, Segment{coder, random.IntN(100), start, start + random.IntN(500) + 1})
			}
		}
	}
	for b.Loop() {
		s, err := NewSpans(4, 100, texts)
		if err != nil {
			b.Fatal(err)
		}
		d := Resample(39, 1000, seeded())
		for _, of := range []Statistic{s.U, s.BarU, s.CU, s.CUCoverage, s.F1(Exact), s.F1(Overlapping), s.F1(Unlabelled)} {
			d.Take(of).Estimate()
		}
	}
}

// Of more sets than can be compared there is no figure, and a reason.
func TestTooManySets(t *testing.T) {
	t.Parallel()
	var rows []SetRow
	for i := range 21_000 {
		rows = append(rows, SetRow{Sets: [][]int{{i, i + 1, i + 2}, {i}}, Group: i % 5, N: 1})
	}
	if v, err := NewSets(2, rows).Alpha(Jaccard)(nil); err == nil || !strings.Contains(err.Error(), "too many to compare") {
		t.Errorf("alpha is %v, %v", v, err)
	}
	few := NewSets(2, rows[:1100]) // distances are not kept
	small := NewSets(2, append([]SetRow{}, rows[:1100]...))
	a, aErr := few.Alpha(Jaccard)(Weights{1, 2, 0, 1, 1})
	small.units = append(small.units, make([][]setUnits, 5000)...)
	b, bErr := small.Alpha(Jaccard)(append(Weights{1, 2, 0, 1, 1}, make(Weights, 5000)...))
	if !alike(a, aErr, b, bErr) || aErr != nil {
		t.Errorf("%v (%v) and %v (%v)", a, aErr, b, bErr)
	}
}
