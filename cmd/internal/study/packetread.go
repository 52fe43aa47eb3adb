package study

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"time"

	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// What a packet may hold. An ordinary one stays far below; one that is made to fill the
// memory does not.
const (
	mostPacketFiles = 50_000
	mostPacketFile  = 64 << 20 // bytes of one file
	mostPacket      = 1 << 30  // bytes of all
)

// Returned is a packet that somebody worked in and gave back.
type Returned struct {
	Study string
	For   coding.Analyst
	At    time.Time

	handed map[string]string        // fingerprint of each file of theirs, by path
	base   map[string]handedCoding  // each coding that was handed out, by transcript and id
	texts  map[transcript.ID]string // hash of each text, as it was handed out
	files  map[string][]byte        // as they are there
	bodies map[transcript.ID]string // texts as they are there
}

// handedCoding is a coding as it was handed out: a fingerprint of what was decided, and
// where it stood in the text as it was handed out.
type handedCoding struct {
	decision string
	span     transcript.Span
}

// ErrNoPacket reports that a file or folder is no packet.
var ErrNoPacket = errors.New("this is no packet that grounded handout made: there is no " + packetFile + " in it")

// ReadPacket reads a packet from a zip file. The file is not trusted: no name in it
// leads anywhere, and its size is bounded.
func ReadPacket(src []byte) (*Returned, error) {
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return nil, errors.New("this is no zip file, or one that broke on its way; name the file that grounded handout made, as it came back")
	}
	return readPacket(z)
}

// ReadPacketFolder reads a packet that was unpacked.
func ReadPacketFolder(folder fs.FS) (*Returned, error) { return readPacket(folder) }

func readPacket(from fs.FS) (*Returned, error) {
	root, err := packetRoot(from)
	if err != nil {
		return nil, err
	}
	r := &Returned{files: map[string][]byte{}, handed: map[string]string{}, base: map[string]handedCoding{}, texts: map[transcript.ID]string{}, bodies: map[transcript.ID]string{}}
	left, n := int64(mostPacket), 0
	err = fs.WalkDir(from, root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		inside := strings.TrimPrefix(strings.TrimPrefix(name, root), "/")
		if entry.IsDir() {
			if strings.HasPrefix(path.Base(name), ".") && name != "." || inside == sourcesFolder {
				return fs.SkipDir
			}
			return nil
		}
		if !entry.Type().IsRegular() || !ours(inside) && inside != packetFile {
			return nil
		}
		if n++; n > mostPacketFiles {
			return fmt.Errorf("it holds more than %d files, and no packet does", mostPacketFiles)
		}
		src, err := readBounded(from, name, min(mostPacketFile, left))
		if err != nil {
			return err
		}
		left -= int64(len(src))
		r.files[inside] = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return r, r.decode()
}

// packetRoot finds the folder that holds handout.toml: the top, or one below it, as
// programs that compress a folder make.
func packetRoot(from fs.FS) (string, error) {
	if _, err := fs.Stat(from, packetFile); err == nil {
		return ".", nil
	}
	entries, err := fs.ReadDir(from, ".")
	if err != nil {
		return "", err
	}
	for _, e := range entries {
		if _, err := fs.Stat(from, e.Name()+"/"+packetFile); e.IsDir() && err == nil {
			return e.Name(), nil
		}
	}
	return "", ErrNoPacket
}

func readBounded(from fs.FS, name string, most int64) ([]byte, error) {
	f, err := from.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, fmt.Errorf("%s in it cannot be read: %w", name, err)
	}
	if int64(len(src)) > most {
		return nil, fmt.Errorf("%s in it is larger than anything a packet holds", name)
	}
	return src, nil
}

// decode reads what was handed out, and the texts as they are there.
func (r *Returned) decode() error {
	var f struct {
		Format int            `toml:"format"`
		Study  string         `toml:"study"`
		For    coding.Analyst `toml:"for"`
		At     time.Time      `toml:"at"`
		Files  []struct {
			Path    string   `toml:"path"`
			SHA256  string   `toml:"sha256"`
			Codings []string `toml:"codings"`
		} `toml:"file"`
		Transcripts []struct {
			ID   transcript.ID `toml:"id"`
			Text string        `toml:"text"`
		} `toml:"transcript"`
	}
	_, problems := tomledit.Decode(packetFile, r.files[packetFile], &f)
	if err := problem.Fatal(problems); err != nil {
		return err
	}
	if f.Format > Format {
		return fmt.Errorf("%s is of a newer format (%d) than this program reads (%d); take the newest grounded", packetFile, f.Format, Format)
	}
	r.Study, r.For, r.At = f.Study, f.For, f.At
	for _, one := range f.Files {
		r.handed[one.Path] = one.SHA256
		for _, c := range one.Codings {
			var id string
			var was handedCoding
			if n, _ := fmt.Sscanf(c, "%s %s %d-%d", &id, &was.decision, &was.span.Start, &was.span.End); n == 4 {
				r.base[strings.TrimSuffix(path.Base(one.Path), ".jsonl")+" "+id] = was
			}
		}
	}
	for _, t := range f.Transcripts {
		r.texts[t.ID] = t.Text
	}
	for name, src := range r.files {
		id, ok := strings.CutPrefix(name, transcriptsFolder+"/")
		if id, isText := strings.CutSuffix(id, ".txt"); ok && isText {
			if _, body, _, err := transcript.Parts(string(src)); err == nil {
				r.bodies[transcript.ID(id)] = body
			}
		}
	}
	return nil
}
