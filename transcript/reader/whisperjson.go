package reader

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"grounded/transcript"
)

// isWhisperJSON takes every JSON file that no other reader has taken, so that one of
// a program that is not known is told so, and not read as text.
func isWhisperJSON(s *source) bool {
	_, ok := jsonMember(s)
	return ok
}

// segment is a piece of talk as Whisper, faster-whisper and WhisperX write it,
// with times in seconds. WhisperX adds speakers; whisper-timestamped calls a
// word "text".
type segment struct {
	Start   *float64
	Text    string
	Speaker label
	Words   []struct {
		Word, Text string
		Start      *float64
		Speaker    label
	}
}

// readWhisperJSON reads the JSON of Whisper and its kin. What the file is made of is
// a member "segments", or the list of segments alone.
func readWhisperJSON(ctx context.Context, s *source) ([]interview, error) {
	var pieces []piece
	var spoken string
	var members []string
	j := newJSON(ctx, s)
	segments := func() error {
		return j.array(func() error {
			var seg segment
			if err := j.value(&seg); err != nil {
				return err
			}
			pieces = append(pieces, seg.pieces()...)
			return nil
		})
	}
	var err error
	if strings.HasPrefix(strings.TrimSpace(firstLine(s)), "[") {
		if err = segments(); err == nil {
			err = j.end()
		}
	} else {
		err = j.file(func(key string) error {
			members = append(members, key)
			switch key {
			case whisperMember:
				return segments()
			case "language":
				return j.value(&spoken)
			}
			return j.skip()
		})
	}
	if err != nil {
		return nil, err
	}
	if len(pieces) == 0 && !slices.Contains(members, whisperMember) {
		return nil, unknownJSON(s, members)
	}
	said, err := joinPieces(ctx, s, pieces)
	return []interview{{said: said, language: languageCode(spoken)}}, err
}

// unknownJSON is the error of a JSON file of a program that is not known.
func unknownJSON(s *source, members []string) error {
	return fmt.Errorf("%s: is JSON of a program that is not known (it holds %s): what Whisper, WhisperX, whisper.cpp, Rev and oTranscribe write is read; of other programs, export SRT or VTT",
		s.name, first(excerpts(members), "a list"))
}

// pieces returns what is said in a segment: one piece, or several where its words
// name several speakers. A segment is cut before the first word of another
// speaker; a word that names nobody goes on with the speaker before. Nothing of
// the text is lost when words and text differ.
func (seg segment) pieces() []piece {
	opened := seconds(seg.Start) // the time of the piece
	at := opened                 // of the newest word that has one
	text, speaker := seg.text(), string(seg.Speaker)
	var out []piece
	from, behind := 0, 0 // where the piece begins, and where the newest word ends
	for _, w := range seg.Words {
		word := strings.TrimSpace(first(w.Word, w.Text))
		const near = 200 // bytes that may stand between two words
		n := strings.Index(text[behind:min(len(text), behind+len(word)+near)], word)
		if n < 0 || word == "" {
			continue
		}
		if w.Start != nil {
			at = seconds(w.Start)
		}
		if next := string(w.Speaker); next != "" && next != speaker {
			if said := oneLine(text[from : behind+n]); said != "" {
				out = append(out, piece{opened, part{speaker, said}})
				from, opened = behind+n, at
			}
			speaker = next
		}
		behind += n + len(word)
	}
	if said := oneLine(text[from:]); said != "" {
		out = append(out, piece{opened, part{speaker, said}})
	}
	return out
}

// text returns the text of a segment, made of its words where it has none.
func (seg segment) text() string {
	if seg.Text != "" {
		return seg.Text
	}
	var b strings.Builder
	for _, w := range seg.Words {
		word := first(w.Word, w.Text)
		if b.Len() > 0 && !strings.HasPrefix(word, " ") {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	return b.String()
}

// seconds returns the time of a member that may be missing.
func seconds(n *float64) transcript.Moment {
	if n == nil {
		return transcript.Untimed
	}
	return inSeconds(*n)
}

// languageCode returns the ISO 639-1 code of a language that has one, of its
// code in any of the standards; "" for what is no code, or that of no language.
func languageCode(name string) string {
	base, err := language.ParseBase(strings.ToLower(strings.TrimSpace(name)))
	if err != nil || base.String() == "und" {
		return ""
	}
	return base.String()
}
