package study

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/index/query"
	"grounded/analysis/theme"
	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// crosswalks checks them, but not in a blind study, in which they tell of codes
// that others have.
func (c *checker) crosswalks() error {
	if c.sel.Blind {
		return nil
	}
	names, err := c.names(crosswalksFolder, ".toml")
	if err != nil {
		return err
	}
	for _, name := range names {
		file := crosswalksFolder + "/" + name + ".toml"
		left, right, _ := strings.Cut(name, "--")
		a, errA := c.Analyst(coding.Analyst(left))
		b, errB := c.Analyst(coding.Analyst(right))
		if errA != nil || errB != nil || left >= right {
			c.add(problem.Problem{Name: "crosswalk-of-nobody", File: file,
				Message: "the file's name is not that of two analysts, such as ana--ben.toml, so it is not read",
				Remedy:  "name it after the two whose codes it pairs, in the order of the alphabet"})
			continue
		}
		src, err := c.read(file)
		if err != nil {
			return err
		}
		walk, problems := crosswalk.Decode(file, src)
		c.add(problems...)
		c.add(walk.Check(c.books[a.Codebook], c.books[b.Codebook])...)
	}
	return nil
}

func (c *checker) models(ctx context.Context) error {
	names, err := c.Models(c.sel)
	if err != nil {
		return err
	}
	// A book that is hidden or cannot be read is there and nil: the model may
	// speak of its codes.
	books := map[coding.Analyst]*codebook.Book{}
	for _, a := range c.Config.Analysts {
		books[a.ID] = nil
		if c.sel.Sees(a.ID) {
			books[a.ID] = c.books[a.Codebook]
		}
	}
	unread := false
	for _, name := range names {
		src, err := c.read(ModelFile(name))
		if err != nil {
			return err
		}
		model, problems := theme.Decode(ModelFile(name), src)
		c.add(slices.DeleteFunc(problems, func(p problem.Problem) bool { return p.Name == theme.ShownNotSaid })...) // quotes says it better
		if model == nil || problem.Fatal(problems) != nil {
			unread = true
			continue
		}
		model.Flag = c.ModelFlag(c.sel, name)
		c.add(model.Check(books)...)
		if err := c.states(name, model); err != nil {
			return err
		}
		c.quotes(model)
		c.queries(ctx, model)
		for _, t := range model.Themes {
			c.themes[string(t.ID)] = true
		}
	}
	if unread {
		c.themes = nil
	}
	return nil
}

// states checks that the kept states of a model can be read, and that those are there
// which its revisions speak of.
func (c *checker) states(model string, m *theme.Model) error {
	states, err := c.States(model)
	if err != nil {
		return err
	}
	for _, r := range m.Revisions {
		for _, state := range []string{r.Before, r.After} {
			if state != "" && !slices.Contains(states, state) {
				c.add(problem.Problem{Name: "state-missing", File: m.Name(), Line: r.Line,
					Message: fmt.Sprintf("this revision speaks of the state %q of the model, which is not in %s", state, statesFolder(model)),
					Remedy:  "bring the file back, or take the name out"})
			}
		}
	}
	for _, state := range states {
		src, err := c.read(stateFile(model, state))
		if err != nil {
			return err
		}
		_, problems := theme.Decode(stateFile(model, state), src)
		if problem.Fatal(problems) != nil {
			c.add(problems...)
		}
	}
	return nil
}

// queries checks that the queries of a model mean something in this study, but not in a
// blind one, in which they may name what is hidden.
func (c *checker) queries(ctx context.Context, m *theme.Model) {
	if c.sel.Blind {
		return
	}
	for _, t := range m.Themes {
		if t.Query == "" {
			continue
		}
		q, err := query.Parse(t.Query)
		if err == nil {
			meant, broken := c.Fields(ctx, c.sel, q, m)
			if broken != nil {
				return // of a study that cannot be read as a whole this is said already
			}
			if meant != nil {
				err = meant.Check(q)
			}
		}
		if err != nil {
			c.add(problem.Problem{Name: "theme-query", File: m.Name(), Line: t.Line, Message: fmt.Sprintf("the query of theme %q finds nothing: %s", t.ID, err),
				Remedy: fmt.Sprintf("give it another with: grounded theme edit %s%s --query WORDS", t.ID, m.Flag)})
		}
	}
}

