package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/index"
	"grounded/analysis/table"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/coding"
)

func newMemoCmd(env *Env) *cobra.Command {
	c := &cobra.Command{Use: "memo", Short: "Write down what you think of, and read it again"}
	c.AddCommand(newMemoAddCmd(env), newMemoListCmd(env), newMemoShowCmd(env), newMemoEditCmd(env))
	return c
}

func newMemoAddCmd(env *Env) *cobra.Command {
	var m study.Memo
	var text string
	c := &cobra.Command{
		Use:   "add TITLE",
		Short: "Write a memo",
		Long: `Write a memo about codes, codings, transcripts, themes or cases. Without --text it
is written in your editor ($VISUAL, then $EDITOR), or on standard input.`,
		Example: `  grounded memo add "What warmth stands for" --about code:heating --text "Heat is dignity here."
  grounded memo add "My own winter" --kind reflexive --private --about transcript:interview-01`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			m.Title = args[0]
			return addMemo(c.Context(), env, m, text, c.Flags().Changed("text"))
		},
	}
	flags := c.Flags()
	flags.StringArrayVar(&m.About, "about", nil, "what it is about: `WHAT:ID`, as in code:rent, transcript:interview-03, coding:k3v9 (repeatable)")
	flags.StringVar(&m.Kind, "kind", "analytic", strings.Join(study.MemoKinds, ", ")+" (`KIND`)")
	flags.StringVar(&m.Date, "date", "", "its day (`YYYY-MM-DD`; today otherwise)")
	flags.BoolVar(&m.Private, "private", false, "it never leaves the study")
	flags.StringVar(&text, "text", "", "what it says (`TEXT`; - reads it from standard input)")
	completeWords(c, "kind", study.MemoKinds...)
	return c
}

func addMemo(ctx context.Context, env *Env, m study.Memo, text string, given bool) error {
	if !slices.Contains(study.MemoKinds, m.Kind) {
		return misused("--kind %s: a memo is one of %s", m.Kind, strings.Join(study.MemoKinds, ", "))
	}
	if _, err := env.pastDay("date", m.Date); err != nil {
		return err
	}
	if strings.TrimSpace(m.Title) == "" {
		return misused("a memo needs a title")
	}
	if err := aboutForm(m.About); err != nil {
		return err
	}
	st, a, err := env.openActing()
	if err != nil {
		return err
	}
	if m.About, err = resolveAbout(ctx, env, st, a, m.About); err != nil {
		return err
	}
	if !given && env.hasEditor() {
		written, err := env.editing(ctx, st.NewDraft(a.ID, "memo", "new", ".md"), "", func(text string) error {
			m.Text = text
			return writeMemo(ctx, env, st, a, m)
		})
		if err == nil && !written {
			return errEmptyMemo
		}
		return err
	}
	if m.Text, err = memoText(env, text, given); err != nil {
		return err
	}
	return writeMemo(ctx, env, st, a, m)
}

var errEmptyMemo = errors.New("the memo is empty, so it was not kept")

func writeMemo(ctx context.Context, env *Env, st *study.Study, a study.Analyst, m study.Memo) error {
	if strings.TrimSpace(m.Text) == "" {
		return errEmptyMemo
	}
	_, err := st.Change(ctx, a, "memo add", func(e *study.Edit) error {
		written, err := e.WriteMemo(m)
		m = written
		e.Did("wrote memo %s", m.ID)
		return err
	})
	if err != nil {
		return err
	}
	env.note("wrote %s", m.File())
	return nil
}

func memoText(env *Env, text string, given bool) (string, error) {
	if given && text != "-" {
		return text, nil
	}
	if !given && env.asks() {
		env.note("write the memo; end it with Ctrl-D on a line of its own:")
	}
	return env.text("-")
}

func newMemoListCmd(env *Env) *cobra.Command {
	var about []string
	var words string
	c := &cobra.Command{
		Use:     "list",
		Short:   "List memos",
		Example: "  grounded memo list\n  grounded memo list --about code:rent -f json\n  grounded memo list --search 'dignity OR pride'",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := aboutForm(about); err != nil {
				return err
			}
			memos, err := readMemos(env)
			if err != nil {
				return err
			}
			if words != "" {
				if memos, err = memosThatSay(c.Context(), env, words, memos); err != nil {
					return err
				}
			}
			memos = slices.DeleteFunc(memos, func(m study.Memo) bool {
				return len(about) > 0 && !slices.ContainsFunc(about, func(a string) bool { return slices.Contains(m.About, a) })
			})
			r := memoReport(env, memos)
			switch {
			case len(memos) == 0 && words != "":
				r.Notes = []string{"no memo says that"}
			case len(memos) == 0 && len(about) > 0:
				r.Notes = []string{"no memo is about " + strings.Join(about, " or ")}
			}
			r.View = table.Cards{Head: []string{"title", "analyst", "date", "kind"}, Foot: []string{"memo", "about", "kept"}}
			return env.show(r)
		},
	}
	c.Flags().StringArrayVar(&about, "about", nil, "only memos about `WHAT:ID` (repeatable)")
	c.Flags().StringVar(&words, "search", "", "only memos that say what `QUERY` asks for, as search does of transcripts")
	return c
}

