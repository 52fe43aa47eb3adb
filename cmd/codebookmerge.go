package cmd

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/codebook"
)

type mergeOptions struct {
	DryRun bool
}

func newCodebookMergeCmd(env *Env) *cobra.Command {
	var o mergeOptions
	c := &cobra.Command{
		Use:   "merge CODE... INTO",
		Short: "Merge codes into one, with their passages",
		Long: `Merge codes into one, with their passages: every coding of CODE gets the code
INTO, and CODE is retired, saying what it became. Where INTO is on the very same
passage already, the doubled coding goes. It is one change, undone as one.

A code that a file defines twice is joined by merging it into itself.`,
		Example:           "  grounded codebook merge bills rent-arrears debts\n  grounded codebook merge burden burden",
		Args:              cobra.MinimumNArgs(2),
		ValidArgsFunction: completeCodes(env),
		RunE: func(c *cobra.Command, args []string) error {
			return mergeCodes(c.Context(), env, o, args[:len(args)-1], args[len(args)-1])
		},
	}
	c.Flags().BoolVar(&o.DryRun, "dry-run", false, "say what would be merged, and write nothing")
	return c
}

// joinCode makes one code of all that are defined under one id, which is a
// fault that nothing else can be done about.
func joinCode(e *study.Edit, id codebook.ID) (string, error) {
	book, _ := codebookAsIs(e)
	src, err := book.Join(id)
	if err != nil {
		return "", err
	}
	did := fmt.Sprintf("joined the definitions of %s", id)
	e.Did("%s", did)
	return did, e.WriteBook(src)
}

func mergeCodes(ctx context.Context, env *Env, o mergeOptions, names []string, intoName string) error {
	st, a, err := env.openActing()
	if err != nil {
		return err
	}
	var did string
	_, err = st.ChangeAs(ctx, manner(o.DryRun), a, "codebook merge", func(e *study.Edit) error {
		if len(names) == 1 && names[0] == intoName {
			did, err = joinCode(e, codebook.ID(intoName))
			return err
		}
		book, err := e.Book()
		if err != nil {
			return err
		}
		into, err := book.Find(intoName)
		if err != nil {
			return err
		}
		var from []codebook.ID
		for _, name := range names {
			code, err := book.Find(name)
			if err != nil {
				return err
			}
			from = append(from, code.ID)
		}
		src, err := book.Merge(into.ID, e.Now.Format(time.DateOnly), from...)
		if err != nil {
			return err
		}
		if err := e.WriteBook(src); err != nil {
			return err
		}
		recoded, doubled, err := e.Recode(from, into.ID)
		if err != nil {
			return err
		}
		did = fmt.Sprintf("merged %s into %s: %s recoded", strings.Join(texts(from), ", "), into.ID, count(recoded, "coding"))
		if doubled > 0 {
			did += fmt.Sprintf(", %d doubled taken away", doubled)
		}
		e.Did("%s", did)
		return nil
	})
	if err != nil {
		return err
	}
	env.note("%s", outcome(did, o.DryRun))
	return nil
}
