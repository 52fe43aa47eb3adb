package index

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	indexapi "github.com/blevesearch/bleve_index_api"

	"grounded/transcript"
)

// The fields of a document. Transcript, speaker and role are there for queries
// with fields; the language of queries has none as yet.
const (
	fieldPlain      = "plain"
	fieldStem       = "stem." // with the language behind it
	fieldTranscript = "transcript"
	fieldSpeaker    = "speaker"
	fieldRole       = "role"
)

// stemField returns the field that holds the stems of a language. Where there
// is no stemmer they are the plain words.
func stemField(language string) string {
	if language == "" {
		return fieldPlain
	}
	return fieldStem + language
}

// documentID names the document of a turn.
func documentID(id transcript.ID, turn int) string { return fmt.Sprintf("%s#%06d", id, turn) }

// readDocumentID is the inverse of documentID.
func readDocumentID(s string) (transcript.ID, int, bool) {
	i := strings.LastIndexByte(s, '#')
	if i < 0 {
		return "", 0, false
	}
	turn, err := strconv.Atoi(s[i+1:])
	return transcript.ID(s[:i]), turn, err == nil && turn >= 0
}

// newDocument makes the document of a turn. The texts are not stored, and
// offsets not kept: who finds a turn reads its words in the transcript.
func newDocument(id transcript.ID, t *transcript.Transcript, turn int, language string, lex *lexicon) *document.Document {
	d := document.NewDocument(documentID(id, turn))
	var plain, stems terms
	r := t.Turns[turn].Paragraphs
	for _, p := range t.Paragraphs[r.First:r.End] {
		text := t.Text(p.Text)
		for w := range transcript.Words(text) {
			f := lex.form(text[w.Start:w.End])
			plain = append(plain, f.plain)
			stems = append(stems, f.stem)
		}
	}
	const phrases = indexapi.IndexField | indexapi.IncludeTermVectors
	d.AddField(document.NewTextFieldCustom(fieldPlain, nil, nil, phrases, plain))
	if language != "" {
		d.AddField(document.NewTextFieldCustom(stemField(language), nil, nil, phrases, stems))
	}
	s := t.Speaker(turn)
	const keyword = indexapi.IndexField | indexapi.SkipFreqNorm
	d.AddField(document.NewTextFieldCustom(fieldTranscript, nil, []byte(id), keyword, nil))
	d.AddField(document.NewTextFieldCustom(fieldSpeaker, nil, []byte(s.Label), keyword, nil))
	d.AddField(document.NewTextFieldCustom(fieldRole, nil, []byte(s.Role), keyword, nil))
	return d
}

// terms are the words of a field. As an analyzer they ignore the text that they
// are given: it was tokenized before, once for both fields of text.
type terms []string

// Analyze implements analysis.Analyzer.
func (ts terms) Analyze([]byte) analysis.TokenStream {
	tokens := make([]analysis.Token, len(ts))
	stream := make(analysis.TokenStream, len(ts))
	for i, term := range ts {
		tokens[i] = analysis.Token{Term: []byte(term), Position: i + 1}
		stream[i] = &tokens[i]
	}
	return stream
}
