package cmd

import (
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/table"
	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/cases"
)

// putLinks writes links into the transcripts, and the labels to the cases. A
// label whose last link goes is a label of that case no more. It returns the
// cases that it made.
func putLinks(e *study.Edit, people *cases.Register, all []*transcript.Transcript, links []link) (made []string, err error) {
	var put []cases.Case
	for _, l := range links {
		if l.to != l.was {
			if err := e.Link(l.transcript, l.label, l.to); err != nil {
				return nil, err
			}
		}
		id := l.to
		if id == "" {
			id = l.was
		}
		c, there := people.Case(id)
		switch {
		case l.to == "" && (!there || stays(all, links, l)):
			continue
		case c.Withdrawn != "":
			return nil, fmt.Errorf("case %s withdrew on %s, and nothing more is kept of them", id, c.Withdrawn)
		}
		at := slices.IndexFunc(put, func(c cases.Case) bool { return c.ID == id })
		if at < 0 {
			at = len(put)
			c.ID = id
			put = append(put, c)
			if !there {
				made = append(made, id)
			}
		}
		put[at] = put[at].Call(l.label, l.to != "")
	}
	return made, e.PutCases(put...)
}

// stays reports whether the label of a link that is taken away is linked to the
// same case somewhere else still.
func stays(all []*transcript.Transcript, links []link, gone link) bool {
	return slices.ContainsFunc(study.Speakers(all), func(s cases.Speaker) bool {
		return s.Label == gone.label && s.Case == gone.was &&
			!slices.ContainsFunc(links, func(l link) bool { return string(l.transcript) == s.Transcript && l.label == s.Label })
	})
}

// linking says for the history what links say, without anybody's label.
func linking(links []link) string {
	var said []string
	for _, l := range links {
		one := fmt.Sprintf("%s in %s", l.to, l.transcript)
		if l.to == "" {
			one = fmt.Sprintf("nobody in %s for %s", l.transcript, l.was)
		}
		if l.to != l.was && !slices.Contains(said, one) {
			said = append(said, one)
		}
	}
	return "linked speakers: " + strings.Join(said, ", ")
}

// sayLinked shows the speakers who are somebody else now than they were.
func (e *Env) sayLinked(links []link, made []string, dry bool) error {
	r := table.Report{Table: table.Table{Columns: []table.Column{
		{Name: "transcript", Heading: "Transcript"},
		{Name: "label", Heading: "Label", Words: true},
		{Name: "case", Heading: "Case"},
		{Name: "was", Heading: "Was"},
	}}}
	for _, l := range links {
		if l.to != l.was {
			r.Table.Rows = append(r.Table.Rows, []any{string(l.transcript), l.label, l.to, l.was})
		}
	}
	if err := e.show(r); err != nil {
		return err
	}
	would := ""
	if dry {
		would = "would have "
	}
	if n := len(r.Table.Rows); n > 0 {
		e.note("%schanged the case of %s", would, count(n, "speaker"))
	} else {
		e.note("nobody to link: they are linked so already, or nothing is proposed")
	}
	if len(made) > 0 {
		e.note("%smade %s: %s", would, count(len(made), "case"), strings.Join(made, ", "))
	}
	return nil
}
