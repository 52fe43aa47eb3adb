package life

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"grounded/analysis/table"
	"grounded/codebook"
)

// Book is a codebook whose codes' lives are told.
type Book struct {
	Name     string // as files have it
	File     string
	Book     *codebook.Book
	Codings  []string               // the folders with the codings of all who use it
	Memos    []Memo                 // of all who use it
	Proposed map[codebook.ID]string // why codes were proposed that others took over
}

// Events of codes that only this package tells of: the other side of a merge and of a
// split, and codings that came from another code.
const (
	TookIn   = "took in"
	SplitOff = "split off"
	CameFrom = "came from"
)

// Codes returns the lives of some codes of a book, or of all when none is named: a row
// for each thing that became of one. Changes that were taken back are left out unless
// all is true. The changes may be of any file, in the order of each history.
func Codes(b Book, changes []Change, all bool, only ...codebook.ID) table.Report {
	l := &codes{Book: b, telling: telling{file: b.File, whole: "the codebook", thing: "code"}}
	for _, c := range b.Book.Codes {
		l.ids = append(l.ids, string(c.ID))
	}
	kept, undone := standing(ordered(changes), all)
	for _, c := range kept {
		l.change(c, undone)
	}
	l.fold()
	l.unrecorded()
	l.takenOut()
	l.noted(b.Memos, func(string) bool { return true })
	return l.shown(namesOf(only), !all && hidden(changes, undone, b.File))
}

type codes struct {
	Book
	telling
}

func (l *codes) change(c Change, undone map[string]bool) {
	l.untold(c, undone)
	for _, event := range bornFirst(c.Events) {
		switch {
		case event.File == l.File:
			for _, id := range event.IDs {
				l.event(c, event, id, undone)
			}
		case event.What == Recoded && slices.ContainsFunc(l.Codings, func(folder string) bool { return strings.HasPrefix(event.File, folder+"/") }):
			l.recoded(c, event, undone)
		}
	}
}

// bornFirst puts the births of a change before what else it did: the parts of a split are
// born by it.
func bornFirst(events []Event) []Event {
	rank := func(e Event) int {
		if e.What == string(codebook.EventBorn) {
			return 0
		}
		return 1
	}
	out := slices.Clone(events)
	slices.SortStableFunc(out, func(a, b Event) int { return rank(a) - rank(b) })
	return out
}

func (l *codes) event(c Change, event Event, id string, undone map[string]bool) {
	e := from(c, undone)
	e.id, e.event, e.from, e.to, e.with = id, event.What, event.From, event.To, event.With
	e.says = says(event)
	switch back := slices.ContainsFunc(l.entries, func(o entry) bool {
		return o.id == id && o.event == string(codebook.EventGone) && !o.undone
	}); {
	case event.What != string(codebook.EventBorn):
	case back:
		e.says = "in the codebook again"
	default:
		l.born(&e)
		e.says = l.birth(id)
	}
	l.add(e)
	var other string
	switch codebook.Event(event.What) {
	case codebook.EventMerged:
		other = TookIn
	case codebook.EventSplit:
		other = SplitOff
	}
	for _, into := range event.With {
		if other == "" {
			break
		}
		o := from(c, undone)
		o.id, o.event, o.with = into, other, []string{id}
		o.says = "took in " + id
		if other == SplitOff {
			o.says = "split off from " + id
		}
		l.add(o)
	}
}

// born dates the birth of a code by what the book says, where that is earlier: the code
// may have come from elsewhere. Why is what was said when it was proposed.
func (l *codes) born(e *entry) {
	code, _ := l.Book.Book.Code(codebook.ID(e.id))
	if at := code.Created.UTC().Format(time.RFC3339); !code.Created.IsZero() && at < e.at {
		e.at = at
	}
	e.why = cmp.Or(e.why, l.Proposed[code.ID])
}

// birth says how a code came about, as the book has it now.
func (l *codes) birth(id string) string {
	code, _ := l.Book.Book.Code(codebook.ID(id))
	said := "born"
	switch code.Origin {
	case "theory":
		said += ", of theory"
	case "data":
		said += ", of the data"
	}
	if code.Reference != "" {
		said += " (" + code.Reference + ")"
	}
	return said
}

