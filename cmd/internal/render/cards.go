package render

import "grounded/analysis/table"

// card is a row as a block of lines, in words.
type card struct {
	head []string
	body []string // paragraphs
	foot []field
}

type field struct{ heading, text string }

// deal lays a table out as cards. Cells that hold nothing are left out.
func deal(t table.Table, v table.Cards) []card {
	head, foot := indexes(t, v.Head), indexes(t, v.Foot)
	body := t.Index(v.Body)
	cards := make([]card, 0, len(t.Rows))
	for _, row := range t.Rows {
		var c card
		for _, j := range head {
			if !empty(row[j]) {
				c.head = append(c.head, cleanLine(words(t.Columns[j], row[j])))
			}
		}
		if body >= 0 && !empty(row[body]) {
			c.body = paragraphs(words(t.Columns[body], row[body]))
		}
		for _, j := range foot {
			if !empty(row[j]) {
				c.foot = append(c.foot, field{cleanLine(t.Columns[j].Label()), cleanLine(words(t.Columns[j], row[j]))})
			}
		}
		cards = append(cards, c)
	}
	return cards
}

func empty(cell any) bool {
	switch v := cell.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []string:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}
