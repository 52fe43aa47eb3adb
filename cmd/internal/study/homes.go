package study

import (
	"cmp"
	"fmt"
	"slices"

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
	now     transcript.ID // the transcript with the same text, or ""
	certain bool          // every text was looked at
}

// homes returns where the work of an analyst on each text is kept, and warns of
// work whose transcript is not there.
func (s *Study) homes(a coding.Analyst, texts []text, files []string, progress []Progress) (map[transcript.ID]home, error) {
	homes, lost, err := s.findHomes(a, texts, files, progress)
	if err != nil {
		return nil, err
	}
	for _, l := range lost {
		switch {
		case l.now != "":
			s.warn(fmt.Sprintf("transcript %s is now %s: its text is the same; write the new name into the codings with: grounded check --fix", l.id, l.now))
		case l.kept && l.certain:
			s.warn(fmt.Sprintf("%s: there is no transcript %s, so its codings are left out; see: grounded check", codingsFile(a, l.id), l.id))
		}
	}
	return homes, nil
}

// findHomes returns where the work of an analyst on each text is kept, and what
// work is of no transcript by its id. Such work belongs to the one text that has
// the words it was made on and no work of its own: its file was moved by hand.
func (s *Study) findHomes(a coding.Analyst, texts []text, files []string, progress []Progress) (map[transcript.ID]home, []lostHome, error) {
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
			lost = append(lost, lostHome{home: h})
		}
	}
	slices.SortFunc(lost, func(a, b lostHome) int { return cmp.Compare(a.id, b.id) })
	for i, l := range lost {
		delete(out, l.id)
		at := slices.IndexFunc(texts, func(t text) bool {
			_, own := out[t.ID]
			return !own && t.hash == l.progress.Text
		})
		if at >= 0 {
			lost[i].now = texts[at].ID
			out[texts[at].ID] = l.home
		}
		lost[i].certain = len(texts) == len(ids)
	}
	return out, lost, nil
}
