package index

import (
	"context"
	"maps"
	"slices"

	"grounded/analysis/index/query"
	"grounded/codebook/nearest"
	"grounded/transcript"
)

// Missing is a word of a query that nobody says in any form.
type Missing struct {
	Word string   // as it is written in the query, with its asterisk or tilde
	Like bool     // it asks for words that are like it, of which none is said
	Near []string // words that are said and are written almost so, the nearest first
}

// NotSaid returns the words of a query that nobody says, in the order of the query, with
// up to most words each that are near. What NOT leaves out need not be said. It reads
// every transcript.
func NotSaid(ctx context.Context, sources []Source, q query.Query, o Options, most int) ([]Missing, error) {
	c, err := newCorpus(sources, o)
	if err != nil {
		return nil, err
	}
	said, stems := map[string]bool{}, map[string]bool{}
	lexicons := map[string]*lexicon{}
	for i := range c.sources {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		t, language, err := c.load(i)
		if err != nil {
			return nil, err
		}
		if lexicons[language] == nil {
			lexicons[language] = newLexicon(language)
		}
		for _, p := range t.Paragraphs {
			text := t.Text(p.Text)
			for w := range transcript.Words(text) {
				f := lexicons[language].form(text[w.Start:w.End])
				said[f.plain], stems[f.stem] = true, true
			}
		}
	}
	var out []Missing
	words := slices.Sorted(maps.Keys(said))
	query.Asked(q.Root, func(n query.Node) {
		text := ""
		switch n := n.(type) {
		case query.Word:
			text = n.Text
		case query.Phrase:
			text = n.Text
		case query.Wild, query.Fuzzy:
			l := leafOf(n)
			if slices.ContainsFunc(words, l.like) {
				return
			}
			m := Missing{Word: query.Query{Root: n}.String(), Like: true}
			if fuzzy, is := n.(query.Fuzzy); is {
				m.Near = nearest.Nearest(fold(fuzzy.Text), words, most)
			}
			out = append(out, m)
			return
		}
		for w := range transcript.Words(text) {
			word := text[w.Start:w.End]
			known := said[fold(word)]
			for _, lex := range lexicons {
				known = known || stems[lex.form(word).stem]
			}
			if !known && !slices.ContainsFunc(out, func(m Missing) bool { return m.Word == word }) {
				out = append(out, Missing{Word: word, Near: nearest.Nearest(fold(word), words, most)})
			}
		}
	})
	return out, nil
}
