package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/table"
	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

func newCodebookRestsCmd(env *Env) *cobra.Command {
	var drop bool
	c := &cobra.Command{
		Use:   "rests [CODE [ON...]]",
		Short: "Say which descriptive codes an analytical code rests on",
		Long: `Say which descriptive codes an analytical code rests on. Without ON it is shown, of CODE
or of all analytical codes, what they rest on and how often that is used, the codes
below it included.`,
		Example: `  grounded codebook rests
  grounded codebook rests means rent bills
  grounded codebook rests means bills --not`,
		ValidArgsFunction: completeCodes(env),
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case len(args) > 1:
				return changeRests(c.Context(), env, args[0], args[1:], drop)
			case drop:
				return misused("--not: which codes does it rest on no more? name them behind it")
			}
			return showRests(c.Context(), env, args)
		},
	}
	c.Flags().BoolVar(&drop, "not", false, "it does not rest on them any more")
	return c
}

func changeRests(ctx context.Context, env *Env, name string, names []string, drop bool) error {
	return changeBook(ctx, env, "codebook rests", func(_ *study.Edit, book *codebook.Book) ([]byte, string, error) {
		code, err := book.Find(name)
		if err != nil {
			return nil, "", err
		}
		var on []codebook.ID
		for _, name := range names {
			other, err := book.Find(name)
			if err != nil {
				return nil, "", err
			}
			if !slices.Contains(on, other.ID) {
				on = append(on, other.ID)
			}
		}
		list := strings.Join(texts(on), ", ")
		if drop {
			src, err := book.Unrest(code.ID, on...)
			return src, fmt.Sprintf("code %s no longer rests on %s", code.ID, list), err
		}
		src, err := book.Rest(code.ID, on...)
		return src, fmt.Sprintf("code %s rests on %s", code.ID, list), err
	})
}

// showRests shows what analytical codes rest on.
func showRests(ctx context.Context, env *Env, names []string) error {
	st, err := env.open()
	if err != nil {
		return err
	}
	sel, err := env.reading(st)
	if err != nil {
		return err
	}
	sel.Surveys, sel.Bare = true, true // work is looked through here, not findings counted
	corpus, err := st.Load(ctx, sel)
	if err != nil {
		return err
	}
	if len(names) > 0 { // a code that nobody has is an error with its own way out
		named := sel
		named.Codes = names
		if _, err := coding.Select(corpus, named); err != nil {
			return err
		}
	}
	picked, err := coding.Select(corpus, sel)
	if err != nil {
		return err
	}
	asked, lies := coding.Selection{Codes: names}, restsOf(picked)
	r := table.Report{
		Title: "What analytical codes rest on",
		Table: table.Table{Columns: []table.Column{
			{Name: "analyst", Heading: "Analyst"},
			{Name: "code", Heading: "Id"},
			{Name: "name", Heading: "Code", Words: true},
			{Name: "on", Heading: "Id of that"},
			{Name: "on_name", Heading: "Rests on", Words: true},
			{Name: "codings", Heading: "Codings", Type: table.Integer},
			{Name: "transcripts", Heading: "Transcripts", Type: table.Integer},
			{Name: "first", Heading: "Code", Words: true, People: true},
		}},
		View: table.Columns{Names: []string{"analyst", "first", "on_name", "codings", "transcripts"}},
	}
	var loose []string
	for _, coder := range picked.Coders {
		for _, code := range coder.Book.Codes {
			if code.Kind != codebook.Analytical || !code.InUse() || !asked.MeansCode(coder, code) {
				continue
			}
			rests := r.Table.Rows
			for i, on := range code.GroundedIn {
				r.Table.Rows = append(r.Table.Rows, lies.row(coder, code, on, i == 0))
			}
			if len(rests) == len(r.Table.Rows) {
				loose = append(loose, string(code.ID))
			}
		}
	}
	switch {
	case len(loose) > 0:
		r.Notes = append(r.Notes, fmt.Sprintf("Without a code of their own to rest on: %s; see: grounded check --grounding", strings.Join(loose, ", ")))
	case len(r.Table.Rows) == 0 && len(names) > 0:
		r.Notes = append(r.Notes, fmt.Sprintf("%s is no analytical code in use; only those rest on others.", names[0]))
	case len(r.Table.Rows) == 0:
		r.Notes = append(r.Notes, "There is no analytical code; add one with: grounded codebook add NAME --kind analytical")
	}
	return env.show(r)
}

// liesOn is how often the codes of each coder are put on each transcript.
type liesOn map[*coding.Coder]map[codebook.ID]map[transcript.ID]int

func restsOf(picked coding.Picked) liesOn {
	lies := liesOn{}
	for _, row := range picked.Rows {
		if row.By != "" {
			continue
		}
		if lies[row.Coder] == nil {
			lies[row.Coder] = map[codebook.ID]map[transcript.ID]int{}
		}
		if lies[row.Coder][row.Entry.ID] == nil {
			lies[row.Coder][row.Entry.ID] = map[transcript.ID]int{}
		}
		lies[row.Coder][row.Entry.ID][row.Transcript.ID]++
	}
	return lies
}

// row is one code that an analytical code rests on, with how often it and the codes below
// it are used.
func (l liesOn) row(coder *coding.Coder, code codebook.Code, on codebook.ID, first bool) []any {
	name, below := string(on), []codebook.ID{on}
	if now, ok := coder.Book.Resolve(on); ok {
		c, _ := coder.Book.Code(now)
		name = c.Name
		below = coder.Book.Descendants(now)
		if now != on {
			below = append(below, on)
		}
	}
	codings, in := 0, map[transcript.ID]bool{}
	for _, id := range below {
		for t, n := range l[coder][id] {
			codings += n
			in[t] = true
		}
	}
	var shown any
	if first {
		shown = code.Name
	}
	return []any{string(coder.Analyst), string(code.ID), code.Name, string(on), name, codings, len(in), shown}
}
