package transcript

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const updated = `+++
# What the team calls it.
title = "One"   # for now
date = 2021-02-03
extra = "kept"

[attributes]
wave = 1        # of 3

[[speaker]]
label = "Q"     # asks
role = "interviewer"

[[speaker]]
label = "Mae"

[[part]]
from = 2        # roles change
asks = "Mae"
+++

Q: one

Mae: two

Q: three
`

func TestUpdateChangesNothingElse(t *testing.T) {
	was, _ := Decode("a", "a.txt", []byte(updated))
	src, err := Update("a.txt", []byte(updated), was)
	if err != nil || string(src) != updated {
		t.Errorf("%v\n%s", err, src)
	}
	now := *was
	now.Title, now.Date, now.Attributes = "Two", "", map[string]any{"wave": int64(2)}
	now.Speakers = []Speaker{{Label: "Asker", Role: Interviewer}, {Label: "Mae", Case: "m"}}
	now.Parts = []Part{{3, "Mae"}}
	now.Body = "Asker: one\n\nMae: two\n\nAsker: three\n"
	src, err = Update("a.txt", []byte(updated), &now)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.NewReplacer(`"One"`, `"Two"`, "date = 2021-02-03\n", "", "wave = 1", "wave = 2", `"Q"  `, `"Asker"  `,
		"label = \"Mae\"\n", "label = \"Mae\"\ncase = \"m\"\n", "from = 2", "from = 3", "Q: ", "Asker: ").Replace(updated)
	if string(src) != want {
		t.Errorf("%s\nwant\n%s", src, want)
	}
}

// Whatever two transcripts say, Update makes the file of the one say what the
// other does.
func TestUpdateSaysWhatIsMeant(t *testing.T) {
	text := rapid.SampledFrom([]string{"", "x", "é \"quoted\"", "2021-02-03"})
	transcripts := rapid.Custom(func(t *rapid.T) *Transcript {
		labels := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"A", "B", "C", "D"}), 1, 3, rapid.ID[string]).Draw(t, "labels")
		m := Meta{Title: text.Draw(t, "title"), Date: rapid.SampledFrom([]string{"", "2021-02-03", "spring"}).Draw(t, "date"),
			Type: rapid.SampledFrom([]string{"interview", "group"}).Draw(t, "type"), Verbatim: rapid.Bool().Draw(t, "verbatim"), Language: text.Draw(t, "language"),
			Source: text.Draw(t, "source"), SHA256: text.Draw(t, "hash")}
		for _, l := range labels {
			m.Speakers = append(m.Speakers, Speaker{Label: l, Role: Role(rapid.SampledFrom([]string{"", "participant"}).Draw(t, "role")),
				Case: rapid.SampledFrom([]string{"", "c"}).Draw(t, "case")})
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "parts") {
			m.Parts = append(m.Parts, Part{i + 1, labels[0]})
		}
		for i := range rapid.IntRange(0, 2).Draw(t, "restrictions") {
			m.Restricted = append(m.Restricted, Restriction{Span{i, i + 5}, "words", text.Draw(t, "prefix"), "", text.Draw(t, "because")})
		}
		if n := rapid.IntRange(0, 2).Draw(t, "attributes"); n > 0 {
			m.Attributes = map[string]any{"wave": int64(n)}
			if n > 1 {
				m.Attributes["site"] = "north"
			}
		}
		return New("a", m, strings.Repeat(labels[0]+": words\n\n", 3))
	})
	rapid.Check(t, func(t *rapid.T) {
		was, now := transcripts.Draw(t, "was"), transcripts.Draw(t, "now")
		src, err := Encode(was)
		if err != nil {
			t.Fatal(err)
		}
		src, err = Update("a.txt", src, now)
		if err != nil {
			t.Fatal(err)
		}
		got, problems := Decode("a", "a.txt", src)
		if len(problems) > 0 {
			t.Fatalf("%v\n%s", problems, src)
		}
		byLabel := func(a, b Speaker) int { return strings.Compare(a.Label, b.Label) }
		slices.SortFunc(got.Speakers, byLabel)
		slices.SortFunc(now.Speakers, byLabel)
		if len(got.Attributes) == 0 {
			got.Attributes = nil
		}
		if !reflect.DeepEqual(got.Meta, now.Meta) || got.Body != now.Body {
			t.Fatalf("%+v\nwant\n%+v\n%s", got.Meta, now.Meta, src)
		}
	})
}

func TestPartsDecideTheRole(t *testing.T) {
	meta := Meta{Speakers: []Speaker{{Label: "Q", Role: Interviewer}, {Label: "Mae", Role: Participant}, {Label: "Obs", Role: "observer"}},
		Parts: []Part{{3, "Mae"}, {6, "Q"}}}
	tr := New("a", meta, "Q: 1\n\nMae: 2\n\nMae: 3\n\nObs: 4\n\nQ: 5\n\nQ: 6\n\nMae: 7\n")
	var got []string
	for i := range tr.Turns {
		got = append(got, string(tr.Speaker(i).Role))
	}
	if want := []string{"interviewer", "participant", "interviewer", "observer", "participant", "interviewer", "participant"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
