package cmd

import (
	"fmt"
	"slices"
	"strings"

	"grounded/codebook/slug"
	"grounded/transcript/coding"
)

// memosMeant returns the ids that names mean: an id, a glob, or a part of an id
// that only one has.
func memosMeant(names, ids []string) ([]string, error) {
	var out []string
	for _, name := range names {
		meant, err := coding.MatchIDs("memo", []string{name}, ids)
		if err != nil {
			part := slug.Make(name)
			meant = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return part == "" || !strings.Contains(id, part) })
			slices.Sort(meant)
			switch meant = slices.Compact(meant); {
			case len(meant) == 0:
				return nil, err
			case len(meant) > 1:
				return nil, fmt.Errorf("memo %q may be %s; say more of it", name, either(meant))
			}
		}
		out = append(out, meant...)
	}
	return out, nil
}
