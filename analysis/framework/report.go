package framework

import (
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/table"
	"grounded/codebook"
)

// ConstructReport returns the constructs, a row each, with what they mean and the codes that
// are placed on them.
func (l Layout) ConstructReport() table.Report {
	r := table.Report{
		Title: l.title(),
		Table: table.Table{Columns: []table.Column{
			{Name: "construct", Heading: "Id"},
			{Name: "name", Heading: "Construct", Words: true},
			{Name: "parent", Heading: "Parent"},
			{Name: "definition", Heading: "Definition", Words: true},
			{Name: "terms", Heading: "Terms", Type: table.List, Words: true},
			{Name: "reference", Heading: "Reference", Words: true},
			{Name: "codes", Heading: "Ids", Type: table.List},
			{Name: "codings", Heading: "Codings", Type: table.Integer},
			{Name: "transcripts", Heading: "Transcripts", Type: table.Integer},
			{Name: "participants", Heading: "Participants", Type: table.Integer},
			{Name: "head", People: true, Words: true},
			{Name: "holds", Heading: "Holds", People: true, Words: true},
			{Name: "data", Heading: "In the data", People: true},
		}},
		View: table.Cards{Head: []string{"head"}, Body: "definition", Foot: []string{"reference", "holds", "data"}},
	}
	var empty []string
	for _, s := range l.Shelves {
		var refs []string
		for _, i := range s.Codes {
			refs = append(refs, l.Codes[i].Ref.String())
		}
		if s.Codings == 0 {
			empty = append(empty, s.Name)
		}
		data := any(nil)
		if s.Codings > 0 {
			data = fmt.Sprintf("%s, %s", counted(s.Codings, "coding"), counted(s.Participants, "participant"))
		}
		r.Table.Rows = append(r.Table.Rows, []any{
			string(s.ID), s.Name, orNil(string(s.Parent)), orNil(s.Definition), s.Terms, orNil(s.Reference), refs, s.Codings, s.Transcripts, s.Participants,
			l.path(s.ID), strings.Join(l.held(s), "; "), data,
		})
	}
	if len(empty) > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("Nothing in the data is placed on: %s.", strings.Join(empty, "; ")))
	}
	r.Notes = append(r.Notes, l.unheld()...)
	r.Notes = append(r.Notes, l.again()...)
	r.Notes = append(r.Notes, l.splits()...)
	return r
}

// unheld says what no table of the layout holds, since the framework or the codebooks do
// not.
func (l Layout) unheld() []string {
	var notes []string
	if l.Unknown > 0 {
		notes = append(notes, fmt.Sprintf("%s of a code, or on a construct, that is not there (see: grounded check).", counted(l.Unknown, "placement")))
	}
	if l.Loose > 0 {
		notes = append(notes, fmt.Sprintf("%s of codes that are in no codebook left out (see: grounded check).", counted(l.Loose, "coding")))
	}
	return notes
}

func (l Layout) title() string {
	title := l.Title
	if title == "" {
		title = "Framework"
	}
	if l.Reference != "" {
		title += " (" + l.Reference + ")"
	}
	return title
}

// path is a construct with those above it, as its head: "Conversion › Social".
func (l Layout) path(id ID) string {
	var names []string
	for i, there := l.byID[id]; there && i >= 0; i = l.above[i] {
		names = append(names, l.Constructs[i].Name)
	}
	slices.Reverse(names)
	return strings.Join(names, " › ")
}

// held returns the codes that were placed on a construct, each with those below it that
// came with it, and why.
func (l Layout) held(s Shelf) []string {
	var out []string
	for _, i := range s.Codes {
		c := l.Codes[i]
		if c.Of != "" {
			continue
		}
		text := c.title()
		var with []string
		for _, j := range s.Codes {
			if o := l.Codes[j]; o.Of == c.ID && o.book == c.book {
				with = append(with, nameIn(o.book, o.ID))
			}
		}
		if len(with) > 0 {
			text += ", with " + strings.Join(with, ", ")
		}
		out = append(out, text+": "+l.reasons(c, func(p Said) bool { return p.Construct == s.ID }))
	}
	return out
}

// reasons are those that people gave for where a code is; whose they are is told where
// several people gave any.
func (l Layout) reasons(c Code, meant func(Said) bool) string {
	var out []string
	for _, s := range c.Said {
		why := strings.TrimSuffix(strings.TrimSpace(s.Because), ".")
		if s.As() != "" {
			why += " (placed as " + nameIn(c.book, s.As()) + s.became(c.book) + ")"
		}
		switch {
		case !meant(s):
		case l.sayers > 1:
			out = append(out, string(s.By)+": "+why)
		default:
			out = append(out, why)
		}
	}
	return strings.Join(out, "; ")
}

func nameIn(book *codebook.Book, id codebook.ID) string {
	if c, there := book.Code(id); there && c.Name != "" {
		return c.Name
	}
	return string(id)
}

func (c Code) name() string {
	if c.Name == "" {
		return string(c.ID)
	}
	return c.Name
}

// title is what people call a code: its name, and whose it is where there are several
// codebooks.
func (c Code) title() string {
	if c.Owner != "" {
		return c.Owner + ": " + c.name()
	}
	return c.name()
}

// PlacementReport returns what people said, a row a code on a construct, or nowhere.
func (l Layout) PlacementReport() table.Report {
	r := table.Report{
		Title: "Where codes were placed",
		Table: table.Table{Columns: []table.Column{
			{Name: "code", Heading: "Code"},
			{Name: "name", Heading: "Name", Words: true},
			{Name: "construct", Heading: "Construct"},
			{Name: "construct_name", Heading: "Construct", Words: true},
			{Name: "because", Heading: "Because", Words: true},
			{Name: "by", Heading: "By"},
			{Name: "at", Heading: "At"},
			{Name: "codings", Heading: "Codings", Type: table.Integer},
			{Name: "transcripts", Heading: "Transcripts", Type: table.Integer},
			{Name: "participants", Heading: "Participants", Type: table.Integer},
			{Name: "placed_as", Heading: "Said of"},
			{Name: "title", Heading: "Code", People: true, Words: true},
		}},
		View: table.Columns{Names: []string{"title", "construct_name", "because", "by", "codings"}},
	}
	as := false
	for _, c := range l.Codes {
		add := func(s Said, name string) {
			at := any(nil)
			if !s.At.IsZero() {
				at = s.At.UTC().Format("2006-01-02T15:04:05Z07:00")
			}
			as = as || s.As() != ""
			r.Table.Rows = append(r.Table.Rows, []any{
				c.Ref.String(), c.name(), orNil(string(s.Construct)), name, orNil(s.Because), string(s.By), at, c.Codings, c.Transcripts, c.Participants, orNil(string(s.As())), c.title(),
			})
		}
		for _, s := range c.Said {
			construct, _ := l.Construct(s.Construct)
			switch {
			case c.Of != "":
			case s.Nowhere:
				add(s, "nowhere")
			default:
				add(s, construct.Name)
			}
		}
		for _, s := range c.Lost {
			if c.Far == "" {
				add(s, string(s.Construct)+" (gone)")
			}
		}
	}
	if as {
		r.View = table.Columns{Names: []string{"title", "construct_name", "because", "by", "codings", "placed_as"}}
	}
	r.Notes = append(r.Notes, l.unheld()...)
	r.Notes = append(r.Notes, l.again()...)
	r.Notes = append(r.Notes, l.splits()...)
	return r
}

func orNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// counted writes a number with its noun: "1 coding", "3 codings".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
