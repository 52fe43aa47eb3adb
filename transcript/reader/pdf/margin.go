package pdf

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// leaveOutNumbers takes numbers out of the margins: those that stand beside all
// text and count up on each page. They are of lines, or of paragraphs, as MAXQDA
// prints them, and then they tell where paragraphs start.
func (t *Text) leaveOutNumbers(pages []page) {
	var lefts, rights []float64
	for _, p := range pages {
		for _, l := range p.lines {
			if !numeric.MatchString(l.text) {
				lefts, rights = append(lefts, l.left), append(rights, l.right)
			}
		}
	}
	if len(lefts) == 0 {
		return
	}
	left, right := share(lefts, 0.1), share(rights, 0.98)
	t.leaveOutCount(pages, func(l *line) bool { return l.right <= left })
	t.leaveOutCount(pages, func(l *line) bool { return l.left >= right })
}

// leaveOutNotes takes notes out of the margins, which are in smaller type beside
// all text: codes, as Delve prints them.
func (t *Text) leaveOutNotes(pages []page, size float64) {
	const long = 20 // bytes, as no note has on its lines
	var lefts, rights []float64
	for _, p := range pages {
		for _, l := range p.lines {
			if l.size > smaller*size && len(l.text) >= long {
				lefts, rights = append(lefts, l.left), append(rights, l.right)
			}
		}
	}
	if len(lefts) == 0 {
		return
	}
	left, right := share(lefts, 0.02), share(rights, 0.98)
	for i := range pages {
		pages[i].drop(func(l *line) bool {
			note := l.size <= smaller*size && (l.right <= left || l.left >= right)
			if note {
				t.Notes = append(t.Notes, l.text)
			}
			return note
		})
	}
}

// smaller is how small type is, against the usual, that is no part of the text.
const smaller = 0.9

// share returns the value that this share of some values does not exceed.
func share(values []float64, of float64) float64 {
	slices.Sort(values)
	return values[int(of*float64(len(values)-1))]
}

func (t *Text) leaveOutCount(pages []page, beside func(*line) bool) {
	found := make([][]*line, len(pages)) // from the top
	all, pairs, up, byOne, lines := 0, 0, 0, 0, 0
	last := 0
	for i := range pages {
		for n := range pages[i].lines {
			if l := &pages[i].lines[n]; numeric.MatchString(l.text) && beside(l) {
				found[i] = append(found[i], l)
			}
		}
		slices.SortStableFunc(found[i], func(a, b *line) int { return cmp.Compare(b.base, a.base) })
		lines += len(pages[i].lines) - len(found[i])
		for n, l := range found[i] {
			v := l.value()
			all++
			if n > 0 {
				pairs++
				if v > last {
					up++
				}
				if v == last+1 {
					byOne++
				}
			}
			last = v
		}
	}
	if pairs < 2 || up*10 < pairs*9 {
		return
	}
	// Numbers of lines stand beside nearly every line, or beside every fifth.
	starts := byOne*10 >= pairs*9 && all*10 < lines*9
	for i := range pages {
		p := &pages[i]
		if starts {
			const most = 500 // paragraphs on a page
			for _, number := range found[i][:min(most, len(found[i]))] {
				p.startAt(number)
			}
		}
		p.drop(func(l *line) bool {
			number := numeric.MatchString(l.text) && beside(l)
			if number {
				t.Numbers = append(t.Numbers, l.text)
			}
			return number
		})
	}
}

// startAt notes that a paragraph starts on the line that a number stands beside.
func (p *page) startAt(number *line) {
	var found *line
	for i := range p.lines {
		l := &p.lines[i]
		if l != number && l.base-number.base < l.size/2 && number.base-l.base < l.size/2 && (found == nil || l.left < found.left) && !numeric.MatchString(l.text) {
			found = l
		}
	}
	if found != nil {
		found.starts = true
	}
}

// value returns the number that the text is.
func (l *line) value() int {
	n, _ := strconv.Atoi(strings.TrimRight(l.text, ".:)")) // numeric bounds it
	return n
}
