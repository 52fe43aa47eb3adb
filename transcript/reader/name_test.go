package reader

import "testing"

func TestNames(t *testing.T) {
	for _, c := range []struct{ file, id, title, date string }{
		{"interview-01.txt", "interview-01", "interview-01", ""},
		{"P07 with Mark_otter_ai.txt", "p07-with-mark", "P07 with Mark", ""},
		{"P07 with Mark_otter.ai.srt", "p07-with-mark", "P07 with Mark", ""},
		{"2021-02-03 Kitchen.vtt", "2021-02-03-kitchen", "2021-02-03 Kitchen", "2021-02-03"},
		{"kitchen_20210203.txt", "kitchen-20210203", "kitchen_20210203", "2021-02-03"},
		{"GMT20210203-141500_Recording.transcript.vtt", "gmt20210203-141500-recording", "GMT20210203-141500_Recording", "2021-02-03"},
		{"20211332 and 20210203.txt", "20211332-and-20210203", "20211332 and 20210203", "2021-02-03"},
		{"call 2021020312.txt", "call-2021020312", "call 2021020312", ""},
		{"2021-02-30.txt", "2021-02-30", "2021-02-30", ""},
		{"12021-02-03.txt", "12021-02-03", "12021-02-03", ""},
		{"18991231.txt", "18991231", "18991231", ""},
		{"Ünal.Çelik.md", "ünal-çelik", "Ünal.Çelik", ""},
		{"_otter_ai.txt", "otter-ai", "_otter_ai", ""},
		{"….txt", "interview", "…", ""},
		{"notes", "notes", "notes", ""},
		{".transcript.vtt", "transcript", ".transcript", ""},
	} {
		if got := id(c.file); got != c.id {
			t.Errorf("id of %q is %q, want %q", c.file, got, c.id)
		}
		if got := title(c.file); got != c.title {
			t.Errorf("title of %q is %q, want %q", c.file, got, c.title)
		}
		if got := date(c.file); got != c.date {
			t.Errorf("date of %q is %q, want %q", c.file, got, c.date)
		}
	}
	for path, want := range map[string]string{"a/b.txt": "b.txt", `C:\a\b.txt`: "b.txt", "b.txt": "b.txt", "a/": ""} {
		if got := baseName(path); got != want {
			t.Errorf("base name of %q is %q, want %q", path, got, want)
		}
	}
}
