package saturation

// Run is a number of units one after the other, behind the base.
type Run struct {
	First, Last int // places of units, from 0
	New         int // codes of them that no unit before the run has
}

// Information is how much of what is known units behind a base bring, as Guest, Namey and
// Chen measure it (A simple method to assess and report thematic saturation in qualitative
// research, PLoS ONE 15 (2020) e0232076): the codes that are new in a run, as a share of
// those in the base. Runs overlap: the next begins one unit further on.
type Information struct {
	Base   int // units
	Length int // of a run, in units
	Codes  int // in the base
	Runs   []Run
}

// assess measures the information of runs, given how many codes of each unit are new.
// There is no run where there are fewer units than a base and a run take.
func assess(fresh []int, base, length int) Information {
	in := Information{Base: base, Length: length}
	for _, n := range fresh[:min(base, len(fresh))] {
		in.Codes += n
	}
	for first := base; first+length <= len(fresh); first++ {
		run := Run{First: first, Last: first + length - 1}
		for _, n := range fresh[first : first+length] {
			run.New += n
		}
		in.Runs = append(in.Runs, run)
	}
	return in
}

// Share returns the new codes of a run as a share of those in the base, and false when
// the base has none.
func (in Information) Share(r Run) (float64, bool) {
	if in.Codes == 0 {
		return 0, false
	}
	return float64(r.New) / float64(in.Codes), true
}

// AtMost returns the first run whose new codes are at most so many percent of the base,
// and the first behind it whose are more; ok and again say whether there are such.
func (in Information) AtMost(percent float64) (first Run, ok bool, more Run, again bool) {
	if in.Codes == 0 {
		return
	}
	for _, r := range in.Runs {
		switch few := float64(100*r.New) <= percent*float64(in.Codes); {
		case few && !ok:
			first, ok = r, true
		case !few && ok:
			return first, ok, r, true
		}
	}
	return
}
