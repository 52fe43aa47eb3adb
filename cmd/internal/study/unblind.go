package study

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"grounded/codebook/tomledit"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// unblinded labels an analyst's work as it stood when the study ceased to be blind:
// what each of them did without knowing of the others.
const unblinded = "blind"

// Unblinded reports whether an analyst's work was kept when the study ceased to be
// blind.
func (s *Study) Unblinded(a coding.Analyst) bool {
	_, err := os.Stat(s.path(codingsOf(a + "@" + unblinded)))
	return err == nil
}

// AsBlind returns an analyst as they were when the study ceased to be blind, or as they
// are where nothing was kept then.
func (s *Study) AsBlind(a Analyst) Analyst {
	if _, _, kept := a.ID.Kept(); !kept && s.Unblinded(a.ID) {
		a.ID += "@" + unblinded
	}
	return a
}

// Unread is which transcripts an analyst has not finished.
type Unread struct {
	Analyst     coding.Analyst
	Transcripts []transcript.ID
}

// Unfinished returns what stands in the way of opening a blind study, or some of its
// transcripts: those that one who codes in it has not finished.
func (s *Study) Unfinished(ctx context.Context, only []transcript.ID) ([]Unread, error) {
	corpus, err := s.Load(ctx, coding.Selection{Surveys: true})
	if err != nil {
		return nil, err
	}
	var out []Unread
	for _, coder := range corpus.Coders {
		if coder.Role == coding.Reconciled {
			continue
		}
		u := Unread{Analyst: coder.Analyst}
		for _, t := range corpus.Transcripts {
			if only != nil && !slices.Contains(only, t.ID) {
				continue
			}
			if !slices.ContainsFunc(coder.Work, func(w coding.Work) bool { return w.Transcript == t.ID && !w.Finished.IsZero() }) {
				u.Transcripts = append(u.Transcripts, t.ID)
			}
		}
		if len(u.Transcripts) > 0 {
			out = append(out, u)
		}
	}
	return out, nil
}

// Unblind opens a blind study to all its analysts, or some transcripts of it, and keeps
// the work of each on them as it stands: what is compared from then on was done apart.
func (e *Edit) Unblind(only []transcript.ID) error {
	var who []string
	for _, a := range e.study.Config.Analysts {
		if a.Role == coding.Reconciled {
			continue
		}
		if _, err := e.keep(a, codingsOf(a.ID+"@"+unblinded), only); err != nil {
			return fmt.Errorf("the work of %s cannot be kept: %w", a.ID, err)
		}
		who = append(who, string(a.ID))
	}
	if only == nil {
		e.Did("opened the study, with the work of %s kept as it stood", strings.Join(who, ", "))
		edits := []tomledit.Edit{tomledit.Set(tomledit.Root, "blind", false)}
		if len(e.study.Config.Open) > 0 {
			edits = append(edits, tomledit.Unset(tomledit.Root, "open"))
		}
		return e.WriteSettings(edits...)
	}
	open := slices.Clone(e.study.Config.Open)
	for _, id := range only {
		if !slices.Contains(open, string(id)) {
			open = append(open, string(id))
		}
	}
	slices.Sort(open)
	e.Did("opened %s, with the work of %s on it kept as it stood", strings.Join(open, ", "), strings.Join(who, ", "))
	return e.WriteSettings(tomledit.Set(tomledit.Root, "open", open))
}
