package cmd

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/life"
	"grounded/analysis/table"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/codebook/slug"
	"grounded/transcript/coding"
)

func newCodebookHistoryCmd(env *Env) *cobra.Command {
	var undone bool
	c := &cobra.Command{
		Use:   "history [CODE]",
		Short: "Tell what became of each code, when, by whom and why",
		Long: `Tell what became of each code: when it was born, renamed, redefined, moved, merged,
split and retired, by whom, why (--because of the command that did it, or what was said
when it was proposed), how many passages went with it, and which memos are about it. A
code that is in the codebook no more can be named by the id that it had.
Edits of the codebook by hand are told as the next command finds them.`,
		Example: `  grounded codebook history
  grounded codebook history rent
  grounded codebook history -a ana -f csv`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: once(completeCodes(env)),
		RunE: func(_ *cobra.Command, args []string) error {
			st, err := env.open()
			if err != nil {
				return err
			}
			reports, err := codeLives(env, st, firstArg(args), undone)
			if err != nil {
				return err
			}
			return env.show(reports...)
		},
	}
	c.Flags().BoolVar(&undone, "undone", false, "changes that were taken back as well")
	return c
}

func codeLives(env *Env, st *study.Study, code string, undone bool) ([]table.Report, error) {
	sel, err := env.reading(st)
	if err != nil {
		return nil, err
	}
	books, err := livingBooks(st, sel)
	if err != nil {
		return nil, err
	}
	whose, name, ok := strings.Cut(code, ":")
	if !ok {
		whose, name = "", code
	}
	if ok {
		a, err := st.Analyst(coding.Analyst(whose))
		if err != nil {
			return nil, err
		}
		books = slices.DeleteFunc(books, func(b life.Book) bool { return b.File != a.CodebookFile() })
	}
	var files []string
	for _, b := range books {
		files = append(files, b.File)
	}
	changes, err := env.changes(st, sel, files...)
	if err != nil {
		return nil, err
	}
	format, _ := render.ParseFormat(env.global.Format) // checked before any command runs
	var out []table.Report
	var unknown error
	for _, b := range books {
		var only []codebook.ID
		if name != "" {
			id, err := codeEver(b, changes, undone, name)
			if err != nil {
				unknown = err
				continue
			}
			only = append(only, id)
		}
		r := life.Codes(b, changes, undone, only...)
		if format.Data() && len(out) > 0 {
			out[0].Table.Rows = append(out[0].Table.Rows, r.Table.Rows...)
			continue
		}
		out = append(out, r)
	}
	switch {
	case len(out) == 0 && unknown != nil:
		return nil, unknown
	case len(out) == 0:
		empty, _ := codebook.Decode("", nil)
		out = append(out, life.Codes(life.Book{Book: empty}, nil, false))
	}
	end := &out[len(out)-1]
	end.Notes = append(end.Notes, blindNote(st)...)
	return out, nil
}

// codeEver finds a code that a book holds, or held once: that by its id.
func codeEver(b life.Book, changes []life.Change, undone bool, name string) (codebook.ID, error) {
	found, err := b.Book.Find(name)
	if !errors.Is(err, codebook.ErrUnknown) {
		return found.ID, err
	}
	for _, id := range life.Gone(b, changes, undone) {
		if strings.EqualFold(string(id), name) || string(id) == slug.Make(name) {
			return id, nil
		}
	}
	return "", err
}

// livingBooks are the codebooks of the analysts that are meant, each once.
func livingBooks(st *study.Study, sel coding.Selection) ([]life.Book, error) {
	var out []life.Book
	for _, a := range st.Config.Analysts {
		if !sel.Sees(a.ID) || !sel.Named(a.ID, a.Role) {
			continue
		}
		at := slices.IndexFunc(out, func(b life.Book) bool { return b.File == a.CodebookFile() })
		if at < 0 {
			book, err := st.Book(a)
			if err != nil {
				return nil, err
			}
			b := life.Book{Name: a.Codebook, File: a.CodebookFile(), Book: book, Proposed: map[codebook.ID]string{}}
			proposals, who, err := st.Proposals(a)
			if err != nil {
				return nil, err
			}
			for _, by := range who {
				for _, p := range proposals[by.ID] {
					b.Proposed[p.Code.ID] = p.Because
				}
			}
			at, out = len(out), append(out, b)
		}
		memos, err := lifeMemos(st, sel, a.ID)
		if err != nil {
			return nil, err
		}
		out[at].Codings = append(out[at].Codings, study.CodingsFolder(a.ID))
		out[at].Memos = append(out[at].Memos, memos...)
	}
	return out, nil
}
