package framework

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"grounded/analysis/theme"
	"grounded/codebook"
	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
	"grounded/transcript/coding"
)

// Placement is what somebody says of a code: that it belongs to a construct, or that the
// framework does not hold it, and why.
type Placement struct {
	Code      theme.CodeRef
	Construct ID   // "" when it is nowhere
	Nowhere   bool // the framework does not hold it
	Because   string
	At        time.Time
	Line      int // where its table begins in the file, from 1
}

// Placements is a file in which one analyst places codes on a framework. It is not changed
// once made: an edit makes the bytes of a new file.
type Placements struct {
	List []Placement // in the order of the file

	file     *tomledit.File
	tables   []int // of each placement, its number in the file
	problems []problem.Problem
}

type placementEntry struct {
	Code      string    `toml:"code"`
	Construct ID        `toml:"construct"`
	Nowhere   bool      `toml:"nowhere"`
	Because   string    `toml:"because"`
	At        time.Time `toml:"at"`
}

// DecodePlacements reads a file of placements, as [Decode] does a framework. Beside those
// of [tomledit.Decode] the problems are, fatal: bad-code-reference,
// placement-without-construct, placement-both and placement-twice; and a note,
// placement-without-reason.
func DecodePlacements(name string, src []byte) (*Placements, []problem.Problem) {
	var in struct {
		Placements []placementEntry `toml:"placement"`
	}
	p := &Placements{}
	p.file, p.problems = tomledit.Decode(name, src, &in)
	misread := problem.Fatal(p.problems) != nil
	type place struct {
		code theme.CodeRef
		on   ID
	}
	first := map[place]int{}
	for i, e := range in.Placements {
		table, _ := p.file.Table(tomledit.Nth("placement", i))
		one := Placement{Construct: e.Construct, Nowhere: e.Nowhere, Because: e.Because, At: e.At, Line: table.Line}
		var err error
		if one.Code, err = theme.ParseCodeRef(e.Code); err != nil {
			if !misread {
				p.report(i, "code", "bad-code-reference", true, err.Error(), "")
			}
			continue
		}
		at, twice := first[place{one.Code, one.Construct}]
		switch {
		case one.Construct == "" && !one.Nowhere:
			if !misread {
				p.report(i, "construct", "placement-without-construct", true, fmt.Sprintf("%s is placed on no construct", one.Code), "write construct, or nowhere = true")
			}
			continue
		case one.Construct != "" && one.Nowhere:
			p.report(i, "nowhere", "placement-both", true, fmt.Sprintf("%s is placed on %s and nowhere at once", one.Code, one.Construct), "take one of the two out")
		case twice:
			p.report(i, "code", "placement-twice", true, fmt.Sprintf("%s is placed here as at line %d", one.Code, at), "take one of the two out")
		default:
			first[place{one.Code, one.Construct}] = one.Line
			if strings.TrimSpace(one.Because) == "" {
				p.report(i, "because", "placement-without-reason", false, fmt.Sprintf("nobody says why %s is placed %s", one.Code, one.where()), "write because")
			}
		}
		p.List, p.tables = append(p.List, one), append(p.tables, i)
	}
	for i, one := range p.List {
		if other := slices.IndexFunc(p.List, func(o Placement) bool { return o.Code == one.Code && !o.Nowhere }); one.Nowhere && other >= 0 {
			p.report(p.tables[i], "nowhere", "placement-both", true, fmt.Sprintf("%s is placed nowhere, and at line %d on %s", one.Code, p.List[other].Line, p.List[other].Construct), "take one of the two out")
		}
	}
	problem.Sort(p.problems)
	return p, slices.Clone(p.problems)
}

// where says where a code is placed: "on means", "nowhere".
func (p Placement) where() string {
	if p.Nowhere {
		return "nowhere"
	}
	return "on " + string(p.Construct)
}

func (p *Placements) report(i int, key, name string, fatal bool, message, remedy string) {
	line, column := p.file.Place(tomledit.Nth("placement", i), key)
	p.problems = append(p.problems, problem.Problem{Name: name, File: p.file.Name, Line: line, Column: column, Message: message, Remedy: remedy, Fatal: fatal})
}

// Of returns where a code is placed, in the order of the file.
func (p *Placements) Of(code theme.CodeRef) []Placement {
	var out []Placement
	for _, one := range p.List {
		if one.Code == code {
			out = append(out, one)
		}
	}
	return out
}

