// Package codebook holds codes and what an analyst says of them: definitions,
// kinds, the tree they are arranged in, and what analytical codes rest on. It
// reads codebooks, says what is wrong with them, and edits their files without
// touching a byte that the edit is not about.
package codebook

import (
	"time"

	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
)

// ID names a code within a codebook; see package slug for its form.
type ID string

// Kind says what a code does.
type Kind string

// A descriptive code says what is said; an analytical code says what that is
// an instance of.
const (
	Descriptive Kind = "descriptive"
	Analytical  Kind = "analytical"
)

// Code is one entry of a codebook.
type Code struct {
	ID         ID
	Name       string // the id when the file does not say
	Kind       Kind   // Descriptive when the file does not say
	Parent     ID     // arranges codes of one kind; "" at the top
	Definition string
	Include    string
	Exclude    string
	InVivo     bool
	GroundedIn []ID   // the codes of the other kind that this one rests on
	Origin     string // "theory", "data" or ""
	Reference  string
	Created    time.Time
	Defined    time.Time // when what it means last changed; zero when it never did
	Retired    string    // a date, or "" while the code is in use
	Became     []ID      // the codes that took its place after a merge or split
	Splitting  []ID      // the codes that are to take its place, while it is being split into them
	From       []string  // codes of other books that it was made of, as "analyst-1:rent"
	Line       int       // where its table begins in the file, from 1
}

// InUse reports whether the code takes new codings: it is not retired.
func (c Code) InUse() bool { return c.Retired == "" }

// Successors returns the codes that took its place, or take it while it is being split.
func (c Code) Successors() []ID {
	if c.InUse() {
		return c.Splitting
	}
	return c.Became
}

// Book is a codebook as it was read. It is not changed once made: an edit
// makes the bytes of a new file.
type Book struct {
	Title    string
	Owner    string // the analyst who alone changes it, where several share it; "" for all
	Codes    []Code // in the order of the file
	Declined []Declined

	name   string
	source []byte
	byID   map[ID]int // the first code of each id

	file     *tomledit.File // in which Codes[i] is the table code[i]
	problems []problem.Problem
	above    []int   // the parent of each code in the tree, -1 at the top
	below    [][]int // the children of each code, in the order of the file
}

// Name returns the file name that the book was read under.
func (b *Book) Name() string { return b.name }

// Source returns the bytes that the book was read from, which the caller must
// not change.
func (b *Book) Source() []byte { return b.source }

// Among returns a book, to be read alone, of those codes that keep names.
func (b *Book) Among(keep func(ID) bool) *Book {
	out, _ := Decode(b.name, nil)
	for _, c := range b.Codes {
		if !keep(c.ID) {
			continue
		}
		if !keep(c.Parent) {
			c.Parent = ""
		}
		if _, there := out.byID[c.ID]; !there {
			out.byID[c.ID] = len(out.Codes)
		}
		out.Codes = append(out.Codes, c)
	}
	out.grow()
	return out
}

// Len returns the number of codes, retired ones included.
func (b *Book) Len() int { return len(b.Codes) }

// Declined is a proposal that the owner of a book did not take.
type Declined struct {
	Code    ID
	Of      string // the analyst who proposed it
	Because string
}
