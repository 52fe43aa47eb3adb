package coding

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"grounded/transcript"
	"grounded/transcript/cases"
)

// Restrict returns the restriction of a passage of t.
func Restrict(t *transcript.Transcript, passage transcript.Span, because string) transcript.Restriction {
	c := Make(t, passage, "", "", time.Time{})
	return transcript.Restriction{Span: c.Span, Quote: c.Quote, Prefix: c.Prefix, Suffix: c.Suffix, Because: because}
}

// Restricted returns where the words of each restriction of t stand, and whether
// they were found.
func Restricted(t *transcript.Transcript) []Placed {
	if len(t.Restricted) == 0 {
		return nil // the words of the text need not be read for it
	}
	return Anchor(nil, t, restrictions(t))
}

func restrictions(t *transcript.Transcript) []Coding {
	cs := make([]Coding, len(t.Restricted))
	for i, r := range t.Restricted {
		cs[i] = Coding{Span: r.Span, Quote: r.Quote, Prefix: r.Prefix, Suffix: r.Suffix}
	}
	return cs
}

// Restricted returns the restrictions of Was at their places in Now. One whose
// words cannot be found stays as it was kept: nobody has lifted it.
func (r Revision) Restricted() []transcript.Restriction {
	if len(r.Was.Restricted) == 0 {
		return nil
	}
	out := slices.Clone(r.Was.Restricted)
	for i, p := range r.Place(Restricted(r.Was)) {
		if p.Fate != Adrift {
			out[i] = Restrict(r.Now, p.Now, out[i].Because)
		}
	}
	return out
}

// Permission says whether words may be quoted outside the study.
type Permission string

// From the strictest. Unsaid: the person was never asked, or nobody says which
// person it is.
const (
	QuoteNo  Permission = "no"
	QuoteAsk Permission = "ask"
	Unsaid   Permission = ""
	QuoteYes Permission = "yes"
)

// Quoting knows which words may be quoted: what people consented to, and what
// was restricted. The analyst, and scripts, are shown all words with what is allowed of
// them; see ForPrint for what is made to be printed.
type Quoting struct {
	people     map[string]cases.Case
	restricted map[*transcript.Transcript][]transcript.Span
	print      bool
}

// NewQuoting returns what people, and the transcripts that will be asked about,
// allow.
func NewQuoting(people []cases.Case) *Quoting {
	q := &Quoting{people: map[string]cases.Case{}, restricted: map[*transcript.Transcript][]transcript.Span{}}
	for _, c := range people {
		q.people[c.ID] = c
	}
	return q
}

// ForPrint returns what q allows where what is shown is made to be printed: words that
// must not be quoted are withheld from it, and whoever is not to be named is called a
// participant. Where q is nil it allows all.
func (q *Quoting) ForPrint() *Quoting {
	if q == nil {
		return nil
	}
	out := *q
	out.print = true
	return &out
}

// Prints reports whether what is shown is made to be printed. Where q is nil it is not.
func (q *Quoting) Prints() bool { return q != nil && q.print }

// Withholds reports whether a passage of t is left out of what is shown, as it is made to
// be printed and the words must not be quoted.
func (q *Quoting) Withholds(t *transcript.Transcript, passage transcript.Span) bool {
	return q.Prints() && q.MayQuote(t, passage) == QuoteNo
}

// ShownInText is how Withheld says that the analyst is shown what was left out.
const ShownInText = " (shown with -f text)"

// Withheld says how many passages, or what else holds words, were left out of what is
// printed, and how they are shown; nothing where there are none.
func Withheld(n int, noun string) []string {
	if n == 0 {
		return nil
	}
	if n > 1 {
		noun += "s"
	}
	return []string{fmt.Sprintf("%d %s left out: not to be quoted outside the study%s.", n, noun, ShownInText)}
}

// FewestPeople is how many must say a word for it to be printed out of its context: what
// one or two say may tell who they are.
const FewestPeople = 3

// TermsWithheld says how many terms that tell of passages were left out of what is
// printed, and how they are shown; nothing where there are none.
func TermsWithheld(n int) []string {
	if n == 0 {
		return nil
	}
	noun := "terms"
	if n == 1 {
		noun = "term"
	}
	return []string{fmt.Sprintf("%d %s left out: said by fewer than three people, or only where nothing may be quoted%s.", n, noun, ShownInText)}
}

