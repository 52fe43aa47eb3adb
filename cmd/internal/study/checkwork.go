package study

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"grounded/analysis/reconciliation"

	"grounded/codebook"
	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// work checks the codebooks, the codings and the history of the analysts.
func (c *checker) work(ctx context.Context) error {
	for _, a := range c.seen() {
		if _, read := c.books[a.Codebook]; !read {
			if err := c.book(a); err != nil {
				return err
			}
		}
		if err := c.workOf(ctx, a); err != nil {
			return err
		}
		_, problems := c.store.History(string(a.ID))
		c.add(problems...)
	}
	c.changed()
	_, problems := c.store.History("")
	c.add(problems...)
	return nil
}

// book checks a codebook. What is missing from one with a fatal fault may only
// be misspelt there, so nothing is looked up in it.
func (c *checker) book(a Analyst) error {
	src, err := readOptional(c.read, a.CodebookFile())
	if err != nil {
		return err
	}
	book, problems := c.decodeBook(a, src)
	c.add(problems...)
	if problem.Fatal(problems) != nil {
		book = nil
	}
	c.books[a.Codebook] = book
	return nil
}

func (c *checker) workOf(ctx context.Context, a Analyst) error {
	progress, _, err := progressOf(a.ID, c.read)
	var unread problem.Error
	if errors.As(err, &unread) {
		c.add(unread...)
	} else if err != nil {
		return err
	}
	files, err := c.names(codingsOf(a.ID), ".jsonl")
	if err != nil {
		return err
	}
	homes, lost, err := c.findHomes(c.all(), files, progress)
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
		home := homes[t.ID]
		w, problems, err := c.workOn(a.ID, t, home, c.read)
		if err != nil {
			return err
		}
		c.add(problems...)
		files = slices.DeleteFunc(files, func(f string) bool { return f == string(home.id) })
		if w != nil {
			file := codingsFile(a.ID, home.id)
			c.placed(a, t, w, file)
			if unread == nil {
				c.current(a.ID, t, w)
			}
		}
	}
	return c.unplaced(a, files)
}

// unplaced checks codings whose transcript is not there or cannot be read.
func (c *checker) unplaced(a Analyst, files []string) error {
	for _, f := range files {
		file := codingsFile(a.ID, transcript.ID(f))
		src, err := c.read(file)
		if err != nil {
			return err
		}
		codings, problems := coding.Decode(file, src)
		c.add(problems...)
		for _, k := range codings {
			c.codings[a.ID][k.ID] = file
		}
	}
	return nil
}

func (c *checker) lost(a coding.Analyst, l lostHome) {
	p := problem.Problem{Name: "transcript-missing", File: codingsFile(a, l.id),
		Message: fmt.Sprintf("there is no transcript %s, so its codings are left out", l.id),
		Remedy:  fmt.Sprintf("put %s back, or take its codings away with: grounded transcript remove %s --with-codings", transcriptFile(l.id), l.id)}
	switch {
	case l.doubtful():
		p.Name = "transcript-doubtful"
		p.Message = l.doubt() + "; the work on it is left out"
		p.Remedy = fmt.Sprintf("give the transcript that it is of its old name back (%s), or the new name to this file and to its table in %s",
			transcriptFile(l.id), progressFile(a))
		if !l.kept {
			p.File = progressFile(a)
			p.Line = c.lineOf(p.File, string(l.id))
			p.Remedy = fmt.Sprintf("give the transcript that it is of its old name back (%s), or its table here the new name", transcriptFile(l.id))
		}
	case l.now != "":
		p.Name = "transcript-moved"
		p.Message = fmt.Sprintf("transcript %s is now %s: its text is the same", l.id, l.now)
		p.Remedy = "write the new name into the codings with: grounded check --fix"
	case !l.kept:
		p.File = progressFile(a)
		p.Line = c.lineOf(p.File, string(l.id))
		p.Message = fmt.Sprintf("there is no transcript %s", l.id)
		p.Remedy = fmt.Sprintf("put %s back, or take its table out of this file with: grounded transcript remove %s", transcriptFile(l.id), l.id)
	}
	c.add(p)
}

