package reader

import (
	"bufio"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/unicode"
)

const (
	maxNested = 512      // XML elements in each other
	maxToken  = 16 << 20 // bytes of one tag, comment or run of text
)

var (
	errTooLong  = errors.New("it unpacks to more than a document holds")
	errEntities = errors.New("it declares entities of its own, which no program that writes transcripts does")
	errNested   = fmt.Errorf("its elements are nested more than %d deep", maxNested)
	errToken    = fmt.Errorf("a tag or a run of text in it is longer than %d MiB", maxToken>>20)
)

// xmlTokens reads the tokens of an XML file. It is xml.Decoder with bounds: no
// entities of the file's own, no token longer than maxToken, and no deeper than
// maxNested. The file may be UTF-8, UTF-16 with a byte order mark, or in an
// encoding that it names.
type xmlTokens struct {
	*xml.Decoder
	depth int
	read  int // bytes since the token began
}

func newXML(r io.Reader) *xmlTokens {
	x := &xmlTokens{}
	in := bufio.NewReader(r)
	wide := false
	if mark, _ := in.Peek(2); string(mark) == "\xff\xfe" || string(mark) == "\xfe\xff" {
		wide = true
		r = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Reader(in)
	} else {
		r = in
	}
	x.Decoder = xml.NewDecoder(metered{r, x})
	x.CharsetReader = func(label string, r io.Reader) (io.Reader, error) {
		if wide {
			return r, nil
		}
		enc, err := encodingOf(label)
		if err != nil {
			return nil, err
		}
		return enc.NewDecoder().Reader(r), nil
	}
	return x
}

// metered fails when a token of x is too long. xml.Decoder holds a token whole.
type metered struct {
	io.Reader
	x *xmlTokens
}

// Read fails with errToken where a token goes on beyond maxToken.
func (m metered) Read(p []byte) (int, error) {
	if m.x.read > maxToken {
		return 0, errToken
	}
	n, err := m.Reader.Read(p)
	m.x.read += n
	return n, err
}

// Token returns the next token, and io.EOF at the end. A document type is passed
// over unless it declares entities.
func (x *xmlTokens) Token() (xml.Token, error) {
	for {
		x.read = 0
		token, err := x.Decoder.Token()
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.Directive:
			if strings.Contains(strings.ToUpper("<!"+string(t)), "<!ENTITY") {
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

// element is the beginning of an XML element.
type element struct{ xml.StartElement }

// attr returns the attribute of that local name, in whatever namespace, or "".
func (e element) attr(local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// xmlBool reads a switch that is off unless it says otherwise (XML Schema, part 2,
// 3.2.2).
func xmlBool(value string) bool { return value == "1" || value == "true" }

// visitor is shown an XML file from beginning to end; what is nil is not
// called. What is inside an element that open does not want is left out, its
// end too. The bytes that text is given are good until it returns.
type visitor struct {
	open  func(element) bool
	close func(xml.Name) error
	text  func([]byte)
}

func (v visitor) walk(ctx context.Context, x *xmlTokens) error {
	unwanted := -1 // depth above which nothing is wanted
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		token, err := x.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if unwanted >= 0 {
			if x.depth <= unwanted {
				unwanted = -1
			}
			continue
		}
		switch t := token.(type) {
		case xml.StartElement:
			if v.open != nil && !v.open(element{t}) {
				unwanted = x.depth - 1
			}
		case xml.EndElement:
			if v.close != nil {
				err = v.close(t.Name)
			}
		case xml.CharData:
			if v.text != nil {
				v.text(t)
			}
		}
		if err != nil {
			return err
		}
	}
}

// unreadablePart says of what could not be read why, unless the reading was
// stopped.
func unreadablePart(ctx context.Context, what string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("%s cannot be read: %w; save it again in the program that made it", what, err)
}
