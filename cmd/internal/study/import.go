package study

import (
	"bytes"
	"cmp"
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
	SourceID   transcript.ID // names the source; several transcripts of one file share it
	Transcript *transcript.Transcript
}

// Arriving is how transcripts come in.
type Arriving struct {
	DryRun bool
	// Also is called, within the same change, with the transcripts that come in:
	// for what is to be made of their marks. May be nil.
	Also func(*Edit, []*transcript.Transcript) error
}

// Import brings transcripts in as one transaction: each into transcripts/, its
// source byte for byte into sources/. One whose id is taken, or is none, is
// refused with an error of its own; the others come in.
func (s *Study) Import(ctx context.Context, a Analyst, arrivals []Arrival, how Arriving) (come []*transcript.Transcript, refused []error, err error) {
	if len(arrivals) == 0 {
		return nil, nil, nil
	}
	var same []string
	manner := Undoable
	if how.DryRun {
		manner = Rehearsed
	}
	_, err = s.ChangeAs(ctx, manner, a, "import", func(e *Edit) error {
		come, refused, same = nil, nil, nil
		ids, err := s.TranscriptIDs()
		if err != nil {
			return err
		}
		known, err := e.origins(ids)
		if err != nil {
			return err
		}
		r := reception{edit: e, taken: map[transcript.ID]string{}, known: known}
		for _, id := range ids {
			r.taken[id] = transcriptFile(id)
		}
		for _, arrival := range arrivals {
			if err := r.receive(arrival); err != nil {
				return err
			}
		}
		come, refused, same = r.come, r.refused, r.same
		if how.Also != nil && len(come) > 0 {
			if err := how.Also(e, come); err != nil {
				return err
			}
		}
		e.Did("imported %s", list(idsOf(come)))
		return nil
	})
	for _, sentence := range same {
		s.warn(sentence)
	}
	return come, refused, err
}

func idsOf(ts []*transcript.Transcript) []transcript.ID {
	var ids []transcript.ID
	for _, t := range ts {
		ids = append(ids, t.ID)
	}
	return ids
}

func list(ids []transcript.ID) string { return strings.Join(texts(ids), ", ") }

// reception takes transcripts in, one after the other.
type reception struct {
	edit    *Edit
	taken   map[transcript.ID]string // where each id comes from
	known   map[string]origin        // by hash
	come    []*transcript.Transcript
	refused []error
	same    []string
}

func (r *reception) receive(arrival Arrival) error {
	t := arrival.Transcript
	refuse := func(format string, args ...any) {
		r.refused = append(r.refused, fmt.Errorf(arrival.File+": "+format, args...))
	}
	if err := slug.Check(string(t.ID)); err != nil {
		refuse("%w; give it one with --id", err)
		return nil
	}
	meta := t.Meta
	first, twice := r.known[meta.SHA256]
	if holder, is := r.taken[t.ID]; is {
		if twice && first.file == "" {
			refuse("it came in before, as %s; pass such files over with --again, or give it another name with --id", first.id)
		} else {
			refuse("there is a transcript %s already (%s); give this one another name with --id", t.ID, holder)
		}
		return nil
	}
	meta.Source = sourceFile(cmp.Or(arrival.SourceID, t.ID), arrival.File)
	if kept, err := r.edit.Read(meta.Source); err == nil && !bytes.Equal(kept, arrival.Source) {
		refuse("%s is there already and holds something else; give this one another name with --id", meta.Source)
		return nil
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	r.taken[t.ID] = arrival.File
	if twice && first.file != arrival.File {
		r.same = append(r.same, fmt.Sprintf("%s: this is the same file as the one of transcript %s, and comes in as %s", arrival.File, first.id, t.ID))
	} else if meta.SHA256 != "" && !twice {
		r.known[meta.SHA256] = origin{t.ID, arrival.File}
	}
	t = transcript.New(t.ID, meta, t.Body)
	r.come = append(r.come, t)
	if err := r.edit.Write(meta.Source, arrival.Source); err != nil {
		return err
	}
	return r.edit.WriteTranscript(t)
}

// Origins are the files that transcripts were imported from.
type Origins struct {
	ByHash map[string]transcript.ID // SHA-256 in hexadecimal
	ByName map[string]transcript.ID // the name that the file had
}

// Origins returns the files that the transcripts of the study came from.
func (s *Study) Origins(ctx context.Context) (Origins, error) {
	ts, err := s.Transcripts(ctx)
	out := Origins{map[string]transcript.ID{}, map[string]transcript.ID{}}
	for _, t := range ts {
		if t.SHA256 != "" {
			out.ByHash[t.SHA256] = t.ID
		}
		if t.Original != "" {
			out.ByName[t.Original] = t.ID
		}
	}
	return out, err
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
