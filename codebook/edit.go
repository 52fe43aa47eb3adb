package codebook

import (
	"fmt"
	"time"

	"grounded/codebook/nearest"
	"grounded/codebook/slug"
	"grounded/codebook/tomledit"
)

// Edits return the bytes of the new file and leave the book as it is. They
// refuse to work on a book with fatal problems.

// edit makes edits of the file.
func (b *Book) edit(edits ...tomledit.Edit) ([]byte, error) {
	if err := b.ready(); err != nil {
		return nil, err
	}
	f, err := b.file.Edit(edits...)
	if err != nil {
		return nil, err
	}
	return f.Source, nil
}

// table returns the address of code i in the file.
func table(i int) tomledit.Address { return tomledit.Nth("code", i) }

// Add appends codes, each of which may be the parent of those behind it. It
// refuses an id that is taken or is none, a name that a code in use has, a kind
// or origin that is none, a parent that is missing, retired or of another kind,
// codes to rest on that [Book.Rest] would refuse, and a code that is retired
// already. An empty Kind means Descriptive, an empty Name the id.
func (b *Book) Add(codes ...Code) ([]byte, error) {
	grown := &Book{name: b.name, Codes: b.Codes[:len(b.Codes):len(b.Codes)], byID: map[ID]int{}}
	for id, i := range b.byID {
		grown.byID[id] = i
	}
	var edits []tomledit.Edit
	for _, c := range codes {
		if c.Name == "" {
			c.Name = string(c.ID)
		}
		if c.Kind == "" {
			c.Kind = Descriptive
		}
		if err := grown.admit(c); err != nil {
			return nil, err
		}
		c.Line = 0 // it is in no file yet
		grown.byID[c.ID] = len(grown.Codes)
		grown.Codes = append(grown.Codes, c)
		edits = append(edits, tomledit.Append("code", pairs(c)...))
	}
	return b.edit(edits...)
}

// admit returns an error when a code cannot be added to the book.
func (b *Book) admit(c Code) error {
	if err := slug.Check(string(c.ID)); err != nil {
		return err
	}
	for _, other := range b.Codes {
		if nearest.Fold(string(other.ID)) != nearest.Fold(string(c.ID)) {
			continue
		}
		if other.Line == 0 {
			return fmt.Errorf("two of the new codes have the id %q; choose another for one of them", c.ID)
		}
		return fmt.Errorf("there is a code %q already, at line %d; choose another id, or change that one with: grounded codebook edit %[1]s", other.ID, other.Line)
	}
	if err := b.nameFree(c.Name, c.ID); err != nil {
		return err
	}
	if err := validKind(c.Kind); err != nil {
		return err
	}
	if err := validOrigin(c.Origin); err != nil {
		return err
	}
	if !c.InUse() || len(c.Became) > 0 {
		return fmt.Errorf("code %q is retired before it begins", c.ID)
	}
	if c.Parent != "" {
		if err := b.mayBeParent(c.Parent, c); err != nil {
			return err
		}
	}
	return b.mayRestOn(c, c.GroundedIn)
}

// pairs returns what the file says of a new code, in the order in which people
// read it.
func pairs(c Code) []tomledit.Pair {
	var ps []tomledit.Pair
	text := func(key, value string) {
		if value != "" {
			ps = append(ps, tomledit.Pair{Key: key, Value: value})
		}
	}
	text("id", string(c.ID))
	text("name", c.Name)
	text("kind", string(c.Kind))
	text("parent", string(c.Parent))
	text("definition", c.Definition)
	text("include", c.Include)
	text("exclude", c.Exclude)
	if c.InVivo {
		ps = append(ps, tomledit.Pair{Key: "in_vivo", Value: true})
	}
	if len(c.GroundedIn) > 0 {
		ps = append(ps, tomledit.Pair{Key: "grounded_in", Value: texts(c.GroundedIn)})
	}
	text("origin", c.Origin)
	text("reference", c.Reference)
	if len(c.From) > 0 {
		ps = append(ps, tomledit.Pair{Key: "from", Value: c.From})
	}
	if len(c.Splitting) > 0 {
		ps = append(ps, tomledit.Pair{Key: "splitting", Value: texts(c.Splitting)})
	}
	if !c.Created.IsZero() {
		ps = append(ps, tomledit.Pair{Key: "created", Value: c.Created})
	}
	if !c.Defined.IsZero() {
		ps = append(ps, tomledit.Pair{Key: "defined", Value: c.Defined})
	}
	return ps
}

