package study

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
	"grounded/transcript/coding"
)

const (
	roundsName = "rounds.toml"   // which rounds an analyst had
	keptBook   = "codebook.toml" // the codebook as it stood, in the folder of a round
)

// Round is one time that an analyst went through the material.
type Round struct {
	Label   string    `toml:"label"` // "1", "2", … of rounds
	Name    string    `toml:"name"`
	Started time.Time `toml:"started"`
	Closed  time.Time `toml:"closed"` // zero while it runs
	Fresh   bool      `toml:"fresh"`  // begun without seeing the codings of rounds before
}

// Rounds returns the rounds of an analyst, the running one last. The first runs from
// the beginning, and nothing is written of it before it is closed.
func (s *Study) Rounds(a coding.Analyst) ([]Round, error) { return s.rounds(a, s.read) }

func (s *Study) rounds(a coding.Analyst, read reader) ([]Round, error) {
	file := roundsOf(a) + "/" + roundsName
	src, err := readOptional(read, file)
	if err != nil {
		return nil, err
	}
	rounds, problems := decodeRounds(file, src)
	if err := problem.Fatal(problems); err != nil {
		return nil, err
	}
	if n := len(rounds); n == 0 || !rounds[n-1].Closed.IsZero() {
		rounds = append(rounds, Round{Label: strconv.Itoa(n + 1)})
	}
	return rounds, nil
}

func decodeRounds(file string, src []byte) ([]Round, []problem.Problem) {
	var f struct {
		Rounds []Round `toml:"round"`
	}
	doc, problems := tomledit.Decode(file, src, &f)
	if problem.Fatal(problems) != nil {
		return nil, problems
	}
	for i, r := range f.Rounds {
		if r.Label != strconv.Itoa(i+1) {
			problems = append(problems, problem.Problem{Name: "round-order", File: file, Line: line(doc, "round", i), Fatal: true,
				Message: fmt.Sprintf("round %q stands where round %d does", r.Label, i+1), Remedy: "rounds are labelled 1, 2, 3 in their order"})
		}
	}
	return f.Rounds, problems
}

// running returns the number of the round that an analyst is in.
func (e *Edit) running(a coding.Analyst) (int, error) {
	rounds, err := e.study.rounds(a, e.Read)
	return len(rounds), err
}

// keptAnalyst returns an analyst whose work is that of a round. The running one is
// their work as it is now.
func (s *Study) keptAnalyst(who coding.Analyst, label string) (Analyst, error) {
	a, err := s.Analyst(who)
	if err != nil {
		return a, err
	}
	if label == unblinded && s.Unblinded(who) {
		a.ID = who + "@" + unblinded
		return a, nil
	}
	rounds, err := s.Rounds(who)
	if err != nil {
		return a, err
	}
	var labels []string
	for _, r := range rounds {
		labels = append(labels, r.Label)
		switch {
		case r.Label != label && (r.Name == "" || r.Name != label):
		case r.Closed.IsZero():
			return a, nil
		default:
			a.ID = who + "@" + coding.Analyst(r.Label)
			return a, nil
		}
	}
	return a, fmt.Errorf("%s has no round %q; there is %s", who, label, and(labels))
}

// Independent says of two who are one analyst at two times whether the later work was
// done without seeing the earlier; "" of two analysts.
func (s *Study) Independent(a, b coding.Analyst) (string, error) {
	who, _, aKept := a.Kept()
	other, _, bKept := b.Kept()
	if who != other || !aKept && !bKept {
		return "", nil
	}
	rounds, err := s.Rounds(who)
	if err != nil {
		return "", err
	}
	later := 0
	for _, one := range []coding.Analyst{a, b} {
		_, label, kept := one.Kept()
		n, _ := strconv.Atoi(label) // what was kept when a study was opened is of no round
		if !kept {
			n = len(rounds)
		}
		later = max(later, n)
	}
	if later > 0 && rounds[later-1].Fresh {
		return fmt.Sprintf("%s twice: round %d was begun afresh, without the codings of before.", who, later), nil
	}
	return fmt.Sprintf("%s twice, and not independent: round %d went on from the codings of before, so that the figures say how much was changed and not how far somebody agrees with themselves.", who, later), nil
}

// Closing says what came of closing a round.
type Closing struct {
	Round    Round
	Codings  int
	Finished int // transcripts
}

// CloseRound keeps the acting analyst's codings, progress and codebook as they stand
// as the round that runs, and what they do from then on is of the next. It is an error
// when they have done nothing in it.
func (e *Edit) CloseRound() (Closing, error) {
	rounds, err := e.study.rounds(e.Analyst.ID, e.Read)
	if err != nil {
		return Closing{}, err
	}
	c := Closing{Round: rounds[len(rounds)-1]}
	progress, _, err := progressOf(e.Analyst.ID, e.Read)
	if err != nil {
		return c, err
	}
	switch began, err := e.began(len(rounds), progress); {
	case err != nil:
		return c, err
	case !began && c.Round.Started.IsZero():
		return c, fmt.Errorf("%s has coded nothing in round %s, so there is nothing to keep", e.Analyst.ID, c.Round.Label)
	}
	for _, p := range progress {
		if !p.Finished.IsZero() {
			c.Finished++
		}
	}
	into := codingsOf(e.Analyst.ID + "@" + coding.Analyst(c.Round.Label))
	if c.Codings, err = e.keep(e.Analyst, into, nil); err != nil {
		return c, err
	}
	c.Round.Closed = e.Now
	if err := e.writeRound(c.Round); err != nil {
		return c, err
	}
	return c, e.advance(progress, len(rounds)+1, false)
}

