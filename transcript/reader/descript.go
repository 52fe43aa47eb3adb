package reader

import (
	"context"
	"fmt"
)

// Descript writes Markdown: "[00:00:09] **Name:** words" before every paragraph,
// or "**Name:** [00:00:09] words", "[00:00:12] words" where the same speaker goes
// on, and "## [00:00:00] Title" over a chapter.
var (
	descriptBefore  = pattern(`^\s*\[` + clock + `\]\s+\*\*([^*]+?)\s*(?::\*\*|\*\*\s*:)(?:\s+(.*))?$`)
	descriptBehind  = pattern(`^\s*(?:\*\*)?([^*:]+?)\s*(?::\*\*|\*\*\s*:|:)\s*\[` + clock + `\](?:\s+(.*))?$`)
	descriptGoesOn  = pattern(`^\s*\[` + clock + `\]\s+(.*)$`)
	descriptHeading = pattern(`^(#{1,6})\s+(?:\[` + clock + `\]\s*)?(.*?)\s*$`)
)

func descriptHead(line string) (header, bool) {
	var h header
	if m := descriptBefore().FindStringSubmatch(line); m != nil {
		h = header{label: cleanLabel(m[5]), time: moment(m[1:5]), words: m[6]}
	} else if m := descriptBehind().FindStringSubmatch(line); m != nil {
		h = header{label: cleanLabel(m[1]), time: moment(m[2:6]), words: m[6]}
	} else {
		return header{}, false
	}
	return h, headerName(h.label)
}

func isDescript(s *source) bool { return headed(descriptHead).recognises(s) }

// readDescript reads Descript's Markdown. A heading of the first level before
// anybody speaks is the title; other headings are not what was said, and are left
// out with a warning.
func readDescript(ctx context.Context, s *source) ([]interview, error) {
	names, found, err := headed(descriptHead).names(ctx, s)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fmt.Errorf("%s: no line holds a name and a time as Descript writes them (\"[00:00:09] **Name:** words\"); read it as text", s.name)
	}
	var title, speaker string
	var headings leftOut
	i, err := s.talk(ctx, func(i int, line string) (header, bool) {
		if m := descriptHeading().FindStringSubmatch(line); m != nil {
			if m[1] == "#" && speaker == "" && title == "" {
				title = m[6]
			} else {
				headings.add(i + 1)
			}
			return header{}, false
		}
		h, opens := descriptHead(line)
		if !opens {
			h, opens = labelled(line)
			opens = opens && names[fold(h.label)]
		}
		if m := descriptGoesOn().FindStringSubmatch(line); !opens && m != nil && speaker != "" {
			h, opens = header{label: speaker, time: moment(m[1:5]), words: m[5]}, true
		}
		if !opens {
			return header{words: line}, false
		}
		speaker = h.label
		return h, true
	})
	headings.warn(s, "heading-left-out", "a heading is not what was said and was left out", "")
	i.title = title
	return []interview{i}, err
}
