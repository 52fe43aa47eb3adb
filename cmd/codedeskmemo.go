package cmd

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"grounded/cmd/internal/study"
	"grounded/cmd/internal/tui"
	"grounded/codebook"
)

// Note writes the memo of a coding.
func (d *screenDesk) Note(id, memo string) (string, error) {
	place := ""
	_, err := d.with("memo", id, func(_ *study.Edit, desk *study.Desk, i int) (deed, error) {
		desk.Codings[i].Memo = memo
		place = fmt.Sprintf("%s on %s", d.nameOf(desk.Codings[i].Code), d.told(placeOf(desk, desk.Codings[i])))
		did := "wrote the memo of"
		if memo == "" {
			did = "took away the memo of"
		}
		return deed{did: fmt.Sprintf("%s coding %s", did, id)}, nil
	})
	switch {
	case err != nil:
		return "", err
	case memo == "":
		return "took away the memo of " + place, nil
	}
	return "wrote the memo of " + place, nil
}

// NoteCode writes a memo about a code and returns what was done.
func (d *screenDesk) NoteCode(code codebook.ID, memo string) (string, error) {
	return d.memo(memo, code, "code:"+string(code))
}

// NoteBoth writes a memo about two codings of a code, and the code, and returns what
// was done.
func (d *screenDesk) NoteBoth(a, b string, code codebook.ID, memo string) (string, error) {
	return d.memo(memo, code, "coding:"+a, "coding:"+b, "code:"+string(code))
}

func (d *screenDesk) memo(text string, code codebook.ID, about ...string) (string, error) {
	var written study.Memo
	_, err := d.st.Change(d.ctx, d.analyst, "memo add", func(e *study.Edit) error {
		var err error
		written, err = e.WriteMemo(study.Memo{Kind: "analytic", About: about, Title: d.nameOf(code), Text: text})
		e.Did("wrote memo %s", written.ID)
		return err
	})
	if err != nil {
		return "", err
	}
	return "wrote a memo on " + d.nameOf(code), nil
}

// Memos returns the analyst's memos on codes, and on codings and their code.
func (d *screenDesk) Memos() ([]tui.Memo, error) {
	all, err := d.st.Memos(d.own())
	if err != nil {
		return nil, err
	}
	corpus, err := d.all()
	if err != nil {
		return nil, err
	}
	on := map[string]codebook.ID{} // the code of each coding
	for _, w := range d.coder(corpus).Work {
		for _, c := range w.Codings {
			on[c.ID] = c.Code
		}
	}
	var out []tui.Memo
	for _, m := range all {
		var codes []codebook.ID
		var codings []string
		for _, about := range m.About {
			what, id, _ := strings.Cut(about, ":")
			switch what {
			case "code":
				codes = append(codes, codebook.ID(id))
			case "coding":
				codings = append(codings, id)
			}
		}
		if len(codes) == 0 && len(codings) > 0 && on[codings[0]] != "" {
			codes = append(codes, on[codings[0]])
		}
		for _, code := range codes {
			out = append(out, tui.Memo{ID: m.ID, Date: m.Date, Text: m.Text, Code: code, Codings: slices.Clone(codings)})
		}
	}
	return out, nil
}

// EditMemo puts a text in the place of that of a memo, if that is still what it was.
func (d *screenDesk) EditMemo(id, was, text string) (string, error) {
	_, err := d.st.Change(d.ctx, d.analyst, "memo edit", func(e *study.Edit) error {
		e.Did("changed memo %s", id)
		other := false
		if err := e.ChangeMemo(id, func(m study.Memo) study.Memo {
			other = m.Text != was
			m.Text = text
			return m
		}); err != nil {
			return err
		}
		if other {
			return errors.New("that memo was changed elsewhere meanwhile, so it was left as it is; look, and do it again")
		}
		return nil
	})
	return "changed the memo", err
}
