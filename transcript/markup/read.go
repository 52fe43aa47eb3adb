package markup

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"grounded/codebook/problem"
	"grounded/transcript"
)

var (
	numbered = regexp.MustCompile(`^[ \t]*(\d+)(?:[ \t]+(.*))?$`)
	codeSign = regexp.MustCompile(`^#(?:([\p{L}\p{N}][\p{L}\p{N}\p{M}-]*)|"([^"]+)")`)
)

// Read returns the marks of a text that Write made and people edited. All that is wrong
// is reported at once, every problem of it fatal: markup-line, a line that is no
// paragraph; markup-words, words that are not those of the transcript; markup-sign, a
// brace or a # that is no mark; markup-missing, a paragraph that is not there.
func Read(t *transcript.Transcript, name, src string) ([]Mark, []problem.Problem) {
	r := reader{text: t, name: name, seen: map[int]bool{}}
	for i, line := range strings.Split(strings.ReplaceAll(src, "\r\n", "\n"), "\n") {
		r.line = i + 1
		r.read(line)
	}
	for _, b := range r.open {
		r.line = b.line
		r.wrong("markup-sign", b.column, "this { is never closed", "close it with }#code, or take it out")
	}
	var missing []string
	for i := range t.Paragraphs {
		if !r.seen[i] {
			missing = append(missing, strconv.Itoa(i+1))
		}
	}
	if len(missing) > 0 {
		r.line = 0
		r.wrong("markup-missing", 0, fmt.Sprintf("¶%s of %s is not there any more", shortened(missing), t.ID), "put it back; words are corrected with: grounded transcript edit "+string(t.ID))
	}
	problem.Sort(r.problems)
	return r.marks, r.problems
}

func shortened(numbers []string) string {
	const most = 8
	if len(numbers) > most {
		return strings.Join(numbers[:most], ", ") + fmt.Sprintf(" and %d more", len(numbers)-most)
	}
	return strings.Join(numbers, ", ")
}

type brace struct {
	start, line, column int
}

type reader struct {
	text     *transcript.Transcript
	name     string
	line     int
	marks    []Mark
	open     []brace
	seen     map[int]bool
	problems []problem.Problem
}

func (r *reader) wrong(name string, column int, message, remedy string) {
	r.problems = append(r.problems, problem.Problem{Name: name, File: r.name, Line: r.line, Column: column, Message: message, Remedy: remedy, Fatal: true})
}

func (r *reader) read(line string) {
	trimmed := strings.TrimSpace(line)
	if trimmed == "" || trimmed == "#" || strings.HasPrefix(trimmed, "# ") {
		return
	}
	parts := numbered.FindStringSubmatchIndex(line)
	if parts == nil {
		r.wrong("markup-line", 0, "this is no paragraph with its number", `put "# " before it if it is a note of yours, or join it with the line above if it was broken`)
		return
	}
	n, err := strconv.Atoi(line[parts[2]:parts[3]])
	if err != nil || n < 1 || n > len(r.text.Paragraphs) {
		r.wrong("markup-line", 1, fmt.Sprintf("%s has no ¶%s; they are 1 to %d", r.text.ID, line[parts[2]:parts[3]], len(r.text.Paragraphs)), "put the number back that stood here")
		return
	}
	if r.seen[n-1] {
		r.wrong("markup-line", 1, fmt.Sprintf("¶%d is there twice", n), "take one of the two lines out")
		return
	}
	r.seen[n-1] = true
	from := len(line)
	if parts[4] >= 0 {
		from = parts[4]
	}
	r.paragraph(n-1, line, from)
}

// paragraph reads the words of a line from a byte of it on.
func (r *reader) paragraph(i int, line string, from int) {
	span := said(r.text, i)
	words := r.text.Text(span)
	var read strings.Builder
	column := func(at int) int { return utf8.RuneCountInString(line[:at]) + 1 }
	at, stray := from, false
	for at < len(line) {
		here := span.Start + min(read.Len(), len(words))
		switch c := line[at]; {
		case c == '\\' && at+1 < len(line) && strings.IndexByte(`\{}#`, line[at+1]) >= 0:
			read.WriteByte(line[at+1])
			at += 2
		case c == '{':
			r.open = append(r.open, brace{here, r.line, column(at)})
			at++
		case c == '}':
			codes, next := codesAt(line, at+1, "")
			switch {
			case len(codes) == 0:
				if len(r.open) > 0 {
					r.open = r.open[:len(r.open)-1]
				}
				r.wrong("markup-sign", column(at), "no #code stands behind this }", `write one, as in {words}#code, or \} where it is one of the words`)
			case len(r.open) == 0:
				r.wrong("markup-sign", column(at), "no { stands before this }", "write one where the passage begins")
			default:
				start := r.open[len(r.open)-1].start
				r.open = r.open[:len(r.open)-1]
				r.mark(transcript.Span{Start: start, End: here}, codes, column(at))
			}
			at = max(next, at+1)
		case c == '#':
			codes, next := codesAt(line, at, " \t")
			if len(codes) == 0 || strings.TrimSpace(line[next:]) != "" {
				r.wrong("markup-sign", column(at), "this # is no code at the end of the line", `write \# where it is one of the words; codes of some words alone stand as {words}#code`)
				at, stray = max(next, at+1), true
				continue
			}
			r.mark(span, codes, column(at))
			at = len(line)
		case read.Len() == 0 && (c == ' ' || c == '\t'):
			at++
		default:
			read.WriteByte(c)
			at++
		}
	}
	if got := strings.TrimRight(read.String(), " \t\u00a0"); !stray && got != strings.TrimRight(words, " \t\u00a0") {
		r.wrong("markup-words", 0, fmt.Sprintf("the words of ¶%d are not those of %s any more: %s", i+1, r.text.ID, difference(words, got)), "put them back; words are corrected with: grounded transcript edit "+string(r.text.ID))
	}
}

// codesAt reads codes from a byte of a line on, with what may stand between them, and
// returns where the last one ends.
func codesAt(line string, at int, between string) (codes []string, next int) {
	next = at
	for {
		rest := strings.TrimLeft(line[next:], between)
		m := codeSign.FindStringSubmatch(rest)
		if m == nil {
			return codes, next
		}
		codes = append(codes, m[1]+m[2])
		next = len(line) - len(rest) + len(m[0])
	}
}

func (r *reader) mark(span transcript.Span, codes []string, column int) {
	passage, ok := r.text.Clip(span)
	if !ok {
		r.wrong("markup-sign", column, "no words are marked here", "put the braces around some words")
		return
	}
	for _, code := range codes {
		m := Mark{Passage: passage, Code: code, Line: r.line}
		if !slices.ContainsFunc(r.marks, func(o Mark) bool { return o.Passage == m.Passage && o.Code == m.Code }) {
			r.marks = append(r.marks, m)
		}
	}
}

// difference shows where two texts part.
func difference(was, is string) string {
	i := 0
	for i < len(was) && i < len(is) && was[i] == is[i] {
		i++
	}
	around := func(s string) string {
		from := max(strings.LastIndexByte(s[:i], ' ')+1, 0)
		words := strings.Fields(s[from:])
		if len(words) > 4 {
			words = append(words[:4], "…")
		}
		return "“" + strings.Join(words, " ") + "”"
	}
	return fmt.Sprintf("%s stands where %s was", around(is), around(was))
}
