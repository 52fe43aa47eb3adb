package reader

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"grounded/transcript"
)

func TestWhatProgramsWriteIsReadBack(t *testing.T) {
	for _, c := range []struct {
		name, format string
		paragraphs   int
		write        func([]turn) string
	}{
		{"whisperx", "whisper-json", 1, asWhisperX},
		{"one segment", "whisper-json", 1, asOneSegment},
		{"whisper.cpp", "whisper-cpp", 1, asWhisperCpp},
		{"rev", "rev-json", 1, asRevJSON},
		{"otranscribe", "otranscribe", 3, asOTranscribe},
		{"elan", "elan", 1, asELAN},
		{"textgrid", "praat", 1, func(talk []turn) string { return asTextGrid(talk, true) }},
		{"short textgrid", "praat", 1, func(talk []turn) string { return asTextGrid(talk, false) }},
		{"chat", "chat", 1, asCHAT},
	} {
		t.Run(c.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				talk := drawTalk(t, c.paragraphs)
				for i := range talk {
					if c.format == "chat" { // a code is one word
						talk[i].Speaker = strings.ReplaceAll(talk[i].Speaker, " ", "")
					}
				}
				src := c.write(talk)
				if rapid.Bool().Draw(t, "utf-16") {
					src, _ = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(src)
				}
				r := read(t, "talk", []byte(src), Options{})
				if r.Format != c.format {
					t.Fatalf("read as %s:\n%s", r.Format, src)
				}
				if diff := cmp.Diff(talk, turnsOf(r.Transcripts[0])); diff != "" {
					t.Fatalf("%s\n-want +got\n%s", src, diff)
				}
			})
		})
	}
}

func FuzzReadWhisperJSON(f *testing.F) {
	fuzzRead(f, "whisper-json", `[{"start":1,"text":"a","words":[{"word":"a","speaker":2}]}]`, `{"segments":[{"start":-1e308}]}`, `{"a":[[[`)
}
func FuzzReadWhisperCpp(f *testing.F) {
	fuzzRead(f, "whisper-cpp", `{"transcription":[{"timestamps":{"from":"9:1"},"text":"\u0000\n","speaker":{}}]}`)
}
func FuzzReadRevJSON(f *testing.F) {
	fuzzRead(f, "rev-json", `{"monologues":[{"speaker":null,"elements":[{"value":"a","ts":"1"}]}],"speakers":[{"id":-1}]}`)
}
func FuzzReadOTranscribe(f *testing.F) {
	fuzzRead(f, "otranscribe", `{"text":"<span data-timestamp=1><p><span class=timestamp>a&#0;"}`, `{"text":5}`)
}
func FuzzReadELAN(f *testing.F) {
	fuzzRead(f, "elan", `<!DOCTYPE x><ANNOTATION_DOCUMENT><ANNOTATION_VALUE>a</ANNOTATION_VALUE><TIER><REF_ANNOTATION/></TIER>`)
}
func FuzzReadPraat(f *testing.F) {
	fuzzRead(f, "praat", "File type = \"ooTextFile\"\n\"TextGrid\" 0 1 <absent>", "\"ooTextFile\" \"TextGrid\" 0 1 <exists> 99999999999999999999")
}
func FuzzReadCHAT(f *testing.F) {
	fuzzRead(f, "chat", "@UTF8\n*A:\tb \x151_2\x15\n%com:\tc\n@Participants:\tA B C, D\n@ID:\t|||||||", "*:\tx\n***:\ty\n% z")
}

// Words that name a speaker decide who says what in a segment.
func TestSegmentsAreCutAtWords(t *testing.T) {
	for src, want := range map[string][]turn{
		`{"speaker": "A", "text": "yes yes no", "words": [{"word": "yes"}, {"word": "yes", "start": 2, "speaker": "B"}, {"word": "no", "speaker": "A"}]}`: {
			{"A", 1000, []string{"yes"}}, {"B", 2000, []string{"yes"}}, {"A", 2000, []string{"no"}},
		},
		`{"text": "so yes", "words": [{"word": "so", "speaker": "B"}, {"word": "yes", "start": 3}]}`: {{"B", 1000, []string{"so yes"}}},
		`{"speaker": "A", "text": "so yes", "words": [{"word": "oh", "speaker": "B"}]}`:              {{"A", 1000, []string{"so yes"}}},
		`{"speaker": "A", "text": "so (` + strings.Repeat("x", 300) + `) yes", "words": [{"word": "so"}, {"word": "yes", "speaker": "B"}]}`: {
			{"A", 1000, []string{"so (" + strings.Repeat("x", 300) + ") yes"}},
		},
		`{"speaker": "A", "words": [{"word": " so"}, {"word": " yes"}, {"text": "no", "speaker": "B"}]}`: {{"A", 1000, []string{"so yes"}}, {"B", 1000, []string{"no"}}},
	} {
		src = `{"segments": [{"start": 0, "speaker": "C", "text": "Oh."}, {"start": 1, ` + strings.TrimPrefix(src, "{") + `]}`
		if diff := cmp.Diff(want, turnsOf(read(t, "x", []byte(src), Options{}).Transcripts[0])[1:]); diff != "" {
			t.Errorf("%s: -want +got\n%s", src, diff)
		}
	}
}

