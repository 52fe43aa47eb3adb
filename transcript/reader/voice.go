package reader

import (
	"context"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"grounded/transcript"
)

// Captions name nobody, or name a speaker by a voice tag, or before the text:
// "Name: ", "[Speaker 1] ", also behind a dash. Where nobody is named, the one
// speaker gets new turns at sentence ends, so that the text can be read and
// keeps its times; captions without punctuation get them after longer.
const (
	someone      = "Speaker"
	readableTurn = 60  // words, then the next sentence end
	longestTurn  = 180 // words, then the next cue
)

var (
	voiceTag    = pattern(`<v(?:\.[^\s<>]*)?(?:\s+([^<>]*))?>`)
	markup      = pattern(`(?i)</?(?:[cibus]|ruby|rt)(?:\.[^\s<>]*)?>|</?(?:v|lang|font)(?:[.\s][^<>]*)?>|<(?:\d+:)?\d{1,2}:\d{2}(?:\.\d{1,3})?>|\{\\an?\d\}`)
	bracketed   = pattern(`^\[([^\[\]]{1,60})\]:?\s+`)
	entity      = pattern(`&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,30});`)
	utterance   = pattern(`^\s*(\S+/\d+)-\d+\s*$`)
	sentenceEnd = pattern(`[.?!…。！？]["'”’»)\]]*$`)
)

// plainText takes the markup out of a line and decodes its entities.
func plainText(line string) string {
	if strings.ContainsAny(line, "<{") {
		line = markup().ReplaceAllString(line, "")
	}
	if strings.Contains(line, "&") {
		line = decodeEntities(line)
	}
	return line
}

func decodeEntities(line string) string { return entity().ReplaceAllStringFunc(line, decodeEntity) }

// decodeEntity decodes a character reference of one character that can stand in a
// line.
func decodeEntity(reference string) string {
	text := html.UnescapeString(reference)
	if r, n := utf8.DecodeRuneInString(text); n < len(text) || unicode.IsControl(r) {
		return reference
	}
	return text
}

// part is what one speaker says within a cue. Without a name it is said by
// whoever spoke before.
type part struct{ speaker, text string }

// voices splits a cue at its voice tags.
func (c cue) voices() []part {
	text := strings.Join(c.lines, "\n")
	var out []part
	speaker, from := "", 0
	for _, m := range voiceTag().FindAllStringSubmatchIndex(text, -1) {
		out = append(out, part{speaker, text[from:m[0]]})
		speaker, from = "", m[1]
		if m[2] >= 0 {
			speaker = cleanLabel(plainText(strings.Join(strings.Fields(text[m[2]:m[3]]), " ")))
		}
	}
	return append(out, part{speaker, text[from:]})
}

// beginning returns the first line of a cue's text.
func (c cue) beginning() string {
	if len(c.lines) == 0 {
		return ""
	}
	return strings.Trim(plainText(c.lines[0]), " \t")
}

// parts splits a cue at voice tags, lines, and the labels that the vote elected.
func (c cue) parts(v *vote) []part {
	var out []part
	for _, voice := range c.voices() {
		speaker := voice.speaker
		for line := range strings.SplitSeq(voice.text, "\n") {
			text := strings.Trim(plainText(line), " \t")
			if name, words, ok := cueLabel(text); voice.speaker == "" && ok && v.elected(name) {
				speaker, text = cleanLabel(name), words
			}
			out = append(out, part{speaker, text})
			speaker = ""
		}
	}
	return out
}

// cueLabel splits a line of a cue into a label and words.
func cueLabel(text string) (name, words string, ok bool) {
	if strings.HasPrefix(text, "-") || strings.HasPrefix(text, "–") || strings.HasPrefix(text, "—") || strings.HasPrefix(text, ">>") {
		text = strings.TrimLeft(text, "-–—> \t")
	}
	if strings.HasPrefix(text, "[") {
		if m := bracketed().FindStringSubmatch(text); m != nil && partWord().MatchString(m[1]) {
			return m[1], strings.TrimLeftFunc(text[len(m[0]):], unicode.IsSpace), true
		}
	}
	return splitLabel(text)
}

