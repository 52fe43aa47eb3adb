package theme

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

// quotesModel has quotations of two themes, some of the same words.
const quotesModel = `title = "Give"
[[theme]]
id = "give"
name = "Some give"
codes = ["ana:slack", "ben:spare"]
[[theme]]
id = "steady"
codes = ["ana:regular"]
[[quote]]
theme = "steady"
transcript = "two"
quote = "on the same day"
verified = true
[[quote]]
theme = "give"
transcript = "one"
quote = "I had a bit over"
[[quote]]
theme = "give"
transcript = "three"
quote = "Me neither, dear."
stance = "contradicts"
verified = { by = "ana", date = 2021-03-04, against = "recording", words = "0123456789abcdef" }
[[quote]]
theme = "give"
transcript = "two"
quote = "same money on the same day"
stance = "qualifies"
shown = "same money … day"
`

func TestListedBySelection(t *testing.T) {
	t.Parallel()
	m, p := decodeSound(t, quotesModel), picked(t, coding.Selection{})
	want := []string{
		"give 1", "give 2", "give 3", "steady 1",
		"4 quotations of 3 participants: 2 support, 1 qualifies and 1 contradicts their theme; 1 verified.",
		"1 quotation was verified once and no more: other words stand there since. When they are compared again: grounded theme quotes THEME --verify N --against WHAT",
		"Number 1 of steady has words of number 3 of give.",
	}
	short := func(p coding.Picked, themes ...ID) []string {
		r := m.Listed(m.Anchor(p.Transcripts), p, themes...)
		if err := r.Check(); err != nil {
			t.Fatal(err)
		}
		var out []string
		for i := range r.Table.Rows {
			out = append(out, cell(t, r, i, "theme").(string)+" "+string(rune('0'+cell(t, r, i, "number").(int))))
		}
		return append(out, r.Notes...)
	}
	if diff := cmp.Diff(want, short(p)); diff != "" {
		t.Errorf("all (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"give 3", "steady 1"}, short(picked(t, coding.Selection{Speakers: []string{"Cy"}}))[:2]); diff != "" {
		t.Errorf("of one speaker (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Passages to choose from, of different people: grounded theme quotes quiet --spread"}, short(p, "quiet")); diff != "" {
		t.Errorf("of a theme without any (-want +got):\n%s", diff)
	}
	r := m.Listed(m.Anchor(p.Transcripts), p, "give")
	if got := cell(t, r, 1, "compared"); got != "no more: by ana, against recording, 2021-03-04; its words are others since" {
		t.Errorf("a lapsed verification reads %q", got)
	}
	if cell(t, r, 1, "lapsed") != true || cell(t, r, 1, "verified") != false {
		t.Error("a lapsed verification counts")
	}
	if got := cell(t, r, 2, "printed"); got != "same money … day" {
		t.Errorf("it is printed as %q", got)
	}
}

// What goes into a paper leaves out what must not be quoted, and names nobody who is not
// to be named.
func TestForPrint(t *testing.T) {
	t.Parallel()
	m, p := decodeSound(t, quotesModel), picked(t, coding.Selection{})
	m.Quoting = coding.NewQuoting([]cases.Case{
		{ID: "bea", Consent: cases.Consent{Quote: "no"}}, {ID: "cy", Consent: cases.Consent{Quote: "ask", Name: "none"}},
	})
	shown := m.Quoting
	m.Quoting = shown.ForPrint()
	want := []string{
		"Some give | Me neither, dear.\n— Eve, three ¶3 (contradicts) | -",
		"- | same money … day\n— a participant, two ¶2 (qualifies) | ask before it is quoted",
		"steady | on the same day\n— a participant, two ¶2 | ask before it is quoted",
		"1 quotation left out: not to be quoted outside the study (shown with -f text).",
	}
	if diff := cmp.Diff(want, cells(t, m.ForPrint(m.Anchor(p.Transcripts), p))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	m.Quoting = shown
	r := m.Listed(m.Anchor(p.Transcripts), p, "give")
	if got := []any{cell(t, r, 0, "may_quote"), cell(t, r, 0, "caution"), cell(t, r, 1, "may_quote")}; cmp.Diff([]any{"no", "not to be quoted outside the study", nil}, got) != "" {
		t.Errorf("listed for scripts: %v", got)
	}
	m.Quotes[1].Quote = "I never said so"
	m.Quotes[0].Quote = "on another day"
	got := cells(t, m.ForPrint(m.Anchor(p.Transcripts), p))
	if last := got[len(got)-1]; last != "2 quotations left out: adrift, the words are not in the text as it is now (see: grounded check)." {
		t.Errorf("with words gone: %q", got)
	}
}

func TestWho(t *testing.T) {
	t.Parallel()
	m, p := decodeSound(t, quotesModel), picked(t, coding.Selection{})
	// Bea says 24 words, Cy as many, Dot and Eve 5 and 3; who asks is left out.
	want := []string{
		"cy | - | 2 | 0.5 | 10 | " + fraction(24, 56) + " | [give steady] | 1 | 1 | 0",
		"bea | - | 1 | 0.25 | 5 | " + fraction(24, 56) + " | [give] | 1 | 0 | 0",
		"Eve | three | 1 | 0.25 | 3 | " + fraction(3, 56) + " | [give] | 0 | 0 | 1",
		"dot | - | 0 | 0 | 0 | " + fraction(5, 56) + " | [] | 0 | 0 | 0",
		"cy is quoted most: 2 of 4 quotations (50 %), saying 43 % of the words of participants.",
		"1 of 4 participants are never quoted: dot.",
	}
	if diff := cmp.Diff(want, cells(t, m.Who(m.Anchor(p.Transcripts), p))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	got := cells(t, m.Who(m.Anchor(p.Transcripts), p, "steady"))
	if !strings.HasPrefix(got[0], "cy | - | 1 | 1 | 4 | ") || got[len(got)-1] != "3 of 4 participants are never quoted: bea, dot, Eve in three." {
		t.Errorf("for one theme: %q", got)
	}
	none := decodeSound(t, "[[theme]]\nid = \"give\"\n")
	if got := cells(t, none.Who(none.Anchor(p.Transcripts), p)); got[len(got)-1] != "4 of 4 participants are never quoted: bea, dot, Eve in three, cy." {
		t.Errorf("without quotations: %q", got)
	}
}

// At most one passage a participant is proposed, none of those who are quoted for the
// theme already, and first of those who are quoted least.
func TestSpread(t *testing.T) {
	t.Parallel()
	p := picked(t, coding.Selection{})
	for _, tt := range []struct {
		name, drop string
		n          int
		want       []string
	}{
		{"as it is", "", 0, []string{
			"Quoted for it already: bea, Eve in three, cy.",
			"Without a passage of their own that bears its codes and may be quoted: dot.",
		}},
		{"nobody quoted for it", "give", 0, []string{
			"bea 0 ben:1", "cy 1 ana:7 ben:3",
			"Without a passage of their own that bears its codes and may be quoted: dot, Eve in three.",
			"Choose one with: grounded theme quotes give --coding CODING",
		}},
		{"one of them", "give", 1, []string{
			"bea 0 ben:1", "1 participant more.",
			"Without a passage of their own that bears its codes and may be quoted: dot, Eve in three.",
			"Choose one with: grounded theme quotes give --coding CODING",
		}},
	} {
		m := decodeSound(t, quotesModel)
		if tt.drop != "" {
			src, err := m.RemoveQuotes(m.QuotesOf(ID(tt.drop))...)
			if err != nil {
				t.Fatal(err)
			}
			m = decodeSound(t, string(src))
		}
		e, err := m.Gather("give", p, nil)
		if err != nil {
			t.Fatal(err)
		}
		r := e.Spread(m.Anchor(p.Transcripts), tt.n)
		if err := r.Check(); err != nil {
			t.Fatal(err)
		}
		var got []string
		for i := range r.Table.Rows {
			got = append(got, strings.ToLower(cell(t, r, i, "speaker").(string))+" "+string(rune('0'+cell(t, r, i, "quoted").(int)))+" "+strings.Join(cell(t, r, i, "codings").([]string), " "))
		}
		want := append(tt.want, "1 coding left out: adrift, their words are not in the text as it is now (see: grounded check).")
		if diff := cmp.Diff(want, append(got, r.Notes...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func fraction(part, whole int) string { return fmt.Sprint(float64(part) / float64(whole)) }

// Of several people one of whom is not to be named no participant is.
func TestForPrintOfSeveral(t *testing.T) {
	t.Parallel()
	m, p := decodeSound(t, "[[theme]]\nid = \"give\"\n[[quote]]\ntheme = \"give\"\ntranscript = \"three\"\nquote = \"about money. Me neither, dear.\"\n"), picked(t, coding.Selection{})
	for name, want := range map[string]string{
		"real": "give | about money. / Eve: Me neither, dear.\n— Dot, three ¶2-3 | -",
		"none": "give | about money. / a participant: Me neither, dear.\n— a participant, three ¶2-3 | -",
	} {
		m.Quoting = coding.NewQuoting([]cases.Case{{ID: "dot", Consent: cases.Consent{Quote: "yes", Name: name}}}).ForPrint()
		if got := cells(t, m.ForPrint(m.Anchor(p.Transcripts), p)); got[0] != want {
			t.Errorf("%s: %q, want %q", name, got[0], want)
		}
	}
}
