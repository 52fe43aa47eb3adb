package study

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// reader reads a file of the study by its name, from disk or as a transaction
// sees it.
type reader func(name string) ([]byte, error)

// TranscriptIDs returns the ids of all transcripts, sorted.
func (s *Study) TranscriptIDs() ([]transcript.ID, error) {
	names, err := s.names(transcriptsFolder, ".txt")
	ids := make([]transcript.ID, len(names))
	for i, name := range names {
		ids[i] = transcript.ID(name)
	}
	slices.Sort(ids)
	return ids, err
}

// Transcript reads one transcript. A name that none has is an error that offers
// the nearest.
func (s *Study) Transcript(id transcript.ID) (*transcript.Transcript, error) {
	return s.transcript(id, s.read)
}

func (s *Study) transcript(id transcript.ID, read reader) (*transcript.Transcript, error) {
	file := transcriptFile(id)
	src, err := read(file)
	if err != nil {
		ids, _ := s.names(transcriptsFolder, ".txt")
		if !slices.Contains(ids, string(id)) {
			return nil, coding.Unknown("transcript", string(id), ids)
		}
		return nil, err
	}
	t, problems := transcript.Decode(id, file, src)
	return t, s.heed(problems)
}

// heed returns the problems that a command cannot go on with as an error, and
// warns of the others.
func (s *Study) heed(problems []problem.Problem) error {
	if err := problem.Fatal(problems); err != nil {
		return err
	}
	for _, p := range problems {
		s.warn(p.String())
	}
	return nil
}

func (s *Study) warn(sentence string) {
	if s.options.Warn != nil {
		s.options.Warn(sentence)
	}
}

// Transcripts reads the transcripts that any of the patterns means, all when
// there is none, in parallel, sorted by id.
func (s *Study) Transcripts(ctx context.Context, patterns ...string) ([]*transcript.Transcript, error) {
	texts, err := s.texts(ctx, patterns, false)
	out := make([]*transcript.Transcript, len(texts))
	for i, t := range texts {
		out[i] = t.Transcript
	}
	return out, err
}

// text is a transcript with the hash of its body.
type text struct {
	*transcript.Transcript
	hash string
}

func (s *Study) texts(ctx context.Context, patterns []string, hashed bool) ([]text, error) {
	ids, err := s.TranscriptIDs()
	if err != nil {
		return nil, err
	}
	if ids, err = coding.MatchIDs("transcript", patterns, ids); err != nil {
		return nil, err
	}
	texts := make([]text, len(ids))
	problems := make([][]problem.Problem, len(ids))
	tasks, ctx := errgroup.WithContext(ctx)
	tasks.SetLimit(runtime.GOMAXPROCS(0))
	for i, id := range ids {
		tasks.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			src, err := s.read(transcriptFile(id))
			if err != nil {
				return err
			}
			texts[i].Transcript, problems[i] = transcript.Decode(id, transcriptFile(id), src)
			if hashed && texts[i].Transcript != nil {
				texts[i].hash = transcript.TextHash(texts[i].Body)
			}
			return nil
		})
	}
	if err := tasks.Wait(); err != nil {
		return nil, err
	}
	if err := s.heed(slices.Concat(problems...)); err != nil {
		return nil, err
	}
	return texts, nil
}

// Load reads what a selection may ask about: the transcripts it means, and of
// every analyst that it means and the one who looks may see, the codebook and
// all codings of those transcripts, each at its place in the text as it is now.
// Cases are read where it asks about them. Nothing is written.
func (s *Study) Load(ctx context.Context, sel coding.Selection) (*coding.Corpus, error) {
	var corpus *coding.Corpus
	err := s.store.Reading(ctx, func() error {
		var err error
		corpus, err = s.load(ctx, sel)
		return err
	})
	return corpus, err
}

func (s *Study) load(ctx context.Context, sel coding.Selection) (*coding.Corpus, error) {
	texts, err := s.texts(ctx, sel.Transcripts, true)
	if err != nil {
		return nil, err
	}
	corpus := &coding.Corpus{}
	if len(sel.Cases)+len(sel.Where) > 0 {
		people, err := s.Cases()
		if err != nil {
			return nil, err
		}
		corpus.Cases = people.Cases
	}
	for _, t := range texts {
		corpus.Transcripts = append(corpus.Transcripts, t.Transcript)
	}
	analysts := slices.Clone(s.Config.Analysts)
	for _, name := range sel.Analysts {
		if _, _, kept := coding.Analyst(name).Kept(); kept {
			a, err := s.Analyst(coding.Analyst(name))
			if err != nil {
				return nil, err
			}
			analysts = append(analysts, a)
		}
	}
	analysts = slices.DeleteFunc(analysts, func(a Analyst) bool {
		return !sel.SeesSome(a.ID) || !sel.Sees(a.ID) && !sel.Named(a.ID, a.Role)
	})
	books, err := s.books(ctx, slices.DeleteFunc(slices.Clone(analysts), func(a Analyst) bool { return !sel.Named(a.ID, a.Role) }))
	if err != nil {
		return nil, err
	}
	for _, a := range analysts {
		coder := coding.Coder{Analyst: a.ID, Name: a.Name, Role: a.Role, Case: a.Case}
		if !sel.Named(a.ID, a.Role) {
			coder.Book = new(codebook.Book)
			corpus.Coders = append(corpus.Coders, coder)
			continue
		}
		coder.Book = books[a.CodebookFile()]
		theirs := texts
		if !sel.Sees(a.ID) {
			theirs = slices.DeleteFunc(slices.Clone(texts), func(t text) bool { return !slices.Contains(sel.Opened, string(t.ID)) })
		}
		if coder.Work, err = s.work(ctx, a.ID, theirs, sel.Bare); err != nil {
			return nil, err
		}
		if len(sel.Opened) > 0 { // of all who are held against each other, or counts of codes would compare nothing
			coder.Book = coder.Book.Among(used(coder.Work))
		}
		corpus.Coders = append(corpus.Coders, coder)
	}
	return corpus, nil
}

