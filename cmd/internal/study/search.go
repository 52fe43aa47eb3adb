package study

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"grounded/analysis/index"
	"grounded/analysis/index/query"
	"grounded/codebook/problem"
	"grounded/transcript"
)

// Found is what a search found, with the transcripts that hold it.
type Found struct {
	index.Result
	Transcripts map[transcript.ID]*transcript.Transcript // at least those with a hit
	Languages   map[transcript.ID]string                 // of all that are in the study
}

// Search finds what a query asks for in all transcripts. Where the index is fresh, and
// the query has no field, only transcripts with a hit are read as such, unless they are
// among those that were. What o does not say is taken from the study.
func (s *Study) Search(ctx context.Context, q query.Query, o index.Options, read ...*transcript.Transcript) (Found, error) {
	o.Language = s.Config.Language
	shelf := shelf{study: s, read: map[transcript.ID]*transcript.Transcript{}}
	for _, t := range read {
		shelf.read[t.ID] = t
	}
	sources, err := shelf.sources()
	if err != nil {
		return Found{}, err
	}
	result, err := index.Search(ctx, s.path(indexFolder), sources, q, o)
	if err != nil {
		return Found{}, plain(err)
	}
	for _, h := range result.Hits {
		if _, err := shelf.take(h.Transcript); err != nil {
			return Found{}, err
		}
	}
	languages := map[transcript.ID]string{}
	for i, source := range sources {
		languages[source.ID] = cmp.Or(shelf.languages[i], s.Config.Language, "en")
	}
	return Found{Result: result, Transcripts: shelf.read, Languages: languages}, nil
}

// NotSaid returns the words of a query that nobody says, each with up to three that are
// said and written almost so.
func (s *Study) NotSaid(ctx context.Context, q query.Query) ([]index.Missing, error) {
	shelf := shelf{study: s, read: map[transcript.ID]*transcript.Transcript{}}
	sources, err := shelf.sources()
	if err != nil {
		return nil, err
	}
	missing, err := index.NotSaid(ctx, sources, q, index.Options{Language: s.Config.Language}, 3)
	return missing, plain(err)
}

// shelf reads each transcript once, when it is asked for.
type shelf struct {
	study *Study
	mutex sync.Mutex
	read  map[transcript.ID]*transcript.Transcript

	languages []string // that each source says
}

func (s *shelf) take(id transcript.ID) (*transcript.Transcript, error) {
	s.mutex.Lock()
	t := s.read[id]
	s.mutex.Unlock()
	if t != nil {
		return t, nil
	}
	t, err := s.study.Transcript(id)
	if err != nil {
		return nil, err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.read[id] = t
	return t, nil
}

func (s *shelf) sources() ([]index.Source, error) {
	ids, err := s.study.TranscriptIDs()
	if err != nil {
		return nil, err
	}
	sources := make([]index.Source, len(ids))
	s.languages = make([]string, len(ids))
	var tasks errgroup.Group
	tasks.SetLimit(runtime.GOMAXPROCS(0))
	for i, id := range ids {
		tasks.Go(func() error {
			src, err := s.study.read(transcriptFile(id))
			if err != nil {
				return err
			}
			s.languages[i] = transcript.LanguageOf(src)
			sum := sha256.Sum256(src)
			sources[i] = index.Source{
				ID:   id,
				Key:  hex.EncodeToString(sum[:]),
				Load: func() (*transcript.Transcript, error) { return s.take(id) },
			}
			return nil
		})
	}
	return sources, tasks.Wait()
}

// Reindex builds the index anew and returns how many transcripts it holds.
func (s *Study) Reindex(ctx context.Context) (int, error) {
	shelf := shelf{study: s, read: map[transcript.ID]*transcript.Transcript{}}
	sources, err := shelf.sources()
	if err != nil {
		return 0, err
	}
	return len(sources), plain(index.Rebuild(ctx, s.path(indexFolder), sources, index.Options{Language: s.Config.Language}))
}

// plain returns the problems of a file that could not be indexed as they are:
// they say where and what, and that it was for a search helps nobody.
func plain(err error) error {
	var problems problem.Error
	if errors.As(err, &problems) {
		return problems
	}
	return err
}
