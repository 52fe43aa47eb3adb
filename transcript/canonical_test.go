package transcript

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestParts(t *testing.T) {
	const front = "title = \"A\"\n"
	for _, c := range []struct {
		name, src   string
		front, body string
		line        int
	}{
		{"as written", "+++\n" + front + "+++\n\nP07: Yes.\n", front, "P07: Yes.\n", 5},
		{"no blank line", "+++\n" + front + "+++\nP07: Yes.\n", front, "P07: Yes.\n", 4},
		{"two blank lines", "+++\n" + front + "+++\n\n\nYes.\n", front, "\nYes.\n", 5},
		{"crlf", "+++\r\ntitle = \"A\"\r\n+++\r\n\r\nYes.\r\nNo.\r\n", front, "Yes.\nNo.\n", 5},
		{"cr", "+++\rtitle = \"A\"\r+++\r\rYes.\r", front, "Yes.\n", 5},
		{"byte order mark", "\ufeff+++\n" + front + "+++\n\nYes.\n", front, "Yes.\n", 5},
		{"nothing in front", "+++\n+++\n\nYes.\n", "", "Yes.\n", 4},
		{"no body", "+++\n" + front + "+++\n", front, "", 4},
		{"no line end", "+++\n" + front + "+++", front, "", 4},
		{"two fences alone", "+++\n+++", "", "", 3},
		{"fence in the body", "+++\n" + front + "+++\n\n+++\nYes.\n", front, "+++\nYes.\n", 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			front, body, line, err := Parts(c.src)
			if err != nil {
				t.Fatal(err)
			}
			if front != c.front || body != c.body || line != c.line {
				t.Errorf("got %q, %q, line %d; want %q, %q, line %d", front, body, line, c.front, c.body, c.line)
			}
		})
	}
}

func TestPartsRefuses(t *testing.T) {
	for src, want := range map[string]string{
		"":                        "begins with a line of +++",
		"P07: Yes.\n":             "begins with a line of +++",
		" +++\n+++\n":             "begins with a line of +++",
		"+++":                     "begins with a line of +++",
		"+++\ntitle = \"A\"\n":    "not closed",
		"+++\n":                   "not closed",
		"+++\ntitle = 1\n ++++\n": "not closed",
	} {
		if _, _, _, err := Parts(src); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Parts(%q): %v, want an error with %q", src, err, want)
		}
	}
}

// two are the speakers of most tests; "P0" is a beginning of "P07".
var two = Meta{Speakers: []Speaker{{Label: "P0"}, {Label: "P07"}, {Label: "Interviewer"}}}

// said gives the turns of t back as Compose takes them.
func said(t *Transcript) []Said {
	var out []Said
	for i, turn := range t.Turns {
		s := Said{Speaker: t.Speaker(i).Label, Time: turn.Time}
		for _, p := range t.Paragraphs[turn.Paragraphs.First:turn.Paragraphs.End] {
			s.Paragraphs = append(s.Paragraphs, t.Text(p.Text))
		}
		out = append(out, s)
	}
	return out
}

func TestNewFindsTurns(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       []Said
	}{
		{"empty", "", nil},
		{"blank", "\n \n\t\n", nil},
		{"one turn", "P07: Yes.\n", []Said{{"P07", Untimed, []string{"Yes."}}}},
		{"the longest label wins", "P07: Yes.\n\nP0: No.\n", []Said{{"P07", Untimed, []string{"Yes."}}, {"P0", Untimed, []string{"No."}}}},
		{"time", "[00:00:09] P07: Yes.", []Said{{"P07", 9000, []string{"Yes."}}}},
		{"milliseconds", "[01:00:09.250] P07: Yes.", []Said{{"P07", 3609250, []string{"Yes."}}}},
		{"no words behind the label", "P07:\nYes.", []Said{{"P07", Untimed, []string{"", "Yes."}}}},
		{"two spaces keep one", "P07:  Yes.", []Said{{"P07", Untimed, []string{" Yes."}}}},
		{"paragraphs", "P07: Yes.\nAnd\n\n\nno.\n", []Said{{"P07", Untimed, []string{"Yes.", "And", "no."}}}},
		{"of nobody", "Recorded at home.\n\nP07: Yes.", []Said{{"", Untimed, []string{"Recorded at home."}}, {"P07", Untimed, []string{"Yes."}}}},
		{"the same speaker twice", "P07: Yes.\n\nP07: No.", []Said{{"P07", Untimed, []string{"Yes."}}, {"P07", Untimed, []string{"No."}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, said(New("i", two, c.body))); diff != "" {
				t.Error("-want +got\n" + diff)
			}
		})
	}
}

