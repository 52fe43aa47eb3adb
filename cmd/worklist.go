package cmd

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// worklist asks people about one thing after the other, line by line. To all there are
// the answers skip and quit.
type worklist struct {
	env      *Env
	command  string // which asks
	things   int
	question string
	show     func(nth int) error // from 0
	// take does what an answer says. An error that is none of those below is said, and
	// the question asked again.
	take func(ctx context.Context, nth int, answer string) error
	// alone says how to decide where nobody is there to answer.
	alone string
}

var (
	errAgain = errors.New("ask again")        // the answer was no decision yet
	errEnded = errors.New("nothing is left")  // the decision was the last that there is to take
	errQuit  = errors.New("the person quits") // the person wishes to stop
)

// run asks until all were answered or skipped, or no answer comes, and says how many
// are still to decide.
func (w worklist) run(ctx context.Context) error {
	decided := 0
	for nth := range w.things {
		if err := w.show(nth); err != nil {
			return err
		}
		taken, err := w.answer(ctx, nth)
		switch {
		case errors.Is(err, errEnded):
			return nil
		case errors.Is(err, errNoAnswer) && nth == 0 && !w.env.asks():
			fmt.Fprintln(w.env.Stderr)
			return fmt.Errorf("%s asks, and nobody answers: there is no terminal, and no line on standard input; decide with: %s", w.command, w.alone)
		case errors.Is(err, errNoAnswer):
			fmt.Fprintln(w.env.Stderr)
			w.sayWhere(decided)
			return nil
		case errors.Is(err, errQuit):
			w.sayWhere(decided)
			return nil
		case err != nil:
			w.sayWhere(decided)
			return err
		case taken:
			decided++
		}
	}
	w.sayWhere(decided)
	return nil
}

func (w worklist) sayWhere(decided int) {
	text := fmt.Sprintf("%d decided", decided)
	if waiting := w.things - decided; waiting > 0 {
		text += fmt.Sprintf(", %d still to decide", waiting)
	}
	w.env.note("%s", text)
}

// answer asks about one thing until there is an answer that can be taken, and reports
// false when it is skipped.
func (w worklist) answer(ctx context.Context, nth int) (bool, error) {
	for {
		line, err := w.env.ask(ctx, w.question+", s[k]ip, [q]uit? ")
		if err != nil {
			return false, err
		}
		switch strings.ToLower(line) {
		case "k", "skip":
			return false, nil
		case "q", "quit":
			return false, errQuit
		}
		err = w.take(ctx, nth, line)
		switch {
		case err == nil:
			return true, nil
		case errors.Is(err, errAgain):
		case errors.Is(err, context.Canceled), errors.Is(err, errNoAnswer), errors.Is(err, errEnded):
			return false, err
		default:
			w.env.note("%v", err)
		}
	}
}
