package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
)

type memoEditOptions struct {
	Title, Kind, Text string
	About, NoMore     []string
	Private, Public   bool
}

func newMemoEditCmd(env *Env) *cobra.Command {
	var o memoEditOptions
	c := &cobra.Command{
		Use:   "edit MEMO",
		Short: "Change a memo of yours",
		Long: `Change a memo of yours: its words, its title, what it is about. Without a flag the whole
file is opened in your editor ($VISUAL, then $EDITOR). Its id stays, and so does all that
is not said.`,
		Example: `  grounded memo edit warmth
  grounded memo edit warmth --about code:heating --about theme:means
  grounded memo edit winter --private`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return editMemo(c, env, o, args[0]) },
	}
	flags := c.Flags()
	flags.StringVar(&o.Title, "title", "", "another `TITLE`")
	flags.StringVar(&o.Kind, "kind", "", strings.Join(study.MemoKinds, ", ")+" (`KIND`)")
	flags.StringVar(&o.Text, "text", "", "what it says now (`TEXT`; - reads it from standard input)")
	flags.StringArrayVar(&o.About, "about", nil, "it is about `WHAT:ID` too (repeatable)")
	flags.StringArrayVar(&o.NoMore, "not-about", nil, "it is about `WHAT:ID` no more (repeatable)")
	flags.BoolVar(&o.Private, "private", false, "it never leaves the study")
	flags.BoolVar(&o.Public, "not-private", false, "it may leave the study")
	completeWords(c, "kind", study.MemoKinds...)
	return c
}

func (o memoEditOptions) check(c *cobra.Command) error {
	if err := exclusive(c, "private", "not-private"); err != nil {
		return err
	}
	if c.Flags().Changed("kind") && !slices.Contains(study.MemoKinds, o.Kind) {
		return misused("--kind %s: a memo is one of %s", o.Kind, strings.Join(study.MemoKinds, ", "))
	}
	if c.Flags().Changed("title") && strings.TrimSpace(o.Title) == "" {
		return misused("a memo needs a title")
	}
	return aboutForm(slices.Concat(o.About, o.NoMore))
}

func editMemo(c *cobra.Command, env *Env, o memoEditOptions, name string) error {
	if err := o.check(c); err != nil {
		return err
	}
	st, a, err := env.openActing()
	if err != nil {
		return err
	}
	own := *env
	own.global.Analysts = []string{string(a.ID)}
	memos, err := readMemos(&own)
	if err != nil {
		return err
	}
	var ids []string
	for _, m := range memos {
		ids = append(ids, m.ID)
	}
	meant, err := memosMeant([]string{name}, ids)
	if err != nil {
		return err
	}
	if len(meant) > 1 {
		return fmt.Errorf("%s means %s; change one at a time", name, and(meant))
	}
	id := meant[0]
	if len(named(c, "title", "kind", "text", "about", "not-about", "private", "not-private")) == 0 {
		return rewriteMemo(c.Context(), env, st, a, id)
	}
	if o.About, err = resolveAbout(c.Context(), env, st, a, o.About); err != nil {
		return err
	}
	if o.Text, err = env.text(o.Text); err != nil {
		return err
	}
	if c.Flags().Changed("text") && strings.TrimSpace(o.Text) == "" {
		return fmt.Errorf("the memo would be empty, so it was left as it is")
	}
	return changeMemo(c.Context(), env, st, a, id, func(m study.Memo) study.Memo {
		if o.Title != "" {
			m.Title = o.Title
		}
		if o.Kind != "" {
			m.Kind = o.Kind
		}
		if o.Text != "" {
			m.Text = o.Text
		}
		for _, about := range o.About {
			if !slices.Contains(m.About, about) {
				m.About = append(m.About, about)
			}
		}
		m.About = slices.DeleteFunc(m.About, func(about string) bool { return slices.Contains(o.NoMore, about) })
		m.Private = o.Private || m.Private && !o.Public
		return m
	})
}

func changeMemo(ctx context.Context, env *Env, st *study.Study, a study.Analyst, id string, change func(study.Memo) study.Memo) error {
	_, err := st.Change(ctx, a, "memo edit", func(e *study.Edit) error {
		e.Did("changed memo %s", id)
		return e.ChangeMemo(id, change)
	})
	if err != nil {
		return err
	}
	env.note("changed memo %s", id)
	return nil
}

// rewriteMemo opens a memo in the editor.
func rewriteMemo(ctx context.Context, env *Env, st *study.Study, a study.Analyst, id string) error {
	if !env.hasEditor() {
		return fmt.Errorf("no editor is chosen; set VISUAL or EDITOR, or say what changes, as in: grounded memo edit %s --text TEXT", id)
	}
	before, err := st.MemoSource(a.ID, id)
	if err != nil {
		return err
	}
	changed, err := env.editing(ctx, st.NewDraft(a.ID, "memo", id, ".md"), string(before), func(text string) error {
		_, err := st.Change(ctx, a, "memo edit", func(e *study.Edit) error {
			e.Did("changed memo %s", id)
			return e.RewriteMemo(id, before, []byte(text))
		})
		return err
	})
	if err != nil {
		return err
	}
	if changed {
		env.note("changed memo %s", id)
	}
	return nil
}
