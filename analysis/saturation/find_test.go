package saturation

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

func day(n int) time.Time { return time.Date(2021, 3, n, 9, 0, 0, 0, time.UTC) }

// Four interviews of a paragraph by the interviewer and one by a participant; in the last
// a second participant speaks, and the first of them is in the third as well.
func interviews() []*transcript.Transcript {
	body := func(who ...string) string {
		out := "Mark: Well?\n\n"
		for _, label := range who {
			out += label + ": Yes.\n\n"
		}
		return out
	}
	speakers := func(cases ...string) []transcript.Speaker {
		out := []transcript.Speaker{{Label: "Mark", Role: transcript.Interviewer}}
		for _, c := range cases {
			out = append(out, transcript.Speaker{Label: strings.ToUpper(c), Role: transcript.Participant, Case: c})
		}
		return out
	}
	return []*transcript.Transcript{
		transcript.New("i1", transcript.Meta{Date: "2021-02-04", Speakers: speakers("p1")}, body("P1")),
		transcript.New("i2", transcript.Meta{Date: "2021-02-03", Speakers: append(speakers(), transcript.Speaker{Label: "P2", Role: transcript.Participant})}, body("P2")),
		transcript.New("i3", transcript.Meta{Speakers: speakers("p3")}, body("P3")),
		transcript.New("i4", transcript.Meta{Date: "2021-02-01", Speakers: speakers("p3", "p4")}, body("P3", "P4")),
	}
}

const bookText = `
[[code]]
id = "a"
created = 2021-03-01T08:00:00Z
[[code]]
id = "b"
created = 2021-03-01T08:00:00Z
[[code]]
id = "c"
created = 2021-03-03T08:00:00Z
[[code]]
id = "old"
created = 2021-03-01T08:00:00Z
retired = 2021-04-01
became = ["b"]
[[code]]
id = "parted"
created = 2021-03-01T08:00:00Z
retired = 2021-04-01
became = ["a", "b"]
[[code]]
id = "why"
kind = "analytical"
`

// coder reads codings as "a i1:2 3", code, transcript and paragraph, and day; behind them
// may stand "round 2", "query", and "was old until 20". A line "i2 3-5" says from which day
// to which the transcript was read; "i2 3-" that it is not finished.
func coderOf(t *testing.T, id coding.Analyst, name string, trs []*transcript.Transcript, said ...string) coding.Coder {
	t.Helper()
	book, problems := codebook.Decode(name, []byte(bookText))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	c := coding.Coder{Analyst: id, Role: "analyst", Book: book}
	work := func(id string) *coding.Work {
		i := slices.IndexFunc(c.Work, func(w coding.Work) bool { return string(w.Transcript) == id })
		if i < 0 {
			c.Work, i = append(c.Work, coding.Work{Transcript: transcript.ID(id)}), len(c.Work)
		}
		return &c.Work[i]
	}
	for n, line := range said {
		words := strings.Fields(line)
		if !strings.Contains(words[1], ":") {
			var from, to int
			fmt.Sscanf(words[1], "%d-%d", &from, &to)
			w := work(words[0])
			if from > 0 {
				w.Started = day(from)
			}
			if to > 0 {
				w.Finished = day(to)
			}
			continue
		}
		var para, at int
		id, _, _ := strings.Cut(words[1], ":")
		fmt.Sscanf(words[1][len(id)+1:], "%d", &para)
		fmt.Sscan(words[2], &at)
		tr := trs[slices.IndexFunc(trs, func(tr *transcript.Transcript) bool { return string(tr.ID) == id })]
		span, err := tr.Resolve(transcript.Ref{Transcript: tr.ID, First: para, Last: para})
		if err != nil {
			t.Fatal(err)
		}
		one := coding.Make(tr, span, codebook.ID(words[0]), fmt.Sprintf("c%09d", n), day(at))
		for rest := words[3:]; len(rest) > 0; {
			switch rest[0] {
			case "query":
				one.By, rest = coding.ByQuery, rest[1:]
			case "round":
				fmt.Sscan(rest[1], &one.Round)
				rest = rest[2:]
			default:
				var until int
				fmt.Sscan(rest[3], &until)
				one.Was = append(one.Was, coding.Former{Code: codebook.ID(rest[1]), Until: day(until), Beside: rest[0] == "beside"})
				rest = rest[4:]
			}
		}
		w := work(id)
		w.Codings = append(w.Codings, coding.Placed{Coding: one, Now: span})
	}
	return c
}

