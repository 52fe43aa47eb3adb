package problem

import (
	"fmt"
	"strings"
)

// InLines names lines of a file: "in line 3", "in lines 3 and 7". There is one at
// least.
func InLines(lines []int) string {
	texts := make([]string, len(lines))
	for i, line := range lines {
		texts[i] = fmt.Sprint(line)
	}
	last := len(texts) - 1
	if last == 0 {
		return "in line " + texts[0]
	}
	return "in lines " + strings.Join(texts[:last], ", ") + " and " + texts[last]
}
