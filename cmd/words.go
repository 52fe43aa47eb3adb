package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/index"
	"grounded/analysis/lexis"
	"grounded/analysis/tabulate"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/codebook/nearest"
)

type wordsOptions struct {
	selectionFlags
	NGram       int
	Stem        bool
	KWIC        string
	Context     int
	Sort        string
	Against     []string
	By          string
	Less        bool
	P           float64
	N           int
	Min         int
	MinSpeakers int
	Order       string
	Parts       string
	Stop        []string
	Model       string
	SmallCells,
	Sensitive bool

	only []lexis.Phrase // what is asked for
}

func newWordsCmd(env *Env) *cobra.Command {
	o := wordsOptions{
		selectionFlags: selectionFlags{bare: true}, NGram: 1, Context: 12, P: 0.01,
		Sort: string(lexis.ByPlace), Parts: string(lexis.ByTranscript),
	}
	c := &cobra.Command{
		Use:   "words [WORD...]",
		Short: "Count what is said, word by word, and show words in context",
		Long: `Count the words that are said: how often, by how many speakers and in how many
transcripts, and how evenly they are spread; or with WORD those alone, in which *
stands for any letters. Everybody's words are counted unless --role or another flag
says whose; with --code, the words of passages with that code. Frequencies are of all
words that are counted.

Words of the stop list of the transcript's language, and of stop = ["um"] in
grounded.toml, are left out of the list and not of the frequencies; --stop none leaves
none out, --stop study only those of the study, --stop de those of a language. With
--ngram 2 sequences are counted, which end with a sentence, a paragraph and a turn, and
are left out where they begin or end with a word of the list.

Key words are those that one group says more than another: --by parts what is counted
by a dimension of matrix, such as role, code or an attribute, and compares each group
with all the rest; --against compares what the flags select with the same, but for what
it names: --role participant --where wave=1 --against wave=2 are participants before and
after. --against rest compares with all other words; where codes are named, with what
the same people say without them. A word of both groups counts for the first.

--kwic shows every place of a word or phrase on a line, with what its turn says around
it. In csv its fields are those of search, which apply takes.`,
		Example: `  grounded words --role participant
  grounded words --ngram 3 --min 3
  grounded words --kwic 'thriv*' --sort right
  grounded words --role participant --by gender
  grounded words --code rent --role participant --against rest
  grounded words --role participant -f svg -o words.svg`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error { return words(c, env, o, args) },
	}
	flags := c.Flags()
	flags.StringVar(&o.KWIC, "kwic", "", "show every place of `PHRASE` with the words around it")
	flags.IntVar(&o.Context, "context", o.Context, "with --kwic, take `N` words before and behind, as far as a line has room")
	flags.StringVar(&o.Sort, "sort", o.Sort, "with --kwic, sort lines by `WHAT`: place, left, right, node or speaker")
	flags.IntVar(&o.NGram, "ngram", o.NGram, "count sequences of `N` words")
	flags.BoolVar(&o.Stem, "stem", false, "count or find all forms of a word as one (thrive, thriving)")
	flags.StringVar(&o.By, "by", "", "compare groups by `WHAT`: role, case, code, an attribute or another dimension of matrix")
	flags.StringArrayVar(&o.Against, "against", nil, "compare with `FIELD=VALUE`, as in role=interviewer, code=rent or wave=2, or with rest (repeatable)")
	flags.BoolVar(&o.Less, "less", false, "show what groups say less than the others")
	flags.Float64Var(&o.P, "p", o.P, "show key words whose p is less than `P`")
	flags.IntVarP(&o.N, "number", "n", 0, "show `N` words, of each group if there are some; 0 shows all (20 of a list, 10 of each group, all of --kwic, 80 in a cloud unless it is given)")
	flags.IntVar(&o.Min, "min", 0, "leave out what is said fewer than `N` times (1; 2 of sequences; 3 of key words unless it is given)")
	flags.IntVar(&o.MinSpeakers, "min-speakers", 0, "leave out what fewer than `N` speakers say")
	flags.StringVar(&o.Order, "order", "", "`ORDER` of words: count, speakers, transcripts, spread or word; of key words key, ratio, count or word")
	flags.StringVar(&o.Parts, "parts", o.Parts, "DP and D go by `PARTS`: transcript or speaker")
	flags.StringArrayVar(&o.Stop, "stop", nil, "leave out the words of `LIST`: none, study, or a language (repeatable)")
	flags.StringVar(&o.Model, "model", "", "take themes of --by theme from model `NAME`")
	flags.BoolVar(&o.SmallCells, "small-cells", false, "show what fewer than three people say also in md, html, latex and svg")
	flags.BoolVar(&o.Sensitive, "sensitive", false, sensitiveUsage)
	o.add(env, c)
	completeWords(c, "sort", texts(lexis.Arrangements())...)
	completeWords(c, "parts", texts(lexis.Units())...)
	completeWords(c, "order", append(texts(tabulate.WordOrders), texts(tabulate.KeyOrders)...)...)
	completeWords(c, "stop", stopLists()...)
	_ = c.RegisterFlagCompletionFunc("by", completeDimensions(env))
	env.draws(c, render.SVG)
	return c
}

