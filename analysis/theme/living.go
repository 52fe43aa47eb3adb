package theme

import (
	"grounded/codebook"
	"grounded/transcript/coding"
)

// Living returns the codes that stand for some now, each once: a code in use stands for
// itself, as one does that became no other or is in none of the books; in the place of one
// that was merged or split are the codes in use that took it, see [codebook.Book.Heirs].
func Living(refs []CodeRef, books map[coding.Analyst]*codebook.Book) []CodeRef {
	var out []CodeRef
	for _, ref := range refs {
		living := []CodeRef{ref}
		if book := books[ref.Analyst]; book != nil {
			var heirs []CodeRef
			for _, id := range book.Heirs(ref.Code) {
				if c, _ := book.Code(id); c.InUse() {
					heirs = append(heirs, CodeRef{ref.Analyst, id})
				}
			}
			if len(heirs) > 0 {
				living = heirs
			}
		}
		out = append(out, living...)
	}
	return once(out)
}
