package unit

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/transcript"
	"grounded/transcript/coding"
)

const interview = `Interviewer: Were there times when you were thriving?

P07: When I stopped counting coins at the till.

It was the first winter that I did not dread.

Interviewer: Mm-hm, yes.

P07: My sister came then.
`

func transcriptOf(id transcript.ID, body string) *transcript.Transcript {
	return transcript.New(id, transcript.Meta{Speakers: []transcript.Speaker{
		{Label: "Interviewer", Role: transcript.Interviewer}, {Label: "P07", Role: transcript.Participant},
	}}, body)
}

// put is the coding of the first passage that begins and ends with some words:
// "code: first … last", or "code: words".
func put(t *testing.T, tr *transcript.Transcript, what string) coding.Placed {
	t.Helper()
	code, words, _ := strings.Cut(what, ": ")
	first, last, ranged := strings.Cut(words, " … ")
	start := strings.Index(tr.Body, first)
	end := start + len(first)
	if ranged {
		end = start + strings.Index(tr.Body[start:], last) + len(last)
	}
	if start < 0 || end <= start {
		t.Fatalf("%s does not hold %q", tr.ID, words)
	}
	c := coding.Make(tr, transcript.Span{Start: start, End: end}, codebook.ID(code), fmt.Sprintf("%d-%d-%s", start, end, code), time.Time{})
	return coding.Placed{Coding: c, Now: c.Span}
}

func finished(t *testing.T, tr *transcript.Transcript, codings ...string) coding.Work {
	t.Helper()
	w := coding.Work{Transcript: tr.ID, Finished: time.Date(2021, 3, 4, 0, 0, 0, 0, time.UTC)}
	for _, c := range codings {
		w.Codings = append(w.Codings, put(t, tr, c))
	}
	return w
}

func coderOf(t *testing.T, name coding.Analyst, codes string, work ...coding.Work) coding.Coder {
	t.Helper()
	var src strings.Builder
	for _, id := range strings.Fields(codes) {
		id, became, merged := strings.Cut(id, ">")
		fmt.Fprintf(&src, "[[code]]\nid = %q\n", id)
		if merged {
			fmt.Fprintf(&src, "retired = 2021-05-01\nbecame = [%s]\n", `"`+strings.ReplaceAll(became, ",", `", "`)+`"`)
		}
	}
	book, problems := codebook.Decode("book.toml", []byte(src.String()))
	if problems != nil {
		t.Fatal(problems)
	}
	return coding.Coder{Analyst: name, Book: book, Work: work}
}

