package cmd

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"grounded/analysis/theme"
	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// modeller changes a model within one transaction.
type modeller struct {
	edit  *study.Edit
	study *study.Study
	name  string
	flag  string // see theme.Model.Flag
	model *theme.Model
	begun bool // the model is not in a file yet
	said  []string
}

// changeModel changes a model in one transaction and says what was done.
func changeModel(ctx context.Context, env *Env, name, command string, begin bool, change func(*modeller) (string, error)) error {
	return changeModelAs(ctx, study.Undoable, env, name, command, begin, change)
}

// changeModelAs is changeModel in some manner.
func changeModelAs(ctx context.Context, how study.Manner, env *Env, name, command string, begin bool, change func(*modeller) (string, error)) error {
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	sel, err := env.reading(st)
	if err != nil {
		return err
	}
	full, err := st.ModelName(sel, a, name)
	if err != nil && begin {
		full, err = st.NewModelName(a, name)
	}
	if err != nil {
		return err
	}
	if err := st.MayChangeModel(a, full); err != nil {
		return err
	}
	did, same := "", false
	var said []string
	_, err = st.ChangeAs(ctx, how, a, command, func(e *study.Edit) error {
		h := &modeller{edit: e, study: st, name: full, flag: st.ModelFlag(sel, full)}
		if err := h.open(begin); err != nil {
			return err
		}
		was := h.model.Source()
		if did, err = change(h); err != nil {
			return err
		}
		same, said = !h.begun && bytes.Equal(was, h.model.Source()), h.said
		e.Did("%s", did)
		return e.WriteModel(full, h.model.Source())
	})
	if err != nil {
		return err
	}
	if same {
		did = "nothing was changed: it is so already"
	} else {
		did = outcome(did, how == study.Rehearsed)
	}
	for _, line := range append([]string{did}, said...) {
		env.note("%s", line)
	}
	return nil
}

// open reads the model, or begins it.
func (h *modeller) open(begin bool) error {
	m, there, err := h.edit.Model(h.name)
	if err != nil {
		return err
	}
	if there {
		m.Flag, h.model = h.flag, m
		return nil
	}
	h.begun = true
	if !begin {
		return fmt.Errorf("%s is not there any more", study.ModelFile(h.name))
	}
	_, title, _ := strings.Cut(h.name, "/")
	if title == slug.Make(h.study.Config.Name) {
		title = h.study.Config.Name
	}
	return h.take(theme.New(title, theme.Tree))
}

// take makes the bytes of an edit the model that the next edit is of.
func (h *modeller) take(src []byte, err error) error {
	if err != nil {
		return err
	}
	m, problems := theme.Decode(study.ModelFile(h.name), src)
	if err := problem.Fatal(problems); err != nil {
		return err
	}
	m.Flag, h.model = h.flag, m
	return nil
}

// theme finds a theme by its id or its name.
func (h *modeller) theme(name string) (theme.ID, error) { return themeNamed(h.model, name) }

