package study

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/privacy"
	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

// Withdrawal is somebody's wish to leave the study.
type Withdrawal struct {
	Case   string
	Only   []transcript.ID // to leave only these; none means all
	Whole  bool            // transcripts go whole, also where others speak
	Turns  bool            // only their turns go, also where nobody else was studied
	DryRun bool
}

// Withdrew says what went with a person, and what is left to do by hand.
type Withdrew struct {
	Removed []transcript.ID // transcripts that went whole
	Shared  []TurnsOf       // transcripts of which only turns went
	Codings int             // of all analysts
	Quotes  int             // of all models
	Struck  []Replaced      // files in which somebody had written their words down
	Others  int             // further ones, of analysts whose work is not shown
	Sources []string        // imported files that went
	Speak   []string        // memos about them, for their authors to read
	Holding []Place         // where files hold words of theirs still
	Named   []Place         // where files hold a label of theirs
	Tracked bool            // the study is under version control, which remembers
}

// TurnsOf is how many turns of a transcript went.
type TurnsOf struct {
	Transcript transcript.ID
	Turns      int
}

// withdrawnLabel is who said words that were withdrawn.
const withdrawnLabel = "Withdrawn"

// Withdraw takes all words of a person out of the study, whoever's files hold
// them: transcripts, or their turns where others were studied with them; the
// imported files; codings and quotations of those words; words of theirs that
// analysts wrote into memos, codebooks, models and crosswalks; and all that undo
// and the cache hold. A tombstone stays in cases.toml, unless they leave only
// some transcripts. It cannot be undone.
func (s *Study) Withdraw(ctx context.Context, a Analyst, w Withdrawal) (Withdrew, error) {
	var out *withdrawing
	manner := ForGood
	if w.DryRun {
		manner = Rehearsed
	}
	_, err := s.ChangeAs(ctx, manner, a, "withdraw", func(e *Edit) error {
		out = &withdrawing{Edit: e, Withdrawal: w, gone: map[string]bool{}}
		if err := out.all(ctx); err != nil {
			return err
		}
		left := "withdrew"
		if len(w.Only) > 0 {
			left = "left " + list(w.Only)
		}
		e.Did("case %s %s: %s removed, %s changed, %s removed", w.Case, left,
			many(len(out.did.Removed), "transcript", "transcripts"), many(len(out.did.Shared), "transcript", "transcripts"), many(out.did.Codings, "coding", "codings"))
		return nil
	})
	if err != nil {
		return Withdrew{}, err
	}
	if !w.DryRun {
		sel := coding.Selection{Blind: s.Config.Blind, Looker: a.ID}
		out.did.Holding = s.holding(sel, out.testimony.Holds)
		if len(w.Only) == 0 {
			out.did.Named = slices.DeleteFunc(s.holding(sel, out.names), func(p Place) bool { return p.File == casesFile })
		}
	}
	out.did.Tracked = s.tracked()
	return out.did, nil
}

// withdrawing is a withdrawal in the making.
type withdrawing struct {
	*Edit
	Withdrawal
	testimony *privacy.Testimony
	gone      map[string]bool // what memos may be about and is not there any more
	labels    []string        // of the person, where they say who it is
	did       Withdrew
}

func (w *withdrawing) all(ctx context.Context) error {
	ts, err := w.theirs(ctx)
	if err != nil {
		return err
	}
	if err := w.remember(ctx, ts); err != nil {
		return err
	}
	for _, t := range ts {
		whole, err := w.goesWhole(t)
		if err != nil {
			return err
		}
		if whole {
			err = w.removeWhole(t)
		} else {
			err = w.removeTurns(t)
		}
		if err != nil {
			return err
		}
	}
	if err := w.dropSources(ctx, ts); err != nil {
		return err
	}
	if err := w.bury(); err != nil {
		return err
	}
	return w.strike(ctx)
}

// shown reports whether the one who acts may see a file.
func (w *withdrawing) shown(file string) bool {
	return w.study.shows(coding.Selection{Blind: w.study.Config.Blind, Looker: w.Analyst.ID}, file)
}

// names reports whether a line holds a label of the person.
func (w *withdrawing) names(line string) bool {
	finder := transcript.NewTextFinder(line)
	return slices.ContainsFunc(w.labels, func(label string) bool { return len(finder.Find(label)) > 0 })
}

