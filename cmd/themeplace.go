package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/framework"
	"grounded/cmd/internal/study"
)

func newThemePlaceCmd(env *Env) *cobra.Command {
	var o placeOptions
	c := &cobra.Command{
		Use:   "place CODE CONSTRUCT --because TEXT | place CODE --nowhere --because TEXT",
		Short: "Say on which construct of a framework a code belongs, or on none",
		Long: `Say on which construct of a framework a code belongs and why, or that the framework does
not hold it. A code may be placed on several; placed again, the reason is put in the
place of the former one. What each analyst says is kept apart.`,
		Example: `  grounded theme place rent resources --because "It is what the money goes to first."
  grounded theme place reciprocity --nowhere --because "Giving is no means of theirs to anything."
  grounded theme place rent resources --remove`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			if err := o.check(args); err != nil {
				return err
			}
			return placeCode(c.Context(), env, o, args)
		},
		ValidArgsFunction: completeCodeThenConstruct(env, &o.Framework),
	}
	flags := c.Flags()
	flags.StringVar(&o.Because, "because", "", "why (`TEXT`; - reads it from standard input)")
	flags.StringVar(&o.Framework, "framework", "", "the `FRAMEWORK`, where there are several")
	flags.BoolVar(&o.Nowhere, "nowhere", false, "the framework does not hold the code")
	flags.BoolVar(&o.Remove, "remove", false, "take back what you said")
	_ = c.RegisterFlagCompletionFunc("framework", completeFrameworks(env))
	return c
}

type placeOptions struct {
	Because, Framework string
	Nowhere, Remove    bool
}

func (o placeOptions) check(args []string) error {
	switch {
	case o.Nowhere && len(args) == 2:
		return misused("%s and --nowhere: it is one or the other", args[1])
	case !o.Nowhere && len(args) == 1:
		return misused("on which construct is %s? name it, or say --nowhere", args[0])
	case o.Remove && o.Because != "":
		return misused("--remove takes back what you said, and needs no --because")
	case !o.Remove && strings.TrimSpace(o.Because) == "":
		return misused("say why with --because TEXT")
	}
	return nil
}

func placeCode(ctx context.Context, env *Env, o placeOptions, args []string) error {
	because, err := env.text(o.Because)
	if err != nil {
		return err
	}
	st, a, err := env.openActing()
	if err != nil {
		return err
	}
	name, err := st.FrameworkName(o.Framework, " --framework NAME")
	if err != nil {
		return err
	}
	f, err := st.Framework(name)
	if err != nil {
		return err
	}
	did, lost := "", []framework.Placement(nil)
	_, err = st.Change(ctx, a, "theme place", func(e *study.Edit) error {
		codes, err := (&modeller{edit: e, study: st}).codes(args[:1])
		if err != nil && o.Remove {
			codes, err = dropped(args[:1], a.ID)
		}
		if err != nil {
			return err
		}
		one := framework.Placement{Code: codes[0], Nowhere: o.Nowhere, Because: strings.TrimSpace(because), At: e.Now}
		err = e.ChangePlacements(name, func(p *framework.Placements) ([]byte, error) {
			where := "nowhere in " + name
			if !o.Nowhere {
				construct, err := o.construct(f, p, one, args[1])
				if err != nil {
					return nil, err
				}
				one.Construct = construct
				where = fmt.Sprintf("on %s of %s", construct, name)
			}
			if o.Remove {
				did = fmt.Sprintf("took back that %s is %s", one.Code, where)
				return p.Remove(one.Code, one.Construct)
			}
			lost = slices.DeleteFunc(p.Lost(f), func(o framework.Placement) bool { return o.Code != one.Code })
			src, again, err := p.Place(one)
			did = fmt.Sprintf("placed %s %s", one.Code, where)
			if again {
				did = fmt.Sprintf("changed why %s is %s", one.Code, where)
			}
			return src, err
		})
		e.Did("%s", did)
		return err
	})
	if err != nil {
		return err
	}
	env.note("%s", did)
	for _, p := range lost {
		env.note("note: %s is still placed on %s, which is not there any more; take that back with: %s", p.Code, p.Construct, p.Back())
	}
	return nil
}

// construct finds the construct that is meant. What is taken back may be one that the
// framework holds no more.
func (o placeOptions) construct(f *framework.Framework, p *framework.Placements, one framework.Placement, name string) (framework.ID, error) {
	if o.Remove && slices.ContainsFunc(p.Of(one.Code), func(known framework.Placement) bool { return string(known.Construct) == name }) {
		return framework.ID(name), nil
	}
	c, err := f.Find(name)
	return c.ID, err
}

// completeCodeThenConstruct completes a code and then a construct of the framework that is
// meant.
func completeCodeThenConstruct(env *Env, name *string) completion {
	codes := completeCodes(env)
	constructs := suggest(env, func(st *study.Study) []string {
		full, err := st.FrameworkName(*name, "")
		if err != nil {
			return nil
		}
		f, err := st.Framework(full)
		if err != nil {
			return nil
		}
		var ids []string
		for c := range f.Walk() {
			ids = append(ids, string(c.ID))
		}
		return ids
	})
	return func(c *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		switch len(args) {
		case 0:
			return codes(c, args, typed)
		case 1:
			return constructs(c, args, typed)
		}
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
}
