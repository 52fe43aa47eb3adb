package reader

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"grounded/codebook/nearest"
)

type sheet struct {
	name, part    string
	hidden, table bool
}

// choose returns the sheet that the options name, or the first that holds a
// table; a hidden one only where no other does. The names of the others that hold
// anything come with it.
func (b *workbook) choose(ctx context.Context, s *source) (sheet, string, error) {
	if name := s.options.Columns.Sheet; name != "" {
		chosen, err := b.named(name)
		return chosen, "", err
	}
	var full []sheet
	for _, sh := range b.sheets {
		wide, err := b.widest(ctx, sh.part)
		if err != nil {
			return sheet{}, "", b.fault(sh.part, err)
		}
		if wide > 0 {
			sh.table = wide > 1
			full = append(full, sh)
		}
	}
	if len(full) == 0 {
		return sheet{}, "", fmt.Errorf("%s: holds no words", b.name)
	}
	chosen := slices.MinFunc(full, func(a, b sheet) int { return cmp.Compare(a.rank(), b.rank()) })
	if chosen.hidden {
		s.warn("hidden-read", 0, fmt.Sprintf("sheet %q is hidden in the workbook, and was read", chosen.name), "")
	}
	var others []string
	for _, sh := range full {
		if sh != chosen {
			others = append(others, sh.name)
		}
	}
	if len(others) > 0 {
		s.warn("sheets-left-out", 0, fmt.Sprintf("sheet %q was read, and no other: %s", chosen.name, quoted(others)), "read another with: --columns sheet=NAME")
	}
	return chosen, quoted(others), nil
}

// named returns the sheet with that name, or else that number from 1.
func (b *workbook) named(name string) (sheet, error) {
	var names []string
	for _, sh := range b.sheets {
		if nearest.Fold(sh.name) == nearest.Fold(name) {
			return sh, nil
		}
		names = append(names, sh.name)
	}
	if n, err := strconv.Atoi(name); err == nil && 1 <= n && n <= len(b.sheets) {
		return b.sheets[n-1], nil
	}
	return sheet{}, fmt.Errorf("%s: %w", b.name, unknown("sheet", name, names, quoted(names)))
}

// widest returns 2 when some row of a sheet has two cells that hold something or
// more, and else the most that one has.
func (b *workbook) widest(ctx context.Context, part string) (int, error) {
	most, cells := 0, 0
	err := b.elements(ctx, part, func(e element, _ *xmlTokens) error {
		switch e.Name.Local {
		case "row":
			cells = 0
		case "v", "is":
			cells++
			most = max(most, cells)
		}
		if most > 1 {
			return errEnough
		}
		return nil
	})
	return most, err
}

// rank orders the sheets of a workbook by how likely they are meant.
func (sh sheet) rank() int {
	rank := 0
	if sh.hidden {
		rank += 2
	}
	if !sh.table {
		rank++
	}
	return rank
}
