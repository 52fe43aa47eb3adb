package theme

import (
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/table"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// amount is how much of the evidence somebody gives, or a transcript holds.
type amount struct {
	codings, hits int
	words         int            // of the passages, each word once
	first         *found         // what they say first of the passages, until somebody else speaks
	stances       map[Stance]int // quotations that were chosen
	participants  []coding.Voice // of a transcript: who gives them
}

// ledger is the evidence of participants, reckoned by who gives it and where.
type ledger struct {
	voices      map[coding.Voice]*amount
	transcripts map[transcript.ID]*amount
	all         amount
	speakers    []speaker
	counts      map[coding.Voice]bool // who is a participant
}

// ledger reckons up the evidence, once. Everybody counts as a participant who is no
// interviewer, said or guessed; what interviewers say is in no sum.
func (e Evidence) ledger() *ledger {
	if e.reckoned.ledger == nil {
		e.reckoned.ledger = e.reckon()
	}
	return e.reckoned.ledger
}

// reckoning is what copies of the same evidence reckon up once.
type reckoning struct{ ledger *ledger }

func (e Evidence) reckon() *ledger {
	l := &ledger{voices: map[coding.Voice]*amount{}, transcripts: map[transcript.ID]*amount{}, speakers: speakersOf(e.picked, e.quoting), counts: map[coding.Voice]bool{}}
	for _, s := range l.speakers {
		l.voices[s.voice] = newAmount()
		l.counts[s.voice] = !s.asks()
	}
	for _, t := range e.picked.Transcripts {
		l.transcripts[t.ID] = newAmount()
	}
	l.all = *newAmount()
	for _, f := range e.rows {
		l.add(f.transcript, f.voices, func(a *amount) { a.codings++ })
	}
	for _, f := range e.hits {
		l.add(f.transcript, f.voices, func(a *amount) { a.hits++ })
	}
	for _, q := range e.Quotes() {
		l.add(q.In, voicesIn(e.picked, q.In, q.Now), func(a *amount) { a.stances[q.Stance]++ })
	}
	e.countWords(l)
	return l
}

func newAmount() *amount {
	return &amount{stances: map[Stance]int{}}
}

// add puts something that some voices give in a transcript to what they have given.
func (l *ledger) add(t *transcript.Transcript, voices []coding.Voice, put func(*amount)) {
	given := false
	for _, v := range voices {
		put(l.voices[v])
		if l.counts[v] {
			given = true
			if of := l.transcripts[t.ID]; !slices.Contains(of.participants, v) {
				of.participants = append(of.participants, v)
			}
		}
	}
	if given {
		put(l.transcripts[t.ID])
		put(&l.all)
	}
}

// countWords counts the words of the passages by who says them, each word once, and
// finds what each says first.
func (e Evidence) countWords(l *ledger) {
	spans := map[transcript.ID][]transcript.Span{}
	for _, f := range passages(e.said()) {
		spans[f.transcript.ID] = append(spans[f.transcript.ID], f.span)
		for _, v := range f.voices {
			own := found{transcript: f.transcript, span: e.firstOf(v, f)}
			if first := l.voices[v].first; first == nil || own.compare(*first) < 0 {
				l.voices[v].first = &own
			}
		}
	}
	for _, t := range e.picked.Transcripts {
		for _, s := range transcript.Union(spans[t.ID]) {
			r := t.ParagraphsOf(s)
			for _, para := range t.Paragraphs[r.First:r.End] {
				a := l.voices[coding.VoiceOf(t, t.Speaker(para.Turn))]
				if a == nil || !e.picked.MeansTurn(t, para.Turn) {
					continue
				}
				n := t.CountWords(para.Text.Intersect(s))
				a.words += n
				if l.counts[coding.VoiceOf(t, t.Speaker(para.Turn))] {
					l.transcripts[t.ID].words += n
				}
			}
		}
		l.all.words += l.transcripts[t.ID].words
	}
}

// firstOf returns what one of those who speak in a passage says first in it, until somebody
// else speaks.
func (e Evidence) firstOf(v coding.Voice, f found) transcript.Span {
	var out transcript.Span
	r := f.transcript.ParagraphsOf(f.span)
	for _, p := range f.transcript.Paragraphs[r.First:r.End] {
		theirs := e.picked.MeansTurn(f.transcript, p.Turn) && coding.VoiceOf(f.transcript, f.transcript.Speaker(p.Turn)) == v
		switch said := p.Text.Intersect(f.span); {
		case theirs && out.Empty():
			out = said
		case theirs:
			out.End = said.End
		case !out.Empty():
			return out
		}
	}
	return out
}

// some reports whether there is any evidence, beside quotations.
func (a amount) some() bool { return a.codings+a.hits > 0 }

// absent reports whether there is none, nor a quotation that was chosen.
func (a amount) absent() bool { return !a.some() && len(a.stances) == 0 }

// givers returns the participants who give any evidence and how many participants there
// are, and who gives most of the words; ties go to who appears first.
func (l *ledger) givers() (with, of int, most *speaker) {
	for i, s := range l.speakers {
		if !l.counts[s.voice] {
			continue
		}
		of++
		if !l.voices[s.voice].some() {
			continue
		}
		with++
		if most == nil || l.voices[s.voice].words > l.voices[most.voice].words {
			most = &l.speakers[i]
		}
	}
	return with, of, most
}

// holding returns how many transcripts hold evidence of participants.
func (l *ledger) holding() int {
	n := 0
	for _, a := range l.transcripts {
		if a.some() {
			n++
		}
	}
	return n
}

// share is a part of a whole as a cell, from 0 to 1; empty where there is nothing.
func share(part, whole int) any {
	if whole == 0 {
		return nil
	}
	return float64(part) / float64(whole)
}

// percent is a part of a whole in a sentence.
func percent(part, whole int) string {
	return fmt.Sprintf("%.0f %%", 100*float64(part)/float64(whole))
}

// stanceColumns are those of stanceCells.
func stanceColumns() []table.Column {
	return []table.Column{
		{Name: "supports", Heading: "Supports", Type: table.Integer},
		{Name: "qualifies", Heading: "Qualifies", Type: table.Integer},
		{Name: "contradicts", Heading: "Contradicts", Type: table.Integer},
		{Name: "quotations", Heading: "Quotations", People: true, Words: true},
	}
}

// stanceCells are the numbers of quotations that support, qualify and contradict, and
// what people read of them: "2 for, 1 against".
func stanceCells(n map[Stance]int) []any {
	var out []any
	var read []string
	for _, s := range stances() {
		out = append(out, n[s])
		if n[s] > 0 {
			read = append(read, fmt.Sprintf("%d %s", n[s], map[Stance]string{Supports: "for", Qualifies: "qualifying", Contradicts: "against"}[s]))
		}
	}
	return append(out, orNil(strings.Join(read, ", ")))
}

// Quotes returns the quotations of the theme and of those below it that stand in the
// selected transcripts, on words of somebody whom the selection means: in the order in
// which the themes are drawn and then that of the file.
func (e Evidence) Quotes() []Anchored {
	below := e.model.Below(e.Theme.ID)
	quotes := slices.DeleteFunc(e.model.Anchor(e.picked.Transcripts), func(q Anchored) bool {
		return !slices.Contains(below, q.Theme) || q.In == nil || q.Fate == coding.Adrift || !meansWords(e.picked, q.In, q.Now)
	})
	return e.model.inOrder(quotes, nil)
}

// stanced says how many quotations do what to something: "3 support and 1 qualifies it".
func stanced(n map[Stance]int, what string) string {
	var parts []string
	for _, s := range stances() {
		switch verb := string(s); n[s] {
		case 0:
		case 1:
			parts = append(parts, "1 "+verb)
		default:
			parts = append(parts, fmt.Sprintf("%d %s", n[s], plural(verb)))
		}
	}
	last := len(parts) - 1
	if last > 0 {
		parts = []string{strings.Join(parts[:last], ", ") + " and " + parts[last]}
	}
	return strings.Join(parts, "") + " " + what
}

// plural is a stance said of several: "support", "qualify".
func plural(verb string) string {
	if stem, ok := strings.CutSuffix(verb, "ies"); ok {
		return stem + "y"
	}
	return strings.TrimSuffix(verb, "s")
}
