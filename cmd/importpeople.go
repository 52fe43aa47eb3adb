package cmd

import (
	"fmt"
	"slices"
	"strings"

	"grounded/cmd/internal/study"
	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/cases"
)

// peopleMaker takes over what tables with a row a respondent say of people.
type peopleMaker struct {
	env     *Env
	options importOptions
	sources []readSource
	taken   []cases.Imported // of each source that says something
}

// make puts the people of the sources that come in into cases.toml.
func (m *peopleMaker) make(e *study.Edit, come []*transcript.Transcript) error {
	m.taken = nil
	for _, s := range m.sources {
		comes := slices.ContainsFunc(s.result.Transcripts, func(t *transcript.Transcript) bool {
			return slices.ContainsFunc(come, func(c *transcript.Transcript) bool { return c.ID == t.ID })
		})
		if !comes || len(s.result.People) == 0 {
			continue
		}
		register, err := e.Cases()
		if err != nil {
			return err
		}
		taken, problems := register.Import(sheetOf(s), cases.Importing{Key: caseColumn})
		if err := problem.Fatal(problems); err != nil {
			return nothingCameIn(err)
		}
		labels := map[string]string{}
		for _, p := range s.result.People {
			labels[p.Case] = p.Label
		}
		for i, c := range taken.Cases {
			taken.Cases[i] = c.Call(labels[c.ID], true)
		}
		if err := e.PutCases(taken.Cases...); err != nil {
			return err
		}
		m.taken = append(m.taken, taken)
	}
	return nil
}

// caseColumn says in a sheet of people who each row is about.
const caseColumn = "case"

// sheetOf is what a source says of people, a row each. A head that no condition
// could name loses what stands in the way.
func sheetOf(s readSource) cases.Sheet {
	sheet := cases.Sheet{Name: s.file, Columns: []string{caseColumn}}
	column := map[string]int{}
	for _, p := range s.result.People {
		for _, v := range p.Values {
			if _, known := column[v.Name]; !known {
				column[v.Name] = len(sheet.Columns)
				sheet.Columns = append(sheet.Columns, attributeName(v.Name, sheet.Columns))
			}
		}
	}
	for i, p := range s.result.People {
		row := cases.SheetRow{Line: i + 2, Cells: make([]string, len(sheet.Columns))}
		row.Cells[0] = p.Case
		for _, v := range p.Values {
			row.Cells[column[v.Name]] = v.Text
		}
		sheet.Rows = append(sheet.Rows, row)
	}
	return sheet
}

// attributeName makes the head of a column the name of an attribute that none of
// the others has.
func attributeName(head string, others []string) string {
	name := strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if strings.ContainsRune("=<>!", r) {
			return ' '
		}
		return r
	}, head)), " ")
	if name == "" {
		name = "column"
	}
	for slices.Contains(others, name) || cases.CheckAttribute(name, "") != nil {
		name += "_"
	}
	return name
}

// say tells what is known of people now.
func (m *peopleMaker) say() {
	took := "took over"
	if m.options.DryRun {
		took = "would take over"
	}
	for _, taken := range m.taken {
		var names []string
		for _, c := range taken.Columns {
			names = append(names, fmt.Sprintf("%s (%s)", c.Name, c.Kind))
		}
		of := ""
		if len(names) > 0 {
			of = ": " + strings.Join(names, ", ")
		}
		m.env.note("%s what the table says of %s%s", took, count(len(taken.Cases), "case"), of)
		m.env.sayColumns(taken.Columns)
	}
}
