package study

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"grounded/analysis/theme"
	"grounded/codebook/crosswalk"
	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/transcript/coding"
)

// joint owns the models that the team has together.
const joint = "joint"

// Models returns the names of the models that the one who looks may see, as
// "OWNER/NAME", sorted. An analyst's own models are hidden from others in a
// blind study; joint ones are everybody's.
func (s *Study) Models(sel coding.Selection) ([]string, error) {
	owners, err := os.ReadDir(s.path(modelsFolder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", modelsFolder, cause(err))
	}
	var out []string
	for _, owner := range owners {
		if !owner.IsDir() || owner.Name() != joint && !sel.Sees(coding.Analyst(owner.Name())) {
			continue
		}
		names, err := s.names(modelsFolder+"/"+owner.Name(), ".toml")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			out = append(out, owner.Name()+"/"+name)
		}
	}
	slices.Sort(out)
	return out, nil
}

// ModelName returns the model that is meant: the one named ("thriving" means
// "joint/thriving" unless the acting analyst has one of that name), else the
// study's, else the only one.
func (s *Study) ModelName(sel coding.Selection, a Analyst, name string) (string, error) {
	names, err := s.Models(sel)
	if err != nil {
		return "", err
	}
	if name == "" {
		name = s.Config.Model
	}
	if name == "" {
		if len(names) == 1 {
			return names[0], nil
		}
		if len(names) == 0 {
			return "", errors.New("there is no model yet; begin one with: grounded theme add NAME")
		}
		return "", fmt.Errorf("which model? choose one for the study with: grounded model use %s, or say so with --model where a command has it; there is %s", names[0], strings.Join(names, ", "))
	}
	for _, full := range []string{name, string(a.ID) + "/" + name, joint + "/" + name} {
		if slices.Contains(names, full) {
			return full, nil
		}
	}
	if near := nearest.Nearest(name, names, 3); len(near) > 0 {
		return "", fmt.Errorf("no model %q; did you mean %s?", name, strings.Join(near, ", "))
	}
	if len(names) == 0 {
		return "", fmt.Errorf("no model %q, and none yet; begin one with: grounded theme add NAME", name)
	}
	return "", fmt.Errorf("no model %q; there is %s (a new one is begun with: grounded model new %s)", name, strings.Join(names, ", "), name)
}

// ModelFlag returns how a command says that it means a model, as " --model ana/draft";
// "" where it means that one anyway.
func (s *Study) ModelFlag(sel coding.Selection, name string) string {
	if name == s.Config.Model {
		return ""
	}
	names, err := s.Models(sel)
	if s.Config.Model == "" && err == nil && len(names) == 1 && names[0] == name {
		return ""
	}
	return " --model " + name
}

// NewModelName returns the full name of a model that may not be there yet.
func (s *Study) NewModelName(a Analyst, name string) (string, error) {
	if name == "" {
		name = s.Config.Model
	}
	if name == "" {
		name = slug.Make(s.Config.Name)
	}
	owner, short, ok := strings.Cut(name, "/")
	if !ok {
		owner, short = joint, name
	}
	if err := errors.Join(slug.Check(owner), slug.Check(short)); err != nil {
		return "", fmt.Errorf("model %s: %w", name, err)
	}
	return owner + "/" + short, nil
}

// MayChangeModel returns an error when a model is one that another analyst than
// the one who acts has alone.
func (s *Study) MayChangeModel(a Analyst, name string) error {
	owner, short, _ := strings.Cut(name, "/")
	if owner == joint || owner == string(a.ID) {
		return nil
	}
	if _, err := s.Analyst(coding.Analyst(owner)); err != nil {
		return err
	}
	return fmt.Errorf("model %s is for %s alone to change; act as %s with --analyst, or work on a model of the team's with --model joint/%s", name, owner, owner, short)
}

// Model reads a model by its full name.
func (s *Study) Model(name string) (*theme.Model, error) { return s.model(name, s.read) }

func (s *Study) model(name string, read reader) (*theme.Model, error) {
	src, err := read(ModelFile(name))
	if err != nil {
		return nil, err
	}
	m, problems := theme.Decode(ModelFile(name), src)
	return m, s.heed(problems)
}

// Model reads a model as the transaction sees it; it reports false when there
// is none of that name.
func (e *Edit) Model(name string) (*theme.Model, bool, error) {
	if is, err := e.exists(ModelFile(name)); !is || err != nil {
		return nil, false, err
	}
	m, err := e.study.model(name, e.Read)
	return m, err == nil, err
}

// WriteModel puts src in place of a model. One that would have a fault that
// stops other commands is refused.
func (e *Edit) WriteModel(name string, src []byte) error {
	_, problems := theme.Decode(ModelFile(name), src)
	if err := problem.Fatal(problems); err != nil {
		return err
	}
	e.writeText(ModelFile(name), src)
	return nil
}

// Crosswalk reads the crosswalk of two analysts, seen from the first; one that
// is not there is empty.
func (s *Study) Crosswalk(a, b coding.Analyst) (*crosswalk.Crosswalk, error) {
	return s.crosswalk(a, b, s.read)
}

func (s *Study) crosswalk(a, b coding.Analyst, read reader) (*crosswalk.Crosswalk, error) {
	file := crosswalkFile(a, b)
	src, err := readOptional(read, file)
	if err != nil {
		return nil, err
	}
	walk, problems := crosswalk.Decode(file, src)
	if err := s.heed(problems); err != nil {
		return nil, err
	}
	if a > b {
		walk = walk.Swap()
	}
	return walk, nil
}

// ChangeCrosswalk changes the crosswalk of two analysts, which change is given
// as seen from the first, also when a code is in two pairs: an edit can mend that,
// and refuses what else is wrong with the file.
func (e *Edit) ChangeCrosswalk(a, b coding.Analyst, change func(*crosswalk.Crosswalk) ([]byte, error)) error {
	file := crosswalkFile(a, b)
	src, err := readOptional(e.Read, file)
	if err != nil {
		return err
	}
	if src == nil {
		src = crosswalk.New(string(min(a, b)), string(max(a, b)))
	}
	walk, _ := crosswalk.Decode(file, src)
	if a > b {
		walk = walk.Swap()
	}
	changed, err := change(walk)
	if err != nil {
		return err
	}
	e.writeText(file, changed)
	return nil
}
