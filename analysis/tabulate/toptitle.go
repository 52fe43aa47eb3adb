package tabulate

import (
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/summary"
	"grounded/codebook"
	"grounded/transcript/coding"
)

// topTitle says what the table shows. The lengths are how many codes each
// analyst has in all: a number is named only where somebody has as many.
func topTitle(o TopOptions, descriptiveOnly bool, lengths []int) string {
	codes, analysts, longest := "codes", len(lengths), 0
	switch {
	case o.Kind != "":
		codes = string(o.Kind) + " codes"
	case descriptiveOnly:
		codes = string(codebook.Descriptive) + " codes"
	}
	if analysts > 0 {
		longest = slices.Max(lengths)
	}
	title, behind := "", ""
	switch whole := longest <= o.N; {
	case o.N == 0:
		title = "All " + codes
	case longest == 0:
		title = "The most common " + codes
	case o.N == 1:
		title = "The most common " + strings.TrimSuffix(codes, "s")
	case whole && analysts > 1:
		title = "All " + codes
	case whole && longest == 1:
		title = "The one " + strings.TrimSuffix(codes, "s")
	case whole:
		title = fmt.Sprintf("All %d %s", longest, codes)
	case slices.Min(lengths) < o.N:
		title, behind = "The most common "+codes, fmt.Sprintf(", at most %d", o.N)
	default:
		title = fmt.Sprintf("The %d most common %s", o.N, codes)
	}
	if analysts > 1 {
		title += " of each analyst"
	}
	title += behind + ", by " + string(o.By)
	if o.Total {
		title += ", each with the codes below it"
	}
	return title
}

func topNotes(coder *coding.Coder, rows []coding.Row, ranked []*uses, shown int, o TopOptions) []string {
	var notes []string
	if o.Lengths {
		rows = confirmed(rows)
		said := fmt.Sprintf("%s: %s in %s", coder.Analyst,
			counted(len(distinct(rows)), "coding"), counted(transcriptsOf(rows), "transcript"))
		if q, ok := summary.QuartilesOf(passageWords(rows)); ok {
			words := "words"
			if q.Median == 1 {
				words = "word"
			}
			said += fmt.Sprintf("; passages have a median of %s %s (quartiles %s and %s)", length(q.Median), words, length(q.Lower), length(q.Upper))
		}
		notes = append(notes, said+".")
	}
	if shown == 0 || shown == len(ranked) {
		return notes
	}
	last := ranked[shown-1].count(o.By)
	equal := 0
	for _, u := range ranked[shown:] {
		if u.count(o.By) == last {
			equal++
		}
	}
	if equal > 0 {
		notes = append(notes, fmt.Sprintf("%s: %s more with %s as well.", coder.Analyst, counted(equal, "code"), counted(last, strings.TrimSuffix(string(o.By), "s"))))
	}
	return notes
}

// length is a number of words with four digits that count, and never with an
// exponent.
func length(words float64) string {
	if words >= 1000 {
		return fmt.Sprintf("%.0f", words)
	}
	return fmt.Sprintf("%.4g", words)
}
