package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/testdata"
)

func newDemoCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:   "demo [DIR]",
		Short: "Make a sample study and walk through it",
		Long: `Make a sample study in DIR (./grounded-demo otherwise) from nine interviews that
two analysts have coded apart, and show what can be seen in it: each table stands
under the command that makes it. The folder must be empty, or not there.

The interviews were written for this program; nobody in them is a real person.`,
		Example: "  grounded demo\n  grounded demo /tmp/thriving",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			dir := "grounded-demo"
			if len(args) == 1 {
				dir = args[0]
			}
			return demo(c.Context(), env, dir)
		},
	}
}

// demonstrated are the commands that the demonstration runs, each above what it
// prints.
var demonstrated = [][]string{
	{"transcript", "list"},
	{"top"},
	{"compare", "analyst-1", "analyst-2"},
	{"search", `"month in front" OR (saving NOT face)`, "--role", "participant"},
	{"theme", "tree", "--role", "participant"},
}

// nextSteps are command lines to try in the sample study, with what they are for.
var nextSteps = [][2]string{
	{"grounded quotes shame --context 12", "the passages behind a code"},
	{"grounded codebook list -a analyst-2", "a codebook as a tree"},
	{"grounded theme show own-chair", "what a theme rests on"},
	{"grounded crosswalk accept budgeting adding-up", "two codes mean the same"},
	{"grounded agree --unit turn", "how far the two agree on it"},
	{"grounded analyst use analyst-1", "be analyst-1 from here on"},
	{"grounded apply sobriety interview-07:12 --new", "put a new code on a passage"},
	{"grounded undo", "and take it back"},
	{"grounded check", "what is wrong, if anything is"},
}

func demo(ctx context.Context, env *Env, dir string) error {
	root := env.inDir(dir)
	if info, err := os.Stat(root); err == nil && !info.IsDir() {
		return fmt.Errorf("%s is a file; name a folder that is not there yet: grounded demo DIR", dir)
	}
	entries, err := os.ReadDir(root)
	if len(entries) > 0 {
		return fmt.Errorf("%s is not empty; name a folder that is not there yet: grounded demo DIR", dir)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	d := demonstration{env: env, root: root}
	env.note("making the sample study in %s …", dir)
	if err := d.make(ctx); err != nil {
		return fmt.Errorf("the sample study cannot be made: %w", err)
	}
	for _, args := range demonstrated {
		fmt.Fprintf(env.Stdout, "$ %s\n", commandLine("grounded", args...))
		if err := d.run(ctx, env, args...); err != nil {
			return err
		}
		fmt.Fprintln(env.Stdout)
	}
	fmt.Fprintf(env.Stdout, "What to try next:\n\n  %s\n", commandLine("cd", root))
	widest := 0
	for _, step := range nextSteps {
		widest = max(widest, len(step[0]))
	}
	for _, step := range nextSteps {
		fmt.Fprintf(env.Stdout, "  %-*s  %s\n", widest, step[0], step[1])
	}
	return nil
}

// commandLine is how a person would type a command with some arguments.
func commandLine(command string, args ...string) string {
	out := command
	for _, a := range args {
		if strings.ContainsAny(a, ` "'()*`) {
			a = "'" + strings.ReplaceAll(a, "'", `'\''`) + "'"
		}
		out += " " + a
	}
	return out
}

// sampleDays are the days on which the sample interviews were recorded.
var sampleDays = []string{"2021-02-03", "2021-02-04", "2021-02-09", "2021-02-10", "2021-02-12", "2021-02-16", "2021-02-17", "2021-02-23", "2021-02-25"}

// demonstration makes the sample study through the program's own commands.
type demonstration struct {
	env  *Env
	root string
}

// run runs a command in the sample study, as if it had been typed.
func (d demonstration) run(ctx context.Context, env *Env, args ...string) error {
	inner := *env
	inner.global = globalOptions{}
	var said strings.Builder
	inner.Stderr = &said
	if code := Run(ctx, &inner, append([]string{"-C", d.root}, args...)); code != exitDone {
		return fmt.Errorf("grounded %s: %s", strings.Join(args, " "), strings.TrimSpace(said.String()))
	}
	return nil
}

// silent runs a command that prints nothing of interest.
func (d demonstration) silent(ctx context.Context, args ...string) error {
	quiet := *d.env
	quiet.Stdout, quiet.sample = &strings.Builder{}, true
	return d.run(ctx, &quiet, args...)
}

func (d demonstration) make(ctx context.Context) error {
	files, err := os.MkdirTemp("", "grounded-sample-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(files)
	sample, err := fs.Sub(testdata.Sample, "sample")
	if err != nil {
		return err
	}
	if err := os.CopyFS(files, sample); err != nil {
		return err
	}
	if _, err := study.Init(ctx, d.root, "Thriving", []study.Analyst{
		{Name: "Analyst 1", Position: "Economist; knows the literature on wellbeing."},
		{Name: "Analyst 2", Position: "Sociologist; was a housing worker for nine years."},
	}, d.env.studyOptions()); err != nil {
		return err
	}
	steps := [][]string{
		{"import", filepath.Join(files, "interviews"), "--role", "Interviewer=interviewer", "--role", "P0?=participant"},
	}
	for i, day := range sampleDays {
		n := i + 1
		steps = append(steps, []string{"transcript", "set", fmt.Sprintf("interview-%02d", n), "--title", fmt.Sprintf("Interview %d", n),
			"--date", day, "--case", fmt.Sprintf("P%02d=p%02d", n, n)})
	}
	for _, a := range []string{"analyst-1", "analyst-2"} {
		steps = append(steps,
			[]string{"codebook", "import", filepath.Join(files, "codebooks", a+".toml"), "-a", a},
			[]string{"apply", "--from", filepath.Join(files, "codings", a+".jsonl"), "--yes", "-a", a},
			[]string{"done", "*", "-a", a})
		memos, err := memoSteps(sample, a)
		if err != nil {
			return err
		}
		steps = append(steps, memos...)
	}
	for _, args := range steps {
		if err := d.silent(ctx, args...); err != nil {
			return err
		}
	}
	return d.model(ctx, sample)
}

// memoSteps are the commands that write an analyst's memos of the sample.
func memoSteps(sample fs.FS, analyst string) ([][]string, error) {
	files, err := fs.Glob(sample, path.Join("memos", analyst, "*.md"))
	if err != nil {
		return nil, err
	}
	var steps [][]string
	for _, file := range files {
		src, err := fs.ReadFile(sample, file)
		if err != nil {
			return nil, err
		}
		m, err := study.ReadMemo(file, src)
		if err != nil {
			return nil, err
		}
		step := []string{"memo", "add", m.Title, "-a", analyst, "--kind", m.Kind, "--date", m.Date, "--text", m.Text}
		for _, about := range m.About {
			step = append(step, "--about", about)
		}
		if m.Private {
			step = append(step, "--private")
		}
		steps = append(steps, step)
	}
	return steps, nil
}
