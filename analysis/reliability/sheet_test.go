package reliability

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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

// What no file may do: stop the program, or give a figure that is no number.
func FuzzReadRatings(f *testing.F) {
	f.Add("a,b\n1,2\n,3\n", "nominal", "")
	f.Add("x,y\nx;y,y\n", "ordinal", "x,y")
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
