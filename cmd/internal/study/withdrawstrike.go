package study

import (
	"context"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"grounded/cmd/internal/study/txn"
	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/codebook/tomledit"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// strike takes out of everybody's own writing what they wrote down of the words
// that were withdrawn, and what memos say they are about and is gone.
func (w *withdrawing) strike(ctx context.Context) error {
	files, err := w.study.kept()
	if err != nil {
		return err
	}
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		top, _, _ := strings.Cut(file, "/")
		if slices.Contains([]string{transcriptsFolder, sourcesFolder}, top) || file == casesFile {
			continue
		}
		src, err := readOptional(w.Read, file)
		if err != nil {
			return err
		}
		if src == nil || !utf8.Valid(src) {
			continue
		}
		now, n, err := w.struck(file, src)
		if err != nil {
			return w.hideFile(file, err)
		}
		switch {
		case n > 0 && w.shown(file):
			w.did.Struck = append(w.did.Struck, Replaced{file, n})
		case n > 0:
			w.did.Others++
		}
		if string(now) != string(src) {
			w.writeText(file, now)
		}
	}
	return nil
}

// struck returns a file as it will be, and how many runs of words were taken out
// of it.
func (w *withdrawing) struck(file string, src []byte) ([]byte, int, error) {
	if strings.HasPrefix(file, historyFolder+"/") {
		return w.struckHistory(src)
	}
	switch path.Ext(file) {
	case ".toml":
		doc, n, err := w.struckTOML(file, string(src))
		if err != nil || n == 0 {
			return src, 0, err
		}
		return doc.Source, n, nil
	case ".jsonl":
		return w.struckMemos(file, src)
	case ".md":
		return w.struckMemo(file, src)
	}
	return src, 0, nil
}

func (w *withdrawing) struckTOML(file, src string) (*tomledit.File, int, error) {
	doc, problems := tomledit.Parse(file, []byte(src))
	if err := problem.Fatal(problems); err != nil {
		return nil, 0, err
	}
	n := 0
	doc, err := doc.Rewrite(func(text string) string {
		if isName(text) {
			return text
		}
		now, struck := w.testimony.Strike(text)
		n += struck
		return now
	})
	return doc, n, err
}

// struckHistory takes withdrawn words out of what a history tells of why things were
// done and what they were called.
func (w *withdrawing) struckHistory(src []byte) ([]byte, int, error) {
	total := 0
	now, err := txn.Reword(src, func(text string) string {
		now, n := w.testimony.Strike(text)
		total += n
		return now
	})
	return now, total, err
}

// struckMemos takes withdrawn words out of the memos of codings.
func (w *withdrawing) struckMemos(file string, src []byte) ([]byte, int, error) {
	codings, problems := coding.Decode(file, src)
	if err := problem.Fatal(problems); err != nil {
		return nil, 0, err
	}
	total := 0
	for i := range codings {
		now, n := w.testimony.Strike(codings[i].Memo)
		codings[i].Memo = now
		total += n
	}
	if total == 0 {
		return src, 0, nil
	}
	return coding.Encode(codings), total, nil
}

func (w *withdrawing) struckMemo(file string, src []byte) ([]byte, int, error) {
	front, body, _, err := transcript.Parts(string(src))
	if err != nil {
		now, n := w.testimony.Strike(string(src))
		return []byte(now), n, nil
	}
	doc, n, err := w.struckTOML(file, front)
	if err != nil {
		return nil, 0, err
	}
	m, _ := decodeMemo("", strings.TrimSuffix(path.Base(file), ".md"), src)
	if slices.Contains(m.About, "case:"+w.Case) && w.shown(file) {
		w.did.Speak = append(w.did.Speak, file)
	}
	stays := slices.DeleteFunc(slices.Clone(m.About), func(about string) bool { return w.gone[about] })
	if len(stays) < len(m.About) {
		if !slices.Contains(w.did.Speak, file) && w.shown(file) {
			w.did.Speak = append(w.did.Speak, file)
		}
		if doc, err = doc.Edit(tomledit.Set(tomledit.Root, "about", stays)); err != nil {
			return nil, 0, err
		}
	}
	text, struck := w.testimony.Strike(body)
	return transcript.Join(doc.Source, text), n + struck, nil
}

// isName reports whether a text names something of the study, as "ana:rent",
// "transcript:interview-03" and "joint/thriving" do: other files say the same
// name, and what is left of the words in it is said.
func isName(text string) bool {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == ':' || r == '/' })
	return len(parts) > 0 && !slices.ContainsFunc(parts, func(p string) bool { return slug.Check(p) != nil })
}
