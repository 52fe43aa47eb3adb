package reader

import (
	"context"
	"fmt"
)

// Rev writes "Name (00:31):" over the words of a turn, with hours from the first
// hour on or throughout.
var revHeader = pattern(`^\s*(\S.{0,80}?) \((?:(\d{1,3}):)?(\d{2}):(\d{2})\):\s*$`)

func revHead(line string) (header, bool) {
	m := revHeader().FindStringSubmatch(line)
	if m == nil || !headerName(cleanLabel(m[1])) {
		return header{}, false
	}
	return header{label: cleanLabel(m[1]), time: moment([]string{m[2], m[3], m[4], ""})}, true
}

func isRev(s *source) bool { return headed(revHead).recognises(s) }

func readRev(ctx context.Context, s *source) ([]interview, error) {
	names, found, err := headed(revHead).names(ctx, s)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fmt.Errorf("%s: no line holds a name and a time as Rev writes them (\"Name (00:31):\"); read it as text", s.name)
	}
	i, err := s.talk(ctx, func(_ int, line string) (header, bool) {
		if h, ok := revHead(line); ok {
			return h, true
		}
		if h, ok := labelled(line); ok && names[fold(h.label)] {
			return h, true
		}
		return header{words: line}, false
	})
	return []interview{i}, err
}
