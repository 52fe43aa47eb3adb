package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/coding"
)

type replaceOptions struct {
	readingFlags
	DryRun, Anyway bool
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
otherwise than before is listed. A text of which most codings find no place, or in
which nobody has a label that was there before, is refused unless --anyway says
that it is the right one.`,
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
	c.Flags().BoolVar(&o.Anyway, "anyway", false, "put it there even where it seems another text")
	return c
}

func replaceTranscript(ctx context.Context, env *Env, o replaceOptions, id transcript.ID, file string) error {
	if err := o.understand(env); err != nil {
		return err
	}
	st, a, err := env.openAnyone()
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
	if better.Body == was.Body {
		env.note("the text of %s is the same as that of %s", file, id)
	}
	noteSpeakers(env, was, better)
	done, err := correct(ctx, env, st, a, correction{command: "transcript replace", did: "replaced the text of " + string(id), dryRun: o.DryRun,
		change: func(e *study.Edit) ([]study.Correction, error) {
			c, err := e.Supersede(id, study.Arrival{File: file, Source: read.src, Transcript: better})
			if err == nil && !o.Anyway && !o.DryRun {
				err = seemsAnother(c, file)
			}
			return []study.Correction{c}, err
		}})
	if err != nil {
		return err
	}
	noteHeaders(env, done[0])
	if other := seemsAnother(done[0], file); o.DryRun && other != nil {
		env.note("note: %v", other)
	}
	return nil
}

// seemsAnother is an error when a text that takes the place of another has most
// of the codings nowhere, no label of before, or headers that are none.
func seemsAnother(c study.Correction, file string) error {
	codings, _ := c.Counts()
	all := len(c.Codings)
	if adrift := codings[coding.Adrift]; adrift*2 > all {
		return fmt.Errorf("%s holds the words of %d of the %s of %s, so it seems to be another text; where it is the right one add --anyway", file, all-adrift, count(all, "coding"), c.Transcript)
	}
	was, now := labelsOf(c.Was), labelsOf(c.Now)
	if len(was) > 0 && !slices.ContainsFunc(now, func(l string) bool { return slices.Contains(was, l) }) {
		return fmt.Errorf("none of the labels of %s (%s) is in %s, so what is known of the speakers would be lost; where that is right add --anyway", c.Transcript, strings.Join(was, ", "), file)
	}
	return lostHeaders(c, "")
}

func labelsOf(t *transcript.Transcript) (out []string) {
	for _, s := range t.Speakers {
		out = append(out, s.Label)
	}
	return out
}

// noteSpeakers says who speaks in only one of two versions of a transcript.
func noteSpeakers(env *Env, was, now *transcript.Transcript) {
	only := func(in, notIn []string) string {
		return strings.Join(slices.DeleteFunc(in, func(l string) bool { return slices.Contains(notIn, l) }), ", ")
	}
	if fresh := only(labelsOf(now), labelsOf(was)); fresh != "" {
		env.note("new speakers: %s; where one is an old one under another label: grounded transcript relabel %s \"NEW=OLD\"", fresh, was.ID)
	}
	if gone := only(labelsOf(was), labelsOf(now)); gone != "" {
		env.note("no longer speak here: %s", gone)
	}
}
