package cmd

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"grounded/cmd/internal/study"
	"grounded/cmd/internal/study/txn"
	"grounded/cmd/internal/tui"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// EditCode changes what the codebook says of a code; an empty text takes it away.
func (d *screenDesk) EditCode(code codebook.ID, field tui.CodeField, text string) (string, error) {
	return d.book("codebook edit", func(_ *study.Edit, book *codebook.Book) ([]byte, string, error) {
		if field == tui.CodeParent {
			return moveUnder(book, code, text)
		}
		given := map[tui.CodeField]string{tui.CodeName: "name", tui.CodeDefinition: "definition", tui.CodeInclude: "include", tui.CodeExclude: "exclude"}[field]
		src, err := book.Set(code, codeOptions{Name: text, Definition: text, Include: text, Exclude: text}.change([]string{given}))
		return src, fmt.Sprintf("changed %s of code %s", given, code), err
	})
}

func moveUnder(book *codebook.Book, code codebook.ID, under string) ([]byte, string, error) {
	if under == "" {
		src, err := book.Move(code, "")
		return src, fmt.Sprintf("moved code %s to the top", code), err
	}
	parent, err := book.Find(under)
	if err != nil {
		return nil, "", err
	}
	src, err := book.Move(code, parent.ID)
	return src, fmt.Sprintf("moved code %s under %s", code, parent.ID), err
}

// Retire takes a code out of use.
func (d *screenDesk) Retire(code codebook.ID) (string, error) {
	return d.book("codebook retire", func(e *study.Edit, book *codebook.Book) ([]byte, string, error) {
		src, err := book.Retire(code, e.Now.Format(time.DateOnly))
		return src, fmt.Sprintf("retired code %s", code), err
	})
}

// book makes one change of the codebook, and says what was done.
func (d *screenDesk) book(command string, change func(*study.Edit, *codebook.Book) ([]byte, string, error)) (string, error) {
	did := ""
	_, err := d.st.Change(d.ctx, d.analyst, command, func(e *study.Edit) error {
		book, err := e.Book()
		if err != nil {
			return err
		}
		src, said, err := change(e, book)
		if err != nil {
			return err
		}
		did = said
		e.Did("%s", did)
		return e.WriteBook(src)
	})
	d.corpus = nil
	if err != nil {
		return "", d.plainly(err)
	}
	return d.told(did), nil
}

// Undo takes back the analyst's newest change. One that was made before the session is an
// *tui.OlderError unless older is asked for.
func (d *screenDesk) Undo(older bool) (tui.Undone, error) {
	done, _, err := d.st.Newest(d.analyst)
	if err != nil {
		return tui.Undone{}, err
	}
	return d.back(done, older, d.st.Undo)
}

// Redo brings back what Undo took back last, in the same way.
func (d *screenDesk) Redo(older bool) (tui.Undone, error) {
	_, undone, err := d.st.Newest(d.analyst)
	if err != nil {
		return tui.Undone{}, err
	}
	return d.back(undone, older, d.st.Redo)
}

func (d *screenDesk) back(what txn.Record, older bool, do func(context.Context, study.Analyst) (txn.Record, error)) (tui.Undone, error) {
	if !older && what.ID != "" && what.At.Before(d.began) {
		return tui.Undone{}, &tui.OlderError{What: fmt.Sprintf("%s, %s", what.At.Local().Format("2 January 2006 15:04"), d.told(what.Did))}
	}
	in := d.changedIn(what)
	was := d.codingsIn(in)
	record, err := do(d.ctx, d.analyst)
	d.corpus = nil // it may be of another transcript
	if err != nil {
		return tui.Undone{}, d.plainly(err)
	}
	return tui.Undone{Said: d.told(record.Did), In: in, Coding: different(was, d.codingsIn(in))}, nil
}

