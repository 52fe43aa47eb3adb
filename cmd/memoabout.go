package cmd

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// aboutForm returns an error for what no memo can be about.
func aboutForm(about []string) error {
	for _, text := range about {
		if what, id, ok := strings.Cut(text, ":"); !ok || id == "" || !slices.Contains(study.MemoSubjects, what) {
			return misused("--about %s: it looks like code:rent; what stands before the colon is one of %s", text, strings.Join(study.MemoSubjects, ", "))
		}
	}
	return nil
}

// resolveAbout returns what a memo is about by full ids. Something that is not
// there is an error.
func resolveAbout(ctx context.Context, env *Env, st *study.Study, a study.Analyst, about []string) ([]string, error) {
	out := make([]string, len(about))
	for i, text := range about {
		what, name, _ := strings.Cut(text, ":")
		id := name
		switch what {
		case "transcript":
			if _, err := st.Transcript(transcript.ID(name)); err != nil {
				return nil, err
			}
		case "code":
			book, err := st.Book(a)
			if err != nil {
				return nil, err
			}
			code, err := book.Find(name)
			if err != nil {
				return nil, err
			}
			id = string(code.ID)
		case "coding":
			var err error
			if id, err = st.CodingID(ctx, a.ID, name); err != nil {
				return nil, err
			}
		case "theme":
			var err error
			if id, err = themeOfAny(env, st, name); err != nil {
				return nil, err
			}
		case "case":
			var err error
			if id, err = caseNamed(ctx, st, name); err != nil {
				return nil, err
			}
		case "analyst":
			if _, err := st.Analyst(coding.Analyst(name)); err != nil {
				return nil, err
			}
		}
		out[i] = what + ":" + id
	}
	return out, nil
}

// themeOfAny returns the id of a theme of one of the models that may be seen. A model that
// cannot be read is in the way only where no other has the theme.
func themeOfAny(env *Env, st *study.Study, name string) (string, error) {
	sel, err := env.reading(st)
	if err != nil {
		return "", err
	}
	models, err := st.Models(sel)
	if err != nil {
		return "", err
	}
	var ids []string
	var unread error
	for _, model := range models {
		m, err := st.Model(model)
		if err != nil {
			unread = cmp.Or(unread, err)
			continue
		}
		if id, err := themeNamed(m, name); err == nil {
			return string(id), nil
		}
		for _, t := range m.Themes {
			ids = append(ids, string(t.ID))
		}
	}
	return "", cmp.Or(unread, coding.Unknown("theme", name, ids))
}

// caseNamed returns the id of a case of cases.toml, or of one that only transcripts name.
func caseNamed(ctx context.Context, st *study.Study, name string) (string, error) {
	people, err := st.Cases()
	if err != nil {
		return "", err
	}
	ts, err := st.Transcripts(ctx)
	if err != nil {
		return "", err
	}
	known := knownCases(people, ts)
	if i := slices.IndexFunc(known, func(id string) bool { return strings.EqualFold(id, name) }); i >= 0 {
		return known[i], nil
	}
	return "", coding.Unknown("case", name, known)
}
