package reader

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"grounded/transcript"
)

// docGrid is a table that is looked at to see what its columns hold.
type docGrid struct {
	lines   []line
	rows    []docRow
	columns map[int]*docColumn // that hold anything

	speaker, time, text int // columns, or none
	heads               int // first rows, with the heads of columns
	numbered            int // columns of line numbers
	unnamed             bool
}

// docColumn is what the cells of a column that are not empty are like.
type docColumn struct {
	filled, times, numbers, plausible int

	number int // the last
	latest transcript.Moment
	back   bool           // a time is before the one above it
	names  map[string]int // folded
}

// headWords are what stands over columns.
var headWords = setOf("# no nr no. nr. number line lines turn time times timestamp timecode start end begin speaker speakers name who person" +
	" participant text transcript transcription utterance words content what speech" +
	" zeit zeile beginn ende sprecher sprecherin sprecher*in transkript inhalt äußerung temps début fin locuteur texte tiempo hablante texto")

var (
	rowNumber = pattern(`^\d{1,7}[.)]?$`)
	rowTime   = pattern(`^[\[(#<]?` + clock + `[-–—>#\d:.,\s\[\]()]*$`)
)

func timeCell(text string) (transcript.Moment, bool) {
	if len(text) > maxLabel {
		return transcript.Untimed, false
	}
	m := rowTime().FindStringSubmatch(text)
	if m == nil {
		return transcript.Untimed, false
	}
	return moment(m[1:]), true
}

// understand finds out which column holds what, and reports whether the rows are
// turns. It looks at what stands in the columns rather than over them: names are
// short and come again, times are times, and the rest is what was said.
func (g *docGrid) understand() bool {
	g.columns = map[int]*docColumn{}
	g.skipHeads()
	for _, r := range g.rows[g.heads:] {
		for _, c := range r.cells {
			g.look(c)
		}
	}
	g.speaker, g.time, g.text = none, none, none
	var rest []int
	for _, n := range slices.Sorted(maps.Keys(g.columns)) {
		switch c := g.columns[n]; {
		case c.numbers == c.filled && c.filled > 1 && len(rest) == 0:
			g.numbered++
		case c.times == c.filled:
			if g.time == none { // a second one says when the turn ends
				g.time = n
			}
		case g.speaker == none && c.speaks():
			g.speaker = n
		default:
			rest = append(rest, n)
		}
	}
	if len(rest) != 1 {
		return false
	}
	g.text = rest[0]
	if g.speaker != none {
		return true
	}
	// Times alone make a talk only of a table that is long enough for one.
	if g.time == none || g.columns[g.time].back || g.columns[g.time].filled < 3 {
		return false
	}
	g.unnamed = !g.labelled()
	return true
}

// skipHeads passes over first rows that hold the heads of columns.
func (g *docGrid) skipHeads() {
	for i, r := range g.rows {
		words, heads := 0, 0
		for _, c := range r.cells {
			text, short := g.short(c)
			if text == "" && short {
				continue
			}
			words++
			if short && headWords[strings.ToLower(strings.Trim(text, ": "))] {
				heads++
			}
		}
		if i == len(g.rows)-1 || words < 2 || !r.head && heads < words {
			return
		}
		g.heads++
	}
}

