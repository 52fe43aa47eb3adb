package theme

import (
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/table"
	"grounded/transcript/coding"
)

// Listed returns quotations of some themes, or of all when none is named, in the order
// in which the themes are drawn and then that of the file, with their numbers among
// those of their theme. A selection that means some people only lists what they say;
// what is adrift is said by nobody, and stays where its transcript is meant. Quotations
// of themes that the model does not hold come last.
func (m *Model) Listed(quotes []Anchored, p coding.Picked, themes ...ID) table.Report {
	r := table.Report{
		Title: "Quotations of the model",
		Table: table.Table{Columns: []table.Column{
			{Name: "theme", Heading: "Theme"},
			{Name: "name", Heading: "Name", Words: true},
			{Name: "number", Heading: "Number", Type: table.Integer},
			{Name: "stance", Heading: "Stance"},
			{Name: "ref", Heading: "Place"},
			{Name: "transcript", Heading: "Transcript"},
			{Name: "paragraph", Heading: "¶", Type: table.Integer},
			{Name: "speaker", Heading: "Speaker"},
			{Name: "start", Heading: "Start", Type: table.Integer},
			{Name: "end", Heading: "End", Type: table.Integer},
			{Name: "printed", Heading: "As printed", Words: true},
			{Name: "quote", Heading: "Words", Words: true},
			{Name: "verified", Heading: "Verified", Type: table.Boolean},
			{Name: "verified_by", Heading: "By"},
			{Name: "verified_date", Heading: "On"},
			{Name: "verified_against", Heading: "Against", Words: true},
			{Name: "lapsed", Heading: "Verified no more", Type: table.Boolean},
			{Name: "shown_fits", Heading: "As printed fits", Type: table.Boolean},
			{Name: "fate", Heading: "Words in the text"},
			{Name: "may_quote", Heading: "May be quoted"},
			{Name: "interviewer", Heading: "An interviewer's", Type: table.Boolean},
			{Name: "compared", Heading: "Verified", People: true},
			{Name: "standing", Heading: "Words in the text", People: true},
			{Name: "caution", Heading: "Caution", People: true},
		}},
		View: table.Cards{Head: []string{"number", "stance", "ref", "speaker"}, Body: "printed", Foot: []string{"compared", "standing", "caution"}},
	}
	if len(themes) == 1 {
		t, _ := m.Theme(themes[0])
		r.Title = "Quotations for “" + orElse(t.Name, string(themes[0])) + "”"
	} else {
		r.View = table.Cards{Head: []string{"name", "number", "stance", "ref", "speaker"}, Body: "printed", Foot: []string{"compared", "standing", "caution"}}
	}
	among, asks := m.among(quotes, p, themes), interviewersOf(p.Transcripts)
	withheld := 0
	for _, q := range among {
		switch {
		case q.Fate == coding.Adrift && m.Quoting.Prints(): // nobody can say what is allowed of it
		case q.Fate != coding.Adrift && m.Quoting.Withholds(q.In, q.Now):
			withheld++
		default:
			r.Table.Rows = append(r.Table.Rows, m.listed(q, asks))
		}
	}
	r.Notes = append(m.listNotes(among, p, themes), coding.Withheld(withheld, "quotation")...)
	return r
}

// listed is a quotation as a row, given who asks.
func (m *Model) listed(q Anchored, asks map[coding.Voice]bool) []any {
	t, _ := m.Theme(q.Theme)
	now, lapsed := q.VerifiedNow(), q.Lapsed()
	compared := q.Verified.String()
	if q.Verified.Given && !now {
		compared = "no more: " + compared
	}
	if lapsed {
		compared += "; its words are others since"
	}
	var fits, place, paragraph, speaker, start, end, may, interviewer any
	var standing, caution []string
	words := q.Quote.Quote
	if q.Shown != "" {
		fits = q.ShownFits()
	}
	if q.Fate == coding.Adrift {
		standing = append(standing, "adrift")
	} else {
		place, paragraph, speaker = placeIn(q.In, q.Now), q.In.ParagraphsOf(q.Now).First+1, m.Quoting.Speaker(q.In, q.Now)
		start, end, words = q.Now.Start, q.Now.End, q.In.Text(q.Now)
		if q.Fate == coding.Followed {
			standing = append(standing, "corrected since")
		}
		if !q.ShownFits() {
			standing = append(standing, fmt.Sprintf("printed in full, since “%s” does not fit any more", q.Shown))
		}
		interviewer = asked(q.In, q.Now, asks)
		if interviewer == true {
			caution = append(caution, "words of an interviewer")
		}
		if m.Quoting != nil {
			may = orNil(string(m.Quoting.MayQuote(q.In, q.Now)))
			if said := m.Quoting.Caution(q.In, q.Now); said != "" {
				caution = append(caution, said)
			}
		}
	}
	return []any{
		string(q.Theme), orElse(t.Name, string(q.Theme)), m.numberOf(q.Index), string(q.Stance), place, string(q.Transcript), paragraph, speaker, start, end,
		q.printed(m.Quoting), words,
		now, orNil(string(q.Verified.By)), orNil(string(q.Verified.Date)), orNil(q.Verified.Against), lapsed, fits,
		q.Fate.String(), may, interviewer, orNil(compared), orNil(strings.Join(standing, "; ")), orNil(strings.Join(caution, "; ")),
	}
}

