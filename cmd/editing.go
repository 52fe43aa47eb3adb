package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// edited opens a scratch file in the editor and returns what it holds then.
func (e *Env) edited(ctx context.Context, name string, src []byte) (string, error) {
	dir, err := os.MkdirTemp("", "grounded-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	file := dir + string(os.PathSeparator) + name
	if err := os.WriteFile(file, src, 0o600); err != nil {
		return "", err
	}
	if err := e.Edit(ctx, file); err != nil {
		return "", err
	}
	after, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		err = errors.New("the text was removed in the editor; nothing was changed")
	}
	return string(after), err
}

// editing opens a text in the editor until it is taken over or the person has
// had enough: then what was wrong is the error, and the text is kept aside. It
// reports false for a text that came back as it was.
func (e *Env) editing(ctx context.Context, name, ext, before string, take func(text string) error) (changed bool, err error) {
	text := before
	for {
		if text, err = e.edited(ctx, name+ext, []byte(text)); err != nil {
			return false, err
		}
		switch {
		case text == before:
			e.note("nothing was changed")
			return false, nil
		case strings.TrimSpace(text) == "":
			return false, errors.New("the text was emptied in the editor; nothing was changed")
		}
		if err = take(text); err == nil {
			return true, nil
		}
		if !e.asks() {
			break
		}
		e.note("%v", err)
		if again, askErr := e.confirm(ctx, "open it again?"); askErr != nil || !again {
			break
		}
	}
	return false, errors.Join(err, keepDraft(name, ext, text))
}

// keepDraft keeps a text that was not taken over, and returns the sentence that
// says where.
func keepDraft(name, ext, text string) error {
	f, err := os.CreateTemp("", "grounded-"+name+"-*"+ext)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return fmt.Errorf("your text is kept in %s", f.Name())
}
