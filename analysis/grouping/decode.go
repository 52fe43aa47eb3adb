package grouping

import (
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/theme"
	"grounded/codebook"
	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/codebook/tomledit"
	"grounded/transcript/coding"
)

// Answer is what somebody made of a file of groups.
type Answer struct {
	Accepted []theme.Theme // with an id and a name, in the order of the file
	Others   int           // groups that were not accepted

	file   *tomledit.File
	groups []int // of each accepted one, its number in the file
}

// entry is a group as TOML says it. What was offered beside is for people.
type entry struct {
	Accept    bool     `toml:"accept"`
	ID        string   `toml:"id"`
	Name      string   `toml:"name"`
	Statement string   `toml:"statement"`
	Codes     []string `toml:"codes"`
	Because   string   `toml:"because"`
	Terms     []string `toml:"terms"`
	Passages  []struct {
		At      string `toml:"at"`
		Speaker string `toml:"speaker"`
		Words   string `toml:"words"`
		Caution string `toml:"caution"`
	} `toml:"passage"`
}

// Decode reads a file of groups. It reports all problems of the file and returns the
// answer as far as it was understood, never nil; [problem.Fatal] tells whether it can be
// worked with. Beside those of [tomledit.Decode] the problems are, of groups that are
// accepted, fatal: group-without-name, bad-group-name, bad-group-id, group-twice,
// group-without-codes and bad-code-reference; and a note, group-not-accepted, of one that
// was named.
func Decode(name string, src []byte) (*Answer, []problem.Problem) {
	var f struct {
		Groups []entry `toml:"group"`
	}
	a := &Answer{}
	var problems []problem.Problem
	a.file, problems = tomledit.Decode(name, src, &f)
	misread := problem.Fatal(problems) != nil
	seen := map[string]int{}
	for i, e := range f.Groups {
		if !e.Accept {
			a.Others++
			if e.Name != "" || e.Statement != "" {
				problems = append(problems, a.problem(i, "accept", "group-not-accepted", false, fmt.Sprintf("group %q is not accepted", e.Name), "write accept = true to make a theme of it"))
			}
			continue
		}
		if misread {
			continue
		}
		t, found := a.theme(i, e)
		if line, twice := seen[nearest.Fold(string(t.ID))]; twice && t.ID != "" {
			found = append(found, a.problem(i, "name", "group-twice", true, fmt.Sprintf("the theme of this group would be called %q, as that of line %d is", t.ID, line), "give one of the two another name, or an id"))
		}
		seen[nearest.Fold(string(t.ID))] = t.Line
		problems = append(problems, found...)
		a.Accepted, a.groups = append(a.Accepted, t), append(a.groups, i)
	}
	problem.Sort(problems)
	return a, problems
}

// theme is what a group that is accepted becomes.
func (a *Answer) theme(i int, e entry) (theme.Theme, []problem.Problem) {
	var problems []problem.Problem
	wrong := func(key, name, message, remedy string) {
		problems = append(problems, a.problem(i, key, name, true, message, remedy))
	}
	table, _ := a.file.Table(tomledit.Nth("group", i))
	t := theme.Theme{ID: theme.ID(e.ID), Name: strings.TrimSpace(e.Name), Statement: e.Statement, Line: table.Line}
	if t.ID == "" {
		t.ID = theme.ID(slug.Make(t.Name))
	}
	switch {
	case t.Name == "":
		wrong("name", "group-without-name", "this group is accepted and has no name", "say in name what the theme is called")
	case slug.CheckName(e.Name) != nil:
		wrong("name", "bad-group-name", slug.CheckName(e.Name).Error(), "")
	case e.ID != "" && slug.Check(e.ID) != nil:
		wrong("id", "bad-group-id", slug.Check(e.ID).Error(), "")
	case t.ID == "":
		wrong("name", "bad-group-name", fmt.Sprintf("%q holds no letter and no digit, so no id can be made of it", t.Name), "write an id beside it")
	}
	if len(e.Codes) == 0 {
		wrong("codes", "group-without-codes", "this group is accepted and has no code", "say in codes what the theme rests on")
	}
	for _, text := range e.Codes {
		ref, err := theme.ParseCodeRef(text)
		if err != nil {
			wrong("codes", "bad-code-reference", err.Error(), "")
		} else if !slices.Contains(t.Codes, ref) {
			t.Codes = append(t.Codes, ref)
		}
	}
	return t, problems
}

