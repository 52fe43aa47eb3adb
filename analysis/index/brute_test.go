package index

import (
	"fmt"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"grounded/analysis/index/query"
	"grounded/transcript"
)

// brute evaluates a query by its definition: a passage is a set of bytes, and nothing
// is sorted, merged or looked up.
type brute struct {
	t        *transcript.Transcript
	language string
	fields   map[string][]transcript.Span // by what the field says
	words    []transcript.Span            // of the unit
	all      []transcript.Span            // of the transcript
}

type bytesOf []bool

func (b brute) set(spans []transcript.Span) bytesOf {
	out := make(bytesOf, len(b.t.Body))
	for _, s := range spans {
		for i := s.Start; i < s.End; i++ {
			out[i] = true
		}
	}
	return out
}

func (s bytesOf) holds(span transcript.Span) bool {
	for i := span.Start; i < span.End; i++ {
		if !s[i] {
			return false
		}
	}
	return true
}

// said returns where a word, phrase or alternative of these stands in the unit.
func (b brute) said(n query.Node, scope bytesOf) []transcript.Span {
	if or, ok := n.(query.Or); ok {
		var out []transcript.Span
		for _, p := range or.Parts {
			out = append(out, b.said(p, scope)...)
		}
		return out
	}
	lex := newLexicon(b.language)
	text, exact := "", false
	switch n := n.(type) {
	case query.Word:
		text = n.Text
	case query.Phrase:
		text, exact = n.Text, true
	case query.Wild:
		text = n.Pattern
	case query.Fuzzy:
		text = n.Text
	}
	var want []string
	for w := range transcript.Words(text) {
		want = append(want, text[w.Start:w.End])
	}
	same := func(said, asked string) bool {
		a, w := lex.form(said), lex.form(asked)
		switch n := n.(type) {
		case query.Wild:
			ok, err := path.Match(strings.ReplaceAll(fold(n.Pattern), "/", "_"), strings.ReplaceAll(a.plain, "/", "_"))
			return ok && err == nil
		case query.Fuzzy:
			most := n.Edits
			if most == 0 {
				most = 1
				if len([]rune(fold(n.Text))) >= 6 {
					most = 2
				}
			}
			return distance([]rune(fold(n.Text)), []rune(a.plain)) <= most
		}
		if exact {
			return a.plain == w.plain
		}
		return a.stem == w.stem
	}
	if _, ok := n.(query.Wild); ok {
		want = []string{text}
	}
	var out []transcript.Span
	for i := 0; i+len(want) <= len(b.words); i++ {
		ok := true
		for j, w := range want {
			ok = ok && same(b.t.Text(b.words[i+j]), w)
		}
		span := transcript.Span{Start: b.words[i].Start, End: b.words[i+len(want)-1].End}
		if ok && scope.holds(span) {
			out = append(out, span)
		}
	}
	return out
}

func distance(a, b []rune) int {
	if len(a) == 0 || len(b) == 0 {
		return len(a) + len(b)
	}
	if a[0] == b[0] {
		return distance(a[1:], b[1:])
	}
	return 1 + min(distance(a[1:], b), distance(a, b[1:]), distance(a[1:], b[1:]))
}

func (b brute) stands(n query.Beside, x, y transcript.Span) bool {
	between := func(from, to int) int {
		k := 0
		for _, w := range b.all {
			if from <= w.Start && w.Start < to {
				k++
			}
		}
		return k
	}
	near := func(k int) bool { return n.Within < 0 || k <= n.Within }
	switch {
	case n.How == query.In:
		return y.Start <= x.Start && x.End <= y.End
	case x.End <= y.Start:
		return near(between(x.End, y.Start))
	case n.How == query.Before:
		return false
	case y.End <= x.Start:
		return near(between(y.End, x.Start))
	}
	return true
}

