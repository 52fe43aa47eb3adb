package study

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
)

func zipped(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const handed = "format = 1\nstudy = \"W\"\nfor = \"ben\"\nat = 2021-03-04T00:00:00Z\n"

// A packet comes back as whatever program compressed it: with a folder around it, with
// what systems leave, with lines that end in CR LF.
func TestPacketAsProgramsMakeIt(t *testing.T) {
	t.Parallel()
	r, err := ReadPacket(zipped(t, map[string]string{
		"w-for-ben/handout.toml": handed, "w-for-ben/codebooks/ben.toml": "title = \"B\"\r\n", "w-for-ben/notes.docx": "x",
		"__MACOSX/w-for-ben/._handout.toml": "junk", "w-for-ben/.grounded/cache/x": "x", "w-for-ben/sources/a.txt": "x",
		"w-for-ben/transcripts/one.txt": "+++\ntitle = \"One\"\n+++\n\nWords.\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if r.Study != "W" || r.For != "ben" || string(r.files["codebooks/ben.toml"]) != "title = \"B\"\n" || r.bodies["one"] == "" {
		t.Errorf("got %+v", r)
	}
	for name := range r.files {
		if strings.Contains(name, "sources") || strings.Contains(name, ".grounded") || strings.Contains(name, "MACOSX") || strings.Contains(name, "docx") {
			t.Errorf("%s was read", name)
		}
	}
}

// Names that lead out, and packets of another time, are refused.
func TestHostilePackets(t *testing.T) {
	t.Parallel()
	for want, files := range map[string]map[string]string{
		"this is no packet": {"a.txt": "x"},
		"newer format":      {"handout.toml": "format = 2\nstudy = \"W\"\nfor = \"ben\"\n"},
		"handout.toml":      {"handout.toml": "format = \n"},
	} {
		if _, err := ReadPacket(zipped(t, files)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v", files, err)
		}
	}
	r, err := ReadPacket(zipped(t, map[string]string{"handout.toml": handed, "../codebooks/ben.toml": "x", "/codebooks/ben.toml": "x", "codings/../../x.jsonl": "x"}))
	if err == nil {
		for name := range r.files {
			if name != packetFile {
				t.Errorf("%s was read", name)
			}
		}
	}
	large := zipped(t, map[string]string{"handout.toml": handed, "codings/ben/one.jsonl": strings.Repeat("0", mostPacketFile+1)})
	if _, err := ReadPacket(large); err == nil || !strings.Contains(err.Error(), "larger than anything a packet holds") {
		t.Errorf("a bomb: %v", err)
	}
}

func FuzzReadPacket(f *testing.F) {
	f.Add(zipped(f, map[string]string{"a/handout.toml": handed, "a/codings/ben/one.jsonl": "{}", "a/transcripts/x.txt": "+++\n+++\n\nx"}))
	f.Fuzz(func(t *testing.T, src []byte) {
		r, err := ReadPacket(src)
		if err != nil {
			return
		}
		for name := range r.files {
			if strings.HasPrefix(name, "/") || strings.Contains(name, "..") && strings.Contains(name, "../") {
				t.Errorf("%q leads out", name)
			}
		}
	})
}
