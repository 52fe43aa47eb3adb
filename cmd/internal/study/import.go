package study

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"grounded/codebook/slug"
	"grounded/transcript"
)

// Arrival is a transcript that comes into the study, with the file it was read
// from.
type Arrival struct {
	File       string // where the file lay, for messages
	Source     []byte
	Transcript *transcript.Transcript
}

// Import brings transcripts in as one transaction: each into transcripts/, its
// source byte for byte into sources/. One whose id is taken, or is none, is
// refused with an error of its own; the others come in. With dryRun nothing is
// written.
func (s *Study) Import(ctx context.Context, a Analyst, arrivals []Arrival, dryRun bool) (come []*transcript.Transcript, refused []error, err error) {
	if len(arrivals) == 0 {
		return nil, nil, nil
	}
	_, err = s.Change(ctx, a, "import", func(e *Edit) error {
		come, refused = nil, nil
		var ids []string
		taken := map[transcript.ID]string{} // by case folding, since files are
		there, err := s.TranscriptIDs()
		if err != nil {
			return err
		}
		for _, id := range there {
			taken[id] = transcriptFile(id)
		}
		for _, arrival := range arrivals {
			t := arrival.Transcript
			if err := slug.Check(string(t.ID)); err != nil {
				refused = append(refused, fmt.Errorf("%s: %w; give it one with --id", arrival.File, err))
				continue
			}
			if holder, is := taken[t.ID]; is {
				refused = append(refused, fmt.Errorf("%s: there is a transcript %s already (%s); give this one another name with --id", arrival.File, t.ID, holder))
				continue
			}
			meta := t.Meta
			meta.Source = sourceFile(t.ID, arrival.File)
			if kept, err := e.Read(meta.Source); err == nil && !bytes.Equal(kept, arrival.Source) {
				refused = append(refused, fmt.Errorf("%s: %s is there already and holds something else; give this one another name with --id", arrival.File, meta.Source))
				continue
			} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			taken[t.ID] = arrival.File
			t = transcript.New(t.ID, meta, t.Body)
			come = append(come, t)
			ids = append(ids, string(t.ID))
			if !dryRun {
				e.Write(meta.Source, arrival.Source)
				if err := e.WriteTranscript(t); err != nil {
					return err
				}
			}
		}
		e.Did("imported %s", strings.Join(ids, ", "))
		return nil
	})
	return come, refused, err
}

// sourceFile returns where the source of a transcript is kept, with the
// extension that it came with as far as a study may hold that.
func sourceFile(id transcript.ID, file string) string {
	ext := slug.Make(filepath.Ext(file))
	if ext != "" {
		ext = "." + ext
	}
	return sourcesFolder + "/" + string(id) + ext
}
