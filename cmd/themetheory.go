package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/framework"
	"grounded/analysis/theme"
	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/transcript/coding"
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
			if themes, err = themesOf(st, sel, f, by.Placements); err != nil {
				return err
			}
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

// themesOf makes themes of what one analyst placed.
func themesOf(st *study.Study, sel coding.Selection, f *framework.Framework, p *framework.Placements) ([]theme.Theme, error) {
	books := map[coding.Analyst]*codebook.Book{}
	for _, a := range st.Config.Analysts {
		if !sel.Sees(a.ID) {
			continue
		}
		book, err := st.Book(a)
		if err != nil {
			return nil, err
		}
		books[a.ID] = book
	}
	return f.Themes(p, books), nil
}

// lostPlacements warns of what was placed on constructs that a framework does not hold,
// as far as the one who acts may see it.
func lostPlacements(env *Env, st *study.Study, f *framework.Framework, name string) ([]string, error) {
	sel, err := env.reading(st)
	if err != nil {
		return nil, err
	}
	said, err := st.Placements(sel, name)
	if err != nil {
		return nil, err
	}
	var constructs []framework.ID
	on := map[framework.ID][]string{}
	for _, by := range said {
		for _, p := range by.Lost(f) {
			if on[p.Construct] == nil {
				constructs = append(constructs, p.Construct)
			}
			on[p.Construct] = append(on[p.Construct], fmt.Sprintf("%s by %s", p.Code, by.Analyst))
		}
	}
	if len(constructs) == 0 {
		return nil, nil
	}
	slices.Sort(constructs)
	var lines []string
	for _, id := range constructs {
		lines = append(lines, fmt.Sprintf("%s (%s)", id, strings.Join(on[id], "; ")))
	}
	return append([]string{
		fmt.Sprintf("codes are placed on what it does not hold: %s", strings.Join(lines, ", ")),
		fmt.Sprintf("these placements stay, and hold no more until they are made anew: see grounded theme framework %s --part placements, place each code with grounded theme place CODE CONSTRUCT --because TEXT, and take back what was said before with --remove", name),
	}, blindNote(st)...), nil
}

// own stems words of codebooks and frameworks, in the study's language.
func (s *stems) own() func(string) string { return s.in(s.study.Config.Language) }

func completeFrameworks(env *Env) completion {
	return suggest(env, func(st *study.Study) []string {
		names, _ := st.Frameworks()
		return names
	})
}
