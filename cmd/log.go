package cmd

import (
	"cmp"
	"context"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"grounded/analysis/table"
	"grounded/cmd/internal/study"
	"grounded/cmd/internal/study/txn"
	"grounded/transcript/coding"
)

func newUndoCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:   "undo [CHANGE]",
		Short: "Take back your newest change, or another",
		Long: `Take back your newest change that was not taken back yet, whole, or the CHANGE whose
id grounded log shows; the first four characters of it will do. It refuses when a file
that the change is about was changed since, by hand or by a later change, and names the
file; codings are found among others. redo brings the change back.`,
		Example: "  grounded undo\n  grounded undo k3v9",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return takeBack(c.Context(), env, (*study.Study).Undo)
			}
			return takeBack(c.Context(), env, func(st *study.Study, ctx context.Context, a study.Analyst) (txn.Record, error) {
				return st.UndoOne(ctx, a, args[0])
			})
		},
	}
}

func newRedoCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:     "redo",
		Short:   "Bring back the change that undo took",
		Example: "  grounded redo",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return takeBack(c.Context(), env, (*study.Study).Redo)
		},
	}
}

func takeBack(ctx context.Context, env *Env, take func(*study.Study, context.Context, study.Analyst) (txn.Record, error)) error {
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	record, err := take(st, ctx, a)
	if err != nil {
		return err
	}
	env.note("%s", record.Did)
	return nil
}

type logOptions struct {
	N int
}

func newLogCmd(env *Env) *cobra.Command {
	var o logOptions
	c := &cobra.Command{
		Use:   "log",
		Short: "Show who changed what, and when",
		Long: `Show who changed what, and when, the newest first. The log holds ids, places and
the hashes of files before and after; it holds no words of participants.`,
		Example: "  grounded log -n 20\n  grounded log -a ana -f json",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if o.N < 0 {
				return misused("--number %d: there is no such number of changes", o.N)
			}
			st, err := env.open()
			if err != nil {
				return err
			}
			r, err := logReport(env, st, o)
			if err != nil {
				return err
			}
			return env.show(r)
		},
	}
	c.Flags().IntVarP(&o.N, "number", "n", 0, "only the newest `N` changes; all otherwise")
	return c
}

func logReport(env *Env, st *study.Study, o logOptions) (table.Report, error) {
	sel, err := env.reading(st)
	if err != nil {
		return table.Report{}, err
	}
	whose, err := coding.MatchIDs("analyst", sel.Analysts, seen(st, sel))
	if err != nil {
		return table.Report{}, err
	}
	if len(sel.Analysts) == 0 {
		whose = slices.Concat([]coding.Analyst{""}, whose) // what nobody in particular did
	}
	var records []txn.Record
	undone := map[string]bool{}
	for _, a := range whose {
		rs, err := st.History(a)
		if err != nil {
			return table.Report{}, err
		}
		for _, r := range rs {
			if r.Undoes != "" {
				undone[r.Undoes] = true
			}
		}
		records = append(records, rs...)
	}
	slices.SortStableFunc(records, func(a, b txn.Record) int { return cmp.Compare(a.At.Unix(), b.At.Unix()) })
	slices.Reverse(records)
	if o.N > 0 && len(records) > o.N {
		records = records[:o.N]
	}
	hidden := slices.DeleteFunc(analystIDs(st), sel.Sees)
	report := table.Report{
		Table: table.Table{Columns: []table.Column{
			{Name: "id", Heading: "Change"},
			{Name: "at", Heading: "At"},
			{Name: "analyst", Heading: "Analyst"},
			{Name: "command", Heading: "Command"},
			{Name: "did", Heading: "Did", Words: true},
			{Name: "undoes", Heading: "Undoes"},
			{Name: "undone", Heading: "Undone", Type: table.Boolean},
			{Name: "files", Heading: "Files", Type: table.List, Words: true},
			{Name: "when", Heading: "At (UTC)", People: true},
			{Name: "told", Heading: "Did", People: true, Words: true},
		}},
		View: table.Columns{Names: []string{"id", "when", "analyst", "told"}},
	}
	for _, r := range records {
		var files []string
		for _, f := range r.Files {
			if !slices.ContainsFunc(hidden, func(a coding.Analyst) bool { return belongs(f.Path, a) }) {
				files = append(files, f.Path)
			}
		}
		told := r.Did
		if undone[r.ID] {
			told += " (undone)"
		}
		report.Table.Rows = append(report.Table.Rows, []any{r.ID, r.At.UTC().Format(time.RFC3339), nobody(r.Analyst), r.Command, r.Did, r.Undoes, undone[r.ID], files,
			r.At.UTC().Format("2006-01-02 15:04"), told})
	}
	if len(records) == 0 {
		report.Notes = []string{"nothing was changed yet"}
	}
	return report, nil
}

// nobody is a cell without a value where no analyst acted.
func nobody(analyst string) any {
	if analyst == "" {
		return nil
	}
	return analyst
}

// belongs reports whether a file of the study is an analyst's own.
func belongs(file string, a coding.Analyst) bool {
	_, name, _ := strings.Cut(file, "/")
	owner, _, _ := strings.Cut(name, "/")
	return strings.TrimSuffix(owner, path.Ext(owner)) == string(a)
}
