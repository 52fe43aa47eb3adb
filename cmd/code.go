package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/cmd/internal/tui"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

type screenOptions struct {
	Work   string
	Walk   string
	Into   []string
	Keys   string
	Editor bool
	Enter  string
	paper  paper
	New    bool
	Fresh  bool
	DryRun bool
}

func newCodeCmd(env *Env) *cobra.Command {
	o := screenOptions{Keys: "plain", paper: paper{Numbers: "paragraph", Margin: "7cm"}}
	c := &cobra.Command{
		Use:   "code [TRANSCRIPT]",
		Short: "Read and code a transcript on the whole screen",
		Long: `Read and code a transcript on the whole screen; without TRANSCRIPT the next one that
you have not finished. The sentence you are at is marked; arrows move, s goes to the
next sentence and . takes it in too, enter chooses a code for what is marked or makes
one, ? shows all keys. Every change is on disk before the next key is taken, and undo
takes it back.

With --walk the screen goes through all your passages of a code, from transcript to
transcript: r puts another code, d takes it away, tab goes on. With --into the code is
split on the way: a number puts one of those codes in its place, and with the last of
its passages it is retired, as by: grounded codebook split.

With --editor the transcript opens in your editor instead, with its codes: a #code at
the end of a line is on the whole paragraph, {words}#code on the words between braces.
What you change of them is taken over as one change, all of it or nothing; the words
themselves stay. What is not taken over is kept, and the next --editor of this transcript
by you opens it again, also where the text was corrected meanwhile; --fresh begins anew.

With --enter what was marked on paper is typed in, a line a passage: its number, its words
if it is less than that, and its codes. The number is that of the paragraph, or with
--numbers of the turn or the line, as it was printed; words that begin in a line may run
on, and their letter case may differ. Where they stand there more than once, a number
behind them says which, as in

  63 "the penny" (2) thrift

Of a file, all is put or nothing.`,
		Example: `  grounded code interview-03
  grounded code interview-03 --keys vim
  grounded code --work revisit
  grounded code --walk rent --into arrears,rent-level
  grounded code interview-03 --editor
  grounded code interview-03 --enter marks.txt`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: once(completeTranscripts(env)),
		RunE: func(c *cobra.Command, args []string) error {
			return codeOnScreen(c.Context(), env, o, args)
		},
	}
	c.Flags().StringVar(&o.Keys, "keys", o.Keys, "the `KEYS` to use: plain or vim")
	flags := c.Flags()
	flags.StringVar(&o.Work, "work", "", "go through what waits, transcript by transcript: `WORK` is unconfirmed, adrift or revisit")
	completeWords(c, "work", texts(tui.Works())...)
	flags.StringVar(&o.Walk, "walk", "", "go through all passages of `CODE`, from TRANSCRIPT on, or from the first")
	flags.StringSliceVar(&o.Into, "into", nil, "with --walk, the `CODE`s that take its place, two or more")
	_ = c.RegisterFlagCompletionFunc("walk", completeCodes(env))
	_ = c.RegisterFlagCompletionFunc("into", completeCodes(env))
	flags.BoolVar(&o.Editor, "editor", false, "in your editor ($VISUAL, then $EDITOR)")
	flags.StringVar(&o.Enter, "enter", "", "read lines as 14 \"when I … till\" family, belonging from `FILE`, or - for what is typed")
	o.paper.flags(c)
	flags.BoolVar(&o.New, "new", false, "with --editor and --enter, make codes that the codebook does not hold")
	flags.BoolVar(&o.Fresh, "fresh", false, "with --editor, begin anew and put a kept text aside")
	flags.BoolVar(&o.DryRun, "dry-run", false, "with --enter, say what would be coded, and write nothing")
	completeWords(c, "keys", "plain", "vim")
	return c
}

// check refuses options that do not go together.
func (o screenOptions) check() error {
	if err := oneOf("keys", o.Keys, []string{"plain", "vim"}); err != nil {
		return err
	}
	if err := o.paper.check(); err != nil {
		return err
	}
	if o.Work != "" {
		if err := oneOf("work", o.Work, texts(tui.Works())); err != nil {
			return err
		}
	}
	onScreen := !o.Editor && o.Enter == ""
	switch {
	case o.Editor && o.Enter != "":
		return misused("--editor and --enter: it is one or the other")
	case o.New && onScreen:
		return misused("--new goes with --editor and --enter; on the screen a code is made where you choose one")
	case o.Fresh && !o.Editor:
		return misused("--fresh goes with --editor")
	case o.DryRun && o.Enter == "":
		return misused("--dry-run goes with --enter")
	case o.Work != "" && !onScreen:
		return misused("--work is for the screen; --editor and --enter have none")
	case o.Walk != "" && !onScreen:
		return misused("--walk is for the screen; --editor and --enter have none")
	case o.Walk != "" && o.Work != "":
		return misused("--walk and --work: it is one or the other")
	case len(o.Into) > 0 && o.Walk == "":
		return misused("--into goes with --walk, which says what code is split")
	case len(o.Into) == 1:
		return misused("say into which codes, two or more, as in: grounded code --walk %s --into arrears,rent-level", o.Walk)
	}
	return nil
}

// screenPatience is how long a key waits for another command that holds the study.
const screenPatience = 1500 * time.Millisecond

