package codebook

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"grounded/codebook/nearest"
)

// Code returns the code of an id.
func (b *Book) Code(id ID) (Code, bool) {
	i, ok := b.byID[id]
	if !ok {
		return Code{}, false
	}
	return b.Codes[i], true
}

// Called reports whether text is the code's id, or its name, of which case and Unicode
// form do not count.
func (c Code) Called(text string) bool {
	return string(c.ID) == text || nearest.Fold(c.Name) == nearest.Fold(text)
}

// Find returns the code that somebody means by text: its id, or else its name,
// of which case and Unicode form do not count, and codes in use come before
// retired ones. The error offers the nearest ids, or says which codes share the
// name.
func (b *Book) Find(text string) (Code, error) {
	if c, ok := b.Code(ID(text)); ok {
		return c, nil
	}
	folded := nearest.Fold(text)
	var byID, inUse, retired []Code
	for _, c := range b.Codes {
		switch {
		case c.ID == "" || folded == "":
		case nearest.Fold(string(c.ID)) == folded:
			byID = append(byID, c)
		case nearest.Fold(c.Name) != folded:
		case c.InUse():
			inUse = append(inUse, c)
		default:
			retired = append(retired, c)
		}
	}
	for _, found := range [][]Code{byID, inUse, retired} {
		switch len(found) {
		case 0:
		case 1:
			return found[0], nil
		default:
			ids := make([]string, len(found))
			for i, c := range found {
				ids[i] = string(c.ID)
			}
			return Code{}, fmt.Errorf("%q is the name of %d codes; say which by its id: %s", text, len(ids), strings.Join(ids, ", "))
		}
	}
	return Code{}, b.unknown(text)
}

// ErrUnknown is what the error of Find is when no code is meant at all, rather
// than more than one.
var ErrUnknown = errors.New("no such code")

// unknownCode is that error in a sentence.
type unknownCode string

// Error returns the sentence.
func (e unknownCode) Error() string { return string(e) }

// Is reports whether target is ErrUnknown.
func (e unknownCode) Is(target error) bool { return target == ErrUnknown }

// unknown is the error for a code that is not there. It offers ids, also of
// codes whose name is near.
func (b *Book) unknown(text string) error {
	var spellings []string
	ids := map[string]string{}
	for _, c := range b.Codes {
		for _, s := range []string{string(c.ID), c.Name} {
			if _, there := ids[s]; !there && c.ID != "" {
				ids[s] = string(c.ID)
				spellings = append(spellings, s)
			}
		}
	}
	var near []string
	for _, s := range nearest.Nearest(text, spellings, 6) {
		if id := ids[s]; !slices.Contains(near, id) && len(near) < 3 {
			near = append(near, id)
		}
	}
	if len(near) == 0 {
		return unknownCode(fmt.Sprintf("no code %q in this codebook; see: grounded codebook list", text))
	}
	return unknownCode(fmt.Sprintf("no code %q in this codebook; did you mean %s?", text, strings.Join(near, ", ")))
}

// Heirs returns the codes that took the place of a code that was merged or split, or into
// which it is being split, those that took theirs, and so on, each once and without the
// code itself; nil of a code that is in use and not being split, became nothing or is not
// in the book. What left the book is left out.
func (b *Book) Heirs(id ID) []ID {
	known := map[ID]bool{id: true}
	var heirs []ID
	asked := []ID{id}
	for len(asked) > 0 {
		c, _ := b.Code(asked[0])
		asked = asked[1:]
		for _, next := range c.Successors() {
			if _, there := b.Code(next); there && !known[next] {
				known[next] = true
				heirs, asked = append(heirs, next), append(asked, next)
			}
		}
	}
	return heirs
}

// Resolve returns the code that stands for id now: id itself while it is in use
// or when it became nothing or several codes, and otherwise what the one code
// that it became resolves to. A chain that leaves the book ends where it does,
// and one that runs in a ring resolves to id. It reports false when id is not
// in the book.
func (b *Book) Resolve(id ID) (ID, bool) {
	i, ok := b.byID[id]
	if !ok {
		return "", false
	}
	for range b.Codes {
		c := b.Codes[i]
		if c.InUse() || len(c.Became) != 1 {
			return c.ID, true
		}
		if i, ok = b.byID[c.Became[0]]; !ok {
			return c.ID, true
		}
	}
	return id, true
}
