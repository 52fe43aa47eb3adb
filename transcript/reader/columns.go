package reader

import (
	"errors"
	"fmt"
	"slices"
)

// Columns says which column of a table holds what: by its head, without regard
// to case, space and punctuation, or by its letter or number as spreadsheets
// count them. In a table with a row a turn those are Speaker, Time, Text and
// Codes; in one with a row a respondent, Respondent and Questions, and every
// other column describes the respondent. What is "" is found by its head.
type Columns struct {
	Sheet                      string // of a workbook, by name or number; "" takes the first that holds anything
	Speaker, Time, Text, Codes string
	Respondent                 string
	Questions                  []string
}

// named returns the names in c, in the order of the fields.
func (c Columns) named() []string {
	var out []string
	for _, name := range append([]string{c.Speaker, c.Time, c.Text, c.Codes, c.Respondent}, c.Questions...) {
		if name != "" {
			out = append(out, name)
		}
	}
	return out
}

// Heads by which columns are found, as bare has them, the surest first.
var (
	textHeads        = []string{"text", "words", "utterance", "transcript", "content", "speech"}
	speakerHeads     = []string{"speaker", "speakername", "participant", "name", "who"}
	timeHeads        = append([]string{"time", "timestamp", "starttime", "start", "in"}, millisecondHeads...)
	millisecondHeads = []string{"timems", "starttimems", "startms"}
	codeHeads        = []string{"tags", "codes", "code", "labels", "tag"}
	respondentHeads  = []string{"respondentid", "respondent", "participantid", "participant", "responseid", "caseid", "case", "id"}
)

// columns says which column holds what.
type columns struct {
	speaker, time, text, codes, respondent int
	questions                              []int
}

var noColumns = columns{speaker: none, time: none, text: none, codes: none, respondent: none}

// named returns the columns that the options name, and for a row a turn those
// that are known by their heads.
func (t *table) named(c Columns) (columns, error) {
	out := noColumns
	var wrong []error
	find := func(name string, list []string) int {
		if name == "" {
			return t.heads.known(list)
		}
		i, err := t.heads.find(name, t.width)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", t.name, err))
		}
		return i
	}
	for _, name := range c.Questions {
		if i := find(name, nil); !slices.Contains(out.questions, i) {
			out.questions = append(out.questions, i)
		}
	}
	if c.Respondent != "" {
		out.respondent = find(c.Respondent, nil)
	}
	if c.Respondent == "" && len(c.Questions) == 0 {
		out.text = find(c.Text, textHeads)
		out.speaker, out.time, out.codes = find(c.Speaker, speakerHeads), find(c.Time, timeHeads), find(c.Codes, codeHeads)
	}
	return out, errors.Join(wrong...)
}
