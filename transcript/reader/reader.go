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
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/reader/pdf"
)

// MaxBytes is the greatest size of a file that Read accepts.
const MaxBytes = 64 << 20

// Options says what the reader cannot know or should not guess. The zero
// Options leaves everything to the file and its name.
type Options struct {
	As       string        // name of a format; "" recognises it by content
	Encoding string        // a WHATWG label such as "windows-1252"; "" recognises it
	ID       transcript.ID // "" makes one of the file's name
	Title    string        // "" takes the file's own, else its name
	Date     string        // YYYY-MM-DD; "" looks for one in the file, else in its name
	Type     string        // "" means "interview", or what the file is
	Language string        // "" takes what the file says of itself, if anything
	Labels   []string      // speakers that are taken for such wherever they stand before a colon
	Relabel  []Relabelling // applied in order, each once
	Columns  Columns       // of a table; what is "" is found by the head of the column
	PDF      *pdf.Engine   // reads PDF files; nil starts one for the file alone, which takes two seconds
	Tiers    []string      // of a file with tiers, the ones to read; globs; none means all that hold speech
}

// Relabelling gives a speaker another label. Two that become one are one
// speaker.
type Relabelling struct{ From, To string }

// Result is what a file held.
type Result struct {
	Transcripts []*transcript.Transcript // at least one, ids differ
	Marks       []Mark                   // by transcript and place
	People      []Person                 // whom a table describes, in its order
	Format      string                   // name of the format it was read as
	Source      transcript.ID            // names the file where several transcripts share it
	Relabelled  []string                 // the From of each Options.Relabel that a speaker had
	Warnings    []problem.Problem        // sorted; File is the name given to Read
}

// Names of warnings that callers may tell from others.
const (
	LabelOnce      = "label-once"      // a name before a colon that stands there only once
	LabelVariant   = "label-variant"   // a label that may be a misspelling of another
	FooterLeftOut  = "footer-left-out" // the closing line of the program that made the file
	AddedLeftOut   = "added-left-out"  // other lines that the program adds to the talk
	DirectMessages = "direct-messages" // what people wrote to one person alone
)

// Format is a format that Read knows.
type Format struct {
	Name string // what Options.As takes
	Says string // what it is, for people
}

// format is a row of the table: how a format is recognised and read. A format
// that is not text, or says itself how its text is encoded, is given the bytes
// alone: source.lines is empty.
type format struct {
	Format
	bytes      bool
	recognises func(*source) bool
	read       func(context.Context, *source) ([]interview, error)
}

// formats is the table, in the order in which content is recognised: first what
// the bytes tell, then the strictest grammar, and last plain text, which takes
// everything.
func formats() []format {
	return slices.Concat(containers(), exports(), layouts())
}

// containers are files that hold text, which may be laid out in one of the ways
// that layouts names.
func containers() []format {
	return []format{
		{Format{"docx", "Word document, also of Google Docs, Otter, Teams"}, true, isDocx, readDocx},
		{Format{"odt", "OpenDocument text, as LibreOffice saves it"}, true, isODT, readODT},
		{Format{"xlsx", "Excel workbook: a row a turn or a respondent"}, true, isXLSX, readXLSX},
		{Format{"rtf", "Rich Text Format: Word, TextEdit, f4transkript"}, true, isRTF, readRTF},
		{Format{"pdf", "PDF with text in it, not scanned"}, true, isPDF, readPDF},
		{Format{"html", "web page, also of Google Docs or Word"}, false, isHTML, readHTML},
		{Format{"markdown", "Markdown: a file called .md, laid out as any text"}, false, isMarkdown, readMarkdown},
	}
}