// The talk of one alone is broken at sentence ends, that of two is not.
func TestOneVoiceIsBroken(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("It was the first winter that I did not dread. ", 7))
	segments := func(speakers ...string) []turn {
		var talk []object
		for i, s := range speakers {
			talk = append(talk, object{"start": i, "text": long, "speaker": s})
		}
		return turnsOf(read(t, "x", []byte(asJSON(object{"segments": talk})), Options{}).Transcripts[0])
	}
	if diff := cmp.Diff([]turn{{"A", 0, []string{long}}, {"A", 1000, []string{long}}}, segments("A", "A")); diff != "" {
		t.Error("-want +got\n" + diff)
	}
	if diff := cmp.Diff([]turn{{"A", 0, []string{long + " " + long}}, {"B", 2000, []string{long}}}, segments("A", "A", "B")); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}

func TestWhiteSpaceOfOTranscribe(t *testing.T) {
	for page, want := range map[string]string{
		"ten, <i> ten</i>\n , <b> </b> ten": "ten, ten , ten",
		"<p>  so </p>":                      "so",
		"&nbsp;so&nbsp; so&nbsp;":           "so\u00a0 so",
		`<span class="timestamp">a</span>b`: "ab",
		`<span class="timestamp"> </span>b`: "b",
	} {
		src := asJSON(object{"media-time": 1, "text": page})
		if got := turnsOf(read(t, "x", []byte(src), Options{}).Transcripts[0]); len(got) != 1 || got[0].Paragraphs[0] != want {
			t.Errorf("%q is %q, want %q", page, got, want)
		}
	}
}

func TestTimestampMakesALabel(t *testing.T) {
	src := asJSON(object{"media-time": 1, "text": `<p><span data-timestamp="2">0:02</span>Mother: so</p><p>Father: no</p><p>Ole: yes</p><p>Ole: no</p>`})
	want := []turn{{"Mother", 2000, []string{"so", "Father: no"}}, {"Ole", transcript.Untimed, []string{"yes"}}, {"Ole", transcript.Untimed, []string{"no"}}}
	if diff := cmp.Diff(want, turnsOf(read(t, "x", []byte(src), Options{}).Transcripts[0])); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}

// The day on which a file was annotated says less than the name it was given.
func TestDateOfELAN(t *testing.T) {
	src := load(t, "testdata/bees.eaf")
	for name, want := range map[string]string{"x.eaf": "2021-02-03", "2020-12-24 bees.eaf": "2020-12-24"} {
		if got := read(t, name, src, Options{}).Transcripts[0].Date; got != want {
			t.Errorf("%s is of %s, want %s", name, got, want)
		}
	}
}

// Tiers may be chosen, and then those count that annotate others.
func TestTiersAreChosen(t *testing.T) {
	const head = `<ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID="t1" TIME_VALUE="1000"/><TIME_SLOT TIME_SLOT_ID="t2"/><TIME_SLOT TIME_SLOT_ID="t3"/><TIME_SLOT TIME_SLOT_ID="t4" TIME_VALUE="4000"/></TIME_ORDER>`
	alignable := func(id, from, to, text string) string {
		return fmt.Sprintf(`<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="%s" TIME_SLOT_REF1="%s" TIME_SLOT_REF2="%s"><ANNOTATION_VALUE>%s</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>`, id, from, to, text)
	}
	ref := func(id, of, text string) string {
		return fmt.Sprintf(`<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="%s" ANNOTATION_REF="%s"><ANNOTATION_VALUE>%s</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>`, id, of, text)
	}
	src := head + `<TIER TIER_ID="ref@Ida" PARTICIPANT="Ida">` + alignable("a1", "t1", "t2", "a one") + alignable("a2", "t3", "t4", "a two") + `</TIER>` +
		`<TIER TIER_ID="ft@Ida" PARENT_REF="tx@Ida" PARTICIPANT="Ida">` + ref("c1", "b1", "Sie summen.") + ref("c2", "b3", "Ja.") + `</TIER>` +
		`<TIER TIER_ID="tx@Ida" PARENT_REF="ref@Ida" PARTICIPANT="Ida">` + ref("b1", "a1", "They") + ref("b2", "a1", "hum.") + ref("b3", "a2", "Yes.") + `</TIER>` +
		`<TIER TIER_ID="tx@Ole[1]" PARENT_REF="ref@Ida">` + ref("d1", "a2", "Ah.") + ref("d2", "d3", "lost") + ref("d3", "d2", "round") + ref("d4", "none", "on") + `</TIER></ANNOTATION_DOCUMENT>`
	for _, c := range []struct {
		tiers []string
		want  []turn
	}{
		{nil, []turn{{"Ida", 1000, []string{"a one a two"}}}},
		{[]string{"TX@ida"}, []turn{{"Ida", 1000, []string{"They hum. Yes."}}}},
		{[]string{"ft@*", "TX@Ole[1]"}, []turn{{"Ida", 1000, []string{"Sie summen. Ja."}}, {"tx@Ole[1]", 3000, []string{"Ah. lost round on"}}}},
	} {
		if diff := cmp.Diff(c.want, turnsOf(read(t, "x", []byte(src), Options{Tiers: c.tiers}).Transcripts[0])); diff != "" {
			t.Errorf("%q: -want +got\n%s", c.tiers, diff)
		}
	}
}

