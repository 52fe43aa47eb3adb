package cmd

import (
	"fmt"
	"slices"
	"strings"

	"grounded/codebook/slug"
	"grounded/transcript"
)

// understand checks the flags, whatever the study holds, and reads what they
// mean.
func (o *importOptions) understand(env *Env) error {
	if err := o.readingFlags.understand(env); err != nil {
		return err
	}
	if err := o.check(env); err != nil {
		return err
	}
	if o.DryRun {
		if err := env.checkPart(o.Part, rehearsalParts...); err != nil {
			return err
		}
	} else if o.Part != "" {
		return misused("--part chooses a table of --dry-run")
	}
	r := &o.reading
	r.ID, r.Title, r.Date, r.Type, r.Language = transcript.ID(o.ID), o.Title, o.Date, o.Type, o.Language
	o.colours = map[string]string{}
	for _, pair := range o.Highlights {
		colour, code, ok := strings.Cut(pair, "=")
		if !ok || strings.TrimSpace(colour) == "" || strings.TrimSpace(code) == "" {
			return misused("--highlight %s: a colour and a code stand around =, as in yellow=family", pair)
		}
		o.colours[strings.ToLower(strings.TrimSpace(colour))] = strings.TrimSpace(code)
	}
	return nil
}

func (o *importOptions) check(env *Env) error {
	if o.ID != "" {
		if err := slug.Check(o.ID); err != nil {
			return misused("--id: %w", err)
		}
	}
	if o.Type != "" && !slices.Contains(transcriptTypes, o.Type) {
		return misused("--type %s: it is one of %s", o.Type, strings.Join(transcriptTypes, ", "))
	}
	if err := checkLanguage(o.Language); err != nil {
		return err
	}
	if !slices.Contains(commentWays, o.Comments) {
		return misused("--comments %s: it is one of %s", o.Comments, strings.Join(commentWays, ", "))
	}
	if err := oneLine(o.Title); err != nil {
		return err
	}
	if _, err := env.pastDay("date", o.Date); err != nil {
		return err
	}
	for _, r := range o.Roles {
		if label, _, ok := strings.Cut(r, "="); !ok || label == "" {
			return misused("--role %s: a name and a value stand around =, as in P07=participant", r)
		}
	}
	return nil
}

// nothingCameIn is how an error speaks of a name that nothing bears.
func nothingCameIn(err error) error { return fmt.Errorf("nothing came in: %w", err) }
