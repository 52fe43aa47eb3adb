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
// split, codings that came from another code, what a change is known to have done by its
// sentence alone, and an edit by hand of which nothing else is known.
const (
	TookIn   = "took in"
	SplitOff = "split off"
	CameFrom = "came from"
	Changed  = "changed"
	Edited   = "edited"
	Noted    = "memo"
)

// Codes returns the lives of some codes of a book, or of all when none is named: a row
// for each thing that became of one. Changes that were taken back are left out unless
// all is true. The changes may be of any file, in the order of each history.
func Codes(b Book, changes []Change, all bool, only ...codebook.ID) table.Report {
	l := &codes{Book: b}
	kept, undone := standing(ordered(changes), all)
	for _, c := range kept {
		l.change(c, undone)
	}
	l.fold()
	l.unrecorded()
	for _, m := range b.Memos {
		for _, about := range m.About {
			if id, ok := strings.CutPrefix(about, "code:"); ok {
				l.add(entry{id: id, at: m.Date, analyst: m.Analyst, event: Noted, to: m.ID, says: fmt.Sprintf("memo “%s” (%s)", m.Title, m.Kind)})
			}
		}
	}
	var ids []string
	for _, c := range b.Book.Codes {
		ids = append(ids, string(c.ID))
	}
	if len(only) > 0 {
		l.entries = slices.DeleteFunc(l.entries, func(e entry) bool {
			return !slices.Contains(only, codebook.ID(e.id)) && !(e.id == "" && e.event == Edited)
		})
	}
	return l.report(sorted(l.entries, ids, len(only) == 1), only, !all && hidden(changes, undone, b.File))
}

type codes struct {
	Book
	entries []entry
}

func (l *codes) add(e entry) { l.entries = append(l.entries, e) }

