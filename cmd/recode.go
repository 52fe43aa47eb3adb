package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

const idHelp = `An ID is that of a coding, as quotes shows it; any prefix of four characters or
more that only one coding has will do, and "last" is the newest.`

func newRemoveCmd(env *Env) *cobra.Command {
	var dryRun bool
	c := &cobra.Command{
		Use:     "remove ID...",
		Short:   "Take codings away",
		Long:    "Take codings away. The passage and the code stay; undo brings the codings back.\n\n" + idHelp,
		Example: "  grounded remove k3v9\n  grounded remove last",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return changeCodings(c.Context(), env, "remove", args, dryRun, func(_ *study.Edit, d *study.Desk, i int) (deed, error) {
				p := d.Codings[i]
				d.Codings = slices.Delete(d.Codings, i, i+1)
				return deed{did: fmt.Sprintf("removed %s from %s (%s)", p.Code, placeOf(d, p), p.ID)}, nil
			})
		},
	}
	c.Flags().BoolVar(&dryRun, "dry-run", false, "say what would be removed, and write nothing")
	return c
}

func newRecodeCmd(env *Env) *cobra.Command {
	var dryRun bool
	c := &cobra.Command{
		Use:   "recode ID... CODE",
		Short: "Put another code in place of the one a coding has",
		Long: `Put another code in place of the one a coding has. Place, memo and time stay. One that a
search made is confirmed by that.

` + idHelp,
		Example: "  grounded recode k3v9 rent",
		Args:    cobra.MinimumNArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			code := args[len(args)-1]
			return changeCodings(c.Context(), env, "recode", args[:len(args)-1], dryRun, func(e *study.Edit, d *study.Desk, i int) (deed, error) {
				return recode(e, d, i, code)
			})
		},
	}
	c.Flags().BoolVar(&dryRun, "dry-run", false, "say what would be recoded, and write nothing")
	return c
}

func recode(e *study.Edit, d *study.Desk, i int, code string) (deed, error) {
	book, err := e.Book()
	if err != nil {
		return deed{}, err
	}
	to, err := usable(book, code)
	if err != nil {
		return deed{}, err
	}
	p := &d.Codings[i]
	if p.Code == to {
		return deed{}, fmt.Errorf("coding %s has code %s already", p.ID, to)
	}
	from := p.Code
	if twin := sameCoding(d, i, to, p.Now); twin != "" && p.Fate != coding.Adrift {
		return deed{}, fmt.Errorf("%s is on that very passage already (%s); take this one away with: grounded remove %s", to, twin, p.ID)
	}
	confirmed := d.GiveCode(i, to)
	return deed{did: fmt.Sprintf("recoded %s from %s to %s (%s)%s", placeOf(d, *p), from, to, p.ID, asWell(confirmed))}, nil
}

type moveOptions struct {
	Quote string
	Nth   int
	Turn  string
}

func newMoveCmd(env *Env) *cobra.Command {
	var o moveOptions
	c := &cobra.Command{
		Use:   "move ID [PLACE]",
		Short: "Move the ends of a coding within its transcript",
		Long: `Move the ends of a coding within its transcript: to a place, to the passage with
the words that are quoted, or to a turn. Code, memo and time stay. One that a search
made is confirmed by that.

` + idHelp,
		Example: `  grounded move k3v9 interview-03:14
  grounded move k3v9 --quote "the rent went up … twice"`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			where, err := o.where(env, args[1:])
			if err != nil {
				return err
			}
			return changeCodings(c.Context(), env, "move", args[:1], false, func(_ *study.Edit, d *study.Desk, i int) (deed, error) {
				return moveCoding(d, i, where)
			})
		},
	}
	c.Flags().StringVar(&o.Quote, "quote", "", "to the passage with these `WORDS`; - reads them from standard input")
	c.Flags().IntVar(&o.Nth, "nth", 0, "the `N`th of the places with those words")
	c.Flags().StringVar(&o.Turn, "turn", "", "to the whole of turn `N`, or of N-M")
	return c
}

