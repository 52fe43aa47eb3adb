package cmd

import (
	"fmt"
	"slices"
	"strings"

	"grounded/cmd/internal/study"
	"grounded/transcript"
)

// lostHeaders says which headers of a corrected transcript are none any more,
// each with its line in src, the whole file; nil for none. Without src the
// paragraph is named.
func lostHeaders(c study.Correction, src string) error {
	if c.Was == nil {
		return nil
	}
	lost := transcript.LostHeaders(c.Was, c.Now)
	if len(lost) == 0 {
		return nil
	}
	_, _, first, err := transcript.Parts(src)
	var says []string
	for _, h := range lost {
		p := c.Now.Paragraphs[h.Paragraph]
		at := c.Now.Ref(p.Text).String()
		if src != "" && err == nil {
			at = fmt.Sprintf("%s, line %d", c.Transcript, first+strings.Count(c.Now.Body[:p.Line.Start], "\n"))
		}
		says = append(says, fmt.Sprintf("%s: %q is the label of nobody, so these words would be those of %s; write %q",
			at, h.Written, spoken(c.Now.Speaker(p.Turn).Label), h.Label+":"))
	}
	return fmt.Errorf("%s\nnothing was changed; where it shall be so add --anyway, and for a new speaker a [[speaker]] in the front matter", strings.Join(says, "\n"))
}

// spoken is whose words are those of a label.
func spoken(label string) string {
	if label == "" {
		return "nobody"
	}
	return label
}

// noteHeaders says of a correction which paragraphs are another's words now,
// which speakers speak nowhere any more and which lines look like headers and
// are none, where that was not so before.
func noteHeaders(env *Env, c study.Correction) {
	silent := func(t *transcript.Transcript) []string {
		if t == nil {
			return nil
		}
		var labels []string
		for i, s := range t.Speakers {
			if !slices.ContainsFunc(t.Turns, func(turn transcript.Turn) bool { return turn.Speaker == i }) {
				labels = append(labels, s.Label)
			}
		}
		return labels
	}
	was := silent(c.Was)
	for _, label := range silent(c.Now) {
		if !slices.Contains(was, label) {
			env.note("note: no turn of %s is by %q; to change a label in the text as well: grounded transcript relabel %[1]s \"OLD=NEW\"", c.Transcript, label)
		}
	}
	if c.Was == nil {
		return
	}
	noteRespoken(env, c)
	if len(c.Now.HeaderLike()) > len(c.Was.HeaderLike()) {
		env.note("note: a line of %s looks like a header and is none; see: grounded check", c.Transcript)
	}
}

// noteRespoken names the first of the paragraphs that are another's words now.
func noteRespoken(env *Env, c study.Correction) {
	const most = 5
	changed := transcript.RespokenIn(c.Was, c.Now)
	if len(changed) == 0 {
		return
	}
	var places []string
	for _, r := range changed[:min(most, len(changed))] {
		places = append(places, fmt.Sprintf("%s (%s → %s)", c.Now.Ref(c.Now.Paragraphs[r.Paragraph].Text), spoken(r.Was), spoken(r.Now)))
	}
	more := ""
	if n := len(changed) - most; n > 0 {
		more = fmt.Sprintf(" and %d more", n)
	}
	env.note("note: another speaker says the same words: %s%s", strings.Join(places, ", "), more)
}
