package cmd

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"grounded/analysis/table"
	"grounded/analysis/tabulate"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/transcript/coding"
)

func newCodebookCmd(env *Env) *cobra.Command {
	c := &cobra.Command{
		Use:   "codebook",
		Short: "Keep the codes and what they mean",
		Long: `Keep the codes and what they mean. A codebook is a TOML file that you may edit by
hand as well; these commands change what they are about in it and leave every
other byte, comments and order included, as it is.`,
	}
	c.AddCommand(newCodebookListCmd(env), newCodebookShowCmd(env), newCodebookAddCmd(env), newCodebookEditCmd(env),
		newCodebookRenameCmd(env), newCodebookMoveCmd(env), newCodebookMergeCmd(env), newCodebookSplitCmd(env), newCodebookRetireCmd(env), newCodebookRestsCmd(env), newCodebookImportCmd(env),
		newCodebookOwnerCmd(env), newCodebookProposalsCmd(env), newCodebookAcceptCmd(env), newCodebookDeclineCmd(env), newCodebookHistoryCmd(env))
	env.asksWhy(c, "rename", "move", "merge", "split", "retire", "edit")
	return c
}

// newCode is a code by its name, made now.
func newCode(name string, kind codebook.Kind, now time.Time) codebook.Code {
	return codebook.Code{ID: codebook.ID(slug.Make(name)), Name: name, Kind: kind, Created: now}
}

// redecode reads a codebook that was just edited.
func redecode(file string, src []byte) (*codebook.Book, error) {
	book, problems := codebook.Decode(file, src)
	return book, problem.Fatal(problems)
}

// usable finds a code that takes codings.
func usable(book *codebook.Book, text string) (codebook.ID, error) {
	h := coder{book: book}
	return h.code(text)
}

func newCodebookListCmd(env *Env) *cobra.Command {
	var kinds []string
	var retired bool
	c := &cobra.Command{
		Use:     "list",
		Short:   "List the codes as a tree, with how often each is used",
		Example: "  grounded codebook list\n  grounded codebook list -a ben --kind analytical -f csv",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			st, err := env.open()
			if err != nil {
				return err
			}
			reports, err := codebookReports(c.Context(), env, st, kinds, retired)
			if err != nil {
				return err
			}
			return env.show(reports...)
		},
	}
	c.Flags().StringArrayVar(&kinds, "kind", nil, "only codes of `KIND`: descriptive, analytical")
	c.Flags().BoolVar(&retired, "retired", false, "retired codes as well")
	completeWords(c, "kind", string(codebook.Descriptive), string(codebook.Analytical))
	return c
}

func codebookReports(ctx context.Context, env *Env, st *study.Study, kinds []string, retired bool) ([]table.Report, error) {
	for _, k := range kinds {
		if k != string(codebook.Descriptive) && k != string(codebook.Analytical) {
			return nil, misused("--kind %s: a code is descriptive or analytical", k)
		}
	}
	sel, err := env.reading(st)
	if err != nil {
		return nil, err
	}
	sel.Surveys = true // work is looked through here, not findings counted
	corpus, err := st.Load(ctx, sel)
	if err != nil {
		return nil, err
	}
	picked, err := coding.Select(corpus, sel)
	if err != nil {
		return nil, err
	}
	format, _ := render.ParseFormat(env.global.Format) // checked before any command runs
	var out []table.Report
	for _, coder := range picked.Coders {
		r := codebookReport(coder, picked.Rows, kinds, retired)
		if !format.Data() && format != render.Text {
			r.View = withDefinitions(r.View.(table.Tree))
		}
		if format.Data() && len(out) > 0 {
			out[0].Table.Rows = append(out[0].Table.Rows, r.Table.Rows...)
			continue
		}
		out = append(out, r)
	}
	if len(out) == 0 {
		out = append(out, codebookReport(&coding.Coder{Book: new(codebook.Book)}, nil, kinds, retired))
	}
	return out, nil
}

// withDefinitions is the codebook as a paper prints it in an appendix.
func withDefinitions(t table.Tree) table.Tree {
	t.Others = append(slices.Clone(t.Others), "definition")
	return t
}

