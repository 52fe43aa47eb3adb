package cmd

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/transcript"
)

// enterLine is a line of what was marked on paper: 14 "when I … till" (2) family, belonging.
var enterLine = regexp.MustCompile(`^¶?\s*(\d{1,9})(?:\s*-\s*(\d{1,9}))?(?:\s+(?:["“„”]([^"“„”]*)["“”]\s*(?:\(\s*(\d{1,9})\s*\)\s*)?)?(.*))?$`)

const lineLike = `a line looks like: 14 "when I … till" family, belonging`

// enterMarks puts what was marked by hand on paper, line by line: each as it is typed on
// a terminal, all or none of a file.
func enterMarks(ctx context.Context, env *Env, o screenOptions, st *study.Study, a study.Analyst, id transcript.ID) error {
	if _, err := st.Transcript(id); err != nil {
		return err
	}
	options := applyOptions{New: o.New, Kind: string(codebook.Descriptive), From: o.Enter, Yes: true, DryRun: o.DryRun}
	sheet := &paperSheet{paper: o.paper, id: id}
	if o.Enter == "-" && env.asks() {
		options.From = "" // the words of each are shown
		return enterTyped(ctx, env, sheet, func(entries []applied) error { return apply(ctx, env, options, entries) })
	}
	src, name, err := env.readFile(o.Enter)
	if err != nil {
		return err
	}
	var entries []applied
	n := 0
	for line := range strings.Lines(string(src)) {
		n++
		entries = append(entries, sheet.entered(fmt.Sprintf("%s:%d", name, n), line)...)
	}
	err = apply(ctx, env, options, entries)
	if err != nil && o.Enter == "-" && len(src) > 0 {
		return errors.Join(err, keepText(st.NewDraft(a.ID, "marks", string(id), ".txt"), string(src), fmt.Sprintf("grounded code %s --enter %%s%s", id, o.paper.flagsAs())))
	}
	return err
}

// enterTyped asks for lines until an empty one, and puts each at once. Those that could
// not be put are shown again at the end.
func enterTyped(ctx context.Context, env *Env, sheet *paperSheet, put func([]applied) error) error {
	env.note(`a line a passage, as in: 14 "when I … till" family, belonging; an empty line ends`)
	var refused []string
	for {
		line, err := env.ask(ctx, string(sheet.id)+"> ")
		if errors.Is(err, errNoAnswer) || err == nil && line == "" {
			break
		}
		if err != nil {
			return err
		}
		if err := put(sheet.entered("this line", line)); err != nil {
			if errors.Is(err, context.Canceled) {
				return err
			}
			env.note("%v", err)
			refused = append(refused, line)
		}
	}
	if len(refused) > 0 {
		env.note("not coded, as you typed it:\n%s", strings.Join(refused, "\n"))
	}
	return nil
}

// entered reads one line: a coding for each code that it names.
func (s *paperSheet) entered(where, line string) []applied {
	line = strings.TrimSpace(line)
	if line == "" || strings.HasPrefix(line, "#") {
		return nil
	}
	wrong := func(format string, args ...any) []applied {
		return []applied{{line: where, fault: fmt.Errorf(format, args...)}}
	}
	m := enterLine.FindStringSubmatch(line)
	if m == nil {
		return wrong("%q begins with no number; %s", short(line), lineLike)
	}
	first, _ := strconv.Atoi(m[1])
	last := first
	if m[2] != "" {
		last, _ = strconv.Atoi(m[2])
	}
	nth, _ := strconv.Atoi(m[4])
	one := applied{line: where, transcript: string(s.id), quote: strings.TrimSpace(m[3]), nth: nth, marked: &onPaper{s, first, last}}
	switch {
	case m[4] != "" && nth == 0:
		return wrong("places count from 1, so there is no number %s", m[4])
	case strings.ContainsAny(m[5], `"“„”`):
		return wrong("the words marked stand right behind the number, and in one pair of quotation marks; %s", lineLike)
	}
	var out []applied
	for _, code := range strings.Split(m[5], ",") {
		if code = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(code), "#")); code != "" {
			one.code = code
			out = append(out, one)
		}
	}
	if len(out) == 0 {
		return wrong("no code stands in this line")
	}
	return out
}
