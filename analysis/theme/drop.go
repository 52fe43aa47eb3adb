package theme

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// DropQuotes removes quotations of a theme, each named as [Model.QuoteNamed] finds it.
func (m *Model) DropQuotes(id ID, names ...string) ([]byte, error) {
	var drop []int
	for _, name := range names {
		i, err := m.QuoteNamed(id, name)
		if err != nil {
			return nil, err
		}
		drop = append(drop, i)
	}
	return m.RemoveQuotes(drop...)
}

// QuotesOf returns the indexes in m.Quotes of the quotations of a theme, in the order in
// which they are printed.
func (m *Model) QuotesOf(id ID) []int {
	var of []int
	for i, q := range m.Quotes {
		if q.Theme == id {
			of = append(of, i)
		}
	}
	return of
}

// QuoteNamed returns the index in m.Quotes of a quotation of a theme, named by its number
// among those of the theme, which counts from 1 in the order of the file, or by words
// that it holds and no other quotation of the theme does.
func (m *Model) QuoteNamed(id ID, name string) (int, error) {
	if _, err := m.find(id); err != nil {
		return 0, err
	}
	of := m.QuotesOf(id)
	if len(of) == 0 {
		return 0, fmt.Errorf("theme %q has no quotation", id)
	}
	n, err := strconv.Atoi(strings.TrimSpace(name))
	if err == nil && 0 < n && n <= len(of) {
		return of[n-1], nil
	}
	found := m.holding(of, name)
	if err == nil && len(found) == 0 {
		return 0, fmt.Errorf("theme %q has %s, so there is no number %d", id, counted(len(of), "quotation"), n)
	}
	switch len(found) {
	case 0:
		return 0, fmt.Errorf("theme %q has no quotation with the words %q; it has %s", id, name, m.numbered(of, of))
	case 1:
		return found[0], nil
	}
	return 0, fmt.Errorf("theme %q has %s with the words %q; give the number of one: %s", id, counted(len(found), "quotation"), name, m.numbered(of, found))
}

// holding returns those of some quotes whose words, said or shown, hold others.
func (m *Model) holding(quotes []int, words string) []int {
	words = strings.TrimSuffix(foldQuote(words), "…")
	if words == "" {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(quotes), func(i int) bool {
		return !strings.Contains(foldQuote(m.Quotes[i].Quote), words) && !strings.Contains(foldQuote(m.Quotes[i].Shown), words)
	})
}

// numbered lists quotes with their numbers among those of their theme.
func (m *Model) numbered(of, listed []int) string {
	var out []string
	for _, i := range listed {
		out = append(out, fmt.Sprintf("%d “%s”", slices.Index(of, i)+1, beginning(m.Quotes[i].Quote)))
	}
	return strings.Join(out, ", ")
}

// NameOf returns a name by which QuoteNamed finds the quote at an index of
// m.Quotes, as it can be typed between double quotation marks: its first words,
// or its number where they are not its own or a shell would read them otherwise.
func (m *Model) NameOf(i int) string {
	q := m.Quotes[i]
	of := m.QuotesOf(q.Theme)
	words := strings.TrimSuffix(beginning(q.Quote), "…")
	_, err := strconv.Atoi(words)
	if err == nil || strings.ContainsAny(words, "\"“”$`\\!") || len(m.holding(of, words)) != 1 {
		return strconv.Itoa(slices.Index(of, i) + 1)
	}
	return words
}

// beginning returns the first words of a quotation.
func beginning(quote string) string {
	words := strings.Fields(quote)
	if len(words) <= 6 {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:6], " ") + "…"
}
