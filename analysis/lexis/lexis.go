// Package lexis counts the words of transcripts: how often each is said and by how many,
// how evenly it is spread, which words one group says more than another, sequences of
// words, and every place where a word stands. It counts; what is selected is the work of
// package coding, and how a table is shown that of package tabulate.
//
// Words are those of transcript.Words, compared in lower case, with straight apostrophes
// and without the articles that French and Italian elide before them. Labels and times
// were not said and are not counted; neither are words that were taken back.
package lexis

import (
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Longest is how many words a sequence may have.
const Longest = 5

// Side is words that were selected.
type Side struct {
	Picked coding.Picked
	Coded  bool // only the words that the picked codings stand on, whole where one cuts through; unconfirmed ones select none
}

// Corpus is what is counted.
type Corpus struct {
	// Sides are groups whose words are compared. A word of several is of the first.
	Sides []Side

	// Turns parts the words of a single side into groups by turn: of each transcript, the
	// group of every turn, below Groups, or -1 to count its words nowhere. Nil does not.
	Turns  map[transcript.ID][]int
	Groups int

	// Passages are groups of words of a single side that is not Coded, and may share some:
	// of each group, the passages of each transcript, in order and apart. Nil is none.
	Passages []map[transcript.ID][]transcript.Span

	Language string          // of transcripts that do not say theirs
	Quoting  *coding.Quoting // says whose words may be quoted outside the study; nil allows all
}

// Unit is what dispersion goes by.
type Unit string

// The parts over which words are spread: transcripts, or speakers across transcripts.
const (
	ByTranscript Unit = "transcript"
	BySpeaker    Unit = "speaker"
)

// Units are all of them.
func Units() []Unit { return []Unit{ByTranscript, BySpeaker} }

// Options say how words are counted.
type Options struct {
	N     int       // words in a sequence, up to Longest; 0 is 1
	Stem  bool      // counts the forms of a word as one, in languages that have a stemmer
	Parts Unit      // what dispersion goes by; "" is ByTranscript
	Leave *Stoplist // leaves words out, and sequences that begin or end with one; nil none
	Min   int       // leaves out what is said fewer times, in all
	Only  []Phrase  // counts what fits one of these, all of N words, whatever Leave holds; nil counts all
}

// Counts is what was counted.
type Counts struct {
	N, Parts int    // words in a sequence; parts that dispersion goes by
	Words    []Word // by text
	All      Total
	Groups   []Total // of Sides, or of the groups that Turns or Passages name
	Roles    []OfRole
	Left     int    // words, or sequences, that the stop list left out
	Rare     int    // different words, or sequences, that are said fewer than Min times
	Met      []bool // of each phrase of Only, whether it is said
}

// Total is the size of what was counted, stop words included.
type Total struct {
	Words, Transcripts, Speakers int
	People                       int // speakers but for those who ask
}

// OfRole is how many words speakers of one role said, "" being none.
type OfRole struct {
	Role  transcript.Role
	Words int
}

// Word is a word, or a sequence of words, that was counted.
type Word struct {
	Text  string // its commonest form, where forms are counted as one
	Stem  string // what they have in common; "" where forms are not counted as one
	Forms []Form // commonest first; nil where forms are not counted as one, and of sequences
	Tally
	Spread  *Spread // over the parts of all that was counted; nil when undefined
	Groups  []Tally // of the groups that say it, in order
	Private bool    // it is said only where nothing may be quoted outside the study
}

// Form is how often a form of a word is said.
type Form struct {
	Text  string
	Times int
}

// Tally is how often something is said, in how many transcripts and by how many.
type Tally struct {
	Group, Times, Transcripts, Speakers int
	People                              int // speakers but for those who ask
}

// In returns the tally of a group.
func (w Word) In(group int) Tally {
	for _, t := range w.Groups {
		if t.Group == group {
			return t
		}
	}
	return Tally{Group: group}
}
