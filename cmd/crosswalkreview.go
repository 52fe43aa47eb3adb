package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/align"
	"grounded/analysis/index"
	"grounded/cmd/internal/render"
	"grounded/codebook/crosswalk"
	"grounded/transcript"
)

func newCrosswalkReviewCmd(env *Env) *cobra.Command {
	var named []string
	var now bool
	c := &cobra.Command{
		Use:   "review [A B]",
		Short: "Decide on the proposed pairs, one by one",
		Long: `Go through the pairs that are proposed, best first, with what both analysts say of
the codes, how much text they mark, and quotations from both sides; and take
answers, a line each:

  a  accept, as it is proposed       r  reject; it is not proposed again
  s  accept as the same              b  accept: the left is broader
  n  accept: the left is narrower    o  accept as overlapping
  j  join it with the pair that has one of its codes
  e  write a note on it              k  skip it
  q  quit

Each answer is a change of its own, which undo takes back. Answers can come from a
file or a pipe as well. Of a pair that was proposed from some transcripts, only
those are quoted.`,
		Example:           "  grounded crosswalk review\n  grounded crosswalk review ana ben",
		Args:              noneOrTwo,
		ValidArgsFunction: completeAnalysts(env),
		RunE: func(c *cobra.Command, args []string) error {
			return reviewPairs(c.Context(), env, args, named, now)
		},
	}
	betweenFlag(env, c, &named)
	nowFlag(c, &now)
	return c
}

func reviewPairs(ctx context.Context, env *Env, args, named []string, now bool) error {
	format, err := render.ParseFormat(env.global.Format)
	if err != nil {
		return misuse{err}
	}
	if format.Data() || env.global.Output != "" {
		return misused("review asks and shows people what it asks about; for a table of the pairs there is: grounded crosswalk list --status proposed")
	}
	b, err := env.openBetween(args, named)
	if err != nil {
		return err
	}
	walk, err := b.st.Crosswalk(b.two[0].ID, b.two[1].ID)
	if err != nil {
		return err
	}
	r := review{between: b, rooms: map[string]*room{}}
	for _, p := range walk.Pairs {
		if p.Status == crosswalk.Proposed {
			r.pairs = append(r.pairs, p)
		}
	}
	if len(r.pairs) == 0 {
		env.note("no pair of %s and %s waits for a decision; have some proposed with: grounded crosswalk propose", b.two[0].ID, b.two[1].ID)
		return nil
	}
	var then []string
	if r.all.left, r.all.right, then, err = b.sides(ctx, now, false); err != nil {
		return err
	}
	for _, note := range then {
		env.note("%s", note)
	}
	return r.run(ctx)
}

// review is a walk through pairs that are proposed.
type review struct {
	*between
	pairs []crosswalk.Pair
	all   struct{ left, right align.Side }
	rooms map[string]*room
}

// room is what is known from some transcripts.
type room struct {
	left, right align.Side
	matching    *align.Matching
}

// run asks about each pair until all were answered, or no answer comes.
func (r *review) run(ctx context.Context) error {
	return worklist{
		env: r.env, command: "review", things: len(r.pairs), show: r.show, take: r.take,
		question: "[a]ccept, [r]eject, [s]ame, [b]roader, [n]arrower, [o]verlaps, [j]oin, not[e]",
		alone:    "grounded crosswalk accept PAIR, or reject PAIR",
	}.run(ctx)
}

// take does what an answer says about a pair.
func (r *review) take(ctx context.Context, nth int, answer string) error {
	p := r.pairs[nth]
	status, relation := crosswalk.Accepted, p.Relation
	switch strings.ToLower(answer) {
	case "a", "accept":
	case "r", "reject":
		status = crosswalk.Rejected
	case "s", "same":
		relation = crosswalk.Same
	case "b", "broader":
		relation = crosswalk.Broader
	case "n", "narrower":
		relation = crosswalk.Narrower
	case "o", "overlaps":
		relation = crosswalk.Overlaps
	case "j", "join":
		return r.join(ctx, p)
	case "e", "note":
		return r.note(ctx, p)
	default:
		return fmt.Errorf("%q is no answer to this; it is one of a, r, s, b, n, o, j, e, k, q", answer)
	}
	return r.decide(ctx, "crosswalk review", []string{p.ID}, func(p *crosswalk.Pair) { p.Status, p.Relation = status, relation })
}

// join makes one pair of this one and the accepted pair that has one of its codes.
func (r *review) join(ctx context.Context, p crosswalk.Pair) error {
	return r.between.join(ctx, "crosswalk review", p.ID, func(walk *crosswalk.Crosswalk) (string, error) {
		into, ok := walk.InTheWay(p.ID)
		if !ok {
			return "", fmt.Errorf("no accepted pair has a code of %s, so there is none to join it with; accept it with a", p.ID)
		}
		return into.ID, nil
	})
}

// note asks for a note on a pair and writes it, which is no decision.
func (r *review) note(ctx context.Context, p crosswalk.Pair) error {
	text, err := r.env.ask(ctx, "note: ")
	if err == nil {
		err = r.between.decide(ctx, "crosswalk review", []string{p.ID}, func(p *crosswalk.Pair) { p.Note = text })
	}
	if err == nil {
		err = errAgain
	}
	return err
}

// room returns what is known from the transcripts that a pair was proposed from;
// from all where it does not say.
func (r *review) room(p crosswalk.Pair) *room {
	key := strings.Join(p.EvidenceFrom, "\n")
	if r.rooms[key] == nil {
		in := func(id transcript.ID) bool {
			return len(p.EvidenceFrom) == 0 || slices.Contains(p.EvidenceFrom, string(id))
		}
		left, right := r.all.left.In(in), r.all.right.In(in)
		stem, _ := index.Stemmer(r.st.Config.Language)
		r.rooms[key] = &room{left, right, align.Gather(left, right).Match(left, right, stem)}
	}
	return r.rooms[key]
}

func (r *review) show(nth int) error {
	p := r.pairs[nth]
	walk, err := r.st.Crosswalk(r.two[0].ID, r.two[1].ID)
	if err != nil {
		return err
	}
	unknown, err := unknownCodes(r.st, walk, r.two)
	if err != nil {
		return err
	}
	room := r.room(p)
	report := room.matching.Card(room.left, room.right, p.Left, p.Right, p.Relation)
	report.Title = fmt.Sprintf("%d of %d: %s", nth+1, len(r.pairs), p.ID)
	if p.Note != "" {
		report.Notes = append(report.Notes, "Note: "+p.Note)
	}
	for _, wrong := range unknown[p.ID] {
		report.Notes = append(report.Notes, sentence(wrong))
	}
	return r.env.show(report)
}
