package index

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// errNoFormer reports that no generation is worth to begin from.
var errNoFormer = errors.New("there was no index to begin from")

// mostFiles bounds the files of an index that is refreshed once more. Each
// refresh adds one, and each slows a search. bleve merges them while it is at
// work, which here it may always be too shortly to finish.
const mostFiles = 32

// refresh makes the generation of c from a copy of the one that shares most
// with it, and says what it had to change. The error is errNoFormer when making
// it from nothing is no more work.
func (s store) refresh(ctx context.Context, c corpus) (changes string, err error) {
	var former generation
	fewest := len(c.sources)
	for _, folder := range s.generations() {
		g, err := readGeneration(ctx, folder)
		if err != nil || g.seal.Format != format() || g.seal.Language != c.language || len(g.seal.Files) > mostFiles {
			continue
		}
		d := compare(g.seal.Transcripts, c)
		if work := len(d.add) + len(d.gone); 2*len(d.add) <= len(c.sources) && work < fewest {
			former, fewest, changes = g, work, d.String()
		}
	}
	if former.folder == "" {
		return "", errNoFormer
	}
	return changes, s.make(c, func(folder string) error {
		for _, f := range former.seal.Files {
			if err := duplicate(former.folder, folder, f.Path); err != nil {
				return fmt.Errorf("copying the former index: %w", err)
			}
		}
		return bring(ctx, folder, former.seal, c)
	})
}

// duplicate puts a file of one generation into another. Segments are written
// once, so that a second name for one will do where the file system has such.
func duplicate(from, to, path string) error {
	from, to = filepath.Join(from, filepath.FromSlash(path)), filepath.Join(to, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	if strings.HasSuffix(path, ".zap") && os.Link(from, to) == nil {
		return nil
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		_ = out.Close()
		return err
	}
	return out.Close()
}
