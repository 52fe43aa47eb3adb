package cmd

import (
	"context"
	"fmt"
	"slices"
	"time"

	"grounded/analysis/disagreement"
	"grounded/analysis/reconciliation"
	"grounded/analysis/reliability"
	"grounded/analysis/unit"
	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// decided is a decision with the item that it is about, and where it was read.
type decided struct {
	reconciliation.Decision
	item     disagreement.Item
	line     string
	fault    error
	replayed bool // kept from before, when what differs may have been other
}

// settled is what came of decisions.
type settled struct {
	codings, codes int // made
	removed        int // made by former decisions
	same           int // decisions that were there already
}

// settle takes decisions over, and what both put alike, as one change.
func (r *reconciler) settle(ctx context.Context, how study.Manner, decisions []decided) (settled, error) {
	var out settled
	_, err := r.st.ChangeAs(ctx, how, r.acts, "reconcile", func(e *study.Edit) error {
		out = settled{}
		as, log, err := e.Joint(r.into, r.fresh)
		if err != nil {
			return err
		}
		if log == nil {
			log = reconciliation.New(r.between(0), r.between(1))
		}
		s := settlement{reconciler: r, edit: as, log: log, desks: map[transcript.ID]*study.Desk{}, out: &out}
		return s.run(decisions)
	})
	if err == nil && how == study.Undoable && r.fresh {
		r.fresh = false
		r.st.Config.Analysts = append(r.st.Config.Analysts, r.into)
	}
	return out, err
}

func (r *reconciler) between(i int) string {
	who, _, _ := r.two[i].ID.Kept()
	return string(who)
}

// settlement is one change of the joint work.
type settlement struct {
	*reconciler
	edit  *study.Edit
	log   *reconciliation.Log
	joint *reconciliation.Joint
	desks map[transcript.ID]*study.Desk
	out   *settled
}

func (s *settlement) run(decisions []decided) error {
	book, err := s.edit.Book()
	if err != nil {
		return err
	}
	s.joint = reconciliation.NewJoint(book, s.codes.categories, s.found.Left, s.found.Right, s.edit.Now)
	for _, item := range s.found.Agreed {
		if _, err := s.put(item, s.joint.Agreed(item)); err != nil {
			return err
		}
	}
	var bad faults
	var changed []reconciliation.Decision
	for _, d := range decisions {
		switch now, same, err := s.decide(d); {
		case err != nil && d.line == "":
			return err
		case err != nil:
			bad.add(d.line, err.Error())
		case same:
			s.out.same++
		default:
			changed = append(changed, now)
		}
	}
	if n := bad.count(); n > 0 {
		return fmt.Errorf("%s\nnothing was decided, since %d of %s cannot be taken", bad, n, count(len(decisions), "decision"))
	}
	open := s.open(changed)
	if err := s.finish(open); err != nil {
		return err
	}
	s.out.codes = len(s.joint.New)
	if s.out.codes > 0 {
		src, err := book.Add(s.joint.New...)
		if err != nil {
			return err
		}
		if err := s.edit.WriteBook(src); err != nil {
			return err
		}
	}
	before, after := s.agreement(s.picked), s.after(open)
	before.At = s.edit.Now
	src, err := s.log.Put(&before, &after, changed...)
	if err != nil {
		return err
	}
	s.edit.Did("%s", s.did(changed))
	return s.edit.WriteDecisions(src)
}

func (s *settlement) did(changed []reconciliation.Decision) string {
	switch len(changed) {
	case 0:
		return fmt.Sprintf("took over into %s what %s and %s put alike (%s)", s.into.ID, s.between(0), s.between(1), count(s.out.codings, "coding"))
	case 1:
		return fmt.Sprintf("decided into %s, %s, on codings %s", s.into.ID, changed[0].Take, and(slices.Concat(changed[0].Left, changed[0].Right)))
	}
	return fmt.Sprintf("decided %s into %s", count(len(changed), "difference"), s.into.ID)
}

// decide does what a decision says, and undoes what a former one about the same
// codings made. It reports true where the former says the same.
func (s *settlement) decide(d decided) (reconciliation.Decision, bool, error) {
	now := d.Decision
	about := reconciliation.About(d.item)
	now.Left, now.Right = about.Left, about.Right
	now.By, now.At = string(s.acts.ID), s.edit.Now
	former, again := s.log.Find(now)
	if again && former.Take == now.Take && former.Code == now.Code && former.Drawn == now.Drawn && former.Reason == now.Reason {
		return former, true, nil
	}
	var drawn transcript.Span
	if now.Take == reconciliation.Redraw {
		var err error
		if drawn, err = drawnAnew(d.item, now.Drawn); err != nil {
			return now, false, err
		}
	}
	wanted, err := s.joint.Decided(d.item, now, drawn)
	if err != nil {
		return now, false, err
	}
	if again {
		desk, err := s.desk(d.item.Transcript.ID)
		if err != nil {
			return now, false, err
		}
		n := len(desk.Codings)
		desk.Codings = slices.DeleteFunc(desk.Codings, func(p coding.Placed) bool { return slices.Contains(former.Made, p.ID) })
		s.out.removed += n - len(desk.Codings)
	}
	now.Made, err = s.put(d.item, wanted)
	return now, false, err
}

// drawnAnew finds words within the turns of an item.
func drawnAnew(item disagreement.Item, words string) (transcript.Span, error) {
	t := item.Transcript
	of := t.ParagraphsOf(item.Span)
	span, err := t.TurnsPassage(t.Paragraphs[of.First].Turn+1, t.Paragraphs[of.End-1].Turn+1)
	if err != nil {
		return span, err
	}
	return transcript.NewFinder(t).LocateIn(t.Ref(span), words, 0)
}

func (s *settlement) desk(id transcript.ID) (*study.Desk, error) {
	if s.desks[id] == nil {
		d, err := s.edit.Desk(id)
		if err != nil {
			return nil, err
		}
		s.desks[id] = d
	}
	return s.desks[id], nil
}

// put puts what is wanted and returns the ids of the codings that are new.
func (s *settlement) put(item disagreement.Item, wanted []reconciliation.Wanted) ([]string, error) {
	desk, err := s.desk(item.Transcript.ID)
	if err != nil {
		return nil, err
	}
	var made []string
	for _, w := range wanted {
		placed, fresh, err := s.edit.Put(desk, w.Code, w.Span, coding.Coding{From: w.From})
		if err != nil {
			return nil, err
		}
		if fresh {
			s.out.codings++
			made = append(made, placed.ID)
		}
	}
	return made, nil
}

// open returns the items on which nothing is decided, or that they stay open.
func (s *settlement) open(changed []reconciliation.Decision) []disagreement.Item {
	var out []disagreement.Item
	for _, item := range s.found.Items {
		about := reconciliation.About(item)
		d, known := s.log.Find(about)
		if i := slices.IndexFunc(changed, about.SameItem); i >= 0 {
			d, known = changed[i], true
		}
		if !known || d.Take == reconciliation.Open {
			out = append(out, item)
		}
	}
	return out
}

// finish marks transcripts as finished on which nothing is open, and saves them.
func (s *settlement) finish(open []disagreement.Item) error {
	for _, t := range s.found.Transcripts {
		desk, err := s.desk(t.ID)
		if err != nil {
			return err
		}
		waits := slices.ContainsFunc(open, func(item disagreement.Item) bool { return item.Transcript.ID == t.ID })
		switch {
		case waits:
			desk.Finished = time.Time{}
		case desk.Finished.IsZero():
			desk.Finished = s.edit.Now
		}
		if err := s.edit.Save(desk); err != nil {
			return err
		}
	}
	return nil
}

// after is how far the two would agree had both done what was decided.
func (s *settlement) after(open []disagreement.Item) reconciliation.Agreement {
	joint := map[transcript.ID][]coding.Placed{}
	for id, desk := range s.desks {
		joint[id] = slices.DeleteFunc(slices.Clone(desk.Codings), func(p coding.Placed) bool { return p.Fate == coding.Adrift })
	}
	corpus := coding.Corpus{Transcripts: s.found.Transcripts, Coders: s.joint.Settled(s.found, open, joint)}
	sel := coding.Selection{Surveys: true}
	for _, coder := range corpus.Coders {
		sel.Analysts = append(sel.Analysts, string(coder.Analyst))
	}
	picked, err := coding.Select(&corpus, sel)
	if err != nil {
		return s.agreement(s.picked)
	}
	return s.agreement(picked)
}

// agreement answers the three questions by alpha on turns.
func (s *settlement) agreement(picked coding.Picked) reconciliation.Agreement {
	in := inBrief(picked, s.codes, reconciledDraws, reconciledSeed)
	a := reconciliation.Agreement{Statistic: "alpha", Unit: string(unit.Turn), Transcripts: len(in.Tables[0].Transcripts), Draws: reconciledDraws, Seed: reconciledSeed}
	for _, f := range reliability.Figures(in) {
		if f.Code != "" || f.Undefined != nil || !slices.Contains([]string{a.Statistic, "alpha-any", "alpha-jaccard-marked"}, f.Statistic) {
			continue
		}
		value := f.Value
		switch f.Question {
		case reliability.Marked:
			a.Marked = &value
		case reliability.Named:
			a.Named = &value
		case reliability.Both:
			a.Both, a.Units = &value, f.Units
			if f.Open == nil {
				low, high := f.Low, f.High
				a.Low, a.High = &low, &high
			}
		}
	}
	if a.Units == 0 {
		a.Units = in.Tables[0].Len()
	}
	return a
}

const (
	reconciledDraws = 1000
	reconciledSeed  = 1
)
