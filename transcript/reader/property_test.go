package reader

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/transcript"
)

// A writer for each format: whatever was said in an interview, written as the
// program writes it, is read back as it was said.

func drawTalk(t *rapid.T, paragraphs int) []turn {
	word := rapid.SampledFrom([]string{
		"yes", "I", "don't", "well-off", "café", "字", "10:30", "a<b", "R&D", "(laughs)", "[inaudible]", "https://example.org/a:b",
		"…", "—", "3.14", "-->", "#", "1.", "„so“", "e\u0301", "\u200bhm", "said:", "**", "\u00a0and",
	})
	start := rapid.SampledFrom([]string{"So", "(laughs)", "…", "-", "Note:", "He said:", "https://example.org", "10:30", "„Ja“", "**No**"})
	paragraph := rapid.Custom(func(t *rapid.T) string {
		words := append([]string{start.Draw(t, "start")}, rapid.SliceOfN(word, 1, 8).Draw(t, "words")...)
		// A line of captions that holds two times is a time line, whoever said it.
		return strings.ReplaceAll(strings.Join(append(words, "end."), " "), "10:30 -->", "-->")
	})
	var out []turn
	time := 0
	for i := range rapid.IntRange(6, 10).Draw(t, "turns") {
		time += rapid.IntRange(1, 1500).Draw(t, "seconds")
		out = append(out, turn{
			Speaker:    []string{"Interviewer", "P07", "Dr. Emma Noor"}[i%3],
			Time:       transcript.Moment(time * 1000),
			Paragraphs: rapid.SliceOfN(paragraph, 1, paragraphs).Draw(t, "paragraphs"),
		})
	}
	return out
}

func asOtter(talk []turn) string {
	var b strings.Builder
	for _, u := range talk {
		clock := strings.TrimLeft(strings.TrimPrefix(u.Time.String(), "00:"), "0")
		if strings.HasPrefix(clock, ":") {
			clock = "0" + clock
		}
		fmt.Fprintf(&b, "%s  %s  \n%s\n\n", u.Speaker, clock, strings.Join(u.Paragraphs, "\n\n"))
	}
	return b.String() + "Transcribed by https://otter.ai\n"
}

func asText(talk []turn) string {
	var b strings.Builder
	for _, u := range talk {
		fmt.Fprintf(&b, "[%s] %s: %s\n\n", u.Time, u.Speaker, strings.Join(u.Paragraphs, "\n"))
	}
	return b.String()
}

// captions writes two cues for each turn, the second without a name.
func captions(talk []turn, mark string, write func(speaker, text string) string) string {
	var b strings.Builder
	for i, u := range talk {
		at := func(ms transcript.Moment) string {
			clock := (u.Time + ms).String()
			if !strings.Contains(clock, ".") {
				clock += ".000"
			}
			return strings.Replace(clock, ".", mark, 1)
		}
		words := strings.Split(u.Paragraphs[0], " ")
		half := (len(words) + 1) / 2
		fmt.Fprintf(&b, "%d\n%s --> %s\n%s\n\n", 2*i+1, at(0), at(400), write(u.Speaker, strings.Join(words[:half], " ")))
		if half < len(words) {
			fmt.Fprintf(&b, "%d\n%s --> %s\n%s\n\n", 2*i+2, at(400), at(900), write("", strings.Join(words[half:], " ")))
		}
	}
	return b.String()
}

func named(speaker, text string) string {
	if speaker == "" {
		return text
	}
	return speaker + ": " + text
}

func voiced(speaker, text string) string {
	text = strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(text)
	if speaker == "" {
		return text
	}
	return "<v " + speaker + ">" + text + "</v>"
}

// asTeams writes the document of Teams, asMeet that of Google Meet, with the name
// before every paragraph and a marker before every turn.
func asTeams(talk []turn) string {
	var b strings.Builder
	b.WriteString("Talk-20210203_141500-Meeting Transcript\n3 February 2021, 02:15pm\n27m 42s\nDr. Emma Noor started transcription\n")
	for _, u := range talk {
		clock := strings.TrimPrefix(strings.TrimPrefix(u.Time.String(), "00:"), "0")
		fmt.Fprintf(&b, "\n%s   %s\n%s\n", u.Speaker, clock, strings.Join(u.Paragraphs, "\n"))
	}
	return b.String() + "Dr. Emma Noor stopped transcription\n"
}

func asMeet(talk []turn) string {
	var b strings.Builder
	b.WriteString("Feb 3, 2021\nTalk - Transcript\n")
	for _, u := range talk {
		fmt.Fprintf(&b, "%s\n \n", u.Time)
		for _, p := range u.Paragraphs {
			fmt.Fprintf(&b, "%s: %s\n", u.Speaker, p)
		}
		b.WriteString(" \n")
	}
	return b.String() + "\nTranscription ended after 00:30:30\n"
}

func asZoomChat(talk []turn) string {
	var b strings.Builder
	for _, u := range talk {
		fmt.Fprintf(&b, "%s From %s to Everyone:\n\t%s\n", u.Time, u.Speaker, strings.Join(u.Paragraphs, "\n\t"))
	}
	return b.String()
}

func asRev(talk []turn) string {
	var b strings.Builder
	for _, u := range talk {
		fmt.Fprintf(&b, "%s (%s):\n%s\n\n", u.Speaker, u.Time, strings.Join(u.Paragraphs, "\n"))
	}
	return b.String()
}

