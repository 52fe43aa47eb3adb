package theme

import (
	"fmt"
	"slices"
	"strings"

	"grounded/transcript"
	"grounded/transcript/coding"
)

// quotedName is a speaker as a shell takes it for one word.
func quotedName(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return !inWord(r) && r != '-' && r != '_' }) {
		return fmt.Sprintf("%q", s)
	}
	return s
}

// speaker is somebody whom the selection means.
type speaker struct {
	voice   coding.Voice
	role    transcript.Role
	guessed transcript.Role // what an import guessed
	unnamed bool            // where it is shown
}

// asks reports whether a speaker is an interviewer, or guessed to be one where
// nobody has said it.
func (s speaker) asks() bool { return orElse(s.role, s.guessed) == transcript.Interviewer }

// name tells speakers of different transcripts apart.
func (s speaker) name() string {
	if s.unnamed {
		return coding.Somebody
	}
	if s.voice.Case != "" {
		return s.voice.Case
	}
	return s.voice.Label + " in " + string(s.voice.Transcript)
}

// label is what a speaker is called in a table.
func (s speaker) label() string {
	if s.unnamed {
		return coding.Somebody
	}
	return orElse(s.voice.Case, s.voice.Label)
}

// sentence begins a sentence with a name, which keeps its letters.
func sentence(name string) string {
	if name == coding.Somebody {
		return capital(name)
	}
	return name
}

// listed writes names in a row. Those who are not to be named are counted.
func listed(names []string) string {
	named := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == coding.Somebody })
	switch n := len(names) - len(named); {
	case n == 1:
		named = append(named, coding.Somebody)
	case n > 1:
		named = append(named, counted(n, "participant"))
	}
	return strings.Join(named, ", ")
}

// speakersOf returns all who speak in the selected transcripts and whom the
// selection means, in order of appearance, with the first role that is said. Who
// is a participant in part of a transcript is one.
func speakersOf(p coding.Picked, may *coding.Quoting) []speaker {
	var out []speaker
	at := map[coding.Voice]int{}
	for _, t := range p.Transcripts {
		for _, v := range voicesIn(p, t, transcript.Span{Start: 0, End: len(t.Body)}) {
			i, there := at[v]
			if !there {
				i = len(out)
				at[v] = i
				out = append(out, speaker{voice: v, unnamed: may.Called(v.Case, "") != ""})
			}
			for _, s := range t.Speakers {
				if coding.VoiceOf(t, s) == v {
					out[i].role = orElse(out[i].role, s.Role)
					out[i].guessed = orElse(out[i].guessed, s.RoleGuess)
				}
			}
			if len(t.Parts) > 0 && participates(t, v) {
				out[i].role = transcript.Participant
			}
		}
	}
	return out
}

// participates reports whether a voice has a turn of t as a participant.
func participates(t *transcript.Transcript, v coding.Voice) bool {
	for turn := range t.Turns {
		if s := t.Speaker(turn); s.Role == transcript.Participant && coding.VoiceOf(t, s) == v {
			return true
		}
	}
	return false
}
