package study

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os/exec"
	"regexp"
	"slices"
	"strings"

	"grounded/analysis/privacy"
	"grounded/analysis/theme"
	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

// CheckPrivacy returns what could give people away or goes against what they
// consented to: names of a key, which may be nil, that stand in the study's
// folder, and the key itself where it lies there; what git passes on; quotations
// that their speakers did not allow; attributes that say much of people. The path
// of the key's file is "" when it was not read from one. In a blind study it looks
// at what the one who looks may see.
func (s *Study) CheckPrivacy(ctx context.Context, sel coding.Selection, key *privacy.Key, keyFile string) ([]problem.Problem, error) {
	var c *privacyChecker
	err := s.store.Reading(ctx, func() error {
		ts, err := s.Transcripts(ctx)
		if err != nil {
			return err
		}
		people, err := s.Cases()
		if err != nil {
			return err
		}
		c = &privacyChecker{Study: s, sel: sel, transcripts: ts, people: people}
		if c.tracked, err = s.trackedFiles(ctx); err != nil {
			return err
		}
		c.git()
		c.attributes()
		c.speakers()
		if key != nil {
			c.names(key, keyFile)
		}
		return c.quotations()
	})
	if err != nil {
		return nil, err
	}
	problem.Sort(c.problems)
	return c.problems, nil
}

type privacyChecker struct {
	*Study
	sel         coding.Selection
	transcripts []*transcript.Transcript
	people      *cases.Register
	tracked     []string // by git
	problems    []problem.Problem
}

func (c *privacyChecker) add(name, file string, line int, message, remedy string) {
	c.problems = append(c.problems, problem.Problem{Name: name, File: file, Line: line, Message: message, Remedy: remedy})
}

// trackedFiles returns the files with words or names of participants that git
// has; none where there is no git.
func (s *Study) trackedFiles(ctx context.Context) ([]string, error) {
	if !s.tracked() {
		return nil, nil
	}
	out, err := exec.CommandContext(ctx, "git", "-C", s.Root, "ls-files", "-z", "--", sourcesFolder, transcriptsFolder, casesFile).Output()
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		s.warn("git could not be asked which files it has: " + err.Error())
		return nil, nil
	}
	return strings.FieldsFunc(string(out), func(r rune) bool { return r == 0 }), nil
}

func (c *privacyChecker) git() {
	for _, folder := range []string{sourcesFolder, transcriptsFolder} {
		n := 0
		for _, file := range c.tracked {
			if strings.HasPrefix(file, folder+"/") {
				n++
			}
		}
		if n > 0 {
			c.add("git-"+folder, folder, 0, fmt.Sprintf("git has %s of %s, so whoever has a copy of the repository has what participants said", many(n, "file", "files"), folder),
				fmt.Sprintf("where that must not be, add /%s/ to .gitignore and take them out with: git rm -r --cached %s; git's history holds them still", folder, folder))
		}
	}
}

// telling are names of attributes that say what most laws protect.
var telling = regexp.MustCompile(`(?i)health|illness|disab|diagnos|medic|religi|faith|ethnic|race|nationalit|migra|sexual|orientation|gender|politic|party|union|income|salary|debt|crim|convict|address|phone|e-?mail|birth|born`)

