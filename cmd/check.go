package cmd

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"grounded/analysis/index/query"
	"grounded/analysis/privacy"
	"grounded/analysis/table"
	"grounded/analysis/theme"
	"grounded/cmd/internal/study"
	"grounded/codebook/problem"
)

func newCheckCmd(env *Env) *cobra.Command {
	var o checkOptions
	c := &cobra.Command{
		Use:   "check",
		Short: "Look for everything that is wrong in the study",
		Long: `Look at every file of the study and name all that is wrong in it: the file, the
line, and what to do about it. The exit status is 3 when something is.

With --fix, what needs no decision is written down: the places of codings and quotations
after a transcript was corrected, the new name of a transcript that was moved, LF
for CR LF, and no byte order mark.

With --privacy it looks instead for what could give participants away, or goes
against what they consented to: what git passes on, quotations that were not
allowed, attributes that say much of people, and with --key the names in the table
that anonymize made, in whatever lies in the study's folder.

With --grounding it looks for what is not grounded: analytical codes that rest on no
code, or on none that is on a passage; themes that have no quotation, no code that is on
a passage and no query that finds anything; queries of other themes that find nothing;
and descriptive codes on which neither an analytical code nor a theme rests.`,
		Example: "  grounded check\n  grounded check --fix\n  grounded check --privacy --key ../key.csv\n  grounded check -f json",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return check(c, env, o) },
	}
	flags := c.Flags()
	flags.BoolVar(&o.Fix, "fix", false, "write down what needs no decision")
	flags.BoolVar(&o.Privacy, "privacy", false, "look for what could give participants away")
	flags.BoolVar(&o.Grounding, "grounding", false, "look for analytical codes and themes that rest on nothing, and descriptive codes that lead nowhere")
	flags.StringVar(&o.Key, "key", "", "look for the names in `TABLE`, of anonymize; - reads standard input")
	return c
}

type checkOptions struct {
	Fix, Privacy, Grounding bool
	Key                     string
}

func check(c *cobra.Command, env *Env, o checkOptions) error {
	if err := exclusive(c, "fix", "privacy", "grounding"); err != nil {
		return err
	}
	if o.Key != "" && !o.Privacy {
		return misused("--key goes with --privacy")
	}
	problems, err := checked(c, env, o)
	// Settings that cannot be read are what this command looks for, and all
	// that it can find.
	var settings problem.Error
	if errors.As(err, &settings) {
		problems, err = settings, nil
	}
	if err != nil {
		return err
	}
	if err := env.show(problemReport(problems)); err != nil {
		return err
	}
	if len(problems) > 0 {
		return errFound
	}
	return nil
}

// checked mends what it is asked to and returns the problems that are left.
func checked(c *cobra.Command, env *Env, o checkOptions) ([]problem.Problem, error) {
	st, err := env.open()
	if err != nil {
		return nil, err
	}
	sel, err := env.reading(st)
	if err != nil {
		return nil, err
	}
	if o.Privacy {
		var key *privacy.Key
		if o.Key != "" {
			if key, err = env.readKey(o.Key); err != nil {
				return nil, err
			}
		}
		file := ""
		if o.Key != "" && o.Key != "-" {
			file = env.inDir(o.Key)
		}
		return st.CheckPrivacy(c.Context(), sel, key, file)
	}
	if o.Grounding {
		return st.CheckGrounding(c.Context(), sel, func(m *theme.Model, query string) (bool, string, error) {
			return finds(c.Context(), env, st, m, query)
		})
	}
	if o.Fix {
		a, err := env.anyone(st)
		if err != nil {
			return nil, err
		}
		did, err := st.Fix(c.Context(), a, sel)
		if err != nil {
			return nil, err
		}
		for _, d := range did {
			env.note("%s", d)
		}
	}
	return st.Check(c.Context(), sel)
}

// finds reports whether the query of a theme finds anything, and why one means nothing that
// cannot be asked. One that asks for what is hidden from the one who looks at a blind study
// may find something.
func finds(ctx context.Context, env *Env, st *study.Study, m *theme.Model, text string) (found bool, wrong string, err error) {
	var fault *query.Error
	q, err := query.Parse(text)
	if errors.As(err, &fault) {
		return false, fault.Message, nil
	}
	hidden := false
	query.Leaves(q.Root, func(n query.Node) {
		_, field := n.(query.Field)
		hidden = hidden || field && st.Config.Blind
	})
	if err != nil || hidden {
		return true, "", err
	}
	hits, err := searchOptions{model: m}.find(ctx, env, st, text, q)
	if errors.As(err, &fault) {
		return false, fault.Message, nil
	}
	return len(hits.Hits) > 0, "", err
}

func problemReport(problems []problem.Problem) table.Report {
	r := table.Report{
		Title: "Problems",
		Table: table.Table{Columns: []table.Column{
			{Name: "problem", Heading: "Problem"},
			{Name: "file", Heading: "File"},
			{Name: "line", Heading: "Line", Type: table.Integer},
			{Name: "column", Heading: "Column", Type: table.Integer},
			{Name: "message", Heading: "Message", Words: true},
			{Name: "remedy", Heading: "Way out", Words: true},
			{Name: "place", Heading: "Place", People: true},
		}},
		View: table.Cards{Head: []string{"place", "problem"}, Body: "message", Foot: []string{"remedy"}},
	}
	for _, p := range problems {
		r.Table.Rows = append(r.Table.Rows, []any{p.Name, p.File, orNone(p.Line), orNone(p.Column), p.Message, p.Remedy, p.Place()})
	}
	if len(problems) > 0 {
		r.Notes = []string{count(len(problems), "problem") + "."}
	}
	return r
}

// orNone is a cell without a value for a number that counts from 1 and is not
// known.
func orNone(n int) any {
	if n == 0 {
		return nil
	}
	return n
}
