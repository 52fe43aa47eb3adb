// Package saturation counts which codes are new from one transcript or participant to the
// next, in the order in which an analyst coded them and over all orders, and how much new
// information that is of what was known. It counts codes and says nothing of whether they
// are understood. How the counts are shown is the work of package tabulate.
package saturation

import (
	"time"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// By says what codes are counted by.
type By string

// A unit is a transcript, or a participant across transcripts: a speaker who is a case,
// or whose role is participant.
const (
	ByTranscript  By = "transcript"
	ByParticipant By = "participant"
)

// Bys are all of them.
func Bys() []By { return []By{ByTranscript, ByParticipant} }

// Order says in which order units stand.
type Order string

// Units stand in the order in which the analyst began to code them, by the date of the
// transcripts, or by name.
const (
	AsCoded Order = "coding"
	ByDate  Order = "date"
	ByName  Order = "name"
)

// Orders are all of them.
func Orders() []Order { return []Order{AsCoded, ByDate, ByName} }

// Codes says which code a coding counts for where codes were replaced, merged or split.
type Codes string

// Codes as they are now, a retired one as the single code that it became; or as they were
// when the passage was coded.
const (
	AsNow  Codes = "now"
	AsThen Codes = "then"
)

// CodesOf are both of them.
func CodesOf() []Codes { return []Codes{AsNow, AsThen} }

// Options say what is counted.
type Options struct {
	By         By
	Order      Order
	Codes      Codes
	Means      func(*coding.Coder, codebook.Code) bool // codes that are asked about; nil means all
	AnyKind    bool                                    // both kinds together; otherwise descriptive codes alone where there are both
	Unfinished bool                                    // takes in transcripts that were begun and are not finished
	Joined     bool                                    // counts over the codings of all coders at once, who share one codebook

	Base, Run int // units of the base, and of a run behind it
	Draws     int // random orders
	Seed      uint64
}

// Unit is a transcript or a participant with what it brings.
type Unit struct {
	ID         string // of the transcript or case; "interview-03:P07" of a speaker who is none
	Begun      time.Time
	Codes, All int           // codes in its first reading; in those of all units so far
	New        []codebook.ID // codes that are in the first reading of no unit before it, sorted
	Later      []codebook.ID // codes that were put on it in a later reading alone, sorted
	Unread     []codebook.ID // those of Later that no first reading has, and no unit before it
	Step
}

// Body is units that were counted together.
type Body struct {
	Coders      []*coding.Coder
	Units       []Unit
	Information Information

	Unfinished []transcript.ID // begun, not finished, and left out
	Half       []transcript.ID // finished by one coder, begun by another whose codings are left out
	NotBegun   int             // transcripts
	Partly     []string        // participants who speak in transcripts that are left out as well
	Silent     bool            // nobody who speaks in transcripts that count is known to be a participant
	Nobodys    int             // codings on words of no participant, by participant
	Later      int             // codings of later readings
	Renamed    int             // codings that count for another code than they have
	Tied       []string        // units that began with the one before them, to the second, or have its date
	Undated    int             // transcripts without a date, by date
	Untold     bool            // codings are taken for later ones by when other transcripts were begun
}

// Codes returns how many codes there are in all first readings.
func (b Body) Codes() int {
	if len(b.Units) == 0 {
		return 0
	}
	return b.Units[len(b.Units)-1].All
}

// Finding is what was found.
type Finding struct {
	Options
	Bodies      []Body // one a coder; one of all when they are joined
	Descriptive bool   // analytical codes were left out
	Unconfirmed int    // codings that a search made and nobody confirmed, which do not count
}
