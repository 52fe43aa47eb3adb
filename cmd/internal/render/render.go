// Package render writes what a report returned, a table.Report, in the form
// that was asked for. Data formats (csv, tsv, json, jsonl) print the long table
// alone, so that a script reads the same columns whatever people are shown;
// formats for people (text, md, html, latex) print the title, the view of the
// table and the notes.
//
// What goes in is text that others wrote, participants and their transcripts
// among them: nothing in a cell reaches a terminal, a browser, LaTeX or a
// spreadsheet as a command.
package render

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"grounded/analysis/table"
)

// Format is one of the forms that a report can be written in.
type Format string

// The formats. The zero Format is Text.
const (
	Text     Format = "text"
	CSV      Format = "csv"   // RFC 4180 with a header row, lines end in LF
	TSV      Format = "tsv"   // tabs between cells; inside a cell \t, \n, \r and \\ stand for what they say
	JSON     Format = "json"  // an array of objects, keys in order of columns
	JSONL    Format = "jsonl" // an object a line
	Markdown Format = "md"    // GitHub's tables
	HTML     Format = "html"  // a whole page
	LaTeX    Format = "latex" // a table of the booktabs package
)

// Formats of drawings, which only some commands have. Reports are not written
// in them.
const (
	SVG     Format = "svg"     // a picture
	Mermaid Format = "mermaid" // a diagram in the language of mermaid
	DOT     Format = "dot"     // a graph in the language of Graphviz
)

// Formats returns the names of all formats, in the order that help shows them.
func Formats() []string {
	return []string{string(Text), string(CSV), string(TSV), string(JSON), string(JSONL), string(Markdown), string(HTML), string(LaTeX)}
}

// ParseFormat returns the format of that name, which is one that a report can be
// written in or one of some drawings, or an error that names all of these.
func ParseFormat(s string, drawings ...Format) (Format, error) {
	names := Formats()
	for _, d := range drawings {
		names = append(names, string(d))
	}
	if slices.Contains(names, s) {
		return Format(s), nil
	}
	switch choice := strings.Join(names, ", "); Format(s) {
	case SVG, Mermaid, DOT:
		return "", fmt.Errorf("this cannot be drawn as %s; choose one of %s", s, choice)
	default:
		return "", fmt.Errorf("no format is called %q; choose one of %s", s, choice)
	}
}

// FormatOf returns the format that the ending of a file's name says, and false
// for an ending that says none.
func FormatOf(file string) (Format, bool) {
	switch ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(file), ".")); ending {
	case "tex":
		return LaTeX, true
	case "htm":
		return HTML, true
	case "mmd":
		return Mermaid, true
	case "gv":
		return DOT, true
	case "csv", "tsv", "json", "jsonl", "md", "html", "svg", "dot":
		return Format(ending), true
	}
	return "", false
}

// Data reports whether the format prints the table alone. Title and notes of
// the report are then left to the caller, who says the notes on stderr.
func (f Format) Data() bool {
	switch f {
	case CSV, TSV, JSON, JSONL:
		return true
	}
	return false
}

// Options say how a report is written.
type Options struct {
	Format Format
	Width  int  // of the terminal, in columns; 0 stands for DefaultWidth
	Color  bool // only Text has any
	Raw    bool // csv and tsv: leave cells alone that a spreadsheet would run
}

// Write writes the report. It fails, before anything is written, when the
// report breaks the contract of its types (see table.Report.Check), and
// afterwards as w does.
func Write(w io.Writer, r table.Report, o Options) error {
	return WriteAll(w, []table.Report{r}, o)
}

// WriteAll writes reports one below the other, in html as one page. It is for
// people: a data format holds one table, so that of several there none but the
// first could be read.
func WriteAll(w io.Writer, rs []table.Report, o Options) error {
	for _, r := range rs {
		if err := r.Check(); err != nil {
			return fmt.Errorf("the report cannot be written: %w", err)
		}
	}
	var b bytes.Buffer
	if o.Format == HTML {
		writeHTML(&b, rs)
	} else {
		for i, r := range rs {
			if i > 0 && !o.Format.Data() {
				b.WriteByte('\n')
			}
			if err := writeOne(&b, r, o); err != nil {
				return err
			}
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

func writeOne(b *bytes.Buffer, r table.Report, o Options) error {
	if o.Format.Data() {
		r.Table = r.Table.Data()
	}
	switch o.Format {
	case Text, "":
		return writeText(b, r, o)
	case CSV:
		return writeCSV(b, r.Table, o.Raw)
	case TSV:
		writeTSV(b, r.Table, o.Raw)
	case JSON:
		return writeJSON(b, r.Table)
	case JSONL:
		return writeJSONL(b, r.Table)
	case Markdown:
		writeMarkdown(b, r)
	case LaTeX:
		writeLaTeX(b, r)
	default:
		_, err := ParseFormat(string(o.Format))
		return err
	}
	return nil
}
