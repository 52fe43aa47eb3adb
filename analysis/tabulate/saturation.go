package tabulate

import (
	"fmt"
	"math"
	"strings"

	"grounded/analysis/saturation"
	"grounded/analysis/table"
	"grounded/codebook"
	"grounded/transcript/coding"
)

// SaturationOptions say how new codes are shown.
type SaturationOptions struct {
	Kind     codebook.Kind // the one kind that was selected, for the title
	Percents []float64     // of the base, at most which new information is looked for
	Data     bool          // one long table of all analysts
	Bars     bool          // draws new codes beside their number
	Unnamed  bool          // shows people participants by their position alone, and no note names one
}

// Saturation returns which codes are new from one transcript or participant to the next:
// for scripts one report, a row a unit, for people a report for each analyst, or for all
// where their codings are joined. A note says which bodies are left out: see Unsaturable.
func Saturation(f saturation.Finding, p coding.Picked, o SaturationOptions) []table.Report {
	var out []table.Report
	var lacking []string
	for _, b := range f.Bodies {
		if reason := Unsaturable(f, b); reason != "" {
			lacking = append(lacking, capital(reason)+".")
			continue
		}
		g := growth{f: f, b: b, o: o}
		out = append(out, table.Report{Title: g.title(), Table: g.table(), View: g.view(), Notes: g.notes()})
	}
	if len(out) == 0 {
		g := growth{f: f, o: o}
		out = append(out, table.Report{Title: "Code saturation", Table: g.table()})
	}
	if o.Data {
		for _, r := range out[1:] {
			out[0].Table.Rows = append(out[0].Table.Rows, r.Table.Rows...)
			out[0].Notes = append(out[0].Notes, r.Notes...)
		}
		out = out[:1]
	}
	end := &out[len(out)-1]
	end.Notes = append(append(end.Notes, lacking...), saturationReadings(f, out, o)...)
	if f.Unconfirmed > 0 {
		end.Notes = append(end.Notes, unconfirmedLeft(f.Unconfirmed))
	}
	end.Notes = append(append(end.Notes, unlisted(p.Rows)...), leftOut(p)...)
	return out
}

// growth is one body on its way to a table.
type growth struct {
	f saturation.Finding
	b saturation.Body
	o SaturationOptions
}

func (g growth) title() string {
	return fmt.Sprintf("Code saturation: %s of %s that are new in each of %s", codesCounted(g.f, g.o.Kind), together(g.b), unitsInOrder(g.f, g.b))
}

// SaturationTitle names the codes and the units of one body, for a picture of it.
func SaturationTitle(f saturation.Finding, b saturation.Body, kind codebook.Kind) string {
	return fmt.Sprintf("%s: %s, %s", analysts(b.Coders), codesCounted(f, kind), unitsInOrder(f, b))
}

func together(b saturation.Body) string {
	if len(b.Coders) > 1 {
		return analysts(b.Coders) + ", joined,"
	}
	return analysts(b.Coders)
}

func unitsInOrder(f saturation.Finding, b saturation.Body) string {
	order := map[saturation.Order]string{
		saturation.AsCoded: "in the order of coding", saturation.ByDate: "by date", saturation.ByName: "by name",
	}[f.Order]
	return counted(len(b.Units), string(f.By)) + " " + order
}

// codesCounted names the codes that are counted.
func codesCounted(f saturation.Finding, kind codebook.Kind) string {
	if f.Descriptive {
		kind = codebook.Descriptive
	}
	return strings.TrimSpace(string(kind) + " codes")
}

// table has a row a unit.
func (g growth) table() table.Table {
	t := table.Table{Columns: []table.Column{
		{Name: "analyst", Heading: "Analyst"},
		{Name: "by", Heading: "By"},
		{Name: "position", Heading: "N", Type: table.Integer},
		{Name: "id", Heading: capital(string(g.f.By))},
		{Name: "begun", Heading: "Begun"},
		{Name: "codes", Heading: "Codes", Type: table.Integer},
		{Name: "new", Heading: "New", Type: table.Integer},
		{Name: "bar", Heading: " ", People: true},
		{Name: "all", Heading: "All", Type: table.Integer},
		{Name: "mean_new", Heading: "mean", Type: table.Number, Digits: 1},
		{Name: "low_new", Heading: "from", Type: table.Integer},
		{Name: "high_new", Heading: "to", Type: table.Integer},
		{Name: "mean", Heading: "mean", Type: table.Number, Digits: 1},
		{Name: "low", Heading: "from", Type: table.Integer},
		{Name: "high", Heading: "to", Type: table.Integer},
		{Name: "band", Heading: "95 %", People: true},
		{Name: "later", Heading: "Later", Type: table.Integer},
		{Name: "later_new", Heading: "Only later", Type: table.Integer},
		{Name: "base", Heading: "Base", Type: table.Integer},
		{Name: "run_new", Heading: "New in run", Type: table.Integer},
		{Name: "run_share", Heading: "Share", Type: table.Number, Digits: 3},
		{Name: "run", Heading: "Run, %", Type: table.Number, Digits: 1, People: true},
		{Name: "new_codes", Heading: "New codes", Type: table.List, Words: true},
		{Name: "later_codes", Heading: "Later codes", Type: table.List, Words: true},
	}}
	most := 0
	for _, u := range g.b.Units {
		most = max(most, len(u.New))
	}
	var names []string
	for _, c := range g.b.Coders {
		names = append(names, string(c.Analyst))
	}
	runs := map[int]saturation.Run{}
	for _, r := range g.b.Information.Runs {
		runs[r.Last] = r
	}
	for i, u := range g.b.Units {
		var base, runNew, share, percent any
		if len(runs) > 0 {
			base = g.b.Information.Codes
		}
		if r, is := runs[i]; is {
			runNew = r.New
			if s, ok := g.b.Information.Share(r); ok {
				share, percent = rounded(s), 100*s
			}
		}
		t.Rows = append(t.Rows, []any{
			strings.Join(names, "+"), string(g.f.By), i + 1, u.ID, stamp(u.Begun), u.Codes, len(u.New), bar(len(u.New), most), u.All,
			rounded(u.MeanNew), u.Step.New.Low, u.Step.New.High, rounded(u.Mean), u.Step.All.Low, u.Step.All.High, fmt.Sprintf("[%d, %d]", u.Step.All.Low, u.Step.All.High),
			len(u.Later), len(u.Unread), base, runNew, share, percent, texted(u.New), texted(u.Later),
		})
	}
	return t
}

// unnamed reports whether units are people who are not to be named.
func (g growth) unnamed() bool { return g.o.Unnamed && g.f.By == saturation.ByParticipant }

func (g growth) view() table.View {
	v := table.Columns{Names: []string{"position", "id", "new"}}
	if g.unnamed() {
		v.Names = []string{"position", "new"}
	}
	if g.o.Bars {
		v.Names = append(v.Names, "bar")
	}
	v.Names = append(v.Names, "mean_new", "all", "mean", "band")
	if g.b.Later > 0 {
		v.Names = append(v.Names, "later")
	}
	if len(g.b.Information.Runs) > 0 {
		v.Names = append(v.Names, "run")
	}
	return v
}

// barLength is how long the bar of the most new codes is.
const barLength = 12

func bar(n, most int) string {
	if n == 0 {
		return ""
	}
	return strings.Repeat("▇", max(1, n*barLength/most))
}

// rounded is a figure to four decimals, in which processors do not differ.
func rounded(v float64) float64 { return math.Round(v*1e4) / 1e4 }

func texted(ids []codebook.ID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}
