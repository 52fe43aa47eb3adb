package study

import (
	"slices"
	"strings"

	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

func (w *withdrawing) removeWhole(t *transcript.Transcript) error {
	for _, a := range w.study.Config.Analysts {
		d, err := w.desk(a.ID, t.ID)
		if err != nil {
			return w.hide(a.ID, err)
		}
		for _, p := range d.Codings {
			w.gone["coding:"+p.ID] = true
		}
	}
	removed, err := w.RemoveTranscript(t.ID)
	if err != nil {
		return err
	}
	for _, c := range removed.Codings {
		w.did.Codings += c.Codings
	}
	w.did.Quotes += removed.Quotes
	w.gone["transcript:"+string(t.ID)] = true
	w.did.Removed = append(w.did.Removed, t.ID)
	return w.roundsOf(t.ID, func(coding.Coding) (coding.Coding, bool) { return coding.Coding{}, false })
}

// bury leaves a tombstone, and nothing else of the person, in cases.toml. Of one
// who leaves only some transcripts it takes out the labels that they had there
// and nowhere else.
func (w *withdrawing) bury() error {
	if len(w.Only) == 0 {
		return w.PutCases(cases.Case{ID: w.Case}.Withdraw(w.Now.Format("2006-01-02")))
	}
	person, known := w.register.Case(w.Case)
	if !known {
		return nil
	}
	used := map[string]bool{}
	for _, t := range w.texts {
		there, err := w.exists(transcriptFile(t.ID))
		if err != nil {
			return err
		}
		if !there {
			continue
		}
		now, err := w.Transcript(t.ID)
		if err != nil {
			return err
		}
		for _, v := range now.Speakers {
			used[v.Label] = true
		}
	}
	for _, label := range person.Labels {
		if !used[label] {
			person = person.Call(label, false)
		}
	}
	return w.PutCases(person)
}

// dropSources removes the imported files that transcripts came from which hold
// words that went; other transcripts that came from one lose it as well.
func (w *withdrawing) dropSources(ts []*transcript.Transcript) error {
	for _, t := range ts {
		if !strings.HasPrefix(t.Source, sourcesFolder+"/") || slices.Contains(w.did.Sources, t.Source) {
			continue
		}
		if err := w.drop(t.Source); err != nil {
			return err
		}
		w.did.Sources = append(w.did.Sources, t.Source)
		for _, other := range w.texts {
			there, err := w.exists(transcriptFile(other.ID))
			if err != nil {
				return err
			}
			if other.Source != t.Source || !there {
				continue
			}
			if err := w.forgetSource(other.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *withdrawing) forgetSource(id transcript.ID) error {
	t, err := w.Transcript(id)
	if err != nil {
		return err
	}
	meta := t.Meta
	meta.Source, meta.Original, meta.SHA256 = "", "", ""
	_, err = w.Correct(transcript.New(id, meta, t.Body))
	return err
}

// roundsOf changes what closed rounds keep of a transcript, coding by coding; a
// file without codings goes.
func (w *withdrawing) roundsOf(id transcript.ID, change func(coding.Coding) (coding.Coding, bool)) error {
	files, err := w.study.kept()
	if err != nil {
		return err
	}
	for _, file := range files {
		if !strings.HasPrefix(file, roundsFolder+"/") || !strings.HasSuffix(file, "/"+string(id)+".jsonl") {
			continue
		}
		src, err := w.Read(file)
		if err != nil {
			return err
		}
		codings, problems := coding.Decode(file, src)
		if err := problem.Fatal(problems); err != nil {
			return w.hideFile(file, err)
		}
		var kept []coding.Coding
		for _, c := range codings {
			if c, stays := change(c); stays {
				kept = append(kept, c)
			}
		}
		if len(kept) == 0 {
			err = w.Remove(file)
		} else {
			err = w.Write(file, coding.Encode(kept))
		}
		if err != nil {
			return err
		}
	}
	return nil
}
