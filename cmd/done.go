package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"grounded/analysis/table"
	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/coding"
)

func newDoneCmd(env *Env) *cobra.Command {
	var not bool
	c := &cobra.Command{
		Use:   "done TRANSCRIPT|GLOB...",
		Short: "Say that you have coded a transcript to its end",
		Long: `Say that you have coded a transcript to its end. "Not coded yet" and "no code
applies" are different facts: only what both analysts have finished is compared.`,
		Example:           "  grounded done interview-03\n  grounded done 'interview-*'\n  grounded done interview-03 --not",
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: completeTranscripts(env),
		RunE: func(c *cobra.Command, args []string) error {
			return done(c.Context(), env, args, not)
		},
	}
	c.Flags().BoolVar(&not, "not", false, "take it back: there is more to code")
	return c
}

func done(ctx context.Context, env *Env, patterns []string, not bool) error {
	st, a, err := env.openActing()
	if err != nil {
		return err
	}
	var changed, same []transcript.ID
	_, err = st.Change(ctx, a, "done", func(e *study.Edit) error {
		changed, same = nil, nil
		err := eachDesk(st, e, patterns, func(d *study.Desk) error {
			if d.Finished.IsZero() == not {
				same = append(same, d.Transcript)
				return nil
			}
			changed = append(changed, d.Transcript)
			d.Finished = e.Now
			if not {
				d.Finished = time.Time{}
			}
			return e.Save(d)
		})
		e.Did("%s", finishing(changed, not))
		return err
	})
	if err != nil {
		return err
	}
	if len(changed) > 0 {
		env.note("%s %s", a.ID, finishing(changed, not))
	}
	if len(same) > 0 && not {
		env.note("%s had not finished %s", a.ID, strings.Join(texts(same), ", "))
	} else if len(same) > 0 {
		env.note("%s had finished %s already", a.ID, strings.Join(texts(same), ", "))
	}
	return nil
}

// eachDesk takes out the acting analyst's work on every transcript that patterns mean.
func eachDesk(st *study.Study, e *study.Edit, patterns []string, do func(*study.Desk) error) error {
	ids, err := st.TranscriptIDs()
	if err != nil {
		return err
	}
	if ids, err = coding.MatchIDs("transcript", patterns, ids); err != nil {
		return err
	}
	for _, id := range ids {
		d, err := e.Desk(id)
		if err != nil {
			return err
		}
		if err := do(d); err != nil {
			return err
		}
	}
	return nil
}

func finishing(ids []transcript.ID, not bool) string {
	list := strings.Join(texts(ids), ", ")
	if not {
		return fmt.Sprintf("opened %s again", list)
	}
	return fmt.Sprintf("finished %s", list)
}

func newProgressCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:     "progress",
		Short:   "Show what each analyst has read, coded and finished",
		Example: "  grounded progress\n  grounded progress -a ana -f csv",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			st, err := env.open()
			if err != nil {
				return err
			}
			sel, err := env.reading(st)
			if err != nil {
				return err
			}
			sel.Surveys = true // work is looked through here, not findings counted
			corpus, err := st.Load(c.Context(), sel)
			if err != nil {
				return err
			}
			picked, err := coding.Select(corpus, sel)
			if err != nil {
				return err
			}
			return env.show(progressReport(corpus, picked))
		},
	}
}

func progressReport(corpus *coding.Corpus, picked coding.Picked) table.Report {
	r := table.Report{
		Table: table.Table{Columns: []table.Column{
			{Name: "analyst", Heading: "Analyst"},
			{Name: "transcript", Heading: "Transcript"},
			{Name: "state", Heading: "State"},
			{Name: "round", Heading: "Round", Type: table.Integer},
			{Name: "codings", Heading: "Codings", Type: table.Integer},
			{Name: "adrift", Heading: "Adrift", Type: table.Integer},
			{Name: "coded", Heading: "Coded %", Type: table.Number},
			{Name: "started", Heading: "Started"},
			{Name: "finished", Heading: "Finished"},
		}},
		View: table.Pivot{Rows: []string{"transcript"}, Across: "analyst", Values: []string{"state", "codings", "coded"}},
	}
	for _, coder := range picked.Coders {
		if coder.Role == coding.Reconciled {
			continue
		}
		finished, lost := 0, 0
		for _, t := range corpus.Transcripts {
			w, begun := workOn(coder, t.ID)
			state := "not begun"
			switch {
			case !w.Finished.IsZero():
				state = "finished"
				finished++
			case begun:
				state = "begun"
			}
			adrift := 0
			var spans []transcript.Span
			for _, p := range w.Codings {
				if p.Fate == coding.Adrift {
					adrift++
					continue
				}
				spans = append(spans, p.Now)
			}
			lost += adrift
			var round any
			if begun {
				round = max(w.Round, 1)
			}
			r.Table.Rows = append(r.Table.Rows, []any{string(coder.Analyst), string(t.ID), state, round, len(spans), adrift,
				100 * t.CodedShare(spans), stampOf(w.Started), stampOf(w.Finished)})
		}
		said := fmt.Sprintf("%s has finished %d of %s", coder.Analyst, finished, count(len(corpus.Transcripts), "transcript"))
		if lost > 0 {
			said += fmt.Sprintf("; %s adrift, their words not in the text as it is now (see: grounded check)", count(lost, "coding"))
		}
		r.Notes = append(r.Notes, said+".")
	}
	return r
}

func workOn(coder *coding.Coder, id transcript.ID) (coding.Work, bool) {
	i := slices.IndexFunc(coder.Work, func(w coding.Work) bool { return w.Transcript == id })
	if i < 0 {
		return coding.Work{}, false
	}
	return coder.Work[i], true
}

func stampOf(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}
