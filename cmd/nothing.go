package cmd

import (
	"fmt"
	"slices"

	"grounded/analysis/table"
	"grounded/cmd/internal/study"
	"grounded/transcript/coding"
)

// why puts under the last of some reports why they count nothing, where no coding was
// picked and no other note says why.
func (f *selectionFlags) why(st *study.Study, p coding.Picked, reports []table.Report) error {
	if len(p.Rows) > 0 || p.Uncounted != (coding.Uncounted{}) || len(p.Beside()) > 0 {
		return nil
	}
	said, err := f.nothing(st, p)
	if err != nil {
		return err
	}
	end := &reports[len(reports)-1]
	end.Notes = append([]string{said}, end.Notes...)
	return nil
}

// nothing says why no coding was picked, with a way out.
func (f *selectionFlags) nothing(st *study.Study, p coding.Picked) (string, error) {
	said, err := noTranscripts(st)
	if said != "" || err != nil {
		return said, err
	}
	var who []string
	codes := false
	for _, coder := range p.Coders {
		who = append(who, string(coder.Analyst))
		codes = codes || len(coder.Book.Codes) > 0
	}
	switch {
	case len(who) == 0:
		return "Nobody codes in this study yet; add an analyst with: grounded analyst add NAME", nil
	case !codes:
		return fmt.Sprintf("%s no code yet; begin with: grounded code TRANSCRIPT", have(who)), nil
	case f.narrows():
		return fmt.Sprintf("No coding of %s fits all that is asked for; leave something out of it.", and(who)), nil
	}
	return fmt.Sprintf("%s no coding here yet; begin with: grounded code TRANSCRIPT", have(who)), nil
}

// noTranscripts says that the study has none, if so.
func noTranscripts(st *study.Study) (string, error) {
	ids, err := st.TranscriptIDs()
	if len(ids) > 0 || err != nil {
		return "", err
	}
	return "There is no transcript yet; take some in with: grounded import FILE...", nil
}

// narrows reports whether the flags leave out some codings of the analysts that are meant.
func (f *selectionFlags) narrows() bool {
	return f.NotOwn || f.Since != "" || f.Until != "" || len(f.Rounds) > 0 ||
		len(slices.Concat(f.Transcripts, f.Types, f.Speakers, f.Roles, f.Cases, f.Codes, f.Kinds, f.Where)) > 0
}

// have begins a sentence on what some have.
func have(who []string) string {
	if len(who) == 1 {
		return who[0] + " has"
	}
	return and(who) + " have"
}
