package reliability

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/analysis/agreement"
	"grounded/analysis/unit"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// tableOf cuts turns of transcripts, each "r|r ." for two turns, of which both ana and ben
// put r on the first and nobody anything on the second. Codes are letters, of which r and
// k are compared.
func tableOf(kind unit.Kind, transcripts ...string) unit.Table {
	var picked coding.Picked
	ana, ben := &coding.Coder{Analyst: "ana"}, &coding.Coder{Analyst: "ben"}
	picked.Coders = []*coding.Coder{ana, ben}
	var texts []*transcript.Transcript
	marks := map[*coding.Coder]map[int][]coding.Placed{ana: {}, ben: {}}
	for i, turns := range transcripts {
		var body strings.Builder
		for n := range strings.Fields(turns) {
			fmt.Fprintf(&body, "P: These are the words of turn %d.\n\n", n)
		}
		t := transcript.New(transcript.ID(fmt.Sprintf("i%d", i)), transcript.Meta{Speakers: []transcript.Speaker{{Label: "P", Role: transcript.Participant}}}, body.String())
		texts = append(texts, t)
		for n, turn := range strings.Fields(turns) {
			left, right, _ := strings.Cut(strings.Trim(turn, "."), "|")
			for coder, codes := range map[*coding.Coder]string{ana: left, ben: right} {
				for _, code := range codes {
					c := coding.Make(t, t.Paragraphs[n].Text, codebook.ID(code), fmt.Sprint(i, n, string(code)), time.Time{})
					marks[coder][i] = append(marks[coder][i], coding.Placed{Coding: c, Now: c.Span})
				}
			}
		}
	}
	picked.Transcripts = texts
	for _, coder := range picked.Coders {
		for i, t := range texts {
			coder.Work = append(coder.Work, coding.Work{Transcript: t.ID, Finished: time.Unix(1, 0), Codings: marks[coder][i]})
			for j := range marks[coder][i] {
				placed := &marks[coder][i][j]
				picked.Rows = append(picked.Rows, coding.Row{Placed: placed, Coder: coder, Transcript: t, Entry: &codebook.Code{ID: placed.Code}})
			}
		}
	}
	var categories []unit.Category
	for _, name := range []string{"r", "k"} {
		categories = append(categories, unit.Category{Name: name, Codes: map[coding.Analyst][]codebook.ID{"ana": {codebook.ID(name)}, "ben": {codebook.ID(name)}}})
	}
	return unit.Cut(unit.Input{Picked: picked, Categories: categories}, kind, unit.Any)
}

func figuresOf(t unit.Table) map[string]Figure {
	out := map[string]Figure{}
	for _, f := range Figures(Input{Tables: []unit.Table{t}, All: true, Cluster: unit.ByTranscript, Draws: 400, Seed: 1}) {
		out[strings.TrimSpace(f.Statistic+" "+f.Code)] = f
	}
	return out
}

// A code that stands in one of six transcripts would have the same figure on every draw
// of transcripts that has one at all.
func TestWhatStandsInFewTranscriptsIsDrawnByUnit(t *testing.T) {
	t.Parallel()
	got := figuresOf(tableOf(unit.Turn, "r|r r| . .", "r|r |r k|k k|", "r|r . . .", "r| . . .", "r|r r|x . .", "r|r . . ."))
	for _, tt := range []struct {
		figure         string
		drawn          string
		groups, within int
		interval       bool
	}{
		{"alpha-any", "transcript", 6, 0, true},
		{"alpha r", "transcript", 6, 0, true},
		{"alpha", "transcript", 6, 0, true},
		{"alpha k", "turn", 24, 1, true},
		{"positive k", "turn", 24, 1, true},
		{"alpha-jaccard-marked", "transcript", 5, 0, true}, // in the fourth nobody marked what the other did
	} {
		f := got[tt.figure]
		if f.Drawn != tt.drawn || f.Groups != tt.groups || f.Within != tt.within || (f.Open == nil) != tt.interval || f.Undefined != nil {
			t.Errorf("%s: drawn from %d %ss, in %d of %d; interval [%v, %v], %v, %v", tt.figure, f.Groups, f.Drawn, f.Within, f.Among, f.Low, f.High, f.Open, f.Undefined)
		}
		if f.Open == nil && !(f.Low < f.Value && f.Value < f.High || f.High == 1) {
			t.Errorf("%s: %v is not within [%v, %v]", tt.figure, f.Value, f.Low, f.High)
		}
	}
	if f := got["positive k"]; f.Value != 2./3 || f.Low != 0 || f.High != 1 {
		t.Errorf("positive agreement on k is %v [%v, %v]", f.Value, f.Low, f.High)
	}
}

