package disagreement

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/analysis/unit"
	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/transcript"
	"grounded/transcript/coding"
)

const interview = `Int: What came first?

P07: The rent came first, then food and bills. My sister helped me through.

Int: And then?

P07: Shoes, a coat, nothing else.
`

func talk(id transcript.ID) *transcript.Transcript {
	return transcript.New(id, transcript.Meta{Speakers: []transcript.Speaker{{Label: "Int"}, {Label: "P07"}}}, interview)
}

func bookOf(t *testing.T, codes string) *codebook.Book {
	t.Helper()
	var src strings.Builder
	for _, id := range strings.Fields(codes) {
		fmt.Fprintf(&src, "[[code]]\nid = %q\n", id)
	}
	book, problems := codebook.Decode("b.toml", []byte(src.String()))
	if problems != nil {
		t.Fatal(problems)
	}
	return book
}

// coder is somebody who put codes on words: "rent: The rent".
func coder(t *testing.T, name coding.Analyst, codes string, tr *transcript.Transcript, put ...string) coding.Coder {
	t.Helper()
	w := coding.Work{Transcript: tr.ID, Finished: time.Unix(1, 0)}
	for i, what := range put {
		code, words, _ := strings.Cut(what, ": ")
		start := strings.Index(tr.Body, words)
		if start < 0 {
			t.Fatalf("no %q", words)
		}
		c := coding.Make(tr, transcript.Span{Start: start, End: start + len(words)}, codebook.ID(code), fmt.Sprintf("%s%d", name, i), time.Time{})
		w.Codings = append(w.Codings, coding.Placed{Coding: c, Now: c.Span})
	}
	slices.SortFunc(w.Codings, func(a, b coding.Placed) int { return a.Now.Start - b.Now.Start })
	return coding.Coder{Analyst: name, Book: bookOf(t, codes), Work: []coding.Work{w}}
}

func find(t *testing.T, related []crosswalk.Pair, ts []*transcript.Transcript, coders ...coding.Coder) Finding {
	t.Helper()
	picked, err := coding.Select(&coding.Corpus{Transcripts: ts, Coders: coders}, coding.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	return Find(Input{Picked: picked, Related: related, Categories: []unit.Category{
		{Name: "money", Codes: map[coding.Analyst][]codebook.ID{"ana": {"rent"}, "ben": {"bills"}}},
		{Name: "kin", Codes: map[coding.Analyst][]codebook.ID{"ana": {"kin"}, "ben": {"family"}}},
	}})
}

func picture(items []Item) []string {
	var out []string
	for _, item := range items {
		line := string(item.Kind)
		for _, rows := range [][]coding.Row{item.Left, item.Right} {
			line += " |"
			for _, r := range rows {
				line += fmt.Sprintf(" %s:%s", r.Entry.ID, r.Transcript.Text(r.Now))
			}
			if len(rows) == 0 && len(item.Beside) > 0 {
				line += " beside " + string(item.Beside[0].Entry.ID)
			}
		}
		out = append(out, fmt.Sprintf("%s = %d", line, item.Words))
	}
	return out
}

func TestFind(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		ana, ben []string
		want     []string
		agreed   int
	}{
		{"the same words", []string{"rent: The rent"}, []string{"bills: The rent"}, nil, 1},
		{"the same but for a full stop", []string{"kin: helped me through"}, []string{"family: helped me through."}, nil, 1},
		{"other ends", []string{"rent: The rent came"}, []string{"bills: rent came first"}, []string{"boundary | rent:The rent came | bills:rent came first = 2"}, 0},
		{"many small", []string{"rent: The rent came first, then food and bills"}, []string{"bills: The rent", "bills: bills"},
			[]string{"split | rent:The rent came first, then food and bills | bills:The rent bills:bills = 5"}, 0},
		{"one alone", []string{"rent: The rent", "kin: My sister"}, []string{"family: My sister"}, []string{"one | rent:The rent | = 2"}, 1},
		{"different", []string{"rent: The rent came first"}, []string{"family: rent came"}, []string{"different | rent:The rent came first | family:rent came = 2"}, 0},
		{"related", []string{"rent: The rent"}, []string{"costs: rent"}, []string{"related | rent:The rent | costs:rent = 1"}, 0},
		{"several within one that is broader", []string{"rent: The rent", "rent: then food"}, []string{"costs: The rent came first, then food"}, []string{"related | rent:The rent rent:then food | costs:The rent came first, then food = 4"}, 0},
		{"one more beside what agrees", []string{"rent: The rent", "hope: The rent"}, []string{"bills: The rent"}, []string{"lone | hope:The rent | beside bills = 2"}, 1},
		{"without partner", []string{"hope: Shoes"}, nil, []string{"lone | hope:Shoes | = 1"}, 0},
		{"what is most alike is paired", []string{"rent: The rent came first", "hope: then food"}, []string{"family: The rent came first, then food", "fear: food and"},
			[]string{"different | rent:The rent came first | family:The rent came first, then food = 4", "different | hope:then food | fear:food and = 1"}, 0},
		{"an agreement and more on the same words", []string{"rent: The rent", "kin: The rent"}, []string{"bills: The rent"}, []string{"one | kin:The rent | beside bills = 2"}, 1},
		{"those that say most first", []string{"hope: Shoes", "rent: The rent came", "kin: food"}, []string{"bills: The rent", "bills: food", "family: coat"},
			[]string{"different | kin:food | bills:food = 1", "one | | family:coat = 1", "boundary | rent:The rent came | bills:The rent = 1", "lone | hope:Shoes | = 1"}, 0},
	} {
		tr := talk("i1")
		related := []crosswalk.Pair{{Left: []codebook.ID{"rent"}, Right: []codebook.ID{"costs"}, Relation: crosswalk.Narrower}}
		f := find(t, related, []*transcript.Transcript{tr}, coder(t, "ana", "rent kin hope", tr, tt.ana...), coder(t, "ben", "bills family costs fear", tr, tt.ben...))
		if diff := cmp.Diff(tt.want, picture(f.Items)); diff != "" || len(f.Agreed) != tt.agreed {
			t.Errorf("%s: %d agreed (-want +got):\n%s", tt.name, len(f.Agreed), diff)
		}
	}
}

