package crosstab

// fewest is how many people a group must have for Suppress to let it stand.
const fewest = 3

// keep counts the people of the groups, and decides which are left out.
func (c *counter) keep() {
	in := map[[2]int]*people{}
	for _, t := range c.picked.Transcripts {
		for _, at := range c.pages[t].turns {
			if at.participant < 0 {
				continue
			}
			for _, crossing := range [][2]int{{at.row, at.column}, {at.row, -1}, {-1, at.column}} {
				if in[crossing] == nil {
					in[crossing] = new(people)
				}
				in[crossing].add(at.participant, len(c.voices))
			}
		}
	}
	for i := range c.rows.list {
		c.rows.list[i].People = in[[2]int{i, -1}].size()
	}
	for j := range c.columns.list {
		c.columns.list[j].People = in[[2]int{-1, j}].size()
	}
	c.few = map[[2]int]bool{}
	if !c.Suppress {
		return
	}
	ofRows, ofColumns := c.ofPeople(c.Rows, c.Columns), c.ofPeople(c.Columns, c.Rows)
	for crossing, who := range in {
		rows, columns := crossing[0] < 0 || ofRows, crossing[1] < 0 || ofColumns
		c.few[crossing] = rows && columns && crossing != [2]int{-1, -1} && who.size() < fewest
	}
}

// leftOut reports whether words of a row and a column count for nothing. A group of -1
// is one that its dimension does not tell by who speaks.
func (c *counter) leftOut(row, column int) bool {
	return c.few[[2]int{row, column}] || c.few[[2]int{row, -1}] || c.few[[2]int{-1, column}]
}
