package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/privacy"
	"grounded/analysis/table"
	"grounded/cmd/internal/study"
	"grounded/codebook/problem"
)

type applyKeyOptions struct {
	Yes, DryRun bool
	MoveSources string
}

func newAnonymizeApplyCmd(env *Env) *cobra.Command {
	var o applyKeyOptions
	c := &cobra.Command{
		Use:   "apply TABLE",
		Short: "Replace names everywhere in the study, for good",
		Long: `Replace what a table decides, in everything the study keeps and for all analysts:
transcripts and their names, codings, quotations, memos, codebooks, models, cases,
settings and histories. TABLE is what grounded anonymize scan wrote, decided: csv or
tsv with the columns find, replace and decision. Whole words are replaced, in the
letter case that stands there: "Chris" does not touch "Christmas". Codings stay
on their passages.

This cannot be undone. What undo and the cache held goes, so that a search of the
study's folder for the names finds nothing; but the sources, which are the files
as they came, hold them still: give --move-sources a folder outside the study.`,
		Example: `  grounded anonymize apply ../key.csv --dry-run
  grounded anonymize apply ../key.csv --yes --move-sources ../sources-with-names`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return applyKey(c.Context(), env, o, args[0]) },
	}
	c.Flags().BoolVar(&o.Yes, "yes", false, "ask nothing")
	c.Flags().BoolVar(&o.DryRun, "dry-run", false, "show how much would be replaced where, and change nothing")
	c.Flags().StringVar(&o.MoveSources, "move-sources", "", "move the imported files to `DIR`, outside the study")
	return c
}

func applyKey(ctx context.Context, env *Env, o applyKeyOptions, file string) error {
	st, err := env.open()
	if err != nil {
		return err
	}
	if _, err := os.Stat(env.inDir(file)); file != "-" && errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: there is no such file", file)
	}
	if file != "-" && st.Within(env.inDir(file)) {
		return fmt.Errorf("%s lies in the study, and the key to the names stays outside it; move it out, and where it was shared or committed see that it goes there too", file)
	}
	sources := ""
	if o.MoveSources != "" {
		if sources = env.inDir(o.MoveSources); st.Within(sources) {
			return misused("--move-sources %s: that folder is in the study; name one outside it", o.MoveSources)
		}
	}
	key, err := env.readKey(file)
	if err != nil {
		return err
	}
	a, err := env.anyone(st)
	if err != nil {
		return err
	}
	texts, err := st.Transcripts(ctx)
	if err != nil {
		return err
	}
	taken := key.Taken(texts)
	done, err := st.Anonymize(ctx, a, key, sources, true)
	if err != nil {
		return err
	}
	if !o.DryRun {
		if sure, err := env.surelyReplaces(ctx, done, o.Yes); err != nil || !sure {
			return err
		}
		if done, err = st.Anonymize(ctx, a, key, sources, false); err != nil {
			return err
		}
	}
	if done.Nothing() {
		env.note("nothing to replace: none of these words stands in the study")
		if done.Forgot {
			env.note("what undo and the cache kept of them is gone, and all else that they kept")
		}
		taken = nil
	}
	for _, name := range taken {
		env.warn(fmt.Sprintf("%q is a name in this study already: whoever is called so now cannot be told from whoever is called so there", name))
	}
	if err := env.show(replacedReport(done)); err != nil {
		return err
	}
	env.sayReplaced(done, o)
	if unmet := key.Unmet(); len(unmet) > 0 && len(done.Files) > 0 {
		var lines []int
		for _, r := range unmet {
			lines = append(lines, r.Line)
		}
		env.warn(fmt.Sprintf("the study holds nothing like %s of the table, %s; has a spreadsheet changed them?", count(len(unmet), "row"), problem.InLines(lines)))
	}
	if o.DryRun {
		return nil
	}
	for _, name := range key.Repeats() {
		env.warn(fmt.Sprintf("%q was replaced and is now what another is called: do not apply this table a second time", name))
	}
	now, err := env.open()
	if err != nil {
		return err
	}
	for i, a := range now.Config.Analysts {
		if was := st.Config.Analysts[i]; was.ID != a.ID {
			env.note("analyst %s is called %s now, in commands as well", was.ID, a.ID)
		}
	}
	return env.sayLeft(now, key)
}

