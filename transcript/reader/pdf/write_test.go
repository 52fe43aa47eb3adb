package pdf

import (
	"bytes"
	"fmt"
	"strings"
)

// widths of Helvetica's letters from space to tilde, in thousandths of an em.
var widths = [...]float64{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
}

func width(text string, size float64) float64 {
	sum := 0.0
	for _, r := range text {
		sum += widths[r-' ']
	}
	return sum * size / 1000
}

// writer writes a PDF of plain text in Helvetica, on paper of 612 by 792 points.
type printer struct {
	pages []string // content streams
	extra string   // in the dictionary of each page
	final string   // in the trailer
}

func (w *printer) page() { w.pages = append(w.pages, "") }

// put writes a text on the newest page. The font is "F" or "B", which is bold.
func (w *printer) put(x, y, size float64, font, text string) {
	text = strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(text)
	w.raw(fmt.Sprintf("BT /%s %g Tf %.2f %.2f Td (%s) Tj ET", font, size, x, y, text))
}

func (w *printer) raw(content string) {
	w.pages[len(w.pages)-1] += content + "\n"
}

func (w *printer) bytes() []byte {
	var b bytes.Buffer
	var at []int
	object := func(format string, args ...any) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(at)}, args...)...)
	}
	b.WriteString("%PDF-1.4\n")
	var kids []string
	for i := range w.pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", 5+2*i))
	}
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(kids))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>")
	for i, content := range w.pages {
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F 3 0 R /B 4 0 R >> >> %s >>", 6+2*i, w.extra)
		object("<< /Length %d >>\nstream\n%s\nendstream", len(content), content)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, w.final, start)
	return b.Bytes()
}

// setter sets paragraphs on pages, as a word processor does.
type setter struct {
	printer
	left, right, step, size float64
	columns                 int     // 0 or 2
	gap                     float64 // above a paragraph
	indent                  float64 // of its first line, or of all but that if it is negative
	column                  float64 // where the text behind a label begins, if that has a column of its own
	bold                    bool    // labels are bold
	number                  int     // of the paragraph, in the margin; 0 is none
	lineNumbers             bool
	head                    func(page int) string

	y    float64
	half int // column in which is written, from 0
}

func newSetter() *setter {
	return &setter{left: 90, right: 480, step: 14, size: 11, half: -1}
}

func (s *setter) room() (left, right float64) {
	if s.columns == 0 {
		return s.left, s.right
	}
	middle := (s.left + s.right) / 2
	if s.half == 0 {
		return s.left, middle - 12
	}
	return middle + 12, s.right
}

// down goes to the next line.
func (s *setter) down(by float64) {
	const top, bottom = 720, 90
	if len(s.pages) > 0 && s.y-by >= bottom {
		s.y -= by
		return
	}
	s.y = top
	if s.half+1 < s.columns && len(s.pages) > 0 {
		s.half++
		return
	}
	s.half = 0
	s.page()
	if s.head != nil {
		s.put(s.left, 760, 9, "F", s.head(len(s.pages)))
		s.put(300, 40, 9, "F", fmt.Sprintf("- %d -", len(s.pages)))
	}
}

// paragraph sets a paragraph that begins with a label or none.
func (s *setter) paragraph(label, text string) {
	s.down(s.step + s.gap)
	if s.number > 0 {
		s.put(60, s.y, s.size, "F", fmt.Sprint(s.number))
		s.number++
	}
	left, right := s.room()
	x := left + max(0, s.indent)
	if label != "" {
		font, factor := "F", 1.0
		if s.bold {
			font, factor = "B", 1.08
		}
		s.put(x, s.y, s.size, font, label)
		x += width(label+" ", s.size) * factor
		if s.column > 0 {
			x = left + s.column
		}
	}
	start := x
	line := ""
	flush := func() {
		s.put(start, s.y, s.size, "F", line)
		if s.lineNumbers {
			s.put(60, s.y, s.size, "F", fmt.Sprint(int(721-s.y)/int(s.step)+1))
		}
		line = ""
	}
	for word := range strings.FieldsSeq(text) {
		if line != "" && start+width(line+" "+word, s.size) > right {
			flush()
			s.down(s.step)
			left, right = s.room()
			start = left + max(0, -s.indent) + s.column
		}
		line = strings.TrimSpace(line + " " + word)
	}
	flush()
}