// midSentence reports whether a label is an ordinary word: cues begin anywhere
// in a sentence, so that one before a colon is no sign of a speaker.
func midSentence(name string) bool {
	initial, _ := utf8.DecodeRuneInString(name)
	return unicode.IsLower(initial) && !partWord().MatchString(name)
}

// utterance returns what the cues of one utterance have in common: Teams names
// them "GUID/13-0", "GUID/13-1", and others may stand between them.
func (c cue) utterance() string {
	if m := utterance().FindStringSubmatch(c.name); m != nil {
		return m[1]
	}
	return ""
}

// join makes turns of cues: those of one speaker that follow each other are one
// turn of one paragraph, with the time of the first.
func join(ctx context.Context, s *source, cues []cue) ([]transcript.Said, error) {
	s.lines = nil // the cues hold what is needed of them
	if err := nameParentheses(ctx, s, cues); err != nil {
		return nil, err
	}
	v := newVote(s.sure)
	named := false
	labelled := 0 // cues that begin with what looks like a label
	for _, c := range cues {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if name, _, ok := cueLabel(c.beginning()); ok && !midSentence(name) && plausible(name) {
			labelled++
		}
		for _, voice := range c.voices() {
			named = named || voice.speaker != ""
			if voice.speaker != "" {
				continue
			}
			for line := range strings.SplitSeq(voice.text, "\n") {
				if name, _, ok := cueLabel(strings.Trim(plainText(line), " \t")); ok && !midSentence(name) {
					v.count(name, c.line, false)
				}
			}
		}
	}
	// Zoom names the speaker in every cue, also one who speaks once; a few cues
	// show nothing.
	const many = 10
	v.all = len(cues) >= many && labelled*20 >= len(cues)*19 && v.electedAny()
	v.warn(s)
	var j joiner
	if named = named || v.electedAny(); !named {
		j = nobody(s)
	}
	spoken := map[string]string{} // who spoke last in an utterance
	for _, c := range cues {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		j.pause()
		u, told := c.utterance(), false
		for _, p := range c.parts(v) {
			if told = told || p.speaker != ""; !told && p.text != "" {
				p.speaker, told = spoken[u], true
			}
			j.add(c.start, p)
		}
		if u != "" {
			spoken[u] = j.speaker
		}
	}
	j.flush()
	return j.said, nil
}

// joiner gathers what one speaker says until another speaks.
type joiner struct {
	said    []transcript.Said
	speaker string
	time    transcript.Moment
	opened  bool // time is that of the cue in which the turn began
	texts   []string
	words   int
	breaks  bool // begin a new turn of the same speaker now and then
}

// nobody returns the joiner of a talk in which nobody is named, and says so.
func nobody(s *source) joiner {
	s.warn("nobody-named", 0, `nobody is named, so all is said by "`+someone+`"`, "rename the speaker once it is known who speaks")
	return joiner{speaker: someone, breaks: true}
}

// pause is called between cues, where a long turn may be broken.
func (j *joiner) pause() {
	if j.breaks && (j.words >= longestTurn || j.words >= readableTurn && sentenceEnd().MatchString(j.texts[len(j.texts)-1])) {
		j.flush()
	}
}

func (j *joiner) add(time transcript.Moment, p part) {
	if p.speaker != "" && p.speaker != j.speaker {
		j.flush()
		j.speaker = p.speaker
	}
	if !j.opened && (p.text != "" || p.speaker != "") {
		j.time, j.opened = time, true
	}
	if p.text == "" {
		return
	}
	j.texts = append(j.texts, p.text)
	for range transcript.Words(p.text) {
		j.words++
	}
}

// flush ends a turn.
func (j *joiner) flush() {
	if len(j.texts) > 0 {
		text := strings.Join(j.texts, " ")
		j.said = append(j.said, transcript.Said{Speaker: j.speaker, Time: j.time, Paragraphs: []string{text}})
	}
	j.texts, j.words, j.opened = nil, 0, false
}
