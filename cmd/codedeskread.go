package cmd

import (
	"fmt"
	"slices"
	"strings"

	"grounded/cmd/internal/tui"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Sheet reads the work as it is on disk now.
func (d *screenDesk) Sheet() (tui.Sheet, error) {
	stamp := d.st.Stamp(d.analyst, d.id)
	sel := d.own()
	sel.Analysts, sel.Transcripts = nil, []string{string(d.id)}
	corpus, err := d.st.Load(d.ctx, sel)
	if err != nil {
		return tui.Sheet{}, err
	}
	d.stamp = stamp
	own := d.coder(corpus)
	s := tui.Sheet{Analyst: d.analyst.ID, Text: corpus.Transcripts[0], Book: own.Book}
	for _, c := range corpus.Coders {
		for _, w := range c.Work {
			if c.Analyst == d.analyst.ID {
				s.Codings, s.Finished = w.Codings, !w.Finished.IsZero()
			} else if len(w.Codings) > 0 {
				s.Others = append(s.Others, tui.Other{Analyst: c.Analyst, Book: c.Book, Codings: w.Codings})
			}
		}
	}
	s.Blind = d.st.Config.Blind && len(s.Others) == 0
	s.ReadOnly = d.st.Writable(d.analyst, d.id) != nil
	for _, code := range d.newest {
		if c, ok := own.Book.Code(code); ok && c.InUse() {
			s.Recent = append(s.Recent, code)
		}
	}
	for _, due := range coding.Revisits(own, corpus.Transcripts) {
		for _, c := range due.Codes {
			s.Later = append(s.Later, c.Code.ID)
		}
	}
	fates := map[coding.Fate]int{}
	for _, c := range s.Codings {
		fates[c.Fate]++
	}
	if n := fates[coding.Moved] + fates[coding.Followed] + fates[coding.Adrift]; n > 0 {
		note := fmt.Sprintf("the text was corrected since: %s placed anew", count(n-fates[coding.Adrift], "coding"))
		if fates[coding.Adrift] > 0 {
			note += fmt.Sprintf(", %d adrift", fates[coding.Adrift])
		}
		s.Notes = append(s.Notes, note)
	}
	return s, nil
}

// Waiting returns the next transcript, other than this one, on which work waits.
func (d *screenDesk) Waiting(work tui.Work) (transcript.ID, bool, error) {
	corpus, err := d.st.Load(d.ctx, d.own())
	if err != nil {
		return "", false, err
	}
	own := d.coder(corpus)
	due := map[transcript.ID]bool{}
	for _, r := range coding.Revisits(own, corpus.Transcripts) {
		due[r.Transcript.ID] = work == tui.Revisit
	}
	for _, w := range own.Work {
		due[w.Transcript] = due[w.Transcript] || slices.ContainsFunc(w.Codings, func(c coding.Placed) bool {
			return work == tui.Unconfirmed && c.By == coding.ByQuery && c.Fate != coding.Adrift || work == tui.Adrift && c.Fate == coding.Adrift
		})
	}
	at := slices.IndexFunc(corpus.Transcripts, func(t *transcript.Transcript) bool { return t.ID == d.id })
	for i := range corpus.Transcripts {
		if t := corpus.Transcripts[(at+1+i)%len(corpus.Transcripts)]; due[t.ID] && t.ID != d.id {
			return t.ID, true, nil
		}
	}
	return "", false, nil
}

// Changed reports whether a file that the sheet was read from has changed since.
func (d *screenDesk) Changed() bool { return d.st.Stamp(d.analyst, d.id) != d.stamp }

// Passages returns the passages of a code across the study, in order of transcripts and
// in each by place.
func (d *screenDesk) Passages(code codebook.ID) ([]tui.Passage, error) {
	corpus, err := d.all()
	if err != nil {
		return nil, err
	}
	here := corpus
	if d.id != "" {
		sel := d.own()
		sel.Transcripts = []string{string(d.id)}
		if here, err = d.st.Load(d.ctx, sel); err != nil {
			return nil, err
		}
	}
	var out []tui.Passage
	for _, t := range corpus.Transcripts {
		from := corpus
		if t.ID == d.id {
			from, t = here, here.Transcripts[0]
		}
		for _, w := range d.coder(from).Work {
			if w.Transcript == t.ID {
				out = append(out, passagesOf(code, t, w.Codings)...)
			}
		}
	}
	return out, nil
}

func passagesOf(code codebook.ID, t *transcript.Transcript, codings []coding.Placed) []tui.Passage {
	var out []tui.Passage
	for _, c := range codings {
		if c.Code != code || c.Fate == coding.Adrift {
			continue
		}
		paragraph := t.ParagraphsOf(c.Now).First
		out = append(out, tui.Passage{
			Coding: c.ID, In: t.ID, Place: fmt.Sprintf("%s ¶%d", t.ID, paragraph+1), Speaker: t.Speaker(t.Paragraphs[paragraph].Turn).Label,
			Words: strings.TrimSpace(t.Spoken(c.Now)), Memo: c.Memo, At: c.At,
		})
	}
	return out
}
