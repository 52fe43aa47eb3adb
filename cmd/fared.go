package cmd

import (
	"context"
	"fmt"
	"strings"

	"grounded/analysis/table"
	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// correction is a change of transcripts' texts as a command makes it.
type correction struct {
	command, did string        // what the history calls it; did without words of participants
	didThen      func() string // did, where only the change shows it; may be nil
	dryRun       bool
	forget       bool // what undo keeps goes, this change with it
	change       func(*study.Edit) ([]study.Correction, error)
}

// manner is how the study changes.
func (c correction) manner() study.Manner {
	if c.forget && !c.dryRun {
		return study.ForGood
	}
	return manner(c.dryRun)
}

// correct makes a correction as one transaction and shows how codings and
// quotations fared, where they read otherwise. It returns the corrections.
func correct(ctx context.Context, env *Env, st *study.Study, a study.Analyst, c correction) ([]study.Correction, error) {
	var done []study.Correction
	var shown table.Report
	var told []string
	record, err := st.ChangeAs(ctx, c.manner(), a, c.command, func(e *study.Edit) error {
		var err error
		if done, err = c.change(e); err != nil {
			return err
		}
		shown, told = faredReport(e, done)
		if c.didThen != nil {
			c.did = c.didThen()
		}
		e.Did("%s", strings.Join(append([]string{c.did}, told...), "; "))
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(shown.Table.Rows) > 0 || env.global.Format != "text" || env.global.Output != "" {
		if err := env.show(shown); err != nil {
			return nil, err
		}
	}
	if record.ID == "" && !c.forget && !c.dryRun {
		env.note("nothing to change: it reads so already")
		return done, nil
	}
	env.note("%s", outcome(c.did, c.dryRun))
	for _, sentence := range told {
		env.note("%s", sentence)
	}
	return done, nil
}

// faredReport lists the codings and quotations that read otherwise than before:
// in another paragraph, with other words or not at all. In a blind study those
// of others are only counted. The sentences say how many had which fate.
func faredReport(e *study.Edit, cs []study.Correction) (table.Report, []string) {
	r := table.Report{Title: "What reads otherwise", Table: table.Table{Columns: []table.Column{
		{Name: "analyst", Heading: "Analyst"},
		{Name: "id", Heading: "Coding"},
		{Name: "code", Heading: "Code"},
		{Name: "model", Heading: "Model"},
		{Name: "theme", Heading: "Theme"},
		{Name: "fate", Heading: "Fate"},
		{Name: "place_before", Heading: "Place before"},
		{Name: "place_now", Heading: "Place now"},
		{Name: "words_before", Heading: "Words before", Words: true},
		{Name: "words_now", Heading: "Words now", Words: true},
		{Name: "of", Heading: "Of", People: true},
		{Name: "place", Heading: "Place", People: true},
		{Name: "words", Heading: "Words", People: true},
	}}, View: table.Columns{Names: []string{"of", "fate", "place", "words"}}}
	own, others, quotes := map[coding.Fate]int{}, map[coding.Fate]int{}, map[coding.Fate]int{}
	unfit := 0
	for _, c := range cs {
		for _, f := range c.Codings {
			if !e.Sees(f.Analyst) {
				others[f.Fate]++
				continue
			}
			own[f.Fate]++
			if f.Fate == coding.Adrift || f.OldWords != f.NewWords || f.OldPlace != f.NewPlace {
				was, now := f.OldPlace.String(), place(f.NewPlace)
				r.Table.Rows = append(r.Table.Rows, []any{string(f.Analyst), f.Coding.ID, string(f.Coding.Code), nil, nil, f.Fate.String(), was, now,
					f.OldWords, f.NewWords, study.CodeRef(f.Analyst, f.Coding.Code) + " " + f.Coding.ID, changed(was, now), changed(f.OldWords, f.NewWords)})
			}
		}
		for _, q := range c.Quotes {
			quotes[q.Fate]++
			owner, _, _ := strings.Cut(q.Model, "/")
			if e.Sees(coding.Analyst(owner)) && q.Fate != coding.Adrift && !q.ShownFits() {
				unfit++
			}
			words, now := "", ""
			if q.Fate != coding.Adrift {
				words, now = q.In.Spoken(q.Now), q.In.Ref(q.Now).String()
			}
			if e.Sees(coding.Analyst(owner)) && (q.Fate == coding.Adrift || q.Fate == coding.Followed) {
				r.Table.Rows = append(r.Table.Rows, []any{nil, nil, nil, q.Model, string(q.Theme), q.Fate.String(), nil, now,
					q.Quote.Quote, words, "theme " + string(q.Theme), now, changed(q.Quote.Quote, words)})
			}
		}
	}
	var told []string
	for _, group := range []struct {
		what  string
		fates map[coding.Fate]int
	}{{"codings", own}, {"codings of other analysts", others}, {"quotations", quotes}} {
		if said := fates(group.fates); said != "" {
			told = append(told, group.what+": "+said)
		}
	}
	if unfit > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("of %s what was to be printed does not fit the words any more; how to say it anew shows: grounded check", count(unfit, "quotation")))
	}
	if own[coding.Adrift] > 0 {
		r.Notes = append(r.Notes, "what is adrift is in no count; put it back with: grounded move ID PLACE, or take it away with: grounded remove ID")
	}
	return r, told
}

// place is where something stands, "" for nowhere.
func place(r transcript.Ref) string {
	if r == (transcript.Ref{}) {
		return ""
	}
	return r.String()
}

// changed is what was and what is, once where that is the same or is nothing.
func changed(was, is string) string {
	if is == "" || was == is {
		return was
	}
	return was + " → " + is
}

// fates counts fates in words, "" for none.
func fates(n map[coding.Fate]int) string {
	var parts []string
	for _, f := range []coding.Fate{coding.Exact, coding.Moved, coding.Followed, coding.Adrift} {
		if n[f] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[f], f))
		}
	}
	return strings.Join(parts, ", ")
}
