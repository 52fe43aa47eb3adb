package pdf

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// engine is one for all tests: to compile it takes two seconds.
var engine *Engine

func TestMain(m *testing.M) {
	cache, err := os.MkdirTemp("", "pdf")
	if err != nil {
		panic(err)
	}
	engine = &Engine{Cache: cache}
	status := m.Run()
	engine.Close()
	os.RemoveAll(cache)
	os.Exit(status)
}

func speaks([]string) func(string) bool {
	return func(line string) bool {
		return strings.HasPrefix(line, "Interviewer:") || strings.HasPrefix(line, "P07:")
	}
}

type fataler interface {
	Helper()
	Fatal(...any)
}

func readText(t fataler, src []byte) *Text {
	t.Helper()
	text, err := engine.Read(context.Background(), src, speaks)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func (t *Text) texts() []string {
	var out []string
	for _, p := range t.Paragraphs {
		out = append(out, p.Text)
	}
	return out
}

func check(t *testing.T, got *Text, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, got.texts()); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}

const long = "It was the first winter that I did not dread, since there was bread on the table and the rent was paid before the month was over, and nobody counted coins in the kitchen at night."

// What was said, set by each of the ways in which talks are printed, is read
// back as it was said.
func TestWhatWasSetIsReadBack(t *testing.T) {
	for _, c := range []struct {
		name     string
		set      func(*setter)
		labelled bool
	}{
		{"gap", func(s *setter) { s.gap = 8 }, true},
		{"labels alone", func(*setter) {}, true},
		{"bold labels", func(s *setter) { s.bold = true }, true},
		{"double spaced", func(s *setter) { s.step = 28 }, true},
		{"indent", func(s *setter) { s.indent = 24 }, false},
		{"hanging", func(s *setter) { s.indent = -24 }, false},
		{"column", func(s *setter) { s.column = 80; s.bold = true }, true},
		{"paragraph numbers", func(s *setter) { s.number = 1 }, false},
		{"line numbers", func(s *setter) { s.lineNumbers = true }, true},
		{"heads", func(s *setter) { s.head = func(p int) string { return fmt.Sprintf("Talk of 3 February, page %d", p) } }, true},
		{"two columns", func(s *setter) { s.columns = 2; s.left, s.right = 60, 550 }, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			for seed := range uint64(4) {
				r := rand.New(rand.NewPCG(seed, 7))
				s := newSetter()
				c.set(s)
				var want []string
				for i := range 25 + r.IntN(25) {
					text := long
					if i > 2 {
						text = sentence(r)
					}
					label := ""
					if c.labelled {
						label = []string{"Interviewer:", "P07:"}[i%2]
					}
					s.paragraph(label, text)
					want = append(want, strings.TrimSpace(label+" "+text))
				}
				got := readText(t, s.bytes())
				if diff := cmp.Diff(want, got.texts()); diff != "" {
					t.Fatalf("seed %d: -want +got\n%s", seed, diff)
				}
				if (len(got.Numbers) > 0) != (s.number > 0 || s.lineNumbers) || (len(got.Heads) > 0) != (s.head != nil) {
					t.Fatalf("seed %d: left out %q and %q", seed, got.Numbers, got.Heads)
				}
				for i, p := range got.Paragraphs {
					if lead := p.Text[:p.Lead]; (s.bold || s.column > 0) && !strings.HasPrefix(want[i], lead+" ") || s.bold != (lead != "") {
						t.Fatalf("seed %d: lead %q of %q", seed, lead, want[i])
					}
				}
			}
		})
	}
}

// sentence draws up to eighty words.
func sentence(r *rand.Rand) string {
	words := strings.Fields("the winter that I did not dread was first, when we had bread on the table (laughs) and rent paid before 1999" +
		" so it's over... Why? end. well-being understanding [inaudible] 10:30")
	var out []string
	for range 1 + r.IntN(r.IntN(80)+1) {
		out = append(out, words[r.IntN(len(words))])
	}
	return strings.Join(out, " ") + "."
}

func TestHyphensAtLineEnds(t *testing.T) {
	var p printer
	p.page()
	for i, line := range []string{
		"P07: I never counted the neighbourhood among the things that make a family, but a neighbour-",
		"hood like this one keeps you going, and there was a well-being in it (wellbeing, they say), which is a long-",
		"term thing, and I would say so again: well-",
		"being is what stays when all the other things that one can buy are gone from the table.",
	} {
		p.put(40, 700-14*float64(i), 10, "F", line)
	}
	// The third line has room, but a word is broken at its end.
	got := readText(t, p.bytes())
	check(t, got, "P07: I never counted the neighbourhood among the things that make a family, but a neighbourhood like this one keeps you going, "+
		"and there was a well-being in it (wellbeing, they say), which is a long-term thing, and I would say so again: well-being is what stays when all the other things that one can buy are gone from the table.")
	if diff := cmp.Diff([]string{"long-term"}, got.Hyphens); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}

