package survey

import (
	"fmt"
	"math"
	"strings"

	"grounded/analysis/table"
)

// Layout says how a tally is shown.
type Layout struct {
	Names bool // of respondents may be shown, as in notes on who lacks an answer
}

// all is what people read for the group of all respondents.
const all = "All"

// group is the cell of a group: without a value for all.
func group(name string) any {
	if name == "" {
		return nil
	}
	return name
}

// labelled is the group as people read it.
func labelled(name string) string {
	if name == "" {
		return all
	}
	return name
}

// grouped returns the columns that say the group: one for scripts, one for people.
func grouped() []table.Column {
	return []table.Column{{Name: "group", Heading: "Group"}, {Name: "group_label", Heading: "Group", People: true, Words: true}}
}

// shown returns a view of some columns, after that of the group where there are groups.
func (t Tally) shown(names ...string) table.View {
	if t.Groups != nil {
		names = append([]string{names[0], "group_label"}, names[1:]...)
	}
	return table.Columns{Names: names}
}

// rounded is a figure to four decimals, in which processors do not differ.
func rounded(v float64) float64 { return math.Round(v*1e4) / 1e4 }

// figured is a figure of n answers, without a value when there is none.
func figured(n int, v float64) any {
	if n == 0 {
		return nil
	}
	return rounded(v)
}

// RankReport returns the mean ranks of a tally, a row an item of a question and a group.
func (t Tally) RankReport() table.Report {
	r := table.Report{
		Title: "Ranked items, by mean rank",
		Table: table.Table{Columns: append([]table.Column{
			{Name: "question", Heading: "Question", Type: table.Integer},
			{Name: "item", Heading: "Item", Words: true},
		}, append(grouped(),
			table.Column{Name: "n", Heading: "N", Type: table.Integer},
			table.Column{Name: "missing", Heading: "Missing", Type: table.Integer},
			table.Column{Name: "mean_rank", Heading: "Mean rank", Type: table.Number, Digits: 2},
			table.Column{Name: "first", Heading: "First", Type: table.Integer},
			table.Column{Name: "first_share", Heading: "Share", Type: table.Number, Digits: 3},
			table.Column{Name: "first_percent", Heading: "First, %", Type: table.Number, Digits: 1, People: true},
		)...)},
		View: t.shown("item", "n", "missing", "mean_rank", "first", "first_percent"),
	}
	if len(t.Ranks) > 1 {
		view := r.View.(table.Columns)
		view.Names = append([]string{"question"}, view.Names...)
		r.View = view
	}
	partly := false
	for q, rows := range t.Ranks {
		for _, k := range rows {
			var share, percent any
			if k.Answered > 0 {
				s := float64(k.First) / float64(k.Answered)
				share, percent = rounded(s), 100*s
			}
			partly = partly || k.N < k.Answered
			r.Table.Rows = append(r.Table.Rows, []any{q + 1, k.Item, group(k.Group), labelled(k.Group), k.N, k.Missing, figured(k.N, k.Mean), k.First, share, percent})
		}
	}
	r.Notes = append(r.Notes, "Rank 1 is first. Mean rank: of those who ranked the item.")
	if partly {
		r.Notes = append(r.Notes, "First, %: of those who ranked any item of the question.")
	}
	return r
}

// ScaleReport returns the scales of a tally, a row an item and a group.
func (t Tally) ScaleReport() table.Report {
	r := table.Report{
		Title: "Scales from 0 to 100",
		Table: table.Table{Columns: append([]table.Column{{Name: "item", Heading: "Item", Words: true}}, append(grouped(),
			table.Column{Name: "n", Heading: "N", Type: table.Integer},
			table.Column{Name: "missing", Heading: "Missing", Type: table.Integer},
			table.Column{Name: "mean", Heading: "Mean", Type: table.Number, Digits: 2},
			table.Column{Name: "median", Heading: "Median", Type: table.Number, Digits: 1},
			table.Column{Name: "lower", Heading: "Lower", Type: table.Number, Digits: 1},
			table.Column{Name: "upper", Heading: "Upper", Type: table.Number, Digits: 1},
			table.Column{Name: "least", Heading: "Least", Type: table.Number, Digits: table.AsNeeded},
			table.Column{Name: "most", Heading: "Most", Type: table.Number, Digits: table.AsNeeded},
			table.Column{Name: "quartiles", Heading: "Quartiles", People: true},
			table.Column{Name: "range", Heading: "Range", People: true},
		)...)},
		View:  t.shown("item", "n", "missing", "mean", "median", "quartiles", "range"),
		Notes: []string{"Median and quartiles interpolate between answers (definition 7 of Hyndman and Fan 1996)."},
	}
	for _, s := range t.Scales {
		var quartiles, between any
		if s.N > 0 {
			quartiles = fmt.Sprintf("%s and %s", figure(rounded(s.Lower)), figure(rounded(s.Upper)))
			between = fmt.Sprintf("%s–%s", figure(s.Least), figure(s.Most))
		}
		r.Table.Rows = append(r.Table.Rows, []any{s.Item, group(s.Group), labelled(s.Group), s.N, s.Missing, figured(s.N, s.Mean), figured(s.N, s.Median),
			figured(s.N, s.Lower), figured(s.N, s.Upper), figured(s.N, s.Least), figured(s.N, s.Most), quartiles, between})
	}
	return r
}

