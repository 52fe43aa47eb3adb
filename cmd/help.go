package cmd

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/transcript/reader"
)

// helpTopic is a page of help that belongs to no one command.
type helpTopic struct{ name, short, text string }

var helpTopics = []helpTopic{
	{"exit-codes", "What the exit status says", exitCodesHelp},
	{"formats", "What --format prints", `  text   for people at a terminal; the default, also into a file or a pipe
  md     a table for a page in Markdown
  html   a whole page for a browser, without any script
  latex  a table for a paper, with the package booktabs
  csv    a header row and one row a thing; lists are joined with "; "
  tsv    the same with tabs
  json   an array of objects
  jsonl  an object a line

csv, tsv, json and jsonl hold the same long table with the same field names,
which scripts can rely on. Without --format, the ending of the file that --output
names says it: .csv .tsv .json .jsonl .md .html .tex. In csv and tsv a cell that a
spreadsheet would run as a formula gets a ' before it; --raw leaves it as it is.
Notes and counts go to standard error, and --quiet drops them.

Some commands draw as well: -f svg is a picture (.svg), mermaid (.mmd) and dot
(.dot, .gv) are diagrams for programs that lay them out. Their help says so.`},
	{"sources", "What import reads", sourcesHelp()},
	{"places", "How to name a passage", `  interview-03:14         paragraph 14 of the transcript interview-03
  interview-03:14-16      paragraphs 14 to 16
  interview-03:@1042-1180 bytes of its text, for scripts
  "interview-03 ¶14"      as tables show it

Paragraphs and turns count from 1 in each transcript; transcript show numbers
them. Names of speakers and times are not what was said: a passage never begins
or ends in them.`},
	{"query", "How to ask for words, people and codes", `  money worry        turns that hold both words, in any form (worry, worried)
  rent OR bills      turns that hold one of them at least
  rent NOT landlord  turns that hold the one and not the other; -landlord
                     says the same
  "in front"         these words as they are written, one after the other
  child*  th*ve      words in which * stands for any letters, as written
  thriving~          words that are written nearly so: one letter more, less or
                     other, two in words of six letters and more (thriving~1)
  rent NEAR/5 food   at most five words between the two; NEAR alone means ten
  rent BEFORE food   the one before the other; BEFORE/5 with at most five words
                     between
  (rent OR bills) worry
                     parentheses hold together what belongs together

Words are looked for within a turn, or with --unit within a sentence or paragraph.

  speaker:P07 role:participant case:P07 transcript:interview-0* type:interview
                     words of somebody, of some transcripts; != leaves out
  age>=60 wave=2 town!=York "works nights"=no attr.gender=f
                     words of cases, or transcripts, whose attribute fits; a
                     name with a space in it stands in quotation marks, and
                     attr. may stand before any, as in "attr.works nights"
  code:rent  code:ana:rent  code:"financial security"
                     passages with a code, of any analyst or of one
  theme:money        passages with the codes of a theme and of the themes below
                     it, and with codes below these
  memo:warm  memo:*  passages with a memo that says this, or with any; memos on
                     codes, transcripts and so on lie on no passage, and are
                     read with: grounded memo list --search warm
  coded:yes coded:no passages that have a code, and words that have none
  kind:analytical analyst:ana round:2
                     narrow the codings that stand beside them, or alone mean
                     all codings of that kind, analyst or round
  confirmed:no       narrows too: the codings that a search made and nobody has
                     confirmed, which no other field finds

Fields hold for words, so that code:rent role:participant means what participants
said of what has the code, and landlord code:rent the word on such a passage.
code:rent code:shame is what bears both, code:rent NOT code:shame what bears the
one alone. A query of fields alone shows the passages themselves.

  code:a NEAR/50 code:b    passages with at most fifty words between, both shown
  code:a BEFORE code:b     passages of which the first ends before the second
                           begins, in the same transcript
  code:a IN code:b         passages of a that lie within one of b
  landlord IN code:rent    the word within such a passage

NOT binds closest after these, then AND, which may stand between words and changes
nothing, and OR last: "money worry OR rent -landlord" asks for turns with money
and worry, and for turns with rent in which landlord does not occur. Operators are
in upper case only: or is a word, and so is "OR" in quotation marks.

Letter case does not count. A word with a mark in it, as well-off, is found where
its parts follow each other; a quotation of one word is that word and no other
form of it. A query says what it looks for: NOT alone is an error.

A shell takes quotation marks and parentheses for itself, so put the whole query
into single ones: grounded search '"in front" OR (saving NOT face)'.`},
	{"environment", "What the environment changes", `  GROUNDED_ANALYST  who acts, and who looks at a blind study
  GROUNDED_WAIT     how long a change waits for another one that is being made:
                    30s, 2m; 5s otherwise
  VISUAL, EDITOR    the editor for memos and codebooks
  NO_COLOR          no colour; FORCE_COLOR asks for it where no terminal is
  TERM=dumb         no colour either`},
}

// sourcesHelp lists the formats that import reads, as they are tried.
func sourcesHelp() string {
	var b strings.Builder
	for _, f := range reader.Formats() {
		fmt.Fprintf(&b, "  %-13s %s\n", f.Name, f.Says)
	}
	b.WriteString(`
What a file is is seen from its content, in this order; --as NAME says it
instead. Text may be in UTF-8, UTF-16 or, with a note, Windows-1252; --encoding
names another. A file that is none of these, a recording or a picture, is said to
be what it is.`)
	return b.String()
}

// newHelpTopic is a topic as a command that people need not see: with the
// program's name before it, it prints itself.
func newHelpTopic(t helpTopic) *cobra.Command {
	long := t.short + ".\n\n" + t.text
	return &cobra.Command{
		Use:         t.name,
		Short:       t.short,
		Long:        long,
		Hidden:      true,
		Annotations: map[string]string{isTopic: ""},
		Args:        cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(c.OutOrStdout(), toWidth(long))
			return err
		},
	}
}

// isTopic marks the commands that are topics of help.
const isTopic = "topic"

// newHelpCmd is help with the manners of any other command: an unknown topic is
// an error.
func newHelpCmd() *cobra.Command {
	return &cobra.Command{
		Use:                   "help [COMMAND|TOPIC]",
		DisableFlagsInUseLine: true,
		Short:                 "Tell more of a command or a topic",
		Long:                  "Tell more of a command, or of a topic that belongs to no one command.",
		Example:               "  grounded help top\n  grounded help transcript list\n  grounded help exit-codes",
		ValidArgsFunction:     completeHelp,
		RunE: func(c *cobra.Command, args []string) error {
			at := c.Root()
			for i, name := range args {
				next := slices.IndexFunc(at.Commands(), func(c *cobra.Command) bool { return c.Name() == name })
				if next < 0 {
					return refuseUnknown(at, args[i:])
				}
				at = at.Commands()[next]
			}
			if _, is := at.Annotations[isTopic]; is {
				return at.RunE(at, nil)
			}
			at.InitDefaultHelpFlag()
			return at.Help()
		},
	}
}

// completeHelp offers the commands, and at first the topics too.
func completeHelp(c *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	at, rest, err := c.Root().Find(args)
	if err != nil || len(rest) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []cobra.Completion
	for _, sub := range at.Commands() {
		if _, is := sub.Annotations[isTopic]; (is || sub.IsAvailableCommand()) && strings.HasPrefix(sub.Name(), typed) {
			out = append(out, cobra.CompletionWithDesc(sub.Name(), sub.Short))
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
