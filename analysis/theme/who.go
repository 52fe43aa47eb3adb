package theme

import (
	"cmp"
	"fmt"
	"slices"

	"grounded/analysis/table"
	"grounded/transcript/coding"
)

// Who returns how often each participant is quoted for some themes, or for all when none
// is named: who is quoted most comes first, who is never quoted last. Said is the share
// of all words of participants that are theirs. A quotation of several people counts for
// each.
func (m *Model) Who(quotes []Anchored, p coding.Picked, themes ...ID) table.Report {
	r := table.Report{
		Title: "Quotations of each participant",
		Table: table.Table{Columns: []table.Column{
			{Name: "speaker", Heading: "Speaker"},
			{Name: "transcript", Heading: "Transcript"},
			{Name: "quotations", Heading: "Quotations", Type: table.Integer},
			{Name: "share", Heading: "Share", Type: table.Number, Digits: 2},
			{Name: "words", Heading: "Words", Type: table.Integer},
			{Name: "said", Heading: "Said", Type: table.Number, Digits: 2},
			{Name: "themes", Heading: "Themes", Type: table.List},
			{Name: "supports", Heading: "Supports", Type: table.Integer},
			{Name: "qualifies", Heading: "Qualifies", Type: table.Integer},
			{Name: "contradicts", Heading: "Contradicts", Type: table.Integer},
		}},
		View: table.Columns{Names: []string{"speaker", "quotations", "share", "said", "themes"}},
	}
	if len(themes) == 1 {
		t, _ := m.Theme(themes[0])
		r.Title = "Quotations for “" + orElse(t.Name, string(themes[0])) + "” of each participant"
	}
	c := m.count(quotes, p, themes)
	for _, s := range c.speakers {
		q := c.of[s.voice]
		r.Table.Rows = append(r.Table.Rows, []any{
			s.label(), orNil(string(s.voice.Transcript)), q.n, share(q.n, c.all), q.words, share(c.said[s.voice], c.saidByAll),
			asTexts(q.themes), q.stances[Supports], q.stances[Qualifies], q.stances[Contradicts],
		})
	}
	r.Notes = c.notes()
	return r
}

// counts is how often participants are quoted, and how much they say.
type counts struct {
	speakers  []speaker // participants, who is quoted most first
	of        map[coding.Voice]*quoted
	all       int // quotations of participants
	adrift    int
	said      map[coding.Voice]int // words in the selected transcripts
	saidByAll int
}

// quoted is how often somebody is quoted.
type quoted struct {
	n, words int
	stances  map[Stance]int
	themes   []ID
}

func (m *Model) count(quotes []Anchored, p coding.Picked, themes []ID) counts {
	c := counts{of: map[coding.Voice]*quoted{}, said: map[coding.Voice]int{}}
	for _, s := range speakersOf(p, m.Quoting) {
		if !s.asks() {
			c.speakers = append(c.speakers, s)
			c.of[s.voice] = &quoted{stances: map[Stance]int{}}
		}
	}
	for _, q := range m.among(quotes, p, themes) {
		if q.Fate == coding.Adrift {
			c.adrift++
			continue
		}
		any := false
		for _, v := range voicesIn(p, q.In, q.Now) {
			of := c.of[v]
			if of == nil {
				continue
			}
			any = true
			of.n++
			of.words += q.In.CountWords(q.In.Said(q.Now)...)
			of.stances[q.Stance]++
			if !slices.Contains(of.themes, q.Theme) {
				of.themes = append(of.themes, q.Theme)
			}
		}
		if any {
			c.all++
		}
	}
	for _, t := range p.Transcripts {
		for i := range t.Turns {
			v := coding.VoiceOf(t, t.Speaker(i))
			if c.of[v] == nil || !p.MeansTurn(t, i) {
				continue
			}
			n := t.CountWords(t.Said(t.TurnSpan(i))...)
			c.said[v] += n
			c.saidByAll += n
		}
	}
	slices.SortStableFunc(c.speakers, func(a, b speaker) int { return cmp.Compare(c.of[b.voice].n, c.of[a.voice].n) })
	return c
}

func (c counts) notes() []string {
	var notes, never []string
	for _, s := range c.speakers {
		if c.of[s.voice].n == 0 {
			never = append(never, s.name())
		}
	}
	if c.all > 0 {
		most := c.speakers[0]
		notes = append(notes, fmt.Sprintf("%s is quoted most: %d of %s (%s), saying %s of the words of participants.", sentence(most.name()), c.of[most.voice].n,
			counted(c.all, "quotation"), percent(c.of[most.voice].n, c.all), percent(c.said[most.voice], c.saidByAll)))
	}
	switch {
	case len(c.speakers) == 0:
	case len(never) == 0:
		notes = append(notes, "Everybody is quoted.")
	default:
		notes = append(notes, fmt.Sprintf("%d of %s are never quoted: %s.", len(never), counted(len(c.speakers), "participant"), listed(never)))
	}
	if c.adrift > 0 {
		notes = append(notes, fmt.Sprintf("%s left out: adrift, the words are not in the text as it is now (see: grounded check).", counted(c.adrift, "quotation")))
	}
	return notes
}
