package cmd

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"grounded/cmd/internal/render"
	"grounded/codebook/nearest"
)

// prepare makes every group of commands refuse what it does not know, every
// wrong count of arguments say what is wanted, and notes when a command begins.
func prepare(env *Env, c *cobra.Command, began *bool) {
	c.DisableFlagsInUseLine = true
	c.SetFlagErrorFunc(refuseFlag)
	if run := c.RunE; run != nil {
		c.RunE = func(c *cobra.Command, args []string) error {
			*began = true
			if err := env.enter(); err != nil {
				return err
			}
			return run(c, args)
		}
	} else if c.HasSubCommands() {
		c.Args = cobra.ArbitraryArgs
		c.RunE = refuseUnknown
		c.Annotations = map[string]string{isGroup: ""}
	}
	if check := c.Args; check != nil && !c.HasSubCommands() {
		c.Args = func(c *cobra.Command, args []string) error {
			if check(c, args) == nil {
				return nil
			}
			given := "no argument"
			if len(args) > 0 {
				given = count(len(args), "argument")
			}
			return misused("%s was given %s; use it as: %s", c.CommandPath(), given, c.UseLine())
		}
	}
	for _, sub := range c.Commands() {
		prepare(env, sub, began)
	}
}

// isGroup annotates a command that does nothing but hold others.
const isGroup = "group"

func onlyHolds(c *cobra.Command) bool {
	_, is := c.Annotations[isGroup]
	return is
}

// refuseFlag says what is wrong with a flag as people speak of it. Of a command that there
// is not no flag is wrong.
func refuseFlag(c *cobra.Command, err error) error {
	if typed := c.Flags().Args(); onlyHolds(c) && len(typed) > 0 {
		return refuseUnknown(c, typed)
	}
	says := err.Error()
	var unread *strconv.NumError
	if errors.As(err, &unread) {
		wanted := "a whole number"
		switch unread.Func {
		case "ParseBool":
			wanted = "true or false"
		case "ParseFloat":
			wanted = "a number"
		}
		head, _, _ := strings.Cut(says, " flag: ")
		says = head + " flag: " + wanted + " is wanted"
	}
	var unknown *pflag.NotExistError
	if c.Name() == "search" && errors.As(err, &unknown) {
		return misused("%s; to leave words out write NOT, as in: grounded search 'bread NOT soup', or end the flags with -- before the query", says)
	}
	return misused("%s; see: %s --help", says, c.CommandPath())
}

// refuseUnknown is what a group of commands runs: its help when nothing more
// was typed, an error for a subcommand that it does not have.
func refuseUnknown(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return c.Help()
	}
	var names []string
	for _, sub := range c.Commands() {
		if _, topic := sub.Annotations[isTopic]; topic || sub.IsAvailableCommand() {
			names = append(names, sub.Name())
		}
	}
	offer := "; see: " + c.CommandPath() + " --help"
	if near := nearest.Nearest(args[0], names, 3); len(near) > 0 {
		offer = "; did you mean " + strings.Join(near, ", ") + "?"
	}
	return misused("%s has no command %q%s", c.CommandPath(), args[0], offer)
}

// refuseHelp makes --help on a command that a group does not have an error, kept
// in unknown, since cobra would print the help of the group.
func refuseHelp(root *cobra.Command, unknown *error) {
	help := root.HelpFunc()
	root.SetHelpFunc(func(c *cobra.Command, args []string) {
		if typed := c.Flags().Args(); onlyHolds(c) && len(typed) > 0 {
			*unknown = refuseUnknown(c, typed)
			return
		}
		c.Long = toWidth(c.Long)
		help(c, args)
	})
}

// helpWidth is how wide a page of help is.
const helpWidth = 80

// toWidth breaks the paragraphs of a page of help anew. What is set in from the left, as
// tables are, stays as it stands.
func toWidth(text string) string {
	paragraphs := strings.Split(text, "\n\n")
	for i, p := range paragraphs {
		if !strings.HasPrefix(p, " ") && !strings.Contains(p, "\n ") {
			paragraphs[i] = strings.Join(render.Wrap(strings.ReplaceAll(p, "\n", " "), helpWidth), "\n")
		}
	}
	return strings.Join(paragraphs, "\n\n")
}

// usageTemplate is cobra's page without what would be said twice, since a group
// of commands runs nothing by itself, and with the topics of help.
func usageTemplate() string {
	var topics strings.Builder
	for _, t := range helpTopics {
		fmt.Fprintf(&topics, "\n  %-12s %s", t.name, t.short)
	}
	return strings.NewReplacer("TOPICS", topics.String(), "WIDTH", strconv.Itoa(helpWidth)).Replace(usage)
}

const usage = `Usage:
{{- if .HasAvailableSubCommands}}
  {{.CommandPath}} COMMAND
{{- else}}
  {{.UseLine}}
{{- end}}
{{- if .HasExample}}

Examples:
{{.Example}}
{{- end}}
{{- $c := .}}
{{- range $group := .Groups}}

{{$group.Title}}
{{- range $c.Commands}}{{if and (eq .GroupID $group.ID) .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}
{{- end}}{{end}}
{{- else}}{{if .HasAvailableSubCommands}}

Commands:
{{- range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}
{{- end}}{{end}}
{{- end}}{{end}}
{{- if .HasAvailableLocalFlags}}

Flags:
{{.LocalFlags.FlagUsagesWrapped WIDTH | trimTrailingWhitespaces}}
{{- end}}
{{- if .HasAvailableInheritedFlags}}

Flags of every command:
{{.InheritedFlags.FlagUsagesWrapped WIDTH | trimTrailingWhitespaces}}
{{- end}}
{{- if not .HasParent}}

"grounded help COMMAND" tells more of a command, and "grounded help TOPIC" of:TOPICS
{{- else if .HasAvailableSubCommands}}

"{{.CommandPath}} COMMAND --help" tells more of a command.
{{- end}}
`
