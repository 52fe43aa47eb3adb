package coding

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"grounded/codebook"
	"grounded/transcript"
)

const (
	idLetters = "0123456789bcdfghjklmnpqrstvwxyz" // no vowels, so that no id is a word
	idLength  = 10

	// around is how many characters of context are kept on either side.
	around = 32

	// shortest is how much of an id people must type.
	shortest = 4
)

// NewID returns an id that taken does not report, made from random bytes. The
// only errors are those of random.
func NewID(random io.Reader, taken func(string) bool) (string, error) {
	fair := 256 - 256%len(idLetters) // bytes from here on would favour the first letters
	bytes := bufio.NewReaderSize(random, 2*idLength)
	for {
		id := make([]byte, 0, idLength)
		for len(id) < idLength {
			b, err := bytes.ReadByte()
			if err != nil {
				return "", fmt.Errorf("making an id for a coding: %w", err)
			}
			if int(b) < fair {
				id = append(id, idLetters[int(b)%len(idLetters)])
			}
		}
		if !taken(string(id)) {
			return string(id), nil
		}
	}
}

// CheckID returns nil when id has the form that NewID gives it.
func CheckID(id string) error {
	good := len(id) == idLength
	for i := range len(id) {
		switch c := id[i]; {
		case '0' <= c && c <= '9':
		case c == 'a', c == 'e', c == 'i', c == 'o', c == 'u', c < 'a', c > 'z':
			good = false
		}
	}
	switch {
	case good:
		return nil
	case id == "":
		return errors.New("id is empty")
	}
	return fmt.Errorf("id %q is not %d digits and consonants", shorten(id), idLength)
}

// Make returns a new coding of the passage s of t, with its words and up to 32
// characters of the body on either side. What of s lies outside of the body is
// cut off.
func Make(t *transcript.Transcript, s transcript.Span, code codebook.ID, id string, at time.Time) Coding {
	s = s.Intersect(transcript.Span{Start: 0, End: len(t.Body)})
	if s.Empty() {
		s = transcript.Span{}
	}
	c := Coding{ID: id, Code: code, At: at.UTC().Truncate(time.Second)}
	c.stand(t, s)
	return c
}

// stand puts a coding on a passage of t: place, words and context.
func (c *Coding) stand(t *transcript.Transcript, s transcript.Span) {
	before, after := s.Start, s.End
	for range around {
		_, n := utf8.DecodeLastRuneInString(t.Body[:before])
		_, m := utf8.DecodeRuneInString(t.Body[after:])
		before, after = before-n, after+m
	}
	c.Span = s
	c.Quote, c.Prefix, c.Suffix = t.Text(s), t.Body[before:s.Start], t.Body[s.End:after]
}

// CheckPrefix returns nil when prefix is long enough to name a coding.
func CheckPrefix(prefix string) error {
	if utf8.RuneCountInString(prefix) < shortest {
		return fmt.Errorf("%q is too short to name a coding; type at least %d characters of its id, or last", prefix, shortest)
	}
	return nil
}

// Last names the newest coding.
const Last = "last"

// Match returns the index of the one coding of cs that a person means by the
// beginning of an id, at least four characters of it, or by Last: the newest
// by At, then by id.
func Match(prefix string, cs []Coding) (int, error) {
	if prefix == Last {
		if len(cs) == 0 {
			return 0, fmt.Errorf("there is no coding yet, so there is no last one")
		}
		last := 0
		for i := range cs {
			if cmp.Or(cs[i].At.Compare(cs[last].At), strings.Compare(cs[i].ID, cs[last].ID)) > 0 {
				last = i
			}
		}
		return last, nil
	}
	if err := CheckPrefix(prefix); err != nil {
		return 0, err
	}
	var found []int
	for i := range cs {
		if strings.HasPrefix(cs[i].ID, prefix) {
			found = append(found, i)
		}
	}
	switch len(found) {
	case 0:
		return 0, fmt.Errorf("no coding has an id that begins with %q", prefix)
	case 1:
		return found[0], nil
	}
	ids := make([]string, len(found))
	for i, at := range found {
		ids[i] = cs[at].ID
	}
	slices.Sort(ids)
	const shown = 5
	list := strings.Join(ids[:min(len(ids), shown)], ", ")
	if len(ids) > shown {
		list += ", …"
	}
	return 0, fmt.Errorf("%d codings have ids that begin with %q: %s; type more of the one you mean", len(ids), prefix, list)
}
