package coding

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook"
	"grounded/transcript"
)

// on returns a coding of the nth time (from 0) that words stand in a text.
func on(t *testing.T, text *transcript.Transcript, words string, nth int) Coding {
	t.Helper()
	at := 0
	for range nth + 1 {
		n := strings.Index(text.Body[at:], words)
		if n < 0 {
			t.Fatalf("%q does not stand %d times in %q", words, nth+1, text.Body)
		}
		at += n + 1
	}
	return Make(text, transcript.Span{Start: at - 1, End: at - 1 + len(words)}, codebook.ID("means"), "k3v9qx7p2m", time.Unix(0, 0))
}

const till = `[00:00:03] Interviewer: Were there times in your life when you were thriving?

[00:00:09] P07: When I stopped counting coins at the till.

It was the first winter that I did not dread.

[00:00:20] Interviewer: Yeah.

[00:00:22] P07: Yeah. My sister had moved back, and the flat was warm.
`

func TestAnchor(t *testing.T) {
	const winter = "It was the first winter that I did not dread.\n\n"
	tests := []struct {
		name     string
		words    string
		nth      int
		old, new string // what is replaced in the text
		lost     bool
		fate     Fate
		now      string
	}{
		{"nothing changed", "stopped counting", 0, "", "", false, Exact, "stopped counting"},
		{"nothing changed, text lost", "stopped counting", 0, "", "", true, Exact, "stopped counting"},
		{"context changed in place", "stopped counting", 0, "coins", "money", false, Moved, "stopped counting"},
		{"change far before", "the flat was warm", 0, "Were there", "Would you say there were", false, Moved, "the flat was warm"},
		{"change far before, text lost", "the flat was warm", 0, "Were there", "Would you say there were", true, Moved, "the flat was warm"},
		{"change far behind", "stopped counting", 0, "warm", "cold", false, Exact, "stopped counting"},
		{"a word within corrected", "counting coins at the till", 0, "coins", "notes", false, Followed, "counting notes at the till"},
		{"a word within corrected, text lost", "stopped counting coins at the till", 0, "coins", "notes", true, Followed, "stopped counting notes at the till"},
		{"words put in within", "counting coins at the till", 0, "coins at", "coins and notes at", false, Followed, "counting coins and notes at the till"},
		{"first word corrected", "counting coins at the till", 0, "counting", "countin", false, Followed, "countin coins at the till"},
		{"last word corrected", "counting coins at the till", 0, "till", "tills", false, Followed, "counting coins at the tills"},
		{"the only word corrected", "coins", 0, "coins", "coin", false, Followed, "coin"},
		{"the only word replaced", "coins", 0, "coins", "banknotes", false, Adrift, ""},
		{"cut at the edge", "counting coins at the till", 0, "stopped counting ", "", false, Followed, "coins at the till"},
		{"put in at the edge", "coins at the till", 0, "counting coins", "counting the small coins", false, Moved, "coins at the till"},
		{"taken out", "the first winter", 0, winter, "", false, Adrift, ""},
		{"taken out, text lost", "the first winter", 0, winter, "", true, Adrift, ""},
		{"less than half left", "the first winter that I did not dread", 0, "the first winter that I did", "a spring I could", false, Adrift, ""},
		{"the first of two", "Yeah", 0, "counting", "countin", false, Moved, "Yeah"},
		{"the first of two taken out", "Yeah", 0, "[00:00:20] Interviewer: Yeah.\n\n", "", false, Adrift, ""},
		{"the first of two taken out, text lost", "Yeah", 0, "[00:00:20] Interviewer: Yeah.\n\n", "", true, Adrift, ""},
		{"the second of two when the first is taken out", "Yeah", 1, "[00:00:20] Interviewer: Yeah.\n\n", "", false, Moved, "Yeah"},
		{"one of two that are now side by side", "Yeah", 1, "P07: Yeah.", "P07: Yeah. Yeah.", false, Adrift, ""},
		{"a combining mark put behind", "flat", 0, "flat", "flat\u0301", false, Followed, "flat\u0301"},
		{"an emoji put before", "flat", 0, "flat", "👩‍👩‍👧flat", false, Moved, "flat"},
		{"across turns", "dread.\n\n[00:00:20] Interviewer: Yeah", 0, "not dread", "not really dread", false, Moved, "dread.\n\n[00:00:20] Interviewer: Yeah"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			old := read(till)
			c := on(t, old, tt.words, tt.nth)
			changed := strings.Replace(till, tt.old, tt.new, 1)
			if tt.old != "" && changed == till {
				t.Fatalf("%q changes nothing", tt.old)
			}
			now := read(changed)
			former := old
			if tt.lost {
				former = nil
			}
			p := Anchor(former, now, []Coding{c})[0]
			if p.Fate != tt.fate || now.Text(p.Now) != tt.now {
				t.Errorf("got %v %q at %v, want %v %q", p.Fate, now.Text(p.Now), p.Now, tt.fate, tt.now)
			}
		})
	}
}

