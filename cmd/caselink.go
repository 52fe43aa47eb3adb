package cmd

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/codebook/slug"
	"grounded/transcript"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

type linkOptions struct {
	Transcripts                               []string
	Everywhere, Unlink, Proposed, New, DryRun bool
}

func newCaseLinkCmd(env *Env) *cobra.Command {
	var o linkOptions
	c := &cobra.Command{
		Use:   "link [LABEL CASE]",
		Short: "Say which speakers of which transcripts are one participant",
		Long: `Say which speakers of which transcripts are one participant: every speaker with
that label, which may be a glob, gets the case in the transcript's front matter,
and the label goes to the case. Without arguments every label of all transcripts
is listed, with the case that it is or may be; --proposed links those that may.

A label that recorders give to anybody ("Speaker 2", "iPhone", "Interviewer") is
not taken for one person in several transcripts, unless these are named with
--transcript or all are meant with --everywhere. A LABEL of - is read from
standard input.`,
		Example: `  grounded case link
  grounded case link "Marla K." p07
  grounded case link "iPhone (2)" p07 --transcript interview-03
  grounded case link "iPhone (2)" --unlink --transcript interview-03
  grounded case link --proposed --dry-run`,
		Args:              cobra.MaximumNArgs(2),
		ValidArgsFunction: completeLabelThenCase(env),
		RunE: func(c *cobra.Command, args []string) error {
			if err := o.check(args); err != nil {
				return err
			}
			if len(args) == 0 && !o.Proposed {
				return listLabels(c.Context(), env, o)
			}
			return linkCases(c.Context(), env, o, args)
		},
	}
	flags := c.Flags()
	flags.StringArrayVar(&o.Transcripts, "transcript", nil, "only in transcript `ID` (repeatable)")
	flags.BoolVar(&o.Everywhere, "everywhere", false, "in all transcripts, though anybody may have that label")
	flags.BoolVar(&o.Unlink, "unlink", false, "take the link away")
	flags.BoolVar(&o.Proposed, "proposed", false, "link every speaker to the case that is proposed")
	flags.BoolVar(&o.New, "new", false, "make a case though there is one with an id almost like it")
	flags.BoolVar(&o.DryRun, "dry-run", false, "show what would be linked, and write nothing")
	_ = c.RegisterFlagCompletionFunc("transcript", completeTranscripts(env))
	return c
}

func (o linkOptions) check(args []string) error {
	switch {
	case o.Unlink && o.Proposed:
		return misused("--unlink and --proposed contradict each other; choose one")
	case o.Unlink && len(args) != 1:
		return misused("with --unlink one label is given, and no case")
	case o.Proposed && len(args) > 0:
		return misused("--proposed links what is proposed, so neither label nor case is given")
	case !o.Unlink && len(args) == 1:
		return misused("which case is that? give a label and a case, as in: grounded case link %q p07", args[0])
	}
	return nil
}

// link is what is to be said of one speaker: the case that they are, or "" to
// take that away.
type link struct {
	transcript     transcript.ID
	label, to, was string
}

func linkCases(ctx context.Context, env *Env, o linkOptions, args []string) error {
	label := ""
	if len(args) > 0 {
		var err error
		if label, err = env.text(args[0]); err != nil {
			return err
		}
	}
	if len(args) == 2 {
		if err := slug.Check(args[1]); err != nil {
			return misuse{err}
		}
	}
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	var done []link
	var made []string
	_, err = st.ChangeAs(ctx, manner(o.DryRun), a, "case link", func(e *study.Edit) error {
		done, made = nil, nil
		all, err := e.Transcripts()
		if err != nil {
			return err
		}
		people, err := e.Cases()
		if err != nil {
			return err
		}
		among, err := transcriptsMeant(all, o.Transcripts)
		if err != nil {
			return err
		}
		switch {
		case o.Proposed:
			done = proposed(people, all, among)
		case o.Unlink:
			done, err = o.links(among, label, "")
		default:
			if _, err = casesMeant(e, people, args[1:], o.New); err == nil {
				done, err = o.links(among, label, args[1])
			}
		}
		if err != nil {
			return err
		}
		if made, err = putLinks(e, people, all, done); err != nil {
			return err
		}
		e.Did("%s", linking(done))
		return nil
	})
	if err != nil {
		return err
	}
	return env.sayLinked(done, made, o.DryRun)
}

// links are those of the speakers who have a label, which may be a glob.
func (o linkOptions) links(ts []*transcript.Transcript, label, to string) ([]link, error) {
	var out []link
	var labels []string
	in := map[string]int{} // transcripts that have a label
	for _, t := range ts {
		for _, v := range t.Speakers {
			labels = append(labels, v.Label)
			if !study.FitsLabel(label, v.Label) {
				continue
			}
			in[v.Label]++
			if to != "" && v.Case != "" && v.Case != to {
				return nil, fmt.Errorf("%s in %s is case %s already; take that away first with: grounded case link \"%s\" --unlink --transcript %s", v.Label, t.ID, v.Case, v.Label, t.ID)
			}
			out = append(out, link{t.ID, v.Label, to, v.Case})
		}
	}
	if len(out) == 0 {
		return nil, coding.Unknown("speaker", label, labels)
	}
	for _, l := range out {
		if to != "" && in[l.label] > 1 && len(o.Transcripts) == 0 && !o.Everywhere && cases.Generic(l.label) {
			return nil, fmt.Errorf("%q stands in %d transcripts, and may be somebody else in each; say in which they are %s with --transcript ID, or that they are in all with --everywhere", l.label, in[l.label], to)
		}
	}
	return out, nil
}

// proposed are the links that are proposed for speakers of some transcripts.
func proposed(people *cases.Register, all, among []*transcript.Transcript) []link {
	speakers := study.Speakers(all)
	var out []link
	for _, t := range among {
		for _, v := range t.Speakers {
			if v.Case != "" {
				continue
			}
			if to, _ := people.Propose(v.Label, speakers); to != "" {
				out = append(out, link{t.ID, v.Label, to, ""})
			}
		}
	}
	return out
}
