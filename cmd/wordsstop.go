package cmd

import (
	"slices"
	"strings"

	"grounded/analysis/lexis"
	"grounded/analysis/lexis/stop"
)

// noStop and studyStop are what --stop takes besides languages.
const (
	noStop    = "none"
	studyStop = "study"
)

func stopLists() []string { return append([]string{noStop, studyStop}, stop.Languages()...) }

func (o wordsOptions) checkStop() error {
	for _, name := range o.Stop {
		if _, ok := stop.List(name); !ok && name != noStop && name != studyStop {
			return misused("--stop %s: there is no such stop list; there is %s", name, strings.Join(stopLists(), ", "))
		}
	}
	if slices.Contains(o.Stop, noStop) && len(o.Stop) > 1 {
		return misused("--stop none leaves nothing out; name no other list beside it")
	}
	return nil
}

// leave returns what is left out, given the words that the study names.
func (o wordsOptions) leave(own []string) *lexis.Stoplist {
	if len(o.Stop) == 0 {
		return &lexis.Stoplist{OfLanguage: true, Words: own}
	}
	list := &lexis.Stoplist{}
	for _, name := range o.Stop {
		switch name {
		case noStop:
		case studyStop:
			list.Words = own
		default:
			list.Languages = append(list.Languages, stop.Language(name))
		}
	}
	return list
}
