package reconciliation

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"grounded/codebook/problem"
)

var decisionGen = rapid.Custom(func(t *rapid.T) Decision {
	ids := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-c][0-9]`), 0, 3, rapid.ID)
	d := Decision{
		Left: ids.Draw(t, "left"), Right: ids.Draw(t, "right"), Take: rapid.SampledFrom(Takes()).Draw(t, "take"),
		Code: rapid.SampledFrom([]string{"", "rent"}).Draw(t, "code"), Reason: rapid.SampledFrom([]string{"", "so \"it\" is", "two\nlines", "é — ü"}).Draw(t, "reason"),
		Made: ids.Draw(t, "made"), By: "ana", At: time.Unix(int64(rapid.IntRange(1, 1e9).Draw(t, "at")), 0).UTC(),
	}
	if len(d.Left)+len(d.Right) == 0 {
		d.Left = []string{"a1"}
	}
	if d.Take == Redraw {
		d.Drawn = "the first … the last"
	}
	return d
})

// What is put is read again as it was, the last decision about the same codings
// alone, and what is before stays as it was first.
func TestPutIsReadAgain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		log := New("ana", "ben")
		first := &Agreement{Statistic: "alpha", Unit: "turn", Units: 3, Transcripts: 1, Draws: 10, Seed: 1, Both: value(0.25), At: time.Unix(5, 0).UTC()}
		var want []Decision
		for range rapid.IntRange(1, 6).Draw(t, "times") {
			d := decisionGen.Draw(t, "decision")
			place := len(want)
			for i, w := range want {
				if w.SameItem(d) {
					place = i
				}
			}
			want = append(want[:place], append([]Decision{d}, want[min(place+1, len(want)):]...)...)
			after := &Agreement{Statistic: "alpha", Unit: "turn", Draws: 10, Seed: 1}
			if rapid.Bool().Draw(t, "defined") {
				after.Both, after.Low, after.High = value(0.5), value(0.25), value(1)
			}
			before := *first
			if log.Before != nil {
				before.Both = value(0.9)
			}
			src, err := log.Put(&before, after, d)
			if err != nil {
				t.Fatal(err)
			}
			var problems []problem.Problem
			if log, problems = Decode("decisions.toml", src); len(problems) > 0 {
				t.Fatalf("%v\n%s", problems, src)
			}
			if diff := cmp.Diff(after, log.After); diff != "" {
				t.Fatalf("after (-want +got):\n%s", diff)
			}
			if !strings.HasPrefix(string(src), "# What was decided") {
				t.Fatal("the comment at the top went")
			}
		}
		if diff := cmp.Diff(want, log.Decisions, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(first, log.Before); diff != "" {
			t.Fatalf("before (-want +got):\n%s", diff)
		}
	})
}

func value(v float64) *float64 { return &v }

func TestDecodeNamesAllThatIsWrong(t *testing.T) {
	t.Parallel()
	_, problems := Decode("d.toml", []byte(`between = ["ana", "ben"]

[[decision]]
left = ["a1"]
take = "sideways"

[[decision]]
take = "left"

[[decision]]
right = ["b1"]
take = "redraw"

[[decision]]
left = ["a1"]
take = "open"
why = "?"
`))
	var got []string
	for _, p := range problems {
		got = append(got, p.String())
	}
	want := []string{
		`d.toml:5:1: take "sideways": it is one of left, right, both, redraw, neither, open; correct it, or take the decision out`,
		`d.toml:8:1: the decision is about no coding: left and right are empty; correct it, or take the decision out`,
		`d.toml:12:1: redraw says no words on which the code is to be put; correct it, or take the decision out`,
	}
	if diff := cmp.Diff(want, got[:min(3, len(got))]); diff != "" || len(got) != 4 || problem.Fatal(problems) == nil {
		t.Errorf("(-want +got):\n%s\n%v", diff, got)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("between = [\"a\", \"b\"]\n[before]\nboth = 0.5\n[[decision]]\nleft = [\"x\"]\ntake = \"left\"\n"))
	f.Add([]byte("[[decision]]\ntake = 3\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		log, problems := Decode("d.toml", src)
		if problem.Fatal(problems) != nil {
			return
		}
		if _, err := log.Put(nil, nil, Decision{Left: []string{"fuzz"}, Take: Open}); err != nil {
			t.Skip(err)
		}
	})
}