// printed puts lines on a page, each so far below the last as it says.
func printed(lines ...struct {
	down float64
	size float64
	font string
	text string
}) *printer {
	var p printer
	p.page()
	y := 700.0
	for _, l := range lines {
		y -= l.down
		p.put(72, y, l.size, l.font, l.text)
	}
	return &p
}

// Paragraphs of which the last lines are full begin where something else says
// so: a gap, bold type, larger type.
func TestParagraphsThatEndInFullLines(t *testing.T) {
	const full, more = "It was the first winter that I did not dread, since there was bread, he", "told us all of that, and more, and then we went to see the old bakery."
	type line = struct {
		down float64
		size float64
		font string
		text string
	}
	// fit cuts the first line off where it is as long as it is in the usual type.
	fit := func(size, wider float64) string {
		n := len(full)
		for width(full[:n], size)*wider > width(full, 11) {
			n--
		}
		return full[:n]
	}
	bold, larger := fit(11, 1.07), fit(13, 1)
	for name, c := range map[string]struct {
		lines []line
		want  []string
	}{
		"gap": {
			[]line{{14, 11, "F", full}, {14, 11, "F", more}, {14, 11, "F", full}, {14, 11, "F", more}, {24, 11, "F", full}, {14, 11, "F", more}},
			[]string{full + " " + more + " " + full + " " + more, full + " " + more},
		},
		"bold":   {[]line{{14, 11, "B", bold}, {14, 11, "F", full}, {14, 11, "F", more}, {14, 11, "F", more}}, []string{bold, full + " " + more + " " + more}},
		"larger": {[]line{{14, 13, "F", larger}, {14, 11, "F", full}, {14, 11, "F", more}, {14, 11, "F", more}}, []string{larger, full + " " + more + " " + more}},
	} {
		t.Run(name, func(t *testing.T) { check(t, readText(t, printed(c.lines...).bytes()), c.want...) })
	}
}

// A word or two that stand out at the right do not make all other lines short.
func TestLinesThatStandOut(t *testing.T) {
	s := newSetter()
	talk(s)
	s.put(90, 300, 11, "F", "(This line, which somebody put there later, is much longer than any of the others are.)")
	got := readText(t, s.bytes())
	if len(got.Paragraphs) != 7 || got.Paragraphs[5].Text != "P07: "+long {
		t.Errorf("%q", got.texts())
	}
}

// A page of short answers is as wide as the others.
func TestPagesOfShortLines(t *testing.T) {
	s := newSetter()
	talk(s)
	s.page()
	var want []string
	for i := range 6 {
		want = append(want, []string{"Yes, it was as you say, all told, then.", "No, it was as you say, all told, then.", "So it was, as you say, all told, then."}[i%3])
		s.put(90, 700-14*float64(i), 11, "F", want[i])
	}
	if diff := cmp.Diff(want, readText(t, s.bytes()).texts()[6:]); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}

// Names and short answers side by side are no two columns of text.
func TestNamesAreNoColumnOfText(t *testing.T) {
	var p printer
	p.page()
	var want []string
	for i := range 12 {
		p.put(72, 700-28*float64(i), 11, "F", "Dr. Noor")
		p.put(270, 700-28*float64(i), 11, "F", fmt.Sprintf("Yes, so it was in year %d, all told.", i))
		want = append(want, fmt.Sprintf("Dr. Noor Yes, so it was in year %d, all told.", i))
	}
	check(t, readText(t, p.bytes()), want...)
}

// talk sets enough of a talk for the usual to be known.
func talk(s *setter) {
	for i := range 6 {
		s.paragraph([]string{"Interviewer:", "P07:"}[i%2], long)
	}
}

func TestNotesInTheMarginAreLeftOut(t *testing.T) {
	s := newSetter()
	talk(s)
	s.put(495, 650, 8, "F", "Home")
	s.put(495, 600, 8, "F", "Money worries")
	s.put(495, 560, 11, "F", "[laughs]") // as large as the talk
	got := readText(t, s.bytes())
	if diff := cmp.Diff([]string{"Home", "Money worries"}, got.Notes); diff != "" {
		t.Error("-want +got\n" + diff)
	}
	if all := strings.Join(got.texts(), " "); strings.Contains(all, "Money") || !strings.Contains(all, "[laughs]") {
		t.Errorf("text %q", all)
	}
}

