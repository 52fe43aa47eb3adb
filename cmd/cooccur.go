package cmd

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/cooccurrence"
	"grounded/analysis/tabulate"
	"grounded/analysis/unit"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/transcript/coding"
)

type cooccurOptions struct {
	selectionFlags
	By     string
	Within int
	Joined bool
	N      int
	Order  string
	Zero   bool
	Matrix bool
	Of     string
}

func newCooccurCmd(env *Env) *cobra.Command {
	o := cooccurOptions{By: string(cooccurrence.Overlap), Within: 50, N: 20, Order: string(tabulate.PairsByCount), Of: string(tabulate.PairCount)}
	c := &cobra.Command{
		Use:   "cooccur",
		Short: "Show which codes go together",
		Long: `Show which codes go together: whose passages overlap, or with --by sentence,
paragraph or turn reach the same one, or with --by distance have at most --within
words between them. Each analyst's codings are counted by themselves, unless
--joined counts all as one: a code of a shared codebook is one code then, and so are
codes that a crosswalk says are the same.

For each pair: how many times two passages meet; the c-coefficient of ATLAS.ti,
times / (codings of both - times), which is undefined where it would be more than 1;
the Jaccard, the share of the text or of the units with either code that have both;
and of the codings of each code, the share that meet the other. With --code, the
pairs that these codes are in. --order together puts codes that go together next to
one another; the pairs shown are those that meet most often all the same.`,
		Example: `  grounded cooccur
  grounded cooccur --by turn --code rent -n 0
  grounded cooccur --matrix --order together -a ana
  grounded cooccur --within 100 --joined -f csv`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return cooccur(c, env, o) },
	}
	flags := c.Flags()
	flags.StringVar(&o.By, "by", o.By, "passages meet by overlap, sentence, paragraph, turn or distance (`WHAT`)")
	flags.IntVar(&o.Within, "within", o.Within, "by distance: at most `N` words between them")
	flags.BoolVar(&o.Joined, "joined", false, "count the codings of all analysts as one")
	flags.IntVarP(&o.N, "number", "n", o.N, "show `N` pairs of each analyst; 0 shows all")
	flags.StringVar(&o.Order, "order", o.Order, "`ORDER` of pairs: count, c, jaccard, name or together")
	flags.BoolVar(&o.Zero, "zero", false, "show pairs that never meet as well")
	flags.BoolVar(&o.Matrix, "matrix", false, "show the codes of these pairs by one another; csv, tsv and json stay a row a pair")
	flags.StringVar(&o.Of, "of", o.Of, "with --matrix, show count, c, jaccard, or given: of the row's codings the share that meet the column's (`WHAT`)")
	o.add(env, c)
	completeWords(c, "by", texts(cooccurrence.Bys())...)
	completeWords(c, "order", texts(tabulate.PairOrders)...)
	completeWords(c, "of", texts(tabulate.PairMeasures)...)
	return c
}

func cooccur(c *cobra.Command, env *Env, o cooccurOptions) error {
	if err := o.check(c); err != nil {
		return err
	}
	st, err := env.open()
	if err != nil {
		return err
	}
	picked, about, err := o.pickAbout(c, env, st)
	if err != nil {
		return err
	}
	options := cooccurrence.Options{By: cooccurrence.By(o.By), Within: o.Within, Joined: o.Joined}
	var joined pairedCodes
	if o.Joined {
		if joined, err = joinCodes(st, picked.Coders); err != nil {
			return err
		}
		options.Same, options.Label = joined.categories, joined.label
	}
	format, _ := render.ParseFormat(env.global.Format) // checked before any command runs
	reports := tabulate.Cooccur(cooccurrence.Find(picked, options), picked, tabulate.CooccurOptions{
		N: o.N, Order: tabulate.PairOrder(o.Order), Zero: o.Zero, Matrix: o.Matrix, Of: tabulate.PairMeasure(o.Of), Data: format.Data(), About: about,
	})
	end := &reports[len(reports)-1]
	end.Notes = append(end.Notes, joined.notes...)
	if err := o.why(st, picked, reports); err != nil {
		return err
	}
	return env.show(reports...)
}

