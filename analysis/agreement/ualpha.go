package agreement

import "errors"

// The u-alpha family of Krippendorff, Mathet, Bouvry and Widlöcher (On the
// reliability of unitizing textual continua: further developments, Quality and
// Quantity 50, 2016, 2347-2364; with the erratum of the same volume, 2365) as
// Content Analysis, fourth edition, 2019, section 12.6 has it. Each coder's
// continuum is parted into segments with a value and gaps between them. Over any
// two coders l_ck is the length of what the one gave value c and the other k, a gap
// being value 0; what chance makes of it is
//
//	e_ck = (l_c. l_.k - [c=k] Q_c) / (l.. - Σ Q_c / l..)
//
// where Q_c sums the squared lengths of segments with value c, and the lengths of
// gaps. The starred sums are those of stretches on which neither of the two left a
// gap, and Q*_c squares of each segment what others did not leave, averaged over
// them.

var (
	errNothingMarked = errors.New("nobody marked anything")
	errAllMarked     = errors.New("there is no gap: everybody marked everything")
	errNowhereShared = errors.New("no two coders marked the same text")
)

// coders is an error for spans of fewer than two coders or without text.
func (s *Spans) checked(all measured) error {
	switch {
	case s.coders < 2:
		return ErrOneCoder
	case all.length == 0:
		return ErrNoUnits
	}
	return nil
}

// U is u-alpha: whether coders marked the same text, and with the same codes.
func (s *Spans) U(w Weights) (float64, error) {
	if s.overlap != nil {
		return 0, s.overlap
	}
	all, codes := s.sum(w)
	if err := s.checked(all); err != nil {
		return 0, err
	}
	same := all.gaps * all.gaps
	for _, c := range codes {
		same += c.length * c.length
	}
	expected := all.length*all.length - same
	if expected == 0 {
		return 0, ErrNoVariation
	}
	others := float64(s.coders - 1)
	return 1 - all.differ/others*(all.length-all.squares/all.length)/expected, nil
}

// BarU is |u-alpha: whether coders marked the same text, whatever the code. Where
// codes of one coder overlap the segments are those of all codes together.
func (s *Spans) BarU(w Weights) (float64, error) {
	all, _ := s.sum(w)
	if err := s.checked(all); err != nil {
		return 0, err
	}
	switch {
	case all.gaps == all.length:
		return 0, errNothingMarked
	case all.gaps == 0:
		return 0, errAllMarked
	}
	others := float64(s.coders - 1)
	return 1 - all.touch/others*(all.length-all.squares/all.length)/(all.gaps*(all.length-all.gaps)), nil
}

// CU is cu-alpha: whether coders used the same codes on text that both marked.
func (s *Spans) CU(w Weights) (float64, error) {
	if s.overlap != nil {
		return 0, s.overlap
	}
	all, codes := s.sum(w)
	if err := s.checked(all); err != nil {
		return 0, err
	}
	paired, same, squares, expected := s.starred(codes)
	switch {
	case paired == 0:
		return 0, errNowhereShared
	case expected == 0:
		return 0, ErrNoVariation
	}
	return 1 - (paired-same)*(paired-squares/paired)/expected, nil
}

// starred returns l*.., Σ l*_cc, Σ Q*_c and l*..² - Σ l*_c.².
func (s *Spans) starred(codes []measuredCode) (paired, same, squares, expected float64) {
	others := float64(s.coders - 1)
	own := 0.
	for _, c := range codes {
		paired += c.paired / others
		same += c.same / others
		squares += c.squares / (others * others)
		own += c.paired / others * c.paired / others
	}
	return paired, same, squares, paired*paired - own
}

// CUCoverage is the share of the continuum, over any two coders, that both marked:
// what CU is about.
func (s *Spans) CUCoverage(w Weights) (float64, error) {
	all, codes := s.sum(w)
	if err := s.checked(all); err != nil {
		return 0, err
	}
	if s.overlap != nil {
		return 0, s.overlap
	}
	paired, _, _, _ := s.starred(codes)
	return paired / all.length, nil
}

// KU is (k)u-alpha: whether coders used one code alike, on text that both marked.
func (s *Spans) KU(category int) Statistic {
	return func(w Weights) (float64, error) {
		if s.overlap != nil {
			return 0, s.overlap
		}
		all, codes := s.sum(w)
		if err := s.checked(all); err != nil {
			return 0, err
		}
		paired, _, _, _ := s.starred(codes)
		others := float64(s.coders - 1)
		own := codes[category]
		length, same, squares := own.paired/others, own.same/others, own.squares/(others*others)
		switch {
		case length == 0:
			return 0, errNowhereShared
		case paired == length:
			return 0, ErrNoVariation
		}
		return 1 - (length*paired-squares)/length*(length-same)/(length*(paired-length)), nil
	}
}

// KUCoverage is the share of a code's text, over any two coders, that the other
// marked too: what KU is about.
func (s *Spans) KUCoverage(category int) Statistic {
	return func(w Weights) (float64, error) {
		if s.overlap != nil {
			return 0, s.overlap
		}
		_, codes := s.sum(w)
		if codes[category].length == 0 {
			return 0, errNothingMarked
		}
		return codes[category].paired / float64(s.coders-1) / codes[category].length, nil
	}
}
