// Package study finds, reads and changes a study on disk: the folder that holds
// transcripts, codebooks, codings, memos and models as plain text. It is the
// only place that knows where things lie. What the files mean is the work of
// the pure packages.
package study

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"grounded/cmd/internal/study/txn"
	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Options are what a study needs of the world.
type Options struct {
	Now     func() time.Time
	Random  io.Reader
	Because string                // why changes are made, for the history; "" when nobody said
	Warn    func(sentence string) // for what people should know and no command fails of
	Wait    time.Duration         // how long a change waits for another one; 0 leaves it to the store
	Step    func(string) error    // called before every step of a change, for tests; may be nil
}

// Study is an open study. Nothing of it but its settings is read until asked
// for.
type Study struct {
	Root   string // the folder that holds grounded.toml
	Config Config
	Local  string // the analyst who sits at this machine, or ""

	options Options
	store   *txn.Store
}

// ErrNoStudy says that neither a folder nor any above it holds a study.
var ErrNoStudy = errors.New("this is no study: no grounded.toml here or in a folder above; make one with: grounded init")

// Find returns the nearest folder at or above dir that holds a study.
func Find(dir string) (string, error) {
	at, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for {
		if info, err := os.Stat(filepath.Join(at, configFile)); err == nil && info.Mode().IsRegular() {
			return at, nil
		}
		above := filepath.Dir(at)
		if above == at {
			return "", ErrNoStudy
		}
		at = above
	}
}

// Open finds the study of dir and reads its settings. Faults of grounded.toml
// that a program can go on with are left to Check.
func Open(dir string, o Options) (*Study, error) {
	root, err := Find(dir)
	if err != nil {
		return nil, err
	}
	s := &Study{Root: root, options: o}
	s.store = &txn.Store{Root: root, Clock: o.Now, Random: o.Random, Warn: o.Warn, Wait: o.Wait, Step: o.Step, Allow: s.allowed, Tell: tell, Former: s.former}
	src, err := s.read(configFile)
	if err != nil {
		return nil, err
	}
	config, problems := decodeConfig(configFile, src)
	if err := problem.Fatal(problems); err != nil {
		return nil, err
	}
	s.Config = config
	if err := s.readLocal(); err != nil {
		return nil, err
	}
	return s, nil
}

// Hushed returns the study as it is, with nobody told of what is wrong in files that
// can be worked with all the same.
func (s *Study) Hushed() *Study {
	hushed := *s
	hushed.options.Warn = nil
	return &hushed
}

func (s *Study) readLocal() error {
	src, err := s.read(localFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var local struct {
		Analyst string `toml:"analyst"`
	}
	if _, problems := tomledit.Decode(localFile, src, &local); problem.Fatal(problems) != nil {
		return problem.Fatal(problems)
	}
	s.Local = local.Analyst
	return nil
}

// path returns where a file of the study lies on disk.
func (s *Study) path(name string) string { return filepath.Join(s.Root, filepath.FromSlash(name)) }

// read returns a file's bytes; an error names the file as people know it.
func (s *Study) read(name string) ([]byte, error) {
	src, err := os.ReadFile(s.path(name))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, cause(err))
	}
	return src, nil
}

// names returns the names of the files in a folder of the study that end in
// ext, without it, sorted, save copies that a synchronised folder made. A
// folder that is not there holds none.
func (s *Study) names(folder, ext string) ([]string, error) {
	entries, err := os.ReadDir(s.path(folder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", folder, cause(err))
	}
	var out []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ext); ok && !e.IsDir() && !strings.HasPrefix(name, ".") && !strayCopy(e.Name()) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out, nil
}

// cause strips the path that the operating system puts before its reason: the
// sentence names the file already.
func cause(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// Analyst returns one of the study's analysts, or an error that offers the
// nearest; in a blind study it names nobody.
func (s *Study) Analyst(id coding.Analyst) (Analyst, error) {
	if who, label, kept := id.Kept(); kept {
		return s.keptAnalyst(who, label)
	}
	var names []string
	for _, a := range s.Config.Analysts {
		if a.ID == id {
			return a, nil
		}
		names = append(names, string(a.ID))
	}
	if len(names) == 0 {
		return Analyst{}, fmt.Errorf("no analyst %q; there is none yet; add one with: grounded analyst add NAME", id)
	}
	if s.Config.Blind {
		return Analyst{}, fmt.Errorf("no analyst %q; see: grounded analyst list", id)
	}
	return Analyst{}, coding.Unknown("analyst", string(id), names)
}

// Writable returns the reason why an analyst's work on a transcript cannot be written, nil
// when nothing is known that speaks against it.
func (s *Study) Writable(a Analyst, id transcript.ID) error {
	for _, name := range []string{configFile, codingsFile(a.ID, id), progressFile(a.ID), a.CodebookFile()} {
		info, err := os.Stat(s.path(name))
		if err != nil {
			continue // it can be made, as far as one knows
		}
		if info.Mode().Perm()&0o200 == 0 {
			return fmt.Errorf("%s is read-only", name)
		}
		f, err := os.OpenFile(s.path(name), os.O_WRONLY, 0)
		if err != nil {
			return fmt.Errorf("%s: %w", name, cause(err))
		}
		f.Close()
	}
	return nil
}

// Stamp tells apart the states of the files that hold an analyst's work on a transcript,
// without reading them: it is another when one of them changed.
func (s *Study) Stamp(a Analyst, id transcript.ID) string {
	var b strings.Builder
	for _, name := range []string{transcriptFile(id), codingsFile(a.ID, id), progressFile(a.ID), a.CodebookFile()} {
		if info, err := os.Stat(s.path(name)); err == nil {
			fmt.Fprintf(&b, "%d %d ", info.Size(), info.ModTime().UnixNano())
		} else {
			b.WriteString("none ")
		}
	}
	return b.String()
}
