package reader

import (
	"context"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func encode(t *testing.T, enc interface {
	String(string) (string, error)
}, s string) []byte {
	t.Helper()
	out, err := enc.String(s)
	if err != nil {
		t.Fatal(err)
	}
	return []byte(out)
}

func TestDecode(t *testing.T) {
	const want = "Élan: “café” – 5 €\nso"
	le := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder()
	for _, c := range []struct {
		name, encoding string
		src            []byte
		warning        string
	}{
		{"utf-8", "", []byte(want), ""},
		{"utf-8 with mark", "", []byte("\ufeff" + want), ""},
		{"utf-16le with mark", "", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(), want), ""},
		{"utf-16be with mark", "", encode(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder(), want), ""},
		{"utf-16le", "", encode(t, le, want), ""},
		{"utf-16be", "", encode(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder(), want), ""},
		{"windows-1252", "", encode(t, charmap.Windows1252.NewEncoder(), want), "encoding-guessed"},
		{"windows-1252 by name", "windows-1252", encode(t, charmap.Windows1252.NewEncoder(), want), ""},
		{"utf-16le by name", "utf-16le", encode(t, le, want), ""},
		{"a mark against a name", "windows-1252", []byte("\ufeff" + want), ""},
		{"crlf", "", []byte(strings.ReplaceAll(want, "\n", "\r\n")), ""},
		{"cr", "", []byte(strings.ReplaceAll(want, "\n", "\r")), ""},
		{"marks inside", "", []byte(strings.ReplaceAll(want, " ", " \ufeff")), "marks-dropped"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := decoded("talk.txt", c.src, c.encoding)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(s.lines, "\n"); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			names := ""
			for _, w := range s.warnings {
				names += w.Name
				if w.File != "talk.txt" {
					t.Errorf("warning of %q", w.File)
				}
			}
			if names != c.warning {
				t.Errorf("warnings %q, want %q", names, c.warning)
			}
		})
	}
}

func TestDecodeKeepsWhatIsNotItsOwn(t *testing.T) {
	const odd = "a\u00a0b\tc\u200bd\u00ade\u200ef\u2028g\fh\x15i"
	s, err := decoded("x", []byte(odd), "")
	if err != nil || len(s.lines) != 1 || s.lines[0] != odd || len(s.warnings) != 0 {
		t.Errorf("got %q, %v, %v", s.lines, s.warnings, err)
	}
}

func TestDecodeSaysWhatWasLost(t *testing.T) {
	for src, encoding := range map[string]string{"caf\xe9 and \ufffd": "utf-8", "\ufeffcaf\xe9 and \ufffd": ""} {
		s, err := decoded("x", []byte(src), encoding)
		if err != nil || len(s.warnings) != 1 || !strings.HasPrefix(s.warnings[0].Message, "1 character could not") {
			t.Errorf("%q: got %v, %v", src, s.warnings, err)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"docx", "PK\x03\x04....[Content_Types].xml....word/document.xml", "x: is no whole document (zip: not a valid zip file); save it again in the program that made it"},
		{"xlsx", "PK\x03\x04....xl/workbook.xml", "x: is no whole document"},
		{"odt", "PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", "is no whole document"},
		{"ods", "PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "is an OpenDocument spreadsheet (.ods): not a text this version reads; save it as .xlsx or .csv"},
		{"zip", "PK\x03\x04....", "is a zip archive"},
		{"pdf", "%PDF-1.7\n", "is not a whole PDF; open it in a PDF reader and print it into a new PDF"},
		{"doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "is an old Office file"},
		{"protected", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00", "x: is an Office file that a password protects: not a text this version reads; save it without the password"},
		{"pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "x: is a pointer to a file that Git LFS keeps elsewhere: not a text this version reads; fetch the file itself with: git lfs pull"},
		{"png", "\x89PNG\r\n\x1a\n", "is an image"},
		{"mp4", "\x00\x00\x00\x20ftypisom", "is a recording"},
		{"wav", "RIFF....WAVEfmt ", "is a recording"},
		{"elf", "\x7fELF\x02\x01", "is a program"},
		{"sqlite", "SQLite format 3\x00", "is an SQLite database"},
		{"gzip", "\x1f\x8b\x08", "is a compressed archive"},
		{"nul", "hello\x00world and so on and so on", "is a binary file"},
		{"controls", "a\x01\x02\x03\x04b", "is a binary file"},
		{"empty", "", "x: holds no words"},
		{"blank", " \n\t\n", "holds no words"},
		{"marks only", "\ufeff…\n—\n", "holds no words"},
		{"captions of nothing", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "holds no words"},
		{"no cue", "WEBVTT\n\nhello\n", "x: holds no cue"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(context.Background(), "x", []byte(c.src), Options{PDF: engine})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
}

func TestReadRefusesTooMuch(t *testing.T) {
	src := make([]byte, MaxBytes+1)
	_, err := Read(context.Background(), "x", src, Options{})
	if err == nil || !strings.Contains(err.Error(), "64 MiB is the most") {
		t.Errorf("got %v", err)
	}
}

func TestReadRefusesUnknownNames(t *testing.T) {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	for want, o := range map[string]Options{
		`"nonsuch" is not a format that can be read; these are: ` + strings.Join(names, ", "): {As: "nonsuch"},
		`"latin-nine" is not an encoding that is known`:                                       {Encoding: "latin-nine"},
	} {
		if _, err := Read(context.Background(), "x", []byte("hello"), o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q", o, err, want)
		}
	}
}

func decoded(name string, src []byte, encoding string) (*source, error) {
	s := &source{name: name, raw: src, options: Options{Encoding: encoding}}
	return s, s.decode()
}
