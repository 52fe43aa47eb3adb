package nearest

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestNearest(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		word  string
		among []string
		n     int
		want  []string
	}{
		{"spelling before a part", "famly", []string{"family-care", "work", "family"}, 3, []string{"family", "family-care"}},
		{"neighbours swapped", "buredn", []string{"garden", "burdens", "burden"}, 3, []string{"burden", "burdens"}},
		{"prefix before the middle", "car", []string{"family-car", "self-care", "career"}, 3, []string{"career", "family-car", "self-care"}},
		{"a longer word than the name", "retirement-plan", []string{"plan", "retire"}, 3, []string{"retire"}},
		{"case and normal form do not count", "MÜDE", []string{"mu\u0308de", "mode"}, 3, []string{"mu\u0308de", "mode"}},
		{"short words are not looked for within names", "a", []string{"bank", "a-b"}, 3, []string{"a-b"}},
		{"no more than asked", "code", []string{"code3", "code2", "code1"}, 2, []string{"code1", "code2"}},
		{"none asked", "code", []string{"code1"}, 0, nil},
		{"nothing near", "thriving", []string{"rent", "bills"}, 3, nil},
		{"nothing typed", " ", []string{"rent"}, 3, nil},
		{"each once", "rnt", []string{"rent", "rent"}, 3, []string{"rent"}},
		{"the name itself", "Rent", []string{"rents", "rent"}, 3, []string{"rent", "rents"}},
		{"too long to compare", "x" + strings.Repeat("ab", 40), []string{strings.Repeat("ab", 40)}, 3, nil},
		{"other scripts", "семя", []string{"семья", "работа"}, 3, []string{"семья"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, Nearest(tt.word, tt.among, tt.n)); diff != "" {
				t.Errorf("Nearest(%q, %q, %d) (-want +got):\n%s", tt.word, tt.among, tt.n, diff)
			}
		})
	}
}

func TestMeant(t *testing.T) {
	t.Parallel()
	if got, want := Meant("famly", []string{"family", "family-care", "work"}), "did you mean family, family-care?"; got != want {
		t.Errorf("Meant = %q, want %q", got, want)
	}
	if got := Meant("famly", []string{"work"}); got != "" {
		t.Errorf("Meant = %q where nothing is near", got)
	}
}

// One slip of the keyboard in a word of some length is always forgiven, and
// the order of the names never matters.
func TestOneSlipIsForgiven(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[a-zé]{6,20}`).Draw(t, "name")
		runes := []rune(name)
		i := rapid.IntRange(0, len(runes)-2).Draw(t, "at")
		var slip []rune
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			slip = slices.Delete(slices.Clone(runes), i, i+1)
		case 1:
			slip = slices.Insert(slices.Clone(runes), i, 'x')
		case 2:
			slip = slices.Clone(runes)
			slip[i] = 'q'
		case 3:
			slip = slices.Clone(runes)
			slip[i], slip[i+1] = slip[i+1], slip[i]
		}
		among := append(rapid.SliceOfN(rapid.StringMatching(`[a-zé]{3,12}`), 0, 5).Draw(t, "others"), name)
		got := Nearest(string(slip), among, len(among))
		if !slices.Contains(got, name) {
			t.Fatalf("Nearest(%q) = %q, without %q", string(slip), got, name)
		}
		slices.Reverse(among)
		if diff := cmp.Diff(got, Nearest(string(slip), among, len(among))); diff != "" {
			t.Fatalf("the order of the names matters (-want +got):\n%s", diff)
		}
	})
}

func FuzzNearest(f *testing.F) {
	f.Add("famly", "family\nfamily-care")
	f.Add("\xff", "\xff\xfe")
	f.Add(strings.Repeat("a", 200), strings.Repeat("a", 201))
	f.Fuzz(func(t *testing.T, word, names string) {
		among := strings.Split(names, "\n")
		for _, name := range Nearest(word, among, 5) {
			if !slices.Contains(among, name) {
				t.Errorf("Nearest(%q) made up %q", word, name)
			}
		}
	})
}

func BenchmarkNearest(b *testing.B) {
	among := make([]string, 1000)
	for i := range among {
		among[i] = strings.Repeat(string(rune('a'+i%26)), 5+i%20) + "-security"
	}
	for b.Loop() {
		Nearest("securty", among, 3)
	}
}
