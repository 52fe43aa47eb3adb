package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/index"
	"grounded/analysis/index/query"
	"grounded/analysis/theme"
	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// gather returns the evidence of a theme among some codings, by code and by query, and
// what is said of queries that find nothing or cannot be asked.
func gather(ctx context.Context, env *Env, st *study.Study, m *theme.Model, id theme.ID, picked coding.Picked) (theme.Evidence, []string, error) {
	hits, nothing, err := themeHits(ctx, env, st, m, m.Below(id), picked.Transcripts)
	if err != nil {
		return theme.Evidence{}, nil, err
	}
	evidence, err := m.Gather(id, picked, hits)
	return evidence, nothing, err
}

// themeHits are what the queries of some themes find, by theme, and what is said of those
// that find nothing or cannot be asked. Some transcripts are read already.
func themeHits(ctx context.Context, env *Env, st *study.Study, m *theme.Model, themes []theme.ID, read []*transcript.Transcript) (map[theme.ID][]theme.Hit, []string, error) {
	hits := map[theme.ID][]theme.Hit{}
	var nothing []string
	for _, below := range themes {
		t, _ := m.Theme(below)
		if t.Query == "" {
			continue
		}
		q, err := query.Parse(t.Query)
		var found study.Found
		if err == nil {
			found, err = searchOptions{read: read, model: m}.find(ctx, env, st, t.Query, q)
		}
		var wrong *query.Error
		switch {
		case err == nil:
		case !errors.As(err, &wrong):
			return nil, nil, err
		case st.Config.Blind:
			nothing = append(nothing, fmt.Sprintf("The query of theme %s cannot be answered with what you may see in this blind study, and is left out.", below))
			m.Themes[slices.IndexFunc(m.Themes, func(t theme.Theme) bool { return t.ID == below })].Query = "" // it may name what is hidden
			continue
		default:
			nothing = append(nothing, fmt.Sprintf("The query of theme %s finds nothing: %s (another: grounded theme edit %s%s --query WORDS).", below, wrong.Message, below, m.Flag))
			continue
		}
		hits[below] = hitsOf(found)
		if len(found.Hits) == 0 {
			instead, err := searchOptions{read: read, model: m}.saidInstead(ctx, env, st, q, found.Unit)
			if err != nil {
				return nil, nil, err
			}
			nothing = append(nothing, fmt.Sprintf("The query of theme %s: %s.", below, strings.Join(instead, "; ")))
		}
	}
	return hits, nothing, nil
}

// hitsOf are the passages that a search found.
func hitsOf(found study.Found) []theme.Hit {
	var out []theme.Hit
	for _, h := range found.Hits {
		out = append(out, theme.Hit{Transcript: h.Transcript, Span: h.Span})
	}
	return out
}

// query returns a query as a theme keeps it: with codes by their ids. One that means
// nothing in this study, or asks for the theme that it is of, is an error.
func (h *modeller) query(ctx context.Context, env *Env, id theme.ID, text string) (string, error) {
	if text == "" {
		return "", nil
	}
	q, err := parseQuery(text)
	if err != nil {
		return "", err
	}
	sel, err := env.reading(h.study)
	if err != nil {
		return "", err
	}
	sel.Analysts = nil // --analyst says who acts, and a theme speaks of the codes of all
	meant, err := h.study.Fields(ctx, sel, q, h.model)
	if err != nil || meant == nil {
		return text, err
	}
	if err := meant.Check(q); err != nil {
		return "", atField(text, err)
	}
	query.Leaves(q.Root, func(n query.Node) {
		f, ok := n.(query.Field)
		if !ok || f.Name != "theme" {
			return
		}
		if named, _ := themeNamed(h.model, f.Value); named == id {
			err = atField(text, &index.FieldError{Field: f, Err: fmt.Errorf("theme %s would be evidence of itself; what its codes are on is its evidence anyway", id)})
		}
	})
	if byID := meant.ByID(q); byID.String() != q.String() {
		text = byID.String()
	}
	return text, err
}

// atField shows where in a query the field stands that an error is about.
func atField(text string, err error) error {
	var wrong *index.FieldError
	if !errors.As(err, &wrong) {
		return err
	}
	fault := wrong.Field.At(text, wrong.Err)
	return fmt.Errorf("%w\n%s", fault, fault.Caret(text))
}
