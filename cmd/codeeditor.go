package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/coding"
	"grounded/transcript/markup"
)

// markedText is a transcript with its codes as an analyst has it in an editor.
type markedText struct {
	env     *Env
	st      *study.Study
	analyst study.Analyst
	make    bool // codes that are not there
	draft   *study.Draft
	text    *transcript.Transcript // as it was when the text was written
	written []markup.Mark          // in the text that the analyst was given
}

// codeInEditor opens a transcript with its codes in the editor, or what was kept of an
// earlier time, and takes the codes that come back over as one change.
func codeInEditor(ctx context.Context, env *Env, o screenOptions, st *study.Study, a study.Analyst, id transcript.ID) error {
	if !env.hasEditor() {
		return errors.New("no editor is chosen; set VISUAL or EDITOR to the one you use")
	}
	m := markedText{env: env, st: st, analyst: a, make: o.New, draft: st.CodesDraft(a.ID, id)}
	way := fmt.Sprintf("grounded code %s --editor", id)
	text, base, kept := m.draft.Kept()
	typed := text != base.Text && strings.TrimSpace(text) != ""
	if typed && (o.Fresh || !kept) {
		aside, err := m.draft.Aside()
		if err != nil {
			return err
		}
		env.note("your text of before is put aside in %s", aside)
		kept = false
	}
	var err error
	if kept {
		env.note("your text of before is opened again, from %s; to begin anew: %s --fresh", m.draft.File(), way)
		err = m.resume(id, base)
	} else {
		base, err = m.begin(ctx, id)
	}
	if err != nil {
		return err
	}
	_, err = typing{draft: m.draft, before: base.Text, way: way, take: func(text string) error { return m.take(ctx, text) }}.edit(ctx, env)
	return err
}

// begin writes the codes as they are now into the draft.
func (m *markedText) begin(ctx context.Context, id transcript.ID) (study.Base, error) {
	sheet, err := (&screenDesk{ctx: ctx, env: m.env, st: m.st, analyst: m.analyst, id: id}).Sheet()
	if err != nil {
		return study.Base{}, err
	}
	var codes []string
	for _, c := range sheet.Book.Codes {
		if c.InUse() {
			codes = append(codes, string(c.ID))
		}
	}
	m.text = sheet.Text
	src, err := transcript.Encode(m.text)
	if err != nil {
		return study.Base{}, err
	}
	base := study.Base{Transcript: string(src)}
	var left []coding.Placed
	base.Text, m.written, left = markup.Write(m.text, sheet.Codings, codes)
	for _, w := range m.written {
		base.Marks = append(base.Marks, study.DraftMark{Coding: w.Coding, Code: w.Code, Start: w.Passage.Start, End: w.Passage.End})
	}
	m.draft.Drop() // what an editor left beside a text that was not changed
	if err := m.draft.Begin(base); err != nil {
		return base, err
	}
	m.sayLeft(left)
	return base, nil
}

// sayLeft names the codings that the text has no room for.
func (m *markedText) sayLeft(left []coding.Placed) {
	const most = 5
	if len(left) == 0 {
		return
	}
	var said []string
	for i, c := range left {
		if i == most {
			said = append(said, fmt.Sprintf("and %d more", len(left)-most))
			break
		}
		why := "crosses others"
		if c.Fate == coding.Adrift {
			why = "is adrift"
		}
		said = append(said, fmt.Sprintf("%s on %s (%s) %s", c.Code, placeOf(&study.Desk{Work: &coding.Work{Transcript: m.text.ID}, Text: m.text}, c), c.ID, why))
	}
	m.env.note("cannot be marked in the text, and left as they are: %s", strings.Join(said, "; "))
}

// resume takes up a draft that was kept.
func (m *markedText) resume(id transcript.ID, base study.Base) error {
	t, problems := transcript.Decode(id, m.draft.File(), []byte(base.Transcript))
	if err := problem.Fatal(problems); err != nil {
		return err
	}
	m.text = t
	for _, w := range base.Marks {
		m.written = append(m.written, markup.Mark{Coding: w.Coding, Code: w.Code, Passage: transcript.Span{Start: w.Start, End: w.End}})
	}
	return nil
}

