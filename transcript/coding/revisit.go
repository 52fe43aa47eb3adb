package coding

import (
	"cmp"
	"slices"
	"time"

	"grounded/codebook"
	"grounded/transcript"
)

// Due is a transcript that an analyst read before the codes of their book were what
// they are now.
type Due struct {
	Transcript *transcript.Transcript
	Read       time.Time // when it was finished, or last read again
	Codes      []DueCode // those that came first before others
}

// DueCode is a code that a transcript is to be read again for.
type DueCode struct {
	codebook.Code
	Redefined bool     // it was there, and means another thing since
	Older     []string // of a redefined one: codings made before
}

// Revisits returns which transcripts an analyst should read again, the one read
// earliest first: those that they finished before a code came, and those with codings of
// a code that are older than what it means now. Retired codes are nobody's task.
func Revisits(coder *Coder, transcripts []*transcript.Transcript) []Due {
	var out []Due
	for _, w := range coder.Work {
		at := slices.IndexFunc(transcripts, func(t *transcript.Transcript) bool { return t.ID == w.Transcript })
		if at < 0 || w.Finished.IsZero() {
			continue
		}
		due := Due{Transcript: transcripts[at], Read: w.Finished}
		if w.Revisited.After(due.Read) {
			due.Read = w.Revisited
		}
		for _, c := range coder.Book.Codes {
			if !c.InUse() {
				continue
			}
			one := DueCode{Code: c}
			if c.Defined.After(due.Read) {
				for _, p := range w.Codings {
					if p.Code == c.ID && p.At.Before(c.Defined) {
						one.Older = append(one.Older, p.ID)
					}
				}
				one.Redefined = len(one.Older) > 0
			}
			if c.Created.After(due.Read) || one.Redefined {
				due.Codes = append(due.Codes, one)
			}
		}
		if len(due.Codes) > 0 {
			slices.SortStableFunc(due.Codes, func(a, b DueCode) int { return a.Created.Compare(b.Created) })
			out = append(out, due)
		}
	}
	slices.SortStableFunc(out, func(a, b Due) int {
		return cmp.Or(a.Read.Compare(b.Read), cmp.Compare(a.Transcript.ID, b.Transcript.ID))
	})
	return out
}
