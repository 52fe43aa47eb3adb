package cmd

import "github.com/spf13/cobra"

// visit calls do for every command that people see below c.
func visit(c *cobra.Command, do func(path, short, example string, runs bool)) {
	for _, sub := range c.Commands() {
		if sub.Hidden || sub.Name() == "help" || sub.Name() == "completion" {
			continue
		}
		do(sub.CommandPath(), sub.Short, sub.Example, !sub.HasSubCommands())
		visit(sub, do)
	}
}
