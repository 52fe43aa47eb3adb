package cmd

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// TestReadme runs every line of the README's console blocks that begins with
// "$ ", one after the other in one folder, and holds what is printed against
// what stands below it. With -update the README says what is printed.
func TestReadme(t *testing.T) {
	const readme = "../README.md"
	src, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	sh := newShell(t)
	var out bytes.Buffer
	commands := 0
	lines := strings.SplitAfter(string(src), "\n")
	for i := 0; i < len(lines); i++ {
		out.WriteString(lines[i])
		if strings.TrimSpace(lines[i]) != "```console" {
			continue
		}
		for i++; i < len(lines) && strings.TrimSpace(lines[i]) != "```"; {
			command, ok := strings.CutPrefix(lines[i], "$ ")
			if !ok {
				t.Fatalf("README.md:%d: a console block begins with a command", i+1)
			}
			at := i + 1
			var want strings.Builder
			for i++; i < len(lines) && !strings.HasPrefix(lines[i], "$ ") && strings.TrimSpace(lines[i]) != "```"; i++ {
				want.WriteString(lines[i])
			}
			got := sh.run(strings.TrimSpace(command))
			commands++
			out.WriteString("$ " + command + got)
			if got != want.String() && !*update {
				t.Errorf("README.md:%d: %s prints\n%s\nand the README says\n%s", at, strings.TrimSpace(command), got, want.String())
			}
		}
		out.WriteString(lines[i])
	}
	if commands < 10 {
		t.Errorf("the README runs %d commands, and its walk is longer", commands)
	}
	if *update {
		if err := os.WriteFile(readme, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// shell runs command lines in a folder of its own, as a person would.
type shell struct {
	t   *testing.T
	dir string
	env []string
}

func newShell(t *testing.T) *shell {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the command lines are for a Unix shell")
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	bin := filepath.Join(home, "bin")
	if err := os.Mkdir(bin, 0o755); err != nil {
		t.Fatal(err)
	}
	// TestMain runs the program when it is started under its name.
	if err := os.Symlink(program, filepath.Join(bin, "grounded")); err != nil {
		t.Fatal(err)
	}
	work := filepath.Join(home, "work")
	if err := os.CopyFS(work, os.DirFS("../testdata/sample")); err != nil {
		t.Fatal(err)
	}
	return &shell{t: t, dir: work, env: append(os.Environ(),
		"PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "SCRIPT_CLOCK="+filepath.Join(home, "clock"),
		"HOME="+home, "GORACE=atexit_sleep_ms=0", "VISUAL=", "EDITOR=", "GROUNDED_ANALYST=", "NO_COLOR=", "FORCE_COLOR=")}
}

// run returns what a command line prints, on both streams. A cd holds for the
// lines that follow.
func (s *shell) run(line string) string {
	s.t.Helper()
	if dir, ok := strings.CutPrefix(line, "cd "); ok {
		s.dir = filepath.Join(s.dir, dir)
		return ""
	}
	if assignment, ok := strings.CutPrefix(line, "export "); ok {
		s.env = append(s.env, assignment)
		return ""
	}
	c := exec.Command("sh", "-c", line)
	c.Dir, c.Env = s.dir, s.env
	out, err := c.CombinedOutput()
	if err != nil {
		if _, failed := err.(*exec.ExitError); !failed {
			s.t.Fatal(err)
		}
	}
	return string(out)
}

// Every direct dependency stands in the README's table, with its reason.
func TestReadmeNamesEveryDependency(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	direct := 0
	for _, line := range strings.Split(string(mod), "\n") {
		fields := strings.Fields(line)
		if !strings.HasPrefix(line, "\t") || len(fields) != 2 {
			continue // not a requirement, or an indirect one, which a comment marks
		}
		direct++
		name := regexp.MustCompile(`/v\d+$`).ReplaceAllString(fields[0], "")
		if !strings.Contains(string(readme), name+")") {
			t.Errorf("go.mod requires %s, and the README does not say why", fields[0])
		}
	}
	if direct == 0 {
		t.Error("go.mod requires nothing, as this test reads it")
	}
}
