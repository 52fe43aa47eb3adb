package tabulate

import (
	"cmp"
	"fmt"
	"slices"

	"grounded/analysis/lexis"
	"grounded/analysis/table"
	"grounded/transcript/coding"
)

// WordOrder says in which order words stand.
type WordOrder string

// By how often they are said, by how many speakers or in how many transcripts, the most
// evenly spread first, or by the alphabet.
const (
	WordsByCount       WordOrder = "count"
	WordsBySpeakers    WordOrder = "speakers"
	WordsByTranscripts WordOrder = "transcripts"
	WordsBySpread      WordOrder = "spread"
	WordsByText        WordOrder = "word"
)

// WordOrders are all of them.
var WordOrders = []WordOrder{WordsByCount, WordsBySpeakers, WordsByTranscripts, WordsBySpread, WordsByText}

// WordsOptions say which words are shown, and how.
type WordsOptions struct {
	N          int // words; 0 means all
	Order      WordOrder
	Speakers   int // leaves out what fewer of them say
	Parts      lexis.Unit
	Stem       bool // forms were counted as one
	Asked      bool // these words were asked for
	Data       bool
	Print      bool // leaves out what may not be quoted, and, unless SmallCells, what one or two people say
	SmallCells bool
	Notes      []string // on what was counted, behind those on what is shown
}

// Words returns how often words are said, a row a word.
func Words(c lexis.Counts, o WordsOptions) table.Report {
	words, notes := o.Choose(c)
	r := table.Report{
		Title: o.title(c, len(words)),
		Table: table.Table{Columns: []table.Column{
			{Name: "word", Heading: wordHeading(c.N), Words: c.N > 1},
			{Name: "stem", Heading: "Stem"},
			{Name: "forms", Heading: "Forms", Type: table.List, Words: true},
			{Name: "count", Heading: "Times", Type: table.Integer},
			{Name: "per_1000", Heading: "Per 1,000", Type: table.Number, Digits: 2},
			{Name: "transcripts", Heading: "Transcripts", Type: table.Integer},
			{Name: "speakers", Heading: "Speakers", Type: table.Integer},
			{Name: "dp", Heading: "DP as it is", Type: table.Number, Digits: 2},
			{Name: "dp_norm", Heading: "DP", Type: table.Number, Digits: 2},
			{Name: "juilland_d", Heading: "D", Type: table.Number, Digits: 2},
			{Name: "base", Heading: "Words", Type: table.Integer},
			{Name: "may_quote", Heading: "May be quoted"},
		}},
	}
	shown := []string{"word", "count", "per_1000", "transcripts", "speakers", "dp_norm", "juilland_d"}
	if o.Stem && c.N == 1 {
		shown = []string{"word", "forms", "count", "per_1000", "transcripts", "speakers", "dp_norm"}
	}
	r.View = table.Columns{Names: shown}
	for _, w := range words {
		var dp, norm, d any
		if w.Spread != nil {
			dp, norm, d = w.Spread.DP, w.Spread.Norm, w.Spread.D
		}
		r.Table.Rows = append(r.Table.Rows, []any{
			w.Text, w.Stem, forms(w, o.Data), w.Times, per1000(w.Times, c.All.Words), w.Transcripts, w.Speakers,
			dp, norm, d, c.All.Words, private(w),
		})
	}
	r.Notes = append(notes, o.readings(c)...)
	r.Notes = append(r.Notes, o.Notes...)
	return r
}

// Choose returns the words that are shown, in order, and says what is not.
func (o WordsOptions) Choose(c lexis.Counts) (words []lexis.Word, notes []string) {
	hidden := hidden{}
	for _, w := range c.Words {
		if w.Speakers >= o.Speakers && !hidden.hides(o.Print, o.SmallCells, w.Private, w.People) {
			words = append(words, w)
		}
	}
	slices.SortStableFunc(words, o.compare)
	if all := len(words); o.N > 0 && all > o.N {
		words = words[:o.N]
		notes = append(notes, fmt.Sprintf("%s more (all: -n 0).", counted(all-o.N, sequences(c.N, "different word"))))
	}
	return words, append(notes, hidden.notes(c.N)...)
}