func TestNewPrefersTheLongestLabelThatFits(t *testing.T) {
	meta := Meta{Speakers: []Speaker{{Label: "A"}, {Label: "A: B"}, {Label: "A"}}}
	for body, want := range map[string]Said{
		"A: B: x":  {"A: B", Untimed, []string{"x"}},
		"A: B:":    {"A: B", Untimed, []string{""}},
		"A: B:x":   {"A", Untimed, []string{"B:x"}},
		"A: C: x":  {"A", Untimed, []string{"C: x"}},
		"A: x: B:": {"A", Untimed, []string{"x: B:"}},
	} {
		tr := New("i", meta, body)
		if diff := cmp.Diff([]Said{want}, said(tr)); diff != "" || tr.Turns[0].Speaker > 1 {
			t.Errorf("%q: speaker %d: -want +got\n%s", body, tr.Turns[0].Speaker, diff)
		}
	}
}

func TestNewTakesThisForWords(t *testing.T) {
	for _, line := range []string{
		"P07 : Yes.", "P07:Yes.", " P07: Yes.", "p07: Yes.", "P08: Yes.", "P07; Yes.",
		"[9:00] P07: Yes.", "[00:00:09]P07: Yes.", "[00:00:60] P07: Yes.", "[00:00:09] And P07: Yes.",
		"[00:00:09]", "[", "[]", ": ", "P07",
	} {
		want := []Said{{"Interviewer", Untimed, []string{"So.", line}}}
		if diff := cmp.Diff(want, said(New("i", two, "Interviewer: So.\n"+line))); diff != "" {
			t.Errorf("%q: -want +got\n%s", line, diff)
		}
	}
}

