package render

import "testing"

// A drawing is a format only where a command draws.
func TestParseFormatOfDrawings(t *testing.T) {
	t.Parallel()
	if f, err := ParseFormat("svg", SVG, DOT); err != nil || f != SVG {
		t.Errorf("svg of a command that draws is %q, %v", f, err)
	}
	for name, want := range map[string]string{
		"mermaid": "this cannot be drawn as mermaid; choose one of text, csv, tsv, json, jsonl, md, html, latex, svg, dot",
		"pdf":     `no format is called "pdf"; choose one of text, csv, tsv, json, jsonl, md, html, latex, svg, dot`,
	} {
		if _, err := ParseFormat(name, SVG, DOT); err == nil || err.Error() != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	for file, want := range map[string]Format{"a.svg": SVG, "b.MMD": Mermaid, "c.gv": DOT, "d.dot": DOT} {
		if f, ok := FormatOf(file); !ok || f != want {
			t.Errorf("%s is %q", file, f)
		}
	}
}
