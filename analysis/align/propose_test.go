package align

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"grounded/analysis/assignment"
	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/coding"
)

const household = `P07: The rent was late and I was on the phone to him.

P07: The bills came in red, all three on one mat.

P07: I count what is in the jar, and the jar counts me.

P07: My mother sings when the stove is lit.

P07: The rent went up, and the bills with it.

P07: She sings, and the whole stair can hear it.
`

// written is a coder with a book as it is written and codings on a transcript.
func written(t *testing.T, analyst coding.Analyst, book string, tr *transcript.Transcript, codings ...string) Side {
	t.Helper()
	b, problems := codebook.Decode("book.toml", []byte(book))
	if err := problem.Fatal(problems); err != nil {
		t.Fatal(err)
	}
	w := workOn(t, tr, codings...)
	w.Finished = time.Unix(1, 0)
	corpus := &coding.Corpus{Transcripts: []*transcript.Transcript{tr}, Coders: []coding.Coder{{Analyst: analyst, Book: b, Work: []coding.Work{w}}}}
	picked, err := coding.Select(corpus, coding.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	side := SideOf(picked, picked.Coders[0])
	side.Coder = picked.Coders[0]
	return side
}

func entry(id, name, rest string) string {
	return fmt.Sprintf("[[code]]\nid = %q\nname = %q\n%s\n", id, name, rest)
}

// household has "money" of ana as "rent" and "bills" of ben, a song that both
// have, and a code that each has alone.
func householdSides(t *testing.T) (left, right Side) {
	t.Helper()
	tr := transcriptOf("i1", household)
	left = written(t, "ana", entry("money", "Money", "")+entry("song", "Song", "")+entry("jar", "Jar", ""), tr,
		"money: The rent was late … to him.", "money: The bills came … mat.", "money: The rent went up, and the bills with it.",
		"song: My mother sings", "song: She sings", "jar: I count")
	right = written(t, "ben", entry("rent", "Rent", "")+entry("bills", "Bills", "")+entry("singing", "Singing", "")+entry("hope", "Hope", ""), tr,
		"rent: The rent was late … to him.", "rent: The rent went up", "bills: The bills came … mat.", "bills: the bills with it",
		"singing: My mother sings when", "singing: She sings, and")
	return left, right
}

func proposed(t *testing.T, left, right Side, decided ...crosswalk.Pair) (pairs, alone []string) {
	t.Helper()
	p := Gather(left, right).Match(left, right, plain).Propose(decided)
	for _, q := range p.Pairs {
		pairs = append(pairs, fmt.Sprintf("%s %s %s", strings.Join(texts(q.Left), "+"), q.Relation, strings.Join(texts(q.Right), "+")))
	}
	for _, l := range p.Alone {
		alone = append(alone, fmt.Sprintf("%s:%s %d", l.Analyst, l.Code.ID, l.Characters))
	}
	return pairs, alone
}

func TestYourMoneyIsMyRentAndBills(t *testing.T) {
	t.Parallel()
	left, right := householdSides(t)
	pairs, alone := proposed(t, left, right)
	if diff := cmp.Diff([]string{"money same bills+rent", "song same singing"}, pairs); diff != "" {
		t.Errorf("pairs (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"ana:jar 7", "ben:hope 0"}, alone); diff != "" {
		t.Errorf("alone (-want +got):\n%s", diff)
	}
	pairs, _ = proposed(t, right, left)
	if diff := cmp.Diff([]string{"bills+rent same money", "singing same song"}, pairs); diff != "" {
		t.Errorf("swapped (-want +got):\n%s", diff)
	}
}

func TestWhatWasDecidedIsNotProposedAgain(t *testing.T) {
	t.Parallel()
	left, right := householdSides(t)
	ids := func(s ...codebook.ID) []codebook.ID { return s }
	for _, tt := range []struct {
		name         string
		pair         crosswalk.Pair
		pairs, alone []string
	}{
		{
			"a rejected split leaves its best part",
			crosswalk.Pair{Left: ids("money"), Right: ids("rent", "bills"), Relation: crosswalk.Same, Status: crosswalk.Rejected},
			[]string{"song same singing", "money same rent", "money broader bills"},
			[]string{"ana:jar 7", "ben:hope 0"},
		},
		{
			"a rejected pair leaves both without a partner",
			crosswalk.Pair{Left: ids("song"), Right: ids("singing"), Relation: crosswalk.Same, Status: crosswalk.Rejected},
			[]string{"money same bills+rent"},
			[]string{"ana:song 24", "ana:jar 7", "ben:singing 34", "ben:hope 0"},
		},
		{
			"codes accepted as the same have a partner",
			crosswalk.Pair{Left: ids("song"), Right: ids("hope"), Relation: crosswalk.Same, Status: crosswalk.Accepted},
			[]string{"money same bills+rent", "song narrower singing"},
			[]string{"ana:jar 7"},
		},
		{
			"codes accepted otherwise may still have one",
			crosswalk.Pair{Left: ids("jar"), Right: ids("singing"), Relation: crosswalk.Overlaps, Status: crosswalk.Accepted},
			[]string{"money same bills+rent", "song same singing"},
			[]string{"ben:hope 0"},
		},
		{
			"of codes that are gone nothing follows",
			crosswalk.Pair{Left: ids("song", "gone"), Right: ids("lost"), Relation: crosswalk.Overlaps, Status: crosswalk.Rejected},
			[]string{"money same bills+rent", "song same singing"},
			[]string{"ana:jar 7", "ben:hope 0"},
		},
	} {
		pairs, alone := proposed(t, left, right, tt.pair)
		if diff := cmp.Diff(tt.pairs, pairs); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if diff := cmp.Diff(tt.alone, alone); diff != "" {
			t.Errorf("%s: alone (-want +got):\n%s", tt.name, diff)
		}
	}
}

// One further code that lies within another does not make it a split: it has to
// bring text into common.
func TestAPartThatAddsLittleIsNotJoined(t *testing.T) {
	t.Parallel()
	tr := transcriptOf("i1", household)
	left := written(t, "ana", entry("money", "Money", ""), tr,
		"money: The rent was late … to him.", "money: The bills came … mat.", "money: The rent went up, and the bills with it.")
	right := written(t, "ben", entry("rent", "Rent", "")+entry("bills", "Bills", "")+entry("late", "Late", ""), tr,
		"rent: The rent was late … to him.", "rent: The rent went up", "bills: The bills came … mat.", "bills: the bills with it", "late: late")
	pairs, _ := proposed(t, left, right)
	if diff := cmp.Diff([]string{"money same bills+rent"}, pairs); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Two pairs that are hardly worth a look do not outweigh one that is good.
func TestAGoodPairIsNotPartedForTwoPoorOnes(t *testing.T) {
	t.Parallel()
	d := &draft{
		Matching: &Matching{scores: [][]float64{{.42, .16}, {.4, .1}}},
		weight:   [][]int64{{weigh(.42), weigh(.16)}, {weigh(.4), weigh(.1)}},
		has:      [2][]float64{{0, 0}, {0, 0}},
	}
	if got := assignment.Best(d.worth()); !slices.Equal(got, []int{0, -1}) {
		t.Errorf("got %v", got)
	}
}

func TestTiesAreSettledWhicheverIsLeft(t *testing.T) {
	t.Parallel()
	ids := []codebook.ID{"a", "b", "c", "d", "e"}
	seen := map[int64]bool{}
	for i, a := range ids {
		for _, b := range ids[:i] {
			if tie(a, b) != tie(b, a) || tie(a, b) >= tie(a, a) {
				t.Errorf("%s and %s make %d, %s and %s %d, and %s twice %d", a, b, tie(a, b), b, a, tie(b, a), a, tie(a, a))
			}
			seen[tie(a, b)] = true
		}
	}
	if len(seen) != 10 {
		t.Errorf("10 pairs make %d numbers", len(seen))
	}
}

func TestOfCodesAlikeThoseOfOneIdPair(t *testing.T) {
	t.Parallel()
	tr := transcriptOf("i1", household)
	left := written(t, "ana", entry("a", "Same", "")+entry("b", "Same", ""), tr)
	right := written(t, "ben", entry("b", "Same", "")+entry("c", "Same", ""), tr)
	pairs, _ := proposed(t, left, right)
	if diff := cmp.Diff([]string{"a same c", "b same b"}, pairs); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Each of two codes of one id could be made up by the other and one more.
func TestOfMirroredSplitsNeitherIsProposed(t *testing.T) {
	t.Parallel()
	tr := transcriptOf("i1", "P07: rent\n\nInterviewer: Yes?\n\nP07: cold\n\nInterviewer: Yes?\n\nP07: care\n\nInterviewer: Yes?\n\nP07: hope\n")
	left := written(t, "ana", entry("a", "W", "")+entry("b", "X", ""), tr, "a: rent", "a: cold", "a: hope", "b: care")
	right := written(t, "ben", entry("a", "Y", "")+entry("b", "Z", ""), tr, "a: rent", "a: care", "a: hope", "b: cold")
	for _, sides := range [][2]Side{{left, right}, {right, left}} {
		pairs, _ := proposed(t, sides[0], sides[1])
		if diff := cmp.Diff([]string{"a broader b", "b narrower a"}, pairs); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestTheSameCodeOnTheSamePassageSpeaksOnce(t *testing.T) {
	t.Parallel()
	tr := transcriptOf("i1", household)
	words := func(codings ...string) Likeness {
		left := written(t, "ana", entry("a", "A", ""), tr, codings...)
		right := written(t, "ben", entry("p", "P", ""), tr, "p: The rent was late", "p: mother sings", "p: the jar counts")
		return Gather(left, right).Match(left, right, plain).Judge([]codebook.ID{"a"}, []codebook.ID{"p"}).Words
	}
	if once, twice := words("a: rent", "a: sings when"), words("a: rent", "a: sings when", "a: rent"); once != twice || once.Value == 0 {
		t.Errorf("once %v and twice %v", once, twice)
	}
}

// Where no text is marked, what is said of codes decides; where much is, it has
// little to say.
func TestScore(t *testing.T) {
	t.Parallel()
	equal := Meaning{Names: alike(1), Definitions: alike(1)}
	for _, tt := range []struct {
		shares  Shares
		meaning Meaning
		turns   int
		want    float64
	}{
		{Shares{}, equal, 0, 1},
		{Shares{}, equal, 3, .6},
		{Shares{}, equal, 1_000_000, .2},
		{Shares{Jaccard: 1, JaccardTurns: 1}, Meaning{Names: alike(0)}, 3, .4},
		{Shares{Jaccard: 0, JaccardTurns: 1}, Meaning{Names: alike(0)}, 3, .2},
		{Shares{Jaccard: 1, JaccardTurns: 1}, equal, 7, 1},
	} {
		if got := score(tt.shares, tt.meaning, tt.turns); math.Abs(got-tt.want) > 1e-5 {
			t.Errorf("%+v, %+v on %d turns score %v, want %v", tt.shares, tt.meaning, tt.turns, got, tt.want)
		}
	}
}

func TestMeaningWeighsWhatIsKnown(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		meaning Meaning
		want    float64
	}{
		{Meaning{}, 0},
		{Meaning{Names: alike(.5)}, .5},
		{Meaning{Names: alike(1), Definitions: alike(0)}, .75},
		{Meaning{Names: alike(1), Definitions: alike(0), Words: alike(.5)}, .75},
		{Meaning{Names: alike(1), Place: alike(0)}, (1/1.5 + 1) / 2},
		{Meaning{Names: alike(0), Place: alike(1)}, (.5 / 1.5) / 2},
	} {
		if got := tt.meaning.value(); math.Abs(got-tt.want) > 1e-12 {
			t.Errorf("%+v is %v, want %v", tt.meaning, got, tt.want)
		}
	}
}

func TestNamesDefinitionsAndPlaceAlone(t *testing.T) {
	t.Parallel()
	tr := transcriptOf("i1", household)
	left := written(t, "ana", entry("a", "Keeping count", `definition = "Sums done in the head at the till"`)+
		entry("b", "Kin", "")+entry("c", "Sister", `parent = "b"`)+entry("d", "…", "")+entry("e", "Dignity", `kind = "analytical"`), tr)
	right := written(t, "ben", entry("p", "Adding up", `definition = "sums in the head, done before the till"`)+
		entry("q", "Relatives", "")+entry("r", "Sister", `parent = "q"`)+entry("s", "…", "")+entry("t", "Dignity", ""), tr)
	m := Gather(left, right).Match(left, right, plain)
	of := func(l, r codebook.ID) Proposal { return m.Judge([]codebook.ID{l}, []codebook.ID{r}) }
	if got := of("a", "p"); got.Names != alike(0) || got.Definitions.Value < .5 || got.Words.Known || got.Place.Known || got.Turns != 0 {
		t.Errorf("definitions alone: %+v", got)
	}
	if got := of("c", "r"); got.Names != alike(1) || got.Definitions.Known || got.Place != alike(0) || got.Relation != crosswalk.Same {
		t.Errorf("names alone, under parents that have nothing in common: %+v", got)
	}
	if got := of("b", "q"); got.Names != alike(0) || !got.Place.Known || got.Place.Value != 1 {
		t.Errorf("what stands below is alike: %+v", got)
	}
	if got := of("d", "s"); got.Names != alike(1) {
		t.Errorf("names without letters: %+v", got)
	}
	if got := of("e", "t"); got.Place != alike(0) || got.Names != alike(1) {
		t.Errorf("of two kinds: %+v", got)
	}
	if got := of("gone", "t"); got.Score != 0 || len(got.Left) != 0 {
		t.Errorf("a code of no book: %+v", got)
	}
	pairs, _ := proposed(t, left, right)
	want := []string{"d same s", "c same r", "e same t", "a overlaps p", "b overlaps q"}
	if diff := cmp.Diff(want, pairs); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestHold(t *testing.T) {
	t.Parallel()
	ten := []transcript.ID{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}
	for _, tt := range []struct {
		of    int
		share float64
		want  int
	}{{0, .5, 0}, {1, .5, 0}, {2, .01, 1}, {2, .99, 1}, {10, .2, 2}, {10, .25, 3}, {10, .99, 9}} {
		got := Hold(ten[:tt.of], tt.share, rand.New(rand.NewPCG(1, 0)))
		if len(got) != tt.want || !slices.IsSorted(got) {
			t.Errorf("%v of %d holds %v, want %d", tt.share, tt.of, got, tt.want)
		}
	}
	drawn := map[string]bool{}
	for seed := range uint64(50) {
		one := Hold(ten, .2, rand.New(rand.NewPCG(seed, 0)))
		if !slices.Equal(one, Hold(ten, .2, rand.New(rand.NewPCG(seed, 0)))) {
			t.Errorf("seed %d draws two ways", seed)
		}
		drawn[fmt.Sprint(one)] = true
	}
	if len(drawn) < 20 {
		t.Errorf("50 seeds draw %d ways", len(drawn))
	}
}

func TestQuotationsPreferWhatBothMark(t *testing.T) {
	t.Parallel()
	tr := transcriptOf("i1", household)
	left := written(t, "ana", entry("a", "A", ""), tr, "a: all three", "a: the jar counts", "a: mother sings", "a: I count what is in the jar")
	right := written(t, "ben", entry("p", "P", ""), tr, "p: sings when the stove", "p: is in")
	m := Gather(left, right).Match(left, right, plain)
	var got []string
	for _, q := range m.Quotations(left, right, false, []codebook.ID{"a"}, []codebook.ID{"p"}, 3) {
		got = append(got, tr.Text(q.Now)+" / "+tr.Text(q.Shared))
	}
	want := []string{"I count what is in the jar / is in", "mother sings / sings", "the jar counts / "}
	slices.Sort(got[:2])
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLongQuotationsAreCutAtWords(t *testing.T) {
	t.Parallel()
	body := "P07: " + strings.Repeat("été ", 100) + "here it is " + strings.Repeat("été ", 100) + "\n"
	tr := transcriptOf("i1", body)
	whole := tr.Paragraphs[0].Text
	at := strings.Index(body, "here")
	q := Quotation{Row: coding.Row{Placed: &coding.Placed{Now: whole}, Transcript: tr}}
	if got := q.words(); !strings.HasPrefix(got, "“été été") || !strings.HasSuffix(got, "été …”") || len(got) > most+12 {
		t.Errorf("without a shared part: %q", got)
	}
	q.Shared = transcript.Span{Start: at, End: at + 10}
	if got := q.words(); !strings.HasPrefix(got, "“… été") || !strings.Contains(got, "here it is") || !strings.HasSuffix(got, "été …”") || len(got) > most+12 {
		t.Errorf("with one: %q", got)
	}
	unbroken := transcriptOf("i1", "P07: "+strings.Repeat("é", 500)+"\n")
	q = Quotation{Row: coding.Row{Placed: &coding.Placed{Now: unbroken.Paragraphs[0].Text}, Transcript: unbroken}}
	if got := q.words(); got != "“"+strings.Repeat("é", 500)+"”" {
		t.Errorf("without a blank: %q", got)
	}
}

func TestProposalsAreShown(t *testing.T) {
	t.Parallel()
	left, right := householdSides(t)
	m := Gather(left, right).Match(left, right, plain)
	p := m.Propose(nil)
	r := p.Report([]string{"one", "two"})
	if err := r.Check(); err != nil {
		t.Error(err)
	}
	row := r.Table.Rows[0]
	if diff := cmp.Diff([]any{"one", []string{"money"}, []string{"bills", "rent"}, "same", "Money", "= Bills + Rent"}, row[:6]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if row[r.Table.Index("definitions")] != nil || row[r.Table.Index("names")] != 0. {
		t.Errorf("what is not known is shown: %v", row)
	}
	for _, report := range []interface{ Check() error }{p.Lone(), m.Card(left, right, []codebook.ID{"money", "gone"}, []codebook.ID{"rent"}, crosswalk.Broader)} {
		if err := report.Check(); err != nil {
			t.Error(err)
		}
	}
	nothing := Side{Coder: &coding.Coder{Analyst: "ana", Book: new(codebook.Book)}}
	empty := Gather(nothing, nothing).Match(nothing, nothing, plain).Propose(nil)
	if r := empty.Report(nil); r.Check() != nil || len(r.Table.Rows) > 0 {
		t.Errorf("nothing proposes %v", r.Table.Rows)
	}
}

// BenchmarkPropose1000 is two books of n codes with definitions, each code on ten
// passages.
func BenchmarkPropose1000(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	p := &plant{random: random}
	for range 3000 {
		p.words = append(p.words, p.word())
	}
	tr := transcriptOf("i1", strings.Repeat("P07: "+strings.Join(p.some(p.words, 40), " ")+"\n\nInterviewer: Yes?\n\n", 3000))
	var sides [2]Side
	for side := range sides {
		var book strings.Builder
		for n := range 1000 {
			book.WriteString(entry(fmt.Sprintf("c%d", n), strings.Join(p.some(p.words, 2), " "), fmt.Sprintf("definition = %q", strings.Join(p.some(p.words, 15), " "))))
		}
		decoded, _ := codebook.Decode("book.toml", []byte(book.String()))
		coder := &coding.Coder{Analyst: coding.Analyst(fmt.Sprint(side)), Book: decoded}
		w := coding.Work{Transcript: tr.ID, Finished: time.Unix(1, 0)}
		for range 10_000 {
			start := random.IntN(len(tr.Body) - 400)
			w.Codings = append(w.Codings, coding.Placed{Now: transcript.Span{Start: start, End: start + 20 + random.IntN(200)}})
		}
		slices.SortFunc(w.Codings, func(a, b coding.Placed) int { return a.Now.Start - b.Now.Start })
		coder.Work = []coding.Work{w}
		sides[side].Coder = coder
		for j := range w.Codings {
			sides[side].Rows = append(sides[side].Rows, coding.Row{
				Placed: &w.Codings[j], Coder: coder, Transcript: tr, Entry: &decoded.Codes[random.IntN(1000)],
			})
		}
	}
	for b.Loop() {
		Gather(sides[0], sides[1]).Match(sides[0], sides[1], plain).Propose(nil)
	}
}
