package privacy

import (
	"strings"

	"grounded/transcript"
)

// Withdrawn stands in the place of words that somebody took back.
const Withdrawn = "[withdrawn]"

// How many words in a row, said by one who withdrew and by nobody else, are
// taken for theirs where others wrote them down: fewer within quotation marks.
const (
	longRun  = 4
	quoteRun = 2
)

// Testimony is what somebody said who withdraws, by which their words are found
// where others quoted them.
type Testimony struct{ runs map[string]bool }

// NewTestimony returns the testimony of what was said and goes, and nobody said
// of what stays.
func NewTestimony(gone, stays []string) *Testimony {
	t := &Testimony{runs: map[string]bool{}}
	for _, text := range gone {
		eachRun(text, func(run string) { t.runs[run] = true })
	}
	for _, text := range stays {
		eachRun(text, func(run string) { delete(t.runs, run) })
	}
	return t
}

// eachRun yields the runs of quoteRun to longRun words of a text, in small
// letters with a space between words.
func eachRun(text string, yield func(string)) {
	words := folded(text)
	for i := range words {
		for n := quoteRun; n <= longRun && i+n <= len(words); n++ {
			yield(join(words[i : i+n]))
		}
	}
}

// spoken is a word and where it stands.
type spoken struct {
	word string
	transcript.Span
}

func folded(text string) []spoken {
	var out []spoken
	for w := range transcript.Words(text) {
		word := strings.ReplaceAll(strings.ToLower(text[w.Start:w.End]), "’", "'")
		out = append(out, spoken{word, w})
	}
	return out
}

func join(words []spoken) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.word)
	}
	return b.String()
}

// Strike puts Withdrawn in the place of every run of four words or more that
// was said so, and of shorter ones that are all of what stands in quotation
// marks, and returns how many there were.
func (t *Testimony) Strike(text string) (string, int) {
	spans := transcript.Union(append(t.long(text), t.quoted(text)...))
	if len(spans) == 0 {
		return text, 0
	}
	var b strings.Builder
	at := 0
	for _, s := range spans {
		b.WriteString(text[at:s.Start])
		b.WriteString(Withdrawn)
		at = s.End
	}
	b.WriteString(text[at:])
	return b.String(), len(spans)
}

// Holds reports whether Strike would strike something.
func (t *Testimony) Holds(text string) bool {
	_, n := t.Strike(text)
	return n > 0
}

func (t *Testimony) long(text string) []transcript.Span {
	words := folded(text)
	var out []transcript.Span
	for i := 0; i+longRun <= len(words); i++ {
		if t.runs[join(words[i:i+longRun])] {
			out = append(out, transcript.Span{Start: words[i].Start, End: words[i+longRun-1].End})
		}
	}
	return out
}

// quotationMarks are the pairs that close with other characters than they open
// with, and those that do not.
var quotationMarks = []struct{ opens, closes string }{{"“", "”"}, {"„", "“"}, {"«", "»"}, {"‘", "’"}, {`"`, `"`}}

func (t *Testimony) quoted(text string) []transcript.Span {
	var out []transcript.Span
	for _, marks := range quotationMarks {
		for from := 0; ; {
			open := strings.Index(text[from:], marks.opens)
			if open < 0 {
				break
			}
			start := from + open + len(marks.opens)
			length := strings.Index(text[start:], marks.closes)
			if length < 0 {
				break
			}
			words := folded(text[start : start+length])
			if n := len(words); n >= quoteRun && n < longRun && t.runs[join(words)] {
				out = append(out, transcript.Span{Start: start + words[0].Start, End: start + words[n-1].End})
				from = start + length + len(marks.closes)
				continue
			}
			from = start
		}
	}
	return out
}
