package lexis

import (
	"maps"
	"slices"

	"grounded/transcript"
)

// total sums up what was counted, and finds the parts over which words are spread.
func (m *merger) total(out *Counts) {
	groups := len(m.Sides)
	switch {
	case m.Passages != nil:
		groups = len(m.Passages)
	case m.Turns != nil:
		groups = m.Corpus.Groups
	}
	m.apart = len(m.Sides) > 1 || m.Turns != nil || m.Passages != nil
	all, each := newMembers(len(m.voices)), make([]*members, groups)
	for g := range each {
		each[g] = newMembers(len(m.voices))
	}
	parts := len(m.list)
	m.part = func(transcript, _ int) int { return transcript }
	if m.Parts == BySpeaker {
		parts += len(m.voices)
		m.part = func(transcript, voice int) int {
			if voice == nobody {
				return len(m.voices) + transcript
			}
			return voice
		}
	}
	m.sizes, m.within, m.stamps = make([]int, parts), make([]int, parts), make([]int, len(m.voices))
	for i, p := range m.pages {
		for _, b := range p.bags {
			if !b.overlay {
				all.add(i, b)
				m.sizes[m.part(i, b.voice)] += b.words
			}
			if b.group >= 0 {
				each[b.group].add(i, b)
			}
		}
	}
	m.spreads = newSpreads()
	for _, words := range m.sizes {
		if words > 0 {
			m.spreads.size(words)
			out.Parts++
		}
	}
	out.All = all.total(m.people)
	for _, g := range each {
		out.Groups = append(out.Groups, g.total(m.people))
	}
	roles := map[transcript.Role]int{}
	met := uint64(0)
	for _, c := range m.counters {
		out.Left += c.left
		met |= c.met
		for role, words := range c.roles {
			roles[role] += words
		}
	}
	for i := range m.Only {
		out.Met = append(out.Met, met&(1<<i) != 0)
	}
	for _, role := range slices.Sorted(maps.Keys(roles)) {
		out.Roles = append(out.Roles, OfRole{role, roles[role]})
	}
	slices.SortStableFunc(out.Roles, func(a, b OfRole) int { return b.Words - a.Words })
}

// members are the words of a group and who says them.
type members struct {
	words  int
	pages  map[int]bool
	voices []bool
}

func newMembers(voices int) *members {
	return &members{pages: map[int]bool{}, voices: make([]bool, voices)}
}

func (g *members) add(page int, b bag) {
	if b.words == 0 {
		return
	}
	g.words += b.words
	g.pages[page] = true
	if b.voice != nobody {
		g.voices[b.voice] = true
	}
}

func (g *members) total(people []bool) Total {
	t := Total{Words: g.words, Transcripts: len(g.pages)}
	for v, speaks := range g.voices {
		if speaks {
			t.Speakers++
			if people[v] {
				t.People++
			}
		}
	}
	return t
}
