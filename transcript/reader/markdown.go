package reader

import (
	"context"
	"path"
	"slices"
	"strings"
)

// isMarkdown asks for the file's name: Markdown is text, and any text is
// Markdown.
func isMarkdown(s *source) bool {
	ext := strings.ToLower(path.Ext(baseName(s.name)))
	return ext == ".md" || ext == ".markdown"
}

// readMarkdown reads a text with the marks of Markdown in it
// (https://spec.commonmark.org), laid out in any of the ways of a text. What
// belongs to the marks is left behind: front matter, line breaks, quotes, fences,
// escapes, comments, and what makes a name bold that stands alone on its line.
// A line is a paragraph as in any text, and stress and headings stay as they are
// written, so that nobody takes a heading for something that was said.
func readMarkdown(ctx context.Context, s *source) ([]interview, error) {
	d := document{}
	lines := d.frontMatter(s)
	lines, comments := withoutComments(lines)
	showLeftOut(s, "comments-left-out", "comments", "", comments)
	s.lines = nil // all that is needed of them is in lines
	d.lines = make([]line, 0, len(lines))
	fence := ""
	for i, text := range lines {
		mark := fenceMark().FindString(text)
		switch {
		case fence == "" && mark != "":
			fence, text = strings.TrimLeft(mark, " "), ""
		case fence != "" && strings.HasPrefix(strings.TrimLeft(mark, " "), fence):
			fence, text = "", ""
		case fence == "":
			text = unmarked(text)
		}
		if m := topHeading().FindStringSubmatch(text); m != nil && d.title == "" && !anyWords(lines[:i]) {
			d.title = strings.Trim(m[1], "*_# ")
		}
		d.lines = append(d.lines, line{text: text})
	}
	lines = nil
	d.boldNames()
	found, err := d.read(ctx, s)
	if s.layout != "text" {
		s.format = s.layout
	}
	return found, err
}

var (
	fenceMark  = pattern("^ {0,3}(?:`{3,}|~{3,})")
	topHeading = pattern(`^# +(.*\S)`)
	quoteMark  = pattern(`^(?: {0,3}>(?: |$))+`)
	hardBreak  = pattern(`(?i)(?:<br */?>\s*)+$`)
	escape     = pattern("\\\\([!-/:-@\\[-`{-~])")
	boldLine   = pattern(`^(?:\*\*([^*]+)\*\*|__([^_]+)__)\s*:?$`)
)

// unmarked returns a line without the marks that belong to it as a line: that it
// is quoted, that it is broken at its end, and what keeps a character from being
// a mark.
func unmarked(text string) string {
	text = text[len(quoteMark().FindString(text)):]
	text = strings.TrimRight(text, " \t")
	text = strings.TrimRight(hardBreak().ReplaceAllString(text, ""), " \t")
	text = escape().ReplaceAllString(strings.TrimSuffix(text, `\`), "$1")
	return decodeEntities(text)
}

// withoutComments returns lines without what stands between "<!--" and "-->",
// and that. A comment that does not end is none.
func withoutComments(lines []string) (kept, comments []string) {
	all := strings.Join(lines, "\n")
	var b strings.Builder
	for {
		before, behind, ok := strings.Cut(all, "<!--")
		comment, rest, ends := strings.Cut(behind, "-->")
		if !ok || !ends {
			break
		}
		b.WriteString(before)
		b.WriteString(strings.Repeat("\n", strings.Count(comment, "\n")))
		comments = append(comments, comment)
		all = rest
	}
	b.WriteString(all)
	return strings.Split(b.String(), "\n"), comments
}

func anyWords(lines []string) bool {
	return slices.ContainsFunc(lines, func(l string) bool { return !blank(l) })
}

// boldNames takes the marks off names that stand alone on their lines in bold,
// twice or more: those are who speaks. A line of talk keeps its marks.
func (d *document) boldNames() {
	seen := map[string]int{}
	name := func(l line) string {
		m := boldLine().FindStringSubmatch(l.text)
		if m == nil || len(l.text) > 4*maxLabel {
			return ""
		}
		name := strings.TrimRight(m[1]+m[2], ":")
		if !plausible(name) {
			return ""
		}
		return name
	}
	for _, l := range d.lines {
		if n := name(l); n != "" {
			seen[fold(n)]++
		}
	}
	for i := range d.lines {
		if n := name(d.lines[i]); n != "" && (seen[fold(n)] > 1 || partWord().MatchString(n)) {
			d.lines[i] = line{text: n, lead: len(n)}
		}
	}
}
