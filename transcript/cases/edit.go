package cases

import (
	"fmt"
	"maps"
	"slices"

	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/codebook/tomledit"
)

// Put returns the file in which each of some cases is as it is given: those
// whose id is there are changed, others come at the end. Keys that say what they
// should keep their bytes. A case that withdraws loses its table, with the
// comments that touch it, to a tombstone at the end. Put refuses what Decode has
// a problem with, a case given twice, and a change of one who withdrew.
func (r *Register) Put(cs ...Case) ([]byte, error) {
	if err := problem.Fatal(r.problems); err != nil {
		return nil, err
	}
	var edits []tomledit.Edit
	for n, c := range cs {
		if slices.ContainsFunc(cs[:n], func(d Case) bool { return d.ID == c.ID }) {
			return nil, fmt.Errorf("case %q is to be two things at once", c.ID)
		}
		i := r.index(c.ID)
		var was Case
		if i >= 0 {
			was = r.Cases[i]
		}
		if was.Withdrawn != "" && (c.Withdrawn != was.Withdrawn || !c.bare()) {
			return nil, fmt.Errorf("case %q withdrew on %s, and nothing more is kept of them", c.ID, was.Withdrawn)
		}
		if err := c.check(was.Sensitive); err != nil {
			return nil, err
		}
		switch {
		case was.Withdrawn != "":
		case c.Withdrawn != "":
			if i >= 0 {
				edits = append(edits, tomledit.Remove(tomledit.Nth("case", i)))
			}
			edits = append(edits, tomledit.Append("case", c.keys()...))
		case i >= 0:
			edits = append(edits, r.change(i, c)...)
		default:
			edits = append(edits, tomledit.Append("case", c.keys()...))
		}
	}
	return r.edit(edits)
}

// Remove returns the file without some cases.
func (r *Register) Remove(ids ...string) ([]byte, error) {
	if err := problem.Fatal(r.problems); err != nil {
		return nil, err
	}
	var edits []tomledit.Edit
	for n, id := range ids {
		i := r.index(id)
		if i < 0 {
			return nil, r.unknown(id)
		}
		if !slices.Contains(ids[:n], id) {
			edits = append(edits, tomledit.Remove(tomledit.Nth("case", i)))
		}
	}
	return r.edit(edits)
}

func (r *Register) edit(edits []tomledit.Edit) ([]byte, error) {
	f, err := r.file.Edit(edits...)
	if err != nil {
		return nil, err
	}
	return f.Source, nil
}

func (r *Register) unknown(id string) error {
	if near := nearest.Meant(id, r.IDs()); near != "" {
		return fmt.Errorf("no case %q in %s; %s", id, r.file.Name, near)
	}
	return fmt.Errorf("no case %q in %s", id, r.file.Name)
}

// change returns the edits that make case i what c is.
func (r *Register) change(i int, c Case) []tomledit.Edit {
	was, table := r.Cases[i], tomledit.Nth("case", i)
	var edits []tomledit.Edit
	list := func(key string, was, now []string) {
		switch {
		case slices.Equal(was, now):
		case len(now) == 0:
			edits = append(edits, tomledit.Unset(table, key))
		default:
			edits = append(edits, tomledit.Set(table, key, now))
		}
	}
	list("labels", was.Labels, c.Labels)
	for _, name := range slices.Sorted(maps.Keys(was.Attributes)) {
		if _, stays := c.Attributes[name]; !stays {
			edits = append(edits, tomledit.Unset(table, name))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.Attributes)) {
		edits = append(edits, tomledit.Set(table, name, c.Attributes[name]))
	}
	list("sensitive", was.Sensitive, c.Sensitive)
	if was.Consent != c.Consent {
		edits = append(edits, r.changeConsent(table, c.Consent)...)
	}
	return edits
}

// changeConsent keeps the form that a file has for consent: a table of its own,
// or one within the line.
func (r *Register) changeConsent(table tomledit.Address, c Consent) []tomledit.Edit {
	own := table + ".consent"
	if _, apart := r.file.Table(own); !apart {
		if c == (Consent{}) {
			return []tomledit.Edit{tomledit.Unset(table, "consent")}
		}
		return []tomledit.Edit{tomledit.Set(table, "consent", c.inline())}
	}
	var edits []tomledit.Edit
	for _, a := range allowed {
		if value := *a.of(&c); value != "" {
			edits = append(edits, tomledit.Set(own, a.field, value))
		} else {
			edits = append(edits, tomledit.Unset(own, a.field))
		}
	}
	return edits
}

func (c Consent) inline() tomledit.Inline {
	var out tomledit.Inline
	for _, a := range allowed {
		if value := *a.of(&c); value != "" {
			out = append(out, tomledit.Pair{Key: a.field, Value: value})
		}
	}
	return out
}

// bare reports whether nothing is said of a case but its id, and that it
// withdrew.
func (c Case) bare() bool {
	return len(c.Labels)+len(c.Attributes)+len(c.Sensitive) == 0 && c.Consent == (Consent{})
}

// check returns what is wrong with a case in itself. That an attribute which was
// marked already is not there is a note of Decode, and no reason to refuse.
func (c Case) check(marked []string) error {
	if err := slug.Check(c.ID); err != nil {
		return fmt.Errorf("the id of a case: %w", err)
	}
	if c.Withdrawn != "" && (!tomledit.Date(c.Withdrawn).Valid() || !c.bare()) {
		return fmt.Errorf("case %q: of one who withdrew only the day is kept, as 2021-03-04", c.ID)
	}
	for _, label := range c.Labels {
		if err := checkLabel(label); err != nil {
			return fmt.Errorf("case %q: %w", c.ID, err)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.Attributes)) {
		if err := CheckAttribute(name, c.Attributes[name]); err != nil {
			return fmt.Errorf("case %q: %w", c.ID, err)
		}
	}
	for _, name := range c.Sensitive {
		if _, there := c.Attributes[name]; !there && !slices.Contains(marked, name) {
			meant := nearest.Meant(name, slices.Sorted(maps.Keys(c.Attributes)))
			if meant != "" {
				meant = "; " + meant
			}
			return fmt.Errorf("case %q has no attribute %q to be sensitive%s", c.ID, name, meant)
		}
	}
	if err := c.Consent.check(); err != nil {
		return fmt.Errorf("case %q: %w", c.ID, err)
	}
	return nil
}

// keys returns a case as the file has it.
func (c Case) keys() []tomledit.Pair {
	keys := []tomledit.Pair{{Key: "id", Value: c.ID}}
	if len(c.Labels) > 0 {
		keys = append(keys, tomledit.Pair{Key: "labels", Value: c.Labels})
	}
	for _, name := range slices.Sorted(maps.Keys(c.Attributes)) {
		keys = append(keys, tomledit.Pair{Key: name, Value: c.Attributes[name]})
	}
	if len(c.Sensitive) > 0 {
		keys = append(keys, tomledit.Pair{Key: "sensitive", Value: c.Sensitive})
	}
	if c.Consent != (Consent{}) {
		keys = append(keys, tomledit.Pair{Key: "consent", Value: c.Consent.inline()})
	}
	if c.Withdrawn != "" {
		keys = append(keys, tomledit.Pair{Key: "withdrawn", Value: tomledit.Date(c.Withdrawn)})
	}
	return keys
}
