package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/transcript/coding"
)

type splitOptions struct {
	Into      []string
	Decisions string
	DryRun    bool
}

func newCodebookSplitCmd(env *Env) *cobra.Command {
	var o splitOptions
	c := &cobra.Command{
		Use:   "split CODE --into CODE,CODE",
		Short: "Split a code, going through its passages one by one",
		Long: `Split a code into others: go through your passages of it and say of each which of them
it gets, one or several. Codes that are not there yet are made, of its kind and beside
it. Each answer is a change of its own, and confirms what a search made; the code is
retired, and says what it became, with the last of its passages. Until then it is being
split: whoever asks for it means the others with it. On the whole screen, with all that
stands around each passage: grounded code --walk CODE --into CODE,CODE.

With --decisions the answers come from a table with the columns id and code, as quotes
writes it and people change it, all of them or none. Where code is empty, or still the
one that is split, the passage stays for later.`,
		Example: `  grounded codebook split rent --into arrears,rent-level
  grounded quotes --code rent -f csv -o rent.csv
  grounded codebook split rent --into arrears,rent-level --decisions rent.csv`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: once(completeCodes(env)),
		RunE:              func(c *cobra.Command, args []string) error { return splitCode(c, env, o, args[0]) },
	}
	c.Flags().StringSliceVar(&o.Into, "into", nil, "the `CODE`s that take its place, two or more")
	c.Flags().StringVar(&o.Decisions, "decisions", "", "read which passage gets which from `FILE`, or - for standard input")
	c.Flags().BoolVar(&o.DryRun, "dry-run", false, "with --decisions, say what would be done, and write nothing")
	_ = c.RegisterFlagCompletionFunc("into", completeCodes(env))
	return c
}

// split is a code on its way into others.
type split struct {
	env  *Env
	st   *study.Study
	a    study.Analyst
	code codebook.Code
	into []codebook.Code // those that are not there yet too
}

// answer is which codes a coding gets.
type answer struct {
	id    string
	codes []codebook.ID
	line  string
}

func splitCode(c *cobra.Command, env *Env, o splitOptions, name string) error {
	switch {
	case len(o.Into) < 2:
		return misused("say into which codes, two or more, as in: grounded codebook split %s --into arrears,rent-level", name)
	case o.DryRun && o.Decisions == "":
		return misused("--dry-run goes with --decisions; of answers each is a change of its own, which undo takes back")
	}
	st, a, err := env.openActing()
	if err != nil {
		return err
	}
	s := split{env: env, st: st, a: a}
	if err := s.read(name, o.Into); err != nil {
		return err
	}
	if o.Decisions != "" {
		return s.decided(c.Context(), o)
	}
	return s.walk(c)
}

// read finds the code, and those that it becomes.
func (s *split) read(name string, into []string) error {
	book, err := s.st.Book(s.a)
	if err != nil {
		return err
	}
	if s.code, err = book.Find(name); err != nil {
		return err
	}
	if !s.code.InUse() {
		return fmt.Errorf("code %s is retired since %s already", s.code.ID, s.code.Retired)
	}
	for _, text := range into {
		next, err := book.Find(strings.TrimSpace(text))
		switch {
		case errors.Is(err, codebook.ErrUnknown):
			next = newCode(strings.TrimSpace(text), s.code.Kind, time.Time{})
			next.Parent, next.Origin = s.code.Parent, s.code.Origin
			if next.ID == "" {
				return fmt.Errorf("%q holds no letter and no digit, so no code can be called that", text)
			}
		case err != nil:
			return err
		case next.Kind != s.code.Kind:
			return fmt.Errorf("code %s is %s and %s is %s; a code is split into codes of its kind", s.code.ID, s.code.Kind, next.ID, next.Kind)
		case next.ID == s.code.ID:
			return fmt.Errorf("code %s cannot become itself; give what is left of it another name", next.ID)
		}
		if slices.ContainsFunc(s.into, func(c codebook.Code) bool { return c.ID == next.ID }) {
			return fmt.Errorf("%s is named twice", next.ID)
		}
		s.into = append(s.into, next)
	}
	return nil
}

