package reader

import (
	"path"
	"regexp"
	"strings"
	"time"

	"grounded/codebook/slug"
)

// baseName returns the last part of a path of any system.
func baseName(name string) string {
	return name[strings.LastIndexAny(name, `/\`)+1:]
}

// exportTails is what Otter and Zoom put between a recording's name and the
// extension.
var exportTails = regexp.MustCompile(`(?i)(?:[_. -]otter[_. ]ai|\.transcript|\.cc)$`)

// title returns a file's name without its extension and what programs put
// behind the name.
func title(base string) string {
	stem := strings.TrimSuffix(base, path.Ext(base))
	if short := exportTails.ReplaceAllString(stem, ""); strings.TrimSpace(short) != "" {
		stem = short
	}
	return strings.TrimSpace(strings.ToValidUTF8(stem, "\ufffd"))
}

func id(base string) string {
	return first(slug.Make(title(base)), "interview")
}

// dates are 2021-02-03 and 20210203, the second also glued to letters as in
// Zoom's GMT20210203-141500.
var dates = regexp.MustCompile(`\d+(?:-\d+)*`)

// date returns the first day of the years 1900 to 2099 that a file's name
// holds, as YYYY-MM-DD, or "".
func date(base string) string {
	for _, digits := range dates.FindAllString(base, -1) {
		for _, form := range []string{time.DateOnly, "20060102"} {
			if len(digits) < len(form) || len(digits) > len(form) && digits[len(form)] != '-' {
				continue
			}
			day, err := time.Parse(form, digits[:len(form)])
			if err == nil && day.Year() >= 1900 && day.Year() < 2100 {
				return day.Format(time.DateOnly)
			}
		}
	}
	return ""
}
