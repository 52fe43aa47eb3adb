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

type partOptions struct {
	FromTurn, From int
	Asks           string
	Drop           bool
}

func newTranscriptPartCmd(env *Env) *cobra.Command {
	var o partOptions
	c := &cobra.Command{
		Use:   "part ID",
		Short: "Say that somebody else asks from a turn on",
		Long: `Say that somebody else asks from a turn on, as where two analysts interview each
other: from there until the next part LABEL is the interviewer, and whoever was
is a participant. A part stays with its words when the text is corrected.`,
		Example: `  grounded transcript part interview-05 --from-turn 49 --asks P02
  grounded transcript part interview-05 --from 102 --asks P02
  grounded transcript part interview-05 --from-turn 49 --drop`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: once(completeTranscripts(env)),
		RunE: func(c *cobra.Command, args []string) error {
			if err := o.check(named(c, "from-turn", "from")); err != nil {
				return err
			}
			return setPart(c.Context(), env, o, transcript.ID(args[0]))
		},
	}
	c.Flags().IntVar(&o.FromTurn, "from-turn", 0, "from turn `N` on")
	c.Flags().IntVar(&o.From, "from", 0, "from paragraph `N` on; a part begins with the turn that holds it")
	c.Flags().StringVar(&o.Asks, "asks", "", "who asks from there on (`LABEL`)")
	c.Flags().BoolVar(&o.Drop, "drop", false, "take the part that begins there away, or without a place all parts")
	return c
}

func (o partOptions) check(where []string) error {
	switch {
	case len(where) > 1:
		return misused("say where the part begins with --from-turn or with --from, not with both")
	case o.Drop && o.Asks != "":
		return misused("--drop takes a part away, so --asks has nothing to say")
	case !o.Drop && (len(where) == 0 || o.Asks == ""):
		return misused("say from where on and who asks, as in: grounded transcript part interview-05 --from-turn 49 --asks P02")
	}
	return nil
}

func setPart(ctx context.Context, env *Env, o partOptions, id transcript.ID) error {
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	var said string
	record, err := st.Change(ctx, a, "transcript part", func(e *study.Edit) error {
		t, err := e.Transcript(id)
		if err != nil {
			return err
		}
		from, err := o.begins(t)
		if err != nil {
			return err
		}
		meta := t.Meta
		if meta.Parts, said, err = o.parts(t, from); err != nil {
			return err
		}
		e.Did("set the parts of %s", id)
		_, err = e.Correct(transcript.New(id, meta, t.Body))
		return err
	})
	if err != nil {
		return err
	}
	if len(record.Files) == 0 {
		said = "nothing to change: it is so already"
	}
	env.note("%s", said)
	return nil
}

// begins returns the first paragraph of the turn that is meant, from 1, or 0
// when none is.
func (o partOptions) begins(t *transcript.Transcript) (int, error) {
	turn := o.FromTurn
	switch {
	case turn < 0 || turn > len(t.Turns):
		return 0, fmt.Errorf("%s has turns 1 to %d, so there is no turn %d", t.ID, len(t.Turns), turn)
	case o.From < 0 || o.From > len(t.Paragraphs):
		return 0, fmt.Errorf("%s has %d paragraphs, so there is no %s:%d", t.ID, len(t.Paragraphs), t.ID, o.From)
	case o.From > 0:
		turn = t.Paragraphs[o.From-1].Turn + 1
	}
	if turn == 0 {
		return 0, nil
	}
	return t.Turns[turn-1].Paragraphs.First + 1, nil
}

// parts are those of t with the change, which is said.
func (o partOptions) parts(t *transcript.Transcript, from int) ([]transcript.Part, string, error) {
	at, there := slices.BinarySearchFunc(t.Parts, from, func(p transcript.Part, from int) int { return p.From - from })
	parts := slices.Clone(t.Parts)
	switch {
	case o.Drop && from == 0:
		return nil, fmt.Sprintf("took %s away from %s", count(len(parts), "part"), t.ID), nil
	case o.Drop && !there:
		var begin []string
		for _, p := range parts {
			begin = append(begin, transcript.Ref{Transcript: t.ID, First: p.From, Last: p.From}.String())
		}
		if len(begin) == 0 {
			return nil, "", fmt.Errorf("%s has no parts", t.ID)
		}
		return nil, "", fmt.Errorf("no part of %s begins there; parts begin at %s", t.ID, strings.Join(begin, ", "))
	case o.Drop:
		return slices.Delete(parts, at, at+1), fmt.Sprintf("took the part away that began at %s:%d", t.ID, from), nil
	}
	if from == 0 {
		return nil, "", fmt.Errorf("turns count from 1, so there is no turn 0")
	}
	var labels []string
	for _, s := range t.Speakers {
		labels = append(labels, s.Label)
	}
	if !slices.Contains(labels, o.Asks) {
		return nil, "", coding.Unknown("speaker", o.Asks, labels)
	}
	part := transcript.Part{From: from, Asks: o.Asks}
	if there {
		parts[at] = part
	} else {
		parts = slices.Insert(parts, at, part)
	}
	return parts, fmt.Sprintf("from %s:%d on %s asks", t.ID, from, o.Asks), nil
}
