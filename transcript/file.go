package transcript

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/codebook/tomledit"
)

// front is the front matter of a transcript file as TOML has it.
type front struct {
	Title      string         `toml:"title"`
	Date       any            `toml:"date"` // a TOML date, or a string by an older hand
	Type       string         `toml:"type"`
	Verbatim   *bool          `toml:"verbatim"`
	Language   string         `toml:"language"`
	Source     string         `toml:"source"`
	Original   string         `toml:"original"`
	Format     string         `toml:"format"`
	SHA256     string         `toml:"sha256"`
	Attributes map[string]any `toml:"attributes"`
	Speakers   []frontSpeaker `toml:"speaker"`
	Parts      []frontPart    `toml:"part"`

	Restricted []frontRestriction `toml:"restricted"`
}

type frontPart struct {
	From int    `toml:"from"`
	Asks string `toml:"asks"`
}

type frontSpeaker struct {
	Label     string `toml:"label"`
	Role      string `toml:"role"`
	RoleGuess string `toml:"role_guess"`
	Case      string `toml:"case"`
}

// LanguageOf returns the language that a transcript file says, "" where it says none or
// cannot be read. It reads the front matter alone, and only where that may say one.
func LanguageOf(src []byte) string {
	if !bytes.Contains(src, []byte("language")) {
		return ""
	}
	frontMatter, _, _, err := Parts(string(src))
	if err != nil || !strings.Contains(frontMatter, "language") {
		return ""
	}
	var f struct {
		Language string `toml:"language"`
	}
	_, _ = tomledit.Decode("", []byte(frontMatter), &f) // what is wrong says who reads all of it
	return f.Language
}

// Decode reads a transcript file. Fatal problems come with a nil transcript;
// lines count in the whole file, from 1.
func Decode(id ID, name string, src []byte) (*Transcript, []problem.Problem) {
	if conflict := problem.Conflict(name, src); len(conflict) > 0 {
		return nil, conflict
	}
	frontMatter, body, _, err := Parts(string(src))
	if err != nil {
		return nil, []problem.Problem{noTranscript(name, src, err)}
	}
	var f front
	doc, problems := tomledit.Decode(name, []byte(frontMatter), &f)
	for i := range problems {
		if problems[i].Line > 0 {
			problems[i].Line++ // the opening fence
		}
	}
	if strings.Contains(string(src), "\r") {
		problems = append(problems, problem.Problem{Name: "crlf", File: name,
			Message: "lines end in CR LF, which count as LF", Remedy: "the next write saves LF"})
	}
	if problem.Fatal(problems) != nil {
		return nil, problems
	}
	meta := Meta{Title: f.Title, Type: f.Type, Verbatim: f.Verbatim == nil || *f.Verbatim, Language: f.Language,
		Source: f.Source, Original: f.Original, Format: f.Format, SHA256: f.SHA256, Date: DateText(f.Date)}
	if meta.Type == "" {
		meta.Type = "interview"
	}
	if len(f.Attributes) > 0 {
		meta.Attributes = make(map[string]any, len(f.Attributes))
		for name, value := range f.Attributes {
			if t, ok := value.(time.Time); ok {
				value = DateText(t)
			}
			meta.Attributes[name] = value
		}
	}
	labels := map[string]bool{}
	for i, s := range f.Speakers {
		line, _ := doc.Place(tomledit.Nth("speaker", i), "label")
		line++ // the opening fence
		switch {
		case s.Label == "":
			problems = append(problems, problem.Problem{Name: "speaker-without-label", File: name, Line: line,
				Message: "a speaker without a label", Remedy: "give it the label that stands in the text", Fatal: true})
		case labels[s.Label]:
			problems = append(problems, problem.Problem{Name: "speaker-twice", File: name, Line: line,
				Message: fmt.Sprintf("speaker %q is listed twice", s.Label), Remedy: "take one of them out", Fatal: true})
		}
		if s.Case != "" && slug.Check(s.Case) != nil {
			problems = append(problems, problem.Problem{Name: "bad-case-id", File: name, Line: line,
				Message: fmt.Sprintf("case %v", slug.Check(s.Case)), Fatal: true})
		}
		labels[s.Label] = true
		meta.Speakers = append(meta.Speakers, Speaker{Label: s.Label, Role: Role(s.Role), RoleGuess: Role(s.RoleGuess), Case: s.Case})
	}
	if problem.Fatal(problems) != nil {
		return nil, problems
	}
	for _, p := range f.Parts {
		meta.Parts = append(meta.Parts, Part(p))
	}
	for _, r := range f.Restricted {
		meta.Restricted = append(meta.Restricted, r.restriction())
	}
	t := New(id, meta, body)
	for i, message := range t.checkParts() {
		if message != "" {
			line, _ := doc.Place(tomledit.Nth("part", i), "from")
			problems = append(problems, problem.Problem{Name: "bad-part", File: name, Line: line + 1, Message: message,
				Remedy: "correct it, or take it out with: grounded transcript part " + string(id) + " --drop"})
		}
	}
	if len(t.Paragraphs) == 0 {
		problems = append(problems, problem.Problem{Name: "empty-transcript", File: name,
			Message: "this transcript holds no words", Remedy: "put its text back, or remove it with: grounded transcript remove " + string(id)})
	}
	return t, problems
}

