package study

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"grounded/transcript"
)

// Supersede puts a better export in the place of a transcript's text and of its
// source: Correct, with what the study knows of the transcript and of speakers
// with the same label kept.
func (e *Edit) Supersede(id transcript.ID, better Arrival) (Correction, error) {
	was, err := e.Transcript(id)
	if err != nil {
		return Correction{}, err
	}
	meta := was.Meta
	meta.Format, meta.Original, meta.SHA256 = better.Transcript.Format, better.Transcript.Original, better.Transcript.SHA256
	meta.Source = sourceFile(id, better.File)
	meta.Speakers = slices.Clone(better.Transcript.Speakers)
	for i, s := range meta.Speakers {
		known := slices.IndexFunc(was.Speakers, func(o transcript.Speaker) bool { return o.Label == s.Label })
		if known >= 0 {
			meta.Speakers[i] = was.Speakers[known]
		}
	}
	for _, p := range was.Parts {
		if !slices.ContainsFunc(meta.Speakers, func(s transcript.Speaker) bool { return s.Label == p.Asks }) {
			return Correction{}, fmt.Errorf("%s: %q asks from paragraph %d on, and is no speaker of %s; give that speaker the same label there, or first: grounded transcript part %[1]s --drop", id, p.Asks, p.From, better.File)
		}
	}
	if err := e.replaceSource(was, meta.Source, better.Source); err != nil {
		return Correction{}, err
	}
	return e.Correct(transcript.New(id, meta, better.Transcript.Body))
}

// replaceSource puts a file in the place of the source of a transcript, which
// may have another ending.
func (e *Edit) replaceSource(was *transcript.Transcript, name string, src []byte) error {
	kept, err := e.Read(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	case name != was.Source && !bytes.Equal(kept, src):
		return fmt.Errorf("%s is there already and is not the source of %s; move it away first", name, was.ID)
	}
	if name != was.Source && path.Dir(was.Source) == sourcesFolder {
		if err := e.drop(was.Source); err != nil {
			return err
		}
	}
	return e.Write(name, src)
}
