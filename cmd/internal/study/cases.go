package study

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/transcript/cases"
)

// Cases reads the people who were studied; a study without cases.toml knows of
// none.
func (s *Study) Cases() (*cases.Register, error) {
	people, problems, err := s.cases(s.read)
	if err != nil {
		return nil, err
	}
	return people, s.heed(problems)
}

func (s *Study) cases(read reader) (*cases.Register, []problem.Problem, error) {
	src, err := read(casesFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	people, problems := cases.Decode(casesFile, src)
	return people, problems, nil
}

// Cases reads the people who were studied as the transaction sees them.
func (e *Edit) Cases() (*cases.Register, error) {
	people, problems, err := e.study.cases(e.Read)
	if err != nil {
		return nil, err
	}
	return people, problem.Fatal(problems)
}

// PutCases changes and adds cases, in a file that is made where there is none.
func (e *Edit) PutCases(cs ...cases.Case) error {
	if len(cs) == 0 {
		return nil
	}
	there, err := e.exists(casesFile)
	if err != nil {
		return err
	}
	people, err := e.Cases()
	if !there {
		people, _ = cases.Decode(casesFile, cases.New())
	}
	if err != nil {
		return err
	}
	src, err := people.Put(cs...)
	if err != nil {
		return err
	}
	e.writeText(casesFile, src)
	return nil
}

// cases checks cases.toml, and that who it speaks of and who transcripts and
// analysts are said to be are the same people. Without the file nobody keeps
// cases, and a transcript may name one all the same.
func (c *checker) cases() error {
	_, err := c.read(casesFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	people, problems, err := c.Study.cases(c.read)
	if err != nil {
		return err
	}
	c.add(problems...)
	if problem.Fatal(problems) != nil {
		return nil
	}
	var speakers []cases.Speaker
	for _, t := range c.all() {
		for _, v := range t.Speakers {
			speakers = append(speakers, cases.Speaker{Transcript: string(t.ID), Label: v.Label, Case: v.Case})
			c.known(people, transcriptFile(t.ID), v.Case, fmt.Sprintf("speaker %q", v.Label))
		}
	}
	c.add(people.Check(speakers)...)
	for _, a := range c.seen() {
		c.known(people, configFile, a.Case, fmt.Sprintf("analyst %s", a.ID))
	}
	return nil
}

// known notes that somebody is said to be a case that there is not.
func (c *checker) known(people *cases.Register, file, id, who string) {
	if id == "" || slices.Contains(people.IDs(), id) {
		return
	}
	remedy := fmt.Sprintf("add the case with: grounded case set %s --new", id)
	if near := nearest.Meant(id, people.IDs()); near != "" {
		remedy = near + " Or else " + remedy
	}
	c.add(problem.Problem{Name: "case-unknown", File: file, Line: c.lineOf(file, id),
		Message: fmt.Sprintf("%s is said to be case %q, which is not in %s", who, id, casesFile), Remedy: remedy})
}
