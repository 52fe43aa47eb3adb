package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"grounded/cmd/internal/study"
)

// typing is a text on its way through an editor. It lies in the study all the while, so
// that nothing typed is lost, whatever becomes of the editor or of this program.
type typing struct {
	draft  *study.Draft
	before string                  // an unchanged text is not taken over
	take   func(text string) error // what to do with what was typed
	way    string                  // the command that opens a kept text again, if one does
}

// edit opens the text in the editor until it is taken over or the person has had enough:
// then what was wrong is the error, and says where the text is kept. It reports false for
// a text that came back as it was.
func (t typing) edit(ctx context.Context, e *Env) (changed bool, err error) {
	for {
		ended := e.Edit(ctx, t.draft.Path())
		text, err := t.draft.Text()
		switch {
		case errors.Is(err, fs.ErrNotExist):
			t.draft.Drop()
			return false, errors.Join(ended, errors.New("the text was removed in the editor; nothing was changed"))
		case err != nil:
			return false, errors.Join(ended, err, t.kept())
		case text == t.before && ended == nil:
			t.draft.Drop()
			if text != "" {
				e.note("nothing was changed")
			}
			return false, nil
		case text == t.before:
			t.draft.Drop()
			return false, ended
		case strings.TrimSpace(text) == "":
			t.draft.Drop()
			return false, errors.Join(ended, errors.New("the text was emptied in the editor; nothing was changed"))
		}
		if err = ended; err == nil {
			err = t.take(text)
		}
		if err == nil {
			t.draft.Drop()
			return true, nil
		}
		if !e.asks() {
			return false, errors.Join(err, t.kept())
		}
		e.note("%v", err)
		if again, askErr := e.confirm(ctx, "open it again?"); askErr != nil || !again {
			e.note("%v", t.kept())
			return false, errSaid
		}
	}
}

// kept is the sentence that says where the text is, and how it goes on.
func (t typing) kept() error {
	t.draft.Keep()
	if t.way == "" {
		return fmt.Errorf("your text is kept in %s", t.draft.File())
	}
	return fmt.Errorf("your text is kept in %s; open it again with: %s", t.draft.File(), t.way)
}

// editing opens a text of a study in the editor, as a draft of its own.
func (e *Env) editing(ctx context.Context, draft *study.Draft, before string, take func(text string) error) (changed bool, err error) {
	if err := draft.Write(before); err != nil {
		return false, err
	}
	return typing{draft: draft, before: before, take: take}.edit(ctx, e)
}

// keepText keeps a text that came in and was not taken over, and returns the sentence that
// says where, with the command that takes it from there.
func keepText(draft *study.Draft, text, way string) error {
	if err := draft.Write(text); err != nil {
		return err
	}
	return fmt.Errorf("what came in is kept in %s; mend it there, and then: %s", draft.File(), fmt.Sprintf(way, draft.File()))
}
