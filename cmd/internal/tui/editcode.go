package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"grounded/codebook"
)

// CodeField is a field of a code that is changed on the screen.
type CodeField string

// The fields of a code that the screen changes.
const (
	CodeName       CodeField = "name"
	CodeDefinition CodeField = "definition"
	CodeInclude    CodeField = "include"
	CodeExclude    CodeField = "exclude"
	CodeParent     CodeField = "parent" // the name or id of another code; "" at the top
)

// editCode changes the code of the coding here.
func (s *Screen) editCode() {
	s.about("E changes the code of", func(s *Screen, id string) { s.editCodeOf(s.codingOf(id).Code, nil) })
}

// editCodeOf asks what of a code to change, and goes back to the palette that it was
// chosen in, if it was.
func (s *Screen) editCodeOf(id codebook.ID, p *palette) {
	code, ok := s.sheet.Book.Code(id)
	if !ok {
		s.message = fmt.Sprintf("%s is not in the codebook", id)
		return
	}
	back := func(s *Screen) {
		if p != nil {
			p.reopen(s)
		}
	}
	field := func(f CodeField, label, now string) func(*Screen) tea.Cmd {
		return func(s *Screen) tea.Cmd {
			s.ask(prompt{label: label, about: string(f) + " of " + string(id), left: back, done: func(s *Screen, text string) bool {
				if text == oneLine(now) {
					s.message = "nothing was changed"
					back(s)
					return true
				}
				if !s.change(func() (string, error) { return s.desk.EditCode(id, f, text) }) {
					return false
				}
				back(s)
				return true
			}}, now)
			return nil
		}
	}
	parent := ""
	if code.Parent != "" {
		parent = nameOf(s.sheet.Book, code.Parent)
	}
	s.over = choice{
		label: code.Name + ": n name · d definition · w what belongs to it · x what does not · p the code it stands under · r retire it · esc",
		left:  back,
		keys: map[string]func(*Screen) tea.Cmd{
			"n": field(CodeName, "name:", code.Name),
			"d": field(CodeDefinition, code.Name+" means:", code.Definition),
			"w": field(CodeInclude, "with "+code.Name+":", code.Include),
			"x": field(CodeExclude, "not "+code.Name+":", code.Exclude),
			"p": field(CodeParent, code.Name+" stands under (nothing: at the top):", parent),
			"r": func(s *Screen) tea.Cmd {
				n := 0
				if all, err := s.desk.Passages(id); err == nil {
					n = len(all)
				}
				s.over = choice{
					label: fmt.Sprintf("retire %s? It takes no new codings, and keeps those it has (%d). y retires · esc not", code.Name, n), left: back,
					keys: map[string]func(*Screen) tea.Cmd{"y": func(s *Screen) tea.Cmd {
						s.change(func() (string, error) { return s.desk.Retire(id) })
						back(s)
						return nil
					}},
				}
				return nil
			},
		},
	}
}
