package cmd

import (
	"fmt"
	"strings"

	"grounded/analysis/saturation"
	"grounded/analysis/tabulate"
	"grounded/cmd/internal/drawing"
)

// Where things stand in a picture of new codes, in its own units.
const (
	plotWidth     = 720.0
	plotLeft      = 56.0 // to the left of the axis
	plotRight     = 24.0
	plotHeight    = 240.0 // between the axes' ends
	titleSize     = 14.0
	labelSize     = 11.0
	captionSize   = 10.5
	captionHeight = 14.0
)

// The colours of a picture of new codes, told apart in grey as well.
const (
	inkColor  = "#1f2933"
	faintText = "#52606d"
	gridColor = "#e4e7eb"
	barColor  = "#a9b8c8"
	bandColor = "#dbe5f0"
	meanColor = "#5f7f9f"
)

// panel is the picture of one body.
type panel struct {
	canvas  *drawing.Canvas
	f       saturation.Finding
	b       saturation.Body
	o       tabulate.SaturationOptions
	caption []string
	ticks   []int // of codes, the same in all panels
	top     float64
}

// drawSaturation draws, for each body, how codes grow: in the order in which it stands, and
// on average over all orders, within a band.
func drawSaturation(f saturation.Finding, o tabulate.SaturationOptions) string {
	var panels []panel
	most, height := 0, 0.0
	for _, b := range f.Bodies {
		if tabulate.Unsaturable(f, b) != "" {
			continue
		}
		p := panel{f: f, b: b, o: o, caption: saturationCaption(f, b, o.Percents), top: height}
		panels = append(panels, p)
		height += p.height()
		most = max(most, b.Codes())
	}
	canvas := drawing.New(plotWidth, height, "Code saturation: how many codes each further "+string(f.By)+" brings")
	for _, p := range panels {
		p.canvas, p.ticks = canvas, drawing.Ticks(most, 6)
		p.draw()
	}
	return canvas.String()
}

func saturationCaption(f saturation.Finding, b saturation.Body, percents []float64) []string {
	said := tabulate.NewInformation(f, b, percents)
	said = strings.ToUpper(said[:1]) + said[1:] + "."
	said += fmt.Sprintf(" Band: 95 %% of %d random orders (seed %d).", f.Draws, f.Seed)
	return drawing.Wrap(said, captionSize, plotWidth-plotLeft-plotRight)
}

const (
	abovePlot = 62.0 // title and legend
	belowPlot = 52.0 // numbers and what they are
)

func (p panel) height() float64 {
	return abovePlot + plotHeight + belowPlot + captionHeight*float64(len(p.caption)) + 14
}

// x returns where the middle of a unit stands, and y where so many codes do.
func (p panel) x(unit int) float64 { return plotLeft + p.step()*(float64(unit)+0.5) }
func (p panel) step() float64 {
	return (plotWidth - plotLeft - plotRight) / float64(len(p.b.Units))
}
func (p panel) y(codes float64) float64 {
	most := p.ticks[len(p.ticks)-1]
	return p.top + abovePlot + plotHeight*(1-codes/float64(most))
}

func (p panel) draw() {
	title := tabulate.SaturationTitle(p.f, p.b, p.o.Kind)
	p.canvas.Text(plotLeft, p.top+22, title, drawing.Font{Size: titleSize, Bold: true, Color: inkColor})
	p.grid()
	p.band()
	p.bars()
	p.base()
	p.curves()
	p.legend()
	p.axes()
	for i, line := range p.caption {
		p.canvas.Text(plotLeft, p.top+abovePlot+plotHeight+belowPlot+captionHeight*float64(i), line, drawing.Font{Size: captionSize, Color: faintText})
	}
}

func (p panel) grid() {
	for _, n := range p.ticks[1:] {
		y := p.y(float64(n))
		p.canvas.Line([]drawing.Point{{X: plotLeft, Y: y}, {X: plotWidth - plotRight, Y: y}}, drawing.Style{Stroke: gridColor})
	}
}

// band fills what most random orders lie in.
func (p panel) band() {
	var path strings.Builder
	at := func(command string, unit, codes int) {
		fmt.Fprintf(&path, "%s%.2f %.2f ", command, p.x(unit), p.y(float64(codes)))
	}
	for i, u := range p.b.Units {
		at(map[bool]string{true: "M", false: "L"}[i == 0], i, u.Step.All.High)
	}
	for i := len(p.b.Units) - 1; i >= 0; i-- {
		at("L", i, p.b.Units[i].Step.All.Low)
	}
	p.canvas.Path(path.String()+"Z", drawing.Style{Fill: bandColor})
}

