package cmd

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
)

// text returns what a flag says, or standard input when it says -: words of
// participants need not stand in a shell's history.
func (e *Env) text(flag string) (string, error) {
	if flag != "-" {
		return flag, nil
	}
	src, err := io.ReadAll(e.Stdin)
	return strings.TrimSpace(string(src)), err
}

// readFile reads a file that was named on the command line, or standard input
// where the name is -, and says what to call it.
func (e *Env) readFile(name string) (src []byte, called string, err error) {
	if name == "-" {
		src, err = io.ReadAll(e.Stdin)
		return src, "standard input", err
	}
	src, err = os.ReadFile(e.inDir(name))
	var at *fs.PathError
	if errors.As(err, &at) {
		err = fmt.Errorf("%s cannot be read: %w", name, at.Err)
	}
	return src, name, err
}

// appliedFields are what a line of codings may say.
var appliedFields = []string{"code", "transcript", "start", "end", "ref", "quote", "nth", "turn", "memo", "id", "at"}

// readApplied reads codings from a file, or from standard input: csv, tsv, a
// JSON array, or a JSON object a line. A code given on the command line holds
// for all of them.
func readApplied(env *Env, from, code string) ([]applied, error) {
	src, name, err := env.readFile(from)
	if err != nil {
		return nil, err
	}
	records, err := appliedForm(code == "").records(name, src)
	if err != nil {
		return nil, err
	}
	out := make([]applied, 0, len(records))
	for _, r := range records {
		entry := r.applied()
		if code != "" {
			if entry.code != "" && entry.code != code {
				entry.id, entry.at = "", "" // another coding than the one that was read
			}
			entry.code = code
		}
		out = append(out, entry)
	}
	return out, nil
}

// appliedForm is what a table of codings looks like; without a code on the
// command line every line must say one.
func appliedForm(needsCode bool) tableForm {
	return tableForm{fields: appliedFields, header: func(name string, header []string) error {
		if !needsCode || slices.Contains(header, "code") {
			return nil
		}
		return fmt.Errorf("%s:1: no column is called code, and the columns are %s; name the one with the codes code, or say one code for all lines, as in: grounded apply CODE --from %[1]s", name, strings.Join(header, ", "))
	}}
}

func (r record) applied() applied {
	a := applied{line: r.line, id: r.fields["id"], at: r.fields["at"], code: r.fields["code"], transcript: r.fields["transcript"],
		ref: r.fields["ref"], quote: r.fields["quote"], turn: r.fields["turn"], memo: r.fields["memo"], fault: r.fault}
	for _, number := range []struct {
		field string
		into  *int
	}{{"start", &a.start}, {"end", &a.end}, {"nth", &a.nth}} {
		text := r.fields[number.field]
		if text == "" {
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 {
			a.fault = fmt.Errorf("%s %q is no number", number.field, text)
		}
		*number.into = n
	}
	return a
}

// turns reads "14" or "14-16".
func turns(text string) (first, last int, err error) {
	from, to, ranged := strings.Cut(text, "-")
	if !ranged {
		to = from
	}
	first, err1 := strconv.Atoi(strings.TrimSpace(from))
	last, err2 := strconv.Atoi(strings.TrimSpace(to))
	if err1 != nil || err2 != nil || first < 1 || last < first {
		return 0, 0, fmt.Errorf("turn %q: it is a number, or two as in 14-16; turns count from 1, the lower first", text)
	}
	return first, last, nil
}
