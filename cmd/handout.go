package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/table"
	"grounded/cmd/internal/study"
	"grounded/codebook/slug"
)

type handoutOptions struct {
	For       string
	Sensitive bool
}

func newHandoutCmd(env *Env) *cobra.Command {
	var o handoutOptions
	c := &cobra.Command{
		Use:   "handout FILE.zip",
		Short: "Make a packet of the study for an analyst elsewhere",
		Long: `Make a packet of the study for an analyst who works on another machine: the
transcripts, their own work and codebook, and nothing of others. They unpack it, work in
it as in any study, and send the folder back, compressed by whatever program; grounded
takein brings it home. Imported files and sensitive attributes stay here.`,
		Example: "  grounded handout --for ben for-ben.zip\n  grounded handout --for ben for-ben.zip --sensitive",
		Args:    cobra.ExactArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return handout(c.Context(), env, o, args[0]) },
	}
	c.Flags().StringVar(&o.For, "for", "", "the `ANALYST` whom it is for")
	c.Flags().BoolVar(&o.Sensitive, "sensitive", false, "with sensitive attributes of people")
	_ = c.RegisterFlagCompletionFunc("for", completeAnalysts(env))
	return c
}

func handout(ctx context.Context, env *Env, o handoutOptions, file string) error {
	if o.For == "" {
		return misused("whom is it for? say so with --for ANALYST")
	}
	st, err := env.open()
	if err != nil {
		return err
	}
	acts, err := env.anyone(st)
	if err != nil {
		return err
	}
	a, err := findAnalyst(st, o.For)
	if err != nil {
		return err
	}
	packet, err := st.Packet(a, o.Sensitive)
	if err != nil {
		return err
	}
	return env.sendPacket(ctx, st, acts, packet, file, fmt.Sprintf("handed out %s for %s", count(packet.Transcripts, "transcript"), a.ID))
}

// sendPacket writes a packet to a file that is not there yet, outside the study, and
// puts on record what was done.
func (e *Env) sendPacket(ctx context.Context, st *study.Study, acts study.Analyst, packet study.Packet, file, did string) error {
	to := e.inDir(file)
	if st.Within(to) {
		return fmt.Errorf("%s lies in the study, which it is a copy of; name a file outside it", file)
	}
	src, err := packet.Zip(slug.Make(st.Config.Name)+"-for-"+string(packet.For), e.Now())
	if err != nil {
		return err
	}
	if err := writeNew(to, src); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("%s is there already, and is not written over; name another file", file)
		}
		return fmt.Errorf("%s: %w", file, reason(err))
	}
	if err := st.Note(ctx, acts, "handout", did); err != nil {
		return err
	}
	e.note("made %s for %s: %s and their own work; others' work is not in it", file, packet.For, count(packet.Transcripts, "transcript"))
	if packet.Withheld > 0 {
		e.note("%s of sensitive attributes left out; take them in with: --sensitive", count(packet.Withheld, "value"))
	}
	e.note("when it comes back: grounded takein FILE.zip")
	return nil
}

// writeNew writes a file that is not there yet, whole or not at all.
func writeNew(file string, src []byte) error {
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("%s: %w", file, fs.ErrExist)
	}
	f, err := os.CreateTemp(filepath.Dir(file), ".handout-*")
	if err != nil {
		return err
	}
	_, err = f.Write(src)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

type takeinOptions struct {
	Theirs bool
	DryRun bool
}

func newTakeinCmd(env *Env) *cobra.Command {
	var o takeinOptions
	c := &cobra.Command{
		Use:   "takein FILE.zip|FOLDER",
		Short: "Bring back the work of an analyst from a packet",
		Long: `Bring back the work of an analyst from a packet that grounded handout made: their
codings, codebook, memos, models and what they have finished. Where transcripts were
corrected here meanwhile, their codings follow. Codings are joined one by one; one that
changed both here and there is refused and named. Words of transcripts that they
corrected are not taken over.`,
		Example: "  grounded takein for-ben.zip --dry-run\n  grounded takein for-ben.zip",
		Args:    cobra.ExactArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return takein(c.Context(), env, o, args[0]) },
	}
	c.Flags().BoolVar(&o.Theirs, "theirs", false, "take what is there where both changed")
	c.Flags().BoolVar(&o.DryRun, "dry-run", false, "show what would come, and write nothing")
	return c
}

func takein(ctx context.Context, env *Env, o takeinOptions, file string) error {
	st, acts, err := env.openAnyone()
	if err != nil {
		return err
	}
	packet, err := env.readPacket(file)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if packet.Study != st.Config.Name {
		return fmt.Errorf("%s is a packet of the study %q, and this is %q", file, packet.Study, st.Config.Name)
	}
	var taken study.Taken
	_, err = st.ChangeAs(ctx, manner(o.DryRun), acts, "takein", func(e *study.Edit) error {
		taken, err = e.TakeIn(packet, o.Theirs)
		return err
	})
	if err != nil {
		return err
	}
	if err := env.show(takenReport(taken)); err != nil {
		return err
	}
	if len(taken.Files) == 0 {
		env.note("nothing of %s is new", taken.Analyst)
	} else {
		took := "took in"
		if o.DryRun {
			took = "would have taken in"
		}
		env.note("%s %s of %s", took, count(len(taken.Files), "file"), taken.Analyst)
	}
	if len(taken.Corrected) > 0 {
		env.note("%s corrected the words of %s there, which is not taken over; correct them here with: grounded transcript edit", taken.Analyst, and(texts(taken.Corrected)))
	}
	if len(taken.Missing) > 0 {
		env.note("did not come back, and stays as it is here: %s", and(taken.Missing))
	}
	for _, name := range taken.Left {
		env.note("%s changed here and there, and others use it too; it is left as it is here", name)
	}
	return nil
}

func (e *Env) readPacket(file string) (*study.Returned, error) {
	path := e.inDir(file)
	info, err := os.Stat(path)
	if err != nil {
		return nil, errors.New("there is no such file or folder")
	}
	if info.IsDir() {
		return study.ReadPacketFolder(os.DirFS(path))
	}
	const most = 1 << 30
	if info.Size() > most {
		return nil, fmt.Errorf("it is larger than any packet (%d MB)", info.Size()>>20)
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return study.ReadPacket(src)
}

func takenReport(t study.Taken) table.Report {
	r := table.Report{
		Title: "What came back of " + string(t.Analyst),
		Table: table.Table{Columns: []table.Column{
			{Name: "transcript", Heading: "Transcript"},
			{Name: "new", Heading: "New", Type: table.Integer},
			{Name: "changed", Heading: "Changed", Type: table.Integer},
			{Name: "removed", Heading: "Removed", Type: table.Integer},
			{Name: "finished", Heading: "Finished", Type: table.Boolean},
			{Name: "moved", Heading: "Moved", Type: table.Integer},
			{Name: "followed", Heading: "Followed", Type: table.Integer},
			{Name: "adrift", Heading: "Adrift", Type: table.Integer},
		}},
	}
	for _, w := range t.Work {
		r.Table.Rows = append(r.Table.Rows, []any{string(w.Transcript), w.New, w.Changed, w.Removed, w.Finished, w.Moved, w.Followed, w.Adrift})
	}
	r.Notes = []string{"New, changed, removed: codings, since the packet was handed out. Moved, followed, adrift: those whose text was corrected here meanwhile."}
	if len(t.Files) > 0 {
		r.Notes = append(r.Notes, "Files: "+strings.Join(t.Files, ", "))
	}
	return r
}
