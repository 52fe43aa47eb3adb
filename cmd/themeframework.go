package cmd

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/framework"
	"grounded/analysis/tabulate"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/codebook/slug"
	"grounded/transcript/coding"
)

type frameworkOptions struct {
	selectionFlags
	ID      string
	Replace bool
	Themes  bool
	DryRun  bool
	N       int
	Part    string
}

var frameworkParts = []string{"constructs", "placements", "proposals", "remainder"}

func newThemeFrameworkCmd(env *Env, model *string) *cobra.Command {
	o := frameworkOptions{N: 3}
	c := &cobra.Command{
		Use:   "framework [FILE.toml | NAME]",
		Short: "Bring a theory to the data, and show what it does not hold",
		Long: `Bring a theory to the data: FILE.toml holds its constructs ([[construct]] with id, name,
definition, terms, reference, parent) and is kept as it is. What belongs where, people
say with: grounded theme place CODE CONSTRUCT --because TEXT

With NAME, or alone where there is one, shows each construct with the codes that people
placed on it and why; the codes that may belong to it, with the terms and a passage that
speak for that; and last what the framework does not hold, which may be the finding. A
code is where the code above it is, unless somebody says otherwise; and what was said of
a code that was merged or split since holds for what it became.

With --replace, a framework takes the place of another of its name. What was placed on
constructs that are not in it stays, and is listed as to be placed again.

With --themes, each construct that holds codes becomes a theme of the model, with its
definition for a statement.`,
		Example: `  grounded theme framework capability.toml
  grounded theme framework -a ana
  grounded theme framework capability --part remainder -f csv
  grounded theme framework --themes --model ana/theory`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			arg := ""
			if len(args) > 0 {
				arg = args[0]
			}
			file := strings.EqualFold(filepath.Ext(arg), ".toml") || strings.ContainsAny(arg, `/\`)
			switch {
			case file && o.Themes:
				return misused("--themes is of a framework that is in the study; bring %s in first", arg)
			case !file && (o.ID != "" || o.Replace):
				return misused("--id and --replace are for bringing a framework in: grounded theme framework FILE.toml")
			case !o.Themes && o.DryRun && !file:
				return misused("--dry-run goes with --themes or FILE.toml: what is only shown changes nothing")
			case file:
				return bringFramework(c.Context(), env, o, arg)
			case o.Themes:
				return frameworkThemes(c.Context(), env, o, arg, *model)
			}
			return showFramework(c, env, o, arg)
		},
		ValidArgsFunction: once(completeFrameworks(env)),
	}
	flags := c.Flags()
	flags.StringVar(&o.ID, "id", "", "what to call a framework that is brought in (`ID`; the file's name otherwise)")
	flags.BoolVar(&o.Replace, "replace", false, "bring it in in place of another of that name")
	flags.BoolVar(&o.Themes, "themes", false, "make a theme of each construct that holds codes of yours")
	flags.BoolVar(&o.DryRun, "dry-run", false, "say what would be done, and write nothing")
	flags.IntVarP(&o.N, "number", "n", o.N, "show `N` proposals of each construct; 0 shows all")
	partFlag(c, &o.Part, frameworkParts...)
	o.add(env, c)
	return c
}

// largestFramework is more than any framework takes, in bytes.
const largestFramework = 1 << 20

func bringFramework(ctx context.Context, env *Env, o frameworkOptions, file string) error {
	src, called, err := env.readFile(file)
	if err != nil {
		return err
	}
	if len(src) > largestFramework {
		return fmt.Errorf("%s is larger than any framework is; is it the right file?", called)
	}
	name := o.ID
	if name == "" {
		name = slug.Make(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)))
	}
	if err := slug.Check(name); err != nil {
		return misused("--id %s: %w", name, err)
	}
	f, err := readFramework(env, called, src)
	if err != nil {
		return err
	}
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	brought := false
	var lost []string
	_, err = st.ChangeAs(ctx, manner(o.DryRun), a, "theme framework", func(e *study.Edit) error {
		brought, err = e.BringFramework(name, src, o.Replace)
		e.Did("brought in framework %s", name)
		if err == nil && brought {
			lost, err = lostPlacements(env, st, f, name)
		}
		return err
	})
	if errors.Is(err, study.ErrFrameworkThere) {
		return fmt.Errorf("there is a framework %s already, which says something else; bring this one in as another with --id, or in its place with --replace", name)
	}
	if err != nil {
		return err
	}
	if !brought {
		env.note("framework %s is there already, as this file has it", name)
		return nil
	}
	env.note("%s: %s", outcome("brought in framework "+name, o.DryRun), count(len(f.Constructs), "construct"))
	for _, n := range lost {
		env.note("note: %s", n)
	}
	if !o.DryRun {
		env.note("see what may belong where with: grounded theme framework %s; you decide with: grounded theme place CODE CONSTRUCT --because TEXT", name)
	}
	return nil
}

func showFramework(c *cobra.Command, env *Env, o frameworkOptions, name string) error {
	if o.N < 0 {
		return misused("--number %d: there is no such number of proposals", o.N)
	}
	if err := env.checkPart(o.Part, frameworkParts...); err != nil {
		return err
	}
	st, err := env.open()
	if err != nil {
		return err
	}
	layout, picked, notes, err := o.lay(c, env, st, name)
	if err != nil {
		return err
	}
	remainder := layout.RemainderReport()
	remainder.Notes = append(remainder.Notes, append(notes, tabulate.Beside(picked)...)...)
	format := render.Format(env.global.Format)
	if format.Data() && !c.Flags().Changed("number") {
		o.N = 0
	}
	if o.Part == "placements" {
		return env.show(layout.PlacementReport())
	}
	parts := []part{{"constructs", layout.ConstructReport()}, {"proposals", layout.ProposalReport(o.N)}, {"remainder", remainder}}
	if len(layout.Proposals) == 0 && o.Part == "" && !format.Data() {
		parts = slices.Delete(parts, 1, 2)
	}
	return env.showParts(parts, o.Part)
}

// lay lays the codes that the flags mean out on a framework.
func (o frameworkOptions) lay(c *cobra.Command, env *Env, st *study.Study, name string) (framework.Layout, coding.Picked, []string, error) {
	none := framework.Layout{}
	full, err := st.FrameworkName(name, ": grounded theme framework NAME")
	if err != nil {
		return none, coding.Picked{}, nil, err
	}
	f, err := st.Framework(full)
	if err != nil {
		return none, coding.Picked{}, nil, err
	}
	sel, err := o.selection(env, st)
	if err != nil {
		return none, coding.Picked{}, nil, err
	}
	corpus, err := st.Load(c.Context(), sel)
	if err != nil {
		return none, coding.Picked{}, nil, err
	}
	picked, err := coding.Select(corpus, sel)
	if err != nil {
		return none, picked, nil, err
	}
	said, err := st.Placements(sel, full)
	if err != nil {
		return none, picked, nil, err
	}
	people, err := st.Cases()
	if err != nil {
		return none, picked, nil, err
	}
	stems := newStems(st)
	layout := f.Lay(picked, said, framework.Options{
		Means: func(coder *coding.Coder, code codebook.Code) bool { return sel.MeansCode(coder, code) },
		Stem:  stems.of, Word: stems.own(), Leave: stems.little, Quoting: env.quoting(people),
		Propose: o.Part == "" || o.Part == "proposals",
	})
	return layout, picked, stems.notes(), nil
}
