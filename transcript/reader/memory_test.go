package reader

import (
	"path"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"grounded/transcript"
)

// writers write a talk as the programs do whose files are text.
var writers = []struct {
	format string
	write  func([]turn) string
}{
	{"vtt", func(talk []turn) string { return "WEBVTT\n\n" + captions(talk, ".", named) }},
	{"srt", func(talk []turn) string { return captions(talk, ",", named) }},
	{"whisper", asWhisper},
	{"csv", func(talk []turn) string {
		rows := [][]string{{"time", "speaker", "text"}}
		for _, u := range talk {
			rows = append(rows, []string{u.Time.String(), u.Speaker, u.Paragraphs[0]})
		}
		return asDelimited(rows, ",", false)
	}},
	{"elan", asELAN},
	{"praat", func(talk []turn) string { return asTextGrid(talk, true) }},
	{"chat", asCHAT},
	{"rev-json", asRevJSON},
	{"otranscribe", asOTranscribe},
	{"whisper-cpp", asWhisperCpp},
	{"whisper-json", asWhisperX},
	{"teams", asTeams},
	{"meet", asMeet},
	{"zoom-chat", asZoomChat},
	{"otter", asOtter},
	{"rev", asRev},
	{"descript", asDescript},
	{"f4", asF4},
	{"text", asText},
	{"rtf", asRTF},
}

// timedTalk is a long talk with a turn every three seconds.
func timedTalk(bytes int) []turn {
	talk := longTalk(bytes)
	for i := range talk {
		talk[i].Time = transcript.Moment(i * 3000)
	}
	return talk
}

// peakOf returns how many bytes are needed at most, above those before, while
// something is done: those that the collector finds in use when it looks, here
// after every tenth more. What the heap holds besides is at most as much again
// (see GOGC in package runtime); how much, depends on how busy the machine is.
func peakOf(do func()) uint64 {
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	inUse := func() uint64 {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		return live[0].Value.Uint64()
	}
	runtime.GC()
	before := inUse()
	var peak atomic.Uint64
	done := make(chan bool)
	go func() {
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-done:
				close(done)
				return
			case <-tick.C:
				peak.Store(max(peak.Load(), inUse()))
			}
		}
	}()
	do()
	done <- true
	<-done
	return max(peak.Load(), before) - before
}

// takesLittle holds that besides the file itself, which the caller has, less than
// ten times its size is on the heap, of which half is needed. What is in use while
// the collector works is counted too, so that of three tries the least counts.
func takesLittle(t *testing.T, name, format string, src []byte) {
	t.Helper()
	const most, tries = 10.0 / 2, 3
	times := most
	for n := 0; n < tries && times >= most; n++ {
		peak := peakOf(func() {
			if r := read(t, name, src, Options{}); r.Format != format {
				t.Errorf("%s: read as %s", name, r.Format)
			}
		})
		times = float64(peak) / float64(len(src))
		t.Logf("%.1f MB need %.1f times as much", float64(len(src))/1e6, times)
	}
	if times >= most {
		t.Errorf("needs %.1f times the memory of the file, and may %.0f", times, most)
	}
}

func TestTextTakesLittleMemory(t *testing.T) {
	const size = 3 << 20 // of words
	for _, w := range writers {
		t.Run(w.format, func(t *testing.T) { takesLittle(t, "talk", w.format, []byte(w.write(timedTalk(size)))) })
	}
}

// Real turns are shorter and real captions more broken: the largest file of each
// format, as often as makes a long one.
func TestRealFilesTakeLittleMemory(t *testing.T) {
	const size = 3 << 20
	root, files := realFiles(t)
	table := facts(t)
	bySize := map[string][]byte{} // of each kind of file
	for _, file := range files {
		kind := table[file].format + path.Ext(file)
		if !slices.Contains([]string{"otter.txt", "rev.txt", "meet.md", "vtt.vtt", "srt.srt", "whisper.txt", "whisper.lrc", "whisper.tsv", "csv.csv", "chat.cha", "text.text"}, kind) || table[file].transcripts != "1" {
			continue // such files cannot be put behind each other
		}
		if src := load(t, filepath.Join(root, filepath.FromSlash(file))); len(src) > len(bySize[kind]) {
			bySize[kind] = src
		}
	}
	for kind, src := range bySize {
		t.Run(kind, func(t *testing.T) {
			text := strings.TrimRight(string(src), "\r\n") + "\n\n"
			format, _, _ := strings.Cut(kind, ".")
			takesLittle(t, "talk."+kind, format, []byte(strings.Repeat(text, max(8, size/len(text)))))
		})
	}
}

// BenchmarkMemory says how much memory files of 20 MB and more take.
func BenchmarkMemory(b *testing.B) {
	for _, w := range writers {
		b.Run(w.format, func(b *testing.B) {
			src := []byte(w.write(timedTalk(20 << 20)))
			if len(src) > MaxBytes {
				src = []byte(w.write(timedTalk(2 << 20)))
			}
			b.SetBytes(int64(len(src)))
			peak := uint64(0)
			for b.Loop() {
				peak = max(peak, peakOf(func() { read(b, "talk", src, Options{}) }))
			}
			b.ReportMetric(float64(peak)/float64(len(src)), "times-file")
		})
	}
}