// quotes checks that the quotations of a model are in the texts as they are now, and how
// they stand there.
func (c *checker) quotes(m *theme.Model) {
	readable, known := []*transcript.Transcript{}, []*transcript.Transcript{}
	for _, id := range c.ids {
		t := &transcript.Transcript{ID: id} // it cannot be read, which is said already
		if text, ok := c.transcripts[id]; ok {
			t = text.Transcript
			readable = append(readable, t)
		}
		known = append(known, t)
	}
	moved := m.Moved(known)
	for _, q := range m.Anchor(readable) {
		p := problem.Problem{File: m.Name(), Line: q.Line}
		switch {
		case q.Transcript == "" || q.Quote.Quote == "":
			continue
		case q.Fate != coding.Adrift:
			c.quoteInPlace(m, q)
			continue
		case q.In != nil:
			p.Name = "quote-adrift"
			p.Message = fmt.Sprintf("the quotation %q of theme %q is not in %s as it is now", shorten(q.Quote.Quote), q.Theme, q.Transcript)
			p.Remedy = fmt.Sprintf("take it out with: grounded theme quotes %s%s --drop \"%s\", and choose the words as they are now with: grounded theme quotes %s%s --add %s --quote WORDS",
				q.Theme, m.Flag, m.NameOf(q.Index), q.Theme, m.Flag, q.Transcript)
		case slices.Contains(c.ids, q.Transcript):
			continue
		case moved[q.Transcript] != "":
			p.Name = "transcript-moved"
			p.Message = fmt.Sprintf("a quotation of theme %q is from %s, which is not there, and stands word for word in %s", q.Theme, q.Transcript, moved[q.Transcript])
			p.Remedy = "write the new name into the model with: grounded check --fix"
		default:
			p.Name = "quote-transcript-missing"
			p.Message = fmt.Sprintf("a quotation of theme %q is from %s, and there is no such transcript", q.Theme, q.Transcript)
			p.Remedy = "put the transcript back, write its right name, or take the quotation out"
			if _, ok := m.Theme(q.Theme); ok {
				p.Remedy += fmt.Sprintf(" with: grounded theme quotes %s%s --drop \"%s\"", q.Theme, m.Flag, m.NameOf(q.Index))
			}
		}
		c.add(p)
	}
}

// quoteInPlace checks that what is to be printed of a quotation fits the words that stand
// in the text now, and that these are what was verified.
func (c *checker) quoteInPlace(m *theme.Model, q theme.Anchored) {
	fits := q.ShownFits()
	if !fits {
		c.add(problem.Problem{Name: theme.ShownNotSaid, File: m.Name(), Line: q.Line,
			Message: fmt.Sprintf("what is to be printed of the quotation %q of theme %q does not fit its words: %q", shorten(q.Quote.Quote), q.Theme, shorten(q.Shown)),
			Remedy:  "say it anew with: " + m.ShowAnew(q.Index)})
	}
	if !q.Lapsed() {
		return
	}
	first := ""
	if !fits {
		first = "say anew what is to be printed, then "
	}
	c.add(problem.Problem{Name: "verified-no-more", File: m.Name(), Line: q.Line,
		Message: fmt.Sprintf("the quotation %q of theme %q was verified (%s), and its words are others since", shorten(q.Quote.Quote), q.Theme, q.Verified),
		Remedy:  fmt.Sprintf("%scompare it again, and say so with: grounded theme quotes %s%s --verify \"%s\" --against WHAT", first, q.Theme, m.Flag, m.NameOf(q.Index))})
}

func (c *checker) memos() error {
	for _, a := range c.seen() {
		names, err := c.names(memosOf(a.ID), ".md")
		if err != nil {
			return err
		}
		for _, name := range names {
			src, err := c.read(memoFile(a.ID, name))
			if err != nil {
				return err
			}
			m, problems := decodeMemo(a.ID, name, src)
			c.add(problems...)
			for _, about := range m.About {
				c.about(a, m, about)
			}
		}
	}
	return nil
}

// about checks what a memo says it is about. Codes and codings are those of
// whoever wrote it.
func (c *checker) about(a Analyst, m Memo, about string) {
	what, id, _ := strings.Cut(about, ":")
	there := true
	switch what {
	case "code":
		if book := c.books[a.Codebook]; book != nil {
			_, there = book.Code(codebook.ID(id))
		}
	case "coding":
		_, there = c.codings[a.ID][id]
	case "transcript":
		there = slices.Contains(c.ids, transcript.ID(id))
	case "theme":
		there = c.themes == nil || c.themes[id]
	case "case":
		there = c.people == nil || c.people[id]
	case "analyst":
		_, err := c.Analyst(coding.Analyst(id))
		there = err == nil
	}
	if !there {
		c.add(problem.Problem{Name: "memo-about", File: m.File(), Line: c.lineOf(m.File(), about),
			Message: fmt.Sprintf("this memo is about %s, which is not there", about),
			Remedy:  "change or take away what its about says"})
	}
}
