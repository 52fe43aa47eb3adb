package transcript

import "testing"

func TestLanguageOf(t *testing.T) {
	for src, want := range map[string]string{
		"+++\ntitle = \"x\"\nlanguage = \"cy\"\n+++\nP: Hello.\n":         "cy",
		"+++\ntitle = \"a language\"\n+++\nP: Hello.\n":                   "",
		"+++\ntitle = \"x\"\n+++\nP: My language.\n\nlanguage = \"cy\"\n": "",
		"language = \"cy\"":                                        "",
		"+++\nlanguage = [\n+++\nP: Hello.\n":                      "",
		"+++\nlanguage = \"de-CH\"\nspeaker = 3\n+++\nP: Hello.\n": "de-CH",
	} {
		if got := LanguageOf([]byte(src)); got != want {
			t.Errorf("%q: %q, want %q", src, got, want)
		}
	}
}
