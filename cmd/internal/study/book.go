package study

import (
	"errors"
	"io/fs"
	"strings"

	"grounded/codebook"
	"grounded/codebook/problem"
)

// Book reads the codebook of an analyst; one whose file is not there is empty.
func (s *Study) Book(a Analyst) (*codebook.Book, error) { return s.book(a, s.read) }

func (s *Study) book(a Analyst, read reader) (*codebook.Book, error) {
	src, err := read(a.CodebookFile())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	book, problems := s.decodeBook(a, src)
	return book, s.heed(problems)
}

// decodeBook reads a codebook of the study, and says how to get at what is wrong
// with it.
func (s *Study) decodeBook(a Analyst, src []byte) (*codebook.Book, []problem.Problem) {
	book, problems := codebook.Decode(a.CodebookFile(), src)
	for i, p := range problems {
		const open = "open it with: grounded codebook edit"
		switch {
		case p.Name == "toml-syntax" && p.Remedy != "":
			problems[i].Remedy += "; " + open
		case p.Name == "toml-syntax", p.Fatal && p.Remedy == "":
			problems[i].Remedy = open
		}
		if strings.Contains(problems[i].Remedy, "grounded codebook ") {
			problems[i].Remedy += s.as(a)
		}
	}
	return book, problems
}

// as names an analyst for a command, where there are several who could act.
func (s *Study) as(a Analyst) string {
	if len(s.Config.Analysts) < 2 {
		return ""
	}
	return " -a " + string(a.ID)
}
