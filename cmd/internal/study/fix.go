package study

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Fix writes down what commands that read find out anew each time: the places
// of codings and quotations after a transcript was changed, the names of
// transcripts that were moved, LF for CR LF, and no byte order mark. It passes over what cannot be read, which Check
// names, and returns what it did, in sentences.
func (s *Study) Fix(ctx context.Context, a Analyst, sel coding.Selection) ([]string, error) {
	quiet := *s
	quiet.options.Warn = nil // of what is being mended
	var did []string
	_, err := quiet.Change(ctx, a, "check --fix", func(e *Edit) error {
		did = nil
		if err := e.fixLines(ctx, sel, &did); err != nil {
			return err
		}
		for _, analyst := range s.Config.Analysts {
			if !sel.Sees(analyst.ID) {
				continue
			}
			if err := e.fixPlaces(ctx, analyst, &did); err != nil {
				return err
			}
		}
		if err := e.fixModels(ctx, sel, &did); err != nil {
			return err
		}
		e.Did("%s", strings.Join(did, "; "))
		return nil
	})
	return did, err
}

func (e *Edit) fixLines(ctx context.Context, sel coding.Selection, did *[]string) error {
	c := checker{Study: e.study, sel: sel}
	if err := c.files(ctx); err != nil {
		return err
	}
	for _, p := range c.problems {
		if p.Name != crlf && p.Name != byteOrderMark {
			continue
		}
		src, err := e.Read(p.File)
		if err != nil {
			return err
		}
		mended, how := bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n")), " with LF"
		if p.Name == byteOrderMark {
			mended, how = bytes.TrimPrefix(src, []byte(bom)), " without a byte order mark"
		}
		if err := e.Write(p.File, mended); err != nil {
			return err
		}
		*did = append(*did, "saved "+p.File+how)
	}
	return nil
}

func (e *Edit) fixPlaces(ctx context.Context, a Analyst, did *[]string) error {
	ids, err := e.study.TranscriptIDs()
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		d, err := e.desk(a.ID, id)
		var unreadable problem.Error
		if errors.As(err, &unreadable) {
			continue
		}
		if err != nil {
			return err
		}
		moved, changed := d.home.id != id, d.Work.Text != d.hash
		if !moved && (!changed || len(d.Codings) == 0) {
			continue
		}
		if moved {
			*did = append(*did, fmt.Sprintf("wrote %s for %s in the codings of %s", id, d.home.id, a.ID))
		}
		if changed && len(d.Codings) > 0 {
			*did = append(*did, fmt.Sprintf("wrote the places of %d codings of %s in %s", len(d.Codings), a.ID, id))
		}
		if err := e.settle(d); err != nil {
			return err
		}
	}
	return nil
}

// fixModels mends the quotations of the models that the one who looks may see.
func (e *Edit) fixModels(ctx context.Context, sel coding.Selection, did *[]string) error {
	names, err := e.study.Models(sel)
	if err != nil || len(names) == 0 {
		return err
	}
	transcripts, err := e.readable(ctx)
	if err != nil {
		return err
	}
	for _, name := range names {
		m, _, err := e.Model(name)
		var unreadable problem.Error
		if errors.As(err, &unreadable) {
			continue
		}
		if err != nil {
			return err
		}
		src, mended, err := m.Mend(transcripts)
		if err != nil {
			return err
		}
		for _, r := range mended.Renamed {
			*did = append(*did, fmt.Sprintf("wrote %s for %s in %s", r.To, r.From, m.Name()))
		}
		if mended.Places > 0 {
			places := "the place of 1 quotation"
			if mended.Places > 1 {
				places = fmt.Sprintf("the places of %d quotations", mended.Places)
			}
			*did = append(*did, fmt.Sprintf("wrote %s in %s", places, m.Name()))
		}
		if bytes.Equal(src, m.Source()) {
			continue
		}
		if err := e.WriteModel(name, src); err != nil {
			return err
		}
	}
	return nil
}

// readable returns all transcripts that can be read.
func (e *Edit) readable(ctx context.Context) ([]*transcript.Transcript, error) {
	ids, err := e.study.TranscriptIDs()
	if err != nil {
		return nil, err
	}
	var out []*transcript.Transcript
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		t, err := e.Transcript(id)
		var unreadable problem.Error
		if errors.As(err, &unreadable) {
			// It is there, so that no quotation of it has moved.
			t, err = &transcript.Transcript{ID: id}, nil
		}
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// settle saves work that is to be kept under the name of its transcript. Of a
// transcript without codings there is only the progress to save.
func (e *Edit) settle(d *Desk) error {
	if len(d.Codings) > 0 {
		return e.Save(d)
	}
	return e.writeProgress(d.analyst, d.home.id, Progress{ID: d.Transcript, Round: d.Round, Started: d.Started, Finished: d.Finished, Revisited: d.Revisited, Text: d.hash})
}
