package coding

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/transcript"
)

const (
	coins = `{"id":"k3v9qx7p2m","code":"financial-security","start":102,"end":136,"quote":"stopped counting coins at the till",` +
		`"prefix":"riving?\n\n[00:00:09] P07: When I ","suffix":".\n\nIt was the first winter that ","at":"2021-03-04T10:12:40Z"}`
	full = `{"id":"00000000bb","code":"a","start":140,"end":142,"quote":"It","prefix":"","suffix":" was","at":"2021-03-04T10:12:41Z",` +
		`"memo":"<b> & \"so\"","round":2,"query":"warm*","flags":"--unit sentence --where 'age>=60'","by":"query","from":["analyst-1:k3v9qx7p2m","x"],` +
		`"was":[{"code":"b","until":"2021-04-01T09:00:00Z"},{"code":"c","until":"2021-04-02T09:00:00Z","beside":true}],"weight":{"a":[1, null]},"Code":true}`
)

func TestDecode(t *testing.T) {
	want := []Coding{{
		ID: "k3v9qx7p2m", Code: "financial-security", Span: transcript.Span{Start: 102, End: 136},
		Quote: "stopped counting coins at the till", Prefix: "riving?\n\n[00:00:09] P07: When I ", Suffix: ".\n\nIt was the first winter that ",
		At: time.Date(2021, 3, 4, 10, 12, 40, 0, time.UTC),
	}, {
		ID: "00000000bb", Code: "a", Span: transcript.Span{Start: 140, End: 142}, Quote: "It", Suffix: " was",
		At: time.Date(2021, 3, 4, 10, 12, 41, 0, time.UTC), Memo: `<b> & "so"`, Round: 2, Query: "warm*", Flags: "--unit sentence --where 'age>=60'", By: ByQuery,
		From:  []string{"analyst-1:k3v9qx7p2m", "x"},
		Was:   []Former{{"b", time.Date(2021, 4, 1, 9, 0, 0, 0, time.UTC), false}, {"c", time.Date(2021, 4, 2, 9, 0, 0, 0, time.UTC), true}},
		extra: `,"weight":{"a":[1, null]},"Code":true`,
	}}
	for name, src := range map[string]string{
		"as written":       coins + "\n" + full + "\n",
		"no last line end": coins + "\n" + full,
		"blank lines":      "\n" + coins + "\n \t\n" + full + "\n\n",
		"byte order mark":  "\ufeff" + coins + "\n" + full + "\n",
	} {
		got, problems := Decode("c.jsonl", []byte(src))
		if diff := cmp.Diff(want, got); diff != "" || len(problems) > 0 {
			t.Errorf("%s: %v (-want +got)\n%s", name, problems, diff)
		}
	}
}

// minimal is a line with the given fields instead of, or behind, the required.
func minimal(id, place, more string) string {
	return `{"id":"` + id + `","code":"a",` + place + `,"quote":"x"` + more + `}`
}

