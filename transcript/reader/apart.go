package reader

import (
	"strings"
	"unicode"
)

// apart is how a name at the start of a line is set apart from what follows.
type apart int

const (
	notApart apart = iota
	byColon        // "NAME: words", as in any text
	byColumn
	byTab
	byLine   // in bold, alone on the line
	byStress // in bold, and the words follow as they do behind any stressed word
)

// setApart writes a colon behind names that type, a tab or a column sets apart,
// where the document has none, so that every layout sees "NAME: words". A name
// is one that stands so twice or more: a word may be stressed at the start of a
// paragraph, and a heading is bold too.
func (d *document) setApart(s *source) {
	leads := map[string]int{}
	for i := range d.lines {
		l := &d.lines[i]
		if l.lead == 0 {
			l.lead = tabLead(l.text)
		}
		if name, ok := l.name(); ok {
			leads[fold(name)]++
			if l.cell {
				leads[fold(name)]++
			}
		}
	}
	names := make([]string, len(d.lines))
	how := make([]apart, len(d.lines))
	filled, bold := 0, 0
	tally := map[apart]int{}
	for i, l := range d.lines {
		if !blank(l.text) {
			filled++
		}
		if l.allBold() {
			bold++
		}
		name, ok := l.name()
		if !ok || leads[fold(name)] < 2 && !partWord().MatchString(name) {
			continue
		}
		names[i], how[i] = name, l.apart()
		tally[how[i]]++
	}
	// Where an interviewer's words are in bold a short answer of theirs is no
	// name, and where words are stressed no stressed word is.
	trusted := map[apart]bool{
		byColon: true, byColumn: true, byTab: true,
		byLine:   tally[byLine]*2 >= bold,
		byStress: tally[byStress]*3 >= filled,
	}
	listed := map[string]bool{}
	moved := make([]shift, len(d.lines))
	for i := range d.lines {
		if !trusted[how[i]] {
			continue
		}
		if !listed[names[i]] {
			listed[names[i]] = true
			s.sure = append(s.sure, names[i])
		}
		if how[i] == byColon {
			continue
		}
		l := &d.lines[i]
		words := strings.TrimLeftFunc(l.text[l.lead:], unicode.IsSpace)
		text := strings.TrimSpace(l.text[:l.lead]) + ": " + words
		moved[i] = shift{from: len(l.text) - len(words), by: len(text) - len(l.text)}
		l.text = text
	}
	for i := range d.marks {
		d.marks[i].first.shift(moved)
		d.marks[i].last.shift(moved)
	}
}

// shift says that what stands from a byte on now stands some bytes further.
type shift struct{ from, by int }

func (p *point) shift(lines []shift) {
	if p.paragraph < len(lines) && p.byte >= lines[p.paragraph].from {
		p.byte += lines[p.paragraph].by
	}
}

// name returns the label that the lead of a line may be; a line of dialogue that
// is bold all through is none, nor is a bold time.
func (l line) name() (string, bool) {
	if l.lead == 0 || l.lead > 4*maxLabel {
		return "", false
	}
	_, rest := cutTime(strings.TrimSpace(l.text[:l.lead]) + " ")
	name, _ := cutTimeBehind(strings.TrimRight(strings.TrimSpace(rest), ":："))
	name = cleanLabel(name)
	return name, plausible(name)
}

// apart says how the lead of a line, which may be a name, is set apart. A line
// of a name and a time is a header as Otter and Teams write it.
func (l line) apart() apart {
	words := l.text[l.lead:]
	said := func(s string) string { return strings.TrimLeft(s, ":： \t\u00a0") }
	label, behind, ok := splitLabel(l.text)
	switch {
	case ok && len(label) <= l.lead && said(behind) == said(words):
		return byColon
	case isTime(words):
		return notApart
	case l.cell:
		return byColumn
	case blank(words):
		return byLine
	case strings.HasPrefix(strings.TrimLeft(words, " "), "\t") || strings.HasSuffix(l.text[:l.lead], "\t"):
		return byTab
	}
	return byStress
}

// allBold reports whether a line is set apart from its start to its end.
func (l line) allBold() bool { return l.lead > 0 && blank(l.text[l.lead:]) }

func isTime(text string) bool {
	time, rest := cutTime(strings.TrimSpace(text) + " ")
	return time >= 0 && rest == ""
}

// tabLead returns how much of a line stands before a tab, as a name does: behind
// a time that is parted by a tab too, up to the next. It is 0 for a line that
// begins with a tab, or has none near its start.
func tabLead(text string) int {
	head := text[:min(len(text), 4*maxLabel)]
	tab := strings.IndexByte(head, '\t')
	if tab > 0 && isTime(head[:tab]) {
		if next := strings.IndexByte(head[tab+1:], '\t'); next > 0 {
			return tab + 1 + next
		}
		return 0
	}
	return max(tab, 0)
}
