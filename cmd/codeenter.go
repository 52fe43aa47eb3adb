package cmd

import (
	"bufio"
	"bytes"
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

// enterLine is a line of what was marked on paper: 14 "when I … till" family, belonging.
var enterLine = regexp.MustCompile(`^¶?\s*(\d+)(?:\s*-\s*(\d+))?(?:\s+(?:["“„”]([^"“„”]*)["“”]\s*)?(.*))?$`)

// enterMarks puts what was marked by hand on paper, line by line: each as it is typed on
// a terminal, all or none of a file.
func enterMarks(ctx context.Context, env *Env, o screenOptions, st *study.Study, id transcript.ID) error {
	t, err := st.Transcript(id)
	if err != nil {
		return err
	}
	put := func(entries []applied) error {
		options := applyOptions{New: o.New, Kind: string(codebook.Descriptive), From: o.Enter, Yes: true, DryRun: o.DryRun}
		return apply(ctx, env, options, entries)
	}
	if o.Enter == "-" && env.asks() {
		return enterTyped(ctx, env, o, t, put)
	}
	src, name, err := env.readFile(o.Enter)
	if err != nil {
		return err
	}
	var entries []applied
	scanner := bufio.NewScanner(bytes.NewReader(src))
	for n := 1; scanner.Scan(); n++ {
		entries = append(entries, entered(t, o, fmt.Sprintf("%s:%d", name, n), scanner.Text())...)
	}
	if err := scanner.Err(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return put(entries)
}

// enterTyped asks for lines until an empty one, and puts each at once.
func enterTyped(ctx context.Context, env *Env, o screenOptions, t *transcript.Transcript, put func([]applied) error) error {
	env.note(`a line a passage, as in: 14 "when I … till" family, belonging; an empty line ends`)
	for {
		line, err := env.ask(ctx, string(t.ID)+"> ")
		if errors.Is(err, errNoAnswer) || err == nil && line == "" {
			return nil
		}
		if err != nil {
			return err
		}
		if err := put(entered(t, o, "this line", line)); err != nil {
			if errors.Is(err, context.Canceled) {
				return err
			}
			env.note("%v", err)
		}
	}
}

// entered reads one line: a coding for each code that it names.
func entered(t *transcript.Transcript, o screenOptions, where, line string) []applied {
	line = strings.TrimSpace(line)
	if line == "" || strings.HasPrefix(line, "#") {
		return nil
	}
	wrong := func(format string, args ...any) []applied {
		return []applied{{line: where, fault: fmt.Errorf(format, args...)}}
	}
	m := enterLine.FindStringSubmatch(line)
	if m == nil {
		return wrong(`%q begins with no number; a line looks like: 14 "when I … till" family, belonging`, short(line))
	}
	first, _ := strconv.Atoi(m[1])
	last := first
	if m[2] != "" {
		last, _ = strconv.Atoi(m[2])
	}
	ref, passage, err := o.paper.place(t, first, last)
	if err != nil {
		return wrong("%v", err)
	}
	one := applied{line: where, ref: ref.String(), quote: strings.TrimSpace(m[3])}
	if one.quote == "" && !passage.Empty() {
		one.ref, one.transcript, one.start, one.end = "", string(t.ID), passage.Start, passage.End
	}
	var out []applied
	for _, code := range strings.Split(m[4], ",") {
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
