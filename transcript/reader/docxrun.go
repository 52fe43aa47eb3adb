package reader

import (
	"strconv"
	"unicode/utf8"
)

func (w *wordText) openRun() {
	w.character, w.run = "", style{}
	w.look = w.looks()
}

// inProperties takes notice of a property of a run, or of the mark at the end of
// a paragraph, of which nothing matters but that it was deleted.
func (w *wordText) inProperties(name string, e element) {
	if w.in(1) == "pPr" {
		w.merges = w.merges || name == "del" || name == "moveFrom"
		return
	}
	if name == "rStyle" {
		w.character = "character " + e.attr("val")
	}
	w.run.property(name, e)
}

// property sets what a property of letters in WordprocessingML says. A highlight
// is above a shading.
func (s *style) property(name string, e element) {
	switch name {
	case "b":
		s.bold = toggled(e.attr("val"))
	case "vanish":
		s.hidden = toggled(e.attr("val"))
	case "highlight":
		s.colour = colour(e.attr("val"))
	case "shd":
		if s.colour == "" {
			s.colour = colour(e.attr("fill"))
		}
	}
}

// looks returns how the letters of the run look. What the style of the paragraph
// and that of the letters both make bold is not (ISO/IEC 29500-1, 17.7.3).
func (w *wordText) looks() look {
	character := w.styles.get(w.character)
	all := w.run.over(character).over(w.paragraph)
	if w.run.bold == 0 && character.bold == on && w.paragraph.bold == on {
		all.bold = off
	}
	return all.look()
}

// inRun takes notice of what stands in a run besides letters, and reports
// whether it is something that stands nowhere else.
func (w *wordText) inRun(name string, e element) bool {
	switch name {
	case "rPr":
	case "tab", "ptab":
		w.put("\t")
	case "noBreakHyphen":
		w.put("\u2011")
	case "softHyphen":
		w.put("\u00ad")
	case "sym":
		w.symbol(e.attr("char"))
	case "br", "cr":
		if w.codes == 0 && !w.look.hidden {
			w.endLine()
		}
	case "fldChar":
		w.field(e.attr("fldCharType"))
	case "footnoteReference", "endnoteReference":
		w.footnotes++
	case "commentReference":
		w.openComment(e.attr("id"))
	default:
		return false
	}
	return true
}

func (w *wordText) put(text string) {
	if w.codes == 0 {
		w.write([]byte(text), w.look)
	}
}

// symbol writes a letter of a symbol font, which programs put where Unicode has
// nothing.
func (w *wordText) symbol(hexadecimal string) {
	r, err := strconv.ParseUint(hexadecimal, 16, 20)
	if err != nil || r < ' ' || !utf8.ValidRune(rune(r)) {
		return
	}
	if 0xe000 <= r && r < 0xf900 {
		w.symbols++
	}
	w.put(string(rune(r)))
}

// field follows the parts of a field: its code, which is not shown, and its
// result.
func (w *wordText) field(kind string) {
	last := len(w.fields) - 1
	if kind == "begin" {
		w.fields = append(w.fields, true)
		w.codes++
		return
	}
	if last < 0 || kind != "separate" && kind != "end" {
		return
	}
	if w.fields[last] {
		w.codes--
		w.fields[last] = false
	}
	if kind == "end" {
		w.fields = w.fields[:last]
	}
}