func TestNumbersThatDoNotCountAreKept(t *testing.T) {
	s := newSetter()
	talk(s)
	for i, n := range []string{"3", "9", "4", "4"} {
		s.put(60, 680-60*float64(i), 11, "F", n)
	}
	if got := readText(t, s.bytes()); len(got.Numbers) > 0 {
		t.Errorf("left out %q", got.Numbers)
	}
}

// What is said again at the same place of many pages is no running head.
func TestTalkAtTheTopOfPagesIsKept(t *testing.T) {
	s := newSetter()
	want := []string{}
	for range 3 {
		s.y = 0
		for range 10 {
			s.paragraph("Interviewer:", "Yes.")
			s.paragraph("P07:", long)
			want = append(want, "Interviewer: Yes.", "P07: "+long)
		}
	}
	got := readText(t, s.bytes())
	check(t, got, want...)
	if len(got.Heads) > 0 {
		t.Errorf("left out %q", got.Heads)
	}
}

func TestHeadsAreOfOnePlace(t *testing.T) {
	s := newSetter()
	s.head = func(page int) string {
		return []string{"A study of thrift", "Interview with P07"}[page%2]
	}
	for range 20 {
		talk(s)
	}
	got := readText(t, s.bytes())
	want := []string{"Interview with P07", "- 1 -", "A study of thrift"}
	if diff := cmp.Diff(want, got.Heads); diff != "" || len(got.Paragraphs) != 120 {
		t.Errorf("%d pages, %d paragraphs: -want +got\n%s", got.Pages, len(got.Paragraphs), diff)
	}
}

func TestLinesThatArePrintedTwiceAreReadOnce(t *testing.T) {
	var p printer
	const line = "P07: It was the first winter that I did not dread, since there was bread on the"
	p.page()
	p.put(72, 100, 11, "F", "Interviewer: What was that like for you, when you look back at those years now?")
	p.put(72, 86, 11, "F", line)
	p.page()
	p.put(72, 700, 11, "F", line)
	p.put(72, 686, 11, "F", "table.")
	p.put(72, 672, 11, "F", "Interviewer: Yes.")
	p.page()
	p.put(72, 700, 11, "F", "Interviewer: Yes.")
	p.put(72, 686, 11, "F", "P07: And so it was said twice.")
	got := readText(t, p.bytes())
	check(t, got, "Interviewer: What was that like for you, when you look back at those years now?", line+" table.",
		"Interviewer: Yes.", "Interviewer: Yes.", "P07: And so it was said twice.")
	if diff := cmp.Diff([]string{line}, got.Repeated); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}

func TestWhatIsNotShownOrTiltedIsLeftOut(t *testing.T) {
	s := newSetter()
	s.gap = 8
	talk(s)
	s.put(300, 830, 11, "F", "above the page")
	s.raw("BT /F 40 Tf 0.7071 0.7071 -0.7071 0.7071 200 300 Tm (DRAFT) Tj ET")
	s.raw("BT /F 11 Tf 3 Tr 90 60 Td (Not painted, as under a scan.) Tj ET")
	got := readText(t, s.bytes())
	if diff := cmp.Diff([]string{"DRAFT"}, got.Tilted); diff != "" {
		t.Error("-want +got\n" + diff)
	}
	if diff := cmp.Diff([]string{"above the page"}, got.Outside); diff != "" {
		t.Error("-want +got\n" + diff)
	}
	check(t, got, "Interviewer: "+long, "P07: "+long, "Interviewer: "+long, "P07: "+long, "Interviewer: "+long, "P07: "+long,
		"Not painted, as under a scan.")
}

func TestTurnedPagesAreTurnedBack(t *testing.T) {
	for quarter, matrix := range []string{"1 0 0 1 %[1]g %[2]g", "0 1 -1 0 %[3]g %[1]g", "-1 0 0 -1 %[4]g %[3]g", "0 -1 1 0 %[2]g %[5]g"} {
		var p printer
		p.extra = fmt.Sprintf("/Rotate %d", 90*quarter)
		p.page()
		for i, line := range []string{"P07: It was the first winter that I did not dread, since there was", "bread on the table.", "Interviewer: Yes."} {
			y := 500 - 14*float64(i)
			p.raw(fmt.Sprintf("BT /F 11 Tf "+matrix+" Tm (%[6]s) Tj ET", 72.0, y, 612-y, 540.0, 720.0, line))
		}
		check(t, readText(t, p.bytes()), "P07: It was the first winter that I did not dread, since there was bread on the table.", "Interviewer: Yes.")
	}
}

