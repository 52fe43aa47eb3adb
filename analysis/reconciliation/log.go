// Package reconciliation makes one codebook and one set of codings of what two coders
// did apart: what they agree on as it stands, and of each passage on which they differ
// what people decide. The coders' own work is left as it is.
package reconciliation

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
)

// Take is what becomes of a passage on which two coders differ.
type Take string

// Left and Right take what one of them did, which may be nothing; Both what each did;
// Redraw puts a code on other words of the same turns; Neither takes nothing; Open
// leaves the passage for later.
const (
	Left    Take = "left"
	Right   Take = "right"
	Both    Take = "both"
	Redraw  Take = "redraw"
	Neither Take = "neither"
	Open    Take = "open"
)

// Takes returns all that can be decided.
func Takes() []Take { return []Take{Left, Right, Both, Redraw, Neither, Open} }

// Decision is what was decided about the codings of one disagreement.
type Decision struct {
	Left, Right []string // ids of the codings it is about
	Take        Take
	Code        string // of Redraw: an id or a name; "" means the left's, or else the right's
	Drawn       string // of Redraw: the words that the code is put on
	Reason      string
	Made        []string // ids of the codings that came of it
	By          string
	At          time.Time
}

// SameItem reports whether two decisions are about the same codings.
func (d Decision) SameItem(o Decision) bool {
	return sameSet(d.Left, o.Left) && sameSet(d.Right, o.Right)
}

func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// Agreement is how far the two agree, answered as the three questions are: did they
// mark the same text, name it the same, and both.
type Agreement struct {
	Statistic, Unit     string
	Marked, Named, Both *float64 // nil where undefined
	Low, High           *float64 // of Both
	Units, Transcripts  int
	Draws               int
	Seed                int64
	At                  time.Time
}

// Log is a file of decisions.
type Log struct {
	Between       []string // the two analysts, left and right
	Before, After *Agreement
	Decisions     []Decision

	file *tomledit.File
}

type entry struct {
	Left   []string  `toml:"left"`
	Right  []string  `toml:"right"`
	Take   string    `toml:"take"`
	Code   string    `toml:"code"`
	Drawn  string    `toml:"drawn"`
	Reason string    `toml:"reason"`
	Made   []string  `toml:"made"`
	By     string    `toml:"by"`
	At     time.Time `toml:"at"`
}

type figures struct {
	Statistic   string    `toml:"statistic"`
	Unit        string    `toml:"unit"`
	Marked      *float64  `toml:"marked"`
	Named       *float64  `toml:"named"`
	Both        *float64  `toml:"both"`
	Low         *float64  `toml:"low"`
	High        *float64  `toml:"high"`
	Units       int       `toml:"units"`
	Transcripts int       `toml:"transcripts"`
	Draws       int       `toml:"draws"`
	Seed        int64     `toml:"seed"`
	At          time.Time `toml:"at"`
}

func (f *figures) agreement() *Agreement {
	if f == nil {
		return nil
	}
	a := Agreement(*f)
	return &a
}

// Decode reads a file of decisions. Beside the problems of [tomledit.Decode] there is
// bad-decision, fatal: a decision of no kind that is known, or about no coding.
func Decode(name string, src []byte) (*Log, []problem.Problem) {
	var f struct {
		Between   []string `toml:"between"`
		Before    *figures `toml:"before"`
		After     *figures `toml:"after"`
		Decisions []entry  `toml:"decision"`
	}
	l := &Log{}
	var problems []problem.Problem
	l.file, problems = tomledit.Decode(name, src, &f)
	l.Between, l.Before, l.After = f.Between, f.Before.agreement(), f.After.agreement()
	for i, e := range f.Decisions {
		d := Decision{e.Left, e.Right, Take(e.Take), e.Code, e.Drawn, e.Reason, e.Made, e.By, e.At}
		if err := d.Check(); err != nil {
			line, column := l.file.Place(tomledit.Nth("decision", i), "take")
			problems = append(problems, problem.Problem{Name: "bad-decision", File: name, Line: line, Column: column,
				Message: err.Error(), Remedy: "correct it, or take the decision out", Fatal: true})
		}
		l.Decisions = append(l.Decisions, d)
	}
	problem.Sort(problems)
	return l, problems
}

// Check returns what is wrong with a decision whatever the study holds.
func (d Decision) Check() error {
	switch {
	case !slices.Contains(Takes(), d.Take):
		return fmt.Errorf("take %q: it is one of left, right, both, redraw, neither, open", d.Take)
	case len(d.Left)+len(d.Right) == 0:
		return fmt.Errorf("the decision is about no coding: left and right are empty")
	case d.Take == Redraw && strings.TrimSpace(d.Drawn) == "":
		return fmt.Errorf("redraw says no words on which the code is to be put")
	}
	return nil
}

