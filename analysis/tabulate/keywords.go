package tabulate

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"grounded/analysis/lexis"
	"grounded/analysis/table"
)

// KeyOrder says in which order key words stand.
type KeyOrder string

// By how sure the difference is (G2), by how large it is (log ratio), by how often the
// group says the word, or by the alphabet.
const (
	KeysByG2    KeyOrder = "key"
	KeysByRatio KeyOrder = "ratio"
	KeysByCount KeyOrder = "count"
	KeysByText  KeyOrder = "word"
)

// KeyOrders are all of them.
var KeyOrders = []KeyOrder{KeysByG2, KeysByRatio, KeysByCount, KeysByText}

// KeyGroup is a group whose words are compared, and with whose.
type KeyGroup struct {
	At      int // in Counts.Groups
	ID      string
	Name    string
	Against string
}

// KeywordsOptions say which words are shown, and how.
type KeywordsOptions struct {
	Groups     []KeyGroup
	N          int // words of each group; 0 means all
	Order      KeyOrder
	P          float64 // shows words whose p is less
	Less       bool    // shows words that a group says less often than the others, instead of more
	Min        int     // leaves out what the one that says it more says fewer times
	Speakers   int     // and what fewer speakers of the group say
	Asked      bool    // these words were asked for: all are shown, of every group
	Data       bool
	Print      bool // leaves out what may not be quoted, and, unless SmallCells, what one or two people say
	SmallCells bool
	Notes      []string
}

// keyed is a word as one group says it.
type keyed struct {
	lexis.Word
	lexis.Key
	lexis.Tally
	others int // times that the others say it
}

// Keywords returns which words each group says more often than the others do: for
// scripts one report, a row a word and a group, for people a report for each group.
func Keywords(c lexis.Counts, o KeywordsOptions) []table.Report {
	var out []table.Report
	var none []string
	tested := 0
	for _, g := range o.Groups {
		words, of, notes := o.choose(c, g)
		tested = max(tested, of)
		if len(words) == 0 && len(notes) == 0 && len(o.Groups) > 2 && !o.Data {
			none = append(none, g.Name)
			continue
		}
		out = append(out, table.Report{Title: o.title(c, g), Table: o.long(c, g, words), View: o.view(), Notes: notes})
	}
	if len(out) == 0 {
		out = append(out, table.Report{Title: "Key words", Table: o.long(c, KeyGroup{}, nil), View: o.view()})
	}
	if o.Data {
		for _, r := range out[1:] {
			out[0].Table.Rows = append(out[0].Table.Rows, r.Table.Rows...)
			out[0].Notes = append(out[0].Notes, r.Notes...)
		}
		out = out[:1]
	}
	end := &out[len(out)-1]
	if len(none) > 0 {
		end.Notes = append(end.Notes, "No key words: "+strings.Join(none, ", ")+".")
	}
	if tested > 0 || o.Asked {
		end.Notes = append(end.Notes, o.readings(c, tested)...)
	}
	end.Notes = append(end.Notes, o.Notes...)
	return out
}

// choose returns the words that are key to a group, and how many were tested.
func (o KeywordsOptions) choose(c lexis.Counts, g KeyGroup) (words []keyed, tested int, notes []string) {
	hidden := hidden{}
	for _, w := range c.Words {
		k, a, _, b, _, ok := c.Against(w, g.At)
		if !ok {
			continue
		}
		one := keyed{w, k, w.In(g.At), b}
		if o.Asked {
			if !hidden.hides(o.Print, o.SmallCells, w.Private, one.people()) {
				words = append(words, one)
			}
			continue
		}
		if max(a, b) >= o.Min {
			tested++
		}
		more, says := k.G2 > 0, a
		if o.Less {
			more, says = k.G2 < 0, b
		}
		if !more || says < o.Min || k.P >= o.P || !o.Less && one.Tally.Speakers < o.Speakers {
			continue
		}
		if !hidden.hides(o.Print, o.SmallCells, w.Private, one.people()) {
			words = append(words, one)
		}
	}
	slices.SortStableFunc(words, o.compare)
	if all := len(words); o.N > 0 && all > o.N && !o.Asked {
		words = words[:o.N]
		notes = append(notes, fmt.Sprintf("%s: %s more (all: -n 0).", g.Name, counted(all-o.N, sequences(c.N, "key word"))))
	}
	switch c.Groups[g.At].Words {
	case 0:
		notes = append(notes, fmt.Sprintf("%s: there are no words.", g.Name))
	case c.All.Words:
		notes = append(notes, fmt.Sprintf("%s: it has all the words, so there is nothing to compare with (it is compared with the rest of what is selected).", g.Name))
	}
	return words, tested, append(notes, hidden.notes(c.N)...)
}

// people is how few may stand behind a row: those of the group who say the word, where
// there are any.
func (k keyed) people() int {
	if k.Tally.People > 0 {
		return k.Tally.People
	}
	return k.Word.People
}

