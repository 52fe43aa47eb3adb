// Package tabulate counts codings: which codes are most common, and how
// analysts work. It takes selected codings and returns reports; it neither
// selects nor prints.
package tabulate

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"grounded/analysis/table"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// By says what the codes of a table are ranked by.
type By string

// A code is ranked by how often it was put on a passage, by the transcripts it
// occurs in, or by the speakers or participants whose words it was put on.
const (
	ByCodings     By = "codings"
	ByTranscripts By = "transcripts"
	BySpeakers    By = "speakers"

	// Participants are the speakers who were studied: those who are a case, and
	// those whose role is participant. One who is a case counts once, however
	// many transcripts they speak in.
	ByParticipants By = "participants"
)

// Bys are all that codes can be ranked by.
var Bys = []By{ByCodings, ByTranscripts, BySpeakers, ByParticipants}

// TopOptions say which codes a top table shows.
type TopOptions struct {
	N       int // codes of each analyst; 0 means all
	By      By
	Total   bool          // counts the codings of a code's descendants as its own
	Kind    codebook.Kind // the one kind that was selected, for the title
	AnyKind bool          // ranks both kinds together; otherwise descriptive codes alone where there are both
	Lengths bool          // says each analyst's passage length in the notes
}

// passage is a place across transcripts.
type passage struct {
	transcript transcript.ID
	span       transcript.Span
}

// uses is what one analyst did with one code. Codings come to it in order of
// place, so the newest passage tells a double from a further one.
type uses struct {
	code        codebook.Code
	codings     int // the same code on the same passage twice is one
	unconfirmed int // put there by a search, not confirmed since
	transcripts int
	heard       map[coding.Voice]bool
	studied     map[coding.Voice]bool // participants among those heard

	last, lastUnconfirmed passage
}

func (u *uses) add(r coding.Row, h *hearing) {
	place := passage{r.Transcript.ID, r.Now}
	if r.By == coding.ByQuery {
		if u.lastUnconfirmed != place {
			u.unconfirmed++
			u.lastUnconfirmed = place
		}
		return
	}
	if u.last == place {
		return
	}
	if u.last.transcript != place.transcript {
		u.transcripts++
	}
	u.last = place
	u.codings++
	for _, v := range h.voices {
		u.heard[v] = true
	}
	for _, v := range h.participants {
		u.studied[v] = true
	}
}

func (u *uses) count(by By) int {
	switch by {
	case ByTranscripts:
		return u.transcripts
	case BySpeakers:
		return len(u.heard)
	case ByParticipants:
		return len(u.studied)
	}
	return u.codings
}

// Top returns the most common codes of each analyst, one row a code and
// analyst. Codes of equal numbers stand in order of name; where the last one
// shown has equals that are not, a note says so.
func Top(p coding.Picked, o TopOptions) table.Report {
	report := table.Report{
		Table: table.Table{Columns: []table.Column{
			{Name: "analyst", Heading: "Analyst"},
			{Name: "rank", Heading: "Rank", Type: table.Integer},
			{Name: "code", Heading: "Id"},
			{Name: "name", Heading: "Code", Words: true},
			{Name: "kind", Heading: "Kind"},
			{Name: "codings", Heading: "Codings", Type: table.Integer},
			{Name: "transcripts", Heading: "Transcripts", Type: table.Integer},
			{Name: "speakers", Heading: "Speakers", Type: table.Integer},
			{Name: "unconfirmed", Heading: "Unconfirmed", Type: table.Integer},
			{Name: "participants", Heading: "Participants", Type: table.Integer},
		}},
		View: table.Pivot{Rows: []string{"rank"}, Across: "analyst", Values: []string{"name", string(o.By)}},
	}
	all := p.Rows
	descriptiveOnly := !o.AnyKind && bothKinds(all)
	if descriptiveOnly {
		all = slices.DeleteFunc(slices.Clone(all), func(r coding.Row) bool { return r.Entry.Kind == codebook.Analytical })
	}
	unconfirmed := 0
	var lengths []int
	rowsBy, rankedBy := make([][]coding.Row, len(p.Coders)), make([][]*uses, len(p.Coders))
	var ranking sync.WaitGroup
	for i, coder := range p.Coders {
		ranking.Go(func() {
			rowsBy[i] = rowsOf(all, coder)
			rankedBy[i] = rank(p, coder, rowsBy[i], o)
		})
	}
	ranking.Wait()
	for i, coder := range p.Coders {
		rows, ranked := rowsBy[i], rankedBy[i]
		lengths = append(lengths, len(ranked))
		shown := ranked
		if o.N > 0 && len(ranked) > o.N {
			shown = ranked[:o.N]
		}
		for i, u := range shown {
			unconfirmed += u.unconfirmed
			report.Table.Rows = append(report.Table.Rows, []any{
				string(coder.Analyst), i + 1, string(u.code.ID), nameOf(u.code), string(u.code.Kind),
				u.codings, u.transcripts, len(u.heard), u.unconfirmed, len(u.studied),
			})
		}
		report.Notes = append(report.Notes, topNotes(coder, rows, ranked, len(shown), o)...)
	}
	report.Title = topTitle(o, descriptiveOnly, lengths)
	if unconfirmed > 0 {
		view := report.View.(table.Pivot)
		view.Values = append(view.Values, "unconfirmed")
		report.View = view
		report.Notes = append(report.Notes, "Unconfirmed: codings that a search made and nobody has confirmed; they are in no other column.")
	}
	report.Notes = append(report.Notes, unlisted(all)...)
	report.Notes = append(report.Notes, leftOut(p)...)
	return report
}