// New returns a file of decisions without any.
func New(left, right string) *Log {
	src := fmt.Appendf(nil, "# What was decided on the passages on which two analysts differ. What is reported of\n# their agreement is how it was before.\nbetween = [%s, %s]\n", tomledit.Text(left), tomledit.Text(right))
	l, _ := Decode("", src)
	return l
}

// Find returns the decision about the same codings.
func (l *Log) Find(d Decision) (Decision, bool) {
	if i := slices.IndexFunc(l.Decisions, d.SameItem); i >= 0 {
		return l.Decisions[i], true
	}
	return Decision{}, false
}

// Put returns the file with decisions in place of former ones about the same codings,
// or behind all, and how far the two agree before any decision, which is kept as it
// was first, and after all of them.
func (l *Log) Put(before, after *Agreement, decisions ...Decision) ([]byte, error) {
	var edits []tomledit.Edit
	edits = append(edits, l.agreement("before", l.Before, before, l.Before == nil)...)
	edits = append(edits, l.agreement("after", l.After, after, true)...)
	for _, d := range decisions {
		i := slices.IndexFunc(l.Decisions, d.SameItem)
		if i < 0 {
			edits = append(edits, tomledit.Append("decision", d.pairs()...))
			continue
		}
		table := tomledit.Nth("decision", i)
		now := d.pairs()
		for _, p := range now {
			edits = append(edits, tomledit.Set(table, p.Key, p.Value))
		}
		for _, was := range l.Decisions[i].pairs() {
			if !slices.ContainsFunc(now, func(p tomledit.Pair) bool { return p.Key == was.Key }) {
				edits = append(edits, tomledit.Unset(table, was.Key))
			}
		}
	}
	if len(edits) == 0 {
		return l.file.Source, nil
	}
	file, err := l.file.Edit(edits...)
	if err != nil {
		return nil, err
	}
	return file.Source, nil
}

func (d Decision) pairs() []tomledit.Pair {
	var ps []tomledit.Pair
	list := func(key string, value []string) {
		if len(value) > 0 {
			ps = append(ps, tomledit.Pair{Key: key, Value: value})
		}
	}
	text := func(key, value string) {
		if value != "" {
			ps = append(ps, tomledit.Pair{Key: key, Value: value})
		}
	}
	list("left", d.Left)
	list("right", d.Right)
	text("take", string(d.Take))
	text("code", d.Code)
	text("drawn", d.Drawn)
	text("reason", d.Reason)
	list("made", d.Made)
	text("by", d.By)
	if !d.At.IsZero() {
		ps = append(ps, tomledit.Pair{Key: "at", Value: d.At})
	}
	return ps
}

func (l *Log) agreement(table tomledit.Address, was, now *Agreement, change bool) []tomledit.Edit {
	switch {
	case now == nil || !change:
		return nil
	case was == nil:
		return []tomledit.Edit{tomledit.Create(table, now.pairs()...)}
	}
	var edits []tomledit.Edit
	pairs := now.pairs()
	for _, p := range pairs {
		edits = append(edits, tomledit.Set(table, p.Key, p.Value))
	}
	for _, old := range was.pairs() {
		if !slices.ContainsFunc(pairs, func(p tomledit.Pair) bool { return p.Key == old.Key }) {
			edits = append(edits, tomledit.Unset(table, old.Key))
		}
	}
	return edits
}

func (a Agreement) pairs() []tomledit.Pair {
	ps := []tomledit.Pair{{Key: "statistic", Value: a.Statistic}, {Key: "unit", Value: a.Unit}}
	for _, f := range []struct {
		key   string
		value *float64
	}{{"marked", a.Marked}, {"named", a.Named}, {"both", a.Both}, {"low", a.Low}, {"high", a.High}} {
		if f.value != nil {
			ps = append(ps, tomledit.Pair{Key: f.key, Value: *f.value})
		}
	}
	ps = append(ps, tomledit.Pair{Key: "units", Value: a.Units}, tomledit.Pair{Key: "transcripts", Value: a.Transcripts},
		tomledit.Pair{Key: "draws", Value: a.Draws}, tomledit.Pair{Key: "seed", Value: a.Seed})
	if !a.At.IsZero() {
		ps = append(ps, tomledit.Pair{Key: "at", Value: a.At})
	}
	return ps
}