// numberOf returns the number of a quote among those of its theme.
func (m *Model) numberOf(i int) int { return slices.Index(m.QuotesOf(m.Quotes[i].Theme), i) + 1 }

// among returns those of some quotes that a selection and some themes mean, in order.
func (m *Model) among(quotes []Anchored, p coding.Picked, themes []ID) []Anchored {
	quotes = m.inOrder(quotes, themes)
	return slices.DeleteFunc(quotes, func(q Anchored) bool {
		return q.In != nil && q.Fate != coding.Adrift && !meansWords(p, q.In, q.Now) ||
			q.In != nil && !slices.Contains(p.Transcripts, q.In)
	})
}

// listNotes says what quotations do, whose they are, and how far they are verified.
func (m *Model) listNotes(quotes []Anchored, p coding.Picked, themes []ID) []string {
	var notes []string
	stances, voices := map[Stance]int{}, map[coding.Voice]bool{}
	adrift, verified, lapsed, asking := 0, 0, 0, 0
	asks := interviewersOf(p.Transcripts)
	for _, q := range quotes {
		if q.Fate == coding.Adrift {
			adrift++
			continue
		}
		stances[q.Stance]++
		switch {
		case q.VerifiedNow():
			verified++
		case q.Lapsed():
			lapsed++
		}
		if asked(q.In, q.Now, asks) {
			asking++
		}
		for _, v := range voicesIn(p, q.In, q.Now) {
			if !asks[v] {
				voices[v] = true
			}
		}
	}
	if inText := len(quotes) - adrift; inText > 0 {
		what := "their theme"
		if len(themes) == 1 {
			what = "it"
		}
		notes = append(notes, fmt.Sprintf("%s of %s: %s; %d verified.", counted(inText, "quotation"), counted(len(voices), "participant"), stanced(stances, what), verified))
	} else if adrift == 0 && len(themes) == 1 {
		notes = append(notes, fmt.Sprintf("Passages to choose from, of different people: grounded theme quotes %s%s --spread", themes[0], m.Flag))
	}
	switch asking {
	case 0:
	case 1:
		notes = append(notes, "1 of them holds words of an interviewer.")
	default:
		notes = append(notes, fmt.Sprintf("%d of them hold words of an interviewer.", asking))
	}
	if lapsed > 0 {
		notes = append(notes, fmt.Sprintf("%s verified once and no more: other words stand there since. When they are compared again: grounded theme quotes THEME%s --verify N --against WHAT", were(lapsed, "quotation"), m.Flag))
	}
	notes = append(notes, m.unfit(quotes)...)
	if adrift > 0 {
		out := ""
		if m.Quoting.Prints() {
			out = " left out:"
		}
		notes = append(notes, fmt.Sprintf("%s%s adrift: the words are not in the text as it is now (see: grounded check).", counted(adrift, "quotation"), out))
	}
	return append(notes, m.twice(quotes)...)
}

// unfit says of which quotations what is to be printed does not fit the words any more.
func (m *Model) unfit(quotes []Anchored) []string {
	var out []string
	for _, q := range quotes {
		if q.Fate != coding.Adrift && !q.ShownFits() {
			out = append(out, fmt.Sprintf("Number %d of %s is printed in full: what is to be printed does not fit its words any more. Say it anew with: %s", m.numberOf(q.Index), q.Theme, m.ShowAnew(q.Index)))
		}
	}
	return out
}

// were is a number of things of which something was so.
func were(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " was"
	}
	return counted(n, noun) + " were"
}

// twice names the passages that stand for several themes, so that the same words are not
// printed twice unawares.
func (m *Model) twice(quotes []Anchored) []string {
	var notes []string
	for i, q := range quotes {
		var also []string
		for _, o := range quotes[:i] {
			if q.overlaps(o) && o.Theme != q.Theme {
				also = append(also, fmt.Sprintf("%d of %s", m.numberOf(o.Index), o.Theme))
			}
		}
		if len(also) > 0 {
			notes = append(notes, fmt.Sprintf("Number %d of %s has words of number %s.", m.numberOf(q.Index), q.Theme, strings.Join(also, " and ")))
		}
	}
	return notes
}

func (a Anchored) overlaps(o Anchored) bool {
	return a.In != nil && a.In == o.In && a.Now.Overlaps(o.Now)
}

// inOrder returns the quotes of some themes, or of all when none is named, in the order
// in which the themes are drawn and then that of the file.
func (m *Model) inOrder(quotes []Anchored, themes []ID) []Anchored {
	order := map[ID]int{}
	for t := range m.Walk() {
		order[t.ID] = len(order) - len(m.Themes)
	}
	var out []Anchored
	for _, q := range quotes {
		if len(themes) == 0 || slices.Contains(themes, q.Theme) {
			out = append(out, q)
		}
	}
	slices.SortStableFunc(out, func(a, b Anchored) int { return order[a.Theme] - order[b.Theme] })
	return out
}
