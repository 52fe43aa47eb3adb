package lexis

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.Abs(got-want) > within {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// The example by which Gries (2008) explains and compares measures: a corpus of 50
// words in five parts, in which "a" stands 1, 2, 3, 4 and 5 times.
func TestGries2008(t *testing.T) {
	t.Parallel()
	s, ok := SpreadOf([]Part{{9, 1}, {10, 2}, {10, 3}, {10, 4}, {11, 5}})
	if !ok {
		t.Fatal("it is undefined")
	}
	near(t, "DP", s.DP, 0.18, 0.0005)
	near(t, "Juilland's D", s.D, 0.785, 0.0005)
	near(t, "DP normalised", s.Norm, 0.18/(1-0.18), 0.0005)
}

// The example of Lijffijt and Gries (2012): three equal parts, one with two thirds of
// the occurrences, one with a third; normalised, DP is a half.
func TestLijffijtGries2012(t *testing.T) {
	t.Parallel()
	s, ok := SpreadOf([]Part{{100, 2}, {100, 1}, {100, 0}})
	if !ok {
		t.Fatal("it is undefined")
	}
	near(t, "DP", s.DP, 1.0/3, 1e-12)
	near(t, "DP normalised", s.Norm, 0.5, 1e-12)
}

func TestSpreadIsUndefined(t *testing.T) {
	t.Parallel()
	for _, parts := range [][]Part{nil, {{10, 2}}, {{10, 2}, {0, 0}}, {{10, 0}, {10, 0}}} {
		if s, ok := SpreadOf(parts); ok {
			t.Errorf("%v has a spread: %+v", parts, s)
		}
	}
}

// Whatever the parts, DP is what its definition says, normalised it stays between 0 and
// 1, 1 is all in the smallest part and 0 as the words are, and D is at most 1.
func TestSpreadBounds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var parts []Part
		words, times := 0, 0
		for range rapid.IntRange(2, 8).Draw(t, "parts") {
			p := Part{Words: rapid.IntRange(1, 50).Draw(t, "words")}
			p.Times = rapid.IntRange(0, p.Words).Draw(t, "times")
			words, times = words+p.Words, times+p.Times
			parts = append(parts, p)
		}
		s, ok := SpreadOf(parts)
		if ok != (times > 0) {
			t.Fatalf("%v: defined %v", parts, ok)
		}
		if !ok {
			return
		}
		want := 0.0
		for _, p := range parts {
			want += math.Abs(float64(p.Words)/float64(words)-float64(p.Times)/float64(times)) / 2
		}
		if math.Abs(s.DP-want) > 1e-9 || s.Norm < 0 || s.Norm > 1+1e-9 || s.D > 1+1e-9 || s.D < -1e-9 {
			t.Fatalf("%v: %+v, and DP by its definition is %v", parts, s, want)
		}
		even, _ := SpreadOf([]Part{{parts[0].Words, parts[0].Words}, {parts[1].Words, parts[1].Words}})
		if math.Abs(even.DP) > 1e-9 || math.Abs(even.D-1) > 1e-6 {
			t.Fatalf("evenly spread: %+v", even)
		}
		if parts[0].Words <= parts[1].Words {
			one, _ := SpreadOf([]Part{{parts[0].Words, 1}, {parts[1].Words, 0}})
			if math.Abs(one.Norm-1) > 1e-9 {
				t.Fatalf("all in the smallest part: %+v", one)
			}
		}
	})
}

// The example of the significance test page of Lancaster's corpus tools: 52 in 50,000
// words against 57 in 75,000.
func TestLancaster(t *testing.T) {
	t.Parallel()
	k, ok := Compare(52, 50_000, 57, 75_000)
	if !ok {
		t.Fatal("it is undefined")
	}
	near(t, "G2", k.G2, 2.65, 0.005)
	k, _ = Compare(57, 75_000, 52, 50_000)
	near(t, "G2 the other way round", k.G2, -2.65, 0.005)
}

func TestCompare(t *testing.T) {
	t.Parallel()
	// E1 = 100·40/300, E2 = 200·40/300; 2 (30 ln 2.25 + 10 ln 0.375).
	k, _ := Compare(30, 100, 10, 200)
	near(t, "G2", k.G2, 2*(30*math.Log(2.25)+10*math.Log(0.375)), 1e-12)
	near(t, "log ratio", k.LogRatio, math.Log2(6), 1e-12)
	// Hardie: 0 counts as a half.
	k, _ = Compare(8, 1000, 0, 2000)
	near(t, "G2", k.G2, 2*8*math.Log(3), 1e-12)
	near(t, "log ratio of what one never says", k.LogRatio, math.Log2(8.0/1000*2000/0.5), 1e-12)
	for _, c := range [][4]int{{1, 0, 1, 10}, {1, 10, 0, 0}, {0, 10, 0, 10}} {
		if k, ok := Compare(c[0], c[1], c[2], c[3]); ok {
			t.Errorf("%v compares: %+v", c, k)
		}
	}
}

// The critical values that every paper on key words prints.
func TestCritical(t *testing.T) {
	t.Parallel()
	for p, want := range map[float64]float64{0.05: 3.84, 0.01: 6.63, 0.001: 10.83, 0.0001: 15.13} {
		near(t, "the critical value", Critical(p), want, 0.01)
	}
	k, _ := Compare(30, 100, 10, 200)
	near(t, "p of a critical value", Critical(k.P), k.G2, 1e-6)
}

func TestCompareIsSymmetric(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, d := rapid.IntRange(1, 1_000_000).Draw(t, "c"), rapid.IntRange(1, 1_000_000).Draw(t, "d")
		a, b := rapid.IntRange(0, c).Draw(t, "a"), rapid.IntRange(0, d).Draw(t, "b")
		x, ok := Compare(a, c, b, d)
		y, _ := Compare(b, d, a, c)
		if ok != (a+b > 0) {
			t.Fatalf("defined: %v", ok)
		}
		if !ok {
			return
		}
		if math.Abs(x.G2+y.G2) > 1e-6*(1+math.Abs(x.G2)) && x.G2*y.G2 != 0 || math.Abs(x.LogRatio+y.LogRatio) > 1e-9 || x.P < 0 || x.P > 1 {
			t.Fatalf("%+v and %+v", x, y)
		}
		if x.G2*(float64(a)/float64(c)-float64(b)/float64(d)) < -1e-9 {
			t.Fatalf("%d of %d against %d of %d: %+v has the wrong sign", a, c, b, d, x)
		}
	})
}
