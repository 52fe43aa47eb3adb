package theme

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/table"
	"grounded/analysis/terms"
	"grounded/transcript/coding"
)

// mostTelling is how many words are named that tell a theme's language from the rest.
const mostTelling = 12

// mostShared is how many words are named that a paragraph shares with it.
const mostShared = 4

// Uncoded returns paragraphs that hold no passage of the theme and whose likeness is nearer
// to the middle one of its own passages than to that of the rest, the likest first, at most
// n of them unless n is 0. Of a theme with too little language they are those that stand
// out from the rest.
func (l Language) Uncoded(n int) table.Report {
	list := l.list(n, "In the language of “"+l.evidence.Theme.Name+"”, "+l.evidence.apart(), "shares")
	if len(l.own) == 0 {
		return list.done(l.evidence, l.none())
	}
	like := slices.DeleteFunc(slices.Clone(l.others), func(p likened) bool { return p.like <= l.border })
	slices.SortStableFunc(like, func(a, b likened) int { return cmp.Compare(b.like, a.like) })
	named := l.naming()
	typical := l.contrast.Typical()
	tells := named.of(typical[:min(mostTelling, len(typical))])
	for _, p := range like {
		if list.takes(p.in, p.span) {
			list.add(l.evidence.Theme.ID, Candidate{In: p.in, Span: p.span, Words: len(p.words)}, p.like, named.of(l.contrast.Telling(p.words, mostShared)))
		}
	}
	var notes []string
	if len(tells) > 0 {
		notes = append(notes, "What tells its language from the rest: "+strings.Join(tells, ", ")+".")
	}
	notes = append(notes, coding.TermsWithheld(len(named.withheld))...)
	nearer := "nearer to its language than to the rest"
	if l.little != "" {
		notes = append(notes, l.little+"; listed is what stands out from the others.")
		nearer = "much more like it than the others are"
	}
	return list.done(l.evidence, append(notes, fmt.Sprintf("Of %s %s %s %s.", counted(len(l.others), "paragraph"), l.evidence.apart(), areSo(len(like)), nearer))...)
}

// naming names words of the theme's language, as far as they may be printed out of their
// context, and gathers those that may not.
type naming struct {
	reading  *terms.Reading
	said     *terms.Tellers  // by whom in the passages of the theme; nil where all may be named
	withheld map[string]bool // stems
}

func (l Language) naming() naming {
	n := naming{reading: l.reading, withheld: map[string]bool{}}
	if l.evidence.quoting.Prints() {
		n.said = l.tellers()
	}
	return n
}

// of returns the words of a vector that may be named, in its order.
func (n naming) of(v terms.Vector) []string {
	var open terms.Vector
	for _, t := range v {
		if n.said == nil || n.said.By(t.Stem) >= coding.FewestPeople && n.said.Open(t.Stem) {
			open = append(open, t)
		} else {
			n.withheld[t.Stem] = true
		}
	}
	return n.reading.Forms(open)
}

// tellers returns who says what in the passages of the theme.
func (l Language) tellers() *terms.Tellers {
	numbers := map[coding.Voice]int{}
	for _, s := range speakersOf(l.evidence.picked, nil) {
		numbers[s.voice] = len(numbers)
	}
	all := passages(l.evidence.said())
	var words []terms.Words
	for _, f := range all {
		words = append(words, l.reading.Said(f.transcript, f.span))
	}
	said := l.reading.Tell(l.reading.Weigh(words...), len(numbers))
	for _, f := range all {
		quotable := !l.evidence.quoting.Withholds(f.transcript, f.span)
		r := f.transcript.ParagraphsOf(f.span)
		for _, p := range f.transcript.Paragraphs[r.First:r.End] {
			if who, is := numbers[coding.VoiceOf(f.transcript, f.transcript.Speaker(p.Turn))]; is {
				said.Say(who, l.reading.Said(f.transcript, p.Text.Intersect(f.span)), quotable)
			}
		}
	}
	return said
}

// apart says of paragraphs that they hold no passage of the theme.
func (e Evidence) apart() string {
	switch {
	case len(e.queries) == 0:
		return "without its codes"
	case len(e.codes)+len(e.missing) == 0:
		return "not found by its query"
	}
	return "without its codes and not found by its query"
}

// bears says of a passage that it is one of the theme.
func (e Evidence) bears() string {
	if len(e.queries) > 0 {
		return "is evidence of it"
	}
	return "bears its codes"
}

// Unlike returns passages of the theme whose likeness is nearer to the middle one of the
// rest, the least like first, at most n of them unless n is 0. Of a theme with too little
// language none can be told.
func (l Language) Unlike(n int) table.Report {
	of, with := "With the codes of “%s”", "with its codes"
	switch {
	case len(l.evidence.queries) == 0:
	case len(l.evidence.codes)+len(l.evidence.missing) == 0:
		of, with = "Found by the query of “%s”", "found by its query"
	default:
		of, with = "With the codes of “%s” or found by its query", "with its codes or found by its query"
	}
	list := l.list(n, fmt.Sprintf(of, l.evidence.Theme.Name)+", not in its language", "codes")
	switch {
	case len(l.own) == 0:
		return list.done(l.evidence, l.none())
	case l.little != "":
		return list.done(l.evidence, l.little+".")
	}
	unlike := slices.DeleteFunc(slices.Clone(l.own), func(p likened) bool { return p.like >= l.border })
	slices.SortStableFunc(unlike, func(a, b likened) int { return cmp.Compare(a.like, b.like) })
	rowsOf := byTranscript(l.evidence.rows)
	for _, p := range unlike {
		if list.takes(p.in, p.span) {
			rows := rowsOf[p.in.ID]
			c := Candidate{In: p.in, Span: p.span, Words: len(p.words), Codes: l.evidence.touching(p.span, rows), Codings: codingsOf(p.span, rows)}
			list.add(l.evidence.Theme.ID, c, p.like, []string(nil))
		}
	}
	return list.done(l.evidence, fmt.Sprintf("Of %s %s %s nearer to the language of the rest.", counted(len(l.own), "passage"), with, areSo(len(unlike))))
}

// areSo is how many are something: "none is", "1 is", "3 are".
func areSo(n int) string {
	switch n {
	case 0:
		return "none is"
	case 1:
		return "1 is"
	}
	return fmt.Sprintf("%d are", n)
}

// none says why nothing can be compared.
func (l Language) none() string {
	return fmt.Sprintf("No passage of participants with %d words or more %s, so it has no language to look for.", fewestWords, l.evidence.bears())
}

// list is a list of at most so many passages with their likeness, and what is told of them.
func (l Language) list(most int, title, told string) *passageList {
	return l.evidence.listPassages(title, most, []table.Column{
		{Name: "likeness", Heading: "Likeness", Type: table.Number, Digits: 3},
		{Name: "shares", Heading: "Shares with it", Type: table.List},
	}, told)
}
