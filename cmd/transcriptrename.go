package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/codebook/slug"
	"grounded/transcript"
	"grounded/transcript/coding"
)

func newTranscriptRenameCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:   "rename OLD NEW",
		Short: "Give a transcript another id wherever the study names it",
		Long: `Give a transcript another id wherever the study names it: its file and source,
the codings, progress and rounds of every analyst, memos, models and crosswalks.`,
		Example:           "  grounded transcript rename p07-with-mark interview-07",
		Args:              cobra.ExactArgs(2),
		ValidArgsFunction: once(completeTranscripts(env)),
		RunE: func(c *cobra.Command, args []string) error {
			return renameTranscript(c.Context(), env, transcript.ID(args[0]), transcript.ID(args[1]))
		},
	}
}

func renameTranscript(ctx context.Context, env *Env, from, to transcript.ID) error {
	if err := slug.Check(string(to)); err != nil {
		return misuse{err}
	}
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	did := fmt.Sprintf("renamed transcript %s to %s", from, to)
	_, err = st.Change(ctx, a, "transcript rename", func(e *study.Edit) error {
		e.Did("%s", did)
		return e.RenameTranscript(from, to)
	})
	if err == nil {
		env.note("%s", did)
	}
	return err
}

type removeTranscriptOptions struct {
	WithCodings, DryRun bool
}

func newTranscriptRemoveCmd(env *Env) *cobra.Command {
	var o removeTranscriptOptions
	c := &cobra.Command{
		Use:   "remove ID|GLOB...",
		Short: "Take transcripts out of the study",
		Long: `Take transcripts out of the study, with their sources and what progress says of
them. One that anybody coded, or that a model quotes, stays unless --with-codings
says that codings and quotations are to go too. undo brings all of it back. ID may
be that of a transcript whose file is gone and of which work is left.

Rounds that were closed and memos stay as they are. To take out everything that a
participant said, so that nothing brings it back, is the work of withdraw.`,
		Example: `  grounded transcript remove interview-09
  grounded transcript remove 'pilot-*' --with-codings --dry-run`,
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: completeTranscripts(env),
		RunE: func(c *cobra.Command, args []string) error {
			return removeTranscripts(c.Context(), env, o, args)
		},
	}
	c.Flags().BoolVar(&o.WithCodings, "with-codings", false, "remove the codings of every analyst and the quotations of every model too")
	c.Flags().BoolVar(&o.DryRun, "dry-run", false, "say what would go, and write nothing")
	return c
}

func removeTranscripts(ctx context.Context, env *Env, o removeTranscriptOptions, patterns []string) error {
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	all, err := st.TranscriptIDs()
	if err != nil {
		return err
	}
	left, err := st.Leftovers(coding.Selection{Blind: st.Config.Blind, Looker: a.ID})
	if err != nil {
		return err
	}
	var ids []transcript.ID
	for _, pattern := range patterns {
		if slices.Contains(left, transcript.ID(pattern)) {
			ids = append(ids, transcript.ID(pattern))
			continue
		}
		found, err := coding.MatchIDs("transcript", []string{pattern}, all)
		if err != nil {
			return err
		}
		ids = append(ids, found...)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	var told []string
	_, err = st.ChangeAs(ctx, manner(o.DryRun), a, "transcript remove", func(e *study.Edit) error {
		told = nil
		var refused []error
		for _, id := range ids {
			gone, err := e.RemoveTranscript(id)
			if err != nil {
				return err
			}
			went := whatWent(e, gone)
			if went != "" && !o.WithCodings && !o.DryRun {
				refused = append(refused, fmt.Errorf("%s has %s; they go with it when you add --with-codings", id, went))
			}
			sentence := "removed " + string(id)
			if went != "" {
				sentence += ", with " + went
			}
			told = append(told, sentence)
		}
		if len(refused) > 0 {
			return errors.Join(refused...)
		}
		e.Did("removed %s", strings.Join(texts(ids), ", "))
		return nil
	})
	if err != nil {
		return err
	}
	for _, sentence := range told {
		env.note("%s", outcome(sentence, o.DryRun))
	}
	return nil
}

// whatWent says whose codings and how many quotations are on a transcript, "" for
// none. In a blind study others are only counted.
func whatWent(e *study.Edit, gone study.Removed) string {
	var parts []string
	others := 0
	for _, of := range gone.Codings {
		if e.Sees(of.Analyst) {
			parts = append(parts, fmt.Sprintf("%s of %s", count(of.Codings, "coding"), of.Analyst))
		} else {
			others += of.Codings
		}
	}
	if others > 0 {
		parts = append(parts, count(others, "coding")+" of others")
	}
	if gone.Quotes > 0 {
		parts = append(parts, count(gone.Quotes, "quotation")+" in models")
	}
	if n := len(parts); n > 1 {
		return strings.Join(parts[:n-1], ", ") + " and " + parts[n-1]
	}
	return strings.Join(parts, "")
}
