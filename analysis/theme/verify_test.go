package theme

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/coding"
)

func quoteFile(verified string) string {
	src := "[[theme]]\nid = \"give\"\n\n[[quote]]\ntheme = \"give\"\ntranscript = \"one\"\nquote = \"I had a bit over\"\n"
	if verified != "" {
		src += "verified = " + verified + "\n"
	}
	return src
}

func TestDecodeVerified(t *testing.T) {
	t.Parallel()
	hash := WordsHash("I had a bit over")
	for _, tt := range []struct {
		file string
		want Verification
		says string
	}{
		{"", Verification{}, ""},
		{"false", Verification{}, ""},
		{"true", Verification{Given: true}, "yes"},
		{`{ by = "ana", date = 2021-03-04, against = "recording", words = "` + hash + `" }`, Verification{Given: true, By: "ana", Date: "2021-03-04", Against: "recording", Words: hash}, "by ana, against recording, 2021-03-04"},
		{`{ by = "ana", date = "2021-03-04", lapsed = true }`, Verification{Given: true, By: "ana", Date: "2021-03-04", Lapsed: true}, "by ana, 2021-03-04"},
	} {
		q := decodeSound(t, quoteFile(tt.file)).Quotes[0]
		if q.Verified != tt.want || q.Verified.String() != tt.says {
			t.Errorf("%s is %+v (%q)", tt.file, q.Verified, q.Verified)
		}
	}
	for file, want := range map[string]string{
		`"yes"`:                      "bad-verified models/m.toml:8:1: verified says who compared the words, when and with what; write verified = { by = \"ana\", date = 2021-03-04, against = \"recording\" }",
		`{ by = 1 }`:                 "bad-verified models/m.toml:8:1: by of a verification cannot be 1; write verified = { by = \"ana\", date = 2021-03-04, against = \"recording\" }",
		`{ by = "ana", date = "x" }`: `bad-date models/m.toml:8:1: "x" is not a date; write date = 2021-03-04`,
		`{ by = "ana", at = "x" }`:   `unknown-key models/m.toml:8:1: a verification has no key "at"; it has by, date, against, words and lapsed`,
	} {
		_, problems := Decode("models/m.toml", []byte(quoteFile(file)))
		if len(problems) != 1 || problems[0].Name+" "+problems[0].String() != want {
			t.Errorf("%s: %v", file, problem.Error(problems))
		}
	}
}

// A verification is written, holds while its words stand, lapses when they change, and
// then keeps nothing by which the former could be told.
func TestVerify(t *testing.T) {
	t.Parallel()
	in := talk("one", talkOne, "Bea")
	span, _ := transcript.NewFinder(in).Locate("I had a bit over", 0)
	src, err := decodeSound(t, quoteFile("true")).SetQuote(0, QuoteOf(in, span, "give", Supports))
	if err != nil {
		t.Fatal(err)
	}
	m := decodeSound(t, string(src))
	if m.Quotes[0].Verified.Given {
		t.Error("a quote that says nothing of it stays verified")
	}
	v := Verification{Given: true, By: "ana", Date: "2021-03-04", Against: "recording", Words: "of no account", Lapsed: true}
	if src, err = m.Verify(m.Anchor([]*transcript.Transcript{in})[0], v); err != nil {
		t.Fatal(err)
	}
	hash := WordsHash("I had a bit over")
	if line := "verified = { by = \"ana\", date = 2021-03-04, against = \"recording\", words = \"" + hash + "\" }\n"; !strings.Contains(string(src), line) {
		t.Errorf("the file lacks %s:\n%s", line, src)
	}
	m = decodeSound(t, string(src))
	if again, err := m.SetQuote(0, m.Quotes[0]); err != nil || string(again) != string(src) {
		t.Errorf("setting what is there (%v):\n%s", err, again)
	}
	if !m.Anchor([]*transcript.Transcript{in})[0].VerifiedNow() || m.Anchor(nil)[0].VerifiedNow() {
		t.Error("it does not hold where the words are as they were, or does where they are not found")
	}
	corrected := talk("one", strings.Replace(talkOne, "a bit over", "a little bit over", 1), "Bea")
	a := m.Anchor([]*transcript.Transcript{corrected})[0]
	if a.Fate != coding.Followed || a.VerifiedNow() {
		t.Errorf("with the words corrected it is %s, verified %v", a.Fate, a.VerifiedNow())
	}
	mended, _, err := m.Mend([]*transcript.Transcript{corrected})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(mended), `verified = { by = "ana", date = 2021-03-04, against = "recording", lapsed = true }`) || strings.Contains(string(mended), hash) {
		t.Errorf("the file keeps\n%s", mended)
	}
	after := decodeSound(t, string(mended))
	if a := after.Anchor([]*transcript.Transcript{corrected})[0]; a.Fate != coding.Exact || a.VerifiedNow() {
		t.Errorf("once written it is %s, verified %v", a.Fate, a.VerifiedNow())
	}
	if src, err = after.Verify(after.Anchor([]*transcript.Transcript{corrected})[0], v); err != nil || !strings.Contains(string(src), WordsHash("I had a little bit over")) {
		t.Errorf("verified anew (%v):\n%s", err, src)
	}
	m = decodeSound(t, string(src))
	if src, err = m.Verify(m.Anchor(nil)[0], Verification{}); err != nil || strings.Contains(string(src), "verified") {
		t.Errorf("taken back (%v):\n%s", err, src)
	}
	if _, err = m.Verify(m.Anchor(nil)[0], v); err == nil || !strings.Contains(err.Error(), "so there is nothing to compare") {
		t.Errorf("adrift: %v", err)
	}
}

