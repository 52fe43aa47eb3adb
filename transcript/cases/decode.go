package cases

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/codebook/tomledit"
)

// entry is a case as TOML says it.
type entry struct {
	ID        string   `toml:"id"`
	Labels    []string `toml:"labels"`
	Sensitive []string `toml:"sensitive"`
	Consent   struct {
		Quote string `toml:"quote"`
		Name  string `toml:"name"`
		Share string `toml:"share"`
	} `toml:"consent"`
	Withdrawn  tomledit.Date  `toml:"withdrawn"`
	Attributes map[string]any `toml:",rest"`
}

// own are the keys of a case that are no attributes.
var own = []string{"id", "labels", "sensitive", "consent", "withdrawn"}

// allowed are the values of each field of a consent, in the order of its fields.
var allowed = []struct {
	field  string
	values []string
	of     func(*Consent) *string
}{
	{"quote", []string{"yes", "ask", "no"}, func(c *Consent) *string { return &c.Quote }},
	{"name", []string{"real", "pseudonym", "none"}, func(c *Consent) *string { return &c.Name }},
	{"share", []string{"yes", "no"}, func(c *Consent) *string { return &c.Share }},
}

// Decode reads a register; a file that is empty is one without cases. It reports
// all problems of the file and returns the register as far as it was understood,
// never nil; [problem.Fatal] tells whether it can be worked with. Beside those of
// [tomledit.Decode] the problems are, fatal: case-without-id, bad-case-id,
// case-twice, bad-label, bad-attribute (a list, a table, a date with a time, or a
// name that no condition could name), bad-consent, bad-date; and as notes:
// sensitive-unknown, a mark on an attribute that the case does not have;
// label-repeated; and withdrawn-keeps-more, a case that withdrew of whom the file
// says more than that, which is not read.
func Decode(name string, src []byte) (*Register, []problem.Problem) {
	var f struct {
		Cases []entry `toml:"case"`
	}
	r := &Register{}
	r.file, r.problems = tomledit.Decode(name, src, &f)
	misread := problem.Fatal(r.problems) != nil
	first := map[string]int{}
	for i, e := range f.Cases {
		t, _ := r.file.Table(tomledit.Nth("case", i))
		c := Case{
			ID: e.ID, Labels: e.Labels, Attributes: e.Attributes, Sensitive: e.Sensitive,
			Consent: Consent(e.Consent), Withdrawn: string(e.Withdrawn), Line: t.Line,
		}
		r.Cases = append(r.Cases, c)
		r.checkID(i, first, misread)
		r.checkNames(i)
		r.checkAttributes(i)
		if message, remedy := c.Consent.wrong(); message != "" {
			r.report(i, "consent", "bad-consent", true, message, remedy)
		}
		if c.Withdrawn != "" {
			r.checkWithdrawn(i)
		}
	}
	problem.Sort(r.problems)
	return r, slices.Clone(r.problems)
}

func (r *Register) checkID(i int, first map[string]int, misread bool) {
	id := r.Cases[i].ID
	at, twice := first[id]
	switch {
	case id == "" && misread: // what seems to be missing may only be misspelt
	case id == "":
		r.report(i, "id", "case-without-id", true, "this case has no id", `write id = "p01"`)
	case twice:
		r.report(i, "id", "case-twice", true, fmt.Sprintf("case %q is there twice; first at line %d", id, r.Cases[at].Line), "make one table of the two, or give one of them another id")
	case slug.Check(id) != nil:
		r.report(i, "id", "bad-case-id", true, slug.Check(id).Error(), "")
	default:
		first[id] = i
	}
}

func (r *Register) checkNames(i int) {
	c := r.Cases[i]
	for n, label := range c.Labels {
		if err := checkLabel(label); err != nil {
			r.report(i, "labels", "bad-label", true, err.Error(), "write it as the headers of the transcript do")
		}
		if slices.Contains(c.Labels[:n], label) {
			r.report(i, "labels", "label-repeated", false, fmt.Sprintf("case %q names the label %q twice", c.ID, label), "it counts once")
		}
	}
	for _, attribute := range c.Sensitive {
		if _, there := c.Attributes[attribute]; !there && c.Withdrawn == "" {
			r.report(i, "sensitive", "sensitive-unknown", false,
				fmt.Sprintf("case %q has no attribute %q to be sensitive", c.ID, attribute), nearest.Meant(attribute, slices.Sorted(maps.Keys(c.Attributes))))
		}
	}
}

