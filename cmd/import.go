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
	"grounded/transcript"
)

type importOptions struct {
	readingFlags
	ID, Title, Date, Type, Language string
	Roles, Highlights               []string
	Comments                        string
	Again, DryRun                   bool
	Part                            string

	colours map[string]string // code by colour
}

func newImportCmd(env *Env) *cobra.Command {
	o := importOptions{Comments: commentsAsMemos}
	c := &cobra.Command{
		Use:   "import FILE|DIR|GLOB...",
		Short: "Bring transcripts into the study",
		Long: `Bring transcripts into the study. What a file is is seen from its content; --as
overrides that. The file itself is kept as it is in sources/, its words become a
transcript in transcripts/, with every word as it stands and nothing rewrapped.
See what would be understood with --dry-run; "grounded help sources" tells what can
be read.

Comments in a document become a memo of the one who acts; tags in a table, and
with --comments codes and --highlight the comments and colours of a document,
become that analyst's codings.

Files that cannot be read are named, and the others come in all the same.`,
		Example: `  grounded import interviews/ --dry-run
  grounded import "P07 with Mark_otter_ai.txt" --id interview-01 --title "Interview 1"
  grounded import talk.vtt --role "P07=participant" --relabel "interviewr=Interviewer"
  grounded import coded.docx --comments codes --highlight yellow=family
  grounded import survey.xlsx --columns "respondent=ID,question=What helped?"`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return importFiles(c.Context(), env, o, args)
		},
	}
	flags := c.Flags()
	o.readingFlags.add(c)
	flags.StringVar(&o.ID, "id", "", "call the transcript `ID`; made from the file's name otherwise")
	flags.StringVar(&o.Title, "title", "", "its title (`TEXT`)")
	flags.StringVar(&o.Date, "date", "", "the day it was recorded (`YYYY-MM-DD`)")
	flags.StringVar(&o.Type, "type", "", "what it is: interview, group, notes, email or survey (`TYPE`); an interview, unless the file says otherwise")
	flags.StringVar(&o.Language, "language", "", "its language when that is not the study's (`LANGUAGE`)")
	flags.StringArrayVar(&o.Roles, "role", nil, "who speaks in which role: `LABEL=ROLE`, the label may be a glob (repeatable)")
	flags.StringVar(&o.Comments, "comments", o.Comments, "make memos or codes of comments in the margin, or no (`WHAT`)")
	flags.StringArrayVar(&o.Highlights, "highlight", nil, "put a code on what is highlighted: `COLOUR=CODE` (repeatable)")
	flags.BoolVar(&o.Again, "again", false, "pass over files that came in before")
	flags.BoolVar(&o.DryRun, "dry-run", false, "say what would come in, who speaks and how it begins, and write nothing")
	partFlag(c, &o.Part, rehearsalParts...)
	completeWords(c, "type", transcriptTypes...)
	completeWords(c, "comments", commentWays...)
	return c
}

var transcriptTypes = []string{"interview", "group", "notes", "email", "survey"}

func importFiles(ctx context.Context, env *Env, o importOptions, args []string) error {
	if err := o.understand(env); err != nil {
		return err
	}
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	files, failed := importedFiles(env, args)
	if len(files) > 1 && o.ID+o.Title+o.Date != "" {
		return misused("--id, --title and --date are for one file, and these are %d", len(files))
	}
	told := importNotes{env: env}
	var seen study.Origins
	if o.Again {
		if seen, err = st.Origins(ctx); err != nil {
			return err
		}
	}
	read := readSources(ctx, env, o, seen, files)
	if err := ctx.Err(); err != nil {
		return err
	}
	var ready []study.Arrival
	var understood []readSource
	for _, r := range read {
		switch {
		case r.err != nil:
			failed = append(failed, r.err)
		case r.here != "":
			told.here(r)
		default:
			understood = append(understood, r)
			ready = append(ready, r.arrivals(o)...)
		}
	}
	if err := o.knows(understood, o.Roles); err != nil {
		return nothingCameIn(err)
	}
	for _, r := range understood {
		told.add(r.result.Warnings, o.DryRun)
	}
	told.end()
	marks := markMaker{env: env, options: o, analyst: a, study: st, sources: understood}
	if err := marks.ready(); err != nil {
		return err
	}
	people := peopleMaker{env: env, options: o, sources: understood}
	also := func(e *study.Edit, come []*transcript.Transcript) error {
		return errors.Join(people.make(e, come), marks.make(e, come))
	}
	come, refused, err := st.Import(ctx, a, ready, study.Arriving{DryRun: o.DryRun, Also: also})
	if err != nil {
		return err
	}
	failed = append(failed, refused...)
	for _, err := range failed {
		fmt.Fprintln(env.Stderr, err)
	}
	if err := showImported(env, o, come, len(failed) == 0 && told.passed == 0); err != nil {
		return err
	}
	did := "imported"
	if o.DryRun {
		did = "would import"
	}
	outcome := fmt.Sprintf("%s %s", did, count(len(come), "transcript"))
	if len(failed) > 0 {
		outcome += fmt.Sprintf("; %s did not come in", count(len(failed), "file"))
	}
	if told.passed > 0 {
		outcome += fmt.Sprintf("; passed over %s that came in before", count(told.passed, "file"))
	}
	env.note("%s", outcome)
	people.say()
	marks.say()
	noteRoles(env, come, o.DryRun)
	if len(failed) > 0 {
		return errSaid
	}
	return nil
}

// showImported prints what came in; of a rehearsal also who speaks and how each
// begins.
func showImported(env *Env, o importOptions, come []*transcript.Transcript, always bool) error {
	switch {
	case len(come) == 0 && !always && env.global.Format == "text":
		return nil
	case o.DryRun:
		return env.showParts(rehearsal(come), o.Part)
	}
	return env.show(transcriptReport(come, ""))
}

// importedFiles returns the files that the arguments mean, in order, each once:
// of a folder the files in it, of a glob what it matches, but none of the
// study's own. Arguments that mean none are errors.
func importedFiles(env *Env, args []string) (files []string, failed []error) {
	for _, arg := range args {
		if arg == "-" {
			failed = append(failed, errors.New("-: import reads files, and not standard input, since it keeps each as a source; save it into a file first"))
			continue
		}
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

// isOrAre is the verb that goes with a number of things.
func isOrAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// count writes a number with its noun: "1 file", "3 files".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