// changedIn is the transcript whose codings a change was about, this one before others; ""
// when it was about none.
func (d *screenDesk) changedIn(what txn.Record) transcript.ID {
	var in transcript.ID
	for _, f := range what.Files {
		name, ok := strings.CutPrefix(f.Path, "codings/"+string(d.analyst.ID)+"/")
		if name, ours := strings.CutSuffix(name, ".jsonl"); ok && ours && (in == "" || transcript.ID(name) == d.id) {
			in = transcript.ID(name)
		}
	}
	return in
}

// codingsIn are the analyst's codings of a transcript as they are on disk; none when they
// cannot be read.
func (d *screenDesk) codingsIn(id transcript.ID) []coding.Placed {
	if id == "" {
		return nil
	}
	sel := d.own()
	sel.Transcripts = []string{string(id)}
	corpus, err := d.st.Load(d.ctx, sel)
	if err != nil {
		return nil
	}
	for _, w := range d.coder(corpus).Work {
		if w.Transcript == id {
			return w.Codings
		}
	}
	return nil
}

// different is the first coding that is not as it was, by place, or else the first that is
// gone; "" when there is none.
func different(was, now []coding.Placed) string {
	before := map[string]coding.Placed{}
	for _, c := range was {
		before[c.ID] = c
	}
	for _, c := range now {
		b, there := before[c.ID]
		delete(before, c.ID)
		if !there || b.Code != c.Code || b.Now != c.Now || b.Memo != c.Memo || b.By != c.By {
			return c.ID
		}
	}
	for _, c := range was {
		if _, gone := before[c.ID]; gone {
			return c.ID
		}
	}
	return ""
}

var (
	anyCodingID = regexp.MustCompile(`\b[0-9bcdfghjklmnpqrstvwxyz]{10}\b`)
	inBracket   = regexp.MustCompile(` \([0-9bcdfghjklmnpqrstvwxyz]{10}\)`)
	placed      = regexp.MustCompile(`\b([\pL\pN-]+):(\d+(?:-\d+)?)`)
)

// ofTheSentence are words of what is told, which are no ids of codes where they stand.
var ofTheSentence = map[string]bool{"put": true, "on": true, "from": true, "to": true, "of": true, "and": true, "code": true, "under": true, "coding": true, "the": true, "memo": true, "name": true, "top": true}

// told is a record of the history as a person at the screen reads it: codes by their names,
// places by their paragraphs, codings without their ids.
func (d *screenDesk) told(did string) string {
	did = inBracket.ReplaceAllString(did, "")
	did = placed.ReplaceAllStringFunc(did, func(ref string) string {
		in, paragraph, _ := strings.Cut(ref, ":")
		if transcript.ID(in) == d.id {
			return "¶" + paragraph
		}
		return in + " ¶" + paragraph
	})
	book, err := d.st.Book(d.analyst)
	if err != nil {
		return did
	}
	words := strings.Split(did, " ")
	for i, word := range words {
		id := strings.TrimRight(word, ",:;")
		switch name := nameIn(book, codebook.ID(id)); {
		case anyCodingID.FindString(id) == id && i > 0 && words[i-1] == "coding":
			words[i] = strings.TrimPrefix(word, id)
		case i > 0 && !ofTheSentence[id] && name != id:
			words[i] = name + strings.TrimPrefix(word, id)
		}
	}
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}

// nameOf is a code's name, as the codebook has it now.
func (d *screenDesk) nameOf(id codebook.ID) string {
	book, err := d.st.Book(d.analyst)
	if err != nil {
		return string(id)
	}
	return nameIn(book, id)
}

func nameIn(book *codebook.Book, id codebook.ID) string {
	if c, ok := book.Code(id); ok && c.Name != "" {
		return c.Name
	}
	return string(id)
}

// plainly is an error without advice for a command line: the way out is a key.
func (d *screenDesk) plainly(err error) error {
	if errors.Is(err, txn.ErrBusy) {
		return errors.New("another command holds the study, so nothing was done; do it again when that has ended")
	}
	return err
}
