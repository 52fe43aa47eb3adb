package tabulate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"grounded/analysis/saturation"
	"grounded/analysis/table"
	"grounded/codebook"
	"grounded/transcript"
)

// notes say what was computed of one body, and what it leaves out.
func (g growth) notes() []string {
	b := g.b
	var notes []string
	own := func(format string, args ...any) {
		notes = append(notes, analysts(b.Coders)+": "+fmt.Sprintf(format, args...))
	}
	own("%s.", NewInformation(g.f, b, g.o.Percents))
	if names := g.unread(); len(names) > 0 {
		own("%s in later readings alone: %s.", counted(len(names), "code"), strings.Join(names, ", "))
	}
	if b.Renamed > 0 && g.f.Codes == saturation.AsThen {
		own("%s, counted for what they were then (as they are: --codes now).", counted(b.Renamed, "coding"))
	} else if b.Renamed > 0 {
		own("%s of retired codes, counted for what these became (as they were: --codes then).", counted(b.Renamed, "coding"))
	}
	if n := len(b.Unfinished); n > 0 {
		own("%s left out, begun and not finished: %s (take in: --unfinished).", counted(n, "transcript"), listed(b.Unfinished))
	}
	if n := len(b.Half); n > 0 {
		own("what was put on %s by those who have not finished it is left out (take in: --unfinished).", listed(b.Half))
	}
	if b.NotBegun > 0 {
		own("%s not begun.", counted(b.NotBegun, "transcript"))
	}
	if n := len(b.Partly); n > 0 {
		own("%s in transcripts that are left out as well%s.", speaks(n), g.named(b.Partly))
	}
	if b.Nobodys > 0 {
		own("%s left out: on words of no participant.", counted(b.Nobodys, "coding"))
	}
	if b.Undated > 0 {
		own("%s without a date, last.", counted(b.Undated, "transcript"))
	}
	if n := len(b.Tied); n > 0 {
		own("%d begun at the same time as the one before, and so by name%s.", n, g.named(b.Tied))
	}
	return notes
}

// named lists units behind a colon, unless they are people who are not to be named.
func (g growth) named(ids []string) string {
	if g.unnamed() {
		return ""
	}
	return ": " + listed(ids)
}

// unread names the codes that no first reading has.
func (g growth) unread() []string {
	var names []string
	for _, u := range g.b.Units {
		for _, id := range u.Unread {
			code, known := g.b.Coders[0].Book.Code(id)
			if !known {
				code = codebook.Code{ID: id}
			}
			names = append(names, nameOf(code))
		}
	}
	return names
}

// NewInformation states the base and the runs of a body, and from where on these bring at
// most some percents of the base.
func NewInformation(f saturation.Finding, b saturation.Body, percents []float64) string {
	in, units := b.Information, string(f.By)
	switch {
	case len(in.Runs) == 0:
		return fmt.Sprintf("a base of %d and a run of %d take %s, and there are %d, so that no new information is computed",
			in.Base, in.Length, counted(in.Base+in.Length, units), len(b.Units))
	case in.Codes == 0:
		return fmt.Sprintf("the base of %s has no code, so that there is nothing for new codes to be a share of", counted(in.Base, units))
	}
	said := fmt.Sprintf("base of %s, %s; runs of %d", counted(in.Base, units), counted(in.Codes, "code"), in.Length)
	for _, percent := range percents {
		said += ". " + atMost(in, percent)
	}
	return said
}

// atMost says in which run new information is at most so many percent of the base.
func atMost(in saturation.Information, percent float64) string {
	what := "New information of at most " + figure(percent) + " % of the base"
	if percent == 0 {
		what = "No new information"
	}
	first, ok, more, again := in.AtMost(percent)
	if !ok {
		return what + ": in no run"
	}
	said := fmt.Sprintf("%s: first in run %s (%d+%d)", what, numbers(first), first.First, in.Length)
	if percent > 0 {
		said += ", " + counted(first.New, "new code")
	}
	if again {
		said += "; more again in run " + numbers(more)
	}
	return said
}

// numbers names a run by the numbers of its units.
func numbers(r saturation.Run) string {
	if r.First == r.Last {
		return strconv.Itoa(r.First + 1)
	}
	return fmt.Sprintf("%d–%d", r.First+1, r.Last+1)
}

// saturationReadings say how the figures are to be read.
func saturationReadings(f saturation.Finding, shown []table.Report, o SaturationOptions) []string {
	one := string(f.By)
	notes := []string{fmt.Sprintf("Mean: over all orders of the %ss, exact (Ugland, Gray and Ellingsen 2003). 95 %%: of %d random orders (seed %d).", one, f.Draws, f.Seed)}
	has := func(column string) bool {
		return slices.ContainsFunc(shown, func(r table.Report) bool {
			v, is := r.View.(table.Columns)
			return is && slices.Contains(v.Names, column)
		})
	}
	if !o.Data {
		notes = append([]string{"New: codes in the first reading that none before it has. All: so far."}, notes...)
	}
	if has("run") && !o.Data {
		notes = append(notes, "Run: new codes of the run that ends here, as percent of those in the base (Guest, Namey and Chen 2020; 6+2 in their notation is a run of 2 behind 6).")
	}
	if has("later") {
		ends := "A first reading ends when the transcript is finished, and with its round"
		if slices.ContainsFunc(f.Bodies, func(b saturation.Body) bool { return b.Untold }) {
			ends += "; where that is not on record, when the next one is begun, for codes that came since"
		}
		if !o.Data {
			ends = "Later: codes that were put on it when it was read again, and are in no other figure. " + ends
		}
		notes = append(notes, ends+".")
	}
	return append(notes, "This is code saturation, computed in this order and for these codes. Whether the codes are understood is another question (Hennink, Kaiser and Marconi 2017).")
}

// Unsaturable says, as a clause, why codes of a body cannot be seen to grow, with a way out
// where there is one; "" when they can.
func Unsaturable(f saturation.Finding, b saturation.Body) string {
	who, one := analysts(b.Coders), string(f.By)
	switch n := len(b.Units); {
	case b.Silent:
		return fmt.Sprintf("%s: nobody who speaks in the transcripts that count is known to be a participant; say who is with: grounded transcript set TRANSCRIPT --role LABEL=participant", who)
	case n == 0 && len(b.Unfinished) > 0:
		return fmt.Sprintf("%s: no transcript is finished; say what is coded to its end with: grounded done, or take in what was begun with: --unfinished", who)
	case n == 0:
		return fmt.Sprintf("%s: no transcript is begun; begin with: grounded code TRANSCRIPT", who)
	case n == 1:
		return fmt.Sprintf("%s: 1 %s counts (%s), and how codes grow takes two at least", who, one, b.Units[0].ID)
	case b.Codes() == 0:
		return fmt.Sprintf("%s: no code that is asked for is on the %d %ss that count", who, n, one)
	}
	return ""
}

func speaks(n int) string {
	if n == 1 {
		return "1 participant speaks"
	}
	return fmt.Sprintf("%d participants speak", n)
}

// figure is a number without zeros that say nothing.
func figure(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// listed names some, and counts the rest where there are many.
func listed[T string | transcript.ID](ids []T) string {
	const most = 8
	var names []string
	for _, id := range ids[:min(most, len(ids))] {
		names = append(names, string(id))
	}
	if more := len(ids) - most; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names, ", "), more)
	}
	return strings.Join(names, ", ")
}
