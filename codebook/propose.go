package codebook

import (
	"cmp"
	"fmt"

	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
)

// SetOwner returns the book which one analyst alone changes, or all who share it where
// owner is "".
func (b *Book) SetOwner(owner string) ([]byte, error) {
	if owner == "" {
		return b.edit(tomledit.Unset(tomledit.Root, "owner"))
	}
	return b.edit(tomledit.Set(tomledit.Root, "owner", owner))
}

// Decline returns the book in which a proposal is not taken, and says why.
func (b *Book) Decline(d Declined) ([]byte, error) {
	pairs := []tomledit.Pair{{Key: "code", Value: string(d.Code)}, {Key: "of", Value: d.Of}}
	if d.Because != "" {
		pairs = append(pairs, tomledit.Pair{Key: "because", Value: d.Because})
	}
	return b.edit(tomledit.Append("declined", pairs...))
}

// Proposal is a code that an analyst would have in a book that another keeps.
type Proposal struct {
	Code    Code
	Because string
}

// Proposals is the file in which one analyst proposes codes: a codebook whose codes
// say why.
type Proposals struct {
	List []Proposal
	book *Book
}

// DecodeProposals reads such a file. Its problems are those of [Decode] that are about
// one code alone: what a code refers to may be in the book that it is proposed for.
func DecodeProposals(name string, src []byte) (*Proposals, []problem.Problem) {
	book, found := Decode(name, src)
	var reasons struct {
		Codes []struct {
			Because string `toml:"because"`
		} `toml:"code"`
	}
	_, _ = tomledit.Decode(name, src, &reasons)
	p := &Proposals{book: book}
	for i, c := range book.Codes {
		one := Proposal{Code: c}
		if i < len(reasons.Codes) {
			one.Because = reasons.Codes[i].Because
		}
		p.List = append(p.List, one)
	}
	var problems []problem.Problem
	for _, q := range found {
		switch q.Name {
		case "unknown-key", "parent-missing", "rests-missing":
		default:
			problems = append(problems, q)
		}
	}
	return p, problems
}

// Propose returns the file with one more proposal for a book. It refuses what
// [Book.Add] does, and a code that is proposed already.
func (p *Proposals) Propose(to *Book, one Proposal) ([]byte, error) {
	if _, err := to.Add(one.Code); err != nil {
		return nil, err
	}
	for _, known := range p.List {
		if nearest.Fold(string(known.Code.ID)) == nearest.Fold(string(one.Code.ID)) {
			for _, d := range to.Declined {
				if d.Code == known.Code.ID {
					return nil, fmt.Errorf("a code %q was proposed and declined (%s); choose another id, and say what is new", d.Code, cmp.Or(d.Because, "no reason given"))
				}
			}
			return nil, fmt.Errorf("a code %q is proposed already, at line %d; choose another id", known.Code.ID, known.Code.Line)
		}
	}
	pairs := pairs(one.Code)
	if one.Because != "" {
		pairs = append(pairs, tomledit.Pair{Key: "because", Value: one.Because})
	}
	return p.book.edit(tomledit.Append("code", pairs...))
}