// used returns whether codings bear a code.
func used(work []coding.Work) func(codebook.ID) bool {
	codes := map[codebook.ID]bool{}
	for _, w := range work {
		for _, c := range w.Codings {
			codes[c.Code] = true
		}
	}
	return func(id codebook.ID) bool { return codes[id] }
}

// work reads what an analyst did on some texts, in their order; bare without the words
// that codings keep.
func (s *Study) work(ctx context.Context, a coding.Analyst, texts []text, bare bool) ([]coding.Work, error) {
	progress, _, err := progressOf(a, s.read)
	if err != nil {
		return nil, err
	}
	files, err := s.names(codingsOf(a), ".jsonl")
	if err != nil {
		return nil, err
	}
	homes, err := s.homes(a, texts, files, progress)
	if err != nil {
		return nil, err
	}
	found := make([]*coding.Work, len(texts))
	problems := make([][]problem.Problem, len(texts))
	tasks, ctx := errgroup.WithContext(ctx)
	tasks.SetLimit(runtime.GOMAXPROCS(0))
	for i, t := range texts {
		home := homes[t.ID]
		tasks.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			var err error
			found[i], problems[i], err = s.workOn(a, t, home, s.read)
			if bare && found[i] != nil {
				coding.Strip(found[i].Codings)
			}
			return err
		})
	}
	if err := tasks.Wait(); err != nil {
		return nil, err
	}
	if err := s.heed(slices.Concat(problems...)); err != nil {
		return nil, err
	}
	var out []coding.Work
	for _, w := range found {
		if w != nil {
			out = append(out, *w)
		}
	}
	return out, nil
}

// workOn reads and places what an analyst did on one text; it is nil when they
// never began.
func (s *Study) workOn(a coding.Analyst, t text, h home, read reader) (*coding.Work, []problem.Problem, error) {
	if h.id == "" {
		return nil, nil, nil
	}
	w := &coding.Work{Transcript: t.ID, Round: h.progress.Round, Started: h.progress.Started,
		Finished: h.progress.Finished, Revisited: h.progress.Revisited, Text: h.progress.Text}
	src, err := read(codingsFile(a, h.id))
	if errors.Is(err, fs.ErrNotExist) {
		return w, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	codings, problems := coding.Decode(codingsFile(a, h.id), src)
	w.Codings = s.place(t, h.progress.Text, codings)
	return w, problems, nil
}

// place says where codings stand in a text, given the hash of the text they
// were made on.
func (s *Study) place(t text, madeOn string, codings []coding.Coding) []coding.Placed {
	if madeOn == t.hash {
		placed := make([]coding.Placed, len(codings))
		for i, c := range codings {
			placed[i] = coding.Placed{Coding: c, Now: c.Span}
		}
		if fits(t.Transcript, codings) {
			return placed
		}
	}
	var former *transcript.Transcript
	if madeOn != "" && madeOn != t.hash {
		if body, err := s.read(textsFolder + "/" + madeOn); err == nil && transcript.TextHash(string(body)) == madeOn {
			former = transcript.New(t.ID, t.Meta, string(body))
		}
	}
	placed := coding.Anchor(former, t.Transcript, codings)
	slices.SortStableFunc(placed, func(a, b coding.Placed) int {
		return cmp.Or(cmp.Compare(a.Now.Start, b.Now.Start), cmp.Compare(a.Now.End, b.Now.End), cmp.Compare(a.Code, b.Code))
	})
	return placed
}

// fits reports whether every coding stands where it says, with its words and
// what stands around them: a codings file edited by hand, or a line that undo
// brought back, may say otherwise, whatever the progress file holds.
func fits(t *transcript.Transcript, codings []coding.Coding) bool {
	for _, c := range codings {
		if c.Span.Start < 0 || c.Span.End > len(t.Body) || t.Body[c.Span.Start:c.Span.End] != c.Quote ||
			!strings.HasSuffix(t.Body[:c.Span.Start], c.Prefix) || !strings.HasPrefix(t.Body[c.Span.End:], c.Suffix) {
			return false
		}
	}
	return true
}