// Names may stand beside the middle of what is said, or go over two lines.
func TestNamesBesideTheText(t *testing.T) {
	var p printer
	p.page()
	y := 700.0
	var want []string
	for i := range 4 {
		p.put(72, y-14, 11, "F", "Dr. Emma")
		p.put(72, y-28, 11, "F", fmt.Sprint("Noor ", i))
		for _, line := range []string{"It was the first winter that I did not dread, since there was bread on", "the table and the rent was paid before the month was over, and we", "slept."} {
			p.put(150, y, 11, "F", line)
			y -= 14
		}
		y -= 14
		want = append(want, fmt.Sprintf("Dr. Emma Noor %d It was the first winter that I did not dread, since there was bread on the table and the rent was paid before the month was over, and we slept.", i))
	}
	got := readText(t, p.bytes())
	check(t, got, want...)
	if lead := got.Paragraphs[0].Lead; lead != len("Dr. Emma Noor 0") {
		t.Errorf("lead of %d", lead)
	}
}

// Names that were put on the page first, and all of the text behind them.
func TestNamesPutThereFirst(t *testing.T) {
	var p printer
	p.page()
	var want []string
	for i := range 6 {
		p.put(72, 700-28*float64(i), 11, "F", "P07")
	}
	for i := range 6 {
		p.put(150, 700-28*float64(i), 11, "F", fmt.Sprintf("It was winter number %d that I did not dread, since there was bread on", i))
		p.put(150, 686-28*float64(i), 11, "F", "the table.")
		want = append(want, fmt.Sprintf("P07 It was winter number %d that I did not dread, since there was bread on the table.", i))
	}
	check(t, readText(t, p.bytes()), want...)
}

func TestPagesWithoutText(t *testing.T) {
	s := newSetter()
	talk(s)
	s.page()
	s.raw("0 0 100 100 re f")
	got := readText(t, s.bytes())
	if diff := cmp.Diff([]int{len(s.pages)}, got.Bare); diff != "" || got.Pages != len(s.pages) {
		t.Errorf("%d pages: -want +got\n%s", got.Pages, diff)
	}
}

var update = flag.Bool("update", false, "write the files that the tests of the reader read")

// The tests of the reader read files that are set here.
func TestFilesOfTheReader(t *testing.T) {
	talk := newSetter()
	talk.bold, talk.number, talk.gap = true, 1, 4
	talk.head = func(int) string { return "Interview in Linden" }
	for range 7 {
		talk.paragraph("Interviewer:", "What was that like, when you came back to the neighbourhood?")
		talk.paragraph("P07:", long)
		talk.paragraph("", "[laughs] "+long)
		talk.paragraph("Interviewer:", "And then?")
		talk.paragraph("P07:", "Then it was over.")
	}
	talk.put(495, 500, 8, "F", "Home")
	talk.raw("BT /F 40 Tf 0.7071 0.7071 -0.7071 0.7071 200 300 Tm (DRAFT) Tj ET")
	talk.put(300, 850, 11, "F", "above")
	talk.page()

	var hyphens, scan printer
	hyphens.page()
	for i, line := range []string{
		"P07: It was the first winter that I did not dread, since there was bread on the ta-",
		"ble, and the rent was paid, and nobody counted coins in the kitchen at that table.",
		"Interviewer: So it was long-",
		"term?",
		"P07: Yes.",
	} {
		hyphens.put(72, 700-14*float64(i), 11, "F", line)
	}
	scan.page()
	scan.raw("q 400 0 0 600 100 100 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q")
	column := newSetter()
	column.column = 80
	for i, name := range []string{"Ruth", "Tom", "Ruth", "Ana", "Tom"} {
		column.paragraph(name, []string{long, "Yes."}[i%2])
	}
	locked := printer{final: bogusLock}
	locked.page()
	locked.put(72, 700, 4, "F", long)
	for name, src := range map[string][]byte{
		"print-2021-02-03.pdf": talk.bytes(), "hyphens.pdf": hyphens.bytes(), "scan.pdf": scan.bytes(), "column.pdf": column.bytes(), "locked.pdf": locked.bytes(),
	} {
		path := filepath.Join("..", "testdata", name)
		if *update {
			if err := os.WriteFile(path, src, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if kept, err := os.ReadFile(path); err != nil || !bytes.Equal(kept, src) {
			t.Errorf("%s is not as it is set here (%v); write it with: go test ./transcript/reader/pdf -update", path, err)
		}
	}
}
