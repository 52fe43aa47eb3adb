package cmd

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
)

// completion is what cobra asks when a person presses tab.
type completion = func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective)

// suggest returns a completion of the names that list finds in the study. It
// says nothing when there is no study or it cannot be read, and shows the one
// who looks nothing that a blind study hides.
func suggest(env *Env, list func(*study.Study) []string) completion {
	return func(_ *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		quiet := *env
		st, err := study.Open(quiet.dir(), study.Options{Now: env.Now, Random: env.Random})
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		var out []cobra.Completion
		for _, name := range list(st) {
			if strings.HasPrefix(strings.ToLower(name), strings.ToLower(typed)) && !slices.Contains(args, name) {
				out = append(out, name)
			}
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	}
}

// once completes the first argument only.
func once(complete completion) completion {
	return func(c *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return complete(c, args, typed)
	}
}

// firstThenFiles completes the first argument, and the others as files.
func firstThenFiles(complete completion) completion {
	return func(c *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveDefault
		}
		return complete(c, args, typed)
	}
}

func completeAnalysts(env *Env) completion {
	return suggest(env, func(st *study.Study) []string {
		if !st.Config.Blind {
			return texts(analystIDs(st))
		}
		sel, err := env.reading(st)
		if err != nil {
			return nil
		}
		return texts(seen(st, sel))
	})
}

func completeTranscripts(env *Env) completion {
	return suggest(env, func(st *study.Study) []string {
		ids, _ := st.TranscriptIDs()
		return texts(ids)
	})
}

// completeCases offers the cases of cases.toml and those that only transcripts
// name.
func completeCases(env *Env) completion {
	return suggest(env, func(st *study.Study) []string {
		var ids []string
		if people, err := st.Cases(); err == nil {
			ids = people.IDs()
		}
		ts, _ := st.Transcripts(context.Background())
		for _, t := range ts {
			for _, v := range t.Speakers {
				ids = append(ids, v.Case)
			}
		}
		slices.Sort(ids)
		return slices.DeleteFunc(slices.Compact(ids), func(id string) bool { return id == "" })
	})
}

func completeCodes(env *Env) completion {
	return suggest(env, func(st *study.Study) []string { return codeNames(env, st) })
}

// codeNames are the ids of the codes that the one who looks may see.
func codeNames(env *Env, st *study.Study) []string {
	sel, err := env.reading(st)
	if err != nil {
		return nil
	}
	var out []string
	seen := map[string]bool{}
	for _, a := range st.Config.Analysts {
		if !sel.Sees(a.ID) || !sel.Named(a.ID, a.Role) {
			continue
		}
		book, err := st.Book(a)
		if err != nil {
			continue
		}
		for _, code := range book.Codes {
			if id := string(code.ID); !seen[id] && code.Retired == "" {
				seen[id] = true
				out = append(out, id)
			}
		}
	}
	return out
}

func completeCodeThenTranscript(env *Env) completion {
	codes, transcripts := completeCodes(env), completeTranscripts(env)
	return func(c *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) == 0 {
			return codes(c, args, typed)
		}
		return transcripts(c, args, typed)
	}
}

// completeWords offers the values that a flag can have. The flag exists, so
// registering cannot fail.
func completeWords(c *cobra.Command, flag string, words ...string) {
	_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

func registerGlobalCompletion(env *Env, root *cobra.Command) {
	_ = root.RegisterFlagCompletionFunc("analyst", completeAnalysts(env))
	_ = root.RegisterFlagCompletionFunc("format", func(c *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return append(render.Formats(), texts(env.drawings[c])...), cobra.ShellCompDirectiveNoFileComp
	})
}

func registerSelectionCompletion(env *Env, c *cobra.Command) {
	_ = c.RegisterFlagCompletionFunc("transcript", completeTranscripts(env))
	_ = c.RegisterFlagCompletionFunc("code", completeCodes(env))
	_ = c.RegisterFlagCompletionFunc("case", completeCases(env))
	completeWords(c, "kind", kindNames...)
	completeWords(c, "type", transcriptTypes...)
	completeWords(c, "role", "participant", "interviewer")
}

// completePairs completes the id of a pair of any crosswalk, or a code where the
// command takes codes as well.
func completePairs(env *Env, codes bool) completion {
	return suggest(env, func(st *study.Study) []string {
		if st.Config.Blind {
			return nil
		}
		var out []string
		for i, a := range st.Config.Analysts {
			for _, b := range st.Config.Analysts[i+1:] {
				if walk, err := st.Crosswalk(a.ID, b.ID); err == nil {
					for _, p := range walk.Pairs {
						out = append(out, p.ID)
					}
				}
			}
		}
		if codes {
			out = append(out, codeNames(env, st)...)
		}
		return out
	})
}