// where reads where to a coding is to be moved. A place may leave the transcript
// out, as in 14 or 14-16: it is known.
func (o moveOptions) where(env *Env, place []string) (applied, error) {
	a := applied{nth: o.Nth, turn: o.Turn}
	ref := ""
	if len(place) > 0 {
		ref = place[0]
		if !strings.ContainsAny(ref, ":¶") {
			ref = "here:" + ref
		}
		if _, err := transcript.ParseRef(ref); err != nil {
			return a, misused("%q is not a place to move to; one looks like 14, 14-16 or interview-03:14", place[0])
		}
	}
	if ref == "" && o.Quote == "" && o.Turn == "" {
		return a, misused("say where to: a place, --quote or --turn")
	}
	if err := a.place(env, ref, o.Quote); err != nil {
		return a, err
	}
	a.ref = ""
	if len(place) > 0 {
		a.ref = place[0]
	}
	return a, nil
}

func moveCoding(d *study.Desk, i int, where applied) (deed, error) {
	var ref transcript.Ref
	if where.ref != "" {
		if !strings.ContainsAny(where.ref, ":¶") {
			where.ref = string(d.Transcript) + ":" + where.ref
		}
		var err error
		if ref, err = transcript.ParseRef(where.ref); err != nil {
			return deed{}, err
		}
		if ref.Transcript != d.Transcript {
			return deed{}, fmt.Errorf("this coding is in %s, and a move stays in its transcript; apply the code in %s instead", d.Transcript, ref.Transcript)
		}
	}
	h := coder{finders: map[transcript.ID]*transcript.Finder{}}
	passage, err := h.locate(d.Text, ref, where)
	if err != nil {
		return deed{}, err
	}
	p := d.Codings[i]
	if twin := sameCoding(d, i, p.Code, passage); twin != "" {
		return deed{}, fmt.Errorf("%s is on that very passage already (%s)", p.Code, twin)
	}
	if p.Fate != coding.Adrift && p.Now == passage {
		return deed{}, fmt.Errorf("coding %s stands there already", p.ID)
	}
	confirmed := d.Place(i, passage)
	return deed{did: fmt.Sprintf("moved %s to %s (%s)%s", p.Code, d.Text.Ref(passage), p.ID, asWell(confirmed)), words: d.Text.Spoken(passage)}, nil
}

// asWell says of a change that it confirmed what a search made.
func asWell(confirmed bool) string {
	if confirmed {
		return " and so confirmed it"
	}
	return ""
}

// deed is one change as it is told: what the history may keep, and the words of
// participants, which it may not.
type deed struct{ did, words string }

// String returns the change as the person who made it reads it, words included.
func (d deed) String() string {
	if d.words == "" {
		return d.did
	}
	return fmt.Sprintf("%s: %q", d.did, short(d.words))
}

// changeCodings finds codings of the acting analyst and changes each, all in
// one transaction.
func changeCodings(ctx context.Context, env *Env, command string, ids []string, dryRun bool, change func(*study.Edit, *study.Desk, int) (deed, error)) error {
	for _, id := range ids {
		if err := coding.CheckPrefix(id); err != nil {
			return misuse{err}
		}
	}
	st, a, err := env.openActing()
	if err != nil {
		return err
	}
	var deeds []deed
	_, err = st.ChangeAs(ctx, manner(dryRun), a, command, func(e *study.Edit) error {
		deeds = nil
		for _, id := range ids {
			d, i, err := e.FindCoding(id)
			if err != nil {
				return err
			}
			did, err := change(e, d, i)
			if err != nil {
				return err
			}
			deeds = append(deeds, did)
			if err := e.Save(d); err != nil {
				return err
			}
		}
		if len(deeds) == 1 {
			e.Did("%s", deeds[0].did)
		} else {
			e.Did("%s: %s", command, count(len(deeds), "coding"))
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, did := range deeds {
		env.note("%s", outcome(did.String(), dryRun))
	}
	return nil
}

// sameCoding returns the id of another coding with a code on a passage, or "".
func sameCoding(d *study.Desk, but int, code codebook.ID, passage transcript.Span) string {
	for i, p := range d.Codings {
		if i != but && p.Fate != coding.Adrift && p.Code == code && p.Now == passage {
			return p.ID
		}
	}
	return ""
}

func placeOf(d *study.Desk, p coding.Placed) string {
	if p.Fate == coding.Adrift {
		return string(d.Transcript) + " (adrift)"
	}
	return d.Text.Ref(p.Now).String()
}
