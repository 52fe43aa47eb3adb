package study

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Taken says what came of taking in a packet.
type Taken struct {
	Analyst   coding.Analyst
	Files     []string        // of theirs that changed here
	Work      []TakenWork     // by transcript
	Corrected []transcript.ID // whose words were corrected there, which is not taken over
	Left      []string        // files of theirs that were changed there and here, and are left as they are here
}

// TakenWork is what a packet brought of one transcript.
type TakenWork struct {
	Transcript              transcript.ID
	New, Changed, Removed   int
	Finished                bool
	Moved, Followed, Adrift int // of the codings there are now, since the text was corrected here
}

// TakeIn brings the work of the analyst that a packet was made for into the study: what
// they changed since it was handed out and nobody changed here. Where both did it is an
// error that names the files, unless theirs is to win; a codebook that others use too is
// then left. Words that they corrected in transcripts are not taken over.
func (e *Edit) TakeIn(r *Returned, theirs bool) (Taken, error) {
	t := Taken{Analyst: r.For}
	a, err := e.study.Analyst(r.For)
	if err != nil {
		return t, fmt.Errorf("the packet was made for %s: %w", r.For, err)
	}
	before, err := e.codingsOf(a)
	if err != nil {
		return t, err
	}
	names := map[string]bool{}
	for name := range r.files {
		if e.study.isOf(a, name) {
			names[name] = true
		}
	}
	for name := range r.handed {
		if e.study.isOf(a, name) {
			names[name] = true
		}
	}
	var clash []string
	for _, name := range slices.Sorted(maps.Keys(names)) {
		taken, err := e.takeFile(r, name, theirs)
		switch {
		case errors.Is(err, errClash) && name == a.CodebookFile() && e.shared(a):
			t.Left = append(t.Left, name)
		case errors.Is(err, errClash):
			clash = append(clash, name)
		case err != nil:
			return t, err
		case taken:
			t.Files = append(t.Files, name)
		}
	}
	if len(clash) > 0 {
		return t, fmt.Errorf("%s changed here since the packet was handed out, and there too; take what is there with --theirs, or bring the two together by hand", and(clash))
	}
	for id, body := range r.bodies {
		hash := transcript.TextHash(body)
		e.texts[hash] = body // codings made on it are placed by it
		if was, known := r.texts[id]; known && was != hash {
			t.Corrected = append(t.Corrected, id)
		}
	}
	slices.Sort(t.Corrected)
	e.study.keepTexts(e.texts)
	if err := e.decodable(a); err != nil {
		return t, err
	}
	after, err := e.codingsOf(a)
	if err != nil {
		return t, err
	}
	t.Work, err = e.takenWork(a, before, after)
	e.Did("took in %d files of %s", len(t.Files), a.ID)
	return t, err
}

var errClash = errors.New("changed on both sides")

// takeFile takes over one file of the analyst's, and reports whether it changed.
func (e *Edit) takeFile(r *Returned, name string, theirs bool) (bool, error) {
	there, isThere := r.files[name]
	here, err := readOptional(e.Read, name)
	if err != nil {
		return false, err
	}
	was, handed := r.handed[name]
	switch {
	case isThere && here != nil && substance(name, there) == substance(name, here), !isThere && here == nil:
		return false, nil
	case isThere && handed && substance(name, there) == was:
		return false, nil // not changed there
	case strings.HasPrefix(name, historyFolder+"/"):
		return true, e.Write(name, joinedLines(here, there))
	case here != nil && (!handed || substance(name, here) != was) && !theirs:
		return false, errClash
	case !isThere && !handed:
		return false, nil
	case !isThere:
		return true, e.Remove(name)
	}
	return true, e.Write(name, there)
}

// joinedLines returns the lines of here and then those of there that it lacks.
func joinedLines(here, there []byte) []byte {
	known := map[string]bool{}
	for line := range strings.Lines(string(here)) {
		known[strings.TrimSpace(line)] = true
	}
	out := slices.Clone(here)
	if len(out) > 0 && out[len(out)-1] != '\n' {
		out = append(out, '\n')
	}
	for line := range strings.Lines(string(there)) {
		if !known[strings.TrimSpace(line)] {
			out = append(out, strings.TrimRight(line, "\n")+"\n"...)
		}
	}
	return out
}

// shared reports whether others use the codebook of an analyst too.
func (e *Edit) shared(a Analyst) bool {
	return slices.ContainsFunc(e.study.Config.Analysts, func(o Analyst) bool { return o.ID != a.ID && o.Codebook == a.Codebook })
}

// decodable refuses work that no command could read.
func (e *Edit) decodable(a Analyst) error {
	src, err := readOptional(e.Read, a.CodebookFile())
	if err != nil {
		return err
	}
	_, problems := e.study.decodeBook(a, src)
	return problem.Fatal(problems)
}

// codingsOf returns the codings of an analyst as the transaction sees them.
func (e *Edit) codingsOf(a Analyst) (map[transcript.ID][]coding.Coding, error) {
	out := map[transcript.ID][]coding.Coding{}
	ids, err := e.study.TranscriptIDs()
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		src, err := e.Read(codingsFile(a.ID, id))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		codings, problems := coding.Decode(codingsFile(a.ID, id), src)
		if err := problem.Fatal(problems); err != nil {
			return nil, err
		}
		out[id] = codings
	}
	return out, nil
}

// takenWork says transcript by transcript what the packet brought, and how codings stand
// in the texts as they are here, where it puts them.
func (e *Edit) takenWork(a Analyst, before, after map[transcript.ID][]coding.Coding) ([]TakenWork, error) {
	ids, err := e.study.TranscriptIDs()
	if err != nil {
		return nil, err
	}
	var out []TakenWork
	for _, id := range ids {
		d, err := e.desk(a.ID, id)
		if err != nil {
			return nil, err
		}
		w := TakenWork{Transcript: id, Finished: !d.Finished.IsZero()}
		was := map[string]coding.Coding{}
		for _, c := range before[id] {
			was[c.ID] = c
		}
		for _, c := range after[id] {
			old, known := was[c.ID]
			delete(was, c.ID)
			switch {
			case !known:
				w.New++
			case old.Code != c.Code || old.Span != c.Span || old.Memo != c.Memo:
				w.Changed++
			}
		}
		w.Removed = len(was)
		for _, p := range d.Codings {
			switch p.Fate {
			case coding.Moved:
				w.Moved++
			case coding.Followed:
				w.Followed++
			case coding.Adrift:
				w.Adrift++
			}
		}
		if w.New+w.Changed+w.Removed > 0 || len(d.Codings) > 0 || w.Finished {
			out = append(out, w)
		}
		if w.Moved+w.Followed > 0 || d.Text != nil && d.Work.Text != "" && d.Work.Text != d.hash {
			if err := e.Save(d); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}
