package reader

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/transcript"
)

const talk = "when,who,said,topic\n0:05,Ana,So?,a\n,Ben,Well.,b; c\n"

func TestColumnsAreNamed(t *testing.T) {
	want := []turn{{"Ana", 5000, []string{"So?"}}, {"Ben", -1, []string{"Well."}}}
	for name, c := range map[string]Columns{
		"heads":            {Text: "said", Time: "when", Codes: "topic"},
		"letters":          {Text: "C", Time: "a", Codes: "D"},
		"numbers":          {Text: "3", Time: "1", Codes: "4"},
		"case and space":   {Text: " SAID ", Time: "W-hen", Codes: "To pic"},
		"heads and places": {Text: "said", Time: "1", Codes: "D"},
	} {
		r := read(t, "x.csv", []byte(talk), Options{Columns: c})
		if diff := cmp.Diff(want, turnsOf(r.Transcripts[0])); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
		if len(r.Marks) != 3 || len(r.Warnings) > 0 {
			t.Errorf("%s: marks %v, warnings %v", name, r.Marks, r.Warnings)
		}
	}
}

func TestAHeadAsItIsWrittenComesFirst(t *testing.T) {
	r := read(t, "x.csv", []byte("said,Said\na,So.\nb,Well.\n"), Options{Columns: Columns{Text: "Said"}})
	if body := r.Transcripts[0].Body; body != "Speaker: So.\n\nSpeaker: Well.\n" {
		t.Errorf("%q", body)
	}
}

func TestTablesWithoutHeads(t *testing.T) {
	for src, c := range map[string]Columns{
		"0:05,Ana,So?\n0:09,Ben,Well.\n":            {Time: "A", Speaker: "B", Text: "C"},
		"Ana,0:05,So?\nBen,0:09,Well.\nAna,,Yes.\n": {Speaker: "1", Time: "2", Text: "3"},
		"So?,Ana,x\nWell.,Ben,x\nYes.,Ana,y\n":      {Speaker: "B", Text: "A"},
	} {
		r := read(t, "x.csv", []byte(src), Options{Columns: c})
		tr := r.Transcripts[0]
		if len(tr.Turns) != strings.Count(src, "\n") || tr.Speakers[0].Label != "Ana" {
			t.Errorf("%q: %d turns of %v", src, len(tr.Turns), tr.Speakers)
		}
		if got := sentences(r.Warnings); len(got) == 0 || !strings.Contains(got[len(got)-1], "the first row is read as data") {
			t.Errorf("%q: %q", src, got)
		}
	}
	r := read(t, "x.csv", []byte("who,what\nAna,So?\nBen,Well.\n"), Options{Columns: Columns{Speaker: "A", Text: "B"}})
	if n := len(r.Transcripts[0].Turns); n != 2 || r.Warnings != nil {
		t.Errorf("a head that is not known: %d turns, %v", n, r.Warnings)
	}
}

func TestHeadsBelowATitle(t *testing.T) {
	for name, c := range map[string]struct {
		src   string
		turns int
	}{
		"a title":           {"The ferry\n\nspeaker,text\nAna,So?\nBen,Well.\n", 2},
		"who and where":     {"Who:,Ana\nWhere:,ferry\nspeaker,text\nAna,So?\nBen,Well.\n", 2},
		"a word of the day": {"speaker,text\nAna,text\nBen,speech\nAna,words\n", 3},
	} {
		r := read(t, "x.csv", []byte(c.src), Options{As: "csv"})
		if n := len(r.Transcripts[0].Turns); n != c.turns {
			t.Errorf("%s: %d turns", name, n)
		}
	}
	named := Options{Columns: Columns{Speaker: "who", Text: "said"}}
	if r := read(t, "x.csv", []byte("The ferry\nOn:,4 May\nwho,said\nAna,So?\nBen,Well.\n"), named); len(r.Transcripts[0].Turns) != 2 {
		t.Errorf("named heads below a title: %q", show(r))
	}
	answers := "id,mood,why\n1,content,It was a warm day and I had the whole of it.\n2,text,There was not a lot that I could have said or done.\n"
	if r := read(t, "x.csv", []byte(answers), Options{}); len(r.People) != 2 {
		t.Errorf("answers that are known heads: %q", show(r))
	}
}

