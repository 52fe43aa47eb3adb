package tabulate

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"grounded/analysis/crosstab"
	"grounded/transcript/coding"
)

func (s sheet) title() string {
	what := s.counted()
	across := fmt.Sprintf("by %s and %s", dimension(s.m.Rows), dimension(s.m.Columns))
	switch {
	case s.o.Binary:
		return fmt.Sprintf("Whether there are %s, %s (1: yes)", what, across)
	case s.o.Share == ShareAll:
		return fmt.Sprintf("%s %s, %% of all (N = %d)", capital(what), across, s.m.Base().Of(s.o.Of))
	case s.o.Share != NoShare:
		return fmt.Sprintf("%s %s, %% of each %s", capital(what), across, s.o.Share)
	}
	return capital(what) + " " + across
}

// counted is what figures count.
func (s sheet) counted() string {
	if s.o.Of == crosstab.Words {
		return "coded words"
	}
	return string(s.o.Of)
}

// notes say what figures mean where that does not go without saying, and what they
// leave out.
func (s sheet) notes(p coding.Picked) []string {
	var notes []string
	if !s.o.Data {
		notes = s.readings()
	}
	if note := s.together(p); note != "" {
		notes = append(notes, note)
	}
	if n := s.m.Total().Unconfirmed; n > 0 {
		notes = append(notes, unconfirmedLeft(n))
	}
	if s.m.Outside > 0 {
		notes = append(notes, fmt.Sprintf("%s left out: no theme rests on their codes.", counted(s.m.Outside, "coding")))
	}
	if s.m.LeftOut > 0 {
		notes = append(notes, smallGroupsLeft(s.m.LeftOut))
	}
	if s.m.HiddenCells > 0 {
		notes = append(notes, "–: fewer than three people, left out of totals too (all: --small-cells).")
	}
	return append(append(notes, unlisted(p.Rows)...), leftOut(p)...)
}

// smallGroupsLeft says how many groups are too small to be printed.
func smallGroupsLeft(n int) string {
	return counted(n, "group") + " of fewer than three people left out of all figures (all: --small-cells)."
}

// unconfirmedLeft says how many codings do not count since nobody stands by them.
func unconfirmedLeft(n int) string {
	if n == 1 {
		return "1 coding left out: a search made it and nobody has confirmed it."
	}
	return counted(n, "coding") + " left out: a search made them and nobody has confirmed them."
}

// readings say how totals and shares are to be read.
func (s sheet) readings() []string {
	var notes []string
	one := strings.TrimSuffix(string(s.o.Of), "s")
	switch {
	case s.o.Binary:
	case s.o.Share == NoShare && s.overlaps():
		notes = append(notes, fmt.Sprintf("“%s” counts each %s once, so that it may be less than the sum.", allLabel, one))
	case s.o.Share != NoShare:
		counts := "that were counted"
		of := map[Share]crosstab.Dimension{ShareRow: s.m.Rows, ShareColumn: s.m.Columns}[s.o.Share]
		if s.o.Of != crosstab.Codings && (s.o.Share == ShareAll || of.OfPlaces()) {
			counts = "that are there, coded or not"
		}
		notes = append(notes, fmt.Sprintf("%s: the %s %s.", baseLabel, s.o.Of, counts))
	}
	return notes
}

// overlaps reports whether a total is less than the sum of its cells.
func (s sheet) overlaps() bool {
	for i := range s.rows {
		sum := 0
		for j := range s.columns {
			sum += s.m.Cell(i, j).Of(s.o.Of)
		}
		if sum != s.m.RowTotal(i).Of(s.o.Of) {
			return true
		}
	}
	for j := range s.columns {
		sum := 0
		for i := range s.rows {
			sum += s.m.Cell(i, j).Of(s.o.Of)
		}
		if sum > s.m.ColumnTotal(j).Of(s.o.Of) {
			return true
		}
	}
	return false
}

// together says whose codings are counted as one, if those of several are. Codes of
// different codebooks keep them apart, but for totals.
func (s sheet) together(p coding.Picked) string {
	of := func(d crosstab.Dimension) bool { return s.m.Rows == d || s.m.Columns == d }
	if len(p.Coders) < 2 || of(crosstab.Analyst) {
		return ""
	}
	who := analysts(p.Coders)
	alone := "alone: -a " + string(p.Coders[0].Analyst)
	owners := map[string]bool{}
	for _, owner := range coding.Owners(p.Coders) {
		owners[owner] = true
	}
	switch apart := of(crosstab.Code) && len(owners) == len(p.Coders); {
	case !apart:
		return fmt.Sprintf("Codings of %s are counted together (one %s).", who, alone)
	case s.o.Data || s.o.Binary || len(s.rows) == 0:
		return ""
	}
	return fmt.Sprintf("“%s” counts codings of %s (one %s).", allLabel, who, alone)
}

// analysts names some as a sentence does: "ana, ben and cy".
func analysts(coders []*coding.Coder) string {
	var b strings.Builder
	for i, c := range coders {
		switch {
		case i > 0 && i == len(coders)-1:
			b.WriteString(" and ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(string(c.Analyst))
	}
	return b.String()
}

// dimension is what people call a dimension.
func dimension(d crosstab.Dimension) string {
	if attribute, ok := d.Attribute(); ok {
		return attribute
	}
	return string(d)
}

func heading(d crosstab.Dimension) string { return capital(dimension(d)) }

// capital returns text with its first letter as a capital.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