// Somebody is what a person is called in print who is not to be named.
const Somebody = "a participant"

// Called returns the name under which the person of a case is shown: the one that is
// given, unless it is printed and they are not to be named. Where nobody has said, they
// may be.
func (q *Quoting) Called(id, name string) string {
	if q.Prints() && q.people[id].Consent.Name == "none" {
		return Somebody
	}
	return name
}

// Label returns what a speaker is called where it is shown.
func (q *Quoting) Label(v transcript.Speaker) string { return q.Called(v.Case, v.Label) }

// Labels returns what those who speak in a passage of t are called where it is shown. Of
// several of whom one is not to be named no participant is: the others tell who it is.
func (q *Quoting) Labels(t *transcript.Transcript, passage transcript.Span) func(transcript.Speaker) string {
	if !q.Prints() {
		return q.Label
	}
	r := t.ParagraphsOf(passage)
	if !slices.ContainsFunc(t.Paragraphs[r.First:r.End], func(p transcript.Paragraph) bool { return q.Label(t.Speaker(p.Turn)) == Somebody }) {
		return q.Label
	}
	return func(v transcript.Speaker) string {
		if v.Label == "" || cmp.Or(v.Role, v.RoleGuess) == transcript.Interviewer && v.Case == "" {
			return v.Label
		}
		return Somebody
	}
}

// Speaker returns who begins a passage of t, as may be shown; "" for nobody.
func (q *Quoting) Speaker(t *transcript.Transcript, passage transcript.Span) string {
	r := t.ParagraphsOf(passage)
	if r.First == r.End {
		return ""
	}
	return q.Labels(t, passage)(t.Speaker(t.Paragraphs[r.First].Turn))
}

// Spoken is [transcript.Transcript.Spoken] with the labels as they may be shown.
func (q *Quoting) Spoken(t *transcript.Transcript, passage transcript.Span) string {
	return q.SpokenAs(t, passage, t.Text)
}

// SpokenAs is Spoken with the words of each paragraph as said writes them.
func (q *Quoting) SpokenAs(t *transcript.Transcript, passage transcript.Span, said func(transcript.Span) string) string {
	return t.SpokenBy(passage, q.Labels(t, passage), said)
}

// MayQuote returns the strictest permission that touches a passage of t: no for
// restricted words and for words of somebody who does not allow it or withdrew.
// Interviewers are asked for none. Where q is nil nobody has said anything.
func (q *Quoting) MayQuote(t *transcript.Transcript, passage transcript.Span) Permission {
	if q == nil {
		return Unsaid
	}
	spans, seen := q.restricted[t]
	if !seen {
		for _, p := range Restricted(t) {
			if p.Fate != Adrift {
				spans = append(spans, p.Now)
			}
		}
		q.restricted[t] = spans
	}
	if slices.ContainsFunc(spans, passage.Overlaps) {
		return QuoteNo
	}
	strict := QuoteYes
	r := t.ParagraphsOf(passage)
	for _, p := range t.Paragraphs[r.First:r.End] {
		if may := q.Allows(t.Speaker(p.Turn)); stricter(may, strict) {
			strict = may
		}
	}
	return strict
}

// Caution is what people must be told of a passage of t before they print it; "" when
// nothing, or when nobody has said.
func (q *Quoting) Caution(t *transcript.Transcript, passage transcript.Span) string {
	switch q.MayQuote(t, passage) {
	case QuoteNo:
		return "not to be quoted outside the study"
	case QuoteAsk:
		return "ask before it is quoted"
	}
	return ""
}

// Allows returns what a speaker consented to, restrictions aside. Interviewers are asked
// for nothing.
func (q *Quoting) Allows(v transcript.Speaker) Permission {
	if v.Role == transcript.Interviewer && v.Case == "" {
		return QuoteYes
	}
	person, known := q.people[v.Case]
	switch {
	case !known:
		return Unsaid
	case person.Withdrawn != "":
		return QuoteNo
	}
	return Permission(person.Consent.Quote)
}

func stricter(a, b Permission) bool {
	order := []Permission{QuoteNo, QuoteAsk, Unsaid, QuoteYes}
	return slices.Index(order, a) < slices.Index(order, b)
}