// recoded tells of codings that passed from one code to another, in the lives of both.
// Those of one day by one analyst are told at once.
func (l *codes) recoded(c Change, event Event, undone map[string]bool) {
	for _, side := range []struct{ id, event, other string }{{event.From, Recoded, event.To}, {event.To, CameFrom, event.From}} {
		e := from(c, undone)
		e.id, e.event, e.with, e.codings = side.id, side.event, []string{side.other}, event.N
		at := slices.IndexFunc(l.entries, func(o entry) bool {
			return o.id == e.id && o.event == e.event && slices.Equal(o.with, e.with) && o.analyst == e.analyst &&
				day(o.at) == day(e.at) && o.change.Command == c.Command && o.undone == e.undone
		})
		if at >= 0 {
			l.entries[at].codings += event.N
			continue
		}
		l.add(e)
	}
}

// fold puts the number of codings that moved into what is told of a merge or a split, and
// takes out the rows that told of them alone.
func (l *codes) fold() {
	into := func(e entry) (moved, came []string) {
		switch codebook.Event(e.event) {
		case codebook.EventMerged, codebook.EventSplit:
			return e.with, nil
		}
		if e.event == TookIn || e.event == SplitOff {
			return nil, e.with
		}
		return nil, nil
	}
	gone := map[int]bool{}
	for i := range l.entries {
		e := &l.entries[i]
		moved, came := into(*e)
		for k, r := range l.entries {
			part := r.event == Recoded && slices.Contains(moved, strings.Join(r.with, "")) || r.event == CameFrom && slices.Contains(came, strings.Join(r.with, ""))
			if !part || gone[k] || r.id != e.id || r.undone != e.undone || r.at > e.at || r.change.Command != e.change.Command {
				continue
			}
			e.codings += r.codings
			gone[k] = true
		}
		if e.codings > 0 && !gone[i] && len(moved)+len(came) > 0 {
			e.says += "; " + passages(e.codings)
		}
	}
	kept := l.entries[:0]
	for i, e := range l.entries {
		switch {
		case gone[i]:
			continue
		case e.event == Recoded:
			e.says = passages(e.codings) + " recoded to " + list(e.with)
		case e.event == CameFrom:
			e.says = passages(e.codings) + " taken over from " + list(e.with)
		}
		kept = append(kept, e)
	}
	l.entries = kept
}

func passages(n int) string {
	if n == 1 {
		return "1 passage"
	}
	return fmt.Sprintf("%d passages", n)
}

// unrecorded adds what the book itself says of lives and no change tells; births come
// before what changes tell of the same time.
func (l *codes) unrecorded() {
	has := func(id codebook.ID, events ...codebook.Event) bool {
		return slices.ContainsFunc(l.entries, func(e entry) bool {
			return e.id == string(id) && !e.undone && slices.Contains(events, codebook.Event(e.event))
		})
	}
	var born []entry
	defer func() { l.entries = slices.Concat(born, l.entries) }()
	for _, c := range l.Book.Book.Codes {
		if !has(c.ID, codebook.EventBorn) && !c.Created.IsZero() {
			born = append(born, entry{id: string(c.ID), at: c.Created.UTC().Format(time.RFC3339), event: string(codebook.EventBorn), why: l.Proposed[c.ID], says: l.birth(string(c.ID))})
		}
		if !has(c.ID, codebook.EventRedefined) && !c.Defined.IsZero() {
			l.add(entry{id: string(c.ID), at: c.Defined.UTC().Format(time.RFC3339), event: string(codebook.EventRedefined), says: "redefined"})
		}
		if c.InUse() || has(c.ID, codebook.EventMerged, codebook.EventSplit, codebook.EventRetired) {
			continue
		}
		became := make([]string, len(c.Became))
		for i, id := range c.Became {
			became[i] = string(id)
		}
		event := Event{What: string(codebook.EventRetired), With: became}
		switch len(became) {
		case 0:
		case 1:
			event.What = string(codebook.EventMerged)
		default:
			event.What = string(codebook.EventSplit)
		}
		l.add(entry{id: string(c.ID), at: c.Retired, event: event.What, with: became, says: says(event)})
	}
}
