package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/coding"
	"grounded/transcript/markup"
)

// codeInEditor opens a transcript with its codes in the editor, and takes the codes that
// come back over as one change.
func codeInEditor(ctx context.Context, env *Env, o screenOptions, st *study.Study, a study.Analyst, id transcript.ID) error {
	if !env.hasEditor() {
		return errors.New("no editor is chosen; set VISUAL or EDITOR to the one you use")
	}
	d := &screenDesk{ctx: ctx, env: env, st: st, analyst: a, id: id}
	sheet, err := d.Sheet()
	if err != nil {
		return err
	}
	text, written, left := markup.Write(sheet.Text, sheet.Codings)
	if len(left) > 0 {
		env.note("not shown in the editor, and left as they are: %s, which cross others or are adrift", count(len(left), "coding"))
	}
	_, err = env.editing(ctx, string(id), ".txt", text, func(text string) error {
		return takeMarks(ctx, env, o, st, a, sheet.Text, written, text)
	})
	return err
}

// takeMarks makes the codings that a text says of those that it was written with.
func takeMarks(ctx context.Context, env *Env, o screenOptions, st *study.Study, a study.Analyst, t *transcript.Transcript, written []markup.Mark, text string) error {
	marks, problems := markup.Read(t, "the text", text)
	if err := problem.Fatal(problems); err != nil {
		return err
	}
	var done []string
	_, err := st.Change(ctx, a, "code --editor", func(e *study.Edit) error {
		hand := &coder{edit: e, options: applyOptions{New: o.New, Kind: string(codebook.Descriptive)}, makes: true, desks: map[transcript.ID]*study.Desk{}}
		var err error
		if hand.book, err = e.Book(); err != nil {
			return err
		}
		desk, err := hand.desk(t.ID)
		if err != nil {
			return err
		}
		if desk.Text.Body != t.Body {
			return fmt.Errorf("%s was corrected while you edited, so your codes were not taken over", t.ID)
		}
		var bad faults
		for i := range marks {
			code, err := hand.code(marks[i].Code)
			if err != nil && slices.ContainsFunc(written, func(w markup.Mark) bool { return w.Code == marks[i].Code }) {
				continue // a code that was there stays, though it takes no new codings
			}
			if err != nil {
				bad.add(fmt.Sprintf("the text:%d", marks[i].Line), err.Error())
				continue
			}
			marks[i].Code = string(code)
		}
		if bad.count() > 0 {
			return errors.New(bad.String())
		}
		done, err = hand.compare(desk, written, marks)
		if err != nil {
			return err
		}
		if len(done) == 0 {
			return nil
		}
		e.Did("%s: %s", t.ID, strings.Join(done, ", "))
		if hand.grown {
			if err := e.WriteBook(hand.book.Source()); err != nil {
				return err
			}
		}
		return e.Save(desk)
	})
	if err != nil {
		return err
	}
	if len(done) == 0 {
		env.note("nothing was changed: the codes are those that were there")
		return nil
	}
	env.note("%s: %s", t.ID, strings.Join(done, ", "))
	return nil
}

// compare makes the codings on a desk those of marks: a mark that has another code than
// before recodes its coding, one that has other ends moves it, so that memos and times
// stay.
func (h *coder) compare(desk *study.Desk, before, now []markup.Mark) ([]string, error) {
	same := func(a, b markup.Mark) bool { return a.Passage == b.Passage && a.Code == b.Code }
	gone := slices.DeleteFunc(slices.Clone(before), func(b markup.Mark) bool {
		return slices.ContainsFunc(now, func(n markup.Mark) bool { return same(b, n) })
	})
	fresh := slices.DeleteFunc(slices.Clone(now), func(n markup.Mark) bool {
		return slices.ContainsFunc(before, func(b markup.Mark) bool { return same(b, n) })
	})
	at := func(m markup.Mark) int {
		return slices.IndexFunc(desk.Codings, func(p coding.Placed) bool { return p.ID == m.Coding })
	}
	recoded, moved, removed, put := 0, 0, 0, 0
	for _, fits := range []func(gone, fresh markup.Mark) bool{
		func(g, f markup.Mark) bool { return g.Passage == f.Passage },
		func(g, f markup.Mark) bool { return g.Code == f.Code && g.Passage.Overlaps(f.Passage) },
	} {
		for i := 0; i < len(gone); i++ {
			k := slices.IndexFunc(fresh, func(f markup.Mark) bool { return fits(gone[i], f) })
			p := at(gone[i])
			if k < 0 || p < 0 {
				continue
			}
			if gone[i].Passage == fresh[k].Passage {
				desk.GiveCode(p, codebook.ID(fresh[k].Code))
				recoded++
			} else {
				desk.Place(p, fresh[k].Passage)
				moved++
			}
			gone, fresh = slices.Delete(gone, i, i+1), slices.Delete(fresh, k, k+1)
			i--
		}
	}
	for _, g := range gone {
		if p := at(g); p >= 0 {
			desk.Codings = slices.Delete(desk.Codings, p, p+1)
			removed++
		}
	}
	for _, f := range fresh {
		_, made, err := h.edit.Put(desk, codebook.ID(f.Code), f.Passage, coding.Coding{})
		if err != nil {
			return nil, err
		}
		if made {
			put++
		}
	}
	var done []string
	for _, d := range []struct {
		n    int
		what string
	}{{put, "put"}, {recoded, "recoded"}, {moved, "moved"}, {removed, "removed"}} {
		if d.n > 0 {
			done = append(done, fmt.Sprintf("%s %s", d.what, count(d.n, "coding")))
		}
	}
	if len(h.newCode) > 0 {
		done = append(done, "new: "+strings.Join(h.newCode, ", "))
	}
	return done, nil
}
