package study

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"grounded/analysis/life"
	"grounded/analysis/theme"
	"grounded/cmd/internal/study/txn"
	"grounded/codebook"
	"grounded/codebook/problem"
)

// Histories tell what became of codes and themes: each record of a change of a codebook
// or a model holds the events that it was. They are found by comparing the file before
// and after, whichever command, undo or hand changed it, so that no command has to tell.

// other is the event of a file in which something else changed than codes or themes, such
// as its comments: so that it can be told from a change of which nothing is known.
const other = life.Other

// tell returns the events of a change of a codebook or a model.
func tell(name string, before, after []byte, byHand bool) []txn.Event {
	if !told(name) {
		return nil
	}
	events, known := differences(name, before, after, byHand)
	if known && len(events) == 0 && before != nil && after != nil && !bytes.Equal(before, after) {
		return []txn.Event{{What: other}}
	}
	return events
}

// differences returns what differs between two texts of a codebook or a model, and false
// when one of them cannot be read.
func differences(name string, before, after []byte, byHand bool) ([]txn.Event, bool) {
	if strings.HasPrefix(name, codebooksFolder+"/") {
		was, wrong := codebook.Decode(name, before)
		is, alsoWrong := codebook.Decode(name, after)
		if problem.Fatal(wrong) != nil || problem.Fatal(alsoWrong) != nil {
			return nil, false
		}
		return ofCodes(was, is, byHand), true
	}
	was, wrong := theme.Decode(name, before)
	is, alsoWrong := theme.Decode(name, after)
	if problem.Fatal(wrong) != nil || problem.Fatal(alsoWrong) != nil {
		return nil, false
	}
	return ofThemes(was, is, before == nil), true
}

// told reports whether histories tell of what a file holds: codebooks and models, but
// not what is proposed for a codebook, nor states of a model that are kept.
func told(name string) bool {
	folder, file := path.Split(name)
	base, is := strings.CutSuffix(file, ".toml")
	if !is || strings.Contains(base, ".") {
		return false
	}
	top, owner, _ := strings.Cut(strings.TrimSuffix(folder, "/"), "/")
	return top == codebooksFolder && owner == "" || top == modelsFolder && owner != "" && !strings.ContainsAny(owner, "/.")
}

// ofCodes puts differences between codebooks into events. Names and definitions of codes
// that are participants' own words are not told.
func ofCodes(was, is *codebook.Book, byHand bool) []txn.Event {
	var out []txn.Event
	for _, d := range codebook.Differences(was, is) {
		e := txn.Event{What: string(d.What), IDs: []string{string(d.Code)}, From: d.From, To: d.To, With: slices.Concat(d.Fields, texts(d.With))}
		before, _ := was.Code(d.Code)
		now, _ := is.Code(d.Code)
		ofWords := d.What == codebook.EventRenamed || d.What == codebook.EventRedefined
		switch {
		case d.What == codebook.EventBorn:
			e.To = ""
		case ofWords && (before.InVivo || now.InVivo):
			e.From, e.To = "", ""
		}
		if d.What == codebook.EventRedefined && !byHand && !d.Dated {
			e.What = life.Reworded
		}
		out = together(out, e)
	}
	return out
}

// ofThemes puts differences between models into events. Of a model that is begun its
// title and shape are no change.
func ofThemes(was, is *theme.Model, begun bool) []txn.Event {
	var out []txn.Event
	for _, d := range theme.Differences(was, is) {
		if begun && (d.What == theme.EventTitled || d.What == theme.EventShaped) {
			continue
		}
		e := txn.Event{What: string(d.What), From: d.From, To: d.To, With: d.With}
		if d.Theme != "" {
			e.IDs = []string{string(d.Theme)}
		}
		out = together(out, e)
	}
	return out
}

// together adds an event to others, or its ids to the last of them where nothing else
// tells the two apart.
func together(events []txn.Event, e txn.Event) []txn.Event {
	if n := len(events); n > 0 && len(e.IDs) > 0 {
		last := &events[n-1]
		if last.What == e.What && last.From == e.From && last.To == e.To && len(last.IDs) > 0 && slices.Equal(last.With, e.With) {
			last.IDs = append(last.IDs, e.IDs...)
			return events
		}
	}
	return append(events, e)
}

// What a codebook or a model last held is kept in the cache, so that the next change can
// tell what was changed by hand since.

func (s *Study) formerPath(name string) string { return s.path(formerFolder + "/" + name) }

// former returns what a file of the study last held, nil when that is not remembered.
func (s *Study) former(name string) []byte {
	if !told(name) {
		return nil
	}
	src, err := os.ReadFile(s.formerPath(name))
	if err != nil {
		return nil
	}
	return append([]byte{}, src...)
}

// remember keeps what the files of a change hold now. It is a cache: failing to keep one
// loses no more than what a hand edit was.
func (s *Study) remember(r txn.Record) {
	for _, f := range r.Files {
		if !told(f.Path) {
			continue
		}
		kept := s.formerPath(f.Path)
		src, err := s.read(f.Path)
		if err != nil {
			_ = os.Remove(kept)
			continue
		}
		sum := sha256.Sum256(src)
		if hex.EncodeToString(sum[:]) == f.After && os.MkdirAll(filepath.Dir(kept), 0o755) == nil {
			_ = os.WriteFile(kept, src, 0o600)
		}
	}
}

// Unnoticed returns the events of what was changed by hand in a codebook or a model since
// the last change that anybody's command made of it, which no history tells of yet;
// whether there was any is told apart from what it was, which may not be remembered.
func (s *Study) Unnoticed(name string) (events []txn.Event, changed bool, err error) {
	last, stands, err := s.store.LastLeft(name)
	if err != nil || stands {
		return nil, false, err
	}
	former := s.former(name)
	if sum := sha256.Sum256(former); former == nil || hex.EncodeToString(sum[:]) != last {
		return nil, true, nil
	}
	src, err := readOptional(s.read, name)
	if err != nil {
		return nil, true, err
	}
	events = tell(name, former, src, true)
	for i := range events {
		events[i].File = name
	}
	return events, true, nil
}
