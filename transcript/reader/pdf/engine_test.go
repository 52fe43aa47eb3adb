package pdf

import (
	"bytes"
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klippa-app/go-pdfium/responses"
)

// bogusLock is in the trailer of a file that no password opens.
var bogusLock = "/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + strings.Repeat("41", 32) + "> /U <" + strings.Repeat("42", 32) + "> >>"

func TestFilesThatCannotBeRead(t *testing.T) {
	hello := func(pages int, text string) *printer {
		var p printer
		for range pages {
			p.page()
			p.put(72, 700, 4, "F", text)
		}
		return &p
	}
	full := hello(1, long)
	for i := range onPage/400 + 1 {
		full.put(10, float64(5+i), 1, "F", strings.Repeat("abc ", 100))
	}
	scan := hello(2, "3")
	locked := hello(1, long)
	locked.final = bogusLock
	secured := hello(1, long)
	secured.final = "/ID [<00> <00>] /Encrypt << /Filter /Nobody /V 1 >>"
	for name, c := range map[string]struct {
		src  []byte
		want error
	}{
		"scan":           {scan.bytes(), ErrScan},
		"locked":         {locked.bytes(), ErrLocked},
		"locked oddly":   {secured.bytes(), ErrLocked},
		"signature":      {[]byte("%PDF-1.4\n"), ErrDamaged},
		"cut off":        {hello(1, long).bytes()[:200], ErrDamaged},
		"noise":          {[]byte("%PDF-1.4\n" + strings.Repeat("\x00\xff<< obj stream", 1000)), ErrDamaged},
		"too many pages": {hello(MaxPages+1, "").bytes(), ErrTooMuch},
		"too much text":  {full.bytes(), ErrTooMuch},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := engine.Read(context.Background(), c.src, speaks); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
	check(t, readText(t, hello(1, long).bytes()), long)
}

func TestReadStops(t *testing.T) {
	s := newSetter()
	for range 20 {
		talk(s)
	}
	src := s.bytes()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := engine.Read(ctx, src, speaks); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	e := &Engine{Cache: engine.Cache, patience: time.Nanosecond}
	defer e.Close()
	if _, err := e.Read(context.Background(), src, speaks); !errors.Is(err, ErrTooSlow) {
		t.Errorf("%v", err)
	}
	// One that does not come back at all is left, and the next file gets another.
	e.grace = time.Nanosecond
	if _, err := e.Read(context.Background(), src, speaks); !errors.Is(err, ErrTooSlow) || e.pool != nil {
		t.Errorf("%v, with the engine %v", err, e.pool)
	}
	e.patience = 0
	if _, err := e.Read(context.Background(), src, speaks); err != nil {
		t.Error(err)
	}
}

func TestCharactersThatAreNotLettersAreCounted(t *testing.T) {
	at := func(x float64, text string) *responses.GetPageTextStructuredChar {
		return &responses.GetPageTextStructuredChar{Text: text, PointPosition: responses.CharPosition{Left: x, Right: x + 5, Bottom: 100, Top: 108}}
	}
	p := newPage(0, []*responses.GetPageTextStructuredChar{at(10, "a"), at(15, ""), at(15, "\ufffe"), at(15, "\x01"), at(15, "b"), at(20, "\u00ad")}, box{0, 0, 600, 800})
	if p.lost != 3 || len(p.lines) != 1 || p.lines[0].text != "ab-" || !p.lines[0].hyphen {
		t.Errorf("%+v", p)
	}
}

// The engine does not always say that a line ends, or have a name for a font.
func TestLinesAndBoldTypeWithoutSigns(t *testing.T) {
	at := func(x, y float64, text string, weight int) *responses.GetPageTextStructuredChar {
		return &responses.GetPageTextStructuredChar{Text: text, PointPosition: responses.CharPosition{Left: x, Right: x + 5, Bottom: y, Top: y + 8},
			FontInformation: &responses.FontInformation{RenderedSize: 11, Weight: weight}}
	}
	p := newPage(0, []*responses.GetPageTextStructuredChar{at(10, 100, "a", 700), at(15, 100, "b", 400), at(20, 100, " ", 400), at(24, 86, "c", 400)}, box{0, 0, 600, 800})
	if len(p.lines) != 2 || p.lines[0].text != "ab" || p.lines[0].bold != 1 || p.lines[1].text != "c" || p.lines[1].bold != 0 {
		t.Errorf("%+v", p.lines)
	}
}

func TestEngineStartsAgainAndKeepsWhatItCompiled(t *testing.T) {
	s := newSetter()
	talk(s)
	src := s.bytes()
	cache := filepath.Join(t.TempDir(), "made", "pdfium")
	e := &Engine{Cache: cache}
	for range 2 {
		if _, err := e.Read(context.Background(), src, speaks); err != nil {
			t.Fatal(err)
		}
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if files, err := os.ReadDir(cache); err != nil || len(files) == 0 {
		t.Errorf("the cache holds %v, %v", files, err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	e.Cache = file
	defer e.Close()
	if _, err := e.Read(context.Background(), src, speaks); err != nil {
		t.Errorf("where no cache can be: %v", err)
	}
	if err := (&Engine{}).Close(); err != nil {
		t.Error(err)
	}
}

func FuzzRead(f *testing.F) {
	s := newSetter()
	talk(s)
	f.Add(s.bytes())
	f.Add([]byte("%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>"))
	f.Fuzz(func(t *testing.T, src []byte) {
		text, err := engine.Read(context.Background(), src, speaks)
		if err != nil {
			return
		}
		for _, p := range text.Paragraphs {
			if p.Text == "" || p.Lead > len(p.Text) || strings.ContainsAny(p.Text, "\r\n\x00") {
				t.Fatalf("%+v", p)
			}
		}
	})
}

// Whatever stands wherever on pages, its words are there once, unless they were
// left out.
func FuzzLayOut(f *testing.F) {
	f.Add([]byte("abcdefghijklmnopqrstuvwxyz0123456789"), uint16(1))
	f.Add(bytes.Repeat([]byte{72, 10, 'a', 0, 72, 30, '1', 1, 99, 30, ' ', 3}, 60), uint16(7))
	f.Fuzz(func(t *testing.T, src []byte, seed uint16) {
		var pages []page
		var chars []*responses.GetPageTextStructuredChar
		turn := func() {
			pages = append(pages, newPage(len(pages), chars, box{0, 0, 600, 800}))
			chars = nil
		}
		for i := 0; i+4 <= len(src); i += 4 {
			x, y, odd := float64(src[i])*3, float64(src[i+1])*4, src[i+3]
			c := &responses.GetPageTextStructuredChar{Text: string(rune(src[i+2])), PointPosition: responses.CharPosition{Left: x, Right: x + 5, Bottom: y, Top: y + 8},
				FontInformation: &responses.FontInformation{RenderedSize: float64(8 + odd%4), Weight: 400 + 300*int(odd>>7)}}
			if odd == 77 {
				c.PointPosition.Left, c.PointPosition.Top, c.FontInformation.RenderedSize = math.NaN(), math.Inf(1), math.NaN()
			}
			chars = append(chars, c)
			if odd%16 == byte(seed)%16 {
				turn()
			}
		}
		turn()
		total := 0
		for _, p := range pages {
			for _, l := range p.lines {
				total += len(strings.ReplaceAll(l.text, " ", ""))
			}
		}
		text, err := layOut(context.Background(), pages, speaks)
		if err != nil {
			return
		}
		got := 0
		for _, texts := range [][]string{text.texts(), text.Heads, text.Numbers, text.Notes, text.Repeated} {
			got += len(strings.ReplaceAll(strings.Join(texts, ""), " ", ""))
		}
		// Heads are shown once, and hyphens at the ends of lines may go.
		if got > total || len(text.Heads) == 0 && got < total-len(src)/4 {
			t.Fatalf("%d bytes of %d: %+v", got, total, text)
		}
		for _, p := range text.Paragraphs {
			if p.Text == "" || p.Lead > len(p.Text) {
				t.Fatalf("%+v", p)
			}
		}
	})
}
