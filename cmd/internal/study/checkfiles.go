package study

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/transcript/coding"
)

// crlf names the problem of lines that end in CR LF.
const crlf = "crlf"

// byteOrderMark names the problem of a transcript that begins with bom.
const (
	byteOrderMark = "byte-order-mark"
	bom           = "\ufeff"
)

// files finds copies that a synchronised folder left behind, and lines that end
// in CR LF and byte order marks, among the study's own files. What else lies in
// the folder is no business of the study's, and the sources stay as they came.
func (c *checker) files(ctx context.Context) error {
	return c.walk(func(name string, entry fs.DirEntry) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		switch {
		case entry.IsDir() && (!ours(name) || c.hides(name)):
			return fs.SkipDir
		case entry.IsDir() || !ours(name) || c.hides(name):
		case strayCopy(entry.Name()):
			c.add(problem.Problem{Name: "conflicted-copy", File: name,
				Message: "a synchronised folder made this copy of a file that two machines changed; it is not read",
				Remedy:  "bring what is new in it into the original by hand, and delete it"})
		default:
			src, err := c.read(name)
			if err == nil && bytes.HasPrefix(src, []byte(bom)) && strings.HasPrefix(name, transcriptsFolder+"/") {
				c.problems = append(c.problems, problem.Problem{Name: byteOrderMark, File: name, Line: 1, Column: 1, Message: "the file begins with a byte order mark, which counts as nothing",
					Remedy: "save it as UTF-8 without one, or let grounded check --fix do so"})
			}
			if err == nil && bytes.Contains(src, []byte("\r\n")) {
				c.problems = append(c.problems, problem.Problem{Name: crlf, File: name, Message: "lines end in CR LF, which count as LF",
					Remedy: "save it with LF, or let grounded check --fix do so"})
			}
		}
		return nil
	})
}

// ours reports whether a file or folder is the study's own text.
func ours(name string) bool {
	top, _, below := strings.Cut(name, "/")
	switch top {
	case transcriptsFolder, codebooksFolder, codingsFolder, roundsFolder, memosFolder, crosswalksFolder, modelsFolder, frameworksFolder, historyFolder:
		return true
	}
	return !below && path.Ext(name) == ".toml" && (strings.HasPrefix(name, "grounded") || strings.HasPrefix(name, "cases"))
}

// hides reports whether a file or folder holds work of an analyst that the one
// who looks does not see.
func (c *checker) hides(name string) bool {
	if !c.sel.Blind {
		return false
	}
	kept, rest, _ := strings.Cut(name, "/")
	if draft, is := strings.CutPrefix(name, draftsFolder+"/"); is {
		owner, _, _ := strings.Cut(draft, "--")
		return !c.sel.Sees(coding.Analyst(owner))
	}
	// A copy of a file is its owner's too: "ben (1).toml".
	owner := rest
	if end := strings.IndexFunc(rest, func(r rune) bool { return strings.ContainsRune("/. _(", r) }); end >= 0 {
		owner = rest[:end]
	}
	switch kept {
	case codingsFolder, memosFolder, modelsFolder, roundsFolder, historyFolder:
		_, err := c.Analyst(coding.Analyst(owner))
		return err == nil && !c.sel.Sees(coding.Analyst(owner))
	case frameworksFolder: // what lies right in it is everybody's
		a, _, below := strings.Cut(rest, "/")
		_, err := c.Analyst(coding.Analyst(a))
		return (below || path.Ext(rest) == "") && err == nil && !c.sel.Sees(coding.Analyst(a))
	case codebooksFolder:
		uses := func(a Analyst) bool { return a.Codebook == owner }
		return slices.ContainsFunc(c.Config.Analysts, uses) && !slices.ContainsFunc(c.seen(), uses)
	case crosswalksFolder:
		return rest != ""
	}
	return false
}

// strayCopy reports whether a file's name is one that Dropbox, OneDrive,
// Syncthing, Nextcloud or a browser give to a second copy.
func strayCopy(name string) bool {
	lower := strings.ToLower(name)
	return strings.Contains(lower, "conflicted copy") || strings.Contains(lower, ".sync-conflict-") ||
		strings.Contains(lower, "(conflict") || strings.Contains(lower, "_conf(") ||
		strings.HasSuffix(strings.TrimSuffix(lower, path.Ext(lower)), " (1)")
}

// folders finds work that is kept under the name of nobody in the study.
func (c *checker) folders() error {
	var known []string
	for _, a := range c.Config.Analysts {
		known = append(known, string(a.ID))
	}
	for _, folder := range []string{codingsFolder, memosFolder, modelsFolder, frameworksFolder, roundsFolder} {
		entries, err := os.ReadDir(c.path(folder))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s: %w", folder, cause(err))
		}
		for _, entry := range entries {
			name := entry.Name()
			if !entry.IsDir() || slices.Contains(known, name) || folder == modelsFolder && name == joint {
				continue
			}
			if held, err := os.ReadDir(c.path(folder + "/" + name)); err == nil && len(held) == 0 {
				continue // undo leaves the folder of what it took away
			}
			remedy := nearest.Meant(name, known)
			if remedy == "" {
				remedy = "add the analyst with: grounded analyst add"
			}
			c.add(problem.Problem{Name: "analyst-missing", File: folder + "/" + name,
				Message: fmt.Sprintf("grounded.toml names no analyst %q, so what lies here is not read", name), Remedy: remedy})
		}
	}
	return nil
}