// theirs returns the transcripts that the person leaves, or what is wrong with
// the wish.
func (w *withdrawing) theirs(ctx context.Context) ([]*transcript.Transcript, error) {
	all, err := w.study.Transcripts(ctx)
	if err != nil {
		return nil, err
	}
	register, err := w.Cases()
	if err != nil {
		return nil, err
	}
	person, known := register.Case(w.Case)
	if known && person.Withdrawn != "" {
		return nil, fmt.Errorf("case %s withdrew on %s already, and nothing of theirs is kept", w.Case, person.Withdrawn)
	}
	speaks := func(t *transcript.Transcript) bool {
		return slices.ContainsFunc(t.Speakers, func(v transcript.Speaker) bool { return v.Case == w.Case })
	}
	var ids []string
	var theirs []*transcript.Transcript
	exists := register.IDs()
	for _, t := range all {
		ids = append(ids, string(t.ID))
		for _, v := range t.Speakers {
			exists = append(exists, v.Case)
		}
		if speaks(t) && (len(w.Only) == 0 || slices.Contains(w.Only, t.ID)) {
			theirs = append(theirs, t)
		}
	}
	if !slices.Contains(exists, w.Case) {
		return nil, noCase(w.Case, exists, append(register.Called(w.Case), labelled(all, w.Case)...))
	}
	for _, id := range w.Only {
		switch {
		case !slices.Contains(ids, string(id)):
			return nil, coding.Unknown("transcript", string(id), ids)
		case !slices.ContainsFunc(theirs, func(t *transcript.Transcript) bool { return t.ID == id }):
			return nil, fmt.Errorf("case %s does not speak in %s; say which speaker they are with: grounded case link LABEL %[1]s --transcript %[2]s", w.Case, id)
		}
	}
	return theirs, nil
}

// labelled returns the case of every speaker with a label, "" for none.
func labelled(ts []*transcript.Transcript, label string) []string {
	var out []string
	for _, s := range Speakers(ts) {
		if s.Label == label {
			out = append(out, s.Case)
		}
	}
	return out
}

// noCase is the error for a case that there is none of; called are those that go
// by its name as a label, "" for a speaker who is no case yet.
func noCase(name string, exists, called []string) error {
	slices.Sort(called)
	switch called = slices.Compact(called); {
	case len(called) == 1 && called[0] == "":
		return fmt.Errorf("no case %q; a speaker has that label, so link it first with: grounded case link %[1]q CASE", name)
	case len(called) == 1:
		return fmt.Errorf("no case %q; did you mean %s, who goes by that label?", name, called[0])
	}
	return coding.Unknown("case", name, exists)
}

// remember keeps what goes and what stays, to find what others wrote down of it.
func (w *withdrawing) remember(ctx context.Context, ts []*transcript.Transcript) error {
	all, err := w.study.Transcripts(ctx)
	if err != nil {
		return err
	}
	var gone, stays []string
	register, err := w.Cases()
	if err != nil {
		return err
	}
	person, _ := register.Case(w.Case)
	w.labels = person.Labels
	for _, t := range ts {
		for _, v := range t.Speakers {
			if v.Case == w.Case && !slices.Contains(w.labels, v.Label) {
				w.labels = append(w.labels, v.Label)
			}
		}
	}
	w.labels = slices.DeleteFunc(slices.Clone(w.labels), cases.Generic)
	for _, t := range all {
		leaves := slices.ContainsFunc(ts, func(l *transcript.Transcript) bool { return l.ID == t.ID })
		for _, p := range t.Paragraphs {
			if leaves && t.Speaker(p.Turn).Case == w.Case {
				gone = append(gone, t.Text(p.Text))
			} else {
				stays = append(stays, t.Text(p.Text))
			}
		}
	}
	w.testimony = privacy.NewTestimony(gone, stays)
	return nil
}

// goesWhole reports whether a transcript goes with the person: when only
// interviewers speak beside them. Where others speak whose part nobody said, it
// asks.
func (w *withdrawing) goesWhole(t *transcript.Transcript) (bool, error) {
	switch {
	case w.Whole || w.Turns:
		return w.Whole, nil
	case t.Type == coding.Survey || t.Type == "group":
		return false, nil
	}
	var unsaid []string
	for i := range t.Turns {
		v := t.Speaker(i)
		switch {
		case v.Label == "" || v.Case == w.Case || v.Role == transcript.Interviewer:
		case v.Case != "" || v.Role != "":
			return false, nil
		case v.RoleGuess != transcript.Interviewer && !slices.Contains(unsaid, v.Label):
			unsaid = append(unsaid, v.Label)
		}
	}
	if len(unsaid) > 0 {
		return false, fmt.Errorf("nobody says what part %s has in %s, so whether it goes whole is not known; say so with --whole or --turns, or first with: grounded transcript set %s --role LABEL=interviewer",
			and(unsaid), t.ID, t.ID)
	}
	return true, nil
}

