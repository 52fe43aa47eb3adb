package cmd

import (
	"slices"
	"testing"
)

func TestQuotedWords(t *testing.T) {
	for line, want := range map[string][]string{
		`notepad`:                              {"notepad"},
		`"C:\Program Files\ed\ed.exe"  --wait`: {`C:\Program Files\ed\ed.exe`, "--wait"},
		`code --wait ""`:                       {"code", "--wait", ""},
	} {
		if got := quotedWords(line); !slices.Equal(got, want) {
			t.Errorf("quotedWords(%s) = %q, want %q", line, got, want)
		}
	}
}
