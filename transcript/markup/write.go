// Package markup writes a transcript with its codes as text that people edit in an
// editor of their own, and reads the codes back from it. A paragraph is a line:
//
//	14  I put the {heating on}#warmth and sat. #routine
//
// A #code at the end of a line is on the whole paragraph, one behind braces on the
// words between them, which may begin in one paragraph and end in another. Braces lie
// within each other or apart. A backslash takes a brace, a # or a backslash of the
// words themselves. Lines that begin with "# " are for people, and are not read.
package markup

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"grounded/transcript"
	"grounded/transcript/coding"
)

// Mark is a code on a passage.
type Mark struct {
	Passage transcript.Span
	Code    string // as it was written: an id or a name
	Line    int    // of the text, from 1; 0 of a mark that was written
	Coding  string // the coding that it was written for; "" of a mark that was read
}

// Write returns the transcript as text, the marks in it, and the codings that it has no
// room for, since they cross others or have lost their place: lines for people name them.
// The codes that may be used are named at the head.
func Write(t *transcript.Transcript, codings []coding.Placed, codes []string) (text string, marks []Mark, left []coding.Placed) {
	whole := map[int][]string{} // codes of whole paragraphs
	var braces []Mark
	sorted := slices.Clone(codings)
	slices.SortStableFunc(sorted, func(a, b coding.Placed) int {
		return cmp.Or(a.Now.Start-b.Now.Start, b.Now.End-a.Now.End)
	})
	for _, c := range sorted {
		m := Mark{Passage: c.Now, Code: string(c.Code), Coding: c.ID}
		if c.Fate == coding.Adrift || c.Now.Empty() {
			left = append(left, c)
			continue
		}
		of := t.ParagraphsOf(c.Now)
		if said, ok := t.Clip(t.Paragraphs[of.First].Text); of.End-of.First == 1 && ok && said == c.Now {
			whole[of.First] = append(whole[of.First], m.Code)
			marks = append(marks, m)
			continue
		}
		if slices.ContainsFunc(braces, func(b Mark) bool { return crosses(b.Passage, m.Passage) }) {
			left = append(left, c)
			continue
		}
		braces = append(braces, m)
		marks = append(marks, m)
	}
	var b strings.Builder
	head(&b, t.ID, codes)
	besides := map[int][]coding.Placed{} // by the paragraph in which they begin
	for _, c := range left {
		if c.Fate == coding.Adrift || c.Now.Empty() {
			fmt.Fprintf(&b, "# left as it is, since its words are lost: #%s (%s)\n", c.Code, c.ID)
			continue
		}
		first := t.ParagraphsOf(c.Now).First
		besides[first] = append(besides[first], c)
	}
	for turn := range t.Turns {
		b.WriteString("\n")
		if who := t.Speaker(turn).Label; who != "" {
			b.WriteString(strings.TrimRight("# "+who+" "+t.Turns[turn].Time.String(), " ") + "\n")
		}
		of := t.Turns[turn].Paragraphs
		for i := of.First; i < of.End; i++ {
			for _, c := range besides[i] {
				fmt.Fprintf(&b, "# left as it is, since it crosses others: #%s (%s) on %s\n", c.Code, c.ID, someWords(t.Spoken(c.Now)))
			}
			fmt.Fprintf(&b, "%d  %s", i+1, paragraph(t, i, braces))
			for _, code := range whole[i] {
				b.WriteString(" #" + code)
			}
			b.WriteString("\n")
		}
	}
	return b.String(), marks, left
}

// head says how a text of marks is written, and with which codes.
func head(b *strings.Builder, id transcript.ID, codes []string) {
	fmt.Fprintf(b, "# %s. A #code at the end of a line is on the whole paragraph, {words}#code on the words\n", id)
	b.WriteString("# between the braces, which may end in a later paragraph; several stand as {words}#one#two,\n")
	b.WriteString("# and a name with blanks as #\"Two words\". Add codes, change them, take them away. The words stay\n")
	b.WriteString("# as they are: \\{ \\} \\# \\\\ are signs of theirs. Lines that begin with \"# \" are not read.\n")
	const width = 96
	line := "# Codes:"
	for i, code := range codes {
		if i < len(codes)-1 {
			code += ","
		}
		if utf8.RuneCountInString(line)+1+utf8.RuneCountInString(code) > width {
			b.WriteString(line + "\n")
			line = "#  "
		}
		line += " " + code
	}
	if len(codes) > 0 {
		b.WriteString(line + "\n")
	}
}

// someWords are the first and the last words of a passage, in quotation marks.
func someWords(said string) string {
	words := strings.Fields(said)
	if len(words) > 8 {
		words = slices.Concat(words[:4], []string{"…"}, words[len(words)-3:])
	}
	return "“" + strings.Join(words, " ") + "”"
}

// crosses reports whether two passages overlap and neither holds the other.
func crosses(a, b transcript.Span) bool {
	return a.Start < b.Start && b.Start < a.End && a.End < b.End || b.Start < a.Start && a.Start < b.End && b.End < a.End
}

var escapes = strings.NewReplacer(`\`, `\\`, "{", `\{`, "}", `\}`, "#", `\#`)

// paragraph writes the words of a paragraph with the braces in it.
func paragraph(t *transcript.Transcript, i int, braces []Mark) string {
	span := said(t, i)
	cuts := []int{span.Start, span.End}
	for _, m := range braces {
		for _, at := range []int{m.Passage.Start, m.Passage.End} {
			if span.Start <= at && at <= span.End {
				cuts = append(cuts, at)
			}
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var b strings.Builder
	for k, at := range cuts {
		if k > 0 {
			b.WriteString(escapes.Replace(t.Body[cuts[k-1]:at]))
		}
		var ends []Mark
		for _, m := range braces {
			if m.Passage.End == at {
				ends = append(ends, m)
			}
		}
		slices.SortStableFunc(ends, func(a, b Mark) int { return b.Passage.Start - a.Passage.Start })
		for n, m := range ends {
			if n == 0 || ends[n-1].Passage != m.Passage {
				b.WriteString("}")
			}
			b.WriteString(sign(m.Code, t.Body[at:span.End]))
		}
		var begun transcript.Span
		for _, m := range braces {
			if m.Passage.Start == at && m.Passage != begun {
				begun = m.Passage
				b.WriteString("{")
			}
		}
	}
	return b.String()
}

// sign is a code as it stands before some words: in quotation marks where the words
// would read as more of it.
func sign(code string, before string) string {
	if codeSign.FindString("#x"+before) != "#x" {
		return `#"` + code + `"`
	}
	return "#" + code
}

// said is the text of a paragraph without white space around it.
func said(t *transcript.Transcript, i int) transcript.Span {
	span := t.Paragraphs[i].Text
	text := t.Text(span)
	span.Start += len(text) - len(strings.TrimLeft(text, " \t\u00a0"))
	span.End = max(span.Start, span.Start+len(strings.TrimSpace(t.Body[span.Start:span.End])))
	return span
}
