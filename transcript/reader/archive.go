package reader

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// What a zipped document may hold. Ordinary ones stay far below; a file that is
// made to fill the memory does not.
const (
	maxParts  = 10_000
	maxUnzip  = 256 << 20 // bytes of one part
	maxRatio  = 200       // unpacked to packed, of a part of more than a MiB
	maxNested = 512       // XML elements in each other
)

// archive is a zipped document: a docx, odt or xlsx.
type archive struct {
	name  string
	parts map[string]*zip.File
}

// unzip opens a zipped document. The parts are not unpacked yet.
func unzip(s *source) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(s.raw), int64(len(s.raw)))
	if err != nil {
		return nil, fmt.Errorf("%s: is no whole document (%w); save it again in the program that made it", s.name, err)
	}
	if len(z.File) > maxParts {
		return nil, fmt.Errorf("%s: has %d parts inside, and no document has more than %d", s.name, len(z.File), maxParts)
	}
	a := &archive{name: s.name, parts: map[string]*zip.File{}}
	for _, f := range z.File {
		a.parts[f.Name] = f
		if f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/max(1, f.CompressedSize64) > maxRatio {
			return nil, fmt.Errorf("%s: %s inside unpacks to more than %d times its size, as no document does", s.name, f.Name, maxRatio)
		}
	}
	return a, nil
}

// isZip reports whether the bytes are a zip file with a part of that name.
func isZip(src []byte, part string) bool {
	return bytes.HasPrefix(src, []byte("PK\x03\x04")) && bytes.Contains(src, []byte(part))
}

// part opens a part; one that is not there is nil without an error.
func (a *archive) part(name string) (io.ReadCloser, error) {
	f := a.parts[name]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %s inside cannot be unpacked: %w", a.name, name, err)
	}
	// What the header says of a size is not to be believed.
	return struct {
		io.Reader
		io.Closer
	}{&bounded{r, maxUnzip}, r}, nil
}

// bounded is a reader that fails, rather than ends, after so many bytes.
type bounded struct {
	r    io.Reader
	left int64
}

var errTooLong = errors.New("it unpacks to more than a document holds")

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, errTooLong
	}
	return n, err
}

// xmlTokens reads the tokens of an XML file. It is xml.Decoder with bounds: no
// entities of the file's own, and no deeper than maxNested.
type xmlTokens struct {
	*xml.Decoder
	depth int
}

var (
	errEntities = errors.New("it declares entities of its own, which no program that writes transcripts does")
	errNested   = fmt.Errorf("its elements are nested more than %d deep", maxNested)
)

func newXML(r io.Reader) *xmlTokens {
	return &xmlTokens{Decoder: xml.NewDecoder(r)}
}

// Token returns the next token, and io.EOF at the end. A document type is passed
// over unless it declares entities.
func (x *xmlTokens) Token() (xml.Token, error) {
	for {
		token, err := x.Decoder.Token()
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.Directive:
			if strings.Contains(strings.ToUpper(string(t)), "<!ENTITY") {
				return nil, errEntities
			}
			continue
		case xml.StartElement:
			if x.depth++; x.depth > maxNested {
				return nil, errNested
			}
		case xml.EndElement:
			x.depth--
		}
		return token, nil
	}
}
