package study

import (
	"bytes"
	"errors"
	"path"
	"slices"

	"grounded/analysis/theme"
	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Removed is what went with a transcript, or would have gone.
type Removed struct {
	Transcript transcript.ID
	Codings    []CodingsOf
	Quotes     int // of all models
}

// CodingsOf is how many codings an analyst has.
type CodingsOf struct {
	Analyst coding.Analyst
	Codings int
}

// RemoveTranscript removes a transcript with its source, all codings and
// progress of it and the quotations from it. The file may be gone already.
func (e *Edit) RemoveTranscript(id transcript.ID) (Removed, error) {
	r := Removed{Transcript: id}
	src, err := readOptional(e.Read, transcriptFile(id))
	if err != nil {
		return r, err
	}
	for _, a := range e.study.Config.Analysts {
		n, err := e.removeWork(a.ID, id)
		if err != nil {
			return r, e.hide(a.ID, err)
		}
		if n > 0 {
			r.Codings = append(r.Codings, CodingsOf{a.ID, n})
		}
	}
	err = e.eachModel(func(_ string, kept bool, m *theme.Model) ([]byte, error) {
		var theirs []int
		for i, q := range m.Quotes {
			if q.Transcript == id {
				theirs = append(theirs, i)
			}
		}
		if !kept {
			r.Quotes += len(theirs)
		}
		return m.RemoveQuotes(theirs...)
	})
	if err != nil {
		return r, err
	}
	if t, _ := transcript.Decode(id, transcriptFile(id), src); t != nil && path.Dir(t.Source) == sourcesFolder {
		if err := e.dropSource(t); err != nil {
			return r, err
		}
	}
	return r, e.drop(transcriptFile(id))
}

// dropSource removes the file that a transcript was imported from, unless
// another transcript came from it too.
func (e *Edit) dropSource(t *transcript.Transcript) error {
	ids, err := e.study.TranscriptIDs()
	if err != nil {
		return err
	}
	for _, id := range ids {
		src, err := readOptional(e.Read, transcriptFile(id))
		if err != nil {
			return err
		}
		other, _ := transcript.Decode(id, transcriptFile(id), src)
		if id != t.ID && other != nil && other.Source == t.Source {
			return nil
		}
	}
	return e.drop(t.Source)
}

// removeWork removes what an analyst did on a transcript, which may be one that
// cannot be read, and returns how many codings that were.
func (e *Edit) removeWork(a coding.Analyst, id transcript.ID) (int, error) {
	kept := id
	there, err := e.exists(transcriptFile(id))
	if err != nil {
		return 0, err
	}
	var d *Desk
	if there {
		d, err = e.desk(a, id)
	}
	var unreadable problem.Error
	if errors.As(err, &unreadable) {
		d, err = nil, nil
	}
	if err != nil {
		return 0, err
	}
	if d != nil {
		kept = d.home.id
	}
	src, err := readOptional(e.Read, codingsFile(a, kept))
	if err != nil {
		return 0, err
	}
	codings := bytes.Count(src, []byte("\n"))
	if d != nil {
		codings = len(d.Codings)
	}
	return codings, errors.Join(e.drop(codingsFile(a, kept)), e.dropProgress(a, kept))
}

// Leftovers returns the ids under which the one who looks keeps work though there
// is no such transcript.
func (s *Study) Leftovers(sel coding.Selection) ([]transcript.ID, error) {
	there, err := s.TranscriptIDs()
	if err != nil {
		return nil, err
	}
	var out []transcript.ID
	add := func(id transcript.ID) {
		if !slices.Contains(there, id) && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for _, a := range s.Config.Analysts {
		if !sel.Sees(a.ID) {
			continue
		}
		files, err := s.names(codingsOf(a.ID), ".jsonl")
		if err != nil {
			return nil, err
		}
		progress, _, err := progressOf(a.ID, s.read)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			add(transcript.ID(f))
		}
		for _, p := range progress {
			add(p.ID)
		}
	}
	slices.Sort(out)
	return out, nil
}

// dropProgress takes a transcript out of an analyst's progress file.
func (e *Edit) dropProgress(a coding.Analyst, id transcript.ID) error {
	known, src, err := progressOf(a, e.Read)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(known, func(p Progress) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	doc, _ := tomledit.Parse(progressFile(a), src)
	if doc, err = doc.Edit(tomledit.Remove(tomledit.Nth("transcript", i))); err != nil {
		return err
	}
	return e.Write(progressFile(a), doc.Source)
}
