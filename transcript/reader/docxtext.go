package reader

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"
)

// wordText reads the text of a part in WordprocessingML: the document, its
// comments, a header. It knows elements by their local names, since the
// namespaces of the transitional and the strict form differ.
type wordText struct {
	*flow
	styles styles
	path   []string // local names of the elements that are open; "" for those of others
	wordPlace
	outside []wordPlace // around the boxes that are open

	margin []wordRemark // comments, when this is the part that holds them
}

// wordPlace is where in the text the next letters go.
type wordPlace struct {
	paragraph style
	merges    bool // the end of the paragraph was deleted: the next one goes on in it
	character string
	run       style
	look      look

	letters []byte // of the w:t that is open
	inText  bool
	trims   bool
	fields  []bool // that are open; true while their code stands, not what they show
	codes   int    // how many of them are true
	prompts bool   // a form field shows what to enter
	noRow   bool   // the row was deleted
	choices []int  // bytes written before each mc:AlternateContent that is open
}

// wordRemark is a comment, and the paragraph by which others refer to it.
type wordRemark struct {
	remark
	paragraph string
}

func (w *wordText) visitor() visitor {
	w.paragraph = w.styles.get(defaultParagraph)
	return visitor{open: w.open, close: w.close, text: func(text []byte) {
		if w.inText {
			w.letters = append(w.letters, text...)
		}
	}}
}

// in returns the name of an element that is open, 0 being the innermost.
func (w *wordText) in(level int) string {
	if n := len(w.path) - 1 - level; n >= 0 {
		return w.path[n]
	}
	return ""
}

func (w *wordText) open(e element) bool {
	name := e.Name.Local
	if isWord(e.Name.Space) {
		if !w.enter(name, e) {
			return false
		}
	} else {
		switch n := len(w.choices) - 1; {
		case name == "AlternateContent":
			w.choices = append(w.choices, w.written)
		case name == "Fallback" && n >= 0 && w.choices[n] < w.written:
			return false // it says again what Choice said
		case name == "t" && strings.HasSuffix(e.Name.Space, "/math"): // text of a formula
		default:
			name = ""
		}
	}
	if name == "t" {
		w.inText, w.trims, w.letters = true, e.attr("space") != "preserve", w.letters[:0]
	}
	w.path = append(w.path, name)
	return true
}

// enter takes notice of an element and reports whether what is inside matters.
func (w *wordText) enter(name string, e element) bool {
	switch w.in(0) {
	case "r":
		if w.inRun(name, e) {
			return name == "rPr"
		}
	case "rPr":
		w.inProperties(name, e)
		return false
	case "pPr":
		return w.ofParagraph(name, e)
	case "numPr":
		w.paragraph.list = w.paragraph.list || name == "numId"
		if name == "numId" && e.attr("val") == "0" {
			w.paragraph.list = false
		}
		return false
	case "trPr":
		if name == "del" {
			w.deleted++
			w.noRow = true
		}
		if before, err := strconv.Atoi(e.attr("val")); name == "gridBefore" && err == nil {
			w.skipColumns(before)
		}
		if r := w.row(); name == "tblHeader" && r != nil {
			r.head = toggled(e.attr("val")) == on
		}
		return false
	case "tcPr":
		if span, err := strconv.Atoi(e.attr("val")); name == "gridSpan" && err == nil {
			w.widen(span)
		}
		return false
	case "sdtPr":
		w.prompts = w.prompts || name == "showingPlcHdr"
		return false
	}
	switch name {
	case "del", "moveFrom":
		w.deleted++
		return false
	case "ins", "moveTo":
		w.inserted++
	case "sectPr", "tblPr", "tblGrid", "tblPrEx", "sdtEndPr", "smartTagPr", "customXmlPr", "rt", "instrText", "delText", "delInstrText":
		return false
	case "altChunk", "subDoc":
		w.embedded++
		return false
	case "p":
		w.openParagraph(e)
	case "r":
		w.openRun()
	case "tbl":
		w.openTable()
	case "tr":
		w.openRow()
		w.noRow = false
	case "tc":
		if w.noRow {
			return false
		}
		w.openCell()
	case "sdt":
		w.prompts = false
	case "sdtContent":
		if w.prompts {
			w.prompts = false
			return false
		}
	case "txbxContent":
		w.outside = append(w.outside, w.wordPlace)
		w.wordPlace = wordPlace{paragraph: w.styles.get(defaultParagraph)}
		w.openBeside()
	case "comment":
		w.margin = append(w.margin, wordRemark{remark: remark{id: e.attr("id"), Mark: Mark{Kind: Comment, Author: e.attr("author"), Date: day(e.attr("date"))}}})
		w.lines = nil
	case "commentRangeStart":
		w.openComment(e.attr("id"))
	case "commentRangeEnd":
		w.closeComment(e.attr("id"))
	}
	return true
}

func (w *wordText) openParagraph(e element) {
	if !w.merges {
		w.paragraph = w.styles.get(defaultParagraph)
	}
	w.merges = false
	if n := len(w.margin); n > 0 {
		w.margin[n-1].paragraph = e.attr("paraId")
	}
}

func (w *wordText) ofParagraph(name string, e element) bool {
	switch name {
	case "pStyle":
		w.paragraph = w.styles.get("paragraph " + e.attr("val"))
	case "numPr", "rPr":
		return true
	}
	return false
}

func (w *wordText) close(xml.Name) error {
	local := w.in(0)
	if len(w.path) > 0 {
		w.path = w.path[:len(w.path)-1]
	}
	switch local {
	case "t":
		w.inText = false
		if w.trims {
			w.letters = bytes.Trim(w.letters, " \t\r\n")
		}
		if w.codes == 0 {
			w.write(w.letters, w.look)
		}
	case "rPr":
		w.look = w.looks()
	case "p":
		return w.closeParagraph()
	case "tc":
		if w.merges {
			w.merges = false
			w.endLine()
		}
		return w.closeCell()
	case "tbl":
		w.closeTable()
	case "AlternateContent":
		w.choices = w.choices[:max(0, len(w.choices)-1)]
	case "txbxContent":
		w.closeBox()
		if n := len(w.outside); n > 0 {
			w.wordPlace, w.outside = w.outside[n-1], w.outside[:n-1]
		}
	case "comment":
		if n := len(w.margin); n > 0 {
			w.margin[n-1].Text = joinLines(w.texts())
		}
	}
	return nil
}

func (w *wordText) closeParagraph() error {
	// A field whose code does not end in its paragraph would swallow the rest.
	w.fields, w.codes = w.fields[:0], 0
	if w.merges {
		return nil
	}
	text := strings.TrimSpace(string(w.text))
	if w.paragraph.title {
		w.entitle(text)
	}
	if w.paragraph.list && text != "" {
		w.listed++
	}
	return w.endParagraph()
}