func TestCompose(t *testing.T) {
	got, err := Compose("i", Meta{Speakers: []Speaker{{Label: "P07", Role: Participant}}}, []Said{
		{"", Untimed, []string{"Recorded at home.", "P07: a pseudonym"}},
		{"Interviewer", 3000, []string{"Were you thriving?"}},
		{"P07", 9250, []string{"When I stopped.", "Interviewer: he said, and I laughed.", "[00:00:01] P07: that"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	const want = `Recorded at home.

 P07: a pseudonym

[00:00:03] Interviewer: Were you thriving?

[00:00:09.250] P07: When I stopped.

[00:00:09.250] P07: Interviewer: he said, and I laughed.

[00:00:09.250] P07: [00:00:01] P07: that
`
	if diff := cmp.Diff(want, got.Body); diff != "" {
		t.Error("body: -want +got\n" + diff)
	}
	if diff := cmp.Diff([]Speaker{{Label: "P07", Role: Participant}, {Label: "Interviewer"}}, got.Speakers); diff != "" {
		t.Error("speakers: -want +got\n" + diff)
	}
}

func TestComposeRefuses(t *testing.T) {
	for _, c := range []struct {
		name, want string
		said       []Said
	}{
		{"a second turn of nobody", "turn 2 has no speaker", []Said{{"A", 0, []string{"x"}}, {"", 0, []string{"y"}}}},
		{"no paragraph", "turn 1 holds no words", []Said{{"A", 0, nil}}},
		{"an empty paragraph", "turn 1: \" \" is not a paragraph", []Said{{"A", 0, []string{" "}}}},
		{"two lines", "is not a paragraph", []Said{{"A", 0, []string{"x\ny"}}}},
		{"a carriage return", "is not a paragraph", []Said{{"A", 0, []string{"x\ry"}}}},
		{"not UTF-8", "is not a paragraph", []Said{{"A", 0, []string{"\xff"}}}},
		{"a label of two lines", "is not a speaker's label", []Said{{"A\nB", 0, []string{"x"}}}},
		{"a label with a colon", "is not a speaker's label", []Said{{"A:", 0, []string{"x"}}}},
		{"a label in spaces", "is not a speaker's label", []Said{{" A", 0, []string{"x"}}}},
		{"labels that swallow words", "turn 2: the header \"A: \"", []Said{{"A: B", 0, []string{"x"}}, {"A", Untimed, []string{"B: y"}}}},
		{"a label that reads as a time", "turn 2: the header", []Said{{"A", 0, []string{"x"}}, {"[00:00:01] A", Untimed, []string{"y"}}}},
		{"a time too late to write", "turn 1: the header", []Said{{"A", 10000 * 3600 * 1000, []string{"x"}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Compose("i", Meta{}, c.said); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
}

func TestComposeLeavesMetaAlone(t *testing.T) {
	speakers := make([]Speaker, 1, 4)
	speakers[0].Label = "A"
	if _, err := Compose("i", Meta{Speakers: speakers}, []Said{{"B", 0, []string{"x"}}}); err != nil {
		t.Fatal(err)
	}
	if beyond := speakers[:2][1].Label; beyond != "" {
		t.Errorf("Compose wrote %q behind the speakers it was given", beyond)
	}
}

var labels = []string{"P0", "P07", "Interviewer", "Anna B.", "Élan", "P07 (phone)"}

// readsAsHeader says by the grammar's own words what Compose has to guard.
func readsAsHeader(p string, speakers []Speaker) bool {
	if len(p) > 11 && p[0] == '[' && p[9] == ']' && p[10] == ' ' {
		p = p[11:]
	}
	for _, s := range speakers {
		if p == s.Label+":" || strings.HasPrefix(p, s.Label+": ") {
			return true
		}
	}
	return false
}

func drawSaid(t *rapid.T) []Said {
	paragraph := rapid.Custom(func(t *rapid.T) string {
		return rapid.SampledFrom([]string{"", "", "", "[00:00:07] ", "P07: ", "Interviewer: ", "P07:", " ", "Q: ", "[", "Élan: "}).Draw(t, "start") +
			rapid.SampledFrom([]string{"Yes.", "don't — know ", "I said: no", "的", "e\u0301", "[00:00:09] P07: x"}).Draw(t, "words")
	})
	turn := rapid.Custom(func(t *rapid.T) Said {
		return Said{
			Speaker:    rapid.SampledFrom(labels).Draw(t, "speaker"),
			Time:       Moment(rapid.SampledFrom([]int{-1, 0, 1, 59999, 3600000, 359999999}).Draw(t, "time")),
			Paragraphs: rapid.SliceOfN(paragraph, 1, 3).Draw(t, "paragraphs"),
		}
	})
	out := rapid.SliceOfN(turn, 0, 5).Draw(t, "turns")
	if len(out) > 0 && rapid.Bool().Draw(t, "nobody first") {
		out[0].Speaker, out[0].Time = "", Untimed
	}
	return out
}

func TestComposeGivesItsTurnsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawSaid(t)
		got, err := Compose("i", Meta{}, in)
		if err != nil {
			t.Fatal(err)
		}
		var want []Said
		for _, s := range in {
			for i, p := range s.Paragraphs {
				again := readsAsHeader(p, got.Speakers)
				if again && s.Speaker == "" {
					p = " " + p
				}
				if i == 0 || again && s.Speaker != "" {
					want = append(want, Said{Speaker: s.Speaker, Time: s.Time})
				}
				last := &want[len(want)-1]
				last.Paragraphs = append(last.Paragraphs, p)
			}
		}
		if diff := cmp.Diff(want, said(got)); diff != "" {
			t.Fatalf("%s\n-want +got\n%s", got.Body, diff)
		}
		if diff := cmp.Diff(got, New("i", got.Meta, got.Body)); diff != "" {
			t.Fatalf("read again: -want +got\n%s", diff)
		}
	})
}

func TestParseMoment(t *testing.T) {
	for s, want := range map[string]Moment{
		"00:00:00": 0, "00:00:09": 9000, "00:59:59.999": 3599999, "01:00:00": 3600000, "123:00:00.001": 442800001, "9999:59:59": 35999999000,
	} {
		got, ok := ParseMoment(s)
		if !ok || got != want {
			t.Errorf("ParseMoment(%q) = %d, %v; want %d", s, got, ok, want)
		}
		if got.String() != s {
			t.Errorf("%d is written %q, and was read from %q", got, got, s)
		}
	}
	for _, s := range []string{
		"", "9", "00:09", "0:00:09", "00:0:09", "00:00:9", "00:60:00", "00:00:60", "00:00:09.", "00:00:09.5", "00:00:09.0000",
		"00:00:09,500", "-1:00:00", "+1:00:00", "00:00:09 ", "00000:00:00", "00:00:00:00", "٠٠:00:00",
	} {
		if m, ok := ParseMoment(s); ok {
			t.Errorf("ParseMoment(%q) = %d, want none", s, m)
		}
	}
	if s := Untimed.String(); s != "" {
		t.Errorf("Untimed is written %q", s)
	}
}

func FuzzNew(f *testing.F) {
	f.Add("[00:00:03] Interviewer: So?\n\n[00:00:09] P07: Yes.\n\nAnd no.\n", "P07", "Interviewer")
	f.Add("nobody\nA: B: x\n[00:00:01] \n[", "A", "A: B")
	f.Add("\r\n\x00: \xff\n: ", "", ":")
	f.Fuzz(func(t *testing.T, body, first, second string) {
		tr := New("i", Meta{Speakers: []Speaker{{Label: first}, {Label: second}}}, body)
		at := 0
		for i, p := range tr.Paragraphs {
			if p.Line.Start < at || p.Line.Empty() || p.Line.End > len(body) || strings.Contains(tr.Text(p.Line), "\n") {
				t.Fatalf("paragraph %d has line %v behind %d", i, p.Line, at)
			}
			if !p.Line.Holds(p.Text) || p.Text.End != p.Line.End || p.Text.Start > p.Text.End {
				t.Fatalf("paragraph %d has words %v in line %v", i, p.Text, p.Line)
			}
			if blank := strings.TrimSpace(body[at:p.Line.Start]); blank != "" {
				t.Fatalf("%q is in no paragraph", blank)
			}
			at = p.Line.End
		}
		if left := strings.TrimSpace(body[at:]); left != "" {
			t.Fatalf("%q is in no paragraph", left)
		}
		next := 0
		for i, turn := range tr.Turns {
			if turn.Paragraphs.First != next || turn.Paragraphs.End <= next || turn.Speaker < 0 && i > 0 {
				t.Fatalf("turn %d: %+v", i, turn)
			}
			for ; next < turn.Paragraphs.End; next++ {
				if tr.Paragraphs[next].Turn != i {
					t.Fatalf("paragraph %d says it is of turn %d, not %d", next, tr.Paragraphs[next].Turn, i)
				}
			}
		}
		if next != len(tr.Paragraphs) {
			t.Fatalf("turns end at paragraph %d of %d", next, len(tr.Paragraphs))
		}
		if clipped, ok := tr.Clip(Span{0, len(body)}); ok && utf8.ValidString(body) && !utf8.ValidString(tr.Text(clipped)) {
			t.Fatalf("%q cuts a character", tr.Text(clipped))
		}
	})
}

func FuzzParts(f *testing.F) {
	f.Add("+++\ntitle = \"A\"\n+++\n\nP07: Yes.\n")
	f.Add("\ufeff+++\r\n+++\r\n")
	f.Add("+++\n+++")
	f.Fuzz(func(t *testing.T, src string) {
		front, body, line, err := Parts(src)
		if err != nil {
			return
		}
		if front != "" && !strings.HasSuffix(front, "\n") {
			t.Fatalf("front matter %q does not end its last line", front)
		}
		text := strings.ReplaceAll(strings.ReplaceAll(strings.TrimPrefix(src, "\ufeff"), "\r\n", "\n"), "\r", "\n")
		if lines := strings.SplitAfter(text, "\n"); line-1 <= len(lines) && strings.Join(lines[line-1:], "") != body {
			t.Fatalf("body %q does not begin on line %d", body, line)
		}
	})
}

// A hostile file may name a speaker on every line; New takes a time that grows
// with the lines, not with lines times speakers.
func BenchmarkNew(b *testing.B) {
	for _, n := range []int{2, 5000} {
		meta := Meta{}
		for i := range n {
			meta.Speakers = append(meta.Speakers, Speaker{Label: fmt.Sprintf("Speaker %d", i)})
		}
		var body strings.Builder
		for i := range 5000 {
			fmt.Fprintf(&body, "[00:00:01] Speaker %d: It was the first winter that I did not dread.\n\n", i%n)
		}
		b.Run(fmt.Sprintf("%d speakers", n), func(b *testing.B) {
			b.SetBytes(int64(body.Len()))
			for b.Loop() {
				New("i", meta, body.String())
			}
		})
	}
}