// TestAnchorMovedParagraph moves a paragraph to the end, where only its words
// tell that it is the one that was taken out.
func TestAnchorMovedParagraph(t *testing.T) {
	const winter = "It was the first winter that I did not dread.\n\n"
	old := read(till)
	now := read(strings.Replace(till, winter, "", 1) + "\n" + winter)
	for _, words := range []string{"first winter that I did", "winter", "It was the first winter that I did not dread"} {
		p := Anchor(old, now, []Coding{on(t, old, words, 0)})[0]
		if p.Fate != Moved || p.Now.Start < strings.Index(now.Body, winter) || now.Text(p.Now) != words {
			t.Errorf("%q is %v at %v", words, p.Fate, p.Now)
		}
	}
}

// Paragraphs of the same words, longer than the context that is kept.
const (
	twin1    = "P07: I think that it was mostly about the money that we did not have at the time.\n\n"
	flatLine = "Interviewer: And the flat?\n\n"
	lastLine = "Interviewer: And the winter?\n"
)

// TestAnchorTwins goes without the former text: only the order of the passages
// beside twins can tell them apart.
func TestAnchorTwins(t *testing.T) {
	old := read(twin1 + flatLine + twin1 + lastLine)
	now := read("P07: Well then, let me see.\n\n" + old.Body)
	first, second := on(t, old, "about the money", 0), on(t, old, "about the money", 1)
	between := on(t, old, "the flat", 0)
	shift := len(now.Body) - len(old.Body)

	for name, text := range map[string]string{
		"moved on":                     now.Body,
		"moved on, one of them edited": strings.Replace(now.Body, "was mostly ", "is all ", 1),
	} {
		if p := Anchor(nil, read(text), []Coding{first})[0]; p.Fate != Adrift {
			t.Errorf("%s: one of two that nothing tells apart is %v at %v", name, p.Fate, p.Now)
		}
	}
	for _, cs := range [][]Coding{{first, second}, {first, between, second}, {first, between}, {between, second}} {
		for i, p := range Anchor(nil, now, cs) {
			if p.Fate != Moved || p.Now.Start != cs[i].Span.Start+shift {
				t.Errorf("coding %d of %d: %v at %v, want %d", i, len(cs), p.Fate, p.Now, cs[i].Span.Start+shift)
			}
		}
	}
	for i, p := range Anchor(nil, read(flatLine+twin1+lastLine), []Coding{first, second}) {
		if p.Fate != Adrift {
			t.Errorf("both claim the one that is left, and coding %d is %v at %v", i, p.Fate, p.Now)
		}
	}
	// The first of three that stand between the same neighbours is not the one.
	many := read(strings.Repeat(twin1, 5) + flatLine + strings.Repeat(twin1, 3) + lastLine)
	cs := []Coding{on(t, many, "the flat", 0), on(t, many, "about the money", 6), on(t, many, "the winter", 0)}
	if p := Anchor(nil, read("P07: Well.\n\n"+many.Body), cs)[1]; p.Fate != Adrift {
		t.Errorf("one of three between its neighbours is %v at %v", p.Fate, p.Now)
	}
}

// TestAnchorTwinsByDifference knows what became of each twin.
func TestAnchorTwinsByDifference(t *testing.T) {
	const rest = "P07: It had two rooms and a stove, and my sister came every other Sunday with bread.\n\n"
	old := read(twin1 + flatLine + twin1 + rest + lastLine)
	for _, tt := range []struct {
		name, now string
		fates     [2]Fate
		second    int // how often the words stand before those of the second
	}{
		{"the first taken out", flatLine + twin1 + rest + lastLine, [2]Fate{Adrift, Moved}, 0},
		{"the second taken out", twin1 + flatLine + rest + lastLine, [2]Fate{Exact, Adrift}, 0},
		{"the second moved", twin1 + flatLine + rest + lastLine + "\n" + twin1, [2]Fate{Exact, Moved}, 1},
		{"the first rewritten, the second moved", strings.Replace(twin1, "about the money", "because of cash", 1) +
			flatLine + rest + lastLine + "\n" + twin1, [2]Fate{Adrift, Adrift}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			now := read(tt.now)
			cs := []Coding{on(t, old, "about the money", 0), on(t, old, "about the money", 1)}
			placed := Anchor(old, now, cs)
			for i, p := range placed {
				if p.Fate != tt.fates[i] {
					t.Errorf("twin %d is %v at %v, want %v", i+1, p.Fate, p.Now, tt.fates[i])
				}
				if alone := Anchor(old, now, cs[i:i+1])[0]; alone.Now != p.Now {
					t.Errorf("twin %d is at %v when it alone is coded, else at %v", i+1, alone.Now, p.Now)
				}
			}
			if want := on(t, now, "about the money", tt.second).Span; placed[1].Fate != Adrift && placed[1].Now != want {
				t.Errorf("the second is at %v, want %v", placed[1].Now, want)
			}
		})
	}
}

