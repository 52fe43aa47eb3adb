package study

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"grounded/transcript"
	"grounded/transcript/coding"
)

// coded makes a study of one transcript of so many words, with codings of one
// analyst, and returns it with the same text of which 100 words were corrected.
func coded(tb testing.TB, words, codings int) (*Study, *transcript.Transcript) {
	tb.Helper()
	ctx := context.Background()
	at := time.Date(2021, 3, 4, 10, 0, 0, 0, time.UTC)
	o := Options{Now: func() time.Time { return at }, Random: rand.NewChaCha8([32]byte{1})}
	st, err := Init(ctx, tb.TempDir(), "Warmth", []Analyst{{ID: "ana", Codebook: "ana"}}, o)
	if err != nil {
		tb.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	var said []transcript.Said
	for n := 0; n < words; n += 50 {
		var line []string
		for range 50 {
			line = append(line, fmt.Sprintf("w%d", random.IntN(2000)))
		}
		said = append(said, transcript.Said{Speaker: fmt.Sprintf("P%d", n/50%2), Time: transcript.Untimed, Paragraphs: []string{strings.Join(line, " ")}})
	}
	t, err := transcript.Compose("interview-01", transcript.Meta{Title: "One", Verbatim: true}, said)
	if err != nil {
		tb.Fatal(err)
	}
	if _, _, err := st.Import(ctx, Analyst{}, []Arrival{{File: "interview-01.txt", Source: []byte(t.Body), Transcript: t}}, false); err != nil {
		tb.Fatal(err)
	}
	_, err = st.Change(ctx, st.Config.Analysts[0], "apply", func(e *Edit) error {
		d, err := e.Desk(t.ID)
		if err != nil {
			return err
		}
		for range codings {
			start := random.IntN(len(t.Body) - 200)
			s, ok := t.Clip(transcript.Span{Start: start, End: start + 20 + random.IntN(150)})
			if !ok {
				continue
			}
			if _, _, err := e.Put(d, "warm", s, coding.Coding{}); err != nil {
				return err
			}
		}
		return e.Save(d)
	})
	if err != nil {
		tb.Fatal(err)
	}
	lines := strings.Fields(t.Body)
	body := t.Body
	for range 100 {
		body = strings.Replace(body, lines[random.IntN(len(lines))]+" ", "corrected ", 1)
	}
	t, err = st.Transcript(t.ID)
	if err != nil {
		tb.Fatal(err)
	}
	return st, transcript.New(t.ID, t.Meta, body)
}

// Whatever Correct says of a coding is what is read afterwards, and no coding is
// dropped.
func TestCorrectSaysWhatIsRead(t *testing.T) {
	ctx := context.Background()
	st, now := coded(t, 3000, 200)
	var c Correction
	if _, err := st.Change(ctx, st.Config.Analysts[0], "test", func(e *Edit) (err error) {
		c, err = e.Correct(now)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	corpus, err := st.Load(ctx, coding.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	read := map[string]coding.Placed{}
	for _, p := range corpus.Coders[0].Work[0].Codings {
		read[p.ID] = p
	}
	if len(read) < 190 || len(read) != len(c.Codings) || corpus.Transcripts[0].Body != now.Body {
		t.Fatalf("%d codings, %d of them told", len(read), len(c.Codings))
	}
	counts, _ := c.Counts()
	if counts[coding.Moved]+counts[coding.Exact] == 0 || counts[coding.Followed] == 0 || counts[coding.Adrift] > 2 {
		t.Errorf("fates %v", counts)
	}
	for _, f := range c.Codings {
		p := read[f.Coding.ID]
		switch {
		case f.Fate == coding.Adrift && p.Fate != coding.Adrift:
			t.Errorf("%s was adrift and is %v", f.Coding.ID, p.Fate)
		case f.Fate != coding.Adrift && (p.Fate != coding.Exact || now.Spoken(p.Now) != f.NewWords || p.Code != "warm"):
			t.Errorf("%s was to be %q and is %v %q", f.Coding.ID, f.NewWords, p.Fate, now.Text(p.Now))
		}
	}
}

// BenchmarkCorrect corrects 100 words of 12,000 with 1,000 codings, as one
// transaction.
func BenchmarkCorrect(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		st, now := coded(b, 12000, 1000)
		b.StartTimer()
		if _, err := st.Change(context.Background(), st.Config.Analysts[0], "test", func(e *Edit) error {
			_, err := e.Correct(now)
			return err
		}); err != nil {
			b.Fatal(err)
		}
	}
}
