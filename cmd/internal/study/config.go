package study

import (
	"fmt"
	"slices"

	"github.com/BurntSushi/toml"

	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/codebook/tomledit"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Format is the format of study that this program reads and writes.
const Format = 1

// Config is grounded.toml.
type Config struct {
	Format   int       `toml:"format"`
	Name     string    `toml:"name"`
	Language string    `toml:"language"`
	Unit     string    `toml:"unit"`
	Approach string    `toml:"approach"` // reflexive, codebook or reliability
	Blind    bool      `toml:"blind"`
	Open     []string  `toml:"open"`  // transcripts of a blind study on which all see what all did
	Model    string    `toml:"model"` // "OWNER/NAME"
	Stop     []string  `toml:"stop"`  // words that counts of words leave out, besides those of the language
	Analysts []Analyst `toml:"analyst"`
}

// Analyst is one [[analyst]] of grounded.toml.
type Analyst struct {
	ID       coding.Analyst `toml:"id"`
	Name     string         `toml:"name"`
	Codebook string         `toml:"codebook"` // the analyst's id when the file does not say
	Case     string         `toml:"case"`
	Role     string         `toml:"role"`
	Position string         `toml:"position"`
}

func decodeConfig(file string, src []byte) (Config, []problem.Problem) {
	var newer struct {
		Format int `toml:"format"`
	}
	if err := toml.Unmarshal(src, &newer); err == nil && newer.Format > Format {
		return Config{}, []problem.Problem{{
			Name:    "newer-format",
			File:    file,
			Message: fmt.Sprintf("this study is of format %d, and this program reads format %d", newer.Format, Format),
			Remedy:  "open it with a newer version of grounded",
			Fatal:   true,
		}}
	}
	var c Config
	doc, problems := tomledit.Decode(file, src, &c)
	if problem.Fatal(problems) != nil {
		return Config{}, problems
	}
	at := func(i int) int { return line(doc, "analyst", i) }
	if c.Format == 0 {
		problems = append(problems, problem.Problem{Name: "no-format", File: file, Line: 1,
			Message: "this file does not say its format", Remedy: "write format = 1 at its top"})
	}
	switch c.Approach {
	case "", "reflexive", "codebook", "reliability":
	default:
		line, column := doc.Place(tomledit.Root, "approach")
		problems = append(problems, problem.Problem{Name: "bad-approach", File: file, Line: line, Column: column,
			Message: fmt.Sprintf("%q is no approach", c.Approach), Remedy: "write reflexive, codebook or reliability", Fatal: true})
	}
	_, idle := c.StopWords()
	for _, entry := range idle {
		line, column := doc.Place(tomledit.Root, "stop")
		problems = append(problems, problem.Problem{Name: "bad-stop-word", File: file, Line: line, Column: column,
			Message: fmt.Sprintf("%q is no single word, so it leaves nothing out", entry), Remedy: "write a word as it is said, and several one by one"})
	}
	seen := map[coding.Analyst]int{}
	for i := range c.Analysts {
		a := &c.Analysts[i]
		if a.Codebook == "" {
			a.Codebook = string(a.ID)
		}
		if a.Role == "" {
			a.Role = "analyst"
		}
		if a.ID == "" {
			problems = append(problems, problem.Problem{Name: "analyst-without-id", File: file, Line: at(i),
				Message: "this analyst has no id", Remedy: "give the analyst an id of small letters, digits and -", Fatal: true})
			continue
		}
		if err := slug.Check(string(a.ID)); err != nil {
			problems = append(problems, problem.Problem{Name: "bad-analyst-id", File: file, Line: at(i),
				Message: err.Error(), Remedy: "give the analyst an id of small letters, digits and -", Fatal: true})
		} else if err := slug.Check(a.Codebook); err != nil {
			problems = append(problems, problem.Problem{Name: "bad-codebook-name", File: file, Line: at(i),
				Message: err.Error(), Remedy: "name the codebook with small letters, digits and -", Fatal: true})
		}
		if first, twice := seen[a.ID]; twice {
			problems = append(problems, problem.Problem{Name: "analyst-twice", File: file, Line: at(i),
				Message: fmt.Sprintf("analyst %q is there twice; first at line %d", a.ID, first),
				Remedy:  "give one of them another id", Fatal: true})
		} else {
			seen[a.ID] = at(i)
		}
	}
	return c, problems
}

// StopWords returns the entries of Stop that are words, and those that leave nothing out
// since they are several, or none.
func (c *Config) StopWords() (words, idle []string) {
	for _, entry := range c.Stop {
		if whole := slices.Collect(transcript.Words(entry)); len(whole) == 1 && whole[0] == (transcript.Span{End: len(entry)}) {
			words = append(words, entry)
		} else {
			idle = append(idle, entry)
		}
	}
	return words, idle
}
