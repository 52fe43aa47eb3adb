package cmd

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"grounded/codebook/slug"
	"grounded/transcript"
	"grounded/transcript/coding"
	"grounded/transcript/reader"
)

// understand checks the flags, whatever the study holds, and reads what they
// mean.
func (o *importOptions) understand(env *Env) error {
	if err := o.check(); err != nil {
		return err
	}
	if o.DryRun {
		if err := env.checkPart(o.Part, rehearsalParts...); err != nil {
			return err
		}
	} else if o.Part != "" {
		return misused("--part chooses a table of --dry-run")
	}
	o.reading = reader.Options{As: o.As, Encoding: o.Encoding, ID: transcript.ID(o.ID), Title: o.Title, Date: o.Date, Type: o.Type,
		Language: o.Language, Labels: o.Labels, Tiers: o.Tiers}
	pairs := slices.Clone(o.Relabel)
	if o.RelabelFrom != "" {
		src, _, err := env.readFile(o.RelabelFrom)
		if err != nil {
			return err
		}
		for line := range strings.Lines(string(src)) {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
				pairs = append(pairs, line)
			}
		}
	}
	for _, pair := range pairs {
		from, to, ok := strings.Cut(pair, "=")
		from, to = strings.TrimSpace(from), strings.TrimSpace(to)
		if !ok || from == "" || to == "" {
			return misused("--relabel %s: the label that stands there and the one it shall have stand around =, as in interviewr=Interviewer", pair)
		}
		o.reading.Relabel = append(o.reading.Relabel, reader.Relabelling{From: from, To: to})
	}
	o.colours = map[string]string{}
	for _, pair := range o.Highlights {
		colour, code, ok := strings.Cut(pair, "=")
		if !ok || strings.TrimSpace(colour) == "" || strings.TrimSpace(code) == "" {
			return misused("--highlight %s: a colour and a code stand around =, as in yellow=family", pair)
		}
		o.colours[strings.ToLower(strings.TrimSpace(colour))] = strings.TrimSpace(code)
	}
	return o.columns()
}

func (o *importOptions) check() error {
	if o.As != "" && !slices.ContainsFunc(reader.Formats(), func(f reader.Format) bool { return f.Name == o.As }) {
		var names []string
		for _, f := range reader.Formats() {
			names = append(names, f.Name)
		}
		return misused("--as: %w", coding.Unknown("format", o.As, names))
	}
	if o.ID != "" {
		if err := slug.Check(o.ID); err != nil {
			return misused("--id: %w", err)
		}
	}
	if err := reader.CheckEncoding(o.Encoding); err != nil {
		return misused("--encoding: %w", err)
	}
	if o.Type != "" && !slices.Contains(transcriptTypes, o.Type) {
		return misused("--type %s: it is one of %s", o.Type, strings.Join(transcriptTypes, ", "))
	}
	if !slices.Contains(commentWays, o.Comments) {
		return misused("--comments %s: it is one of %s", o.Comments, strings.Join(commentWays, ", "))
	}
	if err := oneLine(o.Title); err != nil {
		return err
	}
	if _, err := day("date", o.Date); err != nil {
		return err
	}
	for _, r := range o.Roles {
		if label, _, ok := strings.Cut(r, "="); !ok || label == "" {
			return misused("--role %s: a name and a value stand around =, as in P07=participant", r)
		}
	}
	return nil
}

// columnAssignment is where WHAT=HEAD begins: a head may hold commas.
var columnAssignment = regexp.MustCompile(`(?:^|,)\s*(\w+)\s*=`)

// columns reads --columns.
func (o *importOptions) columns() error {
	c := &o.reading.Columns
	into := map[string]*string{"speaker": &c.Speaker, "time": &c.Time, "text": &c.Text, "codes": &c.Codes, "respondent": &c.Respondent}
	const kinds = "speaker, time, text, codes, respondent, question"
	for _, flag := range o.Columns {
		known := slices.DeleteFunc(columnAssignment.FindAllStringSubmatchIndex(flag, -1), func(m []int) bool {
			what := flag[m[2]:m[3]]
			return m[0] > 0 && into[what] == nil && what != "question"
		})
		if len(known) == 0 || known[0][0] > 0 {
			return misused("--columns %s: it says which column holds what, as in speaker=Name,text=Words; there is %s", flag, kinds)
		}
		for i, m := range known {
			end := len(flag)
			if i+1 < len(known) {
				end = known[i+1][0]
			}
			what, head := flag[m[2]:m[3]], strings.TrimSpace(flag[m[1]:end])
			switch {
			case head == "":
				return misused("--columns %s: which column holds %s?", flag, what)
			case what == "question":
				c.Questions = append(c.Questions, head)
			case into[what] == nil:
				return misused("--columns %s: there is no %q; there is %s", flag, what, kinds)
			case *into[what] != "":
				return misused("--columns: %s is said twice", what)
			default:
				*into[what] = head
			}
		}
	}
	if c.Respondent+strings.Join(c.Questions, "") != "" && c.Speaker+c.Time+c.Text+c.Codes != "" {
		return misused("--columns: a table has a row a turn (speaker, time, text, codes) or a row a respondent (respondent, question), not both")
	}
	return nil
}

// nothingCameIn is how an error speaks of a name that nothing bears.
func nothingCameIn(err error) error { return fmt.Errorf("nothing came in: %w", err) }
