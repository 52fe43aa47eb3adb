package query

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