// passages returns the passages of a field, or of fields that stand beside each other.
func (b brute) passages(n query.Node) []transcript.Span {
	switch n := n.(type) {
	case query.Field:
		return b.fields[n.String()]
	case query.Beside:
		var out []transcript.Span
		for _, x := range b.passages(n.Left) {
			for _, y := range b.passages(n.Right) {
				if b.stands(n, x, y) {
					out = append(out, x)
					if n.How != query.In {
						out = append(out, y)
					}
				}
			}
		}
		return out
	}
	return nil
}

// region returns the bytes that fields alone mean.
func (b brute) region(n query.Node) bytesOf {
	out := make(bytesOf, len(b.t.Body))
	switch n := n.(type) {
	case query.And:
		for i := range out {
			out[i] = true
			for _, p := range n.Parts {
				out[i] = out[i] && b.region(p)[i]
			}
		}
	case query.Or:
		for _, p := range n.Parts {
			for i, in := range b.region(p) {
				out[i] = out[i] || in
			}
		}
	case query.Not:
		for i, in := range b.region(n.Part) {
			out[i] = !in
		}
	default:
		out = b.set(b.passages(n))
	}
	return out
}

func (b brute) meets(n query.Node, scope bytesOf) bool {
	if query.OfFields(n) {
		in := b.region(n)
		return slices.ContainsFunc(b.words, func(w transcript.Span) bool {
			for i := w.Start; i < w.End; i++ {
				if in[i] && scope[i] && wordIn(b.t, w, in, scope) {
					return true
				}
			}
			return false
		})
	}
	switch n := n.(type) {
	case query.And:
		narrow := slices.Clone(scope)
		for _, p := range n.Parts {
			if query.OfFields(p) {
				for i, in := range b.region(p) {
					narrow[i] = narrow[i] && in
				}
			}
		}
		if !slices.Contains(narrow, true) {
			return false
		}
		for _, p := range n.Parts {
			if !query.OfFields(p) && !b.meets(p, narrow) {
				return false
			}
		}
		return true
	case query.Or:
		return slices.ContainsFunc(n.Parts, func(p query.Node) bool { return b.meets(p, scope) })
	case query.Not:
		return !b.meets(n.Part, scope)
	case query.Beside:
		side := func(n query.Node) ([]transcript.Span, bool) {
			if query.OfFields(n) {
				return b.passages(n), false
			}
			return b.said(n, scope), true
		}
		left, leftSaid := side(n.Left)
		right, rightSaid := side(n.Right)
		for _, x := range left {
			for _, y := range right {
				if !(leftSaid && rightSaid && x == y) && b.stands(n, x, y) {
					return true
				}
			}
		}
		return false
	}
	return len(b.said(n, scope)) > 0
}

// wordIn reports whether a part of a word that is a word itself lies in both sets: here
// fields mean whole words.
func wordIn(t *transcript.Transcript, w transcript.Span, in, scope bytesOf) bool {
	return in.holds(w) && scope.holds(w)
}

