package cooccurrence

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"grounded/analysis/unit"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// The sweep counts what the definitions do, pair of codings by pair of codings.
func TestFindCountsWhatTheDefinitionsSay(t *testing.T) {
	met := 0
	rapid.Check(t, func(t *rapid.T) {
		corpus := drawCorpus(t)
		sel := coding.Selection{Speakers: rapid.SampledFrom([][]string{nil, nil, {"P1"}}).Draw(t, "speakers")}
		picked, err := coding.Select(corpus, sel)
		if err != nil {
			t.Skip(err) // nobody of that name speaks
		}
		o := Options{
			By:     rapid.SampledFrom(Bys()).Draw(t, "by"),
			Within: rapid.IntRange(0, 5).Draw(t, "within"),
			Joined: rapid.Bool().Draw(t, "joined"),
			Label:  func(name string) string { return name },
		}
		if rapid.Bool().Draw(t, "same") {
			o.Same = []unit.Category{{Name: "one", Codes: map[coding.Analyst][]codebook.ID{"ana": {"a", "b"}, "ben": {"a"}}}}
		}
		got := Find(picked, o)
		want := slowly(picked, o)
		if diff := cmp.Diff(want, got.Bodies, cmpopts.IgnoreFields(Code{}, "Name", "Means"), cmpopts.EquateEmpty(), cmp.Comparer(func(a, b *coding.Coder) bool { return a == b })); diff != "" {
			t.Fatalf("-want +got\n%s", diff)
		}
		for _, b := range got.Bodies {
			for _, p := range b.Pairs {
				met++
				ofA, ofB := b.Given(p)
				c, _ := b.C(p)
				jaccard, _ := b.Jaccard(p)
				for _, share := range []float64{ofA, ofB, c, jaccard, b.Alike(p)} {
					if share < 0 || share > 1 {
						t.Fatalf("%+v: %v is no share", p, share)
					}
				}
			}
		}
	})
	if met == 0 {
		t.Error("no two codes ever met")
	}
}

func drawCorpus(t *rapid.T) *coding.Corpus {
	c := &coding.Corpus{Coders: []coding.Coder{
		{Analyst: "ana", Book: bookOf("ana.toml")}, {Analyst: "ben", Book: bookOf(rapid.SampledFrom([]string{"ana.toml", "ben.toml"}).Draw(t, "book"))},
	}}
	for n := range rapid.IntRange(1, 2).Draw(t, "transcripts") {
		var b strings.Builder
		for range rapid.IntRange(1, 5).Draw(t, "paragraphs") {
			b.WriteString(rapid.SampledFrom([]string{"", "P1: ", "Mark: "}).Draw(t, "header"))
			b.WriteString(rapid.StringMatching(`[abé日. ]{0,20}`).Draw(t, "text") + "\n\n")
		}
		tr := transcript.New(transcript.ID(fmt.Sprintf("i%d", n)), transcript.Meta{Speakers: []transcript.Speaker{{Label: "P1"}, {Label: "Mark"}}}, b.String())
		c.Transcripts = append(c.Transcripts, tr)
		for i := range c.Coders {
			c.Coders[i].Work = append(c.Coders[i].Work, drawWork(t, tr))
		}
	}
	return c
}

func drawWork(t *rapid.T, tr *transcript.Transcript) coding.Work {
	w := coding.Work{Transcript: tr.ID}
	var ends []int // of characters
	for i := range tr.Body {
		ends = append(ends, i)
	}
	ends = append(ends, len(tr.Body))
	for range rapid.IntRange(0, 10).Draw(t, "codings") {
		start := rapid.IntRange(0, len(ends)-1).Draw(t, "start")
		end := rapid.IntRange(start, len(ends)-1).Draw(t, "end")
		s, ok := tr.Clip(transcript.Span{Start: ends[start], End: ends[end]})
		if !ok {
			continue
		}
		w.Codings = append(w.Codings, coding.Placed{
			Coding: coding.Coding{Code: rapid.SampledFrom([]codebook.ID{"a", "b", "c", "d"}).Draw(t, "code"), Span: s, By: rapid.SampledFrom([]string{"", "", coding.ByQuery}).Draw(t, "by")}, Now: s,
		})
	}
	return w
}

func bookOf(name string) *codebook.Book {
	b, _ := codebook.Decode(name, []byte("[[code]]\nid = \"a\"\n[[code]]\nid = \"b\"\n[[code]]\nid = \"c\"\n[[code]]\nid = \"d\"\n"))
	return b
}

