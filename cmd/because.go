package cmd

import (
	"slices"

	"github.com/spf13/cobra"
)

// asksWhy gives some commands of a group --because, which history tells.
func (e *Env) asksWhy(group *cobra.Command, names ...string) {
	for _, c := range group.Commands() {
		if slices.Contains(names, c.Name()) {
			c.Flags().StringVar(&e.because, "because", "", "why, as the history will tell it (`TEXT`)")
		}
	}
}
