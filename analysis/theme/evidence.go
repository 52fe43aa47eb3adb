package theme

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Hit is a passage that the query of a theme found.
type Hit struct {
	Transcript transcript.ID
	Span       transcript.Span
}

// Evidence is what stands behind a theme within a selection: the codings of its
// codes and of the codes below those, what its query found, the quotations chosen for
// it, and the same of all themes below it. Codings that a search made and nobody
// confirmed are told apart and count nowhere else; the same code on the same passage
// twice is one.
type Evidence struct {
	Theme Theme

	model   *Model
	picked  coding.Picked
	quoting *coding.Quoting
	codes   []codeUse
	queries []queryUse
	rows    []found   // by code, transcript, place
	unsure  []found   // codings that nobody has confirmed
	hits    []found   // of all queries, distinct, by transcript and place
	missing []CodeRef // codes of analysts that are not selected
	gone    []string  // what is said of codes that are not there
	split   []string  // and of codes that are being split
	adrift  int       // codings of the codes that have lost their place

	reckoned *reckoning // shared by copies
}

// found is a passage that is evidence, with who speaks in it.
type found struct {
	transcript *transcript.Transcript
	span       transcript.Span
	voices     []coding.Voice
	code       int    // in Evidence.codes; of a hit it says nothing
	coding     string // "analyst:id"; "" of a hit
}

// codeUse is what a code brings to a theme.
type codeUse struct {
	theme       ID // the first, from the theme downwards, that rests on the code or one above it
	ref         CodeRef
	name        string
	kind        string
	codings     int
	unconfirmed int
	transcripts int
	voices      map[coding.Voice]bool
}

// queryUse is what the query of a theme brings to it.
type queryUse struct {
	theme ID
	query string
	hits  []found // distinct, by transcript and place
}

// Gather returns the evidence of a theme among selected codings and what its query and
// those of the themes below it found, by theme, in any order. Hits in transcripts that
// are not selected, and on words of nobody whom the selection means, are left out. A
// theme that the model does not hold is an error that offers the nearest. The evidence is
// not for several goroutines at once.
func (m *Model) Gather(id ID, p coding.Picked, hits map[ID][]Hit) (Evidence, error) {
	i, err := m.find(id)
	if err != nil {
		return Evidence{}, err
	}
	e := Evidence{Theme: m.Themes[i], model: m, picked: p, quoting: m.Quoting, reckoned: &reckoning{}}
	e.listCodes(m)
	e.addRows()
	e.addHits(hits)
	e.countAdrift()
	return e, nil
}

// listCodes finds the codes that the theme rests on, those of the theme first
// and each before the codes below it.
func (e *Evidence) listCodes(m *Model) {
	seen := map[CodeRef]bool{}
	for _, id := range m.Below(e.Theme.ID) {
		t, _ := m.Theme(id)
		for _, ref := range t.Codes {
			coder := coderOf(e.picked, ref.Analyst)
			if coder == nil || coder.Book == nil {
				e.missing = append(e.missing, ref)
				continue
			}
			for _, code := range meant(coder.Book, ref.Code) {
				one := CodeRef{ref.Analyst, code.ID}
				if !seen[one] {
					seen[one] = true
					if heirs := coder.Book.Heirs(code.ID); code.InUse() && len(heirs) > 0 {
						e.split = append(e.split, fmt.Sprintf("%s is being split into %s, which count with it.", one, strings.Join(asTexts(heirs), ", ")))
					}
					e.codes = append(e.codes, codeUse{theme: id, ref: one, name: orElse(code.Name, string(code.ID)), kind: string(code.Kind), voices: map[coding.Voice]bool{}})
				}
			}
		}
	}
	e.missing = once(e.missing)
	e.noteGone()
}

// noteGone says which codes are not there, and takes them from the missing.
func (e *Evidence) noteGone() {
	for _, p := range e.model.unknownCodes(e.model.Books, e.model.Below(e.Theme.ID)) {
		e.gone = append(e.gone, capital(p.Message)+"; "+p.Remedy+".")
	}
	if len(e.model.Books) == 0 {
		return
	}
	e.missing = slices.DeleteFunc(e.missing, func(ref CodeRef) bool {
		book, known := e.model.Books[ref.Analyst]
		if book == nil {
			return !known
		}
		_, there := book.Code(ref.Code)
		return !there
	})
}

// RestsOn returns the codes of an analyst's book that a theme rests on, with all below
// them: its own, and those of the themes below it. Each is there once.
func (m *Model) RestsOn(id ID, a coding.Analyst, book *codebook.Book) []codebook.ID {
	var out []codebook.ID
	for _, below := range m.Below(id) {
		t, _ := m.Theme(below)
		for _, ref := range t.Codes {
			if ref.Analyst != a {
				continue
			}
			for _, code := range meant(book, ref.Code) {
				out = append(out, code.ID)
			}
		}
	}
	return once(out)
}

