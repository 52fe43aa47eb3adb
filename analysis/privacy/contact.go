package privacy

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	email   = regexp.MustCompile(`[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}`)
	link    = regexp.MustCompile(`(?i)(?:https?://|www\.)[^\s<>"”]+|\b(?:facebook|instagram|twitter|x|linkedin|tiktok)\.com/[^\s<>"”]+`)
	handle  = regexp.MustCompile(`(?:^|[^\p{L}\p{N}@._/])(@[\p{L}\p{N}_][\p{L}\p{N}_.]*[\p{L}\p{N}_])`)
	digits  = regexp.MustCompile(`(?:\+|\(\+?)?\d(?:[\d]|[ ./()-]{1,2}\d|\)[ -]?\d)*`)
	dates   = regexp.MustCompile(`^(?:\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}|\d{4} ?[-/] ?\d{2,4}|\d{1,2}\.\d{2} ?- ?\d{1,2}\.\d{2})$`)
	grouped = regexp.MustCompile(`^\d{1,3}(?:[., ]\d{3})+(?:\.\d+)?$|^\d+\.\d+$`)
)

// contacts proposes addresses and numbers by which somebody can be reached or
// looked up.
func (s *scan) contacts() {
	seen, first := map[string]bool{}, len(s.found.Candidates)
	for _, c := range s.found.Candidates {
		seen[fold(c.Find)] = true
	}
	for _, p := range s.passages {
		rest := p.text
		take := func(kind Kind, found, reason, replace string) {
			s.add(kind, found, reason, replace, seen)
			rest = strings.Replace(rest, found, strings.Repeat("\n", len(found)), 1)
		}
		if strings.Contains(p.text, "/") || strings.Contains(p.lower, "www.") {
			for _, found := range link.FindAllString(p.text, -1) {
				take(Handle, strings.TrimRight(found, ".,;:!?)]"), "an address on the web", "[link]")
			}
		}
		if strings.Contains(p.text, "@") {
			for _, found := range email.FindAllString(rest, -1) {
				take(Email, found, "an e-mail address", "[email]")
			}
			for _, found := range handle.FindAllStringSubmatch(rest, -1) {
				take(Handle, found[1], "a name on the web", "[handle]")
			}
		}
		if p.head || !strings.ContainsAny(rest, "0123456789") {
			continue // the digits of an id or of the name of a file may be a day and an hour
		}
		for _, found := range digits.FindAllString(rest, -1) {
			kind, reason := numberKind(strings.TrimSpace(found))
			if kind == Phone {
				take(kind, strings.TrimSpace(found), reason, "[phone]")
			} else if kind == Number {
				take(kind, strings.TrimSpace(found), reason, "[number]")
			}
		}
	}
	sorted(s.found.Candidates[first:])
}

// numberKind says what a run of digits seems to be, "" for a date, an amount or
// too few of them. A telephone number has 7 digits or more, and no more than 15
// (ITU-T E.164).
func numberKind(found string) (Kind, string) {
	const least, most = 7, 15
	n := 0
	for _, r := range found {
		if unicode.IsDigit(r) {
			n++
		}
	}
	switch {
	case n < least, dates.MatchString(found), grouped.MatchString(found):
		return "", ""
	case n > most:
		return Number, "a long number"
	}
	return Phone, "a number of seven digits or more"
}
