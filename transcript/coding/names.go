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

// checkCodes returns an error for the first code asked for that none of the codebooks
// meant holds and no coding bears. It says whose were looked in where not all are
// meant, and who has such a code, if the one who looks may see it.
func (s Selection) checkCodes(c *Corpus) error {
	for _, asked := range s.Codes {
		var exists, in []string
		var aside *Coder // whom the name of the code is about, though they are not meant
		found := false
		whose, name, ofOne := strings.Cut(asked, ":")
		for i := range c.Coders {
			coder := &c.Coders[i]
			if !s.SeesSome(coder.Analyst) {
				continue
			}
			theirs := ofOne && whose == string(coder.Analyst)
			if !s.Named(coder.Analyst, coder.Role) {
				if theirs {
					aside = coder
				}
				continue
			}
			if theirs {
				exists, in = nil, nil
			}
			if len(s.Analysts) > 0 || theirs {
				in = append(in, string(coder.Analyst))
			}
			for _, code := range coder.Book.Codes {
				exists = append(exists, string(code.ID))
			}
			if coder.bears(asked) {
				found = true
			}
			if found || theirs {
				break
			}
		}
		switch {
		case found:
		case aside != nil:
			return s.notMeant(asked, aside)
		case len(in) == 0 || ofOne && !slices.Contains(in, whose):
			return Unknown("code", asked, exists)
		case ofOne:
			return s.unknownIn(c, name, in, exists)
		default:
			return s.unknownIn(c, asked, in, exists)
		}
	}
	return nil
}

// notMeant is the error for a code of an analyst who is not meant.
func (s Selection) notMeant(asked string, whose *Coder) error {
	if len(s.Analysts) == 0 {
		return fmt.Errorf("%q is a code of %s, whose codings count only where they are named: -a %[2]s", asked, whose.Analyst)
	}
	return fmt.Errorf("%q is a code of %s, and only codings of %s are asked for", asked, whose.Analyst, strings.Join(s.Analysts, ", "))
}

// unknownIn is the error for a code that the codebooks of some analysts do not hold.
func (s Selection) unknownIn(c *Corpus, name string, in, exists []string) error {
	noun := "codebook"
	if len(in) > 1 {
		noun = "codebooks"
	}
	what := "no code"
	if strings.ContainsAny(name, "*?[") {
		what = "no code matches"
	}
	begin := fmt.Sprintf("%s %q in the %s of %s", what, name, noun, strings.Join(in, ", "))
	var have []string
	for i := range c.Coders {
		if coder := &c.Coders[i]; s.Sees(coder.Analyst) && !slices.Contains(in, string(coder.Analyst)) && coder.bears(name) {
			have = append(have, string(coder.Analyst))
		}
	}
	switch {
	case len(have) == 1:
		return fmt.Errorf("%s; %s has it", begin, have[0])
	case len(have) > 1:
		return fmt.Errorf("%s; %s have it", begin, strings.Join(have, ", "))
	}
	return fmt.Errorf("%s%s", begin, otherwise(name, exists, lists["code"]))
}

// bears reports whether a code of the coder's codebook, or one that is only on
// passages, is called that.
func (c *Coder) bears(name string) bool {
	one := Selection{Codes: []string{name}}
	if slices.ContainsFunc(c.Book.Codes, func(code codebook.Code) bool { return one.NamesCode(c, code) }) {
		return true
	}
	for _, w := range c.Work {
		if slices.ContainsFunc(w.Codings, func(p Placed) bool { return one.NamesCode(c, codebook.Code{ID: p.Code}) }) {
			return true
		}
	}
	return false
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
	return UnknownIn(noun, name, exists, lists[noun])
}

// UnknownIn is Unknown where another command lists the names.
func UnknownIn(noun, name string, exists []string, list string) error {
	if noun == "role" && !slices.ContainsFunc(exists, func(s string) bool { return s != "" }) {
		return fmt.Errorf("no role %q: no speaker has one yet; give them with: grounded transcript set '*' --role 'LABEL=%s'", name, name)
	}
	instead := otherwise(name, exists, list)
	if strings.ContainsAny(name, "*?[") && instead != noneYet {
		return fmt.Errorf("no %s matches %q%s", noun, name, instead)
	}
	return fmt.Errorf("no %s %q%s", noun, name, instead)
}

const noneYet = "; there is none yet"

// otherwise ends the sentence that nothing bears a name, by what there is.
func otherwise(name string, exists []string, list string) string {
	exists = slices.DeleteFunc(slices.Clone(exists), func(s string) bool { return s == "" })
	slices.Sort(exists)
	exists = slices.Compact(exists)
	see := ""
	if list != "" {
		see = "; see: " + list
	}
	const few = 8
	switch {
	case len(exists) == 0:
		return noneYet
	case isGlob(name):
		return see
	}
	// A label and the case it belongs to are often the same but for capitals.
	alike := func(a, b string) bool { return strings.EqualFold(a, b) }
	if near := slices.CompactFunc(nearest.Nearest(name, exists, 3), alike); len(near) > 0 {
		return fmt.Sprintf("; did you mean %s?", strings.Join(near, ", "))
	}
	if len(exists) <= few {
		return "; there is " + strings.Join(exists, ", ")
	}
	return see
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
