package reader

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"
)

// Bounds of a table. Rows and columns are those of spreadsheet programs.
const (
	maxRows    = 1_048_576
	maxColumns = 16_384
	maxTags    = 200_000
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

// columns says which column holds what.
type columns struct {
	speaker, time, text, codes, respondent int
	questions                              []int
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

// headRow returns the index of the row with the heads of the columns: the first
// in which a name stands that the options give, or else a known one; else the
// first that has two cells. It reports false where that row is data.
func headRow(sample []row, c Columns) (int, bool) {
	const most = 10 // rows of titles and explanations above the heads
	top := sample[:min(len(sample), most)]
	where := func(fits func(heads) bool) int {
		return slices.IndexFunc(top, func(r row) bool { return fits(trimmedHeads(r.cells)) })
	}
	isNamed := func(h heads) bool {
		return slices.ContainsFunc(c.named(), func(name string) bool { return len(h.under(name)) > 0 })
	}
	for _, i := range []int{where(isNamed), where(func(h heads) bool { return h.known(textHeads) != none })} {
		if i >= 0 {
			return i, true
		}
	}
	i := max(0, slices.IndexFunc(top, func(r row) bool { return filled(r.cells) > 1 }))
	if isData(top[i], sample[i+1:]) {
		return 0, false
	}
	return i, true
}

func trimmedHeads(cells []string) heads {
	out := make(heads, len(cells))
	for i, c := range cells {
		out[i] = strings.Join(strings.Fields(c), " ")
	}
	return out
}

func filled(cells []string) int {
	n := 0
	for _, c := range cells {
		if !blank(c) {
			n++
		}
	}
	return n
}

// isData reports whether a first row is one like those below it rather than the
// heads of the columns: it holds a time or a number where they hold them too, or
// a word that comes again in its column, as the names of speakers do.
func isData(r row, below []row) bool {
	if h := trimmedHeads(r.cells); h.known(slices.Concat(textHeads, speakerHeads, timeHeads, codeHeads, respondentHeads)) != none {
		return false
	}
	for i, cell := range r.cells {
		cell = strings.TrimSpace(cell)
		if cell == "" {
			continue
		}
		figures, same, all := 0, 0, 0
		for _, b := range below {
			other := strings.TrimSpace(b.at(i))
			if other == "" || slices.Equal(b.cells, r.cells) {
				continue
			}
			all++
			if figure.MatchString(other) {
				figures++
			}
			if other == cell {
				same++
			}
		}
		if same > 0 || figure.MatchString(cell) && figures*2 > all {
			return true
		}
	}
	return false
}

// figure is a number, a time or a date.
var figure = regexp.MustCompile(`^[\[(]?[-+]?\d[\d.,:/-]*[\])]?(?:[T ]\d{1,2}:\d{2}\S*)?(?: ?[AaPp][Mm])?(?: [A-Z]{3,4})?$`)

// named returns the columns that the options name, and for a row a turn those
// that are known by their heads.
func (t *table) named(c Columns) (columns, error) {
	out := columns{speaker: none, time: none, text: none, codes: none, respondent: none}
	var wrong []error
	find := func(name string, list []string) int {
		if name == "" {
			return t.heads.known(list)
		}
		i, err := t.heads.find(name, t.width)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", t.name, err))
		}
		return i
	}
	for _, name := range c.Questions {
		if i := find(name, nil); !slices.Contains(out.questions, i) {
			out.questions = append(out.questions, i)
		}
	}
	if c.Respondent != "" {
		out.respondent = find(c.Respondent, nil)
	}
	if c.Respondent == "" && len(c.Questions) == 0 {
		out.text = find(c.Text, textHeads)
		out.speaker, out.time, out.codes = find(c.Speaker, speakerHeads), find(c.Time, timeHeads), find(c.Codes, codeHeads)
	}
	return out, errors.Join(wrong...)
}

// passages reports whether heads are those that quotes, search and export write.
func passages(h heads) bool {
	return h.known([]string{"quote"}) != none && h.known([]string{"transcript"}) != none && h.known([]string{"paragraph"}) != none
}

// tally notes, while the rows of a table are read, what of them has to be said.
type tally struct {
	t             *table
	used          map[int]bool
	unused        []bool // columns that hold something nobody asked for
	uneven, quote leftOut
}

// row notes a row, and joins to its last cell what a comma in it that should
// have been quoted parted from it.
func (y *tally) row(r *row) {
	width := len(y.t.heads)
	if y.t.comma != "" && width > 0 && len(r.cells) != width {
		y.uneven.add(r.line)
	}
	if r.odd {
		y.quote.add(r.line)
	}
	if y.t.comma != "" && len(r.cells) > width && width > 0 && y.used[width-1] {
		r.cells[width-1] = strings.Join(r.cells[width-1:], y.t.comma)
		r.cells = r.cells[:width]
	}
	for i, cell := range r.cells {
		if i >= len(y.unused) {
			y.unused = append(y.unused, false)
		}
		y.unused[i] = y.unused[i] || !y.used[i] && !blank(cell)
	}
}

// warn says what was noted; columns that are not used only where they are left
// out.
func (y *tally) warn(s *source, leaves bool) {
	y.uneven.warn(s, "row-uneven", fmt.Sprintf("this row has not the %d cells that the heads have", len(y.t.heads)), "if its words are cut or in the wrong column, quote them in the file")
	y.quote.warn(s, "quote-unpaired", "the quotation marks of this row do not pair, so it was read as it stands", "")
	var left []int
	for i, holds := range y.unused {
		if holds && leaves {
			left = append(left, i)
		}
	}
	if len(left) > 0 {
		s.warn("columns-left-out", 0, "columns that were not read: "+y.t.heads.quoted(left), "")
	}
}
