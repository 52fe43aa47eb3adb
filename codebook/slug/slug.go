// Package slug makes and checks the ids of transcripts, codes, analysts,
// themes and cases, which are file names and references at once.
package slug

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxBytes is the greatest length of an id.
const MaxBytes = 64

// Make returns the id that a name makes: NFC, lower case, letters, marks and
// digits of any script kept, every run of anything else one '-', trimmed, at
// most MaxBytes bytes cut at a whole character. It is "" when the name holds
// neither a letter nor a digit. Windows device names get "-1" behind them.
func Make(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(norm.NFC.String(name)) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !(unicode.IsMark(r) && b.Len() > 0 && !gap) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(r)
	}
	id := norm.NFC.String(b.String())
	if len(id) > MaxBytes {
		cut := MaxBytes
		for !utf8.RuneStart(id[cut]) {
			cut--
		}
		id = strings.TrimRight(id[:cut], "-")
	}
	if device(id) {
		id += "-1"
	}
	return id
}

// Check returns nil when id is one that Make could have made, and otherwise an
// error that names the id it would be.
func Check(id string) error {
	made := Make(id)
	switch {
	case made == id && id != "":
		return nil
	case made == "":
		return fmt.Errorf("%q holds no letter and no digit, so it cannot be an id", id)
	}
	return fmt.Errorf("%q is not an id; as one it would be %q", id, made)
}

// CheckName returns an error for a name that is more than a line, or holds what
// no line of text does.
func CheckName(name string) error {
	for _, r := range name {
		if unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp) {
			return fmt.Errorf("%q cannot be a name: a name is one line, without line ends, tabs and other control characters", name)
		}
	}
	return nil
}

// Unique returns id, or id with the first of -2, -3, … behind it that taken
// does not report, never longer than MaxBytes.
func Unique(id string, taken func(string) bool) string {
	if !taken(id) {
		return id
	}
	for n := 2; ; n++ {
		tail := "-" + strconv.Itoa(n)
		head := id
		if len(head)+len(tail) > MaxBytes {
			cut := MaxBytes - len(tail)
			for !utf8.RuneStart(head[cut]) {
				cut--
			}
			head = strings.TrimRight(head[:cut], "-")
		}
		if next := head + tail; !taken(next) {
			return next
		}
	}
}

// device reports whether Windows would open a device by that file name.
func device(id string) bool {
	switch id {
	case "con", "prn", "aux", "nul":
		return true
	}
	if len(id) != 4 || id[3] < '0' || id[3] > '9' {
		return false
	}
	return id[:3] == "com" || id[:3] == "lpt"
}
