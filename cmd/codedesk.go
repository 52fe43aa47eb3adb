package cmd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// screenDesk is an analyst's work on one transcript for the coding screen.
type screenDesk struct {
	ctx     context.Context
	env     *Env
	st      *study.Study
	analyst study.Analyst
	id      transcript.ID // "" as long as none is open
	stamp   string
	newest  []codebook.ID // codes by when they were last put
	corpus  *coding.Corpus
	began   time.Time // when the session did
}

func newScreenDesk(ctx context.Context, env *Env, st *study.Study, a study.Analyst, id transcript.ID) (*screenDesk, error) {
	d := &screenDesk{ctx: ctx, env: env, st: st, analyst: a, id: id, began: env.Now().Truncate(time.Second)}
	corpus, err := d.all()
	if err != nil {
		return nil, err
	}
	last := map[codebook.ID]time.Time{}
	for _, w := range d.coder(corpus).Work {
		for _, c := range w.Codings {
			if at, known := last[c.Code]; !known || c.At.After(at) {
				last[c.Code] = c.At
			}
		}
	}
	for code := range last {
		d.newest = append(d.newest, code)
	}
	slices.SortFunc(d.newest, func(a, b codebook.ID) int { return cmp.Or(last[b].Compare(last[a]), cmp.Compare(a, b)) })
	return d, nil
}

// own is what an analyst sees of their own work alone.
func (d *screenDesk) own() coding.Selection {
	return coding.Selection{Analysts: []string{string(d.analyst.ID)}, Blind: d.st.Config.Blind, Looker: d.analyst.ID, Surveys: true}
}

// all is the analyst's work on every transcript, as it was when it was first asked for.
func (d *screenDesk) all() (*coding.Corpus, error) {
	if d.corpus != nil {
		return d.corpus, nil
	}
	var err error
	d.corpus, err = d.st.Load(d.ctx, d.own())
	return d.corpus, err
}

func (d *screenDesk) coder(corpus *coding.Corpus) *coding.Coder {
	i := slices.IndexFunc(corpus.Coders, func(c coding.Coder) bool { return c.Analyst == d.analyst.ID })
	return &corpus.Coders[i]
}

// Turn goes on with another transcript of the study.
func (d *screenDesk) Turn(to transcript.ID) error {
	if _, err := d.st.Transcript(to); err != nil {
		return err
	}
	d.corpus, d.id = nil, to // what was done on the one that is left is read again
	return nil
}

// do makes one change of the desk, and says what was done.
func (d *screenDesk) do(command string, change func(*study.Edit, *study.Desk) (deed, error)) (string, error) {
	var did deed
	_, err := d.st.Change(d.ctx, d.analyst, command, func(e *study.Edit) error {
		desk, err := e.Desk(d.id)
		if err != nil {
			return err
		}
		if did, err = change(e, desk); err != nil {
			return err
		}
		e.Did("%s", did.did)
		return e.Save(desk)
	})
	if err != nil {
		return "", d.plainly(err)
	}
	return deed{did: d.told(did.did), words: did.words}.String(), nil
}

// with is do for one coding.
func (d *screenDesk) with(command, id string, change func(*study.Edit, *study.Desk, int) (deed, error)) (string, error) {
	return d.do(command, func(e *study.Edit, desk *study.Desk) (deed, error) {
		i := slices.IndexFunc(desk.Codings, func(p coding.Placed) bool { return p.ID == id })
		if i < 0 {
			return deed{}, errors.New("that coding is not there any more")
		}
		return change(e, desk, i)
	})
}

func (d *screenDesk) use(code codebook.ID) {
	d.newest = slices.DeleteFunc(d.newest, func(c codebook.ID) bool { return c == code })
	d.newest = slices.Insert(d.newest, 0, code)
}

// Put puts a code on a passage.
func (d *screenDesk) Put(code codebook.ID, passage transcript.Span) (string, error) {
	said, err := d.do("code", func(e *study.Edit, desk *study.Desk) (deed, error) {
		book, err := e.Book()
		if err != nil {
			return deed{}, err
		}
		if code, err = usable(book, string(code)); err != nil {
			return deed{}, err
		}
		return d.place(e, desk, code, passage)
	})
	if err == nil {
		d.use(code)
	}
	return said, err
}

func (d *screenDesk) place(e *study.Edit, desk *study.Desk, code codebook.ID, passage transcript.Span) (deed, error) {
	passage, err := desk.Text.Passage(passage)
	if err != nil {
		return deed{}, err
	}
	placed, fresh, err := e.Put(desk, code, passage, coding.Coding{})
	if err != nil {
		return deed{}, err
	}
	if !fresh {
		return deed{}, fmt.Errorf("%s is on that very passage already", d.nameOf(code))
	}
	return deed{did: fmt.Sprintf("put %s on %s (%s)", code, desk.Text.Ref(passage), placed.ID), words: desk.Text.Spoken(passage)}, nil
}

// Make adds a code to the codebook and puts it on a passage.
func (d *screenDesk) Make(name string, kind codebook.Kind, definition string, inVivo bool, passage transcript.Span) (string, error) {
	var made codebook.ID
	said, err := d.do("code", func(e *study.Edit, desk *study.Desk) (deed, error) {
		var err error
		if made, err = addTo(e, name, kind, definition, inVivo); err != nil {
			return deed{}, err
		}
		did, err := d.place(e, desk, made, passage)
		did.did = fmt.Sprintf("added code %s and %s", made, did.did)
		return did, err
	})
	if err == nil {
		d.use(made)
		said = "new code: " + strings.TrimPrefix(said, "added code "+d.nameOf(made)+" and ")
	}
	return said, err
}

