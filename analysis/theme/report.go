package theme

import (
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/table"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// branch is a theme as it stands in the picture of a model.
type branch struct {
	theme    Theme
	part     Part
	depth    int
	last     bool   // none of those below the same theme comes behind it
	again    string // where else it is drawn; "" where it is drawn here
	evidence Evidence
	quote    string // printed; "" when there is none
	may      coding.Permission
	caution  string // what keeps the quotation from being printed; ""
	ref      string
	speaker  string
	withheld int // quotations that would stand in its place

	speakers, participants int  // who give evidence
	codedBeside            bool // codings are on what no participant says
	foundBeside            bool // hits are

	qualified, contradicted int // quotes of the model that do so
}

// branches returns the themes in the order in which they are drawn: part by
// part, leaves above and roots below, and within a part as the file has them. In
// a model that is no tree parts keep their order.
func (m *Model) branches(p coding.Picked, hits map[ID][]Hit) []branch {
	return slices.DeleteFunc(m.drawnBranches(p, hits), func(b branch) bool { return b.again != "" })
}

// drawn returns the parts in the order in which they are drawn, and behind them
// one without a name, for themes that belong to none.
func (m *Model) drawn() []Part {
	parts := slices.Clone(m.Parts)
	if m.Shape == Tree {
		slices.SortStableFunc(parts, func(a, b Part) int { return height(b.Place) - height(a.Place) })
	}
	return append(parts, Part{})
}

// height orders places from the deepest; a part without a place is the lowest.
func height(p Place) int { return slices.Index(places(), p) }

// choose takes the first quote of the model that supports the theme and is not
// withheld, else the best candidate, and counts the quotes that do not support it.
// Quotes that are adrift are left out.
func (b *branch) choose(quotes []Anchored, may *coding.Quoting) {
	for _, q := range quotes {
		switch {
		case q.Theme != b.theme.ID || q.Fate == coding.Adrift:
		case q.Stance == Qualifies:
			b.qualified++
		case q.Stance == Contradicts:
			b.contradicted++
		case b.quote != "":
		case may.Withholds(q.In, q.Now):
			b.withheld++
		default:
			b.show(q.printed(may), q.In, q.Now, may)
		}
	}
	if candidates := b.evidence.Candidates(); b.quote == "" && len(candidates) > 0 {
		c := candidates[0]
		b.show(spokenIn(may, c.In, c.Span), c.In, c.Span, may)
	}
}

// show has a passage as the quotation of the theme.
func (b *branch) show(words string, t *transcript.Transcript, s transcript.Span, may *coding.Quoting) {
	b.quote, b.ref, b.speaker = words, placeIn(t, s), may.Speaker(t, s)
	b.may, b.caution = may.MayQuote(t, s), may.Caution(t, s)
}

// quotation returns the quotation of a theme as it is printed and whose it is,
// nothing when the theme has none.
func (b branch) quotation() []string {
	if b.quote == "" {
		return nil
	}
	whose := "— " + strings.TrimPrefix(b.speaker+", "+b.ref, ", ")
	if b.caution != "" {
		whose += " (" + b.caution + ")"
	}
	return []string{"“" + b.quote + "”", whose}
}

// Tree returns the model as a report, a row a theme in the order in which it is
// drawn, with the evidence among selected codings and what queries found, as
// [Model.Gather] takes them, that of themes below included, and one quotation each:
// the first of the model's that supports the theme, else the first of its
// [Evidence.Candidates]. Those that qualify or contradict the theme are counted.
func (m *Model) Tree(p coding.Picked, hits map[ID][]Hit) table.Report {
	r := table.Report{
		Title: m.Title,
		Table: table.Table{Columns: []table.Column{
			{Name: "part", Heading: "Part"},
			{Name: "place", Heading: "Place in the tree"},
			{Name: "depth", Heading: "Depth", Type: table.Integer},
			{Name: "theme", Heading: "Id"},
			{Name: "name", Heading: "Theme", Words: true},
			{Name: "statement", Heading: "Statement", Words: true},
			{Name: "parents", Heading: "Parents", Type: table.List},
			{Name: "codes", Heading: "Codes", Type: table.List},
			{Name: "codings", Heading: "Codings", Type: table.Integer},
			{Name: "hits", Heading: "Hits", Type: table.Integer},
			{Name: "transcripts", Heading: "Transcripts", Type: table.Integer},
			{Name: "speakers", Heading: "Speakers", Type: table.Integer},
			{Name: "participants", Heading: "Participants", Type: table.Integer},
			{Name: "quote", Heading: "Quotation", Words: true},
			{Name: "speaker", Heading: "Speaker"},
			{Name: "ref", Heading: "Place"},
			{Name: "may_quote", Heading: "May be quoted"},
			{Name: "qualified", Heading: "Qualified by", Type: table.Integer},
			{Name: "contradicted", Heading: "Contradicted by", Type: table.Integer},
			{Name: "said", Heading: "Quotation", People: true, Words: true},
		}},
	}
	branches := m.branches(p, hits)
	others := []string{"statement", "codings", "participants", "said"}
	if len(m.Parts) > 0 {
		others = slices.Insert(others, 0, "part")
	}
	if slices.ContainsFunc(branches, func(b branch) bool { return len(b.evidence.hits) > 0 }) {
		others = slices.Insert(others, slices.Index(others, "participants"), "hits")
	}
	if slices.ContainsFunc(branches, func(b branch) bool { return b.qualified+b.contradicted > 0 }) {
		others = append(others, "qualified", "contradicted")
	}
	r.View = table.Tree{Label: "name", Depth: "depth", Others: others, Lines: true}
	for _, b := range branches {
		codes := slices.DeleteFunc(slices.Clone(b.theme.Codes), func(r CodeRef) bool { return !p.Sees(r.Analyst) })
		r.Table.Rows = append(r.Table.Rows, []any{
			orNil(b.part.Name), orNil(string(b.part.Place)), b.depth, string(b.theme.ID), b.theme.Name, orNil(b.theme.Statement),
			asTexts(b.theme.Parents), refTexts(codes), len(b.evidence.rows), len(b.evidence.hits), transcriptsOf(b.evidence.said()), b.speakers, b.participants,
			orNil(b.quote), orNil(b.speaker), orNil(b.ref), orNil(string(b.may)), b.qualified, b.contradicted,
			orNil(strings.Join(b.quotation(), " ")),
		})
	}
	withheld := 0
	for _, b := range branches {
		withheld += b.withheld
	}
	r.Notes = coding.Withheld(withheld, "quotation")
	for _, n := range m.notes(p, branches) {
		r.Notes = append(r.Notes, n.String())
	}
	if s := m.severalParents(); s != "" {
		r.Notes = append(r.Notes, s)
	}
	return r
}

// notes says what a picture of the model leaves out, and whom it counts.
func (m *Model) notes(p coding.Picked, branches []branch) []Note {
	var notes []Note
	coded := slices.ContainsFunc(branches, func(b branch) bool { return b.codedBeside })
	hit := slices.ContainsFunc(branches, func(b branch) bool { return b.foundBeside })
	if what := whatLies(coded, hit); what != "" {
		notes = append(notes, Note{what + " on what no participant says, such as a question, are counted too", "; --role participant leaves them out"})
	}
	var missing []CodeRef
	for _, t := range m.Themes {
		for _, ref := range t.Codes {
			if coderOf(p, ref.Analyst) == nil {
				missing = append(missing, ref)
			}
		}
	}
	notes = append(notes, asNotes(notSelected(p, once(missing)))...)
	if p.Adrift > 0 {
		notes = append(notes, Note{counted(p.Adrift, "coding") + " left out: adrift, their words are not in the text as it is now", " (see: grounded check)"})
	}
	return notes
}

// severalParents names the themes that stand below others than the one they are
// drawn below.
func (m *Model) severalParents() string {
	var also []string
	for i, t := range m.Themes {
		for _, j := range m.above[i][min(1, len(m.above[i])):] {
			also = append(also, fmt.Sprintf("“%s” also stands below “%s”", t.Name, m.Themes[j].Name))
		}
	}
	if len(also) == 0 {
		return ""
	}
	return strings.Join(also, "; ") + "."
}

// how says by what words are evidence: by code, by query, or some by the one and some by
// the other.
func how(coded, found bool) string {
	switch {
	case coded && found:
		return "coded or found by a query"
	case found:
		return "found by a query"
	}
	return "coded"
}

// whatLies names the evidence that is coded or found; "" where none is.
func whatLies(coded, found bool) string {
	switch {
	case coded && found:
		return "Codings and hits"
	case found:
		return "Hits"
	case coded:
		return "Codings"
	}
	return ""
}
