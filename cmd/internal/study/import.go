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
	var same []string
	_, err = s.Change(ctx, a, "import", func(e *Edit) error {
		come, refused, same = nil, nil, nil
		var ids []string
		taken := map[transcript.ID]string{} // by case folding, since files are
		there, err := s.TranscriptIDs()
		if err != nil {
			return err
		}
		for _, id := range there {
			taken[id] = transcriptFile(id)
		}
		known, err := e.origins(there)
		if err != nil {
			return err
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
			if first, twice := known[meta.SHA256]; twice && first.file != arrival.File {
				same = append(same, fmt.Sprintf("%s: this is the same file as the one of transcript %s, and comes in as %s", arrival.File, first.id, t.ID))
			} else if meta.SHA256 != "" && !twice {
				known[meta.SHA256] = origin{t.ID, arrival.File}
			}
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
	for _, sentence := range same {
		s.warn(sentence)
	}
	return come, refused, err
}

// origin is the transcript that a source was imported as.
type origin struct {
	id   transcript.ID
	file string // "" for one of an earlier import
}

// origins returns what the sources of transcripts were imported as, by their
// hashes.
func (e *Edit) origins(ids []transcript.ID) (map[string]origin, error) {
	out := map[string]origin{}
	for _, id := range ids {
		src, err := e.Read(transcriptFile(id))
		if err != nil {
			return nil, err
		}
		t, _ := transcript.Decode(id, transcriptFile(id), src)
		if t == nil || t.SHA256 == "" {
			continue
		}
		if _, twice := out[t.SHA256]; !twice {
			out[t.SHA256] = origin{id: id}
		}
	}
	return out, nil
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