// change makes the codes that are not there, gives codings their codes, and retires the
// code when none is left that has it. It returns how many codings got another code.
func (s *split) change(ctx context.Context, how study.Manner, answers []answer) (given int, retired bool, err error) {
	_, err = s.st.ChangeAs(ctx, how, s.a, "codebook split", func(e *study.Edit) error {
		retired = false
		book, err := e.Book()
		if err != nil {
			return err
		}
		var fresh []codebook.Code
		for _, c := range s.into {
			if _, there := book.Code(c.ID); !there {
				c.Created = e.Now
				fresh = append(fresh, c)
			}
		}
		if len(fresh) > 0 {
			src, err := book.Add(fresh...)
			if err != nil {
				return err
			}
			var problems []problem.Problem
			if book, problems = codebook.Decode(s.a.CodebookFile(), src); problem.Fatal(problems) != nil {
				return problem.Fatal(problems)
			}
		}
		if given, err = s.give(e, answers); err != nil {
			return err
		}
		left, err := s.left(e)
		if err != nil {
			return err
		}
		var src []byte
		ids := partIDs(s.into)
		if retired = left == 0; retired {
			src, err = book.Split(s.code.ID, e.Now.Format(time.DateOnly), ids...)
		} else {
			src, err = book.Splitting(s.code.ID, ids...)
		}
		if err != nil {
			return err
		}
		e.Did("split %s into %s: %s recoded", s.code.ID, strings.Join(texts(ids), ", "), count(given, "coding"))
		return e.WriteBook(src)
	})
	return given, retired, err
}

func partIDs(parts []codebook.Code) []codebook.ID {
	var ids []codebook.ID
	for _, c := range parts {
		ids = append(ids, c.ID)
	}
	return ids
}

// give recodes the codings that answers are about, and returns how many.
func (s *split) give(e *study.Edit, answers []answer) (int, error) {
	desks, err := e.Desks(s.a.ID)
	if err != nil {
		return 0, err
	}
	changed := map[*study.Desk]bool{}
	given := 0
	var bad faults
	for _, one := range answers {
		is, err := s.giveOne(e, desks, one, changed)
		switch {
		case err != nil && one.line != "":
			bad.add(one.line, err.Error())
		case err != nil:
			return 0, err
		case is:
			given++
		}
	}
	if bad.count() > 0 {
		return 0, fmt.Errorf("%s\nnothing was split, since %d of %s cannot be taken", bad, bad.count(), count(len(answers), "decision"))
	}
	for _, d := range desks {
		if changed[d] {
			if err := e.Save(d); err != nil {
				return 0, err
			}
		}
	}
	return given, nil
}

// giveOne recodes a coding, and reports whether it did: one that got its code before, while
// the code was being split, has it.
func (s *split) giveOne(e *study.Edit, desks []*study.Desk, one answer, changed map[*study.Desk]bool) (bool, error) {
	for _, d := range desks {
		i := slices.IndexFunc(d.Codings, func(p coding.Placed) bool { return p.ID == one.id })
		if i < 0 {
			continue
		}
		p := d.Codings[i]
		if slices.Equal(one.codes, []codebook.ID{p.Code}) {
			return false, nil
		}
		if p.Code != s.code.ID {
			return false, fmt.Errorf("coding %s has the code %s, and %s is split", one.id, p.Code, s.code.ID)
		}
		changed[d] = true
		d.GiveCode(i, one.codes[0])
		if p.Fate == coding.Adrift {
			return true, nil
		}
		if twin := sameCoding(d, i, one.codes[0], p.Now); twin != "" && p.Memo == "" {
			at := slices.IndexFunc(d.Codings, func(q coding.Placed) bool { return q.ID == twin })
			d.StandFor(at, p.Coding, e.Now)
			d.Confirm(at)
			d.Codings = slices.Delete(d.Codings, i, i+1)
		}
		was := append(slices.Clip(p.Was), coding.Former{Code: p.Code, Until: e.Now})
		for _, code := range one.codes[1:] {
			if _, _, err := e.Put(d, code, p.Now, coding.Coding{At: p.At, Round: p.Round, Was: was}); err != nil {
				return false, err
			}
		}
		return true, nil
	}
	return false, fmt.Errorf("no coding %s of yours is there", one.id)
}

// left returns how many codings of anybody who shares the codebook have the code.
func (s *split) left(e *study.Edit) (int, error) {
	n := 0
	for _, other := range s.st.Config.Analysts {
		if other.Codebook != s.a.Codebook {
			continue
		}
		desks, err := e.Desks(other.ID)
		if err != nil {
			return 0, err
		}
		for _, d := range desks {
			for _, p := range d.Codings {
				if p.Code == s.code.ID {
					n++
				}
			}
		}
	}
	return n, nil
}