// StartRound closes the round that runs, when something was done in it, and begins the
// next under a name. Fresh takes the codings out of sight and has every transcript to be
// read again: the analyst codes as if for the first time.
func (e *Edit) StartRound(name string, fresh bool) (Closing, Round, error) {
	rounds, err := e.study.rounds(e.Analyst.ID, e.Read)
	if err != nil {
		return Closing{}, Round{}, err
	}
	if slices.ContainsFunc(rounds, func(r Round) bool { return r.Name == name }) {
		return Closing{}, Round{}, fmt.Errorf("%s has a round %q already; give this one another name", e.Analyst.ID, name)
	}
	progress, _, err := progressOf(e.Analyst.ID, e.Read)
	if err != nil {
		return Closing{}, Round{}, err
	}
	var closed Closing
	running := rounds[len(rounds)-1]
	number := len(rounds)
	if began, err := e.began(number, progress); err != nil {
		return closed, running, err
	} else if began || !running.Started.IsZero() {
		if closed, err = e.CloseRound(); err != nil {
			return closed, running, err
		}
		number++
	}
	next := Round{Label: strconv.Itoa(number), Name: name, Started: e.Now, Fresh: fresh}
	if err := e.writeRound(next); err != nil {
		return closed, next, err
	}
	if progress, _, err = progressOf(e.Analyst.ID, e.Read); err != nil {
		return closed, next, err
	}
	return closed, next, e.advance(progress, number, fresh)
}

// began reports whether the acting analyst has done anything in a round: of the first,
// anything; of a later one, whether a coding is of it.
func (e *Edit) began(number int, progress []Progress) (bool, error) {
	if number == 1 {
		return len(progress) > 0, nil
	}
	for _, p := range progress {
		file := codingsFile(e.Analyst.ID, p.ID)
		src, err := readOptional(e.Read, file)
		if err != nil {
			return false, err
		}
		codings, problems := coding.Decode(file, src)
		if err := problem.Fatal(problems); err != nil {
			return false, err
		}
		if slices.ContainsFunc(codings, func(c coding.Coding) bool { return c.Round == number }) {
			return true, nil
		}
	}
	return false, nil
}

// advance writes the number of a round into the acting analyst's progress. Fresh
// removes their codings and what they have finished.
func (e *Edit) advance(progress []Progress, number int, fresh bool) error {
	for _, p := range progress {
		p.Round = number
		if fresh {
			p.Finished, p.Revisited = time.Time{}, time.Time{}
			if err := e.drop(codingsFile(e.Analyst.ID, p.ID)); err != nil {
				return err
			}
		}
		if err := e.writeProgress(e.Analyst.ID, p.ID, p); err != nil {
			return err
		}
	}
	return nil
}

// writeRound puts a round into the acting analyst's list of them.
func (e *Edit) writeRound(r Round) error {
	file := roundsOf(e.Analyst.ID) + "/" + roundsName
	src, err := readOptional(e.Read, file)
	if err != nil {
		return err
	}
	known, problems := decodeRounds(file, src)
	if err := problem.Fatal(problems); err != nil {
		return err
	}
	pairs := []tomledit.Pair{{Key: "label", Value: r.Label}}
	if r.Name != "" {
		pairs = append(pairs, tomledit.Pair{Key: "name", Value: r.Name})
	}
	for key, at := range map[string]time.Time{"started": r.Started, "closed": r.Closed} {
		if !at.IsZero() {
			pairs = append(pairs, tomledit.Pair{Key: key, Value: at})
		}
	}
	slices.SortStableFunc(pairs[1:], func(a, b tomledit.Pair) int { return slices.Index(roundKeys, a.Key) - slices.Index(roundKeys, b.Key) })
	if r.Fresh {
		pairs = append(pairs, tomledit.Pair{Key: "fresh", Value: true})
	}
	doc, _ := tomledit.Parse(file, src)
	edits := []tomledit.Edit{tomledit.Append("round", pairs...)}
	if at := slices.IndexFunc(known, func(k Round) bool { return k.Label == r.Label }); at >= 0 {
		edits = nil
		for _, p := range pairs {
			edits = append(edits, tomledit.Set(tomledit.Nth("round", at), p.Key, p.Value))
		}
	}
	doc, err = doc.Edit(edits...)
	if err != nil {
		return err
	}
	return e.Write(file, doc.Source)
}

var roundKeys = []string{"name", "started", "closed"}
