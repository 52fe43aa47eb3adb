package study

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"grounded/analysis/theme"
	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Correction says how codings and quotations fared when a transcript's text was
// changed.
type Correction struct {
	Transcript transcript.ID
	Was, Now   *transcript.Transcript // Was is nil when it could not be read
	Codings    []Fared                // by analyst in the study's order, then by place
	Quotes     []Quoted
}

// Fared is what became of one coding.
type Fared struct {
	Analyst            coding.Analyst
	Coding             coding.Coding // as kept before
	Fate               coding.Fate
	OldWords, NewWords string         // new ones "" when adrift
	OldPlace           transcript.Ref // in the text before; its bytes as kept when it was adrift there
	NewPlace           transcript.Ref // zero when adrift
}

// Quoted is what became of one quotation of a model.
type Quoted struct {
	Model string
	theme.Anchored
}

// Counts says how many codings and how many quotations had which fate.
func (c Correction) Counts() (codings, quotes map[coding.Fate]int) {
	codings, quotes = map[coding.Fate]int{}, map[coding.Fate]int{}
	for _, f := range c.Codings {
		codings[f.Fate]++
	}
	for _, q := range c.Quotes {
		quotes[q.Fate]++
	}
	return codings, quotes
}

// TranscriptSource returns the bytes of a transcript's file, whatever is wrong
// with it. A name that none has is an error that offers the nearest.
func (s *Study) TranscriptSource(id transcript.ID) ([]byte, error) {
	src, err := s.read(transcriptFile(id))
	if err != nil {
		_, err = s.Transcript(id)
	}
	return src, err
}

// TranscriptSource is that of the study, as the transaction sees it.
func (e *Edit) TranscriptSource(id transcript.ID) ([]byte, error) { return e.Read(transcriptFile(id)) }

// Correct puts now in the place of the transcript of its id and writes the work
// of every analyst on it, and the quotations of every model, at their places in
// it. Codings adrift stay as they were kept. Of the front matter only what now
// says otherwise is changed. Parts begin at the words they began at, unless now
// has others.
func (e *Edit) Correct(now *transcript.Transcript) (Correction, error) {
	src, err := e.updated(now)
	if err != nil {
		return Correction{}, err
	}
	return e.correct(now.ID, src, nil)
}

// Rewrite makes known replacements and gives speakers other labels: Correct for
// a change that is known exactly, by which no coding goes adrift unless nothing
// was put in the place of its words.
func (e *Edit) Rewrite(id transcript.ID, words []transcript.Replacement, labels map[string]string) (Correction, error) {
	was, err := e.Transcript(id)
	if err != nil {
		return Correction{}, err
	}
	now, err := transcript.Rewrite(was, words, labels)
	if err != nil {
		return Correction{}, err
	}
	src, err := e.updated(now.Transcript)
	if err != nil {
		return Correction{}, err
	}
	return e.correct(id, src, now.Follow)
}

// CorrectFile is Correct for a whole file, front matter and body.
func (e *Edit) CorrectFile(id transcript.ID, src []byte) (Correction, error) {
	return e.correct(id, src, nil)
}

func (e *Edit) updated(now *transcript.Transcript) ([]byte, error) {
	file := transcriptFile(now.ID)
	src, err := e.Read(file)
	if err != nil {
		return nil, err
	}
	return transcript.Update(file, src, now)
}

func (e *Edit) correct(id transcript.ID, src []byte, follow func(transcript.Span) transcript.Span) (Correction, error) {
	file := transcriptFile(id)
	now, problems := transcript.Decode(id, file, src)
	if err := problem.Fatal(problems); err != nil {
		return Correction{}, err
	}
	was, err := e.Transcript(id)
	var unreadable problem.Error
	if errors.As(err, &unreadable) {
		return Correction{Transcript: id, Now: now}, e.Write(file, src)
	}
	if err != nil {
		return Correction{}, err
	}
	r := coding.Revision{Was: was, Now: now, Follow: follow}
	if was.Body != now.Body {
		if slices.Equal(was.Parts, now.Parts) {
			now.Parts = r.Parts()
		}
		if slices.Equal(was.Restricted, now.Restricted) {
			now.Restricted = r.Restricted()
		}
		if src, err = transcript.Update(file, src, now); err != nil {
			return Correction{}, err
		}
	}
	c := Correction{Transcript: id, Was: was, Now: now}
	if was.Body != now.Body {
		if c.Codings, err = e.correctCodings(r); err != nil {
			return Correction{}, err
		}
		if c.Quotes, err = e.correctQuotes(r); err != nil {
			return Correction{}, err
		}
	}
	return c, e.Write(file, src)
}

