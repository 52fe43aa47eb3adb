package fields

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"grounded/analysis/index"
	"grounded/analysis/index/query"
	"grounded/analysis/theme"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

func study(t *testing.T) (Study, *transcript.Transcript) {
	t.Helper()
	text := transcript.New("one", transcript.Meta{Speakers: []transcript.Speaker{{Label: "I", Role: transcript.Interviewer}, {Label: "P", Role: transcript.Participant}}, Attributes: map[string]any{"wave": int64(1)}},
		"I: What came first?\n\nP: The rent, then food.\n")
	book := func(src string) *codebook.Book {
		b, problems := codebook.Decode("b.toml", []byte(src))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		return b
	}
	put := func(code codebook.ID, words string, round int) coding.Placed {
		at := strings.Index(text.Body, words)
		span := transcript.Span{Start: at, End: at + len(words)}
		c := coding.Make(text, span, code, string(code)+"-"+words[:1], time.Unix(0, 0))
		c.Round = round
		return coding.Placed{Coding: c, Now: span}
	}
	ana := coding.Coder{Analyst: "ana", Book: book("[[code]]\nid = \"rent\"\nname = \"Rent\"\n[[code]]\nid = \"kin\"\nname = \"Kin\"\nkind = \"analytical\"\n"),
		Work: []coding.Work{{Transcript: "one", Codings: []coding.Placed{put("rent", "The rent", 1), put("kin", "food", 2)}}}}
	ben := coding.Coder{Analyst: "ben", Book: book("[[code]]\nid = \"rent\"\nname = \"Rent\"\n"),
		Work: []coding.Work{{Transcript: "one", Codings: []coding.Placed{put("rent", "rent, then", 1)}}}}
	return Study{Corpus: &coding.Corpus{Transcripts: []*transcript.Transcript{text}, Coders: []coding.Coder{ana, ben}}, Stem: strings.ToLower, Model: new(theme.Model)}, text
}

// What a query of fields means, by the words that it finds.
func TestPassages(t *testing.T) {
	t.Parallel()
	s, text := study(t)
	for src, want := range map[string]string{
		"code:rent":                      "The rent|rent, then",
		"code:ana:rent":                  "The rent",
		"code:rent analyst:ben":          "rent, then",
		"analyst:ana":                    "The rent|food",
		"analyst:ana kind:analytical":    "food",
		"kind:analytical analyst:ana":    "food",
		"kind:descriptive":               "The rent|rent, then",
		"round:2":                        "food",
		"code:r* round:1 analyst:ana":    "The rent",
		"code:rent NOT code:ben:rent":    "The",
		"coded:no role:participant":      "",
		"coded:no":                       "What came first?",
		"speaker:P":                      "The rent, then food.",
		"speaker!=P":                     "What came first?",
		"wave=1 code:kin":                "food",
		"wave>1":                         "",
		"code:kin OR code:ana:rent":      "The rent|food",
		"code:ana:rent code:ben:rent":    "rent",
		"transcript:o* role:interviewer": "What came first?",
	} {
		q, err := query.Parse(src)
		if err != nil {
			t.Fatal(err)
		}
		found, err := index.Scan(t.Context(), []index.Source{index.SourceOf(text)}, q, index.Options{Fields: s.Passages})
		if err != nil {
			t.Errorf("%s: %v", src, err)
			continue
		}
		var got []string
		for _, h := range found.Hits {
			got = append(got, text.Text(h.Span))
		}
		if diff := cmp.Diff(want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%s: (-want +got):\n%s", src, diff)
		}
	}
}

func TestFieldsThatMeanNothing(t *testing.T) {
	t.Parallel()
	s, _ := study(t)
	for src, want := range map[string]string{
		"speakr:P":      `no field "speakr"; did you mean speaker? (words that are no field stand in quotation marks)`,
		"wav=1":         `no field "wav"; did you mean wave? (words that are no field stand in quotation marks)`,
		"code:hope":     `no code "hope"`,
		"analyst:cy":    `no analyst "cy"`,
		"kind:other":    `no kind of code "other"`,
		"round:0":       `round "0": rounds are numbered from 1`,
		"analyst!=ana":  "analyst narrows what is coded, and is written analyst:ana; leave others out with NOT",
		"code>=rent":    "code is a name, and has no more or less; write code:rent or code!=rent",
		"theme:money":   `no theme "money"; there is none yet`,
		"coded:perhaps": `coded is yes or no, and not "perhaps"`,
		"wave=x":        `"wave=x" compares nothing`,
	} {
		q, err := query.Parse(src)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Passages(q.Root.(query.Field), nil); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %q", src, err, want)
		}
	}
}
