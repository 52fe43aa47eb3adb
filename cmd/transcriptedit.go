package cmd

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/codebook/problem"
	"grounded/transcript"
)

func newTranscriptEditCmd(env *Env) *cobra.Command {
	var anyway bool
	c := &cobra.Command{
		Use:   "edit ID",
		Short: "Correct a transcript in your editor; codings follow",
		Long: `Correct a transcript in your editor ($VISUAL, then $EDITOR). A copy is opened;
when it comes back it is checked, and the codings of every analyst and the
quotations of every model are written at their places in the text as it is then.
Whatever reads otherwise than before is listed. Where a label was mistyped, so that
its words would be those of another speaker, nothing is changed and your text is
kept aside; with --anyway it is taken as it is.`,
		Example:           "  grounded transcript edit interview-03",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: once(completeTranscripts(env)),
		RunE: func(c *cobra.Command, args []string) error {
			return editTranscript(c.Context(), env, transcript.ID(args[0]), anyway)
		},
	}
	c.Flags().BoolVar(&anyway, "anyway", false, "take the text even where headers are none any more")
	return c
}

// editTranscript opens a transcript in the editor. No lock is held meanwhile: a
// file that somebody else changed is not overwritten.
func editTranscript(ctx context.Context, env *Env, id transcript.ID, anyway bool) error {
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	before, err := st.TranscriptSource(id)
	if err != nil {
		return err
	}
	if !env.hasEditor() {
		return fmt.Errorf("no editor is chosen; set VISUAL or EDITOR, or put a corrected file in its place with: grounded transcript replace %s FILE", id)
	}
	_, err = env.editing(ctx, st.NewDraft(a.ID, "transcript", string(id), ".txt"), withoutMark(string(before)), func(text string) error {
		return takeTranscript(ctx, env, st, a, id, before, []byte(withoutMark(text)), anyway)
	})
	return err
}

// withoutMark is a text as the study keeps it: with LF line ends and without a
// byte order mark.
func withoutMark(text string) string {
	return strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n")
}

// takeTranscript puts an edited file in the place of a transcript.
func takeTranscript(ctx context.Context, env *Env, st *study.Study, a study.Analyst, id transcript.ID, before, after []byte, anyway bool) error {
	did := "edited " + string(id)
	if _, was, _, err := transcript.Parts(string(before)); err == nil {
		if _, now, _, err := transcript.Parts(string(after)); err == nil && now == was {
			did = "changed the front matter of " + string(id)
		}
	}
	done, err := correct(ctx, env, st, a, correction{command: "transcript edit", did: did,
		change: func(e *study.Edit) ([]study.Correction, error) {
			now, err := e.TranscriptSource(id)
			if err != nil || !bytes.Equal(now, before) {
				return nil, fmt.Errorf("%s was changed while you edited it, so your text was not taken over", id)
			}
			name := "your text of " + string(id)
			_, had := transcript.Decode(id, name, before)
			_, has := transcript.Decode(id, name, after)
			if err := problem.Fatal(has); err != nil {
				return nil, problem.Error(has)
			}
			if fresh := problem.Fresh(had, has); len(fresh) > 0 {
				return nil, fresh
			}
			c, err := e.CorrectFile(id, after)
			if err == nil && !anyway {
				err = lostHeaders(c, string(after))
			}
			return []study.Correction{c}, err
		}})
	if err != nil {
		return err
	}
	noteHeaders(env, done[0])
	return nil
}
