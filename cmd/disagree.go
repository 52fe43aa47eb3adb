package cmd

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"grounded/analysis/disagreement"
	"grounded/analysis/tabulate"
	"grounded/analysis/unit"
	"grounded/cmd/internal/study"
	"grounded/codebook/crosswalk"
	"grounded/transcript/coding"
)

type disagreeOptions struct {
	selectionFlags
	Between []string
	As      []string
	N       int
	Context int
	Part    string
	Now     bool
}

var disagreeParts = []string{"passages", "confusion", "codes", "transcripts", "speakers"}

func newDisagreeCmd(env *Env) *cobra.Command {
	o := disagreeOptions{N: 20, Context: 12}
	var kinds []string
	for _, k := range disagreement.Kinds() {
		kinds = append(kinds, string(k))
	}
	c := &cobra.Command{
		Use:   "disagree [A B]",
		Short: "Show the passages on which two analysts differ",
		Long: `Show the passages on which two analysts differ, those that say most first, with
what each of them did, how they define it and the words around. Codes are one that a
shared codebook holds, or that the crosswalk says are the same; only transcripts count
that both have finished.

They differ when they put different codes on the same words (different); when one of
them alone put a code that the other has too (one); when their codes are broader,
narrower or overlapping (related); when one cut into many passages what is one for
the other (split); when passages end elsewhere (boundary); and when one put a code
that the other has none like (lone).`,
		Example: `  grounded disagree
  grounded disagree ana ben --as different,one --speaker P07
  grounded disagree --part confusion -n 0 -f csv`,
		Args:              cobra.MaximumNArgs(2),
		ValidArgsFunction: completeAnalysts(env),
		RunE:              func(c *cobra.Command, args []string) error { return disagree(c, env, o, args) },
	}
	flags := c.Flags()
	flags.StringSliceVar(&o.As, "as", nil, "only those that differ as `KIND`: different, one, related, split, boundary, lone")
	flags.IntVarP(&o.N, "number", "n", o.N, "show `N` of them; 0 shows all")
	flags.IntVar(&o.Context, "context", o.Context, "`N` words on both sides")
	partFlag(c, &o.Part, disagreeParts...)
	betweenFlag(env, c, &o.Between)
	nowFlag(c, &o.Now)
	completeWords(c, "as", kinds...)
	o.add(env, c)
	return c
}

func disagree(c *cobra.Command, env *Env, o disagreeOptions, args []string) error {
	kinds, err := o.kinds()
	if err != nil {
		return err
	}
	if o.Part != "" && !slices.Contains(disagreeParts, o.Part) {
		return misused("--part %s: it is one of passages, confusion, codes, transcripts, speakers", o.Part)
	}
	if o.N < 0 || o.Context < 0 {
		return misused("--number and --context are 0 or more")
	}
	st, err := env.open()
	if err != nil {
		return err
	}
	two, then, err := env.pairApart(c.Context(), st, args, o.Between, o.Now)
	if err != nil {
		return err
	}
	found, _, notes, err := o.disagreements(c, env, st, two)
	if err != nil {
		return err
	}
	if len(found.Transcripts) == 0 {
		return comparable(unit.Table{Coders: []coding.Analyst{two[0].ID, two[1].ID}})
	}
	people, err := st.Cases()
	if err != nil {
		return err
	}
	report := tabulate.Disagreements(found, kinds, o.N, o.Context, env.quoting(people))
	switch o.Part {
	case "confusion":
		report = tabulate.Confusion(found, o.N)
	case "codes", "transcripts", "speakers":
		report = tabulate.DisagreementsBy(found, o.Part[:len(o.Part)-1])
	}
	report.Notes = append(report.Notes, append(notes, then...)...)
	return env.show(report)
}

func (o disagreeOptions) kinds() ([]disagreement.Kind, error) {
	var names []string
	for _, k := range disagreement.Kinds() {
		names = append(names, string(k))
	}
	var out []disagreement.Kind
	for _, name := range o.As {
		if !slices.Contains(names, name) {
			return nil, misuse{coding.Unknown("kind of disagreement", name, names)}
		}
		out = append(out, disagreement.Kind(name))
	}
	return out, nil
}

// disagreements compares two analysts as the flags mean it, and notes what the pairs
// leave out.
func (f *selectionFlags) disagreements(c *cobra.Command, env *Env, st *study.Study, two [2]study.Analyst) (disagreement.Finding, pairedCodes, []string, error) {
	var found disagreement.Finding
	picked, err := f.pickAnyCode(c, env, st, two[:])
	if err != nil {
		return found, pairedCodes{}, nil, err
	}
	codes, err := pairCodes(st, two[:], "code")
	if err != nil {
		return found, codes, nil, err
	}
	in := disagreement.Input{Picked: picked, Categories: codes.categories}
	if two[0].Codebook != two[1].Codebook {
		if in.Related, err = relatedPairs(st, two); err != nil {
			return found, codes, nil, err
		}
	}
	notes := codes.notes
	if len(codes.categories) == 0 {
		notes = []string{fmt.Sprintf("No pair of codes is accepted as the same, so that all codes of %s and %s are different ones; %s", two[0].ID, two[1].ID, toAccept(st))}
	}
	found = disagreement.Find(in)
	empty, err := coded(picked, found.Transcripts)
	if err != nil {
		return found, codes, nil, err
	}
	notes = append(notes, empty...)
	if len(f.Codes) > 0 {
		codes.means = f.meansCode()
		found = found.About(codes.means)
	}
	notes = append(notes, tabulate.Uncounted(picked.UncountedOn(found.Transcripts, codes.means))...)
	return found, codes, append(append(notes, picked.Beside()...), placedAnew(picked)...), nil
}

// relatedPairs returns the accepted pairs of two analysts that are not the same.
func relatedPairs(st *study.Study, two [2]study.Analyst) ([]crosswalk.Pair, error) {
	walk, err := st.Crosswalk(two[0].ID, two[1].ID)
	if err != nil {
		return nil, err
	}
	var out []crosswalk.Pair
	for _, p := range walk.Pairs {
		if p.Status == crosswalk.Accepted && p.Relation != crosswalk.Same {
			out = append(out, p)
		}
	}
	return out, nil
}