// compare puts words in order; those that are equal stand by number, then by the
// alphabet, as they come.
func (o WordsOptions) compare(a, b lexis.Word) int {
	more := 0
	switch o.Order {
	case WordsByText:
		return 0
	case WordsBySpeakers:
		more = b.Speakers - a.Speakers
	case WordsByTranscripts:
		more = b.Transcripts - a.Transcripts
	case WordsBySpread:
		more = cmp.Compare(unevenness(a), unevenness(b))
	}
	return cmp.Or(more, b.Times-a.Times)
}

func unevenness(w lexis.Word) float64 {
	if w.Spread == nil {
		return 2 // behind all that have one
	}
	return w.Spread.Norm
}

// hidden is how many words print leaves out.
type hidden struct{ private, few int }

func (h *hidden) hides(print, smallCells, private bool, people int) bool {
	switch {
	case !print:
		return false
	case private:
		h.private++
		return true
	case !smallCells && people > 0 && people < coding.FewestPeople:
		h.few++
		return true
	}
	return false
}

func (h hidden) notes(n int) []string {
	var notes []string
	if h.private > 0 {
		notes = append(notes, counted(h.private, sequences(n, "word"))+" left out: said only where nothing may be quoted.")
	}
	if h.few > 0 {
		notes = append(notes, counted(h.few, sequences(n, "word"))+" left out: said by fewer than three people (all: --small-cells).")
	}
	return notes
}

func private(w lexis.Word) string {
	if w.Private {
		return "no"
	}
	return ""
}

// forms lists the forms of a word, for people only where there are several.
func forms(w lexis.Word, data bool) []string {
	var out []string
	if len(w.Forms) > 1 || data {
		for _, f := range w.Forms {
			out = append(out, fmt.Sprintf("%s %d", f.Text, f.Times))
		}
	}
	return out
}

// per1000 is a frequency in words of a thousand; nil where there are no words.
func per1000(times, words int) any {
	if words == 0 {
		return nil
	}
	return 1000 * float64(times) / float64(words)
}

func wordHeading(n int) string {
	if n > 1 {
		return "Words"
	}
	return "Word"
}

// sequences is what is counted: words, or sequences of them.
func sequences(n int, word string) string {
	if n > 1 {
		return "sequence"
	}
	return word
}

// sequencesOf is what many of them are called in a title.
func sequencesOf(n int) string {
	if n > 1 {
		return fmt.Sprintf("sequences of %d words", n)
	}
	return "words"
}

func (o WordsOptions) title(c lexis.Counts, shown int) string {
	what := sequencesOf(c.N)
	switch {
	case o.Asked:
		return capital(what) + " that were asked for"
	case o.Order == WordsByText:
		return capital(what) + " by the alphabet"
	}
	number, stand, are := fmt.Sprintf("%d ", shown), "stand", "are"
	switch shown {
	case 0:
		number = ""
	case 1:
		number, stand, are = "", "stands", "is"
		if what = "word"; c.N > 1 {
			what = fmt.Sprintf("sequence of %d words", c.N)
		}
	}
	switch o.Order {
	case WordsBySpeakers:
		return fmt.Sprintf("The %s%s that most speakers say", number, what)
	case WordsByTranscripts:
		return fmt.Sprintf("The %s%s that %s in most transcripts", number, what, stand)
	case WordsBySpread:
		return fmt.Sprintf("The %s%s that %s spread most evenly", number, what, are)
	}
	return fmt.Sprintf("The %smost common %s", number, what)
}

// readings say how the figures of a list are to be read.
func (o WordsOptions) readings(c lexis.Counts) []string {
	if o.Data || len(c.Words) == 0 {
		return nil
	}
	parts := counted(c.Parts, string(cmp.Or(o.Parts, lexis.ByTranscript)))
	if c.Parts < 2 {
		return []string{fmt.Sprintf("DP and D are undefined: they say how evenly a word is spread, and words stand in %s alone.", parts)}
	}
	text := fmt.Sprintf("DP: how unevenly a word is spread over the %s, from 0 as the words are to 1 (Gries 2008, normalised as by Lijffijt and Gries 2012).", parts)
	if !o.Stem || c.N > 1 {
		text += " D: Juilland's, from 0 to 1 for evenly."
	}
	return []string{text}
}
