package cmd

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/table"
	"grounded/analysis/tabulate"
	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

type applyOptions struct {
	Quote  string
	Nth    int
	Turn   string
	Memo   string
	New    bool
	Kind   string
	From   string
	Yes    bool
	DryRun bool
}

func newApplyCmd(env *Env) *cobra.Command {
	var o applyOptions
	c := &cobra.Command{
		Use:   "apply CODE PLACE | apply CODE TRANSCRIPT --quote WORDS | apply [CODE] --from FILE",
		Short: "Put a code on a passage, or many codes on many",
		Long: `Put a code on a passage. A place is interview-03:14, or interview-03:14-16 for
several paragraphs; the words of a passage, or a turn, may be given in its stead.
Words are found whole, ’ and ' are alike, and so is all white space;
"first … last" means from the one to the other.

With --from, codings are read from a file, or from - for standard input: csv,
tsv, json or a JSON object a line, as quotes, search and export write them. Each
has a code (or CODE says it), a transcript with start and end, or ref, or
transcript with quote (and nth) or turn, and may have a memo. A coding whose id is
there already is left alone; where CODE is another code than a line's own, it is a
coding of its own. Either all of them are made, or none; every line that cannot be
is named.`,
		Example: `  grounded apply rent interview-03:14
  grounded apply rent interview-03 --quote "the rent went up … twice"
  grounded apply "Keeping warm" interview-03 --turn 8-9 --new
  grounded search 'rent OR landlord' -f csv | grounded apply housing --from -`,
		Args:              cobra.MaximumNArgs(2),
		ValidArgsFunction: completeCodeThenTranscript(env),
		RunE: func(c *cobra.Command, args []string) error {
			entries, err := o.entries(env, args)
			if err != nil {
				return err
			}
			return apply(c.Context(), env, o, entries)
		},
	}
	flags := c.Flags()
	flags.StringVar(&o.Quote, "quote", "", "the passage with these `WORDS`; - reads them from standard input")
	flags.IntVar(&o.Nth, "nth", 0, "the `N`th of the places with those words")
	flags.StringVar(&o.Turn, "turn", "", "the whole of turn `N`, or of N-M")
	flags.StringVar(&o.Memo, "memo", "", "a note on this coding (`TEXT`; - reads it from standard input)")
	flags.BoolVar(&o.New, "new", false, "make the code when the codebook does not hold it")
	flags.StringVar(&o.Kind, "kind", "descriptive", "what a new code is: descriptive or analytical (`KIND`)")
	flags.StringVar(&o.From, "from", "", "read codings from `FILE`, or - for standard input")
	flags.BoolVarP(&o.Yes, "yes", "y", false, "ask nothing")
	flags.BoolVar(&o.DryRun, "dry-run", false, "say what would be coded, and write nothing")
	completeWords(c, "kind", string(codebook.Descriptive), string(codebook.Analytical))
	return c
}

// entries are the codings that the command line asks for.
func (o *applyOptions) entries(env *Env, args []string) ([]applied, error) {
	if o.Kind != string(codebook.Descriptive) && o.Kind != string(codebook.Analytical) {
		return nil, misused("--kind %s: a code is descriptive or analytical", o.Kind)
	}
	if o.From != "" {
		if len(args) > 1 || o.Quote != "" || o.Nth != 0 || o.Turn != "" || o.Memo != "" {
			return nil, misused("--from takes places and memos from the file; only CODE may stand beside it")
		}
		code := ""
		if len(args) == 1 {
			code = args[0]
		}
		return readApplied(env, o.From, code)
	}
	if len(args) != 2 {
		return nil, misused("say a code and a place, as in: grounded apply rent interview-03:14")
	}
	if o.Quote == "-" && o.Memo == "-" {
		return nil, misused("--quote and --memo cannot both come from standard input")
	}
	one := applied{code: args[0], nth: o.Nth, turn: o.Turn}
	if err := one.place(env, args[1], o.Quote); err != nil {
		return nil, err
	}
	var err error
	one.memo, err = env.text(o.Memo)
	return []applied{one}, err
}

