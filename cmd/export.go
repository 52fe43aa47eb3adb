package cmd

import (
	"context"
	"fmt"
	"html/template"

	"github.com/spf13/cobra"

	"grounded/transcript"
)

func newExportCmd(env *Env) *cobra.Command {
	c := &cobra.Command{Use: "export", Short: "Take something out of the study"}
	c.AddCommand(newExportPrintCmd(env))
	return c
}

func newExportPrintCmd(env *Env) *cobra.Command {
	p := paper{Numbers: "paragraph", Margin: "7cm"}
	c := &cobra.Command{
		Use:   "print TRANSCRIPT|GLOB... -o FILE.html",
		Short: "Lay transcripts out to be printed and marked by hand",
		Long: `Lay transcripts out as HTML to be printed from a browser, with numbers on the left and
a wide margin on the right to write in. What was marked is brought home with the command
that stands below the title: grounded code TRANSCRIPT --enter FILE, with the same
--numbers, and of lines the same --margin.
Whole transcripts are in it: it is for the people of the study.`,
		Example: `  grounded export print interview-03 -o interview-03.html
  grounded export print 'interview-*' --numbers line --margin 8cm -o all.html`,
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: completeTranscripts(env),
		RunE:              func(c *cobra.Command, args []string) error { return exportPrint(c.Context(), env, p, args) },
	}
	p.flags(c)
	return c
}

// flags adds --numbers and --margin.
func (p *paper) flags(c *cobra.Command) {
	c.Flags().StringVar(&p.Numbers, "numbers", p.Numbers, "what the numbers on paper count: `paragraph`, turn or line")
	c.Flags().StringVar(&p.Margin, "margin", p.Margin, "how wide the `MARGIN` to write in is: 7cm, 70mm, 2.5in")
	completeWords(c, "numbers", paperNumbers...)
}

func (p paper) check() error {
	if err := oneOf("numbers", p.Numbers, paperNumbers); err != nil {
		return err
	}
	_, err := p.centimetres()
	return err
}

// printedSheet is a transcript as the template prints it.
type printedSheet struct {
	Title, Language string
	ID              transcript.ID
	About           string // what stands below the title
	Home            string // the command that brings home what was marked
	Turns           []printedTurn
}

type printedTurn struct {
	Number        int // 0 where turns are not numbered
	Speaker, Time string
	Asks          bool
	Rows          []printedRow
}

type printedRow struct {
	Number int // 0 for none
	Words  string
}

func exportPrint(ctx context.Context, env *Env, p paper, patterns []string) error {
	if err := p.check(); err != nil {
		return err
	}
	st, acts, err := env.openAnyone()
	if err != nil {
		return err
	}
	texts, err := st.Transcripts(ctx, patterns...)
	if err != nil {
		return err
	}
	var sheets []printedSheet
	for _, t := range texts {
		sheet, err := p.sheet(t, st.Config.Language)
		if err != nil {
			return err
		}
		sheets = append(sheets, sheet)
	}
	w, done, err := env.output()
	if err != nil {
		return err
	}
	margin, _ := p.centimetres()
	if err := printTemplate.Execute(w, map[string]any{"Name": st.Config.Name, "Sheets": sheets, "Margin": margin, "Lines": p.Numbers == "line"}); err != nil {
		return err
	}
	if err := done(); err != nil {
		return err
	}
	return st.Note(ctx, acts, "export print", "laid out "+count(len(texts), "transcript")+" to be printed")
}

