package reader

import (
	"archive/zip"
	"bytes"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
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
