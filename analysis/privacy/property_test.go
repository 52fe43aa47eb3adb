package privacy

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"grounded/transcript"
)

var (
	names   = []string{"Chris", "Mae", "Mark Wong", "Wong", "O'Brien", "Zoë", "Green Valley", "ada@b.example"}
	pieces  = []string{"Chris", "chris", "CHRIS", "Christmas", "Mae", "mae's", "Maeve", "Mark Wong", "Mark-Wong", "wong", "Wongs", "O’Brien", "Zoë", "Zoe\u0308", "Zoes", "green valley", "Greenvalley", "ada@b.example", "we", "is", "🙂", "don't", "l'", "明", "\n", "\n\n", "2", "_", ".", " ", " ", " ", ", ", "\""}
	replace = []string{"Ned", "P07", "[name 1]", "Mae", "Bo Lin", "Chris"}
)

// drawn is a key of some names, none of whose replacements holds a name itself
// unless several is set.
func drawn(t *rapid.T, chains bool) *Key {
	var rows []Row
	for i, name := range names {
		if rapid.Bool().Draw(t, "in the key") {
			n := len(replace)
			if !chains {
				n = 3
			}
			rows = append(rows, Row{Line: i + 2, Find: name, Replace: replace[rapid.IntRange(0, n-1).Draw(t, "replacement")], Decision: "replace"})
		}
	}
	k, _ := NewKey("", rows)
	return k
}

func drawnText(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 25).Draw(t, "text"), "")
}

// What is replaced is whole words, nothing else changes, and all goes.
func TestReplacingIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k, text := drawn(t, true), drawnText(t)
		var want strings.Builder
		at := 0
		for _, h := range k.hits(text) {
			if h.Start < at {
				t.Fatalf("%q: places overlap or are out of order", text)
			}
			if inside(text, h.Start) || inside(text, h.End) {
				t.Fatalf("%q: %q is part of a word", text, text[h.Start:h.End])
			}
			want.WriteString(text[at:h.Start] + h.words(text))
			at = h.End
		}
		want.WriteString(text[at:])
		if got, _ := k.Text(text); got != want.String() {
			t.Fatalf("%q becomes %q, want %q", text, got, want.String())
		}
	})
}

// inside reports whether letters stand on both sides of a place.
func inside(text string, at int) bool {
	before, after := []rune(text[:at]), []rune(text[at:])
	if len(before) == 0 || len(after) == 0 {
		return false
	}
	b, a := before[len(before)-1], after[0]
	return unicode.IsLetter(b) && unicode.IsLetter(a) && !unicode.Is(unicode.Han, a) && !unicode.Is(unicode.Han, b)
}

func TestReplacingTwiceIsReplacingOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k, text := drawn(t, false), drawnText(t)
		once, _ := k.Text(text)
		if twice, n := k.Text(once); n > 0 {
			t.Fatalf("%q becomes %q and then %q", text, once, twice)
		}
	})
}

// A key made smaller for a text does the same to it, in plain and in JSON.
func TestInDoesTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k, text := drawn(t, true), drawnText(t)
		for _, src := range []string{text, quoted(text), strings.ReplaceAll(quoted(text), "C", `\u0043`)} {
			want, _ := k.JSON(src)
			if got, _ := k.In([]byte(src)).JSON(src); got != want {
				t.Fatalf("%q becomes %q, want %q", src, got, want)
			}
		}
	})
}

// Ids stay ids, equal ones equal, and the same as when they stand in a path.
func TestIDsStayIDs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := drawn(t, true)
		id := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"chris", "mae", "mark", "wong", "o-brien", "x", "2021", "zoë"}), 1, 6).Draw(t, "id"), "-")
		now, _ := k.Value(id)
		if !isReference(now) {
			t.Fatalf("%q becomes %q", id, now)
		}
		if path, _ := k.Path("codings/" + id + ".jsonl"); path != "codings/"+now+".jsonl" {
			t.Fatalf("%q becomes %q and its path %q", id, now, path)
		}
	})
}

// What was said and the label of who said it are replaced, and nothing of the
// times and the order.
func TestTurnsStay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := drawn(t, true)
		labels := []string{"Chris", "Mae", "Interviewer"}
		var said []transcript.Said
		for range rapid.IntRange(1, 6).Draw(t, "turns") {
			text := strings.TrimSpace(strings.ReplaceAll(drawnText(t), "\n", " "))
			said = append(said, transcript.Said{Speaker: rapid.SampledFrom(labels).Draw(t, "speaker"), Time: transcript.Moment(1000), Paragraphs: []string{text + "x"}})
		}
		tr, err := transcript.Compose("a", transcript.Meta{}, said)
		if err != nil {
			t.Skip()
		}
		words, relabelled := k.Transcript(tr)
		now, err := transcript.Rewrite(tr, words, relabelled)
		if err != nil {
			t.Skip()
		}
		if len(now.Turns) != len(tr.Turns) || len(now.Paragraphs) != len(tr.Paragraphs) {
			t.Fatalf("%q becomes %q", tr.Body, now.Body)
		}
		for i := range tr.Turns {
			if want, _ := k.Value(tr.Speaker(i).Label); now.Speaker(i).Label != want {
				t.Fatalf("turn %d is of %q, want %q", i+1, now.Speaker(i).Label, want)
			}
		}
	})
}
