package reader

import (
	"context"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"grounded/transcript"
)

func TestExchangeFilesAreRefused(t *testing.T) {
	const grid = "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n0\n9\n<exists>\n1\n\"IntervalTier\"\n\"A\"\n0\n9\n"
	const eaf = "<?xml version=\"1.0\"?>\n<ANNOTATION_DOCUMENT>\n"
	for _, c := range []struct{ name, as, src, want string }{
		{"another program", "", `{"results": {"channels": []}, "metadata": 1}`, `x: is JSON of a program that is not known (it holds "results", "metadata"): what Whisper, WhisperX, whisper.cpp, Rev and oTranscribe write is read; of other programs, export SRT or VTT`},
		{"a list of another program", "", `[{"word": "so"}]`, "x: is JSON of a program that is not known (it holds a list)"},
		{"a list of nothing", "whisper-json", `[]`, "(it holds a list)"},
		{"nothing said", "", `{"segments": null}`, "x: holds no words"},
		{"time", "", "{\"segments\": [\n {\"start\": 1, \"text\": \"a\"},\n\n {\"start\": \"1\"}]}", "x: line 4: segments[1].start is a text where a number belongs"},
		{"too great a time", "", `{"segments": [{"start": 1e999}]}`, "x: line 1: segments[0].start is a number that is too great where a number belongs"},
		{"word", "", "{\"segments\": [{\"words\": [\n{\"word\":\n {}}]}]}", "x: line 3: segments[0].words.word is an object where a text belongs"},
		{"words", "", `{"segments": [{"words": 5}]}`, "segments[0].words is a number where a list belongs"},
		{"speaker", "", `{"segments": [{"speaker": ["a"]}]}`, "segments[0].speaker is a list where a text belongs"},
		{"segment", "", `{"segments": ["a"]}`, "segments[0] is a text where an object belongs"},
		{"segments", "", `{"segments": "a"}`, "x: line 1: segments is not a list, as it is in the files of the program"},
		{"language", "", `{"segments": [], "language": false}`, "language is true or false where a text belongs"},
		{"not a number", "", `{"segments": [{"avg_logprob": NaN, "text": "a"}]}`, "x: line 1: is no whole JSON (invalid character 'N' looking for beginning of value); export it again, or export it as SRT or VTT"},
		{"cut off", "", "{\"segments\": [\n{\"text\": \"a\"}", "x: line 2: the file ends in the middle; export or copy it again"},
		{"cut off in a text", "", "{\"segments\": [\n{\"text\": \"a", "x: line 2: the file ends in the middle"},
		{"two files", "", "{\"segments\": []}\n{\"segments\": []}", "x: line 2: the file goes on behind the end of its JSON; split it there"},
		{"two lists", "", "[{\"text\": \"a\"}]\n[]", "x: line 2: the file goes on"},
		{"depth", "", `{"segments": ` + strings.Repeat("[", 20_000), "x: line 1: "},
		{"whisper.cpp without its member", "whisper-cpp", `{"a": 1}`, `x: has no member "transcription"`},
		{"whisper.cpp time", "", `{"transcription": [{"offsets": {"from": "a"}}]}`, "transcription[0].offsets.from is a text where a number belongs"},
		{"rev without its member", "rev-json", `{"a": 1}`, `x: has no member "monologues"`},
		{"rev", "", `{"monologues": [{"elements": "Hello"}]}`, "monologues[0].elements is a text where a list belongs"},
		{"rev speakers", "", `{"monologues": [], "speakers": {}}`, "speakers is an object where a list belongs"},
		{"otranscribe", "", `{"text": 5, "media-time": 1}`, "x: line 1: text is a number where a text belongs"},
		{"otranscribe without a text", "", `{"media-source": "a", "text": null}`, "x: holds no words"},
		{"elan cut off", "", eaf + "<TIER TIER_ID=\"A\">\n", "x: is no whole ELAN file (XML syntax error on line 4: unexpected EOF); save it in ELAN again"},
		{"elan entities", "", "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY a \"b\">]>\n<ANNOTATION_DOCUMENT/>", "declares entities of its own"},
		{"elan depth", "", eaf + strings.Repeat("<a>", 600), "nested more than 512 deep"},
		{"elan without tiers", "", eaf + "</ANNOTATION_DOCUMENT>", "x: holds no words"},
		{"elan without speech", "", eaf + `<TIER TIER_ID="A" PARENT_REF="B"><ANNOTATION><REF_ANNOTATION><ANNOTATION_VALUE>a</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>`,
			`x: no tier holds speech of its own; say which to read with --tier; there are "A"`},
		{"praat class", "", "File type = \"ooTextFile\"\nObject class = \"PitchTier\"\n\n0\n1", "x: is a PitchTier of Praat; what is read is a TextGrid, saved as a text file"},
		{"praat cut off", "", grid + "1\n0\n9\n", "x: line 15: the file ends where a text in quotation marks belongs; open the file in Praat and save it as a text file again"},
		{"praat cut off early", "", "File type = \"ooTextFile\"\n", "x: line 2: the file ends where"},
		{"praat never closed", "", grid + "1\n0\n9\n\"so\n\n", "x: line 15: the quotation mark is never closed"},
		{"praat text for a number", "", grid + "1\n0\n\"so\"\n9", `x: line 14: a number belongs where "\"so\"" stands`},
		{"praat number for a text", "", grid + "1\n0\n9\n5", `x: line 15: a text in quotation marks belongs where "5" stands`},
		{"praat count", "", grid + "1.5\n", `x: line 12: a number of things belongs where "1.5" stands`},
		{"praat greedy count", "", grid + "1000000000\n0\n9\n\"so\"\n", "x: line 16: the file ends where a number belongs"},
		{"praat without tiers", "", "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n0\n9\n<absent>", "x: holds no words"},
		{"praat binary", "", "ooBinaryFile\x08TextGrid", "x: is a binary file of Praat: not a text this version reads; save it in Praat as a text file"},
		{"chat", "", "@UTF8\n@Begin\n@End\n", "x: holds no words"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(context.Background(), "x", []byte(c.src), Options{As: c.as})
			if err == nil || !strings.HasPrefix(err.Error(), "x: ") || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestTiersThatAreNotThere(t *testing.T) {
	src := load(t, "testdata/hives.TextGrid")
	for tier, want := range map[string]string{
		"ida holn": `x: has no tier "ida holn"; there are "Ida Holm"`,
		"Q*":       `x: has no tier "Q*"; there are "Interviewer", "Ida Holm", "Ida Holm - phones", "silent"`,
		"[":        `x: has no tier "["; there are "Interviewer", `,
	} {
		if _, err := Read(context.Background(), "x", src, Options{Tiers: []string{"silent", tier}}); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// A brace or a bracket does not make JSON, nor an angle bracket XML.
func TestTextThatLooksLikeAnExchangeFile(t *testing.T) {
	for _, src := range []string{
		"{laughs} So we went.", `{"so"} she said`, "[00:00:01] Anna: so", "[1] So we went.", "[so] we went", "[[so]] we went", "[]", "{}",
		`["so", "we"]`, "<laughs> So we went.", "File type: a letter", "@anna said so", "*so* we went", "%", "@Beginning",
		"So\n@UTF8\n", "so {\"segments\": []}",
	} {
		r, err := Read(context.Background(), "x", []byte(src+"\nwords"), Options{})
		if err != nil || r.Format != "text" {
			t.Errorf("%q is read as %q (%v)", src, r.Format, err)
		}
	}
}

func TestExchangeFilesAreRecognised(t *testing.T) {
	for src, want := range map[string]string{
		` { "text": "a", "segments": []}`:         "whisper-json",
		"\n\n[{\"start\": 1, \"text\": \"a\"}]":   "whisper-json",
		`{"anything": 1}`:                         "whisper-json",
		`{"model": {}, "transcription": []}`:      "whisper-cpp",
		`{"monologues": []}`:                      "rev-json",
		`{"text": "a", "media-time": 1}`:          "otranscribe",
		"<!-- x -->\n<ANNOTATION_DOCUMENT/>":      "elan",
		"\nFile type = \"ooTextFile short\"\r\nx": "praat",
		"@Begin\n": "chat",
		"@UTF8 \n": "chat",
	} {
		s := &source{raw: []byte(src)}
		if f, err := choose(s); err != nil || f.Name != want {
			t.Errorf("%q is %s (%v), want %s", src, f.Name, err, want)
		}
	}
}

func TestRemediesOfExchangeFiles(t *testing.T) {
	for file, want := range map[string][]string{
		"bees.eaf": {
			`bees.eaf: left out tiers without speech of their own: "numbers", "ft@Ida"; to read another tier instead, import the file with: --tier "numbers"`,
			`bees.eaf: "Ida Holm" speaks in several tiers, which were all read: "Ida Holm", "hands"; if only one holds speech, import the file with: --tier "Ida Holm"`,
		},
		"bees.cha": {
			`bees.cha: speakers are called by their codes, not their names: IDA is Ida Holm; to call one by name, import the file with: --relabel "IDA=Ida Holm"`,
			"bees.cha:7: left out headers that say something of the recording: @ID, @Date, @Comment, @Bg",
			"bees.cha:16: left out the tiers that say something of what was said: %mor, %spa, %com",
			"bees.cha:27: nothing stands under this header, so it makes no turn",
		},
	} {
		if diff := cmp.Diff(want, sentences(read(t, file, load(t, "testdata/"+file), Options{}).Warnings)); diff != "" {
			t.Error("-want +got\n" + diff)
		}
	}
}

// What a file knows of its speakers goes with them to their new labels.
func TestRelabelledSpeakersKeepTheirRoles(t *testing.T) {
	src := load(t, "testdata/bees.cha")
	for _, c := range []struct {
		pairs []Relabelling
		want  []transcript.Speaker
	}{
		{[]Relabelling{{"IDA", "Ida Holm"}}, []transcript.Speaker{{Label: "INV", RoleGuess: transcript.Interviewer}, {Label: "Ida Holm", RoleGuess: transcript.Participant}, {Label: "OLE"}}},
		{[]Relabelling{{"IDA", "INV"}, {"INV", "IDA"}}, []transcript.Speaker{{Label: "IDA", RoleGuess: transcript.Interviewer}, {Label: "INV", RoleGuess: transcript.Participant}, {Label: "OLE"}}},
		{[]Relabelling{{"IDA", "INV"}, {"OLE", "INV"}}, []transcript.Speaker{{Label: "INV", RoleGuess: transcript.Interviewer}}},
	} {
		if diff := cmp.Diff(c.want, read(t, "x", src, Options{Relabel: c.pairs}).Transcripts[0].Speakers); diff != "" {
			t.Errorf("%v: -want +got\n%s", c.pairs, diff)
		}
	}
}

func TestLinesAreReadAsText(t *testing.T) {
	s := &source{lines: []string{"", "one", "", "", "two é", ""}}
	if err := iotest.TestReader(s.text(), []byte(strings.Join(s.lines, "\n"))); err != nil {
		t.Error(err)
	}
}

func TestLanguagesAreCodes(t *testing.T) {
	for name, want := range map[string]string{"en": "en", "eng": "en", "DEU": "de", " fra ": "fr", "yue": "yue", "english": "", "": "", "und": ""} {
		if got := languageCode(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}
