package theme

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
)

// MoveQuote makes the quotation at an index of m.Quotes the nth of its theme, counted
// from 1 in the order of the file, which is that in which they are printed. The tables
// of the theme's quotations change places, with the comments that touch them; all that
// stands between them stays.
func (m *Model) MoveQuote(i, n int) ([]byte, error) {
	if err := problem.Fatal(m.problems); err != nil {
		return nil, err
	}
	if i < 0 || i >= len(m.Quotes) {
		return nil, m.noQuote(i)
	}
	places := m.QuotesOf(m.Quotes[i].Theme)
	if n < 1 || n > len(places) {
		return nil, fmt.Errorf("theme %q has %s, so none can be number %d", m.Quotes[i].Theme, counted(len(places), "quotation"), n)
	}
	order := slices.DeleteFunc(slices.Clone(places), func(j int) bool { return j == i })
	order = slices.Insert(order, n-1, i)
	src, err := m.arrange(places, order)
	if err != nil {
		return nil, err
	}
	after, _ := Decode(m.Name(), src)
	for k, place := range places {
		was := m.Quotes[order[k]]
		if len(after.Quotes) != len(m.Quotes) || after.Quotes[place].said() != was.said() {
			return nil, errors.New("the tables of the quotations cannot be told apart; change their order in the file")
		}
	}
	return src, nil
}

// said is a quote wherever it stands in the file.
func (q Quote) said() Quote {
	q.Line = 0
	return q
}

// arrange puts the tables of some quotations into the places of others; both are
// indexes of m.Quotes, the places in order.
func (m *Model) arrange(places, order []int) ([]byte, error) {
	src := m.Source()
	block := func(i int) (tomledit.Span, error) {
		s, ok := m.file.Block(tomledit.Nth("quote", i))
		if !ok {
			return s, fmt.Errorf("the table of the quotation at line %d lies in pieces; change the order in the file", m.Quotes[i].Line)
		}
		s.End = s.Start + len(bytes.TrimRight(src[s.Start:s.End], "\r\n"))
		return s, nil
	}
	var out []byte
	end := 0
	for k, i := range places {
		place, err := block(i)
		if err != nil {
			return nil, err
		}
		put, err := block(order[k])
		if err != nil {
			return nil, err
		}
		out = append(out, src[end:place.Start]...)
		out = append(out, src[put.Start:put.End]...)
		end = place.End
	}
	return append(out, src[end:]...), nil
}
