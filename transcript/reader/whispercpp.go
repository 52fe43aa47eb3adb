package reader

import (
	"context"
	"fmt"
)

func isWhisperCpp(s *source) bool {
	member, _ := jsonMember(s)
	return member == cppMember
}

// readWhisperCpp reads the JSON of whisper.cpp, with times in milliseconds. With
// the option --diarize it has speakers "0" and "1", or "?".
func readWhisperCpp(ctx context.Context, s *source) ([]interview, error) {
	var pieces []piece
	var result struct{ Language string }
	j := newJSON(ctx, s)
	found := false
	err := j.file(func(key string) error {
		switch key {
		case cppMember:
			found = true
			return j.array(func() error {
				var seg struct {
					Offsets    struct{ From *float64 }
					Timestamps struct{ From string }
					Text       string
					Speaker    label
				}
				if err := j.value(&seg); err != nil {
					return err
				}
				at := clockTime(seg.Timestamps.From)
				if seg.Offsets.From != nil {
					at = inMilliseconds(*seg.Offsets.From)
				}
				if seg.Speaker == "?" {
					seg.Speaker = "Unknown Speaker"
				}
				pieces = append(pieces, piece{at, part{string(seg.Speaker), oneLine(seg.Text)}})
				return nil
			})
		case "result":
			return j.value(&result)
		}
		return j.skip()
	})
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fmt.Errorf("%s: has no member %q, as what whisper.cpp writes has; leave out --as, or export SRT or VTT", s.name, cppMember)
	}
	said, err := joinPieces(ctx, s, pieces)
	return []interview{{said: said, language: languageCode(result.Language)}}, err
}
