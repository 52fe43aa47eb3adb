package cmd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/codebook/problem"
)

func newCodebookEditCmd(env *Env) *cobra.Command {
	var o codeOptions
	var wordingOnly bool
	c := &cobra.Command{
		Use:   "edit [CODE]",
		Short: "Change what the codebook says of a code",
		Long: `Change what the codebook says of a code: the fields that flags name, or without
flags its part of the file in your editor ($VISUAL, then $EDITOR). Without CODE
the whole codebook is opened. What comes back is checked before it counts; when
something is wrong with it your text is kept and the place is named.`,
		Example: `  grounded codebook edit rent --definition "Rent, and being behind with it." --exclude "Mortgages."
  grounded codebook edit rent
  grounded codebook edit`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: completeCodes(env),
		RunE: func(c *cobra.Command, args []string) error {
			given := named(c, "name", "kind", "definition", "include", "exclude", "origin", "reference", "in-vivo")
			if len(given) > 0 && len(args) == 0 {
				return misused("say which code, as in: grounded codebook edit rent --definition TEXT")
			}
			if len(given) > 0 {
				return setCode(c.Context(), env, args[0], o, given, wordingOnly)
			}
			return editBook(c.Context(), env, args, wordingOnly)
		},
	}
	c.Flags().StringVar(&o.Name, "name", "", "its name (`NAME`), as rename does")
	c.Flags().StringVar(&o.Kind, "kind", "", "descriptive or analytical (`KIND`)")
	o.add(c)
	c.Flags().BoolVar(&wordingOnly, "wording-only", false, "definitions mean what they did, in other words: nothing is to be read again")
	completeWords(c, "kind", kindNames...)
	return c
}

func setCode(ctx context.Context, env *Env, name string, o codeOptions, given []string, wordingOnly bool) error {
	if err := o.check(); err != nil {
		return err
	}
	return changeBook(ctx, env, "codebook edit", func(e *study.Edit, book *codebook.Book) ([]byte, string, error) {
		e.WordingOnly = wordingOnly
		code, err := book.Find(name)
		if err != nil {
			return nil, "", err
		}
		src, err := book.Set(code.ID, o.change(given))
		return src, fmt.Sprintf("changed %s of code %s", strings.Join(given, ", "), code.ID), err
	})
}

// change is what the flags that were given change of a code.
func (o codeOptions) change(given []string) codebook.Change {
	var c codebook.Change
	for _, flag := range given {
		switch flag {
		case "name":
			c.Name = &o.Name
		case "kind":
			kind := codebook.Kind(o.Kind)
			c.Kind = &kind
		case "definition":
			c.Definition = &o.Definition
		case "include":
			c.Include = &o.Include
		case "exclude":
			c.Exclude = &o.Exclude
		case "origin":
			c.Origin = &o.Origin
		case "reference":
			c.Reference = &o.Reference
		case "in-vivo":
			c.InVivo = &o.InVivo
		}
	}
	return c
}

// editBook opens the codebook, or one code of it, in the editor. No lock is
// held meanwhile: a codebook that somebody else changed is not overwritten.
func editBook(ctx context.Context, env *Env, args []string, wordingOnly bool) error {
	st, a, err := env.openActing()
	if err != nil {
		return err
	}
	book, err := st.Book(a)
	if err != nil && len(args) > 0 {
		return err
	}
	broken := err != nil
	if broken {
		env.note("%v", err)
	}
	var id codebook.ID
	before := book.Source()
	if len(args) == 1 {
		code, err := book.Find(args[0])
		if err != nil {
			return err
		}
		id = code.ID
		before, _ = book.Block(id)
	}
	if !env.hasEditor() {
		if id == "" || !env.asks() {
			return errors.New("no editor is chosen; set VISUAL or EDITOR, or say what to change with flags such as --definition")
		}
		return askForCode(ctx, env, book, id, wordingOnly)
	}
	changed, err := env.editing(ctx, st.NewDraft(a.ID, "codebook", a.Codebook, ".toml"), string(before), func(text string) error {
		return takeBook(ctx, env, st, a, id, before, []byte(text), wordingOnly)
	})
	if err == nil && !changed && broken {
		return errSaid
	}
	return err
}

