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

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

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

// String returns the query in its canonical form, which Parse reads as the same
// tree: operators in words, straight quotation marks, parentheses only where
// they are needed, "" for the zero Query.
func (q Query) String() string {
	if q.Root == nil {
		return ""
	}
	var b strings.Builder
	write(&b, q.Root, 0)
	return b.String()
}

// The strength with which the operators bind.
const (
	either = iota
	all
	one
	related
	thing
)

// write prints n where the operator around it binds with the given strength.
func write(b *strings.Builder, n Node, around int) {
	switch n := n.(type) {
	case Word:
		b.WriteString(n.Text)
	case Phrase:
		b.WriteString(`"` + n.Text + `"`)
	case Wild:
		b.WriteString(n.Pattern)
	case Fuzzy:
		b.WriteString(n.Text + "~")
		if n.Edits > 0 {
			b.WriteString(strconv.Itoa(n.Edits))
		}
	case Field:
		b.WriteString(n.String())
	case Beside:
		if around > related {
			b.WriteByte('(')
			defer b.WriteByte(')')
		}
		write(b, n.Left, related)
		b.WriteString(" " + string(n.How))
		if n.Within >= 0 && (n.How != Near || n.Within != DefaultNear) {
			b.WriteString("/" + strconv.Itoa(n.Within))
		}
		b.WriteByte(' ')
		write(b, n.Right, thing)
	case Not:
		if around > one {
			b.WriteByte('(')
			defer b.WriteByte(')')
		}
		b.WriteString("NOT ")
		write(b, n.Part, related)
	case And:
		writeParts(b, n.Parts, " ", all, around)
	case Or:
		writeParts(b, n.Parts, " OR ", either, around)
	}
}

func writeParts(b *strings.Builder, parts []Node, between string, strength, around int) {
	if strength < around {
		b.WriteByte('(')
		defer b.WriteByte(')')
	}
	for i, p := range parts {
		if i > 0 {
			b.WriteString(between)
		}
		write(b, p, strength+1)
	}
}

// String returns the field as Parse reads it.
func (f Field) String() string {
	op := f.Op
	if op == "=" && !strings.ContainsFunc(f.Name, unicode.IsDigit) {
		op = ":" // which behind a digit is of a time of day
	}
	if strings.IndexFunc(f.Value, parts) >= 0 || f.Value == "" || strings.HasPrefix(f.Value, "=") {
		return Written(f.Name) + op + `"` + f.Value + `"`
	}
	return Written(f.Name) + op + f.Value
}

// Written returns the name of a field as one writes it in a query, in quotation marks
// where it is not one of letters, digits, -, _ and . that begins with a letter.
func Written(name string) string {
	if plain, _ := field(name + "="); plain == name {
		return name
	}
	return `"` + name + `"`
}

// OfFields reports whether n asks for nothing that is said: its leaves are fields.
func OfFields(n Node) bool {
	switch n := n.(type) {
	case Field:
		return true
	case And:
		return !slices.ContainsFunc(n.Parts, func(p Node) bool { return !OfFields(p) })
	case Or:
		return !slices.ContainsFunc(n.Parts, func(p Node) bool { return !OfFields(p) })
	case Not:
		return OfFields(n.Part)
	case Beside:
		return OfFields(n.Left) && OfFields(n.Right)
	}
	return false
}

// OfWords reports whether n is a word, a phrase, or alternatives of these: what stands
// at places that can be counted.
func OfWords(n Node) bool {
	switch n := n.(type) {
	case Word, Wild, Fuzzy, Phrase:
		return true
	case Or:
		return !slices.ContainsFunc(n.Parts, func(p Node) bool { return !OfWords(p) })
	}
	return false
}

// Stems reports whether n asks for a word in all its inflections.
func Stems(n Node) bool {
	found := false
	Leaves(n, func(leaf Node) {
		_, is := leaf.(Word)
		found = found || is
	})
	return found
}

// Leaves calls do for each word, phrase and field of n, from left to right.
func Leaves(n Node, do func(Node)) {
	switch n := n.(type) {
	case And:
		for _, p := range n.Parts {
			Leaves(p, do)
		}
	case Or:
		for _, p := range n.Parts {
			Leaves(p, do)
		}
	case Not:
		Leaves(n.Part, do)
	case Beside:
		Leaves(n.Left, do)
		Leaves(n.Right, do)
	case nil:
	default:
		do(n)
	}
}

// Asked is Leaves without what stands in a Not.
func Asked(n Node, do func(Node)) {
	switch n := n.(type) {
	case And:
		for _, p := range n.Parts {
			Asked(p, do)
		}
	case Or:
		for _, p := range n.Parts {
			Asked(p, do)
		}
	case Beside:
		Asked(n.Left, do)
		Asked(n.Right, do)
	case Not, nil:
	default:
		do(n)
	}
}

// Loosened returns q with other relations in the places of those between words, and
// whether one differs. What a Not leaves out stays as it is.
func (q Query) Loosened(as func(Beside) (Node, bool)) (Query, bool) {
	loosened := false
	var loosen func(n Node) Node
	parts := func(of []Node) []Node {
		var out []Node
		for _, p := range of {
			out = append(out, loosen(p))
		}
		return out
	}
	loosen = func(n Node) Node {
		switch n := n.(type) {
		case And:
			return conjoin(parts(n.Parts))
		case Or:
			return disjoin(parts(n.Parts))
		case Beside:
			if !OfWords(n.Left) || !OfWords(n.Right) {
				return n
			}
			if other, is := as(n); is {
				loosened = true
				return other
			}
		}
		return n
	}
	return Query{loosen(q.Root)}, loosened
}

// Replace returns a query with other fields in the places of its own, from left to right.
func (q Query) Replace(with func(Field) Field) Query { return Query{replace(q.Root, with)} }

func replace(n Node, with func(Field) Field) Node {
	parts := func(of []Node) []Node {
		out := make([]Node, len(of))
		for i, p := range of {
			out[i] = replace(p, with)
		}
		return out
	}
	switch n := n.(type) {
	case Field:
		return with(n)
	case And:
		return And{parts(n.Parts)}
	case Or:
		return Or{parts(n.Parts)}
	case Not:
		return Not{replace(n.Part, with)}
	case Beside:
		n.Left, n.Right = replace(n.Left, with), replace(n.Right, with)
		return n
	}
	return n
}

// negate, conjoin and disjoin keep the promises that Node makes of a tree.

func negate(n Node) Node {
	if not, ok := n.(Not); ok {
		return not.Part
	}
	return Not{n}
}

func conjoin(nodes []Node) Node {
	var parts []Node
	for _, n := range nodes {
		if and, ok := n.(And); ok {
			parts = append(parts, and.Parts...)
		} else {
			parts = append(parts, n)
		}
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return And{parts}
}

func disjoin(nodes []Node) Node {
	var parts []Node
	for _, n := range nodes {
		if or, ok := n.(Or); ok {
			parts = append(parts, or.Parts...)
		} else {
			parts = append(parts, n)
		}
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return Or{parts}
}

// seeks reports whether n asks for something that must occur, rather than only
// for what must not.
func seeks(n Node) bool {
	switch n := n.(type) {
	case Not:
		return false
	case And:
		for _, p := range n.Parts {
			if seeks(p) {
				return true
			}
		}
		return false
	case Or:
		for _, p := range n.Parts {
			if !seeks(p) {
				return false
			}
		}
	}
	return true
}