func (p paper) sheet(t *transcript.Transcript, language string) (printedSheet, error) {
	s := printedSheet{Title: t.Title, ID: t.ID, About: t.Date, Language: t.Language, Home: fmt.Sprintf("grounded code %s --enter FILE%s", t.ID, p.flagsAs())}
	switch {
	case s.Title == "" || s.Title == string(t.ID):
		s.Title = string(t.ID)
	case s.About == "":
		s.About = string(t.ID)
	default:
		s.About = string(t.ID) + " · " + s.About
	}
	if s.Language == "" {
		s.Language = language
	}
	characters, err := p.characters()
	if err != nil {
		return s, err
	}
	all := printed(t, characters)
	line := 0
	for i, turn := range t.Turns {
		out := printedTurn{Speaker: t.Speaker(i).Label, Time: turn.Time.String(), Asks: t.Speaker(i).Role == transcript.Interviewer}
		if p.Numbers == "turn" {
			out.Number = i + 1
		}
		for k := turn.Paragraphs.First; k < turn.Paragraphs.End; k++ {
			if p.Numbers != "line" {
				row := printedRow{Words: t.Text(t.Paragraphs[k].Text)}
				if p.Numbers == "paragraph" {
					row.Number = k + 1
				}
				out.Rows = append(out.Rows, row)
				continue
			}
			for ; line < len(all) && all[line].Paragraph == k; line++ {
				out.Rows = append(out.Rows, printedRow{line + 1, t.Text(all[line].Span)})
			}
		}
		s.Turns = append(s.Turns, out)
	}
	return s, nil
}

var printTemplate = template.Must(template.New("print").Parse(`<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{.Name}}</title>
<style>
@page { size: A4; margin: 2cm 1cm 2cm 2cm }
body { font: 11pt/1.5 Georgia, "Times New Roman", serif; color: #000; max-width: 18cm; margin: 0 auto }
{{range $i, $s := .Sheets}}@page sheet{{$i}} { @bottom-left { content: "{{$s.ID}}"; font: 8.5pt Georgia, serif; color: #555 } @bottom-right { content: counter(page); font: 8.5pt Georgia, serif; color: #555 } }
#sheet{{$i}} { page: sheet{{$i}} }
{{end}}article { margin-right: {{.Margin}}cm; break-after: page }
article:last-child { break-after: auto }
h1 { font-size: 14pt; margin: 0 0 .2em }
.about { color: #555; margin: 0 0 .2em; padding: 0 }
.home { color: #555; font-size: 8.5pt; margin: 0 0 1.5em; padding: 0 }
section { margin: 0 0 .9em }
h2 { font-size: 9.5pt; margin: 0 0 .1em 1.2cm; position: relative; break-after: avoid }
h2 time { font-weight: normal; color: #555; margin-left: .6em }
p { margin: 0 0 .3em; padding-left: 1.2cm; position: relative; overflow-wrap: break-word; orphans: 2; widows: 2 }
.line { margin: 0 }
h2 + .line, .line:nth-last-child(2) { break-after: avoid }
.n { position: absolute; left: 0; width: .9cm; text-align: right; color: #555; font-size: 8.5pt; line-height: 16.5pt }
.asks p { color: #444; font-style: italic }
.asks .n { font-style: normal }
h2 .n { font-weight: normal; left: -1.2cm; line-height: inherit }
@media screen { body { padding: 1cm } article { border-right: 1px dotted #bbb } }
</style>
</head>
<body>
{{range $i, $s := .Sheets}}<article id="sheet{{$i}}"{{with .Language}} lang="{{.}}"{{end}}>
<h1>{{.Title}}</h1>
{{with .About}}<p class="about">{{.}}</p>
{{end}}<p class="home">{{.Home}}</p>
{{range .Turns}}<section{{if .Asks}} class="asks"{{end}}>
{{if or .Speaker .Number}}<h2>{{with .Number}}<span class="n">{{.}}</span>{{end}}{{.Speaker}}{{with .Time}}<time>{{.}}</time>{{end}}</h2>
{{end}}{{range .Rows}}<p dir="auto"{{if $.Lines}} class="line"{{end}}>{{with .Number}}<span class="n">{{.}}</span>{{end}}{{.Words}}</p>
{{end}}</section>
{{end}}</article>
{{end}}</body>
</html>
`))
