package index

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"grounded/transcript"
)

// generation is a folder with an index that is never changed again. Its name is
// the digest of what it holds, so that to know whether the index is fresh is to
// know whether a folder is there. It holds bleve's folder and a seal, which is
// written last: it commits to every byte of the files, for bleve trusts them,
// and a damaged file would lose hits in silence, or end the program.
type generation struct {
	folder string
	seal   seal
}

const (
	bleveFolder = "bleve"
	sealFile    = "seal"
)

// layout changes whenever the documents or the seal do.
const layout = "1"

// format is what two indexes must share to be read by the same program: the
// layout and the libraries that decide what a word is and how files look.
func format() string {
	parts := []string{layout}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			switch m.Path {
			case "github.com/blevesearch/bleve/v2", "github.com/blevesearch/snowballstem",
				"github.com/clipperhouse/uax29/v2", "golang.org/x/text":
				parts = append(parts, m.Path+"@"+m.Version)
			}
		}
	}
	return strings.Join(parts, " ")
}

// seal says what is in a generation.
type seal struct {
	Format      string  `json:"format"`
	Language    string  `json:"language"`    // of transcripts that do not say theirs
	Transcripts []entry `json:"transcripts"` // sorted by id
	Files       []file  `json:"files"`       // sorted by path
}

// entry is a transcript of a generation.
type entry struct {
	ID       transcript.ID `json:"id"`
	Key      string        `json:"key"`
	Turns    int           `json:"turns"`
	Language string        `json:"language"` // of its stems; "" when there are none
}

// file is a file of a generation.
type file struct {
	Path string `json:"path"` // below the generation, with slashes
	Size int64  `json:"size"` // in bytes
	CRC  uint32 `json:"crc"`  // Castagnoli
}

// digestLength is how many characters a digest has.
const digestLength = 32

// digest names the generation that holds a corpus.
func (c corpus) digest() string {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q\n", format(), c.language)
	for _, s := range c.sources {
		fmt.Fprintf(h, "%q %q\n", s.ID, s.Key)
	}
	return hex.EncodeToString(h.Sum(nil))[:digestLength]
}

// writeSeal seals the files that stand in a folder.
func writeSeal(folder, language string, entries []entry) error {
	s := seal{Format: format(), Language: language, Transcripts: entries}
	err := filepath.WalkDir(filepath.Join(folder, bleveFolder), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		f := file{Path: filepath.ToSlash(rel)}
		f.Size, f.CRC, err = sum(path)
		s.Files = append(s.Files, f)
		return err
	})
	if err != nil {
		return fmt.Errorf("sealing the index: %w", err)
	}
	text, err := s.encode()
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, sealFile), text, 0o600)
	}
	if err != nil {
		return fmt.Errorf("sealing the index: %w", err)
	}
	return nil
}

// encode writes a seal as a line of JSON and a line with the checksum of that.
func (s seal) encode() ([]byte, error) {
	text, err := json.Marshal(s)
	return fmt.Appendf(text, "\n%08x\n", crc32.Checksum(text, castagnoli())), err
}

// decodeSeal is the inverse of encode. It refuses a seal whose files stand
// outside of its folder.
func decodeSeal(src []byte) (seal, bool) {
	text, check, _ := bytes.Cut(src, []byte("\n"))
	if string(check) != fmt.Sprintf("%08x\n", crc32.Checksum(text, castagnoli())) {
		return seal{}, false
	}
	var s seal
	if err := json.Unmarshal(text, &s); err != nil {
		return seal{}, false
	}
	for _, f := range s.Files {
		if !filepath.IsLocal(filepath.FromSlash(f.Path)) {
			return seal{}, false
		}
	}
	return s, true
}

// readGeneration returns the generation in a folder when every file is as it
// was sealed. The error is fs.ErrNotExist when there is no such folder.
func readGeneration(ctx context.Context, folder string) (generation, error) {
	if _, err := os.Stat(folder); err != nil {
		return generation{}, err
	}
	damaged := func(what string) error { return errors.New("the index was damaged: " + what) }
	src, err := os.ReadFile(filepath.Join(folder, sealFile))
	if err != nil {
		return generation{}, damaged("its seal cannot be read")
	}
	s, ok := decodeSeal(src)
	if !ok {
		return generation{}, damaged("its seal is broken")
	}
	err = inParallel(ctx, len(s.Files), func() func(int) error {
		return func(i int) error {
			f := s.Files[i]
			size, crc, err := sum(filepath.Join(folder, filepath.FromSlash(f.Path)))
			if err != nil || size != f.Size || crc != f.CRC {
				return damaged(f.Path + " is not as it was written")
			}
			return nil
		}
	})
	if err != nil {
		return generation{}, err
	}
	return generation{folder: folder, seal: s}, nil
}

func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

// sum returns the size and the checksum of a file.
func sum(path string) (int64, uint32, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, 0, err
	}
	defer f.Close()
	h := crc32.New(castagnoli())
	n, err := io.CopyBuffer(struct{ io.Writer }{h}, struct{ io.Reader }{f}, make([]byte, 1<<18))
	return n, h.Sum32(), err
}

// languages returns the languages of the stems in a generation, sorted.
func (s seal) languages() []string {
	var out []string
	for _, e := range s.Transcripts {
		out = append(out, e.Language)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// turns returns how many turns a generation holds.
func (s seal) turns() int {
	n := 0
	for _, e := range s.Transcripts {
		n += e.Turns
	}
	return n
}
