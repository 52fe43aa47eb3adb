package cmd

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
)

type initOptions struct {
	Dir      string
	Name     string
	Analysts []string
}

func newInitCmd(env *Env) *cobra.Command {
	var o initOptions
	c := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Make a new study",
		Long: `Make a new study in DIR, or in the folder you are in: its settings and an empty
codebook for each analyst. Here --analyst, once for each, names the analysts to
begin with; others come with: grounded analyst add NAME. Nothing that is there
is overwritten. At a terminal, init alone asks for what it needs.

The imported files themselves are kept out of git, for they hold names.`,
		Example: `  grounded init thriving --name Thriving --analyst Ana --analyst Ben
  grounded init`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.Dir = env.dir()
			if len(args) == 1 {
				o.Dir = env.inDir(args[0])
			}
			o.Analysts = env.global.Analysts
			bare := len(args) == 0 && o.Name == "" && len(o.Analysts) == 0
			if bare && env.asks() {
				if err := askForStudy(c.Context(), env, &o); err != nil {
					return err
				}
			}
			return initStudy(c.Context(), env, o)
		},
	}
	c.Flags().StringVar(&o.Name, "name", "", "what the study is called (`NAME`; the folder's name otherwise)")
	return c
}

func askForStudy(ctx context.Context, env *Env, o *initOptions) error {
	if _, err := study.Find(o.Dir); err == nil {
		return initStudy(ctx, env, *o) // which says why not
	}
	root, err := filepath.Abs(o.Dir)
	if err != nil {
		return err
	}
	if o.Name, err = env.ask(ctx, fmt.Sprintf("What is the study called? [%s] ", filepath.Base(root))); err != nil {
		return err
	}
	for {
		name, err := env.ask(ctx, "An analyst's name (return when there are no more): ")
		if err != nil {
			return err
		}
		if name == "" {
			return nil
		}
		for one := range strings.SplitSeq(name, ",") {
			if one = strings.TrimSpace(one); one != "" {
				o.Analysts = append(o.Analysts, one)
			}
		}
	}
}

func initStudy(ctx context.Context, env *Env, o initOptions) error {
	var analysts []study.Analyst
	if err := oneLine(o.Name); err != nil {
		return err
	}
	for _, name := range o.Analysts {
		if err := oneLine(name); err != nil {
			return err
		}
		analysts = append(analysts, study.Analyst{Name: name})
	}
	st, err := study.Init(ctx, o.Dir, o.Name, analysts, env.studyOptions())
	if err != nil {
		return err
	}
	env.note("made the study %q in %s", st.Config.Name, o.Dir)
	next := "grounded import FILE..."
	if len(analysts) == 0 {
		next = "grounded analyst add NAME"
	}
	env.note("next: %s", next)
	return nil
}
