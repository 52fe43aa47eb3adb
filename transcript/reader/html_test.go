package reader

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"grounded/transcript"
)

// paragraphsOf reads a page and returns what its paragraphs say.
func paragraphsOf(t *testing.T, src string) []string {
	t.Helper()
	var out []string
	for _, u := range turnsOf(read(t, "x.html", []byte(src), Options{As: "html"}).Transcripts[0]) {
		for _, p := range u.Paragraphs {
			out = append(out, p)
		}
	}
	return out
}

func TestPagesAreReadAsBrowsersShowThem(t *testing.T) {
	for src, want := range map[string][]string{
		"a\n  b<i>c</i> <b> d</b>":                      {"a bc d"},
		"<p>a<p>b</p>c<div>d<p>e</div>f":                {"a", "b", "c", "d", "e", "f"},
		"a<br>b<br/><br />c</br>d<hr>e":                 {"a", "b", "c", "d", "e"},
		"a&nbsp; b &lt;c&gt; &amp;amp; &eacute;&#8230;": {"a\u00a0 b <c> &amp; é…"},
		"<ul><li>a<li>b<ul><li>c</ul><li>d</ul>":        {"a", "b", "c", "d"},
		"<ul><li hidden>a<ul><li>b</ul>c</ul>d":         {"d"},
		"<style>@import url(x);.x{display:none}@page .y{display:none}</style><p class=x>a<p class=y>b": {"b"},
		"<dl><dt>a<dd>b<dt>c<dd>d</dl>":                                    {"a", "b", "c", "d"},
		"<pre>a  b\nc</pre>d":                                              {"a  b", "c", "d"},
		"a <span style='white-space: pre'>b  c</span>  d":                  {"a b  c d"},
		"a<script>b()</script><style>c{}</style><svg><text>d</text></svg>": {"a"},
		"<b>a<p>b</b>c</p>d":                                               {"a", "bc", "d"},
		"<span>a<div>b</span>c</div>d":                                     {"a", "bc", "d"},
		"a</p>b</div>c</b>d</table>e":                                      {"abcde"},
		"<table><tr><td>a</p>b</b></div></span>c<td>d</table>e":            {"abc", "d", "e"},
		"<p style='display : NONE !important'>a<p>b":                       {"b"},
		"<div hidden>a<p>b</p></div>c":                                     {"c"},
		"<div hidden=until-found>a</div>c":                                 {"a", "c"},
		"a<div hidden>b</div>c":                                            {"ac"},
		"<details><summary>a</summary>b</details>":                         {"a", "b"},
		"<style>.x, p.y{display:none}.z b{display:none}@media print{.w{display:none}}</style><p class='q x'>a<p class=y>b<p class=z>c<p class=w>d": {"c", "d"},
		"<style>.x{display:none":           nil,
		"<nav>a<ul><li>b</ul></nav><p>c":   {"c"},
		"<div role=navigation>a</div><p>c": {"c"},
		"a<title>b</title><textarea>c</textarea><button>d</button><select><option>e</select>f": {"af"},
		"<a>a<a>b<a>c<a>d<a>e":                            {"abcde"},
		"x <font>" + strings.Repeat("<font>", 5000) + "y": {"x y"},
	} {
		if want == nil {
			if _, err := Read(context.Background(), "x.html", []byte(src), Options{As: "html"}); err == nil {
				t.Errorf("%q is read", src)
			}
			continue
		}
		if diff := cmp.Diff(want, paragraphsOf(t, src)); diff != "" {
			t.Errorf("%q: -want +got\n%s", src, diff)
		}
	}
}

func TestPagesSetNamesApart(t *testing.T) {
	for _, page := range []string{
		"<p>%s: one<p>%s: two<p>%s: three<p>%s: four",
		"<p><b>%s</b> one<p><b>%s</b> two<p><b>%s</b> three<p><b>%s</b> four",
		"<p><span style='font-weight:600'>%s</span><br>one<p><span style='font-weight:bold'>%s</span><br>two<p><strong>%s</strong><br>three<p><strong>%s</strong><br>four",
		"<h3>%s</h3>one<h3>%s</h3>two<h3>%s</h3>three<h3>%s</h3>four",
		"<dl><dt>%s<dd>one<dt>%s<dd>two<dt>%s<dd>three<dt>%s<dd>four</dl>",
		"<table><tr><td>%s<td>one<tr><td>%s<td>two<tr><td>%s<td>three<tr><td>%s<td>four</table>",
		"<div style='font-weight:bold'>%s <span style='font-weight:normal'>one</span></div><b>%s</b> two<p><b>%s</b> three<p><b>%s</b> four",
	} {
		src := "<!doctype html>" + fmt.Sprintf(page, "Anna", "Ben", "Anna", "Ben")
		want := []turn{{"Anna", transcript.Untimed, []string{"one"}}, {"Ben", transcript.Untimed, []string{"two"}},
			{"Anna", transcript.Untimed, []string{"three"}}, {"Ben", transcript.Untimed, []string{"four"}}}
		if diff := cmp.Diff(want, turnsOf(read(t, "x", []byte(src), Options{}).Transcripts[0])); diff != "" {
			t.Errorf("%s: -want +got\n%s", src, diff)
		}
	}
}

