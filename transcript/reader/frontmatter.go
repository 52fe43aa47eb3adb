package reader

import (
	"strings"
)

// frontMatter reads what a Markdown file says of itself above its text, in YAML
// between lines of "---" or in TOML between lines of "+++": title, date and
// language, where they are written plainly on a line. It returns the lines of
// the file with those of the front matter empty, and warns of all else in it.
func (d *document) frontMatter(s *source) []string {
	const most = 200 // lines
	fence := strings.TrimRight(s.lines[0], " \t")
	if fence != "---" && fence != "+++" {
		return s.lines
	}
	end := 0
	for i, l := range s.lines[1:min(most, len(s.lines))] {
		if l = strings.TrimRight(l, " \t"); l == fence || fence == "---" && l == "..." {
			end = i + 1
			break
		}
	}
	var others []string
	keys := 0
	for _, l := range s.lines[1:max(end, 1)] {
		m := property().FindStringSubmatch(l)
		if m == nil {
			if !belongs().MatchString(l) {
				return s.lines // a rule between paragraphs, not front matter
			}
			continue
		}
		keys++
		value, plain := plainValue(m[2])
		into := map[string]*string{"title": &d.title, "date": &d.date, "lang": &d.language, "language": &d.language}[strings.ToLower(m[1])]
		switch {
		case into == nil || !plain || *into != "":
			others = append(others, m[1])
		case into != &d.date:
			*into = value
		default:
			if d.date = day(value); d.date == "" {
				others = append(others, m[1])
			}
		}
	}
	if end == 0 || keys == 0 {
		return s.lines
	}
	showLeftOut(s, "front-matter-left-out", "these keys of the front matter", "", others)
	lines := make([]string, len(s.lines))
	copy(lines[end+1:], s.lines[end+1:])
	return lines
}

var (
	property = pattern(`^([A-Za-z][\w.-]*)(?:\s*=\s*|\s*:(?:\s+|$))(.*)$`)
	belongs  = pattern(`^(?:\s.*|- .*|-|#.*|\[.*|[\])}].*|)$`)
)

// plainValue returns a value that needs no more than its quotes taken off, and
// whether it is one.
func plainValue(text string) (string, bool) {
	text = strings.TrimSpace(text)
	for _, quote := range []string{`"`, "'"} {
		if inner, ok := strings.CutPrefix(text, quote); ok {
			inner, rest, ok := strings.Cut(inner, quote)
			return inner, ok && (rest == "" || strings.HasPrefix(strings.TrimSpace(rest), "#")) && !strings.Contains(inner, `\`)
		}
	}
	text, _, _ = strings.Cut(text, " #")
	text = strings.TrimSpace(text)
	return text, text != "" && !strings.ContainsAny(text[:1], "|>[{&*!%@`")
}
