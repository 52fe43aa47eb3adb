package txn

import (
	"slices"
	"strings"
	"time"
)

// NewestLine returns the one of some codings of an analyst, by their ids, that was
// written down last, as the history has it since a moment; of those that one change wrote,
// the last by file and place. It is "" where no change since tells, as when what it takes
// to undo it is no longer kept.
func (s *Store) NewestLine(analyst string, since time.Time, ids []string) string {
	records, _ := s.History(analyst)
	for _, r := range slices.Backward(records) {
		if r.At.Before(since) {
			break
		}
		if !slices.ContainsFunc(r.Files, func(f FileChange) bool { return strings.HasPrefix(f.Path, "codings/") }) {
			continue
		}
		data, err := s.undoData(r.ID)
		if err != nil {
			continue
		}
		for _, f := range slices.Backward(data.Files) {
			was := map[string]bool{}
			for _, l := range f.Removed {
				was[lineID([]byte(l.Line))] = true
			}
			for _, l := range slices.Backward(f.Added) {
				if id := lineID([]byte(l.Line)); !was[id] && slices.Contains(ids, id) {
					return id
				}
			}
		}
	}
	return ""
}
