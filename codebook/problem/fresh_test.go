package problem

import "testing"

func TestFreshTellsProblemsApartWhateverTheirLine(t *testing.T) {
	at := func(name string, line int, message string) Problem {
		return Problem{Name: name, File: "a.toml", Line: line, Message: message}
	}
	before := []Problem{at("unknown-key", 3, "nothing reads the key colour"), at("name-twice", 9, `the name is that of code "rent" at line 4 too`)}
	after := []Problem{
		at("crlf", 0, "2 lines end in CR LF"),
		at("unknown-key", 5, "nothing reads the key colour"),
		at("unknown-key", 8, "nothing reads the key colour"),
		at("name-twice", 11, `the name is that of code "rent" at line 6 too`),
		at("parent-missing", 12, `the parent "mony" is not in this codebook`),
	}
	want := "a.toml:8: nothing reads the key colour\na.toml:12: the parent \"mony\" is not in this codebook"
	if got := Fresh(before, after).Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := Fresh(after, after); len(got) > 0 {
		t.Errorf("of an unchanged text: %v", got)
	}
}
