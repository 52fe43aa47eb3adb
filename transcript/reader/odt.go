package reader

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
)

const odtType = "application/vnd.oasis.opendocument.text"

// isODT asks for a zip file that says it is an OpenDocument text, or for a flat
// one, which is a single XML file.
func isODT(s *source) bool {
	if isFlatODT(s.raw) {
		return true
	}
	if !bytes.HasPrefix(s.raw, []byte(zipMagic)) {
		return false
	}
	a, err := unzip(s)
	if err != nil {
		return isZip(s.raw, "mimetype"+odtType)
	}
	return strings.HasPrefix(a.mediaType(), odtType)
}

func isFlatODT(src []byte) bool {
	head := src[:min(len(src), 4096)]
	return bytes.Contains(head, []byte("office:document")) && bytes.Contains(head, []byte(`office:mimetype="`+odtType))
}

// mediaType returns what the first part of an OpenDocument file says it is, or
// "".
func (a *archive) mediaType() string {
	r, err := a.part("mimetype")
	if r == nil || err != nil {
		return ""
	}
	defer r.Close()
	text, _ := io.ReadAll(io.LimitReader(r, 200))
	return string(text)
}

// readODT reads OpenDocument text (ISO/IEC 26300), zipped or flat. Tracked
// changes count as accepted. Comments and highlights become marks.
func readODT(ctx context.Context, s *source) ([]interview, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	o := &odtText{flow: newFlow(), styles: styles{}, prefixes: map[string]string{}}
	var p properties
	if isFlatODT(s.raw) {
		for _, v := range []visitor{p.visitor(), o.visitor()} {
			if err := v.walk(ctx, newXML(bytes.NewReader(s.raw))); err != nil {
				return nil, unreadablePart(ctx, s.name+": it", err)
			}
		}
	} else {
		a, err := unzip(s)
		if err != nil {
			return nil, err
		}
		if a.file("content.xml") == nil && a.file("encrypted-package") == nil {
			return nil, fmt.Errorf("%s: is no OpenDocument text: it has no content; save it again in the program that made it", s.name)
		}
		if err := a.refuseEncrypted(ctx); err != nil {
			return nil, err
		}
		for _, part := range []struct {
			name string
			v    visitor
		}{{"meta.xml", p.visitor()}, {"styles.xml", o.visitor()}, {"content.xml", o.visitor()}} {
			if err := a.walk(ctx, part.name, part.v); err != nil {
				return nil, err
			}
		}
	}
	d := o.finish(s, o.margin)
	d.describe(p)
	return d.read(ctx, s)
}

// refuseEncrypted fails when the manifest says that parts are encrypted.
func (a *archive) refuseEncrypted(ctx context.Context) error {
	encrypted := a.file("encrypted-package") != nil
	err := a.walk(ctx, "META-INF/manifest.xml", visitor{open: func(e element) bool {
		encrypted = encrypted || e.Name.Local == "encryption-data"
		return true
	}})
	if encrypted {
		return fmt.Errorf("%s: is protected by a password; save it without one, and import that", a.name)
	}
	return err
}
