package study

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

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
	Missing   []string        // files that were handed out and did not come back, which stay as they are here
}

// TakenWork is what a packet brought of one transcript.
type TakenWork struct {
	Transcript              transcript.ID
	New, Changed, Removed   int
	Finished                bool
	Moved, Followed, Adrift int // of the codings there are now, since the text was corrected here
}

// TakeIn brings the work of the analyst that a packet was made for into the study: what
// they changed since it was handed out. Codings are brought together one by one, and what
// was done here to others stays. Where both changed one thing it is an error that names
// it, unless theirs is to win; a codebook that others use too is then left. Nothing goes
// that did not come back, save codings of a text that did. Words that they corrected in
// transcripts are not taken over.
func (e *Edit) TakeIn(r *Returned, theirs bool) (Taken, error) {
	t := Taken{Analyst: r.For}
	a, err := e.study.Analyst(r.For)
	if err != nil {
		return t, fmt.Errorf("the packet was made for %s: %w", r.For, err)
	}
	names := map[string]bool{}
	for name := range r.files {
		names[name] = e.study.isOf(a, name)
	}
	for name := range r.handed {
		names[name] = e.study.isOf(a, name)
	}
	for name := range r.files {
		if isFramework(name) { // one that is here stays as it is
			there, err := e.exists(name)
			if err != nil {
				return t, err
			}
			names[name] = !there
		}
	}
	var clash []string
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if !names[name] || isCodings(a.ID, name) || name == progressFile(a.ID) {
			continue
		}
		if _, came := r.files[name]; !came {
			t.Missing = append(t.Missing, name)
			continue
		}
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
	for id, body := range r.bodies {
		if was, known := r.texts[id]; known && was != transcript.TextHash(body) {
			t.Corrected = append(t.Corrected, id)
		}
	}
	slices.Sort(t.Corrected)
	work, err := e.takeWork(a, r, theirs, &t)
	if err != nil {
		return t, err
	}
	clash = append(clash, work...)
	if len(clash) > 0 {
		return t, fmt.Errorf("%s changed here since the packet was handed out, and there too; take what is there with --theirs, or bring the two together by hand", and(clash))
	}
	slices.Sort(t.Files)
	e.Did("took in %d files of %s", len(t.Files), a.ID)
	if err := e.decodable(a); err != nil {
		return t, cameBack(err)
	}
	return t, nil
}

// cameBack says of a fault that it is in what came back, whose files are called as those
// of the study are.
func cameBack(err error) error {
	return fmt.Errorf("what came back cannot be read, and nothing was taken in: %w", err)
}

// takeWork brings codings and progress home, transcript by transcript, and returns what
// was changed on both sides.
func (e *Edit) takeWork(a Analyst, r *Returned, theirs bool, t *Taken) (clash []string, err error) {
	there, problems := decodeProgress(progressFile(a.ID), r.files[progressFile(a.ID)])
	if err := problem.Fatal(problems); err != nil {
		return nil, cameBack(err)
	}
	here, _, err := progressOf(a.ID, e.Read)
	if err != nil {
		return nil, err
	}
	progressChanged := false
	for _, id := range slices.Sorted(maps.Keys(r.texts)) {
		if _, came := r.bodies[id]; !came {
			t.Missing = append(t.Missing, transcriptFile(id))
			continue
		}
		if is, err := e.exists(transcriptFile(id)); err != nil {
			return nil, err
		} else if !is {
			t.Missing = append(t.Missing, transcriptFile(id)) // it is gone here, and so is what it was coded with
			continue
		}
		d, err := e.desk(a.ID, id)
		if err != nil {
			return nil, err
		}
		w := TakenWork{Transcript: id}
		theirWork := Progress{ID: id}
		if i := slices.IndexFunc(there, func(p Progress) bool { return p.ID == id }); i >= 0 {
			theirWork = there[i]
		}
		both, err := e.joinCodings(a, r, d, theirWork, theirs, &w)
		if err != nil {
			return nil, err
		}
		if len(both) > 0 {
			clash = append(clash, fmt.Sprintf("%s (%s)", codingsFile(a.ID, id), strings.Join(both, ", ")))
		}
		changed := w.New+w.Changed+w.Removed > 0
		if changed {
			t.Files = append(t.Files, codingsFile(a.ID, id))
		}
		if i := slices.IndexFunc(here, func(p Progress) bool { return p.ID == id }); theirWork.Started.After(zero) && (i < 0 || !sameProgress(here[i], theirWork)) && r.changedThere(progressFile(a.ID)) {
			if i < 0 || theirs || !later(here[i], theirWork) {
				d.Round, d.Started, d.Finished, d.Revisited = max(theirWork.Round, 1), theirWork.Started, theirWork.Finished, theirWork.Revisited
				progressChanged, changed = true, true
			}
		}
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
		if w.Finished = !d.Finished.IsZero(); changed {
			if err := e.Save(d); err != nil {
				return nil, err
			}
		}
		if changed || len(d.Codings) > 0 || w.Finished {
			t.Work = append(t.Work, w)
		}
	}
	if progressChanged {
		t.Files = append(t.Files, progressFile(a.ID))
	}
	return clash, nil
}