// TestAnchorWholeParagraphs takes a paragraph out, and puts one in, that begins
// like the next: the words they share are those of the next one.
func TestAnchorWholeParagraphs(t *testing.T) {
	long := read("P07: So.\n\nP07: I think coins.\n\nP07: I think tills.\n")
	short := read("P07: So.\n\nP07: I think tills.\n")
	for _, tt := range []struct {
		old, now      *transcript.Transcript
		before, after int
	}{{long, short, 1, 0}, {short, long, 0, 1}} {
		p := Anchor(tt.old, tt.now, []Coding{on(t, tt.old, "I think", tt.before)})[0]
		if want := on(t, tt.now, "I think", tt.after).Span; p.Fate != Moved || p.Now != want {
			t.Errorf("%v at %v, want moved to %v", p.Fate, p.Now, want)
		}
	}
}

// TestAnchorGoesByWordsWhenOldDisagrees gives a former text that the coding was
// not made on: it must not be believed.
func TestAnchorGoesByWordsWhenOldDisagrees(t *testing.T) {
	text := read(till)
	c := on(t, text, "the flat was warm", 0)
	other := read(strings.Repeat("x ", len(till)))
	p := Anchor(other, text, []Coding{c})[0]
	if p.Fate != Exact || p.Now != c.Span {
		t.Errorf("%v at %v, want exact at %v", p.Fate, p.Now, c.Span)
	}
	c.Span = transcript.Span{Start: 0, End: len(c.Quote)}
	p = Anchor(text, text, []Coding{c})[0]
	if p.Fate != Moved || text.Text(p.Now) != c.Quote {
		t.Errorf("with a wrong place: %v at %v", p.Fate, p.Now)
	}
}

func TestAnchorKeepsEndsOutOfHeaders(t *testing.T) {
	old := transcript.New("t", transcript.Meta{Speakers: speakers}, "P07: Before. Mark: I stopped counting.\n")
	c := on(t, old, "Mark: I stopped counting", 0)
	now := transcript.New("t", transcript.Meta{Speakers: append(speakers[:2:2], transcript.Speaker{Label: "Mark"})},
		"P07: Before.\n\nMark: I stopped counting.\n")
	p := Anchor(old, now, []Coding{c})[0]
	if got := now.Text(p.Now); p.Fate == Adrift || got != "I stopped counting" {
		t.Errorf("%v: %q", p.Fate, got)
	}
}

// TestAnchorHostile gives what no file of ours holds; nothing may panic, and no
// place may be made up.
func TestAnchorHostile(t *testing.T) {
	now := read(till)
	for _, c := range []Coding{
		{},
		{Span: transcript.Span{Start: -5, End: 4}, Quote: "Yeah"},
		{Span: transcript.Span{Start: 9, End: 2}, Quote: "no such words"},
		{Span: transcript.Span{Start: 1 << 40, End: 1 << 41}, Quote: "qqq"},
		{Span: transcript.Span{Start: 0, End: 3}, Quote: "\xff\xfe", Prefix: "\xff"},
		{Span: transcript.Span{Start: 0, End: 1}, Quote: " ", Prefix: "", Suffix: ""},
		{Span: transcript.Span{Start: 0, End: 10}, Quote: "[00:00:03]"},
	} {
		for _, old := range []*transcript.Transcript{nil, now, read("")} {
			if p := Anchor(old, now, []Coding{c})[0]; p.Fate != Adrift || !p.Now.Empty() {
				t.Errorf("%+v is %v at %v", c, p.Fate, p.Now)
			}
		}
	}
	c := on(t, now, "the flat was warm", 0)
	if p := Anchor(now, read(""), []Coding{c})[0]; p.Fate != Adrift {
		t.Errorf("in an empty text: %v", p.Fate)
	}
	if got := Anchor(nil, now, nil); len(got) != 0 {
		t.Errorf("of no codings: %v", got)
	}
}

func TestRelocate(t *testing.T) {
	old := read(till)
	cs, problems := Decode("c.jsonl", []byte(`{"id":"k3v9qx7p2m","code":"means","start":102,"end":136,"quote":"stopped counting coins at the till",`+
		`"prefix":"riving?\n\n[00:00:09] P07: When I ","suffix":".\n\nIt was the first winter that ","at":"2021-03-04T10:12:40Z","memo":"hm","weight":[1, 2]}`))
	if len(problems) > 0 || len(cs) != 1 {
		t.Fatal(problems)
	}
	now := read(strings.Replace("P07: Ah.\n\n"+till, "coins", "notes", 1))
	p := Anchor(old, now, cs)[0]
	got := string(Encode([]Coding{Relocate(p, now)}))
	want := `{"id":"k3v9qx7p2m","code":"means","start":112,"end":146,"quote":"stopped counting notes at the till",` +
		`"prefix":"riving?\n\n[00:00:09] P07: When I ","suffix":".\n\nIt was the first winter that ","at":"2021-03-04T10:12:40Z","memo":"hm","weight":[1, 2]}` + "\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	gone := Anchor(old, read("P07: Ah.\n"), cs)[0]
	if diff := cmp.Diff(cs[0], Relocate(gone, now)); gone.Fate != Adrift || diff != "" {
		t.Errorf("adrift ones are to be left (-want +got)\n%s", diff)
	}
}
