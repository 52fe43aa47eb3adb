package cmd

import (
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/transcript/coding"
	"grounded/transcript/reader"
)

// readingFlags say what the reader of a file cannot know or should not guess.
type readingFlags struct {
	As, Encoding                    string
	Labels, Relabel, Columns, Tiers []string
	RelabelFrom                     string

	reading reader.Options // what they mean, once they are understood
}

func (f *readingFlags) add(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&f.As, "as", "", "read the file as `FORMAT`, one that grounded help sources lists")
	flags.StringVar(&f.Encoding, "encoding", "", "read the file in `ENCODING`, such as windows-1252")
	flags.StringArrayVar(&f.Labels, "label", nil, "a `LABEL` that is a speaker even if it stands once only (repeatable)")
	flags.StringArrayVar(&f.Relabel, "relabel", nil, "give a speaker another label: `OLD=NEW` (repeatable)")
	flags.StringVar(&f.RelabelFrom, "relabel-from", "", "read OLD=NEW from `FILE`, a pair a line; - reads standard input")
	flags.StringArrayVar(&f.Columns, "columns", nil, "which column of a table holds what: `WHAT=HEAD,...` with speaker, time, text, codes; or respondent, question; and sheet, of a workbook (repeatable)")
	flags.StringArrayVar(&f.Tiers, "tier", nil, "read only `TIER` of a file with tiers; a glob (repeatable)")
	completeWords(c, "as", readerNames()...)
}

func readerNames() []string {
	var names []string
	for _, f := range reader.Formats() {
		names = append(names, f.Name)
	}
	return names
}

// understand checks the flags, whatever the study holds, and reads what they
// mean.
func (f *readingFlags) understand(env *Env) error {
	if f.As != "" && !slices.Contains(readerNames(), f.As) {
		return misused("--as: %w", coding.Unknown("format", f.As, readerNames()))
	}
	if err := reader.CheckEncoding(f.Encoding); err != nil {
		return misused("--encoding: %w", err)
	}
	f.reading = reader.Options{As: f.As, Encoding: f.Encoding, Labels: f.Labels, Tiers: f.Tiers}
	pairs := slices.Clone(f.Relabel)
	if f.RelabelFrom != "" {
		src, _, err := env.readFile(f.RelabelFrom)
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
		f.reading.Relabel = append(f.reading.Relabel, reader.Relabelling{From: from, To: to})
	}
	return f.columns()
}

// columnAssignment is where WHAT=HEAD begins: a head may hold commas.
var columnAssignment = regexp.MustCompile(`(?:^|,)\s*(\w+)\s*=`)

// columns reads --columns.
func (f *readingFlags) columns() error {
	c := &f.reading.Columns
	into := map[string]*string{"speaker": &c.Speaker, "time": &c.Time, "text": &c.Text, "codes": &c.Codes, "respondent": &c.Respondent, "sheet": &c.Sheet}
	const kinds = "speaker, time, text, codes, respondent, question, sheet"
	for _, flag := range f.Columns {
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
