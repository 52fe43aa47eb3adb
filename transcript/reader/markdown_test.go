package reader

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/transcript"
)

func TestMarksOfMarkdown(t *testing.T) {
	for line, want := range map[string]string{
		"so  ":                        "so",
		`so\`:                         "so",
		`so\\`:                        `so\`,
		"so<br>":                      "so",
		"so <br /> <BR>":              "so",
		"a<br>b":                      "a<br>b",
		"> so":                        "so",
		"> > so":                      "so",
		">> so":                       ">> so",
		`1\. \*so\* \[it\] c:\dir`:    `1. *so* [it] c:\dir`,
		"R&amp;D &#233;&nbsp;&c &no;": "R&D é\u00a0&c &no;",
		"## so":                       "## so",
		"*so* **it** _was_":           "*so* **it** _was_",
		"- so":                        "- so",
		"[so](https://example.org)":   "[so](https://example.org)",
	} {
		if got := unmarked(line); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func TestFrontMatter(t *testing.T) {
	for _, c := range []struct{ src, title, date, language, warning, text string }{
		{"---\ntitle: A visit # one\ndate: 2021-02-03\nlanguage: de\n---\nso", "A visit", "2021-02-03", "de", "", "so"},
		{"+++\ntitle = 'A visit'\ndate=2021-02-03 10:00:00\n[extra]\nkey = 1\n+++\nso", "A visit", "2021-02-03", "", "left out these keys of the front matter: \"key\"", "so"},
		{"---\ntitle: >\n  A long\n  one\ndate: spring\nauthor: B\nkeywords:\n- a\n...\nso", "x", "", "",
			"left out these keys of the front matter: \"title\", \"date\", \"author\" and 1 more", "so"},
		{"---\ntitle: \"A \\u00e9\"\n---\nso", "x", "", "", "left out these keys of the front matter: \"title\"", "so"},
		{"---\nAnna says so.\n---\n", "x", "", "", "", "---\nAnna says so.\n---"},
		{"---\ntitle: A\nso", "x", "", "", "", "---\ntitle: A\nso"},
		{"---\n\n---\nso", "x", "", "", "", "---\n---\nso"},
		{"# A visit #\n\n# More\nso", "A visit", "", "", "", "# A visit #\n# More\nso"},
		{"so\n# A visit", "x", "", "", "", "so\n# A visit"},
	} {
		r := read(t, "x.md", []byte(c.src), Options{})
		m := r.Transcripts[0]
		if m.Title != c.title || m.Date != c.date || m.Language != c.language {
			t.Errorf("%q: %q of %q in %q", c.src, m.Title, m.Date, m.Language)
		}
		warning := ""
		for _, w := range r.Warnings {
			if w.Name == "front-matter-left-out" {
				warning = w.Message
			}
		}
		if warning != c.warning {
			t.Errorf("%q: warning %q", c.src, warning)
		}
		text := ""
		for _, p := range turnsOf(m)[0].Paragraphs {
			text += p + "\n"
		}
		if diff := cmp.Diff(c.text+"\n", text); diff != "" {
			t.Errorf("%q: -want +got\n%s", c.src, diff)
		}
	}
}

// The format of a Markdown file is that of the program that laid it out.
func TestMarkdownIsTextLaidOut(t *testing.T) {
	src := []byte("**Anna**  0:01  \nhello\n\n**Ben**  0:05  \n\\[hi\\]\n")
	r := read(t, "x.MD", src, Options{})
	want := []turn{{"Anna", 1000, []string{"hello"}}, {"Ben", 5000, []string{"[hi]"}}}
	if diff := cmp.Diff(want, turnsOf(r.Transcripts[0])); diff != "" || r.Format != "otter" || r.Transcripts[0].Format != "otter" {
		t.Errorf("read as %s: -want +got\n%s", r.Format, diff)
	}
	src = []byte("**Anna**\n\nhello\n\n**Bo**\n\n**Anna**\n\nso\n")
	want = []turn{{"Anna", transcript.Untimed, []string{"hello", "**Bo**"}}, {"Anna", transcript.Untimed, []string{"so"}}}
	if diff := cmp.Diff(want, turnsOf(read(t, "x.md", src, Options{}).Transcripts[0])); diff != "" {
		t.Error("-want +got\n" + diff)
	}
	src = []byte("Anna: \\[hello\\]\n\nAnna: yes\n")
	for name, want := range map[string]string{"x.md": "markdown", "x.markdown": "markdown", "x.txt": "text", "x": "text"} {
		r := read(t, name, src, Options{})
		if said := r.Transcripts[0].Text(r.Transcripts[0].Paragraphs[0].Text); r.Format != want || (said == "[hello]") != (want == "markdown") {
			t.Errorf("%s is read as %s: %q", name, r.Format, said)
		}
	}
	if r := read(t, "x.txt", src, Options{As: "markdown"}); r.Format != "markdown" {
		t.Errorf("read as %s", r.Format)
	}
}

func TestCommentsInMarkdown(t *testing.T) {
	r := read(t, "x.md", []byte("Anna: so<!-- one\ntwo --> it\nwas <!-- not ended\n\nAnna: yes\n"), Options{})
	want := []turn{{"Anna", transcript.Untimed, []string{"so", " it", "was <!-- not ended"}}, {"Anna", transcript.Untimed, []string{"yes"}}}
	if diff := cmp.Diff(want, turnsOf(r.Transcripts[0])); diff != "" {
		t.Error("-want +got\n" + diff)
	}
	if got := sentences(r.Warnings); len(got) != 1 || got[0] != `x.md: left out comments: "one two"` {
		t.Errorf("warnings %q", got)
	}
}
