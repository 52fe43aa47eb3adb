package coding

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"grounded/codebook/nearest"
	"grounded/codebook/tomledit"
	"grounded/transcript"
)

// condition is one comparison with an attribute, its value read as all that it
// could be.
type condition struct {
	text            string // as it was asked
	name, op, value string

	folded  string
	number  float64
	numeric bool
	date    tomledit.Date
	yes     bool
	yesNo   bool
}

func parseConditions(texts []string) ([]condition, error) {
	var out []condition
	for _, text := range texts {
		i := strings.IndexAny(text, "=<>!")
		if i <= 0 {
			return nil, fmt.Errorf("%q is not a condition; one looks like wave=1 or \"age>=60\"", text)
		}
		c := condition{text: text, name: strings.TrimSpace(text[:i])}
		for _, op := range []string{">=", "<=", "!=", "=", ">", "<"} {
			if value, ok := strings.CutPrefix(text[i:], op); ok {
				c.op, c.value = op, strings.TrimSpace(value)
				break
			}
		}
		if c.op == "" {
			return nil, fmt.Errorf("%q is not a condition; it compares with one of = != < <= > >=", text)
		}
		c.folded = nearest.Fold(c.value)
		number, err := strconv.ParseFloat(c.value, 64)
		c.number, c.numeric = number, err == nil && number == number
		if date := tomledit.Date(c.value); date.Valid() {
			c.date = date
		}
		c.yes, c.yesNo = yesNo(c.folded)
		out = append(out, c)
	}
	return out, nil
}

// yesNo reads the words for an attribute that is true or false.
func yesNo(folded string) (value, ok bool) {
	switch folded {
	case "yes", "true":
		return true, true
	case "no", "false":
		return false, true
	}
	return false, false
}

// compare returns how an attribute stands to the value of a condition, and false
// when they are of kinds that do not compare. Text is compared without regard to
// letter case; a date that is kept as text is a date.
func (c condition) compare(have any) (order int, ok bool) {
	switch v := have.(type) {
	case int64:
		return cmp.Compare(float64(v), c.number), c.numeric
	case float64:
		return cmp.Compare(v, c.number), c.numeric
	case tomledit.Date:
		return cmp.Compare(v, c.date), c.date != ""
	case bool:
		if v != c.yes {
			order = 1
		}
		return order, c.yesNo && !c.ordered()
	}
	text := fmt.Sprint(have)
	if date := tomledit.Date(text); date.Valid() && c.date != "" {
		return cmp.Compare(date, c.date), true
	}
	order = strings.Compare(nearest.Fold(text), c.folded)
	return order, !c.ordered() || !c.numeric && c.date == ""
}

// ordered reports whether a condition asks for more than the same or not.
func (c condition) ordered() bool { return c.op != "=" && c.op != "!=" }

// holds reports whether an attribute compares as asked. Kinds that do not
// compare differ, and neither is before the other.
func (c condition) holds(have any) bool {
	order, ok := c.compare(have)
	if !ok {
		return c.op == "!="
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

// facts are what transcripts and cases say of each attribute.
type facts struct {
	byCase map[string]map[string]any // attributes of cases by id
	ofCase map[string]bool           // attributes that some case has
	values map[string][]any          // of each attribute that is asked for
}

func gather(where []condition, c *Corpus) facts {
	f := facts{byCase: map[string]map[string]any{}, ofCase: map[string]bool{}, values: map[string][]any{}}
	if len(where) == 0 {
		return f
	}
	take := func(attributes map[string]any) {
		for name, value := range attributes {
			f.values[name] = append(f.values[name], value)
		}
	}
	for _, t := range c.Transcripts {
		take(t.Attributes)
	}
	for _, one := range c.Cases {
		f.byCase[one.ID] = one.Attributes
		take(one.Attributes)
		for name := range one.Attributes {
			f.ofCase[name] = true
		}
	}
	return f
}

// check returns an error for the first condition on an attribute that nothing
// has, or with a value that compares with none that it has.
func (f facts) check(where []condition) error {
	for _, c := range where {
		values, there := f.values[c.name]
		if !there {
			return Unknown("attribute", c.name, slices.Collect(maps.Keys(f.values)))
		}
		if slices.ContainsFunc(values, func(v any) bool { _, ok := c.compare(v); return ok }) {
			continue
		}
		return fmt.Errorf("%q compares nothing: %s", c.text, c.mismatch(values[0]))
	}
	return nil
}

// unlike says for each condition of how many cases it leaves out the words
// because what is known of them does not compare, though it does of others.
func (f facts) unlike(where []condition) []string {
	var out []string
	for _, c := range where {
		var ids []string
		for id, attributes := range f.byCase {
			if value, says := attributes[c.name]; says {
				if _, ok := c.compare(value); !ok {
					ids = append(ids, id)
				}
			}
		}
		switch slices.Sort(ids); len(ids) {
		case 0:
		case 1:
			out = append(out, fmt.Sprintf("%q cannot be compared with what is known of 1 person: %s.", c.text, ids[0]))
		default:
			out = append(out, fmt.Sprintf("%q cannot be compared with what is known of %d people: %s.", c.text, len(ids), strings.Join(ids, ", ")))
		}
	}
	return out
}

// mismatch says why the value of a condition does not compare with an attribute.
func (c condition) mismatch(have any) string {
	switch have.(type) {
	case int64, float64:
		return fmt.Sprintf("%s is a number, and %q is none", c.name, c.value)
	case tomledit.Date:
		return fmt.Sprintf("%s is a date, and %q is none; one looks like 2021-03-04", c.name, c.value)
	case bool:
		if c.yesNo {
			return fmt.Sprintf("%s is yes or no; ask with = or !=", c.name)
		}
		return fmt.Sprintf("%s is yes or no, and %q is neither", c.name, c.value)
	}
	return fmt.Sprintf("%s is text, which %q is neither before nor behind; ask with = or !=", c.name, c.value)
}

// speakers returns the cases of a transcript for whose words the conditions
// hold, by id ("" for all who are none), or nil when they hold for everybody's;
// and false when they hold for nobody's because of what the transcript says
// itself, or does not say and no case could. What a transcript says goes before
// what a case does: it is how things were at the time.
func (f facts) speakers(where []condition, t *transcript.Transcript) (map[string]bool, bool) {
	var open []condition
	for _, c := range where {
		value, says := t.Attributes[c.name]
		switch {
		case says && !c.holds(value), !says && !f.ofCase[c.name]:
			return nil, false
		case !says:
			open = append(open, c)
		}
	}
	if len(open) == 0 {
		return nil, true
	}
	meant := map[string]bool{}
	for _, v := range t.Speakers {
		attributes := f.byCase[v.Case]
		meant[v.Case] = v.Case != "" && !slices.ContainsFunc(open, func(c condition) bool {
			value, says := attributes[c.name]
			return !says || !c.holds(value)
		})
	}
	return meant, true
}
