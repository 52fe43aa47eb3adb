package coding

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"grounded/codebook/problem"
)

// Compare orders codings as they are kept: by start, end, code and id.
func Compare(a, b Coding) int {
	if a.Span != b.Span {
		return byPlace(a.Span, b.Span)
	}
	return cmp.Or(strings.Compare(string(a.Code), string(b.Code)), strings.Compare(a.ID, b.ID))
}

// Equal reports whether two codings say the same, their unknown fields
// included, however their lines are written.
func (c Coding) Equal(o Coding) bool {
	return c.ID == o.ID && c.Code == o.Code && c.Span == o.Span &&
		c.Quote == o.Quote && c.Prefix == o.Prefix && c.Suffix == o.Suffix &&
		c.At.Equal(o.At) && c.Memo == o.Memo && c.Round == o.Round &&
		c.Query == o.Query && c.Flags == o.Flags && c.By == o.By && slices.Equal(c.From, o.From) && slices.EqualFunc(c.Was, o.Was, Former.equal) && c.extra == o.extra
}

func (f Former) equal(o Former) bool {
	return f.Code == o.Code && f.Until.Equal(o.Until) && f.Beside == o.Beside
}

// Decode reads a file of codings, one JSON object a line, and returns them
// sorted as Compare says. Blank lines are passed over. All that is wrong is
// reported at once, and the codings of the lines that could be read are
// returned beside it:
//
//   - coding-line (fatal): a line that is not a coding
//   - coding-twice (fatal): an id that another line has
//   - conflict-marker (fatal): then nothing else is reported
//   - coding-double: the same code on the same passage again
//   - coding-order: lines that are not sorted
//   - crlf: lines that end in CR LF
func Decode(name string, src []byte) ([]Coding, []problem.Problem) {
	d := decoder{name: name, valid: utf8.Valid(src)}
	d.scanner.src, d.scanner.text = src, string(src)
	d.lines()
	if d.bad {
		if conflict := problem.Conflict(name, src); conflict != nil {
			return d.codings, conflict
		}
	}
	if d.cr {
		d.problems = append(d.problems, problem.CRLF(name, src)...)
	}
	d.compareIDs()
	d.sort()
	problem.Sort(d.problems)
	return d.codings, d.problems
}

type decoder struct {
	name     string
	scanner  scanner
	codings  []Coding
	at       []int // the line of each coding
	problems []problem.Problem
	valid    bool // all of the file is UTF-8
	bad, cr  bool // a line that is no coding, and a line that ends in CR LF, was met
}

func (d *decoder) lines() {
	src, text := d.scanner.src, d.scanner.text
	i := len(src) - len(bytes.TrimPrefix(src, []byte("\ufeff")))
	if len(src) > 4096 {
		n := bytes.Count(src, []byte{'\n'}) + 1
		d.codings, d.at = make([]Coding, 0, n), make([]int, 0, n)
	}
	for line := 1; i < len(src); line++ {
		end, next := len(src), len(src)
		if n := bytes.IndexByte(src[i:], '\n'); n >= 0 {
			end, next = i+n, i+n+1
		}
		if end > i && src[end-1] == '\r' {
			d.cr = true
			end--
		}
		d.line(text[i:end], i, line)
		i = next
	}
}

func (d *decoder) line(text string, i, line int) {
	d.codings = append(d.codings, Coding{line: text})
	c := &d.codings[len(d.codings)-1]
	if !d.valid || !d.scanner.coding(i, i+len(text), c) {
		d.codings = d.codings[:len(d.codings)-1]
		if strings.TrimLeft(text, " \t\r") == "" {
			return
		}
		read, wrong := readLine(text)
		if wrong != nil {
			d.bad = true
			d.report("coding-line", line, wrong.column, true, wrong.message, wrong.remedy)
			return
		}
		d.codings = append(d.codings, read)
	}
	d.at = append(d.at, line)
}

func (d *decoder) report(name string, line, column int, fatal bool, message, remedy string) {
	d.problems = append(d.problems, problem.Problem{
		Name: name, File: d.name, Line: line, Column: column, Message: message, Remedy: remedy, Fatal: fatal,
	})
}

func (d *decoder) compareIDs() {
	first := make(map[string]int, len(d.codings))
	for i := range d.codings {
		id := d.codings[i].ID
		if at, seen := first[id]; seen {
			d.report("coding-twice", d.at[i], 0, true,
				fmt.Sprintf("coding %s is here twice; first at line %d", id, d.at[at]), "delete one of the two lines")
			continue
		}
		first[id] = i
	}
}