func asDescript(talk []turn) string {
	var b strings.Builder
	for _, u := range talk {
		fmt.Fprintf(&b, "[%s] **%s:** %s\n\n", u.Time, u.Speaker, strings.Join(u.Paragraphs, "\n\n"))
	}
	return b.String()
}

// asF4 writes the time at which the next turn begins behind a turn. The first one
// begins at 0.
func asF4(talk []turn) string {
	talk[0].Time = 0
	var b strings.Builder
	for i, u := range talk {
		end := u.Time + 1000
		if i+1 < len(talk) {
			end = talk[i+1].Time
		}
		fmt.Fprintf(&b, "%s: %s #%s-0#\n\n", u.Speaker, strings.Join(u.Paragraphs, "\n"), end)
	}
	return b.String()
}

func asWhisper(talk []turn) string {
	var b strings.Builder
	for _, u := range talk {
		first, rest, _ := strings.Cut(u.Paragraphs[0], " ")
		fmt.Fprintf(&b, "[%s.000 --> %s.400]  %s: %s\n[%s.400 --> %s.900]  %s\n", u.Time, u.Time, u.Speaker, first, u.Time, u.Time, rest)
	}
	return b.String()
}

// asRTF writes names in bold and every character that is not ASCII by number.
func asRTF(talk []turn) string {
	var b strings.Builder
	b.WriteString("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\\pard\n")
	for _, u := range talk {
		fmt.Fprintf(&b, "{\\b [%s] %s:} ", u.Time, u.Speaker)
		for _, r := range strings.Join(u.Paragraphs, "\n") + "\n" {
			switch {
			case r == '\n':
				b.WriteString("\\par\n")
			case strings.ContainsRune(`\{}`, r):
				fmt.Fprintf(&b, `\%c`, r)
			case r >= 0x80:
				fmt.Fprintf(&b, `\u%d?`, int16(r))
			default:
				b.WriteRune(r)
			}
		}
	}
	return b.String() + "}"
}

// asHTML writes each paragraph over two lines, as white space does not count.
func asHTML(talk []turn) string {
	var b strings.Builder
	b.WriteString("<!doctype html>\n<body>")
	for _, u := range talk {
		fmt.Fprintf(&b, "\n<p><b>[%s] %s:</b>\n  ", u.Time, u.Speaker)
		for i, p := range u.Paragraphs {
			b.WriteString([]string{"", "<br>", "</p>\n<p>"}[min(i, 2)] + escaped(p))
		}
	}
	return b.String()
}

func asHTMLTable(talk []turn) string {
	var b strings.Builder
	b.WriteString("<!doctype html>\n<table>")
	for _, u := range talk {
		fmt.Fprintf(&b, "<tr><td>%s<td>%s<td>", u.Time, u.Speaker)
		for _, p := range u.Paragraphs {
			b.WriteString("<p>" + escaped(p))
		}
	}
	return b.String()
}

// asMarkdown escapes every mark that Markdown may have.
func asMarkdown(talk []turn) string {
	mark := regexp.MustCompile("[!-/:-@\\[-`{-~]")
	var b strings.Builder
	b.WriteString("---\ntitle: A talk\n---\n\n")
	for _, u := range talk {
		fmt.Fprintf(&b, "**%[2]s** [%[1]s]: ", u.Time, u.Speaker)
		for i, p := range u.Paragraphs {
			fmt.Fprintf(&b, "%s%s\n", []string{"", "> ", "\n"}[i], mark.ReplaceAllString(p, `\$0`)+[]string{"", "  ", `\`}[i])
		}
		b.WriteString("\n")
	}
	return b.String()
}

func escaped(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", " ", "\n").Replace(text)
}

func TestWhatWasSaidIsReadBack(t *testing.T) {
	for _, c := range []struct {
		name, format string
		paragraphs   int
		write        func([]turn) string
	}{
		{"otter", "otter", 3, asOtter},
		{"text", "text", 3, asText},
		{"zoom", "vtt", 1, func(talk []turn) string { return "WEBVTT\n\n" + captions(talk, ".", named) }},
		{"teams captions", "vtt", 1, func(talk []turn) string { return "WEBVTT\n\n" + captions(talk, ".", voiced) }},
		{"teams", "teams", 3, asTeams},
		{"meet", "meet", 3, asMeet},
		{"zoom chat", "zoom-chat", 3, asZoomChat},
		{"rev", "rev", 3, asRev},
		{"descript", "descript", 3, asDescript},
		{"f4", "f4", 3, asF4},
		{"whisper", "whisper", 1, asWhisper},
		{"rtf", "rtf", 3, asRTF},
		{"teams", "vtt", 1, func(talk []turn) string { return "WEBVTT\n\n" + captions(talk, ".", voiced) }},
		{"html", "html", 3, asHTML},
		{"markdown", "markdown", 3, asMarkdown},
		{"html table", "html", 3, asHTMLTable},
		{"srt", "srt", 1, func(talk []turn) string { return captions(talk, ",", named) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				talk := drawTalk(t, c.paragraphs)
				src := c.write(talk)
				name := "talk.txt"
				if c.format == "markdown" {
					name = "talk.md"
				}
				r := read(t, name, []byte(src), Options{})
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
