// Package query is the language in which people search what was said. It turns
// a line of text into a tree and back; what a word means in a transcript (how
// it is folded and stemmed) is decided by those who evaluate the tree.
//
// The grammar, from the weakest to the strongest binding:
//
//	query    = either
//	either   = all { "OR" all }
//	all      = one { [ "AND" ] one }
//	one      = { "NOT" | "-" } relation
//	relation = thing { ( "NEAR" | "BEFORE" ) [ "/" number ] thing | "IN" thing }
//	thing    = word | phrase | field | "(" either ")"
//
// So words that stand beside each other must all occur, and
//
//	money worry OR rent -landlord
//
// asks for turns with "money" and "worry", and for turns with "rent" in which
// "landlord" does not occur. In detail:
//
//   - A word is what stands between spaces, parentheses and quotation marks. It
//     is found in all its inflections. A word that holds several ("well-off",
//     "10:30") is found where these follow each other.
//   - A phrase stands in quotation marks, straight or curly, and has no escapes.
//     Its words are found as they are written, one after the other; letter case
//     and the form of apostrophes do not count. A phrase of one word is that
//     word without its inflections.
//   - An asterisk in a word stands for any letters, none among them: "child*",
//     "th*ve". Such a word is compared as it is written, without inflections.
//   - A tilde behind a word finds words that are written nearly so: with one
//     letter more, less or other in words of five letters or fewer, two in
//     longer ones. "rent~2" says how many, 1 or 2.
//   - A field is a name, a comparison and a value: speaker:P07, code:rent,
//     age>=30, code:"financial security". ":" and "=" mean the same; others are
//     != < <= > >=. The name is of letters, digits, -, _ and . and begins with a
//     letter; one that is not stands in quotation marks, which touch the comparison:
//     "works nights"=no. Behind a name with digits that stands in none it is "=":
//     "10:30" is a word. What names there are and what they mean is decided by those
//     who evaluate the tree.
//   - NEAR, BEFORE and IN stand between two things, which are words, phrases or
//     fields, or what AND, OR and NOT make of fields alone, or OR of words.
//     NEAR/5 has at most five words between the two, NEAR alone ten; BEFORE has
//     the first end before the second begins, BEFORE/5 with at most five words
//     between; IN has the first lie within the second, which is of fields.
//   - OR, AND, NOT, NEAR, BEFORE and IN are operators in upper case only: "or"
//     is a word, and so is "OR" in quotation marks.
//   - A minus is an operator where a word, phrase or parenthesis could begin,
//     and touches what it leaves out. Within a word it is a hyphen.
//   - A query says what it looks for: one that only leaves things out, as a
//     whole or in an alternative, is an error.
//
// Spaces are those of Unicode; a query is UTF-8.
package query

// Query is what Parse returns. The zero Query asks for nothing and is not
// valid.
type Query struct{ Root Node }

// Node is a Word, a Wild, a Fuzzy, a Phrase, a Field, a Beside, an And, an Or or a
// Not. In a tree from Parse an And holds no And and an Or no Or, each has two parts
// or more, and a Not holds no Not.
type Node interface{ node() }

// Word is a word as it was typed. It holds a letter or a digit.
type Word struct{ Text string }

// Phrase is what stood in quotation marks, with one space for each run of
// spaces. It holds a letter or a digit.
type Phrase struct{ Text string }

// Wild is a word in which each asterisk stands for any letters. It holds one word in
// the sense of transcript.Words, and an asterisk.
type Wild struct{ Pattern string }

// Fuzzy is a word that may be written otherwise: by as many letters as Edits says, 1
// or 2, that are more, less or others. 0 means as many as its length allows.
type Fuzzy struct {
	Text  string
	Edits int
}

// Field asks for what a name, a comparison and a value say.
type Field struct {
	Name  string // in lower case
	Op    string // = != < <= > >=
	Value string
}

// Relation says where one thing stands to another.
type Relation string

// The relations of a Beside.
const (
	Near   Relation = "NEAR"   // with at most so many words between, in either order
	Before Relation = "BEFORE" // the left ends before the right begins
	In     Relation = "IN"     // the left lies within the right
)

// DefaultNear is how many words may stand between two things of which nothing more is
// said than that they are near.
const DefaultNear = 10

// Beside asks for two things by where they stand to each other. Left and Right are each
// of words alone or of fields alone.
type Beside struct {
	Left, Right Node
	How         Relation
	Within      int // words between the two; -1 for any number
}

// And asks for all of its parts.
type And struct{ Parts []Node }

// Or asks for at least one of its parts.
type Or struct{ Parts []Node }

// Not asks for what its part does not ask for.
type Not struct{ Part Node }

func (Word) node()   {}
func (Wild) node()   {}
func (Fuzzy) node()  {}
func (Phrase) node() {}
func (Field) node()  {}
func (Beside) node() {}
func (And) node()    {}
func (Or) node()     {}
func (Not) node()    {}
