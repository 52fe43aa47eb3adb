// Package query is the language in which people search what was said. It turns
// a line of text into a tree and back; what a word means in a transcript (how
// it is folded and stemmed) is decided by those who evaluate the tree.
//
// The grammar, from the weakest to the strongest binding:
//
//	query   = either
//	either  = all { "OR" all }
//	all     = one { [ "AND" ] one }
//	one     = { "NOT" | "-" } ( word | phrase | "(" either ")" )
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
//   - OR, AND and NOT are operators in upper case only: "or" is a word, and so
//     is "OR" in quotation marks.
//   - A minus is an operator where a word, phrase or parenthesis could begin,
//     and touches what it leaves out. Within a word it is a hyphen.
//   - A query says what it looks for: one that only leaves things out, as a
//     whole or in an alternative, is an error.
//   - Letters followed by a colon at the start of a word ("speaker:P07") are
//     kept for fields and an asterisk for word endings. Both are errors until
//     they mean something, so that a query that was stored keeps its meaning.
//
// Spaces are those of Unicode; a query is UTF-8.
package query

import "strings"

// Query is what Parse returns. The zero Query asks for nothing and is not
// valid.
type Query struct{ Root Node }

// Node is a Word, a Phrase, an And, an Or or a Not. In a tree from Parse an And
// holds no And and an Or no Or, each has two parts or more, and a Not holds no
// Not.
type Node interface{ node() }

// Word is a word as it was typed. It holds a letter or a digit.
type Word struct{ Text string }

// Phrase is what stood in quotation marks, with one space for each run of
// spaces. It holds a letter or a digit.
type Phrase struct{ Text string }

// And asks for all of its parts.
type And struct{ Parts []Node }

// Or asks for at least one of its parts.
type Or struct{ Parts []Node }

// Not asks for what its part does not ask for.
type Not struct{ Part Node }

func (Word) node()   {}
func (Phrase) node() {}
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
)

// write prints n where the operator around it binds with the given strength.
func write(b *strings.Builder, n Node, around int) {
	switch n := n.(type) {
	case Word:
		b.WriteString(n.Text)
	case Phrase:
		b.WriteString(`"` + n.Text + `"`)
	case Not:
		b.WriteString("NOT ")
		write(b, n.Part, one)
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
