package picture

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"grounded/analysis/theme"
)

// What the languages of graphs have in common.

// abreast is how many themes that nothing joins stand side by side.
const abreast = 3

// numbered names each theme in a way that every language of graphs takes.
func numbered(p theme.Picture) map[theme.ID]string {
	out := map[theme.ID]string{}
	for _, g := range p.Groups {
		for _, d := range g.Themes {
			if d.Again == "" {
				out[d.ID] = fmt.Sprintf("t%d", len(out)+1)
			}
		}
	}
	return out
}

// joint is two themes of which one stands right below the other. First is the one
// that is drawn first.
type joint struct {
	first, second theme.ID
	within        bool // both are of one group
}

func joints(p theme.Picture) []joint {
	group := map[theme.ID]int{}
	for i, g := range p.Groups {
		for _, d := range g.Themes {
			if d.Again == "" {
				group[d.ID] = i
			}
		}
	}
	var out []joint
	for i, g := range p.Groups {
		for _, d := range g.Themes {
			for _, parent := range d.Parents {
				j := joint{parent, d.ID, group[parent] == i}
				if p.Shape == theme.Tree && group[parent] > i {
					j.first, j.second = d.ID, parent
				}
				out = append(out, j)
			}
		}
	}
	return out
}

// flat reports whether the themes of a picture stand in rows, part below part.
func flat(p theme.Picture) bool { return p.Shape != theme.Hierarchy }

// rows returns pairs of themes of which the second is to stand in the row below the
// first, and of each group but the last those that the next group is to stand below.
func rows(g theme.Group) (pairs [][2]theme.ID, first, last []theme.ID) {
	var tops []theme.ID
	below := map[theme.ID]bool{} // that have a theme below them here
	for _, d := range g.Themes {
		if d.Again != "" {
			continue
		}
		if d.Depth == 0 {
			tops = append(tops, d.ID)
		}
		for _, parent := range d.Parents {
			below[parent] = true
		}
	}
	for i, id := range tops {
		if i >= abreast {
			pairs = append(pairs, [2]theme.ID{tops[i-abreast], id})
		} else {
			first = append(first, id)
		}
	}
	for _, d := range g.Themes {
		if d.Again == "" && !below[d.ID] {
			last = append(last, d.ID)
		}
	}
	return pairs, first, last
}

// lowest returns the names of the themes of a picture in rows that nothing stands below.
func lowest(p theme.Picture, names map[theme.ID]string) []string {
	var out []string
	for _, g := range slices.Backward(p.Groups) {
		if !flat(p) || len(out) > 0 {
			break
		}
		_, _, last := rows(g)
		for _, id := range last {
			out = append(out, names[id])
		}
	}
	return out
}

// says is a note as it stands in a picture.
func says(n theme.Note) string {
	if strings.TrimSpace(n.Says) == "" {
		return ""
	}
	return n.Says + "."
}

// notesOf returns the notes of a picture, a line each.
func notesOf(p theme.Picture) []string {
	var out []string
	for _, note := range p.Notes {
		if text := oneLine(says(note)); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// told is what is said of a theme below its name, in texts of their own.
func told(d theme.Drawn) []string {
	said := ""
	if d.Said != "" {
		said = strings.TrimSpace("“" + d.Said + "” " + whose(d))
	}
	var out []string
	for _, text := range []string{d.Statement, said, "(" + d.Standing + ")"} {
		if text = oneLine(text); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// oneLine is a text on one line, without control characters.
func oneLine(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, text)
}
