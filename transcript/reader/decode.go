package reader

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"

	"grounded/codebook/problem"
)

// decode turns the bytes of a file into lines of UTF-8. A byte order mark
// decides the encoding, then the one asked for, then where NUL bytes stand
// (UTF-16), then whether the bytes are UTF-8, then what a page says of itself; what
// is left is taken for Windows-1252, with a warning.
func (s *source) decode() error {
	name, src := s.name, s.raw
	if what, remedy := notText(src); what != "" {
		return fmt.Errorf("%s: is %s: not a text this version reads; %s", name, what, remedy)
	}
	enc, ok := marked(src)
	if !ok {
		var err error
		if enc, err = s.encoding(src, s.options.Encoding); err != nil {
			return err
		}
	}
	decoded := src
	if enc != unicode.UTF8 || !utf8.Valid(src) {
		var err error
		if decoded, err = enc.NewDecoder().Bytes(src); err != nil {
			return fmt.Errorf("%s: %w; name the encoding with --encoding", name, err)
		}
	}
	if lost := bytes.Count(decoded, replacement) - bytes.Count(src, replacement); lost > 0 {
		s.warn("characters-lost", 0, count(lost, "character could not be decoded and stands", "characters could not be decoded and stand")+" as \ufffd", "name the encoding with --encoding")
	}
	if unreadable(decoded) {
		return fmt.Errorf("%s: is a binary file: not a text this version reads; export it as text, or name its encoding with --encoding", name)
	}
	text := strings.TrimPrefix(string(decoded), "\ufeff")
	if n := strings.Count(text, "\ufeff"); n > 0 {
		s.warn("marks-dropped", 0, "left out "+count(n, "byte order mark", "byte order marks")+" inside the text", "")
		text = strings.ReplaceAll(text, "\ufeff", "")
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	s.lines = strings.Split(text, "\n")
	return nil
}

var replacement = []byte("\ufffd")

// encoding settles how bytes without a byte order mark are to be read.
func (s *source) encoding(src []byte, wanted string) (encoding.Encoding, error) {
	if wanted != "" {
		return encodingOf(wanted)
	}
	// NUL is valid UTF-8, so UTF-16 without a mark has to be looked for first.
	if order, ok := utf16(src); ok {
		return unicode.UTF16(order, unicode.IgnoreBOM), nil
	}
	if utf8.Valid(src) {
		return unicode.UTF8, nil
	}
	if enc, err := encodingOf(declaredCharset(src)); err == nil && enc != unicode.UTF8 {
		return enc, nil
	}
	s.warn("encoding-guessed", 0, "the text is not UTF-8 and was read as Windows-1252", "if letters look wrong, name the encoding with --encoding")
	return charmap.Windows1252, nil
}

// Text returns what a file of text says, with LF line ends, in whichever of the
// encodings that [Read] knows, and what there is to warn of. Encoding is that of
// Options.
func Text(name string, src []byte, encoding string) (string, []problem.Problem, error) {
	s := &source{name: name, raw: src, options: Options{Encoding: encoding}}
	if err := s.decode(); err != nil {
		return "", nil, err
	}
	return strings.Join(s.lines, "\n"), s.warnings, nil
}

// CheckEncoding returns nil for what Options.Encoding takes.
func CheckEncoding(label string) error {
	if label == "" {
		return nil
	}
	_, err := encodingOf(label)
	return err
}

func encodingOf(label string) (encoding.Encoding, error) {
	enc, err := htmlindex.Get(label)
	if err != nil {
		return nil, fmt.Errorf("%q is not an encoding that is known; some are: utf-8, utf-16le, utf-16be, windows-1252, iso-8859-2, macintosh, shift_jis, gb18030", label)
	}
	return enc, nil
}

// marked returns the encoding that a byte order mark at the start of src names.
func marked(src []byte) (encoding.Encoding, bool) {
	for mark, enc := range map[string]encoding.Encoding{
		"\xef\xbb\xbf": unicode.UTF8,
		"\xff\xfe":     unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
		"\xfe\xff":     unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	} {
		if bytes.HasPrefix(src, []byte(mark)) {
			return enc, true
		}
	}
	return nil, false
}

// utf16 reports whether more than a fifth of the bytes on one side of the
// pairs, and of that side alone, are NUL; and which byte then comes first.
func utf16(src []byte) (unicode.Endianness, bool) {
	head := src[:min(len(src), 1<<16)]
	var nul [2]int
	for i, c := range head {
		if c == 0 {
			nul[i%2]++
		}
	}
	fifth := len(head) / 10
	switch {
	case nul[1] > fifth && nul[0] <= fifth:
		return unicode.LittleEndian, true
	case nul[0] > fifth && nul[1] <= fifth:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

// unreadable reports whether decoded text holds NUL, or more than one control
// character in ten.
func unreadable(text []byte) bool {
	controls, all := 0, 0
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		i += n
		all++
		switch {
		case r == 0:
			return true
		case r == '\t' || r == '\n' || r == '\v' || r == '\f' || r == '\r':
		case r < ' ' || 0x7f <= r && r < 0xa0:
			controls++
		}
	}
	return controls*10 > all
}
