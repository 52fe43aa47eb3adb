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
	"grounded/transcript/coding"
)

func proposeCode(ctx context.Context, env *Env, o codeOptions, id codebook.ID) error {
	st, a, err := env.openActing()
	if err != nil {
		return err
	}
	book, err := st.Book(a)
	if err != nil {
		return err
	}
	owner, kept := st.Keeper(a, book)
	switch {
	case !kept:
		return fmt.Errorf("%s is yours to change, so there is nobody to propose a code to; add it without --propose", a.CodebookFile())
	case owner.ID == a.ID:
		return fmt.Errorf("you keep %s yourself; add the code without --propose", a.CodebookFile())
	}
	_, err = st.Change(ctx, a, "codebook add --propose", func(e *study.Edit) error {
		book, err := e.Book()
		if err != nil {
			return err
		}
		code, err := o.code(book, id, e.Now)
		if err != nil {
			return err
		}
		e.Did("proposed code %s", id)
		return e.Propose(codebook.Proposal{Code: code, Because: o.Because})
	})
	if err != nil {
		return err
	}
	env.note("proposed code %s to %s, who decides with: grounded codebook accept %[1]s, or decline %[1]s", id, owner.ID)
	return nil
}

func newCodebookOwnerCmd(env *Env) *cobra.Command {
	var none bool
	c := &cobra.Command{
		Use:   "owner [ANALYST]",
		Short: "Say who keeps a codebook that several share",
		Long: `Say who alone changes a codebook that several analysts share; the others propose codes
with: grounded codebook add --propose. Without an owner all who share it change it.
An owner is changed by the owner.`,
		Example:           "  grounded codebook owner ana\n  grounded codebook owner --none\n  grounded codebook owner",
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: once(completeAnalysts(env)),
		RunE: func(c *cobra.Command, args []string) error {
			if none && len(args) > 0 {
				return misused("--none and %s: it is one or the other", args[0])
			}
			if !none && len(args) == 0 {
				return showOwner(env)
			}
			return setOwner(c.Context(), env, args)
		},
	}
	c.Flags().BoolVar(&none, "none", false, "all who share it change it")
	return c
}

func showOwner(env *Env) error {
	st, a, err := env.openActing()
	if err != nil {
		return err
	}
	book, err := st.Book(a)
	if err != nil {
		return err
	}
	report := table.Report{Table: table.Table{Columns: []table.Column{{Name: "codebook", Heading: "Codebook"}, {Name: "owner", Heading: "Owner"}, {Name: "analysts", Heading: "Shared by", Type: table.List}}}}
	var users []string
	for _, other := range st.Config.Analysts {
		if other.Codebook == a.Codebook {
			users = append(users, string(other.ID))
		}
	}
	report.Table.Rows = [][]any{{a.Codebook, book.Owner, users}}
	return env.show(report)
}

func setOwner(ctx context.Context, env *Env, args []string) error {
	return changeBook(ctx, env, "codebook owner", func(e *study.Edit, book *codebook.Book) ([]byte, string, error) {
		if len(args) == 0 {
			src, err := book.SetOwner("")
			return src, fmt.Sprintf("all who share %s change it", e.Analyst.CodebookFile()), err
		}
		st, err := env.open()
		if err != nil {
			return nil, "", err
		}
		owner, err := findAnalyst(st, args[0])
		if err != nil {
			return nil, "", err
		}
		if owner.Codebook != e.Analyst.Codebook {
			return nil, "", fmt.Errorf("%s codes with %s; the owner of %s is one who codes with it", owner.ID, owner.CodebookFile(), e.Analyst.CodebookFile())
		}
		src, err := book.SetOwner(string(owner.ID))
		return src, fmt.Sprintf("%s keeps %s: others propose codes with: grounded codebook add --propose", owner.ID, e.Analyst.CodebookFile()), err
	})
}

func newCodebookProposalsCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:     "proposals",
		Short:   "List the codes that are proposed for a shared codebook",
		Example: "  grounded codebook proposals\n  grounded codebook proposals -f csv",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			st, a, err := env.openActing()
			if err != nil {
				return err
			}
			return showProposals(env, st, a)
		},
	}
}

