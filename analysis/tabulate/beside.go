package tabulate

import "grounded/transcript/coding"

// Beside says what a selection meant and what is in no figure of codings that count:
// those that a search made and nobody confirmed, and those that the selection left out.
func Beside(p coding.Picked) []string {
	unconfirmed := 0
	for _, r := range p.Rows {
		if r.By == coding.ByQuery {
			unconfirmed++
		}
	}
	notes := leftOut(p)
	if unconfirmed > 0 {
		notes = append([]string{unconfirmedLeft(unconfirmed)}, notes...)
	}
	return notes
}
