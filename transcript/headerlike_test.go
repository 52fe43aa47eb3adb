package transcript

import (
	"fmt"
	"slices"
	"testing"
)

func TestHeaderLike(t *testing.T) {
	speakers := []Speaker{{Label: "MARY"}, {Label: "Dr: No"}}
	for _, c := range []struct {
		body string
		want []string
	}{
		{"MARY: Well.\nDr: No: Well.\n", nil},
		{"MARY: Well.\nMARY : No.\nMary: No.\nMARY:No.\n**MARY**: No.\nMARY：No.\n", []string{"1 MARY : = MARY", "2 Mary: = MARY", "3 MARY:", "4 **MARY**: = MARY", "5 MARY： = MARY"}},
		{"MARY: Well.\ndr:  no: I see.\n", []string{"1 dr:  no: = Dr: No"}},
		{"MARY: Well.\n Mary: I said.\nTom: who is not listed.\nSo: this.\n", nil},
		{"MARY: Well.\n[00:01:00] and then\n", nil},
		{"[00:00:10] MARY: Well.\n[00:01:00] and then\n[00:02:00] mary: yes\n", []string{"1 [00:01:00]", "2 [00:02:00] mary: = MARY"}},
	} {
		var got []string
		for _, h := range New("t", Meta{Speakers: speakers}, c.body).HeaderLike() {
			said := fmt.Sprintf("%d %s", h.Paragraph, h.Written)
			if h.Label != "" && h.Label+":" != h.Written {
				said += " = " + h.Label
			}
			got = append(got, said)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.body, got, c.want)
		}
	}
}
