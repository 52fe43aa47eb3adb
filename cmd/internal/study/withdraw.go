package study

import (
	"context"
	"slices"

	"grounded/analysis/privacy"
	"grounded/transcript"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

// Withdrawal is somebody's wish to leave the study.
type Withdrawal struct {
	Case   string
	Only   []transcript.ID // to leave only these; none means all
	Whole  bool            // transcripts go whole, also where others speak
	Turns  bool            // only their turns go, also where nobody else was studied
	DryRun bool
}

// Withdrew says what went with a person, and what is left to do by hand.
type Withdrew struct {
	Removed []transcript.ID // transcripts that went whole
	Shared  []TurnsOf       // transcripts of which only turns went
	Codings int             // of all analysts
	Quotes  int             // of all models
	Struck  []Replaced      // files in which somebody had written their words down
	Others  int             // further ones, of analysts whose work is not shown
	Sources []string        // imported files that went
	Speak   []string        // memos about them, for their authors to read
	Holding []Place         // where files hold words of theirs still
	Named   []Place         // where files hold a label of theirs
	Tracked bool            // the study is under version control, which remembers
}

// TurnsOf is how many turns of a transcript went.
type TurnsOf struct {
	Transcript transcript.ID
	Turns      int
}

// withdrawnLabel is who said words that were withdrawn.
const withdrawnLabel = "Withdrawn"

// Withdraw takes all words of a person out of the study, whoever's files hold
// them: transcripts, or their turns where others were studied with them; the
// imported files; codings and quotations of those words; words of theirs that
// analysts wrote into memos, codebooks, models and crosswalks; and all that undo
// and the cache hold. A tombstone stays in cases.toml, unless they leave only
// some transcripts. It cannot be undone.
func (s *Study) Withdraw(ctx context.Context, a Analyst, w Withdrawal) (Withdrew, error) {
	var out *withdrawing
	manner := ForGood
	if w.DryRun {
		manner = Rehearsed
	}
	_, err := s.ChangeAs(ctx, manner, a, "withdraw", func(e *Edit) error {
		out = &withdrawing{Edit: e, Withdrawal: w, gone: map[string]bool{}}
		if err := out.all(ctx); err != nil {
			return err
		}
		e.tells = out.testimony.Holds
		left := "withdrew"
		if len(w.Only) > 0 {
			left = "left " + list(w.Only)
		}
		e.Did("case %s %s: %s removed, %s changed, %s removed", w.Case, left,
			many(len(out.did.Removed), "transcript", "transcripts"), many(len(out.did.Shared), "transcript", "transcripts"), many(out.did.Codings, "coding", "codings"))
		return nil
	})
	if err != nil {
		return Withdrew{}, err
	}
	if !w.DryRun {
		sel := coding.Selection{Blind: s.Config.Blind, Looker: a.ID}
		out.did.Holding = s.holding(sel, out.testimony.Holds)
		if len(w.Only) == 0 {
			out.did.Named = slices.DeleteFunc(s.holding(sel, out.names), func(p Place) bool { return p.File == casesFile })
		}
	}
	out.did.Tracked = s.tracked()
	return out.did, nil
}

// withdrawing is a withdrawal in the making.
type withdrawing struct {
	*Edit
	Withdrawal
	texts     []*transcript.Transcript // of the whole study, as they were
	register  *cases.Register          // as it was
	testimony *privacy.Testimony
	gone      map[string]bool // what memos may be about and is not there any more
	labels    []string        // of the person, where they say who it is
	did       Withdrew
}

func (w *withdrawing) all(ctx context.Context) error {
	var err error
	if w.texts, err = w.study.Transcripts(ctx); err != nil {
		return err
	}
	if w.register, err = w.Cases(); err != nil {
		return err
	}
	ts, err := w.theirs()
	if err != nil {
		return err
	}
	w.remember(ts)
	for _, t := range ts {
		whole, err := w.goesWhole(t)
		if err != nil {
			return err
		}
		if whole {
			err = w.removeWhole(t)
		} else {
			err = w.removeTurns(t)
		}
		if err != nil {
			return err
		}
	}
	if err := w.dropSources(ts); err != nil {
		return err
	}
	if err := w.bury(); err != nil {
		return err
	}
	return w.strike(ctx)
}

// shown reports whether the one who acts may see a file.
func (w *withdrawing) shown(file string) bool {
	return w.study.shows(coding.Selection{Blind: w.study.Config.Blind, Looker: w.Analyst.ID}, file)
}
