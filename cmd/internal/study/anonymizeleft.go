package study

import (
	"encoding/base64"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"grounded/analysis/privacy"
)

// Left says where words that were to go stand still.
type Left struct {
	Files   []string // in the study's folder, its sources not among them
	Sources int      // files of sources, which are not read: they may be of any format
	Git     bool     // the folder is under version control
}

// Left looks for the words of a key through all that lies in the study's folder,
// the names of files included; and says what it does not look into.
func (s *Study) Left(key *privacy.Key) (Left, error) {
	var left Left
	err := s.walk(func(name string, entry fs.DirEntry) error {
		switch {
		case name == ".git" && entry.IsDir():
			return fs.SkipDir
		case name == ".git":
		case key.Stands(name):
			left.Files = append(left.Files, name)
		case strings.HasPrefix(name, sourcesFolder+"/") && entry.Type().IsRegular():
			left.Sources++
		case entry.Type().IsRegular():
			src, err := s.read(name)
			if err != nil {
				return err
			}
			if holds(key, src) {
				left.Files = append(left.Files, name)
			}
		}
		return nil
	})
	left.Git = s.tracked()
	return left, err
}

// tracked reports whether the study lies in a folder under version control, which
// remembers what files held before.
func (s *Study) tracked() bool {
	for dir := s.Root; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {
			return true
		}
		if filepath.Dir(dir) == dir {
			return false
		}
	}
}

// holds reports whether words of a key stand in a file.
func holds(key *privacy.Key, src []byte) bool {
	key = key.In(src)
	return key.Len() > 0 && key.Stands(string(src))
}

// remembers reports whether what undo and the cache hold has words of a key.
func (s *Study) remembers(key *privacy.Key) bool {
	found := false
	_ = filepath.WalkDir(s.path(".grounded"), func(at string, entry fs.DirEntry, err error) error {
		if err != nil || found || !entry.Type().IsRegular() {
			return nil // what cannot be read tells nothing
		}
		src, err := os.ReadFile(at)
		found = err == nil && (holds(key, src) || slices.ContainsFunc(undone.FindAllSubmatch(src, -1), func(old [][]byte) bool {
			text, err := base64.StdEncoding.DecodeString(string(old[1]))
			return err == nil && holds(key, text)
		}))
		return nil
	})
	return found
}

// undone is former text in what undo keeps.
var undone = regexp.MustCompile(`"old":"([^"]+)"`)
