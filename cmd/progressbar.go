package cmd

import "github.com/schollz/progressbar/v3"

// progress shows how far long work has come, on the terminal of a person who
// did not ask for quiet, and nowhere else.
type progress struct{ bar *progressbar.ProgressBar }

// progress begins to show work of so many steps. Few steps are not worth it.
func (e *Env) progress(steps int, doing string) progress {
	const few = 3
	if steps <= few || e.global.Quiet || !isTerminal(e.Stderr) {
		return progress{}
	}
	return progress{progressbar.NewOptions(steps,
		progressbar.OptionSetWriter(e.Stderr),
		progressbar.OptionSetDescription(doing),
		progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(false),
		progressbar.OptionSetElapsedTime(false),
		progressbar.OptionSetWidth(30),
		progressbar.OptionClearOnFinish(),
	)}
}

// indexing shows how far the index is while it is made.
func (e *Env) indexing() func(done, total int) {
	var bar *progress
	return func(done, total int) {
		if bar == nil {
			begun := e.progress(total, "indexing")
			bar = &begun
		}
		bar.step()
		if done == total {
			bar.end()
		}
	}
}

// step says that one more is done. It may be called from several goroutines.
func (p progress) step() {
	if p.bar != nil {
		_ = p.bar.Add(1) // a bar that cannot be drawn is no reason to stop
	}
}

// end takes the bar off the screen.
func (p progress) end() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
