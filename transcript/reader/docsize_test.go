package reader

import (
	"math/rand/v2"
	"strings"
	"testing"

	"grounded/transcript"
)

// longTalk returns a talk of about so many bytes of words that compress as
// speech does.
func longTalk(bytes int) []turn {
	random := rand.New(rand.NewPCG(1, 2))
	words := make([]string, 5000)
	for i := range words {
		var b strings.Builder
		for range 2 + random.IntN(8) {
			b.WriteByte(byte('a' + random.IntN(26)))
		}
		words[i] = b.String()
	}
	var out []turn
	for size := 0; size < bytes; {
		var b strings.Builder
		for range 40 + random.IntN(80) {
			b.WriteString(words[int(float64(len(words))*random.Float64()*random.Float64())] + " ")
		}
		out = append(out, turn{[]string{"Interviewer", "P07"}[len(out)%2], transcript.Untimed, []string{b.String() + "end."}})
		size += b.Len()
	}
	return out
}

// asWordParagraphs writes a talk as Word does, runs split and full of ids.
func asWordParagraphs(talk []turn) string {
	var b strings.Builder
	for _, u := range talk {
		b.WriteString(`<w:p w14:paraId="0A1B2C3D" w:rsidR="00A12B3C" w:rsidRDefault="00A12B3C"><w:pPr><w:pStyle w:val="Normal"/><w:spacing w:after="0"/></w:pPr>` + wb(u.Speaker+": "))
		for text := range strings.SplitSeq(strings.Join(u.Paragraphs, " "), "e") {
			if len(text) > 60 {
				text = text[:30] + `</w:t></w:r><w:proofErr w:type="spellStart"/><w:r w:rsidRPr="00A12B3C"><w:t xml:space="preserve">` + text[30:]
			}
			b.WriteString(`<w:r w:rsidRPr="00A12B3C"><w:t xml:space="preserve">` + text + `e</w:t></w:r>`)
		}
		b.WriteString("</w:p>")
	}
	return b.String()
}

func asODT(talk []turn) string {
	var b strings.Builder
	for _, u := range talk {
		b.WriteString(op(ospan("B", xmlText(u.Speaker)+":") + " " + strings.Join(u.Paragraphs, " ")))
	}
	return b.String()
}

// What is needed while a long document is read is its words a few times over,
// not a tree of its elements, which are three times as long and more.
func TestDocumentsTakeLittleMemory(t *testing.T) {
	const words = 3 << 20
	talk := longTalk(words)
	for name, src := range map[string][]byte{"docx": docx(t, asWordParagraphs(talk)), "odt": odt(t, asODT(talk))} {
		peak := peakOf(func() {
			r := read(t, "x", src, Options{})
			if n := len(r.Transcripts[0].Turns); n != len(talk) || r.Format != name {
				t.Errorf("%s with %d turns, want %d", r.Format, n, len(talk))
			}
		})
		if peak > 9*words/2 {
			t.Errorf("%s: %d bytes for %d bytes of words", name, peak, words)
		}
		t.Logf("%s of %.1f MB takes %.1f MB", name, float64(len(src))/1e6, float64(peak)/1e6)
	}
}

func BenchmarkReadDocument(b *testing.B) {
	talk := longTalk(20 << 20)
	for name, src := range map[string][]byte{"docx": docx(b, asWordParagraphs(talk)), "odt": odt(b, asODT(talk))} {
		b.Run(name, func(b *testing.B) {
			b.ReportMetric(float64(len(src)), "file-bytes")
			b.SetBytes(20 << 20)
			for b.Loop() {
				read(b, "talk", src, Options{})
			}
		})
	}
}
