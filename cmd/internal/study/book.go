package study

import (
	"context"
	"fmt"
	"strings"

	"golang.org/x/sync/errgroup"

	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/transcript/coding"
)

// Book reads the codebook of an analyst; one whose file is not there is empty.
func (s *Study) Book(a Analyst) (*codebook.Book, error) { return s.book(a, s.read) }

// Books returns the codebook of every analyst; that of one whom the selection does not
// see is nil.
func (s *Study) Books(sel coding.Selection) (map[coding.Analyst]*codebook.Book, error) {
	books, read := map[coding.Analyst]*codebook.Book{}, map[string]*codebook.Book{}
	for _, a := range s.Config.Analysts {
		books[a.ID] = nil
		if !sel.Sees(a.ID) {
			continue
		}
		if read[a.Codebook] == nil {
			book, err := s.Book(a)
			if err != nil {
				return nil, err
			}
			read[a.Codebook] = book
		}
		books[a.ID] = read[a.Codebook]
	}
	return books, nil
}

func (s *Study) book(a Analyst, read reader) (*codebook.Book, error) {
	src, err := readOptional(read, a.CodebookFile())
	if err != nil {
		return nil, err
	}
	book, problems := s.decodeBook(a, src)
	return book, s.heed(problems)
}

// books reads the codebooks of analysts side by side, and returns them by their files.
func (s *Study) books(ctx context.Context, analysts []Analyst) (map[string]*codebook.Book, error) {
	var keepers []Analyst // one a file
	seen := map[string]bool{}
	for _, a := range analysts {
		if file := a.CodebookFile(); !seen[file] {
			seen[file] = true
			keepers = append(keepers, a)
		}
	}
	read := make([]*codebook.Book, len(keepers))
	problems := make([][]problem.Problem, len(keepers))
	tasks, ctx := errgroup.WithContext(ctx)
	for i, a := range keepers {
		tasks.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			src, err := readOptional(s.read, a.CodebookFile())
			if err == nil {
				read[i], problems[i] = s.decodeBook(a, src)
			}
			return err
		})
	}
	if err := tasks.Wait(); err != nil {
		return nil, err
	}
	books := map[string]*codebook.Book{}
	for i, a := range keepers {
		books[a.CodebookFile()] = read[i]
		if err := s.heed(problems[i]); err != nil {
			return nil, err
		}
	}
	return books, nil
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

// ProposalsFile returns where an analyst proposes codes for a codebook that another
// keeps.
func (a Analyst) ProposalsFile() string {
	return codebooksFolder + "/" + a.Codebook + "." + string(a.ID) + ".toml"
}

// Proposals returns what those who share an analyst's codebook propose for it, in the
// study's order.
func (s *Study) Proposals(a Analyst) (map[coding.Analyst][]codebook.Proposal, []Analyst, error) {
	out := map[coding.Analyst][]codebook.Proposal{}
	var who []Analyst
	for _, other := range s.Config.Analysts {
		if other.Codebook != a.Codebook {
			continue
		}
		p, err := s.proposals(other, s.read)
		if err != nil {
			return nil, nil, err
		}
		if len(p.List) > 0 {
			out[other.ID] = p.List
			who = append(who, other)
		}
	}
	return out, who, nil
}

func (s *Study) proposals(a Analyst, read reader) (*codebook.Proposals, error) {
	src, err := readOptional(read, a.ProposalsFile())
	if err != nil {
		return nil, err
	}
	if src == nil {
		src = codebook.New(a.Name + " proposes")
	}
	p, problems := codebook.DecodeProposals(a.ProposalsFile(), src)
	return p, s.heed(problems)
}

// Propose writes down that the acting analyst would have a code in the codebook.
func (e *Edit) Propose(one codebook.Proposal) error {
	book, err := e.Book()
	if err != nil {
		return err
	}
	p, err := e.study.proposals(e.Analyst, e.Read)
	if err != nil {
		return err
	}
	src, err := p.Propose(book, one)
	if err == nil {
		e.writeText(e.Analyst.ProposalsFile(), src)
	}
	return err
}

// Keeper returns the analyst who alone changes a codebook that others share; false
// where all who share it do.
func (s *Study) Keeper(a Analyst, book *codebook.Book) (Analyst, bool) {
	var owner Analyst
	users := 0
	for _, other := range s.Config.Analysts {
		if other.Codebook != a.Codebook {
			continue
		}
		users++
		if string(other.ID) == book.Owner {
			owner = other
		}
	}
	return owner, owner.ID != "" && users > 1
}

// Proposed returns a code that somebody proposed for the codebook of the acting analyst,
// by its id or its name, and who did; false where nobody has.
func (e *Edit) Proposed(name string) (codebook.Code, Analyst, bool, error) {
	proposals, who, err := e.study.Proposals(e.Analyst)
	if err != nil {
		return codebook.Code{}, Analyst{}, false, err
	}
	for _, by := range who {
		for _, p := range proposals[by.ID] {
			if p.Code.Called(name) {
				return p.Code, by, true, nil
			}
		}
	}
	return codebook.Code{}, Analyst{}, false, nil
}

// MayChange refuses a change of a codebook by one who does not keep it.
func (e *Edit) MayChange(book *codebook.Book) error {
	owner, kept := e.study.Keeper(e.Analyst, book)
	if !kept || owner.ID == e.Analyst.ID {
		return nil
	}
	return fmt.Errorf("%s is kept by %s, who alone changes it; propose a code with: grounded codebook add NAME --propose -a %s; other changes are for %[2]s to make", e.Analyst.CodebookFile(), owner.ID, e.Analyst.ID)
}
