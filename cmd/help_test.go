package cmd

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/clipperhouse/displaywidth"
	"github.com/spf13/cobra"
)

// No page of help, of a command or a topic, is wider than a terminal of 80 columns, but
// for what is typed as it stands.
func TestHelpIsNotWide(t *testing.T) {
	t.Parallel()
	const width = 80
	env := &Env{Stdin: strings.NewReader(""), Stdout: &bytes.Buffer{}, Stderr: &bytes.Buffer{}, Getenv: func(string) string { return "" }, Now: time.Now}
	pages := 0
	var look func(*cobra.Command)
	look = func(c *cobra.Command) {
		var page, said bytes.Buffer
		env.Stdout, env.Stderr = &page, &said
		args := append([]string{"help"}, strings.Fields(c.CommandPath())[1:]...)
		if code := Run(t.Context(), env, args); code != exitDone {
			t.Fatalf("%v exits %d: %s", args, code, said.String())
		}
		pages++
		for line := range strings.Lines(page.String()) {
			if line = strings.TrimRight(line, "\n"); displaywidth.String(line) > width && !strings.HasPrefix(line, "  grounded ") { // which is typed in one line
				t.Errorf("%s: %d columns: %s", c.CommandPath(), displaywidth.String(line), line)
			}
		}
		for _, sub := range c.Commands() {
			if sub.Name() != "help" && sub.Name() != "completion" {
				look(sub)
			}
		}
	}
	look(newRootCmd(&Env{}))
	if pages < 100 {
		t.Errorf("%d pages were looked at", pages)
	}
}
