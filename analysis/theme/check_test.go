package theme

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook"
	"grounded/transcript/coding"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	book := func(name string, ids ...string) *codebook.Book {
		src := ""
		for _, id := range ids {
			src += fmt.Sprintf("[[code]]\nid = %q\n", id)
		}
		b, problems := codebook.Decode(name, []byte(src))
		if problems != nil {
			t.Fatal(problems)
		}
		return b
	}
	m := decodeSound(t, `
[[theme]]
id = "a"
codes = ["ana:slack", "ana:slak", "ana:rota", "anna:slack", "ben:nothing"]
`)
	books := map[coding.Analyst]*codebook.Book{"ana": book("ana.toml", "slack"), "ben": book("ben.toml", "rota"), "cem": nil}
	var got []string
	for _, p := range m.Check(books) {
		got = append(got, p.Name+" "+p.String())
	}
	want := []string{
		`analyst-unknown models/joint/give.toml:4:1: theme "a" rests on anna:slack, and no analyst "anna" has a codebook; did you mean ana? Or add the analyst, or take it out with: grounded theme edit a --drop-code anna:slack`,
		`code-unknown models/joint/give.toml:4:1: theme "a" rests on ana:rota, and there is no code "rota" in ana.toml; did you mean ben:rota? Or take it out with: grounded theme edit a --drop-code ana:rota`,
		`code-unknown models/joint/give.toml:4:1: theme "a" rests on ana:slak, and there is no code "slak" in ana.toml; did you mean slack? Or take it out with: grounded theme edit a --drop-code ana:slak`,
		`code-unknown models/joint/give.toml:4:1: theme "a" rests on ben:nothing, and there is no code "nothing" in ben.toml; add it with: grounded codebook add nothing -a ben; or take it out with: grounded theme edit a --drop-code ben:nothing`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if problems := m.Check(nil); problems != nil {
		t.Errorf("without any codebook: %v", problems)
	}
}