func TestTablesRefused(t *testing.T) {
	for want, c := range map[string]struct {
		src     string
		columns Columns
	}{
		`x.csv: no column is called "sayd"; did you mean said? There are: A "when", B "who", C "said", D "topic"`: {talk, Columns{Text: "sayd"}},
		`x.csv: no column is called "xyzzy"; there are: A "when", B "who", C "said", D "topic"`:                   {talk, Columns{Text: "xyzzy"}},
		`no column is called "E"`: {talk, Columns{Text: "E"}},
		`no column is called "0"`: {talk, Columns{Text: "0"}},
		`no column is called "5"`: {talk, Columns{Text: "5"}},
		"x.csv: no column is called \"zzz\"; there are: A \"when\", B \"where\"\nx.csv: no column is called \"whn\"; did you mean when?": {"when,where\n0:05,b\n0:09,d\n", Columns{Time: "whn", Text: "zzz"}},
		`columns A and C are both called "said"; name the one by its letter`:                                                             {"said,who,said\na,b,c\nd,e,f\n", Columns{Text: "said"}},
		`no column is named that holds what was said; add --columns text=HEAD; its columns are: A "when"`:                                {talk, Columns{Speaker: "who"}},
		`no column is known to hold what was said; its columns are: A "when", B "who"`:                                                   {talk, Columns{}},
		`its columns are: A, B, C; name them by head or letter with`:                                                                     {"0:05,Ana,So?\n0:09,Ben,Well.\n", Columns{}},
		`a table has a row a turn (columns text, speaker, time, codes) or a row a respondent (respondent, question)`:                     {talk, Columns{Text: "said", Questions: []string{"said"}}},
		`column "said" is named for a question and for the respondents`:                                                                  {talk, Columns{Respondent: "said", Questions: []string{"said"}}},
		`x.csv: has no sheets, which only workbooks (.xlsx) have`:                                                                        {talk, Columns{Sheet: "1", Text: "said"}},
		`x.csv: holds passages that grounded itself wrote, not what was said; put their codes on a transcript with: grounded apply --from x.csv`: {
			"id,analyst,code,name,kind,transcript,paragraph,speaker,time,start,end,quote,memo,at\nk3,a,b,B,descriptive,t,3,P1,,1,9,So it was,,2021-03-04\n", Columns{}},
		`grounded apply --from`: {"ref,transcript,paragraph,speaker,time,start,end,quote,score\nt:3,t,3,P1,,1,9,So it was,0.4\n", Columns{}},
	} {
		_, err := Read(context.Background(), "x.csv", []byte(c.src), Options{Columns: c.columns})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v:\n got %v\nwant %s", c.columns, err, want)
		}
	}
}

func TestTimesOfRows(t *testing.T) {
	for cell, want := range map[string]transcript.Moment{
		"[00:00:05]": 5000, "(0:05)": 5000, "0:05": 5000, "1:02:03.5": 3_723_500, "00:00:05,250": 5250, "75:10": 4_510_000, "12.5": 12_500, "12,5": 12_500,
		"7": 7000, "0:05 - 0:09": 5000, "00:00:05.000 --> 00:00:09.000": 5000, "[ 0:05 ]": 5000, " 0:05 ": 5000, "1e1": 10_000,
		"9999999999": maxSeconds * 1000,
	} {
		r := read(t, "x.csv", []byte("time;text\n"+cell+";So.\n60;Well.\n"), Options{})
		if got := r.Transcripts[0].Turns[0].Time; got != want {
			t.Errorf("%q is %d, want %d", cell, got, want)
		}
	}
	for _, cell := range []string{"later", "2:15 PM", "-5", "2021-02-03", "0:5", "1:2:3:4", "nan", "inf", "+"} {
		r := read(t, "x.csv", []byte("time;text\n"+cell+";So.\n60;Well.\n"), Options{})
		if u := r.Transcripts[0].Turns[0]; u.Time != transcript.Untimed || !strings.Contains(sentences(r.Warnings)[1], "x.csv:2: the time of this row cannot be read") {
			t.Errorf("%q is %d, warnings %q", cell, u.Time, sentences(r.Warnings))
		}
	}
	for head, want := range map[string]transcript.Moment{"start (ms)": 1500, "start time": 1_500_000, "Time ms": 1500} {
		r := read(t, "x.csv", []byte(head+",text\n1500,So.\n3000,Well.\n"), Options{})
		if got := r.Transcripts[0].Turns[0].Time; got != want {
			t.Errorf("1500 under %q is %d, want %d", head, got, want)
		}
	}
	r := read(t, "x.csv", []byte("time,text\n0,So.\n0.000069444,Well.\n0.5,Yes.\n"), Options{})
	if got := turnsOf(r.Transcripts[0]); got[1].Time != 6000 || got[2].Time != 12*3600*1000 {
		t.Errorf("fractions of the day: %+v", got)
	}
}

