// Package index finds the turns in which something was said. It is the only
// package that knows of bleve.
//
// Words are those of package transcript, folded (NFKC, lower case, one form of
// apostrophe) and stemmed in the language of their transcript; the language of
// queries is that of package query. A document is a turn: what was said in its
// paragraphs, without headers. Words follow each other through all paragraphs
// of a turn, so a phrase may run over the end of a paragraph, and never over
// the end of a turn.
//
// The index is a cache, and nothing depends on it but speed: it yields the
// turns that a query asks for, and how many turns hold each of its words. What
// is marked in a turn and how it scores is worked out from its text. Scan does
// the whole by reading everything, with the same hits, marks and scores; Search
// turns to it whenever no index is to be had. So a cache that is deleted,
// damaged, locked, of another version or in a folder that cannot be written is
// never an error.
//
// The cache holds the words of participants: whoever withdraws them deletes it.
package index

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/index/query"
	"grounded/transcript"
)

// Source is a transcript to be searched. It is loaded only when the index has
// to be made, or when the transcript holds a hit.
type Source struct {
	ID transcript.ID
	// Key changes whenever the body, the speakers or the language of the
	// transcript do; a hash of its file will do.
	Key string
	// Load returns the transcript. It is called from several goroutines, for
	// different sources at a time.
	Load func() (*transcript.Transcript, error)
}

// SourceOf makes a source of a transcript that is already there.
func SourceOf(t *transcript.Transcript) Source {
	h := sha256.New()
	fmt.Fprintf(h, "%q %s\n", t.Language, transcript.TextHash(t.Body))
	for _, s := range t.Speakers {
		fmt.Fprintf(h, "%q %q\n", s.Label, s.Role)
	}
	for _, p := range t.Parts {
		fmt.Fprintf(h, "%d %q\n", p.From, p.Asks)
	}
	return Source{
		ID:   t.ID,
		Key:  hex.EncodeToString(h.Sum(nil)),
		Load: func() (*transcript.Transcript, error) { return t, nil },
	}
}

// Options are what a search takes from the study.
type Options struct {
	// Language is that of transcripts that do not say theirs, as an ISO 639-1
	// code such as "en", or a tag such as "en-GB"; "" means English. Words of
	// languages without a stemmer are found as they are written.
	Language string
	// Unit is what hits are; "" means turns, or of a query of fields alone the passages
	// that these mean.
	Unit Unit
	// Fields returns the passages that a field of a query means, given the fields that
	// must hold beside it; nil passages are everything. An error is one of the query. A
	// nil Fields knows no field.
	Fields func(f query.Field, beside []query.Field) (Passages, error)
	// Progress, when not nil, is told how many transcripts of how many are in
	// the index while it is made. It is not called by two goroutines at once.
	Progress func(done, total int)
}

// Unit is what a query is to hold in.
type Unit string

// The units of hits. Words are looked for within one; passages are those that the
// fields of a query mean, wherever they lie.
const (
	Turn      Unit = "turn"
	Paragraph Unit = "paragraph"
	Sentence  Unit = "sentence"
	Passage   Unit = "passage"
)

// Passages returns what a field means in a transcript: passages by bytes of the body,
// by place. They may overlap. It is called from several goroutines.
type Passages func(*transcript.Transcript) []transcript.Span

// Hit is a unit that a query asks for.
type Hit struct {
	Transcript transcript.ID
	Turn       int             // index into Transcript.Turns, of a passage that of its first word
	Span       transcript.Span // of the body
	// Score is higher the more often the turn says what is looked for, and the
	// fewer turns of the corpus do. It is comparable within one search only.
	Score float64
	// Marks are the words that were looked for, as bytes of the body: sorted,
	// apart from each other, each within one paragraph. A phrase is one mark in
	// each paragraph that it touches. Words of an alternative that the unit
	// does not meet are not marked. Passages of fields are marked where no word
	// stands beside them.
	Marks []transcript.Span
}

// Road says how a search came by its hits.
type Road string

// The roads, from the fastest to the slowest that writes, and the one without
// an index.
const (
	Indexed   Road = "index"     // the index was fresh
	Refreshed Road = "refreshed" // what changed was brought into the index
	Rebuilt   Road = "rebuilt"   // the index was made from nothing
	Scanned   Road = "scanned"   // every transcript was read
)

