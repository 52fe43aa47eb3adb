package tabulate

import (
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/lexis"
	"grounded/analysis/lexis/stop"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// WordNotes say whose words were counted and what was left out.
type WordNotes struct {
	Picked      coding.Picked
	Coded       bool // only words of passages with a code
	Leave       *lexis.Stoplist
	Given       bool // which words to leave out was asked for
	Asked       bool // words were asked for, whatever is on the list
	Stem        bool
	Stems       func(language string) bool // whether a language has a stemmer
	Language    string                     // of transcripts that do not say theirs
	Min         int                        // left out is what is said fewer times
	Unconfirmed int
	Few         int // groups of one or two people that are left out
}

// Of returns the notes on what was counted.
func (n WordNotes) Of(c lexis.Counts) []string {
	notes := []string{n.whose(c)}
	if c.Left > 0 {
		notes = append(notes, n.left(c))
	}
	if c.Rare > 0 {
		notes = append(notes, fmt.Sprintf("%s left out: said fewer than %d times (all: --min 1).", counted(c.Rare, sequences(c.N, "different word")), n.Min))
	}
	if !n.Given && !n.Asked {
		notes = append(notes, n.missing()...)
	}
	if n.Stem {
		notes = append(notes, n.unstemmed()...)
	}
	return append(notes, n.Beside()...)
}

// Beside says what was left out, and what is counted that was not said word by word.
func (n WordNotes) Beside() []string {
	notes := n.Picked.Became()
	kept := 0
	for _, t := range n.Picked.Transcripts {
		if !t.Verbatim {
			kept++
		}
	}
	if all := len(n.Picked.Transcripts); kept > 0 {
		is := "are notes and not verbatim: their words are"
		if kept == 1 {
			is = "is notes and not verbatim: its words are"
		}
		notes = append(notes, fmt.Sprintf("%d of %s %s counted as they stand.", kept, counted(all, "transcript"), is))
	}
	if n.Few > 0 {
		notes = append(notes, smallGroupsLeft(n.Few))
	}
	if n.Unconfirmed > 0 {
		notes = append(notes, unconfirmedLeft(n.Unconfirmed))
	}
	return append(append(notes, unlisted(n.Picked.Rows)...), leftOut(n.Picked)...)
}

// whose says how many words were counted, and of whom.
func (n WordNotes) whose(c lexis.Counts) string {
	text := counted(c.All.Words, "word")
	if n.Coded {
		text += " of coded passages"
	}
	if c.All.Speakers > 0 {
		text += " by " + counted(c.All.Speakers, "speaker")
	}
	text += " in " + counted(c.All.Transcripts, "transcript")
	var roles []string
	for _, r := range c.Roles {
		if r.Words > 0 {
			roles = append(roles, fmt.Sprintf("%d %s", r.Words, roleOf(r.Role)))
		}
	}
	switch {
	case len(roles) == 1 && c.Roles[0].Role != "":
		text += ", all " + roleOf(c.Roles[0].Role)
	case len(roles) > 1:
		text += ": " + strings.Join(roles, ", ")
		for _, r := range c.Roles {
			if r.Role != "" {
				text += fmt.Sprintf(" (one role: --role %s)", r.Role)
				break
			}
		}
	}
	return text + "."
}

func roleOf(r transcript.Role) string {
	if r == "" {
		return "of no role"
	}
	return "by " + string(r) + "s"
}

// left says what the stop list left out.
func (n WordNotes) left(c lexis.Counts) string {
	var of []string
	languages := slices.Clone(n.Leave.Languages)
	if n.Leave.OfLanguage {
		for _, l := range n.languages() {
			if _, ok := stop.List(l); ok {
				languages = append(languages, stop.Language(l))
			}
		}
	}
	slices.Sort(languages)
	if languages = slices.Compact(languages); len(languages) > 0 {
		of = append(of, strings.Join(languages, ", "))
	}
	if own := len(n.Leave.Words); own > 0 {
		of = append(of, fmt.Sprintf("%d of the study", own))
	}
	lists := strings.Join(of, "; ")
	if c.N > 1 {
		return fmt.Sprintf("%s left out: they begin or end with a word of the stop list (%s; all: --stop none).", counted(c.Left, "sequence"), lists)
	}
	return fmt.Sprintf("%s left out of the list, though not of the frequencies: on the stop list (%s; all: --stop none).", counted(c.Left, "word"), lists)
}

// languages returns those of the transcripts, each once, "" for none.
func (n WordNotes) languages() []string {
	var out []string
	for _, t := range n.Picked.Transcripts {
		l := t.Language
		if l == "" {
			l = n.Language
		}
		if l = stop.Language(l); !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	slices.Sort(out)
	return out
}

// missing says of which languages there is no stop list.
func (n WordNotes) missing() []string {
	var notes []string
	for _, l := range n.languages() {
		if _, ok := stop.List(l); ok {
			continue
		}
		if l == "" {
			notes = append(notes, `No stop list was used where no language is said: say it in grounded.toml, as in language = "en", or choose one with --stop en.`)
			continue
		}
		notes = append(notes, fmt.Sprintf(`There is no stop list for %s, so that all its words are counted; leave some out in grounded.toml, as in stop = ["um"].`, l))
	}
	return notes
}

// unstemmed says of which languages the forms are counted apart all the same.
func (n WordNotes) unstemmed() []string {
	var notes []string
	for _, l := range n.languages() {
		switch {
		case n.Stems(l):
		case l == "":
			notes = append(notes, `Forms of words are counted apart where no language is said; say it in grounded.toml, as in language = "en".`)
		default:
			notes = append(notes, fmt.Sprintf("There is no stemmer for %s: forms of its words are counted apart.", l))
		}
	}
	return notes
}
