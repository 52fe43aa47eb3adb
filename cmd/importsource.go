package cmd

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/coding"
	"grounded/transcript/reader"
)

// readSource is a file as a reader understood it.
type readSource struct {
	file   string
	src    []byte
	result reader.Result
	err    error
}

func readSources(ctx context.Context, o importOptions, files []string) []readSource {
	out := make([]readSource, len(files))
	var tasks errgroup.Group
	tasks.SetLimit(4)
	for i, file := range files {
		tasks.Go(func() error {
			out[i] = readOne(ctx, o, file)
			return nil
		})
	}
	_ = tasks.Wait() // a task keeps its error with its file
	return out
}

func readOne(ctx context.Context, o importOptions, file string) readSource {
	r := readSource{file: file}
	r.src, r.err = readAtMost(file, reader.MaxBytes)
	if r.err == nil {
		r.result, r.err = reader.Read(ctx, file, r.src, reader.Options{As: o.As, Encoding: o.Encoding,
			ID: transcript.ID(o.ID), Title: o.Title, Date: o.Date, Type: o.Type, Language: o.Language, Labels: o.Labels})
	}
	return r
}

// readAtMost reads a whole file, whose size may not be known before.
func readAtMost(file string, most int64) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, reason(err))
	}
	defer f.Close()
	tooLarge := fmt.Errorf("%s: the file has more than %d MB, and a transcript has less; cut it into parts", file, most>>20)
	if info, err := f.Stat(); err == nil && info.Size() > most {
		return nil, tooLarge
	}
	src, err := io.ReadAll(io.LimitReader(f, most+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", file, reason(err))
	case int64(len(src)) > most:
		return nil, tooLarge
	}
	return src, nil
}

// arrivals are the transcripts of a source, with what the flags say of them.
func (r readSource) arrivals(o importOptions) []study.Arrival {
	var out []study.Arrival
	for _, t := range r.result.Transcripts {
		meta := t.Meta
		meta.Speakers = slices.Clone(meta.Speakers)
		setRoles(meta.Speakers, o.Roles)
		out = append(out, study.Arrival{File: r.file, Source: r.src, Transcript: transcript.New(t.ID, meta, t.Body)})
	}
	return out
}

// knows returns an error for a label that the flags name and that fits nobody
// in all that is ready to come in.
func (o importOptions) knows(ready []study.Arrival) error {
	var labels []string
	for _, arrival := range ready {
		for _, s := range arrival.Transcript.Speakers {
			labels = append(labels, s.Label)
		}
	}
	named := slices.Clone(o.Labels)
	for _, pair := range o.Roles {
		label, _, _ := strings.Cut(pair, "=")
		named = append(named, label)
	}
	for _, label := range named {
		fits := func(l string) bool { return study.FitsLabel(label, l) }
		if len(ready) > 0 && !slices.ContainsFunc(labels, fits) {
			return fmt.Errorf("nothing came in: %w", coding.Unknown("speaker", label, labels))
		}
	}
	return nil
}

// setRoles gives the speakers whose label fits LABEL=ROLE that role.
func setRoles(speakers []transcript.Speaker, roles []string) {
	for _, pair := range roles {
		label, role, _ := strings.Cut(pair, "=")
		for i := range speakers {
			if study.FitsLabel(label, speakers[i].Label) {
				speakers[i].Role, speakers[i].RoleGuess = transcript.Role(role), ""
			}
		}
	}
}
