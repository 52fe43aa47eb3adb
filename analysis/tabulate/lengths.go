package tabulate

import "grounded/transcript/coding"

// passageWords returns the distinct passages of some codings of one analyst, each
// as its length in words.
func passageWords(rows []coding.Row) []int {
	seen := map[passage]bool{}
	var words []int
	for _, r := range rows {
		p := passage{r.Transcript.ID, r.Now}
		if seen[p] {
			continue
		}
		seen[p] = true
		words = append(words, r.Transcript.CountWords(r.Transcript.Said(r.Now)...))
	}
	return words
}
