package study

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"grounded/analysis/framework"
	"grounded/codebook"
	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/transcript/coding"
)

// FrameworkFile returns where a framework lies, which is everybody's.
func FrameworkFile(name string) string { return frameworksFolder + "/" + name + ".toml" }

// PlacementsFile returns where an analyst says which codes belong where on a framework.
func PlacementsFile(a coding.Analyst, name string) string {
	return frameworksFolder + "/" + string(a) + "/" + name + ".toml"
}

// isFramework reports whether a path within the study is that of a framework.
func isFramework(name string) bool {
	rest, ok := strings.CutPrefix(name, frameworksFolder+"/")
	return ok && !strings.Contains(rest, "/") && strings.HasSuffix(rest, ".toml")
}

// Frameworks returns the names of the frameworks, sorted.
func (s *Study) Frameworks() ([]string, error) { return s.names(frameworksFolder, ".toml") }

// FrameworkName returns the framework that is meant: the one named, or else the only one.
// How says how to name one, for the error where there are several.
func (s *Study) FrameworkName(name, how string) (string, error) {
	names, err := s.Frameworks()
	if err != nil {
		return "", err
	}
	gone, err := s.frameworksGone(names)
	if err != nil {
		return "", err
	}
	if i := slices.Index(gone, name); i >= 0 || name == "" && len(names) == 0 && len(gone) > 0 {
		lost := gone[max(i, 0)]
		return "", fmt.Errorf("%s is not there any more, though codes are placed on it; bring it back with: grounded theme framework FILE.toml --id %s", FrameworkFile(lost), lost)
	}
	switch {
	case len(names) == 0:
		return "", errors.New("there is no framework yet; bring one in with: grounded theme framework FILE.toml")
	case name == "" && len(names) == 1:
		return names[0], nil
	case name == "":
		return "", fmt.Errorf("which framework? say so with%s; there is %s", how, strings.Join(names, ", "))
	case slices.Contains(names, name):
		return name, nil
	}
	if near := nearest.Meant(name, names); near != "" {
		return "", fmt.Errorf("no framework %q; %s", name, near)
	}
	return "", fmt.Errorf("no framework %q; there is %s", name, strings.Join(names, ", "))
}

// frameworksGone returns the names of frameworks on which codes are placed and that are
// not among those that are there.
func (s *Study) frameworksGone(there []string) ([]string, error) {
	var gone []string
	for _, a := range s.Config.Analysts {
		placed, err := s.names(frameworksFolder+"/"+string(a.ID), ".toml")
		if err != nil {
			return nil, err
		}
		for _, name := range placed {
			if !slices.Contains(there, name) && !slices.Contains(gone, name) {
				gone = append(gone, name)
			}
		}
	}
	return gone, nil
}

// Framework reads a framework.
func (s *Study) Framework(name string) (*framework.Framework, error) {
	return s.framework(name, s.read)
}

func (s *Study) framework(name string, read reader) (*framework.Framework, error) {
	src, err := read(FrameworkFile(name))
	if err != nil {
		return nil, err
	}
	f, problems := framework.Decode(FrameworkFile(name), src)
	return f, s.heed(problems)
}

// Placements reads what the analysts whom the one who looks may see say of a framework, in
// the study's order. Those who said nothing are left out.
func (s *Study) Placements(sel coding.Selection, name string) ([]framework.By, error) {
	var out []framework.By
	for _, a := range s.Config.Analysts {
		if !sel.Sees(a.ID) {
			continue
		}
		p, err := s.placements(a.ID, name, s.read)
		if err != nil {
			return nil, err
		}
		if len(p.List) > 0 {
			out = append(out, framework.By{Analyst: a.ID, Placements: p})
		}
	}
	return out, nil
}

func (s *Study) placements(a coding.Analyst, name string, read reader) (*framework.Placements, error) {
	file := PlacementsFile(a, name)
	src, err := readOptional(read, file)
	if err != nil {
		return nil, err
	}
	p, problems := framework.DecodePlacements(file, src)
	return p, s.heed(problems)
}

// ErrFrameworkThere says that there is another framework of that name.
var ErrFrameworkThere = errors.New("there is another framework of that name")

// BringFramework puts the bytes of a framework into the study under a name, as they are,
// and reports whether that changes anything. In place of another it is put only with
// replace.
func (e *Edit) BringFramework(name string, src []byte, replace bool) (bool, error) {
	if err := slug.Check(name); err != nil {
		return false, err
	}
	_, problems := framework.Decode(FrameworkFile(name), src)
	if err := problem.Fatal(problems); err != nil {
		return false, err
	}
	was, err := readOptional(e.Read, FrameworkFile(name))
	switch {
	case err != nil:
		return false, err
	case was != nil && string(was) == string(src):
		return false, nil
	case was != nil && !replace:
		return false, ErrFrameworkThere
	}
	return true, e.Write(FrameworkFile(name), src)
}

// ChangePlacements changes what the acting analyst says of a framework.
func (e *Edit) ChangePlacements(name string, change func(*framework.Placements) ([]byte, error)) error {
	p, err := e.study.placements(e.Analyst.ID, name, e.Read)
	if err != nil {
		return err
	}
	src, err := change(p)
	if err == nil {
		e.writeText(PlacementsFile(e.Analyst.ID, name), src)
	}
	return err
}

// frameworks checks them, and what analysts whom the one who looks may see say of them.
func (c *checker) frameworks() error {
	names, err := c.Frameworks()
	if err != nil {
		return err
	}
	known := map[string]*framework.Framework{}
	for _, name := range names {
		src, err := c.read(FrameworkFile(name))
		if err != nil {
			return err
		}
		f, problems := framework.Decode(FrameworkFile(name), src)
		c.add(problems...)
		if known[name] = f; problem.Fatal(problems) != nil {
			known[name] = nil
		}
	}
	books := map[coding.Analyst]*codebook.Book{}
	for _, a := range c.Config.Analysts {
		books[a.ID] = nil
		if c.sel.Sees(a.ID) {
			books[a.ID] = c.books[a.Codebook]
		}
	}
	for _, a := range c.seen() {
		placed, err := c.names(frameworksFolder+"/"+string(a.ID), ".toml")
		if err != nil {
			return err
		}
		for _, name := range placed {
			file := PlacementsFile(a.ID, name)
			src, err := c.read(file)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return err
			}
			p, problems := framework.DecodePlacements(file, src)
			c.add(problems...)
			f, there := known[name]
			if !there {
				c.add(problem.Problem{Name: "framework-missing", File: file, Message: fmt.Sprintf("codes are placed on a framework %q, which is not there, so what is said here is not read", name),
					Remedy: "bring it back with: grounded theme framework FILE.toml --id " + name})
			}
			c.add(p.Check(f, books)...)
		}
	}
	return nil
}
