package tui

import (
	"time"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Sheet is what lies on a desk: one analyst's work on one transcript, as it is on disk.
type Sheet struct {
	Analyst  coding.Analyst
	Text     *transcript.Transcript
	Book     *codebook.Book
	Codings  []coding.Placed // of the analyst, by place; those adrift among them
	Others   []Other         // whose codings are shown beside on request; none in a blind study
	Finished bool
	Recent   []codebook.ID // codes by when they were last put anywhere, the newest first
	Later    []codebook.ID // codes that came, or were defined anew, since the transcript was finished
	Notes    []string      // what there is to say of how it was read
	Blind    bool          // others' work is not to be seen
	ReadOnly bool          // nothing can be written
}

// Other is the work of another analyst on the same transcript.
type Other struct {
	Analyst coding.Analyst
	Book    *codebook.Book
	Codings []coding.Placed
}

// Passage is a passage of a code somewhere in the study.
type Passage struct {
	Coding  string // its id
	In      transcript.ID
	Place   string // "interview-03 ¶14"
	Speaker string
	Words   string
	Memo    string
	At      time.Time // when it was coded
}

// Memo is a memo of the analyst that is a file of its own, about a code, or about codings
// and their code.
type Memo struct {
	ID      string
	Date    string
	Text    string
	Code    codebook.ID
	Codings []string // ids
}

// Work is what may wait on transcripts: a worklist over the study.
type Work string

// Unconfirmed are codings that a search made, Adrift those that have lost their place,
// and Revisit is what to read again for codes that came later.
const (
	Unconfirmed Work = "unconfirmed"
	Adrift      Work = "adrift"
	Revisit     Work = "revisit"
)

// Works returns all worklists.
func Works() []Work { return []Work{Unconfirmed, Adrift, Revisit} }

// Desk is where an analyst works on one transcript. What changes something is one
// transaction, which is on disk when the method returns; it returns what was done, as a
// sentence.
type Desk interface {
	// Sheet reads the work as it is on disk now.
	Sheet() (Sheet, error)
	// Turn goes on with another transcript of the study.
	Turn(to transcript.ID) error
	// Waiting returns the next transcript, other than this one, on which work waits.
	Waiting(work Work) (transcript.ID, bool, error)
	// Changed reports whether a file that the sheet was read from has changed since.
	Changed() bool
	Put(code codebook.ID, passage transcript.Span) (string, error)
	// Make adds a code to the codebook and puts it on a passage.
	Make(name string, kind codebook.Kind, definition string, inVivo bool, passage transcript.Span) (string, error)
	Recode(coding string, to codebook.ID) (string, error)
	// MakeInstead adds a code to the codebook and puts it in the place of a coding's.
	MakeInstead(name string, kind codebook.Kind, definition string, coding string) (string, error)
	// EditCode changes what the codebook says of a code; an empty text takes it away.
	EditCode(code codebook.ID, field CodeField, text string) (string, error)
	// Retire takes a code out of use.
	Retire(code codebook.ID) (string, error)
	// Parts returns the codes that a code is to be split into, two or more of its kind,
	// by name or id: those of the codebook, and others as they will be made.
	Parts(code codebook.ID, names []string) ([]codebook.Code, error)
	// Split puts one of its parts in the place of a coding's code. Parts that are not in
	// the codebook are made, and the code is retired with the last of its codings.
	Split(coding string, code codebook.ID, parts []codebook.Code, to codebook.ID) (string, error)
	Move(coding string, to transcript.Span) (string, error)
	Remove(coding string) (string, error)
	Confirm(coding string) (string, error)
	// Note writes the memo of a coding; an empty one takes it away.
	Note(coding, memo string) (string, error)
	// NoteCode writes a memo about a code.
	NoteCode(code codebook.ID, memo string) (string, error)
	// NoteBoth writes a memo about two codings and their code.
	NoteBoth(a, b string, code codebook.ID, memo string) (string, error)
	// Memos returns the analyst's memos on codes, and on codings and their code, in order of
	// their names, which begin with their dates.
	Memos() ([]Memo, error)
	// EditMemo puts a text in the place of that of a memo, if that is still what it was.
	EditMemo(id, was, text string) (string, error)
	Finish(finished bool) (string, error)
	// Revisited says that the transcript was read again for the codes that came later.
	Revisited() (string, error)
	// Undo takes back the newest change, and Redo brings back what was taken back last. What
	// was not done in this session is an *OlderError unless older says so.
	Undo(older bool) (Undone, error)
	Redo(older bool) (Undone, error)
	// Passages returns the analyst's passages of a code across the study, in order of
	// transcripts and in each by place; not those adrift.
	Passages(code codebook.ID) ([]Passage, error)
}