// sort puts the codings in order and notes what the order shows.
func (d *decoder) sort() {
	for i := 1; i < len(d.codings); i++ {
		if a, b := &d.codings[i-1], &d.codings[i]; byPlace(a.Span, b.Span) > 0 || a.Span == b.Span && Compare(*a, *b) > 0 {
			d.report("coding-order", d.at[i], 0, false,
				"this line stands behind one that it should stand before", "the next change to the file sorts it")
			d.reorder()
			break
		}
	}
	for i := 1; i < len(d.codings); i++ {
		a, b := &d.codings[i-1], &d.codings[i]
		if a.Span == b.Span && a.Code == b.Code && a.ID != b.ID {
			d.report("coding-double", d.at[i], 0, false,
				fmt.Sprintf("coding %s puts %s on the passage of coding %s again", b.ID, b.Code, a.ID),
				"it counts once; remove one of the two")
		}
	}
}

func (d *decoder) reorder() {
	order := make([]int, len(d.codings))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return Compare(d.codings[a], d.codings[b]) })
	codings, at := make([]Coding, len(order)), make([]int, len(order))
	for i, from := range order {
		codings[i], at[i] = d.codings[from], d.at[from]
	}
	d.codings, d.at = codings, at
}

// Encode writes codings as a file, sorted as Compare says; cs is left as it
// is. A coding that still says what its line said is written as that line,
// byte for byte. Any other has its fields in the order id, code, start, end,
// quote, prefix, suffix, at, memo, round, query, by, from, was, those from at on
// only where they say something, and then its unknown fields as they stood.
func Encode(cs []Coding) []byte {
	sorted := slices.Clone(cs)
	slices.SortStableFunc(sorted, Compare)
	var out []byte
	for i := range sorted {
		c := &sorted[i]
		if c.line != "" {
			if read, wrong := readAgain(c.line); wrong == nil && read.Equal(*c) {
				out = append(append(out, c.line...), '\n')
				continue
			}
		}
		out = append(c.append(out), '\n')
	}
	return out
}

// readAgain reads a line that was read before.
func readAgain(line string) (Coding, *fault) {
	var c Coding
	s := scanner{src: []byte(line), text: line}
	if utf8.ValidString(line) && s.coding(0, len(line), &c) {
		return c, nil
	}
	return readLine(line)
}

// append writes c as a JSON object behind out.
func (c *Coding) append(out []byte) []byte {
	text := func(name, value string) {
		out = appendText(append(append(append(out, `,"`...), name...), `":`...), value)
	}
	number := func(name string, value int) {
		out = append(append(append(out, `,"`...), name...), `":`...)
		out = strconv.AppendInt(out, int64(value), 10)
	}
	out = appendText(append(out, `{"id":`...), c.ID)
	text("code", string(c.Code))
	number("start", c.Span.Start)
	number("end", c.Span.End)
	text("quote", c.Quote)
	text("prefix", c.Prefix)
	text("suffix", c.Suffix)
	if !c.At.IsZero() {
		text("at", c.At.UTC().Format(time.RFC3339))
	}
	for _, f := range []struct{ name, value string }{{"memo", c.Memo}, {"query", c.Query}, {"flags", c.Flags}, {"by", c.By}} {
		if f.name == "query" && c.Round != 0 {
			number("round", c.Round)
		}
		if f.value != "" {
			text(f.name, f.value)
		}
	}
	if len(c.From) > 0 {
		out = append(out, `,"from":[`...)
		for i, id := range c.From {
			if i > 0 {
				out = append(out, ',')
			}
			out = appendText(out, id)
		}
		out = append(out, ']')
	}
	for i, f := range c.Was {
		open := `,{"code":`
		if i == 0 {
			open = `,"was":[{"code":`
		}
		out = appendText(append(out, open...), string(f.Code))
		text("until", f.Until.UTC().Format(time.RFC3339))
		if f.Beside {
			out = append(out, `,"beside":true`...)
		}
		out = append(out, '}')
	}
	if len(c.Was) > 0 {
		out = append(out, ']')
	}
	return append(append(out, c.extra...), '}')
}

// appendText writes a JSON string behind out, with <, > and & as they are.
func appendText(out []byte, s string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return append(out, `""`...) // a string always encodes
	}
	return append(out, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
}
