package coding

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook"
	"grounded/transcript"
)

func idsOf(p Picked) string {
	var ids []string
	for _, r := range p.Rows {
		ids = append(ids, r.ID)
	}
	return strings.Join(ids, " ")
}

// Ana is case p09, who speaks in the group: nobody's codings on her words count, a coding
// that holds other words too does, and so do no turns of hers.
func TestNotTheirs(t *testing.T) {
	corpus := corpusForSelection(t)
	group := corpus.Transcripts[0]
	own, err := group.Resolve(transcript.Ref{Transcript: group.ID, First: 2, Last: 2})
	if err != nil {
		t.Fatal(err)
	}
	bens := Make(group, own, "money", "ben-2-hers", corpus.Coders[1].Work[0].Codings[0].At)
	corpus.Coders[1].Work = append([]Work{{Transcript: group.ID, Codings: []Placed{{Coding: bens, Now: own}}}}, corpus.Coders[1].Work...)
	all, err := Select(corpus, Selection{})
	if err != nil {
		t.Fatal(err)
	}
	before := idsOf(all)
	got := all.NotTheirs()
	if diff := cmp.Diff("ana-2-question ana-2-both ana-1-question ana-1-answer ben-1-answer ben-1-stray", idsOf(got)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff(Uncounted{Adrift: 1, Theirs: 2}, got.Uncounted); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	for turn, want := range []bool{true, false} {
		if got.MeansTurn(group, turn) != want || !all.MeansTurn(group, turn) {
			t.Errorf("turn %d is meant: %v", turn, got.MeansTurn(group, turn))
		}
	}
	if idsOf(all) != before {
		t.Error("the selection that was given is changed")
	}
	others, err := Select(corpus, Selection{Roles: []string{"interviewer"}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Uncounted{Adrift: 1, Others: 7}, others.NotTheirs().Uncounted); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	alone, err := Select(corpus, Selection{Analysts: []string{"ben"}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(idsOf(alone), idsOf(alone.NotTheirs())); diff != "" {
		t.Errorf("ben is nobody here: -want +got\n%s", diff)
	}
}

// What is uncounted on all transcripts is what it is on each of them together, and of
// each code what it is of all.
func TestUncountedOn(t *testing.T) {
	corpus := corpusForSelection(t)
	for _, sel := range []Selection{{}, {Roles: []string{"interviewer"}}, {NotOwn: true}, {Rounds: []int{1}}, {Kinds: []string{"analytical"}}} {
		for _, theirs := range []bool{false, true} {
			p, err := Select(corpus, sel)
			if err != nil {
				t.Fatal(err)
			}
			if theirs {
				p = p.NotTheirs()
			}
			var byTranscript, byCode Uncounted
			add := func(to *Uncounted, u Uncounted) {
				to.Adrift, to.Others, to.Own, to.Theirs = to.Adrift+u.Adrift, to.Others+u.Others, to.Own+u.Own, to.Theirs+u.Theirs
			}
			for _, tr := range p.Transcripts {
				add(&byTranscript, p.UncountedOn([]*transcript.Transcript{tr}, nil))
			}
			for _, code := range []codebook.ID{"money", "means", "sleep", "gone"} {
				add(&byCode, p.UncountedOn(p.Transcripts, func(_ *Coder, id codebook.ID) bool { return id == code }))
			}
			if diff := cmp.Diff([]Uncounted{p.Uncounted, p.Uncounted}, []Uncounted{byTranscript, byCode}); diff != "" {
				t.Errorf("%+v, theirs %v: -want +got\n%s", sel, theirs, diff)
			}
		}
	}
	p, err := Select(corpus, Selection{})
	if err != nil {
		t.Fatal(err)
	}
	if u := p.UncountedOn(corpus.Transcripts[:1], nil); u != (Uncounted{}) {
		t.Errorf("in the group nothing is adrift: %+v", u)
	}
	if u := p.UncountedOn(corpus.Transcripts[1:], nil); u != (Uncounted{Adrift: 1}) {
		t.Errorf("in the interview one is: %+v", u)
	}
}