func TestWhatDoesNotVaryHasNoInterval(t *testing.T) {
	t.Parallel()
	got := figuresOf(tableOf(unit.Turn, "r|r . .", "r|r k|k .", "r|r . .", "r|r . .", "r|r . .", "r|r . ."))
	for _, name := range []string{"alpha r", "alpha k", "alpha-any", "kappa"} {
		if f := got[name]; f.Value != 1 || !errors.Is(f.Open, agreement.ErrNoSpread) || f.Low != 0 || f.SE != 0 {
			t.Errorf("%s is %v [%v, %v], %v", name, f.Value, f.Low, f.High, f.Open)
		}
	}
}

// Where codes are in few transcripts all figures over them are drawn by unit, and that of
// one code is that of the mean over it.
func TestMeanOfRareCodesIsDrawnByUnit(t *testing.T) {
	t.Parallel()
	got := figuresOf(tableOf(unit.Turn, "k|k k| . .", "x|x . . .", "x|x . . .", "x| . . .", "x|x . . .", "x|x . . ."))
	for _, name := range []string{"alpha", "pooled-kappa", "alpha-jaccard", "alpha-masi"} {
		if f := got[name]; f.Drawn != "turn" || f.Within != 1 || f.Among != 6 || f.Open != nil {
			t.Errorf("%s is drawn from %ss, in %d of %d, %v", name, f.Drawn, f.Within, f.Among, f.Open)
		}
	}
	mean, alone := got["alpha"], got["alpha k"]
	if mean.Excluded != 1 || mean.Estimate != alone.Estimate {
		t.Errorf("alone %+v, the mean over it %+v", alone.Estimate, mean.Estimate)
	}
	if f := got["alpha-any"]; f.Drawn != "transcript" || f.Groups != 6 {
		t.Errorf("of any code %d %ss are drawn", f.Groups, f.Drawn)
	}
}

func TestCharactersAreNotDrawn(t *testing.T) {
	t.Parallel()
	got := figuresOf(tableOf(unit.Character, "r|r r| k|k k|", "r|r . .", "r|r . .", "r|r . .", "r|r . .", "r|r . ."))
	if f := got["alpha k"]; f.Undefined != nil || f.Open == nil || !strings.Contains(f.Open.Error(), "it stands in 1 of 6 transcripts") {
		t.Errorf("%+v", f)
	}
	if f := got["alpha r"]; f.Open != nil || f.Drawn != "transcript" {
		t.Errorf("%+v", f)
	}
}

// The second question is asked of all units that both marked. A code without a partner is
// no name of the other's; where neither put a code that is compared there is nothing
// between them.
func TestNamedIsOfAllThatBothMarked(t *testing.T) {
	t.Parallel()
	f := figuresOf(tableOf(unit.Turn, "r|r r|x x|y rx|r r| |r . ."))["alpha-jaccard-marked"]
	// Values: r r, r none, none none, r r: 5 are r and 3 none.
	if want := 1 - (2./8)/(30./56); f.Units != 4 || f.Blank != 1 || f.Value != want {
		t.Errorf("%v of %d units, %d of them blank; want %v of 4 and 1", f.Value, f.Units, f.Blank, want)
	}
	if f := figuresOf(tableOf(unit.Turn, "x|y r| . ."))["alpha-jaccard-marked"]; !errors.Is(f.Undefined, agreement.ErrNoVariation) || f.Units != 1 || f.Blank != 1 {
		t.Errorf("%+v", f)
	}
}

