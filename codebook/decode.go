package codebook

import (
	"fmt"
	"slices"
	"time"

	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/codebook/tomledit"
)

// file is a codebook as TOML says it.
type file struct {
	Title    string     `toml:"title"`
	Owner    string     `toml:"owner"`
	Codes    []entry    `toml:"code"`
	Declined []declined `toml:"declined"`
}

type declined struct {
	Code    string `toml:"code"`
	Of      string `toml:"of"`
	Because string `toml:"because"`
}

type entry struct {
	ID         string        `toml:"id"`
	Name       string        `toml:"name"`
	Kind       string        `toml:"kind"`
	Parent     string        `toml:"parent"`
	Definition string        `toml:"definition"`
	Include    string        `toml:"include"`
	Exclude    string        `toml:"exclude"`
	InVivo     bool          `toml:"in_vivo"`
	GroundedIn []ID          `toml:"grounded_in"`
	Origin     string        `toml:"origin"`
	Reference  string        `toml:"reference"`
	Created    time.Time     `toml:"created"`
	Defined    time.Time     `toml:"defined"`
	Retired    tomledit.Date `toml:"retired"`
	Became     []ID          `toml:"became"`
	Splitting  []ID          `toml:"splitting"`
	From       []string      `toml:"from"`
}

// Decode reads a codebook. It reports all problems of the file and returns the
// book as far as it was understood, never nil; [problem.Fatal] tells whether it
// can be worked with. Beside those of [tomledit.Decode] the problems are, fatal:
// code-without-id, code-twice, bad-kind; and notes: bad-code-id, bad-origin,
// name-twice, parent-missing, parent-cycle, parent-other-kind, rests-missing,
// rests-same-kind, rests-backwards, became-missing, became-in-use,
// splitting-missing, splitting-retired and retired-not-date.
func Decode(name string, src []byte) (*Book, []problem.Problem) {
	var f file
	b := &Book{name: name, source: src, byID: map[ID]int{}}
	b.file, b.problems = tomledit.Decode(name, src, &f)
	b.Title, b.Owner = f.Title, f.Owner
	for _, d := range f.Declined {
		b.Declined = append(b.Declined, Declined{ID(d.Code), d.Of, d.Because})
	}
	b.Codes = make([]Code, len(f.Codes))
	lines := codeLines(b.file, len(f.Codes))
	for i, e := range f.Codes {
		b.Codes[i] = Code{
			ID: ID(e.ID), Name: e.Name, Kind: Kind(e.Kind), Parent: ID(e.Parent),
			Definition: e.Definition, Include: e.Include, Exclude: e.Exclude, InVivo: e.InVivo,
			GroundedIn: e.GroundedIn, Origin: e.Origin, Reference: e.Reference,
			Created: e.Created, Defined: e.Defined, Retired: string(e.Retired), Became: e.Became, Splitting: e.Splitting, From: e.From, Line: lines[i],
		}
		c := &b.Codes[i]
		if c.Name == "" {
			c.Name = e.ID
		}
		if c.Kind == "" {
			c.Kind = Descriptive
		}
		if _, there := b.byID[c.ID]; !there && c.ID != "" {
			b.byID[c.ID] = i
		}
	}
	cycles := b.grow()
	b.check(f.Codes, cycles)
	problem.Sort(b.problems)
	return b, slices.Clone(b.problems)
}

// codeLines returns the line of the header of each [[code]].
func codeLines(f *tomledit.File, n int) []int {
	lines := make([]int, n)
	i := 0
	for _, t := range f.Tables {
		if i < n && t.Address == tomledit.Nth("code", i) {
			lines[i] = t.Line
			i++
		}
	}
	return lines
}

// report adds a problem of a key of code i, at its header when the key is "".
func (b *Book) report(i int, key, name string, fatal bool, message, remedy string) {
	line, column := b.file.Place(tomledit.Nth("code", i), key)
	b.problems = append(b.problems, problem.Problem{
		Name: name, File: b.name, Line: line, Column: column, Message: message, Remedy: remedy, Fatal: fatal,
	})
}

// note adds a problem that a reader can go on with.
func (b *Book) note(i int, key, name, message, remedy string) {
	b.report(i, key, name, false, message, remedy)
}

// New returns the bytes of a codebook without codes.
func New(title string) []byte {
	return fmt.Appendf(nil, "title = %s\n", tomledit.Text(title))
}

// idOf returns an id for a name, for remedies: "" when it makes none.
func idOf(name string) string {
	if id := slug.Make(name); id != "" {
		return fmt.Sprintf("write id = %q", id)
	}
	return ""
}