func pick(t *testing.T, s coding.Selection, transcripts []*transcript.Transcript, coders ...coding.Coder) coding.Picked {
	t.Helper()
	p, err := coding.Select(&coding.Corpus{Transcripts: transcripts, Coders: coders}, s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// same makes categories of codes that two coders spell alike.
func same(names ...string) []Category {
	var out []Category
	for _, name := range names {
		ids := []codebook.ID{codebook.ID(name)}
		out = append(out, Category{Name: name, Codes: map[coding.Analyst][]codebook.ID{"ana": ids, "ben": ids}})
	}
	return out
}

// picture writes a table as people could draw it: a line a unit, with a mark a
// category and coder.
func picture(t Table) []string {
	var out []string
	for i := range t.Len() {
		u := t.Unit(i)
		words := strings.Fields(u.Transcript.Text(u.Span))
		line := words[0] + " … " + words[len(words)-1]
		for category, name := range t.Categories {
			for coder, analyst := range t.Coders {
				if t.Ratings(coder, category)[i] {
					line += fmt.Sprintf(" %s:%s", analyst, name)
				}
			}
		}
		out = append(out, line)
	}
	return out
}

func TestCut(t *testing.T) {
	t.Parallel()
	tr := transcriptOf("i1", interview)
	ana := coderOf(t, "ana", "money kin", finished(t, tr, "money: coins … winter", "kin: sister"))
	ben := coderOf(t, "ben", "money kin", finished(t, tr, "money: counting coins", "money: coins at the till", "kin: thriving? … till"))
	picked := pick(t, coding.Selection{}, []*transcript.Transcript{tr}, ana, ben)
	for _, tt := range []struct {
		kind    Kind
		overlap Overlap
		want    []string
	}{
		{Turn, Any, []string{
			"Were … thriving? ben:kin",
			"When … dread. ana:money ben:money ben:kin",
			"My … then. ana:kin",
		}},
		{Turn, Half, []string{ // ana: 4 + 5 of 18 words are money; ben: 5
			"Were … thriving?",
			"When … dread. ana:money",
			"My … then.",
		}},
		{Paragraph, Any, []string{
			"Were … thriving? ben:kin",
			"When … till. ana:money ben:money ben:kin",
			"It … dread. ana:money",
			"My … then. ana:kin",
		}},
		{Paragraph, Half, []string{
			"Were … thriving?",
			"When … till. ana:money ben:money ben:kin",
			"It … dread. ana:money",
			"My … then.",
		}},
		{Paragraph, Full, []string{
			"Were … thriving?",
			"When … till. ben:kin",
			"It … dread.",
			"My … then.",
		}},
		{Sentence, Any, []string{
			"Were … thriving? ben:kin",
			"When … till. ana:money ben:money ben:kin",
			"It … dread. ana:money",
			"My … then. ana:kin",
		}},
		{Transcript, Any, []string{"Were … then. ana:money ben:money ana:kin ben:kin"}},
	} {
		t.Run(string(tt.kind)+" "+string(tt.overlap), func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, picture(Cut(Input{Picked: picked, Categories: same("money", "kin")}, tt.kind, tt.overlap))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestOnlyWhatAllHaveFinishedIsCompared(t *testing.T) {
	t.Parallel()
	one, two, three, four := transcriptOf("i1", interview), transcriptOf("i2", interview), transcriptOf("i3", interview), transcriptOf("i4", interview)
	begun := finished(t, two, "money: coins")
	begun.Finished = time.Time{}
	ana := coderOf(t, "ana", "money", finished(t, one, "money: coins"), begun, finished(t, four))
	ben := coderOf(t, "ben", "money", finished(t, one), finished(t, two, "money: coins"), finished(t, four, "money: coins"))
	got := Cut(Input{
		Picked:     pick(t, coding.Selection{}, []*transcript.Transcript{one, two, three, four}, ana, ben),
		Categories: same("money"),
	}, Turn, Any)
	want := []LeftOut{{"i2", []coding.Analyst{"ana"}}, {"i3", []coding.Analyst{"ana", "ben"}}}
	if diff := cmp.Diff(want, got.LeftOut); diff != "" {
		t.Errorf("left out (-want +got):\n%s", diff)
	}
	if len(got.Transcripts) != 2 || got.Transcripts[1] != four {
		t.Errorf("compared are %v", got.Transcripts)
	}
	if diff := cmp.Diff([]bool{false, true, false, false, false, false}, got.Ratings(0, 0)); diff != "" {
		t.Errorf("ana (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]bool{false, false, false, false, true, false}, got.Ratings(1, 0)); diff != "" {
		t.Errorf("ben (-want +got):\n%s", diff)
	}
}

func TestWhatIsCountedAndWhatIsLeftOut(t *testing.T) {
	t.Parallel()
	tr := transcriptOf("i1", interview)
	guess := put(t, tr, "money: thriving")
	guess.By = coding.ByQuery
	lost := put(t, tr, "money: sister")
	lost.Fate = coding.Adrift
	again := put(t, tr, "faith: first winter")
	again.ID = "again"
	work := finished(t, tr, "faith: first winter", "hope: dread", "money: coins")
	work.Codings = append(work.Codings, guess, lost, again)
	ana := coderOf(t, "ana", "money faith hope", work)
	ben := coderOf(t, "ben", "money", finished(t, tr))
	picked := pick(t, coding.Selection{}, []*transcript.Transcript{tr}, ana, ben)
	got := Cut(Input{Picked: picked, Categories: same("money")}, Turn, Any)
	want := Table{
		Kind: Turn, Overlap: Any,
		Coders: []coding.Analyst{"ana", "ben"}, Categories: []string{"money"}, Transcripts: []*transcript.Transcript{tr},
		Outside:     []Outside{{Analyst: "ana", Codings: 2, Codes: []codebook.ID{"faith", "hope"}}, {Analyst: "ben"}},
		Unconfirmed: 1,
		Uncoded:     2,
		Short:       1,
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Table{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got.Marked(0, 0) != 1 || got.Marked(1, 0) != 0 {
		t.Errorf("ana marked %d units and ben %d", got.Marked(0, 0), got.Marked(1, 0))
	}
}

func TestAShortTurnThatSomebodyCodedStays(t *testing.T) {
	t.Parallel()
	tr := transcriptOf("i1", interview)
	ana := coderOf(t, "ana", "money assent", finished(t, tr, "assent: Mm-hm"))
	ben := coderOf(t, "ben", "money", finished(t, tr))
	for _, s := range []coding.Selection{{}, {Codes: []string{"money"}}} {
		got := Cut(Input{Picked: pick(t, s, []*transcript.Transcript{tr}, ana, ben), Categories: same("money")}, Turn, Any)
		if got.Len() != 4 || got.Short != 0 || got.Uncoded != 3 {
			t.Errorf("with codes %v there are %d units, %d short and %d uncoded", s.Codes, got.Len(), got.Short, got.Uncoded)
		}
	}
}

// A note of a word or two is a source like any other.
func TestAShortTranscriptStays(t *testing.T) {
	t.Parallel()
	tr := transcriptOf("i1", "P07: No comment.\n")
	picked := pick(t, coding.Selection{}, []*transcript.Transcript{tr}, coderOf(t, "ana", "", finished(t, tr)), coderOf(t, "ben", "", finished(t, tr)))
	for kind, want := range map[Kind][3]int{Turn: {0, 1, 0}, Paragraph: {0, 1, 0}, Transcript: {1, 0, 1}} {
		got := Cut(Input{Picked: picked}, kind, Any)
		if now := [3]int{got.Len(), got.Short, got.Uncoded}; now != want {
			t.Errorf("%s: units, short and uncoded are %v, want %v", kind, now, want)
		}
	}
}

func TestOnlyTheTurnsThatAreMeant(t *testing.T) {
	t.Parallel()
	tr := transcriptOf("i1", interview)
	ana := coderOf(t, "ana", "money", finished(t, tr, "money: thriving? … till"))
	ben := coderOf(t, "ben", "money", finished(t, tr, "money: thriving"))
	in := Input{
		Picked:     pick(t, coding.Selection{}, []*transcript.Transcript{tr}, ana, ben),
		Categories: same("money"),
		Means: func(t *transcript.Transcript, turn int) bool {
			return t.Speaker(turn).Role == transcript.Participant
		},
	}
	for kind, want := range map[Kind][]string{
		Turn:       {"When … dread. ana:money", "My … then."},
		Transcript: {"When … then. ana:money"},
	} {
		if diff := cmp.Diff(want, picture(Cut(in, kind, Any))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", kind, diff)
		}
	}
}

func TestCategoriesOfACrosswalk(t *testing.T) {
	t.Parallel()
	tr := transcriptOf("i1", interview)
	ana := coderOf(t, "ana", "coins money cash>money", finished(t, tr, "coins: thriving", "cash: sister"))
	ben := coderOf(t, "ben", "finances", finished(t, tr, "finances: coins"))
	walk, problems := crosswalk.Decode("c.toml", []byte("[[pair]]\nid = \"m\"\nleft = [\"coins\", \"cash\"]\nright = [\"finances\"]\nstatus = \"accepted\"\n"))
	if problems != nil {
		t.Fatal(problems)
	}
	picked := pick(t, coding.Selection{}, []*transcript.Transcript{tr}, ana, ben)
	got := Cut(Input{Picked: picked, Categories: FromCrosswalk(walk, "ana", "ben")}, Turn, Any)
	want := []string{"Were … thriving? ana:m", "When … dread. ben:m", "My … then. ana:m"}
	if diff := cmp.Diff(want, picture(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFromBook(t *testing.T) {
	t.Parallel()
	ana := coderOf(t, "ana", "money cash>money old>money,kin kin")
	var names []string
	for _, c := range FromBook(ana.Book, "ana", "ben") {
		names = append(names, c.Name)
		if !slices.Equal(c.Codes["ana"], c.Codes["ben"]) || string(c.Codes["ana"][0]) != c.Name {
			t.Errorf("%s means %v", c.Name, c.Codes)
		}
	}
	if diff := cmp.Diff([]string{"money", "old", "kin"}, names); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	for _, c := range []Cluster{ByTranscript, ByParticipant} {
		if got, err := ParseCluster(string(c)); got != c || err != nil {
			t.Errorf("%s is %q, %v", c, got, err)
		}
	}
	for _, k := range Kinds() {
		if got, err := ParseKind(string(k)); got != k || err != nil {
			t.Errorf("%s is %q, %v", k, got, err)
		}
	}
	for _, o := range []Overlap{Any, Half, Full} {
		if got, err := ParseOverlap(string(o)); got != o || err != nil {
			t.Errorf("%s is %q, %v", o, got, err)
		}
	}
	_, err := ParseKind("turns")
	if want := `no unit "turns"; did you mean turn?`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	_, err = ParseOverlap("0.9")
	if want := `no overlap "0.9"; there is any, half, full`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
