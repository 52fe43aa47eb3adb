package study

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"grounded/analysis/theme"
	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
)

// The states of a model that its revisions speak of are kept beside it, each in a file
// of its own that is not written over: models/joint/thriving.revisions/001-2021-03-04.toml.
// They hold themes, parts and quotations, and not what was said of the model.

func statesFolder(model string) string { return modelsFolder + "/" + model + ".revisions" }

func stateFile(model, state string) string { return statesFolder(model) + "/" + state + ".toml" }

// StateFile returns where a kept state of a model lies, for messages.
func StateFile(model, state string) string { return stateFile(model, state) }

// States returns the names of the kept states of a model, the oldest first.
func (s *Study) States(model string) ([]string, error) {
	names, err := s.names(statesFolder(model), ".toml")
	slices.SortStableFunc(names, func(a, b string) int { return stateNumber(a) - stateNumber(b) })
	return names, err
}

// stateNumber is the number that the name of a state begins with.
func stateNumber(state string) int {
	digits, _, _ := strings.Cut(state, "-")
	n, _ := strconv.Atoi(digits)
	return n
}

// State reads a kept state of a model.
func (s *Study) State(model, state string) (*theme.Model, error) {
	return s.state(model, state, s.read)
}

func (s *Study) state(model, state string, read reader) (*theme.Model, error) {
	file := stateFile(model, state)
	src, err := read(file)
	if err != nil {
		return nil, err
	}
	m, problems := theme.Decode(file, src)
	return m, s.heed(problems)
}

// KeepState keeps a model as it stands and returns the name of that state: the one
// that is kept last, when it is the same, else a new one with a number and a date.
func (e *Edit) KeepState(model string, m *theme.Model, at time.Time) (string, error) {
	src, err := m.WithoutRevisions()
	if err != nil {
		return "", err
	}
	src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	states, err := e.states(model)
	if err != nil {
		return "", err
	}
	next := 1
	if n := len(states); n > 0 {
		last, err := e.Read(stateFile(model, states[n-1]))
		if err != nil {
			return "", err
		}
		if bytes.Equal(last, src) {
			return states[n-1], nil
		}
		next = stateNumber(states[n-1]) + 1
	}
	state := fmt.Sprintf("%03d-%s", next, at.Format(time.DateOnly))
	e.writeText(stateFile(model, state), src)
	e.kept = append(e.kept, model+" "+state)
	return state, nil
}

// states are the kept states of a model as the transaction sees them.
func (e *Edit) states(model string) ([]string, error) {
	states, err := e.study.States(model)
	for _, kept := range e.kept {
		if name, state, _ := strings.Cut(kept, " "); name == model {
			states = append(states, state)
		}
	}
	return states, err
}

// OtherState returns the newest kept state of a model that differs from how it stands
// now, "" when there is none.
func (e *Edit) OtherState(model string, m *theme.Model) (string, error) {
	now, err := m.WithoutRevisions()
	if err != nil {
		return "", err
	}
	states, err := e.states(model)
	if err != nil {
		return "", err
	}
	for _, state := range slices.Backward(states) {
		src, err := e.Read(stateFile(model, state))
		if err != nil {
			return "", err
		}
		if !bytes.Equal(src, bytes.ReplaceAll(now, []byte("\r\n"), []byte("\n"))) {
			return state, nil
		}
	}
	return "", nil
}

// ModelAsOf returns a model as it stood at a time, and false when there was none of that
// name then.
func (e *Edit) ModelAsOf(name string, at time.Time) (*theme.Model, bool, error) {
	src, err := e.study.store.AsOf(ModelFile(name), at)
	if err != nil || src == nil {
		return nil, false, err
	}
	m, problems := theme.Decode(ModelFile(name), src)
	return m, true, problem.Fatal(problems)
}

// RemoveModel takes a model away with its kept states, and says so. A study that
// meant it means none then.
func (e *Edit) RemoveModel(name string) (string, error) {
	m, there, err := e.Model(name)
	if err != nil || !there {
		return "", err
	}
	if err := e.study.MayChangeModel(e.Analyst, name); err != nil {
		return "", err
	}
	states, err := e.study.States(name)
	if err != nil {
		return "", err
	}
	for _, state := range states {
		if err := e.Remove(stateFile(name, state)); err != nil {
			return "", err
		}
	}
	did := fmt.Sprintf("removed model %s: %s, %s", name, many(len(m.Themes), "theme", "themes"), many(len(m.Quotes), "quotation", "quotations"))
	if e.study.Config.Model == name {
		did += "; the study means none now"
		if err := e.WriteSettings(tomledit.Unset(tomledit.Root, "model")); err != nil {
			return "", err
		}
	}
	return did, e.Remove(ModelFile(name))
}

// ModelSource returns the bytes of a model, whatever is wrong with it.
func (s *Study) ModelSource(name string) ([]byte, error) { return s.read(ModelFile(name)) }

// eachState changes every kept state of a model.
func (e *Edit) eachState(model string, change func(m *theme.Model) ([]byte, error)) error {
	states, err := e.study.States(model)
	if err != nil {
		return err
	}
	for _, state := range states {
		file := stateFile(model, state)
		was, err := readOptional(e.Read, file)
		if err != nil || was == nil {
			return err
		}
		m, problems := theme.Decode(file, was)
		if err := problem.Fatal(problems); err != nil {
			return err
		}
		src, err := change(m)
		if err != nil {
			return err
		}
		if !bytes.Equal(src, was) {
			e.writeText(file, src)
		}
	}
	return nil
}
