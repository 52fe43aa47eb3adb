package render

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/analysis/table"
)

var update = flag.Bool("update", false, "write the golden files anew; read each before keeping it")

func written(t *testing.T, r table.Report, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// compareGolden compares with a file of testdata, whose name ends in .golden so
// that no tool takes it for a page or a paper.
func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

func TestGolden(t *testing.T) {
	for name, report := range samples() {
		for _, format := range Formats() {
			t.Run(name+"/"+format, func(t *testing.T) {
				compareGolden(t, name+"."+format, written(t, report, Options{Format: Format(format)}))
			})
		}
		t.Run(name+"/color", func(t *testing.T) {
			compareGolden(t, name+".color", written(t, report, Options{Color: true, Width: 60}))
		})
	}
}

func TestGoldenWidths(t *testing.T) {
	for name, report := range samples() {
		t.Run(name, func(t *testing.T) {
			compareGolden(t, name+".60", written(t, report, Options{Width: 60}))
			compareGolden(t, name+".120", written(t, report, Options{Width: 120}))
		})
	}
}
