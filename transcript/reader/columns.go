package reader

// Columns says which column of a table holds what, by the head of the column. In
// a table with a row a turn those are Speaker, Time, Text and Codes; in one with
// a row a respondent, Respondent and Questions, and every other column describes
// the respondent.
type Columns struct {
	Speaker, Time, Text, Codes string
	Respondent                 string
	Questions                  []string
}
