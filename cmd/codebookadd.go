package cmd

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/codebook"
)

// codeOptions are the fields of a code that flags set.
type codeOptions struct {
	ID, Name, Kind, Parent, Definition, Include, Exclude, Origin, Reference string
	Rests                                                                   []string
	InVivo                                                                  bool
	Propose                                                                 bool
	Because                                                                 string
}

func (o *codeOptions) add(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&o.Definition, "definition", "", "what the code means (`TEXT`)")
	flags.StringVar(&o.Include, "include", "", "what belongs to it (`TEXT`)")
	flags.StringVar(&o.Exclude, "exclude", "", "what does not (`TEXT`)")
	flags.StringVar(&o.Origin, "origin", "", "where it comes from: theory or data (`ORIGIN`)")
	flags.StringVar(&o.Reference, "reference", "", "the work it is taken from (`TEXT`)")
	flags.BoolVar(&o.InVivo, "in-vivo", false, "its name is a participant's own words")
	completeWords(c, "origin", "theory", "data")
}

// check returns an error for what no code can be.
func (o *codeOptions) check() error {
	if o.Kind != "" && !slices.Contains(kindNames, o.Kind) {
		return misused("--kind %s: a code is descriptive or analytical", o.Kind)
	}
	if origins := []string{"theory", "data"}; o.Origin != "" && !slices.Contains(origins, o.Origin) {
		return misused("--origin %s: a code comes from theory or data", o.Origin)
	}
	return oneLine(o.Name)
}

func newCodebookAddCmd(env *Env) *cobra.Command {
	var o codeOptions
	c := &cobra.Command{
		Use:   "add NAME",
		Short: "Add a code",
		Long: `Add a code to your codebook. Where you share one that another keeps, --propose puts
it before them instead, and --because says why; until they accept it, it cannot be put
on passages.`,
		Example: `  grounded codebook add "Keeping warm" --parent money --definition "Heat, meters, blankets."
  grounded codebook add Means --kind analytical --rests-on rent --origin theory --reference "Sen 1999"
  grounded codebook add "Hand-me-downs" --propose --because "three people speak of them"`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.Name = args[0]
			return addCode(c.Context(), env, o)
		},
	}
	c.Flags().StringVar(&o.ID, "id", "", "what codings refer to it by (`ID`; made from the name otherwise)")
	c.Flags().StringVar(&o.Kind, "kind", "descriptive", "descriptive (what is said) or analytical (what that is an instance of) (`KIND`)")
	c.Flags().StringVar(&o.Parent, "parent", "", "the `CODE` it stands under")
	c.Flags().StringArrayVar(&o.Rests, "rests-on", nil, "the descriptive `CODE` that an analytical one rests on (repeatable)")
	c.Flags().BoolVar(&o.Propose, "propose", false, "propose it to the one who keeps a shared codebook")
	c.Flags().StringVar(&o.Because, "because", "", "why it is proposed (`TEXT`)")
	o.add(c)
	completeWords(c, "kind", string(codebook.Descriptive), string(codebook.Analytical))
	_ = c.RegisterFlagCompletionFunc("parent", completeCodes(env))
	return c
}

func addCode(ctx context.Context, env *Env, o codeOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	id, err := idOf("code", o.ID, o.Name)
	if err != nil {
		return err
	}
	if o.Because != "" && !o.Propose {
		return misused("--because says why a code is proposed; it goes with --propose")
	}
	if o.Propose {
		return proposeCode(ctx, env, o, codebook.ID(id))
	}
	return changeBook(ctx, env, "codebook add", func(e *study.Edit, book *codebook.Book) ([]byte, string, error) {
		added, err := o.code(book, codebook.ID(id), e.Now)
		if err != nil {
			return nil, "", err
		}
		src, err := book.Add(added)
		return src, fmt.Sprintf("added code %s", added.ID), err
	})
}

