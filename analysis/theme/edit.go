package theme

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/codebook/tomledit"
)

// Edits return the bytes of the new file and leave the model as it is. They
// refuse to work on a model with fatal problems.

// New returns the bytes of a model without themes. An unknown shape is an error
// that names the known ones; "" means a list.
func New(title string, shape Shape) ([]byte, error) {
	shape = orElse(shape, List)
	if !slices.Contains(shapes(), shape) {
		return nil, fmt.Errorf("%q is no shape of a model; it is %s", shape, choice(shapes()))
	}
	title = strings.ToValidUTF8(title, "\ufffd")
	return fmt.Appendf(nil, "title = %s\nshape = %s\n", tomledit.Text(title), tomledit.Text(string(shape))), nil
}

// edit makes edits of the file.
func (m *Model) edit(edits ...tomledit.Edit) ([]byte, error) {
	if err := problem.Fatal(m.problems); err != nil {
		return nil, err
	}
	f, err := m.file.Edit(edits...)
	if err != nil {
		return nil, err
	}
	return f.Source, nil
}

// AddTheme appends themes, each of which may be the parent of those behind it.
// It refuses an id that is taken or is none, and a parent or part that the model
// does not hold. An empty Name means the id.
func (m *Model) AddTheme(themes ...Theme) ([]byte, error) {
	grown := &Model{Flag: m.Flag, file: m.file, Parts: m.Parts, Themes: slices.Clone(m.Themes), byID: map[ID]int{}}
	for i, t := range m.Themes {
		grown.byID[t.ID] = i
	}
	var edits []tomledit.Edit
	for _, t := range themes {
		if err := grown.admit(t); err != nil {
			return nil, err
		}
		t.Line = 0
		grown.byID[t.ID] = len(grown.Themes)
		grown.Themes = append(grown.Themes, t)
		edits = append(edits, tomledit.Append("theme", given(
			pair("id", string(t.ID)), pair("name", orElse(t.Name, string(t.ID))), pair("statement", t.Statement),
			listOf("parents", t.Parents), pair("part", t.Part), listOf("codes", refTexts(t.Codes)), pair("query", t.Query),
		)...))
	}
	return m.edit(edits...)
}

// admit returns an error when a theme cannot be added to the model.
func (m *Model) admit(t Theme) error {
	if err := slug.Check(string(t.ID)); err != nil {
		return err
	}
	if err := slug.CheckName(t.Name); err != nil {
		return err
	}
	for _, other := range m.Themes {
		if nearest.Fold(string(other.ID)) == nearest.Fold(string(t.ID)) {
			return fmt.Errorf("there is a theme %q already; choose another id, or change that one with: grounded theme edit %[1]s%s", other.ID, m.Flag)
		}
	}
	if err := m.mayHaveParents(t.ID, t.Parents); err != nil {
		return err
	}
	return m.mayHavePart(t.Part)
}

func (m *Model) mayHaveParents(id ID, parents []ID) error {
	for _, parent := range parents {
		if parent == id {
			return fmt.Errorf("theme %q cannot be its own parent", id)
		}
		if _, err := m.find(parent); err != nil {
			return err
		}
		if slices.Contains(m.Below(id), parent) {
			return fmt.Errorf("theme %q lies below %q; take it out from there first", parent, id)
		}
	}
	return nil
}

func (m *Model) mayHavePart(name string) error {
	if name == "" || m.part(name) >= 0 {
		return nil
	}
	return fmt.Errorf("no part %q in this model; %s", name, m.partMeant(name))
}

// find returns the index of a theme, or the error that it is not there.
func (m *Model) find(id ID) (int, error) {
	if i, ok := m.byID[id]; ok {
		return i, nil
	}
	if near := m.meant(id); near != "" {
		return 0, fmt.Errorf("no theme %q in %s; %s", id, m.file.Name, near)
	}
	return 0, fmt.Errorf("no theme %q in %s", id, m.file.Name)
}

// Change says which fields of a theme are to be set; nil leaves one as it is,
// and what is empty takes it away.
type Change struct {
	Name      *string // may not be empty
	Statement *string
	Part      *string
	Query     *string
	Parents   *[]ID     // all of them, the one to be drawn below first
	AddCodes  []CodeRef // those that are there already stay as they are
	DropCodes []CodeRef // each must be there
}