// memosThatSay returns those of some memos that say what a query asks for, in their title
// or their text.
func memosThatSay(ctx context.Context, env *Env, text string, memos []study.Memo) ([]study.Memo, error) {
	q, err := parseQuery(text)
	if err != nil {
		return nil, err
	}
	st, err := env.open()
	if err != nil {
		return nil, err
	}
	var sources []index.Source
	for i, m := range memos {
		said := strings.Join(strings.Fields(m.Title+" / "+m.Text), " ")
		page, err := transcript.Compose(transcript.ID(fmt.Sprint(i)), transcript.Meta{}, []transcript.Said{{Time: transcript.Untimed, Paragraphs: []string{said}}})
		if err != nil {
			return nil, fmt.Errorf("%s cannot be searched: %w", m.File(), err)
		}
		sources = append(sources, index.SourceOf(page))
	}
	found, err := index.Scan(ctx, sources, q, index.Options{Language: st.Config.Language})
	var wrong *index.FieldError
	if errors.As(err, &wrong) {
		return nil, misused("memos are searched by words, and %s is a field", wrong.Field)
	}
	if err != nil {
		return nil, err
	}
	var out []study.Memo
	for i, m := range memos {
		if slices.ContainsFunc(found.Hits, func(h index.Hit) bool { return h.Transcript == transcript.ID(fmt.Sprint(i)) }) {
			out = append(out, m)
		}
	}
	return out, nil
}

func newMemoShowCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:     "show MEMO...",
		Short:   "Show memos, by ids, globs, or a part of an id that only one has",
		Example: "  grounded memo show 2021-03-04-what-warmth-stands-for\n  grounded memo show warmth",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			memos, err := readMemos(env)
			if err != nil {
				return err
			}
			var ids []string
			for _, m := range memos {
				ids = append(ids, m.ID)
			}
			meant, err := memosMeant(args, ids)
			if err != nil {
				return err
			}
			memos = slices.DeleteFunc(memos, func(m study.Memo) bool { return !slices.Contains(meant, m.ID) })
			r := memoReport(env, memos)
			r.View = table.Cards{Head: []string{"title", "analyst", "date", "kind"}, Body: "text", Foot: []string{"about", "kept"}}
			return env.show(r)
		},
	}
}

func readMemos(env *Env) ([]study.Memo, error) {
	st, err := env.open()
	if err != nil {
		return nil, err
	}
	sel, err := env.reading(st)
	if err != nil {
		return nil, err
	}
	if _, err := coding.MatchIDs("analyst", sel.Analysts, seen(st, sel)); err != nil {
		return nil, err
	}
	return st.Memos(sel)
}

func analystIDs(st *study.Study) []coding.Analyst {
	var ids []coding.Analyst
	for _, a := range st.Config.Analysts {
		ids = append(ids, a.ID)
	}
	return ids
}

// seen are the analysts whose work the one who looks may see.
func seen(st *study.Study, sel coding.Selection) []coding.Analyst {
	return slices.DeleteFunc(analystIDs(st), func(a coding.Analyst) bool { return !sel.Sees(a) })
}

// memoReport lists memos. Private ones are shown to whoever reads at the terminal, and left
// out of what can leave the study: data, print and files.
func memoReport(env *Env, memos []study.Memo) table.Report {
	r := table.Report{Table: table.Table{Columns: []table.Column{
		{Name: "memo", Heading: "Memo"},
		{Name: "analyst", Heading: "Analyst"},
		{Name: "date", Heading: "Date"},
		{Name: "kind", Heading: "Kind"},
		{Name: "title", Heading: "Title", Words: true},
		{Name: "about", Heading: "About", Type: table.List, Words: true},
		{Name: "private", Heading: "Private", Type: table.Boolean},
		{Name: "text", Heading: "Text", Words: true},
		{Name: "kept", Heading: "Private", People: true},
	}}}
	format, _ := render.ParseFormat(env.global.Format) // checked before any command runs
	leaves, private := format != render.Text || env.global.Output != "", 0
	for _, m := range memos {
		var kept any
		if m.Private {
			if private++; leaves {
				continue
			}
			kept = "it never leaves the study"
		}
		r.Table.Rows = append(r.Table.Rows, []any{m.ID, string(m.Analyst), m.Date, m.Kind, m.Title, m.About, m.Private, m.Text, kept})
	}
	if private > 0 && leaves {
		r.Notes = []string{count(private, "private memo") + " left out: what is private never leaves the study (shown with -f text, at the terminal)."}
	}
	if len(memos) == 0 {
		r.Notes = []string{"no memo yet; write one with: grounded memo add TITLE"}
	}
	return r
}
