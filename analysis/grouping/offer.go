package grouping

import (
	"fmt"
	"strings"

	"grounded/codebook/tomledit"
)

// Offer returns the groups of some suggestions as the file in which somebody accepts,
// changes or ignores them. It is the same for the same suggestions.
func Offer(all []Suggestion) []byte {
	var b strings.Builder
	b.WriteString(offerHead)
	for _, s := range all {
		b.WriteString("\n")
		w := s.Weights
		for _, note := range append(s.notes(), fmt.Sprintf("Weights: text %s, words %s, tree %s.", number(w.Text), number(w.Words), number(w.Tree))) {
			comment(&b, note)
		}
		for _, g := range s.Groups {
			if len(g.Codes) > 1 {
				s.offer(&b, g)
			}
		}
	}
	return []byte(b.String())
}

const offerHead = `# Groups of codes that go together: groups, and not themes. Give a name to those that
# mean something, say what they claim, move codes from one to another or take them out,
# and write accept = true. Others may stay as they are, or go. Nothing happens until
#
#     grounded theme accept THIS-FILE
#
# which reads accept, name, id, statement and codes, makes a theme of each group that is
# accepted, and leaves this file as it is.
`

// offer writes one group.
func (s Suggestion) offer(b *strings.Builder, g Group) {
	b.WriteString("\n[[group]]\naccept = false\nname = \"\"\nstatement = \"\"\ncodes = [\n")
	for _, i := range g.Codes {
		for _, m := range s.Codes[i].Means {
			who, _, _ := m.Coder.Analyst.Kept()
			fmt.Fprintf(b, "  %s, # %s\n", tomledit.Text(string(who)+":"+string(m.Code)), line(s.Codes[i].Name))
		}
	}
	fmt.Fprintf(b, "]\nbecause = %s\n", tomledit.Text(s.because(g)))
	var said []string
	for _, t := range g.Terms {
		said = append(said, tomledit.Text(t))
	}
	fmt.Fprintf(b, "terms = [%s]\n", strings.Join(said, ", "))
	for _, p := range g.Passages {
		fmt.Fprintf(b, "\n[[group.passage]]\nat = %s\nspeaker = %s\nwords = %s\n", tomledit.Text(p.In.Ref(p.Span).String()), tomledit.Text(s.Quoting.Speaker(p.In, p.Span)),
			tomledit.Text(strings.Join(strings.Fields(s.Quoting.Spoken(p.In, p.Span)), " ")))
		if caution := s.Quoting.Caution(p.In, p.Span); caution != "" {
			fmt.Fprintf(b, "caution = %s\n", tomledit.Text(caution))
		}
	}
}

// comment writes a sentence as lines of a comment.
func comment(b *strings.Builder, text string) {
	const width = 88
	at := 0
	for _, word := range strings.Fields(text) {
		if at > 0 && at+1+len(word) > width {
			b.WriteString("\n")
			at = 0
		}
		if at == 0 {
			b.WriteString("#")
			at = 1
		}
		b.WriteString(" " + word)
		at += 1 + len(word)
	}
	b.WriteString("\n")
}

// line is a text that stands in a comment.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }
