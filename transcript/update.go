package transcript

import (
	"fmt"
	"maps"
	"reflect"
	"slices"

	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
)

// checkParts returns what is wrong with each part of t, "" for nothing.
func (t *Transcript) checkParts() []string {
	out := make([]string, len(t.Parts))
	for i, p := range t.Parts {
		switch {
		case !slices.ContainsFunc(t.Speakers, func(s Speaker) bool { return s.Label == p.Asks }):
			out[i] = fmt.Sprintf("part %d is asked by %q, who is no speaker here", i+1, p.Asks)
		case p.From < 1 || p.From > max(1, len(t.Paragraphs)):
			out[i] = fmt.Sprintf("part %d begins at paragraph %d, and there are %d", i+1, p.From, len(t.Paragraphs))
		case i > 0 && p.From <= t.Parts[i-1].From:
			out[i] = fmt.Sprintf("part %d begins at paragraph %d, no later than the part before it", i+1, p.From)
		}
	}
	return out
}

// Update returns the bytes of a transcript file in which the body is that of
// now, and of the front matter what now says otherwise; all else stays as it
// is.
func Update(name string, src []byte, now *Transcript) ([]byte, error) {
	front, _, _, err := Parts(string(src))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	was, problems := Decode(now.ID, name, src)
	if err := problem.Fatal(problems); err != nil {
		return nil, err
	}
	doc, _ := tomledit.Parse(name, []byte(front))
	if edits := was.metaEdits(now.Meta); len(edits) > 0 {
		if doc, err = doc.Edit(edits...); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return Join(doc.Source, now.Body), nil
}

// metaEdits are what makes the front matter of m say what now does.
func (m Meta) metaEdits(now Meta) []tomledit.Edit {
	var edits []tomledit.Edit
	change := func(at tomledit.Address, key string, was, is string, value any) {
		switch {
		case was == is:
		case is == "":
			edits = append(edits, tomledit.Unset(at, key))
		default:
			edits = append(edits, tomledit.Set(at, key, value))
		}
	}
	for _, key := range []struct{ name, was, is string }{
		{"title", m.Title, now.Title}, {"type", m.Type, now.Type}, {"language", m.Language, now.Language}, {"source", m.Source, now.Source},
		{"original", m.Original, now.Original}, {"format", m.Format, now.Format}, {"sha256", m.SHA256, now.SHA256},
	} {
		change(tomledit.Root, key.name, key.was, key.is, key.is)
	}
	change(tomledit.Root, "date", m.Date, now.Date, dateValue(now.Date))
	if m.Verbatim != now.Verbatim {
		edits = append(edits, tomledit.Set(tomledit.Root, "verbatim", now.Verbatim))
	}
	edits = append(edits, m.attributeEdits(now)...)
	speaker := func(at tomledit.Address, was, is Speaker) {
		change(at, "label", was.Label, is.Label, is.Label)
		change(at, "role", string(was.Role), string(is.Role), string(is.Role))
		change(at, "role_guess", string(was.RoleGuess), string(is.RoleGuess), string(is.RoleGuess))
		change(at, "case", was.Case, is.Case, is.Case)
	}
	was, is := m.paired(now)
	for i, s := range m.Speakers {
		if j := was[i]; j >= 0 {
			speaker(tomledit.Nth("speaker", i), s, now.Speakers[j])
		} else {
			edits = append(edits, tomledit.Remove(tomledit.Nth("speaker", i)))
		}
	}
	for j, s := range now.Speakers {
		if !is[j] {
			edits = append(edits, tomledit.Append("speaker", s.pairs()...))
		}
	}
	return slices.Concat(edits, tableEdits("part", m.Parts, now.Parts, Part.pairs), tableEdits("restricted", m.Restricted, now.Restricted, Restriction.pairs))
}

// paired returns which of the speakers of now each of m is, -1 for none, and
// which of now are one of m: first those of the same label, then in order.
func (m Meta) paired(now Meta) (was []int, is []bool) {
	was, is = make([]int, len(m.Speakers)), make([]bool, len(now.Speakers))
	for i, s := range m.Speakers {
		was[i] = slices.IndexFunc(now.Speakers, func(n Speaker) bool { return n.Label == s.Label })
		if was[i] >= 0 {
			is[was[i]] = true
		}
	}
	for i := range was {
		if j := slices.Index(is, false); was[i] < 0 && j >= 0 {
			was[i], is[j] = j, true
		}
	}
	return was, is
}

func (s Speaker) pairs() []tomledit.Pair {
	return given(
		tomledit.Pair{Key: "label", Value: s.Label},
		tomledit.Pair{Key: "role", Value: string(s.Role)},
		tomledit.Pair{Key: "role_guess", Value: string(s.RoleGuess)},
		tomledit.Pair{Key: "case", Value: s.Case},
	)
}

func (m Meta) attributeEdits(now Meta) []tomledit.Edit {
	var edits []tomledit.Edit
	var made []tomledit.Pair
	for _, name := range slices.Sorted(maps.Keys(now.Attributes)) {
		value := now.Attributes[name]
		was, had := m.Attributes[name]
		switch {
		case len(m.Attributes) == 0:
			made = append(made, tomledit.Pair{Key: name, Value: value})
		case !had || !reflect.DeepEqual(was, value):
			edits = append(edits, tomledit.Set("attributes", name, value))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.Attributes)) {
		if _, has := now.Attributes[name]; !has {
			edits = append(edits, tomledit.Unset("attributes", name))
		}
	}
	if len(made) > 0 {
		edits = append(edits, tomledit.Create("attributes", made...))
	}
	return edits
}

// tableEdits are what makes the tables of a name say what now does, one after the
// other: keys that are no longer given are taken out.
func tableEdits[T comparable](name tomledit.Address, was, now []T, pairs func(T) []tomledit.Pair) []tomledit.Edit {
	var edits []tomledit.Edit
	for i := range max(len(was), len(now)) {
		at := tomledit.Nth(name, i)
		switch {
		case i >= len(now):
			edits = append(edits, tomledit.Remove(at))
		case i >= len(was):
			edits = append(edits, tomledit.Append(name, pairs(now[i])...))
		case was[i] != now[i]:
			given := map[string]bool{}
			for _, p := range pairs(now[i]) {
				given[p.Key] = true
				edits = append(edits, tomledit.Set(at, p.Key, p.Value))
			}
			for _, p := range pairs(was[i]) {
				if !given[p.Key] {
					edits = append(edits, tomledit.Unset(at, p.Key))
				}
			}
		}
	}
	return edits
}

func (p Part) pairs() []tomledit.Pair {
	return []tomledit.Pair{{Key: "from", Value: p.From}, {Key: "asks", Value: p.Asks}}
}
