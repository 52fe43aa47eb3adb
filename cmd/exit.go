package cmd

import (
	"context"
	"errors"
	"fmt"
)

// The exit statuses, as `grounded help exit-codes` tells them.
const (
	exitDone        = 0
	exitFailed      = 1
	exitMisused     = 2
	exitFound       = 3
	exitInterrupted = 130
)

const exitCodesHelp = `  0    done
  1    something is wrong in this study, or failed: an unknown name, a glob
       without a match, a file that cannot be read
  2    the command line is wrong whatever the study holds: a flag, the number
       of arguments, a format
  3    problems were found, by a command that looks for them (check,
       --fail-under)
  130  interrupted by Ctrl-C`

// misuse is a command line that is wrong whatever the study holds.
type misuse struct{ error }

// Unwrap returns what is wrong with the command line.
func (m misuse) Unwrap() error { return m.error }

func misused(format string, args ...any) error {
	return misuse{fmt.Errorf(format, args...)}
}

// errFound says that a command found the problems it looked for and has printed
// them already.
var errFound = errors.New("problems were found")

// errSaid says that a command failed and has printed why already.
var errSaid = errors.New("failed, and said why")

// status returns the exit status that an error means.
func status(err error) int {
	var m misuse
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &m):
		return exitMisused
	case errors.Is(err, errFound):
		return exitFound
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	}
	return exitFailed
}