func TestCodesOfRows(t *testing.T) {
	for cell, want := range map[string]string{
		"a; b":          "a,b",
		"a; b, c":       "a,b, c",
		"a | b, c":      "a,b, c",
		"a, b":          "a,b",
		"a;;a ; b;":     "a,b",
		"two  words; b": "two words,b",
		"a\nb":          "a,b",
		" ":             "",
	} {
		r := read(t, "x.csv", []byte("text\ttags\nSo.\t\""+cell+"\"\nWell.\t\n"), Options{As: "tsv"})
		var got []string
		for _, m := range r.Marks {
			if m.Kind != Tag || r.Transcripts[0].Text(m.Span) != "So." {
				t.Errorf("%q: %+v", cell, m)
			}
			got = append(got, m.Text)
		}
		if strings.Join(got, ",") != want {
			t.Errorf("%q: %q, want %q", cell, got, want)
		}
	}
	// One cell tells what parts those of the others.
	r := read(t, "x.csv", []byte("text,tags\nSo.,\"hopes, fears\"\nWell.,a;b\n"), Options{})
	if len(r.Marks) != 3 || r.Marks[0].Text != "hopes, fears" {
		t.Errorf("marks %+v", r.Marks)
	}
}

func TestSpeakersOfRows(t *testing.T) {
	said := func(label, words string) turn { return turn{label, transcript.Untimed, []string{words}} }
	for src, want := range map[string][]turn{
		"speaker,text\n,So.\n,Well.\nAna,Yes.\n,No.\n":                   {{"", -1, []string{"So.", "Well."}}, said("Ana", "Yes."), said("Ana", "No.")},
		"speaker,text\nAna,So.\nAna,Well.\n":                             {said("Ana", "So."), said("Ana", "Well.")},
		"text,note\nSo.,\nWell.,\n":                                      {said("Speaker", "So."), said("Speaker", "Well.")},
		"speaker,text\n,So.\n **,Well.\n":                                {said("Speaker", "So."), said("Speaker", "Well.")},
		"speaker,text\nAna: B,So.\n\"Ana\nB:\",Well.\n":                  {said("Ana:B", "So."), said("Ana B", "Well.")},
		"speaker,text\n[0:05] Ana,So.\nBen (1:05),Well.\n":               {{"Ana", 5000, []string{"So."}}, {"Ben", 65_000, []string{"Well."}}},
		"speaker,text\nAna,So.\n10:30,Well.\n":                           {said("Ana", "So."), {"Ana", 630_000, []string{"Well."}}},
		"speaker,text\nAna,So.\nand that was the end of it all,\n":       {said("Ana", "So."), said("Ana", "and that was the end of it all")},
		"speaker,text\nAna,\"Ben: no\n\nAna: yes\n\"\nBen,So.\n":         {said("Ana", "Ben: no"), said("Ana", "Ana: yes"), said("Ben", "So.")},
		"speaker,text\nAna,So.\n" + strings.Repeat("x", 61) + ",Well.\n": {said("Ana", "So."), {"Ana", -1, []string{strings.Repeat("x", 61), "Well."}}},
	} {
		r := read(t, "x.csv", []byte(src), Options{})
		got := turnsOf(r.Transcripts[0])
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: -want +got\n%s", src, diff)
		}
	}
}

