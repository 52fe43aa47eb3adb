package study

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"grounded/transcript/coding"
)

// Place is a line of a file.
type Place struct {
	File string
	Line int // from 1
}

// String returns "FILE:LINE".
func (p Place) String() string { return fmt.Sprintf("%s:%d", p.File, p.Line) }

// walk calls visit with each file and folder in the study's folder, by its path
// within it, as filepath.WalkDir does. What cannot be read ends the walk.
func (s *Study) walk(visit func(name string, entry fs.DirEntry) error) error {
	return filepath.WalkDir(s.Root, func(at string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(s.Root, at)
		if err != nil || rel == "." {
			return err
		}
		return visit(filepath.ToSlash(rel), entry)
	})
}

// lying calls visit with each file in the study's folder, whether the study's own
// or not, that the one who looks may see, and with its text, which is "" when it
// is none. Letters of another encoding are not in it. What git and the program keep
// for themselves is not looked into, save drafts, and what cannot be read tells nothing.
func (s *Study) lying(sel coding.Selection, visit func(name, text string)) {
	_ = filepath.WalkDir(s.Root, func(at string, entry fs.DirEntry, err error) error {
		rel, relErr := filepath.Rel(s.Root, at)
		name := filepath.ToSlash(rel)
		switch {
		case err != nil || relErr != nil:
			return nil
		case entry.IsDir() && (name == ".git" || path.Dir(name) == ".grounded" && name != draftsFolder):
			return fs.SkipDir
		case path.Dir(name) == ".grounded":
			return nil
		case !entry.Type().IsRegular() || !s.shows(sel, name):
			return nil
		}
		src, err := os.ReadFile(at)
		if err != nil || bytes.IndexByte(src, 0) >= 0 {
			src = nil
		}
		visit(name, strings.ToValidUTF8(string(src), "\uFFFD"))
		return nil
	})
}

// holding returns the first line of each file in the study's folder that a test
// says of that it holds what should be gone. Histories hold names of things
// alone.
func (s *Study) holding(sel coding.Selection, holds func(line string) bool) []Place {
	var out []Place
	s.lying(sel, func(name, text string) {
		if strings.HasPrefix(name, historyFolder+"/") {
			return
		}
		n := 0
		for line := range strings.Lines(text) {
			if n++; holds(line) {
				out = append(out, Place{name, n})
				break
			}
		}
	})
	return out
}

// Within reports whether a path on disk is in the study's folder, whatever links
// lead there.
func (s *Study) Within(file string) bool {
	_, is := s.inside(file)
	return is
}

// inside returns the path within the study of a path on disk, whatever links lead
// there, and false for one outside it.
func (s *Study) inside(file string) (string, bool) {
	root, err := filepath.EvalSymlinks(s.Root)
	if err != nil {
		root = s.Root
	}
	if file, err = filepath.Abs(file); err != nil {
		return "", false
	}
	// The file itself may be yet to be made.
	for missing := []string{}; ; {
		real, err := filepath.EvalSymlinks(file)
		if err == nil {
			slices.Reverse(missing)
			rel, err := filepath.Rel(root, filepath.Join(append([]string{real}, missing...)...))
			return filepath.ToSlash(rel), err == nil && filepath.IsLocal(rel)
		}
		if filepath.Dir(file) == file {
			return "", false
		}
		missing, file = append(missing, filepath.Base(file)), filepath.Dir(file)
	}
}
