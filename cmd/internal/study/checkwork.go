package study

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"grounded/codebook"
	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/transcript/coding"
)

// work checks the codebooks, the codings and the history of the analysts.
func (c *checker) work(ctx context.Context) error {
	for _, a := range c.seen() {
		if c.books[a.Codebook] == nil {
			src, err := readOptional(c.read, a.CodebookFile())
			if err != nil {
				return err
			}
			book, problems := codebook.Decode(a.CodebookFile(), src)
			c.add(problems...)
			c.books[a.Codebook] = book
		}
		if err := c.workOf(ctx, a); err != nil {
			return err
		}
		_, problems := c.store.History(string(a.ID))
		c.add(problems...)
	}
	_, problems := c.store.History("")
	c.add(problems...)
	return nil
}

func (c *checker) workOf(ctx context.Context, a Analyst) error {
	progress, _, err := progressOf(a.ID, c.read)
	var fatal problem.Error
	if errors.As(err, &fatal) {
		c.add(fatal...)
	} else if err != nil {
		return err
	}
	files, err := c.names(codingsOf(a.ID), ".jsonl")
	if err != nil {
		return err
	}
	homes, lost, err := c.findHomes(a.ID, c.all(), files, progress)
	if err != nil {
		return err
	}
	for _, l := range lost {
		c.lost(a.ID, l)
	}
	c.codings[a.ID] = map[string]string{}
	for _, t := range c.all() {
		if err := ctx.Err(); err != nil {
			return err
		}
		w, problems, err := c.workOn(a.ID, t, homes[t.ID], c.read)
		if err != nil {
			return err
		}
		c.add(problems...)
		if w != nil {
			c.placed(a, t, w, codingsFile(a.ID, homes[t.ID].id))
		}
	}
	return nil
}

func (c *checker) lost(a coding.Analyst, l lostHome) {
	p := problem.Problem{Name: "transcript-missing", File: codingsFile(a, l.id),
		Message: fmt.Sprintf("there is no transcript %s, so its codings are left out", l.id),
		Remedy:  "put " + transcriptFile(l.id) + " back"}
	switch {
	case l.now != "":
		p.Name = "transcript-moved"
		p.Message = fmt.Sprintf("transcript %s is now %s: its text is the same", l.id, l.now)
		p.Remedy = "write the new name into the codings with: grounded check --fix"
	case !l.kept:
		p.File = progressFile(a)
		p.Line = c.lineOf(p.File, string(l.id))
		p.Message = fmt.Sprintf("there is no transcript %s", l.id)
		p.Remedy += ", or take its table out of this file"
	}
	c.add(p)
}

// placed checks an analyst's codings of one transcript, as they stand in it now.
func (c *checker) placed(a Analyst, t text, w *coding.Work, file string) {
	book := c.books[a.Codebook]
	missing := map[codebook.ID]int{}
	for _, p := range w.Codings {
		if _, ok := book.Code(p.Code); !ok {
			missing[p.Code]++
		}
		if other, twice := c.codings[a.ID][p.ID]; twice && other != file {
			c.add(problem.Problem{Name: "coding-twice", File: file, Line: c.lineOf(file, p.ID),
				Message: fmt.Sprintf("coding %s is in %s as well", p.ID, other), Remedy: "take it out of one of the files"})
		}
		c.codings[a.ID][p.ID] = file
		if p.Fate == coding.Adrift {
			c.add(problem.Problem{Name: "adrift", File: file, Line: c.lineOf(file, p.ID),
				Message: fmt.Sprintf("coding %s (%s) is adrift: its words %q are not in %s as it is now", p.ID, p.Code, shorten(p.Quote), t.ID),
				Remedy:  fmt.Sprintf("put it back with: grounded move %s PLACE, or take it away with: grounded remove %s", p.ID, p.ID)})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(missing)) {
		c.add(problem.Problem{Name: "code-missing", File: file, Line: c.lineOf(file, string(id)),
			Message: fmt.Sprintf("%s of code %q, which is not in %s", codingsAre(missing[id]), id, a.CodebookFile()),
			Remedy:  remedyForCode(id, book)})
	}
	if w.Text != t.hash && len(w.Codings) > 0 {
		c.add(problem.Problem{Name: "text-changed", File: file,
			Message: fmt.Sprintf("%s was changed after these codings were written; every command finds their places anew", transcriptFile(t.ID)),
			Remedy:  "write the new places down with: grounded check --fix"})
	}
}

func codingsAre(n int) string {
	if n == 1 {
		return "one coding is"
	}
	return fmt.Sprintf("%d codings are", n)
}

func remedyForCode(id codebook.ID, book *codebook.Book) string {
	var names []string
	for _, code := range book.Codes {
		names = append(names, string(code.ID))
	}
	add := "add it with: grounded codebook add"
	if near := nearest.Meant(string(id), names); near != "" {
		return near + " otherwise " + add
	}
	return add
}
