package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"grounded/analysis/table"
	"grounded/cmd/internal/study"
	"grounded/codebook/crosswalk"
)

type crosswalkListOptions struct {
	Between []string
	Status  string
}

func newCrosswalkListCmd(env *Env) *cobra.Command {
	var o crosswalkListOptions
	c := &cobra.Command{
		Use:               "list [A B]",
		Short:             "List the pairs of two analysts' codes",
		Example:           "  grounded crosswalk list\n  grounded crosswalk list ana ben -f csv\n  grounded crosswalk list --status proposed",
		Args:              cobra.MaximumNArgs(2),
		ValidArgsFunction: completeAnalysts(env),
		RunE: func(c *cobra.Command, args []string) error {
			if c.Flags().Changed("status") {
				if err := oneOf("status", o.Status, statuses); err != nil {
					return err
				}
			}
			return listPairs(env, o, args)
		},
	}
	betweenFlag(env, c, &o.Between)
	c.Flags().StringVar(&o.Status, "status", "", "only pairs that are proposed, accepted or rejected (`STATUS`)")
	completeWords(c, "status", statuses...)
	return c
}

func listPairs(env *Env, o crosswalkListOptions, args []string) error {
	st, err := env.open()
	if err != nil {
		return err
	}
	if st.Config.Blind {
		return errBlindCrosswalk
	}
	two, err := env.pair(st, args, o.Between)
	if err != nil {
		return err
	}
	walk, err := st.Crosswalk(two[0].ID, two[1].ID)
	if err != nil {
		return err
	}
	r := crosswalkReport(walk, two, crosswalk.Status(o.Status))
	unknown, err := unknownCodes(st, walk, two)
	if err != nil {
		return err
	}
	for _, p := range walk.Pairs {
		for _, wrong := range unknown[p.ID] {
			r.Notes = append(r.Notes, sentence(wrong))
		}
	}
	return env.show(r)
}

func crosswalkReport(walk *crosswalk.Crosswalk, two [2]study.Analyst, status crosswalk.Status) table.Report {
	r := table.Report{
		Title: fmt.Sprintf("Codes of %s (left) and %s (right)", two[0].ID, two[1].ID),
		Table: table.Table{Columns: []table.Column{
			{Name: "id", Heading: "Pair"},
			{Name: "left", Heading: string(two[0].ID), Type: table.List, Words: true},
			{Name: "relation", Heading: "Is"},
			{Name: "right", Heading: string(two[1].ID), Type: table.List, Words: true},
			{Name: "status", Heading: "Status"},
			{Name: "note", Heading: "Note", Words: true},
			{Name: "evidence_from", Heading: "Evidence from", Type: table.List, Words: true},
		}},
		View: table.Columns{Names: []string{"left", "relation", "right", "status", "note"}},
	}
	for _, p := range walk.Pairs {
		if status != "" && p.Status != status {
			continue
		}
		r.Table.Rows = append(r.Table.Rows, []any{p.ID, texts(p.Left), string(p.Relation), texts(p.Right), string(p.Status), p.Note, p.EvidenceFrom})
	}
	if len(walk.Pairs) == 0 {
		r.Notes = []string{"No pair yet; have some proposed with: grounded crosswalk propose"}
	}
	return r
}
