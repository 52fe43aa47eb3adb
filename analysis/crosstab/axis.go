package crosstab

import (
	"cmp"
	"slices"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

// axis is a dimension in use: what tells the groups of a coding, or those of a turn.
type axis struct {
	groups
	ofCoding func(*coding.Row) []int // nil when it is the turn that tells
	ofTurn   func(t *transcript.Transcript, turn int) int
}

func newAxis(d Dimension, o Options, p coding.Picked) *axis {
	a := &axis{}
	attribute, is := d.Attribute()
	switch {
	case is:
		a.ofTurn = a.byAttribute(attribute, o.Cases)
	case d == Transcript:
		a.ofTurn = func(t *transcript.Transcript, _ int) int { return a.put(named(string(t.ID), string(t.ID))) }
	case d == Role:
		a.ofTurn = a.byVoice("no role", func(_ *transcript.Transcript, s transcript.Speaker) Group {
			return named(string(s.Role), string(s.Role))
		})
	case d == Case:
		a.ofTurn = a.byVoice("no case", func(_ *transcript.Transcript, s transcript.Speaker) Group { return named(s.Case, s.Case) })
	case d == Speaker:
		a.ofTurn = a.byVoice("nobody", func(t *transcript.Transcript, s transcript.Speaker) Group {
			if s.Case != "" || s.Label == "" {
				return named(s.Case, s.Case)
			}
			return named(string(t.ID)+":"+s.Label, s.Label+" ("+string(t.ID)+")")
		})
	case d == Theme:
		a.ofCoding = a.byTheme(o, p)
	case d == Analyst:
		for i, coder := range p.Coders {
			a.put(Group{ID: string(coder.Analyst), Name: string(coder.Analyst), order: sortKey{number: float64(i)}})
		}
		a.ofCoding = once(func(r *coding.Row) Group { return named(string(r.Coder.Analyst), "") }, a)
	case d == Kind:
		a.ofCoding = once(func(r *coding.Row) Group {
			if r.Entry.Kind == "" {
				return unnamed("in no codebook")
			}
			return named(string(r.Entry.Kind), string(r.Entry.Kind))
		}, a)
	case d == Round:
		a.ofCoding = once(func(r *coding.Row) Group { return numbered(max(r.Round, 1)) }, a)
	default:
		a.ofCoding = a.byCode(p)
	}
	return a
}

// once makes a list of the one group of a coding.
func once(group func(*coding.Row) Group, a *axis) func(*coding.Row) []int {
	list := make([]int, 1)
	return func(r *coding.Row) []int {
		list[0] = a.put(group(r))
		return list
	}
}

// byAttribute goes by what a transcript says of itself, which is how things were at
// the time, else by what is known of who speaks.
func (a *axis) byAttribute(name string, people []cases.Case) func(*transcript.Transcript, int) int {
	known := map[string]any{}
	for _, c := range people {
		known[c.ID] = c.Attributes[name]
	}
	return func(t *transcript.Transcript, turn int) int {
		if value, says := t.Attributes[name]; says {
			return a.put(valued(value))
		}
		return a.put(valued(known[t.Speaker(turn).Case]))
	}
}

// byVoice goes by who speaks; words that were taken back are nobody's.
func (a *axis) byVoice(none string, group func(*transcript.Transcript, transcript.Speaker) Group) func(*transcript.Transcript, int) int {
	return func(t *transcript.Transcript, turn int) int {
		s := t.Speaker(turn)
		if s.Role == transcript.Gone {
			s = transcript.Speaker{}
		}
		g := group(t, s)
		if g.ID == "" {
			g = unnamed(none)
		}
		return a.put(g)
	}
}

// byCode keeps the codes of different codebooks apart.
func (a *axis) byCode(p coding.Picked) func(*coding.Row) []int {
	owners := coding.Owners(p.Coders)
	type known struct {
		coder *coding.Coder
		entry *codebook.Code
	}
	lists := map[known][]int{}
	return func(r *coding.Row) []int {
		k := known{r.Coder, r.Entry}
		if list, seen := lists[k]; seen {
			return list
		}
		id, name := string(r.Entry.ID), cmp.Or(r.Entry.Name, string(r.Entry.ID))
		g := named(id, name)
		if owner := owners[r.Coder]; owner != "" {
			g = named(owner+":"+id, owner+": "+name)
			g.block = slices.IndexFunc(p.Coders, func(c *coding.Coder) bool { return owners[c] == owner })
		}
		lists[k] = []int{a.put(g)}
		return lists[k]
	}
}

// byTheme puts a coding with every theme that rests on its code.
func (a *axis) byTheme(o Options, p coding.Picked) func(*coding.Row) []int {
	lists := map[*coding.Coder]map[codebook.ID][]int{}
	for _, coder := range p.Coders {
		lists[coder] = map[codebook.ID][]int{}
	}
	for _, theme := range o.Themes {
		at := a.put(named(theme.Name, cmp.Or(o.ThemeNames[theme.Name], theme.Name)))
		for coder, list := range lists {
			for _, code := range theme.Codes[coder.Analyst] {
				if !slices.Contains(list[code], at) {
					list[code] = append(list[code], at)
				}
			}
		}
	}
	return func(r *coding.Row) []int { return lists[r.Coder][r.Entry.ID] }
}