func (o *cooccurOptions) check(c *cobra.Command) error {
	within := c.Flags().Changed("within")
	if within && !c.Flags().Changed("by") {
		o.By = string(cooccurrence.Distance)
	}
	switch {
	case !slices.Contains(cooccurrence.Bys(), cooccurrence.By(o.By)):
		return misused("--by %s: passages meet by %s", o.By, either(texts(cooccurrence.Bys())))
	case within && o.By != string(cooccurrence.Distance):
		return misused("--within and --by %s: words are counted between passages --by distance alone", o.By)
	case o.Within < 0:
		return misused("--within %d: there is no such number of words", o.Within)
	case o.N < 0:
		return misused("--number %d: there is no such number of pairs", o.N)
	case !slices.Contains(tabulate.PairOrders, tabulate.PairOrder(o.Order)):
		return misused("--order %s: pairs stand by %s", o.Order, either(texts(tabulate.PairOrders)))
	case !slices.Contains(tabulate.PairMeasures, tabulate.PairMeasure(o.Of)):
		return misused("--of %s: a matrix shows %s", o.Of, either(texts(tabulate.PairMeasures)))
	case c.Flags().Changed("of") && !o.Matrix:
		return misused("--of says what a matrix shows; ask for one with --matrix")
	case o.By == string(cooccurrence.Distance) && (o.Order == string(tabulate.PairsByJaccard) || o.Of == string(tabulate.PairJaccard)):
		return misused("--by distance: there is no unit that a Jaccard could be of; order or show pairs by c")
	}
	return nil
}

// pickAbout loads what the flags mean with all codes, and says which codes --code asks
// about; nil when it asks about all. A code alone would go together with nothing.
func (f *selectionFlags) pickAbout(c *cobra.Command, env *Env, st *study.Study) (coding.Picked, func(*coding.Coder, codebook.ID) bool, error) {
	sel, err := f.selection(env, st)
	if err != nil {
		return coding.Picked{}, nil, err
	}
	corpus, err := st.Load(c.Context(), sel)
	if err != nil {
		return coding.Picked{}, nil, err
	}
	var about func(*coding.Coder, codebook.ID) bool
	if len(sel.Codes) > 0 {
		about = f.meansCode()
		sel.AnyCode = true
	}
	picked, err := coding.Select(corpus, sel)
	return picked, about, err
}

// joinCodes finds which codes of several coders are one, by crosswalks, for some of
// them at least.
func joinCodes(st *study.Study, coders []*coding.Coder) (pairedCodes, error) {
	p := pairedCodes{names: map[string]string{}}
	books := map[coding.Analyst]*codebook.Book{}
	var analysts []study.Analyst
	var ids []coding.Analyst
	for _, coder := range coders {
		a, err := st.Analyst(coder.Analyst)
		if err != nil {
			return p, err
		}
		analysts, ids, books[a.ID] = append(analysts, a), append(ids, a.ID), coder.Book
	}
	pairings, err := p.pairings(st, analysts, books)
	if err != nil {
		return p, err
	}
	whole, partial := unit.Joined(ids, pairings)
	for _, category := range append(whole, partial...) {
		var sides []string
		for _, a := range analysts {
			var names []string
			for _, id := range category.Codes[a.ID] {
				name := string(id)
				if code, known := books[a.ID].Code(id); known {
					name = code.Name
				}
				names = append(names, name)
			}
			if side := strings.Join(names, " + "); side != "" && !slices.Contains(sides, side) {
				sides = append(sides, side)
			}
		}
		if !sharedOnly(category, books) {
			p.categories = append(p.categories, category)
			p.names[category.Name] = strings.Join(sides, " = ")
		}
	}
	switch n := len(p.categories); n {
	case 0:
	case 1:
		p.notes = append(p.notes, "1 code is several that a crosswalk says are the same.")
	default:
		p.notes = append(p.notes, fmt.Sprintf("%d codes are each several that crosswalks say are the same.", n))
	}
	return p, nil
}

// sharedOnly reports whether a category is no more than one code of one codebook.
func sharedOnly(category unit.Category, books map[coding.Analyst]*codebook.Book) bool {
	codes := map[string]bool{}
	for a, ids := range category.Codes {
		for _, id := range ids {
			codes[books[a].Name()+" "+string(id)] = true
		}
	}
	return len(codes) == 1
}
