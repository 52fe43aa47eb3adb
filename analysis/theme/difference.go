package theme

import (
	"fmt"
	"slices"
	"strings"

	"grounded/transcript/coding"
)

// Event is what became of a theme, or of the model, between two of its states.
type Event string

// The events of a theme. Without one they are of the model as a whole: it is titled and
// shaped, and its parts are added, removed and placed.
const (
	EventAdded    Event = "added"
	EventRemoved  Event = "removed"
	EventRenamed  Event = "renamed"
	EventReworded Event = "reworded" // its statement
	EventMoved    Event = "moved"    // below other themes than before
	EventPlaced   Event = "placed"   // in another part
	EventRests    Event = "rests on" // codes that it did not rest on
	EventLeaves   Event = "leaves"   // codes that it rested on
	EventQuery    Event = "query"
	EventQuoted   Event = "quoted"
	EventUnquoted Event = "unquoted"
	EventStance   Event = "stance" // of quotations
	EventForm     Event = "form"   // in which quotations are printed: in full, or edited
	EventProof    Event = "proof"  // who compared quotations with what; "lapsed" where it holds no more

	EventTitled      Event = "titled"
	EventShaped      Event = "shaped"
	EventPartAdded   Event = "part added"
	EventPartRemoved Event = "part removed"
	EventPartPlaced  Event = "part placed"
)

// Difference is one thing that became of a theme.
type Difference struct {
	Theme    ID // "" for the model as a whole
	What     Event
	From, To string
	With     []string // codes, places of quotations, or parts
}

// Differences returns what became of a model from one of its states to another: what is
// of the whole first, then by theme, those of now in their order before those that are
// gone. Of one that was added the codes it rests on are told with it, and its query behind
// it. What was said of the model is not compared.
func Differences(before, now *Model) []Difference {
	out := ofTheWhole(before, now)
	for _, t := range now.Themes {
		if i, known := before.byID[t.ID]; known {
			out = append(out, ofTheme(before.Themes[i], t)...)
		} else {
			out = append(out, Difference{Theme: t.ID, What: EventAdded, To: t.Name, With: refTexts(t.Codes)})
			if t.Query != "" {
				out = append(out, Difference{Theme: t.ID, What: EventQuery, To: t.Query})
			}
		}
		out = append(out, ofQuotes(before, now, t.ID)...)
	}
	for _, t := range before.Themes {
		if _, there := now.byID[t.ID]; !there {
			out = append(out, Difference{Theme: t.ID, What: EventRemoved, From: t.Name})
		}
	}
	return out
}

// SeenBy returns the model without codes of analysts whose work is hidden, and without
// queries, which may name such codes too. It is for comparing states, not for writing.
func (m *Model) SeenBy(sees func(coding.Analyst) bool) *Model {
	seen := *m
	seen.Themes = slices.Clone(m.Themes)
	for i, t := range seen.Themes {
		seen.Themes[i].Query = ""
		seen.Themes[i].Codes = slices.DeleteFunc(slices.Clone(t.Codes), func(r CodeRef) bool { return !sees(r.Analyst) })
	}
	return &seen
}

func ofTheWhole(before, now *Model) []Difference {
	var out []Difference
	if before.Title != now.Title {
		out = append(out, Difference{What: EventTitled, From: before.Title, To: now.Title})
	}
	if before.Shape != now.Shape {
		out = append(out, Difference{What: EventShaped, From: string(before.Shape), To: string(now.Shape)})
	}
	for _, p := range now.Parts {
		i := before.part(p.Name)
		switch {
		case i < 0:
			out = append(out, Difference{What: EventPartAdded, To: string(p.Place), With: []string{p.Name}})
		case before.Parts[i].Place != p.Place:
			out = append(out, Difference{What: EventPartPlaced, From: string(before.Parts[i].Place), To: string(p.Place), With: []string{p.Name}})
		}
	}
	for _, p := range before.Parts {
		if now.part(p.Name) < 0 {
			out = append(out, Difference{What: EventPartRemoved, From: string(p.Place), With: []string{p.Name}})
		}
	}
	return out
}