// takeBook puts an edited text in the place of the codebook, or of one code.
func takeBook(ctx context.Context, env *Env, st *study.Study, a study.Analyst, id codebook.ID, before, after []byte, wordingOnly bool) error {
	did := "edited " + a.CodebookFile()
	if id != "" {
		did = fmt.Sprintf("edited code %s", id)
	}
	_, err := st.Change(ctx, a, "codebook edit", func(e *study.Edit) error {
		e.WordingOnly = wordingOnly
		book, had := codebookAsIs(e)
		now := book.Source()
		if id != "" {
			now, _ = book.Block(id)
		}
		if !bytes.Equal(now, before) {
			return fmt.Errorf("%s was changed while you edited it, so your text was not taken over", a.CodebookFile())
		}
		if id != "" {
			src, err := book.ReplaceBlock(id, after)
			if err != nil {
				return err
			}
			after = src
		}
		changed, problems := codebook.Decode(a.CodebookFile(), after)
		if err := problem.Fatal(problems); err != nil {
			return err
		}
		if gone := codebook.Dropped(book, changed); len(gone) > 0 {
			return fmt.Errorf("codes are never deleted, for codings refer to them, and %s is gone; retire it with: grounded codebook retire", strings.Join(texts(gone), ", "))
		}
		if fresh := problem.Fresh(had, problems); len(fresh) > 0 {
			return fresh
		}
		e.Did("%s", did)
		return e.WriteBook(after)
	})
	if err == nil {
		env.note("%s", did)
	}
	return err
}

// codebookAsIs reads the acting analyst's codebook whatever is wrong with it.
func codebookAsIs(e *study.Edit) (*codebook.Book, []problem.Problem) {
	src, _ := e.Read(e.Analyst.CodebookFile())
	return codebook.Decode(e.Analyst.CodebookFile(), src)
}

// askForCode asks for each field of a code; return keeps what is there.
func askForCode(ctx context.Context, env *Env, book *codebook.Book, id codebook.ID, wordingOnly bool) error {
	code, _ := book.Code(id)
	var o codeOptions
	var given []string
	for _, field := range []struct {
		flag, question, now string
		into                *string
	}{
		{"name", "Name", code.Name, &o.Name},
		{"definition", "Definition", code.Definition, &o.Definition},
		{"include", "Include", code.Include, &o.Include},
		{"exclude", "Exclude", code.Exclude, &o.Exclude},
	} {
		line, err := env.ask(ctx, fmt.Sprintf("%s [%s]: ", field.question, field.now))
		if err != nil {
			return err
		}
		if line != "" && line != field.now {
			*field.into = line
			given = append(given, field.flag)
		}
	}
	if len(given) == 0 {
		env.note("nothing was changed")
		return nil
	}
	return setCode(ctx, env, string(id), o, given, wordingOnly)
}

func newCodebookImportCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:     "import FILE",
		Short:   "Take a codebook file over as your own",
		Long:    "Take a codebook file over as your own, byte for byte. Your codebook must not hold\nany code yet.",
		Example: "  grounded codebook import ../pilot/codebooks/ana.toml -a ana",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			src, name, err := env.readFile(args[0])
			if err != nil {
				return err
			}
			return changeBook(c.Context(), env, "codebook import", func(e *study.Edit, book *codebook.Book) ([]byte, string, error) {
				if book.Len() > 0 {
					return nil, "", fmt.Errorf("%s holds %s already, and an import overwrites nothing", e.Analyst.CodebookFile(), count(book.Len(), "code"))
				}
				imported, problems := codebook.Decode(name, src)
				if err := problem.Fatal(problems); err != nil {
					return nil, "", err
				}
				return src, fmt.Sprintf("took over %s", count(imported.Len(), "code")), nil
			})
		},
	}
}
