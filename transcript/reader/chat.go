package reader

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"grounded/transcript"
)

// isCHAT asks for the line with which a CHAT file begins.
func isCHAT(s *source) bool {
	switch strings.TrimSpace(firstLine(s)) {
	case "@UTF8", "@Begin":
		return true
	}
	return false
}

// readCHAT reads CHAT, the format of CHILDES and TalkBank
// (https://talkbank.org/0info/manuals/CHAT.html). A main tier ("*PAR:") is a turn
// with the code as its label, and stays as it is written, marks of the
// transcription included; what it has at its end between two characters U+0015 is
// the time, in milliseconds. A %com tier is a comment on its turn. Other dependent
// tiers and headers that say nothing of speakers, date or language are left out
// with a warning.
func readCHAT(ctx context.Context, s *source) ([]interview, error) {
	c := &chat{s: s, roles: map[string]transcript.Role{}}
	for i := 0; i < len(s.lines); {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		line := i + 1
		parts := []string{strings.Trim(s.lines[i], " \t")}
		// A line that begins otherwise goes on with the one before.
		for i++; i < len(s.lines) && !opensTier(s.lines[i]); i++ {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if !blank(s.lines[i]) {
				parts = append(parts, strings.Trim(s.lines[i], " \t"))
			}
		}
		c.tier(line, strings.Join(parts, " "))
	}
	return []interview{c.interview()}, nil
}

func opensTier(line string) bool { return line != "" && strings.IndexByte("@*%", line[0]) >= 0 }

// chat is what was read of a file so far.
type chat struct {
	s        *source
	t        turns
	date     string
	language string
	roles    map[string]transcript.Role
	names    []string // "MAR is Maria"
	renaming string   // the option that would call the first by name
	comments []mark
	tiers    leftNames // dependent tiers that are left out
	heads    leftNames // headers likewise
}

// bullet stands on either side of the time of an utterance, behind the file's
// name in old files: "%snd:\"talk\"_0_1073".
const bullet = "\x15"

var bulletTime = pattern(`(\d{1,10})_\d+\D*$`)

// tier reads a tier or a header, with the lines that go on with it.
func (c *chat) tier(line int, text string) {
	name, value, ok := strings.Cut(text, ":")
	value = strings.TrimSpace(value)
	speaker := oneName(strings.TrimPrefix(name, "*"))
	switch newest := c.newest(); {
	case strings.HasPrefix(text, "@"):
		c.head(line, name, value)
	case strings.HasPrefix(text, "*") && ok && speaker != "" && !strings.ContainsAny(speaker, " "):
		said, at := cutBullets(value)
		c.t.open(line, speaker, at)
		c.t.add(line, said)
	case name == "%com" && newest != "":
		n := len(c.t.lines) - 1
		c.comments = append(c.comments, mark{Mark: Mark{Kind: Comment, Text: value}, first: point{n, 0}, last: point{n, len(newest)}})
	case strings.HasPrefix(text, "%"):
		c.tiers.add(name, line)
	default:
		c.t.add(line, text)
	}
}

// newest returns what was said in the main tier that was read last.
func (c *chat) newest() string {
	if len(c.t.said) == 0 {
		return ""
	}
	text := c.t.said[len(c.t.said)-1].Paragraphs
	if len(text) == 0 {
		return ""
	}
	return text[len(text)-1]
}

// cutBullets takes the times out of a main tier and returns the first.
func cutBullets(text string) (string, transcript.Moment) {
	at := transcript.Untimed
	var said []string
	for {
		before, rest, opened := strings.Cut(text, bullet)
		inside, behind, closed := strings.Cut(rest, bullet)
		if !opened || !closed {
			break
		}
		if m := bulletTime().FindStringSubmatch(inside); m != nil && at < 0 {
			ms, _ := strconv.ParseFloat(m[1], 64) // ten digits at most
			at = inMilliseconds(ms)
		}
		said = append(said, strings.TrimRight(before, " "))
		text = behind
	}
	if !blank(text) {
		said = append(said, text)
	}
	return strings.TrimSpace(strings.Join(said, "")), at
}

// head reads a header.
func (c *chat) head(line int, name, value string) {
	switch name {
	case "@UTF8", "@Begin", "@End", "@Media", "@Options", "@PID", "@Font", "@Window", "@Color":
	case "@Languages":
		tag, _, _ := strings.Cut(value, ",")
		c.language = first(c.language, languageCode(tag))
	case "@Participants":
		c.participants(value)
	case "@ID":
		// language|corpus|code|age|sex|group|status|role|education|custom|
		fields := strings.Split(value, "|")
		if len(fields) < 8 {
			c.heads.add(name, line)
			return
		}
		c.role(fields[2], fields[7])
		if strings.Join(slices.Concat(fields[3:7], fields[8:]), "") != "" {
			c.heads.add(name, line)
		}
	case "@Date":
		day, err := time.Parse("2-Jan-2006", value)
		if err != nil {
			c.heads.add(name, line)
			return
		}
		c.date = first(c.date, day.Format(time.DateOnly))
	default:
		c.heads.add(name, line)
	}
}

// participants reads "PAR Participant, INV Tom Investigator": codes, names if
// there are any, and roles.
func (c *chat) participants(list string) {
	for entry := range strings.SplitSeq(list, ",") {
		words := strings.Fields(entry)
		if len(words) < 2 {
			continue
		}
		c.role(words[0], words[len(words)-1])
		if len(words) > 2 {
			name := strings.ReplaceAll(strings.Join(words[1:len(words)-1], " "), "_", " ")
			c.names = append(c.names, fmt.Sprintf("%s is %s", words[0], name))
			c.renaming = first(c.renaming, fmt.Sprintf("%q", words[0]+"="+name))
		}
	}
}

var (
	chatAsks    = pattern(`^(?:Investigator|Interviewer|Examiner|Experimenter|Clinician|Moderator)$`)
	chatAnswers = pattern(`^(?:Participant|Target_Child|Target_Adult|Subject|Respondent|Informant|Patient|Interviewee)$`)
)

func (c *chat) role(code, role string) {
	switch {
	case chatAsks().MatchString(role):
		c.roles[code] = transcript.Interviewer
	case chatAnswers().MatchString(role):
		c.roles[code] = transcript.Participant
	}
}

func (c *chat) interview() interview {
	found := c.t.interview(c.s)
	found.date, found.language, found.roles, found.marks = c.date, c.language, c.roles, c.comments
	if len(c.names) > 0 {
		c.s.warn("names-left-out", 0, "speakers are called by their codes, not their names: "+listed(c.names), "to call one by name, import the file with: --relabel "+c.renaming)
	}
	c.tiers.warn(c.s, "tiers-left-out", "left out the tiers that say something of what was said: ")
	c.heads.warn(c.s, "headers-left-out", "left out headers that say something of the recording: ")
	return found
}

// leftNames are the names of what is left out, each once and in their order.
type leftNames struct {
	names []string
	seen  map[string]bool
	line  int // of the first
}

func (l *leftNames) add(name string, line int) {
	if l.seen == nil {
		l.seen, l.line = map[string]bool{}, line
	}
	if !l.seen[name] {
		l.seen[name] = true
		l.names = append(l.names, name)
	}
}

func (l *leftNames) warn(s *source, name, message string) {
	if len(l.names) > 0 {
		s.warn(name, l.line, message+listed(l.names), "")
	}
}
