package privacy

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"grounded/transcript"
)

// person is somebody with a label, in transcripts or among the cases.
type person struct {
	labels  []string
	replace string
}

// coded is a label that names nobody: letters and a number, as P07.
var coded = regexp.MustCompile(`^\p{L}{0,3}[ _.-]?\d+$`)

// generic reports whether a label tells what somebody does, or which voice it
// was, rather than who it is.
func generic(label string) bool {
	if coded.MatchString(label) {
		return true
	}
	bare := strings.TrimSpace(strings.TrimRight(strings.ToLower(label), " 0123456789()#."))
	switch bare {
	case "", "int", "interviewer", "interviewee", "participant", "respondent", "moderator", "facilitator", "researcher", "speaker",
		"unknown speaker", "unknown", "unidentified", "male", "female", "man", "woman", "all", "group", "audience", "host", "guest",
		"voice", "person", "patient", "student", "teacher", "nurse", "iphone", "ipad", "android", "phone", "user", "zoom user",
		"befragte", "befragter", "befragte person", "sprecher", "sprecherin", "teilnehmer", "teilnehmerin", "interviewerin", "moderatorin", "unbekannt":
		return true
	}
	return false
}

// persons returns who has a label that names somebody, and what they are
// proposed to be called: by their case, else by a number that nobody has.
func persons(in Input) []person {
	taken := map[string]bool{}
	var out []person
	index := map[string]int{} // by case, or by folded label
	call := func(id, label string, role transcript.Role) {
		if generic(label) {
			taken[strings.ToUpper(label)] = true
			return
		}
		key := "label " + strings.ToLower(label)
		if id != "" {
			key = "case " + id
		}
		i, known := index[key]
		if !known {
			i = len(out)
			index[key] = i
			out = append(out, person{})
			if role == transcript.Interviewer {
				out[i].replace = "Interviewer"
			}
			if id != "" && coded.MatchString(id) {
				out[i].replace = strings.ToUpper(id)
				taken[out[i].replace] = true
			}
		}
		index["label "+strings.ToLower(label)] = i
		if !slices.Contains(out[i].labels, label) {
			out[i].labels = append(out[i].labels, label)
		}
	}
	for _, c := range in.Cases {
		taken[strings.ToUpper(c.ID)] = true
		for _, label := range c.Labels {
			call(c.ID, label, "")
		}
	}
	for _, t := range in.Transcripts {
		for _, s := range t.Speakers {
			id := s.Case
			if i, known := index["label "+strings.ToLower(s.Label)]; known && id == "" {
				if !slices.Contains(out[i].labels, s.Label) {
					out[i].labels = append(out[i].labels, s.Label)
				}
				continue
			}
			call(id, s.Label, s.Role)
		}
	}
	n, interviewers := 0, 0
	for i := range out {
		switch out[i].replace {
		case "":
			for n++; taken[fmt.Sprintf("P%02d", n)]; n++ {
			}
			out[i].replace = fmt.Sprintf("P%02d", n)
		case "Interviewer":
			if interviewers++; interviewers > 1 {
				out[i].replace = fmt.Sprintf("Interviewer %d", interviewers)
			}
		}
	}
	return out
}

// parts returns the names that a label is made of, without titles and initials.
func parts(label string) []string {
	var out []string
	for s := range transcript.Words(label) {
		word := label[s.Start:s.End]
		first, _ := utf8.DecodeRuneInString(word)
		if utf8.RuneCountInString(word) > 2 && unicode.IsUpper(first) && !title(word) && !generic(word) && !strings.Contains(word, "_") {
			out = append(out, word)
		}
	}
	return out
}

// speakers proposes the labels of people, the names that they are made of, and
// what sounds like one of those.
func (s *scan) speakers() {
	for _, p := range s.people {
		for _, label := range p.labels {
			reason := "a speaker's label"
			if s.ordinary[strings.ToLower(label)] {
				reason += "; the word stands in small letters too: capitalised leaves those"
			}
			s.add(Speaker, label, reason, p.replace)
		}
	}
	for _, p := range s.people {
		for _, label := range p.labels {
			for _, name := range parts(label) {
				reason := fmt.Sprintf("part of the label %q", label)
				if s.ordinary[strings.ToLower(name)] {
					reason += "; the word stands in small letters too: capitalised leaves those"
				}
				s.add(Speaker, name, reason, p.replace)
			}
		}
	}
	s.alike()
}

// alike proposes the words that sound like a part of a label.
func (s *scan) alike() {
	seen := map[string]bool{}
	for _, p := range s.passages {
		for _, w := range wordsOf(p.text) {
			word := strings.TrimSuffix(strings.TrimSuffix(w.text, "'s"), "’s")
			lower := strings.ToLower(word)
			if seen[lower] || !w.capital || s.ordinary[lower] || stopped(word) {
				continue
			}
			seen[lower] = true
			for _, who := range s.people {
				if name := who.like(lower); name != "" {
					s.add(SoundsLike, word, fmt.Sprintf("sounds like %s", name), who.replace)
					break
				}
			}
		}
	}
}

// like returns the part of a label that a word, in small letters, sounds like,
// "" for none.
func (p person) like(word string) string {
	for _, label := range p.labels {
		for _, name := range parts(label) {
			if lower := strings.ToLower(name); lower != word && Alike(lower, word) {
				return name
			}
		}
	}
	return ""
}
