package codebook

import (
	"fmt"
	"slices"

	"grounded/codebook/tomledit"
)

// Move puts a code, with all below it, under another of its kind, or at the top
// when parent is "". It refuses a parent that is missing, retired, the code
// itself or below it.
func (b *Book) Move(id, parent ID) ([]byte, error) {
	i, err := b.find(id)
	if err != nil {
		return nil, err
	}
	if parent == "" {
		return b.edit(tomledit.Unset(table(i), "parent"))
	}
	if err := b.mayBeParent(parent, b.Codes[i]); err != nil {
		return nil, err
	}
	if parent == id {
		return nil, fmt.Errorf("code %q cannot be its own parent", id)
	}
	if slices.Contains(b.Descendants(id), parent) {
		return nil, fmt.Errorf("code %q lies below %q; move it out from there first", parent, id)
	}
	return b.edit(tomledit.Set(table(i), "parent", string(parent)))
}

// mayBeParent returns an error when a code cannot be arranged under parent.
func (b *Book) mayBeParent(parent ID, c Code) error {
	p, err := b.inUse(parent)
	if err != nil {
		return err
	}
	if p.Kind != c.Kind {
		return fmt.Errorf("code %q is %s and %q is %s; a parent arranges codes of one kind, and analytical codes rest on descriptive ones: grounded codebook rests", parent, p.Kind, c.ID, c.Kind)
	}
	return nil
}

// inUse returns a code that is there and not retired.
func (b *Book) inUse(id ID) (Code, error) {
	i, err := b.find(id)
	if err != nil {
		return Code{}, err
	}
	c := b.Codes[i]
	switch {
	case c.InUse():
		return c, nil
	case len(c.Became) > 0:
		return Code{}, fmt.Errorf("code %q is retired since %s; it became %s", id, c.Retired, list(c.Became))
	}
	return Code{}, fmt.Errorf("code %q is retired since %s", id, c.Retired)
}

// Rest lets an analytical code rest on descriptive ones, beside those that it
// rests on already.
func (b *Book) Rest(id ID, on ...ID) ([]byte, error) {
	i, err := b.find(id)
	if err != nil {
		return nil, err
	}
	c := b.Codes[i]
	if err := b.mayRestOn(c, on); err != nil {
		return nil, err
	}
	return b.edit(setCodes(i, "grounded_in", union(c.GroundedIn, on)))
}

// Unrest takes codes away from those that a code rests on. It refuses those
// that are not among them.
func (b *Book) Unrest(id ID, on ...ID) ([]byte, error) {
	i, err := b.find(id)
	if err != nil {
		return nil, err
	}
	c := b.Codes[i]
	left := slices.Clone(c.GroundedIn)
	for _, o := range on {
		if !slices.Contains(c.GroundedIn, o) {
			return nil, fmt.Errorf("code %q does not rest on %q", id, o)
		}
		left = slices.DeleteFunc(left, func(x ID) bool { return x == o })
	}
	return b.edit(setCodes(i, "grounded_in", left))
}

// setCodes sets the codes that code i has under a key, and takes the key out where they are
// none.
func setCodes(i int, key string, codes []ID) tomledit.Edit {
	if len(codes) == 0 {
		return tomledit.Unset(table(i), key)
	}
	return tomledit.Set(table(i), key, texts(codes))
}

func (b *Book) mayRestOn(c Code, on []ID) error {
	for _, id := range on {
		other, err := b.inUse(id)
		if err != nil {
			return err
		}
		if c.Kind != Analytical || other.Kind != Descriptive {
			return fmt.Errorf("code %q is %s and %q is %s; only analytical codes rest on others, and on descriptive ones", c.ID, c.Kind, id, other.Kind)
		}
	}
	return nil
}

// union returns the ids of both lists, each once, in order.
func union(a, b []ID) []ID {
	var all []ID
	for _, id := range slices.Concat(a, b) {
		if !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all
}