// Check returns, fatal, the codes of accepted groups that are not in the books, which hold
// each analyst's codebook, with the nearest names. A book that is nil is hidden from the
// one who acts, as others' are in a blind study.
func (a *Answer) Check(books map[coding.Analyst]*codebook.Book) []problem.Problem {
	var problems []problem.Problem
	for at, t := range a.Accepted {
		for _, ref := range t.Codes {
			if name, message, remedy := missing(ref, books); name != "" {
				problems = append(problems, a.problem(a.groups[at], "codes", name, true, message, remedy))
			}
		}
	}
	problem.Sort(problems)
	return problems
}

// missing says what is wrong with a code that is in no book; nothing where it is in one.
func missing(ref theme.CodeRef, books map[coding.Analyst]*codebook.Book) (name, message, remedy string) {
	book, known := books[ref.Analyst]
	switch {
	case !known:
		return "analyst-unknown", fmt.Sprintf("no analyst %q has a codebook", ref.Analyst), orOut(nearest.Meant(string(ref.Analyst), analystsOf(books)))
	case book == nil:
		return "code-hidden", fmt.Sprintf("this study is blind: the codes of %s are not shown to others", ref.Analyst), "take them out here"
	}
	if _, there := book.Code(ref.Code); there {
		return "", "", ""
	}
	_, err := book.Find(string(ref.Code))
	if err == nil {
		return "code-unknown", fmt.Sprintf("%s: %q is the name of a code, and not its id", ref.Analyst, ref.Code), "write the id"
	}
	message, remedy, _ = strings.Cut(err.Error(), "; ")
	return "code-unknown", fmt.Sprintf("%s: %s", ref.Analyst, message), orOut(remedy)
}

// orOut is what may have been meant, and what else can be done.
func orOut(meant string) string {
	if !strings.HasSuffix(meant, "?") {
		return "take it out here"
	}
	return meant + " Or take it out here"
}

func analystsOf(books map[coding.Analyst]*codebook.Book) []string {
	var names []string
	for a := range books {
		names = append(names, string(a))
	}
	slices.Sort(names)
	return names
}

func (a *Answer) problem(i int, key, name string, fatal bool, message, remedy string) problem.Problem {
	line, column := a.file.Place(tomledit.Nth("group", i), key)
	return problem.Problem{Name: name, File: a.file.Name, Line: line, Column: column, Message: message, Remedy: remedy, Fatal: fatal}
}

// New returns the themes that a model lacks, and the ids of those that it has. One that it
// has under the id of a group with which it shares no code, nor what codes of either became
// in the books, is another theme: theme-there, fatal.
func (a *Answer) New(m *theme.Model, books map[coding.Analyst]*codebook.Book) (made []theme.Theme, there []theme.ID, problems []problem.Problem) {
	for at, t := range a.Accepted {
		known, is := m.Theme(t.ID)
		rests := theme.Living(known.Codes, books)
		switch {
		case !is:
			t.Line = 0
			made = append(made, t)
		case slices.ContainsFunc(theme.Living(t.Codes, books), func(c theme.CodeRef) bool { return slices.Contains(rests, c) }):
			there = append(there, t.ID)
		default:
			problems = append(problems, a.problem(a.groups[at], "name", "theme-there", true,
				fmt.Sprintf("there is a theme %q already, which rests on none of these codes", t.ID), "give the group another name, or an id"))
		}
	}
	return made, there, problems
}
