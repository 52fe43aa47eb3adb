package study

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"grounded/cmd/internal/study/txn"
	"grounded/codebook"
	"grounded/codebook/slug"
	"grounded/codebook/tomledit"
	"grounded/transcript/coding"
)

const config = `format = 1
name = ""
language = "en"
unit = "turn"
approach = "codebook"   # reflexive, codebook or reliability
blind = false
`

const gitignore = `# Imported files hold names; what the program can make again is no history.
/sources/
/grounded.local.toml
/.grounded/
`

const gitattributes = `* text eol=lf
sources/** -text
`

// Init makes a study in a folder, which it makes when it is not there, and
// opens it. It refuses a folder inside another study, and never overwrites.
func Init(ctx context.Context, dir, name string, analysts []Analyst, o Options) (*Study, error) {
	root, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	switch above, err := Find(root); {
	case err == nil && above == root && dir == ".":
		return nil, fmt.Errorf("this folder is a study already, with its settings in %s", configFile)
	case err == nil && above == root:
		return nil, fmt.Errorf("%s is a study already, with its settings in %s", dir, configFile)
	case err == nil:
		return nil, fmt.Errorf("%s lies inside the study %s, and a study holds no other", dir, above)
	case !errors.Is(err, ErrNoStudy):
		return nil, err
	}
	if strings.TrimSpace(name) == "" {
		name = filepath.Base(root)
	}
	for i := range analysts {
		if err := complete(&analysts[i], analysts[:i]); err != nil {
			return nil, err
		}
	}
	if err := os.MkdirAll(root, 0o755); err != nil {
		return nil, fmt.Errorf("cannot make the folder %s: %w", dir, cause(err))
	}
	store := &txn.Store{Root: root, Clock: o.Now, Random: o.Random, Warn: o.Warn}
	_, err = store.Change(ctx, txn.Act{Command: "init", NotUndoable: true}, func(tx *txn.Tx) error {
		doc, _ := tomledit.Parse(configFile, []byte(config))
		doc, err := doc.Edit(tomledit.Set(tomledit.Root, "name", name))
		if err != nil {
			return err
		}
		tx.Write(configFile, doc.Source)
		// In .gitattributes the last line that fits a file wins: what people
		// wrote of their own files stands.
		extend(tx, ".gitignore", func(had string) string { return had + "\n" + gitignore }, gitignore)
		extend(tx, ".gitattributes", func(had string) string { return gitattributes + "\n" + had }, gitattributes)
		for _, a := range analysts {
			if err := addAnalyst(tx, a); err != nil {
				return err
			}
		}
		tx.Did("made the study %s", name)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return Open(root, o)
}

// extend adds a text to a file that may be there already, as join says.
func extend(tx *txn.Tx, file string, join func(had string) string, text string) {
	had, err := tx.Read(file)
	switch lines := strings.ReplaceAll(string(had), "\r\n", "\n"); {
	case err == nil && strings.Contains(lines, text):
	case err == nil && strings.TrimSpace(lines) != "":
		tx.Write(file, []byte(join(strings.TrimRight(lines, "\n")+"\n")))
	default:
		tx.Write(file, []byte(text))
	}
}

// AddAnalyst adds an analyst to the study, with an empty codebook unless the
// one that they use is there. It is a change that the analyst by makes.
func (s *Study) AddAnalyst(ctx context.Context, by, a Analyst) (Analyst, error) {
	if err := complete(&a, s.Config.Analysts); err != nil {
		return Analyst{}, err
	}
	_, err := s.Change(ctx, by, "analyst add", func(e *Edit) error {
		e.Did("added analyst %s", a.ID)
		return addAnalyst(e.Tx, a)
	})
	if err == nil {
		s.Config.Analysts = append(s.Config.Analysts, a)
	}
	return a, err
}

// complete makes the id of a new analyst from the name, and the rest from that.
func complete(a *Analyst, others []Analyst) error {
	if err := slug.CheckName(a.Name); err != nil {
		return err
	}
	if a.ID == "" {
		a.ID = coding.Analyst(slug.Make(a.Name))
	}
	if a.Name == "" {
		a.Name = string(a.ID)
	}
	if a.ID == "" {
		return fmt.Errorf("%q holds no letter and no digit, so no analyst can be called that", a.Name)
	}
	if err := slug.Check(string(a.ID)); err != nil {
		return err
	}
	if a.Codebook == "" {
		a.Codebook = string(a.ID)
	}
	if err := slug.Check(a.Codebook); err != nil {
		return err
	}
	if a.Case != "" {
		if err := slug.Check(a.Case); err != nil {
			return err
		}
	}
	for _, o := range others {
		if o.ID == a.ID {
			return fmt.Errorf("there is an analyst %q already", a.ID)
		}
	}
	return nil
}

func addAnalyst(tx *txn.Tx, a Analyst) error {
	src, err := tx.Read(configFile)
	if err != nil {
		return err
	}
	doc, _ := tomledit.Parse(configFile, src)
	pairs := []tomledit.Pair{{Key: "id", Value: string(a.ID)}, {Key: "name", Value: a.Name}, {Key: "codebook", Value: a.Codebook}}
	for _, p := range []tomledit.Pair{{Key: "case", Value: a.Case}, {Key: "role", Value: a.Role}, {Key: "position", Value: a.Position}} {
		if p.Value != "" {
			pairs = append(pairs, p)
		}
	}
	if doc, err = doc.Edit(tomledit.Append("analyst", pairs...)); err != nil {
		return err
	}
	tx.Write(configFile, doc.Source)
	if _, err := tx.Read(codebookFile(a.Codebook)); err != nil {
		tx.Write(codebookFile(a.Codebook), codebook.New(a.Name))
	}
	return nil
}

// UseAnalyst writes down who sits at this machine. That file is not shared, so
// it is no change of the study.
func (s *Study) UseAnalyst(a Analyst) error {
	had, err := s.read(localFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	doc, _ := tomledit.Parse(localFile, had)
	doc, err = doc.Edit(tomledit.Set(tomledit.Root, "analyst", string(a.ID)))
	if err != nil {
		return err
	}
	if err := os.WriteFile(s.path(localFile), doc.Source, 0o644); err != nil {
		return fmt.Errorf("%s: %w", localFile, cause(err))
	}
	s.Local = string(a.ID)
	return nil
}

// WriteSettings changes grounded.toml.
func (e *Edit) WriteSettings(edits ...tomledit.Edit) error {
	src, err := e.Read(configFile)
	if err != nil {
		return err
	}
	doc, _ := tomledit.Parse(configFile, src)
	if doc, err = doc.Edit(edits...); err != nil {
		return err
	}
	e.writeText(configFile, doc.Source)
	return nil
}
