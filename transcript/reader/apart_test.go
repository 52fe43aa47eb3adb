package reader

import (
	"strings"
	"testing"
)

// bodyOf returns the canonical body that a Word document is read as.
func bodyOf(t *testing.T, body string, o Options) string {
	t.Helper()
	return strings.ReplaceAll(read(t, "x", docx(t, body), o).Transcripts[0].Body, "\n\n", "\n")
}

func TestNamesThatTypeSetsApart(t *testing.T) {
	talk := func(paragraphs ...string) string { return strings.Join(paragraphs, "") }
	for _, c := range []struct{ name, body, want string }{
		{"in bold with a colon", talk(wp(wb("Anna:"), wr(" so")), wp(wb("Ben: "), wr("no")), wp(wb("Anna:"), wr(" yes"))), "Anna: so\nBen: no\nAnna: yes\n"},
		{"the colon not in bold", talk(wp(wb("Anna"), wr(": so")), wp(wb("Ben"), wr(" : no")), wp(wb("Anna"), wr(":")), wp(wr("yes:"))), "Anna: so\nBen : no\nAnna: yes:\n"},
		{"in bold once", talk(wp(wb("Anna:"), wr(" so")), wp(wb("Ben:"), wr(" no")), wp(wb("Anna:"), wr(" yes")), wp(wb("I"), wr(" think"))), "Anna: so\nBen: no\nAnna: yes\nI think\n"},
		{"in bold, alone on the line", talk(wp(wb("Lisa")), wp(wr("so")), wp(wr("and so")), wp(wb("Marc")), wp(wr("no")), wp(wb("Lisa")), wp(wr("yes"))), "Lisa: so\nand so\nMarc\nno\nLisa: yes\n"},
		{"alone with a line break", talk(wp(wb("Lisa"), "<w:r><w:br/></w:r>", wr("so")), wp(wb("Lisa"), "<w:r><w:br/></w:r>", wr("no"))), "Lisa: so\nLisa: no\n"},
		{"without a colon", talk(wp(wb("Interviewer"), wr(" so")), wp(wb("P07"), wr(" no"))), "Interviewer: so\nP07: no\n"},
		{"split runs", talk(wp(wb("An"), wb("na"), wr(" "), wb("Lee"), wr(" so")), wp(wb("Anna Lee "), wr("no"))), "Anna Lee: so\nAnna Lee: no\n"},
		{"behind a tab", talk(wp(wr("Anna\tso")), wp(wr("Ben\tno")), wp(wr("Anna\tyes\tand no"))), "Anna: so\nBen\tno\nAnna: yes\tand no\n"},
		{"in bold behind a tab", talk(wp(wb("Anna\t"), wr("so")), wp(wb("Anna"), wr("\tno"))), "Anna: so\nAnna: no\n"},
		{"a colon and a tab", talk(wp(wr("Anna:\tso")), wp(wr("Anna:\tno"))), "Anna: so\nAnna: no\n"},
		{"a time before the name", talk(wp(wb("[0:10] Anna"), wr(" so")), wp(wr("0:20\tAnna\tno"))), "[00:00:10] Anna: so\n[00:00:20] Anna: no\n"},
		{"a time behind the name", talk(wp(wb("Anna (0:10)"), wr(" so")), wp(wb("Anna [0:20]")), wp(wr("no"))), "[00:00:10] Anna: so\n[00:00:20] Anna: no\n"},
		{"a time in bold", talk(wp(wb("0:10"), wr(" so")), wp(wb("0:10"), wr(" no"))), "0:10 so\n0:10 no\n"},
		{"stressed words", talk(wp(wr("Anna: a")), wp(wb("Never"), wr(" did I")), wp(wr("b")), wp(wb("Never"), wr(" again")), wp(wr("c")), wp(wr("d")), wp(wr("Anna: e"))),
			"Anna: a\nNever did I\nb\nNever again\nc\nd\nAnna: e\n"},
		{"an interviewer in bold", talk(wp(wb("Were there times?")), wp(wr("Yes.")), wp(wb("Great")), wp(wr("So it is.")), wp(wb("And then what happened to you?")), wp(wr("No.")), wp(wb("Great")), wp(wr("Bye.")), wp(wb("Any last words?"))),
			"Were there times?\nYes.\nGreat\nSo it is.\nAnd then what happened to you?\nNo.\nGreat\nBye.\nAny last words?\n"},
		{"all in bold", talk(wp(wb("Anna: so")), wp(wb("Ben: no")), wp(wb("Anna: yes")), wp(wb("Ben: well"))), "Anna: so\nBen: no\nAnna: yes\nBen: well\n"},
		{"headings", talk(wp(wb("Background")), wp(wr("I: a")), wp(wb("Work")), wp(wr("I: b"))), "Background\nI: a\nWork\nI: b\n"},
		{"indented", talk(wp("<w:r><w:tab/></w:r>", wr("so")), wp("<w:r><w:tab/></w:r>", wr("no"))), "\tso\n\tno\n"},
		{"not a name before a tab", talk(wp(wr("Note\tso")), wp(wr("Note\tno")), wp(wr("I saw that.\tno")), wp(wr("I saw that.\tno"))), "Note\tso\nNote\tno\nI saw that.\tno\nI saw that.\tno\n"},
		{"Otter", talk(wp(wb("Anna Lee"), wr("  0:03  ")), wp(wr("so")), wp(wb("Ben"), wr("  0:09  ")), wp(wr("no")), wp(wb("Anna Lee  1:00:10")), wp(wr("yes"))), "[00:00:03] Anna Lee: so\n[00:00:09] Ben: no\n[01:00:10] Anna Lee: yes\n"},
		{"Otter, tabs", talk(wp(wb("Anna"), wr("\t0:03")), wp(wr("so")), wp(wb("Anna"), wr("\t0:09")), wp(wr("no"))), "[00:00:03] Anna: so\n[00:00:09] Anna: no\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := bodyOf(t, c.body, Options{}); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

// A mark on words stays on them when a colon is written before them.
func TestMarksFollowTheColon(t *testing.T) {
	yellow := `<w:highlight w:val="yellow"/>`
	for _, body := range []string{
		wp(wb("Anna "), wordRun(yellow, "so it"), wr(" is")) + wp(wb("Anna"), wr(" no")),
		wp(wb("Anna"), wr("\t"), wordRun(yellow, "so it"), wr(" is")) + wp(wb("Anna"), wr("\tno")),
		wp(wb("Anna:"), wr(" "), wordRun(yellow, "so it"), wr(" is")) + wp(wb("Anna:"), wr(" no")),
	} {
		r := read(t, "x", docx(t, body), Options{})
		if len(r.Marks) != 1 || r.Transcripts[0].Text(r.Marks[0].Span) != "so it" || len(r.Transcripts[0].Turns) != 2 {
			t.Errorf("%+v in\n%s", r.Marks, r.Transcripts[0].Body)
		}
	}
}
