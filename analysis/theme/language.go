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

// Language is how participants speak where a theme's codes lie, and how like it is what
// they say elsewhere. A passage's likeness is the mean of its cosines, by tf-idf, with the
// passages that bear the codes, less the mean of those with what bears none; what is
// compared is left out of what it is compared with.
type Language struct {
	evidence Evidence
	reading  *terms.Reading
	contrast *terms.Contrast
	own      []likened // the passages that bear the codes, as they were coded
	others   []likened // the paragraphs that bear none of them
	between  float64   // halfway between the middle likeness of own and that of others
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

// Language reads how participants speak of the theme. What interviewers say, said or
// guessed to be some, is no part of it, nor are passages of fewer than 8 words compared.
func (e Evidence) Language(stem Stem) Language {
	interviewers := interviewersOf(e.picked.Transcripts)
	reading := terms.Read(e.picked.Transcripts, func(t *transcript.Transcript, turn int) bool {
		return e.picked.MeansTurn(t, turn) && !asked(t, t.TurnSpan(turn), interviewers)
	}, stem)
	l := Language{evidence: e, reading: reading}
	coded, touched := unions(e.rows), unions(slices.Concat(e.rows, e.unsure))
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
	l.compareOwn(reading, coded, of)
	l.compareOthers(reading, touched)
	l.between = (middle(l.own) + middle(l.others)) / 2
	return l
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

// compareOwn holds each passage that bears the codes against the others. What was coded
// overlapping it is left out, or it would be compared with itself.
func (l *Language) compareOwn(reading *terms.Reading, coded map[transcript.ID][]transcript.Span, of map[transcript.ID][]stretch) {
	for _, f := range passages(l.evidence.rows) {
		words := reading.Said(f.transcript, f.span)
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

// compareOthers holds each paragraph that bears none of the codes, be they confirmed or
// not, against what does.
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

// middle returns the median of likenesses, 0 when there are none.
func middle(of []likened) float64 {
	if len(of) == 0 {
		return 0
	}
	values := make([]float64, len(of))
	for i, one := range of {
		values[i] = one.like
	}
	slices.Sort(values)
	i := len(values) / 2
	if len(values)%2 == 1 {
		return values[i]
	}
	return values[i-1] + (values[i]-values[i-1])/2
}

// Uncoded returns paragraphs that bear none of the theme's codes and whose likeness is
// nearer to the middle one of its own passages than to that of the rest, the likest
// first, at most n of them unless n is 0.
func (l Language) Uncoded(n int) table.Report {
	list := l.list(n, "In the language of “"+l.evidence.Theme.Name+"”, without its codes", "shares")
	if len(l.own) == 0 {
		return list.done(l.evidence, noLanguage)
	}
	like := slices.DeleteFunc(slices.Clone(l.others), func(p likened) bool { return p.like <= l.between })
	slices.SortStableFunc(like, func(a, b likened) int { return cmp.Compare(b.like, a.like) })
	for _, p := range like {
		if list.takes(p.in, p.span) {
			list.add(l.evidence.Theme.ID, Candidate{In: p.in, Span: p.span, Words: len(p.words)}, p.like, l.contrast.Telling(p.words, 4))
		}
	}
	notes := append(l.telling(), fmt.Sprintf("Of %s without its codes %s nearer to its language than to the rest.", counted(len(l.others), "paragraph"), areSo(len(like))))
	return list.done(l.evidence, notes...)
}

// telling says which words tell the theme's language from the rest, and of how many that
// is not printed.
func (l Language) telling() []string {
	typical := l.contrast.Typical()
	typical = typical[:min(mostTelling, len(typical))]
	all := len(typical)
	if l.evidence.quoting.Prints() {
		said := l.tellers(typical)
		typical = slices.DeleteFunc(typical, func(t terms.Term) bool { return said.By(t.Stem) < coding.FewestPeople || !said.Open(t.Stem) })
	}
	var words, notes []string
	for _, t := range typical {
		words = append(words, l.reading.Word(t.Stem))
	}
	if len(words) > 0 {
		notes = append(notes, "What tells its language from the rest: "+strings.Join(words, ", ")+".")
	}
	return append(notes, coding.TermsWithheld(all-len(words))...)
}

// tellers returns who says some stems in the passages that bear the codes.
func (l Language) tellers(of terms.Vector) *terms.Tellers {
	numbers := map[coding.Voice]int{}
	for _, s := range speakersOf(l.evidence.picked, nil) {
		numbers[s.voice] = len(numbers)
	}
	said := l.reading.Tell(of, len(numbers))
	for _, f := range passages(l.evidence.rows) {
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

// Unlike returns passages that bear the theme's codes and whose likeness is nearer to the
// middle one of the rest, the least like first, at most n of them unless n is 0.
func (l Language) Unlike(n int) table.Report {
	list := l.list(n, "With the codes of “"+l.evidence.Theme.Name+"”, not in its language", "codes")
	if len(l.own) == 0 {
		return list.done(l.evidence, noLanguage)
	}
	unlike := slices.DeleteFunc(slices.Clone(l.own), func(p likened) bool { return p.like >= l.between })
	slices.SortStableFunc(unlike, func(a, b likened) int { return cmp.Compare(a.like, b.like) })
	of := byTranscript(l.evidence.rows)
	for _, p := range unlike {
		if list.takes(p.in, p.span) {
			rows := of[p.in.ID]
			c := Candidate{In: p.in, Span: p.span, Words: len(p.words), Codes: l.evidence.touching(p.span, rows), Codings: codingsOf(p.span, rows)}
			list.add(l.evidence.Theme.ID, c, p.like, []string(nil))
		}
	}
	return list.done(l.evidence, fmt.Sprintf("Of %s with its codes %s nearer to the language of the rest.", counted(len(l.own), "passage"), areSo(len(unlike))))
}

// areSo is how many are something: "1 is", "3 are".
func areSo(n int) string {
	if n == 1 {
		return "1 is"
	}
	return fmt.Sprintf("%d are", n)
}

// noLanguage says why nothing can be compared.
var noLanguage = fmt.Sprintf("No passage of participants with %d words or more bears its codes, so it has no language to look for.", fewestWords)

// list is a list of at most so many passages with their likeness, and what is told of them.
func (l Language) list(most int, title, told string) *passageList {
	return l.evidence.listPassages(title, most, []table.Column{
		{Name: "likeness", Heading: "Likeness", Type: table.Number, Digits: 3},
		{Name: "shares", Heading: "Shares with it", Type: table.List},
	}, told)
}
