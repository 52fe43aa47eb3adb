package fields

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"grounded/analysis/index"
	"grounded/analysis/index/query"
	"grounded/codebook/nearest"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// turns returns the turns of a speaker, a role and so on.
func (s *Study) turns(f query.Field) (index.Passages, error) {
	if err := equality(f); err != nil {
		return nil, err
	}
	sel := coding.Selection{Surveys: true}
	value := []string{f.Value}
	switch f.Name {
	case "transcript":
		sel.Transcripts = value
	case "type":
		sel.Types = value
	case "speaker":
		sel.Speakers = value
	case "role":
		sel.Roles = value
	case "case":
		sel.Cases = value
	}
	return s.selected(sel, f.Op == "!=")
}

// attribute returns the turns for which a condition on what is known of transcripts or
// cases holds. It is named as it is, or as attr.NAME where a field is called so too.
func (s *Study) attribute(f query.Field) (index.Passages, error) {
	there := map[string]bool{}
	for _, t := range s.Corpus.Transcripts {
		for name := range t.Attributes {
			there[name] = true
		}
	}
	for _, c := range s.Corpus.Cases {
		for name := range c.Attributes {
			there[name] = true
		}
	}
	known := slices.Sorted(maps.Keys(there))
	called := func(asked string) int {
		return slices.IndexFunc(known, func(name string) bool { return spelled(name) == spelled(asked) })
	}
	i := called(f.Name)
	if bare, ok := strings.CutPrefix(f.Name, "attr."); ok && i < 0 {
		i = called(bare)
	}
	if i < 0 {
		return nil, fmt.Errorf("%w (words that are no field stand in quotation marks)", unknown(f.Name, append(known, Names()...)))
	}
	return s.selected(coding.Selection{Surveys: true, Where: []string{known[i] + f.Op + f.Value}}, false)
}

// spelled is the form in which two spellings of an attribute are the same.
func spelled(name string) string { return nearest.Fold(strings.Join(strings.Fields(name), " ")) }

// unknown is the error for a field that is none, with the nearest as they are written in
// a query.
func unknown(name string, names []string) error {
	bare := strings.TrimPrefix(name, "attr.")
	near := slices.CompactFunc(nearest.Nearest(bare, names, 3), strings.EqualFold)
	if len(near) == 0 {
		return coding.Unknown("field", name, Names())
	}
	for i := range near {
		near[i] = query.Written(near[i])
	}
	return fmt.Errorf("no field %q; did you mean %s?", name, strings.Join(near, ", "))
}

func (s *Study) selected(sel coding.Selection, others bool) (index.Passages, error) {
	turns, err := coding.SelectTurns(s.Corpus, sel)
	if err != nil {
		return nil, err
	}
	return func(t *transcript.Transcript) []transcript.Span {
		var out []transcript.Span
		for turn := range t.Turns {
			if turns.Means(t.ID, turn) != others {
				out = append(out, t.TurnSpan(turn))
			}
		}
		return out
	}, nil
}

// equality is an error for a comparison of names by size.
func equality(f query.Field) error {
	if f.Op != "=" && f.Op != "!=" {
		return fmt.Errorf("%s is a name, and has no more or less; write %[1]s:%s or %[1]s!=%[2]s", f.Name, f.Value)
	}
	return nil
}
