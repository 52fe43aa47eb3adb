package reader

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"grounded/transcript"
)

func isOTranscribe(s *source) bool {
	member, _ := jsonMember(s)
	return slices.Contains(otrMembers, member)
}

// otrLine is a line of a transcript made with oTranscribe, and the timestamp that
// stands at its start or right behind its label.
type otrLine struct {
	text string
	time transcript.Moment
}

// readOTranscribe reads oTranscribe's own files: JSON whose member "text" is what
// the page's editor holds, as HTML. Speakers are those whom the vote on "NAME:"
// elects. A paragraph that begins with a timestamp opens a turn at that time, of
// the speaker before when it names none; where nobody is named, of "Speaker".
// Timestamps within a paragraph are left behind.
func readOTranscribe(ctx context.Context, s *source) ([]interview, error) {
	var page string
	j := newJSON(ctx, s)
	err := j.file(func(key string) error {
		if key == "text" {
			return j.value(&page)
		}
		return j.skip()
	})
	if err != nil {
		return nil, err
	}
	lines, err := otrLines(ctx, s, page)
	if err != nil {
		return nil, err
	}
	v := newVote(s.sure)
	for i, l := range lines {
		if h, ok := labelled(l.text); ok {
			v.count(h.label, i+1, h.bracketed || l.time >= 0)
		}
	}
	var t turns
	speaker, named := "", v.electedAny()
	if !named {
		speaker = nobody(s).speaker
	}
	for i, l := range lines {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		h, ok := labelled(l.text)
		switch {
		case ok && v.elected(h.label):
			speaker = h.label
			t.open(i+1, speaker, max(l.time, h.time))
			t.add(i+1, h.words)
			continue
		case speaker != "" && (l.time >= 0 || len(t.said) == 0):
			t.open(i+1, speaker, l.time)
		}
		t.add(i+1, l.text)
	}
	v.warn(s)
	found := t.interview(s)
	// The lines are those of the page, and a file has only one.
	found.lines = nil
	for i := range s.warnings {
		s.warnings[i].Line = 0
	}
	return []interview{found}, nil
}

// otrLines returns the lines of a page: its paragraphs, and what line breaks part
// in them. White space is what a browser shows.
func otrLines(ctx context.Context, s *source, page string) ([]otrLine, error) {
	var lines []otrLine
	var text strings.Builder
	time, inside := transcript.Untimed, 0
	end := func() {
		// A timestamp alone on a line is that of the next.
		if line := strings.TrimSpace(oneLine(text.String())); line != "" {
			lines = append(lines, otrLine{line, time})
			time = transcript.Untimed
		}
		text.Reset()
	}
	var stamp *html.Token // a timestamp has begun, and its text comes next
	z := html.NewTokenizer(strings.NewReader(page))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		tag := z.Token()
		switch {
		case kind == html.TextToken && stamp != nil:
			at, shown := timestamp(*stamp, tag.Data)
			stamp = nil
			switch {
			case at >= 0 && time < 0 && opensLine(text.String()):
				time = at
			case at >= 0:
				inside++
			}
			if !shown {
				text.WriteString(collapsed(tag.Data, text.String()))
			}
		case kind == html.TextToken:
			text.WriteString(collapsed(tag.Data, text.String()))
		case kind == html.StartTagToken && isTimestamp(tag):
			stamp = &tag
		case partsLines(tag.DataAtom):
			end()
		}
	}
	end()
	if inside > 0 {
		s.warn("times-left-out", 0, "left out "+count(inside, "timestamp that stands", "timestamps that stand")+" within a paragraph, not at the start of one", "")
	}
	return lines, nil
}

func partsLines(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Br, atom.Div, atom.Li, atom.Blockquote, atom.Pre, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// collapsed returns text with its white space as a browser shows it behind what
// stands before: one space at most, and none at the start of a line.
func collapsed(text, before string) string {
	var b strings.Builder
	b.Grow(len(text))
	space := before == "" || strings.HasSuffix(before, " ")
	for _, r := range text {
		white := strings.ContainsRune(" \t\n\r\f", r)
		switch {
		case !white:
			b.WriteRune(r)
		case !space:
			b.WriteByte(' ')
		}
		space = white
	}
	return b.String()
}

// opensLine reports whether a timestamp behind some text is that of the line:
// nothing is there yet, or a label.
func opensLine(text string) bool {
	h, ok := labelled(text)
	return blank(text) || ok && h.words == ""
}

func isTimestamp(tag html.Token) bool {
	return tag.DataAtom == atom.Span && slices.ContainsFunc(tag.Attr, func(a html.Attribute) bool {
		return a.Key == "data-timestamp" || a.Key == "class" && a.Val == "timestamp"
	})
}

// timestamp returns the time of a timestamp, which its attribute has in seconds,
// and whether its text is a time too rather than words.
func timestamp(tag html.Token, text string) (at transcript.Moment, shown bool) {
	at = clockTime(strings.TrimSpace(text))
	shown = at >= 0 || blank(text)
	for _, a := range tag.Attr {
		if a.Key != "data-timestamp" {
			continue
		}
		if n, err := strconv.ParseFloat(a.Val, 64); err == nil {
			at = inSeconds(n)
		}
	}
	return at, shown
}
