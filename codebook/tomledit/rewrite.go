package tomledit

import (
	"fmt"
	"strings"

	"github.com/BurntSushi/toml"

	"grounded/codebook/problem"
)

// Rewrite returns the file with every text of it put through rewrite: strings,
// comments, and the names of keys and tables, once for each place. Texts that come
// back as they were keep their bytes. Two texts that were equal must come back
// equal. The result is read again, and an error is returned when it does not say what was meant: when
// f has fatal problems, or when two keys of a table have become the same.
func (f *File) Rewrite(rewrite func(text string) string) (*File, error) {
	if err := problem.Fatal(f.problems); err != nil {
		return nil, err
	}
	known := map[string]string{}
	once := func(text string) string {
		now := rewrite(text)
		known[text] = now
		return now
	}
	s := &scanner{f: f, src: f.Source}
	var out strings.Builder
	for s.pos < len(s.src) {
		start := s.pos
		switch c := s.src[s.pos]; {
		case c == '"' || c == '\'':
			if err := s.text(); err != nil {
				return nil, fmt.Errorf("%s: %w", f.Name, err)
			}
			out.WriteString(rewriteString(string(s.src[start:s.pos]), once, f.eol()))
		case c == '#':
			s.pos += len(s.rest())
			out.WriteString("#" + oneLine(rewrite(string(s.src[start+1:s.pos]))))
		case bare(c):
			for s.pos < len(s.src) && bare(s.src[s.pos]) {
				s.pos++
			}
			name := string(s.src[start:s.pos])
			if f.names(start, s.pos) {
				if now := once(name); now != name {
					name = Quote(now)
				}
			}
			out.WriteString(name)
		default:
			s.pos++
			out.WriteByte(c)
		}
	}
	intended, err := rewritten(f.values, func(text string) string {
		if now, ok := known[text]; ok {
			return now
		}
		return text // the time of day, which is no text in the file
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	return f.verify([]byte(out.String()), intended.(map[string]any))
}

// names reports whether what stands between two bytes is the name of a key or of
// a table, or part of one, and no value.
func (f *File) names(start, end int) bool {
	for _, t := range f.Tables {
		for _, k := range t.Keys {
			if k.Value.Start <= start && start < k.Value.End {
				rest := strings.TrimLeft(string(f.Source[end:k.Value.End]), " \t")
				return strings.HasPrefix(rest, "=")
			}
		}
	}
	return true
}

// rewriteString rewrites a string as it stands, with its quotation marks.
func rewriteString(literal string, rewrite func(string) string, eol string) string {
	var held struct {
		Text string `toml:"text"`
	}
	if _, err := toml.Decode("text = "+strings.ReplaceAll(literal, "\r\n", "\n"), &held); err != nil {
		return literal // the file was read, so this is out of reach
	}
	now := rewrite(held.Text)
	if now == held.Text {
		return literal
	}
	if strings.HasPrefix(literal, `"""`) || strings.HasPrefix(literal, "'''") {
		if text, err := block(now, eol); err == nil {
			return text
		}
	}
	return basic(now)
}

func oneLine(comment string) string {
	return strings.Map(func(r rune) rune {
		if control(r) {
			return ' '
		}
		return r
	}, comment)
}

// rewritten returns decoded values with their texts put through rewrite.
func rewritten(v any, rewrite func(string) string) (any, error) {
	switch v := v.(type) {
	case string:
		return rewrite(v), nil
	case map[string]any:
		out := make(map[string]any, len(v))
		for key, held := range v {
			now := rewrite(key)
			if _, twice := out[now]; twice {
				return nil, fmt.Errorf("two keys would both be called %q", now)
			}
			var err error
			if out[now], err = rewritten(held, rewrite); err != nil {
				return nil, err
			}
		}
		return out, nil
	case []any:
		out := make([]any, len(v))
		for i := range v {
			var err error
			if out[i], err = rewritten(v[i], rewrite); err != nil {
				return nil, err
			}
		}
		return out, nil
	case []map[string]any:
		out := make([]map[string]any, len(v))
		for i := range v {
			held, err := rewritten(v[i], rewrite)
			if err != nil {
				return nil, err
			}
			out[i] = held.(map[string]any)
		}
		return out, nil
	}
	return v, nil
}
