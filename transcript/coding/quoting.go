package coding

import (
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
// was restricted.
type Quoting struct {
	people     map[string]cases.Case
	restricted map[*transcript.Transcript][]transcript.Span
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

// MayName reports whether whoever speaks in a passage of t may be told apart where it
// is printed, by the label that the transcript has for them. Where nobody has said, they
// may.
func (q *Quoting) MayName(t *transcript.Transcript, passage transcript.Span) bool {
	r := t.ParagraphsOf(passage)
	return !slices.ContainsFunc(t.Paragraphs[r.First:r.End], func(p transcript.Paragraph) bool {
		return q.people[t.Speaker(p.Turn).Case].Consent.Name == "none"
	})
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
