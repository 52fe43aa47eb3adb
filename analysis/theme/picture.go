package theme

import (
	"strings"

	"grounded/transcript"
	"grounded/transcript/coding"
)

// Picture is a model as it is drawn outside the study, whatever draws it.
type Picture struct {
	Title  string
	Shape  Shape
	Groups []Group // in the order in which they are drawn; each has a theme at least
	Notes  []Note
}

// Note says what a picture leaves out, or counts.
type Note struct {
	Says string // what a drawing says itself: a sentence without its full stop
	Way  string // what is told beside it to whoever draws it: a way out, with what joins it; ""
}

// String returns all of it.
func (n Note) String() string { return n.Says + n.Way + "." }

func asNotes(sentences []string) []Note {
	var out []Note
	for _, s := range sentences {
		n := Note{Says: strings.TrimSuffix(s, ".")}
		if says, is := strings.CutSuffix(n.Says, coding.ShownInText); is {
			n = Note{says, coding.ShownInText}
		}
		out = append(out, n)
	}
	return out
}

// Group is the themes of one part of a model, each before those below it.
type Group struct {
	Part   Part // the zero Part for themes of none
	Themes []Drawn
}

// Drawn is a theme as it stands in a picture.
type Drawn struct {
	ID        ID
	Name      string
	Statement string
	Parents   []ID // that make sense, the one that it is drawn below first
	Depth     int  // within its group
	Standing  string
	Said      string // a quotation as it is printed, "" for none
	Whose     string // who said it, as may be shown; "" for nobody
	Again     string // where else the theme is drawn and told of; "" where it is here
}

// Picture returns the model as it is drawn outside the study. With quotes each
// theme has the first of the quotations chosen for it that support it and may be
// printed: of people who consented, and under the label that they have in the
// transcript where they consented to a name. A drawing is handed on without cautions, so
// that it leaves out more than a report does: whatever nobody has allowed. How many of the
// chosen ones are not drawn is noted, by why.
func (m *Model) Picture(p coding.Picked, hits map[ID][]Hit, quotes bool) Picture {
	out := Picture{Title: m.Title, Shape: m.Shape}
	branches := m.drawnBranches(p, hits)
	var said map[ID]printed
	if quotes {
		said, out.Notes = m.mayBePrinted(p.Transcripts)
	}
	for _, b := range branches {
		if n := len(out.Groups); n == 0 || out.Groups[n-1].Part.Name != b.part.Name {
			out.Groups = append(out.Groups, Group{Part: b.part})
		}
		d := Drawn{ID: b.theme.ID, Name: b.theme.Name, Depth: b.depth, Again: b.again}
		if b.again == "" {
			d.Statement, d.Standing = b.theme.Statement, b.standing()
			d.Said, d.Whose = said[b.theme.ID].words, said[b.theme.ID].whose
			for _, j := range m.above[m.byID[b.theme.ID]] {
				d.Parents = append(d.Parents, m.Themes[j].ID)
			}
		}
		g := &out.Groups[len(out.Groups)-1]
		g.Themes = append(g.Themes, d)
	}
	out.Notes = append(out.Notes, m.notes(p, branches)...)
	return out
}

// printed is a quotation that may leave the study.
type printed struct{ words, whose string }

// mayBePrinted returns the first quotation of each theme that supports it and may
// leave the study, and says how many of the others there are, each counted once.
func (m *Model) mayBePrinted(transcripts []*transcript.Transcript) (map[ID]printed, []Note) {
	said := map[ID]printed{}
	withheld := map[coding.Permission]int{}
	adrift, against, further := 0, 0, 0
	may := m.Quoting.ForPrint()
	for _, q := range m.Anchor(transcripts) {
		if _, known := m.Theme(q.Theme); !known || q.In == nil {
			continue
		}
		_, there := said[q.Theme]
		switch {
		case q.Fate == coding.Adrift:
			adrift++
		case q.Stance != Supports:
			against++
		case may.MayQuote(q.In, q.Now) != coding.QuoteYes:
			withheld[may.MayQuote(q.In, q.Now)]++
		case there:
			further++
		default:
			said[q.Theme] = printed{q.printed(may), may.Speaker(q.In, q.Now)}
		}
	}
	notes := asNotes(coding.Withheld(withheld[coding.QuoteNo], "quotation"))
	for _, why := range []struct {
		n         int
		says, way string
	}{
		{withheld[coding.QuoteAsk], "left out: whoever said them is to be asked before they are printed", " (consent quote = ask)"},
		{withheld[coding.Unsaid], "left out: nobody says whether whoever said them may be quoted", "; say so with: grounded case set CASE --consent quote=yes"},
		{further, "not drawn: each theme has the first that supports it", ""},
		{against, "not drawn: qualifying or contradicting", ""},
		{adrift, "not drawn: adrift, the words are not in the text as it is now", " (see: grounded check)"},
	} {
		if why.n > 0 {
			notes = append(notes, Note{counted(why.n, "quotation") + " " + why.says, why.way})
		}
	}
	return said, notes
}

// Quotations returns how many quotations the picture holds.
func (p Picture) Quotations() int {
	n := 0
	for _, g := range p.Groups {
		for _, d := range g.Themes {
			if d.Said != "" {
				n++
			}
		}
	}
	return n
}
