package reader

import (
	"context"
	"strings"
)

// Zoom saves the chat of a meeting. A message was "14:03:22<tab> From Name : words"
// until 2021; since then it is "14:03:22 From Name to Everyone:" and the words on
// the lines below, behind a tab. Recordings in the cloud have
// "00:03:22<tab>Name:<tab>words".
var (
	chatFrom  = pattern(`^(\d{1,2}):(\d{2}):(\d{2})[ \t]+From[ \t]+(\S.*?)[ \t]*:(?:[ \t]+(.*))?$`)
	chatCloud = pattern(`^(\d{1,2}):(\d{2}):(\d{2})\t(\S[^\t]*):\t(.*)$`)
	chatTo    = pattern(`^(.*\S)\s+to\s+(\S.*)$`)
	private   = pattern(`(?i)\s*\((?:direct message|privately)\)$`)
)

// chatMessage reads the line that a message begins with, and says whether the
// message went to one person alone.
func chatMessage(line string) (h header, direct, ok bool) {
	m := chatFrom().FindStringSubmatch(line)
	if m == nil {
		m = chatCloud().FindStringSubmatch(line)
	}
	if m == nil {
		return header{}, false, false
	}
	who := private().ReplaceAllString(m[4], "")
	direct = who != m[4]
	to := chatTo().FindStringSubmatch(who)
	if to != nil {
		who = to[1]
	} else if !strings.Contains(line, "\t") && !strings.Contains(line, " : ") {
		return header{}, false, false // "10:15:03 From now on: so"
	}
	h = header{label: cleanLabel(who), time: moment([]string{m[1], m[2], m[3], ""}), words: m[5]}
	return h, direct, h.label != ""
}

// isZoomChat asks for a message on the first line.
func isZoomChat(s *source) bool {
	for _, i := range s.head(1) {
		_, _, ok := chatMessage(s.lines[i])
		return ok
	}
	return false
}

// readZoomChat reads the chat of a meeting in Zoom. A message is a turn, with the
// time of day at which it was sent, or in a recording in the cloud that since its
// start. It is written text of several people: a group.
func readZoomChat(ctx context.Context, s *source) ([]interview, error) {
	var privately leftOut
	i, err := s.talk(ctx, func(i int, line string) (header, bool) {
		h, direct, ok := chatMessage(line)
		if !ok {
			return header{words: strings.TrimPrefix(line, "\t")}, false
		}
		if direct {
			privately.add(i + 1)
		}
		return h, true
	})
	privately.warn(s, DirectMessages, "this is a direct message", "such were meant for one person: take them out of the file if that person did not agree")
	i.kind = "group"
	return []interview{i}, err
}
