package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/disagreement"
	"grounded/analysis/reconciliation"
	"grounded/analysis/tabulate"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
)

// walk asks about items: those first that nobody decided on, then those left open, and
// where it is asked for those decided too.
func (r *reconciler) walk(ctx context.Context, among []disagreement.Item, again bool) error {
	format, err := render.ParseFormat(r.env.global.Format)
	if err != nil {
		return misuse{err}
	}
	if format.Data() || r.env.global.Output != "" {
		return misused("reconcile asks and shows people what it asks about; for a table of it there is: grounded disagree -f csv, and decisions are taken with --decisions FILE")
	}
	log, err := r.st.Decisions(r.into.ID)
	if err != nil {
		return err
	}
	begun := log != nil
	if log == nil {
		log = reconciliation.New(r.between(0), r.between(1))
	}
	var lists [3][]disagreement.Item
	for _, item := range among {
		switch d, known := log.Find(reconciliation.About(item)); {
		case !known:
			lists[0] = append(lists[0], item)
		case d.Take == reconciliation.Open:
			lists[1] = append(lists[1], item)
		case again:
			lists[2] = append(lists[2], item)
		}
	}
	items := slices.Concat(lists[0], lists[1], lists[2])
	for _, note := range r.notes {
		r.env.note("%s", note)
	}
	if !begun && len(items) > 0 {
		r.env.note("what both put alike, on %s, is taken over into %s with the first answer", count(len(r.found.Agreed), "passage"), r.into.ID)
		return r.ask(ctx, items, log)
	}
	did, err := r.settle(ctx, study.Undoable, nil)
	if err != nil {
		return err
	}
	if !begun || did.codings > 0 {
		r.env.note("%s holds what both put alike: %s more", r.into.ID, count(did.codings, "coding"))
	}
	if len(items) == 0 {
		r.env.note("no passage waits for a decision; see: grounded reconcile %s %s --into %s --status", r.between(0), r.between(1), r.into.ID)
		return nil
	}
	return r.ask(ctx, items, log)
}

func (r *reconciler) ask(ctx context.Context, items []disagreement.Item, log *reconciliation.Log) error {
	return worklist{
		env: r.env, command: "reconcile", things: len(items),
		show: func(nth int) error {
			former, known := log.Find(reconciliation.About(items[nth]))
			return r.card(items[nth], nth+1, len(items), former, known)
		},
		take:     func(ctx context.Context, nth int, answer string) error { return r.take(ctx, items[nth], answer) },
		question: fmt.Sprintf("[l]eft (%s), [r]ight (%s), [b]oth, [d]raw anew (d WORDS), [n]either, [o]pen", r.between(0), r.between(1)),
		alone:    "grounded reconcile --into NAME --decisions FILE",
	}.run(ctx)
}

// card shows one item.
func (r *reconciler) card(item disagreement.Item, nth, total int, former reconciliation.Decision, known bool) error {
	one := r.found
	one.Items, one.Agreed, one.LeftOut, one.Unconfirmed = []disagreement.Item{item}, nil, nil, 0
	report := tabulate.Disagreements(one, nil, 0, 12, nil)
	report.Title, report.Notes = fmt.Sprintf("%d of %d", nth, total), nil
	if known {
		said := "Decided: " + string(former.Take)
		if former.Take == reconciliation.Open {
			said = "Left open"
		}
		if former.Reason != "" {
			said += ", " + former.Reason
		}
		report.Notes = append(report.Notes, said+" ("+former.By+").")
	}
	return r.env.show(report)
}

// take decides on an item as an answer says, and asks for the reason.
func (r *reconciler) take(ctx context.Context, item disagreement.Item, answer string) error {
	word, rest, _ := strings.Cut(answer, " ")
	d := decided{item: item}
	switch strings.ToLower(word) {
	case "l", "left":
		d.Take = reconciliation.Left
	case "r", "right":
		d.Take = reconciliation.Right
	case "b", "both":
		d.Take = reconciliation.Both
	case "d", "draw", "redraw":
		d.Take = reconciliation.Redraw
		d.Code, d.Drawn = "", strings.TrimSpace(rest)
		if code, words, ok := strings.Cut(rest, ": "); ok {
			d.Code, d.Drawn = strings.TrimSpace(code), strings.TrimSpace(words)
		}
		if d.Drawn == "" {
			return errors.New("say the words as well, as in: d the first … the last, or: d rent: the first … the last")
		}
	case "n", "neither":
		d.Take = reconciliation.Neither
	case "o", "open":
		d.Take = reconciliation.Open
	default:
		return fmt.Errorf("%q is no answer to this; it is one of l, r, b, d WORDS, n, o, k, q", answer)
	}
	var err error
	if d.Reason, err = r.env.ask(ctx, "why? "); err != nil && !errors.Is(err, errNoAnswer) {
		return err
	}
	_, err = r.settle(ctx, study.Undoable, []decided{d})
	return err
}