func TestOfFewUsesNoScaleHasAWord(t *testing.T) {
	t.Parallel()
	scale, _ := agreement.ScaleNamed("krippendorff")
	six := strings.Repeat("r|r ", 2) + "r| . ."
	table := tableOf(unit.Turn, six, six, six+" k|k k|", six, six, six)
	figures := Figures(Input{Tables: []unit.Table{table}, Cluster: unit.ByTranscript, Draws: 400, Seed: 1})
	report := Report(figures, Layout{Coders: []string{"ana", "ben"}, Label: func(code string) string { return code }, Scale: &scale})
	words := map[string]any{}
	for _, row := range report.Table.Rows {
		code, _ := row[report.Table.Index("code")].(string)
		words[strings.TrimSpace(row[report.Table.Index("statistic")].(string)+" "+code)] = row[report.Table.Index("scale")]
	}
	want := map[string]any{
		"positive-any": nil, "alpha-any": "not reliable (krippendorff)", "kappa-any": "not reliable (krippendorff)",
		"alpha-jaccard-marked": nil, "positive": nil, "alpha": nil, "kappa": nil,
		"positive r": nil, "alpha r": "not reliable (krippendorff)", "kappa r": "not reliable (krippendorff)",
		"positive k": nil, "alpha k": nil, "kappa k": nil,
	}
	for name, word := range words {
		if word != want[name] {
			t.Errorf("%s is %v, want %v", name, word, want[name])
		}
	}
	if len(words) != len(want) {
		t.Errorf("%d figures, want %d", len(words), len(want))
	}
}

// Whatever was coded: a figure is the same however its interval is drawn, no interval is
// without width, and transcripts are drawn only where five hold what the figure is of.
func TestIntervalsOfAnything(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		turn := rapid.SampledFrom([]string{".", ".", ".", "r|r", "r|", "|r", "k|k", "rk|k", "x|k", "x|x"})
		var texts []string
		holds, named := map[string]int{}, 0
		for range rapid.IntRange(1, 8).Draw(t, "transcripts") {
			turns := rapid.SliceOfN(turn, 1, 4).Draw(t, "turns")
			text := strings.Join(turns, " ")
			texts = append(texts, text)
			for _, code := range []string{"r", "k"} {
				if strings.Contains(text, code) {
					holds[code]++
				}
			}
			for _, one := range turns {
				if left, right, _ := strings.Cut(strings.Trim(one, "."), "|"); left != "" && right != "" {
					named++
				}
			}
		}
		got := figuresOf(tableOf(unit.Turn, texts...))
		whole := figuresOf(tableOf(unit.Turn, strings.Join(texts, " "))) // one transcript: all is drawn by turn
		for name, f := range got {
			w := whole[name]
			if (f.Undefined == nil) != (w.Undefined == nil) || f.Undefined == nil && !cmp.Equal(f.Value, w.Value, near) {
				t.Fatalf("%s is %v (%v), and %v (%v) drawn by turn", name, f.Value, f.Undefined, w.Value, w.Undefined)
			}
			if f.Undefined != nil || f.Open != nil {
				continue
			}
			if !(f.Low < f.High) || f.Low < -1 || f.High > 1 {
				t.Fatalf("%s has the interval [%v, %v]", name, f.Low, f.High)
			}
			if f.Code != "" && f.Drawn == "transcript" && holds[f.Code] < unit.FewestGroups {
				t.Fatalf("%s: transcripts are drawn, of which %d hold it", name, holds[f.Code])
			}
		}
		if f := got["alpha-jaccard-marked"]; f.Units != named {
			t.Fatalf("%d units that both marked, want %d", f.Units, named)
		}
	})
}

var near = cmp.Comparer(func(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 })
