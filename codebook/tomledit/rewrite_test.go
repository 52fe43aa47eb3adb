package tomledit

import (
	"strings"
	"testing"

	"grounded/codebook/problem"
)

func TestRewrite(t *testing.T) {
	rewrite := func(text string) string {
		return strings.ReplaceAll(strings.ReplaceAll(text, "Chris", `"M" n`), "chris", "m")
	}
	for src, want := range map[string]string{
		"# of Chris\na = \"Chris\" # Chris\n":                        "# of \"M\" n\na = \"\\\"M\\\" n\" # \"M\" n\n",
		"a = 'Chris'\nb = 'x\\y'\n":                                  "a = \"\\\"M\\\" n\"\nb = 'x\\y'\n",
		"a = \"\\u0043hris\\n\"\n":                                   "a = \"\\\"M\\\" n\\n\"\n",
		"a = \"\"\"\nof\nChris\"\"\"\n":                              "a = \"\"\"\nof\n\"M\" n\"\"\"\n",
		"a = '''\r\nof\r\nchris'''\r\n":                              "a = \"\"\"\r\nof\r\nm\"\"\"\r\n",
		"chris = 1\n[a.chris]\n\"Chris\" = 2\n[[of.chris]]\nb = 1\n": "m = 1\n[a.m]\n\"\\\"M\\\" n\" = 2\n[[of.m]]\nb = 1\n",
		"a = { chris = \"chris\", b.chris = 'x' }\n":                 "a = { m = \"m\", b.m = 'x' }\n",
		"a = [\n  \"chris\", # chris\n  'b',\n]\n":                   "a = [\n  \"m\", # m\n  'b',\n]\n",
		"a = 2021-03-04\nb = true\nc = 1.5\nd = inf\n":               "a = 2021-03-04\nb = true\nc = 1.5\nd = inf\n",
		"\ufeffa = 'chris'":                                          "\ufeffa = \"m\"",
		"":                                                           "",
	} {
		f, problems := Parse("x.toml", []byte(src))
		if problem.Fatal(problems) != nil {
			t.Fatal(problems)
		}
		got, err := f.Rewrite(rewrite)
		if err != nil {
			t.Errorf("%q: %v", src, err)
			continue
		}
		if string(got.Source) != want {
			t.Errorf("%q becomes\n%q, want\n%q", src, got.Source, want)
		}
	}
}

func TestRewriteRefuses(t *testing.T) {
	for src, want := range map[string]string{
		"chris = 1\nkris = 2\n":         `x.toml: two keys would both be called "m"`,
		"a = { chris = 1, kris = 2 }\n": `x.toml: two keys would both be called "m"`,
		"a = \n":                        "the key has no value",
	} {
		f, _ := Parse("x.toml", []byte(src))
		_, err := f.Rewrite(func(text string) string {
			return strings.NewReplacer("chris", "m", "kris", "m").Replace(text)
		})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", src, err, want)
		}
	}
}

// Every text is handed over once for each place that it stands in, and what
// comes back as it was keeps its bytes.
func FuzzRewrite(f *testing.F) {
	f.Add("a = \"b\" # c\n[d]\ne.f = ['g', { h = \"\"\"\ni\"\"\" }]\n")
	f.Add("[[a]]\nb = 2021-03-04 10:00:00\n'c' = \"\\u00e9\"\n")
	f.Fuzz(func(t *testing.T, src string) {
		file, problems := Parse("x.toml", []byte(src))
		if problem.Fatal(problems) != nil {
			return
		}
		unchanged, err := file.Rewrite(func(text string) string { return text })
		if err != nil || string(unchanged.Source) != src {
			t.Fatalf("%q becomes %q: %v", src, unchanged.Source, err)
		}
		longer, err := file.Rewrite(func(text string) string { return text + "é\"\\" })
		if err != nil {
			return // a comment that holds a control character, or a text too deep
		}
		back, err := longer.Rewrite(func(text string) string { return strings.TrimSuffix(text, "é\"\\") })
		if err != nil || !same(file.values, back.values) {
			t.Fatalf("%q becomes %q and then %q: %v", src, longer.Source, back.Source, err)
		}
	})
}
