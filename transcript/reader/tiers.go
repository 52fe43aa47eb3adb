package reader

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"

	"grounded/codebook/nearest"
	"grounded/transcript"
)

// tier is a row of annotations along a recording, as ELAN and Praat have them:
// what one person says, or something about what is said elsewhere.
type tier struct {
	name      string
	speaker   string
	parent    string // the tier that it annotates, where the file says so
	intervals []interval
	letters   int    // of all texts
	words     uint64 // a hash of all texts, word by word and without capitals
}

// interval is an annotation. Its times are Untimed where the file has none.
type interval struct {
	start, end transcript.Moment
	text       string
}

// readTiers makes turns of the tiers that hold speech: their annotations in the
// order in which they begin, those that begin together in the order of the tiers,
// joined as captions are.
func readTiers(ctx context.Context, s *source, tiers []tier) ([]transcript.Said, error) {
	for i := range tiers {
		tiers[i].intervals = slices.DeleteFunc(tiers[i].intervals, func(a interval) bool { return a.text == "" })
		tiers[i].measure()
	}
	chosen, err := speech(s, tiers)
	if err != nil {
		return nil, err
	}
	warnShared(s, chosen)
	type placed struct {
		piece
		at transcript.Moment
	}
	var all []placed
	for _, t := range chosen {
		at := transcript.Untimed
		for _, a := range t.intervals {
			// One without a time stays behind the one before it.
			if a.start >= 0 {
				at = a.start
			}
			all = append(all, placed{piece{a.start, part{t.speaker, a.text}}, at})
		}
	}
	slices.SortStableFunc(all, func(a, b placed) int { return cmp.Compare(a.at, b.at) })
	pieces := make([]piece, len(all))
	for i, p := range all {
		pieces[i] = p.piece
	}
	return joinPieces(ctx, s, pieces)
}

// speech returns the tiers that Options.Tiers names, or else those that hold
// speech: they annotate no other tier and do not say again what another says. The
// others are named in a warning.
func speech(s *source, tiers []tier) ([]tier, error) {
	if len(s.options.Tiers) > 0 {
		return namedTiers(s, tiers)
	}
	var roots, chosen []tier
	var left []string
	for _, t := range tiers {
		switch {
		case len(t.intervals) == 0:
		case t.parent == "" && t.letters > 0:
			roots = append(roots, t)
		default:
			left = append(left, t.name)
		}
	}
	for i, t := range roots {
		if isSubdivision(roots, i) {
			left = append(left, t.name)
			continue
		}
		chosen = append(chosen, t)
	}
	switch {
	case len(left) == 0:
	case len(chosen) == 0:
		return nil, fmt.Errorf("%s: no tier holds speech of its own; say which to read with --tier; there are %s", s.name, quoted(left))
	default:
		s.warn("tiers-left-out", 0, "left out tiers without speech of their own: "+quoted(left),
			fmt.Sprintf("to read another tier instead, import the file with: --tier %q", left[0]))
	}
	return chosen, nil
}

// namedTiers returns the tiers that Options.Tiers names.
func namedTiers(s *source, tiers []tier) ([]tier, error) {
	chosen := make([]bool, len(tiers))
	var names []string
	for _, t := range tiers {
		names = append(names, t.name)
	}
	for _, wanted := range s.options.Tiers {
		found := false
		for i, name := range names {
			ok, err := path.Match(strings.ToLower(wanted), strings.ToLower(name))
			if ok && err == nil || strings.EqualFold(wanted, name) {
				chosen[i], found = true, true
			}
		}
		if !found {
			near := nearest.Nearest(wanted, names, 3)
			if len(near) == 0 {
				near = names
			}
			return nil, fmt.Errorf("%s: has no tier %q; there are %s", s.name, wanted, quoted(near))
		}
	}
	var out []tier
	for i, t := range tiers {
		if chosen[i] {
			out = append(out, t)
		}
	}
	return out, nil
}

// warnShared names tiers whose words go to one speaker.
func warnShared(s *source, tiers []tier) {
	of := map[string][]string{}
	for _, t := range tiers {
		of[t.speaker] = append(of[t.speaker], t.name)
	}
	for _, speaker := range slices.Sorted(maps.Keys(of)) {
		if names := of[speaker]; len(names) > 1 {
			s.warn("tiers-of-one", 0, fmt.Sprintf("%q speaks in several tiers, which were all read: %s", speaker, quoted(names)),
				fmt.Sprintf("if only one holds speech, import the file with: --tier %q", names[0]))
		}
	}
}

// isSubdivision reports whether tier i subdivides what another tier holds, as ELAN
// calls it: the words of its sentences, the sounds of its words, a translation of
// each.
func isSubdivision(tiers []tier, i int) bool {
	const most = 100 // an interview has a few tiers a speaker
	if len(tiers) > most {
		return false
	}
	t := tiers[i]
	return slices.ContainsFunc(tiers[:i], func(coarse tier) bool { return len(coarse.intervals) <= len(t.intervals) && t.subdivides(coarse) }) ||
		slices.ContainsFunc(tiers[i+1:], func(coarse tier) bool { return len(coarse.intervals) < len(t.intervals) && t.subdivides(coarse) })
}

// subdivides reports whether the annotations of a tier lie in those of another, each of
// which they fill: from its start to its end and with at most four letters for
// each of its letters, or with its very words. Two people who talk at once do not
// begin and end together throughout.
func (t tier) subdivides(coarse tier) bool {
	n := 0
	exact := true
	for _, c := range coarse.intervals {
		first := n
		for n < len(t.intervals) && t.intervals[n].start >= max(c.start, 0) && t.intervals[n].end <= c.end {
			n++
		}
		if n == first {
			return false
		}
		exact = exact && t.intervals[first].start == c.start && t.intervals[n-1].end == c.end
	}
	if n < len(t.intervals) {
		return false
	}
	return exact && t.letters <= 4*coarse.letters || t.words == coarse.words
}

// measure counts the letters of a tier and hashes its words.
func (t *tier) measure() {
	h := fnv.New64a()
	for _, a := range t.intervals {
		for _, r := range a.text {
			if unicode.IsLetter(r) {
				t.letters++
			}
		}
		for w := range transcript.Words(a.text) {
			io.WriteString(h, strings.ToLower(a.text[w.Start:w.End])+"\n")
		}
	}
	t.words = h.Sum64()
}
