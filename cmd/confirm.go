package cmd

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
)

func newConfirmCmd(env *Env) *cobra.Command {
	var code string
	var dryRun bool
	c := &cobra.Command{
		Use:   "confirm ID... | confirm --code CODE",
		Short: "Make codings of a search your own",
		Long: `Make codings your own that search --apply made, once you have read them: until then
they count as nobody's. One by one, with the words before your eyes, they are confirmed
on the screen: grounded code --work unconfirmed

` + idHelp,
		Example: "  grounded confirm k3v9 m2p4\n  grounded confirm --code housing",
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case code != "" && len(args) > 0:
				return misused("say ids or --code, and not both")
			case code != "":
				return confirmCode(c.Context(), env, code, dryRun)
			case len(args) == 0:
				return misused("say which, as in: grounded confirm ID, or: grounded confirm --code CODE")
			}
			return changeCodings(c.Context(), env, "confirm", args, dryRun, func(_ *study.Edit, d *study.Desk, i int) (deed, error) {
				return confirm(d, i)
			})
		},
	}
	c.Flags().StringVar(&code, "code", "", "all codings with `CODE` that wait")
	c.Flags().BoolVar(&dryRun, "dry-run", false, "say what would be confirmed, and write nothing")
	_ = c.RegisterFlagCompletionFunc("code", completeCodes(env))
	return c
}

// confirm makes a coding that a search made the analyst's own.
func confirm(d *study.Desk, i int) (deed, error) {
	p := d.Codings[i]
	if !d.Confirm(i) {
		return deed{}, errors.New("this coding needs nobody to confirm it: it was made by hand, or is confirmed")
	}
	return deed{did: fmt.Sprintf("confirmed %s on %s (%s)", p.Code, placeOf(d, p), p.ID)}, nil
}

// confirmCode confirms all codings with a code that wait.
func confirmCode(ctx context.Context, env *Env, name string, dryRun bool) error {
	st, a, err := env.openActing()
	if err != nil {
		return err
	}
	did := ""
	_, err = st.ChangeAs(ctx, manner(dryRun), a, "confirm", func(e *study.Edit) error {
		book, err := e.Book()
		if err != nil {
			return err
		}
		code, err := book.Find(name)
		if err != nil {
			return err
		}
		desks, err := e.Desks(a.ID)
		if err != nil {
			return err
		}
		n := 0
		for _, d := range desks {
			before := n
			for i, p := range d.Codings {
				if p.Code == code.ID && d.Confirm(i) {
					n++
				}
			}
			if n == before {
				continue
			}
			if err := e.Save(d); err != nil {
				return err
			}
		}
		if n == 0 {
			return fmt.Errorf("no coding with %s waits to be confirmed", code.ID)
		}
		did = fmt.Sprintf("confirmed %s with %s", count(n, "coding"), code.ID)
		e.Did("%s", did)
		return nil
	})
	if err != nil {
		return err
	}
	env.note("%s", outcome(did, dryRun))
	return nil
}