// unlisted says which codes that were counted are in no codebook, so that
// nobody knows their kind.
func unlisted(rows []coding.Row) []string {
	n, codes := 0, map[string]bool{}
	for _, r := range rows {
		if r.Entry.Kind == "" {
			n++
			codes[string(r.Coder.Analyst)+":"+string(r.Entry.ID)] = true
		}
	}
	if n == 0 {
		return nil
	}
	return []string{fmt.Sprintf("%s of codes that are in no codebook, counted here by their ids: %s (see: grounded check).",
		counted(n, "coding"), strings.Join(slices.Sorted(maps.Keys(codes)), ", "))}
}

func rank(p coding.Picked, coder *coding.Coder, rows []coding.Row, o TopOptions) []*uses {
	byCode := map[codebook.ID]*uses{}
	use := func(code codebook.Code) *uses {
		u := byCode[code.ID]
		if u == nil {
			u = &uses{code: code, heard: map[coding.Voice]bool{}, studied: map[coding.Voice]bool{}}
			byCode[code.ID] = u
		}
		return u
	}
	counts := map[*codebook.Code][]*uses{}
	var heard hearing
	for _, r := range rows {
		under, seen := counts[r.Entry]
		if !seen {
			for _, code := range countedUnder(coder.Book, *r.Entry, o.Total) {
				under = append(under, use(code))
			}
			counts[r.Entry] = under
		}
		heard.turnTo(p, r)
		for _, u := range under {
			u.add(r, &heard)
		}
	}
	ranked := make([]*uses, 0, len(byCode))
	for _, u := range byCode {
		ranked = append(ranked, u)
	}
	slices.SortFunc(ranked, func(a, b *uses) int {
		return cmp.Or(
			cmp.Compare(b.count(o.By), a.count(o.By)),
			strings.Compare(strings.ToLower(nameOf(a.code)), strings.ToLower(nameOf(b.code))),
			cmp.Compare(a.code.ID, b.code.ID),
		)
	})
	return ranked
}

// hearing keeps who speaks in the passage asked for last: rows come in order of
// place, and most codings of a turn have the same voices.
type hearing struct {
	transcript           *transcript.Transcript
	paragraphs           transcript.Range
	voices, participants []coding.Voice
}

func (h *hearing) turnTo(p coding.Picked, r coding.Row) {
	paragraphs := r.Transcript.ParagraphsOf(r.Now)
	if h.transcript != r.Transcript || h.paragraphs != paragraphs {
		*h = hearing{r.Transcript, paragraphs, p.Voices(r), p.Participants(r)}
	}
}

// countedUnder returns the codes that a coding of entry counts for: itself, and
// with total its ancestors.
func countedUnder(book *codebook.Book, entry codebook.Code, total bool) []codebook.Code {
	if !total {
		return []codebook.Code{entry}
	}
	var out []codebook.Code
	for _, id := range book.Path(entry.ID) {
		if code, ok := book.Code(id); ok {
			out = append(out, code)
		}
	}
	if len(out) == 0 {
		out = append(out, entry)
	}
	return out
}

func bothKinds(rows []coding.Row) bool {
	var descriptive, analytical bool
	for _, r := range rows {
		descriptive = descriptive || r.Entry.Kind == codebook.Descriptive
		analytical = analytical || r.Entry.Kind == codebook.Analytical
	}
	return descriptive && analytical
}

func rowsOf(rows []coding.Row, coder *coding.Coder) []coding.Row {
	first := slices.IndexFunc(rows, func(r coding.Row) bool { return r.Coder == coder })
	if first < 0 {
		return nil
	}
	end := first
	for end < len(rows) && rows[end].Coder == coder {
		end++
	}
	return rows[first:end]
}

func transcriptsOf(rows []coding.Row) int {
	seen := map[transcript.ID]bool{}
	for _, r := range rows {
		seen[r.Transcript.ID] = true
	}
	return len(seen)
}

// leftOut says what a selection meant and no figure holds.
func leftOut(p coding.Picked) []string { return append(Uncounted(p.Uncounted), p.Beside()...) }

// Uncounted says how many codings were meant and are in no figure, and why.
func Uncounted(u coding.Uncounted) []string {
	var notes []string
	for _, left := range []struct {
		n   int
		why string
	}{
		{u.Adrift, "adrift, their words are not in the text as it is now (see: grounded check)"},
		{u.Others, "on words of other speakers alone"},
		{u.Own, "on the analyst's own words"},
		{u.Theirs, "on words that one of the analysts said"},
	} {
		if left.n > 0 {
			notes = append(notes, fmt.Sprintf("%s left out: %s.", counted(left.n, "coding"), left.why))
		}
	}
	return notes
}

// nameOf is what people read for a code: a coding whose code is in no book is
// shown by its id.
func nameOf(c codebook.Code) string {
	if c.Name != "" {
		return c.Name
	}
	return string(c.ID)
}

// counted writes a number with its noun: "1 coding", "3 codings".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
