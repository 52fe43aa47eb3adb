package study

import (
	"context"
	"strings"

	"grounded/analysis/index"
	"grounded/analysis/index/fields"
	"grounded/analysis/index/query"
	"grounded/analysis/theme"
	"grounded/transcript/coding"
)

// Fields returns what the fields of a query are looked up in, as one who looks may see it;
// nil where it has none. What was coded is loaded only where a field asks for it. Themes
// are those of m, and where that is nil of the study's model.
func (s *Study) Fields(ctx context.Context, sel coding.Selection, q query.Query, m *theme.Model) (*fields.Study, error) {
	asked := map[string]bool{}
	query.Leaves(q.Root, func(n query.Node) {
		if f, ok := n.(query.Field); ok {
			asked[f.Name] = true
		}
	})
	if len(asked) == 0 {
		return nil, nil
	}
	people, err := s.Cases()
	if err != nil {
		return nil, err
	}
	out := &fields.Study{}
	if !fields.OfCodings(q) {
		ts, err := s.Transcripts(ctx)
		if err != nil {
			return nil, err
		}
		out.Corpus = &coding.Corpus{Transcripts: ts, Cases: people.Cases}
		return out, nil
	}
	out.Base = sel
	for _, a := range s.Config.Analysts {
		if !sel.Sees(a.ID) {
			out.Hidden = append(out.Hidden, a.ID)
		}
	}
	all := sel
	all.Surveys = true
	if out.Corpus, err = s.Load(ctx, all); err != nil {
		return nil, err
	}
	out.Corpus.Cases = people.Cases
	out.Stem, _ = index.Stemmer(s.Config.Language)
	if asked["theme"] {
		if m == nil {
			name, err := s.ModelName(sel, Analyst{}, "")
			if err != nil {
				return nil, err
			}
			if m, err = s.Model(name); err != nil {
				return nil, err
			}
		}
		out.Model = m
	}
	if asked["memo"] {
		if out.About, err = s.memosAbout(sel); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// memosAbout returns the texts of memos by the coding that they are about.
func (s *Study) memosAbout(sel coding.Selection) (map[string][]string, error) {
	memos, err := s.Memos(sel)
	if err != nil {
		return nil, err
	}
	about := map[string][]string{}
	for _, m := range memos {
		for _, subject := range m.About {
			if id, ok := strings.CutPrefix(subject, "coding:"); ok {
				about[id] = append(about[id], m.Title+"\n"+m.Text)
			}
		}
	}
	return about, nil
}
