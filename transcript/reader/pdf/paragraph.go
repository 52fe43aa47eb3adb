package pdf

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// block is the text of a page, or of a column of one.
type block struct{ page, column int }

// edges are where the text of a block begins and ends.
type edges struct{ left, right float64 }

// layout is what tells paragraphs apart in a file.
type layout struct {
	edges    map[block]edges
	step     float64 // from line to line within paragraphs
	indented bool    // the first line of a paragraph is, and no other
	hanging  bool    // all lines of a paragraph are indented but the first
	speaks   func(string) bool
}

// join makes paragraphs of lines. A line starts one where a number in the margin
// says so, where somebody begins to speak, behind a line that had room for its
// first word, behind a gap, at an indentation, and where headings end.
func (t *Text) join(ctx context.Context, lines []line, speaks func(string) bool) error {
	l := layout{edges: edgesOf(lines), speaks: speaks}
	l.learn(lines)
	words := wordsIn(lines)
	var text []byte
	for i := range lines {
		if err := ctx.Err(); err != nil {
			return err
		}
		now := &lines[i]
		next := i+1 < len(lines) && !l.parts(now, &lines[i+1])
		if len(text) == 0 {
			t.Paragraphs = append(t.Paragraphs, Paragraph{Lead: cmp.Or(now.lead, now.bold), Column: now.lead > 0})
		}
		text = append(text, now.text...)
		switch {
		case !next:
			t.Paragraphs[len(t.Paragraphs)-1].Text = string(text)
			text = text[:0]
		case now.hyphen || endsInHyphen(now.text):
			text = t.joinHyphen(text, lines[i+1].text, words)
		case !unspaced(now.text, lines[i+1].text):
			text = append(text, ' ')
		}
	}
	return nil
}

// parts reports whether the second of two lines starts a paragraph.
func (l *layout) parts(a, b *line) bool {
	if b.starts || b.lead > 0 || l.speaks(b.text) || b.boldLabel() || a.heading() != b.heading() || differ(a.size, b.size) {
		return true
	}
	e, f := l.edges[a.block()], l.edges[b.block()]
	const narrow = 12 // ems, less than which no talk is set in
	if e.right-e.left < narrow*a.size || a.hasRoom(b, e) {
		return true
	}
	in := b.left > f.left+b.size
	switch {
	case l.hanging && !in, l.indented && in:
		return true
	case !l.hanging && !l.indented && a.lead == 0 && (b.left-f.left)-(a.left-e.left) > b.size:
		return true
	}
	if a.block() != b.block() {
		return false
	}
	step := a.base - b.base
	return step < 0 || step > 1.25*l.step
}

// hasRoom reports whether the first word of the next line would have fitted on a
// line, so that its end is that of a paragraph.
func (l *line) hasRoom(next *line, e edges) bool {
	const (
		space = 0.25 // ems between words
		close = 0.3  // ems that print is not exact by
	)
	return !l.hyphen && l.right+(space+close)*l.size+next.first < e.right
}

func (l *line) block() block { return block{l.page, l.column} }

// boldLabel reports whether a line begins with a name in bold and a colon.
func (l *line) boldLabel() bool {
	return l.bold > 0 && l.bold < len(l.text) && strings.ContainsAny(l.text[max(0, l.bold-2):min(len(l.text), l.bold+1)], ":")
}

// heading reports whether a line is bold from end to end.
func (l *line) heading() bool { return l.bold > 0 && l.bold >= len(l.text) }

func differ(a, b float64) bool { return math.Abs(a-b) > 0.1*max(a, b) }

