package study

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"strings"

	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/transcript"
)

func (c *checker) texts(ctx context.Context) error {
	var err error
	if c.ids, err = c.TranscriptIDs(); err != nil {
		return err
	}
	for _, id := range c.ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		file := transcriptFile(id)
		if err := slug.Check(string(id)); err != nil {
			c.add(problem.Problem{Name: "bad-transcript-id", File: file, Message: err.Error(), Remedy: "give the file that name"})
		}
		src, err := c.read(file)
		if err != nil {
			c.add(problem.Problem{Name: "unreadable", File: file, Message: cause(err).Error(), Fatal: true})
			continue
		}
		t, problems := transcript.Decode(id, file, src)
		for i, p := range problems {
			if source := c.sourceOf(id); source != "" && (p.Name == "empty-file" || p.Name == "binary-file") {
				problems[i].Remedy = fmt.Sprintf("put back a copy of it, or remove it and bring its source in again with: grounded import %s --id %s", source, id)
			}
		}
		c.add(problems...)
		if t == nil {
			continue
		}
		c.transcripts[id] = text{t, transcript.TextHash(t.Body)}
		c.headers(t, string(src))
		c.source(t)
	}
	return nil
}

// all are the transcripts that can be read, sorted.
func (c *checker) all() []text {
	var out []text
	for _, id := range c.ids {
		if t, ok := c.transcripts[id]; ok {
			out = append(out, t)
		}
	}
	return out
}

// source checks that an imported file is still what it was. One that is not
// there is no problem: a clone does not hold the sources.
func (c *checker) source(t *transcript.Transcript) {
	if t.Source == "" || t.SHA256 == "" || !filepath.IsLocal(filepath.FromSlash(t.Source)) {
		return
	}
	src, err := c.read(t.Source)
	if err != nil {
		return
	}
	if sum := sha256.Sum256(src); hex.EncodeToString(sum[:]) != t.SHA256 {
		c.add(problem.Problem{Name: "source-changed", File: t.Source,
			Message: fmt.Sprintf("this is not the file any more that %s was imported from", transcriptFile(t.ID)),
			Remedy:  fmt.Sprintf("put the original back; corrections belong into the transcript, with: grounded transcript edit %s", t.ID)})
	}
}

// sourceOf returns the file that a transcript seems to have been imported from,
// by its name, and "" when there is none or more than one.
func (c *checker) sourceOf(id transcript.ID) string {
	names, err := c.names(sourcesFolder, "")
	if err != nil {
		return ""
	}
	found := ""
	for _, name := range names {
		if strings.TrimSuffix(name, filepath.Ext(name)) != string(id) {
			continue
		}
		if found != "" {
			return ""
		}
		found = sourcesFolder + "/" + name
	}
	return found
}

// headers finds lines that look like the header of a turn and are none.
func (c *checker) headers(t *transcript.Transcript, src string) {
	_, _, first, err := transcript.Parts(src)
	if err != nil {
		return
	}
	for _, h := range t.HeaderLike() {
		p := t.Paragraphs[h.Paragraph]
		before := "nobody"
		if v := t.Speaker(p.Turn); v.Label != "" {
			before = v.Label
		}
		message := fmt.Sprintf("this line begins with %q, which is no header, so its words are those of %s", h.Written, before)
		remedy := fmt.Sprintf("write %q and a space, or where these are words, a space before them", h.Label+":")
		if h.Label == "" {
			remedy = "write the speaker's label and a colon behind the time, or where these are words, a space before them"
		}
		c.add(problem.Problem{Name: "header-like", File: transcriptFile(t.ID),
			Line: first + strings.Count(t.Body[:p.Line.Start], "\n"), Column: 1, Message: message, Remedy: remedy})
	}
}
