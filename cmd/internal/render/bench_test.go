package render

import (
	"io"
	"testing"

	"grounded/analysis/table"
)

// BenchmarkWrite writes 10,000 rows of five columns, more than the quotations
// of the reference study.
func BenchmarkWrite(b *testing.B) {
	r := topCodes()
	r.View = nil
	some := r.Table.Rows
	r.Table.Rows = nil
	for len(r.Table.Rows) < 10_000 {
		r.Table.Rows = append(r.Table.Rows, some[len(r.Table.Rows)%len(some)])
	}
	views := map[string]table.View{"": nil, "/cards": table.Cards{Head: []string{"code"}, Body: "name", Foot: []string{"codings"}}}
	for _, format := range []Format{Text, CSV, JSON, Markdown, HTML} {
		for name, view := range views {
			if view != nil && format != Text {
				continue
			}
			b.Run(string(format)+name, func(b *testing.B) {
				r.View = view
				for b.Loop() {
					if err := Write(io.Discard, r, Options{Format: format}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
