package reader

func (o *odtText) look() look {
	if n := len(o.looks); n > 0 {
		return o.looks[n-1].look()
	}
	return look{}
}

func (o *odtText) put(text string) {
	if len(o.looks) > 0 {
		o.write([]byte(text), o.look())
		o.spaced = false
	}
}

// letters writes text as it is shown: white space at the start of a paragraph
// is not, and of any other stretch one space is.
func (o *odtText) letters(text []byte) {
	if o.into != nil {
		if len(*o.into)+len(text) < 1000 {
			*o.into += string(text)
		}
		return
	}
	if len(o.looks) == 0 {
		return
	}
	shown := make([]byte, 0, len(text))
	for _, c := range text {
		space := c == ' ' || c == '\t' || c == '\n' || c == '\r'
		switch {
		case !space:
			shown = append(shown, c)
		case !o.spaced:
			shown = append(shown, ' ')
		}
		o.spaced = space
	}
	o.write(shown, o.look())
}

// textProperties sets what OpenDocument says of letters.
func (s *style) textProperties(e element) {
	switch weight := e.attr("font-weight"); {
	case weight == "bold" || len(weight) == 3 && weight >= "600":
		s.bold = on
	case weight != "":
		s.bold = off
	}
	switch e.attr("display") {
	case "none":
		s.hidden = on
	case "true":
		s.hidden = off
	}
	if background := e.attr("background-color"); background != "" {
		s.colour = colour(background)
	}
}
