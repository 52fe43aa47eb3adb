package reliability

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/analysis/agreement"
)

func sheetOf(text string) Sheet {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	s := Sheet{Name: "t.csv"}
	for {
		cells, err := r.Read()
		if err != nil {
			return s
		}
		line, _ := r.FieldPos(0)
		s.Rows = append(s.Rows, SheetRow{line, cells})
	}
}

// A first line is one of names when every cell is filled, unlike the others and
// found nowhere below, and no number where all below are numbers.
func TestHeaderIsRecognised(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"ana,ben\n1,2\n2,2\n":   true,
		"ana,ben\nx,y\ny,y\n":   true,
		"x,y\nx,y\ny,y\n":       false,
		"1,2\n3,3\n4,4\n":       false,
		"ana,\n1,2\n2,2\n":      false,
		"2020,2021\nx,y\ny,y\n": true,
	} {
		j, problems := ReadRatings(sheetOf(text), Guessed, agreement.Nominal, nil)
		if problems != nil || j.Header != want {
			t.Errorf("%q: a header is %v, %v", text, j.Header, problems)
		}
	}
	if j, _ := ReadRatings(sheetOf("x,y\nx,y\n"), Given, agreement.Nominal, nil); !j.Header || j.Ratings.Units() != 1 {
		t.Error("a header that is said to be there was not taken")
	}
	if j, _ := ReadRatings(sheetOf("a,b\n1,2\n"), Absent, agreement.Nominal, nil); j.Header || j.Ratings.Units() != 2 {
		t.Error("a header that is said not to be there was taken")
	}
}

// A table that holds no judgements two coders could agree on is refused with the
// reason, and never read as another one.
func TestSheetsThatAreRefused(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"ana,ben\n":                "names coders and has no unit",
		"a,a\n1,2\n2,2\n":          `two columns are called "a"`,
		"ana,ben\n1,2,3\n2,2\n":    "has 3 cells, and the first line names 2",
		"unit,ana\nu1,2\nu2,3\n":   "beside the names of units this table has one column",
		"ana\n1\n2\n":              "one column",
		"ana,ben\n1,x\n2,2\n3,1\n": "",
	} {
		_, problems := ReadRatings(sheetOf(text), Guessed, agreement.Nominal, nil)
		if want == "" {
			if problems != nil {
				t.Errorf("%q: %v", text, problems)
			}
			continue
		}
		if len(problems) == 0 || !strings.Contains(problems[0].Message, want) {
			t.Errorf("%q: %v, want %q", text, problems, want)
		}
	}
}

