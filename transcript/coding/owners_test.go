package coding

import (
	"strings"
	"testing"

	"grounded/codebook"
)

func TestOwners(t *testing.T) {
	book := func(name string) *codebook.Book {
		b, _ := codebook.Decode(name, nil)
		return b
	}
	ana, ben, cy := &Coder{Analyst: "ana", Book: book("team.toml")}, &Coder{Analyst: "ben", Book: book("cy.toml")}, &Coder{Analyst: "cy", Book: book("cy.toml")}
	for _, c := range []struct {
		name   string
		coders []*Coder
		want   string
	}{
		{"one", []*Coder{ana}, ""},
		{"a shared book", []*Coder{ben, cy}, ","},
		{"books of their own", []*Coder{ana, ben}, "ana,ben"},
		{"some share one", []*Coder{cy, ana, ben}, "cy+ben,ana,cy+ben"},
	} {
		var got []string
		owners := Owners(c.coders)
		for _, coder := range c.coders {
			got = append(got, owners[coder])
		}
		if all := strings.Join(got, ","); all != c.want {
			t.Errorf("%s: %q, want %q", c.name, all, c.want)
		}
	}
}
