package transcript

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// fence opens and closes the front matter of a transcript file.
const fence = "+++"

// Parts splits a transcript file into its front matter and its body, both with
// LF line ends, and says on which line (from 1) the body begins. The body
// begins after the closing fence and the one blank line that follows it.
func Parts(src string) (front, body string, bodyLine int, err error) {
	src = strings.TrimPrefix(src, "\ufeff")
	if strings.Contains(src, "\r") {
		src = strings.ReplaceAll(strings.ReplaceAll(src, "\r\n", "\n"), "\r", "\n")
	}
	if !strings.HasPrefix(src, fence+"\n") {
		return "", "", 0, errors.New("a transcript begins with a line of +++, and this does not")
	}
	rest := src[len(fence)+1:]
	var after int
	switch i := strings.Index(rest, "\n"+fence+"\n"); {
	case rest == fence:
		front, after = "", len(fence)
	case strings.HasPrefix(rest, fence+"\n"):
		front, after = "", len(fence)+1
	case i >= 0:
		front, after = rest[:i+1], i+1+len(fence)+1
	case strings.HasSuffix(rest, "\n"+fence):
		front, after = rest[:len(rest)-len(fence)], len(rest)
	default:
		return "", "", 0, errors.New("the front matter is not closed by a line of +++")
	}
	body = rest[after:]
	bodyLine = 3 + strings.Count(front, "\n")
	if strings.HasPrefix(body, "\n") {
		body, bodyLine = body[1:], bodyLine+1
	}
	return front, body, bodyLine, nil
}

// TextHash returns the SHA-256 of a body, in hexadecimal: the text that
// codings were made on.
func TextHash(body string) string {
	sum := sha256.Sum256([]byte(body))
	return hex.EncodeToString(sum[:])
}

// New makes a transcript from what its front matter says and its body, in
// which it finds turns and paragraphs: a paragraph is a line that is not blank;
// a header is an optional [HH:MM:SS] or [HH:MM:SS.mmm], the label of a listed
// speaker (the longest that fits), and ": ". A header opens a turn.
func New(id ID, meta Meta, body string) *Transcript {
	t := &Transcript{ID: id, Meta: meta, Body: body}
	labels := indexLabels(meta.Speakers)
	for start := 0; start < len(body); {
		end := len(body)
		if n := strings.IndexByte(body[start:], '\n'); n >= 0 {
			end = start + n
		}
		line := Span{start, end}
		start = end + 1
		if strings.TrimSpace(t.Text(line)) == "" {
			continue
		}
		h, opens := readHeader(t.Text(line), labels)
		if opens || len(t.Turns) == 0 {
			if !opens {
				h = header{speaker: -1, time: Untimed}
			}
			n := len(t.Paragraphs)
			t.Turns = append(t.Turns, Turn{Speaker: h.speaker, Time: h.time, Paragraphs: Range{n, n}})
		}
		turn := &t.Turns[len(t.Turns)-1]
		turn.Paragraphs.End++
		t.Paragraphs = append(t.Paragraphs, Paragraph{
			Turn: len(t.Turns) - 1,
			Line: line,
			Text: Span{line.Start + h.length, line.End},
		})
	}
	return t
}

// labelIndex finds the speaker of a header, however many speakers there are.
type labelIndex struct {
	speaker map[string]int // the first of two with the same label
	longest int            // label, in bytes
}

func indexLabels(speakers []Speaker) labelIndex {
	x := labelIndex{speaker: make(map[string]int, len(speakers))}
	for i, s := range speakers {
		if _, twice := x.speaker[s.Label]; !twice {
			x.speaker[s.Label] = i
			x.longest = max(x.longest, len(s.Label))
		}
	}
	return x
}

// header is what stands before the words of a turn's first paragraph.
type header struct {
	speaker int
	time    Moment
	length  int // in bytes, the space behind the colon included
}

func readHeader(line string, labels labelIndex) (header, bool) {
	time, stamp := readStamp(line)
	rest := line[stamp:]
	for colon := min(len(rest), labels.longest+1); ; {
		colon = strings.LastIndexByte(rest[:colon], ':')
		if colon < 0 {
			return header{}, false
		}
		length := colon + 1
		if length < len(rest) {
			if rest[length] != ' ' {
				continue
			}
			length++
		}
		if i, known := labels.speaker[rest[:colon]]; known {
			return header{speaker: i, time: time, length: stamp + length}, true
		}
	}
}

// readStamp reads "[HH:MM:SS] " or "[HH:MM:SS.mmm] " at the start of a line and
// returns how many bytes it takes, 0 when there is none.
func readStamp(line string) (Moment, int) {
	end := strings.IndexByte(line, ']')
	if end < 0 || line[0] != '[' || end+1 >= len(line) || line[end+1] != ' ' {
		return Untimed, 0
	}
	m, ok := ParseMoment(line[1:end])
	if !ok {
		return Untimed, 0
	}
	return m, end + 2
}

