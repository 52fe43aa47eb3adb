package reader

import (
	"fmt"
	"slices"
	"strings"

	"grounded/transcript"
)

// maxQuestions is the most columns of a table that become a transcript each.
const maxQuestions = 500

// guessSurvey fills in what the options do not say of a table with a row a
// respondent, and says what it took for what.
func (t *table) guessSurvey(s *source, sample []row, cols *columns) error {
	t.subheads(s, sample)
	guessed := surveyOf(t, sample[min(t.skip, len(sample)):])
	said := len(cols.questions) > 0
	if !said {
		cols.questions = slices.DeleteFunc(guessed.questions, func(i int) bool { return i == cols.respondent })
	}
	asked := s.options.Columns.Respondent != ""
	switch {
	case len(cols.questions) == 0:
		return fmt.Errorf("%s: no column is known to hold what was said; its columns are: %s; name them by head or letter with --columns text=HEAD,speaker=HEAD where a row is a turn, or --columns respondent=HEAD,question=HEAD where it is a respondent",
			s.name, t.heads.list(t.width))
	case len(cols.questions) > maxQuestions:
		return fmt.Errorf("%s: %d columns are questions, and %d is the most that become transcripts; name those to read with --columns question=HEAD", s.name, len(cols.questions), maxQuestions)
	case !asked:
		cols.respondent = guessed.respondent
	}
	if slices.Contains(cols.questions, cols.respondent) {
		if asked {
			return fmt.Errorf("%s: column %q is named for a question and for the respondents; name another for one of the two", s.name, t.heads.title(cols.respondent))
		}
		cols.respondent = none
	}
	if !said {
		s.warn("survey-guessed", 0, "read as a survey, with a row a respondent and a transcript for each of the questions: "+t.heads.titles(cols.questions),
			"name the columns otherwise with: --columns respondent=HEAD,question=HEAD, or where a row is a turn: --columns text=HEAD")
	}
	switch {
	case cols.respondent == none:
		s.warn("respondents-numbered", 0, "no column tells who the respondents are, so they are R001, R002 and so on by their rows", "if one does, name it with: --columns respondent=HEAD")
	case !asked:
		s.warn("respondent-guessed", 0, fmt.Sprintf("respondents are called by column %q", t.heads.title(cols.respondent)), "if another tells who they are, name it with: --columns respondent=HEAD")
	}
	return nil
}

// subheads finds the two rows that Qualtrics writes under the heads: the words of
// the questions, and what they are called there.
func (t *table) subheads(s *source, sample []row) {
	const words, names = 0, 1
	below := sample[min(t.skip, len(sample)):]
	if t.skip == 0 || len(below) < 2 || !slices.ContainsFunc(below[names].cells, func(c string) bool { return strings.HasPrefix(c, `{"ImportId"`) }) {
		return
	}
	t.titles = trimmedHeads(below[words].cells)
	t.skip += 2
	(&leftOut{[]int{below[words].line, below[names].line}}).warn(s, "row-below-heads", "this row explains the heads, and is no respondent", "")
}

// surveyOf guesses which columns of a table are questions, and which tells the
// respondents apart. A question was answered in words of one's own: half of the
// answers are of more than six words, and hardly any comes twice. Respondents
// are told apart by a column whose head says so, or that is short and never the
// same; but not by times.
func surveyOf(t *table, rows []row) columns {
	out := noColumns
	for i := range t.width {
		if isQuestion(rows, i) {
			out.questions = append(out.questions, i)
		}
	}
	fits := func(i int, called bool) bool {
		return i != none && !slices.Contains(out.questions, i) && tellsApart(rows, i, called)
	}
	if i := t.heads.known(respondentHeads); fits(i, true) {
		out.respondent = i
	}
	for i := 0; i < t.width && out.respondent == none; i++ {
		if fits(i, false) {
			out.respondent = i
		}
	}
	return out
}

func isQuestion(rows []row, column int) bool {
	const few, wordy = 2, 6
	var lengths []int
	seen := map[string]bool{}
	for _, r := range rows {
		cell := strings.TrimSpace(r.at(column))
		if cell == "" {
			continue
		}
		n := 0
		for range transcript.Words(cell) {
			n++
		}
		lengths = append(lengths, n)
		seen[cell] = true
	}
	slices.Sort(lengths)
	return len(lengths) >= few && lengths[len(lengths)/2] > wordy && len(seen)*5 >= len(lengths)*4
}

// moments are dates, and times of the day, with which a row may begin.
var moments = pattern(`^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|^\d{1,2}:\d{2}`)

// tellsApart reports whether the cells of a column are short and all differ; in
// one that is called so, a few may be missing or stand there twice, which is for
// people to mend.
func tellsApart(rows []row, column int, called bool) bool {
	const longest, words = 40, 3
	seen := map[string]bool{}
	all := 0
	for _, r := range rows {
		cell := strings.TrimSpace(r.at(column))
		_, number := number64(cell)
		if len(cell) > longest || len(strings.Fields(cell)) > words || moments().MatchString(cell) || number && strings.ContainsAny(cell, ".,") {
			return false
		}
		if cell != "" {
			seen[cell] = true
			all++
		}
	}
	if called {
		return all > 0 && len(seen)*10 >= all*9
	}
	return all > 0 && len(seen) == len(rows)
}
