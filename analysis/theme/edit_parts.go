package theme

import (
	"errors"
	"fmt"
	"slices"

	"grounded/codebook/tomledit"
)

// AddPart appends a part. It refuses an empty or taken name and an unknown
// place; the place may be empty.
func (m *Model) AddPart(p Part) ([]byte, error) {
	switch {
	case p.Name == "":
		return nil, errors.New("a part needs a name")
	case m.part(p.Name) >= 0:
		return nil, fmt.Errorf("there is a part %q already", p.Name)
	case p.Place != "" && !slices.Contains(places(), p.Place):
		return nil, fmt.Errorf("%q is no place in a tree; it is %s", p.Place, choice(places()))
	}
	return m.edit(tomledit.Append("part", given(pair("name", p.Name), pair("place", string(p.Place)))...))
}

// AddQuote appends quotations, which [QuoteOf] makes of passages. It refuses
// one of a theme that the model does not hold, one without transcript or words,
// an unknown stance, and words to be shown that do not follow from those said.
// An empty stance means Supports.
func (m *Model) AddQuote(quotes ...Quote) ([]byte, error) {
	var edits []tomledit.Edit
	for _, q := range quotes {
		if err := m.mayQuote(q); err != nil {
			return nil, err
		}
		edits = append(edits, tomledit.Append("quote", q.keys()...))
	}
	return m.edit(edits...)
}

func (m *Model) mayQuote(q Quote) error {
	if _, err := m.find(q.Theme); err != nil {
		return err
	}
	switch {
	case q.Transcript == "" || q.Quote == "" || q.Span.Empty() || q.Span.Start < 0:
		return errors.New("a quote needs a transcript and a passage with words")
	case !slices.Contains(stances(), orElse(q.Stance, Supports)):
		return fmt.Errorf("%q is no stance of a quote; it %s the theme", q.Stance, choice(stances()))
	}
	if q.Shown != "" {
		if fault := Departs(q.Shown, q.Quote); fault != nil {
			return fault
		}
	}
	return nil
}

// keys returns a quote as the file has it.
func (q Quote) keys() []tomledit.Pair {
	keys := given(pair("theme", string(q.Theme)), pair("transcript", string(q.Transcript)))
	keys = append(keys, tomledit.Pair{Key: "start", Value: q.Span.Start}, tomledit.Pair{Key: "end", Value: q.Span.End})
	keys = append(keys, given(
		pair("quote", q.Quote), pair("prefix", q.Prefix), pair("suffix", q.Suffix),
		pair("stance", string(orElse(q.Stance, Supports))), pair("shown", q.Shown),
	)...)
	if q.Verified.Given {
		keys = append(keys, tomledit.Pair{Key: "verified", Value: q.Verified.value()})
	}
	return keys
}

// SetQuote puts q in place of the quote at index i of m.Quotes; keys that
// already say what q does keep their bytes. It refuses what AddQuote does.
func (m *Model) SetQuote(i int, q Quote) ([]byte, error) {
	if i < 0 || i >= len(m.Quotes) {
		return nil, m.noQuote(i)
	}
	if err := m.mayQuote(q); err != nil {
		return nil, err
	}
	return m.setQuote(i, q)
}

func (m *Model) setQuote(i int, q Quote) ([]byte, error) {
	at := tomledit.Nth("quote", i)
	keys := q.keys()
	var edits []tomledit.Edit
	for _, p := range keys {
		if p.Key != "verified" || q.Verified != m.Quotes[i].Verified {
			edits = append(edits, tomledit.Set(at, p.Key, p.Value))
		}
	}
	for _, key := range []string{"prefix", "suffix", "shown", "verified"} {
		if !slices.ContainsFunc(keys, func(p tomledit.Pair) bool { return p.Key == key }) {
			edits = append(edits, tomledit.Unset(at, key))
		}
	}
	return m.edit(edits...)
}

// RemoveQuotes removes the quotes at these indexes of m.Quotes.
func (m *Model) RemoveQuotes(indexes ...int) ([]byte, error) {
	var edits []tomledit.Edit
	for _, i := range once(indexes) {
		if i < 0 || i >= len(m.Quotes) {
			return nil, m.noQuote(i)
		}
		edits = append(edits, tomledit.Remove(tomledit.Nth("quote", i)))
	}
	return m.edit(edits...)
}

func (m *Model) noQuote(i int) error {
	return fmt.Errorf("%s holds %d quotes, so there is no number %d", m.file.Name, len(m.Quotes), i+1)
}
