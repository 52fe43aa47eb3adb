package reader

import (
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"grounded/transcript"
)

// mutation changes a text; it reports false where it cannot.
type mutation struct {
	name string
	do   func(string) (string, bool)
}

// mutations are what editors, mail and other systems do to a file without
// changing what it says.
var mutations = []mutation{
	{"crlf", func(s string) (string, bool) { return strings.ReplaceAll(s, "\n", "\r\n"), true }},
	{"cr", func(s string) (string, bool) { return strings.ReplaceAll(s, "\n", "\r"), true }},
	{"byte order mark", func(s string) (string, bool) { return "\ufeff" + s, true }},
	{"utf-16le with mark", encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM))},
	{"utf-16be with mark", encoded(unicode.UTF16(unicode.BigEndian, unicode.UseBOM))},
	{"utf-16le", encoded(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM))},
	{"utf-16be", encoded(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM))},
	{"windows-1252", encoded(charmap.Windows1252)},
	{"trailing spaces stripped", func(s string) (string, bool) {
		lines := strings.Split(s, "\n")
		for i := range lines {
			lines[i] = strings.TrimRight(lines[i], " ")
		}
		return strings.Join(lines, "\n"), true
	}},
	{"no final line end", func(s string) (string, bool) { return strings.TrimRight(s, "\n"), true }},
	{"doubled blank lines", func(s string) (string, bool) { return strings.ReplaceAll(s, "\n\n", "\n\n\n"), true }},
}

// encoded makes an encoder for every text, since one is not for several at a time.
func encoded(as encoding.Encoding) func(string) (string, bool) {
	return func(s string) (string, bool) {
		out, err := as.NewEncoder().String(s)
		return out, err == nil
	}
}

// mutationsOf returns those that files of a format bear. Rich text is bytes, in
// whatever encoding they are, and of the other containers the bytes say how text
// is encoded and where lines end.
func mutationsOf(format string) []mutation {
	switch {
	case format == "rtf":
		return slices.DeleteFunc(slices.Clone(mutations), func(m mutation) bool { return strings.HasPrefix(m.name, "utf-16") })
	case isContainer(format):
		return nil
	}
	return mutations
}

// readAlike tries some mutations on a file that was read as want says, and
// returns the names of those that could be: some encodings lack a character of
// the text.
func readAlike(t *testing.T, name, src string, want Result, tried []mutation) (ran []string) {
	t.Helper()
	for _, m := range tried {
		changed, ok := m.do(src)
		if !ok {
			continue
		}
		ran = append(ran, m.name)
		got := read(t, name, []byte(changed), Options{})
		if got.Format != want.Format || len(got.Transcripts) != len(want.Transcripts) {
			t.Errorf("%s: read as %d of %s, not %d of %s", m.name, len(got.Transcripts), got.Format, len(want.Transcripts), want.Format)
			continue
		}
		for i := range want.Transcripts {
			if diff := cmp.Diff(trimmed(want.Transcripts[i]), trimmed(got.Transcripts[i])); diff != "" {
				t.Errorf("%s: -want +got\n%.2000s", m.name, diff)
			}
		}
	}
	return ran
}

func TestMutationsReadAlike(t *testing.T) {
	ran := map[string]int{}
	for _, name := range goldens(t) {
		src := load(t, "testdata/"+name)
		want := read(t, name, src, Options{})
		t.Run(name, func(t *testing.T) {
			for _, m := range readAlike(t, name, string(src), want, mutationsOf(want.Format)) {
				ran[m]++
			}
		})
	}
	for _, m := range mutations {
		if ran[m.name] < 5 {
			t.Errorf("%q was tried on %d files only", m.name, ran[m.name])
		}
	}
}

// Real files say the same after all mutations. Of the many alike, only every
// fifth is put to all of them and the others to two each, in rotation.
func TestRealFilesMutatedReadAlike(t *testing.T) {
	root, files := realFiles(t)
	table := facts(t)
	of := map[string]int{} // files of each format
	var tested, ran, lacking atomic.Int64
	t.Run("files", func(t *testing.T) {
		for _, file := range files {
			format := table[file].format
			tried, n := mutationsOf(format), of[format]
			if format == "" || len(tried) == 0 {
				continue
			}
			if of[format]++; strings.HasPrefix(file, "corpus/") && n%5 != 0 {
				tried = []mutation{tried[n*2%len(tried)], tried[(n*2+1)%len(tried)]}
			}
			t.Run(file, func(t *testing.T) {
				t.Parallel()
				src := load(t, filepath.Join(root, filepath.FromSlash(file)))
				text := string(src)
				if !isContainer(format) {
					var err error
					if text, _, err = Text(file, src, ""); err != nil {
						t.Fatal(err)
					}
				}
				name := path.Base(file)
				n := len(readAlike(t, name, text, read(t, name, src, Options{}), tried))
				tested.Add(1)
				ran.Add(int64(n))
				lacking.Add(int64(len(tried) - n))
			})
		}
	})
	t.Logf("%d files: %d mutations were read alike, %d had no character for the text", tested.Load(), ran.Load(), lacking.Load())
}

// trimmed returns the turns of a transcript without white space behind paragraphs,
// which some mutations take away.
func trimmed(tr *transcript.Transcript) []turn {
	out := turnsOf(tr)
	for _, u := range out {
		for i := range u.Paragraphs {
			u.Paragraphs[i] = strings.TrimRight(u.Paragraphs[i], " ")
		}
	}
	return out
}