func codeOnScreen(ctx context.Context, env *Env, o screenOptions, args []string) error {
	if err := o.check(); err != nil {
		return err
	}
	if !o.Editor && o.Enter == "" {
		onScreen := *env
		onScreen.patience = screenPatience
		env = &onScreen
	}
	st, a, err := env.openActing()
	if err != nil {
		return err
	}
	unopened := &screenDesk{ctx: ctx, env: env, st: st, analyst: a}
	if o.Work != "" && len(args) == 0 {
		id, waits, err := unopened.Waiting(tui.Work(o.Work))
		if err != nil {
			return err
		}
		if !waits {
			env.note("%s", map[string]string{"unconfirmed": "no codings wait to be confirmed", "adrift": "no codings adrift wait", "revisit": "no transcripts wait to be read again"}[o.Work])
			return nil
		}
		args = []string{string(id)}
	}
	var walk toWalk
	if o.Walk != "" {
		if walk, err = unopened.toWalk(o, args); err != nil {
			return err
		}
		args = []string{string(walk.from)}
	}
	id, err := env.toCode(ctx, st, a, args)
	switch {
	case err != nil:
		return err
	case o.Editor:
		return codeInEditor(ctx, env, o, st, a, id)
	case o.Enter != "":
		return enterMarks(ctx, env, o, st, a, id)
	}
	if !isTerminal(env.Stdin) || !isTerminal(env.Stdout) {
		return errors.New("the coding screen needs a terminal, and this is none; code without it with: grounded apply CODE PLACE, or many at once with: grounded apply --from FILE")
	}
	desk, err := newScreenDesk(ctx, env, st, a, id)
	if err != nil {
		return err
	}
	screen, err := tui.New(desk, o.Keys == "vim")
	if err != nil {
		return err
	}
	if o.Work != "" {
		screen.Begin(tui.Work(o.Work))
	}
	if o.Walk != "" {
		if err := screen.Walk(walk.code, walk.from, walk.parts); err != nil {
			return err
		}
	}
	return runScreen(ctx, env, screen)
}

func runScreen(ctx context.Context, env *Env, screen *tui.Screen) error {
	environment := os.Environ()
	if env.global.NoColor {
		environment = append(environment, "NO_COLOR=1")
	}
	program := tea.NewProgram(screen, tea.WithContext(ctx), tea.WithInput(env.Stdin), tea.WithOutput(env.Stdout), tea.WithEnvironment(environment), tea.WithoutSignalHandler())
	stop := leaveOnSignals(program)
	defer stop()
	_, err := program.Run()
	if errors.Is(err, tea.ErrInterrupted) || ctx.Err() != nil {
		return context.Canceled
	}
	return err
}

// leaveOnSignals has a terminal that is closed, and whoever ends the program, end the
// screen as ctrl+c does: what is written is kept and the terminal restored.
func leaveOnSignals(program *tea.Program) (stop func()) {
	told := make(chan os.Signal, 1)
	signal.Notify(told, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGTERM)
	ended := make(chan struct{})
	go func() {
		select {
		case <-told:
			program.Send(tui.Leave{})
			select { // twice, or nobody answers: leave all the same
			case <-told:
			case <-time.After(2 * time.Second):
			case <-ended:
			}
			program.Kill()
		case <-ended:
		}
	}()
	return func() {
		signal.Stop(told)
		close(ended)
	}
}

// toWalk is which passages are walked, and what their code is split into.
type toWalk struct {
	code  codebook.ID
	from  transcript.ID // the transcript to begin with
	parts []codebook.Code
}

// toWalk finds what --walk and --into mean, and the transcript to begin with when none
// is named.
func (d *screenDesk) toWalk(o screenOptions, args []string) (toWalk, error) {
	book, err := d.st.Book(d.analyst)
	if err != nil {
		return toWalk{}, err
	}
	code, err := book.Find(o.Walk)
	if err != nil {
		return toWalk{}, err
	}
	w := toWalk{code: code.ID}
	if len(o.Into) > 0 {
		if w.parts, err = d.Parts(code.ID, o.Into); err != nil {
			return toWalk{}, err
		}
	}
	passages, err := d.Passages(code.ID)
	switch {
	case err != nil:
		return toWalk{}, err
	case len(passages) == 0:
		return toWalk{}, fmt.Errorf("%s has put %s on no passage; see which codes are on some with: grounded top", d.analyst.ID, code.ID)
	case len(args) > 0:
		w.from = transcript.ID(args[0])
	default:
		w.from = passages[0].In
	}
	return w, nil
}

// toCode returns the transcript that is meant: the one that is named, or the first that
// the analyst began and did not finish, or the first that they did not begin.
func (e *Env) toCode(ctx context.Context, st *study.Study, a study.Analyst, args []string) (transcript.ID, error) {
	if len(args) > 0 {
		_, err := st.Transcript(transcript.ID(args[0]))
		return transcript.ID(args[0]), err
	}
	corpus, err := st.Load(ctx, coding.Selection{Analysts: []string{string(a.ID)}, Blind: st.Config.Blind, Looker: a.ID, Surveys: true})
	if err != nil {
		return "", err
	}
	if len(corpus.Transcripts) == 0 {
		return "", errors.New("there is no transcript to code; take some in with: grounded import FILE")
	}
	work := map[transcript.ID]coding.Work{}
	for _, c := range corpus.Coders {
		if c.Analyst == a.ID {
			for _, w := range c.Work {
				work[w.Transcript] = w
			}
		}
	}
	for _, begun := range []bool{true, false} {
		for _, t := range corpus.Transcripts {
			if w, known := work[t.ID]; known == begun && w.Finished.IsZero() {
				return t.ID, nil
			}
		}
	}
	return "", fmt.Errorf("%s has finished every transcript; name the one to read again, as in: grounded code %s", a.ID, corpus.Transcripts[0].ID)
}