func (o KeywordsOptions) compare(a, b keyed) int {
	switch o.Order {
	case KeysByText:
		return 0
	case KeysByRatio:
		return cmp.Or(cmp.Compare(math.Abs(b.LogRatio), math.Abs(a.LogRatio)), cmp.Compare(math.Abs(b.G2), math.Abs(a.G2)))
	case KeysByCount:
		return cmp.Or(b.Tally.Times-a.Tally.Times, cmp.Compare(math.Abs(b.G2), math.Abs(a.G2)))
	}
	return cmp.Or(cmp.Compare(math.Abs(b.G2), math.Abs(a.G2)), b.Tally.Times-a.Tally.Times)
}

func (o KeywordsOptions) long(c lexis.Counts, g KeyGroup, words []keyed) table.Table {
	t := table.Table{Columns: []table.Column{
		{Name: "group", Heading: "Group"},
		{Name: "group_name", Heading: "Group", Words: true},
		{Name: "against", Heading: "Against", Words: true},
		{Name: "word", Heading: wordHeading(c.N), Words: c.N > 1},
		{Name: "stem", Heading: "Stem"},
		{Name: "forms", Heading: "Forms", Type: table.List, Words: true},
		{Name: "count", Heading: "Times", Type: table.Integer},
		{Name: "per_1000", Heading: "Per 1,000", Type: table.Number, Digits: 2},
		{Name: "against_count", Heading: "Others", Type: table.Integer},
		{Name: "against_per_1000", Heading: "Per 1,000", Type: table.Number, Digits: 2},
		{Name: "g2", Heading: "G²", Type: table.Number, Digits: 1},
		{Name: "p", Heading: "p", Type: table.Number, Digits: 4},
		{Name: "log_ratio", Heading: "Log ratio", Type: table.Number, Digits: 1},
		{Name: "transcripts", Heading: "Transcripts", Type: table.Integer},
		{Name: "speakers", Heading: "Speakers", Type: table.Integer},
		{Name: "base", Heading: "Words", Type: table.Integer},
		{Name: "against_base", Heading: "Words of others", Type: table.Integer},
		{Name: "may_quote", Heading: "May be quoted"},
	}}
	for _, w := range words {
		base := c.Groups[g.At].Words
		others := c.All.Words - base
		t.Rows = append(t.Rows, []any{
			g.ID, g.Name, g.Against, w.Word.Text, w.Word.Stem, forms(w.Word, o.Data),
			w.Tally.Times, per1000(w.Tally.Times, base), w.others, per1000(w.others, others),
			w.G2, w.P, w.LogRatio, w.Tally.Transcripts, w.Tally.Speakers, base, others, private(w.Word),
		})
	}
	return t
}

func (o KeywordsOptions) view() table.View {
	return table.Columns{Names: []string{"word", "count", "per_1000", "against_count", "against_per_1000", "g2", "log_ratio", "speakers"}}
}

func (o KeywordsOptions) title(c lexis.Counts, g KeyGroup) string {
	switch {
	case o.Asked:
		return fmt.Sprintf("%s of %s, against %s", capital(sequencesOf(c.N)), g.Name, g.Against)
	case o.Less:
		return fmt.Sprintf("%s less common with %s than with %s", capital(sequencesOf(c.N)), g.Name, g.Against)
	}
	return fmt.Sprintf("Key %s of %s, against %s", sequencesOf(c.N), g.Name, g.Against)
}

// readings say how the figures are to be read.
func (o KeywordsOptions) readings(c lexis.Counts, tested int) []string {
	if o.Data {
		return nil
	}
	notes := []string{"G²: log-likelihood of the two frequencies (Rayson and Garside 2000), negative where the others say it more. Log ratio: 1 is twice as often, 2 four times (Hardie 2014; none counts as half a time)."}
	if o.Asked {
		return append(notes, "G² of 3.8 is p < .05, 6.6 p < .01, 10.8 p < .001, each for one word that was chosen beforehand.")
	}
	if all := lexis.Critical(0.05 / float64(max(tested, 1))); o.P == 1 {
		notes = append(notes, fmt.Sprintf("%s tested, so that chance alone is unlikely to bring any G² over %.1f (p < .05 for all together, Bonferroni).", o.were(tested, c.N), all))
	} else {
		text := fmt.Sprintf("Shown with p < %s for one word (G² over %.1f).", fraction(o.P), lexis.Critical(o.P))
		if all > lexis.Critical(o.P) {
			text += fmt.Sprintf(" %s tested, so that chance alone lets about %.0f pass; over %.1f it is unlikely to let any (p < .05 for all together, Bonferroni).",
				o.were(tested, c.N), math.Ceil(o.P*float64(tested)), all)
		}
		notes = append(notes, text)
	}
	return append(notes, "Words of one speaker are not independent of one another, as the test has it: look how many say it.")
}

// were says what was tested.
func (o KeywordsOptions) were(n, of int) string {
	text := counted(n, sequences(of, "word"))
	if len(o.Groups) > 2 {
		text += " of each group"
	}
	if n == 1 {
		return text + " was"
	}
	return text + " were"
}

// fraction writes a probability without the 0 before its point.
func fraction(p float64) string {
	text := fmt.Sprint(p)
	if len(text) > 1 && text[0] == '0' {
		return text[1:]
	}
	return text
}
