package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/table"
	"grounded/cmd/internal/study"
)

func newModelCmd(env *Env) *cobra.Command {
	c := &cobra.Command{
		Use:   "model",
		Short: "Keep and draw the models that themes are arranged in",
		Long: `Keep and draw the models that themes are arranged in. A model is a file of themes:
models/joint/NAME.toml is the team's, models/ANALYST/NAME.toml one analyst's own. It
is a list, a hierarchy, or a tree whose parts are roots, soil, trunk and leaves.`,
	}
	c.AddCommand(newModelListCmd(env), newModelShowCmd(env), newModelNewCmd(env), newModelEditCmd(env), newModelUseCmd(env),
		newModelCopyCmd(env), newModelRemoveCmd(env), newModelRevisionsCmd(env), newModelFeedbackCmd(env))
	return c
}

func newModelListCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the models there are",
		Example: "  grounded model list\n  grounded model list -f csv",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			st, err := env.open()
			if err != nil {
				return err
			}
			r, err := listModels(env, st)
			if err != nil {
				return err
			}
			return env.show(r)
		},
	}
}

func listModels(env *Env, st *study.Study) (table.Report, error) {
	r := table.Report{
		Title: "Models",
		Table: table.Table{Columns: []table.Column{
			{Name: "model", Heading: "Model"},
			{Name: "owner", Heading: "Of"},
			{Name: "title", Heading: "Title", Words: true},
			{Name: "shape", Heading: "Shape"},
			{Name: "themes", Heading: "Themes", Type: table.Integer},
			{Name: "quotes", Heading: "Quotations", Type: table.Integer},
			{Name: "revisions", Heading: "Revisions", Type: table.Integer},
			{Name: "used", Heading: "The study's", Type: table.Boolean},
		}},
		View: table.Columns{Names: []string{"model", "title", "shape", "themes", "quotes", "revisions", "used"}},
	}
	sel, err := env.reading(st)
	if err != nil {
		return r, err
	}
	names, err := st.Models(sel)
	if err != nil {
		return r, err
	}
	for _, name := range names {
		owner, _, _ := strings.Cut(name, "/")
		used := name == st.Config.Model || len(names) == 1 && st.Config.Model == ""
		m, err := st.Model(name)
		if err != nil {
			r.Table.Rows = append(r.Table.Rows, []any{name, owner, "", "", nil, nil, nil, used})
			r.Notes = append(r.Notes, fmt.Sprintf("%s cannot be read: %v", name, err))
			continue
		}
		r.Table.Rows = append(r.Table.Rows, []any{
			name, owner, m.Title, string(m.Shape), len(m.Themes), len(m.Quotes), len(m.Revisions), used,
		})
	}
	if len(names) == 0 {
		r.Notes = append(r.Notes, "There is no model yet; begin one with: grounded model new NAME")
	}
	return r, nil
}
