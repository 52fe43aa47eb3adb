package framework

import (
	"fmt"
	"slices"
	"strings"

	"grounded/codebook"
)

// became says what a code that was placed went through since: " before it was split".
func (f Followed) became(book *codebook.Book) string {
	whole, _ := book.Code(f.As())
	switch {
	case whole.InUse():
		return ", which is being split"
	case f.Split:
		return " before it was split"
	}
	return " before it was merged"
}

// again says which codes are to be placed again, since the construct that they were
// placed on is not there any more.
func (l Layout) again() []string {
	var codes []string
	for _, c := range l.Codes {
		var on []ID
		who := map[ID][]string{}
		for _, s := range c.Lost {
			if c.Far != "" {
				continue
			}
			if !slices.Contains(on, s.Construct) {
				on = append(on, s.Construct)
			}
			if by := string(s.By); !slices.Contains(who[s.Construct], by) {
				who[s.Construct] = append(who[s.Construct], by)
			}
		}
		for _, id := range on {
			codes = append(codes, fmt.Sprintf("%s, on %s by %s", c.title(), id, strings.Join(who[id], ", ")))
		}
	}
	if len(codes) == 0 {
		return nil
	}
	return []string{"To be placed again, since what they were placed on is not there any more: " + strings.Join(codes, "; ") + "."}
}

// splits says which codes stand where one was placed of which they are parts.
func (l Layout) splits() []string {
	type whole struct {
		book *codebook.Book
		code codebook.ID
	}
	var wholes []whole
	parts := map[whole][]string{}
	for _, c := range l.Codes {
		for _, s := range slices.Concat(c.Said, c.Lost) {
			k := whole{c.book, s.As()}
			if !s.Split || c.Of != "" || slices.Contains(parts[k], c.title()) {
				continue
			}
			if len(parts[k]) == 0 {
				wholes = append(wholes, k)
			}
			parts[k] = append(parts[k], c.title())
		}
	}
	var notes []string
	for _, k := range wholes {
		when := "was placed before it was split"
		if c, _ := k.book.Code(k.code); c.InUse() {
			when = "is being split"
		}
		notes = append(notes, fmt.Sprintf("%s %s: what was said of it is taken to hold for %s, as long as nothing is said of a part itself.", nameIn(k.book, k.code), when, strings.Join(parts[k], " and for ")))
	}
	return notes
}
