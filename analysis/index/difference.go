package index

import (
	"fmt"
	"strings"

	"grounded/transcript"
)

// difference is what parts an older generation from a corpus.
type difference struct {
	gone, changed []entry // of the older generation
	add           []int   // sources that are new or changed
	entries       []entry // of the corpus; those to be added are not yet set
}

func compare(old []entry, c corpus) difference {
	former := map[transcript.ID]entry{}
	for _, e := range old {
		former[e.ID] = e
	}
	d := difference{entries: make([]entry, len(c.sources))}
	for i, s := range c.sources {
		e, was := former[s.ID]
		delete(former, s.ID)
		if was && e.Key == s.Key {
			d.entries[i] = e
			continue
		}
		d.add = append(d.add, i)
		if was {
			d.changed = append(d.changed, e)
		}
	}
	for _, e := range old {
		if _, is := former[e.ID]; is {
			d.gone = append(d.gone, e)
		}
	}
	return d
}

// String says in words what changed.
func (d difference) String() string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{len(d.add) - len(d.changed), "new"}, {len(d.changed), "changed"}, {len(d.gone), "gone"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	return "transcripts: " + strings.Join(parts, ", ")
}