func (c *privacyChecker) attributes() {
	shared := slices.Contains(c.tracked, casesFile)
	marked, unmarked := map[string]int{}, map[string]int{}
	line := map[string]int{}
	for _, person := range c.people.Cases {
		for name := range person.Attributes {
			switch {
			case person.IsSensitive(name):
				marked[name]++
			case telling.MatchString(name):
				unmarked[name]++
			default:
				continue
			}
			if line[name] == 0 {
				line[name] = person.Line
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(unmarked)) {
		c.add("attribute-unmarked", casesFile, line[name], fmt.Sprintf("%q says much of a person and is not marked as sensitive (%s)", name, many(unmarked[name], "person", "people")),
			fmt.Sprintf("mark it with: grounded case set CASE --sensitive %s", name))
	}
	if shared {
		for _, name := range slices.Sorted(maps.Keys(marked)) {
			c.add("attribute-shared", casesFile, line[name], fmt.Sprintf("git has the sensitive attribute %q (%s)", name, many(marked[name], "person", "people")),
				"keep it outside the study, or cases.toml out of the repository")
		}
	}
	for _, t := range c.transcripts {
		for _, name := range slices.Sorted(maps.Keys(t.Attributes)) {
			if marked[name] > 0 {
				c.add("attribute-in-transcript", transcriptFile(t.ID), c.lineOf(transcriptFile(t.ID), name), fmt.Sprintf("the attribute %q is sensitive in %s and stands here as well", name, casesFile),
					fmt.Sprintf("take it out with: grounded transcript set %s --attribute %s=", t.ID, name))
			}
		}
	}
}

func many(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// lineOf returns the first line of a file that begins with a name.
func (c *privacyChecker) lineOf(file, name string) int {
	src, err := c.read(file)
	if err != nil {
		return 0
	}
	n := 0
	for line := range bytes.Lines(src) {
		n++
		if bytes.HasPrefix(bytes.TrimSpace(line), []byte(name)) {
			return n
		}
	}
	return 0
}

// speakers notes who speaks on after they withdrew, and restrictions that are on
// no words any more.
func (c *privacyChecker) speakers() {
	for _, t := range c.transcripts {
		for _, v := range t.Speakers {
			if person, known := c.people.Case(v.Case); known && person.Withdrawn != "" {
				c.add("withdrawn-speaks", transcriptFile(t.ID), 0, fmt.Sprintf("case %s withdrew on %s and still speaks here", v.Case, person.Withdrawn),
					fmt.Sprintf("unlink the speaker if that is somebody else; or take the tombstone out of %s and withdraw them again", casesFile))
			}
		}
		for i, p := range coding.Restricted(t) {
			if p.Fate == coding.Adrift {
				c.add("restriction-adrift", transcriptFile(t.ID), 0, fmt.Sprintf("the restriction %d is on words that are not found any more: %q", i+1, shorten(t.Restricted[i].Quote)),
					"restrict the words as they stand now with: grounded restrict PLACE --no-quote; and take this one out of the file")
			}
		}
	}
}

// quotations notes the quotations of models that may not be printed.
func (c *privacyChecker) quotations() error {
	names, err := c.Models(c.sel)
	if err != nil {
		return err
	}
	quoting := coding.NewQuoting(c.people.Cases)
	for _, name := range names {
		m, err := c.Model(name)
		if err != nil {
			return err
		}
		m.Flag = c.ModelFlag(c.sel, name)
		unsaid := 0
		for _, a := range m.Anchor(c.transcripts) {
			if a.Fate == coding.Adrift {
				continue // check says so
			}
			switch quoting.MayQuote(a.In, a.Now) {
			case coding.QuoteNo:
				c.quotation(name, m, a, "quote-not-allowed", "holds words that must not be quoted", "take it out with: grounded theme quotes %s%s --drop %q")
			case coding.QuoteAsk:
				c.quotation(name, m, a, "quote-to-ask", "holds words of somebody who wants to be asked first", "ask them; or take it out with: grounded theme quotes %s%s --drop %q")
			case coding.Unsaid:
				unsaid++
			}
		}
		if unsaid > 0 {
			c.add("quote-without-consent", ModelFile(name), 0, fmt.Sprintf("of %s nobody says whether the people who said them may be quoted", many(unsaid, "quotation", "quotations")),
				"link the speakers with: grounded case link; and say it with: grounded case set CASE --consent quote=yes")
		}
	}
	return nil
}

func (c *privacyChecker) quotation(name string, m *theme.Model, a theme.Anchored, problem, what, remedy string) {
	c.add(problem, ModelFile(name), 0, fmt.Sprintf("a quotation of theme %s, %s, %s", a.Theme, a.In.Ref(a.Now), what), fmt.Sprintf(remedy, a.Theme, m.Flag, m.NameOf(a.Index)))
}