func find(t *testing.T, o Options, sel coding.Selection, trs []*transcript.Transcript, coders ...coding.Coder) Finding {
	t.Helper()
	p, err := coding.Select(&coding.Corpus{Transcripts: trs, Coders: coders}, sel)
	if err != nil {
		t.Fatal(err)
	}
	if o.By == "" {
		o.By = ByTranscript
	}
	o.Base, o.Run, o.Draws, o.Seed = 1, 1, 10, 1
	return Find(p, o)
}

// shown is a body in a line a unit: id, new codes, and behind / what later readings brought,
// with ! before what no first reading has.
func shown(b Body) string {
	var out []string
	for _, u := range b.Units {
		line := u.ID
		for _, id := range u.New {
			line += " " + string(id)
		}
		if len(u.Later) > 0 {
			line += " /"
		}
		for _, id := range u.Later {
			mark := " "
			if slices.Contains(u.Unread, id) {
				mark = " !"
			}
			line += mark + string(id)
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func TestFind(t *testing.T) {
	trs := interviews()
	all := []string{"i1 1-9", "i2 2-9", "i3 3-9", "i4 4-9"}
	for _, tt := range []struct {
		name string
		o    Options
		sel  coding.Selection
		said []string
		want string
	}{
		{name: "in the order in which they were begun", said: append(all, "a i3:2 3", "b i3:1 3", "a i1:2 4", "c i1:2 4", "b i4:2 5", "a i2:2 6"),
			want: "i3 a b\ni1 c\ni4\ni2"},
		{name: "by name", o: Options{Order: ByName}, said: append(all, "a i3:2 3", "b i3:1 3", "a i1:2 4", "c i1:2 4"),
			want: "i1 a c\ni2\ni3 b\ni4"},
		{name: "by date, without one last", o: Options{Order: ByDate}, said: append(all, "a i3:2 3", "b i4:2 4", "a i1:2 5"),
			want: "i4 b\ni2\ni1 a\ni3"},
		{name: "finished without a coding, when it was opened", said: []string{"i1 2-9", "i2 3-3", "i3 4-9", "a i1:2 2", "b i3:2 4"},
			want: "i1 a\ni2\ni3 b"},
		{name: "what is not finished is left out", said: []string{"i1 1-9", "i2 1-", "i3 1-9", "a i1:2 2", "b i2:2 3", "b i3:2 4"},
			want: "i1 a\ni3 b"},
		{name: "or taken in", o: Options{Unfinished: true}, said: []string{"i1 1-9", "i2 1-", "i3 1-9", "a i1:2 2", "b i2:2 3", "b i3:2 4"},
			want: "i1 a\ni2 b\ni3"},
		{name: "what a search made does not count", said: append(all, "a i1:2 1 query", "b i1:2 1", "a i2:2 2"), want: "i1 b\ni2 a\ni3\ni4"},
		{name: "analytical codes left out where there are both", said: append(all, "a i1:2 1", "why i1:2 1", "why i2:2 2"), want: "i1 a\ni2\ni3\ni4"},
		{name: "or with them", o: Options{AnyKind: true}, said: append(all, "a i1:2 1", "why i1:2 1", "why i2:2 2"), want: "i1 a why\ni2\ni3\ni4"},
		{name: "analytical codes alone", said: append(all, "why i1:2 1", "why i2:2 2"), want: "i1 why\ni2\ni3\ni4"},
		{name: "a code that is in no book", said: append(all, "stray i1:2 1", "a i2:2 2"), want: "i1 stray\ni2 a\ni3\ni4"},

		{name: "after a transcript was finished", said: []string{"i1 2-4", "i2 5-6", "a i1:2 2", "b i1:2 5", "b i2:2 6", "c i1:2 7"},
			want: "i1 a / b !c\ni2 b"},
		{name: "in a later round", said: []string{"i1 2-9", "i2 5-9", "a i1:2 2", "c i1:2 4 round 2", "c i2:2 6"}, want: "i1 a / c\ni2 c"},
		{name: "a first round of another number", said: []string{"i1 2-9", "i2 5-9", "a i1:2 3 round 2", "c i1:2 4 round 3"}, want: "i1 a / !c\ni2"},
		{name: "one round alone", sel: coding.Selection{Rounds: []int{2}}, said: []string{"i1 2-9", "i2 5-9", "a i1:2 3", "c i1:2 4 round 2"}, want: "i1 c\ni2"},
		// c came on the third day, when i2 had been begun.
		{name: "brought in from elsewhere, with codes that came later", said: []string{"i1 20-20", "i2 20-20", "a i1:2 1", "b i2:2 2", "c i2:2 3", "c i1:2 4", "b i1:2 5"},
			want: "i1 a b / c\ni2 c"},
		{name: "so for the last one", said: []string{"i1 20-20", "i2 20-20", "a i1:2 1", "b i2:2 1", "a i1:2 2", "c i2:2 4"}, want: "i1 a\ni2 b / !c"},
		{name: "no older than the code that it had then", said: []string{"i1 20-20", "i2 20-20", "a i1:2 1", "b i2:2 2", "c i1:2 4 was old until 25"},
			want: "i1 a c\ni2 b"},

		{name: "finished, so it says, before it was coded", said: []string{"i1 1-2", "i2 1-2", "a i1:2 5", "b i2:2 6"}, want: "i1 a\ni2 b"},
		{name: "what the last one was coded with meanwhile", said: []string{"i1 20-20", "i2 20-20", "a i1:2 1", "b i2:2 1", "a i2:2 2", "c i2:2 3", "a i1:2 5"}, want: "i1 a\ni2 b c"},
		{name: "what a search made begins nothing", said: []string{"i1 1-9", "i2 1-9", "a i1:2 1 query", "b i2:2 2", "a i1:2 3"}, want: "i2 b\ni1 a"},
		{name: "begun anew in a round", sel: coding.Selection{Rounds: []int{2}}, said: []string{"i1 1-9", "i2 1-9", "a i1:2 1", "b i2:2 2", "a i2:2 5 round 2", "c i1:2 6 round 2"}, want: "i2 a\ni1 c"},
		{name: "new to the first alone that it was put on later", said: []string{"i1 1-9", "i2 2-9", "a i1:2 1", "b i2:2 2", "c i1:2 10", "c i2:2 11"}, want: "i1 a / !c\ni2 b / c"},

		{name: "codes as they are now", said: append(all, "old i1:2 1", "b i2:2 2", "parted i2:2 2", "b i3:2 3 was a until 20"), want: "i1 b\ni2 parted\ni3\ni4"},
		{name: "codes as they were then", o: Options{Codes: AsThen}, said: append(all, "old i1:2 1", "b i2:2 2", "parted i2:2 2", "b i3:2 3 was a until 20"),
			want: "i1 old\ni2 b parted\ni3 a\ni4"},
		{name: "recoded twice", o: Options{Codes: AsThen}, said: append(all, "b i1:2 1 was a until 5 was c until 6"), want: "i1 a\ni2\ni3\ni4"},
		{name: "merged with what was beside it", o: Options{Codes: AsThen}, said: append(all, "b i1:2 1 beside old until 20"), want: "i1 b old\ni2\ni3\ni4"},
		{name: "a retired code is asked for by its own name", o: Options{Means: only("old"), AnyKind: true}, said: append(all, "old i1:2 1", "a i1:2 1", "b i2:2 2"), want: "i1 b\ni2\ni3\ni4"},
		{name: "a code brings those that became it", o: Options{Means: only("b"), AnyKind: true}, said: append(all, "old i1:2 1", "a i1:2 1", "b i2:2 2"), want: "i1 b\ni2\ni3\ni4"},

		{name: "participants, once each", o: Options{By: ByParticipant}, said: append(all, "a i1:2 1", "b i2:2 2", "a i3:2 3", "c i3:2 4", "c i4:2 4", "c i4:3 5", "b i4:1 6"),
			want: "p1 a\ni2:P2 b\np3 c\np4"},
		{name: "within a transcript, as their words were coded", o: Options{By: ByParticipant}, said: []string{"i4 1-9", "c i4:3 2", "a i4:2 3", "c i4:2 3"}, want: "p4 c\np3 a"},
		{name: "and then again", o: Options{By: ByParticipant}, said: []string{"i4 1-9", "c i4:2 2", "a i4:3 3", "c i4:3 3", "a i4:2 6"}, want: "p3 a c\np4"},
		{name: "participants by name", o: Options{By: ByParticipant, Order: ByName}, said: append(all, "a i1:2 1", "a i2:2 2"), want: "i2:P2 a\np1\np3\np4"},
		{name: "some participants", o: Options{By: ByParticipant}, sel: coding.Selection{Cases: []string{"p3", "p4"}}, said: append(all, "a i1:2 1", "b i3:2 3", "c i4:3 4"), want: "p3 b\np4 c"},
		{name: "transcripts in which some speak", sel: coding.Selection{Cases: []string{"p3"}}, said: append(all, "a i1:2 1", "b i3:2 3", "c i4:3 4"), want: "i3 b\ni4"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.o.Order == "" {
				tt.o.Order = AsCoded
			}
			if tt.o.Codes == "" {
				tt.o.Codes = AsNow
			}
			f := find(t, tt.o, tt.sel, trs, coderOf(t, "ana", "ana.toml", trs, tt.said...))
			if diff := cmp.Diff(tt.want, shown(f.Bodies[0])); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func only(ids ...codebook.ID) func(*coding.Coder, codebook.Code) bool {
	return func(_ *coding.Coder, c codebook.Code) bool { return slices.Contains(ids, c.ID) }
}

// What is left out is counted.
func TestFindSaysWhatItLeavesOut(t *testing.T) {
	trs := interviews()
	ana := coderOf(t, "ana", "team.toml", trs, "i1 1-9", "i2 1-9", "i4 1-", "a i1:2 2", "b i1:1 2", "old i2:2 2", "a i2:2 2 query", "c i2:2 10", "b i4:2 5")
	ben := coderOf(t, "ben", "team.toml", trs, "i1 1-", "i3 1-9", "c i1:2 1", "c i3:2 3")
	f := find(t, Options{By: ByParticipant, Order: AsCoded, Codes: AsNow}, coding.Selection{}, trs, ana, ben)
	if f.Unconfirmed != 1 || f.Descriptive || len(f.Bodies) != 2 {
		t.Errorf("%d unconfirmed, %d bodies", f.Unconfirmed, len(f.Bodies))
	}
	b := f.Bodies[0]
	got := fmt.Sprintln(shown(b), b.Unfinished, b.NotBegun, b.Nobodys, b.Later, b.Renamed, b.Tied, b.Untold, b.Silent, b.Partly, b.Codes())
	if want := "p1 a\ni2:P2 b / !c [i4] 1 1 1 1 [i2] false false [] 2\n"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	b = f.Bodies[1]
	got = fmt.Sprintln(shown(b), b.Unfinished, b.NotBegun, b.Partly)
	if want := "p3 c [i1] 2 [p3]\n"; got != want {
		t.Errorf("%s, want %s", got, want)
	}

	f = find(t, Options{Joined: true, Order: AsCoded, Codes: AsNow}, coding.Selection{}, trs, ana, ben)
	b = f.Bodies[0]
	got = fmt.Sprintln(len(f.Bodies), shown(b), b.Unfinished, b.Half, b.NotBegun)
	if want := "1 i1 a b\ni2 / c\ni3 c [i4] [i1] 0\n"; got != want {
		t.Errorf("%s, want %s", got, want)
	}

	// A participant may be called like a transcript.
	alike := []*transcript.Transcript{transcript.New("g", transcript.Meta{Speakers: []transcript.Speaker{{Label: "Mark"}, {Label: "P3", Case: "g"}, {Label: "P4", Case: "h"}}}, trs[3].Body)}
	f = find(t, Options{By: ByParticipant, Order: AsCoded, Codes: AsNow}, coding.Selection{}, alike, coderOf(t, "ana", "ana.toml", alike, "g 1-9", "a g:3 2", "b g:2 3"))
	if got, want := shown(f.Bodies[0]), "h a\ng b"; got != want {
		t.Errorf("%s, want %s", got, want)
	}

	mute := interviews()[:1]
	mute[0] = transcript.New("i1", transcript.Meta{Speakers: []transcript.Speaker{{Label: "Mark"}, {Label: "P1"}}}, mute[0].Body)
	f = find(t, Options{By: ByParticipant, Order: AsCoded, Codes: AsNow}, coding.Selection{}, mute, coderOf(t, "ana", "ana.toml", mute, "i1 1-9", "a i1:2 2"))
	if b := f.Bodies[0]; !b.Silent || b.Nobodys != 1 || len(b.Units) != 0 {
		t.Errorf("%+v", b)
	}
}
