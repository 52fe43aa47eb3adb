package cmd

import "testing"

func TestFaultsOfSeveralFiles(t *testing.T) {
	t.Parallel()
	var f faults
	for _, line := range []string{"one.csv:2", "one.csv:5", "two:10", "two:11"} {
		f.add(line, "no code")
	}
	if got, want := f.String(), "one.csv:2: no code; so too in 5, two:10, two:11"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
