package study

import (
	"context"
	"slices"

	"grounded/transcript/coding"
)

// FindCoding returns the desk and the index of the acting analyst's coding that
// a prefix of its id, or "last", names.
func (e *Edit) FindCoding(prefix string) (*Desk, int, error) {
	return e.FindCodingOf(e.Analyst.ID, prefix)
}

// FindCodingOf is FindCoding among the codings of another analyst.
func (e *Edit) FindCodingOf(a coding.Analyst, prefix string) (*Desk, int, error) {
	desks, err := e.Desks(a)
	if err != nil {
		return nil, 0, err
	}
	type place struct {
		desk  *Desk
		index int
	}
	var all []coding.Coding
	var places []place
	for _, d := range desks {
		for i, p := range d.Codings {
			all = append(all, p.Coding)
			places = append(places, place{d, i})
		}
	}
	found, err := e.study.matchCoding(a, prefix, all)
	if err != nil {
		return nil, 0, err
	}
	return places[found].desk, places[found].index, nil
}

// matchCoding returns the index of the one coding of an analyst's that a prefix of its id,
// or "last", names. Of those that were made in the same second the history tells which was
// the last.
func (s *Study) matchCoding(a coding.Analyst, prefix string, cs []coding.Coding) (int, error) {
	found, err := coding.Match(prefix, cs)
	if err != nil || prefix != coding.Last {
		return found, err
	}
	at := cs[found].At
	var ids []string
	for _, c := range cs {
		if c.At.Equal(at) {
			ids = append(ids, c.ID)
		}
	}
	if len(ids) == 1 {
		return found, nil
	}
	if newest := s.store.NewestLine(string(a), at, ids); newest != "" {
		return slices.IndexFunc(cs, func(c coding.Coding) bool { return c.ID == newest }), nil
	}
	return found, nil
}

// CodingID returns the full id of the coding of an analyst's that a prefix of it, or
// "last", names.
func (s *Study) CodingID(ctx context.Context, a coding.Analyst, prefix string) (string, error) {
	corpus, err := s.Load(ctx, coding.Selection{Analysts: []string{string(a)}})
	if err != nil {
		return "", err
	}
	var all []coding.Coding
	for _, coder := range corpus.Coders {
		for _, w := range coder.Work {
			for _, p := range w.Codings {
				all = append(all, p.Coding)
			}
		}
	}
	found, err := s.matchCoding(a, prefix, all)
	if err != nil {
		return "", err
	}
	return all[found].ID, nil
}
