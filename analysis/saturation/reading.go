package saturation

import (
	"cmp"
	"slices"
	"time"

	"grounded/transcript"
	"grounded/transcript/coding"
)

// reading says how a coder went through transcripts: in which order, and when the first
// reading of each ended.
type reading struct {
	coder *coding.Coder
	round int // the first that codings which count are of
	work  map[transcript.ID]*stage

	untold bool // some coding is a later one by when other transcripts were begun
}

// stage is the first reading of one transcript.
type stage struct {
	begun    time.Time
	end      time.Time // zero when nothing says that it ended
	told     bool      // end is when the analyst finished it
	finished bool
}

// read looks at all work of a coder, of which rows are counted.
func read(coder *coding.Coder, rows []coding.Row) *reading {
	r := &reading{coder: coder, round: firstRound(rows), work: map[transcript.ID]*stage{}}
	coded := map[transcript.ID]bool{}
	var at []sitting
	for i := range coder.Work {
		w := &coder.Work[i]
		s := &stage{begun: cmp.Or(w.Started, w.Finished), finished: !w.Finished.IsZero()}
		var first time.Time
		for _, c := range w.Codings {
			if c.By == coding.ByQuery || c.At.IsZero() {
				continue
			}
			at = append(at, sitting{c.At, w.Transcript})
			if max(c.Round, 1) == r.round && (first.IsZero() || c.At.Before(first)) {
				first = c.At
			}
		}
		// Work that was brought in from elsewhere was begun before it says so, and was
		// finished when it came: that is not when it was read.
		s.told = s.finished && !w.Started.After(first) && !first.After(w.Finished)
		if s.told {
			s.end = w.Finished
		}
		if !first.IsZero() {
			s.begun, coded[w.Transcript] = first, true
		}
		r.work[w.Transcript] = s
	}
	r.end(coded, at)
	return r
}

func firstRound(rows []coding.Row) int {
	first := 0
	for _, row := range rows {
		if n := max(row.Round, 1); first == 0 || n < first {
			first = n
		}
	}
	return max(first, 1)
}

// sitting is a transcript that was coded at a time.
type sitting struct {
	at   time.Time
	text transcript.ID
}

// end says, of transcripts that it is not on record of, when the first reading ended: when
// the next one was begun, and that of the last when another was coded again.
func (r *reading) end(coded map[transcript.ID]bool, at []sitting) {
	var begun []time.Time
	for id := range coded {
		begun = append(begun, r.work[id].begun)
	}
	slices.SortFunc(begun, time.Time.Compare)
	for id := range coded {
		s := r.work[id]
		if s.told {
			continue
		}
		next := slices.IndexFunc(begun, func(t time.Time) bool { return t.After(s.begun) })
		if next >= 0 {
			s.end = begun[next]
			continue
		}
		for _, sat := range at {
			if sat.text != id && sat.at.After(s.begun) && (s.end.IsZero() || sat.at.Before(s.end)) {
				s.end = sat.at
			}
		}
	}
}

// later reports whether a coding was made when its transcript was read again: in a round
// after the first; after it was finished; or, where that is not on record, after the first
// reading ended, with a code that is no older.
func (r *reading) later(row coding.Row) bool {
	if max(row.Round, 1) > r.round {
		return true
	}
	s := r.work[row.Transcript.ID]
	if s.end.IsZero() || !row.At.After(s.end) {
		return false
	}
	if s.told {
		return true
	}
	code, known := r.coder.Book.Code(row.CodesAt(row.At)[0])
	is := known && code.Created.After(s.end)
	r.untold = r.untold || is
	return is
}
