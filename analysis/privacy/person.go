package privacy

import (
	"cmp"
	"fmt"
	"slices"
)

// person is somebody with all the names that seem to be theirs.
type person struct {
	names       []*name
	id          string // of their case, "" for none
	asks, tells bool
	pseudonym   string
}

// known reports whether somebody takes part: they have a label.
func (p *person) known() bool {
	return slices.ContainsFunc(p.names, func(n *name) bool { return n.label && !n.shared() })
}

// other reports whether two people cannot be one: they are two cases, one asks
// and the other tells, or names that only sound alike speak in one transcript.
func (p *person) other(q *person, heard bool) bool {
	if p.id != "" && q.id != "" && p.id != q.id || p.asks && !p.tells && q.tells && !q.asks || q.asks && !q.tells && p.tells && !p.asks {
		return true
	}
	return heard && slices.ContainsFunc(p.names, func(n *name) bool {
		return slices.ContainsFunc(q.names, func(m *name) bool {
			return slices.ContainsFunc(n.speaks, func(t string) bool { return slices.Contains(m.speaks, t) })
		})
	})
}

// join makes one person of two.
func (p *person) join(q *person) {
	if p == q {
		return
	}
	p.id, p.asks, p.tells = cmp.Or(p.id, q.id), p.asks || q.asks, p.tells || q.tells
	for _, n := range q.names {
		n.who = p
	}
	p.names = append(p.names, q.names...)
}

// settle says who each name calls: labels of one case are one person's, and a
// name is that of the only person whose longer name holds it, or else sounds so.
// A name that could be that of two people is neither's.
func (s *scan) settle() {
	cases := map[string]*person{}
	holding := map[string][]*name{} // by a word
	words := newVoices()
	for _, n := range s.names {
		n.who = &person{names: []*name{n}, asks: n.asks, tells: n.tells}
		if n.shared() {
			continue
		}
		if len(n.cases) == 1 {
			n.who.id = n.cases[0]
			if p := cases[n.who.id]; p != nil {
				p.join(n.who)
			}
			cases[n.cases[0]] = n.who
		}
		for _, w := range n.words {
			holding[w] = append(holding[w], n)
			words.add(w)
		}
	}
	longest := slices.Clone(s.names)
	slices.SortStableFunc(longest, func(a, b *name) int { return cmp.Compare(len(b.words), len(a.words)) })
	same := func(word string) []string { return []string{word} }
	alike := func(word string) []string { return append(words.like(word), word) }
	held := map[*name]bool{}
	for _, n := range longest {
		held[n] = n.assign(wholesOf(n, holding, same), func(p, q *person) bool { return p == q })
	}
	one := func(p, q *person) bool {
		a, b := p.longest().words, q.longest().words
		return p == q || !p.other(q, true) && (holds(a, b, alike) || holds(b, a, alike))
	}
	for _, n := range longest {
		if !held[n] {
			n.sounds = true
			n.assign(wholesOf(n, holding, alike), one)
		}
	}
}

// longest returns the first of the longest names of somebody.
func (p *person) longest() *name {
	return slices.MaxFunc(p.names, func(a, b *name) int { return cmp.Compare(len(a.words), len(b.words)) })
}

// holds reports whether a name has a form of every word of another.
func holds(whole, words []string, forms func(word string) []string) bool {
	return !slices.ContainsFunc(words, func(word string) bool {
		return !slices.ContainsFunc(forms(word), func(f string) bool { return slices.Contains(whole, f) })
	})
}

// wholesOf returns the other names that have a word for every word of n, and for
// a name that is as long other words.
func wholesOf(n *name, holding map[string][]*name, forms func(word string) []string) []*name {
	if len(n.words) == 0 || n.shared() {
		return nil
	}
	var out []*name
	for _, w := range forms(n.words[0]) {
		for _, whole := range holding[w] {
			if whole == n || len(whole.words) < len(n.words) || slices.Contains(out, whole) {
				continue
			}
			if holds(whole.words, n.words, forms) {
				out = append(out, whole)
			}
		}
	}
	return out
}

// assign makes n a name of the only person who has one of the names, and reports
// whether anybody has. People who may be one are one then. Who n cannot be is not
// looked at, and those who take part come before those who are spoken of where a
// name only sounds so.
func (n *name) assign(wholes []*name, one func(p, q *person) bool) bool {
	var fits []*name // one of each person
	for _, whole := range wholes {
		if n.who != whole.who && n.who.other(whole.who, n.sounds) || slices.ContainsFunc(fits, func(m *name) bool { return m.who == whole.who }) {
			continue
		}
		fits = append(fits, whole)
	}
	apart := func() bool {
		return slices.ContainsFunc(fits, func(a *name) bool {
			return slices.ContainsFunc(fits, func(b *name) bool { return !one(a.who, b.who) })
		})
	}
	if known := func(m *name) bool { return m.who.known() }; n.sounds && apart() && slices.ContainsFunc(fits, known) {
		fits = slices.DeleteFunc(fits, func(m *name) bool { return !known(m) })
	}
	switch {
	case len(fits) == 0:
		return false
	case apart():
		if !n.label {
			n.reason += "; it may be that of " + oneOf(fits)
		}
		return true
	case n.kind == Name && n.sounds:
		n.reason += fmt.Sprintf("; sounds like %q", fits[0].find)
	case n.kind == Name && len(n.wholes) == 0:
		n.reason += fmt.Sprintf("; a name of %q", fits[0].find)
	}
	for _, m := range fits {
		m.who.join(n.who)
	}
	return true
}

// people returns everybody in the order of their pseudonyms: those who take part
// and answer, those who ask, and those who are spoken of.
func (s *scan) people() []*person {
	var known, asking, spoken []*person
	seen := map[*person]bool{}
	for _, n := range s.names {
		p := n.who
		if seen[p] {
			continue
		}
		seen[p] = true
		switch {
		case !p.known():
			spoken = append(spoken, p)
		case p.asks && !p.tells:
			asking = append(asking, p)
		default:
			known = append(known, p)
		}
	}
	first := func(p *person) place {
		return slices.MinFunc(p.names, func(a, b *name) int { return a.first.compare(b.first) }).first
	}
	slices.SortStableFunc(spoken, func(a, b *person) int { return first(a).compare(first(b)) })
	s.call(known, asking, spoken)
	return slices.Concat(known, asking, spoken)
}
