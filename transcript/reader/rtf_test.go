package reader

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// rtfText reads the body of a rich text file and returns its lines.
func rtfText(t *testing.T, body string, o Options) (Result, []string) {
	t.Helper()
	r := read(t, "x.rtf", []byte(`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset128 C;}{\f3\fcharset2 D;}{\f4\fcharset77 E;}}`+body+"}"), o)
	var out []string
	for _, u := range turnsOf(r.Transcripts[0]) {
		out = append(out, u.Paragraphs...)
	}
	return r, out
}

func TestRTFText(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"document's code page", `caf\'e9 \'80`, "café €"},
		{"font's code page", `\f1 \'cf\'f0\'e8\f0 \'e9`, "Приé"},
		{"font of a group", `{\f1 \'cf}\'e9`, "Пé"},
		{"font taken back", `\f1 \'cf\plain \'e9`, "Пé"},
		{"font of the document", `\deff1 \'cf\f0\'e9\plain\'cf`, "ПéП"},
		{"two bytes", `\f2 \'93\'fa`, "日"},
		{"two bytes, the second plain", `\f2 \'83A`, "ア"},
		{"symbols", `\f3 \'b7`, "·"},
		{"macintosh", `\f4 \'8e`, "é"},
		{"whole document", `\ansicpg1250 \'9c`, "ś"},
		{"old document", `\pca\f9 \'82`, "é"},
		{"unknown page", `\ansicpg99999 \'e9`, "é"},
		{"raw bytes", "caf\xe9", "café"},
		{"unicode", `\u8364?5`, "€5"},
		{"negative", `\u-10179?\u-8704?`, "😀"},
		{"skips a code", `\u8364\'805`, "€5"},
		{"skips two", `\uc2\u8364\'80\'805`, "€5"},
		{"skips none", `\uc0\u8364 5`, "€5"},
		{"skips of the group", `{\uc0\u8364 }\u8364?5`, "€€5"},
		{"skips a word", `\u8364\bullet 5`, "€5"},
		{"skips a symbol", `\u8364\~5`, "€5"},
		{"skips to the end of the group", `{\u8364}5`, "€5"},
		{"skips to the start of a group", `\u8364{a}5`, "€a5"},
		{"skips no other", `\u8364\u8364?5`, "€€5"},
		{"unicode between codes", `\'e9\u8364?\'e9`, "é€é"},
		{"half a pair", `\u-10179?a`, "\ufffda"},
		{"half a pair and another", `\u-10179?\u8364?`, "\ufffd€"},
		{"controls", `a\u10?\u0?\'0a\'00b`, "ab"},
		{"signs", `\lquote a\rquote\ldblquote b\rdblquote\emdash\endash\bullet c`, "‘a’“b”—–•c"},
		{"escapes", `\\\{\}`, `\{}`},
		{"spaces and hyphens", `a\~b\-c\_d\emspace e`, "a\u00a0b\u00adc\u2011d\u2003e"},
		{"lines of the file", "a\r\nb", "ab"},
		{"paragraphs", `a\par b\line c\page d` + "\\\r\ne\\\nf", "a|b|c|d|e|f"},
		{"tab", `a b\tab c`, "a b\tc"},
		{"words unknown", `\unheard7 a\Unheard-1b`, "ab"},
		{"word and number", `\b0 0`, "0"},
		{"destination passed over", `a{\*\unheard b{\rtlch c}}d`, "ad"},
		{"picture", `a{\pict\pngblip 89504e47}{\*\shppict{\pict ff}}{\nonshppict{\pict ff}}d`, "ad"},
		{"bytes", `a{\pict\bin5 }}}}}}d`, "ad"},
		{"bytes to the end", `a\bin9999999999`, "a"},
		{"field", `{\field{\*\fldinst HYPERLINK}{\fldrslt it}}`, "it"},
		{"fields of old", `{\field{\fldinst PAGE}{\fldrslt it}}`, "it"},
		{"bookmarks", `a{\*\bkmkstart b}{\*\bkmkend b}c{\xe d}`, "ac"},
		{"number of a list", `{\listtext\tab 1.\tab}a{\pntext b}`, "a"},
		{"revisions", `a{\deleted b}{\revised c}\deleted d\deleted0 e`, "ace"},
		{"hidden", `a{\v b}c\v d\v0 e\v f\plain g`, "aceg"},
		{"note", `a{\footnote b\par c}d`, "ad"},
		{"heads", `{\header a}{\footerf b}c`, "c"},
		{"a brace too many", `a}b`, "a"},
		{"a brace that is text", `a\`, "a}"},
		{"half a code", `a\'e`, "ae"},
		{"no code", `a\'zzb`, "azzb"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, got := rtfText(t, `so\par `+c.body, Options{})
			if text := strings.Join(got[1:], "|"); text != c.want {
				t.Errorf("%s: %q, want %q", c.body, text, c.want)
			}
		})
	}
	if _, got := rtfText(t, `\'e9`, Options{Encoding: "windows-1251"}); got[0] != "й" {
		t.Errorf("in another encoding: %q", got)
	}
}

