package reader

import (
	"path"
	"strings"

	"grounded/codebook/slug"
)

// baseName returns the last part of a path of any system.
func baseName(name string) string {
	return name[strings.LastIndexAny(name, `/\`)+1:]
}

// exportTails is what Otter and Zoom put between a recording's name and the
// extension.
var exportTails = pattern(`(?i)(?:[_. -]otter[_. ]ai|\.transcript|\.cc)$`)

// title returns a file's name without its extension and what programs put
// behind the name.
func title(base string) string {
	stem := strings.TrimSuffix(base, path.Ext(base))
	if short := exportTails().ReplaceAllString(stem, ""); strings.TrimSpace(short) != "" {
		stem = short
	}
	return strings.TrimSpace(strings.ToValidUTF8(stem, "\ufffd"))
}

func id(base string) string {
	return first(slug.Make(title(base)), "interview")
}