var zero time.Time

func sameProgress(a, b Progress) bool {
	return max(a.Round, 1) == max(b.Round, 1) && a.Finished.Equal(b.Finished) && a.Revisited.Equal(b.Revisited)
}

// later reports whether what is known here was decided after what is known there.
func later(here, there Progress) bool {
	newest := func(p Progress) time.Time {
		at := p.Started
		for _, t := range []time.Time{p.Finished, p.Revisited} {
			if t.After(at) {
				at = t
			}
		}
		return at
	}
	return newest(here).After(newest(there))
}

// changedThere reports whether a file is not what was handed out.
func (r *Returned) changedThere(name string) bool {
	return substance(name, r.files[name]) != r.handed[name]
}

// joinCodings brings the codings of one transcript together, each with what was handed
// out of it: what changed on one side alone is taken from there. It returns the ids of
// those that changed on both.
func (e *Edit) joinCodings(a Analyst, r *Returned, d *Desk, theirWork Progress, theirs bool, w *TakenWork) (both []string, err error) {
	name := codingsFile(a.ID, d.Transcript)
	codings, problems := coding.Decode(name, r.files[name])
	if err := problem.Fatal(problems); err != nil {
		return nil, cameBack(err)
	}
	body := r.bodies[d.Transcript]
	former := transcript.New(d.Transcript, d.Text.Meta, body)
	placed := coding.Anchor(former, d.Text, codings)
	if transcript.TextHash(body) != theirWork.Text {
		placed = e.study.place(text{d.Text, d.hash}, theirWork.Text, codings)
	}
	came := map[string]coding.Placed{}
	for _, p := range placed {
		came[p.ID] = p
	}
	asHanded := r.texts[d.Transcript]
	var out []coding.Placed
	for _, p := range d.Codings {
		c, is := came[p.ID]
		delete(came, p.ID)
		was, handed := r.base[string(d.Transcript)+" "+p.ID]
		hereChanged := decision(p.Coding) != was.decision || d.hash == asHanded && p.Now != was.span
		thereChanged := !is || decision(c.Coding) != was.decision || transcript.TextHash(body) == asHanded && c.Span != was.span
		switch {
		case !is && !handed, handed && !thereChanged: // made here since, or left alone there
			out = append(out, p)
		case is && decision(p.Coding) == decision(c.Coding) && p.Now == c.Now:
			out = append(out, p)
		case (hereChanged || !handed) && !theirs:
			both = append(both, p.ID)
		case !is:
			w.Removed++
		default:
			w.Changed++
			out = append(out, c)
		}
	}
	for _, p := range placed {
		if _, is := came[p.ID]; !is {
			continue
		}
		was, handed := r.base[string(d.Transcript)+" "+p.ID]
		switch {
		case handed && decision(p.Coding) == was.decision: // removed here since, and left alone there
		case handed && !theirs:
			both = append(both, p.ID)
		default:
			w.New++
			out = append(out, p)
		}
	}
	d.Codings = out
	return both, nil
}

// takeFile takes over one file of the analyst's, and reports whether it changed.
func (e *Edit) takeFile(r *Returned, name string, theirs bool) (bool, error) {
	there := r.files[name]
	here, err := readOptional(e.Read, name)
	if err != nil {
		return false, err
	}
	was, handed := r.handed[name]
	switch {
	case here != nil && substance(name, there) == substance(name, here):
		return false, nil
	case handed && substance(name, there) == was:
		return false, nil // not changed there
	case strings.HasPrefix(name, historyFolder+"/"):
		joined := joinedLines(here, there)
		if bytes.Equal(joined, here) {
			return false, nil
		}
		return true, e.Write(name, joined)
	case here != nil && (!handed || substance(name, here) != was) && !theirs:
		return false, errClash
	}
	return true, e.Write(name, there)
}

var errClash = errors.New("changed on both sides")

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
