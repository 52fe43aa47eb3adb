package cmd

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/render"
)

// draws says that a command prints drawings in these formats as well as reports,
// in its help and to --format.
func (e *Env) draws(c *cobra.Command, formats ...render.Format) {
	e.drawings[c] = formats
	if c.Long == "" {
		c.Long = c.Short + "."
	}
	c.Long += "\n\nDrawn as well, with -f " + strings.Join(texts(formats), ", ") + "."
}

// drawing returns the format of a drawing that a command is asked for, and false
// when it is asked for a report.
func (e *Env) drawing(c *cobra.Command) (render.Format, bool) {
	for _, f := range e.drawings[c] {
		if string(f) == e.global.Format {
			return f, true
		}
	}
	return "", false
}

// draw prints a drawing.
func (e *Env) draw(picture string) error {
	w, done, err := e.output()
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, picture); err != nil {
		return err
	}
	return done()
}
