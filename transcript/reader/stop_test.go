package reader

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// stopping is a context that is cancelled when it was asked so many times.
type stopping struct {
	context.Context
	asked, after int
}

func (s *stopping) Err() error {
	if s.asked++; s.asked > s.after {
		return context.Canceled
	}
	return nil
}

// respondents writes turns as rows of a survey.
func respondents(talk []turn) string {
	var b strings.Builder
	b.WriteString("id,why\n")
	for i := range talk {
		fmt.Fprintf(&b, "R%d,it was so that nobody else could say it %d times\n", i, i)
	}
	return b.String()
}

// Every loop over what a file holds asks whether to stop: at least so many times
// for every turn, in all the ways together in which the turns are looked at. When
// it is told to, nothing else comes of it. PDF is read by an engine of its own.
func TestReadersStopWhenTold(t *testing.T) {
	type reader struct {
		format string
		write  func([]turn) string
	}
	rows := func(talk []turn) [][]string {
		rows := [][]string{{"speaker", "text"}}
		for _, u := range talk {
			rows = append(rows, []string{u.Speaker, strings.Join(u.Paragraphs, " ")})
		}
		return rows
	}
	readers := map[string]reader{
		"survey":   {"csv", respondents},
		"tsv":      {"tsv", func(talk []turn) string { return asDelimited(rows(talk), "\t", false) }},
		"html":     {"html", asHTML},
		"markdown": {"markdown", asMarkdown},
		"docx":     {"docx", func(talk []turn) string { return string(docx(t, asWordParagraphs(talk))) }},
		"odt":      {"odt", func(talk []turn) string { return string(odt(t, asODT(talk))) }},
		"xlsx":     {"xlsx", func(talk []turn) string { return string(asSheet(t, rows(talk), true)) }},
	}
	for _, w := range writers {
		readers[w.format] = reader{w.format, w.write}
	}
	asks := map[string]int{
		"chat":         3,
		"csv":          2,
		"descript":     4,
		"docx":         126,
		"elan":         13,
		"f4":           4,
		"html":         7,
		"markdown":     4,
		"meet":         8,
		"odt":          8,
		"otranscribe":  10,
		"otter":        3,
		"praat":        3,
		"rev":          6,
		"rev-json":     1,
		"rtf":          2,
		"srt":          14,
		"survey":       2,
		"teams":        3,
		"text":         4,
		"tsv":          2,
		"vtt":          14,
		"whisper":      8,
		"whisper-cpp":  2,
		"whisper-json": 4,
		"xlsx":         2,
		"zoom-chat":    2,
	}
	const few, many, soon = 100, 300, 10
	talk := timedTalk(1000 * many)
	for name, c := range readers {
		asked := func(turns, after int) (int, error) {
			ctx := &stopping{t.Context(), 0, after}
			_, err := Read(ctx, "x", []byte(c.write(talk[:turns])), Options{As: c.format})
			return ctx.asked, err
		}
		const never = 1 << 40
		once, err := asked(few, never)
		again, err2 := asked(many, never)
		if err != nil || err2 != nil {
			t.Fatalf("%s: %v, %v", name, err, err2)
		}
		if n := (again - once) / (many - few); n < asks[name] || asks[name] == 0 {
			t.Errorf("%s asks %d times for every turn, and has to %d times", name, n, asks[name])
		}
		for _, after := range []int{1, 2, once / 3, once / 2, once - 1} {
			if n, err := asked(few, after); err != context.Canceled || n > after+soon {
				t.Errorf("%s: told to stop when it asked %d times, it asked %d times more: %v", name, after, n-after, err)
			}
		}
	}
}
