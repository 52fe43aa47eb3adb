package cmd

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"grounded/analysis/table"
	"grounded/cmd/internal/study"
	"grounded/codebook/slug"
	"grounded/transcript/coding"
)

type analystOptions struct {
	Name, ID, Codebook, Case, Role, Position string
}

func newAnalystCmd(env *Env) *cobra.Command {
	c := &cobra.Command{Use: "analyst", Short: "Say who codes"}
	c.AddCommand(newAnalystAddCmd(env), newAnalystListCmd(env), newAnalystUseCmd(env))
	return c
}

func newAnalystAddCmd(env *Env) *cobra.Command {
	var o analystOptions
	c := &cobra.Command{
		Use:   "add NAME",
		Short: "Add an analyst to the study",
		Example: `  grounded analyst add "Ana Lima"
  grounded analyst add Ben --codebook team --position "Nurse; has lived on benefits."`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.Name = args[0]
			return addAnalyst(c.Context(), env, o)
		},
	}
	flags := c.Flags()
	flags.StringVar(&o.ID, "id", "", "what to type for the analyst (`ID`; made from the name otherwise)")
	flags.StringVar(&o.Codebook, "codebook", "", "the codebook to use (`NAME`; one of the analyst's own otherwise)")
	flags.StringVar(&o.Case, "case", "", "the participant who this analyst is too (`CASE`)")
	flags.StringVar(&o.Role, "role", "", "analyst, or reconciled for what several agreed on (`ROLE`)")
	flags.StringVar(&o.Position, "position", "", "where the analyst stands, in a sentence (`TEXT`)")
	return c
}

func addAnalyst(ctx context.Context, env *Env, o analystOptions) error {
	if o.Role != "" && o.Role != "analyst" && o.Role != "reconciled" {
		return misused("--role %s: it is analyst or reconciled", o.Role)
	}
	if err := oneLine(o.Name); err != nil {
		return err
	}
	st, err := env.open()
	if err != nil {
		return err
	}
	acts, err := env.anyone(st)
	if err != nil && len(env.global.Analysts) > 0 {
		return err
	}
	a, err := st.AddAnalyst(ctx, acts, newAnalyst(o))
	if err != nil {
		return err
	}
	shared := slices.ContainsFunc(st.Config.Analysts, func(b study.Analyst) bool { return b.ID != a.ID && b.Codebook == a.Codebook })
	if o.Codebook != "" && !shared {
		env.note("added analyst %s, who writes in %s, a codebook that is new", a.ID, a.CodebookFile())
		return nil
	}
	env.note("added analyst %s, who writes in %s", a.ID, a.CodebookFile())
	return nil
}

func newAnalystListCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the analysts of the study",
		Example: "  grounded analyst list\n  grounded analyst list -f csv",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			st, err := env.open()
			if err != nil {
				return err
			}
			return env.show(analystReport(st))
		},
	}
}

func newAnalystUseCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:               "use ANALYST",
		Short:             "Say who sits at this machine",
		Example:           "  grounded analyst use ana",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: once(completeAnalysts(env)),
		RunE: func(_ *cobra.Command, args []string) error {
			st, err := env.open()
			if err != nil {
				return err
			}
			a, err := findAnalyst(st, args[0])
			if err != nil {
				return err
			}
			if err := st.UseAnalyst(a); err != nil {
				return err
			}
			env.note("%s sits at this machine now", a.ID)
			return nil
		},
	}
}

func newAnalyst(o analystOptions) study.Analyst {
	return study.Analyst{ID: coding.Analyst(o.ID), Name: o.Name, Codebook: o.Codebook, Case: o.Case, Role: o.Role, Position: o.Position}
}

// findAnalyst finds an analyst by id or by name.
func findAnalyst(st *study.Study, name string) (study.Analyst, error) {
	for _, a := range st.Config.Analysts {
		if a.Name == name {
			return a, nil
		}
	}
	if a, err := st.Analyst(coding.Analyst(slug.Make(name))); err == nil {
		return a, nil
	}
	return st.Analyst(coding.Analyst(name))
}

func analystReport(st *study.Study) table.Report {
	r := table.Report{Table: table.Table{Columns: []table.Column{
		{Name: "analyst", Heading: "Id"},
		{Name: "name", Heading: "Name", Words: true},
		{Name: "codebook", Heading: "Codebook"},
		{Name: "role", Heading: "Role"},
		{Name: "case", Heading: "Case"},
		{Name: "position", Heading: "Position", Words: true},
		{Name: "here", Heading: "Here", Type: table.Boolean},
	}}}
	for _, a := range st.Config.Analysts {
		r.Table.Rows = append(r.Table.Rows, []any{string(a.ID), a.Name, a.Codebook, a.Role, a.Case, a.Position, st.Local == string(a.ID)})
	}
	return r
}
