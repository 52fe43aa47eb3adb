package reader

import (
	"path/filepath"
	"strings"
	"testing"

	"grounded/transcript"
)

// Facts about real files of programs, as people counted them.
func TestRealExchangeFiles(t *testing.T) {
	for file, want := range map[string]struct {
		format   string
		turns    int
		speakers string
		first    string // words
		last     string
		at       transcript.Moment // of the last turn
		warnings string
	}{
		"whisper/goodboy.json":                              {"whisper-json", 2, "Speaker", "Hello everyone and welcome", "introduce yourself? Yeah.", 69670, "nobody-named"},
		"whisperx/turnchunk.json":                           {"whisper-json", 2, "SPEAKER_00, SPEAKER_01", "Right, let's start", "above what we budgeted.", 9100, ""},
		"rev/rev-api.json":                                  {"rev-json", 2, "Speaker 0, Speaker 1", "The contract.", "Understood.", 2300, ""},
		"otranscribe/constructed.otr":                       {"otranscribe", 2, "Interviewer, P1", "Can you tell me", "I moved.", 7310, ""},
		"chat/test.cha":                                     {"chat", 13, "PAR0", "Hello .", "thank you very much .", 25085, "tiers-left-out"},
		"praat/utterance.TextGrid":                          {"praat", 7, "PAR0, PAR1", "hello.", "beans are fun. thank you very much.", 24380, ""},
		"praat/bobby_words.TextGrid":                        {"praat", 1, "phrase", "BOBBY RIPPED", "THE LEDGER", 65, "tiers-left-out"},
		"praat/bobby_words_with_newlines.TextGrid":          {"praat", 1, "phrase", "BOBBY RIPPED", "THE LEDGER", 65, "points-left-out tiers-left-out"},
		"praat/bobby_words_with_newlines_longfile.TextGrid": {"praat", 1, "phrase", "BOBBY RIPPED", "THE LEDGER", 65, "points-left-out tiers-left-out"},
	} {
		t.Run(file, func(t *testing.T) {
			r := read(t, filepath.Base(file), load(t, realPath(t, file)), Options{})
			tr := r.Transcripts[0]
			turns := turnsOf(tr)
			var labels, warnings []string
			for _, s := range tr.Speakers {
				labels = append(labels, s.Label)
			}
			for _, w := range r.Warnings {
				warnings = append(warnings, w.Name)
			}
			if r.Format != want.format || len(turns) != want.turns || strings.Join(labels, ", ") != want.speakers || strings.Join(warnings, " ") != want.warnings {
				t.Errorf("%s, %d turns of %q, warnings %q", r.Format, len(turns), labels, warnings)
			}
			last := turns[len(turns)-1]
			if said := turns[0].Paragraphs[0]; !strings.HasPrefix(said, want.first) {
				t.Errorf("begins with %q", said)
			}
			if said := last.Paragraphs[len(last.Paragraphs)-1]; !strings.HasSuffix(said, want.last) || last.Time != want.at {
				t.Errorf("ends at %d with %q", last.Time, said)
			}
		})
	}
}

// The words that Whisper times one by one are those that are read.
func TestRealWhisperFileKeepsEveryWord(t *testing.T) {
	src := load(t, realPath(t, "whisper/goodboy.json"))
	var want []string
	for _, line := range strings.Split(string(src), "\n") {
		if _, word, ok := strings.Cut(line, `"word": "`); ok {
			want = append(want, wordsOf(strings.TrimSuffix(strings.TrimSpace(word), `",`))...)
		}
	}
	var got []string
	for _, u := range turnsOf(read(t, "x", src, Options{}).Transcripts[0]) {
		for _, p := range u.Paragraphs {
			got = append(got, wordsOf(p)...)
		}
	}
	if len(want) < 50 || strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("%d words, want %d: %q", len(got), len(want), got)
	}
}

// A word tier that may be chosen in place of the phrase it was cut from.
func TestRealWordTier(t *testing.T) {
	src := load(t, realPath(t, "praat/bobby_words_with_newlines.TextGrid"))
	got := turnsOf(read(t, "x", src, Options{Tiers: []string{`*word*`}}).Transcripts[0])
	const want = `"""BOBBY""" Noun RIPPED Verb THE Determiner LEDGER Noun`
	if len(got) != 1 || got[0].Speaker != `"word"` || got[0].Paragraphs[0] != want {
		t.Errorf("got %q", got)
	}
}

func BenchmarkReadExchange(b *testing.B) {
	var talk []turn
	for i := range 4000 {
		talk = append(talk, turn{Speaker: []string{"I", "P07", "P08"}[i%3], Time: transcript.Moment(i * 9000),
			Paragraphs: []string{strings.Repeat("It was the first winter that I did not dread, you know. ", 4)}})
	}
	for _, c := range []struct{ name, src string }{
		{"whisper", asWhisperX(talk)}, {"words", asOneSegment(talk)}, {"rev", asRevJSON(talk)}, {"otranscribe", asOTranscribe(talk)},
		{"elan", asELAN(talk)}, {"praat", asTextGrid(talk, true)}, {"chat", asCHAT(talk)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.src)))
			b.ReportAllocs()
			for b.Loop() {
				read(b, "talk", []byte(c.src), Options{})
			}
		})
	}
}
