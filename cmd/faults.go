package cmd

import (
	"fmt"
	"strings"
)

// faults gathers what is wrong with lines of a file, what is wrong with several
// of them once.
type faults struct {
	order []string
	lines map[string][]string
}

func (f *faults) add(line, message string) {
	if f.lines == nil {
		f.lines = map[string][]string{}
	}
	if f.lines[message] == nil {
		f.order = append(f.order, message)
	}
	f.lines[message] = append(f.lines[message], line)
}

func (f *faults) count() int {
	n := 0
	for _, lines := range f.lines {
		n += len(lines)
	}
	return n
}

// String is a line a fault: where it is first, what it is, where it is again.
func (f faults) String() string {
	const most = 5
	var out []string
	for _, message := range f.order {
		lines := f.lines[message]
		said := lines[0] + ": " + message
		if again := lines[1:]; len(again) > 0 {
			more := ""
			if n := len(again) - most; n > 0 {
				again, more = again[:most], fmt.Sprintf(" and %d more", n)
			}
			var numbers []string
			for _, line := range again {
				file, number := lineOf(line)
				if first, _ := lineOf(lines[0]); file != first {
					number = line
				}
				numbers = append(numbers, number)
			}
			said += "; so too in " + strings.Join(numbers, ", ") + more
		}
		out = append(out, said)
	}
	return strings.Join(out, "\n")
}

// lineOf parts a line's place into the file or transcript and the number in it.
func lineOf(line string) (in, number string) {
	at := strings.LastIndexByte(line, ':')
	return line[:max(at, 0)], strings.TrimSpace(line[at+1:])
}
