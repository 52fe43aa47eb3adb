// Package cases reads and edits the file of the people who were studied: by
// which labels they go in transcripts, what is known of them, and what they
// consented to. Who speaks where is said by the transcripts; which words a
// condition on an attribute means is the work of package coding.
package cases

import (
	"maps"
	"slices"
	"strings"

	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
)

// File is the path of the file within a study.
const File = "cases.toml"

// Consent is what a person allows. A field that is "" was not said.
type Consent struct {
	Quote string // their words in print: yes, ask or no
	Name  string // the name they are given: real, pseudonym or none
	Share string // their transcripts passed on to others: yes or no
}

// A Case is one person, across transcripts. Of one who withdrew, only ID and
// Withdrawn are kept.
type Case struct {
	ID     string
	Labels []string // as transcripts have them

	// Attributes are what is known of the person by name: a string, a bool, an
	// int64, a float64 or a tomledit.Date.
	Attributes map[string]any
	Sensitive  []string // names of Attributes that leave the study only where asked
	Consent    Consent

	Withdrawn string // the day they withdrew, YYYY-MM-DD; "" for who did not
	Line      int    // where its table begins in the file, from 1; 0 when it is not in one
}

// IsSensitive reports whether an attribute is marked as sensitive.
func (c Case) IsSensitive(attribute string) bool { return slices.Contains(c.Sensitive, attribute) }

// Clone returns a case that shares nothing with c.
func (c Case) Clone() Case {
	c.Labels, c.Sensitive, c.Attributes = slices.Clone(c.Labels), slices.Clone(c.Sensitive), maps.Clone(c.Attributes)
	return c
}

// Know returns c with an attribute; nil takes it away, with its mark.
func (c Case) Know(attribute string, value any) Case {
	c = c.Clone()
	if value == nil {
		delete(c.Attributes, attribute)
		return c.Mark(attribute, false)
	}
	if c.Attributes == nil {
		c.Attributes = map[string]any{}
	}
	c.Attributes[attribute] = value
	return c
}

// Mark returns c with an attribute marked as sensitive, or not.
func (c Case) Mark(attribute string, sensitive bool) Case {
	c = c.Clone()
	c.Sensitive = with(c.Sensitive, attribute, sensitive)
	return c
}

// Call returns c with a label, or without it.
func (c Case) Call(label string, has bool) Case {
	c = c.Clone()
	c.Labels = with(c.Labels, label, has)
	return c
}

func with(list []string, name string, has bool) []string {
	switch there := slices.Contains(list, name); {
	case has && !there:
		return append(list, name)
	case !has && there:
		return slices.DeleteFunc(list, func(s string) bool { return s == name })
	}
	return list
}

// Withdraw returns the tombstone of c.
func (c Case) Withdraw(day string) Case { return Case{ID: c.ID, Withdrawn: day, Line: c.Line} }

// Register is a file of cases as it was read. It is not changed once made: an
// edit makes the bytes of a new file.
type Register struct {
	Cases []Case // in the order of the file

	file     *tomledit.File // in which Cases[i] is the table case[i]
	problems []problem.Problem
}

// Case returns the case of an id.
func (r *Register) Case(id string) (Case, bool) {
	i := r.index(id)
	if i < 0 {
		return Case{}, false
	}
	return r.Cases[i].Clone(), true
}

func (r *Register) index(id string) int {
	return slices.IndexFunc(r.Cases, func(c Case) bool { return c.ID == id })
}

// IDs returns the ids of all cases, in the order of the file.
func (r *Register) IDs() []string {
	ids := make([]string, len(r.Cases))
	for i, c := range r.Cases {
		ids[i] = c.ID
	}
	return ids
}

// Called returns the ids of the cases that go by a label, in the order of the
// file.
func (r *Register) Called(label string) []string {
	var ids []string
	for _, c := range r.Cases {
		if slices.Contains(c.Labels, label) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// Attributes returns the names of all that is known of anybody, sorted.
func (r *Register) Attributes() []string {
	names := map[string]bool{}
	for _, c := range r.Cases {
		for name := range c.Attributes {
			names[name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// New returns the bytes of a register without cases.
func New() []byte {
	return []byte(strings.TrimLeft(`
# The people who were studied, a [[case]] each: id, labels (as transcripts have
# them), and beside these whatever is known of them, as age = 63.
# sensitive = ["health"] names what must not leave the study unasked.
# consent = { quote = "yes|ask|no", name = "real|pseudonym|none", share = "yes|no" }
`, "\n"))
}
