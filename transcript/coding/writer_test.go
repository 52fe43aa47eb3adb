package coding

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"grounded/codebook"
	"grounded/transcript"
)

// writer makes interviews and edits up.
type writer struct {
	*rand.Rand
	vocabulary []string
	stamps     bool
	inOrder    bool // edits move no paragraph
}

func newWriter(seed uint64) writer {
	w := writer{Rand: rand.New(rand.NewPCG(seed, 7))}
	w.stamps = w.IntN(2) == 0
	size := []int{150, 400, 3000}[w.IntN(3)]
	syllables := []string{"ka", "to", "mi", "re", "sun", "dol", "é", "vi", "par", "ne\u0301", "ging", "st"}
	for range size {
		word := ""
		for range 1 + w.IntN(4) {
			word += syllables[w.IntN(len(syllables))]
		}
		w.vocabulary = append(w.vocabulary, word)
	}
	return w
}

// word takes frequent words more often than rare ones, as people do.
func (w writer) word() string {
	if w.IntN(200) == 0 {
		return []string{"👩‍👩‍👧", "🙂", "ok!", "—", "don't"}[w.IntN(5)]
	}
	f := w.Float64()
	return w.vocabulary[int(f*f*f*float64(len(w.vocabulary)))]
}

func (w writer) sentence(words int) string {
	var s []string
	for range words {
		s = append(s, w.word())
	}
	return strings.Join(s, " ")
}

func (w writer) paragraph() string {
	if w.IntN(4) == 0 {
		return []string{"Yeah.", "Mhm.", "Yeah, yeah.", "I see.", "And then?"}[w.IntN(5)]
	}
	return w.sentence(3+w.IntN(30)) + "."
}

var speakers = []transcript.Speaker{{Label: "P07", Role: "participant"}, {Label: "Interviewer", Role: "interviewer"}}

func (w writer) line(n int) string {
	head := speakers[n%2].Label + ": "
	if w.stamps {
		head = fmt.Sprintf("[%02d:%02d:%02d] ", n/600, n/10%60, n%10*6) + head
	}
	if w.IntN(5) == 0 {
		head = ""
	}
	return head + w.paragraph()
}

func (w writer) interview(lines int) *transcript.Transcript {
	var out []string
	for n := range lines {
		line := w.line(n)
		if n > 0 && w.IntN(25) == 0 {
			line = out[w.IntN(len(out))]
		}
		out = append(out, line)
	}
	return read(strings.Join(out, "\n\n") + "\n")
}

func read(body string) *transcript.Transcript {
	return transcript.New("interview-01", transcript.Meta{Speakers: speakers}, body)
}

// codings puts n codings on passages of whole words, and on each "yeah".
func (w writer) codings(t *transcript.Transcript, n int) []Coding {
	var words []transcript.Span
	for _, p := range t.Paragraphs {
		for s := range transcript.Words(t.Text(p.Text)) {
			words = append(words, transcript.Span{Start: p.Text.Start + s.Start, End: p.Text.Start + s.End})
		}
	}
	var out []Coding
	add := func(first, last int) {
		s, ok := t.Clip(transcript.Span{Start: words[first].Start, End: words[last].End})
		if ok {
			out = append(out, Make(t, s, codebook.ID("means"), fmt.Sprintf("%010d", len(out)), time.Unix(0, 0)))
		}
	}
	for range n {
		first := w.IntN(len(words))
		add(first, min(len(words)-1, first+[]int{0, 0, 1, 3, 8, 20, 60}[w.IntN(7)]))
	}
	for i, s := range words {
		if strings.EqualFold(t.Text(s), "yeah") {
			add(i, i)
		}
	}
	slices.SortFunc(out, Compare)
	return out
}

// edit changes m once, anywhere.
func (w writer) edit(m manuscript) manuscript {
	words, lines := m.words(), m.lines()
	if len(words) < 4 || len(lines) < 4 {
		return m
	}
	at := w.IntN(len(words))
	to := min(len(words)-1, at+w.IntN(4))
	switch w.IntN(9) {
	case 0, 1:
		return slices.Concat(m[:words[at][0]], put(w.sentence(1+w.IntN(4))+" "), m[words[at][0]:])
	case 2:
		return slices.Concat(m[:words[at][1]], put(" "+w.sentence(1+w.IntN(4))), m[words[at][1]:])
	case 3:
		return slices.Concat(m[:words[at][0]], m[words[to][1]:])
	case 4, 5:
		return slices.Concat(m[:words[at][0]], put(w.sentence(1+w.IntN(4))), m[words[to][1]:])
	}
	from := w.IntN(len(lines) - 1)
	block := m[lines[from][0]:lines[from+1][0]]
	rest := slices.Concat(m[:lines[from][0]], m[lines[from+1][0]:])
	target := w.IntN(len(lines) - 1)
	switch kind := w.IntN(3); {
	case kind == 0: // a paragraph taken out
		return rest
	case kind == 1 && !w.inOrder: // a paragraph moved
		places := rest.lines()
		p := places[w.IntN(len(places))][0]
		return slices.Concat(rest[:p], block, rest[p:])
	}
	// a paragraph put in: new, or the copy of another
	text := put(w.line(w.IntN(600)) + "\n\n")
	if w.IntN(3) == 0 {
		text = block.copied()
	}
	return slices.Concat(m[:lines[target][0]], text, m[lines[target][0]:])
}
