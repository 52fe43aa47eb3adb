// Package unit cuts what coders coded into units that can be compared: on each
// turn, say, whether each coder put each code. It decides what is compared,
// which transcripts, which units and which codings; coefficients of the result
// are the work of package agreement.
package unit

import (
	"fmt"
	"slices"
	"strings"

	"grounded/codebook"
	"grounded/codebook/nearest"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Kind says what a unit is.
type Kind string

// A unit is a turn, a paragraph, or a whole transcript.
const (
	Turn       Kind = "turn"
	Paragraph  Kind = "paragraph"
	Transcript Kind = "transcript"
)

// ParseKind returns the kind of unit that text names.
func ParseKind(text string) (Kind, error) {
	return parse("unit", text, []Kind{Turn, Paragraph, Transcript})
}

// Overlap says how much of a unit a code must be put on to count for it.
type Overlap string

// A code counts for a unit when it is put on any of its words, on half of them
// at least, or on all. A word that a passage cuts through is one that it is put
// on.
const (
	Any  Overlap = "any"
	Half Overlap = "half"
	Full Overlap = "full"
)

// ParseOverlap returns the overlap that text names.
func ParseOverlap(text string) (Overlap, error) {
	return parse("overlap", text, []Overlap{Any, Half, Full})
}

func parse[T ~string](noun, text string, all []T) (T, error) {
	if slices.Contains(all, T(text)) {
		return T(text), nil
	}
	names := make([]string, len(all))
	for i, one := range all {
		names[i] = string(one)
	}
	if near := nearest.Meant(text, names); near != "" {
		return "", fmt.Errorf("no %s %q; %s", noun, text, near)
	}
	return "", fmt.Errorf("no %s %q; there is %s", noun, text, strings.Join(names, ", "))
}

// met reports whether a code on so many of a unit's words counts for it.
func (o Overlap) met(covered, words int) bool {
	switch o {
	case Half:
		return covered > 0 && 2*covered >= words
	case Full:
		return covered > 0 && covered == words
	}
	return covered > 0
}

// Input is what is to be compared.
type Input struct {
	Picked     coding.Picked // coders, transcripts, and the codings that count
	Categories []Category
	// Means says which turns are looked at; nil means all. Units are cut from
	// these turns, and codings count for what they cover of them.
	Means func(t *transcript.Transcript, turn int) bool
}

// Category is codes that count as one, for each coder. A code may be in several
// categories; one that is in none counts for nothing.
type Category struct {
	Name  string
	Codes map[coding.Analyst][]codebook.ID
}

// Unit is one unit.
type Unit struct {
	Transcript *transcript.Transcript
	Span       transcript.Span // from its first word to its last; what it skips does not belong to it
}

// LeftOut is a transcript that is not compared.
type LeftOut struct {
	Transcript transcript.ID
	Unfinished []coding.Analyst // who have not finished it
}

// Outside is what one coder coded with codes that are in no category.
type Outside struct {
	Analyst coding.Analyst
	Codings int           // the same code on the same passage twice is one
	Codes   []codebook.ID // sorted
}

// Table says of each unit which coders put which categories on it.
type Table struct {
	Kind        Kind
	Overlap     Overlap
	Coders      []coding.Analyst
	Categories  []string
	Transcripts []*transcript.Transcript // that every coder has finished
	LeftOut     []LeftOut                // the others
	Outside     []Outside                // coder by coder
	Unconfirmed int                      // codings that a search made and nobody confirmed, which do not count
	Uncoded     int                      // units on which no coder put any code, in a category or not
	Short       int                      // units of three words or fewer, left out because no coder put any code on them

	units []Unit
	marks [][]runs // by coder and category
}

// runs is the units that a coder put a category on, as ranges of their numbers,
// in order and apart.
type runs []transcript.Range

func (r *runs) add(unit int) {
	if n := len(*r); n > 0 && (*r)[n-1].End == unit {
		(*r)[n-1].End++
		return
	}
	*r = append(*r, transcript.Range{First: unit, End: unit + 1})
}

// Len returns the number of units.
func (t Table) Len() int { return len(t.units) }

// Unit returns a unit by its number, from 0 to Len. Units are in the order of
// transcripts and of place.
func (t Table) Unit(i int) Unit { return t.units[i] }

// Ratings returns for each unit whether a coder put a category on it. Coders
// and categories are named by their place in the table.
func (t Table) Ratings(coder, category int) []bool {
	out := make([]bool, len(t.units))
	for _, r := range t.marks[coder][category] {
		for i := r.First; i < r.End; i++ {
			out[i] = true
		}
	}
	return out
}

// Marked returns how many units a coder put a category on.
func (t Table) Marked(coder, category int) int {
	n := 0
	for _, r := range t.marks[coder][category] {
		n += r.End - r.First
	}
	return n
}

// Clusters returns for each unit the transcript that it comes from: units of
// one transcript are not independent of each other.
func (t Table) Clusters() []transcript.ID {
	out := make([]transcript.ID, len(t.units))
	for i, u := range t.units {
		out[i] = u.Transcript.ID
	}
	return out
}
