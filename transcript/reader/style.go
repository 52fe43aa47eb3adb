package reader

import (
	"cmp"
	"strings"
)

// style is what a style of a word processor, or a run of letters itself, says
// of letters. What it does not say the style does that it is based on.
type style struct {
	based        string // key, or ""
	bold, hidden toggle
	colour       string // behind the letters; "" is not said, noColour is none
	title, list  bool   // of a paragraph
}

// toggle is on, off, or not said.
type toggle int8

const (
	on  toggle = 1
	off toggle = -1
)

// toggled reads the value of a switch in WordprocessingML, where none means on.
func toggled(value string) toggle {
	switch value {
	case "0", "false", "off", "none":
		return off
	}
	return on
}

const noColour = "noColour"

// over returns s, and what it does not say as b says it.
func (s style) over(b style) style {
	return style{
		based:  b.based,
		bold:   cmp.Or(s.bold, b.bold),
		hidden: cmp.Or(s.hidden, b.hidden),
		colour: cmp.Or(s.colour, b.colour),
		title:  s.title || b.title,
		list:   s.list || b.list,
	}
}

// look is how letters look that have nothing but the style.
func (s style) look() look {
	l := look{bold: s.bold == on, hidden: s.hidden == on, colour: s.colour}
	if l.colour == noColour {
		l.colour = ""
	}
	return l
}

// styles are the styles of a document by family and name, which make the key.
type styles map[string]*style

// get returns a style with all that it is based on. Of a chain that is longer
// than any that a person makes, or a circle, the end is not looked at.
func (t styles) get(key string) style {
	const longest = 30
	s := t[key]
	if s == nil {
		return style{}
	}
	for range longest {
		b := t[s.based]
		if b == nil {
			break
		}
		*s = s.over(*b)
	}
	s.based = ""
	return *s
}

// colourNames are the colours that word processors offer for highlighting, by
// the name that Word has for them and by their red, green and blue.
var colourNames = map[string]string{
	"ffff00": "yellow", "00ff00": "green", "00ffff": "cyan", "ff00ff": "magenta", "0000ff": "blue", "ff0000": "red",
	"darkblue": "dark blue", "000080": "dark blue", "darkcyan": "dark cyan", "008080": "dark cyan",
	"darkgreen": "dark green", "008000": "dark green", "darkmagenta": "dark magenta", "800080": "dark magenta",
	"darkred": "dark red", "800000": "dark red", "darkyellow": "dark yellow", "808000": "dark yellow",
	"darkgray": "dark gray", "808080": "dark gray", "lightgray": "light gray", "c0c0c0": "light gray", "000000": "black",
	"ffffff": noColour, "white": noColour, "none": noColour, "auto": noColour, "transparent": noColour, "": noColour,
}

// colour returns the name of a colour, "#ffd966" for one that has none, and
// noColour for white and for none at all.
func colour(value string) string {
	value = strings.ToLower(strings.TrimPrefix(value, "#"))
	if name, ok := colourNames[value]; ok {
		return name
	}
	if len(value) == 6 && strings.Trim(value, "0123456789abcdef") == "" {
		return "#" + value
	}
	return value
}
