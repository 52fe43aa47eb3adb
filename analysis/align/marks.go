package align

import "slices"

// marks is all that some codes of one side mark together: stretches in order and
// apart from each other, and turns in order, each once. Both count on from one
// transcript to the next, so that those of two never meet.
type marks struct {
	stretches []stretch
	turns     []int
}

func (m marks) tally() tally {
	n := 0
	for _, s := range m.stretches {
		n += s.end - s.start
	}
	return tally{n, len(m.turns)}
}

// apart is how far the places of one transcript are from those of the next.
const apart = 1 << 32

// marks returns what each code of a side marks, by its place among the uses.
func (r reading) marks(e Evidence) []marks {
	out := make([]marks, len(r.uses))
	for i, id := range e.Transcripts {
		p := r.pages[id]
		for _, s := range p.stretches {
			m := &out[s.code]
			m.stretches = append(m.stretches, stretch{s.start + i*apart, s.end + i*apart, 0})
		}
		for _, t := range p.touches {
			m := &out[t.code]
			m.turns = append(m.turns, t.turn+i*apart)
		}
	}
	return out
}

// together returns what several codes mark between them.
func together(all ...marks) marks {
	if len(all) == 1 {
		return all[0]
	}
	var out marks
	for _, m := range all {
		out.stretches = append(out.stretches, m.stretches...)
		out.turns = append(out.turns, m.turns...)
	}
	out.stretches = joined(out.stretches)
	slices.Sort(out.turns)
	out.turns = slices.Compact(out.turns)
	return out
}

// shares compares what two sides mark.
func (m marks) shares(other marks) Shares {
	var both tally
	for a, b := m.stretches, other.stretches; len(a) > 0 && len(b) > 0; {
		both.characters += max(0, min(a[0].end, b[0].end)-max(a[0].start, b[0].start))
		if a[0].end <= b[0].end {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	for a, b := m.turns, other.turns; len(a) > 0 && len(b) > 0; {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			both.turns++
			a, b = a[1:], b[1:]
		}
	}
	return sharesOf(both, m.tally(), other.tally())
}
