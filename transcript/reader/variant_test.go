package reader

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestVariantsOfALabelAreReported(t *testing.T) {
	src := "Interviewer: a\nP1: b\nInterviewer: c\nP1: d\nInterviewr: e\nP2: f\ninterviewer 1: h\nInterviewer1: i\nP2: j\nMarta: k\nMarta: l\nPerson A: m\nPerson A: n\nPerson B: o\nPerson B: p\n"
	want := []string{
		`x: "Interviewr" (1 turn) may be "Interviewer" (2 turns); if it is, import the file with: --relabel "Interviewr=Interviewer"`,
		`x: "interviewer 1" (1 turn) may be "Interviewer1" (1 turn); if it is, import the file with: --relabel "interviewer 1=Interviewer1"`,
	}
	r := read(t, "x", []byte(src), Options{})
	if diff := cmp.Diff(want, sentences(r.Warnings)); diff != "" {
		t.Error("-want +got\n" + diff)
	}
	r = read(t, "x", []byte(src), Options{Relabel: []Relabelling{{"Interviewr", "Interviewer"}, {"interviewer 1", "Interviewer1"}, {"P1", "P2"}}})
	var labels []string
	for _, s := range r.Transcripts[0].Speakers {
		labels = append(labels, s.Label)
	}
	if diff := cmp.Diff([]string{"Interviewer", "P2", "Interviewer1", "Marta", "Person A", "Person B"}, labels); diff != "" || len(r.Warnings) > 0 {
		t.Errorf("warnings %q; -want +got\n%s", sentences(r.Warnings), diff)
	}
}
