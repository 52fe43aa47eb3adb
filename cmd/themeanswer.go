package cmd

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"grounded/analysis/theme"
)

// answer puts an answer to a revision that was put down before, as flags say it or as it
// was filled in, or says in other words what is there. It returns what it did, and what
// is to be told beside.
func (h *modeller) answer(ctx context.Context, o reviseOptions, filled *theme.Revision) (did string, notes []string, err error) {
	was, err := h.model.Revision(o.number)
	if err != nil {
		return "", nil, err
	}
	r, afresh := was, o.Response != ""
	if filled != nil {
		r.Said, r.Group, r.Themes, r.Did, r.Because = filled.Said, filled.Group, filled.Themes, filled.Did, filled.Because
		if afresh = o.Again || filled.Response != was.Response; afresh {
			r = r.WithAnswer(filled.Response, filled.Did, filled.Because)
		}
	} else if err := o.into(h, &r); err != nil {
		return "", nil, err
	}
	answered := was.Response != theme.Open
	if _, err := h.model.SetRevision(o.number, r); err != nil {
		return "", nil, err
	}
	if answered && filled == nil && o.answers() && !o.Again {
		return "", nil, fmt.Errorf("revision %d is answered already: %s; to put another answer in its place, add --again", o.number, was.Answer())
	}
	switch {
	case !afresh:
		if err := h.keepShown(&r, o.Shown); err != nil {
			return "", nil, err
		}
		did = fmt.Sprintf("corrected revision %d of %s", o.number, h.name)
		notes, err = h.namedIn(ctx, r)
	default:
		did = h.answeredBy(o.number, was, r)
		if notes, err = h.keepStates(ctx, &r, o, true); r.Response != theme.Open {
			r.Answered = h.edit.Now.Format(time.DateOnly)
		}
		if lost := leftOut(was, r); !answered && lost != "" {
			notes = append(notes, fmt.Sprintf("it was %s; that is not in the answer any more", lost))
		}
	}
	if err != nil {
		return "", nil, err
	}
	return did, notes, h.take(h.model.SetRevision(o.number, r))
}

// answers reports whether flags say anything of an answer.
func (o reviseOptions) answers() bool { return cmp.Or(o.Response, o.Did, o.Because) != "" }

// answeredBy says what became of a revision by an answer.
func (h *modeller) answeredBy(number int, was, now theme.Revision) string {
	former := string(was.Response)
	if was.Answered != "" {
		former += " on " + was.Answered
	}
	switch {
	case was.Response != theme.Open:
		return fmt.Sprintf("answered revision %d of %s again: %s, in place of %s", number, h.name, now.Response, former)
	case now.Response == theme.Open:
		return fmt.Sprintf("left revision %d of %s open", number, h.name)
	}
	return fmt.Sprintf("answered revision %d of %s: %s", number, h.name, now.Response)
}

// leftOut is what a revision said and the same with another answer says no more.
func leftOut(was, now theme.Revision) string {
	lost := theme.Revision{Response: was.Response}
	if was.Did != now.Did {
		lost.Did = was.Did
	}
	if was.Because != now.Because {
		lost.Because = was.Because
	}
	if cmp.Or(lost.Did, lost.Because) == "" {
		return ""
	}
	return lost.Answer()
}
