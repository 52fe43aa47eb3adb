package transcript

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// Replacement puts new words in the place of a passage.
type Replacement struct {
	Span
	New string
}

// Rewritten is a transcript after changes that are known exactly.
type Rewritten struct {
	*Transcript
	changes []Replacement // of the former body, in order
}

// Replace puts new words in the places of passages, each within what was said in
// one paragraph.
func Replace(t *Transcript, words []Replacement) (Rewritten, error) { return Rewrite(t, words, nil) }

// Relabel gives speakers other labels, in the front matter and in the headers.
// Speakers whose label is then the same become one, who keeps the role and the
// case of the one that had that label, or of the first; their turns stay turns.
func Relabel(t *Transcript, labels map[string]string) (Rewritten, error) {
	return Rewrite(t, nil, labels)
}

// Rewrite is Replace and Relabel at once. A paragraph that would then read as a
// header gets a space before it, which says that its words are words. Errors
// name what is no label or no speaker of t, replacements that overlap, cut a
// character or a header, or hold a line end, and a header that could not be
// told from the words behind it.
func Rewrite(t *Transcript, words []Replacement, labels map[string]string) (Rewritten, error) {
	if err := checkReplacements(t, words); err != nil {
		return Rewritten{}, err
	}
	meta := t.Meta
	var err error
	if meta.Speakers, err = relabelled(t, labels); err != nil {
		return Rewritten{}, err
	}
	for i, p := range meta.Parts {
		if to, ok := labels[p.Asks]; ok {
			meta.Parts = slices.Clone(meta.Parts)
			meta.Parts[i].Asks = to
		}
	}
	changes := slices.Concat(headerChanges(t, labels), words)
	slices.SortStableFunc(changes, func(a, b Replacement) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	changes, err = guard(t, meta, changes)
	if err != nil {
		return Rewritten{}, err
	}
	return Rewritten{New(t.ID, meta, apply(t.Body, Span{0, len(t.Body)}, changes)), changes}, nil
}

func checkReplacements(t *Transcript, words []Replacement) error {
	sorted := slices.Clone(words)
	slices.SortFunc(sorted, func(a, b Replacement) int { return cmp.Compare(a.Start, b.Start) })
	for i, r := range sorted {
		at := t.Ref(r.Span)
		switch n := t.ParagraphAt(r.Start); {
		case n < 0 || r.Empty() || !t.Paragraphs[n].Text.Holds(r.Span):
			return fmt.Errorf("%s: what is replaced are words within one paragraph", at)
		case !boundary(t.Body, r.Start) || !boundary(t.Body, r.End):
			return fmt.Errorf("%s: a replacement cuts a character in two", at)
		case strings.ContainsAny(r.New, "\n\r") || !utf8.ValidString(r.New):
			return fmt.Errorf("%s: the replacement %q is more than one line, or not UTF-8", at, r.New)
		case i > 0 && sorted[i-1].End > r.Start:
			return fmt.Errorf("%s: two replacements overlap, of %q and of %q", at, t.Text(sorted[i-1].Span), t.Text(r.Span))
		}
	}
	return nil
}

// relabelled returns the speakers of t with their new labels.
func relabelled(t *Transcript, labels map[string]string) ([]Speaker, error) {
	if len(labels) == 0 {
		return t.Speakers, nil
	}
	for _, from := range slices.Sorted(maps.Keys(labels)) {
		to := labels[from]
		switch {
		case !slices.ContainsFunc(t.Speakers, func(s Speaker) bool { return s.Label == from }):
			return nil, fmt.Errorf("%s has no speaker %q", t.ID, from)
		case to == "":
			return nil, errors.New("a speaker needs a label")
		}
		if err := checkLabel(to); err != nil {
			return nil, err
		}
	}
	var out []Speaker
	at := map[string]int{}
	kept := map[string]bool{} // labels whose speaker had them before
	for _, s := range t.Speakers {
		own := true
		if to, ok := labels[s.Label]; ok && to != s.Label {
			s.Label, own = to, false
		}
		if i, twice := at[s.Label]; twice {
			if own && !kept[s.Label] {
				out[i], kept[s.Label] = s, true
			}
			continue
		}
		at[s.Label], kept[s.Label] = len(out), own
		out = append(out, s)
	}
	return out, nil
}

// headerChanges are the new labels in the headers of t.
func headerChanges(t *Transcript, labels map[string]string) []Replacement {
	var out []Replacement
	for _, turn := range t.Turns {
		if turn.Speaker < 0 {
			continue
		}
		label := t.Speakers[turn.Speaker].Label
		to, ok := labels[label]
		if !ok || to == label {
			continue
		}
		line := t.Paragraphs[turn.Paragraphs.First].Line
		_, stamp := readStamp(t.Text(line))
		start := line.Start + stamp
		out = append(out, Replacement{Span{start, start + len(label)}, to})
	}
	return out
}

// guard returns the changes with a space put before each paragraph that would
// read as a header after them.
func guard(t *Transcript, meta Meta, changes []Replacement) ([]Replacement, error) {
	index := indexLabels(meta.Speakers)
	var out []Replacement
	for i, p := range t.Paragraphs {
		n := sort.Search(len(changes), func(i int) bool { return changes[i].Start > p.Line.End })
		mine := changes[:n]
		changes = changes[n:]
		h, reads := readHeader(apply(t.Body, p.Line, mine), index)
		inHeader := sort.Search(len(mine), func(i int) bool { return mine[i].Start >= p.Text.Start })
		head := apply(t.Body, Span{p.Line.Start, p.Text.Start}, mine[:inHeader])
		switch {
		case head != "" && (!reads || h.length != len(head)):
			return nil, fmt.Errorf("%s:%d: the header %q could not be told from the words behind it; choose another label", t.ID, i+1, head)
		case head != "" || !reads:
		case len(mine) > 0 && mine[0].Start == p.Line.Start:
			mine = slices.Clone(mine)
			mine[0].New = " " + mine[0].New
		default:
			mine = slices.Concat([]Replacement{{Span{p.Line.Start, p.Line.Start}, " "}}, mine)
		}
		out = append(out, mine...)
	}
	return out, nil
}

// apply returns a part of a body with the changes, in order, that lie in it.
func apply(body string, part Span, changes []Replacement) string {
	var b strings.Builder
	at := part.Start
	for _, r := range changes {
		b.WriteString(body[at:r.Start])
		b.WriteString(r.New)
		at = r.End
	}
	b.WriteString(body[at:part.End])
	return b.String()
}

// Follow returns where a passage of the former body stands now. An end that fell
// within words that were replaced takes in all that was put in their place.
func (w Rewritten) Follow(s Span) Span {
	moved := func(offset int, end bool) int {
		shift := 0
		for _, r := range w.changes {
			switch {
			case r.End < offset || r.End == offset && (!r.Empty() || !end):
				shift += len(r.New) - r.Len()
			case r.Start < offset && end:
				return r.Start + shift + len(r.New)
			case r.Start < offset:
				return r.Start + shift
			default:
				return offset + shift
			}
		}
		return offset + shift
	}
	return Span{moved(s.Start, false), moved(s.End, true)}
}
