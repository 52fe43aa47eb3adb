package cmd

import "testing"

func FuzzTable(f *testing.F) {
	for _, seed := range []string{"words,after\na,b\n", "\ufeffwords;after\r\n\"a;\";b", "words\tafter\na\\tb\tc", `[{"words":"a","nth":1}]`,
		"{\"words\":\"a\"}\n{\"words\":[]}", "words,after\n\"", "w\xf6rds,words\n\xe4,b", "", "[", "'=words,words\n'=1,'-2"} {
		f.Add([]byte(seed))
	}
	form := tableForm{fields: []string{"words", "after", "nth"}}
	f.Fuzz(func(t *testing.T, src []byte) {
		records, err := form.records("t.csv", src)
		if err != nil && len(records) > 0 {
			t.Errorf("%d records beside the error %v", len(records), err)
		}
		for _, r := range records {
			if r.line == "" || r.fields == nil && r.fault == nil {
				t.Errorf("a record without a line, or with nothing: %+v", r)
			}
		}
	})
}
