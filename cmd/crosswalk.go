package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/align"
	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/transcript/coding"
)

func newCrosswalkCmd(env *Env) *cobra.Command {
	c := &cobra.Command{
		Use:   "crosswalk",
		Short: "Say which codes of two analysts mean the same",
		Long: `Say which codes of two analysts mean the same. propose pairs them by what speaks
for it; people decide what that means, pair by pair with review, or with accept,
reject and set. Agreement is computed over the pairs that were accepted as the
same.`,
	}
	c.AddCommand(newCrosswalkProposeCmd(env), newCrosswalkReviewCmd(env), newCrosswalkAcceptCmd(env),
		newCrosswalkRejectCmd(env), newCrosswalkSetCmd(env), newCrosswalkJoinCmd(env), newCrosswalkListCmd(env))
	return c
}

var errBlindCrosswalk = errors.New("this study is blind, and a crosswalk shows each analyst the other's codes; it waits until the coding is done")

// between is the crosswalk that a command is about.
type between struct {
	env  *Env
	st   *study.Study
	acts study.Analyst
	two  [2]study.Analyst
}

// openBetween opens the study for a command that is about the crosswalk of two
// analysts, named as arguments or by --between. Who acts, --analyst says.
func (e *Env) openBetween(args, named []string) (*between, error) {
	st, acts, err := e.openAnyone()
	if err != nil {
		return nil, err
	}
	if st.Config.Blind {
		return nil, errBlindCrosswalk
	}
	others := *e
	others.global.Analysts = nil
	two, err := others.pair(st, args, named)
	if err == nil && two[0].Codebook == two[1].Codebook {
		err = fmt.Errorf("%s and %s share the codebook %s, so each code is the same for both and no crosswalk is needed", two[0].ID, two[1].ID, two[0].Codebook)
	}
	return &between{e, st, acts, two}, err
}

// change changes the crosswalk in one transaction that can be undone, or only
// rehearses it.
func (b *between) change(ctx context.Context, how study.Manner, command string, change func(e *study.Edit, walk *crosswalk.Crosswalk) ([]byte, error)) error {
	_, err := b.st.ChangeAs(ctx, how, b.acts, command, func(e *study.Edit) error {
		return e.ChangeCrosswalk(b.two[0].ID, b.two[1].ID, func(walk *crosswalk.Crosswalk) ([]byte, error) { return change(e, walk) })
	})
	return err
}

// sides loads what the two did, surveys too: as it was when the study ceased to be
// blind, unless their work as it is now is asked for; with notOwn without what they
// put on their own words.
func (b *between) sides(ctx context.Context, now, notOwn bool) (left, right align.Side, notes []string, err error) {
	as, notes, err := b.env.apart(ctx, b.st, b.two[:], now)
	if err != nil {
		return left, right, nil, err
	}
	sel := coding.Selection{Analysts: []string{string(as[0].ID), string(as[1].ID)}, Surveys: true, NotOwn: notOwn}
	corpus, err := b.st.Load(ctx, sel)
	if err != nil {
		return left, right, nil, err
	}
	picked, err := coding.Select(corpus, sel)
	if err != nil {
		return left, right, nil, err
	}
	if picked.Coders[0].Analyst != as[0].ID {
		slices.Reverse(picked.Coders)
	}
	return align.SideOf(picked, picked.Coders[0]), align.SideOf(picked, picked.Coders[1]), notes, nil
}

// shared returns the transcripts that both analysts have worked on: whoever
// pairs their codes has seen, or could see, what both did there.
func (b *between) shared(ctx context.Context) ([]string, error) {
	left, right, _, err := b.sides(ctx, true, false)
	if err != nil {
		return nil, err
	}
	return texts(align.Gather(left, right).Transcripts), nil
}

