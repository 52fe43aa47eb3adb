// Package cmd is the command line: one file a command, each a constructor, an
// options struct and a run function. Commands load, call the pure packages and
// show what those return; they decide nothing about codes or texts themselves.
package cmd

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/render"
)

// Env is all that a command may know of the world outside its arguments.
type Env struct {
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	Getenv func(string) string
	Now    func() time.Time
	Random io.Reader
	// Edit opens a file in the editor that the person chose and returns when
	// they have closed it.
	Edit func(ctx context.Context, file string) error
	// Step is called before every step of a change; tests stop the program there.
	Step func(name string) error

	global   globalOptions
	patience time.Duration // how long changes wait for another command; 0 leaves it to the study
	warned   *warned       // shared by copies
	drawings map[*cobra.Command][]render.Format
	answers  *bufio.Reader
	sample   bool   // the sample study is made, whose days are as they were, whatever the clock says
	because  string // why a command changes the study, of those that ask
}

// softMemory is from how many bytes on memory is collected rather than taken: a study of
// a million codings holds less, and would take twice as much without it.
const softMemory = 1200 << 20

// Main runs the program on the process's own arguments, streams and clock, and
// returns its exit status.
func Main() int {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(softMemory)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	env := &Env{
		Stdin:  os.Stdin,
		Stdout: os.Stdout,
		Stderr: os.Stderr,
		Getenv: os.Getenv,
		Now:    time.Now,
		Random: rand.Reader,
	}
	env.Edit = env.openEditor
	return Run(ctx, env, os.Args[1:])
}

// note prints a sentence for people on stderr, unless they asked for quiet.
func (e *Env) note(format string, args ...any) {
	if !e.global.Quiet {
		fmt.Fprintf(e.Stderr, format+"\n", args...)
	}
}

// warned is what a command has warned of.
type warned struct {
	sentences map[string]bool
	faults    int // in files of the study
}

// warn prints a sentence on stderr once, however often it comes up.
func (e *Env) warn(sentence string) {
	if !e.warned.sentences[sentence] {
		e.warned.sentences[sentence] = true
		e.note("note: %s", sentence)
	}
}

// fewFaults is how many faults of the study's files a command that is about something
// else prints; check prints all.
const fewFaults = 8

// warnOfFile is warn for faults in files of the study, of which it prints the first few.
func (e *Env) warnOfFile(sentence string) {
	if e.warned.sentences[sentence] {
		return
	}
	if e.warned.faults++; e.warned.faults <= fewFaults {
		e.warn(sentence)
	}
	e.warned.sentences[sentence] = true
}

// tellFaults says how many faults were not printed.
func (e *Env) tellFaults() {
	if more := e.warned.faults - fewFaults; more > 0 {
		e.note("note: and %d more; see all with: grounded check", more)
	}
}

// reason strips the path that the operating system puts before its reason, for
// a sentence that names the file as it was typed.
func reason(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// isTerminal reports whether a stream is one that a person sits at.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && render.TerminalOf(f).TTY
}

// asks reports whether there is somebody to answer a question.
func (e *Env) asks() bool { return isTerminal(e.Stdin) && isTerminal(e.Stderr) }

// errNoAnswer says that the input ended where an answer was wanted.
var errNoAnswer = errors.New("no answer came: the input ended")

// ask prints a question on stderr and returns the line that answers it,
// without white space around it. The end of the input is an error.
func (e *Env) ask(ctx context.Context, question string) (string, error) {
	if e.answers == nil {
		e.answers = bufio.NewReader(e.Stdin)
	}
	fmt.Fprint(e.Stderr, e.fitting(question))
	type answer struct {
		line string
		err  error
	}
	got := make(chan answer, 1)
	go func() {
		line, err := e.answers.ReadString('\n')
		got <- answer{strings.TrimSpace(line), err}
	}()
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case a := <-got:
		if a.err != nil && a.line == "" {
			return "", errNoAnswer
		}
		return a.line, nil
	}
}

// fitting breaks a question between words where the terminal ends.
func (e *Env) fitting(question string) string {
	if !isTerminal(e.Stderr) {
		return question
	}
	f, _ := e.Stderr.(*os.File)
	text := strings.TrimRight(question, " ")
	return strings.Join(render.Wrap(text, render.TerminalOf(f).Width-1), "\n") + question[len(text):]
}

// confirm asks a yes-or-no question; anything but y or yes is no.
func (e *Env) confirm(ctx context.Context, question string) (bool, error) {
	line, err := e.ask(ctx, question+" [y/N] ")
	if err != nil {
		return false, err
	}
	return strings.EqualFold(line, "y") || strings.EqualFold(line, "yes"), nil
}

// hasEditor reports whether the person chose an editor.
func (e *Env) hasEditor() bool { return e.Getenv("VISUAL") != "" || e.Getenv("EDITOR") != "" }

func (e *Env) openEditor(ctx context.Context, file string) error {
	chosen := e.Getenv("VISUAL")
	if chosen == "" {
		chosen = e.Getenv("EDITOR")
	}
	if strings.TrimSpace(chosen) == "" {
		return errors.New("no editor is chosen; set VISUAL or EDITOR to the one you use")
	}
	words := editorWords(chosen)
	c := exec.CommandContext(ctx, words[0], append(words[1:], file)...)
	c.Stdin, c.Stdout, c.Stderr = e.Stdin, e.Stderr, e.Stderr
	if err := c.Run(); err != nil {
		return fmt.Errorf("the editor %q ended badly, so nothing was taken over: %w", chosen, err)
	}
	return nil
}

// editorWords is the command that opens an editor, without the file: a program
// alone, whatever its path is, else what the shell makes of it. Where there is no
// shell, blanks part its words, save between double quotation marks.
func editorWords(chosen string) []string {
	if _, err := exec.LookPath(chosen); err == nil {
		return []string{chosen}
	}
	if runtime.GOOS != "windows" {
		if !strings.ContainsAny(chosen, " \t\n\"'\\$`~*?[]{}()<>|&;#") {
			return []string{chosen}
		}
		return []string{"sh", "-c", chosen + ` "$@"`, chosen}
	}
	return quotedWords(chosen)
}

// quotedWords parts a line at blanks that are not between double quotation marks.
func quotedWords(line string) []string {
	var out []string
	var word strings.Builder
	quoted, begun := false, false
	for _, r := range line {
		switch {
		case r == '"':
			quoted, begun = !quoted, true
		case !quoted && (r == ' ' || r == '\t'):
			if begun {
				out = append(out, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if begun {
		out = append(out, word.String())
	}
	return out
}