// one is a coding as the slow way sees it.
type one struct {
	t     *transcript.Transcript
	span  transcript.Span
	code  string
	units map[string]bool
}

func slowly(p coding.Picked, o Options) []Body {
	var out []Body
	bodies := [][]*coding.Coder{p.Coders}
	if !o.Joined {
		bodies = nil
		for _, c := range p.Coders {
			bodies = append(bodies, []*coding.Coder{c})
		}
	}
	for _, coders := range bodies {
		b := Body{Coders: coders}
		all := map[string][]one{}
		for _, r := range p.Rows {
			if r.By == coding.ByQuery || !slices.Contains(coders, r.Coder) {
				continue
			}
			code := string(r.Entry.ID)
			switch {
			case o.Joined && len(o.Same) > 0 && (code == "a" || code == "b" && r.Coder.Analyst == "ana"):
				code = "one"
			case o.Joined && p.Coders[0].Book.Name() != p.Coders[1].Book.Name():
				code = string(r.Coder.Analyst) + ":" + code
			}
			c := one{r.Transcript, r.Now, code, unitsOf(p, r.Transcript, r.Now, o.By)}
			if !slices.ContainsFunc(all[code], func(d one) bool { return c.t == d.t && c.span == d.span }) {
				all[code] = append(all[code], c)
			}
		}
		ids := slices.Sorted(maps.Keys(all))
		for _, id := range ids {
			b.Codes = append(b.Codes, Code{ID: id, Codings: len(all[id]), Units: len(unitsAmong(all[id]))})
		}
		for i := range ids {
			for j := i + 1; j < len(ids); j++ {
				pair := Pair{A: i, B: j}
				metB := map[int]bool{}
				for _, x := range all[ids[i]] {
					met := false
					for n, y := range all[ids[j]] {
						if meets(p, x, y, o) {
							pair.Count++
							met, metB[n] = true, true
						}
					}
					if met {
						pair.AMet++
					}
				}
				pair.BMet = len(metB)
				inB := unitsAmong(all[ids[j]])
				for u := range unitsAmong(all[ids[i]]) {
					if inB[u] {
						pair.Units++
					}
				}
				if pair.Count > 0 {
					b.Pairs = append(b.Pairs, pair)
				}
			}
		}
		out = append(out, b)
	}
	return out
}

func unitsAmong(all []one) map[string]bool {
	out := map[string]bool{}
	for _, x := range all {
		maps.Copy(out, x.units)
	}
	return out
}

// unitsOf names every unit that a passage reaches, of words that are meant.
func unitsOf(p coding.Picked, t *transcript.Transcript, s transcript.Span, by By) map[string]bool {
	out := map[string]bool{}
	for i, para := range t.Paragraphs {
		both := para.Text.Intersect(s)
		if both.Empty() || !p.MeansTurn(t, para.Turn) {
			continue
		}
		switch by {
		case Overlap:
			for at := range t.Text(both) {
				out[fmt.Sprint(t.ID, both.Start+at)] = true
			}
		case Sentence:
			for sentence := range transcript.Sentences(t.Text(para.Text)) {
				if both.Overlaps(transcript.Span{Start: para.Text.Start + sentence.Start, End: para.Text.Start + sentence.End}) {
					out[fmt.Sprint(t.ID, i, sentence.Start)] = true
				}
			}
		case Paragraph:
			out[fmt.Sprint(t.ID, i)] = true
		case Turn:
			out[fmt.Sprint(t.ID, para.Turn)] = true
		}
	}
	return out
}

func meets(p coding.Picked, x, y one, o Options) bool {
	if x.t != y.t {
		return false
	}
	if o.By != Distance {
		for u := range x.units {
			if y.units[u] {
				return true
			}
		}
		return false
	}
	if len(unitsOf(p, x.t, x.span, Overlap)) == 0 || len(unitsOf(p, y.t, y.span, Overlap)) == 0 {
		return false // nothing of it is meant
	}
	if y.span.Start < x.span.Start {
		x, y = y, x
	}
	between := 0
	for _, para := range x.t.Paragraphs {
		if !p.MeansTurn(x.t, para.Turn) {
			continue
		}
		for w := range transcript.Words(x.t.Text(para.Text)) {
			if para.Text.Start+w.Start >= x.span.End && para.Text.Start+w.End <= y.span.Start {
				between++
			}
		}
	}
	return between <= o.Within
}
