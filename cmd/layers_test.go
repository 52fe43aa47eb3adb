package cmd

import (
	"os/exec"
	"strings"
	"testing"
)

// layers says which packages of ours each package may import. Data flows one
// way: files, transcripts and codings, units and counts, tables, the eye.
var layers = map[string]string{
	"codebook/problem":        "",
	"codebook/slug":           "",
	"codebook/nearest":        "",
	"codebook/tomledit":       "codebook/problem codebook/nearest",
	"codebook":                "codebook/problem codebook/slug codebook/nearest codebook/tomledit",
	"codebook/crosswalk":      "codebook codebook/problem codebook/nearest codebook/tomledit codebook/slug",
	"transcript":              "codebook/problem codebook/slug codebook/nearest codebook/tomledit",
	"transcript/reader/pdf":   "",
	"transcript/reader":       "transcript/reader/pdf transcript codebook/problem codebook/slug codebook/nearest",
	"transcript/cases":        "codebook/problem codebook/slug codebook/nearest codebook/tomledit",
	"transcript/lines":        "transcript",
	"transcript/markup":       "transcript transcript/coding codebook/problem",
	"transcript/coding":       "transcript transcript/cases codebook codebook/problem codebook/nearest codebook/tomledit",
	"analysis/table":          "",
	"analysis/agreement":      "",
	"analysis/sampling":       "",
	"analysis/privacy":        "transcript transcript/cases codebook/problem codebook/slug codebook/nearest",
	"analysis/unit":           "transcript transcript/coding codebook codebook/crosswalk codebook/nearest analysis/agreement",
	"analysis/reliability":    "analysis/agreement analysis/unit analysis/table codebook/problem",
	"analysis/disagreement":   "transcript transcript/coding codebook codebook/crosswalk analysis/unit",
	"analysis/reconciliation": "transcript transcript/coding codebook codebook/problem codebook/slug codebook/tomledit analysis/unit analysis/disagreement",
	"analysis/linkage":        "",
	"analysis/hint":           "analysis/terms transcript transcript/coding codebook",
	"analysis/terms":          "transcript",
	"analysis/people":         "transcript transcript/coding",
	"analysis/seriation":      "analysis/linkage",
	"analysis/crosstab":       "transcript transcript/cases transcript/coding codebook codebook/nearest codebook/tomledit analysis/unit analysis/seriation",
	"analysis/cooccurrence":   "transcript transcript/coding codebook analysis/unit",
	"analysis/saturation":     "transcript transcript/coding codebook",
	"analysis/tabulate":       "transcript transcript/coding codebook codebook/crosswalk codebook/nearest analysis/table analysis/unit analysis/disagreement analysis/crosstab analysis/cooccurrence analysis/saturation analysis/seriation analysis/lexis analysis/lexis/stop analysis/summary",
	"analysis/align":          "transcript transcript/coding codebook codebook/crosswalk analysis/table analysis/terms analysis/assignment",
	"analysis/summary":        "",
	"analysis/survey":         "codebook/nearest codebook/problem analysis/summary analysis/table",
	"analysis/index/query":    "transcript",
	"analysis/index":          "analysis/index/query codebook/nearest transcript",
	"analysis/index/fields":   "transcript transcript/coding codebook codebook/nearest analysis/index analysis/index/query analysis/theme",
	"analysis/lexis/stop":     "",
	"analysis/lexis":          "transcript transcript/coding analysis/index analysis/lexis/stop",
	"analysis/theme":          "transcript transcript/coding codebook codebook/problem codebook/slug codebook/nearest codebook/tomledit analysis/table analysis/terms",
	"analysis/grouping":       "transcript transcript/coding codebook codebook/problem codebook/slug codebook/nearest codebook/tomledit analysis/table analysis/unit analysis/cooccurrence analysis/linkage analysis/people analysis/terms analysis/theme",
	"analysis/framework":      "transcript transcript/coding codebook codebook/problem codebook/slug codebook/nearest codebook/tomledit analysis/table analysis/people analysis/terms analysis/theme",
	"analysis/assignment":     "",
	"analysis/counterpart":    "analysis/assignment analysis/theme analysis/table transcript",
	"analysis/life":           "codebook analysis/theme analysis/table",
	"cmd/internal/study/txn":  "codebook/problem codebook/slug",
	"cmd/internal/render":     "analysis/table",
	"cmd/internal/drawing":    "",
	"cmd/internal/picture":    "analysis/theme cmd/internal/drawing",
	"cmd/internal/tui":        "codebook transcript transcript/lines transcript/coding",
	"cmd/internal/study":      "*",
	"cmd":                     "*",
	"cmd/grounded":            "cmd",
	"testdata":                "",
}

// pure are the packages that know nothing of files, clocks, terminals or flags.
var pure = []string{"codebook", "transcript", "analysis"}

// outside are imports that only cmd may have, and the one exception: the index
// keeps its own cache.
var outside = []string{"os", "os/exec", "net", "net/http", "log", "flag", "github.com/spf13/cobra"}

func TestLayers(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", "{{.ImportPath}} {{join .Imports \" \"}}", "grounded/...", "grounded/testdata").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		name, imports, _ := strings.Cut(line, " ")
		name = strings.TrimPrefix(name, "grounded/")
		seen[name] = true
		allowed, known := layers[name]
		if !known {
			t.Errorf("package %s is in no layer; say in layers which packages it may import", name)
			continue
		}
		for _, imported := range strings.Fields(imports) {
			heedLayer(t, name, imported, strings.Fields(allowed))
		}
	}
	for name := range layers {
		if !seen[name] {
			t.Errorf("layers knows a package %s that is not there", name)
		}
	}
}

func heedLayer(t *testing.T, name, imported string, allowed []string) {
	t.Helper()
	contains := func(list []string, one string) bool {
		for _, s := range list {
			if s == one {
				return true
			}
		}
		return false
	}
	if ours, ok := strings.CutPrefix(imported, "grounded/"); ok && !contains(allowed, ours) && !contains(allowed, "*") {
		t.Errorf("%s imports %s, which its layer does not allow", name, ours)
	}
	top, _, _ := strings.Cut(name, "/")
	if contains(pure, top) && contains(outside, imported) && name != "analysis/index" {
		t.Errorf("%s imports %s, and only cmd deals with the world outside", name, imported)
	}
	for parts, only := range map[string]string{
		"github.com/blevesearch/": "analysis/index", "github.com/klippa-app/": "transcript/reader/pdf", "github.com/tetratelabs/": "transcript/reader/pdf",
	} {
		if strings.HasPrefix(imported, parts) && name != only {
			t.Errorf("%s imports %s, and only %s may", name, imported, only)
		}
	}
}
