package codebook

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestProposeAndDecline(t *testing.T) {
	t.Parallel()
	book, _ := Decode("team.toml", []byte("# ours\ntitle = \"Team\"\n\n[[code]]\nid = \"money\"\nname = \"Money\"\n"))
	src, err := book.SetOwner("ana")
	if err != nil {
		t.Fatal(err)
	}
	book, problems := Decode("team.toml", src)
	if book.Owner != "ana" || len(problems) > 0 {
		t.Fatalf("owner %q, %v", book.Owner, problems)
	}
	p, _ := DecodeProposals("team.ben.toml", New("Ben proposes"))
	src, err = p.Propose(book, Proposal{Code: Code{ID: "rent", Name: "Rent", Parent: "money", Kind: Descriptive}, Because: "asked for often"})
	if err != nil {
		t.Fatal(err)
	}
	p, problems = DecodeProposals("team.ben.toml", src)
	if len(problems) > 0 || len(p.List) != 1 || p.List[0].Because != "asked for often" || p.List[0].Code.Parent != "money" {
		t.Fatalf("%v %v\n%s", p.List, problems, src)
	}
	for _, refused := range []Code{{ID: "money", Name: "Cash"}, {ID: "rent", Name: "Rents"}, {ID: "x", Name: "X", Parent: "nowhere"}} {
		if _, err := p.Propose(book, Proposal{Code: refused}); err == nil {
			t.Errorf("%v was proposed", refused.ID)
		}
	}
	src, err = book.Decline(Declined{"rent", "ben", "it is money"})
	if err != nil {
		t.Fatal(err)
	}
	book, problems = Decode("team.toml", src)
	if diff := cmp.Diff([]Declined{{"rent", "ben", "it is money"}}, book.Declined); diff != "" || len(problems) > 0 {
		t.Errorf("%v (-want +got):\n%s", problems, diff)
	}
	if src, err = book.SetOwner(""); err != nil || string(src) == string(book.Source()) {
		t.Errorf("the owner stays: %v", err)
	}
}

func FuzzDecodeProposals(f *testing.F) {
	f.Add([]byte("title = \"t\"\n[[code]]\nid = \"a\"\nname = \"A\"\nbecause = \"b\"\n"))
	f.Add([]byte("[[code]]\nbecause = 3\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		p, _ := DecodeProposals("p.toml", src)
		if len(p.List) != len(p.book.Codes) {
			t.Fatal("proposals are lost")
		}
	})
}