func (l *codes) change(c Change, undone map[string]bool) {
	changed, new, told := c.touches(l.File)
	switch {
	case changed && !told && c.Hand:
		e := from(c, undone)
		e.event, e.says = Edited, "the codebook was edited by hand; what of it is not known"
		l.add(e)
	case changed && !told && !new:
		e := from(c, undone)
		e.event, e.says = Changed, c.Did
		for _, code := range l.Book.Book.Codes {
			if holdsID(c.Did, string(code.ID)) {
				e.id = string(code.ID)
				break
			}
		}
		l.add(e)
	}
	for _, event := range c.Events {
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

func (l *codes) event(c Change, event Event, id string, undone map[string]bool) {
	e := from(c, undone)
	e.id, e.event, e.from, e.to, e.with = id, event.What, event.From, event.To, event.With
	if event.What == string(codebook.EventBorn) {
		l.born(&e)
	}
	e.says = says(event)
	if e.event == string(codebook.EventBorn) {
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

// unrecorded adds what the book itself says of lives and no change tells.
func (l *codes) unrecorded() {
	has := func(id codebook.ID, events ...codebook.Event) bool {
		return slices.ContainsFunc(l.entries, func(e entry) bool {
			return e.id == string(id) && !e.undone && slices.Contains(events, codebook.Event(e.event))
		})
	}
	for _, c := range l.Book.Book.Codes {
		if !has(c.ID, codebook.EventBorn) && !c.Created.IsZero() {
			l.add(entry{id: string(c.ID), at: c.Created.UTC().Format(time.RFC3339), event: string(codebook.EventBorn), why: l.Proposed[c.ID], says: l.birth(string(c.ID))})
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

// says tells people what became of a code.
func says(e Event) string {
	switch codebook.Event(e.What) {
	case codebook.EventRenamed:
		if e.From == "" && e.To == "" {
			return "renamed"
		}
		return fmt.Sprintf("renamed from “%s” to “%s”", e.From, e.To)
	case codebook.EventRedefined:
		return "redefined: " + list(e.With)
	case codebook.EventMoved:
		switch {
		case e.To == "":
			return "moved from below " + e.From + " to the top"
		case e.From == "":
			return "moved below " + e.To
		}
		return "moved from below " + e.From + " to below " + e.To
	case codebook.EventMerged:
		return "merged into " + list(e.With)
	case codebook.EventSplit:
		return "split into " + list(e.With)
	case codebook.EventRevived:
		return "in use again"
	case codebook.EventRested:
		if len(e.With) == 0 {
			return "rests on nothing any more"
		}
		return "rests on " + list(e.With)
	case codebook.EventDescribed:
		return "changed: " + list(e.With)
	case codebook.EventGone:
		return "gone from the codebook"
	}
	if len(e.With) > 0 {
		return e.What + ": " + list(e.With)
	}
	return e.What
}

// report makes a report of entries, of some codes or of all.
func (l *codes) report(entries []entry, only []codebook.ID, hidden bool) table.Report {
	r := table.Report{
		Title: "The lives of the codes of " + l.Name,
		Table: table.Table{Columns: []table.Column{
			{Name: "codebook", Heading: "Codebook"},
			{Name: "code", Heading: "Id"},
			{Name: "name", Heading: "Name", Words: true},
			{Name: "at", Heading: "At"},
			{Name: "analyst", Heading: "By"},
			{Name: "event", Heading: "Event"},
			{Name: "from", Heading: "From", Words: true},
			{Name: "to", Heading: "To", Words: true},
			{Name: "with", Heading: "With", Type: table.List},
			{Name: "codings", Heading: "Passages", Type: table.Integer},
			{Name: "why", Heading: "Why", Words: true},
			{Name: "by_hand", Heading: "By hand", Type: table.Boolean},
			{Name: "undone", Heading: "Taken back", Type: table.Boolean},
			{Name: "command", Heading: "Command"},
			{Name: "change", Heading: "Change"},
			{Name: "shown", Heading: "Code", Words: true, People: true},
			{Name: "day", Heading: "When", People: true},
			{Name: "says", Heading: "What", Words: true, People: true},
		}},
	}
	if len(only) == 1 {
		code, _ := l.Book.Book.Code(only[0])
		r.Title = "The life of “" + cmp.Or(code.Name, string(only[0])) + "”"
	}
	shown := []string{"shown", "day", "says", "analyst"}
	if len(only) == 1 {
		shown = shown[1:]
	}
	why, last, byHand := false, "-", false
	for _, e := range entries {
		code, _ := l.Book.Book.Code(codebook.ID(e.id))
		name := cmp.Or(code.Name, e.id)
		label := cmp.Or(name, "The codebook")
		if last == e.id {
			label = ""
		}
		last = e.id
		if e.change.Hand && e.event != Edited {
			e.says += ", by hand"
		}
		if e.undone {
			e.says += " (taken back)"
		}
		why, byHand = why || e.why != "", byHand || e.change.Hand
		var n any
		if e.codings > 0 {
			n = e.codings
		}
		r.Table.Rows = append(r.Table.Rows, []any{
			l.Name, orNil(e.id), orNil(name), e.at, orNil(e.analyst), e.event, orNil(e.from), orNil(e.to), append([]string{}, e.with...),
			n, orNil(e.why), e.change.Hand, e.undone, orNil(e.change.Command), orNil(e.change.ID), label, day(e.at), e.says,
		})
	}
	if why {
		shown = append(shown, "why")
	}
	r.View = table.Columns{Names: shown}
	if byHand {
		r.Notes = append(r.Notes, handNote)
	}
	if n := vague(entries); n > 0 {
		r.Notes = append(r.Notes, counted(n, "change")+" told by no more than a sentence: made before histories told of codes, or by hand where the former text is not remembered.")
	}
	if hidden {
		r.Notes = append(r.Notes, "Changes that were taken back are left out; --undone tells of them too.")
	}
	return r
}

// vague counts the changes of which no more is known than that they were made.
func vague(entries []entry) int {
	n := 0
	for _, e := range entries {
		if e.event == Changed || e.event == Edited {
			n++
		}
	}
	return n
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " is"
	}
	return fmt.Sprintf("%d %ss are", n, noun)
}
