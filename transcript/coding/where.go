package coding

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"grounded/transcript"
)

// condition is one comparison with an attribute.
type condition struct {
	name, op, value string
}

func parseConditions(texts []string) ([]condition, error) {
	var out []condition
	for _, text := range texts {
		i := strings.IndexAny(text, "=<>!")
		if i <= 0 {
			return nil, fmt.Errorf("%q is not a condition; one looks like wave=1 or \"age>=60\"", text)
		}
		c := condition{name: strings.TrimSpace(text[:i])}
		for _, op := range []string{">=", "<=", "!=", "=", ">", "<"} {
			if value, ok := strings.CutPrefix(text[i:], op); ok {
				c.op, c.value = op, strings.TrimSpace(value)
				break
			}
		}
		if c.op == "" {
			return nil, fmt.Errorf("%q is not a condition; it compares with one of = != < <= > >=", text)
		}
		out = append(out, c)
	}
	return out, nil
}

// holds reports whether an attribute is there and compares as asked: as numbers
// when both sides are, else as text without regard to letter case.
func (c condition) holds(attributes map[string]any) bool {
	have, ok := attributes[c.name]
	if !ok {
		return false
	}
	text := fmt.Sprint(have)
	a, errA := strconv.ParseFloat(text, 64)
	b, errB := strconv.ParseFloat(c.value, 64)
	order := strings.Compare(strings.ToLower(text), strings.ToLower(c.value))
	if errA == nil && errB == nil {
		order = cmp.Compare(a, b)
	}
	switch c.op {
	case "=":
		return order == 0
	case "!=":
		return order != 0
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	}
	return order >= 0
}

// checkAttributes returns an error for the first attribute of the conditions
// that no transcript has.
func checkAttributes(where []condition, ts []*transcript.Transcript) error {
	if len(where) == 0 {
		return nil
	}
	names := map[string]bool{}
	for _, t := range ts {
		for name := range t.Attributes {
			names[name] = true
		}
	}
	for _, c := range where {
		if !names[c.name] {
			return Unknown("attribute", c.name, slices.Sorted(maps.Keys(names)))
		}
	}
	return nil
}
