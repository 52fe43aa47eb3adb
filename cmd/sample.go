package cmd

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/agreement"
	"grounded/analysis/sampling"
	"grounded/analysis/table"
	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

type sampleOptions struct {
	Share       float64
	By          []string
	Seed        uint64
	For         string
	Sensitive   bool
	Transcripts []string
	Kappa       float64
	Part        string
}

var sampleParts = []string{"transcripts", "codes"}

func newSampleCmd(env *Env) *cobra.Command {
	o := sampleOptions{Share: 0.2, Seed: 1, Kappa: 0.8}
	c := &cobra.Command{
		Use:   "sample --for ANALYST [FILE.zip]",
		Short: "Draw transcripts for a second coder",
		Long: `Draw a share of the transcripts for a second coder, at random but for this: what is
sorted by --by into groups has its share of the sample in each of them. They are the
roles of those who speak (role), the code that you put most (code), thirds by number of
words (length), the type of the transcript (type), or an attribute of it such as wave.
Where you have finished some transcripts, it is drawn from these.

It also says, code by code, how wide an interval around kappa will be at the least,
if the two agree as far as --kappa says. With FILE.zip a packet of the transcripts drawn
is made, as grounded handout does.`,
		Example: `  grounded sample --for ben --share 0.2 --by role,code,length --seed 7
  grounded sample --for ben --by length --seed 7 for-ben.zip`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return sample(c.Context(), env, o, args) },
	}
	flags := c.Flags()
	flags.Float64Var(&o.Share, "share", o.Share, "draw this `SHARE` of the transcripts, above 0 and up to 1")
	flags.StringSliceVar(&o.By, "by", nil, "in groups by `WHAT`: role, code, length, type, or an attribute (repeatable)")
	flags.Uint64Var(&o.Seed, "seed", o.Seed, "the `SEED` of the draw")
	flags.StringVar(&o.For, "for", "", "the `ANALYST` whom it is for")
	flags.BoolVar(&o.Sensitive, "sensitive", false, "with sensitive attributes of people")
	flags.StringArrayVar(&o.Transcripts, "transcript", nil, "draw from transcript `ID` (repeatable)")
	flags.Float64Var(&o.Kappa, "kappa", o.Kappa, "the agreement to reckon with (`KAPPA`)")
	partFlag(c, &o.Part, sampleParts...)
	_ = c.RegisterFlagCompletionFunc("for", completeAnalysts(env))
	_ = c.RegisterFlagCompletionFunc("transcript", completeTranscripts(env))
	completeWords(c, "by", "role", "code", "length", "type")
	return c
}

func sample(ctx context.Context, env *Env, o sampleOptions, args []string) error {
	switch {
	case !(o.Share > 0 && o.Share <= 1):
		return misused("--share %v: it is above 0 and up to 1, as in 0.2 for a fifth", o.Share)
	case !(o.Kappa > -1 && o.Kappa < 1):
		return misused("--kappa %v: it is between -1 and 1, both left out", o.Kappa)
	case o.For == "":
		return misused("whom is it for? say so with --for ANALYST")
	}
	if err := env.checkPart(o.Part, sampleParts...); err != nil {
		return err
	}
	st, acts, err := env.openActing()
	if err != nil {
		return err
	}
	other, err := findAnalyst(st, o.For)
	if err != nil {
		return err
	}
	if other.ID == acts.ID {
		return fmt.Errorf("%s draws for %[1]s; a second coder is somebody else: say who draws with --analyst, and whom it is for with --for", acts.ID)
	}
	corpus, err := st.Load(ctx, coding.Selection{Analysts: []string{string(acts.ID)}, Looker: acts.ID, Blind: st.Config.Blind, Transcripts: o.Transcripts, Surveys: true})
	if err != nil {
		return err
	}
	d := draw{options: o, coder: &corpus.Coders[slices.IndexFunc(corpus.Coders, func(c coding.Coder) bool { return c.Analyst == acts.ID })]}
	if err := d.from(corpus.Transcripts); err != nil {
		return err
	}
	if err := env.showParts([]part{{"transcripts", d.transcripts(other)}, {"codes", d.codes()}}, o.Part); err != nil {
		return err
	}
	if len(args) == 0 {
		return nil
	}
	var ids []transcript.ID
	for _, i := range d.drawn {
		ids = append(ids, d.among[i].ID)
	}
	packet, err := st.Packet(other, o.Sensitive, ids...)
	if err != nil {
		return err
	}
	return env.sendPacket(ctx, st, acts, packet, args[0], fmt.Sprintf("drew %s of %d for %s (%s)", count(len(ids), "transcript"), len(d.among), other.ID, d.how()))
}

