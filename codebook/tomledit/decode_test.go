package tomledit

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook/problem"
)

type inner struct {
	Quote string `toml:"quote"`
	N     uint8  `toml:"n"`
}

type common struct {
	Note string `toml:"note"`
}

type everything struct {
	common
	Common  common `toml:"named"`
	Text    string `toml:"text"`
	Yes     bool   `toml:"yes"`
	Whole   int    `toml:"whole"`
	Ratio   float64
	Day     Date           `toml:"day"`
	At      time.Time      `toml:"at"`
	List    []string       `toml:"list"`
	Maybe   *bool          `toml:"maybe"`
	Any     map[string]any `toml:"any"`
	Labels  map[string]int `toml:"labels"`
	Inner   inner          `toml:"inner"`
	Codes   []inner        `toml:"code"`
	Tiny    int8           `toml:"tiny"`
	Big     uint64         `toml:"big"`
	Skipped string         `toml:"-"`
	hidden  string
}

func TestDecode(t *testing.T) {
	t.Parallel()
	src := `text = "x"
yes = true
whole = -3
ratio = 2
day = 2021-03-04
at = 2021-03-04T10:11:12+02:00
list = ["a", "b"]
maybe = false
note = "embedded"
named = { note = "named" }
inner.quote = "q"
[any]
day = 2021-03-04
clock = 10:11:12
local = 2021-03-04T10:11:12
at = 2021-03-04T10:11:12+02:00
n = 1
list = [1, { d = 2021-03-04 }]
[labels]
b = 2
[[code]]
n = 255
[[code]]
quote = "last"
`
	local := time.Date(2021, 3, 4, 10, 11, 12, 0, time.UTC)
	no := false
	want := everything{
		common: common{"embedded"}, Common: common{"named"},
		Text: "x", Yes: true, Whole: -3, Ratio: 2, Day: "2021-03-04", At: local.Add(-2 * time.Hour),
		List: []string{"a", "b"}, Maybe: &no, Inner: inner{Quote: "q"},
		Any: map[string]any{
			"day": Date("2021-03-04"), "clock": "10:11:12", "local": local, "at": local.Add(-2 * time.Hour),
			"n": int64(1), "list": []any{int64(1), map[string]any{"d": Date("2021-03-04")}},
		},
		Labels: map[string]int{"b": 2}, Codes: []inner{{N: 255}, {Quote: "last"}},
	}
	var got everything
	if _, problems := Decode("f", []byte(src), &got); problems != nil {
		t.Fatal(problems)
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(everything{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDatesMayBeWrittenInThreeWays(t *testing.T) {
	t.Parallel()
	var got struct{ A, B, C Date }
	_, problems := Decode("f", []byte("a = 2021-03-04\nb = 2021-03-04T23:00:00-02:00\nc = \"some day\"\n"), &got)
	if problems != nil {
		t.Fatal(problems)
	}
	if got.A != "2021-03-04" || got.B != "2021-03-05" || got.C != "some day" || got.C.Valid() || !got.A.Valid() {
		t.Errorf("got %q", got)
	}
}

func TestDecodeReportsAllProblems(t *testing.T) {
	t.Parallel()
	src := "text = 1\r\n" + `yes = "no"
wohle = 3
Whole = 3
whole = 2.5
Skipped = "x"
day = true
at = "2021"
list = "a"
inner = { quote = 1, n = 256 }
maybe = 2021-03-04
tiny = 128
big = -1
- = "x"
hidden = "x"
labels.a = 1
labels.b = []
any = 1979-05-27T07:32:00Z
[[code]]
quote = []
[[code]]
n = -1
[code.n2]
`
	want := []string{
		`f: 1 line ends in CR LF, which is read as LF; the next change to the file saves LF`,
		`f:1:1: text is the number 1, and a text in quotation marks is wanted`,
		`f:2:1: yes is a text, and true or false is wanted`,
		`f:3:1: nothing reads the key wohle; did you mean whole?`,
		`f:4:1: nothing reads the key Whole; did you mean whole?`,
		`f:5:1: whole is the number 2.5, and a whole number is wanted`,
		`f:6:1: nothing reads the key Skipped`,
		`f:7:1: day is true, and a date is wanted`,
		`f:8:1: at is a text, and a date with a time is wanted`,
		`f:9:1: list is a text, and a list in brackets is wanted`,
		`f:10:1: n is the number 256, and a whole number is wanted`,
		`f:10:1: quote is the number 1, and a text in quotation marks is wanted`,
		`f:11:1: maybe is the date 2021-03-04, and true or false is wanted`,
		`f:12:1: tiny is the number 128, and a whole number is wanted`,
		`f:13:1: big is the number -1, and a whole number is wanted`,
		`f:14:1: nothing reads the key -`,
		`f:15:1: nothing reads the key hidden`,
		`f:17:1: b is a list, and a whole number is wanted`,
		`f:18:1: any is a date with a time, and a table is wanted`,
		`f:20:1: quote is a list, and a text in quotation marks is wanted`,
		`f:22:1: n is the number -1, and a whole number is wanted`,
		`f:23:1: nothing reads the key n2`,
	}
	var got everything
	_, problems := Decode("f", []byte(src), &got)
	var lines []string
	for _, p := range problems {
		lines = append(lines, p.String())
		if p.Fatal != (p.Name == "wrong-type") {
			t.Errorf("fatal is %v: %v", p.Fatal, p)
		}
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got.hidden != "" || got.Skipped != "" {
		t.Errorf("fields without a key were set: %q, %q", got.hidden, got.Skipped)
	}
}

func TestASingleTableForAList(t *testing.T) {
	t.Parallel()
	var got everything
	_, problems := Decode("f", []byte("[code]\nn = 1\n"), &got)
	want := "f:1:1: code is a table, and a list of tables is wanted; write [[code]] for [code]"
	if err := problem.Fatal(problems); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	_, problems = Decode("f", []byte("[[inner]]\n[list]\ncode = 1\n"), &got)
	if err := problem.Fatal(problems); err == nil || !strings.Contains(err.Error(), "f:1:1: inner is a list of tables, and a table is wanted\nf:2:1: list is a table, and a list in brackets is wanted") {
		t.Errorf("got %v", err)
	}
}

// A rest takes the keys that no field does, of that table only.
func TestDecodeRest(t *testing.T) {
	t.Parallel()
	var into struct {
		Cases []struct {
			ID    string `toml:"id"`
			Inner struct {
				A int `toml:"a"`
			} `toml:"inner"`
			Rest map[string]any `toml:",rest"`
		} `toml:"case"`
	}
	_, problems := Decode("f", []byte("[[case]]\nid = \"x\"\nage = 3\n\"*\" = true\n[case.inner]\na = 1\nb = 2\n[[case]]\n"), &into)
	if len(problems) != 1 || problems[0].Name != "unknown-key" || problems[0].Line != 7 {
		t.Errorf("got %v", problems)
	}
	if rest := into.Cases[0].Rest; len(rest) != 2 || rest["age"] != int64(3) || rest["*"] != true || into.Cases[0].ID != "x" {
		t.Errorf("the rest is %v", rest)
	}
	if into.Cases[1].Rest != nil {
		t.Errorf("a rest of nothing is %v", into.Cases[1].Rest)
	}
}