// What a tier says again is left out; who talks at the same time is not.
func TestTiersThatRepeat(t *testing.T) {
	row := func(name string, times ...any) tier {
		r := tier{name: name}
		for i := 0; i < len(times); i += 3 {
			r.intervals = append(r.intervals, interval{transcript.Moment(times[i].(int)), transcript.Moment(times[i+1].(int)), times[i+2].(string)})
		}
		r.measure()
		return r
	}
	sentences := row("sentences", 0, 10, "They hum.", 20, 30, "Yes, yes.")
	for _, c := range []struct {
		name          string
		other         tier
		behind, ahead string // what is left out where the other tier stands there
	}{
		{"words that fill it", row("words", 0, 4, "they", 4, 10, "hum", 20, 25, "yes", 25, 30, "yes"), "words", "words"},
		{"words within it", row("words", 1, 4, "THEY", 5, 9, "hum", 21, 25, "yes", 26, 29, "yes"), "words", "words"},
		{"other words within it", row("Ole", 1, 4, "Mm.", 21, 25, "So?"), "", ""},
		{"the same bounds", row("translation", 0, 10, "Sie summen.", 20, 30, "Ja, ja."), "translation", "sentences"},
		{"a part of it", row("Ole", 0, 10, "Mm."), "", ""},
		{"more than it", row("Ole", 0, 10, "Mm.", 20, 30, "Mm.", 40, 50, "No."), "", ""},
		{"far more said", row("talk", 0, 10, strings.Repeat("word ", 20), 20, 30, "so"), "", "sentences"},
		{"over its bounds", row("Ole", 0, 11, "Mm.", 20, 30, "Yes, yes."), "", ""},
		{"without times", row("Ole", -1, -1, "They hum.", -1, -1, "Yes, yes."), "", ""},
	} {
		for want, tiers := range map[string][]tier{"behind " + c.behind: {sentences, c.other}, "ahead " + c.ahead: {c.other, sentences}} {
			got, _, _ := strings.Cut(want, " ")
			got += " "
			for i := range tiers {
				if isSubdivision(tiers, i) {
					got += tiers[i].name
				}
			}
			if got != want {
				t.Errorf("%s: %q is left out, want %q", c.name, got, want)
			}
		}
	}
}

func TestTimesBetweenOthers(t *testing.T) {
	for _, c := range []struct{ times, want []transcript.Moment }{
		{[]transcript.Moment{-1, 1000, -1, -1, 4000, -1}, []transcript.Moment{1000, 1000, 2000, 3000, 4000, 4000}},
		{[]transcript.Moment{-1, -1}, []transcript.Moment{-1, -1}},
		{nil, nil},
	} {
		interpolate(c.times)
		if diff := cmp.Diff(c.want, c.times); diff != "" {
			t.Error("-want +got\n" + diff)
		}
	}
}

func TestWhoSpeaksInJSON(t *testing.T) {
	for src, want := range map[string]label{
		`"Ida  Holm "`: "Ida Holm", `"SPEAKER_00"`: "SPEAKER_00", `0`: "Speaker 0", `"12"`: "Speaker 12", `null`: "", `""`: "", `"A:\n"`: "A", `"a\u0000b"`: "a b",
	} {
		var got label
		if err := json.Unmarshal([]byte(src), &got); err != nil || got != want {
			t.Errorf("%s is %q (%v), want %q", src, got, err, want)
		}
	}
}