func words(c *cobra.Command, env *Env, o wordsOptions, args []string) error {
	if err := o.check(c, env, args); err != nil {
		return err
	}
	st, err := env.open()
	if err != nil {
		return err
	}
	w, err := o.load(c, env, st)
	if err != nil {
		return err
	}
	if o.KWIC != "" {
		return w.concordance(c, env, st)
	}
	counts, err := lexis.Count(c.Context(), w.corpus, lexis.Options{
		N: o.NGram, Stem: o.Stem, Parts: lexis.Unit(o.Parts), Leave: w.leave, Min: o.Min, Only: o.only,
	})
	if err != nil {
		return err
	}
	if err := w.unsaid(c.Context(), env, counts.Met); err != nil {
		return err
	}
	notes := w.notes.Of(counts)
	if counts.All.Words == 0 {
		said, err := w.silent(st)
		if err != nil {
			return err
		}
		notes = append([]string{said}, notes...)
	}
	if w.groups != nil {
		return w.keywords(env, counts, notes)
	}
	list := w.list(env)
	if _, drawn := env.drawing(c); drawn {
		return env.cloud(counts, list, notes)
	}
	list.Notes = notes
	return env.show(tabulate.Words(counts, list))
}

// silent says why there are no words to count.
func (w *wording) silent(st *study.Study) (string, error) {
	if w.notes.Coded && len(w.notes.Picked.Rows) == 0 {
		return w.nothing(st, w.notes.Picked)
	}
	if said, err := noTranscripts(st); said != "" || err != nil {
		return said, err
	}
	return "Nobody whose words are asked for says any; leave something out of it.", nil
}

// list says how words are listed.
func (w *wording) list(env *Env) tabulate.WordsOptions {
	format := render.Format(env.global.Format)
	return tabulate.WordsOptions{
		N: w.N, Order: tabulate.WordOrder(w.Order), Speakers: w.MinSpeakers, Parts: lexis.Unit(w.Parts), Stem: w.Stem, Asked: w.only != nil,
		Data: format.Data(), Print: forPrint(format), SmallCells: w.SmallCells,
	}
}

func (w *wording) keywords(env *Env, counts lexis.Counts, notes []string) error {
	format := render.Format(env.global.Format)
	o := tabulate.KeywordsOptions{
		Groups: w.groups, N: w.N, Order: tabulate.KeyOrder(w.Order), P: w.P, Less: w.Less, Min: w.Min, Speakers: w.MinSpeakers, Asked: w.only != nil,
		Data: format.Data(), Print: forPrint(format), SmallCells: w.SmallCells, Notes: notes,
	}
	if o.Print && !o.SmallCells && len(w.Against) > 0 {
		for i, g := range counts.Groups {
			if g.People > 0 && g.People < 3 {
				return fmt.Errorf("%s: those are fewer than three people, and what is printed leaves so few out; print them all the same with: --small-cells", w.sides[i])
			}
		}
	}
	return env.show(tabulate.Keywords(counts, o)...)
}

func (w *wording) concordance(c *cobra.Command, env *Env, st *study.Study) error {
	format := render.Format(env.global.Format)
	lines, searched, err := lexis.Concordance(c.Context(), w.corpus, lexis.Options{Only: w.only, Stem: w.Stem}, w.Context, lexis.Arrangement(w.Sort))
	if err != nil {
		return err
	}
	if err := w.unsaid(c.Context(), env, []bool{len(lines) > 0}); err != nil {
		return err
	}
	notes := w.notes.Beside()
	if searched.Words == 0 {
		said, err := w.silent(st)
		if err != nil {
			return err
		}
		notes = append(notes, said)
	}
	return env.show(tabulate.Concordance(lines, searched, tabulate.ConcordanceOptions{
		N: w.N, Asked: w.only[0].String(), Quoting: w.corpus.Quoting, Data: format.Data(), Notes: notes,
	}))
}

// unsaid notes which of the words that were asked for nobody says, and what is written
// nearly so and said.
func (w *wording) unsaid(ctx context.Context, env *Env, met []bool) error {
	if !slices.Contains(met, false) {
		return nil
	}
	all, err := lexis.Count(ctx, w.corpus, lexis.Options{})
	if err != nil {
		return err
	}
	var said []string
	for _, word := range all.Words {
		said = append(said, word.Text)
	}
	for i, p := range w.only {
		if met[i] {
			continue
		}
		text := fmt.Sprintf("nobody whose words are counted says %q", p)
		if p.Len() == 1 && p.Exact() {
			if near := nearest.Nearest(p.String(), said, 3); len(near) > 0 {
				text += "; nearly so: " + strings.Join(near, ", ")
			}
		}
		env.note("%s", text)
	}
	return nil
}

// wording is what the flags of words mean in a study.
type wording struct {
	wordsOptions
	corpus lexis.Corpus
	leave  *lexis.Stoplist
	groups []tabulate.KeyGroup // nil when none are compared
	sides  []string            // what the groups of --against are called
	notes  tabulate.WordNotes
}

// load reads what is to be counted.
func (o wordsOptions) load(c *cobra.Command, env *Env, st *study.Study) (*wording, error) {
	people, err := st.Cases()
	if err != nil {
		return nil, err
	}
	s := wordSelection{wordsOptions: o, env: env, people: people.Cases}
	if err := s.load(c.Context(), st); err != nil {
		return nil, err
	}
	own, idle := st.Config.StopWords()
	w := &wording{wordsOptions: o, leave: o.leave(own)}
	if len(idle) > 0 && o.only == nil && (len(o.Stop) == 0 || slices.Contains(o.Stop, studyStop)) {
		env.warn(fmt.Sprintf("stop in grounded.toml leaves out words one by one, and so nothing for %s; name each word that says little by itself", quoted(idle)))
	}
	w.corpus.Language, w.corpus.Quoting = st.Config.Language, env.quoting(people)
	if err := s.fill(st, w); err != nil {
		return nil, err
	}
	w.notes.Leave, w.notes.Given, w.notes.Asked = w.leave, len(o.Stop) > 0, o.only != nil
	w.notes.Stem, w.notes.Min, w.notes.Language = o.Stem, o.Min, st.Config.Language
	w.notes.Stems = func(language string) bool { _, ok := index.Stemmer(language); return ok }
	return w, nil
}
