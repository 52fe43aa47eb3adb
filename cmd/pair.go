package cmd

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/codebook/crosswalk"
	"grounded/codebook/problem"
	"grounded/transcript/coding"
)

// betweenFlag adds --between, which names two analysts.
func betweenFlag(env *Env, c *cobra.Command, into *[]string) {
	c.Flags().StringSliceVar(into, "between", nil, "the two analysts, where the study has more (`A,B`)")
	_ = c.RegisterFlagCompletionFunc("between", completeAnalysts(env))
}

// pair returns the two analysts that are meant: those named as arguments or by
// --between, or the only two that code.
func (e *Env) pair(st *study.Study, args, between []string) ([2]study.Analyst, error) {
	var two [2]study.Analyst
	switch {
	case len(between) > 0 && len(args) > 0:
		return two, misused("two analysts are named twice, by --between too; name them once")
	case len(between) > 0 && len(between) != 2:
		return two, misused("--between %s: it takes two analysts, as in --between ana,ben", strings.Join(between, ","))
	case len(between) > 0:
		args = between
	}
	args = e.whose(st, args)
	if len(args) != 2 {
		ids := analystNames(st)
		if len(ids) < 2 {
			return two, fmt.Errorf("two analysts are compared, and this study has %d; add one with: grounded analyst add NAME", len(ids))
		}
		return two, fmt.Errorf("which two analysts? name two of %s, as in: --between %s,%s", strings.Join(ids, ", "), ids[0], ids[1])
	}
	for i, name := range args {
		a, err := st.Analyst(coding.Analyst(name))
		if err != nil {
			return two, err
		}
		two[i] = a
	}
	if two[0].ID == two[1].ID {
		return two, misused("%s and %s are one analyst; name two", args[0], args[1])
	}
	return two, nil
}

// whose returns the names that were given as arguments, else several by --analyst, else
// those of all who code: one name there says who acts, and not between whom.
func (e *Env) whose(st *study.Study, args []string) []string {
	if len(args) > 0 {
		return args
	}
	if len(e.global.Analysts) > 1 {
		return e.global.Analysts
	}
	for _, a := range st.Config.Analysts {
		if a.Role != coding.Reconciled {
			args = append(args, string(a.ID))
		}
	}
	return args
}

// pairApart returns the two analysts that are meant as they were when the study ceased to
// be blind, unless their work as it is now is asked for.
func (e *Env) pairApart(ctx context.Context, st *study.Study, args, between []string, now bool) (two [2]study.Analyst, notes []string, err error) {
	if two, err = e.pair(st, args, between); err != nil {
		return two, nil, err
	}
	as, notes, err := e.apart(ctx, st, two[:], now)
	if err != nil {
		return two, nil, err
	}
	return [2]study.Analyst(as), notes, nil
}

func analystNames(st *study.Study) []string {
	var names []string
	for _, a := range st.Config.Analysts {
		names = append(names, string(a.ID))
	}
	return names
}

// unknownCodes returns, by the id of the pair, what is wrong with the pairs of
// two analysts that hold a code of no codebook.
func unknownCodes(st *study.Study, walk *crosswalk.Crosswalk, two [2]study.Analyst) (map[string][]problem.Problem, error) {
	left, err := st.Book(two[0])
	if err != nil {
		return nil, err
	}
	right, err := st.Book(two[1])
	if err != nil {
		return nil, err
	}
	return walk.Unknown(left, right), nil
}

// sentence is a problem as a note: its message, its place and its way out.
func sentence(p problem.Problem) string {
	text := fmt.Sprintf("%s (%s)", p.Message, p.Place())
	switch {
	case p.Remedy == "":
		return text + "."
	case strings.HasSuffix(p.Remedy, "?"):
		return text + "; " + p.Remedy
	}
	return text + "; " + p.Remedy + "."
}
