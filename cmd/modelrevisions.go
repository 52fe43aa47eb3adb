package cmd

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"grounded/analysis/life"
	"grounded/analysis/theme"
	"grounded/cmd/internal/study"
	"grounded/codebook/problem"
)

func newModelRevisionsCmd(env *Env) *cobra.Command {
	var numbers []int
	c := &cobra.Command{
		Use:   "revisions [MODEL]",
		Short: "List what was said of a model, and what changed in it",
		Long: `List what was said of a model, what came of it, and what changed in the model from the
state before to the state after: themes that were added, removed, renamed, put
otherwise, moved, given codes and quotations or deprived of them. Both states are drawn
with: grounded model show --before NUMBER, and --after NUMBER.`,
		Example: `  grounded model revisions
  grounded model revisions thriving --number 2
  grounded model revisions -f csv`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: once(completeModels(env)),
		RunE: func(_ *cobra.Command, args []string) error {
			st, err := env.open()
			if err != nil {
				return err
			}
			m, full, err := env.readModel(firstArg(args))
			if err != nil {
				return err
			}
			for _, n := range numbers {
				if _, err := m.Revision(n); err != nil {
					return err
				}
			}
			states, missing, err := statesOf(st, full, m)
			if err != nil {
				return err
			}
			sel, err := env.reading(st)
			if err != nil {
				return err
			}
			if sel.Blind {
				m = m.SeenBy(sel.Sees)
				for name, state := range states {
					states[name] = state.SeenBy(sel.Sees)
				}
			}
			r := life.Revisions(m, full, states, numbers...)
			r.Notes = append(append(r.Notes, missing...), blindNote(st)...)
			return env.show(r)
		},
	}
	c.Flags().IntSliceVar(&numbers, "number", nil, "only revision `N` (repeatable)")
	return c
}

// statesOf reads the kept states that the revisions of a model name, and says which are
// not there or cannot be read.
func statesOf(st *study.Study, model string, m *theme.Model) (life.States, []string, error) {
	kept, err := st.States(model)
	if err != nil {
		return nil, nil, err
	}
	out := life.States{}
	var notes []string
	for i, r := range m.Revisions {
		for _, name := range []string{r.Before, r.After} {
			if name == "" || out[name] != nil {
				continue
			}
			state, err := readState(st, model, name, kept)
			if err != nil {
				notes = append(notes, fmt.Sprintf("Revision %d: %v.", i+1, err))
				continue
			}
			out[name] = state
		}
	}
	return out, notes, nil
}

func readState(st *study.Study, model, name string, kept []string) (*theme.Model, error) {
	for _, k := range kept {
		if k != name {
			continue
		}
		m, err := st.State(model, name)
		var unreadable problem.Error
		if errors.As(err, &unreadable) {
			return nil, fmt.Errorf("%s cannot be read; see: grounded check", study.StateFile(model, name))
		}
		return m, err
	}
	return nil, fmt.Errorf("the state %s of the model is not kept any more", name)
}

// stateFlags choose a kept state of a model: before a revision, or after it.
type stateFlags struct {
	Before, After int
}

func (f *stateFlags) add(c *cobra.Command) {
	c.Flags().IntVar(&f.Before, "before", 0, "as the model stood before revision `N`")
	c.Flags().IntVar(&f.After, "after", 0, "as the model stood after revision `N`")
}

func (f stateFlags) check(c *cobra.Command) error {
	if err := exclusive(c, "before", "after"); err != nil {
		return err
	}
	for _, flag := range named(c, "before", "after") {
		if n, _ := strconv.Atoi(c.Flag(flag).Value.String()); n < 1 {
			return misused("--%s %d: revisions count from 1", flag, n)
		}
	}
	return nil
}

// of returns the state that is meant, with a title that says so; the model itself when
// none is.
func (f stateFlags) of(st *study.Study, full string, m *theme.Model) (*theme.Model, error) {
	n, when := f.Before, "before"
	if f.After > 0 {
		n, when = f.After, "after"
	}
	if n == 0 {
		return m, nil
	}
	r, err := m.Revision(n)
	if err != nil {
		return nil, err
	}
	name := r.Before
	if f.After > 0 {
		name = r.After
	}
	if name == "" {
		return nil, fmt.Errorf("how model %s stood %s revision %d is not kept", full, when, n)
	}
	kept, err := st.States(full)
	if err != nil {
		return nil, err
	}
	state, err := readState(st, full, name, kept)
	if err != nil {
		return nil, err
	}
	state.Title = fmt.Sprintf("%s (%s revision %d)", state.Title, when, n)
	state.Quoting = m.Quoting
	return state, nil
}
