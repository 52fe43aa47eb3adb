package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"grounded/transcript"
	"grounded/transcript/coding"
	"grounded/transcript/lines"
)

// gutter is how many cells stand before the words: the number of the paragraph.
const gutter = 6

// mostText is how wide lines of words get: longer ones are hard to read.
const mostText = 84

// lanesShown is how many stripes stand beside each other.
const lanesShown = 5

// margin is how many cells the margin has, with its stripes and names.
func (s *Screen) margin() int {
	switch {
	case s.besideText():
		return 22
	case s.width < 80:
		return 18
	case s.width < 110:
		return 26
	}
	return 34
}

func (s *Screen) textWidth() int { return min(s.pageWidth()-gutter-s.margin()-1, mostText) }

// pageWidth is how wide the text is with its margin.
func (s *Screen) pageWidth() int {
	if s.besideText() {
		return s.width - sideWidth - 1
	}
	return s.width
}

// overlaid is how many lines an overlay may take; where passages and memos are read it is
// most of the screen.
func (s *Screen) overlaid() int {
	switch s.over.(type) {
	case *comparison, *memos, *note:
		return max(s.height-6, 6)
	}
	return min(max(s.height/2, 6), 16)
}

// rows is how many lines of the page are seen.
func (s *Screen) rows() int { return max(s.height-1-len(s.below()), 1) }

// mostSaid is how many lines a message may take.
const mostSaid = 3

// below is what stands between the text and the status line.
func (s *Screen) below() []string {
	var said []string
	if s.message != "" {
		said = wrapped(s.message, s.width)
		if most := min(mostSaid, max(s.height-8, 1)); len(said) > most {
			said = append(said[:most-1:most-1], ansi.Truncate(strings.Join(said[most-1:], " "), s.width, "…"))
		}
	}
	switch {
	case s.over != nil:
		return append(said, s.over.lines(s, s.width, max(s.overlaid()-len(said), 2))...)
	case s.moving != nil:
		return append(said, s.endsLine()...)
	}
	if said == nil {
		said = []string{s.say()}
	}
	switch {
	case s.splitting():
		return append(said, s.numbers())
	case s.list == later && !s.besideText():
		return append(s.laterBelow(), said...)
	}
	return said
}

// View draws the screen.
func (s *Screen) View() tea.View {
	v := tea.NewView(strings.Join(s.draw(), "\n"))
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	v.WindowTitle = "grounded: " + string(s.sheet.Text.ID)
	return v
}

func (s *Screen) draw() []string {
	if s.width == 0 {
		return nil
	}
	if s.page == nil {
		text := fmt.Sprintf("There is no room to read in %d × %d; make the window at least %d × %d. q leaves.", s.width, s.height, leastWidth, leastHeight)
		return wrapped(text, max(s.width, 1))[:min(len(wrapped(text, max(s.width, 1))), max(s.height, 1))]
	}
	if h, ok := s.over.(*help); ok {
		return h.page(s)
	}
	below := s.below()
	rows := max(s.height-1-len(below), 1)
	below = below[:min(len(below), max(s.height-1-rows, 0))]
	var side []string
	if s.besideText() {
		side = s.laterSide(rows)
	}
	var out []string
	for i := range rows {
		line := ""
		if s.top+i < len(s.page.lines) {
			line = s.drawLine(s.top + i)
		}
		if i < len(side) {
			line = fit(line, s.width-sideWidth) + side[i]
		}
		out = append(out, line)
	}
	for _, line := range below {
		out = append(out, ansi.Truncate(line, s.width, "…"))
	}
	return append(out, s.status())
}

// drawLine draws one line of the page, with its margin.
func (s *Screen) drawLine(i int) string {
	l := s.page.lines[i]
	left := strings.Repeat(" ", gutter)
	text, used := "", 0
	switch {
	case l.head:
		text, used = s.head(l)
	case s.page.isText(i):
		if l.first {
			left = faint(fmt.Sprintf("%*d ", gutter-1, l.paragraph+1))
		}
		text, used = s.words(i)
	}
	beside := s.marginOf(i)
	if beside == "" {
		return strings.TrimRight(left+text, " ")
	}
	return left + text + strings.Repeat(" ", max(s.textWidth()-used, 0)+1) + beside
}

// head says who speaks, and when.
func (s *Screen) head(l line) (string, int) {
	turn := s.sheet.Text.Turns[l.turn]
	label := fit(s.sheet.Text.Speaker(l.turn).Label, s.textWidth()-10)
	text, used := bold(strings.TrimRight(label, " ")), ansi.StringWidth(strings.TrimRight(label, " "))
	if when := turn.Time.String(); when != "" {
		text += faint("  " + when)
		used += 2 + len(when)
	}
	return text, used
}

// tone is how a character is drawn.
type tone struct {
	marked, hit, dim bool
	color            int // of the code on it; -1 for none
	other            bool
}