func codebookReport(coder *coding.Coder, rows []coding.Row, kinds []string, retired bool) table.Report {
	uses := tabulate.Uses(slices.DeleteFunc(slices.Clone(rows), func(r coding.Row) bool { return r.Coder != coder }))
	r := table.Report{
		Title: fmt.Sprintf("%s: %s", coder.Analyst, coder.Book.Title),
		Table: table.Table{Columns: []table.Column{
			{Name: "analyst", Heading: "Analyst"},
			{Name: "code", Heading: "Id"},
			{Name: "name", Heading: "Code", Words: true},
			{Name: "kind", Heading: "Kind"},
			{Name: "depth", Heading: "Depth", Type: table.Integer},
			{Name: "parent", Heading: "Parent"},
			{Name: "codings", Heading: "Codings", Type: table.Integer},
			{Name: "definition", Heading: "Definition", Words: true},
			{Name: "include", Heading: "Include", Words: true},
			{Name: "exclude", Heading: "Exclude", Words: true},
			{Name: "in_vivo", Heading: "In vivo", Type: table.Boolean},
			{Name: "grounded_in", Heading: "Rests on", Type: table.List, Words: true},
			{Name: "origin", Heading: "Origin"},
			{Name: "reference", Heading: "Reference", Words: true},
			{Name: "retired", Heading: "Retired"},
			{Name: "became", Heading: "Became", Type: table.List},
		}},
		View: table.Tree{Label: "name", Depth: "depth", Others: []string{"code", "kind", "codings"}},
	}
	hidden := 0
	for code, depth := range coder.Book.Walk() {
		if len(kinds) > 0 && !slices.Contains(kinds, string(code.Kind)) {
			continue
		}
		if code.Retired != "" && !retired {
			hidden++
			continue
		}
		r.Table.Rows = append(r.Table.Rows, []any{
			string(coder.Analyst), string(code.ID), code.Name, string(code.Kind), depth, string(code.Parent), uses[code.ID],
			code.Definition, code.Include, code.Exclude, code.InVivo, texts(code.GroundedIn), code.Origin, code.Reference, code.Retired, texts(code.Became),
		})
	}
	switch {
	case hidden == 1:
		r.Notes = append(r.Notes, "1 retired code is not shown; see it with: grounded codebook list --retired")
	case hidden > 1:
		r.Notes = append(r.Notes, fmt.Sprintf("%d retired codes are not shown; see them with: grounded codebook list --retired", hidden))
	case len(r.Table.Rows) == 0:
		r.Notes = append(r.Notes, "no code yet; add one with: grounded codebook add NAME, or code with: grounded apply NAME PLACE --new")
	}
	return r
}

func texts[ID ~string](ids []ID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}

func newCodebookShowCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:               "show CODE...",
		Short:             "Show all that the codebook says of a code",
		Example:           "  grounded codebook show rent",
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: completeCodes(env),
		RunE: func(c *cobra.Command, args []string) error {
			st, err := env.open()
			if err != nil {
				return err
			}
			r, err := showCodes(c.Context(), env, st, args)
			if err != nil {
				return err
			}
			return env.show(r)
		},
	}
}

// showCodes is the codebook's report of some codes only, as cards.
func showCodes(ctx context.Context, env *Env, st *study.Study, names []string) (table.Report, error) {
	sel, err := env.reading(st)
	if err != nil {
		return table.Report{}, err
	}
	sel.Codes = names
	sel.Surveys = true // work is looked through here, not findings counted
	corpus, err := st.Load(ctx, sel)
	if err != nil {
		return table.Report{}, err
	}
	picked, err := coding.Select(corpus, sel)
	if err != nil {
		return table.Report{}, err
	}
	var out table.Report
	for _, coder := range picked.Coders {
		r := codebookReport(coder, picked.Rows, nil, true)
		kept := r.Table.Rows[:0]
		for _, row := range r.Table.Rows {
			code, _ := coder.Book.Code(codebook.ID(row[1].(string)))
			if sel.NamesCode(coder, code) {
				kept = append(kept, row)
			}
		}
		if out.Table.Columns == nil {
			out = r
			out.Table.Rows = nil
		}
		out.Table.Rows = append(out.Table.Rows, kept...)
	}
	out.Title, out.Notes = "", nil
	out.View = table.Cards{Head: []string{"name", "code", "kind", "analyst"}, Body: "definition",
		Foot: []string{"include", "exclude", "parent", "grounded_in", "origin", "reference", "codings", "retired", "became"}}
	return out, nil
}
