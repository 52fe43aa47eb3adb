package reliability

import (
	"fmt"
	"strings"

	"grounded/analysis/agreement"
	"grounded/analysis/table"
)

// Layout is how figures are shown.
type Layout struct {
	Title     string
	Coders    []string
	Crosswalk string                   // the file that the codes are paired by; "" when they share a codebook
	Label     func(code string) string // what people read of a category
	Scale     *agreement.Scale         // nil for none
	All       bool                     // a row a figure, rather than the few beside each other
}

// Report lays figures out.
func Report(figures []Figure, l Layout) table.Report {
	first, second := "first", "second"
	if len(l.Coders) == 2 {
		first, second = l.Coders[0], l.Coders[1]
	}
	r := table.Report{
		Title: l.Title,
		Table: table.Table{Columns: []table.Column{
			{Name: "statistic", Heading: "Statistic"},
			{Name: "code", Heading: "Id"},
			{Name: "unit", Heading: "Unit"},
			{Name: "value", Heading: "Value", Type: table.Number, Digits: 2},
			{Name: "low", Heading: "Low", Type: table.Number, Digits: 2},
			{Name: "high", Heading: "High", Type: table.Number, Digits: 2},
			{Name: "units", Heading: "Units", Type: table.Integer},
			{Name: "coders", Heading: "Coders", Type: table.Integer},
			{Name: "transcripts", Heading: "Transcripts", Type: table.Integer},
			{Name: "crosswalk", Heading: "Crosswalk"},
			{Name: "note", Heading: "Note", Words: true},
			{Name: "question", Heading: "Question"},
			{Name: "variant", Heading: "Figure", Words: true},
			{Name: "se", Heading: "Error", Type: table.Number, Digits: 2},
			{Name: "drawn", Heading: "Drawn"},
			{Name: "scale", Heading: "Scale", Words: true},
			{Name: "both", Heading: "Both", Type: table.Integer},
			{Name: "only_first", Heading: "Only " + first, Type: table.Integer},
			{Name: "only_second", Heading: "Only " + second, Type: table.Integer},
			{Name: "neither", Heading: "Neither", Type: table.Integer},
			{Name: "about", Heading: "About", People: true, Words: true},
			{Name: "marks", Heading: marksHeading(l.Coders), People: true},
			{Name: "heading", People: true},
			{Name: "shown", Heading: "Value", People: true},
		}},
		View: table.Pivot{Rows: []string{"about", "unit", "marks"}, Across: "heading", Values: []string{"shown"}},
	}
	switch {
	case l.Label == nil:
		r.View = table.Columns{Names: []string{"variant", "shown", "note"}}
	case l.All:
		r.View = table.Columns{Names: []string{"about", "unit", "variant", "shown", "note"}}
	}
	for _, f := range figures {
		r.Table.Rows = append(r.Table.Rows, l.row(f))
	}
	if l.Label != nil && !l.All {
		r.Notes = l.remarks(figures)
	}
	return r
}

func marksHeading(coders []string) string {
	if len(coders) == 2 {
		return "2×2"
	}
	return "Marked"
}

func (l Layout) row(f Figure) []any {
	var code, value, low, high, se, scale any
	if f.Code != "" {
		code = f.Code
	}
	if f.Undefined == nil {
		value = f.Value
		if f.Open == nil {
			low, high, se = f.Low, f.High, f.SE
		}
	}
	if l.Scale != nil && judged(f) {
		if word, err := l.Scale.Judge(f.Estimate); err == nil {
			scale = word + " (" + l.Scale.Name + ")"
		}
	}
	var both, only, other, neither any
	marks := ""
	if f.Cross != nil {
		both, only, other, neither = f.Cross.Both, f.Cross.OnlyFirst, f.Cross.OnlySecond, f.Cross.Neither
		marks = fmt.Sprintf("%d"+noBreak+"%d %d"+noBreak+"%d", f.Cross.Both, f.Cross.OnlyFirst, f.Cross.OnlySecond, f.Cross.Neither)
	} else if len(f.Used) > 0 {
		var used []string
		for _, n := range f.Used {
			used = append(used, fmt.Sprint(n))
		}
		marks = strings.Join(used, " ")
	} else if f.Question == Named && l.Label != nil {
		marks = fmt.Sprintf("on"+noBreak+"%d", f.Units)
	}
	var crosswalk any
	if l.Crosswalk != "" {
		crosswalk = l.Crosswalk
	}
	var drawn any
	if low != nil {
		drawn = f.Drawn
	}
	return []any{f.Statistic, code, f.Unit, value, low, high, f.Units, len(l.Coders), f.Transcripts, crosswalk, l.note(f),
		string(f.Question), f.Variant, se, drawn, scale, both, only, other, neither,
		l.about(f), marks, heading(f.Statistic), shown(f.Estimate, scale)}
}

// about says what a figure is of.
func (l Layout) about(f Figure) string {
	switch {
	case l.Label == nil:
		return ""
	case f.Code != "":
		return l.Label(f.Code)
	case f.Question == Marked:
		return "1" + noBreak + "Same text"
	case f.Question == Named:
		return "2" + noBreak + "Same name"
	}
	return "3" + noBreak + "Both, over codes"
}

// heading is the column that a statistic stands in, whichever question it answers.
func heading(statistic string) string {
	switch strings.TrimSuffix(statistic, "-any") {
	case "positive":
		return "Positive agreement"
	case "alpha", "alpha-jaccard-marked":
		return "Alpha"
	case "kappa":
		return "Kappa"
	case "fleiss":
		return "Fleiss's kappa"
	}
	return statistic
}

// noBreak is a space at which no line ends.
const noBreak = "\u00a0"

// shown is a figure as people read it: ".52 [.41, .63]", without the zero that says
// nothing of what cannot be above 1.
func shown(e agreement.Estimate, scale any) string {
	out := "undefined"
	switch {
	case e.Undefined != nil:
	case e.Open != nil:
		out = bare(e.Value)
	default:
		out = bare(e.Value) + " [" + bare(e.Low) + "," + noBreak + bare(e.High) + "]"
	}
	if scale != nil {
		out += " " + scale.(string)
	}
	return out
}

func bare(v float64) string {
	text := fmt.Sprintf("%.2f", v)
	if text == "-0.00" {
		text = "0.00"
	}
	sign, digits, negative := "", text, strings.HasPrefix(text, "-")
	if negative {
		sign, digits = "-", text[1:]
	}
	return sign + strings.TrimPrefix(digits, "0")
}
