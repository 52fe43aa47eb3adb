package theme

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/table"
	"grounded/analysis/terms"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Stem returns what takes the words of a transcript to their stems.
type Stem func(t *transcript.Transcript) func(word string) string

// Language is how participants speak in the passages of a theme, those that bear its
// codes and those that its query finds, and how like it is what they say elsewhere. A
// passage's likeness is the mean of its cosines, by tf-idf, with the passages of the theme,
// less the mean of those with the rest; what is compared is left out of what it is
// compared with.
type Language struct {
	evidence Evidence
	reading  *terms.Reading
	contrast *terms.Contrast
	own      []likened // the passages of the theme, as they were coded or found, that are compared
	all      int       // all in which participants say anything
	others   []likened // the paragraphs that hold none of them
	little   string    // why nothing can be said to be nearer to one than to the other; ""
	border   float64   // from which likeness on a paragraph is listed
}

// likened is a passage with its likeness.
type likened struct {
	in    *transcript.Transcript
	span  transcript.Span
	words terms.Words
	like  float64 // from -1 to 1
}

// mostTelling is how many words are named that tell a theme's language from the rest.
const mostTelling = 12

// mostShared is how many words are named that a paragraph shares with it.
const mostShared = 4

// fewestOwn is how many passages have a middle. Of two each is compared with the other
// alone, so that both are like it or neither is; of one there is nothing to compare with.
const fewestOwn = 3

// Language reads how participants speak of the theme. What interviewers say, said or
// guessed to be some, is no part of it, nor are passages of fewer than 8 words compared.
// Words of which leave says that they say little are not named; nil says so of none.
func (e Evidence) Language(stem Stem, leave func(word string) bool) Language {
	interviewers := interviewersOf(e.picked.Transcripts)
	reading := terms.Read(e.picked.Transcripts, func(t *transcript.Transcript, turn int) bool {
		return e.picked.MeansTurn(t, turn) && !asked(t, t.TurnSpan(turn), interviewers)
	}, stem)
	l := Language{evidence: e, reading: reading}
	coded, touched := unions(e.said()), unions(slices.Concat(e.said(), e.unsure))
	var these, others []terms.Words
	of := map[transcript.ID][]stretch{}
	for _, t := range e.picked.Transcripts {
		in, out := apart(reading, t, coded[t.ID])
		of[t.ID] = in
		for _, s := range in {
			these = append(these, s.words)
		}
		for _, s := range out {
			others = append(others, s.words)
		}
	}
	l.contrast = reading.Contrast(these, others)
	l.contrast.Leave = leave
	l.compareOwn(reading, coded, of)
	l.compareOthers(reading, touched)
	l.draw()
	return l
}

// draw draws the border: halfway between the middle likeness of the theme's passages and
// that of the rest. Where there are too few of these to have a middle, or they are no more
// like one another than the rest is like them, it is where a paragraph stands out from the
// rest: the upper fence of a box plot, one and a half times the distance of the quartiles
// above the upper one (Tukey, Exploratory data analysis, 1977, 44), and not below 0, where
// a paragraph is as like the one as the other.
func (l *Language) draw() {
	own, others := likenesses(l.own), likenesses(l.others)
	switch {
	case len(own) < fewestOwn:
		l.little = l.compared() + fmt.Sprintf(", and it takes %d to say what is nearer to its language than to the rest", fewestOwn)
	case middle(own) <= middle(others):
		l.little = "Its passages are no more like one another than the rest is like them"
	default:
		l.border = (middle(own) + middle(others)) / 2
		return
	}
	half := (len(others) + 1) / 2
	lower, upper := middle(others[:half]), middle(others[len(others)-half:])
	l.border = max(0, upper+1.5*(upper-lower))
}

// compared says how many of the theme's passages are long enough to be compared.
func (l *Language) compared() string {
	switch n := len(l.own); {
	case l.all == 1:
		return fmt.Sprintf("Its one passage has %d words or more", fewestWords)
	case n == 1:
		return fmt.Sprintf("1 of its %d passages has %d words or more", l.all, fewestWords)
	default:
		return fmt.Sprintf("%d of its %d passages have %d words or more", n, l.all, fewestWords)
	}
}

// stretch is words within one paragraph.
type stretch struct {
	span  transcript.Span
	words terms.Words
}

// apart parts the paragraphs of a transcript into what some spans hold and what they do
// not.
func apart(reading *terms.Reading, t *transcript.Transcript, spans []transcript.Span) (in, out []stretch) {
	add := func(to *[]stretch, s transcript.Span) {
		if words := reading.Said(t, s); len(words) > 0 {
			*to = append(*to, stretch{s, words})
		}
	}
	for _, p := range t.Paragraphs {
		for len(spans) > 0 && spans[0].End <= p.Text.Start {
			spans = spans[1:]
		}
		at := p.Text.Start
		for _, s := range spans {
			if s.Start >= p.Text.End {
				break
			}
			both := s.Intersect(p.Text)
			add(&out, transcript.Span{Start: at, End: both.Start})
			add(&in, both)
			at = both.End
		}
		add(&out, transcript.Span{Start: at, End: p.Text.End})
	}
	return in, out
}

// unions returns the words that some passages hold, by transcript.
func unions(rows []found) map[transcript.ID][]transcript.Span {
	out := map[transcript.ID][]transcript.Span{}
	for _, f := range rows {
		out[f.transcript.ID] = append(out[f.transcript.ID], f.span)
	}
	for id, spans := range out {
		out[id] = transcript.Union(spans)
	}
	return out
}

// compareOwn holds each passage of the theme against its others. What overlaps it is left
// out, or it would be compared with itself.
func (l *Language) compareOwn(reading *terms.Reading, coded map[transcript.ID][]transcript.Span, of map[transcript.ID][]stretch) {
	for _, f := range passages(l.evidence.said()) {
		words := reading.Said(f.transcript, f.span)
		if len(words) > 0 {
			l.all++
		}
		if len(words) < fewestWords {
			continue
		}
		among := coded[f.transcript.ID]
		i, _ := slices.BinarySearchFunc(among, f.span.End, func(s transcript.Span, end int) int { return cmp.Compare(s.End, end) })
		var beside []terms.Words
		for _, s := range of[f.transcript.ID] {
			if s.span.Overlaps(among[i]) {
				beside = append(beside, s.words)
			}
		}
		l.own = append(l.own, likened{f.transcript, f.span, words, l.contrast.These(words, beside...)})
	}
}

// compareOthers holds each paragraph that holds no passage of the theme, be its coding
// confirmed or not, against those that do.
func (l *Language) compareOthers(reading *terms.Reading, touched map[transcript.ID][]transcript.Span) {
	for _, t := range l.evidence.picked.Transcripts {
		among := touched[t.ID]
		for _, p := range t.Paragraphs {
			for len(among) > 0 && among[0].End <= p.Text.Start {
				among = among[1:]
			}
			words := reading.Said(t, p.Text)
			if len(words) >= fewestWords && (len(among) == 0 || !among[0].Overlaps(p.Text)) {
				l.others = append(l.others, likened{t, p.Text, words, l.contrast.Others(words, words)})
			}
		}
	}
}

// likenesses returns those of some passages in order.
func likenesses(of []likened) []float64 {
	values := make([]float64, len(of))
	for i, one := range of {
		values[i] = one.like
	}
	slices.Sort(values)
	return values
}

// middle returns the median of values in order, 0 when there are none.
func middle(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	i := len(values) / 2
	if len(values)%2 == 1 {
		return values[i]
	}
	return values[i-1] + (values[i]-values[i-1])/2
}

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
