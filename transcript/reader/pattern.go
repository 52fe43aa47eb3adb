package reader

import (
	"regexp"
	"sync"
)

// pattern returns a regular expression that is compiled when it is first asked for. There
// are many here, and a program that reads no foreign file should not wait for them when
// it starts.
func pattern(source string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(source) })
}
