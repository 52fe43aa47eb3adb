package study

import (
	"slices"
	"time"

	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Desk is an analyst's work on one transcript, taken out to be changed.
type Desk struct {
	*coding.Work
	Text *transcript.Transcript

	analyst coding.Analyst
	home    home
	hash    string
	former  map[string]coding.Coding // by id, as they were taken out: Code and Was alone
}

// Desk takes out the acting analyst's work on a transcript.
func (e *Edit) Desk(id transcript.ID) (*Desk, error) { return e.desk(e.Analyst.ID, id) }

func (e *Edit) desk(a coding.Analyst, id transcript.ID) (*Desk, error) {
	t, err := e.Transcript(id)
	if err != nil {
		return nil, err
	}
	progress, _, err := progressOf(a, e.Read)
	if err != nil {
		return nil, err
	}
	files, err := e.study.names(codingsOf(a), ".jsonl")
	if err != nil {
		return nil, err
	}
	hashed := text{t, transcript.TextHash(t.Body)}
	homes, err := e.study.homes(a, []text{hashed}, files, progress)
	if err != nil {
		return nil, err
	}
	h := homes[id]
	d := &Desk{Work: &coding.Work{Transcript: id}, Text: t, analyst: a, home: h, hash: hashed.hash}
	if h.id == "" {
		d.home.id = id
		d.Round, err = e.running(a)
		return d, err
	}
	w, problems, err := e.study.workOn(a, hashed, h, e.Read)
	if err != nil {
		return nil, err
	}
	if err := problem.Fatal(problems); err != nil {
		return nil, err
	}
	d.Work = w
	d.remember()
	return d, nil
}

// remember keeps which code each coding has.
func (d *Desk) remember() {
	d.former = make(map[string]coding.Coding, len(d.Codings))
	for _, p := range d.Codings {
		d.former[p.ID] = coding.Coding{Code: p.Code, Was: p.Was}
	}
}

// tellFormer puts on record which codings have another code than when they were taken
// out, so that it is known what they were when their transcript was read.
func (d *Desk) tellFormer(until time.Time) {
	for i, p := range d.Codings {
		was, known := d.former[p.ID]
		if known && was.Code != p.Code && replacements(was.Was) == replacements(p.Was) {
			d.Codings[i].Was = append(slices.Clip(p.Was), coding.Former{Code: was.Code, Until: until})
		}
	}
	d.remember()
}

func replacements(was []coding.Former) int {
	n := 0
	for _, f := range was {
		if !f.Beside {
			n++
		}
	}
	return n
}

// StandFor lets a coding stand for one of another code on the same passage, which goes.
func (d *Desk) StandFor(i int, gone coding.Coding, until time.Time) {
	p := &d.Codings[i]
	p.Was = append(slices.Clip(p.Was), coding.Former{Code: gone.Code, Until: until, Beside: true})
}

// Desks takes out the work of an analyst on every transcript that they have
// codings of.
func (e *Edit) Desks(a coding.Analyst) ([]*Desk, error) {
	ids, err := e.study.TranscriptIDs()
	if err != nil {
		return nil, err
	}
	var out []*Desk
	for _, id := range ids {
		d, err := e.desk(a, id)
		if err != nil {
			return nil, err
		}
		if len(d.Codings) > 0 {
			out = append(out, d)
		}
	}
	return out, nil
}

// Put adds a coding of a code on a passage, and reports false when that code is
// on that very passage already. An id and a time that are not given are made.
func (e *Edit) Put(d *Desk, code codebook.ID, passage transcript.Span, like coding.Coding) (coding.Placed, bool, error) {
	for _, p := range d.Codings {
		if p.Code == code && p.Fate != coding.Adrift && p.Now == passage {
			return p, false, nil
		}
	}
	id := like.ID
	if id == "" {
		var err error
		if id, err = coding.NewID(e.study.options.Random, d.holds); err != nil {
			return coding.Placed{}, false, err
		}
	}
	at := like.At
	if at.IsZero() {
		at = e.Now
	}
	made := coding.Make(d.Text, passage, code, id, at)
	made.Memo, made.Round, made.Query, made.Flags, made.By, made.From, made.Was = like.Memo, like.Round, like.Query, like.Flags, like.By, like.From, like.Was
	if made.Round == 0 && d.Round > 1 {
		made.Round = d.Round
	}
	placed := coding.Placed{Coding: made, Now: passage}
	d.Codings = append(d.Codings, placed)
	return placed, true, nil
}

// Place puts the ends of a coding on another passage of its transcript, and reports
// whether that confirmed it: who moves what a search made has judged it.
func (d *Desk) Place(i int, passage transcript.Span) (confirmed bool) {
	d.Codings[i] = coding.Placed{Coding: d.Codings[i].Coding, Now: passage, Fate: coding.Moved}
	return d.Confirm(i)
}

// GiveCode puts a code in place of the one that a coding has, as an analyst does who
// looks at that one, and reports whether that confirmed it.
func (d *Desk) GiveCode(i int, code codebook.ID) (confirmed bool) {
	d.Codings[i].Code = code
	return d.Confirm(i)
}

// Confirm makes a coding the analyst's own, and reports false for one that is.
func (d *Desk) Confirm(i int) bool {
	waited := d.Codings[i].By == coding.ByQuery
	if waited {
		d.Codings[i].By = ""
	}
	return waited
}

func (d *Desk) holds(id string) bool {
	return slices.ContainsFunc(d.Codings, func(p coding.Placed) bool { return p.ID == id })
}

// Save puts an analyst's work back. Every coding is written at its place in the
// text as it is now; codings adrift stay as they were. One whose code changed says what
// it had before.
func (e *Edit) Save(d *Desk) error {
	d.tellFormer(e.Now)
	codings := make([]coding.Coding, len(d.Codings))
	for i, p := range d.Codings {
		codings[i] = coding.Relocate(p, d.Text)
	}
	file := codingsFile(d.analyst, d.Transcript)
	if len(codings) > 0 {
		e.Write(file, coding.Encode(codings))
	} else if err := e.drop(file); err != nil {
		return err
	}
	if d.home.id != d.Transcript {
		if err := e.drop(codingsFile(d.analyst, d.home.id)); err != nil {
			return err
		}
	}
	if d.Round == 0 {
		d.Round = 1
	}
	if d.Started.IsZero() {
		d.Started = e.Now
	}
	e.texts[d.hash] = d.Text.Body
	return e.writeProgress(d.analyst, d.home.id, Progress{ID: d.Transcript, Round: d.Round, Started: d.Started, Finished: d.Finished, Revisited: d.Revisited, Text: d.hash})
}

// Recode gives every coding of the codes in from the code into, in the work of
// every analyst who shares the acting analyst's codebook. Where a passage would
// bear into twice, the doubled coding goes.
func (e *Edit) Recode(from []codebook.ID, into codebook.ID) (recoded, doubled int, err error) {
	for _, a := range e.study.Config.Analysts {
		if a.Codebook != e.Analyst.Codebook {
			continue
		}
		desks, err := e.Desks(a.ID)
		if err != nil {
			return 0, 0, err
		}
		for _, d := range desks {
			r, dbl := d.recode(from, into, e.Now)
			recoded, doubled = recoded+r, doubled+dbl
			if r+dbl == 0 {
				continue
			}
			if err := e.Save(d); err != nil {
				return 0, 0, err
			}
		}
	}
	return recoded, doubled, nil
}

func (d *Desk) recode(from []codebook.ID, into codebook.ID, now time.Time) (recoded, doubled int) {
	bears := map[transcript.Span]string{} // the id of the coding with into that stands there
	for _, p := range d.Codings {
		if p.Code == into && p.Fate != coding.Adrift {
			bears[p.Now] = p.ID
		}
	}
	var kept, gone []coding.Placed
	for _, p := range d.Codings {
		switch {
		case !slices.Contains(from, p.Code):
		case p.Fate != coding.Adrift && bears[p.Now] != "" && p.Memo == "":
			gone = append(gone, p)
			continue
		default:
			p.Code = into
			if p.Fate != coding.Adrift {
				bears[p.Now] = p.ID
			}
			recoded++
		}
		kept = append(kept, p)
	}
	d.Codings = kept
	for _, p := range gone {
		at := slices.IndexFunc(kept, func(k coding.Placed) bool { return k.ID == bears[p.Now] })
		d.StandFor(at, p.Coding, now)
	}
	return recoded, len(gone)
}
