package reader

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// zippedParts packs parts. A part "mimetype" comes first and is not compressed, as
// OpenDocument wants it.
func zippedParts(t fataler, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name string, method uint16) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = io.WriteString(w, parts[name])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, ok := parts["mimetype"]; ok {
		put("mimetype", zip.Store)
	}
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		if name != "mimetype" {
			put(name, zip.Deflate)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// zippedFolder packs the files of a folder.
func zippedFolder(t fataler, folder string) []byte {
	t.Helper()
	parts := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		src, err := os.ReadFile(path)
		name, _ := filepath.Rel(folder, path)
		parts[filepath.ToSlash(name)] = string(src)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return zippedParts(t, parts)
}

func TestArchivesAreBounded(t *testing.T) {
	ctx := context.Background()
	many := map[string]string{}
	for i := range maxParts + 1 {
		many[fmt.Sprint(i)] = ""
	}
	if _, err := unzip(&source{name: "x", raw: zippedParts(t, many)}); err == nil || err.Error() != "x: has 10001 parts inside, and no document has more than 10000" {
		t.Errorf("many parts: %v", err)
	}
	a, err := unzip(&source{name: "x", raw: zippedParts(t, map[string]string{"a": "some words", "_rels/.rels": strings.Repeat(" ", maxRelating+1)})})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.relations(ctx, ""); err == nil || err.Error() != "x: _rels/.rels inside is longer than in any document" {
		t.Errorf("relations: %v", err)
	}
	readAll := func(left, all int64) error {
		r, err := a.part("a")
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		_, err = io.ReadAll(&bounded{r, left, &all})
		return err
	}
	const whole = int64(len("some words"))
	if readAll(whole, whole) != nil || readAll(whole-1, whole) != errTooLong || readAll(whole, whole-1) != errTooLong {
		t.Error("a reader ends where it should fail, or fails where it should end")
	}
	a.left = 5
	if r, err := a.part("A"); err != nil {
		t.Error(err)
	} else if _, err := io.ReadAll(r); err != errTooLong {
		t.Errorf("beyond what may be unpacked in all: %v", err)
	}
	if r, err := a.part("b"); r != nil || err != nil {
		t.Errorf("a part that is not there: %v, %v", r, err)
	}
}

// What the directory of a zip file says of a part is not to be believed.
func TestLyingSizes(t *testing.T) {
	src := docx(t, wp(wr(strings.Repeat("so it was ", 10_000))))
	at := bytes.LastIndex(src, []byte("word/document.xml")) - 46 // its entry in the directory
	for size := range 4 {
		src[at+24+size] = 0
	}
	_, err := Read(t.Context(), "x", src, Options{})
	if err == nil || !strings.HasPrefix(err.Error(), "x: ") {
		t.Errorf("got %v", err)
	}
}

func TestXMLIsBounded(t *testing.T) {
	long := strings.Repeat("a", maxToken+2<<20)
	for name, c := range map[string]struct {
		src  string
		want error
	}{
		"text":        {"<a>" + long + "</a>", errToken},
		"a tag":       {"<a b='" + long + "'/>", errToken},
		"a comment":   {"<a><!--" + long + "--></a>", errToken},
		"nesting":     {strings.Repeat("<a>", maxNested+1), errNested},
		"entities":    {"<!DOCTYPE a [<!entity b 'c'>]><a/>", errEntities},
		"much in all": {"<a>" + strings.Repeat("<b>"+long[:1<<20]+"</b>", 20) + "</a>", nil},
	} {
		if err := (visitor{}).walk(t.Context(), newXML(strings.NewReader(c.src))); err != c.want {
			t.Errorf("%s: %.200v", name, err)
		}
	}
}

func TestReadingStopsWithinAPart(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	v := visitor{open: func(element) bool {
		if n++; n == 3 {
			cancel()
		}
		return true
	}}
	err := v.walk(ctx, newXML(strings.NewReader("<a>"+strings.Repeat("<b/>", 100)+"</a>")))
	if err != context.Canceled || n != 3 {
		t.Errorf("%d elements, %v", n, err)
	}
}

// Documents that are made to take long, or much memory, take neither. Of each the
// work would be far beyond a test if it grew with the square of the length.
func TestHostileDocuments(t *testing.T) {
	const many = 20_000
	var over, boxes, tables, fields, marks strings.Builder
	notes := make([]string, 0, many)
	for i := range many {
		fmt.Fprintf(&over, `<w:p><w:commentRangeStart w:id="%d"/>%s</w:p>`, i, wr(fmt.Sprint("so ", i)))
		fmt.Fprintf(&boxes, `<w:p>%s<w:r><w:pict><w:txbxContent>%s</w:txbxContent></w:pict></w:r></w:p>`, wr(fmt.Sprint(i)), wp(wr("in")))
		fmt.Fprintf(&tables, `<w:tbl><w:tr><w:tc>%s</w:tc><w:tc>%s</w:tc></w:tr></w:tbl>`, wp(wr("P1")), wp(`<w:commentRangeStart w:id="x`+fmt.Sprint(i)+`"/>`, wr(fmt.Sprint(i))))
		fields.WriteString(`<w:r><w:fldChar w:fldCharType="begin"/><w:t>no ` + fmt.Sprint(i) + `</w:t></w:r>`)
		marks.WriteString(wordRun(`<w:highlight w:val="`+[]string{"red", "cyan"}[i%2]+`"/>`, fmt.Sprint(i, " ")))
		notes = append(notes, "x")
	}
	var ends strings.Builder
	for i := range many {
		fmt.Fprintf(&ends, `<w:commentRangeEnd w:id="%d"/>`, i)
	}
	margin := commentPart(notes...)
	for name, c := range map[string]struct {
		body  string
		marks int
	}{
		"comments over everything": {over.String() + ends.String(), many},
		"boxes":                    {boxes.String(), 0},
		"tables":                   {tables.String(), 0},
		"fields in fields":         {wp(fields.String()) + wp(wr("so")), 0},
		"many colours":             {wp(marks.String()), many},
		"tables in tables":         {strings.Repeat("<w:tbl><w:tr><w:tc>", 160) + over.String() + strings.Repeat("</w:tc></w:tr></w:tbl>", 160), many},
		"cells":                    {"<w:tbl><w:tr>" + strings.Repeat("<w:tc/>", many) + "</w:tr></w:tbl>" + strings.Repeat("<w:tbl><w:tr/></w:tbl>", many) + wp(wr("so")), 0},
	} {
		r := read(t, "x", docx(t, c.body, "comments", margin), Options{})
		if len(r.Marks) != c.marks {
			t.Errorf("%s: %d marks, want %d", name, len(r.Marks), c.marks)
		}
	}
	f := newFlow()
	var err error
	n := 0
	for ; err == nil; n++ {
		err = f.endParagraph()
	}
	if n > maxText/perLine+1 || err.Error() != "it holds more than 64 MiB of text, or millions of paragraphs" {
		t.Errorf("after %d paragraphs: %v", n, err)
	}
	f = newFlow()
	f.openTable()
	f.openRow()
	for n, err = 0, nil; err == nil; n++ {
		f.openCell()
		err = f.closeCell()
	}
	if n > maxText/perLine {
		t.Errorf("after %d cells: %v", n, err)
	}
	f = newFlow()
	for i := range 3 * maxMarks {
		f.write([]byte("so "), look{colour: []string{"red", "cyan"}[i%2]})
		f.openComment(fmt.Sprint(i))
	}
	if err := f.endParagraph(); err == nil || err.Error() != "it holds more than 100000 highlights or comments" || len(f.spots) > 4*maxMarks {
		t.Errorf("marks: %d places, %v", len(f.spots), err)
	}
	f = newFlow()
	f.write(make([]byte, maxText+1), look{})
	if err := f.endParagraph(); err == nil {
		t.Error("too much text")
	}
}