// code is what the flags say of a new code of a book.
func (o codeOptions) code(book *codebook.Book, id codebook.ID, now time.Time) (codebook.Code, error) {
	added := newCode(o.Name, codebook.Kind(o.Kind), now)
	added.ID = id
	added.Definition, added.Include, added.Exclude = o.Definition, o.Include, o.Exclude
	added.Origin, added.Reference, added.InVivo = o.Origin, o.Reference, o.InVivo
	if o.Parent != "" {
		parent, err := book.Find(o.Parent)
		if err != nil {
			return added, err
		}
		added.Parent = parent.ID
	}
	for _, name := range o.Rests {
		on, err := book.Find(name)
		if err != nil {
			return added, err
		}
		added.GroundedIn = append(added.GroundedIn, on.ID)
	}
	return added, nil
}

// changeBook changes the acting analyst's codebook in one transaction and says
// what was done.
func changeBook(ctx context.Context, env *Env, command string, change func(*study.Edit, *codebook.Book) ([]byte, string, error)) error {
	st, a, err := env.openActing()
	if err != nil {
		return err
	}
	did := ""
	_, err = st.Change(ctx, a, command, func(e *study.Edit) error {
		book, err := e.Book()
		if err != nil {
			return err
		}
		src, said, err := change(e, book)
		if err != nil {
			return err
		}
		did = said
		if bytes.Equal(src, book.Source()) {
			did = "nothing was changed: the codebook says so already"
			return nil
		}
		e.Did("%s", said)
		return e.WriteBook(src)
	})
	if err != nil {
		return err
	}
	env.note("%s", did)
	return nil
}

func newCodebookRenameCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:               "rename CODE NAME",
		Short:             "Give a code another name",
		Long:              "Give a code another name. Its id stays, so no coding changes and nothing that\nrefers to it breaks.",
		Example:           `  grounded codebook rename rent "Rent and arrears"`,
		Args:              cobra.ExactArgs(2),
		ValidArgsFunction: completeCodes(env),
		RunE: func(c *cobra.Command, args []string) error {
			if err := oneLine(args[1]); err != nil {
				return err
			}
			return changeBook(c.Context(), env, "codebook rename", func(_ *study.Edit, book *codebook.Book) ([]byte, string, error) {
				code, err := book.Find(args[0])
				if err != nil {
					return nil, "", err
				}
				src, err := book.Rename(code.ID, args[1])
				return src, fmt.Sprintf("renamed code %s", code.ID), err
			})
		},
	}
}

func newCodebookMoveCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:               "move CODE [PARENT]",
		Short:             "Put a code under another, or with no parent at the top",
		Example:           "  grounded codebook move rent money\n  grounded codebook move rent",
		Args:              cobra.RangeArgs(1, 2),
		ValidArgsFunction: completeCodes(env),
		RunE: func(c *cobra.Command, args []string) error {
			return changeBook(c.Context(), env, "codebook move", func(_ *study.Edit, book *codebook.Book) ([]byte, string, error) {
				code, err := book.Find(args[0])
				if err != nil {
					return nil, "", err
				}
				if len(args) == 1 {
					src, err := book.Move(code.ID, "")
					return src, fmt.Sprintf("moved code %s to the top", code.ID), err
				}
				parent, err := book.Find(args[1])
				if err != nil {
					return nil, "", err
				}
				src, err := book.Move(code.ID, parent.ID)
				return src, fmt.Sprintf("moved code %s under %s", code.ID, parent.ID), err
			})
		},
	}
}

func newCodebookRetireCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:               "retire CODE",
		Short:             "Take a code out of use; its codings stay",
		Example:           "  grounded codebook retire rent",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: completeCodes(env),
		RunE: func(c *cobra.Command, args []string) error {
			return changeBook(c.Context(), env, "codebook retire", func(e *study.Edit, book *codebook.Book) ([]byte, string, error) {
				code, err := book.Find(args[0])
				if err != nil {
					return nil, "", err
				}
				src, err := book.Retire(code.ID, e.Now.Format(time.DateOnly))
				return src, fmt.Sprintf("retired code %s", code.ID), err
			})
		},
	}
}
