package transcript

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLostHeaders(t *testing.T) {
	meta := Meta{Speakers: []Speaker{{Label: "Tom"}, {Label: "Iris"}}}
	was := New("talk", meta, "Tom: How was it?\nIris: I paid.\nTom:\nIris: Note: this.\nIris: Well.\n")
	for _, test := range []struct {
		name, body string
		want       []LostHeader
	}{
		{"nothing", was.Body, nil},
		{"mistyped", "Tom: How was it?\nIrs: I paid.\nTom:\nIris: Note: this.\nIris: Well.\n", []LostHeader{{1, "Irs:", "Iris"}}},
		{"an unlike label", "Tom: How was it?\nMrs X: I paid.\nTom:\nIris: Note: this.\nIris: Well.\n", []LostHeader{{1, "Mrs X:", "Iris"}}},
		{"mistyped, with other words", "Tom: How was it?\nIrs: I payed.\nTom:\nIris: Note: this.\nIris: Well.\n", []LostHeader{{1, "Irs:", "Iris"}}},
		{"words with a colon", "Tom: How was it?\nIris: I paid.\nTom:\nNote:\nIris: Note: this.\nIris: Well.\n", nil},
		{"said to be words", "Tom: How was it?\n Irs: I paid.\nTom:\nIris: Note: this.\nIris: Well.\n", nil},
		{"another speaker", "Tom: How was it?\nTom: I paid.\nTom:\nIris: Note: this.\nIris: Well.\n", nil},
	} {
		if diff := cmp.Diff(test.want, LostHeaders(was, New("talk", meta, test.body))); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

func TestRespokenIn(t *testing.T) {
	meta := Meta{Speakers: []Speaker{{Label: "Tom"}, {Label: "Iris"}}}
	was := New("talk", meta, "Tom: How?\nIris: I paid.\nAt the till.\nTom: Yes.\nIris: Yes.\nIris: Well.\n")
	now := New("talk", meta, "Tom: How?\nTom: I paid.\nAt the till.\nTom: Yes.\nTom: Yes.\nIris: Well.\nTom: Well.\n")
	want := []Respoken{{1, "Iris", "Tom"}, {2, "Iris", "Tom"}}
	if diff := cmp.Diff(want, RespokenIn(was, now)); diff != "" {
		t.Error(diff)
	}
}
