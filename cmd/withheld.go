package cmd

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"grounded/analysis/table"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/transcript/cases"
)

const sensitiveUsage = "show sensitive attributes also where this leaves the terminal"

// leaves reports whether what is shown goes to a file or to another program and
// not to the person who asked.
func (e *Env) leaves() bool {
	return e.global.Format != string(render.Text) || e.global.Output != "" && e.global.Output != "-"
}

// withheld counts the values of attributes that are left out, by name.
type withheld map[string]int

// from returns attributes without those that are sensitive.
func (w withheld) from(attributes map[string]any, sensitive func(name string) bool) map[string]any {
	out := maps.Clone(attributes)
	maps.DeleteFunc(out, func(name string, _ any) bool { return sensitive(name) })
	for name := range attributes {
		if _, stays := out[name]; !stays {
			w[name]++
		}
	}
	return out
}

// notes say what was left out and how to have it.
func (w withheld) notes() []string {
	if len(w) == 0 {
		return nil
	}
	n := 0
	for _, values := range w {
		n += values
	}
	return []string{fmt.Sprintf("%s of sensitive attributes left out (%s); show them with: --sensitive", count(n, "value"), strings.Join(slices.Sorted(maps.Keys(w)), ", "))}
}

// withholdOfTranscripts takes those attributes out of a list of transcripts that
// cases.toml marks for anybody. Text, whose columns hold none, stays as it is.
func (e *Env) withholdOfTranscripts(st *study.Study, r *table.Report) error {
	if !render.Format(e.global.Format).Data() {
		return nil
	}
	people, err := st.Cases()
	if err != nil {
		return err
	}
	hidden, at := withheld{}, r.Table.Index("attributes")
	for _, row := range r.Table.Rows {
		row[at] = hidden.from(row[at].(map[string]any), func(name string) bool {
			return slices.ContainsFunc(people.Cases, func(c cases.Case) bool { return c.IsSensitive(name) })
		})
	}
	r.Notes = append(r.Notes, hidden.notes()...)
	return nil
}
