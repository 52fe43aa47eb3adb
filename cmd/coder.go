package cmd

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// coder puts codes on passages within one transaction.
type coder struct {
	edit    *study.Edit
	options applyOptions
	makes   bool // --new is there to be offered
	book    *codebook.Book
	grown   bool // the codebook has new codes
	desks   map[transcript.ID]*study.Desk
	finders map[transcript.ID]*transcript.Finder
	known   map[string]bool // ids of all codings of the analyst
	made    []madeCoding
	newCode []string
	there   int      // codings that were there already
	notes   []string // what the analyst should know of how entries were read
}

type madeCoding struct {
	desk   *study.Desk
	placed coding.Placed
}

// all puts every entry, or returns an error that names each one that cannot be.
func (h *coder) all(entries []applied) error {
	var err error
	if h.book, err = h.edit.Book(); err != nil {
		return err
	}
	if err := h.readKnown(entries); err != nil {
		return err
	}
	var bad faults
	for _, entry := range entries {
		if err := h.put(entry); err != nil {
			if entry.line == "" {
				return err
			}
			bad.add(entry.line, err.Error())
		}
	}
	if n := bad.count(); n > 0 {
		return fmt.Errorf("%s\nnothing was coded, since %d of %s cannot be", bad, n, count(len(entries), "coding"))
	}
	return nil
}

// takes returns an error where no coding can be put with a code, and changes nothing.
func (h *coder) takes(code string) error {
	var err error
	if h.book, err = h.edit.Book(); err != nil {
		return err
	}
	trial := *h
	_, err = trial.code(code)
	return err
}

// readKnown reads the ids of all codings of the analyst, when an entry brings
// one that may be among them.
func (h *coder) readKnown(entries []applied) error {
	h.known = map[string]bool{}
	for _, entry := range entries {
		if entry.id == "" {
			continue
		}
		desks, err := h.edit.Desks(h.edit.Analyst.ID)
		if err != nil {
			return err
		}
		for _, d := range desks {
			h.desks[d.Transcript] = d
			for _, p := range d.Codings {
				h.known[p.ID] = true
			}
		}
		return nil
	}
	return nil
}

func (h *coder) put(entry applied) error {
	if entry.fault != nil {
		return entry.fault
	}
	if entry.id != "" && h.known[entry.id] {
		h.there++
		return nil
	}
	if entry.id != "" {
		if err := coding.CheckID(entry.id); err != nil {
			return err
		}
	}
	code, err := h.code(entry.code)
	if err != nil {
		return err
	}
	desk, passage, err := h.passage(entry)
	if err != nil {
		return err
	}
	like := coding.Coding{ID: entry.id, Memo: entry.memo, Query: entry.query, Flags: entry.flags}
	if entry.query != "" {
		like.By = coding.ByQuery
	}
	if entry.at != "" {
		if like.At, err = time.Parse(time.RFC3339, entry.at); err != nil {
			return fmt.Errorf("at %q: a time looks like 2021-03-04T10:12:40Z", entry.at)
		}
	}
	placed, fresh, err := h.edit.Put(desk, code, passage, like)
	if err != nil {
		return err
	}
	if !fresh {
		h.there++
		return nil
	}
	h.known[placed.ID] = true
	h.made = append(h.made, madeCoding{desk, placed})
	return nil
}

// code finds a code of the codebook, or with --new makes it.
func (h *coder) code(text string) (codebook.ID, error) {
	if text == "" {
		return "", fmt.Errorf("no code is given")
	}
	code, err := h.book.Find(text)
	switch {
	case errors.Is(err, codebook.ErrUnknown) && h.options.New:
		return h.makeCode(text)
	case errors.Is(err, codebook.ErrUnknown) && h.makes:
		return "", h.missing(text, err)
	case err != nil:
		return "", err
	}
	if code.Retired != "" {
		if id, ok := h.book.Resolve(code.ID); ok && id != code.ID {
			return "", fmt.Errorf("code %s is retired since %s and takes no new codings; it became %[3]s, so put that one", code.ID, code.Retired, id)
		}
		return "", fmt.Errorf("code %s is retired since %s and takes no new codings; choose one that grounded codebook list shows, or take out its line retired with: grounded codebook edit %[1]s", code.ID, code.Retired)
	}
	return code.ID, nil
}

