package theme

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"grounded/codebook/tomledit"
	"grounded/transcript/coding"
)

// Verification says that somebody compared the words of a quotation with what they
// were taken from. It holds as long as the words are those that were compared.
type Verification struct {
	Given   bool           // somebody did; a file may say no more than verified = true
	By      coding.Analyst // who did
	Date    tomledit.Date
	Against string // with what: recording, source, or any words
	Words   string // WordsHash of what was compared
	Lapsed  bool   // a command wrote other words since, of which no hash is kept
}

// WordsHash tells whether words are those that were compared: it is 16 hexadecimal
// digits of the SHA-256 of what was said, without regard to white space and the form
// of quotation marks.
func WordsHash(words string) string {
	sum := sha256.Sum256([]byte(foldQuote(words)))
	return hex.EncodeToString(sum[:8])
}

// Holds reports whether a quotation of some words is verified.
func (v Verification) Holds(words string) bool {
	return v.Given && !v.Lapsed && (v.Words == "" || v.Words == WordsHash(words))
}

// Follow returns what is left of a verification when a quotation's words are written
// anew: it lapses with the words that it was of. Nothing is kept by which words that
// were taken out could be told.
func (v Verification) Follow(was, now string) Verification {
	if v.Given && (!v.Holds(was) || foldQuote(was) != foldQuote(now)) {
		v.Lapsed, v.Words = true, ""
	}
	return v
}

// Replace returns the verification of words in which others were put in the place of
// some, as names are, so that what was compared is as true as it was.
func (v Verification) Replace(was, now string) Verification {
	if !v.Holds(was) {
		return v.Follow(was, now)
	}
	if v.Words != "" {
		v.Words = WordsHash(now)
	}
	return v
}

// String says who compared what, "" when nobody did.
func (v Verification) String() string {
	if !v.Given {
		return ""
	}
	out := "yes"
	if v.By != "" {
		out = "by " + string(v.By)
	}
	if v.Against != "" {
		out += ", against " + v.Against
	}
	if v.Date != "" {
		out += ", " + string(v.Date)
	}
	return out
}

// value is a verification as the file has it.
func (v Verification) value() any {
	keys := given(pair("by", string(v.By)))
	if v.Date.Valid() {
		keys = append(keys, tomledit.Pair{Key: "date", Value: v.Date})
	}
	keys = append(keys, given(pair("against", v.Against), pair("words", v.Words))...)
	if v.Lapsed {
		keys = append(keys, tomledit.Pair{Key: "lapsed", Value: true})
	}
	if len(keys) == 0 {
		return true
	}
	return tomledit.Inline(keys)
}

// verification reads what the file says of quote i: true, or a table.
func (m *Model) verification(i int, value any) Verification {
	wrong := func(what string) {
		m.fatal(tomledit.Nth("quote", i), "verified", "bad-verified", what, `write verified = { by = "ana", date = 2021-03-04, against = "recording" }`)
	}
	switch said := value.(type) {
	case nil:
	case bool:
		return Verification{Given: said}
	case map[string]any:
		return m.verificationOf(i, said, wrong)
	default:
		wrong("verified says who compared the words, when and with what")
	}
	return Verification{}
}

func (m *Model) verificationOf(i int, said map[string]any, wrong func(string)) Verification {
	v := Verification{Given: true}
	var by string
	for _, key := range slices.Sorted(maps.Keys(said)) {
		texts := map[string]*string{"by": &by, "against": &v.Against, "words": &v.Words}
		text, isText := said[key].(string)
		date, isDate := said[key].(tomledit.Date)
		lapsed, isBool := said[key].(bool)
		switch into := texts[key]; {
		case into != nil && isText:
			*into = text
		case key == "date" && isDate:
			v.Date = date
		case key == "date" && isText:
			v.Date = tomledit.Date(text)
		case key == "lapsed" && isBool:
			v.Lapsed = lapsed
		case into != nil || key == "date" || key == "lapsed":
			wrong(fmt.Sprintf("%s of a verification cannot be %v", key, said[key]))
		default:
			m.note(tomledit.Nth("quote", i), "verified", "unknown-key", fmt.Sprintf("a verification has no key %q", key), "it has by, date, against, words and lapsed")
		}
	}
	v.By = coding.Analyst(by)
	if v.Date != "" && !v.Date.Valid() {
		m.note(tomledit.Nth("quote", i), "verified", "bad-date", fmt.Sprintf("%q is not a date", v.Date), "write date = 2021-03-04")
	}
	return v
}

// VerifiedNow reports whether a quotation is verified as it stands in the text now. One that
// is adrift does not stand there.
func (a Anchored) VerifiedNow() bool {
	switch a.Fate {
	case coding.Adrift:
		return false
	case coding.Followed:
		now := a.In.Text(a.Now)
		return a.Verified.Follow(a.Quote.Quote, now).Holds(now)
	}
	return a.Verified.Holds(a.Quote.Quote)
}

// Lapsed reports whether a quotation was verified and stands in the text now with other
// words than those that were compared.
func (a Anchored) Lapsed() bool {
	return a.Verified.Given && a.Fate != coding.Adrift && !a.VerifiedNow()
}

// Verify says of a quotation that its words, as they stand in the text now, were
// compared. What v says of words and of lapsing is not looked at; the zero
// Verification takes back what was said. One that is adrift has no words to be
// compared, and one of which other words are to be printed than were said is not what
// stands in the text: both are errors.
func (m *Model) Verify(a Anchored, v Verification) ([]byte, error) {
	q := a.Relocate()
	q.Verified = Verification{}
	if v.Given {
		if a.Fate == coding.Adrift {
			return nil, fmt.Errorf("the words of “%s” are not in %s as it is now, so there is nothing to compare; choose them as they are now", beginning(a.Quote.Quote), a.Transcript)
		}
		v.Words, v.Lapsed = WordsHash(q.Quote), false
		q.Verified = v
	}
	return m.SetQuote(a.Index, q)
}