func ofTheme(old, t Theme) []Difference {
	var out []Difference
	changed := func(what Event, from, to string) {
		if from != to {
			out = append(out, Difference{Theme: t.ID, What: what, From: from, To: to})
		}
	}
	changed(EventRenamed, old.Name, t.Name)
	changed(EventReworded, old.Statement, t.Statement)
	changed(EventMoved, strings.Join(asTexts(old.Parents), ", "), strings.Join(asTexts(t.Parents), ", "))
	changed(EventPlaced, old.Part, t.Part)
	if more := less(t.Codes, old.Codes); len(more) > 0 {
		out = append(out, Difference{Theme: t.ID, What: EventRests, With: refTexts(more)})
	}
	if fewer := less(old.Codes, t.Codes); len(fewer) > 0 {
		out = append(out, Difference{Theme: t.ID, What: EventLeaves, With: refTexts(fewer)})
	}
	changed(EventQuery, old.Query, t.Query)
	return out
}

// less returns what stands in one list and not in another.
func less[T comparable](list, other []T) []T {
	return slices.DeleteFunc(once(list), func(v T) bool { return slices.Contains(other, v) })
}

// ofQuotes compares the quotations of a theme. One is the same as before when it is of
// the same words, wherever they stand now, or overlaps it in its transcript: its words
// were corrected then.
func ofQuotes(before, now *Model, id ID) []Difference {
	former, fresh := before.of(id), now.of(id)
	var more, fewer []string
	var changed []Difference
	for _, same := range []func(old, q Quote) bool{
		func(old, q Quote) bool { return old.Quote == q.Quote && old.Transcript == q.Transcript },
		func(old, q Quote) bool { return old.Quote == q.Quote },
		func(old, q Quote) bool { return old.Transcript == q.Transcript && old.Span.Overlaps(q.Span) },
	} {
		fresh = slices.DeleteFunc(fresh, func(q Quote) bool {
			i := slices.IndexFunc(former, func(old Quote) bool { return same(old, q) })
			if i < 0 {
				return false
			}
			changed = append(changed, requoted(id, former[i], q)...)
			former = slices.Delete(former, i, i+1)
			return true
		})
	}
	for _, q := range fresh {
		more = append(more, q.place())
	}
	for _, old := range former {
		fewer = append(fewer, old.place())
	}
	var out []Difference
	for _, d := range []Difference{{id, EventQuoted, "", "", more}, {id, EventUnquoted, "", "", fewer}} {
		if len(d.With) > 0 {
			out = append(out, d)
		}
	}
	for _, d := range changed {
		same := func(o Difference) bool { return o.What == d.What && o.From == d.From && o.To == d.To }
		if i := slices.IndexFunc(out, same); i >= 0 {
			out[i].With = append(out[i].With, d.With...)
		} else {
			out = append(out, d)
		}
	}
	return out
}

// requoted returns what became of a quotation beside its place and its words, of which
// none are told.
func requoted(id ID, old, q Quote) []Difference {
	var out []Difference
	add := func(what Event, from, to string, is bool) {
		if is {
			out = append(out, Difference{id, what, from, to, []string{q.place()}})
		}
	}
	add(EventStance, string(old.Stance), string(q.Stance), old.Stance != q.Stance)
	add(EventForm, old.form(), q.form(), old.Shown != q.Shown)
	add(EventProof, old.Verified.standing(), q.Verified.standing(), old.Verified != q.Verified)
	return out
}

// form says how a quotation is printed.
func (q Quote) form() string {
	if q.Shown == "" {
		return "in full"
	}
	return "edited"
}

// standing says who compared what, and that it holds no more.
func (v Verification) standing() string {
	if v.Lapsed {
		return "lapsed"
	}
	return v.String()
}

func (m *Model) of(id ID) []Quote {
	var out []Quote
	for _, i := range m.QuotesOf(id) {
		out = append(out, m.Quotes[i])
	}
	return out
}

// place is where a quotation is from, for scripts: it holds none of its words.
func (q Quote) place() string {
	if q.Span.Empty() {
		return string(q.Transcript)
	}
	return fmt.Sprintf("%s:@%d-%d", q.Transcript, q.Span.Start, q.Span.End)
}
