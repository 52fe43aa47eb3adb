package reader

import (
	"path/filepath"
	"strings"
	"testing"

	"grounded/transcript"
)

// Where the talk in real files of programs begins and ends, as people saw it.
func TestRealExchangeFiles(t *testing.T) {
	for file, want := range map[string]struct {
		first string // words
		last  string
		at    transcript.Moment // of the last turn
	}{
		"whisper/goodboy.json":                              {"Hello everyone and welcome", "introduce yourself? Yeah.", 69670},
		"whisperx/turnchunk.json":                           {"Right, let's start", "above what we budgeted.", 9100},
		"rev/rev-api.json":                                  {"The contract.", "Understood.", 2300},
		"otranscribe/constructed.otr":                       {"Can you tell me", "I moved.", 7310},
		"chat/test.cha":                                     {"Hello .", "thank you very much .", 25085},
		"praat/utterance.TextGrid":                          {"hello.", "beans are fun. thank you very much.", 24380},
		"praat/bobby_words.TextGrid":                        {"BOBBY RIPPED", "THE LEDGER", 65},
		"praat/bobby_words_with_newlines.TextGrid":          {"BOBBY RIPPED", "THE LEDGER", 65},
		"praat/bobby_words_with_newlines_longfile.TextGrid": {"BOBBY RIPPED", "THE LEDGER", 65},
	} {
		t.Run(file, func(t *testing.T) {
			turns := turnsOf(read(t, filepath.Base(file), load(t, realPath(t, file)), Options{}).Transcripts[0])
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
