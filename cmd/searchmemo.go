package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/index/query"
	"grounded/cmd/internal/study"
	"grounded/transcript"
)

// memosElsewhere says, for each memo: of a query, how many memos say it and are about
// no passage, so that the query cannot find them, and how to read them. The memos that
// are listed may be more: those on passages say it too.
func memosElsewhere(ctx context.Context, env *Env, st *study.Study, q query.Query, found bool) ([]string, error) {
	var asked []string
	query.Leaves(q.Root, func(n query.Node) {
		if f, ok := n.(query.Field); ok && f.Name == "memo" && f.Op == "=" && !slices.Contains(asked, f.Value) {
			asked = append(asked, f.Value)
		}
	})
	if len(asked) == 0 {
		return nil, nil
	}
	sel, err := env.reading(st)
	if err != nil {
		return nil, err
	}
	memos, err := st.Memos(sel)
	if err != nil {
		return nil, err
	}
	memos = slices.DeleteFunc(memos, func(m study.Memo) bool {
		return slices.ContainsFunc(m.About, func(what string) bool { return strings.HasPrefix(what, "coding:") })
	})
	list := ""
	for _, name := range env.global.Analysts {
		list += " -a " + shellWord(name)
	}
	var out []string
	for _, value := range asked {
		words := wordsOf(value)
		if words == "" {
			if n := len(memos); n > 0 {
				out = append(out, fmt.Sprintf("there %s about no passage; read %s with: grounded memo list%s",
					oneOr(n, "is 1 memo that is", fmt.Sprintf("are %d memos that are", n)), oneOr(n, "it", "them"), list))
			}
			continue
		}
		saying, err := memosThatSay(ctx, env, words, memos)
		if err != nil {
			return nil, err
		}
		if n := len(saying); n > 0 {
			too := ""
			if found {
				too = " too"
			}
			out = append(out, fmt.Sprintf("%s about no passage %s %q%s; read %s with: grounded memo list --search %s%s",
				oneOr(n, "1 memo that is", fmt.Sprintf("%d memos that are", n)), oneOr(n, "says", "say"), value, too, oneOr(n, "it", "them"), shellWord(words), list))
		}
	}
	return out, nil
}

// wordsOf is the words of a text in lower case, which asks for each of them: what an
// operator would be is a word in it.
func wordsOf(text string) string {
	var words []string
	for w := range transcript.Words(text) {
		words = append(words, strings.ToLower(text[w.Start:w.End]))
	}
	return strings.Join(words, " ")
}

// oneOr chooses between what is said of one thing and of several.
func oneOr(n int, one, several string) string {
	if n == 1 {
		return one
	}
	return several
}
