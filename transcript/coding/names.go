package coding

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"grounded/codebook"
	"grounded/codebook/nearest"
	"grounded/transcript"
)

// checkNames returns an error for the first name of s that nothing in c bears.
func (s Selection) checkNames(c *Corpus) error {
	var analysts, transcripts, types, speakers, roles, cases, known []string
	for _, coder := range c.Coders {
		if s.SeesSome(coder.Analyst) {
			analysts = append(analysts, string(coder.Analyst))
		}
	}
	for _, t := range c.Transcripts {
		transcripts = append(transcripts, string(t.ID))
		types = append(types, t.Type)
		for _, v := range t.Speakers {
			speakers = append(speakers, v.Label, v.Case)
			roles = append(roles, string(v.Role))
			cases = append(cases, v.Case)
		}
		if len(t.Parts) > 0 {
			roles = append(roles, string(transcript.Interviewer), string(transcript.Participant))
		}
	}
	for _, one := range c.Cases {
		known = append(known, one.ID)
	}
	for _, name := range s.Cases {
		if !bears(cases, name) && bears(known, name) {
			return fmt.Errorf("case %s speaks in none of these transcripts; say where they do with: grounded case link LABEL %s", name, name)
		}
	}
	for _, field := range []struct {
		noun   string
		asked  []string
		exists []string
	}{
		{"analyst", s.Analysts, analysts},
		{"transcript", s.Transcripts, transcripts},
		{"type of transcript", s.Types, types},
		{"speaker", s.Speakers, speakers},
		{"role", s.Roles, roles},
		{"case", s.Cases, append(cases, known...)},
	} {
		if err := knownNames(field.noun, field.asked, field.exists); err != nil {
			return err
		}
	}
	if err := s.checkRounds(c); err != nil {
		return err
	}
	return s.checkCodes(c)
}

// checkRounds returns an error for a round that nobody has coded in.
func (s Selection) checkRounds(c *Corpus) error {
	if len(s.Rounds) == 0 {
		return nil
	}
	known := map[int]bool{1: true}
	for _, coder := range c.Coders {
		for _, w := range coder.Work {
			known[max(w.Round, 1)] = true
			for _, p := range w.Codings {
				known[max(p.Round, 1)] = true
			}
		}
	}
	for _, round := range s.Rounds {
		if !known[round] {
			var there []string
			for _, n := range slices.Sorted(maps.Keys(known)) {
				there = append(there, strconv.Itoa(n))
			}
			return fmt.Errorf("nobody has coded here in a round %d; there is %s", round, strings.Join(there, ", "))
		}
	}
	return nil
}

// knownNames returns an error for the first name asked for that nothing bears.
func knownNames(noun string, asked, exists []string) error {
	for _, name := range asked {
		if !bears(exists, name) {
			return Unknown(noun, name, exists)
		}
	}
	return nil
}

// bears reports whether one of some names is the one asked for, or fits it.
func bears(exists []string, name string) bool {
	return slices.ContainsFunc(exists, func(have string) bool { return match(name, have) })
}

func (s Selection) checkCodes(c *Corpus) error {
	for _, asked := range s.Codes {
		var exists []string
		found := false
		for i := range c.Coders {
			coder := &c.Coders[i]
			if !s.SeesSome(coder.Analyst) || !s.Named(coder.Analyst, coder.Role) {
				continue
			}
			one := Selection{Codes: []string{asked}}
			for _, code := range coder.Book.Codes {
				exists = append(exists, string(code.ID))
				found = found || one.NamesCode(coder, code)
			}
			for _, w := range coder.Work {
				if found {
					break
				}
				for _, p := range w.Codings {
					found = found || one.NamesCode(coder, codebook.Code{ID: p.Code})
				}
			}
		}
		if !found {
			return Unknown("code", asked, exists)
		}
	}
	return nil
}

// lists are the commands that list what a noun stands for.
var lists = map[string]string{
	"analyst":    "grounded analyst list",
	"case":       "grounded case list",
	"code":       "grounded codebook list",
	"field":      "grounded help query",
	"format":     "grounded help sources",
	"memo":       "grounded memo list",
	"theme":      "grounded theme tree",
	"transcript": "grounded transcript list",
}

// Unknown returns the error for a name that nothing bears, with the nearest
// names that something does, all of them where they are few, or else the command
// that lists them.
func Unknown(noun, name string, exists []string) error {
	exists = slices.DeleteFunc(slices.Clone(exists), func(s string) bool { return s == "" })
	slices.Sort(exists)
	exists = slices.Compact(exists)
	see := ""
	if list, ok := lists[noun]; ok {
		see = "; see: " + list
	}
	if len(exists) == 0 && noun == "role" {
		return fmt.Errorf("no role %q: no speaker has one yet; give them with: grounded transcript set '*' --role 'LABEL=%s'", name, name)
	}
	if len(exists) == 0 {
		return fmt.Errorf("no %s %q; there is none yet", noun, name)
	}
	if isGlob(name) {
		return fmt.Errorf("no %s matches %q%s", noun, name, see)
	}
	if near := nearest.Nearest(name, exists, 3); len(near) > 0 {
		return fmt.Errorf("no %s %q; did you mean %s?", noun, name, strings.Join(near, ", "))
	}
	const few = 8
	if len(exists) <= few {
		return fmt.Errorf("no %s %q; there is %s", noun, name, strings.Join(exists, ", "))
	}
	return fmt.Errorf("no %s %q%s", noun, name, see)
}

func matchAny(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return match(p, name) })
}

func isGlob(pattern string) bool { return strings.ContainsAny(pattern, "*?[") }

// match reports whether name is pattern, letter case aside, or fits it as a
// glob. What has no name fits nothing.
func match(pattern, name string) bool {
	if name == "" {
		return false
	}
	if strings.EqualFold(pattern, name) {
		return true
	}
	if !isGlob(pattern) {
		return false
	}
	ok, err := path.Match(strings.ToLower(pattern), strings.ToLower(name))
	return ok && err == nil
}

// MatchIDs returns the ids that any of the patterns means, in the order of ids;
// all of them when there is no pattern. A pattern that means none is an error
// that offers the nearest.
func MatchIDs[ID ~string](noun string, patterns []string, ids []ID) ([]ID, error) {
	if len(patterns) == 0 {
		return ids, nil
	}
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = string(id)
	}
	for _, p := range patterns {
		if !slices.ContainsFunc(names, func(name string) bool { return match(p, name) }) {
			return nil, Unknown(noun, p, names)
		}
	}
	var out []ID
	for _, id := range ids {
		if matchAny(patterns, string(id)) {
			out = append(out, id)
		}
	}
	return out, nil
}