func TestRTFSpeakers(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"bold before the words", `{\b Anna} So?\par{\b Ben} Yes.\par{\b Anna} Mm.\par{\b Ben} No.`, "Anna=So?,Ben=Yes.,Anna=Mm.,Ben=No."},
		{"bold alone", `\b Anna\b0\par So?\par\b Ben\b0\par Yes.\par\b Anna\b0\par Mm.\par\b Ben\b0\par No.`, "Anna=So?,Ben=Yes.,Anna=Mm.,Ben=No."},
		{"a tab", `Anna\tab So?\par Ben\tab Yes.\par Anna\tab Mm.\par Ben\tab No.`, "Anna=So?,Ben=Yes.,Anna=Mm.,Ben=No."},
		{"a stressed word", `Anna: So?\par{\b Never} again.\par Anna: Mm.`, "Anna=So?|Never again.,Anna=Mm."},
		{"a stressed word behind a name", `{\b Anna} So {\b now}?\par{\b Anna} Mm.`, "Anna=So now?,Anna=Mm."},
		{"a row in a note in a row", `\trowd\intbl I\cell{\footnote x\row}So?\cell\row\trowd\intbl I\cell Mm.\cell\row`, "I=So?,I=Mm."},
		{"a table", `\trowd\intbl Anna\cell So?\cell\row\trowd\intbl Ben\cell Yes.\par And.\cell\row\intbl Anna\cell Mm.\cell\row\intbl Ben\cell No.\cell\row`, "Anna=So?,Ben=Yes.|And.,Anna=Mm.,Ben=No."},
		{"a table, nested groups", `{\trowd\pard\intbl{Anna\cell}{So?\cell}{\row}}{\trowd\intbl{Anna\cell Yes.\cell\row}}\pard After.`, "Anna=So?,Anna=Yes.|After."},
		{"a table with times", `\trowd\intbl 0:01\cell Anna\cell So?\cell\row\trowd\intbl 0:02\cell Ben\cell Yes.\cell\row\trowd\intbl 0:03\cell Anna\cell Mm.\cell\row\trowd\intbl 0:04\cell Ben\cell No.\cell\row`, "Anna=So?,Ben=Yes.,Anna=Mm.,Ben=No."},
		{"a table that is cut", `\trowd\intbl Anna\cell So?\cell\row\trowd\intbl Anna\cell Mm`, "Anna=So?,Anna=Mm"},
		{"a table of other things", `\trowd\intbl one\cell two\cell three\cell four\cell\row\trowd\intbl alone\cell\row`, "=one|two|three|four|alone"},
		{"a table of facts", `\trowd\intbl Name\cell Anna\cell\row\trowd\intbl Age\cell 34\cell\row\pard After.`, "=Name|Anna|Age|34|After."},
		{"two tables", `\intbl Anna\cell So?\cell\row\intbl Anna\cell Mm.\cell\row\pard Between.\par\pard\intbl Name\cell Ben\cell\row`, "Anna=So?,Anna=Mm.|Between.|Name|Ben"},
		{"a cell outside of tables", `Anna\cell So?\cell\row\intbl Ben\cell`, "=Anna|So?|Ben"},
		{"a table of sentences", `\trowd\intbl It was late.\cell two\cell\row`, "=It was late.|two"},
		{"a cell in a note", `{\footnote\intbl a\cell\row}{\b Anna:} So?\par{\b Anna:} Mm.`, "Anna=So?,Anna=Mm."},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, _ := rtfText(t, c.body, Options{})
			var got []string
			for _, u := range turnsOf(r.Transcripts[0]) {
				got = append(got, u.Speaker+"="+strings.Join(u.Paragraphs, "|"))
			}
			if strings.Join(got, ",") != c.want {
				t.Errorf("%q, want %q", strings.Join(got, ","), c.want)
			}
		})
	}
}

