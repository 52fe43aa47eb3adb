package pdf

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfium_errors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// What a file may ask of the engine.
const (
	MaxPages = 5_000
	onPage   = 200_000    // characters
	inAll    = 20_000_000 // characters
	memory   = 512 << 20  // bytes
	patience = time.Minute
	grace    = 2 * time.Second
)

// What is wrong with files that cannot be read.
var (
	ErrLocked  = errors.New("is locked with a password")
	ErrDamaged = errors.New("is not a whole PDF")
	ErrTooMuch = fmt.Errorf("has more than %d pages, or more text on them than interviews have", MaxPages)
	ErrTooSlow = fmt.Errorf("has a page that takes longer than %s to read", patience)
)

// Engine reads PDF files, one at a time. It starts when the first file is read,
// which takes two seconds if it has to be compiled and a tenth of one if it was
// compiled before. The zero Engine is ready to use.
type Engine struct {
	// Cache is a folder that keeps what was compiled, about 21 MB, for the next
	// process; it is made if it is not there. "" compiles in every process, and so
	// does a folder that cannot be made.
	Cache string

	mu   sync.Mutex
	pool pdfium.Pool

	patience time.Duration // for a page, if it is not the usual
	grace    time.Duration // for the page it is at, when it is told to stop
}

// Close frees what the engine holds. It starts again if it is used again.
func (e *Engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.pool == nil {
		return nil
	}
	pool := e.pool
	e.pool = nil
	return pool.Close()
}

func (e *Engine) start() error {
	if e.pool != nil {
		return nil
	}
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(memory >> 16)
	if e.Cache != "" {
		// A folder that cannot be made or written costs time, and nothing else.
		if cache, err := wazero.NewCompilationCacheWithDir(e.Cache); err == nil {
			config = config.WithCompilationCache(cache)
		}
	}
	pool, err := webassembly.Init(webassembly.Config{
		Context:       experimental.WithCompilationWorkers(context.Background(), runtime.GOMAXPROCS(0)),
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig(), // no files
		Stdout:        io.Discard,
		Stderr:        io.Discard,
		MaxTotal:      1,
	})
	if err != nil {
		return fmt.Errorf("starting the PDF engine: %w", err)
	}
	e.pool = pool
	return nil
}

// pages returns what stands on each page of a file. The engine cannot be stopped
// in the middle of a page without making it four times slower throughout, so
// one that does not come back is left to itself, and the next file gets another.
func (e *Engine) pages(ctx context.Context, src []byte) ([]page, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := e.start(); err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	type answer struct {
		pages []page
		err   error
	}
	done := make(chan answer, 1)
	go func(pool pdfium.Pool) {
		patience := cmp.Or(e.patience, patience)
		timer := time.AfterFunc(patience, func() { stop(ErrTooSlow) })
		defer timer.Stop()
		pages, err := readPages(ctx, pool, src, func() { timer.Reset(patience) })
		done <- answer{pages, err}
	}(e.pool)
	select {
	case a := <-done:
		return a.pages, a.err
	case <-ctx.Done():
	}
	select {
	case <-done:
	case <-time.After(cmp.Or(e.grace, grace)):
		e.pool = nil
	}
	return nil, context.Cause(ctx)
}

// readPages reads the pages of a file, and calls next before each.
func readPages(ctx context.Context, pool pdfium.Pool, src []byte, next func()) ([]page, error) {
	inst, err := pool.GetInstance(patience)
	if err != nil {
		return nil, fmt.Errorf("starting the PDF engine: %w", err)
	}
	defer inst.Close()
	doc, err := inst.OpenDocument(&requests.OpenDocument{File: &src})
	switch {
	case errors.Is(err, pdfium_errors.ErrPassword), errors.Is(err, pdfium_errors.ErrSecurity):
		return nil, ErrLocked
	case err != nil:
		return nil, ErrDamaged
	}
	count, err := inst.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	switch {
	case err != nil || count.PageCount == 0:
		return nil, ErrDamaged
	case count.PageCount > MaxPages:
		return nil, ErrTooMuch
	}
	var out []page
	chars := 0
	for i := range count.PageCount {
		if err := context.Cause(ctx); err != nil {
			return nil, err
		}
		next()
		got, box, err := readPage(inst, doc.Document, i)
		if err != nil {
			return nil, err
		}
		if chars += len(got); chars > inAll {
			return nil, ErrTooMuch
		}
		out = append(out, newPage(i, got, box))
	}
	return out, nil
}

// box is a rectangle in points. y grows upwards.
type box struct{ left, bottom, right, top float64 }

// readPage returns the characters of a page in the order of the engine, and what
// of the page is shown. A page that cannot be read has none.
func readPage(inst pdfium.Pdfium, doc references.FPDF_DOCUMENT, i int) ([]*responses.GetPageTextStructuredChar, box, error) {
	page := requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: i}}
	shown, err := inst.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: page})
	if err != nil {
		return nil, box{}, nil
	}
	text, err := inst.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return nil, box{}, nil
	}
	count, err := inst.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	inst.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	switch {
	case err != nil:
		return nil, box{}, nil
	case count.Count > onPage:
		return nil, box{}, ErrTooMuch
	}
	got, err := inst.GetPageTextStructured(&requests.GetPageTextStructured{
		Page: page, Mode: requests.GetPageTextStructuredModeChars, CollectFontInformation: true,
	})
	if err != nil {
		return nil, box{}, nil
	}
	r := shown.Rect
	return got.Chars, box{float64(r.Left), float64(r.Bottom), float64(r.Right), float64(r.Top)}, nil
}