func (w *withdrawing) removeWhole(t *transcript.Transcript) error {
	for _, a := range w.study.Config.Analysts {
		d, err := w.desk(a.ID, t.ID)
		if err != nil {
			return w.hide(a.ID, err)
		}
		for _, p := range d.Codings {
			w.gone["coding:"+p.ID] = true
		}
	}
	removed, err := w.RemoveTranscript(t.ID)
	if err != nil {
		return err
	}
	for _, c := range removed.Codings {
		w.did.Codings += c.Codings
	}
	w.did.Quotes += removed.Quotes
	w.gone["transcript:"+string(t.ID)] = true
	w.did.Removed = append(w.did.Removed, t.ID)
	return w.roundsOf(t.ID, func(coding.Coding) (coding.Coding, bool) { return coding.Coding{}, false })
}

// bury leaves a tombstone, and nothing else of the person, in cases.toml. Of one
// who leaves only some transcripts it takes out the labels that they had there
// and nowhere else.
func (w *withdrawing) bury() error {
	if len(w.Only) == 0 {
		return w.PutCases(cases.Case{ID: w.Case}.Withdraw(w.Now.Format("2006-01-02")))
	}
	register, err := w.Cases()
	if err != nil {
		return err
	}
	person, known := register.Case(w.Case)
	if !known {
		return nil
	}
	ids, err := w.study.TranscriptIDs()
	if err != nil {
		return err
	}
	used := map[string]bool{}
	for _, id := range ids {
		there, err := w.exists(transcriptFile(id))
		if err != nil {
			return err
		}
		if !there {
			continue
		}
		t, err := w.Transcript(id)
		if err != nil {
			return err
		}
		for _, v := range t.Speakers {
			used[v.Label] = true
		}
	}
	for _, label := range person.Labels {
		if !used[label] {
			person = person.Call(label, false)
		}
	}
	return w.PutCases(person)
}

// dropSources removes the imported files that transcripts came from which hold
// words that went; other transcripts that came from one lose it as well.
func (w *withdrawing) dropSources(ctx context.Context, ts []*transcript.Transcript) error {
	all, err := w.study.Transcripts(ctx)
	if err != nil {
		return err
	}
	for _, t := range ts {
		if !strings.HasPrefix(t.Source, sourcesFolder+"/") || slices.Contains(w.did.Sources, t.Source) {
			continue
		}
		if err := w.drop(t.Source); err != nil {
			return err
		}
		w.did.Sources = append(w.did.Sources, t.Source)
		for _, other := range all {
			there, err := w.exists(transcriptFile(other.ID))
			if err != nil {
				return err
			}
			if other.Source != t.Source || !there {
				continue
			}
			if err := w.forgetSource(other.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *withdrawing) forgetSource(id transcript.ID) error {
	t, err := w.Transcript(id)
	if err != nil {
		return err
	}
	meta := t.Meta
	meta.Source, meta.Original, meta.SHA256 = "", "", ""
	_, err = w.Correct(transcript.New(id, meta, t.Body))
	return err
}

// roundsOf changes what closed rounds keep of a transcript, coding by coding; a
// file without codings goes.
func (w *withdrawing) roundsOf(id transcript.ID, change func(coding.Coding) (coding.Coding, bool)) error {
	files, err := w.study.kept()
	if err != nil {
		return err
	}
	for _, file := range files {
		if !strings.HasPrefix(file, roundsFolder+"/") || !strings.HasSuffix(file, "/"+string(id)+".jsonl") {
			continue
		}
		src, err := w.Read(file)
		if err != nil {
			return err
		}
		codings, problems := coding.Decode(file, src)
		if err := problem.Fatal(problems); err != nil {
			return w.hideFile(file, err)
		}
		var kept []coding.Coding
		for _, c := range codings {
			if c, stays := change(c); stays {
				kept = append(kept, c)
			}
		}
		if len(kept) == 0 {
			err = w.Remove(file)
		} else {
			err = w.Write(file, coding.Encode(kept))
		}
		if err != nil {
			return err
		}
	}
	return nil
}
