package transcript

import "strings"

// HeaderLike is a paragraph that looks like the header of a turn and is none, so
// that its words are those of the speaker before.
type HeaderLike struct {
	Paragraph int    // index into Paragraphs
	Label     string // of the listed speaker who seems meant; "" for a time alone
	Written   string // what stands there
}

// HeaderLike returns the paragraphs that begin with the label of a listed speaker
// but for letter case, white space or the colon, and where turns have times,
// those that begin with a time and no label. White space at the start of a line
// says that its words are words.
func (t *Transcript) HeaderLike() []HeaderLike {
	labels, timed := map[string]string{}, false
	for _, s := range t.Speakers {
		labels[foldLabel(s.Label)] = s.Label
	}
	for _, turn := range t.Turns {
		timed = timed || turn.Time != Untimed
	}
	var out []HeaderLike
	for i, p := range t.Paragraphs {
		line := t.Text(p.Line)
		if p.Text.Start > p.Line.Start || strings.TrimLeft(line, " \t\u00a0") != line {
			continue
		}
		_, stamp := readStamp(line)
		if label, written := likeLabel(line[stamp:], labels); written != "" {
			out = append(out, HeaderLike{i, label, line[:stamp] + written})
		} else if stamp > 0 && timed && len(labels) > 0 {
			out = append(out, HeaderLike{Paragraph: i, Written: line[:stamp-1]})
		}
	}
	return out
}

// likeLabel returns the speaker whose label stands before a colon of a line,
// folded, and what stands there with that colon.
func likeLabel(line string, labels map[string]string) (label, written string) {
	const most = 3 // colons: a label may hold one itself
	end := 0
	for range most {
		i := strings.IndexAny(line[end:], ":：")
		if i < 0 {
			break
		}
		colon := ":"
		if strings.HasPrefix(line[end+i:], "：") {
			colon = "："
		}
		before := line[:end+i]
		end += i + len(colon)
		if label, known := labels[foldLabel(before)]; known {
			return label, line[:end]
		}
	}
	return "", ""
}

// foldLabel is the form under which labels that people would take for one are
// the same.
func foldLabel(label string) string {
	return strings.ToLower(strings.Join(strings.Fields(strings.Trim(label, "*")), " "))
}
