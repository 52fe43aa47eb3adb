package reader

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"grounded/codebook/slug"
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
		return fmt.Errorf("%s: no column is known to hold what was said; its columns are: %s; name them with --columns text=HEAD,speaker=HEAD where a row is a turn, or --columns respondent=HEAD,question=HEAD where it is a respondent",
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
		s.warn("survey-guessed", 0, "read as a survey, with a row a respondent and a transcript for each of the questions: "+t.heads.quoted(cols.questions),
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
	out := columns{speaker: none, time: none, text: none, codes: none, respondent: none}
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
var moments = regexp.MustCompile(`^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|^\d{1,2}:\d{2}`)

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
		if len(cell) > longest || len(strings.Fields(cell)) > words || moments.MatchString(cell) || number && strings.ContainsAny(cell, ".,") {
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

// readSurvey reads a table with a row a respondent: a transcript for each
// question, in which each respondent who answered has a turn. What other columns
// hold describes the respondent.
func readSurvey(ctx context.Context, s *source, t *table, cols columns) ([]interview, error) {
	y := tally{t: t, used: map[int]bool{cols.respondent: true}}
	for _, q := range cols.questions {
		y.used[q] = true
	}
	if t.fill != nil {
		for i := range t.width {
			if !y.used[i] {
				t.fill(i)
			}
		}
	}
	labels, err := t.respondents(ctx, s, cols.respondent)
	if err != nil {
		return nil, err
	}
	out := make([]interview, len(cols.questions))
	cases, roles := map[string]string{}, map[string]transcript.Role{}
	for n, q := range cols.questions {
		title := t.heads.title(q)
		out[n] = interview{name: first(slug.Make(title), "column-"+strings.ToLower(letters(q))), title: title, kind: "survey", cases: cases, roles: roles}
		if q < len(t.titles) && t.titles[q] != "" {
			out[n].title = t.titles[q]
		}
	}
	ids := caseIDs{taken: map[string]bool{}, next: map[string]int{}}
	for r, err := range t.body(ctx) {
		if err != nil {
			return nil, err
		}
		y.row(&r)
		label := labels[0]
		labels = labels[1:]
		p := Person{Case: ids.of(label), Label: label, Values: t.values(r, y.used)}
		cases[label], roles[label] = p.Case, transcript.Participant
		s.people = append(s.people, p)
		for n, q := range cols.questions {
			if turn := spoken(label, transcript.Untimed, r.at(q)); len(turn.Paragraphs) > 0 {
				out[n].said = append(out[n].said, turn)
			}
		}
	}
	y.warn(s, false)
	var silent []int
	for n, q := range cols.questions {
		if !holdsWords(out[n].said) {
			silent = append(silent, q)
		}
	}
	if len(silent) > 0 {
		s.warn("question-unanswered", 0, "no transcript is made of questions that nobody answered in words: "+t.heads.quoted(silent), "")
	}
	return out, nil
}

// respondents returns the label of each row of the body. One without a label is
// called by its number.
func (t *table) respondents(ctx context.Context, s *source, column int) ([]string, error) {
	const longest = 4 * maxLabel // characters; some programs call respondents by 36
	var out, twice []string
	seen := map[string]int{}
	var nameless leftOut
	for r, err := range t.body(ctx) {
		if err != nil {
			return nil, err
		}
		label := cleanLabel(strings.Join(strings.Fields(r.at(column)), " "))
		switch line := seen[label]; {
		case label == "":
			nameless.add(r.line)
		case utf8.RuneCountInString(label) > longest:
			return nil, fmt.Errorf("%s: row %d: column %q holds %.40q…, which is too long to call a respondent by; name another with --columns respondent=HEAD", s.name, r.line, t.heads.title(column), label)
		case line > 0:
			twice = append(twice, fmt.Sprintf("%q (rows %d and %d)", label, line, r.line))
		default:
			seen[label] = r.line
		}
		out = append(out, label)
	}
	if n := len(twice); n > 0 {
		const most = 5
		more := ""
		if n > most {
			twice, more = twice[:most], fmt.Sprintf(" and %d more", n-most)
		}
		return nil, fmt.Errorf("%s: column %q has respondents more than once: %s; correct the table, or name another column with --columns respondent=HEAD, or where a row is a turn: --columns text=HEAD",
			s.name, t.heads.title(column), strings.Join(twice, ", ")+more)
	}
	for i, label := range out {
		if label != "" {
			continue
		}
		for label = fmt.Sprintf("R%03d", i+1); seen[label] > 0; {
			label += "x"
		}
		seen[label], out[i] = 1, label
	}
	if column != none {
		nameless.warn(s, "respondent-nameless", "this respondent has no name, and is called by number", "")
	}
	return out, nil
}

// values returns what a row says of its respondent.
func (t *table) values(r row, used map[int]bool) []Value {
	var out []Value
	for i, cell := range r.cells {
		if text := strings.TrimSpace(cell); text != "" && !used[i] {
			out = append(out, Value{t.heads.title(i), text})
		}
	}
	return out
}

// caseIDs gives each respondent an id of their own.
type caseIDs struct {
	taken map[string]bool
	next  map[string]int // number behind an id that is taken
}

func (c caseIDs) of(label string) string {
	base := first(slug.Make(label), "respondent")
	id := base
	for c.taken[id] {
		c.next[base] = max(2, c.next[base]+1)
		tail := "-" + strconv.Itoa(c.next[base])
		id = slug.Make(strings.ToValidUTF8(base[:min(len(base), slug.MaxBytes-len(tail))], "") + tail)
	}
	c.taken[id] = true
	return id
}
