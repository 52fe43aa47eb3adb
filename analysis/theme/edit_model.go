package theme

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"grounded/codebook/tomledit"
)

// ParseShape returns the shape of that name, or an error that names all.
func ParseShape(s string) (Shape, error) {
	if !slices.Contains(shapes(), Shape(s)) {
		return "", fmt.Errorf("%q is no shape of a model; it is %s", s, choice(shapes()))
	}
	return Shape(s), nil
}

// Shapes returns all shapes.
func Shapes() []Shape { return shapes() }

// Describe gives the model another title or shape; nil leaves one as it is.
func (m *Model) Describe(title *string, shape *Shape) ([]byte, error) {
	var edits []tomledit.Edit
	if title != nil {
		edits = append(edits, setText(tomledit.Root, "title", *title))
	}
	if shape != nil {
		if _, err := ParseShape(string(*shape)); err != nil {
			return nil, err
		}
		edits = append(edits, tomledit.Set(tomledit.Root, "shape", string(*shape)))
	}
	return m.edit(edits...)
}

// PlacePart gives a part another place in the tree, "" for none.
func (m *Model) PlacePart(name string, place Place) ([]byte, error) {
	i, err := m.findPart(name)
	if err != nil {
		return nil, err
	}
	if place != "" && !slices.Contains(places(), place) {
		return nil, fmt.Errorf("%q is no place in a tree; it is %s", place, choice(places()))
	}
	return m.edit(setText(tomledit.Nth("part", i), "place", string(place)))
}

// RenamePart gives a part another name, also where themes say that they belong to
// it. It refuses a name that another part has.
func (m *Model) RenamePart(name, to string) ([]byte, error) {
	i, err := m.findPart(name)
	switch {
	case err != nil:
		return nil, err
	case strings.TrimSpace(to) == "":
		return nil, errors.New("a part needs a name")
	case m.part(to) >= 0:
		return nil, fmt.Errorf("there is a part %q already", to)
	}
	edits := []tomledit.Edit{tomledit.Set(tomledit.Nth("part", i), "name", to)}
	for j, t := range m.Themes {
		if t.Part == name {
			edits = append(edits, tomledit.Set(tomledit.Nth("theme", j), "part", to))
		}
	}
	return m.edit(edits...)
}

// DropPart takes out a part that no theme says it belongs to.
func (m *Model) DropPart(name string) ([]byte, error) {
	i, err := m.findPart(name)
	if err != nil {
		return nil, err
	}
	var in []string
	for _, t := range m.Themes {
		if t.Part == name {
			in = append(in, string(t.ID))
		}
	}
	if len(in) > 0 {
		return nil, fmt.Errorf("part %q holds %s; give them another part first, with: grounded theme edit %s%s --part PART", name, strings.Join(in, ", "), in[0], m.Flag)
	}
	return m.edit(tomledit.Remove(tomledit.Nth("part", i)))
}

func (m *Model) findPart(name string) (int, error) {
	if i := m.part(name); i >= 0 {
		return i, nil
	}
	if name == "" {
		return 0, errors.New("which part? it needs a name")
	}
	return 0, m.mayHavePart(name)
}

// WithoutRevisions returns the bytes of the model without what was said of it.
func (m *Model) WithoutRevisions() ([]byte, error) {
	edits := make([]tomledit.Edit, len(m.Revisions))
	for i := range m.Revisions {
		edits[i] = tomledit.Remove(tomledit.Nth("revision", i))
	}
	return m.edit(edits...)
}
