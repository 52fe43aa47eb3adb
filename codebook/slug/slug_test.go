package slug

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestMake(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, want string }{
		{"Financial security", "financial-security"},
		{"  --Rent & bills!  ", "rent-bills"},
		{"don't", "don-t"},
		{"a/b\\c:d@e*f?g[h", "a-b-c-d-e-f-g-h"},
		{"Ünïted", "ünïted"},
		{"u\u0308ber", "über"},
		{"Семья и дом", "семья-и-дом"},
		{"家族", "家族"},
		{"हिन्दी", "हिन्दी"}, // its vowel signs and virama are marks, not letters
		{"x\u0301\u0302", "x\u0301\u0302"},
		{"\u0301acute first", "acute-first"},
		{"week 1_b", "week-1-b"},
		{"CON", "con-1"},
		{"com7", "com7-1"},
		{"lpt٣", "lpt٣"},
		{"comma", "comma"},
		{"", ""},
		{"…!", ""},
		{strings.Repeat("a", 63) + " b", strings.Repeat("a", 63)},
		{strings.Repeat("é", 40), strings.Repeat("é", 32)},
		{"a" + strings.Repeat("é", 40), "a" + strings.Repeat("é", 31)},
	}
	for _, tt := range tests {
		if got := Make(tt.name); got != tt.want {
			t.Errorf("Make(%q) = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	tests := []struct{ id, want string }{
		{"financial-security", ""},
		{"con-1", ""},
		{"Rent", `"Rent" is not an id; as one it would be "rent"`},
		{"a--b", `"a--b" is not an id; as one it would be "a-b"`},
		{"nul", `"nul" is not an id; as one it would be "nul-1"`},
		{"", `"" holds no letter and no digit, so it cannot be an id`},
		{"?", `"?" holds no letter and no digit, so it cannot be an id`},
	}
	for _, tt := range tests {
		got := ""
		if err := Check(tt.id); err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("Check(%q) says %q, want %q", tt.id, got, tt.want)
		}
	}
}

func TestUnique(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("é", 32)
	tests := []struct {
		id    string
		taken []string
		want  string
	}{
		{"rent", nil, "rent"},
		{"rent", []string{"rent"}, "rent-2"},
		{"rent", []string{"rent", "rent-2", "rent-3"}, "rent-4"},
		{long, []string{long}, strings.Repeat("é", 31) + "-2"},
	}
	for _, tt := range tests {
		taken := map[string]bool{}
		for _, id := range tt.taken {
			taken[id] = true
		}
		if got := Unique(tt.id, func(id string) bool { return taken[id] }); got != tt.want {
			t.Errorf("Unique(%q) = %q, want %q", tt.id, got, tt.want)
		}
	}
}

// What Make makes is an id: making it again changes nothing, it fits, and it
// holds none of the characters that places and globs are written with.
func TestMadeIsAnID(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) { checkMade(t, rapid.String().Draw(t, "name")) })
}

func FuzzMake(f *testing.F) {
	for _, seed := range []string{"Rent & bills", "u\u0308", "\xff\xfeA", "com1", "İstanbul", "ﬁ", "ǰ\u0323", strings.Repeat("ệ", 30), "a\u200db"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) { checkMade(t, name) })
}

func checkMade(t interface{ Errorf(string, ...any) }, name string) {
	id := Make(name)
	if id == "" {
		return
	}
	if err := Check(id); err != nil {
		t.Errorf("Make(%q) = %q, of which Check says: %v", name, id, err)
	}
	if len(id) > MaxBytes+len("-1") || !utf8.ValidString(id) || strings.Contains(id, "--") || strings.ContainsAny(id, ":@/*?[ \\\n") {
		t.Errorf("Make(%q) = %q", name, id)
	}
}

func BenchmarkMake(b *testing.B) {
	for b.Loop() {
		Make("Financial security & the first winter of not counting coins")
	}
}

func TestCheckName(t *testing.T) {
	for name, ok := range map[string]bool{
		"Keeping warm": true, "Größe, 暖": true, "": true,
		"Two\nlines": false, "a\tb": false, "a\x1b[1m": false, "a\u2028b": false,
	} {
		if err := CheckName(name); (err == nil) != ok {
			t.Errorf("%q: %v", name, err)
		}
	}
}