// surelyReplaces asks whether to go on with what cannot be undone, unless that was
// said already.
func (e *Env) surelyReplaces(ctx context.Context, would study.Anonymized, yes bool) (bool, error) {
	if yes || would.Nothing() && !would.Forgot {
		return true, nil
	}
	what := fmt.Sprintf("%s in %s", count(would.Replacements(), "replacement"), count(len(would.Files), "file"))
	if !e.asks() {
		return false, fmt.Errorf("this cannot be undone (%s); look with --dry-run at what is replaced, and then say --yes", what)
	}
	yes, err := e.confirm(ctx, what+"; this cannot be undone; go on?")
	if err == nil && !yes {
		e.note("nothing was changed")
	}
	return yes, err
}

// readKey reads a table that people decided.
func (e *Env) readKey(file string) (*privacy.Key, error) {
	sheet, err := e.readSheet(file)
	if err != nil {
		return nil, err
	}
	column := map[string]int{}
	var missing []string
	for _, name := range []string{"find", "replace", "decision"} {
		column[name] = slices.IndexFunc(sheet.Columns, func(c string) bool { return strings.EqualFold(c, name) })
		if column[name] < 0 {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("%s:1: there is no column %s; the table is one that grounded anonymize scan wrote", sheet.Name, strings.Join(missing, ", "))
	}
	rows := make([]privacy.Row, len(sheet.Rows))
	for i, r := range sheet.Rows {
		rows[i] = privacy.Row{Line: r.Line, Find: r.Cells[column["find"]], Replace: r.Cells[column["replace"]], Decision: r.Cells[column["decision"]]}
	}
	key, problems := privacy.NewKey(sheet.Name, rows)
	if err := problem.Fatal(problems); err != nil {
		return nil, err
	}
	if key.Len() == 0 {
		return nil, fmt.Errorf("%s: every row is to be kept; write replace in the column decision where a name is to go", sheet.Name)
	}
	return key, nil
}

func replacedReport(done study.Anonymized) table.Report {
	r := table.Report{Table: table.Table{Columns: []table.Column{
		{Name: "file", Heading: "File"},
		{Name: "replaced", Heading: "Replaced", Type: table.Integer},
	}}}
	for _, f := range done.Files {
		r.Table.Rows = append(r.Table.Rows, []any{f.Path, f.N})
	}
	return r
}

func (e *Env) sayReplaced(done study.Anonymized, o applyKeyOptions) {
	did, rename, move := "replaced", "renamed", "moved"
	if o.DryRun {
		did, rename, move = "would replace", "would have renamed", "would move"
	}
	if len(done.Files) > 0 {
		said := fmt.Sprintf("%s %s in %s", did, count(done.Replacements(), "name"), count(len(done.Files), "file"))
		if done.Names > 0 {
			said += "; renamed: " + count(done.Names, "file")
		}
		if done.Codings > 0 {
			said += "; written anew on their passages: " + count(done.Codings, "coding")
		}
		e.note("%s", said)
	} else if done.Names > 0 {
		e.note("%s %s", rename, count(done.Names, "file"))
	}
	for _, merged := range done.Merged {
		e.note("%s: %s fewer, as labels are the same now", merged.Path, count(merged.N, "speaker"))
	}
	if done.Sources > 0 {
		e.note("%s %s to %s", move, count(done.Sources, "source"), o.MoveSources)
	}
}

// sayLeft says where the names stand still.
func (e *Env) sayLeft(st *study.Study, key *privacy.Key) error {
	left, err := st.Left(key.Gone())
	if err != nil {
		return err
	}
	if len(left.Files) > 0 {
		e.note("names stand still in %s; change or remove by hand: %s", count(len(left.Files), "file"), strings.Join(left.Files, ", "))
	}
	if left.Sources > 0 {
		e.note("sources/ holds %s as they came, and so perhaps the names; move them out with: grounded anonymize apply TABLE --move-sources DIR", count(left.Sources, "file"))
	}
	if left.Git {
		e.note("this folder is in a git repository, whose history holds the names still; before it is shared, begin a new one from what is there now")
	}
	e.note("what was exported, backed up or sent away before holds the names still")
	return nil
}
