package query

import (
	"slices"
)

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
func Leaves(n Node, do func(Node)) { leaves(n, true, do) }

// Asked is Leaves without what stands in a Not.
func Asked(n Node, do func(Node)) { leaves(n, false, do) }

func leaves(n Node, refused bool, do func(Node)) {
	switch n := n.(type) {
	case And:
		for _, p := range n.Parts {
			leaves(p, refused, do)
		}
	case Or:
		for _, p := range n.Parts {
			leaves(p, refused, do)
		}
	case Not:
		if refused {
			leaves(n.Part, refused, do)
		}
	case Beside:
		leaves(n.Left, refused, do)
		leaves(n.Right, refused, do)
	case nil:
	default:
		do(n)
	}
}
