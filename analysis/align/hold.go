package align

import (
	"math"
	"math/rand/v2"
	"slices"

	"grounded/transcript"
)

// Hold draws a share of the transcripts, one at least and not all, to give no
// evidence, so that what is proposed in view of the others can be tested on
// them. It returns them in the order in which they came, nil when there are
// fewer than two.
func Hold(transcripts []transcript.ID, share float64, random *rand.Rand) []transcript.ID {
	if len(transcripts) < 2 {
		return nil
	}
	n := min(max(int(math.Round(share*float64(len(transcripts)))), 1), len(transcripts)-1)
	drawn := random.Perm(len(transcripts))[:n]
	slices.Sort(drawn)
	out := make([]transcript.ID, n)
	for i, at := range drawn {
		out[i] = transcripts[at]
	}
	return out
}

// In returns the side with its codings in some transcripts only.
func (s Side) In(transcripts func(transcript.ID) bool) Side {
	out := Side{Coder: s.Coder}
	for _, r := range s.Rows {
		if transcripts(r.Transcript.ID) {
			out.Rows = append(out.Rows, r)
		}
	}
	return out
}

// Transcripts returns the ids of the transcripts that codings of either side lie
// in, sorted: what proposals of the two rest on.
func Transcripts(left, right Side) []transcript.ID {
	var out []transcript.ID
	for _, s := range []Side{left, right} {
		for _, r := range s.Rows {
			out = append(out, r.Transcript.ID)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