// Result is what a search found.
type Result struct {
	Unit   Unit  // what they are
	Hits   []Hit // the highest score first, then by transcript and place
	Road   Road
	Reason string // why the road was not Indexed; "" when it was
}

// Search finds the turns that q asks for, with the index in dir, which is made
// or brought up to date as needed. The sources are all transcripts of the
// study: scores are relative to them, and the index forgets any other. An error
// means that the context was cancelled, a source could not be loaded, two have
// the same id, or q is the zero Query.
func Search(ctx context.Context, dir string, sources []Source, q query.Query, o Options) (Result, error) {
	c, p, err := prepare(sources, q, o)
	if err != nil {
		return Result{}, err
	}
	if !p.said {
		found, err := scan(ctx, c, p)
		return Result{Unit: c.unit, Hits: found, Road: Scanned, Reason: "it asks for no words"}, err
	}
	g, road, reason, err := store{dir}.ready(ctx, c)
	if err == nil {
		var found []Hit
		if found, err = search(ctx, g, c, p); err == nil {
			return Result{Unit: c.unit, Hits: found, Road: road, Reason: reason}, nil
		}
	}
	if ctx.Err() != nil {
		return Result{}, ctx.Err()
	}
	found, scanErr := scan(ctx, c, p)
	if scanErr != nil {
		return Result{}, scanErr
	}
	return Result{Unit: c.unit, Hits: found, Road: Scanned, Reason: err.Error()}, nil
}

// Scan finds the same as Search by reading every transcript.
func Scan(ctx context.Context, sources []Source, q query.Query, o Options) (Result, error) {
	c, p, err := prepare(sources, q, o)
	if err != nil {
		return Result{}, err
	}
	found, err := scan(ctx, c, p)
	if err != nil {
		return Result{}, err
	}
	return Result{Unit: c.unit, Hits: found, Road: Scanned, Reason: "no index was asked for"}, nil
}

// Rebuild makes the index in dir from nothing, whatever is there. Unlike
// Search it fails when that is not possible.
func Rebuild(ctx context.Context, dir string, sources []Source, o Options) error {
	c, err := newCorpus(sources, o)
	if err != nil {
		return err
	}
	return store{dir}.rebuild(ctx, c)
}

// corpus is the sources in order of their ids.
type corpus struct {
	sources  []Source
	language string // of transcripts that do not say theirs
	unit     Unit
	progress func(done, total int)
}

func newCorpus(sources []Source, o Options) (corpus, error) {
	c := corpus{sources: slices.Clone(sources), language: cmp.Or(o.Language, "en"), progress: o.Progress}
	slices.SortFunc(c.sources, func(a, b Source) int { return strings.Compare(string(a.ID), string(b.ID)) })
	for i := 1; i < len(c.sources); i++ {
		if c.sources[i].ID == c.sources[i-1].ID {
			return corpus{}, fmt.Errorf("two transcripts have the id %s; rename one", c.sources[i].ID)
		}
	}
	return c, nil
}

func prepare(sources []Source, q query.Query, o Options) (corpus, plan, error) {
	if q.Root == nil {
		return corpus{}, plan{}, errors.New("the query is empty; say what to look for")
	}
	c, err := newCorpus(sources, o)
	if err != nil {
		return c, plan{}, err
	}
	fields := o.Fields
	if fields == nil {
		fields = func(f query.Field, _ []query.Field) (Passages, error) {
			return nil, fmt.Errorf("nothing is known of a field %q", f.Name)
		}
	}
	p, err := newPlan(q, fields)
	if c.unit = cmp.Or(o.Unit, Turn); o.Unit == "" && ofFields(p.root) {
		c.unit = Passage
	}
	return c, p, err
}

// load returns a transcript and the language that its words are stemmed in.
func (c corpus) load(i int) (*transcript.Transcript, string, error) {
	s := c.sources[i]
	t, err := s.Load()
	if err != nil {
		return nil, "", fmt.Errorf("reading %s to search it: %w", s.ID, err)
	}
	return t, stemmed(cmp.Or(t.Language, c.language)), nil
}

// inOrder sorts hits as Result promises.
func inOrder(hits []Hit) {
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(
			cmp.Compare(b.Score, a.Score),
			strings.Compare(string(a.Transcript), string(b.Transcript)),
			byPlace(a.Span, b.Span),
		)
	})
}