// MakeInstead adds a code to the codebook and puts it in the place of a coding's.
func (d *screenDesk) MakeInstead(name string, kind codebook.Kind, definition, id string) (string, error) {
	var made codebook.ID
	said, err := d.with("recode", id, func(e *study.Edit, desk *study.Desk, i int) (deed, error) {
		var err error
		if made, err = addTo(e, name, kind, definition, false); err != nil {
			return deed{}, err
		}
		did, err := recode(e, desk, i, string(made))
		did.did = fmt.Sprintf("added code %s and %s", made, did.did)
		return did, err
	})
	if err == nil {
		d.use(made)
	}
	return said, err
}

// addTo adds a code to the acting analyst's codebook.
func addTo(e *study.Edit, name string, kind codebook.Kind, definition string, inVivo bool) (codebook.ID, error) {
	book, err := e.Book()
	if err != nil {
		return "", err
	}
	code := newCode(name, kind, e.Now)
	code.Definition, code.InVivo = definition, inVivo
	if code.ID == "" {
		return "", fmt.Errorf("%q holds no letter and no digit, so no code can be called that", name)
	}
	src, err := book.Add(code)
	if err != nil {
		return "", err
	}
	return code.ID, e.WriteBook(src)
}

// Recode puts another code in the place of a coding's.
func (d *screenDesk) Recode(id string, to codebook.ID) (string, error) {
	said, err := d.with("recode", id, func(e *study.Edit, desk *study.Desk, i int) (deed, error) {
		return recode(e, desk, i, string(to))
	})
	if err == nil {
		d.use(to)
	}
	return said, err
}

// Parts returns the codes that a code is to be split into, two or more of its kind, by
// name or id: those of the codebook, and others as they will be made.
func (d *screenDesk) Parts(code codebook.ID, names []string) ([]codebook.Code, error) {
	s := split{env: d.env, st: d.st, a: d.analyst}
	if err := s.read(string(code), names); err != nil {
		return nil, err
	}
	if len(s.into) < 2 {
		return nil, fmt.Errorf("say into which codes %s is split, two or more", code)
	}
	return s.into, nil
}

// Split puts one of its parts in the place of a coding's code. Parts that are not in the
// codebook are made, and the code is retired with the last of its codings.
func (d *screenDesk) Split(id string, code codebook.ID, parts []codebook.Code, to codebook.ID) (string, error) {
	s := split{env: d.env, st: d.st, a: d.analyst, code: codebook.Code{ID: code}, into: parts}
	_, retired, err := s.change(d.ctx, study.Undoable, []answer{{id: id, codes: []codebook.ID{to}}})
	if err != nil {
		return "", err
	}
	d.use(to)
	said := d.told(fmt.Sprintf("recoded from %s to %s", code, to))
	if retired {
		said += d.told(fmt.Sprintf(", and %s retired: it became %s", code, strings.Join(texts(partIDs(parts)), ", ")))
	}
	return said, nil
}

// Move puts the ends of a coding elsewhere.
func (d *screenDesk) Move(id string, to transcript.Span) (string, error) {
	return d.with("move", id, func(_ *study.Edit, desk *study.Desk, i int) (deed, error) {
		return moveCoding(desk, i, applied{start: to.Start, end: to.End})
	})
}

// Remove takes a coding away. A code that is on no passage then is none of those that were
// put last.
func (d *screenDesk) Remove(id string) (string, error) {
	var code codebook.ID
	said, err := d.with("remove", id, func(_ *study.Edit, desk *study.Desk, i int) (deed, error) {
		p := desk.Codings[i]
		code = p.Code
		desk.Codings = slices.Delete(desk.Codings, i, i+1)
		return deed{did: fmt.Sprintf("removed %s from %s (%s)", p.Code, placeOf(desk, p), p.ID)}, nil
	})
	if err != nil {
		return "", err
	}
	if left, err := d.Passages(code); err == nil && len(left) == 0 {
		d.newest = slices.DeleteFunc(d.newest, func(c codebook.ID) bool { return c == code })
		said += fmt.Sprintf("; %s is on no passage now", d.nameOf(code))
	}
	return said, nil
}

// Confirm makes a coding that a search made the analyst's own.
func (d *screenDesk) Confirm(id string) (string, error) {
	return d.with("confirm", id, func(_ *study.Edit, desk *study.Desk, i int) (deed, error) {
		return confirm(desk, i)
	})
}

// Finish says that the transcript is coded to its end, or is not.
func (d *screenDesk) Finish(finished bool) (string, error) {
	return d.do("done", func(e *study.Edit, desk *study.Desk) (deed, error) {
		desk.Finished = time.Time{}
		if finished {
			desk.Finished = e.Now
		}
		return deed{did: finishing([]transcript.ID{d.id}, !finished)}, nil
	})
}

// Revisited says that the transcript was read again for the codes that came later.
func (d *screenDesk) Revisited() (string, error) {
	return d.do("revisit done", func(e *study.Edit, desk *study.Desk) (deed, error) {
		desk.Work.Revisited = e.Now
		return deed{did: "read " + string(d.id) + " again"}, nil
	})
}
