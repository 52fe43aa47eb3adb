package cmd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/transcript/coding"
)

// version is set when a release is built.
var version = "0.1.0"

// globalOptions are the flags that every command has.
type globalOptions struct {
	Dir      string
	Analysts []string
	Format   string
	Output   string
	Quiet    bool
	NoColor  bool
	Raw      bool
}

// Run runs the program on args and returns its exit status. Whatever goes wrong
// before a command begins to run is misuse.
func Run(ctx context.Context, env *Env, args []string) (code int) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(env.Stderr, "grounded: a fault of the program itself, please report it: %v\n", r)
			if env.Getenv("GROUNDED_TRACE") != "" {
				fmt.Fprintf(env.Stderr, "%s\n", debug.Stack())
			}
			code = exitFailed
		}
	}()
	root := newRootCmd(env)
	began := false
	prepare(env, root, &began)
	var unknown error
	refuseHelp(root, &unknown)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	env.tellFaults()
	if err == nil {
		err = unknown
	}
	if err == nil {
		return exitDone
	}
	if ctx.Err() != nil {
		err = context.Canceled
	}
	var m misuse
	if !began && !errors.As(err, &m) {
		err = misuse{err}
	}
	switch {
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(env.Stderr, "interrupted")
	case errors.Is(err, errFound), errors.Is(err, errSaid):
	default:
		fmt.Fprintln(env.Stderr, err)
	}
	return status(err)
}

func newRootCmd(env *Env) *cobra.Command {
	env.warned, env.drawings = &warned{sentences: map[string]bool{}}, map[*cobra.Command][]render.Format{}
	root := &cobra.Command{
		Use:               "grounded COMMAND",
		Short:             "Code interviews, compare analysts and grow themes, in plain text",
		Long:              "grounded codes interviews, compares analysts who worked apart, and grows themes\nand a model out of their codes. A study is a folder of plain text files.",
		Version:           version,
		SilenceUsage:      true,
		SilenceErrors:     true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
		PersistentPreRunE: func(c *cobra.Command, _ []string) error { return env.begin(c) },
	}
	root.InitDefaultVersionFlag()
	root.SetVersionTemplate("grounded {{.Version}}\n")
	root.SetIn(env.Stdin)
	root.SetOut(env.Stdout)
	root.SetErr(env.Stderr)
	flags := root.PersistentFlags()
	flags.SortFlags = false
	flags.StringVarP(&env.global.Dir, "directory", "C", "", "work as if started in `DIR`")
	flags.StringArrayVarP(&env.global.Analysts, "analyst", "a", nil, "whose codes to read, or on commands that write who acts (`NAME`, repeatable)")
	flags.StringVarP(&env.global.Format, "format", "f", "text", "print as `FORMAT`: "+strings.Join(render.Formats(), ", "))
	flags.StringVarP(&env.global.Output, "output", "o", "", "print into `FILE` instead of to the terminal; without --format its ending says the format, as in top.csv")
	flags.BoolVarP(&env.global.Quiet, "quiet", "q", false, "print no notes")
	flags.BoolVar(&env.global.NoColor, "no-color", false, "print without colour")
	flags.BoolVar(&env.global.Raw, "raw", false, "print csv and tsv cells as they are, even ones that a spreadsheet would run")

	for _, group := range commandGroups(env) {
		root.AddGroup(&cobra.Group{ID: group.id, Title: group.title})
		for _, c := range group.commands {
			c.GroupID = group.id
			root.AddCommand(c)
		}
	}
	for _, topic := range helpTopics {
		root.AddCommand(newHelpTopic(topic))
	}
	root.SetHelpCommand(newHelpCmd())
	root.SetUsageTemplate(usageTemplate())
	registerGlobalCompletion(env, root)
	return root
}

// begin checks what every command shares, before any of them runs. Where no
// format is given, the ending of the file that --output names says it, and one that
// promises what nothing here prints is refused.
func (e *Env) begin(c *cobra.Command) error {
	if !c.Flags().Changed("format") {
		if format, ok := render.FormatOf(e.global.Output); ok {
			e.global.Format = string(format)
		}
		if ending := strings.ToLower(filepath.Ext(e.global.Output)); slices.Contains(foreignEndings, ending) {
			return misused("--output %s: nothing here prints %s; give the file another ending, one of %s, or say with --format what it is to hold", e.global.Output, ending, strings.Join(render.Formats(), ", "))
		}
	}
	if _, err := render.ParseFormat(e.global.Format, e.drawings[c]...); err != nil {
		return misuse{err}
	}
	return nil
}

// foreignEndings are of documents and pictures that people may hope for.
var foreignEndings = []string{".pdf", ".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".png", ".jpg", ".jpeg"}

// enter checks that there is a folder to work in.
func (e *Env) enter() error {
	if dir := e.global.Dir; dir != "" {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return fmt.Errorf("-C %s: there is no such folder", dir)
		}
	}
	return nil
}

// dir is the folder that the program works in.
func (e *Env) dir() string {
	if e.global.Dir != "" {
		return e.global.Dir
	}
	return "."
}

// open finds and opens the study that the program was started in.
func (e *Env) open() (*study.Study, error) {
	options := e.studyOptions()
	options.Wait = e.patience
	if text := e.Getenv("GROUNDED_WAIT"); text != "" {
		wait, err := time.ParseDuration(text)
		if err != nil || wait <= 0 {
			return nil, misused("GROUNDED_WAIT is %q; a time to wait looks like 30s or 2m", text)
		}
		options.Wait = wait
	}
	st, err := study.Open(e.dir(), options)
	if err != nil {
		return nil, err
	}
	return st, e.knowsAnalysts(st)
}

// knowsAnalysts returns an error for a name of --analyst that nobody bears, on
// commands too that read nobody's work.
func (e *Env) knowsAnalysts(st *study.Study) error {
	for _, name := range e.global.Analysts {
		_, unknown := findAnalyst(st, name)
		if unknown == nil {
			continue
		}
		if _, _, kept := coding.Analyst(name).Kept(); kept && !st.Config.Blind {
			return unknown
		}
		_, err := coding.MatchIDs("analyst", []string{name}, analystIDs(st))
		if err == nil {
			continue
		}
		if !st.Config.Blind {
			return err
		}
		// A blind study offers nobody but the one who looks.
		if looker, err := e.sitting(st); err == nil {
			return coding.Unknown("analyst", name, []string{string(looker.ID)})
		}
		return unknown
	}
	return nil
}

func (e *Env) studyOptions() study.Options {
	return study.Options{Now: e.Now, Random: e.Random, Because: e.because, Warn: e.warnOfFile, Step: e.Step}
}

// inDir returns where a path that was typed lies: as it is, or under -C.
func (e *Env) inDir(path string) string {
	if e.global.Dir == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(e.global.Dir, path)
}

// output returns where a command prints its data, and what must be called when
// all of it is printed: until then a file that --output names is left alone.
func (e *Env) output() (io.Writer, func() error, error) {
	if e.global.Output == "" || e.global.Output == "-" {
		return e.Stdout, func() error { return nil }, nil
	}
	file := e.inDir(e.global.Output)
	if study.Owns(file) {
		return nil, nil, misused("--output %s: that is a file of the study itself; choose another name", e.global.Output)
	}
	var printed bytes.Buffer
	return &printed, func() error {
		if err := os.WriteFile(file, printed.Bytes(), 0o644); err != nil {
			return fmt.Errorf("--output %s: it cannot be written: %w", e.global.Output, reason(err))
		}
		return nil
	}, nil
}
