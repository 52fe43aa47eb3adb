package cmd

import (
	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/transcript"
)

// passageFlags name words within the place that a command is given.
type passageFlags struct {
	Quote string
	Nth   int
	Turn  string
}

func (f *passageFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.Quote, "quote", "", "only these `WORDS` of the place; - reads them from standard input")
	c.Flags().IntVar(&f.Nth, "nth", 0, "the `N`th of the places with those words")
	c.Flags().StringVar(&f.Turn, "turn", "", "the whole of turn `N`, or of N-M")
}

// passage is a passage as it was typed.
type passage struct{ applied }

// where reads a place: interview-03:14, or a transcript with --quote.
func (f passageFlags) where(env *Env, place string) (passage, error) {
	p := passage{applied{nth: f.Nth, turn: f.Turn}}
	return p, p.place(env, place, f.Quote)
}

// in returns the transcript and the words that are meant, as a change sees them.
func (p passage) in(e *study.Edit) (*transcript.Transcript, transcript.Span, error) {
	id := transcript.ID(p.transcript)
	var ref transcript.Ref
	if p.ref != "" {
		var err error
		if ref, err = transcript.ParseRef(p.ref); err != nil {
			return nil, transcript.Span{}, err
		}
		id = ref.Transcript
	}
	t, err := e.Transcript(id)
	if err != nil {
		return nil, transcript.Span{}, err
	}
	h := coder{finders: map[transcript.ID]*transcript.Finder{}}
	span, err := h.locate(t, ref, p.applied)
	return t, span, byFlag(err)
}