func (r *Register) checkAttributes(i int) {
	for _, name := range slices.Sorted(maps.Keys(r.Cases[i].Attributes)) {
		if err := CheckAttribute(name, r.Cases[i].Attributes[name]); err != nil {
			r.report(i, name, "bad-attribute", true, err.Error(), cmp.Or(nearest.Meant(name, own), "correct the line, or take it out"))
		}
	}
}

// checkWithdrawn leaves of a case that withdrew only that it did.
func (r *Register) checkWithdrawn(i int) {
	c := r.Cases[i]
	if !tomledit.Date(c.Withdrawn).Valid() {
		r.report(i, "withdrawn", "bad-date", true, fmt.Sprintf("%q is not a date", c.Withdrawn), "one looks like 2021-03-04")
	}
	if len(c.Labels)+len(c.Sensitive)+len(c.Attributes) > 0 || c.Consent != (Consent{}) {
		r.report(i, "withdrawn", "withdrawn-keeps-more", false,
			fmt.Sprintf("case %q withdrew, and more than that is said of them here, which is not read", c.ID), "take all lines but id and withdrawn out")
	}
	r.Cases[i] = c.Withdraw(c.Withdrawn)
}

// report adds a problem of a key of case i.
func (r *Register) report(i int, key, name string, fatal bool, message, remedy string) {
	table := tomledit.Nth("case", i)
	line, column := r.file.Place(table, key)
	if below, apart := r.file.Table(table + "." + tomledit.Address(tomledit.Quote(key))); apart {
		line, column = below.Line, 1
	}
	r.problems = append(r.problems, problem.Problem{
		Name: name, File: r.file.Name, Line: line, Column: column, Message: message, Remedy: remedy, Fatal: fatal,
	})
}

// CheckAttribute returns an error for what cannot be an attribute of a case: a
// name that is empty, is that of another key, has control characters, = < > or !
// in it or space around it; and a value of a type that Attributes does not hold.
func CheckAttribute(name string, value any) error {
	switch {
	case strings.TrimSpace(name) == "":
		return fmt.Errorf("an attribute needs a name")
	case slices.Contains(own, name):
		return fmt.Errorf("%q is no attribute: it says something else of a case", name)
	case slug.CheckName(name) != nil:
		return slug.CheckName(name)
	case strings.ContainsAny(name, "=<>!") || strings.TrimFunc(name, unicode.IsSpace) != name:
		return fmt.Errorf("an attribute %q could not be named in a condition, since = < > ! or space around it is in it", name)
	}
	switch v := value.(type) {
	case string, bool, int64:
		return nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("attribute %s: %v is no number that can be compared", name, v)
		}
		return nil
	case tomledit.Date:
		if !v.Valid() {
			return fmt.Errorf("attribute %s: %q is not a date", name, string(v))
		}
		return nil
	case time.Time:
		return fmt.Errorf("attribute %s is a date with a time, and a day alone is wanted, as 2021-03-04", name)
	}
	return fmt.Errorf("attribute %s is neither text, number, date nor true or false", name)
}

func checkLabel(label string) error {
	if strings.TrimSpace(label) == "" {
		return fmt.Errorf("a label is empty")
	}
	return slug.CheckName(label)
}

func (c Consent) check() error {
	if message, remedy := c.wrong(); message != "" {
		return fmt.Errorf("%s; %s", message, remedy)
	}
	return nil
}

// wrong says what is no answer in a consent, and what would be one.
func (c Consent) wrong() (message, remedy string) {
	for _, a := range allowed {
		if value := *a.of(&c); value != "" && !slices.Contains(a.values, value) {
			return fmt.Sprintf("consent: %q is no answer to %s", value, a.field), "write " + oneOf(a.values)
		}
	}
	return "", ""
}

// Set gives a field of a consent a value; "" takes it away.
func (c *Consent) Set(field, value string) error {
	var fields []string
	for _, a := range allowed {
		if a.field == field {
			changed := *c
			*a.of(&changed) = value
			if err := changed.check(); err != nil {
				return err
			}
			*c = changed
			return nil
		}
		fields = append(fields, a.field)
	}
	return fmt.Errorf("consent says nothing of %q; it says %s", field, oneOf(fields))
}

func oneOf(values []string) string {
	last := len(values) - 1
	return strings.Join(values[:last], ", ") + " or " + values[last]
}
