package cmd

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/disagreement"
	"grounded/analysis/reconciliation"
	"grounded/analysis/table"
	"grounded/analysis/unit"
	"grounded/cmd/internal/study"
	"grounded/transcript/coding"
)

type reconcileOptions struct {
	selectionFlags
	Into      string
	Between   []string
	As        []string
	Decisions string
	Status    bool
	Again     bool
	DryRun    bool
	Now       bool
}

func newReconcileCmd(env *Env) *cobra.Command {
	var o reconcileOptions
	c := &cobra.Command{
		Use:   "reconcile [A B] --into NAME",
		Short: "Decide what becomes of the passages on which two analysts differ",
		Long: `Go through the passages on which two analysts differ, those that say most first, and
decide what becomes of each:

  l  take the left                   r  take the right
  b  take both                       d  draw anew: "d WORDS", or "d CODE: WORDS"
  n  take neither                    o  leave it open, for later
  k  skip it                         q  quit

A reason is asked for each, which may be empty. What comes of it is the work of an
analyst called NAME, with a codebook of its own in which each code says which codes it
was made of, and codings that say which codings they came from; what both put alike is
there from the start. The two analysts' own work stays as it is, so that what is
reported of their agreement is how it was before; how it was then, and how it would be
after, is kept with the decisions in codings/NAME/decisions.toml.

With --decisions they are read from such a file, of which those are passed over that are
about no disagreement any more, or from a table with the columns
left_ids, right_ids, take, code, drawn and reason: disagree -f csv writes the first
two, and people the others. All of them are taken, or none. A decision about a passage
that was decided before takes the former's place.`,
		Example: `  grounded reconcile ana ben --into joint
  grounded reconcile ana ben --into joint --status
  grounded disagree ana ben -n 0 -f csv -o todo.csv
  grounded reconcile ana ben --into joint --decisions todo.csv`,
		Args:              noneOrTwo,
		ValidArgsFunction: completeAnalysts(env),
		RunE:              func(c *cobra.Command, args []string) error { return reconcile(c, env, o, args) },
	}
	flags := c.Flags()
	flags.StringVar(&o.Into, "into", "", "whose work it becomes (`NAME`, made where there is none)")
	flags.StringVar(&o.Decisions, "decisions", "", "read decisions from `FILE`, or - for standard input")
	flags.BoolVar(&o.Status, "status", false, "how many are decided, and agreement before and after")
	flags.BoolVar(&o.Again, "again", false, "ask about those too that are decided")
	flags.StringSliceVar(&o.As, "as", nil, "ask only about those that differ as `KIND`: different, one, related, split, boundary, lone")
	flags.StringArrayVar(&o.Transcripts, "transcript", nil, "ask only about transcript `ID` (repeatable)")
	flags.BoolVar(&o.DryRun, "dry-run", false, "say what would be decided, and write nothing")
	flags.BoolVar(&o.NotOwn, "not-own", false, "leave out what analysts put on their own words")
	betweenFlag(env, c, &o.Between)
	nowFlag(c, &o.Now)
	completeWords(c, "as", texts(disagreement.Kinds())...)
	_ = c.RegisterFlagCompletionFunc("transcript", completeTranscripts(env))
	return c
}

// reconciler turns decisions about the differences of two analysts into the work of a
// third.
type reconciler struct {
	env    *Env
	st     *study.Study
	acts   study.Analyst
	two    [2]study.Analyst
	into   study.Analyst
	fresh  bool // into is yet to be made
	found  disagreement.Finding
	codes  pairedCodes
	picked coding.Picked
	notes  []string
}

func reconcile(c *cobra.Command, env *Env, o reconcileOptions, args []string) error {
	kinds, err := disagreeOptions{As: o.As}.kinds()
	switch {
	case err != nil:
		return err
	case o.Into == "":
		return misused("say whose work it becomes, as in: grounded reconcile --into joint")
	case o.Status && (o.Decisions != "" || o.DryRun || o.Again):
		return misused("--status only looks; --decisions, --dry-run and --again decide")
	case o.DryRun && o.Decisions == "":
		return misused("--dry-run goes with --decisions; of answers each is a change of its own, which undo takes back")
	}
	st, err := env.open()
	if err != nil {
		return err
	}
	r := reconciler{env: env, st: st}
	asked := *env
	asked.global.Analysts = nil
	if r.acts, err = env.acting(st); err != nil && !o.Status {
		return err
	}
	if r.two, r.notes, err = asked.pairApart(c.Context(), st, args, o.Between, o.Now); err != nil {
		return err
	}
	if r.into, r.fresh, err = st.Joint(o.Into); err != nil {
		return err
	}
	if err := r.look(c, o.selectionFlags); err != nil {
		return err
	}
	switch {
	case o.Status:
		return r.status()
	case o.Decisions != "":
		return r.read(c.Context(), o)
	}
	among := r.found.Items
	if len(o.Transcripts) > 0 || len(kinds) > 0 {
		among, err = r.narrowed(o.Transcripts, kinds)
		if err != nil {
			return err
		}
	}
	return r.walk(c.Context(), among, o.Again)
}