// words draws the words of a line.
func (s *Screen) words(i int) (string, int) {
	l := s.page.lines[i]
	var on []stripe
	for _, st := range s.stripes {
		if st.first <= i && i <= st.last {
			on = append(on, st)
		}
	}
	slices.SortStableFunc(on, func(a, b stripe) int {
		return (b.coding.Now.End - b.coding.Now.Start) - (a.coding.Now.End - a.coding.Now.Start)
	})
	var hits []transcript.Span
	for _, h := range s.hits {
		if h.Overlaps(l.span) {
			hits = append(hits, h)
		}
	}
	dim := s.sheet.Text.Speaker(l.turn).Role == transcript.Interviewer
	toneAt := func(offset int) tone {
		t := tone{color: -1, dim: dim, marked: !s.dropped && s.focus.span.Start <= offset && offset < s.focus.span.End}
		for _, h := range hits {
			t.hit = t.hit || h.Start <= offset && offset < h.End
		}
		for _, st := range on {
			if st.coding.Now.Start <= offset && offset < st.coding.Now.End && (!st.other || t.color < 0) {
				t.color, t.other = st.color, st.other
			}
		}
		return t
	}
	var out, run strings.Builder
	var now tone
	flush := func() {
		out.WriteString(now.draw(run.String()))
		run.Reset()
	}
	offset, used := l.span.Start, 0
	for g, width := range lines.Characters(s.sheet.Text.Text(l.span)) {
		if used+width > s.textWidth() {
			break // white space at the end of a line
		}
		if t := toneAt(offset); t != now {
			flush()
			now = t
		}
		run.WriteString(lines.Shown(g))
		offset += len(g)
		used += width
	}
	flush()
	return out.String(), used
}

// marginOf draws the stripes beside a line, and the names of those that begin there, or
// that come from above the screen.
func (s *Screen) marginOf(i int) string {
	lanes := make([]string, lanesShown)
	var names []string
	var named []stripe
	more, last := 0, -1
	for _, st := range s.stripes {
		if i < st.first || i > st.last {
			continue
		}
		if st.label == i || i == s.top && st.label < i {
			name := st.name
			if st.coding.By == coding.ByQuery {
				name += "?"
			}
			if st.coding.Memo != "" {
				name += "*"
			}
			names = append(names, name)
			named = append(named, st)
		}
		if st.lane >= lanesShown {
			more++
			continue
		}
		lanes[st.lane] = tint(st.color, st.other, st.sign(i))
		last = max(last, st.lane)
	}
	if last < 0 && more == 0 {
		return ""
	}
	var b strings.Builder
	for k := 0; k <= last || more > 0 && k < lanesShown; k++ {
		if lanes[k] == "" {
			b.WriteString(" ")
			continue
		}
		b.WriteString(lanes[k])
	}
	if more > 0 {
		fmt.Fprintf(&b, "+%d", more)
	}
	// Names that stand in one line share it, each by its beginning and its end.
	room := s.margin() - ansi.StringWidth(b.String())
	for k, name := range names {
		separator := " "
		if k > 0 {
			separator = ", "
		}
		share := room/(len(names)-k) - len(separator)
		if len(names) > 1 {
			name = middle(name, max(share, 1))
		}
		name = ansi.Truncate(name, max(share, 1), "…")
		room -= ansi.StringWidth(name) + len(separator)
		b.WriteString(separator + tint(named[k].color, named[k].other, name))
	}
	return ansi.Truncate(b.String(), s.margin(), "…")
}

// middle cuts the middle out of a text that is wider than so many cells, as names that
// begin alike often end otherwise.
func middle(text string, width int) string {
	all := ansi.StringWidth(text)
	if all <= width || width < 9 {
		return text
	}
	last := width / 3
	return ansi.Truncate(text, width-last, "…") + ansi.TruncateLeft(text, all-last, "")
}

// codeColors are the colours of stripes: those of any terminal that are read on light
// and dark.
var codeColors = []ansi.BasicColor{ansi.Green, ansi.Blue, ansi.Magenta, ansi.Cyan, ansi.Yellow, ansi.Red}

func tint(color int, other bool, text string) string {
	style := ansi.NewStyle().ForegroundColor(codeColors[color%len(codeColors)])
	if other {
		style = ansi.NewStyle().Faint()
	}
	return style.Styled(text)
}

func (t tone) draw(text string) string {
	if text == "" {
		return ""
	}
	style := ansi.NewStyle()
	if t.marked {
		style = style.Reverse(true)
	}
	if t.hit {
		style = style.Bold()
	}
	if t.dim && !t.marked {
		style = style.Faint()
	}
	if t.color >= 0 {
		style = style.Underline(true)
		if !t.other {
			style = style.ForegroundColor(codeColors[t.color%len(codeColors)])
		}
	}
	if len(style) == 0 {
		return text
	}
	return style.Styled(text)
}

func bold(text string) string  { return ansi.NewStyle().Bold().Styled(text) }
func faint(text string) string { return ansi.NewStyle().Faint().Styled(text) }
func bar(text string) string   { return ansi.NewStyle().Reverse(true).Styled(text) }

// rule parts an overlay from the text, with what it asks.
func rule(text string, width int) string {
	return "── " + text + " " + strings.Repeat("─", max(width-ansi.StringWidth(text)-4, 0))
}

// fit cuts or fills a text to a number of cells.
func fit(text string, width int) string {
	text = ansi.Truncate(text, width, "…")
	return text + strings.Repeat(" ", max(width-ansi.StringWidth(text), 0))
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func wrapped(text string, width int) []string {
	return strings.Split(ansi.Wrap(oneLine(text), max(width, 1), ""), "\n")
}
