package transcript

import "grounded/codebook/tomledit"

// Restriction marks words that must not be quoted outside the study. Like a
// coding it keeps the words and 32 characters on either side, by which it is
// found again when the text was corrected.
type Restriction struct {
	Span    // as it stood when it was last written
	Quote   string
	Prefix  string
	Suffix  string
	Because string
}

// frontRestriction is a restriction as TOML has it.
type frontRestriction struct {
	Start   int    `toml:"start"`
	End     int    `toml:"end"`
	Quote   string `toml:"quote"`
	Prefix  string `toml:"prefix"`
	Suffix  string `toml:"suffix"`
	Because string `toml:"because"`
}

func (f frontRestriction) restriction() Restriction {
	return Restriction{Span{f.Start, f.End}, f.Quote, f.Prefix, f.Suffix, f.Because}
}

func (r Restriction) pairs() []tomledit.Pair {
	pairs := []tomledit.Pair{{Key: "start", Value: r.Start}, {Key: "end", Value: r.End}, {Key: "quote", Value: r.Quote},
		{Key: "prefix", Value: r.Prefix}, {Key: "suffix", Value: r.Suffix}}
	if r.Because != "" {
		pairs = append(pairs, tomledit.Pair{Key: "because", Value: r.Because})
	}
	return pairs
}
