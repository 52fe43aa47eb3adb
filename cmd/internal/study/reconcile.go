package study

import (
	"errors"
	"fmt"
	"io/fs"

	"grounded/analysis/reconciliation"
	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/transcript/coding"
)

// DecisionsFile returns where the decisions lie that made the work of an analyst who
// stands for what others agreed on.
func DecisionsFile(a coding.Analyst) string { return codingsOf(a) + "/decisions.toml" }

// Decisions reads what was decided; nil when nothing was yet.
func (s *Study) Decisions(a coding.Analyst) (*reconciliation.Log, error) {
	return s.decisions(a, s.read)
}

func (s *Study) decisions(a coding.Analyst, read reader) (*reconciliation.Log, error) {
	src, err := read(DecisionsFile(a))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	log, problems := reconciliation.Decode(DecisionsFile(a), src)
	return log, s.heed(problems)
}

// Joint returns the analyst that stands for what others agreed on, as the study has it
// or as it would be made, and whether it is yet to be made. One who codes is refused.
func (s *Study) Joint(name string) (a Analyst, fresh bool, err error) {
	for _, known := range s.Config.Analysts {
		if string(known.ID) != slug.Make(name) && known.Name != name {
			continue
		}
		if known.Role != coding.Reconciled {
			return known, false, fmt.Errorf("%s is an analyst who codes, and what is reconciled goes into work of its own; choose another name for --into", known.ID)
		}
		return known, false, nil
	}
	a = Analyst{Name: name, Role: coding.Reconciled}
	if err := complete(&a, s.Config.Analysts); err != nil {
		return a, true, err
	}
	for _, known := range s.Config.Analysts {
		if known.Codebook == a.Codebook {
			return a, true, fmt.Errorf("the codebook %s is that of %s already; choose another name for --into", a.Codebook, known.ID)
		}
	}
	return a, true, nil
}

// Joint takes out the work of the analyst that stands for what others agreed on, who
// is made where that is yet to be done. The change stays that of the one who acts.
func (e *Edit) Joint(a Analyst, fresh bool) (*Edit, *reconciliation.Log, error) {
	as := *e
	as.Analyst = a
	if fresh {
		if err := addAnalyst(e.Tx, a); err != nil {
			return nil, nil, err
		}
	}
	log, err := e.study.decisions(a.ID, e.Read)
	return &as, log, err
}

// WriteDecisions puts src in place of the decisions.
func (e *Edit) WriteDecisions(src []byte) error {
	if _, problems := reconciliation.Decode(DecisionsFile(e.Analyst.ID), src); problem.Fatal(problems) != nil {
		return problem.Fatal(problems)
	}
	e.writeText(DecisionsFile(e.Analyst.ID), src)
	return nil
}
