package lexis

import (
	"cmp"
	"slices"
	"strings"
)

// merger makes of what was counted apart the figures of each word.
type merger struct {
	*texts
	Options
	ids      *vocabulary
	counters []*counter
	pages    []page

	labels  []string // of words by id, as people read them
	forms   map[int32][]Form
	grams   []gram               // sequences by their numbers; nil of single words
	numbers map[*counter][]int32 // of each counter's own sequences, these numbers
	apart   bool                 // words are told apart by group

	spreads spreads
	part    func(transcript, voice int) int
	sizes   []int // words of each part
	within  []int // times that the word at hand is said in each part; 0 between two words
	met     []int // the parts in which it is
	stamps  []int // by voice: when it was last met
	stamp   int
}

// place is how often a word is in a bag.
type place struct {
	page, bag int32
	times     int32
}

func (m *merger) merge() Counts {
	out := Counts{N: m.N}
	m.total(&out)
	m.label()
	places := m.gather()
	m.spreads.ready()
	for at, list := range places {
		w, ok := m.word(list)
		if w.Times > 0 && !ok {
			out.Rare++
		}
		if ok {
			w.Text = m.text(at, m.labels)
			if m.Stem {
				w.Stem = m.text(at, m.ids.words)
			}
			if m.N == 1 {
				w.Forms = m.forms[int32(at)]
			}
			out.Words = append(out.Words, w)
		}
	}
	slices.SortFunc(out.Words, func(a, b Word) int { return cmp.Or(strings.Compare(a.Text, b.Text), strings.Compare(a.Stem, b.Stem)) })
	return out
}

// label finds what people read for each word: of forms that are counted as one, the
// commonest.
func (m *merger) label() {
	m.labels = m.ids.words
	if !m.Stem {
		return
	}
	times := map[int32]map[string]int{}
	for _, c := range m.counters {
		for _, l := range c.lexicons {
			for _, e := range l.entries {
				if e.times == 0 || m.Only != nil && e.fits == 0 { // another form of a word whose form was asked for
					continue
				}
				if times[e.id] == nil {
					times[e.id] = map[string]int{}
				}
				times[e.id][e.form] += int(e.times)
			}
		}
	}
	m.labels, m.forms = slices.Clone(m.ids.words), map[int32][]Form{}
	for id, of := range times {
		var forms []Form
		for text, n := range of {
			forms = append(forms, Form{text, n})
		}
		slices.SortFunc(forms, func(a, b Form) int { return cmp.Or(b.Times-a.Times, strings.Compare(a.Text, b.Text)) })
		m.forms[id], m.labels[id] = forms, forms[0].Text
	}
}

// gather returns for every word, or sequence, where it is, in order of transcripts.
func (m *merger) gather() [][]place {
	n := len(m.ids.words)
	if m.N > 1 {
		m.number()
		n = len(m.grams)
	}
	sizes, total := make([]int32, n), 0
	m.each(func(id int32, _ place) { sizes[id]++; total++ })
	all, places := make([]place, total), make([][]place, n)
	for id, size := range sizes {
		places[id], all = all[:0:size], all[size:]
	}
	m.each(func(id int32, p place) { places[id] = append(places[id], p) })
	return places
}

// number gives the sequences of all counters common numbers.
func (m *merger) number() {
	known := map[gram]int32{}
	m.numbers = map[*counter][]int32{}
	for _, c := range m.counters {
		list := make([]int32, len(c.order))
		for local, g := range c.order {
			id, seen := known[g]
			if !seen {
				id = int32(len(m.grams))
				known[g] = id
				m.grams = append(m.grams, g)
			}
			list[local] = id
		}
		m.numbers[c] = list
		c.grams = nil // of a large study they take much room
	}
}

func (m *merger) each(do func(int32, place)) {
	for i, p := range m.pages {
		numbers := m.numbers[p.counter]
		for b := range p.bags {
			for _, it := range p.bags[b].items {
				id := it.id
				if numbers != nil {
					id = numbers[id]
				}
				do(id, place{int32(i), int32(b), it.times})
			}
		}
	}
}

// text writes a word, or the words of a sequence, by what each is called.
func (m *merger) text(at int, names []string) string {
	if m.grams == nil {
		return names[at]
	}
	var b strings.Builder
	for i, id := range m.grams[at] {
		if id < 0 {
			break
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(names[id])
	}
	return b.String()
}

func (m *merger) bag(p place) *bag { return &m.pages[p.page].bags[p.bag] }

// word returns the figures of a word by where it is, and false when it is said too
// seldom.
func (m *merger) word(list []place) (Word, bool) {
	w := Word{Private: true}
	m.stamp++
	last := int32(-1)
	for _, p := range list {
		b := m.bag(p)
		if b.overlay {
			continue
		}
		m.count(&w.Tally, p, &last)
		w.Private = w.Private && !b.quotable
		part := m.part(int(p.page), b.voice)
		if m.within[part] == 0 {
			m.met = append(m.met, part)
		}
		m.within[part] += int(p.times)
	}
	enough := w.Times >= max(m.Min, 1)
	for _, part := range m.met {
		if enough {
			m.spreads.add(Part{m.sizes[part], m.within[part]})
		}
		m.within[part] = 0
	}
	m.met = m.met[:0]
	if !enough {
		return w, false
	}
	if s, ok := m.spreads.take(); ok {
		w.Spread = &s
	}
	if m.apart {
		w.Groups = m.byGroup(list)
	}
	return w, true
}

// count adds what a word is in one bag to a tally; last is the page before.
func (m *merger) count(t *Tally, p place, last *int32) {
	t.Times += int(p.times)
	if p.page != *last {
		t.Transcripts++
		*last = p.page
	}
	if v := m.bag(p).voice; v != nobody && m.stamps[v] != m.stamp {
		m.stamps[v] = m.stamp
		t.Speakers++
		if m.people[v] {
			t.People++
		}
	}
}

// byGroup returns the tallies of a word by group.
func (m *merger) byGroup(list []place) []Tally {
	grouped := slices.DeleteFunc(slices.Clone(list), func(p place) bool { return m.bag(p).group < 0 })
	slices.SortStableFunc(grouped, func(a, b place) int { return m.bag(a).group - m.bag(b).group })
	var out []Tally
	last := int32(-1)
	for i, p := range grouped {
		group := m.bag(p).group
		if i == 0 || group != m.bag(grouped[i-1]).group {
			out = append(out, Tally{Group: group})
			m.stamp++
			last = -1
		}
		m.count(&out[len(out)-1], p, &last)
	}
	return out
}
