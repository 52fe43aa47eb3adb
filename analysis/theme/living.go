package theme

import (
	"grounded/codebook"
	"grounded/transcript/coding"
)

// Living returns the codes that stand for some now, each once: a code in use stands for
// itself, also while it is being split, as one does that became no other or is in none of
// the books; in the place of one that was merged or split are the codes in use that took it,
// see [codebook.Book.Heirs].
func Living(refs []CodeRef, books map[coding.Analyst]*codebook.Book) []CodeRef {
	var out []CodeRef
	for _, ref := range refs {
		living := heirs(ref, books[ref.Analyst])
		if len(living) == 0 {
			living = []CodeRef{ref}
		}
		out = append(out, living...)
	}
	return once(out)
}

// heirs returns the codes in use that took the place of one that is retired.
func heirs(ref CodeRef, book *codebook.Book) []CodeRef {
	if book == nil {
		return nil
	}
	if c, _ := book.Code(ref.Code); c.InUse() {
		return nil
	}
	var out []CodeRef
	for _, id := range book.Heirs(ref.Code) {
		if c, _ := book.Code(id); c.InUse() {
			out = append(out, CodeRef{ref.Analyst, id})
		}
	}
	return out
}