// take makes the codings that a text says of those that it was written with. All that is
// wrong with it is one error, and then nothing is taken.
func (m *markedText) take(ctx context.Context, text string) error {
	marks, problems := markup.Read(m.text, m.draft.File(), text)
	var done []string
	followed := 0
	_, err := m.st.Change(ctx, m.analyst, "code --editor", func(e *study.Edit) error {
		hand := &coder{edit: e, options: applyOptions{New: m.make, Kind: string(codebook.Descriptive)}, makes: true, desks: map[transcript.ID]*study.Desk{}}
		var err error
		if hand.book, err = e.Book(); err != nil {
			return err
		}
		desk, err := hand.desk(m.text.ID)
		if err != nil {
			return err
		}
		now, faults := m.resolve(hand, marks)
		gone, fresh := differences(m.written, now)
		at, lost, n := m.follow(desk.Text, fresh)
		followed = n
		faults = slices.Concat(problems, faults, lost)
		problem.Sort(faults)
		if err := problem.Fatal(faults); err != nil {
			return fmt.Errorf("%w\nnothing was taken over, since of the codes that you changed it is all or none", err)
		}
		if done, err = hand.compare(desk, gone, fresh, at); err != nil || len(done) == 0 {
			return err
		}
		e.Did("%s: %s", m.text.ID, strings.Join(done, ", "))
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
		m.env.note("nothing was changed: the codes are those that were there")
		return nil
	}
	if followed > 0 {
		m.env.note("%s was corrected while you edited: %s placed in it as it is now", m.text.ID, count(followed, "mark"))
	}
	m.env.note("%s: %s", m.text.ID, strings.Join(done, ", "))
	return nil
}

// resolve returns marks with the ids of their codes, and what is wrong with those.
func (m *markedText) resolve(hand *coder, marks []markup.Mark) ([]markup.Mark, []problem.Problem) {
	var out []markup.Mark
	var faults []problem.Problem
	for _, mark := range marks {
		as := mark
		if code, err := hand.book.Find(mark.Code); err == nil {
			as.Code = string(code.ID)
		}
		if !slices.ContainsFunc(m.written, func(w markup.Mark) bool { return sameMark(w, as) }) { // what was there stays, its code retired or not
			code, err := hand.code(mark.Code)
			if err != nil {
				faults = append(faults, problem.Problem{Name: "markup-code", File: m.draft.File(), Line: mark.Line, Message: err.Error(), Fatal: true})
				continue
			}
			as.Code = string(code)
		}
		if !slices.ContainsFunc(out, func(o markup.Mark) bool { return sameMark(o, as) }) {
			out = append(out, as)
		}
	}
	return out, faults
}

// follow returns where marks stand in the text as it is now, how many that is where the
// text was corrected, and those whose words are gone.
func (m *markedText) follow(now *transcript.Transcript, marks []markup.Mark) (at []transcript.Span, lost []problem.Problem, followed int) {
	at = make([]transcript.Span, len(marks))
	for i, mark := range marks {
		at[i] = mark.Passage
	}
	if now.Body == m.text.Body || len(marks) == 0 {
		return at, nil, 0
	}
	codings := make([]coding.Coding, len(marks))
	for i, mark := range marks {
		codings[i] = coding.Make(m.text, mark.Passage, codebook.ID(mark.Code), fmt.Sprint(i), time.Time{})
	}
	for i, p := range coding.Anchor(m.text, now, codings) {
		at[i] = p.Now
		if p.Fate == coding.Adrift {
			lost = append(lost, problem.Problem{Name: "markup-lost", File: m.draft.File(), Line: marks[i].Line, Fatal: true,
				Message: fmt.Sprintf("%s was corrected while you edited, and the words of this #%s are not there any more", now.ID, marks[i].Code),
				Remedy:  "take this mark out here, and put it on the text as it is now afterwards"})
		}
	}
	return at, lost, len(marks)
}
