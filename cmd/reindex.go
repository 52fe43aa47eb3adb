package cmd

import (
	"github.com/spf13/cobra"
)

func newReindexCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:     "reindex",
		Short:   "Build the search index anew",
		Long:    "Build the search index anew. It is a cache: search builds and refreshes it by\nitself, and deleting it loses nothing.",
		Example: "  grounded reindex",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			st, err := env.open()
			if err != nil {
				return err
			}
			n, err := st.Reindex(c.Context())
			if err != nil {
				return err
			}
			env.note("indexed %s", count(n, "transcript"))
			return nil
		},
	}
}