// Place returns the file in which a code is placed, and whether it was there before, of
// which then only the reason changes. It refuses to place a code on a construct that is
// placed nowhere, and the reverse.
func (p *Placements) Place(one Placement) (src []byte, again bool, err error) {
	if err := problem.Fatal(p.problems); err != nil {
		return nil, false, err
	}
	for i, o := range p.List {
		if o.Code != one.Code {
			continue
		}
		switch {
		case o.Nowhere && one.Nowhere, !o.Nowhere && o.Construct == one.Construct:
			at := tomledit.Nth("placement", p.tables[i])
			src, err = p.edit(tomledit.Set(at, "because", one.Because), tomledit.Set(at, "at", one.At))
			return src, true, err
		case o.Nowhere:
			return nil, false, fmt.Errorf("%s is placed nowhere; take that back first with: %s", one.Code, o.Back())
		case one.Nowhere:
			return nil, false, fmt.Errorf("%s is placed on %s; take that back first with: %s", one.Code, o.Construct, o.Back())
		}
	}
	pairs := []tomledit.Pair{{Key: "code", Value: one.Code.String()}}
	if one.Nowhere {
		pairs = append(pairs, tomledit.Pair{Key: "nowhere", Value: true})
	} else {
		pairs = append(pairs, tomledit.Pair{Key: "construct", Value: string(one.Construct)})
	}
	pairs = append(pairs, tomledit.Pair{Key: "because", Value: one.Because}, tomledit.Pair{Key: "at", Value: one.At})
	src, err = p.edit(tomledit.Append("placement", pairs...))
	return src, false, err
}

// Remove returns the file without a placement: that of a code on a construct, or nowhere
// where the construct is "". One that is not there is an error.
func (p *Placements) Remove(code theme.CodeRef, construct ID) ([]byte, error) {
	if err := problem.Fatal(p.problems); err != nil {
		return nil, err
	}
	var there []string
	for i, o := range p.List {
		if o.Code != code {
			continue
		}
		if o.Construct == construct {
			return p.edit(tomledit.Remove(tomledit.Nth("placement", p.tables[i])))
		}
		there = append(there, o.where())
	}
	where := Placement{Construct: construct, Nowhere: construct == ""}.where()
	if len(there) == 0 {
		return nil, fmt.Errorf("%s is not placed %s, nor anywhere else", code, where)
	}
	return nil, fmt.Errorf("%s is not placed %s; it is %s", code, where, strings.Join(there, " and "))
}

func (p *Placements) edit(edits ...tomledit.Edit) ([]byte, error) {
	f, err := p.file.Edit(edits...)
	if err != nil {
		return nil, err
	}
	return f.Source, nil
}

// Check notes, as construct-unknown, analyst-unknown and code-unknown, what placements
// refer to that is not there, with the nearest names. A book that is nil is there and not
// known; a framework that is nil is not looked into.
func (p *Placements) Check(f *Framework, books map[coding.Analyst]*codebook.Book) []problem.Problem {
	checked := &Placements{file: p.file}
	for i, one := range p.List {
		note := func(key, name, message, near string) {
			if near != "" {
				near += " Or "
			}
			checked.report(p.tables[i], key, name, false, message, near+"take it back with: "+one.Back())
		}
		if _, there := f.constructOf(one.Construct); !one.Nowhere && !there {
			note("construct", "construct-unknown", fmt.Sprintf("%s is placed on %q, which is no construct of %s", one.Code, one.Construct, f.file.Name), nearest.Meant(string(one.Construct), f.ids()))
		}
		book, known := books[one.Code.Analyst]
		switch {
		case !known:
			var names []string
			for a := range books {
				names = append(names, string(a))
			}
			slices.Sort(names)
			note("code", "analyst-unknown", fmt.Sprintf("%s is placed %s, and no analyst %q has a codebook", one.Code, one.where(), one.Code.Analyst), nearest.Meant(string(one.Code.Analyst), names))
		case book == nil:
		default:
			if _, there := book.Code(one.Code.Code); !there {
				var ids []string
				for _, c := range book.Codes {
					ids = append(ids, string(c.ID))
				}
				note("code", "code-unknown", fmt.Sprintf("%s is placed %s, and there is no code %q in %s", one.Code, one.where(), one.Code.Code, book.Name()), nearest.Meant(string(one.Code.Code), ids))
			}
		}
	}
	problem.Sort(checked.problems)
	return checked.problems
}

// Back is the command that takes a placement back.
func (p Placement) Back() string {
	where := string(p.Construct)
	if p.Nowhere {
		where = "--nowhere"
	}
	return fmt.Sprintf("grounded theme place %s %s --remove", p.Code, where)
}

// constructOf is Construct of a framework that may be nil, which then holds all.
func (f *Framework) constructOf(id ID) (Construct, bool) {
	if f == nil {
		return Construct{}, true
	}
	return f.Construct(id)
}
