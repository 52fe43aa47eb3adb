package grouping

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"grounded/analysis/cooccurrence"
	"grounded/transcript/coding"
)

// notes say what was grouped, how well it falls into groups, and what was left apart.
func (s Suggestion) notes() []string {
	var notes []string
	alone, elsewhere := []string{}, 0
	for _, g := range s.Groups {
		if len(g.Codes) == 1 {
			alone = append(alone, s.Codes[g.Codes[0]].Name)
		}
	}
	for _, c := range s.Codes {
		if c.Width.Value < 0 {
			elsewhere++
		}
	}
	switch {
	case len(s.Codes) == 0:
		way := "put codes on passages first: grounded apply CODE PLACE"
		if s.Least > 1 {
			way = "take in codes with fewer: --least 1"
		}
		return append(notes, fmt.Sprintf("%s has no code with %s or more, so there is nothing to group (%s).", analysts(s.Coders), counted(s.Least, "coding"), way))
	case len(s.Codes) < 3 && s.K == 0:
		notes = append(notes, fmt.Sprintf("%s: too few to be parted.", counted(len(s.Codes), "code")))
	case !s.tells():
		notes = append(notes, "Nothing that counts tells these codes apart.")
	default:
		notes = append(notes, s.fit())
	}
	if s.tells() {
		notes = append(notes, s.silent()...)
	}
	if len(alone) > 0 && len(s.Codes) > 1 {
		notes = append(notes, fmt.Sprintf("In no group with others: %s.", strings.Join(alone, "; ")))
	}
	if elsewhere > 0 {
		notes = append(notes, fmt.Sprintf("%s nearer to another group than to their own (which: --part codes).", are(elsewhere, "code")))
	}
	if len(s.Apart) > 0 {
		notes = append(notes, fmt.Sprintf("Left apart, with fewer than %s (--least): %s.", counted(s.Least, "coding"), few(s.apart())))
	}
	unsaid := 0
	for _, g := range s.Groups {
		if len(g.Codes) > 1 {
			unsaid += g.TermsUnsaid
		}
	}
	notes = append(notes, coding.TermsWithheld(unsaid)...)
	if across := s.across(); len(across) > 0 {
		notes = append(notes, fmt.Sprintf("A theme rests on a code with all below it, and these stand in other groups than a code above them: %s.", few(across)))
	}
	return notes
}

// silent says what was to count and tells no codes apart.
func (s Suggestion) silent() []string {
	var notes []string
	for _, kind := range []struct {
		weight, counts float64
		why            string
	}{
		{s.Weights.Text, s.counts.Text, fmt.Sprintf("No two codes are put on a %s more than others are, so the text tells nothing apart.", s.unit())},
		{s.Weights.Words, s.counts.Words, "The words of all passages are equally alike, and tell nothing apart."},
		{s.Weights.Tree, s.counts.Tree, "All codes stand alike in the codebook, so the tree tells nothing apart."},
	} {
		if kind.weight > 0 && kind.counts == 0 {
			notes = append(notes, kind.why)
		}
	}
	return notes
}

func (s Suggestion) apart() []string {
	var names []string
	for _, a := range s.Apart {
		names = append(names, a.Name)
	}
	return names
}

// are is a number of things as a sentence begins with it.
func are(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " is"
	}
	return fmt.Sprintf("%d %ss are", n, noun)
}

// few lists names, of many the first.
func few(names []string) string {
	const most = 12
	if len(names) <= most {
		return strings.Join(names, "; ")
	}
	return fmt.Sprintf("%s; and %d more", strings.Join(names[:most], "; "), len(names)-most)
}

// fit says how well codes fall into groups.
func (s Suggestion) fit() string {
	text := fmt.Sprintf("%s in %s: the mean silhouette width is %.3f", counted(len(s.Codes), "code"), counted(len(s.Groups), "group"), s.Mean)
	if s.K > 0 || len(s.Fits) < 2 {
		return text + "."
	}
	least := s.Fits[0].Mean
	for _, f := range s.Fits {
		least = min(least, f.Mean)
	}
	return text + fmt.Sprintf(", the greatest of %d to %d groups, which have %.3f and more (each: --part numbers).", s.Fits[0].K, s.Fits[len(s.Fits)-1].K, least)
}

// across returns codes that stand below a code of another group.
func (s Suggestion) across() []string {
	at := map[cooccurrence.Meaning]int{}
	for i, c := range s.Codes {
		for _, m := range c.Means {
			at[m] = i
		}
	}
	var out []string
	for i, c := range s.Codes {
		if slices.ContainsFunc(c.Means, func(m cooccurrence.Meaning) bool {
			for _, above := range m.Coder.Book.Path(m.Code) {
				if j, is := at[cooccurrence.Meaning{Coder: m.Coder, Code: above}]; is && s.Codes[j].Group != s.Codes[i].Group {
					return true
				}
			}
			return false
		}) {
			out = append(out, c.Name)
		}
	}
	return out
}

// readings say how the figures are to be read.
func (s Suggestion) readings() []string {
	w := s.Weights
	return []string{
		fmt.Sprintf("Alike, from 0 to 1, on average, and in parentheses to the codes of other groups. Text: the %ss that passages of both reach (cosine). Words: those of their passages, without stop words, by tf-idf (cosine). Tree: how far down they share a branch of the codebook.", s.unit()),
		fmt.Sprintf("Weights: text %s, words %s, tree %s (--weights), each to the spread of its figures. Joined by average linkage. These are groups of codes: whether one is a theme, and what it claims, you say.", number(w.Text), number(w.Words), number(w.Tree)),
	}
}

func number(v float64) string {
	if v == math.Trunc(v) {
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%g", v)
}
