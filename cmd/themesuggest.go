package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/cooccurrence"
	"grounded/analysis/grouping"
	"grounded/analysis/index"
	"grounded/analysis/lexis/stop"
	"grounded/analysis/table"
	"grounded/analysis/tabulate"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/transcript"
)

type suggestOptions struct {
	selectionFlags
	Weights  string
	K        int
	Most     int
	Least    int
	By       string
	Joined   bool
	Passages int
	Part     string
}

// tomlFormat is the format of a file that people change and give back.
const tomlFormat render.Format = "toml"

var suggestParts = []string{"groups", "codes", "numbers"}

func newThemeSuggestCmd(env *Env) *cobra.Command {
	o := suggestOptions{Weights: "text=1,words=1,tree=0.5", Least: 2, By: string(cooccurrence.Turn), Passages: 3}
	c := &cobra.Command{
		Use:   "suggest",
		Short: "Group codes that go together, to be looked at",
		Long: `Group codes that go together: whose passages reach the same turns, are put on the
same kind of words, and stand near each other in the codebook. What each of the three
counts is said with --weights. Each analyst's descriptive codes are grouped by
themselves, unless --kind, --code or --joined say otherwise. There are as many groups as
lie apart best, or --k. Codes with few codings are left apart.

Each group comes with why it is one, the terms that set it apart, and the passages most
like all that is said in it, of different participants. These are groups of codes, and
not themes. Written as TOML (-f toml, or -o groups.toml) they can be named, changed or
left alone; grounded theme accept groups.toml then makes themes of those that were
accepted.`,
		Example: `  grounded theme suggest -a ana
  grounded theme suggest -a ana --k 6 --weights text=1,words=1,tree=0
  grounded theme suggest -a ana -o groups.toml
  grounded theme suggest -f csv`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return suggestThemes(c, env, o) },
	}
	flags := c.Flags()
	flags.StringVar(&o.Weights, "weights", o.Weights, "how much each likeness counts (`text=N,words=N,tree=N`); one that is not named counts nothing")
	flags.IntVar(&o.K, "k", 0, "make `N` groups; otherwise as many as lie apart best")
	flags.IntVar(&o.Most, "most", 0, "without --k: at most `N` groups; otherwise a third of the codes, and 20")
	flags.IntVar(&o.Least, "least", o.Least, "leave codes with fewer than `N` codings apart")
	flags.StringVar(&o.By, "by", o.By, "passages meet by turn, paragraph, sentence or overlap (`WHAT`)")
	flags.BoolVar(&o.Joined, "joined", false, "group the codes of all analysts together")
	flags.IntVar(&o.Passages, "passages", o.Passages, "show `N` passages of each group")
	partFlag(c, &o.Part, suggestParts...)
	o.add(env, c)
	completeWords(c, "by", texts(suggestBys())...)
	env.drawings[c] = []render.Format{tomlFormat}
	return c
}

// suggestBys are the ways in which passages can meet that have units.
func suggestBys() []cooccurrence.By {
	return slices.DeleteFunc(slices.Clone(cooccurrence.Bys()), func(by cooccurrence.By) bool { return by == cooccurrence.Distance })
}

func (o suggestOptions) check(c *cobra.Command, env *Env) (grouping.Weights, error) {
	w, err := parseWeights(o.Weights)
	switch {
	case err != nil:
		return w, err
	case !slices.Contains(suggestBys(), cooccurrence.By(o.By)):
		return w, misused("--by %s: passages meet by %s", o.By, either(texts(suggestBys())))
	case c.Flags().Changed("k") && o.K < 1:
		return w, misused("--k %d: there is no such number of groups", o.K)
	case c.Flags().Changed("most") && o.Most < 2:
		return w, misused("--most %d: codes are parted into 2 groups or more", o.Most)
	case o.Least < 1:
		return w, misused("--least %d: a code without a coding says nothing; the least is 1", o.Least)
	case o.Passages < 0:
		return w, misused("--passages %d: there is no such number of passages", o.Passages)
	}
	if err := exclusive(c, "k", "most"); err != nil {
		return w, err
	}
	if o.Part != "" && !slices.Contains(suggestParts, o.Part) {
		return w, misused("--part %s: it is one of %s", o.Part, strings.Join(suggestParts, ", "))
	}
	if _, toml := env.drawing(c); toml && o.Part != "" {
		return w, misused("--part and -f toml: the file holds the groups alone")
	}
	return w, nil
}

// parseWeights reads "text=1,words=1,tree=0.5".
func parseWeights(text string) (grouping.Weights, error) {
	var w grouping.Weights
	kinds := map[string]*float64{"text": &w.Text, "words": &w.Words, "tree": &w.Tree}
	for _, part := range strings.Split(text, ",") {
		name, number, ok := strings.Cut(strings.TrimSpace(part), "=")
		into := kinds[strings.TrimSpace(name)]
		if !ok || into == nil {
			return w, misused("--weights %s: they look like text=1,words=1,tree=0.5", text)
		}
		value, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
		if err != nil || !(value >= 0 && value <= 1e6) {
			return w, misused("--weights %s: a weight is a number from 0 on, and %q is none", text, number)
		}
		*into = value
	}
	if w.Text+w.Words+w.Tree == 0 {
		return w, misused("--weights %s: something must count", text)
	}
	return w, nil
}