func (h *modeller) themes(names []string) ([]theme.ID, error) {
	var out []theme.ID
	for _, name := range names {
		if name == "" {
			continue
		}
		id, err := h.theme(name)
		if err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, nil
}

// themeNamed finds a theme of a model by its id or its name.
func themeNamed(m *theme.Model, name string) (theme.ID, error) {
	if _, ok := m.Theme(theme.ID(name)); ok {
		return theme.ID(name), nil
	}
	var ids []string
	for _, t := range m.Themes {
		if strings.EqualFold(t.Name, name) {
			return t.ID, nil
		}
		ids = append(ids, string(t.ID))
	}
	return "", coding.UnknownIn("theme", name, ids, "grounded theme tree"+m.Flag)
}

// part makes a part of the model that is not there yet.
func (h *modeller) part(name, place string) error {
	if name == "" {
		return nil
	}
	for _, p := range h.model.Parts {
		if p.Name == name && place != "" && place != string(p.Place) {
			return fmt.Errorf("the part %s is there already, and not as %s; its place is changed in %s", name, place, study.ModelFile(h.name))
		}
		if p.Name == name {
			return nil
		}
	}
	return h.take(h.model.AddPart(theme.Part{Name: name, Place: theme.Place(place)}))
}

// codes reads "analyst:code", or a code of the acting analyst. One that became others is
// what it became.
func (h *modeller) codes(names []string) ([]theme.CodeRef, error) {
	var refs []theme.CodeRef
	books := map[coding.Analyst]*codebook.Book{}
	for _, name := range names {
		whose, code, ok := strings.Cut(name, ":")
		if !ok {
			whose, code = string(h.edit.Analyst.ID), name
		}
		if whose == "" {
			return nil, fmt.Errorf("whose code is %q? write it as analyst:%s", name, name)
		}
		a, err := h.study.Analyst(coding.Analyst(whose))
		if err != nil {
			return nil, err
		}
		if h.study.Config.Blind && a.ID != h.edit.Analyst.ID {
			return nil, fmt.Errorf("this study is blind: the codes of %s are not shown to others", a.ID)
		}
		book, err := h.study.Book(a)
		if err != nil {
			return nil, err
		}
		found, err := book.Find(code)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", a.ID, err)
		}
		books[a.ID] = book
		refs = append(refs, theme.CodeRef{Analyst: a.ID, Code: found.ID})
	}
	h.tellRetired(refs, books)
	return theme.Living(refs, books), nil
}

// tellRetired says which of the codes that a theme is rested on are retired, and what is
// in their place.
func (h *modeller) tellRetired(refs []theme.CodeRef, books map[coding.Analyst]*codebook.Book) {
	for _, ref := range refs {
		code, _ := books[ref.Analyst].Code(ref.Code)
		if code.InUse() {
			continue
		}
		said := " and became no other; its passages count as before"
		if living := theme.Living([]theme.CodeRef{ref}, books); living[0] != ref {
			said = "; in its place is what it became: " + joinRefs(living)
		}
		h.said = append(h.said, fmt.Sprintf("code %s is retired since %s%s", ref, code.Retired, said))
	}
}

func joinRefs(refs []theme.CodeRef) string {
	names := make([]string, len(refs))
	for i, ref := range refs {
		names[i] = ref.String()
	}
	return strings.Join(names, ", ")
}

func (h *modeller) change(o themeOptions, given []string) (theme.Change, error) {
	var c theme.Change
	var err error
	for _, flag := range given {
		switch flag {
		case "name":
			c.Name = &o.Name
		case "statement":
			c.Statement = &o.Statement
		case "part":
			c.Part = &o.Part
		case "query":
			c.Query = &o.Query
		case "parent":
			var parents []theme.ID
			parents, err = h.themes(o.Parents)
			c.Parents = &parents
		case "code":
			c.AddCodes, err = h.codes(o.Codes)
		case "drop-code":
			c.DropCodes, err = dropped(o.Drop, h.edit.Analyst.ID)
		}
		if err != nil {
			return c, err
		}
	}
	return c, nil
}

// dropped reads codes that need not be in any codebook any more.
func dropped(names []string, own coding.Analyst) ([]theme.CodeRef, error) {
	var out []theme.CodeRef
	for _, name := range names {
		if !strings.Contains(name, ":") {
			name = string(own) + ":" + name
		}
		ref, err := theme.ParseCodeRef(name)
		if err != nil {
			return nil, err
		}
		out = append(out, ref)
	}
	return out, nil
}

// chosen is a quotation that somebody chooses for a theme.
type chosen struct {
	Theme      theme.ID
	Transcript transcript.ID
	Quote      string
	Nth        int
	Stance     theme.Stance
	Shown      string
}

// choose adds a quotation to the model.
func (h *modeller) choose(c chosen) error {
	t, err := h.edit.Transcript(c.Transcript)
	if err != nil {
		return err
	}
	passage, err := transcript.NewFinder(t).Locate(c.Quote, c.Nth)
	if err != nil {
		return byFlag(err)
	}
	q := theme.QuoteOf(t, passage, c.Theme, c.Stance)
	q.Shown = c.Shown
	return h.take(h.model.AddQuote(q))
}