// SetTheme changes fields of a theme. It refuses a parent that is missing, the
// theme itself or below it, a part that the model does not hold, an empty name,
// and to drop a code that the theme does not rest on.
func (m *Model) SetTheme(id ID, c Change) ([]byte, error) {
	i, err := m.find(id)
	if err != nil {
		return nil, err
	}
	if c.Name != nil && strings.TrimSpace(*c.Name) == "" {
		return nil, fmt.Errorf("theme %q needs a name", id)
	}
	if c.Name != nil {
		if err := slug.CheckName(*c.Name); err != nil {
			return nil, err
		}
	}
	if c.Part != nil {
		if err := m.mayHavePart(*c.Part); err != nil {
			return nil, err
		}
	}
	at := tomledit.Nth("theme", i)
	var edits []tomledit.Edit
	for _, field := range []struct {
		key   string
		value *string
	}{{"name", c.Name}, {"statement", c.Statement}, {"part", c.Part}, {"query", c.Query}} {
		if field.value != nil {
			edits = append(edits, setText(at, field.key, *field.value))
		}
	}
	if c.Parents != nil {
		if err := m.mayHaveParents(id, *c.Parents); err != nil {
			return nil, err
		}
		edits = append(edits, setList(at, "parents", asTexts(once(*c.Parents))))
	}
	if len(c.AddCodes)+len(c.DropCodes) > 0 {
		codes, err := m.Themes[i].codesAfter(c)
		if err != nil {
			return nil, err
		}
		edits = append(edits, setList(at, "codes", refTexts(codes)))
	}
	return m.edit(edits...)
}

// codesAfter returns the codes of a theme with those of a change.
func (t Theme) codesAfter(c Change) ([]CodeRef, error) {
	codes := once(slices.Concat(t.Codes, c.AddCodes))
	for _, drop := range c.DropCodes {
		at := slices.Index(codes, drop)
		if at < 0 || !slices.Contains(t.Codes, drop) {
			err := fmt.Sprintf("theme %q does not rest on %s", t.ID, drop)
			if near := nearest.Meant(drop.String(), refTexts(t.Codes)); near != "" {
				err += "; " + near
			}
			return nil, errors.New(err)
		}
		codes = slices.Delete(codes, at, at+1)
	}
	return codes, nil
}

// Gone is what went with a theme that was removed.
type Gone struct {
	Quotes int  // quotations of the theme
	Lifted []ID // themes that had it as a parent and have it no more, in the order of the file
}

// RemoveTheme removes a theme, and its quotes with it. Other themes that have it
// as a parent are an error that names them, unless lift says to take the parent
// away from them.
func (m *Model) RemoveTheme(id ID, lift bool) ([]byte, Gone, error) {
	i, err := m.find(id)
	if err != nil {
		return nil, Gone{}, err
	}
	var gone Gone
	edits := []tomledit.Edit{tomledit.Remove(tomledit.Nth("theme", i))}
	for j, t := range m.Themes {
		if j == i || !slices.Contains(t.Parents, id) {
			continue
		}
		gone.Lifted = append(gone.Lifted, t.ID)
		left := slices.DeleteFunc(slices.Clone(t.Parents), func(p ID) bool { return p == id })
		edits = append(edits, setList(tomledit.Nth("theme", j), "parents", asTexts(left)))
	}
	if len(gone.Lifted) > 0 && !lift {
		return nil, Gone{}, fmt.Errorf("theme %q is a parent of %s; give them another parent first, or say that they are to lose this one", id, strings.Join(asTexts(gone.Lifted), ", "))
	}
	for j, q := range m.Quotes {
		if q.Theme == id {
			gone.Quotes++
			edits = append(edits, tomledit.Remove(tomledit.Nth("quote", j)))
		}
	}
	src, err := m.edit(edits...)
	if err != nil {
		return nil, Gone{}, err
	}
	return src, gone, nil
}

func setText(at tomledit.Address, key, value string) tomledit.Edit {
	if value == "" {
		return tomledit.Unset(at, key)
	}
	return tomledit.Set(at, key, value)
}

func setList(at tomledit.Address, key string, values []string) tomledit.Edit {
	if len(values) == 0 {
		return tomledit.Unset(at, key)
	}
	return tomledit.Set(at, key, values)
}

// pair is a key with a text, which given leaves out when it is empty.
func pair(key, value string) tomledit.Pair { return tomledit.Pair{Key: key, Value: value} }

func listOf[S ~string](key string, values []S) tomledit.Pair {
	return tomledit.Pair{Key: key, Value: asTexts(values)}
}

// given returns the pairs that say something.
func given(pairs ...tomledit.Pair) []tomledit.Pair {
	return slices.DeleteFunc(pairs, func(p tomledit.Pair) bool {
		switch v := p.Value.(type) {
		case string:
			return v == ""
		case []string:
			return len(v) == 0
		}
		return false
	})
}

func refTexts(refs []CodeRef) []string {
	texts := make([]string, len(refs))
	for i, r := range refs {
		texts[i] = r.String()
	}
	return texts
}

// once returns a list without what stands in it already.
func once[T comparable](list []T) []T {
	var out []T
	for _, v := range list {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}
