package reader

import (
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// commas are what parts the cells, the likeliest first.
const commas = "\t,;|"

// sniff finds what parts the cells: that which makes the heads of a talk, or else
// rows of as many cells, and of several the one that makes most. It reports
// whether there is one: four fifths of the first rows have as many cells as most
// have, and those two or more; with the heads of a talk they need not.
func sniff(s *source) (delimited, bool) {
	from := 0
	for from < len(s.lines) && blank(s.lines[from]) {
		from++
	}
	if from < len(s.lines) && len(s.lines[from]) == len("sep=,") && strings.HasPrefix(s.lines[from], "sep=") {
		return delimited{s.name, s.lines, from + 1, s.lines[from][len("sep=")]}, true
	}
	best, found := delimited{s.name, s.lines, from, ','}, false
	most := 0
	for i := range len(commas) {
		d := delimited{s.name, s.lines, from, commas[i]}
		if score := d.evenness(); score > most {
			best, found, most = d, true, score
		}
	}
	return best, found
}

// evenness says how well the first rows make a table: whether its heads are those
// of a talk, then how many in a hundred are of one width, and then how wide; 0
// when they make none.
func (d delimited) evenness() int {
	const (
		looked = 100
		known  = 1000 // more than any evenness
	)
	widths := map[int]int{}
	rows, score := 0, 0
	for r, err := range d.rows {
		if err != nil {
			return 0
		}
		if rows == 0 && trimmedHeads(r.cells).ofTalk() {
			score = known
		}
		widths[len(r.cells)]++
		if rows++; rows == looked {
			break
		}
	}
	width := 0
	for w, n := range widths {
		if n > widths[width] || n == widths[width] && w > width {
			width = w
		}
	}
	if rows < 2 || width < 2 && score == 0 || widths[width]*5 < rows*4 && score == 0 {
		return 0
	}
	return (score+widths[width]*100/rows)*maxColumns + width
}

func isTSV(s *source) bool {
	d, ok := sniff(s)
	return ok && d.comma == '\t' && isTable(s, d)
}

func isCSV(s *source) bool {
	d, ok := sniff(s)
	return ok && d.comma != '\t' && isTable(s, d)
}

// isTable reports whether delimited rows are a table and not prose: they are when
// the file's name or the options say so, or when the heads are those of a talk,
// or of a survey. The table that Whisper writes has a reader of its own.
func isTable(s *source, d delimited) bool {
	t := &table{name: s.name, rows: d.rows, comma: string(d.comma)}
	sample, err := t.sample()
	if err != nil || len(sample) < 2 {
		return false
	}
	t.heads, t.skip, t.width = trimmedHeads(sample[0].cells), 1, len(sample[0].cells)
	if d.comma == '\t' && slices.Equal(t.heads, heads{"start", "end", "text"}) {
		return false
	}
	switch ext := strings.ToLower(path.Ext(baseName(s.name))); {
	case slices.Contains([]string{".csv", ".tsv", ".tab"}, ext), len(s.options.Columns.named()) > 0, t.heads.ofTalk(),
		d.from > 0 && strings.HasPrefix(s.lines[d.from-1], "sep="):
		return true
	}
	if !looksLikeHeads(sample[0].cells) || isData(sample[0], sample[1:]) {
		return false
	}
	if t.heads.known(textHeads) != none {
		return true
	}
	survey := surveyOf(t, sample[1:])
	return survey.respondent != none && len(survey.questions) > 0
}

// looksLikeHeads reports whether cells could be the heads of columns: all differ,
// and no white space stands around them as it does behind a comma in prose.
func looksLikeHeads(cells []string) bool {
	const longest = 200 // characters of a question
	seen := map[string]bool{}
	for _, c := range cells {
		if c == "" || c != strings.TrimSpace(c) || seen[c] || utf8.RuneCountInString(c) > longest {
			return false
		}
		seen[c] = true
	}
	return true
}
