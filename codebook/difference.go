package codebook

import "slices"

// Event is what became of a code between two states of its book.
type Event string

// A code is born when it is in the book for the first time, and gone when it is not
// there any more, which no command brings about. It is merged when one code took its
// place, split when several did, and retired when none did.
const (
	EventBorn      Event = "born"
	EventRenamed   Event = "renamed"
	EventRedefined Event = "redefined"
	EventMoved     Event = "moved" // below another code, or to the top
	EventMerged    Event = "merged"
	EventSplit     Event = "split"
	EventSplitting Event = "splitting" // on its way into others
	EventRetired   Event = "retired"
	EventRevived   Event = "revived" // in use again
	EventRested    Event = "rested"  // on other codes than before
	EventDescribed Event = "described"
	EventGone      Event = "gone"
)

// Difference is one thing that became of a code.
type Difference struct {
	Code     ID
	What     Event
	From, To string // the names, the parents, what it meant, or "" where there is nothing to say
	Fields   []string
	With     []ID // the codes that took its place, or that it rests on now
	Dated    bool // of one that was redefined: it says that it means something else since
}

// Differences returns what became of each code from one state of a book to another:
// of those of now in their order, then of those that are gone.
func Differences(before, now *Book) []Difference {
	var out []Difference
	for _, c := range now.Codes {
		old, known := before.Code(c.ID)
		if known {
			out = append(out, changes(old, c)...)
			continue
		}
		out = append(out, Difference{Code: c.ID, What: EventBorn, To: c.Name})
		old = c
		old.Retired, old.Became = "", nil
		out = append(out, changes(old, c)...) // it may be retired already
	}
	for _, c := range before.Codes {
		if _, there := now.Code(c.ID); !there {
			out = append(out, Difference{Code: c.ID, What: EventGone})
		}
	}
	return out
}

func changes(old, c Code) []Difference {
	var out []Difference
	add := func(d Difference) {
		d.Code = c.ID
		out = append(out, d)
	}
	if old.Name != c.Name {
		add(Difference{What: EventRenamed, From: old.Name, To: c.Name})
	}
	for _, f := range []field{{"definition", old.Definition, c.Definition}, {"include", old.Include, c.Include}, {"exclude", old.Exclude, c.Exclude}} {
		if f.old != f.now {
			add(Difference{What: EventRedefined, From: f.old, To: f.now, Fields: []string{f.key}, Dated: !old.Defined.Equal(c.Defined)})
		}
	}
	if old.Parent != c.Parent {
		add(Difference{What: EventMoved, From: string(old.Parent), To: string(c.Parent)})
	}
	switch {
	case old.InUse() && !c.InUse() && len(c.Became) == 1:
		add(Difference{What: EventMerged, With: c.Became})
	case old.InUse() && !c.InUse() && len(c.Became) > 1:
		add(Difference{What: EventSplit, With: c.Became})
	case old.InUse() && !c.InUse():
		add(Difference{What: EventRetired})
	case !old.InUse() && c.InUse():
		add(Difference{What: EventRevived})
	}
	if c.InUse() && len(c.Splitting) > 0 && !slices.Equal(old.Splitting, c.Splitting) {
		add(Difference{What: EventSplitting, With: c.Splitting})
	}
	if !slices.Equal(old.GroundedIn, c.GroundedIn) {
		add(Difference{What: EventRested, With: c.GroundedIn})
	}
	fields := differing([]field{{"kind", string(old.Kind), string(c.Kind)}, {"origin", old.Origin, c.Origin}, {"reference", old.Reference, c.Reference}})
	if old.InVivo != c.InVivo {
		fields = append(fields, "in_vivo")
	}
	if len(fields) > 0 {
		add(Difference{What: EventDescribed, Fields: fields})
	}
	return out
}

// field is what a code says under a key, before and after.
type field struct{ key, old, now string }

func differing(fields []field) []string {
	var keys []string
	for _, f := range fields {
		if f.old != f.now {
			keys = append(keys, f.key)
		}
	}
	return keys
}
