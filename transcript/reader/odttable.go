package reader

import "strconv"

// openTabular takes notice of the elements of tables.
func (o *odtText) openTabular(name string, e element) {
	switch name {
	case "table:table":
		o.openTable()
	case "table:table-header-rows":
		o.heading = true
	case "table:table-row":
		o.openRow()
		o.covered = 0
		if r := o.row(); r != nil {
			r.head = o.heading
		}
	case "table:table-cell":
		o.skipColumns(repeats(e.attr("number-columns-repeated")) - 1)
		o.openCell()
		o.covered = repeats(e.attr("number-columns-spanned")) - 1
		o.widen(o.covered + 1)
	case "table:covered-table-cell":
		columns := repeats(e.attr("number-columns-repeated"))
		o.skipColumns(columns - o.covered)
		o.covered = max(0, o.covered-columns)
	}
}

// repeats reads how often something is there; more than any person makes is
// less.
func repeats(value string) int {
	n, err := strconv.Atoi(value)
	if err != nil {
		return 1
	}
	return min(max(n, 1), maxRepeated)
}