// draw is a sample of transcripts, and what it was drawn from.
type draw struct {
	options sampleOptions
	coder   *coding.Coder
	among   []*transcript.Transcript
	strata  [][]string // of each of them, what it is by each criterion
	drawn   []int
	left    int // transcripts that are not drawn from, since they are not finished
}

func (d *draw) from(all []*transcript.Transcript) error {
	finished := slices.DeleteFunc(slices.Clone(all), func(t *transcript.Transcript) bool { return !d.finished(t.ID) })
	if d.among = finished; len(finished) == 0 {
		d.among = all
	}
	d.left = len(all) - len(d.among)
	if len(d.among) == 0 {
		return fmt.Errorf("there is no transcript to draw from; take some in with: grounded import FILE")
	}
	d.strata = make([][]string, len(d.among))
	for _, by := range d.options.By {
		values, err := d.by(by)
		if err != nil {
			return err
		}
		for i, v := range values {
			d.strata[i] = append(d.strata[i], v)
		}
	}
	var keys []string
	for _, s := range d.strata {
		keys = append(keys, strings.Join(s, "\x00"))
	}
	d.drawn = sampling.Draw(keys, d.options.Share, d.options.Seed)
	return nil
}

func (d *draw) finished(id transcript.ID) bool {
	return slices.ContainsFunc(d.coder.Work, func(w coding.Work) bool { return w.Transcript == id && !w.Finished.IsZero() })
}

// by returns what each transcript is by a criterion.
func (d *draw) by(what string) ([]string, error) {
	out := make([]string, len(d.among))
	switch what {
	case "length":
		words := make([]int, len(d.among))
		for i, t := range d.among {
			words[i] = t.SpokenWords()
		}
		return sampling.Thirds(words), nil
	case "type":
		for i, t := range d.among {
			out[i] = cmp.Or(t.Type, "interview")
		}
		return out, nil
	case "role":
		for i, t := range d.among {
			roles := map[string]bool{}
			for _, s := range t.Speakers {
				if s.Role != "" && s.Role != transcript.Gone {
					roles[string(s.Role)] = true
				}
			}
			out[i] = cmp.Or(strings.Join(slices.Sorted(maps.Keys(roles)), "+"), "no role")
		}
		return out, nil
	case "code":
		for i, t := range d.among {
			out[i] = cmp.Or(string(d.commonest(t.ID)), "no code")
		}
		return out, nil
	}
	known := map[string]bool{}
	for i, t := range d.among {
		for name := range t.Attributes {
			known[name] = true
		}
		if v, ok := t.Attributes[what]; ok {
			out[i] = fmt.Sprint(v)
		}
	}
	if !known[what] {
		return nil, coding.Unknown("way to group transcripts", what, append(slices.Sorted(maps.Keys(known)), "code", "length", "role", "type"))
	}
	return out, nil
}

// commonest returns the code that is put most on a transcript, "" for none.
func (d *draw) commonest(id transcript.ID) codebook.ID {
	n := map[codebook.ID]int{}
	var most codebook.ID
	for _, w := range d.coder.Work {
		if w.Transcript != id {
			continue
		}
		for _, c := range w.Codings {
			n[c.Code]++
		}
	}
	for _, code := range slices.Sorted(maps.Keys(n)) {
		if n[code] > n[most] {
			most = code
		}
	}
	return most
}

// how says by what and with which seed.
func (d *draw) how() string {
	if len(d.options.By) == 0 {
		return fmt.Sprintf("seed %d", d.options.Seed)
	}
	return fmt.Sprintf("by %s, seed %d", strings.Join(d.options.By, ", "), d.options.Seed)
}

