package cmd

import (
	"context"
	"fmt"
	"strings"

	"grounded/analysis/framework"
	"grounded/analysis/theme"
	"grounded/cmd/internal/study"
	"grounded/codebook/problem"
)

// readFramework reads a file that is to be brought in, and warns of what is to be mended
// in it.
func readFramework(env *Env, called string, src []byte) (*framework.Framework, error) {
	f, problems := framework.Decode(called, src)
	if err := problem.Fatal(problems); err != nil {
		return nil, err
	}
	for _, p := range problems {
		env.warn(p.String())
	}
	return f, nil
}

// frameworkThemes makes a theme of each construct on which the one who acts placed codes,
// and of those above them.
func frameworkThemes(ctx context.Context, env *Env, o frameworkOptions, name, model string) error {
	st, a, err := env.openActing()
	if err != nil {
		return err
	}
	full, err := st.FrameworkName(name, ": grounded theme framework NAME --themes")
	if err != nil {
		return err
	}
	f, err := st.Framework(full)
	if err != nil {
		return err
	}
	sel, err := env.reading(st)
	if err != nil {
		return err
	}
	said, err := st.Placements(sel, full)
	if err != nil {
		return err
	}
	var themes []theme.Theme
	for _, by := range said {
		if by.Analyst == a.ID {
			themes = f.Themes(by.Placements)
		}
	}
	if len(themes) == 0 {
		return fmt.Errorf("%s has placed no code on a construct of %s yet; do so with: grounded theme place CODE CONSTRUCT --because TEXT", a.ID, full)
	}
	var there []theme.ID
	var holder string
	err = changeModelAs(ctx, manner(o.DryRun), env, model, "theme framework --themes", true, func(h *modeller) (string, error) {
		there, holder = nil, h.name
		var made []theme.Theme
		for _, t := range themes {
			if _, is := h.model.Theme(t.ID); is {
				there = append(there, t.ID)
			} else {
				made = append(made, t)
			}
		}
		if len(made) == 0 {
			return "", errAccepted
		}
		var ids []string
		for _, t := range made {
			ids = append(ids, string(t.ID))
		}
		return fmt.Sprintf("made %s in %s of constructs of %s: %s", count(len(made), "theme"), h.name, full, strings.Join(ids, ", ")), h.take(h.model.AddTheme(made...))
	})
	return env.saidMade(err, there, holder)
}

// own stems words of codebooks and frameworks, in the study's language.
func (s *stems) own() func(string) string { return s.in(s.study.Config.Language) }

func completeFrameworks(env *Env) completion {
	return suggest(env, func(st *study.Study) []string {
		names, _ := st.Frameworks()
		return names
	})
}
