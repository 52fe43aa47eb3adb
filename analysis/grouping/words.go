package grouping

import (
	"fmt"
	"strings"

	"grounded/transcript/coding"
)

// counted writes a number with its noun: "1 coding", "3 codings".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// analysts names those whose codes are grouped: "ana", "ana and ben".
func analysts(coders []*coding.Coder) string {
	var names []string
	for _, c := range coders {
		names = append(names, string(c.Analyst))
	}
	if last := len(names) - 1; last > 0 {
		return strings.Join(names[:last], ", ") + " and " + names[last]
	}
	return strings.Join(names, "")
}

// owners names them for scripts: "ana", "ana+ben".
func owners(coders []*coding.Coder) string {
	var names []string
	for _, c := range coders {
		names = append(names, string(c.Analyst))
	}
	return strings.Join(names, "+")
}