func (d *draw) transcripts(other study.Analyst) table.Report {
	r := table.Report{
		Title: fmt.Sprintf("Drawn for %s", other.ID),
		Table: table.Table{Columns: []table.Column{{Name: "transcript", Heading: "Transcript"}, {Name: "title", Heading: "Title", Words: true},
			{Name: "words", Heading: "Words", Type: table.Integer}, {Name: "turns", Heading: "Turns", Type: table.Integer}, {Name: "stratum", Heading: "Group", Type: table.List}}},
	}
	words, all := 0, 0
	for i, t := range d.among {
		n := t.SpokenWords()
		all += n
		if !slices.Contains(d.drawn, i) {
			continue
		}
		words += n
		r.Table.Rows = append(r.Table.Rows, []any{string(t.ID), t.Title, n, len(t.Turns), d.strata[i]})
	}
	share := 0
	if all > 0 {
		share = (100*words + all/2) / all
	}
	r.Notes = []string{fmt.Sprintf("%d of %s, with %d %% of their words (%s).", len(d.drawn), count(len(d.among), "transcript"), share, d.how())}
	if d.left > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("Not drawn from: %s that %s has not finished.", count(d.left, "transcript"), d.coder.Analyst))
	}
	return r
}

// codes says how wide intervals will be: of each code, by how many turns of the sample
// it is on.
func (d *draw) codes() table.Report {
	r := table.Report{
		Title: "How far kappa will be known",
		Table: table.Table{Columns: []table.Column{{Name: "code", Heading: "Id"}, {Name: "name", Heading: "Name", Words: true},
			{Name: "turns", Heading: "Turns", Type: table.Integer}, {Name: "share", Heading: "Share", Type: table.Number, Digits: 2}, {Name: "within", Heading: "±", Type: table.Number, Digits: 2}}},
	}
	turns, on := 0, map[codebook.ID]int{}
	for _, i := range d.drawn {
		t := d.among[i]
		turns += len(t.Turns)
		for _, w := range d.coder.Work {
			if w.Transcript == t.ID {
				for code, n := range turnsOf(t, w.Codings) {
					on[code] += n
				}
			}
		}
	}
	absent := 0
	for _, code := range d.coder.Book.Codes {
		switch {
		case !code.InUse() || !d.puts(code.ID):
			continue
		case on[code.ID] == 0:
			absent++
		}
		row := []any{string(code.ID), code.Name, on[code.ID], float64(on[code.ID]) / float64(max(turns, 1)), nil}
		if se, err := agreement.ExpectedError(d.options.Kappa, float64(on[code.ID])/float64(max(turns, 1)), turns); err == nil {
			row[4] = 1.96 * se
		}
		r.Table.Rows = append(r.Table.Rows, row)
	}
	slices.SortStableFunc(r.Table.Rows, func(a, b []any) int { return b[2].(int) - a[2].(int) })
	r.Notes = []string{fmt.Sprintf("Over %s, were kappa %.2f: its interval of 95 %% reaches that far to either side, and further, since turns of a transcript go together (Bloch and Kraemer 1989).", count(turns, "turn"), d.options.Kappa)}
	if len(r.Table.Rows) == 0 {
		r.Notes = []string{fmt.Sprintf("%s has put no code yet, so nothing can be said of how far kappa will be known.", d.coder.Analyst)}
	}
	if absent > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%s of %s not in the sample: nothing will be known of %s there.", count(absent, "code"), d.coder.Analyst, map[bool]string{true: "it", false: "them"}[absent == 1]))
	}
	return r
}

func (d *draw) puts(code codebook.ID) bool {
	return slices.ContainsFunc(d.coder.Work, func(w coding.Work) bool {
		return slices.ContainsFunc(w.Codings, func(c coding.Placed) bool { return c.Code == code })
	})
}

// turnsOf returns on how many turns each code is.
func turnsOf(t *transcript.Transcript, codings []coding.Placed) map[codebook.ID]int {
	type use struct {
		code codebook.ID
		turn int
	}
	seen := map[use]bool{}
	n := map[codebook.ID]int{}
	for _, c := range codings {
		if c.Fate == coding.Adrift {
			continue
		}
		of := t.ParagraphsOf(c.Now)
		for p := of.First; p < of.End; p++ {
			if u := (use{c.Code, t.Paragraphs[p].Turn}); !seen[u] {
				seen[u] = true
				n[c.Code]++
			}
		}
	}
	return n
}