func TestInitialsMayBeAName(t *testing.T) {
	src := "speaker,text\nRuna Lind,So.\nRL,Well.\nTove Berg-Holm,Yes.\nTBH,No.\nEva Ek,Ja.\nEgil Eide,Nei.\nEE,So.\nR,Hm.\n"
	want := []string{
		`x.csv: "RL" (1 turn) may be "Runa Lind" (1 turn); if it is, import the file with: --relabel "RL=Runa Lind"`,
		`x.csv: "TBH" (1 turn) may be "Tove Berg-Holm" (1 turn); if it is, import the file with: --relabel "TBH=Tove Berg-Holm"`,
	}
	if diff := cmp.Diff(want, sentences(read(t, "x.csv", []byte(src), Options{}).Warnings)); diff != "" {
		t.Error("-want +got\n" + diff)
	}
	r := read(t, "x.csv", []byte(src), Options{Relabel: []Relabelling{{"RL", "Runa Lind"}, {"TBH", "Tove Berg-Holm"}}})
	if r.Warnings != nil || len(r.Transcripts[0].Speakers) != 6 {
		t.Errorf("relabelled: %v, %v", r.Warnings, r.Transcripts[0].Speakers)
	}
}

func TestRaggedRows(t *testing.T) {
	src := "speaker,text\nAna,Well, yes, so\nBen\nBen,No,\nAna,So.,, \n"
	r := read(t, "x.csv", []byte(src), Options{})
	want := []turn{{"Ana", -1, []string{"Well, yes, so"}}, {"Ben", -1, []string{"No"}}, {"Ana", -1, []string{"So."}}}
	if diff := cmp.Diff(want, turnsOf(r.Transcripts[0])); diff != "" {
		t.Error("-want +got\n" + diff)
	}
	warned := []string{
		"x.csv:2: this row has not the 2 cells that the heads have (and once more, at line 3); if its words are cut or in the wrong column, quote them in the file",
		"x.csv:3: no words stand in this row, so it was left out",
	}
	if diff := cmp.Diff(warned, sentences(r.Warnings)); diff != "" {
		t.Error("-want +got\n" + diff)
	}
	r = read(t, "x.csv", []byte("text,speaker\nWell,Ana, yes\nSo,Ben\nSo,Ana\nYes,Ben\nNo,Ana\n"), Options{})
	if got := sentences(r.Warnings); len(got) != 1 || !strings.Contains(got[0], "x.csv:2: this row has not the 2 cells") {
		t.Errorf("%q", got)
	}
	if got := r.Transcripts[0].Speakers[0].Label; got != "Ana, yes" {
		t.Errorf("what slipped over is lost: %q", got)
	}
}

func TestLinesOfWarningsAreTrue(t *testing.T) {
	src := "\n\"sp\neaker\",time,text\nAna,0:01,\"So,\n\nwell\"\n\nBen,x,Yes.\n"
	got := sentences(read(t, "x.csv", []byte(src), Options{}).Warnings)
	if len(got) != 1 || !strings.HasPrefix(got[0], "x.csv:8: the time") {
		t.Errorf("%q", got)
	}
}

func TestColumnLetters(t *testing.T) {
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", maxColumns - 1: "XFD"} {
		if got := letters(i); got != want {
			t.Errorf("column %d is %s, want %s", i, got, want)
		}
		for _, name := range []string{want, strings.ToLower(want), fmt.Sprint(i + 1)} {
			if got, ok := columnAt(name); !ok || got != i {
				t.Errorf("%s is column %d, want %d", name, got, i)
			}
		}
	}
	for _, name := range []string{"", "0", "-1", "XFE", "16385", "A1", "ä", strings.Repeat("Z", 40)} {
		if i, ok := columnAt(name); ok {
			t.Errorf("%q is column %d", name, i)
		}
	}
}