// Heads of columns, and a cell over all columns between turns.
func TestTablesOnPages(t *testing.T) {
	src := "<html><table><tr><th>Wer<th>Was<tr><td colspan=2>First, the shop.<tr><td>Anna<td>one<tr><td>Ben<td>two" +
		"<tr><td colspan=2>Then, later on.<tr><td>Anna<td>three<tr><td>Ben<td>four</table>"
	r := read(t, "x", []byte(src), Options{})
	want := []turn{{"", transcript.Untimed, []string{"First, the shop."}}, {"Anna", transcript.Untimed, []string{"one"}},
		{"Ben", transcript.Untimed, []string{"two", "Then, later on."}}, {"Anna", transcript.Untimed, []string{"three"}}, {"Ben", transcript.Untimed, []string{"four"}}}
	if diff := cmp.Diff(want, turnsOf(r.Transcripts[0])); diff != "" || len(r.Warnings) != 1 || r.Warnings[0].Name != "table-head-left-out" {
		t.Errorf("warnings %q: -want +got\n%s", sentences(r.Warnings), diff)
	}
}

func TestColoursBehindLetters(t *testing.T) {
	for style, want := range map[string]string{
		"background-color:#FF0":              "yellow",
		"background-color: rgb(0, 255, 0)":   "green",
		"background-color:rgba(255,0,0,0.5)": "red",
		"background-color:rgba(255,0,0,0)":   "",
		"background-color:#ffd966":           "#ffd966",
		"background-color:white":             "",
		"background-color:inherit":           "",
		"background-color:transparent":       "",
		"mso-highlight:yellow":               "yellow",
		"color:red":                          "",
	} {
		r := read(t, "x", []byte("<html><p>so <span style='"+style+"'>it was</span> then"), Options{})
		got := ""
		for _, m := range r.Marks {
			got += m.Text + " " + r.Transcripts[0].Text(m.Span)
		}
		if want != "" {
			want += " it was"
		}
		if got != want {
			t.Errorf("%s: %q, want %q", style, got, want)
		}
	}
	r := read(t, "x", []byte("<html><p style='background-color:red'>so</p><div style='background-color:red'>it</div>"), Options{})
	if len(r.Marks) > 0 {
		t.Errorf("marks %+v", r.Marks)
	}
}

func TestPagesNameTheirEncoding(t *testing.T) {
	page := func(charset string) string {
		return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=` + charset + `"><p>Żeby było`
	}
	for _, c := range []struct {
		src, encoding, want string
	}{
		{string(encode(t, charmap.ISO8859_2.NewEncoder(), page("iso-8859-2"))), "", "Żeby było"},
		{string(encode(t, charmap.Windows1250.NewEncoder(), page("windows-1250"))), "", "Żeby było"},
		{page("windows-1250"), "", "Żeby było"}, // saved anew as UTF-8
		{string(encode(t, charmap.ISO8859_2.NewEncoder(), page("nonsense"))), "", "¯eby by³o"},
		{string(encode(t, charmap.ISO8859_2.NewEncoder(), page("utf-8"))), "", "¯eby by³o"},
		{string(encode(t, charmap.ISO8859_2.NewEncoder(), page("windows-1250"))), "iso-8859-2", "Żeby było"},
	} {
		got := read(t, "x.html", []byte(c.src), Options{Encoding: c.encoding}).Transcripts[0]
		if text := strings.TrimSpace(got.Body); text != c.want {
			t.Errorf("%q: %q, want %q", c.src, text, c.want)
		}
	}
}

func TestPagesThatAreNone(t *testing.T) {
	for src, want := range map[string]string{
		strings.Repeat("<div>", maxOpen+1) + "x": "x.html: its elements are nested more than 512 deep, as on no page; copy its text into a text file",
		"<html><script>x()</script>":             "x.html: holds no words",
		strings.Repeat("<p>x", maxText/perLine):  "x.html: it holds more than 64 MiB of text, or millions of paragraphs",
	} {
		_, err := Read(context.Background(), "x.html", []byte(src), Options{As: "html"})
		if err == nil || err.Error() != want {
			t.Errorf("%.20q: %v, want %q", src, err, want)
		}
	}
}

// A layout may be asked for that stands on a page.
func TestLayoutsOnPages(t *testing.T) {
	src := []byte("<html><p>Anna 0:01<p>hello<p>Ben 0:05<p>hi<p>Anna 0:07<p>so<p>Ben 0:09<p>yes")
	want := []turn{{"Anna", 1000, []string{"hello"}}, {"Ben", 5000, []string{"hi"}},
		{"Anna", 7000, []string{"so"}}, {"Ben", 9000, []string{"yes"}}}
	if diff := cmp.Diff(want, turnsOf(read(t, "x", src, Options{As: "otter"}).Transcripts[0])); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}
