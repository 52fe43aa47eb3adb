package tomledit

import (
	"fmt"
	"strings"

	"grounded/codebook/problem"
)

// Edit is one change of a file: made by [Set], [Unset], [Append], [Create] or
// [Remove], done by [File.Edit].
type Edit struct {
	verb  verb
	table Address
	pairs []Pair
}

type verb int

const (
	set verb = iota
	unset
	appendTable
	createTable
	removeTable
)

// Set gives a key of a table a value, of a type that [Pair] allows. Of a key
// that is there the bytes of the value are replaced, unless it says the same
// already; the comment behind it stays, comments within a list do not. A new key
// gets a line behind the last key of its table, indented like it.
func Set(table Address, key string, value any) Edit {
	return Edit{set, table, []Pair{{key, value}}}
}

// Unset removes a key with its lines and the comment on them. A key that is not
// there is not missed.
func Unset(table Address, key string) Edit { return Edit{unset, table, []Pair{{Key: key}}} }

// Append adds a [[path]] table behind the last one, or at the end of the file,
// with a blank line before it. A path into an array names the element:
// "case[2].note" adds a [[case.note]] to the third [[case]].
func Append(path Address, pairs ...Pair) Edit { return Edit{appendTable, path, pairs} }

// Create adds a [table] that is not there yet, where Append would.
func Create(table Address, pairs ...Pair) Edit { return Edit{createTable, table, pairs} }

// Remove removes a table with a header, its keys and all tables below it. The
// comment lines that touch it go too, since left behind they would seem to
// speak of what follows; so do the blank lines that parted it from the next.
func Remove(table Address) Edit { return Edit{verb: removeTable, table: table} }

// Edit makes all the edits at once and returns the file that results. All
// addresses mean f as it is now, so that removing the first [[code]] does not
// change which one "code[1]" is. New lines end as those of f do, and a file
// without a final line end stays without one.
//
// The result is decoded again, and an error is returned when it does not say
// exactly what f said with these changes; when f has fatal problems; when a
// table to be changed is not there or one to be created is; when a value has no
// form in TOML; when a key to be set is written in another way than key =
// value; and when edits contradict each other.
func (f *File) Edit(edits ...Edit) (*File, error) {
	if err := problem.Fatal(f.problems); err != nil {
		return nil, err
	}
	if len(f.Source) > 0 && f.Source[len(f.Source)-1] != '\n' {
		return f.editUnended(edits)
	}
	intended, err := f.intend(edits)
	if err != nil {
		return nil, err
	}
	source, err := f.splice(edits)
	if err != nil {
		return nil, err
	}
	return f.verify(source, intended)
}

// editUnended edits a file whose last line has no line end: it is given one for
// the time of the edit.
func (f *File) editUnended(edits []Edit) (*File, error) {
	ended, problems := Parse(f.Name, []byte(string(f.Source)+f.eol()))
	if err := problem.Fatal(problems); err != nil {
		return nil, err
	}
	ended, err := ended.Edit(edits...)
	if err != nil {
		return nil, err
	}
	source := strings.TrimSuffix(strings.TrimSuffix(string(ended.Source), "\n"), "\r")
	return f.verify([]byte(source), ended.values)
}

func (f *File) verify(source []byte, intended map[string]any) (*File, error) {
	edited, problems := Parse(f.Name, source)
	if err := problem.Fatal(problems); err != nil {
		return nil, fmt.Errorf("%s cannot be changed in this way, so nothing was; the result would not read: %w", f.Name, err)
	}
	if !same(edited.values, intended) {
		return nil, fmt.Errorf("%s cannot be changed in this way, so nothing was; the result would say something else than was meant", f.Name)
	}
	return edited, nil
}

// splice returns the bytes of the file with the edits made.
func (f *File) splice(edits []Edit) ([]byte, error) {
	p := patch{source: string(f.Source), eol: f.eol()}
	for _, e := range edits {
		var err error
		switch e.verb {
		case set:
			err = f.spliceSet(&p, e)
		case unset:
			t, _ := f.Table(e.table)
			if k, ok := t.Key(e.pairs[0].Key); ok {
				p.remove(k.Lines)
			}
		case appendTable, createTable:
			err = f.spliceTable(&p, e)
		case removeTable:
			for _, lines := range f.removal(e.table) {
				p.remove(lines)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	out, ok := p.apply()
	if !ok {
		return nil, fmt.Errorf("%s: two changes of the same place contradict each other, so nothing was changed", f.Name)
	}
	return []byte(out), nil
}

func (f *File) spliceSet(p *patch, e Edit) error {
	t, _ := f.Table(e.table)
	key, value := e.pairs[0].Key, e.pairs[0].Value
	text, err := pair(key, value, p.eol)
	if err != nil {
		return err
	}
	k, ok := t.Key(key)
	if !ok {
		at, indent, apart := f.newKey(t)
		p.insert(at, indent+text+p.eol, apart)
		return nil
	}
	if !same(f.says(t)[key], told(value)) {
		p.replace(k.Value, strings.TrimPrefix(text, Quote(key)+" = "))
	}
	return nil
}

func (f *File) spliceTable(p *patch, e Edit) error {
	parent, name, err := f.parent(e.table)
	if err != nil {
		return err
	}
	names := make([]string, 0, len(parent)+1)
	for _, s := range parent {
		names = append(names, Quote(s.name))
	}
	header := "[" + strings.Join(append(names, Quote(name)), ".") + "]"
	if e.verb == appendTable {
		header = "[" + header + "]"
	}
	text := header + p.eol
	for _, kv := range e.pairs {
		line, err := pair(kv.Key, kv.Value, p.eol)
		if err != nil {
			return err
		}
		text += line + p.eol
	}
	p.insertTable(f.newTable(parent, name), text)
	return nil
}

// parent splits the address of a table that is to be made into the steps to the
// table above it and its own name.
func (f *File) parent(a Address) ([]step, string, error) {
	name := string(a)
	var above []step
	for _, t := range f.Tables[1:] {
		if rest, ok := strings.CutPrefix(string(a), string(t.Address)+"."); ok && len(rest) < len(name) {
			above, name = t.steps, rest
		}
	}
	s := &scanner{src: []byte(name)}
	path, _, err := s.path()
	if err != nil || s.pos < len(s.src) {
		return nil, "", fmt.Errorf("there is no table above %q to put it into", string(a))
	}
	last := len(path) - 1
	return append(above[:len(above):len(above)], plainSteps(path[:last])...), path[last], nil
}
