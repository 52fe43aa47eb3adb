package query

import (
	"strconv"
	"strings"
	"unicode"
)

// The strength with which the operators bind.
const (
	either = iota
	all
	one
	related
	thing
)

// String returns the query in its canonical form, which Parse reads as the same
// tree: operators in words, straight quotation marks, parentheses only where
// they are needed, "" for the zero Query.
func (q Query) String() string {
	if q.Root == nil {
		return ""
	}
	var b strings.Builder
	write(&b, q.Root, 0)
	return b.String()
}

// write prints n where the operator around it binds with the given strength.
func write(b *strings.Builder, n Node, around int) {
	switch n := n.(type) {
	case Word:
		b.WriteString(n.Text)
	case Phrase:
		b.WriteString(`"` + n.Text + `"`)
	case Wild:
		b.WriteString(n.Pattern)
	case Fuzzy:
		b.WriteString(n.Text + "~")
		if n.Edits > 0 {
			b.WriteString(strconv.Itoa(n.Edits))
		}
	case Field:
		b.WriteString(n.String())
	case Beside:
		if around > related {
			b.WriteByte('(')
			defer b.WriteByte(')')
		}
		write(b, n.Left, related)
		b.WriteString(" " + string(n.How))
		if n.Within >= 0 && (n.How != Near || n.Within != DefaultNear) {
			b.WriteString("/" + strconv.Itoa(n.Within))
		}
		b.WriteByte(' ')
		write(b, n.Right, thing)
	case Not:
		if around > one {
			b.WriteByte('(')
			defer b.WriteByte(')')
		}
		b.WriteString("NOT ")
		write(b, n.Part, related)
	case And:
		writeParts(b, n.Parts, " ", all, around)
	case Or:
		writeParts(b, n.Parts, " OR ", either, around)
	}
}

func writeParts(b *strings.Builder, parts []Node, between string, strength, around int) {
	if strength < around {
		b.WriteByte('(')
		defer b.WriteByte(')')
	}
	for i, p := range parts {
		if i > 0 {
			b.WriteString(between)
		}
		write(b, p, strength+1)
	}
}

// String returns the field as Parse reads it.
func (f Field) String() string {
	op := f.Op
	if op == "=" && !strings.ContainsFunc(f.Name, unicode.IsDigit) {
		op = ":" // which behind a digit is of a time of day
	}
	if strings.IndexFunc(f.Value, parts) >= 0 || f.Value == "" || strings.HasPrefix(f.Value, "=") {
		return Written(f.Name) + op + `"` + f.Value + `"`
	}
	return Written(f.Name) + op + f.Value
}

// Written returns the name of a field as one writes it in a query, in quotation marks
// where it is not one of letters, digits, -, _ and . that begins with a letter.
func Written(name string) string {
	if plain, _ := field(name + "="); plain == name {
		return name
	}
	return `"` + name + `"`
}
