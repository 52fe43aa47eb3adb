package study

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"grounded/analysis/theme"
	"grounded/codebook/crosswalk"
	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/codebook/tomledit"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// RenameTranscript gives a transcript another id wherever the study names it: in
// its file and its source, the work and the closed rounds of every analyst,
// memos, models and crosswalks. An id that is taken, or that work is kept under,
// is refused.
func (e *Edit) RenameTranscript(from, to transcript.ID) error {
	if err := slug.Check(string(to)); err != nil {
		return err
	}
	t, err := e.Transcript(from)
	if err != nil {
		return err
	}
	if err := e.free(to); err != nil {
		return err
	}
	if err := e.Rename(transcriptFile(from), transcriptFile(to)); err != nil {
		return err
	}
	if err := e.renameSource(t, to); err != nil {
		return err
	}
	for _, a := range e.study.Config.Analysts {
		if err := e.renameWork(a.ID, from, to); err != nil {
			return e.hide(a.ID, err)
		}
	}
	err = e.eachModel(func(_ string, _ bool, m *theme.Model) ([]byte, error) {
		src, _, err := m.RenameTranscript(from, to)
		return src, err
	})
	return errors.Join(err, e.renameEvidence(from, to))
}

// free returns an error when something of the study has an id already.
func (e *Edit) free(id transcript.ID) error {
	ids, err := e.study.TranscriptIDs()
	if err != nil {
		return err
	}
	taken := slices.ContainsFunc(ids, func(other transcript.ID) bool { return strings.EqualFold(string(other), string(id)) })
	if there, err := e.exists(transcriptFile(id)); err != nil || there || taken {
		return errors.Join(err, fmt.Errorf("there is a transcript %s already; choose another id", id))
	}
	for _, a := range e.study.Config.Analysts {
		there, err := e.exists(codingsFile(a.ID, id))
		if err != nil {
			return e.hide(a.ID, err)
		}
		progress, _, err := progressOf(a.ID, e.Read)
		if err != nil {
			return e.hide(a.ID, err)
		}
		if !there && !slices.ContainsFunc(progress, func(p Progress) bool { return p.ID == id }) {
			continue
		}
		if !e.Sees(a.ID) {
			return fmt.Errorf("another analyst keeps work on a transcript %s, which is not there; choose another id", id)
		}
		return fmt.Errorf("%s keeps work on a transcript %s, which is not there; choose another id, or see: grounded check", a.ID, id)
	}
	return nil
}

// renameSource names the source of a transcript after its new id, when it is
// there and named after the old one.
func (e *Edit) renameSource(t *transcript.Transcript, to transcript.ID) error {
	folder, file := path.Split(t.Source)
	ext := path.Ext(file)
	if folder != sourcesFolder+"/" || strings.TrimSuffix(file, ext) != string(t.ID) {
		return nil
	}
	if there, err := e.exists(t.Source); err != nil || !there {
		return err
	}
	now := folder + string(to) + ext
	if err := e.Rename(t.Source, now); err != nil {
		return err
	}
	return e.describe(transcriptFile(to), tomledit.Set(tomledit.Root, "source", now))
}

// describe makes edits of the front matter of a file.
func (e *Edit) describe(file string, edits ...tomledit.Edit) error {
	src, err := e.Read(file)
	if err != nil {
		return err
	}
	now, err := transcript.Describe(file, src, edits...)
	if err != nil {
		return err
	}
	return e.Write(file, now)
}

// renameWork writes another name for a transcript into what an analyst keeps.
func (e *Edit) renameWork(a coding.Analyst, from, to transcript.ID) error {
	if there, err := e.exists(codingsFile(a, from)); err != nil {
		return err
	} else if there {
		if err := e.Rename(codingsFile(a, from), codingsFile(a, to)); err != nil {
			return err
		}
	}
	progress, _, err := progressOf(a, e.Read)
	if err != nil {
		return err
	}
	for _, p := range progress {
		if p.ID != from {
			continue
		}
		p.ID = to
		if err := e.writeProgress(a, from, p); err != nil {
			return err
		}
	}
	rounds, err := os.ReadDir(e.study.path(roundsFolder + "/" + string(a)))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	for _, round := range rounds {
		if !round.IsDir() {
			continue
		}
		if err := e.renameRound(roundsFolder+"/"+string(a)+"/"+round.Name(), from, to); err != nil {
			return err
		}
	}
	return e.renameAbout(a, from, to)
}

// renameRound writes another name for a transcript into a closed round, of which
// nothing else changes.
func (e *Edit) renameRound(folder string, from, to transcript.ID) error {
	was := folder + "/" + string(from) + ".jsonl"
	there, err := e.exists(was)
	if there {
		err = e.Rename(was, folder+"/"+string(to)+".jsonl")
	}
	if err != nil {
		return err
	}
	file := folder + "/progress.toml"
	src, err := readOptional(e.Read, file)
	if err != nil || src == nil {
		return err
	}
	progress, problems := decodeProgress(file, src)
	if err := problem.Fatal(problems); err != nil {
		return err
	}
	for i, p := range progress {
		if p.ID != from {
			continue
		}
		doc, _ := tomledit.Parse(file, src)
		doc, err := doc.Edit(tomledit.Set(tomledit.Nth("transcript", i), "id", string(to)))
		if err != nil {
			return err
		}
		return e.Write(file, doc.Source)
	}
	return nil
}

// renameAbout writes another name for a transcript into what memos are about.
func (e *Edit) renameAbout(a coding.Analyst, from, to transcript.ID) error {
	names, err := e.study.names(memosOf(a), ".md")
	if err != nil {
		return err
	}
	for _, name := range names {
		src, err := e.Read(memoFile(a, name))
		if err != nil {
			return err
		}
		m, _ := decodeMemo(a, name, src)
		at := slices.Index(m.About, "transcript:"+string(from))
		if at < 0 {
			continue
		}
		m.About[at] = "transcript:" + string(to)
		if err := e.describe(memoFile(a, name), tomledit.Set(tomledit.Root, "about", m.About)); err != nil {
			return err
		}
	}
	return nil
}

// renameEvidence writes another name for a transcript into the crosswalks.
func (e *Edit) renameEvidence(from, to transcript.ID) error {
	names, err := e.study.names(crosswalksFolder, ".toml")
	if err != nil {
		return err
	}
	for _, name := range names {
		file := crosswalksFolder + "/" + name + ".toml"
		src, err := e.Read(file)
		if err != nil {
			return err
		}
		walk, _ := crosswalk.Decode(file, src)
		now, err := walk.RenameEvidence(string(from), string(to))
		if err != nil {
			return err
		}
		if !bytes.Equal(now, src) {
			e.writeText(file, now)
		}
	}
	return nil
}
