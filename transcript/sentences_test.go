package transcript

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Sentences of each text are parted by a bar.
func TestSentences(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text string }{
		{"English", "I left.| She stayed!| Why?| Nobody knows"},
		{"titles", "Dr. Meier and Mrs. Jones met Prof. Li.| They talked."},
		{"initials", "J. R. Smith came.| So did Ann B. Clark."},
		{"I is no initial", "My wife and I.| We moved."},
		{"dotted", "Some, e.g. Ann, left; i.e. Bob stayed in the U.S. Army with his Ph.D. Honestly."},
		{"times of the day", "I woke at 5 a.m.| Then I slept at 9 p.m. again."},
		{"decimals", "It cost 3.50 or 1.000,00.| That was in 2019.| Then it rose."},
		{"numbers", "See No. 5 and fig. 3.| No.| Five of us went."},
		{"addresses", "It was on example.com. then gone.| Write to a.b@example.org."},
		{"lower case goes on", "The dept. of health, approx. half, etc. and so on.| Then etc.| Others."},
		{"all in lower case", "i went home.| then i slept, e.g. at noon.| i dreamt"},
		{"ellipses", "I thought… maybe not.| I don't know…| But then... well... no.| Hm...| Right."},
		{"clusters", "What?!| No...!| Yes!!!| Fine."},
		{"quotes", "\"I left.\"| She said so.| “Why?” he asked.| 'Stop!'| We (all of us.) went.| (He left.)| Then"},
		{"questions in brackets", "We went (really?) and came back."},
		{"asides", "I left.| (laughs) Then I came.| [pause] And (well. really) stayed, e.g. (a) Ann.| Fine.| (laughs)"},
		{"apostrophes", "You daren't.| That's it.| You can’t.| So 'A. Smith' won't."},
		{"lines", "one\ntwo\r\nthree\u2028four"},
		{"paragraphs", "One.\n\nTwo. \n» three"},
		{"what holds no word", "… ! Well.| – ? Yes.| \" … ?"},
		{"German", "Wir kamen z. B. am 3. März, d. h. im 19. Jahrhundert.| Es war 12.| Dann kam Hr. Maier bzw. Frau Dr. Kurz.| „Komm!“ rief sie.| »Nein.«| „Doch.“| Goethestr. 5 usw.| Ende."},
		{"French", "« Oui. »| Puis M. Dupont et Mme. Roux sont partis.| « Non ! » dit-elle.| Et vous ?| Rien."},
		{"Spanish", "¿Vino el Sr. Gómez?| ¡Sí!| La Dra. Ruiz, p.ej., no.| —Ya.| —Bueno."},
		{"Russian", "Он ушёл, т. е. уехал на ул. Ленина.| А. С. Пушкин писал.| Да?| Нет."},
		{"Chinese", "我走了。|她说：“好。”然后她也走了！|真的吗?|我不知道……也许。"},
		{"Japanese", "「はい。」と言った。|「いいえ。」|「なぜ？」と聞いた。|そうです．|私は３．５円です。"},
		{"Korean", "네.| 그래요.| 정말?"},
		{"Arabic", "ماذا قال؟| لا أعرف.| ربما"},
		{"Hindi", "मैं घर गया।| वह रुकी।| क्यों?"},
		{"Burmese", "ကျွန်တော်သွားတယ်။|သူနေတယ်။"},
		{"Thai has no marks", "ผมไปบ้าน เธออยู่ที่นี่"},
		{"nothing", ""},
		{"no word", "… – !"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text := strings.ReplaceAll(tt.text, "|", "")
			var got, want []string
			for s := range Sentences(text) {
				got = append(got, text[s.Start:s.End])
			}
			for _, w := range strings.FieldsFunc(tt.text, func(r rune) bool { return r == '|' || newline(r) }) {
				if spoken(w) {
					want = append(want, strings.TrimSpace(w))
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// checkSentences says what is wrong with the sentences of a text: each word is
// in one, in order, and none begins or ends with white space or goes on behind a
// line end.
func checkSentences(t interface{ Fatalf(string, ...any) }, text string) int {
	var words []Span
	for w := range Words(text) {
		words = append(words, w)
	}
	n, end := 0, 0
	for s := range Sentences(text) {
		n++
		part := text[s.Start:s.End]
		switch {
		case s.Start < end || s.Empty() || s.End > len(text):
			t.Fatalf("%q: sentence %v follows one that ends at %d", text, s, end)
		case strings.TrimSpace(part) != part || strings.ContainsAny(part, "\n\r"):
			t.Fatalf("%q: %q has white space at its ends or several lines", text, part)
		case len(words) == 0 || !s.Holds(words[0]):
			t.Fatalf("%q: %q does not begin with the next word of %v", text, part, words)
		}
		for len(words) > 0 && s.Holds(words[0]) {
			words = words[1:]
		}
		if len(words) > 0 && words[0].Start < s.End {
			t.Fatalf("%q: %q cuts through a word", text, part)
		}
		end = s.End
	}
	if len(words) > 0 {
		t.Fatalf("%q: words %v are in no sentence", text, words)
	}
	return n
}

func TestEveryWordIsInOneSentence(t *testing.T) {
	t.Parallel()
	several := 0
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{
			"I", "went", "Dr", "z.B", "3.5", "don't", ".", "?!", "…", "...", "\"", "”", "(", ")", "«", "»", " ", "  ", "\n", "\u00a0", "é", "日本", "。", "？", "「", "」", "．", "a", "\u0301", "नमस्ते", "।", "👍", "\u200d", "A.", "12",
		}), 0, 20).Draw(t, "parts")
		if checkSentences(t, strings.Join(parts, "")) > 1 {
			several++
		}
	})
	if several == 0 {
		t.Error("no text of any draw had two sentences")
	}
}

// A text of nothing but marks is read in time that grows with its length.
func TestManyMarksWithoutAWord(t *testing.T) {
	t.Parallel()
	for _, marks := range []string{". ", ". (", "…\u00a0»", "。「"} {
		if n := checkSentences(t, strings.Repeat(marks, 1<<18)); n != 0 {
			t.Errorf("%d sentences without a word in %q", n, marks)
		}
	}
}

func FuzzSentences(f *testing.F) {
	for _, s := range []string{"I left. She stayed.", "「はい。」と言った。3．5", "Dr. A.\u0301b", "a․b?\u200dc", "\xff.\xfe A"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if utf8.ValidString(s) { // as every transcript is
			checkSentences(t, s)
		}
		for part := range Sentences(s) {
			_ = s[part.Start:part.End]
		}
	})
}

func BenchmarkSentences(b *testing.B) {
	text := strings.Repeat("It was the first winter that I did not dread, and Dr. Smith said so. Why? I don't know… ", 700)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		for range Sentences(text) {
		}
	}
}
