package reader

import (
	"encoding/json"
	"slices"
	"strings"
)

// Members that tell which program wrote a JSON file.
const (
	whisperMember = "segments"
	cppMember     = "transcription"
	revMember     = "monologues"
	otherMember   = "" // of a program that is not known
)

var otrMembers = []string{"media-source", "media-time"}

// jsonMember reports whether a file is JSON, an object or a list of objects, and
// returns the first of its members that tells. The file is looked at once.
func jsonMember(s *source) (string, bool) {
	if s.json == nil {
		member, ok := findMember(s)
		s.json = &jsonFound{member, ok}
	}
	return s.json.member, s.json.ok
}

type jsonFound struct {
	member string
	ok     bool
}

func findMember(s *source) (string, bool) {
	start := strings.TrimSpace(firstLine(s))
	if !strings.HasPrefix(start, "{") && !strings.HasPrefix(start, "[") {
		return "", false
	}
	d := json.NewDecoder(s.text())
	token, _ := d.Token()
	if token == json.Delim('[') {
		if token, _ = d.Token(); token != json.Delim('{') {
			return "", false
		}
		_, key := d.Token()
		return otherMember, key == nil && d.Decode(new(skipped)) == nil
	}
	telling := append([]string{whisperMember, cppMember, revMember}, otrMembers...)
	const most = 1000 // members of a file that a program wrote
	for n := range most {
		token, err := d.Token()
		key, ok := token.(string)
		if err != nil || !ok {
			return otherMember, n > 0
		}
		if slices.Contains(telling, key) {
			return key, true
		}
		if d.Decode(new(skipped)) != nil {
			return otherMember, n > 0
		}
	}
	return otherMember, true
}

// firstLine returns the first line that is not blank, or "".
func firstLine(s *source) string {
	for _, line := range s.lines {
		if !blank(line) {
			return line
		}
	}
	return ""
}
