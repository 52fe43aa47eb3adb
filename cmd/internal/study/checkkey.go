package study

import (
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/privacy"
	"grounded/codebook/problem"
)

// names notes where names of a key stand, by its lines and without repeating
// them, and a key that lies in the study.
func (c *privacyChecker) names(key *privacy.Key, keyFile string) {
	inside, is := "", false
	if keyFile != "" {
		inside, is = c.inside(keyFile)
	}
	if is {
		c.add("key-inside", inside, 0, "the key to the names lies in the study", "move it out; and where it was shared or committed see that it goes there too")
	}
	sources := 0
	c.lying(c.sel, func(file, text string) {
		switch {
		case is && file == inside:
			return
		case strings.HasPrefix(file, sourcesFolder+"/"):
			sources++
			return
		}
		remedy := "change or remove it by hand"
		if ours(file) {
			remedy = "replace it with: grounded anonymize apply TABLE"
		}
		if found := key.In([]byte(text)).Standing(text); len(found) > 0 {
			line := 1 + strings.Count(text[:found[0].At], "\n")
			c.add("name-found", file, line, fmt.Sprintf("%s here, in %s", standing(found), many(len(found), "place", "places")), remedy)
		}
		if found := key.Standing(file); len(found) > 0 {
			c.add("name-found", file, 0, standing(found)+" in the name of this file", remedy)
		}
	})
	if sources > 0 {
		c.add("sources-unread", sourcesFolder, 0, fmt.Sprintf("%s as they came, and were not looked into", many(sources, "imported file is", "imported files are")),
			"move them out of the study with: grounded anonymize apply TABLE --move-sources DIR")
	}
}

// standing says which rows of a key were found.
func standing(found []privacy.Standing) string {
	var rows []int
	for _, f := range found {
		rows = append(rows, f.Row)
	}
	slices.Sort(rows)
	rows = slices.Compact(rows)
	if len(rows) == 1 {
		return "the name " + problem.InLines(rows) + " of the key stands"
	}
	return "the names " + problem.InLines(rows) + " of the key stand"
}