func suggestThemes(c *cobra.Command, env *Env, o suggestOptions) error {
	if filepath.Ext(env.global.Output) == ".toml" && !c.Flags().Changed("format") {
		env.global.Format = string(tomlFormat)
	}
	weights, err := o.check(c, env)
	if err != nil {
		return err
	}
	_, toml := env.drawing(c)
	if toml {
		if err := env.mayOffer(); err != nil {
			return err
		}
	}
	st, err := env.open()
	if err != nil {
		return err
	}
	descriptive := len(o.Kinds)+len(o.Codes) == 0
	if descriptive {
		o.Kinds = []string{string(codebook.Descriptive)}
	}
	picked, _, err := o.pick(c, env, st)
	if err != nil {
		return err
	}
	people, err := st.Cases()
	if err != nil {
		return err
	}
	stems := newStems(st)
	options := grouping.Options{
		By: cooccurrence.By(o.By), Weights: weights, K: o.K, Most: o.Most, Least: o.Least, Joined: o.Joined,
		Stem: stems.of, Leave: stems.little, Passages: o.Passages, Quoting: env.quoting(people),
	}
	var joined pairedCodes
	if o.Joined {
		if joined, err = joinCodes(st, picked.Coders); err != nil {
			return err
		}
		options.Same, options.Label = joined.categories, joined.label
	}
	suggestions, err := grouping.Suggest(picked, options)
	if err != nil {
		var few grouping.TooMany
		if errors.As(err, &few) && few.Codes > 0 {
			return fmt.Errorf("--k %d: %w; ask for %d at most, or take in codes with fewer codings: --least 1", o.K, err, few.Codes)
		}
		return fmt.Errorf("--k %d: %w", o.K, err)
	}
	notes := slices.Concat(joined.notes, stems.notes(), tabulate.Beside(picked))
	if toml {
		for _, n := range notes {
			env.note("%s", n)
		}
		return env.offer(grouping.Offer(suggestions))
	}
	return o.show(env, suggestions, notes)
}

// show prints the groups for people, and for scripts the codes of each.
func (o suggestOptions) show(env *Env, suggestions []grouping.Suggestion, notes []string) error {
	format, _ := render.ParseFormat(env.global.Format) // checked before any command runs
	chosen := o.Part
	if chosen == "" && format.Data() {
		chosen = "codes"
	}
	var reports []table.Report
	switch {
	case chosen == "codes":
		reports = append(reports, grouping.Members(suggestions))
	case chosen == "numbers":
		reports = append(reports, grouping.Numbers(suggestions))
	default:
		reports = grouping.Reports(suggestions, format.Data())
	}
	end := &reports[len(reports)-1]
	end.Notes = append(end.Notes, notes...)
	return env.show(reports...)
}

// mayOffer refuses to write a file of groups over one that is there, in which somebody
// may have written what they make of it.
func (e *Env) mayOffer() error {
	if e.global.Output == "" || e.global.Output == "-" {
		return nil
	}
	if study.Owns(e.inDir(e.global.Output)) {
		return misused("--output %s: that is a file of the study itself; choose another name", e.global.Output)
	}
	if _, err := os.Lstat(e.inDir(e.global.Output)); err == nil {
		return fmt.Errorf("--output %s: it is there already, and may hold what you made of the groups, so it is not written over; name another file", e.global.Output)
	}
	return nil
}

// offer prints a file of groups.
func (e *Env) offer(src []byte) error {
	if e.global.Output == "" || e.global.Output == "-" {
		_, err := e.Stdout.Write(src)
		return err
	}
	if err := writeNew(e.inDir(e.global.Output), src); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return e.mayOffer()
		}
		return fmt.Errorf("--output %s: it cannot be written: %w", e.global.Output, reason(err))
	}
	e.note("wrote %s; name and accept what means something, then: grounded theme accept %[1]s", e.global.Output)
	return nil
}

// stems gives the words of each transcript their stems, in its language or the study's.
type stems struct {
	study *study.Study
	known map[string]func(string) string
	lacks []string          // languages without a stemmer
	lists []map[string]bool // of words that say little
	plain func(string) string
}

func newStems(st *study.Study) *stems {
	return &stems{study: st, known: map[string]func(string) string{}}
}

func (s *stems) of(t *transcript.Transcript) func(string) string {
	if t.Language == "" {
		return s.in(s.study.Config.Language)
	}
	return s.in(t.Language)
}

// in stems words of a language.
func (s *stems) in(language string) func(string) string {
	stem, known := s.known[language]
	if !known {
		var ok bool
		if stem, ok = index.Stemmer(language); !ok {
			s.lacks = append(s.lacks, language)
		}
		if words, ok := stop.List(language); ok {
			s.lists = append(s.lists, words)
		}
		s.known[language] = stem
	}
	return stem
}

// little reports whether a word is on the stop list of a language that was met, or on that
// of the study.
func (s *stems) little(word string) bool {
	word = s.fold(word)
	return slices.ContainsFunc(s.lists, func(list map[string]bool) bool { return list[word] })
}

// fold makes words that differ by case or the form of an apostrophe the same.
func (s *stems) fold(word string) string {
	if s.plain == nil {
		s.plain, _ = index.Stemmer("")
	}
	return s.plain(word)
}

// notes say which words are compared as they stand.
func (s *stems) notes() []string {
	if len(s.lacks) == 0 {
		return nil
	}
	slices.Sort(s.lacks)
	return []string{fmt.Sprintf("Words of %s are compared as they stand: there is no stemmer for the language.", and(s.lacks))}
}
