package reader

import (
	"strings"
	"unicode"

	"grounded/transcript"
)

var (
	interviewerWord = pattern(`(?i)^(?:interviewer|moderator|facilitator|researcher|int|i|q)[ _.-]?\d*$`)
	participantWord = pattern(`(?i)^(?:participant|interviewee|respondent|informant)[ _.-]?\d*$|^[pP][ _.-]?\d+$`)
)

// speakers returns the speakers of an interview in order of appearance, each
// with its case and the role that the file gives it, or else its label suggests.
func (i interview) speakers() []transcript.Speaker {
	out := speakers(i.said)
	for n := range out {
		out[n].Case = i.cases[out[n].Label]
		if role := i.roles[out[n].Label]; role != "" {
			out[n].RoleGuess = role
		}
	}
	return out
}

func speakers(said []transcript.Said) []transcript.Speaker {
	seen := map[string]bool{}
	var out []transcript.Speaker
	for _, s := range said {
		if s.Speaker != "" && !seen[s.Speaker] {
			seen[s.Speaker] = true
			out = append(out, transcript.Speaker{Label: s.Speaker})
		}
	}
	for i := range out {
		out[i].RoleGuess = role(out[i].Label, seen)
	}
	return out
}

// role guesses from a label what part a speaker has. An A answers where there
// is a Q, and a B where there is an I, as German transcripts have it.
func role(label string, all map[string]bool) transcript.Role {
	switch {
	case interviewerWord().MatchString(label):
		return transcript.Interviewer
	case participantWord().MatchString(label), label == "A" && all["Q"], label == "B" && all["I"]:
		return transcript.Participant
	}
	return ""
}

// cleanLabel makes what a format gives as a name fit to stand in a header of
// the canonical text, where ": " ends a label: without colons, white space and
// the asterisks of bold type around it.
func cleanLabel(name string) string {
	name = strings.TrimFunc(name, func(r rune) bool { return r == '*' || r == ':' || unicode.IsSpace(r) })
	for strings.Contains(name, ": ") {
		name = strings.ReplaceAll(name, ": ", ":")
	}
	return name
}
