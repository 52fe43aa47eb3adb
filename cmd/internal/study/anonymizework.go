package study

import (
	"path"
	"slices"
	"strings"

	"grounded/analysis/theme"
	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
	"grounded/transcript"
	"grounded/transcript/coding"
)

func (r *rewriting) toml(src []byte) ([]byte, error) {
	doc, err := r.front(string(src))
	if err != nil {
		return nil, err
	}
	top, _, _ := strings.Cut(r.file, "/")
	switch {
	case path.Base(r.file) == progressName:
		return r.progress(src, doc)
	case top == modelsFolder:
		return r.quotes(src, doc.Source)
	}
	return doc.Source, nil
}

// progress writes which texts codings now stand on.
func (r *rewriting) progress(src []byte, doc *tomledit.File) ([]byte, error) {
	known, problems := decodeProgress(r.file, src)
	if err := problem.Fatal(problems); err != nil {
		return nil, err
	}
	var edits []tomledit.Edit
	for i, p := range known {
		if t, ok := r.textOf(p.ID, p.Text); ok && p.Text != "" {
			edits = append(edits, tomledit.Set(tomledit.Nth("transcript", i), "text", t.hash))
		}
	}
	if len(edits) == 0 {
		return doc.Source, nil
	}
	doc, err := doc.Edit(edits...)
	if err != nil {
		return nil, err
	}
	return doc.Source, nil
}

// textOf returns the transcript of an id, or else the one whose text has that
// hash: its file was moved by hand.
func (m *masking) textOf(id transcript.ID, hash string) (maskedText, bool) {
	if t, ok := m.texts[id]; ok {
		return t, true
	}
	var found []maskedText
	for _, t := range m.texts {
		if t.was.hash == hash {
			found = append(found, t)
		}
	}
	if len(found) != 1 {
		return maskedText{}, false
	}
	return found[0], true
}

// quotes writes the quotations of a model at their places.
func (r *rewriting) quotes(src, now []byte) ([]byte, error) {
	was, problems := theme.Decode(r.file, src)
	if err := problem.Fatal(problems); err != nil {
		return nil, err
	}
	m, problems := theme.Decode(r.file, now)
	if err := problem.Fatal(problems); err != nil {
		return nil, err
	}
	var texts []*transcript.Transcript
	for _, t := range r.texts {
		texts = append(texts, t.was.Transcript)
	}
	for _, a := range was.Anchor(texts) {
		byHand := a.Span.Empty() && a.Prefix+a.Suffix == ""
		q := m.Quotes[a.Index]
		if _, ok := m.Theme(q.Theme); !ok || byHand {
			continue
		}
		if a.Fate == coding.Adrift {
			q.Prefix, q.Suffix = r.masking.key.Fringe(q.Prefix, q.Suffix)
			q.Verified = q.Verified.Replace(a.Quote.Quote, q.Quote)
		} else {
			t := r.texts[a.In.ID].now
			place, ok := t.Clip(t.Follow(a.Now))
			if !ok {
				continue
			}
			at := theme.QuoteOf(t.Transcript, place, q.Theme, q.Stance)
			at.Transcript, at.Shown, at.Verified = q.Transcript, q.Shown, q.Verified.Replace(a.Quote.Quote, at.Quote)
			if a.Fate == coding.Followed {
				at.Verified = q.Verified.Follow(a.Quote.Quote, at.Quote)
			}
			q = at
		}
		if q == m.Quotes[a.Index] {
			continue
		}
		src, err := m.SetQuote(a.Index, q)
		if err != nil {
			return nil, err
		}
		m, _ = theme.Decode(r.file, src)
	}
	return m.Source(), nil
}

// lines rewrites a file of lines of JSON.
func (r *rewriting) lines(src []byte) ([]byte, error) {
	var out strings.Builder
	for line := range strings.Lines(string(src)) {
		now, n := r.key.JSON(strings.TrimSuffix(line, "\n"))
		r.n += n
		out.WriteString(now)
		if strings.HasSuffix(line, "\n") {
			out.WriteByte('\n')
		}
	}
	switch top, _, _ := strings.Cut(r.file, "/"); top {
	case codingsFolder, roundsFolder:
		return r.codings(src, []byte(out.String()))
	}
	return []byte(out.String()), nil
}

// codings writes codings at their places, with the words that stand there now.
func (r *rewriting) codings(src, now []byte) ([]byte, error) {
	was, problems := coding.Decode(r.file, src)
	if err := problem.Fatal(problems); err != nil {
		return nil, err
	}
	rewritten, problems := coding.Decode(r.file, now)
	if err := problem.Fatal(problems); err != nil {
		return nil, err
	}
	id := transcript.ID(strings.TrimSuffix(path.Base(r.file), ".jsonl"))
	madeOn, err := r.madeOn(id)
	if err != nil {
		return nil, err
	}
	placed := make([]coding.Placed, len(was))
	t, known := r.textOf(id, madeOn)
	if known {
		placed = r.study.place(t.was, madeOn, was)
	} else {
		for i, c := range was {
			placed[i] = coding.Placed{Coding: c, Fate: coding.Adrift}
		}
	}
	for _, p := range placed {
		i := slices.IndexFunc(rewritten, func(c coding.Coding) bool { return c.ID == p.ID })
		if i < 0 {
			continue // its id was a word to replace
		}
		c := &rewritten[i]
		if p.Fate == coding.Adrift {
			c.Prefix, c.Suffix = r.masking.key.Fringe(c.Prefix, c.Suffix)
		} else if place, ok := t.now.Clip(t.now.Follow(p.Now)); ok {
			*c = coding.Relocate(coding.Placed{Coding: *c, Now: place, Fate: coding.Moved}, t.now.Transcript)
		}
		if !c.Equal(p.Coding) {
			r.did.Codings++
		}
	}
	return coding.Encode(rewritten), nil
}

// madeOn returns the hash of the text that the codings of a file stand on.
func (r *rewriting) madeOn(id transcript.ID) (string, error) {
	file := path.Join(path.Dir(r.file), progressName)
	src, err := readOptional(r.Read, file)
	if err != nil || src == nil {
		return "", err
	}
	known, problems := decodeProgress(file, src)
	for _, p := range known {
		if p.ID == id {
			return p.Text, problem.Fatal(problems)
		}
	}
	return "", problem.Fatal(problems)
}
