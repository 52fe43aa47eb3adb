package unit

import (
	"fmt"
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/analysis/agreement"
	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// each returns every character or word of what was said in a transcript, as spans
// of its body.
func each(t *transcript.Transcript, kind Kind) []transcript.Span {
	var out []transcript.Span
	for _, p := range t.Paragraphs {
		text := t.Text(p.Text)
		if kind == Word {
			for w := range transcript.Words(text) {
				out = append(out, transcript.Span{Start: p.Text.Start + w.Start, End: p.Text.Start + w.End})
			}
			continue
		}
		for i, r := range text {
			out = append(out, transcript.Span{Start: p.Text.Start + i, End: p.Text.Start + i + utf8.RuneLen(r)})
		}
	}
	return out
}

// Marks, sets and continua of characters and words say what looking at every one of
// them says.
func TestSmallUnitsOneByOne(t *testing.T) {
	t.Parallel()
	names := []string{"money", "kin"}
	ana, ben := coderOf(t, "ana", "money kin faith"), coderOf(t, "ben", "money kin faith")
	rapid.Check(t, func(t *rapid.T) {
		coders := []coding.Coder{ana, ben}
		var transcripts []*transcript.Transcript
		for i := range rapid.SampledFrom([]int{2, 6}).Draw(t, "transcripts") {
			tr := drawTranscript(t, transcript.ID(fmt.Sprintf("i%d", i)))
			transcripts = append(transcripts, tr)
			for j := range coders {
				w := drawWork(t, tr)
				for k := range w.Codings { // ends stand between characters
					now := &w.Codings[k].Now
					for now.Start > 0 && now.Start < len(tr.Body) && !utf8.RuneStart(tr.Body[now.Start]) {
						now.Start--
					}
					for now.End < len(tr.Body) && !utf8.RuneStart(tr.Body[now.End]) {
						now.End++
					}
				}
				coders[j].Work = append(coders[j].Work, w)
			}
		}
		picked, err := coding.Select(&coding.Corpus{Transcripts: transcripts, Coders: coders}, coding.Selection{})
		if err != nil {
			t.Fatal(err)
		}
		kind := rapid.SampledFrom([]Kind{Character, Word}).Draw(t, "kind")
		only := rapid.Bool().Draw(t, "only coded")
		got := Cut(Input{Picked: picked, Categories: same(names...), OnlyCoded: only}, kind, Half)

		put := func(coder, at int, s transcript.Span, codes ...codebook.ID) bool {
			return slices.ContainsFunc(coders[coder].Work[at].Codings, func(c coding.Placed) bool {
				return !c.Now.Empty() && c.Now.Overlaps(s) && (len(codes) == 0 || slices.Contains(codes, c.Code))
			})
		}
		type seen struct {
			transcript, turn int
			any              uint64
			masks            [2]uint64
		}
		var want []seen
		uncoded, turns := 0, 0
		for at, tr := range transcripts {
			last, lastTurn := -1, -1
			for _, s := range each(tr, kind) {
				one := seen{transcript: at}
				for coder := range coders {
					if put(coder, at, s) {
						one.any |= 1 << coder
					}
					for category, name := range names {
						if put(coder, at, s, codebook.ID(name)) {
							one.masks[category] |= 1 << coder
						}
					}
				}
				if one.any == 0 {
					if uncoded++; only {
						continue
					}
				}
				if turn := tr.Paragraphs[tr.ParagraphAt(s.Start)].Turn; at != last || turn != lastTurn {
					last, lastTurn = at, turn
					turns++
				}
				one.turn = turns - 1
				want = append(want, one)
			}
		}
		if got.Len() != len(want) || got.Uncoded != uncoded {
			t.Fatalf("%d units, %d of them uncoded; one by one %d and %d", got.Len(), got.Uncoded, len(want), uncoded)
		}
		held := map[int]int{} // transcripts with a unit, numbered
		for _, one := range want {
			if _, known := held[one.transcript]; !known {
				held[one.transcript] = len(held)
			}
		}
		g := got.Groups(ByTranscript)
		what := "turn"
		if len(held) >= FewestGroups {
			what = "transcript"
		}
		if g.What != what || got.Held() != len(held) {
			t.Fatalf("groups are by %s, of %d transcripts held", g.What, got.Held())
		}
		if what == "transcript" && g.N != len(held) {
			t.Fatalf("%d groups of %d transcripts that hold a unit", g.N, len(held))
		}
		sum := func(of func(seen) uint64) map[string]int {
			out := map[string]int{}
			for _, one := range want {
				group := held[one.transcript]
				if g.What == "turn" {
					group = one.turn
				}
				out[fmt.Sprint(group, of(one))]++
			}
			return out
		}
		check := func(what string, marks []agreement.Mark, of func(seen) uint64) {
			have := map[string]int{}
			for _, m := range marks {
				have[fmt.Sprint(m.Group, m.Mask)] += m.N
			}
			if diff := cmp.Diff(sum(of), have); diff != "" {
				t.Fatalf("%s (-one by one +table):\n%s", what, diff)
			}
		}
		check("any code", got.AnyMarks(g), func(s seen) uint64 { return s.any })
		for category, name := range names {
			check(name, got.Marks(category, g), func(s seen) uint64 { return s.masks[category] })
		}
		sets, wantSets := map[string]int{}, map[string]int{}
		rows, marked := got.SetRows(g)
		for i, row := range rows {
			sets[fmt.Sprint(row.Group, row.Sets)] += row.N
			if marked[i] {
				sets[fmt.Sprint("marked by all ", row.Group, row.Sets)] += row.N
			}
		}
		for _, row := range got.MarkedSetRows(g) {
			sets[fmt.Sprint("all marked ", row.Group, row.Sets)] += row.N
		}
		for _, one := range want {
			group := held[one.transcript]
			if g.What == "turn" {
				group = one.turn
			}
			has := make([][]int, 2)
			for category, mask := range one.masks {
				for coder := range has {
					if mask>>coder&1 == 1 {
						has[coder] = append(has[coder], category)
					}
				}
			}
			wantSets[fmt.Sprint(group, has)]++
			if one.any == 3 {
				wantSets[fmt.Sprint("all marked ", group, has)]++
				wantSets[fmt.Sprint("marked by all ", group, has)]++
			}
		}
		if diff := cmp.Diff(wantSets, sets); diff != "" {
			t.Fatalf("sets (-one by one +table):\n%s", diff)
		}
		if kind == Character && !only {
			for group, c := range got.Continua(ByTranscript) {
				i := slices.IndexFunc(transcripts, func(t *transcript.Transcript) bool {
					at, there := held[slices.Index(transcripts, t)]
					return there && at == group
				})
				if c.Length != len(each(transcripts[i], kind)) {
					t.Fatalf("continuum %d is %d long", i, c.Length)
				}
				for j, s := range c.Segments {
					if j > 0 && c.Segments[j-1].Coder == s.Coder && c.Segments[j-1].Category == s.Category && c.Segments[j-1].End >= s.Start {
						t.Fatalf("%+v and %+v are not one", c.Segments[j-1], s)
					}
					for at, char := range each(transcripts[i], kind) {
						inside := s.Start <= at && at < s.End
						if inside && !put(s.Coder, i, char, codebook.ID(names[s.Category])) {
							t.Fatalf("%+v holds character %d", s, at)
						}
					}
				}
			}
		}
	})
}

// One participant speaks in two interviews, another in one; interviewers are nobody.
func TestParticipantsAreUnits(t *testing.T) {
	t.Parallel()
	spoken := func(id transcript.ID, label, who, body string) *transcript.Transcript {
		return transcript.New(id, transcript.Meta{Speakers: []transcript.Speaker{
			{Label: "Int", Role: transcript.Interviewer}, {Label: label, Case: who, Role: transcript.Participant},
		}}, body)
	}
	one := spoken("i1", "Rosa", "p1", "Int: How are the coins?\n\nRosa: Coins are few here now.\n")
	two := spoken("i2", "R.", "p1", "R.: My sister counts.\n\nInt: Coins?\n")
	three := spoken("i3", "Otto", "", "Otto: Nothing.\n")
	ana := coderOf(t, "ana", "money kin", finished(t, one, "money: Coins are few", "kin: How"), finished(t, two, "kin: sister"), finished(t, three))
	ben := coderOf(t, "ben", "money kin", finished(t, one, "money: coins?"), finished(t, two, "kin: My sister counts"), finished(t, three))
	in := Input{Picked: pick(t, coding.Selection{}, []*transcript.Transcript{one, two, three}, ana, ben), Categories: same("money", "kin")}
	got := Cut(in, Participant, Any)
	if got.Len() != 2 || got.Uncoded != 1 || got.Unit(0).Voice != (coding.Voice{Case: "p1"}) || got.Unit(1).Voice != (coding.Voice{Transcript: "i3", Label: "Otto"}) {
		t.Fatalf("%d units, %d uncoded: %+v", got.Len(), got.Uncoded, got.units)
	}
	g := got.Groups(ByTranscript)
	if g.N != 2 || g.What != "participant" {
		t.Errorf("groups are %+v", g)
	}
	for category, want := range map[int][]agreement.Mark{
		0: {{Group: 0, Mask: 1, N: 1}, {Group: 1, Mask: 0, N: 1}},
		1: {{Group: 0, Mask: 3, N: 1}, {Group: 1, Mask: 0, N: 1}},
	} {
		if diff := cmp.Diff(want, got.Marks(category, g)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", got.Categories[category], diff)
		}
	}
	// p1 says eight words, of which ana put money on three and ben kin on three.
	if half := Cut(in, Participant, Half); half.Marked(0, 0)+half.Marked(1, 1) != 0 {
		t.Error("three words of eight are half")
	}
	in.OnlyCoded = true
	if only := Cut(in, Participant, Any); only.Len() != 1 || only.Uncoded != 1 {
		t.Errorf("%d units, %d uncoded", only.Len(), only.Uncoded)
	}
}

func TestOnlyCoded(t *testing.T) {
	t.Parallel()
	tr := transcriptOf("i1", interview)
	ana := coderOf(t, "ana", "money", finished(t, tr, "money: coins"))
	ben := coderOf(t, "ben", "money", finished(t, tr))
	got := Cut(Input{Picked: pick(t, coding.Selection{}, []*transcript.Transcript{tr}, ana, ben), Categories: same("money"), OnlyCoded: true}, Turn, Any)
	if diff := cmp.Diff([]string{"When … dread. ana:money"}, picture(got)); diff != "" || got.Uncoded != 2 {
		t.Errorf("%d uncoded (-want +got):\n%s", got.Uncoded, diff)
	}
}

// Transcripts of one participant are drawn together.
func TestGroupsByParticipant(t *testing.T) {
	t.Parallel()
	var transcripts []*transcript.Transcript
	var a, b []coding.Work
	for i, who := range []string{"p1", "p2", "p1", "p3", "p4", "p5"} {
		tr := transcript.New(transcript.ID(fmt.Sprintf("i%d", i)), transcript.Meta{Speakers: []transcript.Speaker{{Label: "R", Case: who}}}, "R: One two three four.\n")
		transcripts = append(transcripts, tr)
		a, b = append(a, finished(t, tr, "money: One")), append(b, finished(t, tr))
	}
	got := Cut(Input{Picked: pick(t, coding.Selection{}, transcripts, coderOf(t, "ana", "money", a...), coderOf(t, "ben", "money", b...)), Categories: same("money")}, Turn, Any)
	g := got.Groups(ByParticipant)
	if diff := cmp.Diff([]agreement.Mark{{Group: 0, Mask: 1, N: 2}, {Group: 1, Mask: 1, N: 1}, {Group: 2, Mask: 1, N: 1}, {Group: 3, Mask: 1, N: 1}, {Group: 4, Mask: 1, N: 1}}, got.Marks(0, g)); diff != "" || g.What != "participant" {
		t.Errorf("by %s (-want +got):\n%s", g.What, diff)
	}
	if by := got.Groups(ByTranscript); by.N != 6 || by.What != "transcript" {
		t.Errorf("groups are %+v", by)
	}
	small := Cut(Input{Picked: pick(t, coding.Selection{}, transcripts, coderOf(t, "ana", "money", a...), coderOf(t, "ben", "money", b...)), Categories: same("money")}, Character, Any)
	if c := small.Continua(ByParticipant); len(c) != 5 || c[0].Length != 2*19 || c[0].Segments[1] != (agreement.Segment{Start: 19, End: 22}) {
		t.Errorf("continua are %+v", c)
	}
}

// Every place of a continuum stands in the transcript that it came from, those of one
// participant behind one another; a transcript without text is in none.
func TestAt(t *testing.T) {
	t.Parallel()
	var transcripts []*transcript.Transcript
	var a []coding.Work
	for i, body := range []string{"R: One.\n", "", "R: Three four.\n", "R: Five.\n"} {
		who := []string{"p1", "p2", "p3", "p1"}[i]
		tr := transcript.New(transcript.ID(fmt.Sprintf("i%d", i)), transcript.Meta{Speakers: []transcript.Speaker{{Label: "R", Case: who}}}, body)
		transcripts, a = append(transcripts, tr), append(a, finished(t, tr))
	}
	got := Cut(Input{Picked: pick(t, coding.Selection{}, transcripts, coderOf(t, "ana", "money", a...), coderOf(t, "ben", "money", a...))}, Character, Any)
	for _, tt := range []struct {
		by            Cluster
		continuum, at int
		want          transcript.ID
	}{
		{ByTranscript, 0, 3, "i0"}, {ByTranscript, 1, 0, "i2"}, {ByTranscript, 2, 4, "i3"},
		{ByParticipant, 0, 3, "i0"}, {ByParticipant, 0, 4, "i3"}, {ByParticipant, 1, 10, "i2"},
	} {
		if tr := got.At(tt.by, tt.continuum, tt.at); tr.ID != tt.want {
			t.Errorf("by %s, %d of continuum %d is in %s, want %s", tt.by, tt.at, tt.continuum, tr.ID, tt.want)
		}
	}
	if got.Held() != 3 || len(got.Continua(ByTranscript)) != 3 {
		t.Errorf("%d transcripts held, %d continua", got.Held(), len(got.Continua(ByTranscript)))
	}
}

func TestAbove(t *testing.T) {
	t.Parallel()
	book, problems := codebook.Decode("b.toml", []byte("[[code]]\nid=\"money\"\n[[code]]\nid=\"rent\"\nparent=\"money\"\n[[code]]\nid=\"kin\"\n"))
	if problems != nil {
		t.Fatal(problems)
	}
	books := map[coding.Analyst]*codebook.Book{"ana": book, "ben": book}
	got := Above(FromBook(book, "ana", "ben"), books)
	want := []Category{
		{Name: "money", Codes: map[coding.Analyst][]codebook.ID{"ana": {"money", "rent"}, "ben": {"money", "rent"}}},
		{Name: "kin", Codes: map[coding.Analyst][]codebook.ID{"ana": {"kin"}, "ben": {"kin"}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestJoined(t *testing.T) {
	t.Parallel()
	pair := func(name string, left, right codebook.ID) crosswalk.Category {
		return crosswalk.Category{Name: name, Left: []codebook.ID{left}, Right: []codebook.ID{right}}
	}
	whole, partial := Joined([]coding.Analyst{"ana", "ben", "cy"}, []Pairing{
		{"ana", "ben", []crosswalk.Category{pair("money", "rent", "bills"), pair("kin", "kin", "family"), pair("late", "late", "time")}},
		{"ana", "cy", []crosswalk.Category{pair("home", "kin", "home")}},
		{"ben", "cy", []crosswalk.Category{pair("costs", "bills", "costs"), pair("two", "time", "home")}},
	})
	want := []Category{
		{Name: "money", Codes: map[coding.Analyst][]codebook.ID{"ana": {"rent"}, "ben": {"bills"}, "cy": {"costs"}}},
		{Name: "kin", Codes: map[coding.Analyst][]codebook.ID{"ana": {"kin", "late"}, "ben": {"family", "time"}, "cy": {"home"}}},
	}
	if diff := cmp.Diff(want, whole); diff != "" || partial != nil {
		t.Errorf("partial are %v (-want +got):\n%s", partial, diff)
	}
	whole, partial = Joined([]coding.Analyst{"ana", "ben", "cy"}, []Pairing{{"ana", "ben", []crosswalk.Category{pair("money", "rent", "bills")}}})
	if len(whole) != 0 || len(partial) != 1 || partial[0].Name != "money" {
		t.Errorf("whole %v, partial %v", whole, partial)
	}
}
