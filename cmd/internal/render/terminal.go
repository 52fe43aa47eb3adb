package render

import (
	"os"

	"golang.org/x/term"
)

// Terminal says what is known of the place that text goes to.
type Terminal struct {
	TTY   bool // a person watches, and not a file or a pipe
	Width int  // in columns; DefaultWidth when it is no terminal or does not say
}

// TerminalOf asks the terminal behind the file. A file that is no terminal has
// DefaultWidth, so that what is written to a pipe does not hang on a window.
func TerminalOf(f *os.File) Terminal {
	t := Terminal{Width: DefaultWidth}
	if f == nil || !term.IsTerminal(int(f.Fd())) {
		return t
	}
	t.TTY = true
	if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
		t.Width = width
	}
	return t
}

// Color decides whether text is coloured. The first of these that says
// something decides: off, the flag --no-color; FORCE_COLOR, which is yes unless
// it is 0 or false; NO_COLOR, when it is set to anything (no-color.org);
// TERM=dumb; else whether a person watches. getenv looks a variable up as
// os.Getenv does.
func (t Terminal) Color(off bool, getenv func(string) string) bool {
	if off {
		return false
	}
	switch getenv("FORCE_COLOR") {
	case "":
	case "0", "false":
		return false
	default:
		return true
	}
	if getenv("NO_COLOR") != "" || getenv("TERM") == "dumb" {
		return false
	}
	return t.TTY
}