func wordsOf(t *transcript.Transcript, within transcript.Span) []transcript.Span {
	var out []transcript.Span
	for _, p := range t.Paragraphs {
		for w := range transcript.Words(t.Text(p.Text)) {
			if s := (transcript.Span{Start: p.Text.Start + w.Start, End: p.Text.Start + w.End}); within.Holds(s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// randomFields draws passages of whole words for three codes.
func randomFields(r *rand.Rand, t *transcript.Transcript) map[string][]transcript.Span {
	out := map[string][]transcript.Span{}
	words := wordsOf(t, transcript.Span{End: len(t.Body)})
	for _, code := range []string{"code:a", "code:b", "code:c"} {
		var spans []transcript.Span
		for range r.IntN(5) {
			if len(words) == 0 {
				break
			}
			first := r.IntN(len(words))
			last := min(len(words)-1, first+r.IntN(12))
			spans = append(spans, transcript.Span{Start: words[first].Start, End: words[last].End})
		}
		slices.SortFunc(spans, byPlace)
		out[code] = slices.Compact(spans)
	}
	return out
}

// Every operator against its definition, by scan and by index, on every unit.
func TestSearchAgainstBruteForce(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, 11))
			ts := randomCorpus(t, seed+100, 6)
			fields := map[transcript.ID]map[string][]transcript.Span{}
			for _, tr := range ts {
				fields[tr.ID] = randomFields(r, tr)
			}
			dir := t.TempDir()
			found := 0
			for range 150 {
				q := anyQuery(t, r)
				unit := []Unit{Turn, Paragraph, Sentence}[r.IntN(3)]
				var want []string
				for _, tr := range ts {
					for turn := range tr.Turns {
						units := []transcript.Span{tr.TurnSpan(turn)}
						if unit != Turn {
							units = unitsOf(tr, turn, unit)
						}
						for _, u := range units {
							b := brute{t: tr, language: stemmed(strings.TrimSpace(tr.Language)), fields: fields[tr.ID], words: wordsOf(tr, u), all: wordsOf(tr, transcript.Span{End: len(tr.Body)})}
							if tr.Language == "" {
								b.language = "en"
							}
							if b.meets(q.Root, b.set([]transcript.Span{u})) {
								want = append(want, fmt.Sprint(tr.ID, " ", u))
							}
						}
					}
				}
				o := Options{Unit: unit, Fields: func(f query.Field, _ []query.Field) (Passages, error) {
					return func(t *transcript.Transcript) []transcript.Span { return fields[t.ID][f.String()] }, nil
				}}
				scanned, err := Scan(t.Context(), sourcesOf(ts...), q, o)
				if err != nil {
					t.Fatal(err)
				}
				indexed, err := Search(t.Context(), dir, sourcesOf(ts...), q, o)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(scanned.Hits, indexed.Hits); diff != "" {
					t.Fatalf("%s by %s: -scan +index:\n%s", q, unit, diff)
				}
				var got []string
				for _, h := range scanned.Hits {
					got = append(got, fmt.Sprint(h.Transcript, " ", h.Span))
				}
				slices.Sort(want)
				slices.Sort(got)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("%s by %s: -brute +scan:\n%s", q, unit, diff)
				}
				found += min(1, len(got))
			}
			if found < 60 {
				t.Errorf("only %d of 150 queries found anything", found)
			}
		})
	}
}

// anyQuery draws a query with every operator.
func anyQuery(tb testing.TB, r *rand.Rand) query.Query {
	word := func() string {
		for {
			w := vocabulary[r.IntN(len(vocabulary))]
			if strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) {
				continue
			}
			switch r.IntN(6) {
			case 0:
				return string([]rune(w)[:max(1, len([]rune(w))-2)]) + "*"
			case 1:
				return w + "~"
			case 2:
				return `"` + w + `"`
			}
			return w
		}
	}
	field := func() string { return "code:" + string("abc"[r.IntN(3)]) }
	relation := func() string {
		return []string{"NEAR", "NEAR/3", "BEFORE", "BEFORE/4", "NEAR/0"}[r.IntN(5)]
	}
	var draw func(depth int) string
	draw = func(depth int) string {
		kind := r.IntN(12)
		if depth == 0 {
			kind = r.IntN(4)
		}
		switch kind {
		case 0, 1:
			return word()
		case 2, 3:
			return field()
		case 4:
			return word() + " " + relation() + " " + word()
		case 5:
			return field() + " " + relation() + " " + field()
		case 6:
			return field() + " IN " + field()
		case 7:
			return word() + " " + []string{"IN", "NEAR/5", "BEFORE"}[r.IntN(3)] + " " + field()
		case 8, 9:
			return draw(depth-1) + " " + draw(depth-1)
		case 10:
			return "(" + draw(depth-1) + " OR " + draw(depth-1) + ")"
		}
		return "NOT (" + draw(depth-1) + ")"
	}
	for {
		if q, err := query.Parse(draw(3)); err == nil {
			return q
		}
	}
}
