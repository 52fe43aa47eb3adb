package study

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
	"grounded/transcript"
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
	people, problems, err := c.Study.cases(c.read)
	if err != nil {
		return err
	}
	c.add(problems...)
	if problem.Fatal(problems) != nil {
		return nil
	}
	var ts []*transcript.Transcript
	for _, t := range c.all() {
		ts = append(ts, t.Transcript)
	}
	if len(ts) == len(c.ids) {
		c.people = map[string]bool{}
		for _, id := range people.IDs() {
			c.people[id] = true
		}
		for _, s := range Speakers(ts) {
			c.people[s.Case] = true
		}
	}
	if _, err := c.read(casesFile); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, t := range c.all() {
		for _, v := range t.Speakers {
			c.known(people, transcriptFile(t.ID), v.Case, fmt.Sprintf("speaker %q", v.Label))
		}
	}
	c.add(people.Check(Speakers(ts))...)
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
	if near := cases.Near(id, people.IDs()); len(near) > 0 {
		remedy = fmt.Sprintf("did you mean %s? Or %s", strings.Join(near, ", "), remedy)
	}
	c.add(problem.Problem{Name: "case-unknown", File: file, Line: c.lineOf(file, id),
		Message: fmt.Sprintf("%s is said to be case %q, which is not in %s", who, id, casesFile), Remedy: remedy})
}

// Link says in the front matter of a transcript which case a speaker is, or with
// "" that they are none. Nothing else in the file changes.
func (e *Edit) Link(id transcript.ID, label, to string) error {
	t, err := e.Transcript(id)
	if err != nil {
		return err
	}
	file := transcriptFile(id)
	src, err := e.Read(file)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(t.Speakers, func(v transcript.Speaker) bool { return v.Label == label })
	if i >= 0 && t.Speakers[i].Role == transcript.Gone && to != "" {
		return fmt.Errorf("%s: the words of %q were withdrawn, so they are nobody's", id, label)
	}
	now, err := transcript.Describe(file, src, setOrUnset(tomledit.Nth("speaker", i), "case", to))
	if err != nil {
		return err
	}
	e.Write(file, now)
	return nil
}

// Transcripts reads all transcripts as the transaction sees them, sorted by id.
func (e *Edit) Transcripts() ([]*transcript.Transcript, error) {
	ids, err := e.study.TranscriptIDs()
	if err != nil {
		return nil, err
	}
	out := make([]*transcript.Transcript, len(ids))
	for i, id := range ids {
		if out[i], err = e.Transcript(id); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Speakers returns who speaks in some transcripts, as package cases asks for
// them.
func Speakers(ts []*transcript.Transcript) []cases.Speaker {
	var out []cases.Speaker
	for _, t := range ts {
		for _, v := range t.Speakers {
			out = append(out, cases.Speaker{Transcript: string(t.ID), Label: v.Label, Case: v.Case})
		}
	}
	return out
}