func TestColumnOfUnitsIsLeftOut(t *testing.T) {
	t.Parallel()
	j, problems := ReadRatings(sheetOf("unit,ana,ben\nu1,1,2\nu2,2,2\n"), Guessed, agreement.Nominal, nil)
	if problems != nil || !j.Units || j.Ratings.Units() != 2 {
		t.Fatalf("%+v, %v", j, problems)
	}
	if diff := cmp.Diff([]string{"ana", "ben"}, j.Coders); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Overlapping passages of one coder and code are one, as everywhere.
func TestSpansThatOverlapAreOne(t *testing.T) {
	t.Parallel()
	m, problems := ReadSpans(sheetOf("coder,start,end,code\nX,0,10,a\nX,5,15,a\nX,15,20,a\nX,5,15,b\nY,0,5,a\n"), 20)
	if problems != nil || len(m.Text.Segments) != 4 {
		t.Errorf("%+v, %v", m.Text.Segments, problems)
	}
}

func TestCategories(t *testing.T) {
	t.Parallel()
	j, _ := ReadRatings(sheetOf("10,9\n1.0,1\n9,\n"), Guessed, agreement.Interval, nil)
	if diff := cmp.Diff([]string{"1", "9", "10"}, j.Categories); diff != "" && j.Categories[0] != "1.0" {
		t.Errorf("numbers in their order, equal ones once (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]float64{1, 9, 10}, j.Ratings.Numbers); diff != "" || !j.Ordered {
		t.Errorf("(-want +got):\n%s", diff)
	}
	j, problems := ReadRatings(sheetOf("lo,hi\nhi,hi\n"), Guessed, agreement.Ordinal, []string{"lo", "mid", "hi"})
	if problems != nil || j.Ratings.Categories != 3 || !j.Ordered {
		t.Errorf("%+v, %v", j, problems)
	}
}

// A set is the same in whatever order, with whatever blanks and however often its codes
// are written; one that holds nothing is a set too.
func TestSetsAreWrittenInOneWay(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{"B;A": "A;B", " B ;A; A": "A;B", "A;": "A", ";": ";", " ; ;": ";", "A": "A", "": ""} {
		if got := asSet(cell); got != want {
			t.Errorf("%q is %q, want %q", cell, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		codes := rapid.SliceOfN(rapid.SampledFrom([]string{"A", "B", "CC", " A", ""}), 2, 6).Draw(t, "codes")
		one := asSet(strings.Join(codes, ";"))
		slices.Reverse(codes)
		if other := asSet(strings.Join(codes, " ; ") + ";A;A"); asSet(one+";A") != other || asSet(other) != other {
			t.Fatalf("%q and %q", one, other)
		}
	})
}

func TestCategoriesThatAreGivenTwice(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		given []string
		want  string
	}{
		{[]string{"low", "high"}, ""}, {[]string{"low", "high", "low"}, "low"}, {[]string{"1", "2", "1.0"}, "1.0"}, {[]string{"A;B", "A", "B; A"}, "B; A"}, {nil, ""},
	} {
		if got, is := Twice(tt.given); got != tt.want || is != (tt.want != "") {
			t.Errorf("%v: %q, %v", tt.given, got, is)
		}
	}
}

// Empty sets are values like others, for every figure; of the published example they are
// two units of nine.
func TestEmptySetsCount(t *testing.T) {
	t.Parallel()
	of := func(empty string) map[string]float64 {
		j, problems := ReadRatings(sheetOf("a,b\nE,E\nA,E\nA,A\nA,B\nA;B,A\n"), Given, agreement.Nominal, nil)
		if empty != "" {
			j, problems = ReadRatings(sheetOf(strings.ReplaceAll("a,b\nE,E\nA,E\nA,A\nA,B\nA;B,A\n", "E", empty)), Given, agreement.Nominal, nil)
		}
		if problems != nil {
			t.Fatal(problems)
		}
		out := map[string]float64{}
		for _, f := range OfRatings(j, agreement.Nominal, 100, 1) {
			if f.Units != 5 {
				t.Errorf("%s is of %d units", f.Statistic, f.Units)
			}
			out[f.Statistic] = f.Value
		}
		return out
	}
	// A code that nobody else puts is as far from other sets as the empty set is.
	if diff := cmp.Diff(of(""), of(";")); diff != "" {
		t.Errorf("-a token +the empty set\n%s", diff)
	}
}

// Who overlaps where is said by name and line, and not by number.
func TestOverlapIsNamed(t *testing.T) {
	t.Parallel()
	m, problems := ReadSpans(sheetOf("coder,start,end,code\nBo,5,20,x\nAl,0,10,x\nAl,4,12,x\nAl,9,12,y\n"), 60)
	if problems != nil || !m.Overlap() {
		t.Fatal(problems)
	}
	named, byCode := 0, 0
	for _, f := range OfText(m) {
		switch {
		case f.Undefined != nil:
			named++
			if want := "codes of Al overlap (at 9, lines 3, 4 and 5)"; !strings.HasPrefix(f.Undefined.Error(), want) {
				t.Errorf("%s: %v", f.Statistic, f.Undefined)
			}
		case f.Statistic == "u-alpha":
			byCode++
		}
	}
	if named != 7 || byCode != 2 {
		t.Errorf("%d figures cannot be had for overlap, and %d are of a code by itself", named, byCode)
	}
	if plain, _ := ReadSpans(sheetOf("coder,start,end,code\nBo,5,20,x\nAl,0,10,x\nAl,10,12,y\n"), 60); plain.Overlap() {
		t.Error("what touches overlaps")
	}
}

// What no file may do: stop the program, or give a figure that is no number.
func FuzzReadRatings(f *testing.F) {
	f.Add("a,b\n1,2\n,3\n", "nominal", "")
	f.Add("x,y\nx;y,y\n", "ordinal", "x,y")
	f.Add("a,b\n;,;\nB; A,A;B\n;,A\n", "nominal", "")
	f.Add("1,NaN\nInf,2\n", "ratio", "")
	f.Fuzz(func(t *testing.T, text, measure, categories string) {
		var given []string
		if categories != "" {
			given = strings.Split(categories, ",")
		}
		j, problems := ReadRatings(sheetOf(text), Guessed, agreement.Measure(measure), given)
		if problems != nil || len(j.Coders) > 9 || len(j.Categories) > 50 {
			return
		}
		for _, figure := range OfRatings(j, agreement.Measure(measure), 3, 1) {
			if figure.Undefined == nil && figure.Value != figure.Value {
				t.Errorf("%s of %q is no number", figure.Statistic, text)
			}
		}
	})
}

func FuzzReadSpans(f *testing.F) {
	f.Add("coder,start,end,code\na,0,3,x\nb,1,4,y\n")
	f.Add("code,end,start,coder\nx,3,0,a\nx,3,0,b\n")
	f.Add("coder,start,end,code\na,0,3,x\na,2,5,y\nb,1,4,y\n")
	f.Fuzz(func(t *testing.T, text string) {
		m, problems := ReadSpans(sheetOf(text), 20)
		if problems != nil || len(m.Coders) > 9 || len(m.Text.Segments) > 50 {
			return
		}
		for _, figure := range OfText(m) {
			if figure.Undefined == nil && figure.Value != figure.Value {
				t.Errorf("%s of %q is no number", figure.Statistic, text)
			}
		}
	})
}
