package reader

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"path"
	"strings"
)

// What a zipped document may hold. Ordinary ones stay far below; a file that is
// made to fill the memory does not.
const (
	maxParts    = 10_000
	maxUnzip    = 256 << 20 // bytes of one part
	maxRatio    = 200       // unpacked to packed, of a part of more than a MiB
	maxRelating = 8 << 20   // bytes of a part that only says how others belong together
)

// archive is a zipped document: a docx, odt or xlsx.
type archive struct {
	name   string
	parts  map[string]*zip.File
	folded map[string]*zip.File // by foldedPart
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
	a := &archive{name: s.name, parts: map[string]*zip.File{}, folded: map[string]*zip.File{}}
	for _, f := range z.File {
		a.parts[f.Name], a.folded[foldedPart(f.Name)] = f, f
	}
	return a, nil
}

// foldedPart is a form in which names of parts that mean the same are equal:
// programs differ in letter case, in the slash, and in whether one stands at the
// start.
func foldedPart(name string) string {
	return strings.ToLower(strings.TrimLeft(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// isZip reports whether the bytes are a zip file with a part of that name.
func isZip(src []byte, part string) bool {
	return bytes.HasPrefix(src, []byte("PK\x03\x04")) && bytes.Contains(src, []byte(part))
}

// file returns a part, or nil.
func (a *archive) file(name string) *zip.File {
	if f := a.parts[name]; f != nil {
		return f
	}
	return a.folded[foldedPart(name)]
}

// part opens a part; one that is not there is nil without an error.
func (a *archive) part(name string) (io.ReadCloser, error) {
	f := a.file(name)
	if f == nil {
		return nil, nil
	}
	if f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/max(1, f.CompressedSize64) > maxRatio {
		return nil, fmt.Errorf("%s: %s inside unpacks to more than %d times its size, as no document does", a.name, name, maxRatio)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %s inside cannot be unpacked: %w; save it again in the program that made it", a.name, name, err)
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

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, errTooLong
	}
	return n, err
}

// walk shows an XML part to a visitor. A part that is not there has nothing to
// show.
func (a *archive) walk(ctx context.Context, name string, v visitor) error {
	r, err := a.part(name)
	if r == nil || err != nil {
		return err
	}
	defer r.Close()
	if err := v.walk(ctx, newXML(r)); err != nil {
		return unreadablePart(ctx, a.name+": "+name+" inside", err)
	}
	return nil
}

// relation says of a part what it is to another: "styles", "comments".
type relation struct{ kind, part string }

// relations returns what belongs to a part of an Office document, or with "" to
// the document (ISO/IEC 29500-2, clause 9). What lies outside of it is not
// among them.
func (a *archive) relations(ctx context.Context, of string) ([]relation, error) {
	name := path.Join(path.Dir(of), "_rels", path.Base(of)+".rels")
	if of == "" {
		name = "_rels/.rels"
	}
	if f := a.file(name); f != nil && f.UncompressedSize64 > maxRelating {
		return nil, fmt.Errorf("%s: %s inside is longer than in any document", a.name, name)
	}
	var out []relation
	err := a.walk(ctx, name, visitor{open: func(e element) bool {
		if e.Name.Local != "Relationship" || e.attr("TargetMode") == "External" {
			return true
		}
		target := e.attr("Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(path.Dir(of), target)
		}
		out = append(out, relation{path.Base(e.attr("Type")), strings.TrimLeft(target, "/")})
		return true
	}})
	return out, err
}
