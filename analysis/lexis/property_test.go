package lexis

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"grounded/analysis/index"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// drawCorpus makes some transcripts, and a way of parting their words into groups.
func drawCorpus(t *rapid.T) (c Corpus, groups int) {
	text := func() string {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"rent", "Rent", "rents", "the", "don’t", "so.", "Then?", "well-off", "…"}), 1, 6).Draw(t, "words")
		return strings.Join(words, " ")
	}
	speakers := []transcript.Speaker{
		{Label: "Mark", Role: transcript.Interviewer}, {Label: "Ana", Role: transcript.Participant, Case: "p1"},
		{Label: "Ben"}, {Label: "Gone", Role: transcript.Gone},
	}
	var ts []*transcript.Transcript
	for n := range rapid.IntRange(1, 3).Draw(t, "transcripts") {
		body := text() + "\n\n"
		for range rapid.IntRange(0, 5).Draw(t, "paragraphs") {
			if who := rapid.SampledFrom([]string{"", "Mark: ", "Ana: ", "Ben: ", "Gone: "}).Draw(t, "who"); who != "" {
				body += "[00:00:01] " + who
			}
			body += text() + "\n\n"
		}
		ts = append(ts, transcript.New(transcript.ID(fmt.Sprintf("t%d", n)), transcript.Meta{Speakers: speakers, Language: "en"}, body))
	}
	spans := func(t *rapid.T, tr *transcript.Transcript) []transcript.Span {
		var out []transcript.Span
		for range rapid.IntRange(0, 3).Draw(t, "passages") {
			start := rapid.IntRange(0, len(tr.Body)-1).Draw(t, "start")
			out = append(out, transcript.Span{Start: start, End: rapid.IntRange(start+1, len(tr.Body)).Draw(t, "end")})
		}
		return transcript.Union(out)
	}
	pick := func(s coding.Selection, coded bool) Side {
		corpus := &coding.Corpus{Transcripts: ts, Coders: []coding.Coder{{Analyst: "ana", Book: emptyBook}}}
		for _, tr := range ts {
			w := coding.Work{Transcript: tr.ID}
			for _, span := range spans(t, tr) {
				w.Codings = append(w.Codings, coding.Placed{Coding: coding.Coding{Code: "a", Span: span}, Now: span})
			}
			corpus.Coders[0].Work = append(corpus.Coders[0].Work, w)
		}
		p, err := coding.Select(corpus, s)
		if err != nil {
			t.Fatal(err)
		}
		return Side{p, coded}
	}
	roles := rapid.SampledFrom([][]string{nil, nil, {"participant"}, {"interviewer"}})
	c.Sides = []Side{pick(coding.Selection{Roles: roles.Draw(t, "roles")}, rapid.Bool().Draw(t, "coded"))}
	switch rapid.IntRange(0, 3).Draw(t, "groups") {
	case 0:
		return c, 1
	case 1:
		c.Sides = append(c.Sides, pick(coding.Selection{Roles: roles.Draw(t, "roles")}, rapid.Bool().Draw(t, "coded")))
		return c, 2
	case 2:
		c.Turns, c.Groups = map[transcript.ID][]int{}, 3
		for _, tr := range ts {
			c.Turns[tr.ID] = rapid.SliceOfN(rapid.IntRange(-1, 2), len(tr.Turns), len(tr.Turns)).Draw(t, "turns")
		}
	default:
		c.Sides[0].Coded = false
		for range 3 {
			group := map[transcript.ID][]transcript.Span{}
			for _, tr := range ts {
				group[tr.ID] = spans(t, tr)
			}
			c.Passages = append(c.Passages, group)
		}
	}
	return c, 3
}

// wordAt is a word where it stands, as the definitions have it.
type wordAt struct {
	text, form string
	sentence   int // which of the transcript's
	in         []bool
	all        bool
	t          *transcript.Transcript
	turn       int
	span       transcript.Span
}

// slowly finds every word of a corpus, and the groups that it is in.
func slowly(c Corpus, groups int) []wordAt {
	fold, _ := index.Stemmer("")
	var out []wordAt
	for _, t := range c.Sides[0].Picked.Transcripts {
		sentence := 0
		for _, p := range t.Paragraphs {
			for s := range transcript.Sentences(t.Text(p.Text)) {
				sentence++
				at := p.Text.Start + s.Start
				for w := range transcript.Words(t.Text(transcript.Span{Start: at, End: p.Text.Start + s.End})) {
					span := transcript.Span{Start: at + w.Start, End: at + w.End}
					one := wordAt{text: t.Text(span), form: fold(t.Text(span)), sentence: sentence, in: make([]bool, groups), t: t, turn: p.Turn, span: span}
					var of []int
					for k, side := range c.Sides {
						coded := !side.Coded || slices.ContainsFunc(side.Picked.Rows, func(r coding.Row) bool { return r.Transcript == t && r.Now.Overlaps(span) })
						if coded && side.Picked.MeansTurn(t, p.Turn) && t.Speaker(p.Turn).Role != transcript.Gone {
							of = append(of, k)
						}
					}
					switch {
					case len(of) == 0:
					case c.Passages != nil:
						one.all = true
						for g, passages := range c.Passages {
							one.in[g] = slices.ContainsFunc(passages[t.ID], span.Overlaps)
						}
					case c.Turns != nil:
						if g := c.Turns[t.ID][p.Turn]; g >= 0 {
							one.all, one.in[g] = true, true
						}
					default:
						one.all, one.in[of[0]] = true, true
					}
					out = append(out, one)
				}
			}
		}
	}
	return out
}

