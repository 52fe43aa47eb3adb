// Package coding holds which analyst put which code on which passage: the
// lines that codings are kept as, finding their places again when a transcript
// was corrected, and the one way to select them. What codings add up to is the
// work of the analysis packages.
package coding

import (
	"slices"
	"strings"
	"time"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/cases"
)

// Analyst names a person who codes; see package slug for its form. Behind an @ it
// names what is kept of their work as it once stood: "ana@1" is ana's first round.
type Analyst string

// Kept returns whose work is meant, and as of when; ok is false for work as it is now.
func (a Analyst) Kept() (who Analyst, label string, ok bool) {
	name, label, ok := strings.Cut(string(a), "@")
	return Analyst(name), label, ok
}

// ByQuery is the By of a coding that a search made and no analyst has confirmed.
const ByQuery = "query"

// Coding is one analyst's decision to put one code on one passage, as it is
// kept: with the words it was put on and 32 characters of what stands around
// them, after the W3C Web Annotation model's TextQuoteSelector.
type Coding struct {
	ID     string // ten digits and consonants, unique within an analyst
	Code   codebook.ID
	Span   transcript.Span // as it stood when the coding was last written
	Quote  string
	Prefix string
	Suffix string
	At     time.Time // UTC, to the second
	Memo   string
	Round  int    // 0 when the line does not say
	Query  string // the search that made it
	Flags  string // those of that search, as they are typed: "--unit sentence --role participant"
	By     string // ByQuery until an analyst confirms it
	From   []string
	Was    []Former // the codes that it had before, oldest first

	line  string // as it was read, "" when made anew
	extra string // unknown fields as `,"name":value` pairs, kept
}

// Former is a code that a coding had before another was put in its place, as when
// codes were merged or split.
type Former struct {
	Code  codebook.ID
	Until time.Time // UTC, to the second

	// Beside says that the code was on the same passage as well, and that this coding
	// stands for both since they became one.
	Beside bool
}

// Fate says how a coding fared when its transcript's text changed.
type Fate int

// Exact: same words, same place. Moved: same words elsewhere. Followed: the
// words themselves were corrected. Adrift: the words cannot be found.
const (
	Exact Fate = iota
	Moved
	Followed
	Adrift
)

// String returns the fate's name in lower case.
func (f Fate) String() string {
	return [...]string{"exact", "moved", "followed", "adrift"}[f]
}

// Placed is a coding with its place in the text as it is now.
type Placed struct {
	Coding                 // as kept
	Now    transcript.Span // where it stands now; empty when adrift
	Fate   Fate
}

// CodesAt returns the codes that a coding stood for at a time, each once: Code from when
// it got it on, and before that those that it had then.
func (c Coding) CodesAt(at time.Time) []codebook.ID {
	code, had := c.Code, false
	var beside []codebook.ID
	for _, f := range c.Was {
		switch {
		case !f.Until.After(at):
		case f.Beside:
			beside = append(beside, f.Code)
		case !had:
			code, had = f.Code, true
		}
	}
	out := []codebook.ID{code}
	for _, id := range beside {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// Strip takes from codings the words that they keep, memos and all else that does not
// say what lies where: their Quote, Prefix, Suffix, Memo, Query, Flags and From. What is left
// holds on to nothing of the file that it was read from. Such codings cannot be written.
func Strip(ps []Placed) {
	codes := map[codebook.ID]codebook.ID{}
	own := func(id codebook.ID) codebook.ID {
		code, known := codes[id]
		if !known {
			code = codebook.ID(strings.Clone(string(id)))
			codes[code] = code
		}
		return code
	}
	for i, p := range ps {
		for j := range p.Was {
			p.Was[j].Code = own(p.Was[j].Code)
		}
		ps[i] = Placed{Coding: Coding{ID: strings.Clone(p.ID), Code: own(p.Code), Span: p.Span, At: p.At, Round: p.Round, Was: p.Was}, Now: p.Now, Fate: p.Fate}
		if p.By == ByQuery {
			ps[i].By = ByQuery
		}
	}
}

// Work is what one analyst has done on one transcript.
type Work struct {
	Transcript transcript.ID
	Codings    []Placed // sorted by place
	Round      int      // 0 when never started
	Started    time.Time
	Finished   time.Time // zero while it is not; an analyst may finish without a coding
	Revisited  time.Time // zero when it was not read again for codes that came later
	Text       string    // transcript.TextHash of the body that the codings refer to
}

// Coder is an analyst with the codebook and all work that was loaded.
type Coder struct {
	Analyst Analyst
	Name    string
	Role    string // "analyst", or "reconciled"
	Case    string // the participant this analyst is too, if any
	Book    *codebook.Book
	Work    []Work // sorted by transcript
}

// Corpus is what was loaded of a study for those who ask about it.
type Corpus struct {
	Transcripts []*transcript.Transcript // sorted by id
	Coders      []Coder                  // in the study's order
	Cases       []cases.Case             // that are known of; empty in a study without cases.toml
}

// Row is one coding with all that a report may ask of it.
type Row struct {
	*Placed
	Coder      *Coder
	Transcript *transcript.Transcript
	Entry      *codebook.Code // as the coder's book has it; only ID is set when it does not
}