// Change says which fields of a code are to be set; nil leaves one as it is,
// and a pointer to "" takes it away.
type Change struct {
	Name       *string
	Kind       *Kind
	Definition *string
	Include    *string
	Exclude    *string
	InVivo     *bool
	Origin     *string // "theory", "data" or ""
	Reference  *string
}

// Set changes fields of a code. The kind can be changed only of a code that has
// neither parent nor children of its old kind and rests on nothing, as nothing
// rests on it.
func (b *Book) Set(id ID, change Change) ([]byte, error) {
	i, err := b.find(id)
	if err != nil {
		return nil, err
	}
	c := b.Codes[i]
	var edits []tomledit.Edit
	set := func(key string, value *string) {
		switch {
		case value == nil:
		case *value == "":
			edits = append(edits, tomledit.Unset(table(i), key))
		default:
			edits = append(edits, tomledit.Set(table(i), key, *value))
		}
	}
	if change.Name != nil {
		if err := b.nameFree(*change.Name, id); err != nil {
			return nil, err
		}
	}
	if change.Kind != nil && *change.Kind != c.Kind {
		if err := b.mayChangeKind(i, *change.Kind); err != nil {
			return nil, err
		}
		edits = append(edits, tomledit.Set(table(i), "kind", string(*change.Kind)))
	}
	if change.Origin != nil {
		if err := validOrigin(*change.Origin); err != nil {
			return nil, err
		}
	}
	if change.InVivo != nil && *change.InVivo != c.InVivo {
		edits = append(edits, tomledit.Set(table(i), "in_vivo", *change.InVivo))
	}
	set("name", change.Name)
	set("definition", change.Definition)
	set("include", change.Include)
	set("exclude", change.Exclude)
	set("origin", change.Origin)
	set("reference", change.Reference)
	return b.edit(edits...)
}

// Rename gives a code another name. Its id, which codings refer to, stays.
func (b *Book) Rename(id ID, name string) ([]byte, error) {
	return b.Set(id, Change{Name: &name})
}

// find returns the index of a code, or the error that it is not there.
func (b *Book) find(id ID) (int, error) {
	i, ok := b.byID[id]
	if !ok {
		return 0, b.unknown(string(id))
	}
	return i, nil
}

// nameFree returns an error when name is none or no line, or that of a code in use other
// than the one that is to have it.
func (b *Book) nameFree(name string, id ID) error {
	if err := slug.CheckName(name); err != nil {
		return err
	}
	folded := nearest.Fold(name)
	if folded == "" {
		return fmt.Errorf("code %q needs a name", id)
	}
	for _, c := range b.Codes {
		if c.ID != id && c.InUse() && nearest.Fold(c.Name) == folded {
			return fmt.Errorf("the name %q is that of code %q already; choose another, or join the two with: grounded codebook merge", name, c.ID)
		}
	}
	return nil
}

func (b *Book) mayChangeKind(i int, kind Kind) error {
	c := b.Codes[i]
	if err := validKind(kind); err != nil {
		return err
	}
	if c.Parent != "" {
		return fmt.Errorf("code %q has the parent %q, which is %s; move it to the top first", c.ID, c.Parent, c.Kind)
	}
	if len(c.GroundedIn) > 0 {
		return fmt.Errorf("code %q rests on others as only an analytical code does; take them away first", c.ID)
	}
	for _, other := range b.Codes {
		if other.Parent == c.ID {
			return fmt.Errorf("code %q is the parent of %q, which is %s; move that first", c.ID, other.ID, other.Kind)
		}
		for _, on := range other.GroundedIn {
			if on == c.ID {
				return fmt.Errorf("code %q rests on %q, which must be descriptive; take it away from there first", other.ID, c.ID)
			}
		}
	}
	return nil
}

func validKind(kind Kind) error {
	if kind != Descriptive && kind != Analytical {
		return fmt.Errorf("%q is no kind of code; the kinds are %s and %s", kind, Descriptive, Analytical)
	}
	return nil
}

func validOrigin(origin string) error {
	if !knownOrigin(origin) {
		return fmt.Errorf("%q is no origin of a code; the origins are theory and data", origin)
	}
	return nil
}

// isDate reports whether s is a day as YYYY-MM-DD.
func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

func texts(ids []ID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}
