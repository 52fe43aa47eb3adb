package crosstab

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"grounded/codebook/nearest"
	"grounded/codebook/tomledit"
	"grounded/transcript"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

// Dimension is what the rows or the columns of a table are: a name of Dimensions,
// or an attribute as "attr.wave".
type Dimension string

// The dimensions that every study has. Code, Theme, Kind, Analyst and Round are of a
// coding; the others say whose words, or which, it stands on.
const (
	Code       Dimension = "code"
	Theme      Dimension = "theme"
	Kind       Dimension = "kind"
	Transcript Dimension = "transcript"
	Case       Dimension = "case"
	Speaker    Dimension = "speaker"
	Role       Dimension = "role"
	Analyst    Dimension = "analyst"
	Round      Dimension = "round"
)

const attributePrefix = "attr."

// Dimensions are all but attributes.
func Dimensions() []Dimension {
	return []Dimension{Code, Theme, Kind, Transcript, Case, Speaker, Role, Analyst, Round}
}

// Attributes returns the names of all attributes that transcripts or people have.
func Attributes(ts []*transcript.Transcript, people []cases.Case) []string {
	names := map[string]bool{}
	for _, t := range ts {
		for name := range t.Attributes {
			names[name] = true
		}
	}
	for _, c := range people {
		for name := range c.Attributes {
			names[name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// ParseDimension returns the dimension that a person means, given the attributes that
// there are: a name of Dimensions, an attribute as "attr.wave", or as "wave" where no
// dimension is called that.
func ParseDimension(text string, attributes []string) (Dimension, error) {
	if slices.Contains(Dimensions(), Dimension(text)) {
		return Dimension(text), nil
	}
	var prefixed []string
	for _, a := range attributes {
		prefixed = append(prefixed, attributePrefix+a)
	}
	if name, asked := strings.CutPrefix(text, attributePrefix); asked {
		if !slices.Contains(attributes, name) {
			return "", coding.Unknown("attribute", name, attributes)
		}
		return Dimension(text), nil
	}
	if slices.Contains(attributes, text) {
		return Dimension(attributePrefix + text), nil
	}
	if text == "attribute" && len(attributes) > 0 {
		return "", fmt.Errorf("which attribute? there is %s", strings.Join(prefixed, ", "))
	}
	names := slices.Clone(attributes)
	for _, d := range Dimensions() {
		names = append(names, string(d))
	}
	if near := nearest.Meant(text, names); near != "" {
		return "", fmt.Errorf("no dimension %q; %s", text, near)
	}
	return "", fmt.Errorf("no dimension %q; there is %s", text, strings.Join(append(names[len(attributes):], prefixed...), ", "))
}

// Attribute returns the attribute that a dimension is, and false for other dimensions.
func (d Dimension) Attribute() (string, bool) {
	return strings.CutPrefix(string(d), attributePrefix)
}

// OfPeople reports whether the groups of a dimension are groups of people: by role,
// or by what is known of them.
func (d Dimension) OfPeople() bool {
	_, attribute := d.Attribute()
	return attribute || d == Role || d.OfPersons()
}

// ofPeople is OfPeople for one side of a table whose other side is another dimension:
// transcripts count as groups of people beside what is known of people, as many a
// transcript is of one participant, and the table would say it of them by name.
func (o Options) ofPeople(d, other Dimension) bool {
	name, attribute := other.Attribute()
	return d.OfPeople() || d == Transcript && attribute &&
		slices.ContainsFunc(o.Cases, func(c cases.Case) bool { _, known := c.Attributes[name]; return known })
}

// OfPersons reports whether each group is a single person.
func (d Dimension) OfPersons() bool { return d == Case || d == Speaker }

// OfPlaces reports whether a dimension says whose words, or which, are meant.
func (d Dimension) OfPlaces() bool { return d.OfPeople() || d == Transcript }

// sortKey is what the own order of groups goes by before their names: numbers by size,
// then other values, what has no value last.
type sortKey struct {
	class  int // 0 number, 1 other, 2 none
	number float64
}

func named(id, name string) Group { return Group{ID: id, Name: name, order: sortKey{class: 1}} }

// unnamed is the group of what has no value.
func unnamed(name string) Group { return Group{Name: name, order: sortKey{class: 2}} }

func numbered(n int) Group {
	return Group{ID: strconv.Itoa(n), Name: strconv.Itoa(n), order: sortKey{number: float64(n)}}
}

// valued is the group of a value of an attribute.
func valued(value any) Group {
	switch v := value.(type) {
	case nil:
		return unnamed("not known")
	case bool:
		return named(map[bool]string{true: "true", false: "false"}[v], map[bool]string{true: "yes", false: "no"}[v])
	case int64:
		return Group{ID: strconv.FormatInt(v, 10), Name: strconv.FormatInt(v, 10), order: sortKey{number: float64(v)}}
	case float64:
		text := strconv.FormatFloat(v, 'g', -1, 64)
		return Group{ID: text, Name: text, order: sortKey{number: v}}
	case tomledit.Date:
		return named(string(v), string(v))
	}
	text := fmt.Sprint(value)
	if text == "" {
		return unnamed("not known")
	}
	return named(text, text)
}

// groups are the groups of a dimension as they are met.
type groups struct {
	list []Group
	at   map[string]int
}

// put returns the number of a group.
func (g *groups) put(one Group) int {
	if at, known := g.at[one.ID]; known {
		return at
	}
	if g.at == nil {
		g.at = map[string]int{}
	}
	g.at[one.ID] = len(g.list)
	g.list = append(g.list, one)
	return len(g.list) - 1
}
