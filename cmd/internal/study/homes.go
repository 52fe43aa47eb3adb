package study

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"grounded/transcript"
	"grounded/transcript/coding"
)

// home is where an analyst's work on a transcript is kept: under the
// transcript's id, or under the id it had before somebody moved its file.
type home struct {
	id       transcript.ID
	progress Progress
	kept     bool // there is a codings file
}

// lostHome is work on a transcript that is not there under its id.
type lostHome struct {
	home
	now     transcript.ID   // the transcript with the same text, or ""
	alike   []transcript.ID // those with the same text, when they are several
	rivals  []transcript.ID // others that are not there and had the same text
	certain bool            // every text was looked at
}

// homes returns where the work of an analyst on each text is kept, and warns of
// work whose transcript is not there.
func (s *Study) homes(a coding.Analyst, texts []text, files []string, progress []Progress) (map[transcript.ID]home, error) {
	homes, lost, err := s.findHomes(texts, files, progress)
	if err != nil {
		return nil, err
	}
	for _, l := range lost {
		switch {
		case l.now != "":
			s.warn(fmt.Sprintf("transcript %s is now %s: its text is the same; write the new name into the codings with: grounded check --fix", l.id, l.now))
		case l.doubtful():
			s.warn(fmt.Sprintf("%s: %s, so its codings are left out; see: grounded check", codingsFile(a, l.id), l.doubt()))
		case l.kept && l.certain:
			s.warn(fmt.Sprintf("%s: there is no transcript %s, so its codings are left out; see: grounded check", codingsFile(a, l.id), l.id))
		}
	}
	return homes, nil
}

// findHomes returns where the work of an analyst on each text is kept, and what
// work is of no transcript by its id. Such work belongs to the one transcript
// that has the words it was made on and no work of its own: its file was moved
// by hand. Where there are several such transcripts, or several such works, it
// is placed nowhere.
func (s *Study) findHomes(texts []text, files []string, progress []Progress) (map[transcript.ID]home, []lostHome, error) {
	ids, err := s.TranscriptIDs()
	if err != nil {
		return nil, nil, err
	}
	out := map[transcript.ID]home{}
	for _, f := range files {
		out[transcript.ID(f)] = home{id: transcript.ID(f), kept: true}
	}
	for _, p := range progress {
		h := out[p.ID]
		h.id, h.progress = p.ID, p
		out[p.ID] = h
	}
	var lost []lostHome
	for id, h := range out {
		if _, there := slices.BinarySearch(ids, id); !there {
			lost = append(lost, lostHome{home: h, certain: len(texts) == len(ids)})
		}
	}
	slices.SortFunc(lost, func(a, b lostHome) int { return cmp.Compare(a.id, b.id) })
	for _, l := range lost {
		delete(out, l.id)
	}
	var free []transcript.ID
	for _, id := range ids {
		if _, own := out[id]; !own {
			free = append(free, id)
		}
	}
	for i := range lost {
		l := &lost[i]
		if !slices.ContainsFunc(texts, func(t text) bool { return t.hash == l.progress.Text && slices.Contains(free, t.ID) }) {
			continue
		}
		for _, other := range lost {
			if other.id != l.id && other.progress.Text == l.progress.Text {
				l.rivals = append(l.rivals, other.id)
			}
		}
		l.alike = s.withText(l.progress.Text, free, texts)
		if len(l.alike) == 1 && len(l.rivals) == 0 {
			l.now, l.alike = l.alike[0], nil
		}
	}
	for _, l := range lost {
		if l.now != "" {
			out[l.now] = l.home
		}
	}
	return out, lost, nil
}

// withText returns which of some transcripts have the text of a hash. Those that
// are not among the texts are read for it.
func (s *Study) withText(hash string, ids []transcript.ID, texts []text) []transcript.ID {
	known := map[transcript.ID]string{}
	for _, t := range texts {
		known[t.ID] = t.hash
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id transcript.ID) bool {
		if of, ok := known[id]; ok {
			return of != hash
		}
		src, err := s.read(transcriptFile(id))
		if err != nil {
			return true
		}
		_, body, _, err := transcript.Parts(string(src))
		return err != nil || transcript.TextHash(body) != hash
	})
}

// doubtful reports whether nobody can tell which transcript the work is of.
func (l lostHome) doubtful() bool { return len(l.alike) > 0 }

// doubt says why nobody can tell.
func (l lostHome) doubt() string {
	if len(l.alike) > 1 {
		return fmt.Sprintf("there is no transcript %s, and %s have its text alike", l.id, and(l.alike))
	}
	return fmt.Sprintf("there is no transcript %s and no %s, and %s has the text of all", l.id, and(l.rivals), l.alike[0])
}

// and joins names as a sentence does: "ana, ben and cy".
func and[ID ~string](names []ID) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(texts(names), "")
	}
	return strings.Join(texts(names[:last]), ", ") + " and " + string(names[last])
}
