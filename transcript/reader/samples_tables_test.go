package reader

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Oral histories as their students coded them: turns, who speaks how often, and
// how many tags there are.
func TestRealTables(t *testing.T) {
	root := realPath(t, "../corpus/coded-csv-mit")
	for file, want := range map[string]string{
		"Akin_Ron.csv":                         "csv 54 turns, 28 tags: Christian Akin 1, Ron Akin 1, CA 25, RA 26, Bio 1; label-variant label-variant",
		"Ballensky_Leroy.csv":                  "csv 93 turns, 42 tags: Hailey Ocapan 1, Leroy Ballensky 1, HO 44, LB 47; label-variant label-variant",
		"Fritz_John.csv":                       "csv 47 turns, 69 tags: Lucas Fritz 1, John Fritz 1, LF 22, JF 23; label-variant label-variant",
		"Peterson_Nancy.csv":                   "csv 143 turns, 47 tags: Emme Dibble 1, Nancy Ruth Peterson 1, ED 72, NRP 69; label-variant label-variant speaker-is-words",
		"aiken_katherine.csv":                  "csv 54 turns, 160 tags: Claudia Selmer 1, Katherine Aiken 1, CS 24, KA 28; label-variant label-variant",
		"bielenberg_len.csv":                   "csv 62 turns, 93 tags: Tyler Leister 1, Len Bielenberg 1, TL 28, LB 32; label-variant label-variant",
		"bowman_rich.csv":                      "csv 33 turns, 59 tags: Faith Katseanes 1, Rich Bowman 1, FK 13, RB 18; label-variant label-variant",
		"fishburn_earl.csv":                    "csv 74 turns, 134 tags: Faith Fishburn 1, FF 36, Earl Fishburn 1, EF 36; label-variant label-variant",
		"hunter_jay.csv":                       "csv 203 turns, 79 tags: Emilie Baeth-Walter 1, Jay Hunter 1, EBW 106, JH 95; label-variant label-variant",
		"mcinturff_lenelle.csv":                "csv 47 turns, 41 tags: Isabella Taylor 1, LeNelle McInturff 2, IT 14, LM 30; label-variant label-variant turn-empty",
		"mcproud_wayne.csv":                    "csv 124 turns, 183 tags: Maya Birdsong 1, Wayne McProud 1, MB 60, WM 62; label-variant label-variant",
		"scofield_clay.csv":                    "csv 187 turns, 159 tags: Olivia Adams 1, Clay Scofield 1, OA 92, CS 93; label-variant label-variant",
		"sisk_jody.csv":                        "csv 69 turns, 120 tags: Emma Finley 1, Jody Sisk 1, EF 32, JS 35; label-variant label-variant",
		"warren_kathleen.csv":                  "csv 98 turns, 137 tags: Rebecca Mills 1, Kathleen Warren 1, RM 47, KW 49; label-variant label-variant",
		"westberg_joanne.csv":                  "csv 88 turns, 86 tags: Evan Lindemood 1, Joanne Westberg 1, JW 46, EL 40; label-variant label-variant",
		"white_linda.csv":                      "csv 41 turns, 16 tags: Jabarii Pharms 2, Linda White 1, JP 17, LW 20, Jp 1; label-variant label-variant label-variant",
		"../../samples/csv-ohd/Akin_Ron.csv":   "csv 54 turns, 28 tags: Christian Akin 1, Ron Akin 1, CA 25, RA 26, Bio 1; label-variant label-variant",
		"../../samples/csv-ohd/Fritz_John.csv": "csv 47 turns, 69 tags: Lucas Fritz 1, John Fritz 1, LF 22, JF 23; label-variant label-variant",
	} {
		t.Run(filepath.Base(file), func(t *testing.T) {
			path := filepath.Join(root, filepath.FromSlash(file))
			if _, err := os.Stat(path); err != nil {
				t.Skip(err)
			}
			src := load(t, path)
			r := read(t, filepath.Base(file), src, Options{})
			tr := r.Transcripts[0]
			turns := map[string]int{}
			for i := range tr.Turns {
				turns[tr.Speaker(i).Label]++
			}
			var speakers, warnings []string
			for _, s := range tr.Speakers {
				speakers = append(speakers, fmt.Sprintf("%s %d", s.Label, turns[s.Label]))
			}
			for _, w := range r.Warnings {
				warnings = append(warnings, w.Name)
			}
			got := fmt.Sprintf("%s %d turns, %d tags: %s; %s", r.Format, len(tr.Turns), len(r.Marks), strings.Join(speakers, ", "), strings.Join(warnings, " "))
			if got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			keepsEveryCell(t, string(src), r)
		})
	}
}

// keepsEveryCell checks that what was said and the tags are the cells of the
// file, as encoding/csv reads them.
func keepsEveryCell(t *testing.T, src string, r Result) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(src, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, head := range rows[0] {
		column[head] = i
	}
	var said, tags []string
	for _, cells := range rows[1:] {
		words, speaker := cells[column["words"]], cells[column["speaker"]]
		if slips := strings.TrimSpace(words) == "" && len(strings.Fields(speaker)) > 6 || len(speaker) > maxLabel; slips {
			said = append(said, wordsOf(speaker)...)
		}
		said = append(said, wordsOf(words)...)
		for tag := range strings.SplitSeq(cells[column["tags"]], ";") {
			if tag = strings.TrimSpace(tag); tag != "" {
				tags = append(tags, tag)
			}
		}
	}
	tr := r.Transcripts[0]
	var got []string
	for _, p := range tr.Paragraphs {
		got = append(got, wordsOf(tr.Text(p.Text))...)
	}
	if diff := cmp.Diff(said, got); diff != "" || len(said) < 400 || len(tags) != len(r.Marks) {
		t.Errorf("%d words, %d tags of %d: -want +got\n%.2000s", len(said), len(r.Marks), len(tags), diff)
	}
	for i, m := range r.Marks {
		if i >= len(tags) || m.Text != tags[i] {
			t.Fatalf("tag %d is %q, in the file %q", i, m.Text, tags[min(i, len(tags)-1)])
		}
	}
}

func TestRealTablesThatAreNoTalk(t *testing.T) {
	root := realPath(t, "../corpus/coded-csv-mit")
	s, err := decoded("filters.csv", load(t, filepath.Join(root, "filters.csv")), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := readCSV(t.Context(), s); err == nil || !strings.Contains(err.Error(), `its columns are: A "tag", B "description"`) {
		t.Errorf("codes and what they mean: %v", err)
	}
}
