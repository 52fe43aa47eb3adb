package cmd

import (
	"fmt"
	"slices"
	"strings"

	"grounded/transcript"
)

// onPaper is what a line of marks says where: numbers on paper, from the first to the last.
type onPaper struct {
	sheet       *paperSheet
	first, last int
}

// paperSheet is a printed transcript whose marks come home.
type paperSheet struct {
	paper paper
	id    transcript.ID

	text  *transcript.Transcript // that lines are of
	lines []printedLine
}

// paperPlace is where numbers on paper lead.
type paperPlace struct {
	whole  transcript.Span // what is marked, and where words that are quoted begin
	end    int             // where those end at the latest
	called string
}

// printed are the lines of a transcript on paper.
func (s *paperSheet) printed(t *transcript.Transcript) ([]printedLine, error) {
	if s.text == t {
		return s.lines, nil
	}
	characters, err := s.paper.characters()
	s.text, s.lines = t, printed(t, characters)
	return s.lines, err
}

// place returns where numbers on paper lead. Words that begin in a line may run on to
// the end of what is said there.
func (s *paperSheet) place(t *transcript.Transcript, first, last int) (paperPlace, error) {
	if first < 1 || last < first {
		return paperPlace{}, fmt.Errorf("%d-%d is no place: %ss count from 1, the lower first", first, last, s.paper.Numbers)
	}
	switch s.paper.Numbers {
	case "turn":
		passage, err := t.TurnsPassage(first, last)
		return paperPlace{passage, passage.End, numbered("turn", first, last) + " of " + string(t.ID)}, err
	case "line":
		all, err := s.printed(t)
		if err != nil {
			return paperPlace{}, err
		}
		if last > len(all) {
			return paperPlace{}, fmt.Errorf("%s has lines 1 to %d on paper with a margin of %s, so there is no %s", t.ID, len(all), s.paper.Margin, numbered("line", first, last))
		}
		end := t.TurnSpan(t.Paragraphs[all[last-1].Paragraph].Turn).End
		return paperPlace{transcript.Span{Start: all[first-1].Span.Start, End: all[last-1].Span.End}, end, numbered("line", first, last) + " of " + string(t.ID)}, nil
	}
	ref := transcript.Ref{Transcript: t.ID, First: first, Last: last}
	passage, err := t.Resolve(ref)
	return paperPlace{passage, passage.End, ref.String()}, err
}

func numbered(what string, first, last int) string {
	if first == last {
		return fmt.Sprintf("%s %d", what, first)
	}
	return fmt.Sprintf("%ss %d-%d", what, first, last)
}

// stand says by the numbers on paper where some passages begin.
func (s *paperSheet) stand(t *transcript.Transcript, found []transcript.Span) string {
	const most = 8
	var out []string
	for _, f := range found {
		paragraph := t.ParagraphsOf(f).First
		said := fmt.Sprintf("¶%d", paragraph+1)
		switch s.paper.Numbers {
		case "turn":
			said = fmt.Sprintf("turn %d", t.Paragraphs[paragraph].Turn+1)
		case "line":
			at := slices.IndexFunc(s.lines, func(l printedLine) bool { return f.Start < l.Span.End })
			said = fmt.Sprintf("line %d", at+1)
		}
		if !slices.Contains(out, said) {
			out = append(out, said)
		}
	}
	if len(out) > most {
		out = append(out[:most], "…")
	}
	return strings.Join(out, ", ")
}

// marked finds what an entry says was marked on paper. Letter case may differ where the
// words do not stand as they were typed: the analyst is told how they stand.
func (h *coder) marked(t *transcript.Transcript, entry applied) (transcript.Span, error) {
	s := entry.marked.sheet
	place, err := s.place(t, entry.marked.first, entry.marked.last)
	if err != nil || entry.quote == "" {
		if err == nil {
			return t.Passage(place.whole)
		}
		return transcript.Span{}, err
	}
	exact := h.finder(t)
	found := exact.FindFrom(place.whole, place.end, entry.quote)
	loose := len(found) == 0
	if loose {
		caseless := transcript.NewCaselessFinder(t)
		if found = caseless.FindFrom(place.whole, place.end, entry.quote); len(found) == 0 {
			if all := caseless.Find(entry.quote); len(all) > 0 {
				return transcript.Span{}, fmt.Errorf("%s does not hold the words %q; they stand in %s", place.called, entry.quote, s.stand(t, all))
			}
		}
	}
	var passage transcript.Span
	switch {
	case len(found) == 0:
		return passage, fmt.Errorf("%s does not hold the words %q%s", place.called, entry.quote, exact.Hint(entry.quote))
	case entry.nth > len(found):
		return passage, fmt.Errorf("%q stands %s in %s, so there is no number %d", entry.quote, count(len(found), "time"), place.called, entry.nth)
	case entry.nth > 0:
		passage = found[entry.nth-1]
	case len(found) > 1:
		return passage, &transcript.SeveralError{Stands: fmt.Sprintf("%q stands %s in %s", entry.quote, count(len(found), "time"), place.called), Nth: fmt.Sprintf("a number behind the words, as in \"%s\" (%d)", short(entry.quote), len(found))}
	default:
		passage = found[0]
	}
	if loose {
		said := fmt.Sprintf("%s: taken in the letter case of the text: %q", entry.line, short(t.Spoken(passage)))
		if !slices.Contains(h.notes, said) {
			h.notes = append(h.notes, said)
		}
	}
	return passage, nil
}
