package cmd

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/table"
	"grounded/cmd/internal/render"
)

// part is one of several tables that a command prints.
type part struct {
	name   string
	report table.Report
}

// partFlag adds --part, which chooses one of several tables.
func partFlag(c *cobra.Command, into *string, names ...string) {
	c.Flags().StringVar(into, "part", "", "print only `PART`: "+strings.Join(names, ", "))
	completeWords(c, "part", names...)
}

// checkPart refuses a part that there is not, and a format that holds one table
// where none is chosen.
func (e *Env) checkPart(chosen string, names ...string) error {
	if chosen != "" && !slices.Contains(names, chosen) {
		return misused("--part %s: it is one of %s", chosen, strings.Join(names, ", "))
	}
	format, err := render.ParseFormat(e.global.Format)
	if err != nil {
		return misuse{err}
	}
	if chosen == "" && format.Data() && format != render.JSON {
		return misused("these are several tables, and %s holds one; choose with --part %s", format, strings.Join(names, "|"))
	}
	return nil
}

// showParts prints several tables, or the one that was chosen: for people one
// below the other, in json as one object with a list a table.
func (e *Env) showParts(parts []part, chosen string) error {
	if i := slices.IndexFunc(parts, func(p part) bool { return p.name == chosen }); i >= 0 {
		return e.show(parts[i].report)
	}
	format, err := render.ParseFormat(e.global.Format)
	if err != nil {
		return misuse{err}
	}
	if format == render.JSON {
		return e.showObject(parts)
	}
	var reports []table.Report
	for _, p := range parts {
		reports = append(reports, p.report)
	}
	return e.show(reports...)
}

// showObject prints tables as one json object, with a list for each.
func (e *Env) showObject(parts []part) error {
	var object bytes.Buffer
	for i, p := range parts {
		before := ","
		if i == 0 {
			before = "{"
		}
		fmt.Fprintf(&object, "%s%q:", before, p.name)
		if err := render.Write(&object, p.report, render.Options{Format: render.JSON}); err != nil {
			return err
		}
		for _, n := range p.report.Notes {
			e.note("%s", n)
		}
	}
	object.WriteString("}")
	var printed bytes.Buffer
	if err := json.Indent(&printed, object.Bytes(), "", "  "); err != nil {
		return err
	}
	printed.WriteByte('\n')
	w, done, err := e.output()
	if err != nil {
		return err
	}
	if _, err := w.Write(printed.Bytes()); err != nil {
		return err
	}
	return done()
}