// look compares the two, and sees that what was decided so far was between them.
func (r *reconciler) look(c *cobra.Command, flags selectionFlags) error {
	if log, err := r.st.Decisions(r.into.ID); err != nil {
		return err
	} else if log != nil {
		between := [2]string{}
		for i, a := range r.two {
			who, _, _ := a.ID.Kept()
			between[i] = string(who)
		}
		switch {
		case slices.Equal(log.Between, between[:]):
		case slices.Equal(log.Between, []string{between[1], between[0]}):
			r.two[0], r.two[1] = r.two[1], r.two[0]
		default:
			return fmt.Errorf("%s holds what %s decided; choose another name for --into", study.DecisionsFile(r.into.ID), strings.Join(log.Between, " and "))
		}
	}
	all := selectionFlags{NotOwn: flags.NotOwn}
	quiet := *r.env
	quiet.global.Analysts = nil
	var err error
	if r.picked, err = all.pickOf(c, &quiet, r.st, r.two[:]); err != nil {
		return err
	}
	var notes []string
	if r.found, r.codes, notes, err = all.disagreements(c, &quiet, r.st, r.two); err != nil {
		return err
	}
	r.notes = append(r.notes, notes...)
	if len(r.found.Transcripts) == 0 {
		return comparable(unit.Table{Coders: []coding.Analyst{r.two[0].ID, r.two[1].ID}})
	}
	if len(r.found.Items)+len(r.found.Agreed) == 0 {
		return fmt.Errorf("neither %s nor %s has put a code on what both have finished, so there is nothing to reconcile", r.two[0].ID, r.two[1].ID)
	}
	return nil
}

// narrowed returns the items of some transcripts and kinds.
func (r *reconciler) narrowed(transcripts []string, kinds []disagreement.Kind) ([]disagreement.Item, error) {
	ids := texts(kinds)
	var known []string
	for _, t := range r.found.Transcripts {
		known = append(known, string(t.ID))
	}
	meant := known
	if len(transcripts) > 0 {
		var err error
		if meant, err = coding.MatchIDs("transcript that both have finished", transcripts, known); err != nil {
			return nil, err
		}
	}
	var out []disagreement.Item
	for _, item := range r.found.Items {
		if slices.Contains(meant, string(item.Transcript.ID)) && (len(ids) == 0 || slices.Contains(ids, string(item.Kind))) {
			out = append(out, item)
		}
	}
	return out, nil
}

// status shows how far the decisions are.
func (r *reconciler) status() error {
	log, err := r.st.Decisions(r.into.ID)
	if err != nil {
		return err
	}
	if log == nil {
		log = reconciliation.New("", "")
	}
	report := table.Report{
		Title: fmt.Sprintf("What %s became of what %s and %s did", r.into.ID, r.two[0].ID, r.two[1].ID),
		Table: table.Table{Columns: []table.Column{
			{Name: "kind", Heading: "Kind"}, {Name: "items", Heading: "All", Type: table.Integer},
		}},
		Notes: []string{fmt.Sprintf("The same code on the same words, taken over: %d.", len(r.found.Agreed))},
	}
	for _, take := range reconciliation.Takes() {
		heading := string(take)
		switch take {
		case reconciliation.Left:
			heading = string(r.two[0].ID)
		case reconciliation.Right:
			heading = string(r.two[1].ID)
		}
		report.Table.Columns = append(report.Table.Columns, table.Column{Name: string(take), Heading: upperFirst(heading), Type: table.Integer})
	}
	report.Table.Columns = append(report.Table.Columns, table.Column{Name: "undecided", Heading: "To do", Type: table.Integer})
	for _, kind := range disagreement.Kinds() {
		counts := make([]int, len(reconciliation.Takes())+2)
		for _, item := range r.found.Items {
			if item.Kind != kind {
				continue
			}
			counts[0]++
			if d, ok := log.Find(reconciliation.About(item)); ok {
				counts[1+slices.Index(reconciliation.Takes(), d.Take)]++
			} else {
				counts[len(counts)-1]++
			}
		}
		if counts[0] == 0 {
			continue
		}
		row := []any{string(kind)}
		for _, n := range counts {
			row = append(row, n)
		}
		report.Table.Rows = append(report.Table.Rows, row)
	}
	if gone := r.gone(log); gone > 0 {
		report.Notes = append(report.Notes, fmt.Sprintf("%s %s about codings that differ no more, or otherwise than they did.", count(gone, "decision"), isOrAre(gone)))
	}
	if log.Before != nil && log.After != nil {
		report.Notes = append(report.Notes, "Before: "+inWords(*log.Before)+"; this is what is reported.",
			"After: "+inWords(*log.After)+"; what is left open and undecided alone still counts as differing.")
	}
	report.Notes = append(report.Notes, r.notes...)
	return r.env.show(report)
}

// gone returns how many decisions are about what is no disagreement any more.
func (r *reconciler) gone(log *reconciliation.Log) int {
	n := 0
	for _, d := range log.Decisions {
		if !slices.ContainsFunc(r.found.Items, func(item disagreement.Item) bool { return d.SameItem(reconciliation.About(item)) }) {
			n++
		}
	}
	return n
}

// inWords says how far two agree: "alpha on turns: the same text 0.71, …".
func inWords(a reconciliation.Agreement) string {
	value := func(v *float64) string {
		if v == nil {
			return "undefined"
		}
		return fmt.Sprintf("%.2f", *v)
	}
	text := fmt.Sprintf("%s on %ss: the same text %s, the same name %s, both %s", a.Statistic, a.Unit, value(a.Marked), value(a.Named), value(a.Both))
	if a.Low != nil && a.High != nil {
		text += fmt.Sprintf(" (%s to %s)", value(a.Low), value(a.High))
	}
	return fmt.Sprintf("%s over %s of %s", text, count(a.Units, a.Unit), count(a.Transcripts, "transcript"))
}

func upperFirst(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