func TestRTFSaysWhatIsLeftOut(t *testing.T) {
	for body, want := range map[string]string{
		`a{\footnote b}`:                        "left out 1 footnote or endnote",
		`a{\footnote b}{\footnote c}`:           "left out 2 footnotes and endnotes",
		`a{\header b}`:                          "left out 1 header or footer of pages",
		`a{\header b}{\footer c}{\headerf }`:    "left out 2 headers and footers of pages",
		`a{\*\shpinst{\shptxt b}}`:              "left out 1 text box",
		`a{\*\shpinst{\shptxt b}{\shptxt c}}`:   "left out 2 text boxes",
		`a{\v b}`:                               "left out 1 stretch of hidden text",
		`a{\v b\u8364?\b c}d{\v e}`:             "left out 2 stretches of hidden text",
		`a{\v  }`:                               "",
		`a{\revised b}{\deleted c}{\revised d}`: "tracked changes count as accepted: kept 2 insertions, left out 1 deletion",
		`{\pntext 1}a\par{\listtext 2}b`:        "left out the automatic bullets or numbers of 2 paragraphs",
		`a{\deleted b}`:                         "tracked changes count as accepted: kept 0 insertions, left out 1 deletion",
		`a\f2\'93`:                              "1 character could not be decoded and stands as \ufffd",
		`a\u-10179?\u-10179?`:                   "2 characters could not be decoded and stand as \ufffd",
		`a\par\intbl It was.\cell c\cell\row`:   "took 1 table for plain text, a line a cell, since no column says who speaks",
		`a{b`:                                   "the file ends before its last brace, so the end of the text may be missing",
		`a{\pict b}`:                            "",
	} {
		r, _ := rtfText(t, body, Options{})
		var got []string
		for _, w := range r.Warnings {
			if w.Name != "nobody-named" {
				got = append(got, w.Message)
			}
		}
		if strings.Join(got, ",") != want {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
}

func TestRTFComments(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"on a passage", `a {\*\atrfstart 1}b{\*\atrfend 1}{\*\atnauthor Eva}{\*\annotation{\*\atnref 1}x} c\par d`, `Eva: "x" on "b"`},
		{"over paragraphs", `a {\*\atrfstart 1}b\par c{\*\atrfend 1}{\*\annotation{\*\atnref 1}x} d`, `: "x" on "b\n\nc"`},
		{"on a paragraph", `a\par b{\*\annotation x} c\par d`, `: "x" on "b c"`},
		{"on what is not begun", `a{\*\atrfend 1}{\*\annotation{\*\atnref 1}x}\par b`, `: "x" on "a"`},
		{"on nothing", `{\*\atrfstart 1}{\*\atrfend 1}{\*\annotation{\*\atnref 1}x}a`, `: "x" on "a"`},
		{"of no words", `a{\*\annotation  }`, ``},
		{"twice by one number", `{\*\atrfstart 1}a{\*\atrfend 1}{\*\annotation{\*\atnref 1}x} b{\*\annotation y}`, `: "x" on "a" : "y" on "a b"`},
		{"behind a name", `{\b Anna:} {\*\atrfstart 1}So{\*\atrfend 1}{\*\annotation{\*\atnref 1}x}?\par{\b Anna:} Mm.`, `: "x" on "So"`},
		{"on a name", `{\*\atrfstart 1}{\b Anna:}{\*\atrfend 1}{\*\annotation{\*\atnref 1}x} So?\par{\b Anna:} Mm.`, `: "x" on "So?"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, _ := rtfText(t, c.body, Options{})
			var got []string
			for _, m := range r.Marks {
				got = append(got, fmt.Sprintf("%s: %q on %q", m.Author, m.Text, r.Transcripts[0].Text(m.Span)))
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%q, want %q", strings.Join(got, " "), c.want)
			}
		})
	}
	for number, want := range map[string]string{"127014912": "2021-02-03", "-2020468736": "2021-02-03", "0": "", "x": "", "": "", "65536": "", "99999999999999999999": ""} {
		if got := rtfDay(number); got != want {
			t.Errorf("day of %q: %q, want %q", number, got, want)
		}
	}
}

func TestRTFIsBounded(t *testing.T) {
	deep := `{\rtf1 ` + strings.Repeat("{", 100_000) + "a"
	if _, err := Read(context.Background(), "x", []byte(deep), Options{}); err == nil || err.Error() != "x: has groups nested more than 512 deep, as no program writes them; save it again in the program that made it" {
		t.Errorf("%v", err)
	}
	one := []byte(`{\rtf1 ` + strings.Repeat("so ", 1<<20) + "}") // paragraph
	if _, err := Read(&stopping{t.Context(), 0, 10}, "x", one, Options{As: "rtf"}); err != context.Canceled {
		t.Errorf("told to stop: %v", err)
	}
	if _, err := Read(context.Background(), "x", []byte(`{\rtf1 a}`), Options{Encoding: "latin-nine"}); err == nil || !strings.HasPrefix(err.Error(), `x: "latin-nine" is not an encoding`) {
		t.Errorf("%v", err)
	}
	if _, err := Read(context.Background(), "x", []byte(`{\rtf1 {\pict ff}}`), Options{}); err == nil || err.Error() != "x: holds no words" {
		t.Errorf("%v", err)
	}
}

// Files that are made of what hardly takes room in them take not much more in
// memory, or are refused.
func TestRTFTakesLittleMemory(t *testing.T) {
	for name, many := range map[string]string{"blank": `\par`, "cells": `\cell`, "rows": `\cell\row`, "groups": `{\v b}`, "pictures": `{\pict ffd8}`} {
		t.Run(name, func(t *testing.T) {
			takesLittle(t, "x", "rtf", []byte(`{\rtf1\intbl a`+strings.Repeat(many, 400_000)+"}"))
		})
	}
}

func TestRTFRowsWithoutWords(t *testing.T) {
	_, got := rtfText(t, `\trowd\intbl Anna\cell\cell\row\trowd\intbl \cell So.\cell\row\row\cell a`, Options{})
	if diff := cmp.Diff([]string{"Anna", "So.", "a"}, got); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}
