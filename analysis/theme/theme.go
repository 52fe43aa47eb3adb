// Package theme holds what is claimed of a study: themes over codes and
// passages, the model they are arranged in, the quotations that support or
// contradict them, and how the model was revised when people answered to it. It
// reads and edits the file of a model, gathers the evidence of a theme from
// selected codings, and draws the model. It neither selects codings nor
// searches: both are given to it.
package theme

import (
	"fmt"
	"slices"
	"strings"

	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// ID names a theme within a model; see package slug for its form.
type ID string

// Shape says how the themes of a model stand to each other.
type Shape string

// In a list no theme is above another; in a hierarchy themes have parents; a
// tree is a hierarchy in parts that have a place in it.
const (
	List      Shape = "list"
	Hierarchy Shape = "hierarchy"
	Tree      Shape = "tree"
)

// Place says where a part of a model stands in the picture of a tree.
type Place string

// Roots and the soil they stand in are below the ground, the trunk and the
// leaves above it.
const (
	Root  Place = "root"
	Soil  Place = "soil"
	Trunk Place = "trunk"
	Leaf  Place = "leaf"
)

// Stance says what a quotation does to the claim of its theme.
type Stance string

// A quotation supports a theme, says under which condition it holds, or speaks
// against it.
const (
	Supports    Stance = "supports"
	Qualifies   Stance = "qualifies"
	Contradicts Stance = "contradicts"
)

// Response says what came of something said about the model.
type Response string

// The model was changed, it was kept and a reason given, or the question is
// open.
const (
	Changed Response = "changed"
	Kept    Response = "kept"
	Open    Response = "open"
)

// CodeRef names a code of one analyst's codebook: "analyst-1:rent". With a code
// the codes below it are meant too.
type CodeRef struct {
	Analyst coding.Analyst
	Code    codebook.ID
}

// ParseCodeRef reads "analyst-1:rent".
func ParseCodeRef(s string) (CodeRef, error) {
	analyst, code, ok := strings.Cut(s, ":")
	analyst, code = strings.TrimSpace(analyst), strings.TrimSpace(code)
	if !ok || analyst == "" || code == "" || strings.Contains(code, ":") {
		return CodeRef{}, fmt.Errorf("%q is not a code of an analyst; one looks like analyst-1:rent", s)
	}
	return CodeRef{coding.Analyst(analyst), codebook.ID(code)}, nil
}

// String returns the form that ParseCodeRef reads.
func (r CodeRef) String() string { return string(r.Analyst) + ":" + string(r.Code) }

// Part is a section of a model.
type Part struct {
	Name  string
	Place Place // "" when the file does not say
	Line  int   // where its table begins in the file, from 1
}

// Theme is one claim.
type Theme struct {
	ID        ID
	Name      string // the id when the file does not say
	Statement string
	Parents   []ID // the first of them is the one it is drawn below
	Part      string
	Codes     []CodeRef
	Query     string // a search whose hits are evidence too
	Line      int    // where its table begins in the file, from 1
}

// Quote is a quotation chosen for a theme, kept with its place as a coding is.
type Quote struct {
	Theme      ID
	Transcript transcript.ID
	Span       transcript.Span // as it stood when the quote was last written
	Quote      string
	Prefix     string
	Suffix     string
	Stance     Stance // Supports when the file does not say
	Shown      string // as printed, with … and [ ]; "" when the words are printed as they are
	Verified   Verification
	Line       int // where its table begins in the file, from 1
}

// Revision is something said about the model, by participants or others, and
// what came of it.
type Revision struct {
	Date     string // YYYY-MM-DD, or ""
	Said     string
	Group    string   // who said it
	Response Response // Open when the file does not say
	Because  string
	Did      string
	Answered string // YYYY-MM-DD when the response was given later, or ""
	Themes   []ID   // which it was about; they may be gone since
	Before   string // the kept state of the model that it was said of, or ""
	After    string // the kept state that came of it, or ""
	Line     int    // where its table begins in the file, from 1
}

// Model is a file of themes as it was read, each list in the order of the file.
// It is not changed once made: an edit makes the bytes of a new file.
type Model struct {
	Title     string
	Shape     Shape // when the file does not say, Tree if a part has a place, Hierarchy if a theme has a parent, else List
	Parts     []Part
	Themes    []Theme
	Quotes    []Quote
	Revisions []Revision

	// What follows is not of the file. Quoting says which words may be printed; nil
	// says nothing. Books holds the codebook of every analyst there is, nil for one that
	// is hidden; when it is empty nothing is known of codes. Flag is how a command says
	// that it means this model, as " --model ana/draft"; "" where it need not.
	Quoting *coding.Quoting
	Books   map[coding.Analyst]*codebook.Book
	Flag    string

	file     *tomledit.File // in which Themes[i] is the table theme[i], and so on
	problems []problem.Problem
	byID     map[ID]int // the first theme of each id
	above    [][]int    // the parents of each theme that make sense
	below    [][]int    // the themes drawn below each, in the order of the file
}

// Name returns the file name that the model was read under.
func (m *Model) Name() string { return m.file.Name }

// Source returns the bytes that the model was read from, which the caller must
// not change.
func (m *Model) Source() []byte { return m.file.Source }

// IDs returns the ids of all themes, in the order of the file.
func (m *Model) IDs() []ID {
	var ids []ID
	for _, t := range m.Themes {
		ids = append(ids, t.ID)
	}
	return ids
}

// Theme returns the theme of an id.
func (m *Model) Theme(id ID) (Theme, bool) {
	i, ok := m.byID[id]
	if !ok {
		return Theme{}, false
	}
	return m.Themes[i], true
}

// PartOf returns the part that a theme belongs to: its own, or else that of the
// nearest theme above it that has one. It reports false when there is none.
func (m *Model) PartOf(id ID) (Part, bool) {
	i, ok := m.byID[id]
	for ok {
		if p := m.part(m.Themes[i].Part); p >= 0 {
			return m.Parts[p], true
		}
		if ok = len(m.above[i]) > 0; ok {
			i = m.above[i][0]
		}
	}
	return Part{}, false
}

func (m *Model) part(name string) int {
	return slices.IndexFunc(m.Parts, func(p Part) bool { return name != "" && p.Name == name })
}

func shapes() []Shape       { return []Shape{List, Hierarchy, Tree} }
func places() []Place       { return []Place{Root, Soil, Trunk, Leaf} }
func stances() []Stance     { return []Stance{Supports, Qualifies, Contradicts} }
func responses() []Response { return []Response{Changed, Kept, Open} }

// choice lists words as an error offers them: "root, soil, trunk or leaf".
func choice[S ~string](words []S) string {
	texts := asTexts(words)
	last := len(texts) - 1
	return strings.Join(texts[:last], ", ") + " or " + texts[last]
}

func asTexts[S ~string](words []S) []string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = string(w)
	}
	return texts
}