// ChangeReport returns how scales that were asked twice changed, a row a pair and a group.
func (t Tally) ChangeReport(a Answers, l Layout) table.Report {
	r := table.Report{
		Title: "Before and after, of those who answered both times",
		Table: table.Table{Columns: append([]table.Column{
			{Name: "before", Heading: "Before", Words: true},
			{Name: "after", Heading: "After", Words: true},
			{Name: "pair", Heading: "Before → after", People: true, Words: true},
		}, append(grouped(),
			table.Column{Name: "n", Heading: "N", Type: table.Integer},
			table.Column{Name: "lack_before", Heading: "Lack before", Type: table.Integer},
			table.Column{Name: "lack_after", Heading: "Lack after", Type: table.Integer},
			table.Column{Name: "lack_both", Heading: "Lack both", Type: table.Integer},
			table.Column{Name: "missing", Heading: "Missing", Type: table.Integer, People: true},
			table.Column{Name: "mean_before", Heading: "Before", Type: table.Number, Digits: 2},
			table.Column{Name: "mean_after", Heading: "After", Type: table.Number, Digits: 2},
			table.Column{Name: "mean_change", Heading: "Change", Type: table.Number, Digits: 2},
			table.Column{Name: "median_change", Heading: "Median", Type: table.Number, Digits: 1},
			table.Column{Name: "rose", Heading: "Rose", Type: table.Integer},
			table.Column{Name: "fell", Heading: "Fell", Type: table.Integer},
			table.Column{Name: "same", Heading: "Same", Type: table.Integer},
			table.Column{Name: "directions", Heading: "↑ ↓ =", People: true},
		)...)},
		View:  t.shown("pair", "n", "missing", "mean_before", "mean_after", "mean_change", "median_change", "directions"),
		Notes: []string{"Before, After and Change are means, Median is that of the changes; ↑ ↓ =: how many rose, fell and stayed."},
	}
	if len(a.Changes) == 1 {
		r.Title = oneChange(a.Changes[0]) + ", of those who answered both times"
		view := r.View.(table.Columns)
		view.Names = view.Names[1:]
		r.View = view
	}
	for _, s := range t.Changes {
		lack := s.LackBefore + s.LackAfter + s.Lack
		r.Table.Rows = append(r.Table.Rows, []any{s.Before, s.After, s.Before + " → " + s.After, group(s.Group), labelled(s.Group),
			s.N, s.LackBefore, s.LackAfter, s.Lack, lack, figured(s.N, s.MeanBefore), figured(s.N, s.MeanAfter), figured(s.N, s.MeanChange), figured(s.N, s.MedianChange), s.Rose, s.Fell, s.Same,
			fmt.Sprintf("%d %d %d", s.Rose, s.Fell, s.Same)})
	}
	for _, c := range a.Changes {
		r.Notes = append(r.Notes, a.lacking(c, l)...)
	}
	return r
}

// oneChange is the title of what is about one pair alone.
func oneChange(c Change) string {
	return fmt.Sprintf("Before and after: “%s” and “%s”", c.Before.Name, c.After.Name)
}

// lacking says who lacks one of two answers.
func (a Answers) lacking(c Change, l Layout) []string {
	var notes []string
	for _, one := range []struct {
		item  Item
		lacks func(i int) bool
	}{
		{c.Before, func(i int) bool { return !c.Before.gave(i) && c.After.gave(i) }},
		{c.After, func(i int) bool { return c.Before.gave(i) && !c.After.gave(i) }},
	} {
		var who []string
		for i, name := range a.Respondents {
			if one.lacks(i) {
				who = append(who, name)
			}
		}
		switch n := len(who); {
		case n == 0:
		case l.Names:
			notes = append(notes, fmt.Sprintf("No %q: %s.", one.item.Name, listed(who)))
		case n == 1:
			notes = append(notes, fmt.Sprintf("No %q: 1 respondent.", one.item.Name))
		default:
			notes = append(notes, fmt.Sprintf("No %q: %d respondents.", one.item.Name, n))
		}
	}
	return notes
}

// RespondentReport returns what each respondent said before and after, a row a pair and a
// respondent.
func (a Answers) RespondentReport() table.Report {
	r := table.Report{
		Title: "Before and after by respondent",
		Table: table.Table{Columns: []table.Column{
			{Name: "respondent", Heading: "Respondent", Words: true},
			{Name: "group", Heading: "Group", Words: true},
			{Name: "before", Heading: "Before", Words: true},
			{Name: "after", Heading: "After", Words: true},
			{Name: "pair", Heading: "Before → after", People: true, Words: true},
			{Name: "value_before", Heading: "Before", Type: table.Number, Digits: table.AsNeeded},
			{Name: "value_after", Heading: "After", Type: table.Number, Digits: table.AsNeeded},
			{Name: "change", Heading: "Change", Type: table.Number, Digits: table.AsNeeded},
		}},
	}
	if len(a.Changes) == 1 {
		r.Title = oneChange(a.Changes[0]) + ", by respondent"
	}
	view := table.Columns{Names: []string{"respondent"}}
	if a.Groups != nil {
		view.Names = append(view.Names, "group")
	}
	if len(a.Changes) > 1 {
		view.Names = append(view.Names, "pair")
	}
	view.Names = append(view.Names, "value_before", "value_after", "change")
	r.View = view
	for i, name := range a.Respondents {
		var in any
		if a.Groups != nil {
			in = a.Groups[i]
		}
		for _, c := range a.Changes {
			was, is := c.Before.Answers[i], c.After.Answers[i]
			var change any
			if was.Given && is.Given {
				change = rounded(is.Value - was.Value)
			}
			r.Table.Rows = append(r.Table.Rows, []any{name, in, c.Before.Name, c.After.Name, c.Before.Name + " → " + c.After.Name, was.cell(), is.cell(), change})
		}
	}
	return r
}

func (a Answer) cell() any {
	if !a.Given {
		return nil
	}
	return a.Value
}

// listed names some, and counts the rest where there are many.
func listed(names []string) string {
	const most = 8
	if more := len(names) - most; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), more)
	}
	return strings.Join(names, ", ")
}