// place reads where a coding is to stand, from an argument that is a transcript
// or a place and from the flags, and refuses what can be nowhere.
func (a *applied) place(env *Env, where, quote string) error {
	var err error
	if a.quote, err = env.text(quote); err != nil {
		return err
	}
	a.transcript = where
	if strings.ContainsAny(where, ":¶") {
		a.transcript, a.ref = "", where
		if _, err := transcript.ParseRef(where); err != nil {
			return misuse{err}
		}
	}
	if a.turn != "" {
		if _, _, err := turns(a.turn); err != nil {
			return misuse{err}
		}
	}
	switch {
	case quote != "" && a.quote == "":
		return misused("--quote says no words")
	case a.turn != "" && (a.quote != "" || a.ref != ""):
		return misused("--turn says where already; a place or --quote cannot stand beside it")
	case a.nth != 0 && a.quote == "":
		return misused("--nth counts the places of --quote")
	case a.nth < 0:
		return misused("--nth %d: places count from 1", a.nth)
	case a.ref == "" && a.quote == "" && a.turn == "":
		return misused("where in %s? say a paragraph (%[1]s:14), or the words with --quote, or a turn with --turn", where)
	}
	return nil
}

// applied is one coding that is asked for, with where it was asked.
type applied struct {
	line       string // "codings.csv:14", "" on the command line
	id, at     string
	code       string
	transcript string
	ref        string
	start, end int // a passage in bytes, when end is not 0
	quote      string
	nth        int
	turn       string
	memo       string
	query      string   // the search that asks for it
	flags      string   // those of that search
	marked     *onPaper // on paper, which says where then
	fault      error    // why the line cannot be read
}

func apply(ctx context.Context, env *Env, o applyOptions, entries []applied) error {
	st, a, err := env.openActing()
	if err != nil {
		return err
	}
	if o.From != "" && o.From != "-" && !o.Yes && !o.DryRun && env.asks() {
		yes, err := env.confirm(ctx, fmt.Sprintf("put %s as %s?", count(len(entries), "coding"), a.ID))
		if err != nil {
			return err
		}
		if !yes {
			env.note("nothing was coded")
			return nil
		}
	}
	var hand *coder
	_, err = st.Change(ctx, a, "apply", func(e *study.Edit) error {
		hand = &coder{edit: e, options: o, makes: true, desks: map[transcript.ID]*study.Desk{}, finders: map[transcript.ID]*transcript.Finder{}}
		if err := hand.all(entries); err != nil || o.DryRun {
			return err
		}
		e.Did("%s", hand.did())
		return hand.save()
	})
	if err != nil {
		return err
	}
	return hand.say(env)
}

// say tells the analyst what was coded; scripts that ask for a format get rows.
func (h *coder) say(env *Env) error {
	for _, said := range h.notes {
		env.note("%s", said)
	}
	would := ""
	if h.options.DryRun {
		would = "would have "
	}
	there := already(h.there)
	switch {
	case len(h.made) == 0 && h.there == 0:
		env.note("nothing to do: there is no coding to put")
	case len(h.made) == 0:
		env.note("nothing to do: %s", there)
	case len(h.made) == 1 && h.options.From == "":
		m := h.made[0]
		env.note("%s%s: %q", would, h.did(), short(m.desk.Text.Spoken(m.placed.Now)))
	case h.there > 0:
		env.note("%s%s; %s", would, h.did(), there)
	default:
		env.note("%s%s", would, h.did())
	}
	for _, id := range h.newCode {
		if !h.options.DryRun {
			env.note("code %s is new; say what it means with: grounded codebook edit %s --definition TEXT", id, id)
		}
	}
	if env.global.Format == "text" {
		return nil
	}
	return env.show(h.report())
}

func already(n int) string {
	if n == 1 {
		return "1 coding was there already"
	}
	return fmt.Sprintf("%d codings were there already", n)
}

func (h *coder) report() table.Report {
	c := &coding.Coder{Analyst: h.edit.Analyst.ID, Book: h.book}
	picked := coding.Picked{Coders: []*coding.Coder{c}}
	for i := range h.made {
		m := &h.made[i]
		entry, _ := h.book.Code(m.placed.Code)
		picked.Rows = append(picked.Rows, coding.Row{Placed: &m.placed, Coder: c, Transcript: m.desk.Text, Entry: &entry})
	}
	return tabulate.Quotes(picked, tabulate.QuotesOptions{Kept: true})
}

// short cuts a quotation for a line on the terminal, at a space.
func short(quote string) string {
	const most = 60
	quote = strings.Join(strings.Fields(quote), " ")
	if len(quote) <= most {
		return quote
	}
	cut := strings.LastIndexByte(quote[:most], ' ')
	if cut < 0 {
		return quote
	}
	return quote[:cut] + " …"
}
