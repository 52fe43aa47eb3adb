package cmd

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/coding"
)

func newUnblindCmd(env *Env) *cobra.Command {
	var anyway bool
	var only []string
	c := &cobra.Command{
		Use:   "unblind",
		Short: "Open a blind study, and keep what each analyst did apart",
		Long: `Open a blind study, in which nobody sees the work of another, once every analyst has
finished every transcript. The work of each is kept as it stands: agree, compare and
disagree go by that from then on and say how many later codings they leave out, unless
--now is given. It is not taken back by undo: what was opened may have been seen.

With --transcript only those are opened: who names another analyst, as compare, quotes,
agree and disagree do, then sees what that one did on them, with the names of the codes
that are used there, and in disagree what they mean; all else stays blind, the codebook
as a whole among it.`,
		Example: "  grounded unblind\n  grounded unblind --transcript 'interview-0*'\n  grounded unblind --anyway",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return unblind(c.Context(), env, only, anyway) },
	}
	c.Flags().BoolVar(&anyway, "anyway", false, "though not everybody has finished")
	c.Flags().StringArrayVar(&only, "transcript", nil, "only transcript `ID` (repeatable)")
	_ = c.RegisterFlagCompletionFunc("transcript", completeTranscripts(env))
	return c
}

func unblind(ctx context.Context, env *Env, only []string, anyway bool) error {
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	if !st.Config.Blind {
		return fmt.Errorf("this study is not blind, so there is nothing to open")
	}
	var ids []transcript.ID
	if len(only) > 0 {
		all, err := st.TranscriptIDs()
		if err != nil {
			return err
		}
		if ids, err = coding.MatchIDs("transcript", only, all); err != nil {
			return err
		}
	}
	unfinished, err := st.Unfinished(ctx, ids)
	if err != nil {
		return err
	}
	var waits []string
	for _, u := range unfinished {
		waits = append(waits, fmt.Sprintf("%s has not finished %s", u.Analyst, and(texts(u.Transcripts))))
	}
	if len(waits) > 0 && !anyway {
		return fmt.Errorf("%s; what they do from now on would not be done apart; wait for them, or open it with: grounded unblind%s --anyway", strings.Join(waits, ", and "), opened(only))
	}
	if _, err := st.Change(ctx, a, "unblind", func(e *study.Edit) error { return e.Unblind(ids) }); err != nil {
		return err
	}
	if ids != nil {
		env.note("open to all: %s; what each did apart on it is kept, and compared from here on; the rest of the study stays blind", and(texts(ids)))
		return nil
	}
	env.note("the study is open: everybody sees the work of all; what each did apart is kept, and compared from here on")
	return nil
}

// opened is the flags that name what is to be opened, as they were given.
func opened(only []string) string {
	text := ""
	for _, glob := range only {
		text += fmt.Sprintf(" --transcript '%s'", glob)
	}
	return text
}

// apart returns analysts as they were when the study ceased to be blind, unless their
// work as it is now is asked for, and notes how many codings that leaves out.
func (e *Env) apart(ctx context.Context, st *study.Study, analysts []study.Analyst, now bool) ([]study.Analyst, []string, error) {
	if now {
		return analysts, nil, nil
	}
	var notes []string
	out := make([]study.Analyst, len(analysts))
	for i, a := range analysts {
		out[i] = st.AsBlind(a)
		if out[i].ID == a.ID {
			continue
		}
		later, err := laterCodings(ctx, st, a.ID, out[i].ID)
		if err != nil {
			return nil, nil, err
		}
		note := fmt.Sprintf("%s as of when the study was opened", a.ID)
		if later > 0 {
			note += fmt.Sprintf("; %s of later left out (all: --now)", count(later, "coding"))
		}
		notes = append(notes, note+".")
	}
	return out, notes, nil
}

// laterCodings returns how many codings an analyst has now that they had not then.
func laterCodings(ctx context.Context, st *study.Study, now, then coding.Analyst) (int, error) {
	sel := coding.Selection{Analysts: []string{string(now), string(then)}, Surveys: true}
	if st.Config.Blind { // what was not opened was not kept
		sel.Transcripts = st.Config.Open
	}
	corpus, err := st.Load(ctx, sel)
	if err != nil {
		return 0, err
	}
	known := map[string]bool{}
	n := 0
	for pass := range 2 {
		for _, coder := range corpus.Coders {
			for _, w := range coder.Work {
				for _, c := range w.Codings {
					switch {
					case pass == 0 && coder.Analyst == then:
						known[c.ID] = true
					case pass == 1 && coder.Analyst == now && !known[c.ID]:
						n++
					}
				}
			}
		}
	}
	return n, nil
}
