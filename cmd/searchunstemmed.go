package cmd

import (
	"fmt"
	"maps"
	"slices"

	"grounded/analysis/index"
	"grounded/analysis/index/fields"
	"grounded/analysis/index/query"
	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// saidUnstemmed notes the languages without a stemmer of the transcripts in which a search
// asks for words in every form, whether or not something was found there.
func (e *Env) saidUnstemmed(st *study.Study, found study.Found, asks func(*transcript.Transcript) (bool, error)) error {
	stems := newStems(st)
	for _, language := range slices.Sorted(maps.Values(found.Languages)) {
		stems.in(language)
	}
	lacks := map[string]bool{}
	for _, id := range slices.Sorted(maps.Keys(found.Languages)) {
		language := found.Languages[id]
		if lacks[language] || !slices.Contains(stems.lacks, language) {
			continue
		}
		t := found.Transcripts[id]
		if t == nil {
			var err error
			if t, err = st.Transcript(id); err != nil {
				return err
			}
		}
		is, err := asks(t)
		if err != nil {
			return err
		}
		lacks[language] = is
	}
	maps.DeleteFunc(lacks, func(_ string, is bool) bool { return !is })
	if len(lacks) > 0 {
		e.warn(fmt.Sprintf("there is no stemmer for %s, so words are found as they are written and in no other form", and(slices.Sorted(maps.Keys(lacks)))))
	}
	return nil
}

// asking returns what tells whether a query asks for a word in every form in a transcript:
// by the turns that flags mean, and the passages that fields do.
func (o searchOptions) asking(q query.Query, meant *fields.Study, means func(transcript.ID, int) bool) func(*transcript.Transcript) (bool, error) {
	return func(t *transcript.Transcript) (bool, error) {
		if t.Type == coding.Survey && len(o.Types)+len(o.Transcripts) == 0 {
			return false, nil // nothing that is found there is shown
		}
		var turns []transcript.Span
		for turn := range t.Turns {
			if means(t.ID, turn) {
				turns = append(turns, t.TurnSpan(turn))
			}
		}
		return asksIn(q.Root, meant, t, turns)
	}
}

// asksIn reports whether a part of a query asks for a word in every form somewhere in some
// passages of a transcript.
func asksIn(n query.Node, meant *fields.Study, t *transcript.Transcript, in []transcript.Span) (bool, error) {
	if len(in) == 0 || !query.Stems(n) {
		return false, nil
	}
	some := func(parts ...query.Node) (bool, error) {
		for _, part := range parts {
			if is, err := asksIn(part, meant, t, in); is || err != nil {
				return is, err
			}
		}
		return false, nil
	}
	switch n := n.(type) {
	case query.And:
		var beside []query.Field
		for _, part := range n.Parts {
			if f, is := part.(query.Field); is {
				beside = append(beside, f)
			}
		}
		for _, part := range n.Parts {
			not, without := part.(query.Not)
			f, is := part.(query.Field)
			if without {
				f, is = not.Part.(query.Field)
			}
			if !is {
				continue
			}
			passages, err := meant.Passages(f, beside)
			switch {
			case err != nil:
				return false, err
			case passages == nil:
			case without:
				in = index.Without(in, passages(t))
			default:
				in = index.Within(in, passages(t))
			}
		}
		return some(n.Parts...)
	case query.Or:
		return some(n.Parts...)
	case query.Not:
		return some(n.Part)
	case query.Beside:
		return some(n.Left, n.Right)
	}
	return true, nil
}
