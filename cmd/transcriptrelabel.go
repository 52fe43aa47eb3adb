package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/coding"
)

type relabelOptions struct {
	From   string
	DryRun bool
}

func newTranscriptRelabelCmd(env *Env) *cobra.Command {
	var o relabelOptions
	c := &cobra.Command{
		Use:   "relabel ID|GLOB... OLD=NEW...",
		Short: "Give speakers other labels, in the text as well",
		Long: `Give speakers other labels, in the front matter and in every header of the text.
Where NEW is a speaker already the two become one, with the role and the case of
NEW; turns stay turns of their own. Two who are different cases are not made one.
Who only gets another label keeps role and case, also where two labels change
places. Codings follow.`,
		Example: `  grounded transcript relabel '*' interviewr=Interviewer
  grounded transcript relabel interview-03 --from labels.txt`,
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: completeTranscripts(env),
		RunE: func(c *cobra.Command, args []string) error {
			return relabelTranscripts(c.Context(), env, o, args)
		},
	}
	c.Flags().StringVar(&o.From, "from", "", "read OLD=NEW from `FILE`, a pair a line; - is standard input")
	c.Flags().BoolVar(&o.DryRun, "dry-run", false, "say what would change, and write nothing")
	return c
}

func relabelTranscripts(ctx context.Context, env *Env, o relabelOptions, args []string) error {
	var patterns []string
	labels := map[string]string{}
	add := func(pair string) error {
		from, to, ok := strings.Cut(pair, "=")
		from, to = strings.TrimSpace(from), strings.TrimSpace(to)
		if !ok || from == "" || to == "" {
			return misused("%q: the old label and the new one stand around =, as in interviewr=Interviewer", pair)
		}
		if other, twice := labels[from]; twice && other != to {
			return misused("%q is to become both %q and %q", from, other, to)
		}
		labels[from] = to
		return nil
	}
	for _, arg := range args {
		if !strings.Contains(arg, "=") {
			patterns = append(patterns, arg)
		} else if err := add(arg); err != nil {
			return err
		}
	}
	pairs, err := env.pairLines(o.From)
	if err != nil {
		return err
	}
	for _, pair := range pairs {
		if err := add(pair.text); err != nil {
			return misuse{fmt.Errorf("%s: %w", pair.at, err)}
		}
	}
	if len(patterns) == 0 || len(labels) == 0 {
		return misused("say which transcripts and which labels, as in: grounded transcript relabel '*' interviewr=Interviewer")
	}
	return relabel(ctx, env, o, patterns, labels)
}

// pairLine is a line of a file of pairs, and where it stands.
type pairLine struct{ at, text string }

// pairLines returns the lines of a file, or of standard input, that are not
// blank; none without a file.
func (e *Env) pairLines(file string) ([]pairLine, error) {
	if file == "" {
		return nil, nil
	}
	src, name, err := e.readFile(file)
	if err != nil {
		return nil, err
	}
	var out []pairLine
	for i, line := range strings.Split(strings.TrimPrefix(string(src), "\ufeff"), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, pairLine{fmt.Sprintf("%s:%d", name, i+1), line})
		}
	}
	return out, nil
}

func relabel(ctx context.Context, env *Env, o relabelOptions, patterns []string, labels map[string]string) error {
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	ts, err := st.Transcripts(ctx, patterns...)
	if err != nil {
		return err
	}
	theirs := make([]map[string]string, len(ts))
	var known, changed, apart []string
	turns, joined := 0, 0
	for i, t := range ts {
		theirs[i] = map[string]string{}
		for _, s := range t.Speakers {
			known = append(known, s.Label)
			to, ok := labels[s.Label]
			if !ok || to == s.Label {
				continue
			}
			theirs[i][s.Label] = to
		}
		into := joins(t, theirs[i])
		joined += len(into)
		for from, other := range into {
			if from.Case != "" && from.Case != other.Case {
				apart = append(apart, caseApart(t.ID, from, other))
			}
		}
		for n := range t.Turns {
			if theirs[i][t.Speaker(n).Label] != "" {
				turns++
			}
		}
		if len(theirs[i]) > 0 {
			changed = append(changed, string(t.ID))
		}
	}
	for from := range labels {
		if !slices.Contains(known, from) {
			return coding.Unknown("speaker", from, known)
		}
	}
	if len(apart) > 0 {
		slices.Sort(apart)
		return fmt.Errorf("%s\nnothing was changed", strings.Join(apart, "\n"))
	}
	did := fmt.Sprintf("relabelled %s in %s", count(turns, "turn"), strings.Join(changed, ", "))
	_, err = correct(ctx, env, st, a, correction{command: "transcript relabel", did: did, dryRun: o.DryRun,
		change: func(e *study.Edit) ([]study.Correction, error) {
			var out []study.Correction
			for i, t := range ts {
				if len(theirs[i]) == 0 {
					continue
				}
				c, err := e.Rewrite(t.ID, nil, theirs[i])
				if err != nil {
					return nil, err
				}
				out = append(out, c)
			}
			return out, nil
		}})
	if err == nil && joined > 0 {
		env.note("%s joined with another of the same label; their turns stay turns of their own", count(joined, "speaker"))
	}
	return err
}

// joins returns, of the speakers of t who have one label with another after a
// change of labels, who is joined with whom: the one who had the label stays, or
// else the first.
func joins(t *transcript.Transcript, labels map[string]string) map[transcript.Speaker]transcript.Speaker {
	stays := map[string]transcript.Speaker{}
	for _, s := range t.Speakers {
		if labels[s.Label] == "" {
			stays[s.Label] = s
		}
	}
	out := map[transcript.Speaker]transcript.Speaker{}
	for _, s := range t.Speakers {
		to := labels[s.Label]
		if to == "" {
			continue
		}
		if other, there := stays[to]; there {
			out[s] = other
		} else {
			stays[to] = s
		}
	}
	return out
}

// caseApart says that a speaker would lose their case by being joined with
// another.
func caseApart(id transcript.ID, from, to transcript.Speaker) string {
	if to.Case == "" {
		return fmt.Sprintf("%s: %q is the case %s and %q is none yet; where they are one person, first: grounded transcript set %[1]s --case %[5]s", id, from.Label, from.Case, to.Label, shellWord(to.Label+"="+from.Case))
	}
	return fmt.Sprintf("%s: %q is the case %s and %q the case %s; where they are one person, first: grounded transcript set %[1]s --case %[6]s", id, from.Label, from.Case, to.Label, to.Case, shellWord(from.Label+"="+to.Case))
}
