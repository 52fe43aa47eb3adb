package txn

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
)

func (s *Store) tell(path string, before, after []byte, byHand bool) []Event {
	if s.Tell == nil {
		return nil
	}
	events := s.Tell(path, before, after, byHand)
	for i := range events {
		events[i].File = path
	}
	return events
}

// recoded tells how many codings of a file have another code than before.
func (u undoFile) recoded() []Event {
	if !u.ByLine || len(u.Removed) == 0 || len(u.Added) == 0 {
		return nil
	}
	was := map[string]string{}
	for _, l := range u.Removed {
		k := keyOf([]byte(l.Line))
		was[k.ID] = k.Code
	}
	type change struct{ from, to string }
	n := map[change]int{}
	for _, l := range u.Added {
		k := keyOf([]byte(l.Line))
		if from, there := was[k.ID]; there && from != k.Code {
			n[change{from, k.Code}]++
		}
	}
	var out []Event
	for c, times := range n {
		out = append(out, Event{File: u.Path, What: Recoded, From: c.from, To: c.to, N: times})
	}
	slices.SortFunc(out, func(a, b Event) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return out
}

// Words returns what the records of a history hold of what people wrote: why they did
// something, and what things were called. Lines that are no records are passed over.
func Words(history []byte) []string {
	var out []string
	for line := range bytes.Lines(history) {
		r, err := decodeRecord(line)
		if err != nil {
			continue
		}
		out = append(out, r.Because)
		for _, e := range r.Events {
			out = append(out, e.From, e.To)
		}
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// Reword returns a history in which each text that Words returns is what rewrite makes
// of it. Lines without any such text keep their bytes.
func Reword(history []byte, rewrite func(text string) string) ([]byte, error) {
	var out bytes.Buffer
	for line := range bytes.Lines(history) {
		r, err := decodeRecord(line)
		if err != nil {
			out.Write(line)
			continue
		}
		changed := false
		put := func(text *string) {
			if now := rewrite(*text); *text != "" && now != *text {
				*text, changed = now, true
			}
		}
		put(&r.Because)
		for i := range r.Events {
			put(&r.Events[i].From)
			put(&r.Events[i].To)
		}
		if !changed {
			out.Write(line)
			continue
		}
		now, err := encodeWith(line, r)
		if err != nil {
			return nil, err
		}
		out.Write(now)
	}
	return out.Bytes(), nil
}

// fields are those of a record that this program knows.
var fields = []string{"id", "at", "analyst", "command", "did", "because", "undoes", "not_undoable", "files", "events"}

// encodeWith writes a record in place of a line, with the fields of the line that this
// program does not know.
func encodeWith(line []byte, r Record) ([]byte, error) {
	text, err := encodeRecord(r)
	if err != nil {
		return nil, err
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(line, &all); err != nil {
		return nil, err
	}
	out := bytes.TrimSuffix([]byte(text), []byte("}\n"))
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if !slices.Contains(fields, name) {
			out = slices.Concat(out, []byte(","), quoted(name), []byte(":"), all[name])
		}
	}
	return append(out, "}\n"...), nil
}
