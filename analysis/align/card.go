package align

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"grounded/analysis/table"
	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/transcript"
)

// shownQuotations is how many passages of each side a card has.
const shownQuotations = 3

// Card lays some codes of both sides side by side for the one who decides on
// them: what each analyst says of theirs, how much text they mark, quotations,
// and below what speaks for the pair.
func (m *Matching) Card(left, right Side, lefts, rights []codebook.ID, relation crosswalk.Relation) table.Report {
	r := table.Report{
		Table: table.Table{Columns: []table.Column{
			{Name: "head", Words: true},
			{Name: "body", Words: true},
			{Name: "include", Heading: "Include", Words: true},
			{Name: "exclude", Heading: "Exclude", Words: true},
			{Name: "marks", Heading: "Where both worked"},
		}},
		View: table.Cards{Head: []string{"head"}, Body: "body", Foot: []string{"include", "exclude", "marks"}},
	}
	quote := func(own, other Side, isRight bool, codes, others []codebook.ID) {
		for _, q := range m.Quotations(own, other, isRight, codes, others, shownQuotations) {
			r.Table.Rows = append(r.Table.Rows, []any{q.head(), q.words(), "", "", ""})
		}
	}
	r.Table.Rows = append(r.Table.Rows, m.described(left, m.left, lefts)...)
	quote(left, right, false, lefts, rights)
	r.Table.Rows = append(r.Table.Rows, m.described(right, m.right, rights)...)
	quote(right, left, true, rights, lefts)
	r.Notes = []string{
		fmt.Sprintf("%s of %s is %s %s of %s, as a guess.", names(m.left.uses, lefts), m.evidence.LeftAnalyst, phrase(relation), names(m.right.uses, rights), m.evidence.RightAnalyst),
		m.Judge(lefts, rights).sentence(),
	}
	return r
}

func phrase(r crosswalk.Relation) string {
	switch r {
	case crosswalk.Broader:
		return "broader than"
	case crosswalk.Narrower:
		return "narrower than"
	case crosswalk.Overlaps:
		return "overlapping with"
	}
	return "the same as"
}

// described is a row for each of some codes.
func (m *Matching) described(side Side, p party, codes []codebook.ID) [][]any {
	var rows [][]any
	for _, id := range codes {
		u := Use{Code: codebook.Code{ID: id, Name: string(id)}}
		if at, is := p.at[id]; is {
			u = p.uses[at]
		}
		c := u.Code
		definition := c.Definition
		if definition == "" {
			definition = "(no definition)"
		}
		rows = append(rows, []any{
			fmt.Sprintf("%s: %s", side.Coder.Analyst, c.Name), definition, c.Include, c.Exclude,
			fmt.Sprintf("%s, %s, %s", counted(u.Codings, "coding"), counted(u.Characters, "character"), counted(u.Turns, "turn")),
		})
	}
	return rows
}

// sentence says what speaks for a pair.
func (p Proposal) sentence() string {
	var parts []string
	switch {
	case p.Characters > 0:
		parts = append(parts, fmt.Sprintf("both mark %s in %s (Jaccard %.2f; %.0f %% of the left's text, %.0f %% of the right's)",
			counted(p.Characters, "character"), counted(p.Turns, "turn"), p.Jaccard, 100*p.ContainedLeft, 100*p.ContainedRight))
	case p.Turns > 0:
		parts = append(parts, fmt.Sprintf("both touch %s, in different words", counted(p.Turns, "turn")))
	default:
		parts = append(parts, "no text that both mark")
	}
	for _, l := range []struct {
		Likeness
		what string
	}{{p.Names, "names"}, {p.Definitions, "definitions"}, {p.Words, "typical words"}, {p.Place, "place in the tree"}} {
		if l.Known {
			parts = append(parts, fmt.Sprintf("%s %.2f", l.what, l.Value))
		}
	}
	return fmt.Sprintf("Score %.2f: %s.", p.Score, strings.Join(parts, "; "))
}

// head says where a quotation is from.
func (q Quotation) head() string {
	t := q.Transcript
	place := strings.Replace(t.Ref(q.Now).String(), ":", " ¶", 1)
	head := place
	if label := t.Speaker(t.Paragraphs[t.ParagraphsOf(q.Now).First].Turn).Label; label != "" {
		head += " · " + label
	}
	if !q.Shared.Empty() {
		head += " · both mark it"
	}
	return head
}

// most is how many bytes of a quotation are shown, and around how many of what
// both mark.
const (
	most   = 420
	margin = 120
)

// words is the quotation as it is shown: of a long one what both mark and a
// little around it, or its beginning.
func (q Quotation) words() string {
	s := q.Now
	if s.Len() > most {
		if q.Shared.Empty() {
			s.End = s.Start + most
		} else {
			s.Start = max(s.Start, q.Shared.Start-margin)
			s.End = min(s.End, q.Shared.End+margin, s.Start+most)
		}
		s = wholeWords(q.Transcript.Body, s, q.Now)
	}
	words := q.Transcript.Spoken(s)
	if s.Start > q.Now.Start {
		words = "… " + words
	}
	if s.End < q.Now.End {
		words += " …"
	}
	return "“" + words + "”"
}

// wholeWords draws the ends of a cut in, to where words end, save those that are
// ends of the whole.
func wholeWords(body string, cut, whole transcript.Span) transcript.Span {
	blank := func(i int) bool { return body[i] == ' ' || body[i] == '\n' }
	for cut.Start > whole.Start && cut.Start < cut.End && !blank(cut.Start-1) {
		cut.Start++
	}
	for cut.End < whole.End && cut.End > cut.Start && !blank(cut.End) {
		cut.End--
	}
	if cut.Empty() || !utf8.RuneStart(body[cut.Start]) {
		return whole
	}
	return cut
}
