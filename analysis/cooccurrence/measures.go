package cooccurrence

import "math"

// C returns the c-coefficient of a pair, n12/(n1 + n2 - n12): n12 is how often
// passages of the two meet, n1 and n2 how many codings each has (Contreras,
// Examining the context in qualitative analysis: the role of the co-occurrence tool
// in ATLAS.ti, 2011; the manual of ATLAS.ti 22 for Windows, Code Co-occurrence
// Coefficient). It goes from 0, never, to 1, always. It supposes that passages of a
// code are apart; where one of a code meets several of the other, n12 may outgrow
// that. Then it is undefined, and C reports false.
func (b Body) C(p Pair) (float64, bool) {
	either := b.Codes[p.A].Codings + b.Codes[p.B].Codings - p.Count
	if p.Count > either {
		return 0, false
	}
	return float64(p.Count) / float64(either), true
}

// Jaccard returns the share of the units that either code of a pair is put on which
// both are put on, from 0 to 1 (Jaccard, The distribution of the flora in the alpine
// zone, New Phytologist 11, 1912, 37-50). Units are the characters, sentences,
// paragraphs or turns that passages meet in. It reports false when there is none, as
// by Distance.
func (b Body) Jaccard(p Pair) (float64, bool) {
	either := b.Codes[p.A].Units + b.Codes[p.B].Units - p.Units
	if either == 0 {
		return 0, false
	}
	return float64(p.Units) / float64(either), true
}

// Given returns two conditional shares of a pair, each from 0 to 1: of the codings of
// A, those that meet one of B, and of the codings of B, those that meet one of A.
func (b Body) Given(p Pair) (ofA, ofB float64) {
	return float64(p.AMet) / float64(b.Codes[p.A].Codings), float64(p.BMet) / float64(b.Codes[p.B].Codings)
}

// Alike returns how far two codes go together, for putting them in order: of the
// codings of both, those that meet one of the other. Unlike the other measures it is
// defined for every pair.
func (b Body) Alike(p Pair) float64 {
	return float64(p.AMet+p.BMet) / float64(b.Codes[p.A].Codings+b.Codes[p.B].Codings)
}

// Cosine returns the share of their units that two codes have in common: the units that
// both are put on, to the geometric mean of those that each is (Ochiai, Zoogeographical
// studies on the soleoid fishes found in Japan and its neighbouring regions, Bulletin of
// the Japanese Society of Scientific Fisheries 22, 1957, 526-530), which is the cosine of
// the two as sets. It goes from 0 to 1, and where one code is put on far less than the
// other, falls less than the Jaccard does. It reports false where there is no unit.
func (b Body) Cosine(p Pair) (float64, bool) {
	of := b.Codes[p.A].Units * b.Codes[p.B].Units
	if of == 0 {
		return 0, false
	}
	return float64(p.Units) / math.Sqrt(float64(of)), true
}
