package reader

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What stands before a colon is a speaker or part of the talk, and a single
// line does not tell which. So the whole file votes: a label is one that looks
// like a name and stands at two places or more, or has a time in brackets beside
// it, or is a word for a part in an interview, or is listed in Options.Labels.
type vote struct {
	places map[string][]int // folded label to lines
	order  []string         // labels as written, by first appearance
	listed map[string]bool  // by Options.Labels
	timed  map[string]bool
	all    bool // what looks like a label is one: nothing in the file goes without
}

func newVote(listed []string) *vote {
	v := &vote{places: map[string][]int{}, listed: map[string]bool{}, timed: map[string]bool{}}
	for _, label := range listed {
		v.listed[fold(label)] = true
	}
	return v
}

// count notes that label stands before a colon at a line, with a time in
// brackets beside it or not.
func (v *vote) count(label string, line int, timed bool) {
	if !v.listed[fold(label)] && !plausible(label) {
		return
	}
	key := fold(label)
	if v.places[key] == nil {
		v.order = append(v.order, label)
	}
	v.places[key] = append(v.places[key], line)
	v.timed[key] = v.timed[key] || timed
}

// elected reports whether label is a speaker's.
func (v *vote) elected(label string) bool {
	key := fold(label)
	n := len(v.places[key])
	return n >= 2 || n == 1 && (v.all || v.listed[key] || v.timed[key] || partWord().MatchString(label) || v.vouched(label))
}

// electedAny reports whether there is a speaker at all.
func (v *vote) electedAny() bool { return slices.ContainsFunc(v.order, v.elected) }

// vouched reports whether label is one of the letters of an interview and its
// partner is in the file: a lone "A:" may be an item of a list.
func (v *vote) vouched(label string) bool {
	for _, pair := range []string{"QA", "IP", "IR", "IB"} {
		asks, answers := pair[:1], pair[1:]
		if label == asks && len(v.places[fold(answers)]) > 0 || label == answers && len(v.places[fold(asks)]) > 0 {
			return true
		}
	}
	return v.misspelt(label)
}

// misspelt reports whether label is a part in an interview or a name that
// speaks elsewhere in the file, with a letter wrong: "interviewr".
func (v *vote) misspelt(label string) bool {
	for i, other := range v.order {
		const most = 200 // a file that has more labels has no speakers
		if i == most {
			break
		}
		if len(v.places[fold(other)]) > 1 && variants(label, other) {
			return true
		}
	}
	return false
}

// warn names what looked like a label but stands only once: whoever it is has
// their words in the turn of the speaker before.
func (v *vote) warn(s *source) {
	const most = 5
	var once []string
	name, line := "", 0
	for _, label := range v.order {
		if v.elected(label) {
			continue
		}
		at := v.places[fold(label)][0]
		if line == 0 {
			name, line = label, at
		}
		once = append(once, fmt.Sprintf("%q (line %d)", label, at))
	}
	if len(once) == 0 {
		return
	}
	s.warn(LabelOnce, line, "kept as text, not as a speaker, since it stands before a colon only once: "+firstOf(most, once),
		fmt.Sprintf("if it is a speaker, import the file with: --label %q", name))
}

// partWord matches the words for a part in an interview, numbered or not.
var partWord = pattern(`(?i)^(?:interviewer|interviewee|moderator|facilitator|researcher|participant|respondent|informant|speaker|unknown speaker|host|guest|int)[ _.-]?\d*$|^(?:P|S|R|Q)[ _.-]?\d+$`)

// splitLabel splits "NAME: words" at the first colon that white space, the line
// end or the asterisks of bold type follow, or that is full-width. It does not
// know whether NAME is a speaker.
func splitLabel(line string) (name, words string, ok bool) {
	for from := 0; from <= 4*maxLabel; {
		i := strings.IndexAny(line[from:], ":：")
		if i < 0 {
			break
		}
		i += from
		_, width := utf8.DecodeRuneInString(line[i:])
		from = i + width
		words = strings.TrimPrefix(line[from:], "**")
		if next, _ := utf8.DecodeRuneInString(words); words == "" || width > 1 || unicode.IsSpace(next) {
			return strings.TrimSpace(line[:i]), strings.TrimLeftFunc(words, unicode.IsSpace), true
		}
	}
	return "", "", false
}

const maxLabel = 60 // characters

// plausible reports whether label could be a speaker's name, whatever else the
// file holds.
func plausible(label string) bool {
	words := strings.Fields(label)
	if len(words) == 0 || len(words) > 6 || utf8.RuneCountInString(label) > maxLabel {
		return false
	}
	if !strings.ContainsFunc(label, unicode.IsLetter) || strings.ContainsAny(label, "?!:;\"“”„…<>=*") {
		return false
	}
	initial, _ := utf8.DecodeRuneInString(label)
	if !unicode.IsLetter(initial) && !unicode.IsDigit(initial) && !strings.ContainsRune("[(@", initial) {
		return false
	}
	if partWord().MatchString(label) {
		return true
	}
	if len(words) > 1 && strings.ToLower(words[0]) == words[0] && unicode.IsLower(initial) {
		return false
	}
	return !sentence(words) && !phrase(words)
}

// sentence reports whether words are stopped or parted as a sentence is. "Dr.",
// "J." and "Smith, Anna" are names.
func sentence(words []string) bool {
	parted := false
	for i, w := range words {
		initial, _ := utf8.DecodeRuneInString(w)
		capital := !unicode.IsLower(initial)
		if strings.HasSuffix(w, ".") && (!capital || len(w) > 5) {
			return true
		}
		parted = parted || strings.HasSuffix(w, ",")
		if parted && (!capital || i == len(words)-1 && strings.HasSuffix(w, ",")) {
			return true
		}
	}
	return false
}

// notNames are words that stand alone before a colon without being a name.
var notNames = setOf("note notes nb ps ex example examples eg e.g. i.e. warning caution http https re update edit todo" +
	" and but or so like well because since that as this these those it is was the a then now anyway also plus" +
	" yes yeah no nope okay ok right sure oh ah um uh mm basically actually literally meaning namely" +
	" first second third firstly secondly finally lastly one two three" +
	" from to cc bcc subject sent date time present absent apologies attending" + // heads of letters and minutes
	" agenda item topic decision decisions action actions result results summary conclusion source tip tips hint")

// saying are words that end "he said" and "my question was", before what was said.
var saying = setOf("said says say saying asked asks ask asking told tells tell answered replied wrote writes thought thinks think" +
	" goes went like was is are were be this that these following follows below mean means knows know")

// subjects are words that begin "she goes", "I was like" or "Yes, Anna".
var subjects = setOf("i he she they we you it who and but or so because then when if yes yeah no okay ok oh well right")

// phrase reports whether words are of the talk rather than a name.
func phrase(words []string) bool {
	lower := func(i int) string { return strings.ToLower(words[i]) }
	last := len(words) - 1
	if last == 0 {
		return (notNames[lower(0)] || saying[lower(0)]) && words[0] != "A"
	}
	return subjects[strings.Trim(lower(0), ".,")] && words[0] != "I." || saying[lower(last)]
}

// fold is the form under which labels are counted together: the count forgives
// a capital or a space, the speakers stay as they are written.
func fold(label string) string { return strings.ToLower(strings.Join(strings.Fields(label), " ")) }
