package theme

import (
	"cmp"
	"slices"

	"grounded/analysis/table"
	"grounded/transcript"
	"grounded/transcript/coding"
)

const (
	fewestWords = 8  // a quotation with fewer says little by itself
	mostWords   = 60 // one with more is rarely printed whole
)

// Candidate is a passage that may be quoted for a theme.
type Candidate struct {
	In    *transcript.Transcript
	Span  transcript.Span
	Words int
	Codes []CodeRef // of the theme, that lie on at least half of its words' bytes

	// Codings are the codings of these codes that are this passage, as "analyst:id".
	Codings []string

	voices []coding.Voice // who speak in it, whether the selection means them or not
}

// Candidates returns the passages of a theme, coded or found, that hold no
// interviewer's words, whether that role is said or guessed, and that nobody has
// forbidden to quote, the best to quote first. Those of one speaker come before the
// others; among them those of 8 to 60 words; among these those that most analysts put
// codes of the theme on, then those with most of its codes, then the shorter, then by
// transcript and place. A code counts for a passage when codings of it lie on at least
// half of the passage. What was found where something is coded is left to the coding.
func (e Evidence) Candidates() []Candidate {
	interviewers := interviewersOf(e.picked.Transcripts)
	of := byTranscript(e.rows)
	var out []Candidate
	for _, f := range passages(e.said()) {
		if len(codingsOf(f.span, of[f.transcript.ID])) == 0 && len(e.touching(f.span, of[f.transcript.ID])) > 0 {
			continue
		}
		voices := everyVoice(f.transcript, f.span)
		if asked(f.transcript, f.span, interviewers) || len(f.voices) == 0 {
			continue
		}
		if e.quoting.MayQuote(f.transcript, f.span) == coding.QuoteNo {
			continue
		}
		out = append(out, Candidate{
			In: f.transcript, Span: f.span, Words: f.transcript.CountWords(f.transcript.Said(f.span)...),
			Codes: e.codesOn(f.span, of[f.transcript.ID]), Codings: codingsOf(f.span, of[f.transcript.ID]), voices: voices,
		})
	}
	slices.SortStableFunc(out, func(a, b Candidate) int {
		return cmp.Or(
			cmp.Compare(min(len(a.voices), 2), min(len(b.voices), 2)),
			cmp.Compare(b.quotable(), a.quotable()),
			cmp.Compare(b.analysts(), a.analysts()),
			cmp.Compare(len(b.Codes), len(a.Codes)),
			cmp.Compare(a.Words, b.Words),
		)
	})
	return out
}

// interviewersOf returns the speakers whose role in one of some transcripts is
// said to be an interviewer's, or guessed to be where nobody has said it.
// Transcripts in parts are not looked at: there it depends on the turn.
func interviewersOf(transcripts []*transcript.Transcript) map[coding.Voice]bool {
	ask := map[coding.Voice]bool{}
	for _, t := range transcripts {
		if len(t.Parts) > 0 {
			continue
		}
		for _, s := range t.Speakers {
			if orElse(s.Role, s.RoleGuess) == transcript.Interviewer {
				ask[coding.VoiceOf(t, s)] = true
			}
		}
	}
	return ask
}

// asked reports whether a passage holds words of an interviewer.
func asked(t *transcript.Transcript, s transcript.Span, interviewers map[coding.Voice]bool) bool {
	r := t.ParagraphsOf(s)
	return slices.ContainsFunc(t.Paragraphs[r.First:r.End], func(p transcript.Paragraph) bool {
		who := t.Speaker(p.Turn)
		if len(t.Parts) > 0 {
			return orElse(who.Role, who.RoleGuess) == transcript.Interviewer
		}
		return interviewers[coding.VoiceOf(t, who)]
	})
}

// Asked reports whether a passage holds words of somebody whose role is said to be an
// interviewer's in its transcript, or guessed to be where nobody has said it.
func Asked(t *transcript.Transcript, s transcript.Span) bool {
	return asked(t, s, interviewersOf([]*transcript.Transcript{t}))
}

// everyVoice returns the speakers of a passage.
func everyVoice(t *transcript.Transcript, s transcript.Span) []coding.Voice {
	var voices []coding.Voice
	r := t.ParagraphsOf(s)
	for _, p := range t.Paragraphs[r.First:r.End] {
		if who := t.Speaker(p.Turn); who.Label != "" {
			voices = append(voices, coding.VoiceOf(t, who))
		}
	}
	return once(voices)
}

// Quotable reports whether a passage of so many words is one that can be quoted whole and
// says something by itself.
func Quotable(words int) bool { return fewestWords <= words && words <= mostWords }

// quotable is 1 for a passage of the right length, else 0.
func (c Candidate) quotable() int {
	if Quotable(c.Words) {
		return 1
	}
	return 0
}

func (c Candidate) analysts() int {
	var names []string
	for _, r := range c.Codes {
		names = append(names, string(r.Analyst))
	}
	return len(once(names))
}

// codesOn returns the codes whose codings among rows, which are all of one
// transcript, lie on at least half of a passage.
func (e Evidence) codesOn(s transcript.Span, rows []found) []CodeRef {
	on := map[int][]transcript.Span{}
	for _, f := range rows {
		if both := f.span.Intersect(s); !both.Empty() {
			on[f.code] = append(on[f.code], both)
		}
	}
	var codes []CodeRef
	for i, u := range e.codes {
		bytes := 0
		for _, part := range transcript.Union(on[i]) {
			bytes += part.Len()
		}
		if bytes > 0 && 2*bytes >= s.Len() {
			codes = append(codes, u.ref)
		}
	}
	return codes
}

// codingsOf returns the codings among rows, which are all of one transcript, that are a
// passage.
func codingsOf(s transcript.Span, rows []found) []string {
	var out []string
	for _, f := range rows {
		if f.span == s {
			out = append(out, f.coding)
		}
	}
	return out
}

// Passages returns the candidates as a report, the best first, at most n of them
// unless n is 0.
func (e Evidence) Passages(n int) table.Report {
	l := e.listPassages("Passages to quote for “"+e.Theme.Name+"”", n, nil, "codes", "words")
	for _, c := range e.Candidates() {
		if l.takes(c.In, c.Span) {
			l.add(e.Theme.ID, c)
		}
	}
	return l.done(e)
}
