package index

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"grounded/analysis/index/query"
	"grounded/transcript"
)

// plan is a query made ready to be looked for.
type plan struct {
	root   node
	leaves []leaf
	said   bool // words stand somewhere in it
	// loose is whether a field or a relation does: then turns that hold the words may not
	// be those that the plan means.
	loose bool
}

// leaf is a word or a phrase of a query.
type leaf struct {
	text  []string                // its words as they were typed
	exact bool                    // whether they are compared as they are written
	like  func(plain string) bool // of a word that may be written otherwise; nil of others
	asked bool                    // whether it stands somewhere outside of every negation
}

// FieldError says which field of a query means nothing, and why.
type FieldError struct {
	Field query.Field
	Err   error
}

// Error returns why the field means nothing.
func (e *FieldError) Error() string { return e.Err.Error() }

// Unwrap returns why the field means nothing.
func (e *FieldError) Unwrap() error { return e.Err }

// node is a part of a plan.
type node interface{}

type (
	// leafNode asks for a leaf, by number.
	leafNode int
	// fieldNode asks for passages.
	fieldNode struct{ passages Passages }
	// allNode asks for all of its parts, anyNode for one at least, notNode for none.
	allNode struct{ parts []node }
	anyNode struct{ parts []node }
	notNode struct{ part node }
	// besideNode asks for two things by where they stand to each other.
	besideNode struct {
		left, right node
		how         query.Relation
		within      int
	}
)

// ofFields reports whether n asks for passages alone, which lie where they do whatever
// the unit is.
func ofFields(n node) bool {
	every := func(parts []node) bool {
		for _, p := range parts {
			if !ofFields(p) {
				return false
			}
		}
		return true
	}
	switch n := n.(type) {
	case *fieldNode:
		return true
	case *allNode:
		return every(n.parts)
	case *anyNode:
		return every(n.parts)
	case *notNode:
		return ofFields(n.part)
	case *besideNode:
		return ofFields(n.left) && ofFields(n.right)
	}
	return false
}

// planner numbers the words and phrases of a query, and has its fields looked up.
type planner struct {
	plan
	number map[query.Node]leafNode
	fields func(f query.Field, beside []query.Field) (Passages, error)
}

func newPlan(q query.Query, fields func(f query.Field, beside []query.Field) (Passages, error)) (plan, error) {
	p := planner{number: map[query.Node]leafNode{}, fields: fields}
	root, err := p.node(q.Root, nil, true)
	p.plan.root = root
	p.plan.said = len(p.leaves) > 0
	return p.plan, err
}

// node makes a part of the plan. The fields beside it are those that must hold with it.
func (p *planner) node(n query.Node, beside []query.Field, asked bool) (node, error) {
	switch n := n.(type) {
	case query.And:
		beside = beside[:len(beside):len(beside)]
		for _, part := range n.Parts {
			if f, ok := part.(query.Field); ok {
				beside = append(beside, f)
			}
		}
		parts, err := p.nodes(n.Parts, beside, asked)
		parts = slices.DeleteFunc(parts, func(part node) bool { return part == everything })
		return &allNode{parts}, err
	case query.Or:
		parts, err := p.nodes(n.Parts, beside, asked)
		return &anyNode{parts}, err
	case query.Not:
		part, err := p.node(n.Part, beside, false)
		return &notNode{part}, err
	case query.Beside:
		p.loose = true
		left, err := p.node(n.Left, beside, asked)
		if err != nil {
			return nil, err
		}
		right, err := p.node(n.Right, beside, asked)
		return &besideNode{left, right, n.How, n.Within}, err
	case query.Field:
		p.loose = true
		passages, err := p.fields(n, beside)
		if err != nil {
			return nil, &FieldError{n, err}
		}
		if passages == nil {
			return everything, nil
		}
		return &fieldNode{passages}, nil
	}
	i, known := p.number[n]
	if !known {
		i = leafNode(len(p.leaves))
		p.number[n] = i
		p.leaves = append(p.leaves, leafOf(n))
	}
	p.leaves[i].asked = p.leaves[i].asked || asked
	return i, nil
}

// everything is a field that leaves nothing out. Where something else must hold it goes.
var everything node = &fieldNode{func(t *transcript.Transcript) []transcript.Span { return []transcript.Span{{End: len(t.Body)}} }}

func (p *planner) nodes(parts []query.Node, beside []query.Field, asked bool) ([]node, error) {
	var out []node
	for _, part := range parts {
		n, err := p.node(part, beside, asked)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}

// leafOf reads a word or a phrase.
func leafOf(n query.Node) leaf {
	var l leaf
	text := ""
	switch n := n.(type) {
	case query.Word:
		text = n.Text
	case query.Phrase:
		text, l.exact = n.Text, true
	case query.Wild:
		return leaf{text: []string{n.Pattern}, like: wildcard(n.Pattern)}
	case query.Fuzzy:
		return leaf{text: []string{n.Text}, like: nearly(fold(n.Text), n.Edits)}
	}
	for w := range transcript.Words(text) {
		l.text = append(l.text, text[w.Start:w.End])
	}
	return l
}

// wildcard matches folded words against a pattern in which an asterisk stands for any
// letters.
func wildcard(pattern string) func(string) bool {
	parts := strings.Split(fold(pattern), "*")
	for i, part := range parts {
		parts[i] = regexp.QuoteMeta(part)
	}
	re := regexp.MustCompile("^(?s:" + strings.Join(parts, ".*") + ")$")
	return re.MatchString
}

// longWord is from how many characters on a word may differ by two.
const longWord = 6

// nearly matches folded words that differ from one by at most so many characters, that
// are more, less or others (Levenshtein 1966). 0 is one, or two of a longer word.
func nearly(word string, most int) func(string) bool {
	if most == 0 {
		most = 1
		if utf8.RuneCountInString(word) >= longWord {
			most = 2
		}
	}
	want := []rune(word)
	return func(other string) bool {
		if diff := utf8.RuneCountInString(other) - len(want); diff > most || -diff > most {
			return false
		}
		row := make([]int, len(want)+1)
		for i := range row {
			row[i] = i
		}
		n := 0
		for _, r := range other {
			diagonal := row[0]
			n++
			row[0] = n
			for i, w := range want {
				cost := diagonal
				if w != r {
					cost++
				}
				diagonal = row[i+1]
				row[i+1] = min(cost, row[i]+1, row[i+1]+1)
			}
		}
		return row[len(want)] <= most
	}
}

// terms returns the words of a leaf as they are compared in a language.
func (l leaf) terms(lex *lexicon) []string {
	out := make([]string, len(l.text))
	for i, w := range l.text {
		f := lex.form(w)
		out[i] = f.stem
		if l.exact {
			out[i] = f.plain
		}
	}
	return out
}

// score weighs how often a turn says each leaf by how few of the turns do:
// the sum over leaves of (1 + ln count) · ln(1 + turns/holding), the logarithmic
// form of tf-idf (Manning, Raghavan and Schütze, Introduction to Information
// Retrieval, 2008, section 6.4.1), with 1 + so that a word of every turn weighs
// something.
func score(counts, holding []int, turns int) float64 {
	var sum float64
	for i, n := range counts {
		if n > 0 {
			sum += (1 + math.Log(float64(n))) * math.Log(1+float64(turns)/float64(holding[i]))
		}
	}
	return sum
}
