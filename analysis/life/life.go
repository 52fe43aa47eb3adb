// Package life tells what became of codes and of themes: when each was born, renamed,
// split, merged or reworded, by whom and why, as histories tell it. It reads no history
// itself: the changes are given to it, and what it returns are reports.
package life

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Change is a change of the study as a history tells it.
type Change struct {
	ID      string // "" for one that no history tells of yet
	At      time.Time
	Analyst string // "" for nobody in particular
	Command string
	Did     string
	Because string
	Undoes  string // the change that this one took back
	Hand    bool   // made without a command
	Files   []File
	Events  []Event
}

// File is a file that a change made or changed.
type File struct {
	Path string
	New  bool // it was not there before
}

// Event is one thing that a change did to what a file holds. What the words are is said
// by package codebook, of codes, and by package theme.
type Event struct {
	File     string
	What     string
	IDs      []string
	From, To string
	With     []string
	N        int
}

// Reworded is the event of a code whose definition is put in other words and means what
// it did.
const Reworded = "reworded"

// Recoded is the event of codings that have another code than before, and Other that of
// a file in which neither codes nor themes changed, which is told to nobody.
const (
	Recoded = "recoded"
	Other   = "other"
)

// Memo is a note that somebody wrote about a code or a theme.
type Memo struct {
	ID, Title, Kind, Date string
	Analyst               string
	About                 []string // "code:rent", "theme:means"
}

// entry is one thing in a life.
type entry struct {
	id       string // of the code or the theme; "" when it is not known of which, or of all
	at       string // RFC 3339, or a date
	analyst  string
	event    string
	from, to string
	with     []string
	codings  int // 0 where none has a part in it
	why      string
	change   Change
	undone   bool
	says     string // what people read
}

// standing returns the changes that were not taken back, of those that are none of undo
// and redo; all tells of those that were taken back too, and which these are.
func standing(changes []Change, all bool) (kept []Change, undone map[string]bool) {
	takenBack := map[string]bool{}
	for i := len(changes) - 1; i >= 0; i-- {
		if c := changes[i]; c.Undoes != "" && !takenBack[c.ID] {
			takenBack[c.Undoes] = true
		}
	}
	undone = map[string]bool{}
	for _, c := range changes {
		if c.Undoes != "" {
			continue
		}
		if c.ID != "" && takenBack[c.ID] {
			undone[c.ID] = true
			if !all {
				continue
			}
		}
		if c.Command == "takein" {
			c = c.less(kept)
		}
		kept = append(kept, c)
	}
	return kept, undone
}

// less returns a change without what others tell already: work that is brought home comes
// with the history that tells of it.
func (c Change) less(others []Change) Change {
	known := func(e Event) bool {
		return slices.ContainsFunc(others, func(o Change) bool {
			return slices.ContainsFunc(o.Events, func(k Event) bool {
				return k.File == e.File && k.What == e.What && k.From == e.From && k.To == e.To && slices.Equal(k.IDs, e.IDs) && slices.Equal(k.With, e.With)
			})
		})
	}
	told := map[string]bool{}
	var fresh []Event
	for _, e := range c.Events {
		if known(e) {
			told[e.File] = true
		} else {
			fresh = append(fresh, e)
		}
	}
	c.Events = fresh
	c.Files = slices.DeleteFunc(slices.Clone(c.Files), func(f File) bool {
		return told[f.Path] && !slices.ContainsFunc(fresh, func(e Event) bool { return e.File == f.Path })
	})
	return c
}

// ordered sorts changes by time; of the same second those of one history keep their
// order.
func ordered(changes []Change) []Change {
	out := slices.Clone(changes)
	slices.SortStableFunc(out, func(a, b Change) int { return a.At.Compare(b.At) })
	return out
}

// from makes an entry of a change.
func from(c Change, undone map[string]bool) entry {
	return entry{at: c.At.UTC().Format(time.RFC3339), analyst: c.Analyst, why: c.Because, change: c, undone: undone[c.ID]}
}

// touches reports whether a change changed a file, and whether it tells what of it.
func (c Change) touches(file string) (changed, new, told bool) {
	for _, f := range c.Files {
		if f.Path == file {
			changed, new = true, f.New
		}
	}
	for _, e := range c.Events {
		told = told || e.File == file
	}
	return changed, new, told
}

// sorted puts entries in the order of what they are of, as ids have it, and then of time.
// What is in ids no more comes behind, and last what is of nothing in particular. In one
// life time alone counts.
func sorted(entries []entry, ids []string, one bool) []entry {
	rank := func(id string) int {
		switch at := slices.Index(ids, id); {
		case one:
			return 0
		case at >= 0:
			return at
		case id != "":
			return len(ids)
		}
		return len(ids) + 1
	}
	slices.SortStableFunc(entries, func(a, b entry) int {
		if one {
			return strings.Compare(a.when(), b.when())
		}
		return cmp.Or(cmp.Compare(rank(a.id), rank(b.id)), cmp.Compare(a.id, b.id), strings.Compare(a.when(), b.when()))
	})
	return entries
}

// when orders entries: of a day alone is known that it was no later than its end.
func (e entry) when() string {
	if len(e.at) == len(time.DateOnly) {
		return e.at + "T24"
	}
	return e.at
}

// hidden reports whether a change of a file was taken back, which is left out unless all
// are told.
func hidden(changes []Change, undone map[string]bool, file string) bool {
	return slices.ContainsFunc(changes, func(c Change) bool {
		changed, _, _ := c.touches(file)
		return changed && undone[c.ID]
	})
}

// holdsID reports whether a sentence of a history names an id.
func holdsID(did, id string) bool {
	return slices.Contains(strings.FieldsFunc(did, func(r rune) bool { return strings.ContainsRune(" ,;:()", r) }), id)
}

// day is the date of a time, as people are told it.
func day(at string) string {
	date, _, _ := strings.Cut(at, "T")
	return date
}

func orNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func list(ids []string) string { return strings.Join(ids, ", ") }

// handNote says what is known of edits by hand.
const handNote = "By hand: as the next command found it, in the name of who ran that; who edited the file is not known."
