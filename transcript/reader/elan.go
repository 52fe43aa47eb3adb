package reader

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"grounded/transcript"
)

// isELAN asks for the root element that ELAN writes.
func isELAN(s *source) bool {
	if !strings.HasPrefix(strings.TrimSpace(firstLine(s)), "<") {
		return false
	}
	const most = 20 // lines before it: the XML declaration, comments
	for _, line := range s.lines[:min(len(s.lines), most)] {
		if strings.Contains(line[:min(len(line), 4096)], "<ANNOTATION_DOCUMENT") {
			return true
		}
	}
	return false
}

// readELAN reads ELAN's annotation files (https://www.mpi.nl/tools/elan/EAF_Annotation_Format_3.0_and_ELAN.pdf).
// A speaker is the participant of a tier, or the tier's name where it has none.
// The date is that of the annotations, unless the file's name holds one.
func readELAN(ctx context.Context, s *source) ([]interview, error) {
	e := &elan{slots: map[string]int{}}
	x := newXML(s.text())
	x.CharsetReader = func(_ string, decoded io.Reader) (io.Reader, error) { return decoded, nil }
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		token, err := x.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: is no whole ELAN file (%w); save it in ELAN again", s.name, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			e.open(element{t})
		case xml.CharData:
			if e.inside {
				e.text.Write(t)
			}
		case xml.EndElement:
			e.close(t)
		}
	}
	if len(s.options.Tiers) > 0 {
		e.refer()
	}
	tiers := make([]tier, len(e.tiers))
	for i, t := range e.tiers {
		tiers[i] = t.tier
		for _, a := range t.annotations {
			tiers[i].intervals = append(tiers[i].intervals, a.interval)
		}
		e.tiers[i].annotations = nil
	}
	said, err := readTiers(ctx, s, tiers)
	return []interview{{said: said, date: first(date(baseName(s.name)), e.date), language: e.language()}}, err
}

// elan is what an annotation file holds.
type elan struct {
	date   string
	slots  map[string]int // index into times by id of a time slot
	times  []transcript.Moment
	tiers  []elanTier
	inside bool // the value of an annotation
	text   strings.Builder
}

type elanTier struct {
	tier
	language    string
	annotations []annotation
}

// annotation is one with times of its own, or one that has those of the
// annotation it refers to.
type annotation struct {
	interval
	id, refers string
}

func (e *elan) open(t element) {
	switch t.Name.Local {
	case "ANNOTATION_DOCUMENT":
		e.date = day(t.attr("DATE"))
	case "TIME_SLOT":
		ms, err := strconv.ParseFloat(t.attr("TIME_VALUE"), 64)
		at := transcript.Untimed
		if err == nil {
			at = inMilliseconds(ms)
		}
		e.slots[t.attr("TIME_SLOT_ID")] = len(e.times)
		e.times = append(e.times, at)
	case "TIER":
		speaker := first(oneName(t.attr("PARTICIPANT")), oneName(t.attr("TIER_ID")), someone)
		e.tiers = append(e.tiers, elanTier{tier: tier{name: t.attr("TIER_ID"), speaker: speaker, parent: t.attr("PARENT_REF")}, language: t.attr("LANG_REF")})
	case "ALIGNABLE_ANNOTATION", "REF_ANNOTATION":
		if n := len(e.tiers); n > 0 {
			e.tiers[n-1].annotations = append(e.tiers[n-1].annotations, annotation{
				interval: interval{start: e.at(t.attr("TIME_SLOT_REF1")), end: e.at(t.attr("TIME_SLOT_REF2"))},
				id:       t.attr("ANNOTATION_ID"), refers: t.attr("ANNOTATION_REF"),
			})
		}
	case "ANNOTATION_VALUE":
		e.inside = true
		e.text.Reset()
	}
}

func (e *elan) close(t xml.EndElement) {
	switch t.Name.Local {
	case "TIME_ORDER":
		interpolate(e.times)
	case "ANNOTATION_VALUE":
		e.inside = false
		if n := len(e.tiers); n > 0 && len(e.tiers[n-1].annotations) > 0 {
			of := e.tiers[n-1].annotations
			of[len(of)-1].text = oneLine(e.text.String())
		}
	}
}

// at returns the time of a slot.
func (e *elan) at(slot string) transcript.Moment {
	if n, ok := e.slots[slot]; ok {
		return e.times[n]
	}
	return transcript.Untimed
}

// interpolate gives slots without a time, which ELAN writes between those of
// others, times at even distances. Those before the first or behind the last time
// get that.
func interpolate(times []transcript.Moment) {
	known := -1
	for i, at := range times {
		if at < 0 {
			continue
		}
		for n := known + 1; n < i; n++ {
			times[n] = at
			if known >= 0 {
				times[n] = times[known] + (at-times[known])*transcript.Moment(n-known)/transcript.Moment(i-known)
			}
		}
		known = i
	}
	for n := known + 1; known >= 0 && n < len(times); n++ {
		times[n] = times[known]
	}
}

// refer gives annotations that refer to others the times of those, through any
// number of them. Whatever refers to itself, or to nothing, has no time.
func (e *elan) refer() {
	byID := map[string]*annotation{}
	for _, t := range e.tiers {
		for i := range t.annotations {
			byID[t.annotations[i].id] = &t.annotations[i]
		}
	}
	var chain []*annotation
	for _, t := range e.tiers {
		for i := range t.annotations {
			chain = chain[:0]
			a := &t.annotations[i]
			for a != nil && a.refers != "" {
				chain = append(chain, a)
				// Done with, and a circle ends here.
				a, a.refers = byID[a.refers], ""
			}
			for _, c := range chain {
				if a != nil && c != a {
					c.start, c.end = a.start, a.end
				}
			}
		}
	}
}

// language returns that of the tiers, if they say one and the same.
func (e *elan) language() string {
	spoken := ""
	for _, t := range e.tiers {
		switch {
		case t.parent != "" || t.language == "" || t.language == spoken:
		case spoken != "":
			return ""
		default:
			spoken = t.language
		}
	}
	return languageCode(spoken)
}
