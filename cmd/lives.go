package cmd

import (
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/life"
	"grounded/analysis/theme"
	"grounded/cmd/internal/study"
	"grounded/cmd/internal/study/txn"
	"grounded/transcript/coding"
)

// changes returns what the histories tell that the one who looks may read, and, of the
// files, what was edited by hand since and no history tells of yet.
func (e *Env) changes(st *study.Study, sel coding.Selection, files ...string) ([]life.Change, error) {
	var records []txn.Record
	for _, a := range slices.Concat([]coding.Analyst{""}, seen(st, sel)) {
		own, err := st.History(a)
		if err != nil {
			return nil, err
		}
		records = append(records, own...)
	}
	slices.SortStableFunc(records, func(a, b txn.Record) int { return a.At.Compare(b.At) })
	hidden := slices.DeleteFunc(analystIDs(st), sel.Sees)
	out := make([]life.Change, 0, len(records))
	for _, r := range records {
		out = append(out, changeOf(r, hidden))
	}
	for _, file := range files {
		found, changed, err := st.Unnoticed(file)
		if err != nil {
			return nil, err
		}
		if !changed {
			continue
		}
		r := txn.Record{At: e.Now(), Command: txn.HandEdit, Did: fmt.Sprintf("edited %s by hand", file), Files: []txn.FileChange{{Path: file, Before: "?"}}, Events: found}
		out = append(out, changeOf(r, nil))
	}
	return out, nil
}

// changeOf is a record of a history, without files of those whose work is hidden.
func changeOf(r txn.Record, hidden []coding.Analyst) life.Change {
	c := life.Change{ID: r.ID, At: r.At, Analyst: r.Analyst, Command: r.Command, Did: r.Did, Because: r.Because, Undoes: r.Undoes, Hand: r.Command == txn.HandEdit}
	hides := func(file string) bool {
		return slices.ContainsFunc(hidden, func(a coding.Analyst) bool { return belongs(file, a) })
	}
	for _, f := range r.Files {
		if !hides(f.Path) {
			c.Files = append(c.Files, life.File{Path: f.Path, New: f.Before == ""})
		}
	}
	for _, e := range r.Events {
		if seen, some := eventSeen(life.Event(e), r.Analyst == "", hidden); some && !hides(e.File) {
			c.Events = append(c.Events, seen)
		}
	}
	return c
}

// eventSeen is an event without codes of those whose work is hidden; false when it was
// of nothing else. Of a query that nobody in particular wrote it is not known whose codes
// it names.
func eventSeen(e life.Event, nobodys bool, hidden []coding.Analyst) (life.Event, bool) {
	if len(hidden) == 0 {
		return e, true
	}
	if e.What == string(theme.EventQuery) && nobodys {
		return e, false
	}
	of := len(e.With)
	e.With = slices.DeleteFunc(slices.Clone(e.With), func(ref string) bool {
		whose, _, is := strings.Cut(ref, ":")
		return is && slices.Contains(hidden, coding.Analyst(whose))
	})
	return e, of == 0 || len(e.With) > 0 || e.What == string(theme.EventAdded)
}

// lifeMemos are the memos of some analysts, as lives tell of them.
func lifeMemos(st *study.Study, sel coding.Selection, whose ...coding.Analyst) ([]life.Memo, error) {
	memos, err := st.Memos(sel)
	if err != nil {
		return nil, err
	}
	var out []life.Memo
	for _, m := range memos {
		if len(whose) == 0 || slices.Contains(whose, m.Analyst) {
			out = append(out, life.Memo{ID: m.ID, Title: m.Title, Kind: m.Kind, Date: m.Date, Analyst: string(m.Analyst), About: m.About})
		}
	}
	return out, nil
}

// blindNote says that what others did is not told.
func blindNote(st *study.Study) []string {
	if !st.Config.Blind {
		return nil
	}
	return []string{"This study is blind: what others did is not told."}
}