// meant returns the codes that a reference means, see [codebook.Book.Meant].
func meant(book *codebook.Book, id codebook.ID) []codebook.Code {
	codes := []codebook.Code{}
	for _, id := range book.Meant(id) {
		if c, ok := book.Code(id); ok {
			codes = append(codes, c)
		}
	}
	if len(codes) == 0 {
		codes = append(codes, codebook.Code{ID: id}) // codings may have it all the same
	}
	return codes
}

func coderOf(p coding.Picked, a coding.Analyst) *coding.Coder {
	i := slices.IndexFunc(p.Coders, func(c *coding.Coder) bool { return c.Analyst == a })
	if i < 0 {
		return nil
	}
	return p.Coders[i]
}

// addRows takes the codings of the codes, which come by coder, transcript and
// place.
func (e *Evidence) addRows() {
	at := map[CodeRef]int{}
	for i, u := range e.codes {
		at[u.ref] = i
	}
	type use struct {
		code        int
		transcript  transcript.ID
		span        transcript.Span
		unconfirmed bool
	}
	seen := map[use]bool{}
	last := map[int]transcript.ID{}
	for _, r := range e.picked.Rows {
		i, ok := at[CodeRef{r.Coder.Analyst, r.Entry.ID}]
		if !ok {
			continue
		}
		once := use{i, r.Transcript.ID, r.Now, r.By == coding.ByQuery}
		if seen[once] {
			continue
		}
		seen[once] = true
		u := &e.codes[i]
		if once.unconfirmed {
			u.unconfirmed++
			e.unsure = append(e.unsure, found{transcript: r.Transcript, span: r.Now, code: i})
			continue
		}
		u.codings++
		if last[i] != r.Transcript.ID {
			last[i] = r.Transcript.ID
			u.transcripts++
		}
		voices := e.picked.Voices(r)
		for _, v := range voices {
			u.voices[v] = true
		}
		e.rows = append(e.rows, found{r.Transcript, r.Now, voices, i, string(r.Coder.Analyst) + ":" + r.ID})
	}
}

func (e *Evidence) addHits(hits map[ID][]Hit) {
	byID := map[transcript.ID]*transcript.Transcript{}
	for _, t := range e.picked.Transcripts {
		byID[t.ID] = t
	}
	for _, id := range e.model.Below(e.Theme.ID) {
		t, _ := e.model.Theme(id)
		if t.Query == "" {
			continue
		}
		use := queryUse{theme: id, query: t.Query}
		for _, h := range hits[id] {
			in := byID[h.Transcript]
			if in == nil || h.Span.Start < 0 || h.Span.Empty() || h.Span.End > len(in.Body) || !meansWords(e.picked, in, h.Span) {
				continue
			}
			use.hits = append(use.hits, found{transcript: in, span: h.Span, voices: voicesIn(e.picked, in, h.Span)})
		}
		use.hits = passages(use.hits)
		e.queries = append(e.queries, use)
		e.hits = append(e.hits, use.hits...)
	}
	e.hits = passages(e.hits)
}

// meansWords reports whether a selection means any words of a passage.
func meansWords(p coding.Picked, t *transcript.Transcript, s transcript.Span) bool {
	r := t.ParagraphsOf(s)
	return slices.ContainsFunc(t.Paragraphs[r.First:r.End], func(para transcript.Paragraph) bool { return p.MeansTurn(t, para.Turn) })
}

// countAdrift counts the codings of the codes that have lost their place in a
// transcript that is selected.
func (e *Evidence) countAdrift() {
	if e.picked.Adrift == 0 {
		return
	}
	codes := map[CodeRef]bool{}
	for _, u := range e.codes {
		codes[u.ref] = true
	}
	transcripts := map[transcript.ID]bool{}
	for _, t := range e.picked.Transcripts {
		transcripts[t.ID] = true
	}
	for _, coder := range e.picked.Coders {
		for _, w := range coder.Work {
			for _, c := range w.Codings {
				if c.Fate == coding.Adrift && transcripts[w.Transcript] && codes[CodeRef{coder.Analyst, c.Code}] {
					e.adrift++
				}
			}
		}
	}
}

// said returns all that is evidence but quotations: by code, then by query.
func (e Evidence) said() []found { return slices.Concat(e.rows, e.hits) }

// compare orders passages by transcript and place.
func (f found) compare(o found) int {
	return cmp.Or(cmp.Compare(f.transcript.ID, o.transcript.ID),
		cmp.Compare(f.span.Start, o.span.Start), cmp.Compare(f.span.End, o.span.End))
}

// voicesIn returns the speakers of a passage whom the selection means.
func voicesIn(p coding.Picked, t *transcript.Transcript, s transcript.Span) []coding.Voice {
	return p.Voices(coding.Row{Placed: &coding.Placed{Now: s}, Transcript: t})
}

// passages returns the distinct passages of some evidence, by transcript and
// place.
func passages(rows []found) []found {
	sorted := slices.Clone(rows)
	slices.SortStableFunc(sorted, found.compare)
	return slices.CompactFunc(sorted, func(a, b found) bool { return a.compare(b) == 0 })
}
