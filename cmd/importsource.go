package cmd

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/coding"
	"grounded/transcript/reader"
	"grounded/transcript/reader/pdf"
)

// readSource is a file as a reader understood it, or else the transcript that
// it came in as before.
type readSource struct {
	file    string
	src     []byte
	result  reader.Result
	here    transcript.ID
	changed bool // what came in before had the name of this file and other content
	err     error
}

// readingTime is how long one file may take: no transcript takes seconds.
const readingTime = 2 * time.Minute

func readSources(ctx context.Context, env *Env, o importOptions, seen study.Origins, files []string) []readSource {
	out := make([]readSource, len(files))
	engine := pdfEngine()
	defer engine.Close()
	o.reading.PDF = engine
	bar := env.progress(len(files), "reading")
	var tasks errgroup.Group
	tasks.SetLimit(4)
	for i, file := range files {
		tasks.Go(func() error {
			out[i] = readOne(ctx, o.reading, seen, file)
			bar.step()
			return nil
		})
	}
	_ = tasks.Wait() // a task keeps its error with its file
	bar.end()
	return out
}

func readOne(ctx context.Context, how reader.Options, seen study.Origins, file string) readSource {
	r := readSource{file: file}
	r.src, r.err = readAtMost(file, reader.MaxBytes)
	if r.err != nil {
		return r
	}
	sum := sha256.Sum256(r.src)
	if r.here = seen.ByHash[hex.EncodeToString(sum[:])]; r.here != "" {
		return r
	}
	if r.here = seen.ByName[filepath.Base(file)]; r.here != "" {
		r.changed = true
		return r
	}
	limited, cancel := context.WithTimeout(ctx, readingTime)
	defer cancel()
	r.result, r.err = reader.Read(limited, file, r.src, how)
	if errors.Is(r.err, context.DeadlineExceeded) {
		r.err = fmt.Errorf("%s: reading it took more than %d minutes, so it was given up; save it in another format", file, int(readingTime.Minutes()))
	}
	return r
}

// pdfEngine is one engine for all PDF files of a command, kept compiled in the
// person's own cache where there is one.
func pdfEngine() *pdf.Engine {
	engine := &pdf.Engine{}
	if dir, err := os.UserCacheDir(); err == nil {
		engine.Cache = filepath.Join(dir, "grounded", "pdf")
	}
	return engine
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
		arrival := study.Arrival{File: r.file, Source: r.src, Transcript: transcript.New(t.ID, meta, t.Body)}
		if len(r.result.Transcripts) > 1 {
			arrival.SourceID = r.result.Source
		}
		out = append(out, arrival)
	}
	return out
}

// knows returns an error for a label that the flags name and that fits nobody
// in all that was read.
func (f readingFlags) knows(read []readSource, roles []string) error {
	var labels, relabelled []string
	for _, r := range read {
		for _, t := range r.result.Transcripts {
			for _, s := range t.Speakers {
				labels = append(labels, s.Label)
			}
		}
		relabelled = append(relabelled, r.result.Relabelled...)
	}
	if len(read) == 0 {
		return nil
	}
	for _, p := range f.reading.Relabel {
		if !slices.Contains(relabelled, p.From) {
			return coding.Unknown("speaker", p.From, slices.Concat(labels, relabelled))
		}
	}
	named := slices.Clone(f.Labels)
	for _, pair := range roles {
		label, _, _ := strings.Cut(pair, "=")
		named = append(named, label)
	}
	for _, label := range named {
		fits := func(l string) bool { return study.FitsLabel(label, l) }
		if !slices.ContainsFunc(labels, fits) && !slices.Contains(relabelled, label) {
			return coding.Unknown("speaker", label, labels)
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
