// Package reader turns the files of other programs into transcripts. Every
// format has a file of its own and a line in the table of formats; what they
// share is the decoding of bytes (decode.go), the vote on what is a speaker's
// label (label.go) and what a file's name says (name.go).
//
// No reader drops, rewraps or corrects what was said. What belongs to the
// format (headers, cue numbers, times, markup) is understood and left behind;
// anything else that is left out is named in a warning.
package reader

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"grounded/codebook/problem"
	"grounded/transcript"
)

// MaxBytes is the greatest size of a file that Read accepts.
const MaxBytes = 64 << 20

// Options says what the reader cannot know or should not guess. The zero
// Options leaves everything to the file and its name.
type Options struct {
	As       string        // name of a format; "" recognises it by content
	Encoding string        // a WHATWG label such as "windows-1252"; "" recognises it
	ID       transcript.ID // "" makes one of the file's name
	Title    string        // "" takes the file's name
	Date     string        // YYYY-MM-DD; "" looks for one in the file's name
	Type     string        // "" means "interview"
	Language string        // "" takes what the file says of itself, if anything
	Labels   []string      // speakers that are taken for such wherever they stand before a colon
}

// Result is what a file held.
type Result struct {
	Transcripts []*transcript.Transcript // at least one
	Format      string                   // name of the format it was read as
	Warnings    []problem.Problem        // sorted; File is the name given to Read
}

// Names of warnings that callers may tell from others.
const (
	LabelOnce     = "label-once"      // a name before a colon that stands there only once
	FooterLeftOut = "footer-left-out" // the closing line of the program that made the file
)

// Format is a format that Read knows.
type Format struct {
	Name string // what Options.As takes
	Says string // what it is, for people
}

// format is a row of the table: how a format is recognised and read.
type format struct {
	Format
	recognises func(*source) bool
	read       func(context.Context, *source) (interview, error)
}

// interview is what the reader of one format hands back.
type interview struct {
	said     []transcript.Said
	language string
}

// formats is the table, in the order in which content is recognised: the
// strictest grammar first, plain text, which takes everything, last.
func formats() []format {
	return []format{
		{Format{"vtt", "WebVTT captions: Zoom, Teams, Whisper, YouTube"}, isVTT, readVTT},
		{Format{"srt", "SubRip captions: Whisper, Otter, subtitle editors"}, isSRT, readSRT},
		{Format{"otter", "Otter.ai text: a line with name and time before each turn"}, isOtter, readOtter},
		{Format{"text", "plain text, with or without \"Name:\" before a turn"}, isText, readText},
	}
}

// Formats returns the formats that Read knows, in the order in which it tries
// them.
func Formats() []Format {
	var out []Format
	for _, f := range formats() {
		out = append(out, f.Format)
	}
	return out
}

// Read returns what src holds. The name is that of the file: it stands before
// warnings and errors, and its last part gives title, date and id where o does
// not. A src of more than MaxBytes, of no text, or without a word in it is an
// error; so is a name of a format or an encoding that is not known.
func Read(ctx context.Context, name string, src []byte, o Options) (Result, error) {
	s, err := decode(name, src, o.Encoding)
	if err != nil {
		return Result{}, err
	}
	s.labels = o.Labels
	f, err := choose(s, o.As)
	if err != nil {
		return Result{}, err
	}
	found, err := f.read(ctx, s)
	if err != nil {
		return Result{}, err
	}
	if !holdsWords(found.said) {
		return Result{}, fmt.Errorf("%s: holds no words", name)
	}
	t, err := compose(name, src, f.Name, found, o)
	if err != nil {
		return Result{}, fmt.Errorf("%s: %w", name, err)
	}
	problem.Sort(s.warnings)
	return Result{Transcripts: []*transcript.Transcript{t}, Format: f.Name, Warnings: s.warnings}, nil
}

func choose(s *source, as string) (format, error) {
	var names []string
	for _, f := range formats() {
		if f.Name == as || as == "" && f.recognises(s) {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return format{}, fmt.Errorf("%q is not a format that can be read; these are: %s", as, strings.Join(names, ", "))
}

func holdsWords(said []transcript.Said) bool {
	for _, turn := range said {
		for _, p := range turn.Paragraphs {
			for range transcript.Words(p) {
				return true
			}
		}
	}
	return false
}

func compose(name string, src []byte, format string, found interview, o Options) (*transcript.Transcript, error) {
	base := baseName(name)
	sum := sha256.Sum256(src)
	meta := transcript.Meta{
		Title:    first(o.Title, title(base)),
		Date:     first(o.Date, date(base)),
		Type:     first(o.Type, "interview"),
		Verbatim: true,
		Language: first(o.Language, found.language),
		Original: base,
		Format:   format,
		SHA256:   hex.EncodeToString(sum[:]),
		Speakers: speakers(found.said),
	}
	return transcript.Compose(transcript.ID(first(string(o.ID), id(base))), meta, found.said)
}

// first returns the first of two that is not empty.
func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
