package reader

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"grounded/transcript"
)

// Bounds of a table. Rows and columns are those of spreadsheet programs.
const (
	maxRows    = 1_048_576
	maxColumns = 16_384
	maxTags    = 1_000_000
)

// none stands for a column that a table does not have.
const none = -1

// row is a row of a table. Its cells are lent until the next row is asked for.
type row struct {
	line  int // of its first line, or its number in a workbook, from 1
	cells []string
	odd   bool // its quotation marks do not pair
}

// at returns a cell; "" where the row ends before it.
func (r row) at(column int) string {
	if column < 0 || column >= len(r.cells) {
		return ""
	}
	return r.cells[column]
}

// table is a file of rows and columns.
type table struct {
	name string // of the file
	// rows yields the rows from the first, without blank ones.
	rows iter.Seq2[row, error]
	// fill makes rows yield what merged cells of a column show in all rows that
	// they go over; nil where no cells merge.
	fill func(column int)
	// comma parts the cells of a text in which every row should have as many;
	// "" in a workbook.
	comma string

	heads  heads
	titles []string // the words of questions, where they stand under their heads
	skip   int      // rows with heads, and those above them
	width  int      // columns of the widest row that was looked at
}

// sampled is how many rows are looked at to tell what the columns hold, and how
// many cells.
const (
	sampled      = 1000
	sampledCells = 200_000
)

// sample returns the first rows.
func (t *table) sample() ([]row, error) {
	var out []row
	cells := 0
	for r, err := range t.rows {
		if err != nil {
			return nil, err
		}
		r.cells = slices.Clone(r.cells)
		out = append(out, r)
		if cells += len(r.cells); len(out) >= sampled || cells >= sampledCells {
			break
		}
	}
	return out, nil
}

// body yields the rows below the heads.
func (t *table) body(ctx context.Context) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		n := 0
		for r, err := range t.rows {
			if n++; n <= t.skip && err == nil {
				continue
			}
			if err == nil && n > maxRows {
				err = fmt.Errorf("%s: has more than %d rows, as no spreadsheet does; split it", t.name, maxRows)
			}
			if err = cmp.Or(err, ctx.Err()); !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// readTable reads a table as its columns, or their names in the options, say: a
// row a turn, or a row a respondent.
func readTable(ctx context.Context, s *source, t *table) ([]interview, error) {
	sample, err := t.sample()
	if err = cmp.Or(err, ctx.Err()); err != nil {
		return nil, err
	}
	if len(sample) == 0 {
		return nil, nil
	}
	c := s.options.Columns
	if c.Text+c.Speaker+c.Time+c.Codes != "" && c.Respondent+strings.Join(c.Questions, "") != "" {
		return nil, fmt.Errorf("%s: a table has a row a turn (columns text, speaker, time, codes) or a row a respondent (respondent, question); name columns of the one or of the other", s.name)
	}
	for _, r := range sample {
		t.width = max(t.width, len(r.cells))
	}
	cols, err := t.settle(s, sample)
	if err != nil {
		return nil, err
	}
	if cols.text != none {
		return readTurns(ctx, s, t, cols)
	}
	return readSurvey(ctx, s, t, cols)
}

// settle finds the row with the heads and the columns that they, or the options,
// name.
func (t *table) settle(s *source, sample []row) (columns, error) {
	c := s.options.Columns
	head, ok := headRow(sample, c)
	if ok {
		t.heads, t.skip = trimmedHeads(sample[head].cells), head+1
	}
	if passages(t.heads) && c.Text == "" {
		return columns{}, fmt.Errorf("%s: holds passages that grounded itself wrote, not what was said; put their codes on a transcript with: grounded apply --from %s", s.name, s.name)
	}
	cols, err := t.named(c)
	if err != nil {
		return columns{}, err
	}
	var lines []int
	for _, r := range sample[:head] {
		lines = append(lines, r.line)
	}
	if len(lines) > 0 {
		(&leftOut{lines}).warn(s, "row-above-heads", "this stands above the heads of the columns and was left out", "")
	}
	if !ok {
		s.warn("heads-missing", sample[0].line, "the first row is read as data, since it does not look like the heads of columns", "if it is, give the columns other heads")
	}
	switch {
	case c.Respondent != "" || len(c.Questions) > 0:
		err = t.guessSurvey(s, sample, &cols)
	case cols.text != none:
	case len(c.named()) > 0:
		err = fmt.Errorf("%s: no column is named that holds what was said; add --columns text=HEAD; its columns are: %s", s.name, t.heads.list(t.width))
	default:
		err = t.guessSurvey(s, sample, &cols)
	}
	return cols, err
}

// passages reports whether heads are those that quotes, search and export write.
func passages(h heads) bool {
	return h.known([]string{"quote"}) != none && h.known([]string{"transcript"}) != none && h.known([]string{"paragraph"}) != none
}

// saidIn is a turn as cells of a table hold it: every line of them is a paragraph.
func saidIn(speaker string, time transcript.Moment, cells ...string) transcript.Said {
	var kept []string
	for _, cell := range cells {
		for text := range strings.SplitSeq(strings.ReplaceAll(cell, "\r", "\n"), "\n") {
			if !blank(text) {
				kept = append(kept, text)
			}
		}
	}
	return transcript.Said{Speaker: cleanLabel(speaker), Time: time, Paragraphs: kept}
}
