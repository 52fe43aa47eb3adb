package privacy

import (
	"slices"
	"strings"
	"testing"

	"grounded/transcript"
)

// keyOf makes a key of FIND=REPLACE pairs; one that begins with ^ is replaced
// only where it is capitalised.
func keyOf(t testing.TB, pairs ...string) *Key {
	t.Helper()
	var rows []Row
	for i, pair := range pairs {
		find, replace, _ := strings.Cut(pair, "=")
		row := Row{Line: i + 2, Find: find, Replace: replace, Decision: "replace"}
		if rest, ok := strings.CutPrefix(find, "^"); ok {
			row.Find, row.Decision = rest, "capitalised"
		}
		rows = append(rows, row)
	}
	k, problems := NewKey("key.csv", rows)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return k
}

func TestProblemsOfAKey(t *testing.T) {
	for name, tt := range map[string]struct {
		rows []Row
		want []string
	}{
		"keep, or nothing decided": {[]Row{{2, "Chris", "", "keep"}, {3, "Mae", "", ""}, {4, "", "", " KEEP "}}, nil},
		"unknown":                  {[]Row{{2, "Chris", "Mark", "replce"}}, []string{`key.csv:2: the decision "replce" is none of keep, replace, capitalised; did you mean replace?`}},
		"unlike any":               {[]Row{{2, "Chris", "Mark", "yes"}}, []string{`key.csv:2: the decision "yes" is none of keep, replace, capitalised; write one of them`}},
		"nothing to find":          {[]Row{{2, " – ", "Mark", "replace"}}, []string{"key.csv:2: there are no words to find here; name them in the column find"}},
		"a letter":                 {[]Row{{2, "J.", "Mark", "replace"}}, []string{`key.csv:2: "J." is a single letter, which stands in every text; name more of the words around it`}},
		"a letter of Chinese":      {[]Row{{2, "明", "Mark", "replace"}}, nil},
		"no replacement":           {[]Row{{2, "Chris", " ", "Replace"}}, []string{`key.csv:2: nothing is said to put in the place of "Chris"; fill in the column replace, or write keep`}},
		"two lines":                {[]Row{{2, "Chris", "Mark\nWong", "replace"}}, []string{"key.csv:2: words to find and to put in their place are one line each; take line ends and tabs out"}},
		"twice to one end":         {[]Row{{2, "Chris", "Mark", "replace"}, {3, "CHRIS", "Mark", "replace"}}, nil},
		"twice to two":             {[]Row{{2, "Chris", "Mark", "replace"}, {3, "chris", "Tom", "replace"}}, []string{`key.csv:3: "chris" is here twice, and not to the same end; first at line 2; take one of the two lines out`}},
		"holds itself":             {[]Row{{2, "Chris", "Saint chris", "replace"}}, []string{`key.csv:2: "Chris" would still stand in "Saint chris"; choose a replacement without it`}},
		"holds itself as an id":    {[]Row{{2, "Green Valley", "green-valley", "replace"}}, []string{`key.csv:2: "Green Valley" would still stand in "green-valley"; choose a replacement without it`}},
		"holds its plural":         {[]Row{{2, "Wong", "The Wongs", "replace"}}, []string{`key.csv:2: "Wong" would still stand in "The Wongs"; choose a replacement without it`}},
		"holds another":            {[]Row{{2, "Chris", "Mark", "replace"}, {3, "Mark", "Tom", "replace"}}, nil},
		"all at once":              {[]Row{{2, "Chris", "", "replace"}, {3, "Mae", "June", "yess"}}, []string{`key.csv:2: nothing is said to put in the place of "Chris"; fill in the column replace, or write keep`, `key.csv:3: the decision "yess" is none of keep, replace, capitalised; write one of them`}},
	} {
		_, problems := NewKey("key.csv", tt.rows)
		var got []string
		for _, p := range problems {
			got = append(got, p.String())
			if !p.Fatal {
				t.Errorf("%s: %v does not stop anything", name, p)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s:\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
		}
	}
}

func TestText(t *testing.T) {
	k := keyOf(t, "Chris=Mark", "Mark=Tom", "Mark Wong=P07", "Wong=P07", "Green Valley Clinic=[place]", "Green Valley=[town]",
		"O'Brien=Nolan", "^Will=Ned", "Jones=Reed", "André=Luc", "chris.w@mail.example=[email]", "+44 20 7946 0958=[phone]", "小明=小王", "NHS=DEF", "Ash=Bo")
	for text, want := range map[string]string{
		"Chris went with Christmas and christening, not CHRIS or chris.": "Mark went with Christmas and christening, not MARK or mark.",
		"Chris's, Chris’s, Chris' and the Chrises":                       "Mark's, Mark’s, Mark' and the Markes",
		"Mark Wong and Mark, Mark-Wong, Mark_Wong_otter.txt":             "P07 and Tom, P07, P07_otter.txt",
		"Mark\nWong; Mark\n\nWong":                                       "P07; Tom\n\nP07",
		"the Wongs, the wongs":                                           "the P07s, the wongs",
		"Green Valley Clinic in Green Valley, the greenvalley":           "[place] in [town], the greenvalley",
		"O'Brien, O’Brien and o-brien, OBrien":                           "Nolan, Nolan and nolan, OBrien",
		"Will said he will, WILL he, and Will's will":                    "Ned said he will, NED he, and Ned's will",
		"Joneses and Jones":                                              "Reedes and Reed",
		"André, Andre\u0301, Andre":                                      "Luc, Luc, Andre",
		"write to chris.w@mail.example or Chris.W@mail.example.":         "write to [email] or [email].",
		"+44 20 7946 0958 or +44-20-7946-0958, not 44 20 7946 09581":     "[phone] or [phone], not 44 20 7946 09581",
		"小明说 and 小明":                                                     "小王说 and 小王",
		"d'Chris, l’Chris, Chrisses, xChris, Chris2":                     "d'Mark, l’Mark, Chrisses, xChris, Chris2",
		"Chris.Then he; Chris—Mark…Chris":                                "Mark.Then he; Mark—Tom…Mark",
		"the NHS and nhs":                                                "the DEF and def",
		"Ashes to ashes, Ash":                                            "Boes to ashes, Bo",
		"finished p07-with-mark-wong and x_chris":                        "finished p07-with-p07 and x_mark",
		"can't don't": "can't don't",
		"":            "",
	} {
		if got, _ := k.Text(text); got != want {
			t.Errorf("%q becomes\n%q, want\n%q", text, got, want)
		}
	}
	if _, n := k.Text("Chris and Mark Wong and Will will"); n != 3 {
		t.Errorf("%d were counted, want 3", n)
	}
}

func TestValuesIDsAndPaths(t *testing.T) {
	k := keyOf(t, "Mark Wong=Person A", "Chris=[name 1]", "Rosa=***x")
	for value, want := range map[string]string{
		"p07-with-mark-wong":                 "p07-with-person-a",
		"transcript:p07-with-mark-wong":      "transcript:p07-with-person-a",
		"code:chris":                         "code:name-1",
		"analyst-1:chris/x.toml":             "analyst-1:name-1/x.toml",
		"chris went":                         "[name 1] went",
		"Chris":                              "[name 1]",
		"christmas":                          "christmas",
		"sources/P07 Mark Wong_otter.TXT":    "sources/P07 Person A_otter.TXT",
		"sources/Rosa.docx":                  "sources/x.docx",
		"chris@mail.example":                 "[name 1]@mail.example",
		"put chris-bus on 2021-chris: chris": "put name-1-bus on 2021-name-1: [name 1]",
		"mark-wong said, Mark-Wong said":     "person-a said, Person A said",
		"2021-03-04-chris-s-bus":             "2021-03-04-name-1-s-bus",
	} {
		if got, _ := k.Value(value); got != want {
			t.Errorf("%q becomes %q, want %q", value, got, want)
		}
	}
	if got, _ := k.Path("memos/ana/2021-mark-wong.md"); got != "memos/ana/2021-person-a.md" {
		t.Errorf("the path becomes %q", got)
	}
}

func TestJSON(t *testing.T) {
	k := keyOf(t, "Chris=Mark", "Zoë=Ann", "Dee=\"D\" & <E>")
	for line, want := range map[string]string{
		`{"id":"k3v9qx7p2m","quote":"\nChris\tleft","n":[1,"chris"]}`: `{"id":"k3v9qx7p2m","quote":"\nMark\tleft","n":[1,"mark"]}`,
		`{"a":"Zo\u00eb \u0026","b": "a \"Chris\" \\"}`:               `{"a":"Ann &","b": "a \"Mark\" \\"}`,
		`{"chris":"Dee"}`: `{"mark":"\"D\" & <E>"}`,
		`{"a":"\u0026"}`:  `{"a":"\u0026"}`,
		`half of Chris`:   `half of Mark`,
		``:                ``,
	} {
		if got, _ := k.JSON(line); got != want {
			t.Errorf("%s becomes\n%s, want\n%s", line, got, want)
		}
	}
}

func TestFringe(t *testing.T) {
	k := keyOf(t, "Christopher=Mark", "Wong=P07")
	for _, tt := range []struct{ prefix, suffix, wantPrefix, wantSuffix string }{
		{"topher went ", " and Christo", " went ", " and "},
		{"ng went ", " and Wo", " went ", " and "},
		{"her went ", " and C", " went ", " and C"},
		{"there went ", " and others", "there went ", " and others"},
		{"", "", "", ""},
	} {
		if p, s := k.Fringe(tt.prefix, tt.suffix); p != tt.wantPrefix || s != tt.wantSuffix {
			t.Errorf("%q and %q become %q and %q", tt.prefix, tt.suffix, p, s)
		}
	}
}

func TestWhatIsGoneRepeatedAndTaken(t *testing.T) {
	k := keyOf(t, "Chris=Mark", "Mark=Tom", "Mae=P07", "Kim=[name]", "Lee=Ann")
	gone := k.Gone()
	for text, want := range map[string]bool{"chris": true, "Mark": false, "mae": true, "Tom": false} {
		if gone.Stands(text) != want {
			t.Errorf("%q is gone: %v", text, !want)
		}
	}
	k.Text("Chris")
	k.In([]byte("mae")).ID("mae")
	k.Stands("Kim")
	var unmet []string
	for _, r := range k.Unmet() {
		unmet = append(unmet, r.Find)
	}
	if !slices.Equal(unmet, []string{"Mark", "Kim", "Lee"}) {
		t.Errorf("not met: %q", unmet)
	}
	if got := k.Repeats(); !slices.Equal(got, []string{"Mark"}) {
		t.Errorf("repeated: %q", got)
	}
	said := transcript.New("a", transcript.Meta{}, "Then Tom and Ann came to see P07.\n")
	if got := k.Taken([]*transcript.Transcript{said}); !slices.Equal(got, []string{"Tom", "Ann"}) {
		t.Errorf("taken: %q", got)
	}
}

func TestTranscript(t *testing.T) {
	meta := transcript.Meta{Speakers: []transcript.Speaker{{Label: "Chris Wong"}, {Label: "Interviewer"}}}
	tr := transcript.New("a", meta, "[00:00:01] Chris Wong: I am Chris.\n\nInterviewer: Hello Chris Wong.\n")
	words, labels := keyOf(t, "Chris Wong=P07", "Chris=Mark").Transcript(tr)
	now, err := transcript.Rewrite(tr, words, labels)
	if err != nil {
		t.Fatal(err)
	}
	if want := "[00:00:01] P07: I am Mark.\n\nInterviewer: Hello P07.\n"; now.Body != want {
		t.Errorf("the text is %q, want %q", now.Body, want)
	}
}
