package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/codebook/slug"
	"grounded/transcript/reader"
)

type importOptions struct {
	As, Encoding, ID, Title, Date, Type, Language string
	Roles, Labels                                 []string
	DryRun                                        bool
}

func newImportCmd(env *Env) *cobra.Command {
	var o importOptions
	formats := readerNames()
	c := &cobra.Command{
		Use:   "import FILE|DIR|GLOB...",
		Short: "Bring transcripts into the study",
		Long: `Bring transcripts into the study. What a file is is seen from its content; --as
overrides that. The file itself is kept as it is in sources/, its words become a
transcript in transcripts/, with every word as it stands and nothing rewrapped.

Files that cannot be read are named, and the others come in all the same.`,
		Example: `  grounded import interviews/
  grounded import "P07 with Mark_otter_ai.txt" --id interview-01 --title "Interview 1"
  grounded import talk.vtt --role "P07=participant" --role "Interviewer=interviewer"`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return importFiles(c.Context(), env, o, args)
		},
	}
	flags := c.Flags()
	flags.StringVar(&o.As, "as", "", "read the file as `FORMAT`: "+strings.Join(formats, ", "))
	flags.StringVar(&o.Encoding, "encoding", "", "read the file in `ENCODING`, such as windows-1252")
	flags.StringVar(&o.ID, "id", "", "call the transcript `ID`; made from the file's name otherwise")
	flags.StringVar(&o.Title, "title", "", "its title (`TEXT`)")
	flags.StringVar(&o.Date, "date", "", "the day it was recorded (`YYYY-MM-DD`)")
	flags.StringVar(&o.Type, "type", "interview", "what it is: interview, group, notes, email or survey (`TYPE`)")
	flags.StringVar(&o.Language, "language", "", "its language when that is not the study's (`LANGUAGE`)")
	flags.StringArrayVar(&o.Roles, "role", nil, "who speaks in which role: `LABEL=ROLE`, the label may be a glob (repeatable)")
	flags.StringArrayVar(&o.Labels, "label", nil, "a `LABEL` that is a speaker even if it stands once only (repeatable)")
	flags.BoolVar(&o.DryRun, "dry-run", false, "say what would come in, and write nothing")
	completeWords(c, "as", formats...)
	completeWords(c, "type", transcriptTypes...)
	return c
}

var transcriptTypes = []string{"interview", "group", "notes", "email", "survey"}

func importFiles(ctx context.Context, env *Env, o importOptions, args []string) error {
	if err := checkImport(o); err != nil {
		return err
	}
	st, err := env.open()
	if err != nil {
		return err
	}
	a, err := env.anyone(st)
	if err != nil {
		return err
	}
	files, failed := importedFiles(env, args)
	if len(files) > 1 && o.ID+o.Title+o.Date != "" {
		return misused("--id, --title and --date are for one file, and these are %d", len(files))
	}
	arrivals := readSources(ctx, o, files)
	var ready []study.Arrival
	told := importNotes{env: env}
	for _, r := range arrivals {
		if r.err != nil {
			failed = append(failed, r.err)
			continue
		}
		told.add(r.result.Warnings, o.DryRun)
		ready = append(ready, r.arrivals(o)...)
	}
	told.end()
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := o.knows(ready); err != nil {
		return err
	}
	come, refused, err := st.Import(ctx, a, ready, o.DryRun)
	if err != nil {
		return err
	}
	failed = append(failed, refused...)
	for _, err := range failed {
		fmt.Fprintln(env.Stderr, err)
	}
	if len(come) > 0 || len(failed) == 0 {
		if err := env.show(transcriptReport(come, "")); err != nil {
			return err
		}
	}
	did := "imported"
	if o.DryRun {
		did = "would import"
	}
	if len(failed) > 0 {
		env.note("%s %s; %s did not come in", did, count(len(come), "transcript"), count(len(failed), "file"))
		noteRoles(env, come, o.DryRun)
		return errSaid
	}
	env.note("%s %s", did, count(len(come), "transcript"))
	noteRoles(env, come, o.DryRun)
	return nil
}

func checkImport(o importOptions) error {
	if o.As != "" && !slices.Contains(readerNames(), o.As) {
		return misused("--as %s: there is no such format; there is %s", o.As, strings.Join(readerNames(), ", "))
	}
	if o.ID != "" {
		if err := slug.Check(o.ID); err != nil {
			return misused("--id: %w", err)
		}
	}
	if err := reader.CheckEncoding(o.Encoding); err != nil {
		return misused("--encoding: %w", err)
	}
	if !slices.Contains(transcriptTypes, o.Type) {
		return misused("--type %s: it is one of %s", o.Type, strings.Join(transcriptTypes, ", "))
	}
	if err := oneLine(o.Title); err != nil {
		return err
	}
	if _, err := day("date", o.Date); err != nil {
		return err
	}
	for _, r := range o.Roles {
		if label, _, ok := strings.Cut(r, "="); !ok || label == "" {
			return misused("--role %s: a name and a value stand around =, as in P07=participant", r)
		}
	}
	return nil
}

// importedFiles returns the files that the arguments mean, in order, each once:
// of a folder the files in it, of a glob what it matches, but none of the
// study's own. Arguments that mean none are errors.
func importedFiles(env *Env, args []string) (files []string, failed []error) {
	for _, arg := range args {
		path := env.inDir(arg)
		info, err := os.Stat(path)
		var found []string
		var none error
		switch {
		case err == nil && !info.IsDir():
			found = []string{path}
		case err == nil:
			entries, err := os.ReadDir(path)
			if err != nil {
				failed = append(failed, fmt.Errorf("%s: %w", arg, reason(err)))
				continue
			}
			for _, e := range entries {
				found = append(found, filepath.Join(path, e.Name()))
			}
			var broken []error
			found, broken = importable(found)
			failed = append(failed, broken...)
			none = fmt.Errorf("%s: there is no file to import in this folder; folders in it are looked into when they are named", arg)
		case strings.ContainsAny(arg, "*?["):
			found, _ = filepath.Glob(path) // a pattern that is none matches nothing
			var broken []error
			found, broken = importable(found)
			failed = append(failed, broken...)
			none = fmt.Errorf("%s: no file matches", arg)
		case errors.Is(err, fs.ErrNotExist):
			none = fmt.Errorf("%s: there is no such file", arg)
		default:
			none = fmt.Errorf("%s: %w", arg, reason(err))
		}
		if len(found) == 0 && none != nil {
			failed = append(failed, none)
		}
		for _, file := range found {
			file = filepath.ToSlash(file)
			if !slices.Contains(files, file) {
				files = append(files, file)
			}
		}
	}
	return files, failed
}

// importable leaves out folders, hidden files and the study's own. A link that
// leads nowhere is an error.
func importable(files []string) (found []string, broken []error) {
	for _, file := range files {
		if strings.HasPrefix(filepath.Base(file), ".") {
			continue
		}
		info, err := os.Stat(file)
		switch {
		case err != nil:
			why := reason(err)
			if link, err := os.Readlink(file); err == nil {
				why = fmt.Errorf("the link leads to %s, which cannot be reached (%w)", link, why)
			}
			broken = append(broken, fmt.Errorf("%s: %w", filepath.ToSlash(file), why))
		case info.Mode().IsRegular() && !study.Owns(file):
			found = append(found, file)
		}
	}
	return found, broken
}

// count writes a number with its noun: "1 file", "3 files".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
