package study

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"grounded/cmd/internal/study/txn"
	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// draftsFolder holds what people type in an editor until it is taken over. It is no
// cache: what lies in it is nowhere else.
const draftsFolder = txn.Drafts

// Draft is a text that a person types, in a folder of its own: editors leave copies
// beside what they write. What participants said may stand in it.
type Draft struct {
	study  *Study
	folder string
	name   string
}

// Base is what a draft of the codes of a transcript began as.
type Base struct {
	Transcript string      `json:"transcript"` // its file
	Text       string      `json:"text"`       // as it was put before the analyst
	Marks      []DraftMark `json:"marks"`
}

// DraftMark is a coding that stands in the text of a draft.
type DraftMark struct {
	Coding string `json:"coding"`
	Code   string `json:"code"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
}

const baseName = "base.json"

// CodesDraft is where an analyst's text of the codes of a transcript is typed: the same
// each time, so that what was kept is found.
func (s *Study) CodesDraft(a coding.Analyst, id transcript.ID) *Draft {
	return &Draft{s, draftFolder(a, "code", string(id)), string(id) + ".txt"}
}

// NewDraft is a draft in a folder that is free, for a thing of some kind; ext is that of
// its text.
func (s *Study) NewDraft(a coding.Analyst, kind, thing, ext string) *Draft {
	d := &Draft{s, draftFolder(a, kind, thing), thing + ext}
	d.free()
	return d
}

func draftFolder(a coding.Analyst, kind, thing string) string {
	if a == "" {
		a = "anybody"
	}
	return fmt.Sprintf("%s/%s--%s--%s", draftsFolder, a, kind, thing)
}

// free gives the draft a folder that is not there.
func (d *Draft) free() {
	folder := d.folder
	for n := 2; ; n++ {
		if _, err := os.Lstat(d.study.path(d.folder)); err != nil {
			return
		}
		d.folder = fmt.Sprintf("%s--%d", folder, n)
	}
}

// File returns where the text lies within the study.
func (d *Draft) File() string { return d.folder + "/" + d.name }

// Path returns where the text lies on disk.
func (d *Draft) Path() string { return d.study.path(d.File()) }

// Text returns what the draft holds; fs.ErrNotExist says that there is none.
func (d *Draft) Text() (string, error) {
	src, err := os.ReadFile(d.Path())
	return strings.TrimPrefix(string(src), "\ufeff"), err
}

// Kept returns what a draft of codes holds and began as, and false when there is none,
// nothing was typed into it, or what it began as is not known any more.
func (d *Draft) Kept() (string, Base, bool) {
	var base Base
	text, err := d.Text()
	if err != nil {
		return "", base, false
	}
	src, err := d.study.read(d.folder + "/" + baseName)
	if err != nil || json.Unmarshal(src, &base) != nil {
		return text, Base{}, false
	}
	return text, base, text != base.Text && strings.TrimSpace(text) != ""
}

// Write puts a text into the draft, for its owner alone to read.
func (d *Draft) Write(text string) error { return d.write(d.name, text) }

// Begin puts the text of codes into the draft.
func (d *Draft) Begin(b Base) error {
	src, err := json.Marshal(b)
	if err != nil {
		return err
	}
	return errors.Join(d.Write(b.Text), d.write(baseName, string(src)))
}

func (d *Draft) write(name, text string) error {
	root, err := os.OpenRoot(d.study.Root) // a link that leaves the study is not followed
	if err != nil {
		return err
	}
	defer root.Close()
	if err := root.MkdirAll(d.folder, 0o700); err != nil {
		return fmt.Errorf("%s cannot be made: %w", d.folder, cause(err))
	}
	if err := root.WriteFile(d.folder+"/"+name, []byte(text), 0o600); err != nil {
		return fmt.Errorf("%s cannot be written: %w", d.folder+"/"+name, cause(err))
	}
	return nil
}

// Keep leaves the draft to be found again, for its owner alone to read: an editor may
// have written a new file.
func (d *Draft) Keep() { _ = os.Chmod(d.Path(), 0o600) }

// Aside puts what the draft holds where the next one does not find it, and returns where
// that is.
func (d *Draft) Aside() (string, error) {
	aside := *d
	aside.free()
	return aside.File(), os.Rename(d.study.path(d.folder), d.study.path(aside.folder))
}

// Drop removes the draft, with all that an editor left beside it.
func (d *Draft) Drop() {
	root, err := os.OpenRoot(d.study.Root)
	if err != nil {
		return
	}
	defer root.Close()
	_ = root.RemoveAll(d.folder)
	_ = root.Remove(draftsFolder) // stays when something is in it
}

// followDrafts takes the texts of codes of a transcript to another name for it, where a
// change gave it one and none is kept under that. They are no part of the change, for
// history keeps no words; one that cannot be moved stays, and check names it.
func (s *Study) followDrafts(r txn.Record) {
	from, to := renamed(r)
	if from == "" || to == "" {
		return
	}
	root, err := os.OpenRoot(s.Root)
	if err != nil {
		return
	}
	defer root.Close()
	for _, a := range s.Config.Analysts {
		was, now := s.CodesDraft(a.ID, from), s.CodesDraft(a.ID, to)
		if _, err := root.Lstat(now.folder); err == nil {
			continue
		}
		if root.Rename(was.folder, now.folder) == nil {
			_ = root.Rename(now.folder+"/"+was.name, now.File())
		}
	}
}

// renamed returns the transcript whose file went with a change and the one whose file
// came, where that is one each.
func renamed(r txn.Record) (from, to transcript.ID) {
	var gone, came []transcript.ID
	for _, f := range r.Files {
		name, is := strings.CutPrefix(f.Path, transcriptsFolder+"/")
		id := transcript.ID(strings.TrimSuffix(name, ".txt"))
		switch {
		case !is:
		case f.After == "":
			gone = append(gone, id)
		case f.Before == "":
			came = append(came, id)
		}
	}
	if len(gone) != 1 || len(came) != 1 {
		return "", ""
	}
	return gone[0], came[0]
}

// dropDrafts removes the drafts whose words a change for good may have been about: all
// but those of codes of transcripts that it leaves as they were, unless what is to go
// was typed there.
func (e *Edit) dropDrafts() error {
	files := map[string][]string{} // by folder
	err := e.study.walk(func(name string, entry fs.DirEntry) error {
		switch {
		case entry.IsDir() && !strings.HasPrefix(draftsFolder+"/", name+"/") && !strings.HasPrefix(name, draftsFolder+"/"):
			return fs.SkipDir
		case entry.Type().IsRegular() && strings.HasPrefix(name, draftsFolder+"/"):
			files[path.Dir(name)] = append(files[path.Dir(name)], name)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, folder := range slices.Sorted(maps.Keys(files)) {
		if e.stands(folder) && !slices.ContainsFunc(files[folder], e.told) {
			continue
		}
		e.drafts++
		for _, file := range files[folder] {
			if err := e.Remove(file); err != nil {
				return err
			}
		}
	}
	return nil
}

// drafts names the texts that editors left and nobody took over.
func (c *checker) drafts() error {
	entries, err := os.ReadDir(c.path(draftsFolder))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w", draftsFolder, cause(err))
	}
	for _, entry := range entries {
		folder := draftsFolder + "/" + entry.Name()
		if !entry.IsDir() || c.hides(folder) {
			continue
		}
		remedy := "take from it what you need, and remove this folder"
		if parts := strings.Split(entry.Name(), "--"); len(parts) == 3 && parts[1] == "code" {
			if _, _, kept := c.CodesDraft(coding.Analyst(parts[0]), transcript.ID(parts[2])).Kept(); !kept {
				continue // an editor may be open
			}
			if there, _ := c.names(transcriptsFolder, ".txt"); slices.Contains(there, parts[2]) {
				remedy = fmt.Sprintf("open it again with: grounded code %s --editor --analyst %s", parts[2], parts[0])
			}
		}
		c.add(problem.Problem{Name: "kept-text", File: folder, Message: "a text that was typed lies here, and was not taken over", Remedy: remedy})
	}
	return nil
}

// told reports whether what is to go stands in a file; one that cannot be read may have it.
func (e *Edit) told(file string) bool {
	src, err := e.study.read(file)
	if err != nil || e.tells == nil {
		return err != nil
	}
	for line := range strings.Lines(string(src)) {
		if e.tells(line) {
			return true
		}
	}
	return false
}

// sayDrafts tells that a change took drafts away.
func (s *Study) sayDrafts(e *Edit) {
	if e.drafts > 0 {
		s.warn(many(e.drafts, "text", "texts") + " that an editor had left in " + draftsFolder + " went too, for the words there")
	}
}

// stands reports whether a folder is that of a draft of codes whose transcript the change
// leaves as it was.
func (e *Edit) stands(folder string) bool {
	parts := strings.Split(path.Base(folder), "--")
	if len(parts) < 3 || parts[1] != "code" {
		return false
	}
	file := transcriptFile(transcript.ID(parts[2]))
	now, err := e.Read(file)
	if err != nil {
		return false
	}
	was, err := e.study.read(file)
	return err == nil && string(was) == string(now)
}