// codes finds the codes of one of the two, 0 or 1, in a list joined with commas.
// A code that the other has instead was named on the wrong side.
func (b *between) codes(side int, list string) ([]codebook.ID, error) {
	own, other := b.two[side], b.two[1-side]
	book, err := b.st.Book(own)
	if err != nil {
		return nil, err
	}
	others, err := b.st.Book(other)
	if err != nil {
		return nil, err
	}
	var out []codebook.ID
	for _, name := range strings.Split(list, ",") {
		name = strings.TrimSpace(name)
		code, err := book.Find(name)
		if err != nil {
			if _, ok := others.Code(codebook.ID(name)); ok {
				return nil, fmt.Errorf("code %q is one of %s, and here one of %s is wanted; swap the two, or say whose come first with --between", name, other.ID, own.ID)
			}
			return nil, fmt.Errorf("%s: %w", own.ID, err)
		}
		out = append(out, code.ID)
	}
	return out, nil
}

// named returns the pair that is meant by the id of one, or by the codes of both
// sides; of codes that are in no pair yet, a new one without an id.
func (b *between) named(walk *crosswalk.Crosswalk, args []string) (crosswalk.Pair, error) {
	if len(args) == 1 {
		pair, err := walk.Find(args[0])
		for side, a := range b.two {
			if _, codeErr := b.codes(side, args[0]); err != nil && codeErr == nil {
				return pair, fmt.Errorf("%q is no pair but a code of %s; name the code of %s as well, those of %s first", args[0], a.ID, b.two[1-side].ID, b.two[0].ID)
			}
		}
		return pair, err
	}
	left, err := b.codes(0, args[0])
	if err != nil {
		return crosswalk.Pair{}, err
	}
	right, err := b.codes(1, args[1])
	if err != nil {
		return crosswalk.Pair{}, err
	}
	pair := crosswalk.Pair{Left: left, Right: right, Relation: crosswalk.Same}
	if i := slices.IndexFunc(walk.Pairs, pair.SameCodes); i >= 0 {
		return walk.Pairs[i], nil
	}
	return pair, nil
}

// sentence says how the codes of a pair stand: "rent + bills of ana is broader
// than money of ben"; of one that was rejected, that they do not.
func (b *between) sentence(p crosswalk.Pair) string {
	that := ""
	if p.Status == crosswalk.Rejected {
		that = "that "
	}
	return that + fmt.Sprintf("%s of %s is %s %s of %s", strings.Join(texts(p.Left), " + "), b.two[0].ID,
		relationWords(p.Relation), strings.Join(texts(p.Right), " + "), b.two[1].ID)
}

// formerly says in brackets how a pair stood until now, where that was
// otherwise; nothing of one that nobody had decided on.
func formerly(old, now crosswalk.Pair) string {
	var was []string
	if old.Status == "" {
		return ""
	}
	if old.Relation != now.Relation {
		was = append(was, string(old.Relation))
	}
	if old.Status != now.Status && old.Status != crosswalk.Proposed {
		was = append(was, string(old.Status))
	}
	if len(was) == 0 {
		return ""
	}
	return " (was " + strings.Join(was, ", ") + ")"
}

// recorded is a pair as the history has it: "rent+bills = money".
func recorded(p crosswalk.Pair) string {
	relation := string(p.Relation)
	if p.Relation == crosswalk.Same {
		relation = "="
	}
	return strings.Join(texts(p.Left), "+") + " " + relation + " " + strings.Join(texts(p.Right), "+")
}

func relationWords(r crosswalk.Relation) string {
	switch r {
	case crosswalk.Broader:
		return "broader than"
	case crosswalk.Narrower:
		return "narrower than"
	case crosswalk.Overlaps:
		return "overlapping with"
	}
	return "the same as"
}

// noneOrTwo refuses one argument alone.
func noneOrTwo(_ *cobra.Command, args []string) error {
	if len(args) != 0 && len(args) != 2 {
		return fmt.Errorf("two analysts are named, or none, and these are %d", len(args))
	}
	return nil
}

var (
	relations = []string{string(crosswalk.Same), string(crosswalk.Broader), string(crosswalk.Narrower), string(crosswalk.Overlaps)}
	statuses  = []string{string(crosswalk.Proposed), string(crosswalk.Accepted), string(crosswalk.Rejected)}
)

// oneOf refuses a word of a flag that is none of those it may be.
func oneOf(flag, word string, words []string) error {
	if !slices.Contains(words, word) {
		return misused("--%s %s: it is one of %s", flag, word, strings.Join(words, ", "))
	}
	return nil
}
