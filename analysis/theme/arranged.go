package theme

import (
	"slices"

	"grounded/transcript/coding"
)

// drawnBranches returns the themes as branches does, and each a second time, or a
// third, below the other themes that it stands below.
func (m *Model) drawnBranches(p coding.Picked, hits map[ID][]Hit) []branch {
	quotes := m.Anchor(p.Transcripts)
	speakers := speakersOf(p, m.Quoting)
	out := m.arranged()
	for i := range out {
		b := &out[i]
		if b.again == "" {
			b.evidence, _ = m.Gather(b.theme.ID, p, hits) // the theme is there
			b.count(speakers)
			b.choose(quotes, m.Quoting)
		}
	}
	return out
}

// count says who give evidence of the theme: everybody whose words are coded or found, and
// of them the participants.
func (b *branch) count(speakers []speaker) {
	voices := voicesOf(b.evidence.said())
	b.speakers = len(voices)
	takes := map[coding.Voice]bool{}
	for _, s := range speakers {
		if voices[s.voice] && !s.asks() {
			takes[s.voice] = true
		}
	}
	b.participants = len(takes)
	asks := func(f found) bool {
		return !slices.ContainsFunc(f.voices, func(v coding.Voice) bool { return takes[v] })
	}
	b.codedBeside, b.foundBeside = slices.ContainsFunc(b.evidence.rows, asks), slices.ContainsFunc(b.evidence.hits, asks)
}

// arranged returns the themes as drawnBranches does, without what stands behind
// them.
func (m *Model) arranged() []branch {
	parts := make([]Part, len(m.Themes))
	for i, t := range m.Themes {
		parts[i], _ = m.PartOf(t.ID)
	}
	var out []branch
	var grow func(i, depth int, last bool)
	grow = func(i, depth int, last bool) {
		out = append(out, branch{theme: m.Themes[i], part: parts[i], depth: depth, last: last})
		here := slices.DeleteFunc(slices.Clone(m.below[i]), func(j int) bool { return parts[j].Name != parts[i].Name })
		var elsewhere []int
		for j, above := range m.above {
			if slices.Contains(above, i) && !slices.Contains(here, j) {
				elsewhere = append(elsewhere, j)
			}
		}
		for k, j := range here {
			grow(j, depth+1, k == len(here)-1 && len(elsewhere) == 0)
		}
		for k, j := range elsewhere {
			out = append(out, branch{theme: m.Themes[j], part: parts[i], depth: depth + 1, last: k == len(elsewhere)-1, again: m.whereDrawn(j, parts[i], parts)})
		}
	}
	for _, part := range m.drawn() {
		for i, above := range m.above {
			if parts[i].Name == part.Name && (len(above) == 0 || parts[above[0]].Name != part.Name) {
				grow(i, 0, false)
			}
		}
	}
	return out
}

// whereDrawn says, below a theme of a part, where a theme below it is drawn.
func (m *Model) whereDrawn(j int, here Part, parts []Part) string {
	first := m.above[j][0]
	switch {
	case parts[j].Name == "" && here.Name != "":
		return "drawn without a part"
	case parts[j].Name != here.Name:
		return "drawn in “" + parts[j].Name + "”"
	case parts[first].Name != here.Name:
		return "drawn at the top"
	}
	return "drawn below “" + m.Themes[first].Name + "”"
}
