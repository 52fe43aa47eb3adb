package privacy

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	calledP    = regexp.MustCompile(`\bp[ _.-]?0*(\d{1,6})\b`)
	calledName = regexp.MustCompile(`\[name 0*(\d+)\]`)
	calledAs   = regexp.MustCompile(`\binterviewer(?: ?0*(\d+))?\b`)
)

// taken are the pseudonyms that stand in a study already, by their words in
// small letters without zeros that lead.
func (s *scan) taken() map[string]bool {
	out := map[string]bool{}
	look := func(text string) {
		text = fold(text)
		if strings.ContainsAny(text, "0123456789") {
			for _, m := range calledP.FindAllStringSubmatch(text, -1) {
				out["p"+m[1]] = true
			}
			for _, m := range calledName.FindAllStringSubmatch(text, -1) {
				out["[name "+m[1]+"]"] = true
			}
		}
		if strings.Contains(text, "interviewer") {
			for _, m := range calledAs.FindAllStringSubmatch(text, -1) {
				out[strings.TrimSpace("interviewer "+m[1])] = true
			}
		}
	}
	for _, p := range s.passages {
		look(p.text)
	}
	for _, l := range s.labels {
		look(l.text)
	}
	return out
}

// call gives everybody a pseudonym that nobody has and no text of the study
// says: the code by which their case goes, or the next number.
func (s *scan) call(known, asking, spoken []*person) {
	taken := s.taken()
	next := func(n *int, format string) string {
		for *n++; taken[strings.ToLower(fmt.Sprintf(format, *n))]; *n++ {
		}
		return fmt.Sprintf(format, *n)
	}
	codes := s.codes()
	n := 0
	for _, p := range known {
		if code := codes[p.id]; code != "" {
			p.pseudonym = code
			continue
		}
		number := strings.TrimPrefix(next(&n, "p%d"), "p")
		p.pseudonym = "P" + strings.Repeat("0", max(0, 2-len(number))) + number
	}
	n = 0
	for i, p := range asking {
		if i == 0 && !taken["interviewer"] {
			p.pseudonym, n = "Interviewer", 1
			continue
		}
		p.pseudonym = next(&n, "Interviewer %d")
	}
	n = 0
	for _, p := range spoken {
		p.pseudonym = next(&n, "[name %d]")
	}
}

// codes returns by which code each case goes, as P07, where nobody else goes by
// it: its id, or else a label of it.
func (s *scan) codes() map[string]string {
	users := map[string]map[string]bool{} // by code, the ids of cases and what speaks without one
	use := func(code, who string) {
		code = strings.ToUpper(code)
		if users[code] == nil {
			users[code] = map[string]bool{}
		}
		users[code][who] = true
	}
	linked := map[string]bool{}
	for _, c := range s.in.Cases {
		use(c.ID, c.ID)
		for _, l := range c.Labels {
			linked[strings.ToUpper(l)] = true
			use(l, c.ID)
		}
	}
	labels := map[string][]string{} // by case, those of speakers
	for _, t := range s.in.Transcripts {
		for _, v := range t.Speakers {
			switch {
			case v.Case != "":
				use(v.Label, v.Case)
				labels[v.Case] = append(labels[v.Case], v.Label)
			case !linked[strings.ToUpper(v.Label)]:
				use(v.Label, "a speaker without a case")
			}
		}
	}
	out := map[string]string{}
	for _, c := range s.in.Cases {
		for _, code := range append(append([]string{c.ID}, c.Labels...), labels[c.ID]...) {
			if code = strings.ToUpper(code); coded.MatchString(code) && len(users[code]) == 1 {
				out[c.ID] = code
				break
			}
		}
	}
	return out
}
