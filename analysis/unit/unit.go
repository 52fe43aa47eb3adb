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

// A unit is a character or a word of what was said, a sentence, a paragraph, a
// turn, all that one participant said, or a whole transcript.
const (
	Character   Kind = "character"
	Word        Kind = "word"
	Sentence    Kind = "sentence"
	Paragraph   Kind = "paragraph"
	Turn        Kind = "turn"
	Participant Kind = "participant"
	Transcript  Kind = "transcript"
)

// Kinds returns all kinds, the smallest first.
func Kinds() []Kind {
	return []Kind{Character, Word, Sentence, Paragraph, Turn, Participant, Transcript}
}

// ParseKind returns the kind of unit that text names.
func ParseKind(text string) (Kind, error) { return parse("unit", text, Kinds()) }

// small reports whether units are parts of a passage rather than places that a
// passage reaches: overlap means nothing there, and they are kept as ranges.
func (k Kind) small() bool { return k == Character || k == Word }

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
	// OnlyCoded leaves out units on which no coder put any code.
	OnlyCoded bool
}

// Category is codes that count as one, for each coder. A code may be in several
// categories; one that is in none counts for nothing.
type Category struct {
	Name  string
	Codes map[coding.Analyst][]codebook.ID
}

// Unit is one unit.
type Unit struct {
	Transcript *transcript.Transcript // nil when it is a participant
	Span       transcript.Span        // from its first word to its last; what it skips does not belong to it
	Voice      coding.Voice           // who the participant is
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
	Uncoded     int                      // units on which no coder put any code, in a category or not, whether or not they are left out
	Short       int                      // units of three words or fewer, left out because no coder put any code on them
	OnlyCoded   bool                     // units on which no coder put any code are left out

	n     int      // units
	units []Unit   // nil for characters and words
	marks [][]runs // by coder and category
	any   []runs   // by coder: units with any code that was picked, in a category or not
	parts []part   // by transcript compared
}

// part is what came of one transcript.
type part struct {
	first int   // its first unit
	turns []int // of characters and words, where turns begin
	held  bool  // it holds a unit, or words of one
}

// runs is the units that a coder put a category on, as ranges of their numbers,
// in order and apart.
type runs []transcript.Range

// addRange adds units from a number on that is not below that of any range before.
func (r *runs) addRange(first, end int) {
	if first >= end {
		return
	}
	if n := len(*r); n > 0 && first <= (*r)[n-1].End {
		(*r)[n-1].End = max((*r)[n-1].End, end)
		return
	}
	*r = append(*r, transcript.Range{First: first, End: end})
}

func (r runs) size() int {
	n := 0
	for _, one := range r {
		n += one.End - one.First
	}
	return n
}

// Held returns how many of the transcripts that were compared hold a unit.
func (t Table) Held() int {
	n := 0
	for _, p := range t.parts {
		if p.held {
			n++
		}
	}
	return n
}

// Len returns the number of units.
func (t Table) Len() int { return t.n }

// Unit returns a unit by its number, from 0 to Len, that is neither a character nor
// a word. Units are in the order of transcripts and of place, participants of who
// spoke first.
func (t Table) Unit(i int) Unit { return t.units[i] }

// Ratings returns for each unit whether a coder put a category on it. Coders
// and categories are named by their place in the table.
func (t Table) Ratings(coder, category int) []bool {
	out := make([]bool, t.n)
	for _, r := range t.marks[coder][category] {
		for i := r.First; i < r.End; i++ {
			out[i] = true
		}
	}
	return out
}

// Marked returns how many units a coder put a category on.
func (t Table) Marked(coder, category int) int { return t.marks[coder][category].size() }
