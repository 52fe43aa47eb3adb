package reader

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"grounded/codebook/slug"
	"grounded/transcript"
)

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
			if turn := saidIn(label, transcript.Untimed, r.at(q)); len(turn.Paragraphs) > 0 {
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
		s.warn("question-unanswered", 0, "no transcript is made of questions that nobody answered in words: "+t.heads.titles(silent), "")
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
			return nil, fmt.Errorf("%s: row %d: column %q holds %q, which is too long to call a respondent by; name another with --columns respondent=HEAD", s.name, r.line, t.heads.title(column), shorten(label))
		case line > 0:
			twice = append(twice, fmt.Sprintf("%q (rows %d and %d)", label, line, r.line))
		default:
			seen[label] = r.line
		}
		out = append(out, label)
	}
	if len(twice) > 0 {
		const most = 5
		return nil, fmt.Errorf("%s: column %q has respondents more than once: %s; correct the table, or name another column with --columns respondent=HEAD, or where a row is a turn: --columns text=HEAD",
			s.name, t.heads.title(column), firstOf(most, twice))
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
	n := 0
	holds := func(i int) bool { return !blank(r.cells[i]) && !used[i] }
	for i := range r.cells {
		if holds(i) {
			n++
		}
	}
	out := make([]Value, 0, n)
	for i, cell := range r.cells {
		if holds(i) {
			out = append(out, Value{t.heads.title(i), strings.TrimSpace(cell)})
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
