package study

import (
	"slices"
	"strings"

	"grounded/analysis/privacy"
	"grounded/analysis/theme"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// removeTurns takes one speaker out of a transcript in which others stay. Each
// paragraph of theirs stays as a paragraph that says it was withdrawn, so that
// the numbers of all others are as they were.
func (w *withdrawing) removeTurns(t *transcript.Transcript) error {
	var words []transcript.Replacement
	labels := map[string]string{}
	turns := 0
	for i, turn := range t.Turns {
		if t.Speaker(i).Case != w.Case {
			continue
		}
		turns++
		labels[t.Speaker(i).Label] = withdrawnLabel
		for _, p := range t.Paragraphs[turn.Paragraphs.First:turn.Paragraphs.End] {
			if !p.Text.Empty() {
				words = append(words, transcript.Replacement{Span: p.Text, New: privacy.Withdrawn})
			}
		}
	}
	for _, v := range t.Speakers {
		if v.Case == w.Case {
			labels[v.Label] = withdrawnLabel
		}
	}
	if _, err := w.Rewrite(t.ID, words, labels); err != nil {
		return err
	}
	now, err := w.Transcript(t.ID)
	if err != nil {
		return err
	}
	meta := now.Meta
	meta.Speakers = slices.Clone(meta.Speakers)
	for i := range meta.Speakers {
		if meta.Speakers[i].Label == withdrawnLabel {
			meta.Speakers[i].Case, meta.Speakers[i].Role, meta.Speakers[i].RoleGuess = "", transcript.Gone, ""
		}
	}
	meta.Restricted = slices.DeleteFunc(slices.Clone(meta.Restricted), func(r transcript.Restriction) bool {
		return nothingElse(r.Quote) || w.testimony.Holds(r.Quote)
	})
	if _, err := w.Correct(transcript.New(now.ID, meta, now.Body)); err != nil {
		return err
	}
	w.did.Shared = append(w.did.Shared, TurnsOf{t.ID, turns})
	if err := w.dropCodings(t.ID); err != nil {
		return err
	}
	return w.dropQuotes(t.ID)
}

// nothingElse reports whether of some words nothing is left but that they were
// withdrawn.
func nothingElse(words string) bool {
	for range transcript.Words(strings.ReplaceAll(words, privacy.Withdrawn, "")) {
		return false
	}
	return true
}

// dropCodings removes the codings of a transcript that stood on withdrawn words
// alone, or are adrift and keep such words.
func (w *withdrawing) dropCodings(id transcript.ID) error {
	for _, a := range w.study.Config.Analysts {
		d, err := w.desk(a.ID, id)
		if err != nil {
			return w.hide(a.ID, err)
		}
		n := len(d.Codings)
		d.Codings = slices.DeleteFunc(d.Codings, func(p coding.Placed) bool {
			words := p.Quote
			if p.Fate != coding.Adrift {
				words = d.Text.Spoken(p.Now)
			}
			goes := nothingElse(words) || p.Fate == coding.Adrift && w.testimony.Holds(p.Prefix+p.Quote+p.Suffix)
			if goes {
				w.gone["coding:"+p.ID] = true
			}
			return goes
		})
		if len(d.Codings) == n {
			continue
		}
		w.did.Codings += n - len(d.Codings)
		if err := w.Save(d); err != nil {
			return w.hide(a.ID, err)
		}
	}
	return w.roundsOf(id, func(c coding.Coding) (coding.Coding, bool) {
		if w.testimony.Holds(c.Quote) || w.testimony.Holds("“"+c.Quote+"”") {
			return c, false
		}
		c.Prefix, c.Suffix = "", "" // they may hold halves of words that nobody finds
		return c, true
	})
}

// dropQuotes removes the quotations of a transcript that are of withdrawn words
// alone; in others what was to be printed is to be chosen anew.
func (w *withdrawing) dropQuotes(id transcript.ID) error {
	return w.eachModel(func(name string, kept bool, m *theme.Model) ([]byte, error) {
		var drop []int
		for i, q := range m.Quotes {
			switch {
			case q.Transcript != id:
			case nothingElse(q.Quote), w.testimony.Holds(q.Quote):
				drop = append(drop, i)
			case q.Shown != "" && w.testimony.Holds(q.Shown):
				q.Shown = ""
				src, err := m.SetQuote(i, q)
				if err != nil {
					return nil, err
				}
				m, _ = theme.Decode(ModelFile(name), src)
			}
		}
		if !kept {
			w.did.Quotes += len(drop)
		}
		return m.RemoveQuotes(drop...)
	})
}
