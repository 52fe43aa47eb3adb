package coding

import (
	"slices"
	"strings"
	"unicode/utf8"

	"grounded/transcript"
)

// letter is a character of a text under edit that remembers where it stood;
// was is -1 for what an edit put in. like is where the letter stood that this
// one is a copy of, -1 for the others.
type letter struct {
	r         rune
	was, like int
}

// manuscript is a text under edit.
type manuscript []letter

func newManuscript(body string) manuscript {
	var m manuscript
	for i, r := range body {
		m = append(m, letter{r, i, -1})
	}
	return m
}

func (m manuscript) String() string {
	var b strings.Builder
	for _, l := range m {
		b.WriteRune(l.r)
	}
	return b.String()
}

func put(text string) manuscript {
	m := newManuscript(text)
	for i := range m {
		m[i].was = -1
	}
	return m
}

func (m manuscript) copied() manuscript {
	m = slices.Clone(m)
	for i := range m {
		m[i].was, m[i].like = -1, max(m[i].was, m[i].like)
	}
	return m
}

// copyOf reports whether what stands at a place is a copy of letters of a
// passage: then the copy of a passage that was changed is as good as the
// passage that was moved.
func (m manuscript) copyOf(was, now transcript.Span) bool {
	at := 0
	for _, l := range m {
		if at >= now.Start && at < now.End && was.Start <= l.like && l.like < was.End {
			return true
		}
		at += utf8.RuneLen(l.r)
	}
	return false
}

// instead reports whether a place lies where a passage was: between what is
// left of the text before it and behind it. An edit may have put the same words
// in that it took out.
func (m manuscript) instead(was, now transcript.Span) bool {
	left, right, at := -1, -1, 0
	before, behind := -1, 1<<30
	for _, l := range m {
		if l.was >= 0 && l.was < was.Start && l.was > before {
			before, left = l.was, at
		}
		if l.was >= was.End && l.was < behind {
			behind, right = l.was, at
		}
		at += utf8.RuneLen(l.r)
	}
	return left < now.Start && (now.End <= right || right < 0)
}

// twin reports whether a passage touches a paragraph whose words another
// paragraph has as well.
func twin(t *transcript.Transcript, s transcript.Span) bool {
	r := t.ParagraphsOf(s)
	for i := r.First; i < r.End; i++ {
		for k, p := range t.Paragraphs {
			if k != i && t.Text(p.Text) == t.Text(t.Paragraphs[i].Text) {
				return true
			}
		}
	}
	return false
}

// excused reports whether nobody could tell from the texts alone that a place
// is not that of a passage: its paragraph or one beside it was disturbed, and
// at the place stands a copy of the passage, or its paragraph had a twin from
// the start, or an edit put the same words in where they were.
func (m outcome) excused(old *transcript.Transcript, was transcript.Span, now *transcript.Transcript, to transcript.Span) bool {
	r := old.ParagraphsOf(was)
	wide := transcript.Span{
		Start: old.Paragraphs[max(0, r.First-1)].Line.Start,
		End:   old.Paragraphs[min(len(old.Paragraphs), r.End+1)-1].Line.End,
	}
	if m.truth(old.Body, wide).whole {
		return false
	}
	return m.copyOf(was, to) || twin(old, was) ||
		now.Text(to) == old.Text(was) && (m.instead(was, to) || m.instead(old.Paragraphs[r.First].Line, to))
}

// words returns the stretches of m without white space, lines those between
// blank lines, as index ranges.
func (m manuscript) words() [][2]int {
	return m.cut(func(i int) bool { return m[i].r == ' ' || m[i].r == '\n' })
}
func (m manuscript) lines() [][2]int { return m.cut(func(i int) bool { return m[i].r == '\n' }) }

func (m manuscript) cut(parts func(i int) bool) [][2]int {
	var out [][2]int
	start := -1
	for i := 0; i <= len(m); i++ {
		if i == len(m) || parts(i) {
			if start >= 0 {
				out = append(out, [2]int{start, i})
			}
			start = -1
		} else if start < 0 {
			start = i
		}
	}
	return out
}

// truth is what became of a passage under known edits.
type truth struct {
	whole bool            // every character stands, and nothing among them
	hull  transcript.Span // from the first character that is left to the last
	gone  bool            // none is left
}

// outcome is a manuscript when all edits are done: where each character of the
// former text stands now.
type outcome struct {
	manuscript
	at []int // by byte of the former text; -1 when it is gone, or no character begins there
}

func (m manuscript) done(former string) outcome {
	o := outcome{m, make([]int, len(former))}
	for i := range o.at {
		o.at[i] = -1
	}
	at := 0
	for _, l := range m {
		if l.was >= 0 {
			o.at[l.was] = at
		}
		at += utf8.RuneLen(l.r)
	}
	return o
}

func (o outcome) truth(former string, was transcript.Span) truth {
	tr := truth{whole: true, gone: true}
	expect := -1
	for i, r := range former[was.Start:was.End] {
		at := o.at[was.Start+i]
		if at < 0 || expect >= 0 && at != expect {
			tr.whole = false
		}
		if at < 0 {
			continue
		}
		expect = at + utf8.RuneLen(r)
		if tr.gone {
			tr.hull = transcript.Span{Start: at, End: expect}
		}
		tr.gone = false
		tr.hull.Start, tr.hull.End = min(tr.hull.Start, at), max(tr.hull.End, expect)
	}
	if tr.gone {
		tr.whole = false
	}
	return tr
}

// changed returns what was put in, and after it what was taken out.
func (o outcome) changed(former string) string {
	var b strings.Builder
	last := -1
	for _, l := range o.manuscript {
		if l.was < 0 || l.was != last {
			b.WriteRune(l.r)
		}
		if l.was >= 0 {
			last = l.was + utf8.RuneLen(l.r)
		}
	}
	b.WriteByte('\n')
	for i, r := range former {
		if o.at[i] < 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}
