// Package people tells who was studied in some transcripts and who speaks in a passage.
package people

import (
	"cmp"

	"grounded/transcript"
	"grounded/transcript/coding"
)

// People are the participants who speak in some transcripts, by numbers from 0: all whom a
// selection means but interviewers, as said or, where nobody has said it, as guessed.
type People struct {
	N     int
	turns map[*transcript.Transcript][]int // who has each turn; nobody for the others
}

// nobody is the number of whoever is no participant.
const nobody = -1

// Of returns the participants whom a selection means.
func Of(p coding.Picked) People {
	out := People{turns: make(map[*transcript.Transcript][]int, len(p.Transcripts))}
	numbers := map[coding.Voice]int{}
	for _, t := range p.Transcripts {
		of := make([]int, len(t.Turns))
		for turn := range t.Turns {
			of[turn] = nobody
			s := t.Speaker(turn)
			if s.Label == "" || s.Role == transcript.Gone || cmp.Or(s.Role, s.RoleGuess) == transcript.Interviewer || !p.MeansTurn(t, turn) {
				continue
			}
			v := coding.VoiceOf(t, s)
			n, known := numbers[v]
			if !known {
				n = len(numbers)
				numbers[v] = n
			}
			of[turn] = n
		}
		out.turns[t] = of
	}
	out.N = len(numbers)
	return out
}

// In visits the participants in a passage, some perhaps more than once, and reports
// whether there is only one and nobody else speaks in it.
func (p People) In(t *transcript.Transcript, s transcript.Span, visit func(who int)) (alone bool) {
	turns := p.turns[t]
	of := t.ParagraphsOf(s)
	first := nobody
	alone = of.First < of.End
	for at := of.First; at < of.End; at++ {
		who := turns[t.Paragraphs[at].Turn]
		if at == of.First {
			first = who
		}
		alone = alone && who == first && who != nobody
		if who != nobody {
			visit(who)
		}
	}
	return alone
}
