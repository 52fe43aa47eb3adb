package render

import (
	"os"
	"path/filepath"
	"testing"
)

func TestColor(t *testing.T) {
	type env map[string]string
	tests := []struct {
		name string
		tty  bool
		off  bool
		env  env
		want bool
	}{
		{"a person watches", true, false, env{"TERM": "xterm-256color"}, true},
		{"a pipe", false, false, nil, false},
		{"the flag", true, true, nil, false},
		{"the flag wins over force", true, true, env{"FORCE_COLOR": "1"}, false},
		{"force in a pipe", false, false, env{"FORCE_COLOR": "1"}, true},
		{"force wins over no", false, false, env{"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "dumb"}, true},
		{"force says no", true, false, env{"FORCE_COLOR": "0"}, false},
		{"force says false", true, false, env{"FORCE_COLOR": "false"}, false},
		{"no colour", true, false, env{"NO_COLOR": "0"}, false},
		{"an empty NO_COLOR says nothing", true, false, env{"NO_COLOR": ""}, true},
		{"a dumb terminal", true, false, env{"TERM": "dumb"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Terminal{TTY: tt.tty}.Color(tt.off, func(key string) string { return tt.env[key] })
			if got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestTerminalOfAFile(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, f := range []*os.File{f, nil} {
		if got, want := TerminalOf(f), (Terminal{Width: 80}); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
}
