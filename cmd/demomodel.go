package cmd

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"

	"grounded/cmd/internal/study"
	"grounded/codebook/tomledit"
)

const sampleModel = "joint/thriving"

// model takes the sample's model over and chooses its quotations, as theme add
// and theme quotes --add do.
func (d demonstration) model(ctx context.Context, sample fs.FS) error {
	src, err := fs.ReadFile(sample, "models/thriving.toml")
	if err != nil {
		return err
	}
	lines, err := fs.ReadFile(sample, "models/thriving-quotes.jsonl")
	if err != nil {
		return err
	}
	st, err := study.Open(d.root, d.env.studyOptions())
	if err != nil {
		return err
	}
	_, err = st.Change(ctx, study.Analyst{}, "theme add", func(e *study.Edit) error {
		h := &modeller{edit: e, study: st, name: sampleModel}
		if err := h.take(src, nil); err != nil {
			return err
		}
		for _, line := range strings.Split(strings.TrimSpace(string(lines)), "\n") {
			var c chosen
			if err := json.Unmarshal([]byte(line), &c); err != nil {
				return fmt.Errorf("models/thriving-quotes.jsonl: %w", err)
			}
			if err := h.choose(c); err != nil {
				return err
			}
		}
		e.Did("took over model %s", sampleModel)
		if err := e.WriteSettings(tomledit.Set(tomledit.Root, "model", sampleModel)); err != nil {
			return err
		}
		return e.WriteModel(sampleModel, h.model.Source())
	})
	return err
}
