package cmd

import (
	"context"
	"errors"
	"fmt"

	"grounded/analysis/theme"
)

// fillIn has a revision filled in: in the editor, or question by question.
func fillIn(ctx context.Context, env *Env, model string, o reviseOptions) error {
	var r theme.Revision
	if o.number > 0 {
		m, _, err := env.readModel(model)
		if err != nil {
			return err
		}
		if r, err = m.Revision(o.number); err != nil {
			return err
		}
	}
	if !env.hasEditor() {
		if !env.asks() {
			return errors.New("no editor is chosen; set VISUAL or EDITOR, or say what was said with --said TEXT")
		}
		if err := askRevision(ctx, env, &r); err != nil {
			return err
		}
		return putRevision(ctx, env, model, o, &r)
	}
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	_, err = env.editing(ctx, st.NewDraft(a.ID, "revision", "new", ".toml"), r.Form(), func(text string) error {
		filled, err := theme.ParseForm(text, r)
		if err != nil {
			return err
		}
		return putRevision(ctx, env, model, o, &filled)
	})
	return err
}

// askRevision asks for each field of a revision; return keeps what is there.
func askRevision(ctx context.Context, env *Env, r *theme.Revision) error {
	response := string(r.Response)
	for _, field := range []struct {
		question string
		into     *string
	}{
		{"What was said", &r.Said}, {"Who said it", &r.Group}, {"Changed, kept or open", &response}, {"What was done", &r.Did}, {"Why", &r.Because},
	} {
		line, err := env.ask(ctx, fmt.Sprintf("%s [%s]: ", field.question, *field.into))
		if err != nil {
			return err
		}
		if line != "" {
			*field.into = line
		}
		if field.into == &response && theme.Response(response) != r.Response {
			r.Did, r.Because = "", "" // of the former answer
		}
	}
	r.Response = theme.Response(response)
	return nil
}