// A bare verified = true lapses with its words too, and words that were replaced as names
// are keep what was said of them.
func TestVerificationFollows(t *testing.T) {
	t.Parallel()
	bare, hashed := Verification{Given: true}, Verification{Given: true, By: "ana", Words: WordsHash("by Maria’s door")}
	for _, tt := range []struct {
		name     string
		got      Verification
		want     Verification
		holds    string
		holdsNot string
	}{
		{"bare, same words", bare.Follow("a  b", "a b"), bare, "a b", ""},
		{"bare, other words", bare.Follow("a b", "a c"), Verification{Given: true, Lapsed: true}, "", "a c"},
		{"nobody", Verification{}.Follow("a b", "a c"), Verification{}, "", "a c"},
		{"same words in other marks", hashed.Follow("by Maria’s door", "by Maria's door"), hashed, "by Maria's door", "by the door"},
		{"other words", hashed.Follow("by Maria’s door", "by her door"), Verification{Given: true, By: "ana", Lapsed: true}, "", "by her door"},
		{"a name replaced", hashed.Replace("by Maria’s door", "by P07’s door"), Verification{Given: true, By: "ana", Words: WordsHash("by P07's door")}, "by P07’s door", "by Maria’s door"},
		{"a name replaced in other words", hashed.Replace("by Maria’s gate", "by P07’s gate"), Verification{Given: true, By: "ana", Lapsed: true}, "", "by P07’s gate"},
		{"bare, a name replaced", bare.Replace("Maria", "P07"), bare, "P07", ""},
	} {
		if diff := cmp.Diff(tt.want, tt.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if tt.holds != "" && !tt.got.Holds(tt.holds) || tt.holdsNot != "" && tt.got.Holds(tt.holdsNot) {
			t.Errorf("%s: of %q it holds %v, of %q %v", tt.name, tt.holds, tt.got.Holds(tt.holds), tt.holdsNot, tt.got.Holds(tt.holdsNot))
		}
	}
}

// Any verification is read back as it was written.
func TestVerificationRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringMatching(`[a-zé"\\ ]{0,12}`)
		v := Verification{Given: true, By: coding.Analyst(text.Draw(r, "by")), Against: text.Draw(r, "against"), Lapsed: rapid.Bool().Draw(r, "lapsed")}
		if rapid.Bool().Draw(r, "dated") {
			v.Date = "2021-03-04"
		}
		if !v.Lapsed {
			v.Words = rapid.StringMatching(`([0-9a-f]{16})?`).Draw(r, "words")
		}
		m := decodeSound(t, quoteFile(""))
		q := m.Quotes[0]
		q.Span = transcript.Span{Start: 1, End: 17}
		q.Verified = v
		src, err := m.SetQuote(0, q)
		if err != nil {
			r.Fatal(err)
		}
		if got := decodeSound(t, string(src)).Quotes[0].Verified; got != v {
			r.Fatalf("%+v is read as %+v", v, got)
		}
	})
}