// exports are files whose first lines say what they are.
func exports() []format {
	return []format{
		{Format{"vtt", "WebVTT captions: Zoom, Teams, Whisper, YouTube"}, false, isVTT, readVTT},
		{Format{"srt", "SubRip captions: Whisper, Otter, subtitle editors"}, false, isSRT, readSRT},
		{Format{"whisper", "Whisper's own text: its log, its .tsv and its .lrc"}, false, isWhisper, readWhisper},
		{Format{"tsv", "table parted by tabs: a row a turn or a respondent"}, false, isTSV, readTSV},
		{Format{"csv", "table parted by commas or semicolons"}, false, isCSV, readCSV},
		{Format{"elan", "ELAN annotations: tiers are speakers"}, false, isELAN, readELAN},
		{Format{"praat", "Praat TextGrid, long or short: tiers are speakers"}, false, isPraat, readPraat},
		{Format{"chat", "CHAT of CHILDES and TalkBank"}, false, isCHAT, readCHAT},
		{Format{"rev-json", "JSON of Rev and Rev AI"}, false, isRevJSON, readRevJSON},
		{Format{"otranscribe", "oTranscribe's own files (.otr)"}, false, isOTranscribe, readOTranscribe},
		{Format{"whisper-cpp", "JSON of whisper.cpp"}, false, isWhisperCpp, readWhisperCpp},
		{Format{"whisper-json", "JSON of Whisper, faster-whisper and WhisperX"}, false, isWhisperJSON, readWhisperJSON},
	}
}

// layouts are ways to lay out a talk as lines of text, which stand in text
// files and in documents.
func layouts() []format {
	return []format{
		{Format{"teams", "Microsoft Teams: the document it saves of a meeting"}, false, isTeams, readTeams},
		{Format{"meet", "Google Meet: the document it saves of a meeting"}, false, isMeet, readMeet},
		{Format{"zoom-chat", "the chat of a meeting in Zoom"}, false, isZoomChat, readZoomChat},
		{Format{"otter", "Otter.ai text: a line with name and time before each turn"}, false, isOtter, readOtter},
		{Format{"rev", "Rev text: \"Name (00:31):\" over each turn"}, false, isRev, readRev},
		{Format{"descript", "Descript Markdown: \"[00:00:31] **Name:**\" before each turn"}, false, isDescript, readDescript},
		{Format{"f4", "f4transkript: a time such as #00:00:12-4# behind each turn"}, false, isF4, readF4},
		{Format{"text", "plain text, with or without \"Name:\" before a turn"}, false, isText, readText},
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
// warnings and errors, and its last part gives title, date and id where neither
// o nor the file does. A src of more than MaxBytes, of no text, or without a
// word in it is an error; so is a name of a format or an encoding that is not
// known.
func Read(ctx context.Context, name string, src []byte, o Options) (Result, error) {
	if len(src) > MaxBytes {
		return Result{}, fmt.Errorf("%s: has %d bytes, and %d MiB is the most that is read; split it", name, len(src), MaxBytes>>20)
	}
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	s := &source{name: name, raw: src, options: o, sure: o.Labels}
	f, err := choose(s)
	if err != nil {
		return Result{}, err
	}
	found, err := f.read(ctx, s)
	if err != nil {
		return Result{}, err
	}
	s.lines = nil // the words of a big file are in found now
	found = slices.DeleteFunc(found, func(i interview) bool { return !holdsWords(i.said) })
	if len(found) == 0 {
		return Result{}, fmt.Errorf("%s: holds no words", name)
	}
	r := Result{Format: first(s.format, f.Name), People: s.people}
	for _, i := range found {
		if err := r.add(s, i, len(found) > 1); err != nil {
			return Result{}, fmt.Errorf("%s: %w", name, err)
		}
	}
	problem.Sort(s.warnings)
	r.Warnings = s.warnings
	return r, nil
}

// choose returns the format that was asked for, or else the first that
// recognises the source. The source is decoded when it has to be.
func choose(s *source) (format, error) {
	var names []string
	decoded := false
	holding := len(containers())
	for i, f := range formats() {
		names = append(names, f.Name)
		asked := f.Name == s.options.As
		// A layout may also be asked for that stands in a container.
		if !asked && s.options.As != "" && (i >= holding || !isLayout(s.options.As)) {
			continue
		}
		if !f.bytes && !decoded {
			if err := s.decode(); err != nil {
				return format{}, err
			}
			decoded = true
		}
		if asked || f.recognises(s) {
			return f, nil
		}
	}
	return format{}, fmt.Errorf("%q is not a format that can be read; these are: %s", s.options.As, strings.Join(names, ", "))
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

// first returns the first of some texts that is not empty.
func first(texts ...string) string { return cmp.Or(texts...) }
