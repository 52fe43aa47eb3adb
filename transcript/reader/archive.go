package reader

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// What a zipped document may hold. Ordinary ones stay far below; a file that is
// made to fill the memory does not.
const (
	maxParts    = 10_000
	maxUnzip    = 256 << 20 // bytes of one part
	maxUnzipAll = 1 << 30   // bytes of all parts that are read
	maxRatio    = 200       // unpacked to packed, of a part of more than a MiB
	maxRelating = 8 << 20   // bytes of a part that only says how others belong together
)

// archive is a zipped document: a docx, odt or xlsx.
type archive struct {
	name   string
	parts  map[string]*zip.File
	folded map[string]*zip.File // by foldedPart
	left   int64                // bytes that may still be unpacked
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
	a := &archive{name: s.name, parts: map[string]*zip.File{}, folded: map[string]*zip.File{}, left: maxUnzipAll}
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

const zipMagic = "PK\x03\x04"

// isZip reports whether bytes are a zip file with a part whose name begins so; of
// one that is damaged, whether such a name stands in it at all.
func isZip(src []byte, part string) bool {
	if !bytes.HasPrefix(src, []byte(zipMagic)) {
		return false
	}
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return bytes.Contains(src, []byte(part))
	}
	return slices.ContainsFunc(z.File, func(f *zip.File) bool { return strings.HasPrefix(foldedPart(f.Name), part) })
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
	}{&bounded{r, maxUnzip, &a.left}, r}, nil
}

// bounded is a reader that fails, rather than ends, after so many bytes, of its
// own or in all.
type bounded struct {
	r    io.Reader
	left int64
	all  *int64
}

// Read fails with errTooLong beyond the bounds.
func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	b.left -= int64(n)
	*b.all -= int64(n)
	if b.left < 0 || *b.all < 0 {
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

// relation says of a part what it is to another: "styles", "comments". The other
// calls it by the id.
type relation struct{ id, kind, part string }

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
		out = append(out, relation{e.attr("Id"), path.Base(e.attr("Type")), strings.TrimLeft(target, "/")})
		return true
	}})
	return out, err
}

// ofKind returns the parts that relations of a kind lead to, each once.
func (a *archive) ofKind(relations []relation, kind string) []string {
	var names []string
	seen := map[*zip.File]bool{}
	for _, r := range relations {
		if f := a.file(r.part); f != nil && r.kind == kind && !seen[f] {
			seen[f] = true
			names = append(names, r.part)
		}
	}
	return names
}
