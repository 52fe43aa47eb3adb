package index

import (
	"fmt"
	"hash/crc32"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func sealed(text string) []byte {
	return fmt.Appendf(nil, "%s\n%08x\n", text, crc32.Checksum([]byte(text), castagnoli()))
}

func TestSeal(t *testing.T) {
	want := seal{
		Format: "1", Language: "en",
		Transcripts: []entry{{ID: "a", Key: "k", Turns: 3, Language: "de"}},
		Files:       []file{{Path: "bleve/store/1.zap", Size: 9, CRC: 0xcafe}},
	}
	src, err := want.encode()
	if err != nil {
		t.Fatal(err)
	}
	got, ok := decodeSeal(src)
	if diff := cmp.Diff(want, got); diff != "" || !ok {
		t.Errorf("%v: -want +got:\n%s", ok, diff)
	}
	for i := range src {
		for bit := range 8 {
			src[i] ^= 1 << bit
			if _, ok := decodeSeal(src); ok {
				t.Fatalf("bit %d of byte %d is flipped, and the seal holds", bit, i)
			}
			src[i] ^= 1 << bit
		}
	}
	for _, text := range []string{"", "{", `{"files":[{"path":"../../x"}]}`, `{"files":[{"path":"/x"}]}`, `{"files":[{"path":""}]}`} {
		if _, ok := decodeSeal(sealed(text)); ok {
			t.Errorf("%s is taken for a seal", text)
		}
	}
}

func FuzzDecodeSeal(f *testing.F) {
	for _, s := range []string{"", "{}", "null", `{"files":[{"path":"../x"},{"path":"a/b","size":1,"crc":2}]}`, `{"transcripts":[{"id":"a","turns":-1}]}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, ok := decodeSeal(sealed(text))
		if !ok {
			return
		}
		for _, f := range s.Files {
			if !filepath.IsLocal(f.Path) {
				t.Fatalf("the file %q stands outside", f.Path)
			}
		}
		src, err := s.encode()
		if err != nil {
			t.Fatal(err)
		}
		again, ok := decodeSeal(src)
		if diff := cmp.Diff(s, again); diff != "" || !ok {
			t.Fatalf("%v: -first +again:\n%s", ok, diff)
		}
	})
}
