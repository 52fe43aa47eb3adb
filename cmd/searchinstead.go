package cmd

import (
	"context"
	"fmt"
	"strings"

	"grounded/analysis/index"
	"grounded/analysis/index/query"
	"grounded/cmd/internal/study"
	"grounded/transcript"
)

// saidInstead says, of a query that finds nothing, what nearly fits.
func (o searchOptions) saidInstead(ctx context.Context, env *Env, st *study.Study, q query.Query, unit index.Unit) ([]string, error) {
	if query.OfFields(q.Root) {
		return []string{"nothing was found"}, nil
	}
	missing, err := st.NotSaid(ctx, q)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, m := range missing {
		text := fmt.Sprintf("nobody says %q in any form", m.Word)
		if m.Like {
			text = fmt.Sprintf("nobody says a word that is like %s", m.Word)
		}
		if len(m.Near) > 0 {
			text += "; nearly so: " + strings.Join(m.Near, ", ")
		}
		out = append(out, text)
	}
	if len(out) > 0 {
		return out, nil
	}
	if out, err = phrasesInstead(ctx, st, q); len(out) > 0 || err != nil {
		return out, err
	}
	if said, err := o.looserInstead(ctx, env, st, q, unit); said != "" || err != nil {
		return []string{said}, err
	}
	words, ofFields := 0, false
	query.Asked(q.Root, func(n query.Node) {
		if _, is := n.(query.Field); is {
			ofFields = true
		} else {
			words++
		}
	})
	switch {
	case words == 1 && ofFields:
		return []string{"nothing was found, though every word is said somewhere: not where the fields ask for it"}, nil
	case words == 1:
		return []string{"nothing was found, though every word is said somewhere: not where it is asked for"}, nil
	}
	return []string{fmt.Sprintf("nothing was found, though every word is said somewhere: not together in one %s that is asked for; OR finds each by itself", unit)}, nil
}

// looserInstead says where words are said together that do not stand to each other as a
// query asks; "" where they are not, or where it does not ask for that.
func (o searchOptions) looserInstead(ctx context.Context, env *Env, st *study.Study, q query.Query, unit index.Unit) (string, error) {
	try := func(as func(query.Beside) (query.Node, bool)) (string, query.Query, error) {
		loose, is := q.Loosened(as)
		if !is {
			return "", loose, nil
		}
		found, err := o.find(ctx, env, st, loose.String(), loose)
		if err != nil || len(found.Hits) == 0 {
			return "", loose, err
		}
		return foundIn(found), loose, nil
	}
	where, loose, err := try(func(b query.Beside) (query.Node, bool) {
		is := b.How == query.Before
		b.How = query.Near
		if b.Within < 0 {
			return query.And{Parts: []query.Node{b.Left, b.Right}}, is
		}
		return b, is
	})
	if where != "" {
		return fmt.Sprintf("nothing was found in this order; in the other one it is said in %s, as is found by: %s", where, shellWord(loose.String())), nil
	}
	if err != nil {
		return "", err
	}
	where, loose, err = try(func(b query.Beside) (query.Node, bool) {
		return query.And{Parts: []query.Node{b.Left, b.Right}}, true
	})
	if where != "" {
		return fmt.Sprintf("nothing was found with so few words between; further apart it is said in %s, as is found by: %s", where, shellWord(loose.String())), nil
	}
	return "", err
}

// foundIn says where something was found: the first place, and how many there are besides.
func foundIn(found study.Found) string {
	h := found.Hits[0]
	where := found.Transcripts[h.Transcript].Ref(h.Span).String()
	if more := len(found.Hits) - 1; more > 0 {
		where += fmt.Sprintf(" and %s more", count(more, string(found.Unit)))
	}
	return where
}

// longestPart is of how many words the part of a phrase may be that is looked for where
// nobody says the whole.
const longestPart = 12

// phrasesInstead says, of the phrases of a query that nobody says, which part of each is
// said somewhere, the longest and first of them.
func phrasesInstead(ctx context.Context, st *study.Study, q query.Query) ([]string, error) {
	var phrases []string
	query.Asked(q.Root, func(n query.Node) {
		if p, is := n.(query.Phrase); is {
			phrases = append(phrases, p.Text)
		}
	})
	var out []string
	for _, phrase := range phrases {
		var words []transcript.Span
		for w := range transcript.Words(phrase) {
			words = append(words, w)
		}
		part, where, err := longestSaid(ctx, st, phrase, words)
		if err != nil {
			return nil, err
		}
		switch {
		case part == phrase[words[0].Start:words[len(words)-1].End]:
		case len(words) == 1:
			out = append(out, fmt.Sprintf("nobody says %q in this form; in others it is found without quotation marks", phrase))
		case part == "":
			out = append(out, fmt.Sprintf("nobody says %q in these words, and no two of them follow each other so anywhere; each is found without quotation marks", phrase))
		default:
			out = append(out, fmt.Sprintf("nobody says %q in these words; the longest part of it that is said is %q, in %s", phrase, part, where))
		}
	}
	return out, nil
}

// longestSaid returns the longest part of a phrase, of two words or more or of its only
// one, that is said somewhere, and where; "" when there is none.
func longestSaid(ctx context.Context, st *study.Study, phrase string, words []transcript.Span) (part, where string, err error) {
	for n := len(words); n > 1 || n == len(words) && n > 0; n = min(n-1, longestPart) {
		for i := 0; i+n <= len(words); i++ {
			part = phrase[words[i].Start:words[i+n-1].End]
			found, err := st.Search(ctx, query.Query{Root: query.Phrase{Text: part}}, index.Options{})
			if err != nil {
				return "", "", err
			}
			if len(found.Hits) > 0 {
				return part, foundIn(found), nil
			}
		}
	}
	return "", "", nil
}