// short returns the text of a cell that is not too long to be a name or a time.
func (g *docGrid) short(c docCell) (string, bool) {
	var b strings.Builder
	for _, l := range g.lines[c.first:c.end] {
		if blank(l.text) {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		if b.Len()+len(l.text) > 4*maxLabel {
			return "", false
		}
		b.WriteString(strings.TrimSpace(l.text))
	}
	return b.String(), true
}

// who reads a cell that holds a name, and perhaps the time above or below it.
func (g *docGrid) who(c docCell) (name string, time transcript.Moment) {
	time = transcript.Untimed
	var names []string
	for _, l := range g.lines[c.first:c.end] {
		text := strings.TrimSpace(l.text)
		if at, ok := timeCell(text); ok && time == transcript.Untimed {
			time = at
		} else if text != "" {
			names = append(names, text)
		}
	}
	name, behind := cutTimeBehind(strings.Join(names, " "))
	if time == transcript.Untimed {
		time = behind
	}
	return cleanLabel(name), time
}

// look counts what a cell is like. One that goes over columns, such as a heading
// between turns, says nothing about any of them.
func (g *docGrid) look(c docCell) {
	text, short := g.short(c)
	if text == "" && short || c.next > c.column+1 {
		return
	}
	col := g.columns[c.column]
	if col == nil {
		col = &docColumn{number: -1, latest: transcript.Untimed, names: map[string]int{}}
		g.columns[c.column] = col
	}
	col.filled++
	if !short {
		return
	}
	if at, ok := timeCell(text); ok {
		col.times++
		col.back = col.back || at < col.latest
		col.latest = at
	}
	if n, err := strconv.Atoi(strings.TrimRight(text, ".)")); err == nil && rowNumber().MatchString(text) && n > col.number {
		col.numbers++
		col.number = n
	}
	if name, _ := g.who(c); plausible(name) {
		col.plausible++
		col.names[fold(name)]++
	}
}

// speaks reports whether the cells of a column are names: nearly all could be,
// and most come again or are words for a part in an interview.
func (c *docColumn) speaks() bool {
	known := 0
	for name, n := range c.names {
		if n > 1 || partWord().MatchString(name) {
			known += n
		}
	}
	return c.plausible*10 >= c.filled*9 && known*2 > c.filled
}

// labelled reports whether what was said begins with who says it.
func (g *docGrid) labelled() bool {
	n := 0
	for _, r := range g.rows[g.heads:] {
		if _, _, _, words := g.parts(r); len(words) > 0 && words[0].labelled() {
			n++
		}
	}
	return n > 1
}

// turns makes lines "[time] NAME: words" of the rows, and says where each of the
// lines [first, end) went: which line that is, and how many bytes further along
// its text stands. What became a name or a time went to the start of the turn.
func (g *docGrid) turns(first, end int) (made []line, moved []point) {
	moved = make([]point, end-first)
	newest := someone
	for i, r := range g.rows {
		at := len(made)
		for _, c := range r.cells {
			for n := c.first; n < c.end; n++ {
				moved[n-first] = point{at, -len(g.lines[n].text)}
			}
		}
		if i < g.heads {
			continue
		}
		name, time, from, words := g.parts(r)
		for n := range words {
			moved[from+n-first] = point{at + n, 0}
		}
		stamp := ""
		if time != transcript.Untimed {
			stamp = "[" + time.String() + "] "
			if name == "" && (g.speaker != none || g.unnamed) {
				name = newest
			}
		}
		opening := line{}
		switch {
		case name != "":
			newest = name
			opening = line{text: stamp + name + ": ", lead: len(stamp + name), cell: true}
		case len(words) > 0 && words[0].labelled():
			opening = line{text: stamp}
			if words[0].lead > 0 {
				opening.lead = len(stamp) + words[0].lead
			}
		}
		if opening.text != "" {
			if len(words) > 0 {
				moved[from-first].byte = len(opening.text)
				opening.text += words[0].text
				words = words[1:]
			}
			made = append(made, opening)
		}
		made = append(made, words...)
	}
	return made, moved
}

// parts returns what a row says, and the number of its first line of words.
func (g *docGrid) parts(r docRow) (name string, time transcript.Moment, from int, words []line) {
	time = transcript.Untimed
	for _, c := range r.cells {
		switch {
		case c.column <= g.text && g.text < c.next:
			for c.first < c.end && blank(g.lines[c.first].text) {
				c.first++
			}
			from, words = c.first, g.lines[c.first:c.end]
		case c.column == g.speaker:
			who, when := g.who(c)
			if name = who; when != transcript.Untimed {
				time = when
			}
		case c.column == g.time:
			if text, _ := g.short(c); text != "" {
				time, _ = timeCell(text)
			}
		}
	}
	return name, time, from, words
}

// labelled reports whether a line begins with who says it.
func (l line) labelled() bool {
	h, ok := labelled(l.text)
	return l.lead > 0 || ok && plausible(h.label)
}