// ParseMoment reads HH:MM:SS or HH:MM:SS.mmm; hours have two digits or more.
func ParseMoment(s string) (Moment, bool) {
	digits := func(s string, atLeast, atMost int) (int, bool) {
		if len(s) < atLeast || len(s) > atMost {
			return 0, false
		}
		n := 0
		for i := range len(s) {
			if s[i] < '0' || s[i] > '9' {
				return 0, false
			}
			n = n*10 + int(s[i]-'0')
		}
		return n, true
	}
	clock, fraction, exact := strings.Cut(s, ".")
	hh, rest, ok := strings.Cut(clock, ":")
	mm, ss, ok2 := strings.Cut(rest, ":")
	if !ok || !ok2 {
		return 0, false
	}
	h, ok1 := digits(hh, 2, 4)
	m, ok2 := digits(mm, 2, 2)
	sec, ok3 := digits(ss, 2, 2)
	ms, ok4 := 0, true
	if exact {
		ms, ok4 = digits(fraction, 3, 3)
	}
	if !ok1 || !ok2 || !ok3 || !ok4 || m > 59 || sec > 59 {
		return 0, false
	}
	return Moment(((h*60+m)*60+sec)*1000 + ms), true
}

// Said is one turn as a reader of a foreign format understood it.
type Said struct {
	Speaker    string // label; "" for text before the first speaker
	Time       Moment // Untimed when unknown
	Paragraphs []string
}

// Compose writes turns as a body and returns the transcript that they make. The
// speakers are those of meta and after them every further label in order of
// appearance. A paragraph that would read as a header gets the true header of
// its turn before it; in the turn of nobody, which has none, a space. Errors
// name the turn: only the first may be of nobody, a paragraph is one line of
// UTF-8 with something in it, a label one without ':' at its end and without
// line ends, and a header must read back as itself (of the labels "A" and
// "A: B", a turn of the first cannot begin with "B: ").
func Compose(id ID, meta Meta, said []Said) (*Transcript, error) {
	known := map[string]bool{}
	for _, s := range meta.Speakers {
		known[s.Label] = true
	}
	for i, s := range said {
		if err := checkSaid(i, s); err != nil {
			return nil, err
		}
		if s.Speaker != "" && !known[s.Speaker] {
			known[s.Speaker] = true
			meta.Speakers = append(meta.Speakers[:len(meta.Speakers):len(meta.Speakers)], Speaker{Label: s.Speaker})
		}
	}
	labels := indexLabels(meta.Speakers)
	var b strings.Builder
	b.Grow(roomFor(said))
	for n, s := range said {
		head := ""
		if s.Speaker != "" {
			if s.Time >= 0 {
				head = "[" + s.Time.String() + "] "
			}
			head += s.Speaker + ": "
		}
		for i, p := range s.Paragraphs {
			if b.Len() > 0 {
				b.WriteString("\n\n")
			}
			switch _, reads := readHeader(p, labels); {
			case head == "" && reads:
				p = " " + p
			case head != "" && (i == 0 || reads):
				p = head + p
				h, _ := readHeader(p, labels)
				if h.length != len(head) || meta.Speakers[h.speaker].Label != s.Speaker {
					return nil, fmt.Errorf("turn %d: the header %q cannot be told from the words behind it; give the speaker another label", n+1, head)
				}
			}
			b.WriteString(p)
		}
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	return New(id, meta, b.String()), nil
}

// roomFor returns about how long the body of some turns is, so that a long one
// is not copied again and again as it grows.
func roomFor(said []Said) int {
	const stamp = len("[00:00:00.000] : ")
	n := 0
	for _, s := range said {
		n += stamp + len(s.Speaker)
		for _, p := range s.Paragraphs {
			n += len(p) + len("\n\n")
		}
	}
	return n
}

func checkSaid(i int, s Said) error {
	switch {
	case s.Speaker == "" && i > 0:
		return fmt.Errorf("turn %d has no speaker, and only the first may have none", i+1)
	case checkLabel(s.Speaker) != nil:
		return fmt.Errorf("turn %d: %w", i+1, checkLabel(s.Speaker))
	case len(s.Paragraphs) == 0:
		return fmt.Errorf("turn %d holds no words", i+1)
	}
	for _, p := range s.Paragraphs {
		if strings.TrimSpace(p) == "" || strings.ContainsAny(p, "\n\r") || !utf8.ValidString(p) {
			return fmt.Errorf("turn %d: %q is not a paragraph: it is empty, more than one line, or not UTF-8", i+1, p)
		}
	}
	return nil
}

// checkLabel returns an error for what no header can begin with.
func checkLabel(label string) error {
	switch {
	case strings.ContainsAny(label, "\n\r") || !utf8.ValidString(label):
		return fmt.Errorf("%q is not a speaker's label: it is more than one line, or not UTF-8", label)
	case strings.TrimSpace(label) != label || strings.HasSuffix(label, ":"):
		return fmt.Errorf("%q is not a speaker's label: white space or a colon stands around it", label)
	}
	return nil
}

// boundary reports whether offset i of s falls between two characters.
func boundary(s string, i int) bool {
	return i == 0 || i == len(s) || (i > 0 && i < len(s) && utf8.RuneStart(s[i]))
}
