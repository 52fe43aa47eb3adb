package reader

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"grounded/codebook/slug"
	"grounded/transcript"
)

// interview is what the reader of one format hands back. What is "" is not said
// by the file.
type interview struct {
	name     string // told from the others of the same file by this
	title    string
	date     string // YYYY-MM-DD
	kind     string // type of transcript
	language string
	notes    bool                       // not what was said word for word
	roles    map[string]transcript.Role // by label, as the file has them
	cases    map[string]string          // id of a case by label
	said     []transcript.Said
	lines    []int // of each paragraph, from 1; none where the format has no lines
	marks    []mark
}

// MarkKind says what a Mark was in the program the file comes from.
type MarkKind string

// A comment is a note in the margin, a tag the name of a code, a highlight the
// name of a colour.
const (
	Comment   MarkKind = "comment"
	Tag       MarkKind = "tag"
	Highlight MarkKind = "highlight"
)

// Mark is what somebody had put on a passage before the file came here.
type Mark struct {
	Transcript int // index into Result.Transcripts
	Span       transcript.Span
	Kind       MarkKind
	Text       string // one line or more
	Author     string
	Date       string // YYYY-MM-DD, or ""
}

// mark is a Mark on the text of an interview, before that has a body. It may go
// over several paragraphs.
type mark struct {
	Mark
	first, last point
}

// point is a place between two characters: bytes into a paragraph of an
// interview, both counted from 0 over all turns.
type point struct{ paragraph, byte int }

// Person is a respondent whom a table describes.
type Person struct {
	Case   string // the id that the speakers of transcripts have as their case
	Label  string // as the table has it
	Values []Value
}

// Value is a cell of a table with the head of its column.
type Value struct{ Name, Text string }

// add composes an interview and adds it to the result. Of several, each has its
// own name behind that of the file.
func (r *Result) add(s *source, i interview, several bool) error {
	r.relabel(&i, s.options.Relabel)
	if i.kind != "survey" { // respondents are told apart by the table
		s.warnVariants(i.said)
	}
	o := s.options
	base := baseName(s.name)
	sum := sha256.Sum256(s.raw)
	id := first(string(o.ID), id(base))
	named := first(i.title, title(base))
	r.Source = transcript.ID(id)
	if several {
		id = slug.Unique(slug.Make(id+" "+i.name), r.taken)
		named = title(base) + ": " + first(i.title, i.name)
		if o.Title != "" {
			o.Title += ": " + first(i.title, i.name)
		}
	}
	meta := transcript.Meta{
		Title:    first(o.Title, named),
		Date:     first(o.Date, i.date, date(base)),
		Type:     first(o.Type, i.kind, "interview"),
		Verbatim: !i.notes,
		Language: first(o.Language, i.language),
		Original: base,
		Format:   r.Format,
		SHA256:   hex.EncodeToString(sum[:]),
		Speakers: i.speakers(),
	}
	t, err := transcript.Compose(transcript.ID(id), meta, i.said)
	if err != nil {
		return err
	}
	r.Marks = append(r.Marks, i.placed(t, len(r.Transcripts))...)
	r.Transcripts = append(r.Transcripts, t)
	return nil
}

func (r *Result) taken(id string) bool {
	return slices.ContainsFunc(r.Transcripts, func(t *transcript.Transcript) bool { return string(t.ID) == id })
}

// relabel gives speakers other labels, and with the label their case and role.
func (r *Result) relabel(i *interview, pairs []Relabelling) {
	for n := range i.said {
		from := i.said[n].Speaker
		to, ok := renamed(from, pairs)
		if ok && !slices.Contains(r.Relabelled, from) {
			r.Relabelled = append(r.Relabelled, from)
		}
		i.said[n].Speaker = to
	}
	i.roles, i.cases = relabelled(i.roles, pairs), relabelled(i.cases, pairs)
}

func renamed(label string, pairs []Relabelling) (to string, ok bool) {
	for _, p := range pairs {
		if label == p.From {
			return p.To, true
		}
	}
	return label, false
}

// relabelled returns what is known of speakers under their new labels. Of two
// that become one, what is known of the one that had the label goes.
func relabelled[V any](known map[string]V, pairs []Relabelling) map[string]V {
	out := make(map[string]V, len(known))
	for _, label := range slices.Sorted(maps.Keys(known)) {
		to, _ := renamed(label, pairs)
		if _, taken := out[to]; !taken || to == label {
			out[to] = known[label]
		}
	}
	return out
}

// placed returns the marks of an interview with their places in its transcript;
// one on nothing that was said is on nothing.
func (i interview) placed(t *transcript.Transcript, index int) []Mark {
	if len(i.marks) == 0 {
		return nil
	}
	var paragraphs []string
	for _, s := range i.said {
		paragraphs = append(paragraphs, s.Paragraphs...)
	}
	place := func(p point) int {
		p.paragraph = min(p.paragraph, len(paragraphs)-1)
		text := t.Paragraphs[p.paragraph].Text
		// Compose may have put a space before words that read as a header.
		return min(text.End-len(paragraphs[p.paragraph])+p.byte, text.End)
	}
	out := make([]Mark, 0, len(i.marks))
	for _, m := range i.marks {
		clipped, ok := t.Clip(transcript.Span{Start: place(m.first), End: place(m.last)})
		if !ok || strings.TrimSpace(m.Text) == "" {
			continue
		}
		m.Transcript, m.Span = index, clipped
		out = append(out, m.Mark)
	}
	slices.SortStableFunc(out, func(a, b Mark) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
	})
	return out
}
