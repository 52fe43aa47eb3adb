package reader

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// pageStyle is what of the look of a text matters here. The zero value says nothing.
type pageStyle struct {
	bold   toggle
	pre    bool   // white space counts
	colour string // behind the text; "" is none
	gone   gone
}

// gone says why a text is not read.
type gone int

const (
	kept      gone = iota
	unshown        // what a page never shows, or the program's own
	beside         // what stands beside what the page is about
	concealed      // what could be shown
)

// with returns the style of a text in an element that says so much itself.
func (st pageStyle) with(own pageStyle) pageStyle {
	st.bold = cmp.Or(own.bold, st.bold)
	st.pre = st.pre || own.pre
	st.colour = cmp.Or(own.colour, st.colour)
	if st.gone == kept {
		st.gone = own.gone
	}
	return st
}

// on returns the style as it counts on an element of that name: a colour behind
// anything but letters is decoration.
func (st pageStyle) on(name string) pageStyle {
	if name != "span" && name != "font" && name != "mark" && name != "a" {
		st.colour = ""
	}
	return st
}

// parseStyle reads declarations of CSS, the last of a property being the one
// that counts. It knows Word's own as well: "mso-hide:all" is hidden type,
// "mso-list:Ignore" the bullet of an item.
func parseStyle(declarations string) pageStyle {
	var st pageStyle
	for declaration := range strings.SplitSeq(declarations, ";") {
		name, value, _ := strings.Cut(declaration, ":")
		value = strings.ToLower(strings.TrimSpace(value))
		value = strings.TrimSpace(strings.TrimSuffix(value, "!important"))
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "font-weight":
			n, err := strconv.Atoi(value)
			switch {
			case value == "bold", value == "bolder", err == nil && n >= 600:
				st.bold = on
			case value == "normal", value == "lighter", err == nil:
				st.bold = off
			}
		case "white-space":
			st.pre = value == "pre" || value == "pre-wrap" || value == "break-spaces"
		case "display":
			st.hide(value == "none", concealed)
		case "visibility":
			st.hide(value == "hidden", concealed)
		case "mso-hide":
			st.hide(value == "all", concealed)
		case "mso-list":
			st.hide(value == "ignore", unshown)
		case "mso-element":
			st.hide(value == "comment-list", beside)
		case "background-color", "mso-highlight":
			st.colour = cssColour(value)
		}
	}
	return st
}

func (st *pageStyle) hide(is bool, why gone) {
	if is {
		st.gone = why
	}
}

var rgb = pattern(`^rgba?\((\d{1,3}), ?(\d{1,3}), ?(\d{1,3})(?:, ?([\d.]+))?\)$`)

// cssColour returns the name of a colour, as colour does.
func cssColour(value string) string {
	switch {
	case value == "inherit":
		return ""
	case value == "initial", value == "unset":
		return noColour
	case len(value) == 4 && value[0] == '#':
		value = "#" + strings.Repeat(value[1:2], 2) + strings.Repeat(value[2:3], 2) + strings.Repeat(value[3:4], 2)
	}
	if m := rgb().FindStringSubmatch(value); m != nil {
		if strings.Trim(m[4], "0.") == "" && m[4] != "" {
			return noColour
		}
		value = "#"
		for _, part := range m[1:4] {
			n, _ := strconv.Atoi(part) // three digits at most
			value += fmt.Sprintf("%02x", min(n, 255))
		}
	}
	return colour(value)
}

// addStyles reads a style sheet for the classes that stand in it on their own,
// ".c1" or "span.c1", as programs write them that save documents as pages.
// What holds only on some screens, or on paper, does not count.
func (p *page) addStyles(sheet string) {
	const most = 10_000 // classes
	sheet = cssComment().ReplaceAllString(sheet, "")
	for sheet != "" {
		selectors, rest, ok := strings.Cut(sheet, "{")
		if !ok {
			return
		}
		declarations, behind := braced(rest)
		sheet = behind
		if strings.Contains(declarations, "{") {
			continue
		}
		selectors = selectors[strings.LastIndex(selectors, ";")+1:]
		st := parseStyle(declarations)
		for selector := range strings.SplitSeq(selectors, ",") {
			m := classSelector().FindStringSubmatch(selector)
			if m != nil && st != (pageStyle{}) && len(p.styles) < most {
				p.styles[m[1]] = p.styles[m[1]].with(st)
			}
		}
	}
}

var (
	cssComment    = pattern(`(?s)/\*.*?\*/|<!--|-->`)
	classSelector = pattern(`^\s*[A-Za-z0-9]*\.([\w-]+)\s*$`)
)

// braced splits what follows an opening brace behind the one that closes it.
func braced(text string) (within, behind string) {
	depth := 1
	for i, c := range text {
		switch c {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth == 0 {
			return text[:i], text[i+1:]
		}
	}
	return text, ""
}
