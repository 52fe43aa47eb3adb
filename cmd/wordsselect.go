package cmd

import (
	"context"
	"slices"
	"strings"

	"grounded/analysis/crosstab"
	"grounded/analysis/lexis"
	"grounded/analysis/tabulate"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

// wordSelection reads whose words are counted, and compared with whose.
type wordSelection struct {
	wordsOptions
	env    *Env
	people []cases.Case
	sel    coding.Selection
	corpus *coding.Corpus
}

// codingFields are what --against may name that is of codings, with the flags of the
// same names.
var codingFields = []string{"code", "kind", "round"}

// coded reports whether the flags select codings, and not only speakers.
func (o wordsOptions) coded() bool {
	return len(o.Codes)+len(o.Kinds)+len(o.Rounds) > 0 || o.Since != "" || o.Until != ""
}

// ofCodings reports whether codings are asked about at all.
func (o wordsOptions) ofCodings() bool {
	named := slices.ContainsFunc(o.Against, func(text string) bool {
		field, _, _ := strings.Cut(text, "=")
		return slices.Contains(codingFields, field)
	})
	d := crosstab.Dimension(o.By)
	return o.coded() || named || slices.Contains(crosstab.Dimensions(), d) && !d.OfPlaces()
}

// load reads transcripts, and codings where they are asked about.
func (s *wordSelection) load(ctx context.Context, st *study.Study) error {
	if !s.ofCodings() {
		switch {
		case len(s.env.global.Analysts) > 0:
			return misused("--analyst says whose codes are meant, and none are; name some with --code, or all with --code '*'")
		case s.NotOwn:
			return misused("--not-own is about codings, and none are meant; name some with --code, or all with --code '*'")
		}
		s.sel = coding.Selection{Transcripts: s.Transcripts, Types: s.Types, Speakers: s.Speakers, Roles: s.Roles, Cases: s.Cases, Where: s.Where}
		if err := s.sel.Check(); err != nil {
			return misuse{err}
		}
		var wanted []string
		if len(s.Against) == 0 {
			wanted = s.Transcripts
		}
		ts, err := st.Transcripts(ctx, wanted...)
		s.corpus = &coding.Corpus{Transcripts: ts, Cases: s.people}
		return err
	}
	var err error
	if s.sel, err = s.selection(s.env, st); err != nil {
		return err
	}
	wanted := s.sel
	if len(s.Against) > 0 {
		wanted.Transcripts = nil
	}
	if s.corpus, err = st.Load(ctx, wanted); err != nil {
		return err
	}
	s.corpus.Cases = s.people
	return nil
}

// fill selects the words that are counted, in their groups.
func (s *wordSelection) fill(st *study.Study, w *wording) error {
	switch {
	case s.By != "":
		return s.parted(st, w)
	case len(s.Against) > 0:
		return s.against(w)
	}
	side, err := s.side(s.sel, s.coded(), w)
	w.corpus.Sides = []lexis.Side{side}
	return err
}

// side selects words, and makes notes tell of them.
func (s *wordSelection) side(sel coding.Selection, coded bool, w *wording) (lexis.Side, error) {
	picked, err := coding.Select(s.corpus, sel)
	if err != nil {
		return lexis.Side{}, err
	}
	if !coded {
		picked.Rows, picked.Adrift, picked.Others, picked.Own = nil, 0, 0, 0
		picked.Aside.Codings = 0
	}
	w.notes.Picked, w.notes.Coded, w.notes.Unconfirmed = picked, coded, 0
	for _, r := range picked.Rows {
		if r.By == coding.ByQuery {
			w.notes.Unconfirmed++
		}
	}
	return lexis.Side{Picked: picked, Coded: coded}, nil
}

// parted puts words into groups by a dimension, each to be compared with the rest.
func (s *wordSelection) parted(st *study.Study, w *wording) error {
	d, err := crosstab.ParseDimension(s.By, crosstab.Attributes(s.corpus.Transcripts, s.people))
	if err != nil {
		return err
	}
	if err := s.env.refuseSensitive(d, s.people, s.Sensitive); err != nil {
		return err
	}
	printed := forPrint(render.Format(s.env.global.Format)) && !s.SmallCells
	if printed && d.OfPersons() {
		return errPersons(d)
	}
	options := crosstab.Options{Cases: s.people}
	if d == crosstab.Theme {
		var coders []*coding.Coder
		for i := range s.corpus.Coders {
			coders = append(coders, &s.corpus.Coders[i])
		}
		if options.Themes, options.ThemeNames, err = themeCodes(s.env, st, s.Model, coders); err != nil {
			return err
		}
	}
	side, err := s.side(s.sel, d.OfPlaces() && s.coded(), w)
	if err != nil {
		return err
	}
	if !d.OfPlaces() {
		// The rest are all words of those who are meant, coded or not.
		all := s.sel
		all.Codes, all.Kinds, all.Rounds, all.NotOwn = nil, nil, nil, false
		all.Since, all.Until = coding.Selection{}.Since, coding.Selection{}.Until
		codes, err := s.side(s.sel, true, w)
		if err != nil {
			return err
		}
		notes := w.notes
		if side, err = s.side(all, false, w); err != nil {
			return err
		}
		w.notes = notes
		w.notes.Coded = false
		g := crosstab.Part(codes.Picked, d, options)
		w.corpus.Passages = passages(codes.Picked, g)
		s.name(w, d, g.Groups, nil)
	} else {
		g := crosstab.Part(side.Picked, d, options)
		w.corpus.Turns, w.corpus.Groups = g.Turns, len(g.Groups)
		s.name(w, d, g.Groups, s.few(w, d, g, printed))
	}
	w.corpus.Sides = []lexis.Side{side}
	return nil
}

// few leaves out groups of one or two people from what is printed, and returns which.
func (s *wordSelection) few(w *wording, d crosstab.Dimension, g crosstab.Grouping, printed bool) map[int]bool {
	few := map[int]bool{}
	if !printed || !d.OfPeople() {
		return few
	}
	for i, group := range g.Groups {
		if group.People > 0 && group.People < 3 {
			few[i] = true
		}
	}
	for _, turns := range g.Turns {
		for i, group := range turns {
			if few[group] {
				turns[i] = -1
			}
		}
	}
	w.notes.Few = len(few)
	return few
}

// name lists the groups that are compared.
func (s *wordSelection) name(w *wording, d crosstab.Dimension, groups []crosstab.Group, without map[int]bool) {
	labels := crosstab.Labels(groups)
	w.groups = []tabulate.KeyGroup{}
	for i, g := range groups {
		if without[i] {
			continue
		}
		name := labels[i]
		if attribute, is := d.Attribute(); is {
			name = attribute + " " + name
		}
		w.groups = append(w.groups, tabulate.KeyGroup{At: i, ID: g.ID, Name: name, Against: "the rest"})
	}
}

// passages are what the codings of each group are put on, by transcript.
func passages(p coding.Picked, g crosstab.Grouping) []map[transcript.ID][]transcript.Span {
	out := make([]map[transcript.ID][]transcript.Span, len(g.Groups))
	for i := range out {
		out[i] = map[transcript.ID][]transcript.Span{}
	}
	for i, r := range p.Rows {
		if r.By == coding.ByQuery {
			continue
		}
		for _, group := range g.Codings[i] {
			out[group][r.Transcript.ID] = append(out[group][r.Transcript.ID], r.Now)
		}
	}
	for _, group := range out {
		for id, spans := range group {
			group[id] = transcript.Union(spans)
		}
	}
	return out
}
