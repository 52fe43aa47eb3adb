package theme

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
)

// AddRevision appends a revision. It refuses one in which nothing was said, an
// unknown response, one that does not say what was done or why the model was kept, a
// date that is none, and themes that the model does not hold. An empty response means
// Open.
func (m *Model) AddRevision(r Revision) ([]byte, error) {
	if err := m.mayRevise(r); err != nil {
		return nil, err
	}
	return m.edit(tomledit.Append("revision", r.keys()...))
}

// SetRevision puts r in place of the revision of a number, which counts from 1; keys
// that already say what r does keep their bytes. It refuses what AddRevision does, but
// themes that are gone may stay.
func (m *Model) SetRevision(number int, r Revision) ([]byte, error) {
	was, err := m.Revision(number)
	if err != nil {
		return nil, err
	}
	known := r
	known.Themes = slices.DeleteFunc(slices.Clone(r.Themes), func(id ID) bool { return slices.Contains(was.Themes, id) })
	if err := m.mayRevise(known); err != nil {
		return nil, err
	}
	at := tomledit.Nth("revision", number-1)
	keys := r.keys()
	var edits []tomledit.Edit
	for _, key := range revisionKeys {
		i := slices.IndexFunc(keys, func(p tomledit.Pair) bool { return p.Key == key })
		if i < 0 {
			edits = append(edits, tomledit.Unset(at, key))
			continue
		}
		edits = append(edits, tomledit.Set(at, key, keys[i].Value))
	}
	return m.edit(edits...)
}

// Revision returns the revision of a number, which counts from 1.
func (m *Model) Revision(number int) (Revision, error) {
	if number < 1 || number > len(m.Revisions) {
		return Revision{}, fmt.Errorf("%s holds %s, so there is no number %d", m.file.Name, counted(len(m.Revisions), "revision"), number)
	}
	return m.Revisions[number-1], nil
}

// WithAnswer returns a revision with another answer in the place of whatever answer it has:
// nothing of that one stays, the day on which it was given and the state of the model that
// came of it included.
func (r Revision) WithAnswer(response Response, did, because string) Revision {
	r.Response, r.Did, r.Because = orElse(response, Open), did, because
	r.Answered, r.After = "", ""
	return r
}

// Answer tells what came of a revision, in a line, with no more than the beginning of long
// texts.
func (r Revision) Answer() string {
	said := string(orElse(r.Response, Open))
	if r.Did != "" {
		said += ", “" + opening(r.Did) + "”"
	}
	if r.Because != "" {
		said += ", because “" + opening(r.Because) + "”"
	}
	return said
}

// opening is a text in a line, cut after so many words.
func opening(text string) string {
	const most = 20
	words := strings.Fields(text)
	if len(words) > most {
		words = append(words[:most], "…")
	}
	return strings.Join(words, " ")
}

// mayRevise returns an error when a revision cannot be written down.
func (m *Model) mayRevise(r Revision) error {
	switch {
	case strings.TrimSpace(r.Said) == "":
		return errors.New("a revision begins with what was said")
	case !slices.Contains(responses(), orElse(r.Response, Open)):
		return fmt.Errorf("%q is no response; it is %s", r.Response, choice(responses()))
	case r.Response == Changed && strings.TrimSpace(r.Did) == "":
		return errors.New("the model was changed, so say what was done")
	case r.Response == Kept && strings.TrimSpace(r.Because) == "":
		return errors.New("the model was kept as it was, so say why")
	}
	for _, date := range []string{r.Date, r.Answered} {
		if date != "" && !tomledit.Date(date).Valid() {
			return fmt.Errorf("%q is not a date; one looks like 2021-03-04", date)
		}
	}
	for _, id := range r.Themes {
		if _, err := m.find(id); err != nil {
			return err
		}
	}
	return nil
}

// revisionKeys are the keys of a revision, in the order in which a new one has them.
var revisionKeys = []string{"date", "group", "said", "response", "because", "did", "answered", "themes", "before", "after"}

func (r Revision) keys() []tomledit.Pair {
	var keys []tomledit.Pair
	date := func(key, date string) {
		if date != "" {
			keys = append(keys, tomledit.Pair{Key: key, Value: tomledit.Date(date)})
		}
	}
	date("date", r.Date)
	keys = append(keys, given(pair("group", r.Group), pair("said", r.Said), pair("response", string(orElse(r.Response, Open))),
		pair("because", r.Because), pair("did", r.Did))...)
	date("answered", r.Answered)
	return append(keys, given(listOf("themes", r.Themes), pair("before", r.Before), pair("after", r.After))...)
}

// Form returns what people fill in of a revision, as TOML.
func (r Revision) Form() string {
	return fmt.Sprintf(`# What was said of the model, and what came of it.
said = %s

group = %s          # who said it
response = %s       # changed, kept or open
did = %s            # what was done
because = %s        # why, most of all where the model was kept as it was
themes = [%s]        # the ids of those that it is about
`, multiline(r.Said), tomledit.Text(r.Group), tomledit.Text(string(orElse(r.Response, Open))), multiline(r.Did), multiline(r.Because), quotedList(r.Themes))
}

// multiline is a text as TOML that people can write into.
func multiline(text string) string {
	if text == "" {
		return "\"\"\"\n\"\"\""
	}
	return tomledit.Text(text)
}

func quotedList(ids []ID) string {
	var out []string
	for _, id := range ids {
		out = append(out, tomledit.Text(string(id)))
	}
	return strings.Join(out, ", ")
}

// ParseForm reads what people filled in of a revision r.
func ParseForm(src string, r Revision) (Revision, error) {
	var e revisionEntry
	_, problems := tomledit.Decode("revision.toml", []byte(src), &e)
	if err := problem.Fatal(problems); err != nil {
		return r, err
	}
	for _, p := range problems {
		return r, problem.Error{p}
	}
	r.Said, r.Group, r.Response = strings.TrimSpace(e.Said), strings.TrimSpace(e.Group), orElse(e.Response, Open)
	r.Did, r.Because, r.Themes = strings.TrimSpace(e.Did), strings.TrimSpace(e.Because), e.Themes
	return r, nil
}
