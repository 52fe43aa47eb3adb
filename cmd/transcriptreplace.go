package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/transcript"
)

type replaceOptions struct {
	readingFlags
	DryRun bool
}

func newTranscriptReplaceCmd(env *Env) *cobra.Command {
	var o replaceOptions
	c := &cobra.Command{
		Use:   "replace ID FILE",
		Short: "Put a better export in the place of a transcript; codings follow",
		Long: `Put a better export in the place of a transcript's text, and the file itself in
the place of its source. Title, date, attributes and what is known of speakers
with the same label stay. The codings of every analyst and the quotations of
every model are written at their places in the new text; whatever reads
otherwise than before is listed.`,
		Example: `  grounded transcript replace interview-03 exports/interview-03-corrected.txt --dry-run
  grounded transcript replace interview-03 better.vtt --label Ann`,
		Args:              cobra.ExactArgs(2),
		ValidArgsFunction: firstThenFiles(completeTranscripts(env)),
		RunE: func(c *cobra.Command, args []string) error {
			return replaceTranscript(c.Context(), env, o, transcript.ID(args[0]), args[1])
		},
	}
	o.readingFlags.add(c)
	c.Flags().BoolVar(&o.DryRun, "dry-run", false, "say how codings would fare, and write nothing")
	return c
}

func replaceTranscript(ctx context.Context, env *Env, o replaceOptions, id transcript.ID, file string) error {
	if err := o.understand(env); err != nil {
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
	was, err := st.Transcript(id)
	if err != nil {
		return err
	}
	engine := pdfEngine()
	defer engine.Close()
	o.reading.PDF = engine
	read := readOne(ctx, o.reading, study.Origins{}, env.inDir(file))
	if read.err != nil {
		return read.err
	}
	if n := len(read.result.Transcripts); n != 1 {
		return fmt.Errorf("%s holds %d transcripts, and one is wanted; cut it into parts", file, n)
	}
	told := importNotes{env: env}
	told.add(read.result.Warnings, true)
	told.end()
	better := read.result.Transcripts[0]
	if err := o.knows([]readSource{read}, nil); err != nil {
		return err
	}
	noteSpeakers(env, was, better)
	done, err := correct(ctx, env, st, a, correction{command: "transcript replace", did: "replaced the text of " + string(id), dryRun: o.DryRun,
		change: func(e *study.Edit) ([]study.Correction, error) {
			c, err := e.Supersede(id, study.Arrival{File: file, Source: read.src, Transcript: better})
			return []study.Correction{c}, err
		}})
	if err == nil {
		noteHeaders(env, done[0])
	}
	return err
}

// noteSpeakers says who speaks in only one of two versions of a transcript.
func noteSpeakers(env *Env, was, now *transcript.Transcript) {
	labels := func(t *transcript.Transcript) (out []string) {
		for _, s := range t.Speakers {
			out = append(out, s.Label)
		}
		return out
	}
	only := func(in, notIn []string) string {
		return strings.Join(slices.DeleteFunc(in, func(l string) bool { return slices.Contains(notIn, l) }), ", ")
	}
	if fresh := only(labels(now), labels(was)); fresh != "" {
		env.note("new speakers: %s; where one is an old one under another label: grounded transcript relabel %s \"NEW=OLD\"", fresh, was.ID)
	}
	if gone := only(labels(was), labels(now)); gone != "" {
		env.note("no longer speak here: %s", gone)
	}
}