// missing says of a code that is not in the codebook how it comes there.
func (h *coder) missing(name string, unknown error) error {
	proposed, by, is, err := h.edit.Proposed(name)
	switch {
	case err != nil:
		return err
	case is && h.book.Owner != "":
		return fmt.Errorf("code %s is not in the codebook yet: %s has proposed it, and %s is yet to accept it", proposed.ID, by.ID, h.book.Owner)
	case h.edit.MayChange(h.book) != nil:
		return unknown
	}
	return fmt.Errorf("%w (--new makes it)", unknown)
}

func (h *coder) makeCode(name string) (codebook.ID, error) {
	code := newCode(name, codebook.Kind(h.options.Kind), h.edit.Now)
	if code.ID == "" {
		return "", fmt.Errorf("%q holds no letter and no digit, so no code can be called that", name)
	}
	src, err := h.book.Add(code)
	if err != nil {
		return "", err
	}
	var fault error
	h.book, fault = redecode(h.edit.Analyst.CodebookFile(), src)
	if fault != nil {
		return "", fault
	}
	h.grown = true
	h.newCode = append(h.newCode, string(code.ID))
	return code.ID, nil
}

// passage finds where an entry wants its code.
func (h *coder) passage(entry applied) (*study.Desk, transcript.Span, error) {
	id := transcript.ID(entry.transcript)
	var ref transcript.Ref
	if entry.ref != "" {
		var err error
		if ref, err = transcript.ParseRef(entry.ref); err != nil {
			return nil, transcript.Span{}, err
		}
		id = ref.Transcript
	}
	if id == "" {
		return nil, transcript.Span{}, fmt.Errorf("no transcript is given")
	}
	desk, err := h.desk(id)
	if err != nil {
		return nil, transcript.Span{}, err
	}
	passage, err := h.locate(desk.Text, ref, entry)
	if entry.line == "" {
		err = byFlag(err)
	}
	return desk, passage, err
}

// byFlag makes words that stand in several places say that a flag chooses.
func byFlag(err error) error {
	var several *transcript.SeveralError
	if errors.As(err, &several) {
		several.Nth = "--nth"
	}
	return err
}

func (h *coder) locate(t *transcript.Transcript, ref transcript.Ref, entry applied) (transcript.Span, error) {
	switch {
	case entry.marked != nil:
		return h.marked(t, entry)
	case entry.end > 0 || entry.start > 0:
		passage, err := t.Passage(transcript.Span{Start: entry.start, End: entry.end})
		if err == nil && entry.quote != "" && !transcript.SameWords(entry.quote, t.Text(passage)) {
			return passage, fmt.Errorf("%s holds %q there, not %q", t.ID, t.Text(passage), entry.quote)
		}
		return passage, err
	case entry.ref != "" && entry.quote == "":
		return t.Resolve(ref)
	case entry.ref != "":
		return h.finder(t).LocateIn(ref, entry.quote, entry.nth)
	case entry.turn != "":
		first, last, err := turns(entry.turn)
		if err != nil {
			return transcript.Span{}, err
		}
		return t.TurnsPassage(first, last)
	case entry.quote != "":
		return h.finder(t).Locate(entry.quote, entry.nth)
	}
	return transcript.Span{}, fmt.Errorf("no place is given: start and end, ref, quote or turn")
}

func (h *coder) finder(t *transcript.Transcript) *transcript.Finder {
	if h.finders[t.ID] == nil {
		h.finders[t.ID] = transcript.NewFinder(t)
	}
	return h.finders[t.ID]
}

func (h *coder) desk(id transcript.ID) (*study.Desk, error) {
	if h.desks[id] == nil {
		d, err := h.edit.Desk(id)
		if err != nil {
			return nil, err
		}
		h.desks[id] = d
	}
	return h.desks[id], nil
}

func (h *coder) save() error {
	if h.grown {
		if err := h.edit.WriteBook(h.book.Source()); err != nil {
			return err
		}
	}
	saved := map[*study.Desk]bool{}
	for _, m := range h.made {
		if saved[m.desk] {
			continue
		}
		saved[m.desk] = true
		if err := h.edit.Save(m.desk); err != nil {
			return err
		}
	}
	return nil
}

// did says for the history what was done, without a word of a participant.
func (h *coder) did() string {
	if len(h.made) == 1 {
		m := h.made[0]
		return fmt.Sprintf("put %s on %s (%s)", m.placed.Code, m.desk.Text.Ref(m.placed.Now), m.placed.ID)
	}
	did := fmt.Sprintf("put %s", count(len(h.made), "coding"))
	if len(h.newCode) > 0 {
		did += fmt.Sprintf(" with %s (%s)", count(len(h.newCode), "new code"), strings.Join(h.newCode, ", "))
	}
	return did
}