func showProposals(env *Env, st *study.Study, a study.Analyst) error {
	book, err := st.Book(a)
	if err != nil {
		return err
	}
	proposals, who, err := st.Proposals(a)
	if err != nil {
		return err
	}
	report := table.Report{Table: table.Table{Columns: []table.Column{
		{Name: "code", Heading: "Id"}, {Name: "name", Heading: "Name", Words: true}, {Name: "kind", Heading: "Kind"}, {Name: "parent", Heading: "Parent"},
		{Name: "analyst", Heading: "Of"}, {Name: "definition", Heading: "Definition", Words: true}, {Name: "because", Heading: "Because", Words: true},
		{Name: "status", Heading: "Status"}, {Name: "answer", Heading: "Answer", Words: true},
	}}, View: table.Columns{Names: []string{"code", "analyst", "definition", "because", "status", "answer"}}}
	for _, by := range who {
		for _, p := range proposals[by.ID] {
			status, answer := fate(book, by.ID, p)
			report.Table.Rows = append(report.Table.Rows, []any{string(p.Code.ID), p.Code.Name, string(p.Code.Kind), string(p.Code.Parent), string(by.ID), p.Code.Definition, p.Because, status, answer})
		}
	}
	return env.show(report)
}

// fate says what became of a proposal, and why.
func fate(book *codebook.Book, of coding.Analyst, p codebook.Proposal) (status, answer string) {
	if _, ok := book.Code(p.Code.ID); ok {
		return "accepted", ""
	}
	for _, d := range book.Declined {
		if d.Code == p.Code.ID && d.Of == string(of) {
			return "declined", d.Because
		}
	}
	return "proposed", ""
}

func newCodebookAcceptCmd(env *Env) *cobra.Command {
	var of string
	c := &cobra.Command{
		Use:     "accept CODE",
		Short:   "Take a proposed code into the codebook that you keep",
		Example: "  grounded codebook accept hand-me-downs\n  grounded codebook accept hand-me-downs --of ben",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return answerProposal(c.Context(), env, "codebook accept", args[0], of, func(book *codebook.Book, p codebook.Proposal, by coding.Analyst) ([]byte, string, error) {
				src, err := book.Add(p.Code)
				return src, fmt.Sprintf("added code %s, which %s proposed", p.Code.ID, by), err
			})
		},
	}
	c.Flags().StringVar(&of, "of", "", "the `ANALYST` who proposed it, where several did")
	return c
}

func newCodebookDeclineCmd(env *Env) *cobra.Command {
	var of, because string
	c := &cobra.Command{
		Use:     "decline CODE --because TEXT",
		Short:   "Do not take a proposed code, and say why",
		Example: `  grounded codebook decline hand-me-downs --because "it is clothes, which we have"`,
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if strings.TrimSpace(because) == "" {
				return misused("say why, as in: grounded codebook decline %s --because TEXT", args[0])
			}
			return answerProposal(c.Context(), env, "codebook decline", args[0], of, func(book *codebook.Book, p codebook.Proposal, by coding.Analyst) ([]byte, string, error) {
				src, err := book.Decline(codebook.Declined{Code: p.Code.ID, Of: string(by), Because: because})
				return src, fmt.Sprintf("declined code %s, which %s proposed", p.Code.ID, by), err
			})
		},
	}
	c.Flags().StringVar(&of, "of", "", "the `ANALYST` who proposed it, where several did")
	c.Flags().StringVar(&because, "because", "", "why (`TEXT`)")
	return c
}

// answerProposal decides on a proposal that waits.
func answerProposal(ctx context.Context, env *Env, command, name, of string, answer func(*codebook.Book, codebook.Proposal, coding.Analyst) ([]byte, string, error)) error {
	st, err := env.open()
	if err != nil {
		return err
	}
	return changeBook(ctx, env, command, func(e *study.Edit, book *codebook.Book) ([]byte, string, error) {
		if err := e.MayChange(book); err != nil {
			return nil, "", err
		}
		proposals, who, err := st.Proposals(e.Analyst)
		if err != nil {
			return nil, "", err
		}
		type one struct {
			codebook.Proposal
			by coding.Analyst
		}
		var found []one
		var waiting []string
		for _, by := range who {
			for _, p := range proposals[by.ID] {
				status, _ := fate(book, by.ID, p)
				if status == "proposed" {
					waiting = append(waiting, string(p.Code.ID))
				}
				if p.Code.Called(name) && (of == "" || of == string(by.ID)) {
					if status == "accepted" || status == "declined" && command == "codebook decline" {
						return nil, "", fmt.Errorf("code %s of %s is %s already", p.Code.ID, by.ID, status)
					}
					found = append(found, one{p, by.ID})
				}
			}
		}
		switch {
		case len(found) == 0 && len(waiting) == 0:
			return nil, "", fmt.Errorf("nobody has proposed a code %q for %s, nor any other", name, e.Analyst.CodebookFile())
		case len(found) == 0:
			return nil, "", coding.Unknown("proposed code", name, slices.Compact(slices.Sorted(slices.Values(waiting))))
		case len(found) > 1:
			return nil, "", fmt.Errorf("%s and %s have both proposed %s; say whose with --of", found[0].by, found[1].by, name)
		}
		return answer(book, found[0].Proposal, found[0].by)
	})
}