// tallied counts words that follow each other within a sentence, all of them in.
func tallied(words []wordAt, n int, in func(wordAt) bool) map[string]Tally {
	out := map[string]Tally{}
	transcripts, voices := map[string]map[transcript.ID]bool{}, map[string]map[coding.Voice]bool{}
	for i := range words {
		if i+n > len(words) {
			break
		}
		sequence := words[i : i+n]
		first := sequence[0]
		if slices.ContainsFunc(sequence, func(w wordAt) bool { return !in(w) || w.t != first.t || w.sentence != first.sentence }) {
			continue
		}
		var forms []string
		for _, w := range sequence {
			forms = append(forms, w.form)
		}
		text := strings.Join(forms, " ")
		tally := out[text]
		tally.Times++
		if transcripts[text] == nil {
			transcripts[text], voices[text] = map[transcript.ID]bool{}, map[coding.Voice]bool{}
		}
		if !transcripts[text][first.t.ID] {
			transcripts[text][first.t.ID] = true
			tally.Transcripts++
		}
		s := first.t.Speaker(first.turn)
		if v := coding.VoiceOf(first.t, s); s.Label != "" && !voices[text][v] {
			voices[text][v] = true
			tally.Speakers++
			if s.Role != transcript.Interviewer {
				tally.People++
			}
		}
		out[text] = tally
	}
	return out
}

// Every figure is what its definition says, whatever is counted.
func TestCountCountsWhatTheDefinitionsSay(t *testing.T) {
	met := 0
	rapid.Check(t, func(t *rapid.T) {
		c, groups := drawCorpus(t)
		n := rapid.IntRange(1, 3).Draw(t, "n")
		got, err := Count(context.Background(), c, Options{N: n})
		if err != nil {
			t.Fatal(err)
		}
		words := slowly(c, groups)
		want := tallied(words, n, func(w wordAt) bool { return w.all })
		if len(c.Sides) == 2 {
			// Sequences do not go from one side to the other.
			want = nil
		}
		in := make([]map[string]Tally, groups)
		for g := range groups {
			in[g] = tallied(words, n, func(w wordAt) bool { return w.in[g] })
		}
		seen := map[string]bool{}
		for _, w := range got.Words {
			seen[w.Text] = true
			if want != nil && w.Tally != want[w.Text] {
				t.Fatalf("%q: %+v, want %+v", w.Text, w.Tally, want[w.Text])
			}
			for g := range groups {
				if groups == 1 {
					break // there is nothing to tell apart
				}
				expected := in[g][w.Text]
				expected.Group = g
				if w.In(g) != expected {
					t.Fatalf("%q in group %d: %+v, want %+v", w.Text, g, w.In(g), expected)
				}
			}
			met++
		}
		for text := range want {
			if !seen[text] {
				t.Fatalf("%q was not counted", text)
			}
		}
		size := 0
		for _, w := range words {
			if w.all {
				size++
			}
		}
		if got.All.Words != size {
			t.Fatalf("%d words, want %d", got.All.Words, size)
		}
		for g := range groups {
			size := 0
			for _, w := range words {
				if w.in[g] {
					size++
				}
			}
			if got.Groups[g].Words != size {
				t.Fatalf("%d words in group %d, want %d", got.Groups[g].Words, g, size)
			}
		}
	})
	if met == 0 {
		t.Error("nothing was counted in any corpus")
	}
}

// A word has as many lines as it was counted, each at its words, and the words around
// are those of its turn.
func TestConcordanceFindsWhatIsCounted(t *testing.T) {
	met := 0
	rapid.Check(t, func(t *rapid.T) {
		c, _ := drawCorpus(t)
		c.Turns, c.Passages = nil, nil
		phrases, err := ParsePhrases([]string{"rent", "the", "dont*", "don't"})
		if err != nil {
			t.Fatal(err)
		}
		o := Options{Only: phrases}
		counts, err := Count(context.Background(), c, o)
		if err != nil {
			t.Fatal(err)
		}
		around := rapid.IntRange(0, 4).Draw(t, "around")
		lines, all, err := Concordance(context.Background(), c, o, around, rapid.SampledFrom(Arrangements()).Draw(t, "order"))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(counts.All, all); diff != "" {
			t.Fatalf("what was searched (-counted +searched):\n%s", diff)
		}
		fold, _ := index.Stemmer("")
		times := map[string]int{}
		for _, l := range lines {
			times[fold(l.Transcript.Text(l.Span))]++
			met++
			turn := l.Transcript.TurnSpan(l.Turn)
			if !turn.Holds(l.Before) || !turn.Holds(l.After) || l.Before.End != l.Span.Start || l.After.Start != l.Span.End {
				t.Fatalf("%v stands between %v and %v in turn %v", l.Span, l.Before, l.After, turn)
			}
			left := min(around, l.Transcript.CountWords(l.Transcript.Said(transcript.Span{Start: turn.Start, End: l.Span.Start})...))
			right := min(around, l.Transcript.CountWords(l.Transcript.Said(transcript.Span{Start: l.Span.End, End: turn.End})...))
			if a, b := l.Transcript.CountWords(l.Transcript.Said(l.Before)...), l.Transcript.CountWords(l.Transcript.Said(l.After)...); a != left || b != right {
				t.Fatalf("%d words before and %d after, want %d and %d", a, b, left, right)
			}
		}
		want := map[string]int{}
		for _, w := range counts.Words {
			want[w.Text] = w.Times
		}
		if diff := cmp.Diff(want, times, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("lines (-counted +found):\n%s", diff)
		}
	})
	if met == 0 {
		t.Error("no line was found in any corpus")
	}
}
