package cmd

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"grounded/cmd/internal/study"
	"grounded/codebook/slug"
	"grounded/transcript"
	"grounded/transcript/coding"
	"grounded/transcript/reader"
)

// What --comments makes of the comments in the margin of a document.
const (
	commentsAsMemos = "memos"
	commentsAsCodes = "codes"
	commentsLeft    = "no"
)

var commentWays = []string{commentsAsMemos, commentsAsCodes, commentsLeft}

// markMaker makes codings and memos of the marks that came with documents and
// tables, in the name of the one who acts.
type markMaker struct {
	env     *Env
	options importOptions
	analyst study.Analyst
	study   *study.Study
	sources []readSource

	hand  *coder
	memos []study.Memo
	left  map[string]int // marks that nothing was made of, by what they are
}

// ready looks whether somebody acts, when marks are there to be made into
// something, and whether every colour that was named is there.
func (m *markMaker) ready() error {
	m.left = map[string]int{}
	colours := map[string]bool{}
	makes := false
	for _, s := range m.sources {
		for _, mark := range s.result.Marks {
			if mark.Kind == reader.Highlight {
				colours[strings.ToLower(mark.Text)] = true
			}
			makes = makes || m.wants(mark)
		}
	}
	for _, colour := range slices.Sorted(maps.Keys(m.options.colours)) {
		switch {
		case len(m.sources) == 0 || colours[colour]:
		case len(colours) == 0:
			return nothingCameIn(fmt.Errorf("--highlight %s: nothing in these files is highlighted", colour))
		default:
			return nothingCameIn(coding.Unknown("highlight", colour, slices.Collect(maps.Keys(colours))))
		}
	}
	if !makes || m.analyst.ID != "" {
		return nil
	}
	a, err := m.env.acting(m.study)
	if err != nil {
		return fmt.Errorf("these files hold comments or codes, which become work of the analyst who acts, or stay behind with --comments no: %w", err)
	}
	m.analyst = a
	return nil
}

// wants reports whether something is made of a mark.
func (m *markMaker) wants(mark reader.Mark) bool {
	switch mark.Kind {
	case reader.Comment:
		return m.options.Comments != commentsLeft
	case reader.Highlight:
		return m.options.colours[strings.ToLower(mark.Text)] != ""
	}
	return true
}

// make makes what is wanted of the marks of the transcripts that come in.
func (m *markMaker) make(e *study.Edit, come []*transcript.Transcript) error {
	var entries []applied
	m.memos = nil
	clear(m.left)
	for _, s := range m.sources {
		for i, t := range s.result.Transcripts {
			if !slices.ContainsFunc(come, func(c *transcript.Transcript) bool { return c.ID == t.ID }) {
				continue
			}
			var comments []reader.Mark
			for _, mark := range s.result.Marks {
				if mark.Transcript != i {
					continue
				}
				codes, comment := m.codes(mark)
				for _, code := range codes {
					entries = append(entries, applied{line: s.file, code: code, transcript: string(t.ID), start: mark.Span.Start, end: mark.Span.End})
				}
				if comment {
					comments = append(comments, mark)
				}
			}
			if len(comments) > 0 {
				memo, err := e.WriteMemo(commentMemo(t, comments))
				if err != nil {
					return err
				}
				m.memos = append(m.memos, memo)
			}
		}
	}
	if len(entries) == 0 {
		return nil
	}
	m.hand = &coder{edit: e, options: applyOptions{New: true, Kind: "descriptive"}, desks: map[transcript.ID]*study.Desk{}, finders: map[transcript.ID]*transcript.Finder{}}
	if err := m.hand.all(entries); err != nil {
		return nothingCameIn(err)
	}
	return m.hand.save()
}

// codes returns the codes that a mark stands for, and whether it is a comment to
// be kept as such. A comment that could not be a code's name is one.
func (m *markMaker) codes(mark reader.Mark) (codes []string, comment bool) {
	switch {
	case mark.Kind == reader.Tag:
		return []string{mark.Text}, false
	case mark.Kind == reader.Highlight && m.wants(mark):
		return []string{m.options.colours[strings.ToLower(mark.Text)]}, false
	case mark.Kind == reader.Highlight:
		m.left["highlighted "+strings.ToLower(mark.Text)]++
		return nil, false
	case m.options.Comments == commentsLeft:
		m.left["comment"]++
		return nil, false
	case m.options.Comments == commentsAsMemos:
		return nil, true
	}
	for name := range strings.FieldsFuncSeq(mark.Text, func(r rune) bool { return r == ';' || r == '\n' }) {
		name = strings.TrimSpace(name)
		const longest = 60 // characters of a code's name
		if len([]rune(name)) > longest || slug.CheckName(name) != nil || slug.Make(name) == "" {
			return nil, true
		}
		codes = append(codes, name)
	}
	return codes, false
}

// commentMemo is the memo that keeps the comments on a transcript.
func commentMemo(t *transcript.Transcript, comments []reader.Mark) study.Memo {
	var b strings.Builder
	for _, c := range comments {
		fmt.Fprintf(&b, "%s, %q", t.Ref(c.Span), short(t.Spoken(c.Span)))
		if by := strings.Trim(c.Author+", "+c.Date, ", "); by != "" {
			fmt.Fprintf(&b, " (%s)", by)
		}
		fmt.Fprintf(&b, ":\n%s\n\n", strings.TrimSpace(c.Text))
	}
	return study.Memo{Title: "Comments in " + string(t.ID), Kind: study.MemoKinds[0], About: []string{"transcript:" + string(t.ID)}, Text: b.String()}
}

// say tells what was made of the marks, and what was not.
func (m *markMaker) say() {
	would, wrote := "", "wrote"
	if m.options.DryRun {
		would, wrote = "would have ", "would write"
	}
	if m.hand != nil {
		m.env.note("%s%s as %s", would, m.hand.did(), m.analyst.ID)
	}
	for _, memo := range m.memos {
		m.env.note("%s %s", wrote, memo.File())
	}
	for _, what := range slices.SortedFunc(maps.Keys(m.left), func(a, b string) int { return cmp.Compare(a, b) }) {
		if colour, ok := strings.CutPrefix(what, "highlighted "); ok {
			m.env.note("nothing was made of %s in %s; give the colour a code with: --highlight %s", count(m.left[what], "passage"), colour, shellWord(colour+"=CODE"))
			continue
		}
		m.env.note("left out %s, as --comments no asks", count(m.left[what], what))
	}
}