func TestDecodeProblems(t *testing.T) {
	good := minimal("bbbbbbbbbb", `"start":1,"end":2`, "")
	tests := []struct {
		name, src string
		codings   int
		want      []string // name line:column message
		fatal     bool
	}{
		{"empty", "", 0, nil, false},
		{"cut in half", coins[:60], 0, []string{"coding-line 1:0 this line was cut in half"}, true},
		{"cut in half within an escape", coins[:strings.Index(coins, `\n`)+1], 0, []string{"coding-line 1:0 this line was cut in half"}, true},
		{"not JSON", good + "\n{\"idé\":x}", 1, []string{"coding-line 2:8 this line is not JSON: invalid character 'x' looking for beginning of value"}, true},
		{"not an object", `[1]`, 0, []string{"coding-line 1:0 [1] is not a coding"}, true},
		{"two on a line", good + good, 0, []string{"coding-line 1:61 something stands behind the coding"}, true},
		{"not UTF-8", strings.Replace(good, "x", "\xff", 1), 0, []string{"coding-line 1:0 this line is not UTF-8"}, true},
		{"nothing in it", `{}`, 0, []string{"coding-line 1:0 id is missing, code is missing, start is missing, end is missing, quote is missing"}, true},
		{"wrong types", `{"id":1,"code":"a","start":1.5,"end":"2","quote":"x"}`, 0, []string{`coding-line 1:0 id is 1, not text, start is 1.5, not a whole number, end is "2", not a whole number`}, true},
		{"null", `{"id":"bbbbbbbbbb","code":null,"start":1,"end":2,"quote":"x","memo":null}`, 0, []string{"coding-line 1:0 code is missing"}, true},
		{"bad values", minimal("hello", `"start":-2,"end":-2`, `,"round":-1`), 0, []string{`coding-line 1:0 id "hello" is not 10 digits and consonants, start is before the text begins, end is not behind start, round is less than 0`}, true},
		{"bad time", minimal("bbbbbbbbbb", `"start":1,"end":2`, `,"at":"2021-02-30T00:00:00Z"`), 0, []string{"coding-line 1:0 at is 2021-02-30T00:00:00Z, not a time like 2021-03-04T10:12:40Z"}, true},
		{"a former code without until", minimal("bbbbbbbbbb", `"start":1,"end":2`, `,"was":[{"code":"b"}]`), 0, []string{`coding-line 1:0 was is [{"code":"b"}], not a list of codes with until, a time like 2021-03-04T10:12:40Z`}, true},
		{"former codes and more", minimal("bbbbbbbbbb", `"start":1,"end":2`, `,"was":["b"],"at":"x"`), 0, []string{`coding-line 1:0 was is ["b"], not a list of codes with until, a time like 2021-03-04T10:12:40Z, at is x, not a time like 2021-03-04T10:12:40Z`}, true},
		{"all at once", "x\n" + good + "\ny", 1, []string{
			"coding-line 1:1 this line is not JSON: invalid character 'x' looking for beginning of value",
			"coding-line 3:1 this line is not JSON: invalid character 'y' looking for beginning of value",
		}, true},
		{"an id twice", good + "\n\n" + minimal("bbbbbbbbbb", `"start":5,"end":6`, ""), 2, []string{"coding-twice 3:0 coding bbbbbbbbbb is here twice; first at line 1"}, true},
		{"a coding twice", good + "\n" + minimal("cccccccccc", `"start":1,"end":2`, ""), 2, []string{"coding-double 2:0 coding cccccccccc puts a on the passage of coding bbbbbbbbbb again"}, false},
		{"not sorted", minimal("cccccccccc", `"start":5,"end":6`, "") + "\n" + good, 2, []string{"coding-order 2:0 this line stands behind one that it should stand before"}, false},
		{"CR LF", good + "\r\n" + minimal("cccccccccc", `"start":5,"end":6`, "") + "\r\n\r\n", 2, []string{"crlf 0:0 3 lines end in CR LF, which is read as LF"}, false},
		{"a conflict", "<<<<<<< HEAD\n" + good + "\n=======\n" + good + "\n>>>>>>> other\n", 2, []string{"conflict-marker 1:1 git left a merge conflict here"}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cs, problems := Decode("c.jsonl", []byte(tt.src))
			var got []string
			for _, p := range problems {
				place := strings.TrimPrefix(problem.Problem{File: "c", Line: max(p.Line, 1), Column: max(p.Column, 1)}.Place(), "c:")
				if p.Column == 0 {
					place = strings.TrimSuffix(place, ":1") + ":0"
				}
				if p.Line == 0 {
					place = "0:0"
				}
				got = append(got, p.Name+" "+place+" "+p.Message)
				if p.File != "c.jsonl" || p.Remedy == "" {
					t.Errorf("%+v lacks file or remedy", p)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if len(cs) != tt.codings || (problem.Fatal(problems) != nil) != tt.fatal {
				t.Errorf("%d codings, fatal: %v", len(cs), problem.Fatal(problems))
			}
		})
	}
}

func TestDecodeSorts(t *testing.T) {
	src := minimal("cccccccccc", `"start":5,"end":6`, "") + "\n" + minimal("bbbbbbbbbb", `"start":1,"end":2`, "") + "\n" +
		minimal("dddddddddd", `"start":5,"end":6`, "")
	cs, problems := Decode("c.jsonl", []byte(src))
	var ids []string
	for _, c := range cs {
		ids = append(ids, c.ID)
	}
	if diff := cmp.Diff([]string{"bbbbbbbbbb", "cccccccccc", "dddddddddd"}, ids); diff != "" {
		t.Error(diff)
	}
	if n := len(problems); n != 2 || problems[1].Name != "coding-double" || problems[1].Line != 3 {
		t.Errorf("%v", problems)
	}
}

func TestEncode(t *testing.T) {
	odd := ` { "start" : 7, "end": 9,"code":"\u0061","note":"\u00e9" , "quote":"x\u00e9","id":"zzzzzzzzzz","at":"2021-03-04T11:12:40+01:00"}`
	src := odd + "\n" + coins + "\n" + full + "\n"
	cs, problems := Decode("c.jsonl", []byte(src))
	if len(cs) != 3 || len(problems) > 0 {
		t.Fatal(cs, problems)
	}
	if got := string(Encode([]Coding{cs[2], cs[0], cs[1]})); got != src {
		t.Errorf("what did not change is written as\n%swant\n%s", got, src)
	}
	cs[0].Memo = "a < b\n\u2028"
	cs[1].Memo = "x"
	cs[1].Memo = ""
	cs[2].Code, cs[2].From, cs[2].By = "b", cs[2].From[:1], ""
	cs[2].Was = cs[2].Was[:1]
	made := Coding{ID: "1111111111", Code: "z", Span: transcript.Span{Start: 300, End: 301}, Quote: "q"}
	want := `{"id":"zzzzzzzzzz","code":"a","start":7,"end":9,"quote":"xé","prefix":"","suffix":"","at":"2021-03-04T10:12:40Z","memo":"a < b\n\u2028","note":"\u00e9"}
` + coins + `
{"id":"00000000bb","code":"b","start":140,"end":142,"quote":"It","prefix":"","suffix":" was","at":"2021-03-04T10:12:41Z",` +
		`"memo":"<b> & \"so\"","round":2,"query":"warm*","flags":"--unit sentence --where 'age>=60'","from":["analyst-1:k3v9qx7p2m"],"was":[{"code":"b","until":"2021-04-01T09:00:00Z"}],"weight":{"a":[1, null]},"Code":true}
{"id":"1111111111","code":"z","start":300,"end":301,"quote":"q","prefix":"","suffix":""}
`
	if diff := cmp.Diff(want, string(Encode(append(cs, made)))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// reference reads a line with encoding/json and nothing of ours but the rules
// of the format: it is what readLine and the scanner must agree with.
func reference(line string) (Coding, bool) {
	var fields map[string]json.RawMessage
	if !utf8.ValidString(line) || json.Unmarshal([]byte(line), &fields) != nil || fields == nil {
		return Coding{}, false
	}
	var c Coding
	var at string
	var was []struct {
		Code, Until string
		Beside      bool
	}
	for name, into := range map[string]any{
		"id": &c.ID, "code": &c.Code, "start": &c.Span.Start, "end": &c.Span.End, "quote": &c.Quote, "prefix": &c.Prefix,
		"suffix": &c.Suffix, "at": &at, "memo": &c.Memo, "round": &c.Round, "query": &c.Query, "flags": &c.Flags, "by": &c.By, "from": &c.From, "was": &was,
	} {
		if v, ok := fields[name]; ok && json.Unmarshal(v, into) != nil {
			return Coding{}, false
		}
	}
	for _, name := range []string{"start", "end"} {
		if v, ok := fields[name]; !ok || string(v) == "null" {
			return Coding{}, false
		}
	}
	readTime := func(text string, into *time.Time) bool {
		parsed, err := time.Parse(`"`+time.RFC3339+`"`, `"`+text+`"`)
		if err != nil || into.UnmarshalText([]byte(text)) != nil {
			return false
		}
		*into = parsed.UTC().Truncate(time.Second)
		return into.Year() >= 0 && into.Year() <= 9999
	}
	if at != "" && !readTime(at, &c.At) {
		return Coding{}, false
	}
	for _, f := range was {
		former := Former{Code: codebook.ID(f.Code), Beside: f.Beside}
		if f.Code == "" || !readTime(f.Until, &former.Until) {
			return Coding{}, false
		}
		c.Was = append(c.Was, former)
	}
	ok := c.Code != "" && c.Quote != "" && c.Span.Start >= 0 && c.Span.End > c.Span.Start && c.Round >= 0 && len(c.ID) == 10
	for _, r := range c.ID {
		ok = ok && strings.ContainsRune("0123456789bcdfghjklmnpqrstvwxyz", r)
	}
	return c, ok
}

// FuzzDecode holds every line against encoding/json, and what is written
// against what was read.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(coins + "\n" + full + "\n"))
	f.Add([]byte(coins + "\r\n\r\n" + coins[:70]))
	f.Add([]byte(strings.Replace(coins, `"code"`, `"id":"bbbbbbbbbb","Code":1,"code"`, 1)))
	f.Add([]byte(strings.Replace(coins, `"code"`, `"memo":"x","id":"bbbbbbbbbb","memo":"y","end":3,"code"`, 1)))
	f.Add([]byte(strings.Replace(coins, "coins", `\ud83d\ude00 \ud800 \u00e9\u0000\/\b\f\t\r`, 1)))
	f.Add([]byte(strings.Replace(coins, "coins", "\xff\u2028", 1)))
	f.Add([]byte(strings.Replace(coins, "Z", "+23:59", 1) + " \t"))
	f.Add([]byte(strings.Replace(coins, "2021", "0000", 1)))
	f.Add([]byte(strings.Replace(coins, "102", "01", 1)))
	f.Add([]byte(strings.Replace(coins, "136", "136e0", 1)))
	f.Add([]byte(strings.Replace(coins, "136", "9223372036854775808", 1)))
	f.Add([]byte(`{"id":null,"from":[null],"from":null,"x":[[{}]],"x":1}`))
	f.Add([]byte(`{"id":"bbbbbbbbbb","code":"a","start":1,"end":2,"quote":"x","was":[{"code":"é","until":"2021-03-04T10:12:40+01:00","beside":null,"x":1}]}`))
	f.Add([]byte(`{"was":[{"CODE":"a"}],"was":[null],"Was":1}`))
	f.Add([]byte("<<<<<<< a\n=======\n>>>>>>> b\n"))
	f.Add([]byte("\ufeff{}\n[]\n1\n\"\n{\"a\":"))
	f.Fuzz(func(t *testing.T, src []byte) {
		cs, problems := Decode("c.jsonl", src)
		lines := strings.Split(strings.TrimPrefix(string(src), "\ufeff"), "\n")
		for _, p := range problems {
			if p.Line > len(lines) || p.Line > 0 && p.Column > utf8.RuneCountInString(lines[p.Line-1])+4 {
				t.Fatalf("%v lies outside of the file", p)
			}
		}
		accepted := 0
		for _, line := range lines {
			line = strings.TrimSuffix(line, "\r")
			want, ok := reference(line)
			s := scanner{src: []byte(line), text: line}
			var fast Coding
			if utf8.ValidString(line) && s.coding(0, len(line), &fast) {
				fast.line = line
				if !ok || !fast.Equal(want) {
					t.Fatalf("the scanner reads %q as %+v, encoding/json as %+v, %v", line, fast, want, ok)
				}
			}
			slow, wrong := readLine(line)
			slowExtra := slow.extra
			slow.extra = ""
			if ok != (wrong == nil) || ok && !slow.Equal(want) {
				t.Fatalf("%q is read as %+v, %v; by encoding/json as %+v, %v", line, slow, wrong, want, ok)
			}
			if slowExtra != "" && !json.Valid([]byte("{"+slowExtra[1:]+"}")) {
				t.Fatalf("unknown fields of %q kept as %q", line, slowExtra)
			}
			if ok {
				accepted++
			}
		}
		if accepted != len(cs) {
			t.Fatalf("%d lines are codings, %d were read", accepted, len(cs))
		}
		if len(cs) == 0 {
			return
		}
		again, problems := Decode("c.jsonl", Encode(cs))
		if diff := cmp.Diff(cs, again); diff != "" {
			t.Fatalf("written and read again (-want +got)\n%s", diff)
		}
		for i := range cs {
			cs[i].line = ""
		}
		if again, problems = Decode("c.jsonl", Encode(cs)); cmp.Diff(cs, again) != "" {
			t.Fatalf("written anew and read again: %v (-want +got)\n%s", problems, cmp.Diff(cs, again))
		}
	})
}

func TestNothingIsLostByEqual(t *testing.T) {
	c, _ := readLine(full)
	for name, change := range map[string]func(*Coding){
		"id": func(c *Coding) { c.ID = "" }, "code": func(c *Coding) { c.Code = codebook.ID("") },
		"place": func(c *Coding) { c.Span.End++ }, "quote": func(c *Coding) { c.Quote = "" },
		"prefix": func(c *Coding) { c.Prefix = "p" }, "suffix": func(c *Coding) { c.Suffix = "" },
		"at": func(c *Coding) { c.At = c.At.Add(time.Second) }, "memo": func(c *Coding) { c.Memo = "" },
		"round": func(c *Coding) { c.Round = 0 }, "query": func(c *Coding) { c.Query = "" }, "flags": func(c *Coding) { c.Flags = "" },
		"by": func(c *Coding) { c.By = "" }, "from": func(c *Coding) { c.From = nil },
		"former codes": func(c *Coding) { c.Was = c.Was[:1] }, "a former code": func(c *Coding) { c.Was = []Former{c.Was[0], {Code: "c", Until: c.Was[1].Until}} },
		"unknown": func(c *Coding) { c.extra = "" },
	} {
		other := c
		change(&other)
		if c.Equal(other) || !c.Equal(c) {
			t.Errorf("a change of %s goes unseen", name)
		}
	}
}
