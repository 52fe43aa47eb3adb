package study

import (
	"bytes"
	"context"
	"path"
	"strings"

	"grounded/codebook/tomledit"
	"grounded/transcript"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

// Description is what is to be changed of the front matter of transcripts; nil
// and empty fields leave it as it is.
type Description struct {
	Title, Date, Type, Language *string
	Verbatim                    *bool
	Roles                       []string // LABEL=ROLE, the label may be a glob
	Cases                       []string // LABEL=CASE, likewise
	Attributes                  []string // NAME=VALUE; no value takes the attribute away
}

// Describe changes what the transcripts that patterns mean say of themselves,
// and returns how many changed. A label that fits no speaker of any of them is an error.
func (s *Study) Describe(ctx context.Context, a Analyst, patterns []string, d Description) (int, error) {
	n := 0
	_, err := s.Change(ctx, a, "transcript set", func(e *Edit) error {
		ids, err := s.TranscriptIDs()
		if err != nil {
			return err
		}
		if ids, err = coding.MatchIDs("transcript", patterns, ids); err != nil {
			return err
		}
		n = 0
		var described []string
		unfit := map[string]bool{}
		for _, pair := range append(d.Roles[:len(d.Roles):len(d.Roles)], d.Cases...) {
			unfit[pair] = true
		}
		var labels []string
		for _, id := range ids {
			t, err := e.Transcript(id)
			if err != nil {
				return err
			}
			for _, v := range t.Speakers {
				labels = append(labels, v.Label)
			}
			src, err := e.Read(transcriptFile(id))
			if err != nil {
				return err
			}
			now, err := transcript.Describe(transcriptFile(id), src, d.edits(t, unfit)...)
			if err != nil {
				return err
			}
			if !bytes.Equal(now, src) {
				n++
				described = append(described, string(id))
				e.Write(transcriptFile(id), now)
			}
		}
		for _, pair := range append(d.Roles[:len(d.Roles):len(d.Roles)], d.Cases...) {
			if label, _, _ := strings.Cut(pair, "="); unfit[pair] {
				return coding.Unknown("speaker", label, labels)
			}
		}
		e.Did("described %s", strings.Join(described, ", "))
		return nil
	})
	return n, err
}

// edits are the changes of the front matter of t. Pairs that fit a speaker are
// taken out of unfit.
func (d Description) edits(t *transcript.Transcript, unfit map[string]bool) []tomledit.Edit {
	var edits []tomledit.Edit
	text := func(key string, value *string) {
		if value != nil && *value == "" {
			edits = append(edits, tomledit.Unset(tomledit.Root, key))
		} else if value != nil {
			edits = append(edits, tomledit.Set(tomledit.Root, key, *value))
		}
	}
	text("title", d.Title)
	text("type", d.Type)
	text("language", d.Language)
	if d.Date != nil && *d.Date != "" {
		edits = append(edits, tomledit.Set(tomledit.Root, "date", tomledit.Date(*d.Date)))
	} else {
		text("date", d.Date)
	}
	if d.Verbatim != nil {
		edits = append(edits, tomledit.Set(tomledit.Root, "verbatim", *d.Verbatim))
	}
	for i, v := range t.Speakers {
		table := tomledit.Nth("speaker", i)
		for _, pair := range d.Roles {
			if label, role, _ := strings.Cut(pair, "="); FitsLabel(label, v.Label) {
				delete(unfit, pair)
				edits = append(edits, setOrUnset(table, "role", role), tomledit.Unset(table, "role_guess"))
			}
		}
		for _, pair := range d.Cases {
			if label, id, _ := strings.Cut(pair, "="); FitsLabel(label, v.Label) {
				delete(unfit, pair)
				edits = append(edits, setOrUnset(table, "case", id))
			}
		}
	}
	return append(edits, d.attributeEdits(t)...)
}

func (d Description) attributeEdits(t *transcript.Transcript) []tomledit.Edit {
	var edits []tomledit.Edit
	var made []tomledit.Pair
	for _, pair := range d.Attributes {
		name, value, _ := strings.Cut(pair, "=")
		switch {
		case t.Attributes == nil && value == "":
		case t.Attributes == nil:
			made = append(made, tomledit.Pair{Key: name, Value: cases.Value(value)})
		case value == "":
			edits = append(edits, tomledit.Unset("attributes", name))
		default:
			edits = append(edits, tomledit.Set("attributes", name, cases.Value(value)))
		}
	}
	if len(made) > 0 {
		edits = append(edits, tomledit.Create("attributes", made...))
	}
	return edits
}

func setOrUnset(table tomledit.Address, key, value string) tomledit.Edit {
	if value == "" {
		return tomledit.Unset(table, key)
	}
	return tomledit.Set(table, key, value)
}

// FitsLabel reports whether a speaker's label is the one meant, or fits a glob.
func FitsLabel(pattern, label string) bool {
	ok, err := path.Match(pattern, label)
	return pattern == label || ok && err == nil
}

func texts[ID ~string](ids []ID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}