// bars draws the codes that each unit brings, and above them those that came in later
// readings alone.
func (p panel) bars() {
	width := min(p.step()*0.5, 36)
	for i, u := range p.b.Units {
		left, fresh, unread := p.x(i)-width/2, float64(len(u.New)), float64(len(u.Unread))
		if fresh > 0 {
			p.canvas.Box(left, p.y(fresh), width, p.y(0)-p.y(fresh), 0, drawing.Style{Fill: barColor})
		}
		if unread > 0 {
			p.canvas.Box(left+0.5, p.y(fresh+unread), width-1, p.y(fresh)-p.y(fresh+unread), 0, drawing.Style{Stroke: meanColor, Dashed: true})
		}
		if p.step() < 16 || p.step() < 24 && fresh == 0 {
			continue
		}
		foot := p.y(0) - 4
		if top := p.y(fresh + unread); width < 20 || p.y(0)-top < 16 {
			foot = top - 4
		}
		p.canvas.Text(p.x(i), foot, fmt.Sprint(len(u.New)), drawing.Font{Size: labelSize, Color: inkColor, Anchor: drawing.Middle})
	}
}

// base marks where the base ends.
func (p panel) base() {
	in := p.b.Information
	if len(in.Runs) == 0 {
		return
	}
	x := (p.x(in.Base-1) + p.x(in.Base)) / 2
	p.canvas.Line([]drawing.Point{{X: x, Y: p.y(0)}, {X: x, Y: p.top + abovePlot}}, drawing.Style{Stroke: faintText, Weight: 0.75, Dashed: true})
	y := p.y(0) - plotHeight*0.4
	p.canvas.Text(x-5, y, "base", drawing.Font{Size: labelSize, Color: faintText, Anchor: drawing.End})
	p.canvas.Text(x+5, y, "runs", drawing.Font{Size: labelSize, Color: faintText})
}

func (p panel) curves() {
	var mean, all []drawing.Point
	for i, u := range p.b.Units {
		mean = append(mean, drawing.Point{X: p.x(i), Y: p.y(u.Mean)})
		all = append(all, drawing.Point{X: p.x(i), Y: p.y(float64(u.All))})
	}
	p.canvas.Line(mean, meanStyle)
	p.canvas.Line(all, allStyle)
	if p.step() >= 8 {
		for _, at := range all {
			p.canvas.Box(at.X-3, at.Y-3, 6, 6, 3, drawing.Style{Fill: inkColor})
		}
	}
}

var (
	meanStyle = drawing.Style{Stroke: meanColor, Weight: 1.5, Dashed: true}
	allStyle  = drawing.Style{Stroke: inkColor, Weight: 2}
)

// legend says what is what, in one line above the plot.
func (p panel) legend() {
	x, y := plotLeft, p.top+44
	say := func(text string) {
		p.canvas.Text(x, y, text, drawing.Font{Size: labelSize, Color: inkColor})
		x += drawing.Width(text, labelSize) + 18
	}
	line := func(s drawing.Style) {
		p.canvas.Line([]drawing.Point{{X: x, Y: y - 4}, {X: x + 22, Y: y - 4}}, s)
		x += 28
	}
	box := func(s drawing.Style) {
		p.canvas.Box(x, y-9, 14, 10, 0, s)
		x += 20
	}
	line(allStyle)
	say("codes so far")
	line(meanStyle)
	say("mean over all orders")
	box(drawing.Style{Fill: bandColor})
	say("95 % of orders")
	box(drawing.Style{Fill: barColor})
	say("new")
	for _, u := range p.b.Units {
		if len(u.Unread) > 0 {
			box(drawing.Style{Stroke: meanColor, Dashed: true})
			say("new when read again")
			break
		}
	}
}

// axes draws both axes with their numbers, and says what they count.
func (p panel) axes() {
	left, right, foot := plotLeft, plotWidth-plotRight, p.y(0)
	p.canvas.Line([]drawing.Point{{X: left, Y: p.top + abovePlot}, {X: left, Y: foot}, {X: right, Y: foot}}, drawing.Style{Stroke: inkColor})
	for _, n := range p.ticks {
		p.canvas.Text(left-6, p.y(float64(n))+4, fmt.Sprint(n), drawing.Font{Size: labelSize, Color: inkColor, Anchor: drawing.End})
	}
	units := len(p.b.Units)
	every := drawing.Ticks(units, int((right-left)/28))[1]
	for i := range units {
		if (i+1)%every == 0 || i == 0 && every > 2 {
			p.canvas.Text(p.x(i), foot+16, fmt.Sprint(i+1), drawing.Font{Size: labelSize, Color: inkColor, Anchor: drawing.Middle})
		}
	}
	p.canvas.Text((left+right)/2, foot+34, string(p.f.By)+"s", drawing.Font{Size: labelSize, Color: inkColor, Anchor: drawing.Middle})
	p.canvas.Text(16, p.top+abovePlot+plotHeight/2, "codes", drawing.Font{Size: labelSize, Color: inkColor, Anchor: drawing.Middle, Turned: true})
}