// correctCodings writes the work of all analysts on a transcript.
func (e *Edit) correctCodings(r coding.Revision) ([]Fared, error) {
	hash := transcript.TextHash(r.Now.Body)
	var desks []*Desk
	var placed []coding.Placed
	for _, a := range e.study.Config.Analysts {
		d, err := e.desk(a.ID, r.Was.ID)
		if err != nil {
			return nil, e.hide(a.ID, err)
		}
		if d.Round == 0 && len(d.Codings) == 0 && d.Started.IsZero() {
			continue
		}
		desks = append(desks, d)
		placed = append(placed, d.Codings...)
	}
	next := placed
	if len(placed) > 0 {
		next = r.Place(placed)
	}
	var out []Fared
	for _, d := range desks {
		for i := range d.Codings {
			out = append(out, fared(d.analyst, r, d.Codings[i], next[i]))
		}
		n := len(d.Codings)
		d.Codings, next = slices.Clone(next[:n]), next[n:]
		d.Work.Text, d.Text, d.hash = hash, r.Now, hash
		if err := e.settle(d); err != nil {
			return nil, e.hide(d.analyst, err)
		}
	}
	return out, nil
}

func fared(a coding.Analyst, r coding.Revision, before, after coding.Placed) Fared {
	f := Fared{Analyst: a, Coding: before.Coding, Fate: after.Fate, OldWords: before.Quote, OldPlace: transcript.Ref{Transcript: r.Was.ID, Bytes: before.Span}}
	if before.Fate != coding.Adrift {
		f.OldWords, f.OldPlace = r.Was.Spoken(before.Now), r.Was.Ref(before.Now)
	}
	if after.Fate != coding.Adrift {
		f.NewWords, f.NewPlace = r.Now.Spoken(after.Now), r.Now.Ref(after.Now)
	}
	return f
}

// correctQuotes writes the quotations of all models from a transcript.
func (e *Edit) correctQuotes(r coding.Revision) ([]Quoted, error) {
	var out []Quoted
	err := e.eachModel(func(name string, kept bool, m *theme.Model) ([]byte, error) {
		src, placed, err := m.Follow(r)
		for _, a := range placed {
			if !kept {
				out = append(out, Quoted{name, a})
			}
		}
		return src, err
	})
	return out, err
}

// eachModel changes every model of the study, whoever may see it, and every state of
// it that is kept.
func (e *Edit) eachModel(change func(name string, kept bool, m *theme.Model) ([]byte, error)) error {
	names, err := e.study.Models(coding.Selection{})
	if err != nil {
		return err
	}
	for _, name := range names {
		owner, _, _ := strings.Cut(name, "/")
		m, there, err := e.Model(name)
		if err != nil || !there {
			if err != nil {
				return e.hide(coding.Analyst(owner), err)
			}
			continue
		}
		src, err := change(name, false, m)
		if err == nil && !bytes.Equal(src, m.Source()) {
			err = e.WriteModel(name, src)
		}
		if err == nil {
			err = e.eachState(name, func(m *theme.Model) ([]byte, error) { return change(name, true, m) })
		}
		if err != nil {
			return e.hide(coding.Analyst(owner), err)
		}
	}
	return nil
}

// Sees reports whether the one who acts may see the work of an analyst.
func (e *Edit) Sees(a coding.Analyst) bool {
	return a == joint || coding.Selection{Blind: e.study.Config.Blind, Looker: e.Analyst.ID}.Sees(a)
}

// hide returns an error about the files of an analyst as the one who acts may
// read it.
func (e *Edit) hide(a coding.Analyst, err error) error {
	if e.Sees(a) {
		return err
	}
	return errors.New("this study is blind, and a file of another analyst cannot be read, so nothing was changed; each of them finds it with: grounded check")
}
