package coding

import "strings"

// Owners says of each coder whose the codebook is that they code with, so that
// codes of the same id in different books can be told apart: "ana", or "ana+ben"
// where they share it. Where all share one it says "".
func Owners(coders []*Coder) map[*Coder]string {
	sharing := map[string][]string{}
	for _, c := range coders {
		sharing[c.Book.Name()] = append(sharing[c.Book.Name()], string(c.Analyst))
	}
	out := make(map[*Coder]string, len(coders))
	if len(sharing) > 1 {
		for _, c := range coders {
			out[c] = strings.Join(sharing[c.Book.Name()], "+")
		}
	}
	return out
}