// placed checks an analyst's codings of one transcript, as they stand in it now.
func (c *checker) placed(a Analyst, t text, w *coding.Work, file string) {
	book := c.books[a.Codebook]
	missing := map[codebook.ID]int{}
	var own []string // codings of a's own words
	for _, p := range w.Codings {
		if book != nil {
			if _, ok := book.Code(p.Code); !ok {
				missing[p.Code]++
			}
		}
		if other, twice := c.codings[a.ID][p.ID]; twice && other != file {
			c.add(problem.Problem{Name: "coding-twice", File: file, Line: c.lineOf(file, p.ID),
				Message: fmt.Sprintf("coding %s is in %s as well", p.ID, other), Remedy: "take it out of one of the files"})
		}
		c.codings[a.ID][p.ID] = file
		if coding.OfOwnWords(a.Case, t.Transcript, p) {
			own = append(own, p.ID)
		}
		if p.Fate == coding.Adrift {
			c.add(problem.Problem{Name: "adrift", File: file, Line: c.lineOf(file, p.ID),
				Message: fmt.Sprintf("coding %s (%s) is adrift: its words %q %s", p.ID, p.Code, shorten(p.Quote), whyAdrift(p.Quote, t)),
				Remedy:  fmt.Sprintf("put it back with: grounded move %s PLACE%[2]s, or take it away with: grounded remove %[1]s%[2]s", p.ID, c.as(a))})
		}
	}
	if len(own) > 0 {
		c.add(problem.Problem{Name: "own-words", File: file, Line: c.lineOf(file, own[0]),
			Message: fmt.Sprintf("%s put codings on words of their own, as %s in %s: %s", a.ID, a.Case, t.ID, shortList(own)),
			Remedy:  "leave them out where it matters with --not-own, or have another analyst code these words"})
	}
	for _, id := range slices.Sorted(maps.Keys(missing)) {
		c.add(problem.Problem{Name: "code-missing", File: file, Line: c.lineOf(file, string(id)),
			Message: fmt.Sprintf("%s of code %q, which is not in %s", codingsAre(missing[id]), id, a.CodebookFile()),
			Remedy:  remedyForCode(id, book) + c.as(a)})
	}
}

// whyAdrift says why the words of a coding have no place in a text.
func whyAdrift(quote string, t text) string {
	switch n := strings.Count(t.Body, quote); n {
	case 0:
		return fmt.Sprintf("are not in %s as it is now", t.ID)
	case 1:
		return fmt.Sprintf("stand once in %s as it is now, among other words than before", t.ID)
	default:
		return fmt.Sprintf("stand %d times in %s as it is now and cannot be told apart", n, t.ID)
	}
}

// stale is a transcript that was changed after codings were written.
type stale struct {
	transcript transcript.ID
	textless   bool // nothing says on which text the codings were put
}

// current notes whose codings were not written on the text as it is now.
func (c *checker) current(a coding.Analyst, t text, w *coding.Work) {
	if w.Text != t.hash && len(w.Codings) > 0 {
		at := stale{t.ID, w.Text == ""}
		c.stale[at] = append(c.stale[at], a)
	}
}

// changed says of each transcript whose codings were written on another text.
func (c *checker) changed() {
	for at, whose := range c.stale {
		message := fmt.Sprintf("this was changed after the codings of %s were written", and(whose))
		if at.textless {
			message = fmt.Sprintf("nothing says on which text the codings of %s were put", and(whose))
		}
		c.add(problem.Problem{Name: textChanged, File: transcriptFile(at.transcript), Message: message + "; every command finds their places anew",
			Remedy: "write the places down with: grounded check --fix"})
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
	add := "add it with: grounded codebook add " + string(id)
	if slug.Check(string(id)) != nil {
		add = "put a code of the codebook in its place, or add one with: grounded codebook add NAME"
	}
	if near := nearest.Meant(string(id), names); near != "" {
		return near + "; otherwise " + add
	}
	return add
}

// together looks at what analysts propose for a shared codebook and at what they
// decided on their differences.
func (c *checker) together() error {
	for _, a := range c.seen() {
		src, err := readOptional(c.read, a.ProposalsFile())
		if err != nil {
			return err
		}
		if src != nil {
			_, problems := codebook.DecodeProposals(a.ProposalsFile(), src)
			c.add(problems...)
		}
		if src, err = readOptional(c.read, DecisionsFile(a.ID)); err != nil {
			return err
		}
		if src != nil {
			_, problems := reconciliation.Decode(DecisionsFile(a.ID), src)
			c.add(problems...)
		}
	}
	return nil
}

// shortList joins a few ids, and says how many more there are.
func shortList(ids []string) string {
	const most = 5
	if len(ids) <= most {
		return strings.Join(ids, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(ids[:most], ", "), len(ids)-most)
}
