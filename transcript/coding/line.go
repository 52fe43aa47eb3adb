package coding

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"grounded/codebook"
)

// fault is what is wrong with a line, and with which character of it (from 1;
// 0 when the whole line is meant).
type fault struct {
	message string
	remedy  string
	column  int
}

// readLine reads one line, without its end, as encoding/json understands it:
// keys match case and all, of equal keys the last counts, null is as good as
// absent. Its other work is to say what is wrong with a line.
func readLine(line string) (Coding, *fault) {
	if !utf8.ValidString(line) {
		return Coding{}, &fault{message: "this line is not UTF-8", remedy: "save the file as UTF-8"}
	}
	fields, extra, wrong := readObject(line)
	if wrong != nil {
		return Coding{}, wrong
	}
	c := Coding{line: line, extra: extra}
	var at string
	var messages []string
	for _, f := range []struct {
		name, kind string
		into       any
		required   bool
	}{
		{"id", "text", &c.ID, true},
		{"code", "text", &c.Code, true},
		{"start", "a whole number", &c.Span.Start, true},
		{"end", "a whole number", &c.Span.End, true},
		{"quote", "text", &c.Quote, true},
		{"prefix", "text", &c.Prefix, false},
		{"suffix", "text", &c.Suffix, false},
		{"at", "a time like 2021-03-04T10:12:40Z", &at, false},
		{"memo", "text", &c.Memo, false},
		{"round", "a whole number", &c.Round, false},
		{"query", "text", &c.Query, false},
		{"flags", "text", &c.Flags, false},
		{"by", "text", &c.By, false},
		{"from", "a list of texts", &c.From, false},
		{"was", "a list of codes with until, a time like 2021-03-04T10:12:40Z", &c.Was, false},
	} {
		value, ok := fields[f.name]
		switch {
		case f.required && (!ok || string(value) == "null"):
			messages = append(messages, f.name+" is missing")
		case ok && json.Unmarshal(value, f.into) != nil:
			messages = append(messages, fmt.Sprintf("%s is %s, not %s", f.name, shorten(string(value)), f.kind))
		}
	}
	if at != "" {
		var ok bool
		if c.At, ok = readTime(at); !ok {
			messages = append(messages, fmt.Sprintf("at is %s, not a time like 2021-03-04T10:12:40Z", shorten(at)))
		}
	}
	if len(messages) == 0 {
		messages = faults(&c)
	}
	if len(messages) > 0 {
		return Coding{}, &fault{message: strings.Join(messages, ", "), remedy: "correct the line or delete it"}
	}
	return c, nil
}

// readTime reads a time of any zone, to the second.
func readTime(text string) (time.Time, bool) {
	var t time.Time
	err := t.UnmarshalText([]byte(text))
	t = t.UTC().Truncate(time.Second)
	return t, err == nil && t.Year() >= 0 && t.Year() <= 9999
}

// UnmarshalJSON reads a former code as it is kept. One that names no code, or does not
// say until when, is an error.
func (f *Former) UnmarshalJSON(src []byte) error {
	var kept struct {
		Code   codebook.ID
		Until  string
		Beside bool
	}
	if err := json.Unmarshal(src, &kept); err != nil {
		return err
	}
	until, ok := readTime(kept.Until)
	if kept.Code == "" || !ok {
		return errors.New("a former code has code and until")
	}
	*f = Former{Code: kept.Code, Until: until, Beside: kept.Beside}
	return nil
}

// known reports whether a coding has a field of that name.
func known(name string) bool {
	switch name {
	case "id", "code", "start", "end", "quote", "prefix", "suffix", "at", "memo", "round", "query", "flags", "by", "from", "was":
		return true
	}
	return false
}

// readObject returns the known fields of the object on a line, and the others
// as they stand.
func readObject(line string) (map[string]json.RawMessage, string, *fault) {
	whole := json.NewDecoder(strings.NewReader(line))
	var value json.RawMessage
	if err := whole.Decode(&value); err != nil {
		return nil, "", notJSON(line, err)
	}
	if rest := line[whole.InputOffset():]; strings.TrimSpace(rest) != "" {
		at := len(line) - len(strings.TrimLeft(rest, " \t\r"))
		return nil, "", &fault{
			message: "something stands behind the coding", remedy: "put each coding on a line of its own",
			column: column(line, at),
		}
	}
	if !bytes.HasPrefix(value, []byte("{")) {
		return nil, "", &fault{message: fmt.Sprintf("%s is not a coding", shorten(string(value))), remedy: `a coding looks like {"id":…,"code":…}`}
	}
	fields := map[string]json.RawMessage{}
	var extra []byte
	inside := json.NewDecoder(bytes.NewReader(value))
	if _, err := inside.Token(); err != nil {
		return nil, "", notJSON(line, err)
	}
	for inside.More() {
		token, err := inside.Token()
		if err != nil {
			return nil, "", notJSON(line, err)
		}
		name, _ := token.(string)
		var v json.RawMessage
		if err := inside.Decode(&v); err != nil {
			return nil, "", notJSON(line, err)
		}
		if known(name) {
			fields[name] = v
			continue
		}
		extra = appendText(append(extra, ','), name)
		extra = append(append(extra, ':'), v...)
	}
	return fields, string(extra), nil
}

// notJSON says where a line stops being JSON.
func notJSON(line string, err error) *fault {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return &fault{message: "this line was cut in half", remedy: "restore it from a copy of the file, or delete it"}
	}
	f := &fault{message: "this line is not JSON: " + err.Error(), remedy: "correct the line or delete it"}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		f.column = column(line, int(syntax.Offset)-1)
	}
	return f
}

// column returns the number, from 1, of the character at a byte of a line.
func column(line string, at int) int {
	return utf8.RuneCountInString(line[:min(max(at, 0), len(line))]) + 1
}

// shorten returns a value as a message may show it.
func shorten(value string) string {
	const most = 30
	if utf8.RuneCountInString(value) <= most {
		return value
	}
	return string([]rune(value)[:most]) + "…"
}
