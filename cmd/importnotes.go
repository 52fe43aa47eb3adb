package cmd

import (
	"fmt"
	"slices"
	"strings"

	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/reader"
)

// importNotes says what readers noticed, and once what is so in many files.
type importNotes struct {
	env     *Env
	footers int // files whose closing line was left out
	passed  int // files that came in before
}

// here says of a file that came in before if it has changed since.
func (n *importNotes) here(r readSource) {
	n.passed++
	if r.changed {
		n.env.warn(fmt.Sprintf("%s: it came in as %s and is another file now; bring in how it is now with: grounded transcript replace %[2]s %s", r.file, r.here, shellWord(r.file)))
	}
}

func (n *importNotes) add(warnings []problem.Problem, dryRun bool) {
	for _, w := range warnings {
		switch {
		case w.Name == reader.FooterLeftOut:
			n.footers++
			continue
		case (w.Name == reader.LabelOnce || w.Name == reader.LabelVariant) && !dryRun:
			w.Remedy += "; what came in now is taken back with: grounded undo"
		}
		n.env.warn(w.String())
	}
}

func (n *importNotes) end() {
	if n.footers > 0 {
		n.env.warn("left out the closing line that Otter adds, in " + count(n.footers, "file"))
	}
}

// noteRoles says how to state roles, where labels suggest some and nobody stated
// any: until then no figure and no --role knows of them.
func noteRoles(env *Env, come []*transcript.Transcript, dryRun bool) {
	var pairs []string
	for _, t := range come {
		for _, s := range t.Speakers {
			if s.Role != "" {
				return
			}
			pair := "--role " + shellWord(s.Label+"="+string(s.RoleGuess))
			if s.RoleGuess != "" && !slices.Contains(pairs, pair) {
				pairs = append(pairs, pair)
			}
		}
	}
	if len(pairs) == 0 || dryRun {
		return
	}
	const most = 3
	more := ""
	if len(pairs) > most {
		pairs, more = pairs[:most], " …"
	}
	env.note("no speaker has a role yet; if these are right, state them with: grounded transcript set '*' %s%s", strings.Join(pairs, " "), more)
}

// shellWord writes a word as a shell takes it.
func shellWord(word string) string {
	plain := func(r rune) bool {
		return r == '=' || r == '-' || r == '_' || r == '.' || r == '/' || r == ':' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	if !strings.ContainsFunc(word, func(r rune) bool { return !plain(r) }) {
		return word
	}
	return fmt.Sprintf("'%s'", strings.ReplaceAll(word, "'", `'\''`))
}