// edgesOf returns where the text of each block begins and ends: a line or two
// may stand out of it. A block with hardly a full line is taken to be as wide as
// the others of the file.
func edgesOf(lines []line) map[block]edges {
	own, all := map[block][]*line{}, map[int][]float64{}
	for i := range lines {
		l := &lines[i]
		own[l.block()] = append(own[l.block()], l)
		all[l.column] = append(all[l.column], l.right)
	}
	for _, rights := range all {
		slices.Sort(rights)
	}
	edge := func(rights []float64) float64 { return rights[len(rights)-1-min(2, len(rights)/10)] }
	found := map[block]edges{}
	for b, of := range own {
		var lefts, rights []float64
		for _, l := range of {
			lefts, rights = append(lefts, l.left), append(rights, l.right)
		}
		slices.Sort(rights)
		e := edges{slices.Min(lefts), edge(rights)}
		full := 0
		for _, right := range rights {
			if right > e.right-0.06*(e.right-e.left) {
				full++
			}
		}
		if full < 12 || full*3 < len(of) {
			e.right = max(e.right, edge(all[b.column]))
		}
		found[b] = e
	}
	return found
}

// learn finds out the step between lines, and what is indented, from pairs of
// lines of which the first is full, so that the second most likely goes on with
// it, or has room, so that the second starts a paragraph.
func (l *layout) learn(lines []line) {
	steps := map[float64]int{}
	var goesOn, starts struct{ all, indented int }
	for i := 1; i < len(lines); i++ {
		a, b := &lines[i-1], &lines[i]
		if a.block() != b.block() || differ(a.size, b.size) {
			continue
		}
		e := l.edges[a.block()]
		pair := &starts
		if !a.hasRoom(b, e) {
			pair = &goesOn
			steps[math.Round(2*(a.base-b.base))/2]++
		}
		pair.all++
		if b.left > e.left+b.size {
			pair.indented++
		}
	}
	l.hanging = goesOn.indented*2 > goesOn.all && starts.indented*2 < starts.all
	l.indented = starts.indented*2 > starts.all && goesOn.indented*2 < goesOn.all
	best, most := math.Inf(1), 0
	for s, n := range steps {
		if s > 0 && (n > most || n == most && s < best) {
			best, most = s, n
		}
	}
	l.step = best
}

// wordsIn returns the words of the lines, in lower case, but for those that are
// broken at the end of a line.
func wordsIn(lines []line) map[string]bool {
	words := map[string]bool{}
	for i, l := range lines {
		fields := strings.Fields(l.text)
		if i > 0 && lines[i-1].hyphen && len(fields) > 0 {
			fields = fields[1:]
		}
		if l.hyphen && len(fields) > 0 {
			fields = fields[:len(fields)-1]
		}
		for _, f := range fields {
			words[bare(f)] = true
		}
	}
	return words
}

// bare returns a word in lower case without the marks around it.
func bare(word string) string {
	return strings.ToLower(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}

// endsInHyphen reports whether a line ends in a hyphen that the engine does not
// know for one: a letter is before it, and no space.
func endsInHyphen(text string) bool {
	before, ok := strings.CutSuffix(text, "-")
	if !ok {
		before, ok = strings.CutSuffix(text, "\u2010")
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	return ok && unicode.IsLetter(r)
}

// joinHyphen prepares a text that ends in a hyphen for the next line. The hyphen
// was put there in printing if the word stands elsewhere in the file without it,
// and not with it; the engine does not tell the two apart. Any other is kept.
func (t *Text) joinHyphen(text []byte, next string, words map[string]bool) []byte {
	s := string(text)
	begin := s[strings.LastIndexAny(s, " \t")+1:]
	end, _, _ := strings.Cut(next, " ")
	_, width := utf8.DecodeLastRuneInString(begin)
	stem := begin[:len(begin)-width]
	if words[bare(stem+end)] && !words[bare(begin+end)] {
		return text[:len(text)-width]
	}
	if !words[bare(begin+end)] {
		t.Hyphens = append(t.Hyphens, begin+end)
	}
	return text
}

// unspaced reports whether two lines are of a script that puts no space between
// words.
func unspaced(a, b string) bool {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	dense := func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer) ||
			'\u3000' <= r && r <= '\u303f' || '\uff00' <= r && r <= '\uffef'
	}
	return dense(last) && dense(first)
}