// noTranscript says what a file is that does not begin as a transcript does.
func noTranscript(name string, src []byte, err error) problem.Problem {
	p := problem.Problem{Name: "front-matter", File: name, Line: 1, Message: err.Error(),
		Remedy: "put the front matter back, or move the file out of this folder and bring it in with: grounded import", Fatal: true}
	again := "put back a copy of it, or remove it and import its source again"
	switch {
	case len(bytes.TrimSpace(src)) == 0:
		p.Name, p.Line, p.Message, p.Remedy = "empty-file", 0, "this file is empty", again
	case bytes.IndexByte(src, 0) >= 0 || !utf8.Valid(src):
		p.Name, p.Line, p.Message, p.Remedy = "binary-file", 0, "this file holds binary, not text", again
	}
	return p
}

// DateText writes what TOML holds for a date, a date or a text, as people
// write it.
func DateText(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case time.Time:
		if v.Hour() == 0 && v.Minute() == 0 && v.Second() == 0 {
			return v.Format("2006-01-02")
		}
		return v.Format(time.RFC3339)
	}
	return fmt.Sprint(value)
}

// Encode writes t as the file that Decode reads. An error names the attribute
// that TOML has no form for.
func Encode(t *Transcript) ([]byte, error) {
	doc, _ := tomledit.Parse("front matter", nil)
	var edits []tomledit.Edit
	for _, p := range given(
		tomledit.Pair{Key: "title", Value: t.Title},
		tomledit.Pair{Key: "date", Value: dateValue(t.Date)},
		tomledit.Pair{Key: "type", Value: t.Type},
		tomledit.Pair{Key: "language", Value: t.Language},
		tomledit.Pair{Key: "source", Value: t.Source},
		tomledit.Pair{Key: "original", Value: t.Original},
		tomledit.Pair{Key: "format", Value: t.Format},
		tomledit.Pair{Key: "sha256", Value: t.SHA256},
	) {
		edits = append(edits, tomledit.Set(tomledit.Root, p.Key, p.Value))
	}
	if !t.Verbatim {
		edits = append(edits, tomledit.Set(tomledit.Root, "verbatim", false))
	}
	if len(t.Attributes) > 0 {
		var pairs []tomledit.Pair
		for _, name := range slices.Sorted(maps.Keys(t.Attributes)) {
			pairs = append(pairs, tomledit.Pair{Key: name, Value: t.Attributes[name]})
		}
		edits = append(edits, tomledit.Create("attributes", pairs...))
	}
	for _, s := range t.Speakers {
		edits = append(edits, tomledit.Append("speaker", s.pairs()...))
	}
	for _, p := range t.Parts {
		edits = append(edits, tomledit.Append("part", p.pairs()...))
	}
	for _, r := range t.Restricted {
		edits = append(edits, tomledit.Append("restricted", r.pairs()...))
	}
	doc, err := doc.Edit(edits...)
	if err != nil {
		return nil, fmt.Errorf("transcript %s: %w", t.ID, err)
	}
	return Join(doc.Source, t.Body), nil
}

// Join puts a body behind its front matter; Parts takes them apart.
func Join(front []byte, body string) []byte {
	return slices.Concat([]byte(fence+"\n"), front, []byte(fence+"\n\n"), []byte(body))
}

// given returns the pairs that have a value.
func given(pairs ...tomledit.Pair) []tomledit.Pair {
	return slices.DeleteFunc(pairs, func(p tomledit.Pair) bool { return p.Value == "" })
}

// dateValue is a date as TOML has it, or the text where it is none.
func dateValue(date string) any {
	if d := tomledit.Date(date); d.Valid() {
		return d
	}
	return date
}

// Describe returns the bytes of a transcript file in which the front matter is
// changed by edits, and nothing else.
func Describe(name string, src []byte, edits ...tomledit.Edit) ([]byte, error) {
	front, body, _, err := Parts(string(src))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	doc, _ := tomledit.Parse(name, []byte(front))
	doc, err = doc.Edit(edits...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return Join(doc.Source, body), nil
}