func TestConfusion(t *testing.T) {
	t.Parallel()
	tr := talk("i1")
	f := find(t, nil, []*transcript.Transcript{tr},
		coder(t, "ana", "rent kin hope", tr, "rent: The rent", "kin: My sister", "hope: Shoes"),
		coder(t, "ben", "bills family fear", tr, "bills: bills", "fear: sister", "family: What came"))
	want := []Meeting{{"", "family", 1}, {"hope", "", 1}, {"kin", "fear", 1}, {"rent", "bills", 1}}
	if diff := cmp.Diff(want, f.Confusion()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestOnlyWhatBothFinished(t *testing.T) {
	t.Parallel()
	one, two := talk("i1"), talk("i2")
	ana, ben := coder(t, "ana", "rent", one, "rent: The rent"), coder(t, "ben", "bills", one)
	ana.Work = append(ana.Work, coder(t, "ana", "rent", two, "rent: The rent").Work...)
	ana.Work[0].Codings[0].By = coding.ByQuery
	f := find(t, nil, []*transcript.Transcript{one, two}, ana, ben)
	if len(f.Items) != 0 || f.Unconfirmed != 1 || len(f.Transcripts) != 1 {
		t.Errorf("%v, %d unconfirmed", picture(f.Items), f.Unconfirmed)
	}
	if diff := cmp.Diff([]unit.LeftOut{{Transcript: "i2", Unfinished: []coding.Analyst{"ben"}}}, f.LeftOut); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Every coding is in one item or agreement, and swapping the coders mirrors all.
func TestEveryCodingIsSomewhere(t *testing.T) {
	t.Parallel()
	tr := talk("i1")
	words := slices.Collect(transcript.Words(tr.Body))
	ana, ben := coder(t, "ana", "rent kin hope", tr), coder(t, "ben", "bills family fear", tr)
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string, codes ...codebook.ID) []coding.Placed {
			var out []coding.Placed
			for i := range rapid.IntRange(0, 7).Draw(t, name) {
				first := rapid.IntRange(0, len(words)-1).Draw(t, "first")
				last := rapid.IntRange(first, min(first+6, len(words)-1)).Draw(t, "last")
				span := transcript.Span{Start: words[first].Start, End: words[last].End}
				if clipped, ok := tr.Clip(span); ok {
					out = append(out, coding.Placed{Coding: coding.Coding{ID: fmt.Sprint(name, i), Code: rapid.SampledFrom(codes).Draw(t, "code")}, Now: clipped})
				}
			}
			slices.SortStableFunc(out, func(a, b coding.Placed) int { return a.Now.Start - b.Now.Start })
			return out
		}
		a, b := ana, ben
		a.Work = []coding.Work{{Transcript: "i1", Finished: time.Unix(1, 0), Codings: draw("a", "rent", "kin", "hope")}}
		b.Work = []coding.Work{{Transcript: "i1", Finished: time.Unix(1, 0), Codings: draw("b", "bills", "family", "fear")}}
		seen := func(coders ...coding.Coder) (map[string]int, []string) {
			picked, err := coding.Select(&coding.Corpus{Transcripts: []*transcript.Transcript{tr}, Coders: coders}, coding.Selection{})
			if err != nil {
				t.Fatal(err)
			}
			f := Find(Input{Picked: picked, Categories: []unit.Category{
				{Name: "money", Codes: map[coding.Analyst][]codebook.ID{"ana": {"rent"}, "ben": {"bills"}}},
				{Name: "kin", Codes: map[coding.Analyst][]codebook.ID{"ana": {"kin"}, "ben": {"family"}}},
			}})
			n := map[string]int{}
			var kinds []string
			for _, item := range append(slices.Clone(f.Items), f.Agreed...) {
				kinds = append(kinds, fmt.Sprint(item.Kind, item.Words))
				for _, r := range append(slices.Clone(item.Left), item.Right...) {
					n[r.ID]++
				}
			}
			slices.Sort(kinds)
			return n, kinds
		}
		n, kinds := seen(a, b)
		type use struct {
			code codebook.ID
			span transcript.Span
		}
		for _, c := range []coding.Coder{a, b} {
			uses := map[use]int{}
			for _, p := range c.Work[0].Codings {
				uses[use{p.Code, p.Now}] += n[p.ID]
			}
			for u, times := range uses {
				if times != 1 {
					t.Fatalf("%v is in %d items", u, times)
				}
			}
		}
		if _, mirrored := seen(b, a); !slices.Equal(kinds, mirrored) {
			t.Fatalf("%v, and %v from the other side", kinds, mirrored)
		}
	})
}
